#include "api/server/publisher.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "api/control.h"
#include "engine/base/log.h"
#include "engine/base/memory.h"

/* A newer live image is told of; that one has grown too old is looked for so often. Where nothing
 * is told (a folder on another machine) a newer one is found then. */
enum { LOOK_MS = 1000 };

struct publisher {
    pthread_t thread;
    struct editions *editions;
    struct bulletin *bulletin;
    int control; /* -1: nobody is there */
    int end;     /* an eventfd: written to end the thread */
    char *told; /* the earlier image that the supervisor knows of; empty: none, NULL: nothing yet */
};

/* The supervisor keeps what still answers about today. */
static void tell_earlier(struct publisher *publisher)
{
    const char *path = editions_earlier(publisher->editions);
    path = path ? path : "";
    if (publisher->control < 0 || (publisher->told && strcmp(publisher->told, path) == 0))
        return;
    size_t size = strlen(path) + 1;
    publisher->told = memory_resize(publisher->told, size, 1);
    memcpy(publisher->told, path, size);
    if (!control_send(publisher->control, "earlier %s", path))
        log_line("server", "the supervisor does not listen");
}

static void take_network(struct publisher *publisher, const char *path, bool forced)
{
    char says[EDITIONS_SAYS];
    struct error error = {0};
    bool taken = editions_offer(publisher->editions, path, forced, says, &error);
    tell_earlier(publisher); /* Before the version that it is in is let go. */
    if (taken ? !control_send(publisher->control, "ok %s", says)
              : !control_send(publisher->control, "refused %s: %s", error.place, error.text))
        log_line("server", "the supervisor does not listen");
}

static void hear(struct publisher *publisher, const char *message)
{
    const char *rest;
    if ((rest = control_rest(message, "network")))
        take_network(publisher, rest, false);
    else if ((rest = control_rest(message, "force")))
        take_network(publisher, rest, true);
    else if ((rest = control_rest(message, "notice")))
        bulletin_set_notice(publisher->bulletin, rest);
    else if ((rest = control_rest(message, "status")))
        bulletin_set_status(publisher->bulletin, rest);
}

static void hear_all(struct publisher *publisher)
{
    char *text = memory_zeroed(CONTROL_TEXT, 1);
    enum control_got got;
    while ((got = control_receive(publisher->control, text)) == CONTROL_MESSAGE)
        hear(publisher, text);
    if (got == CONTROL_GONE)
        publisher->control = -1;
    memory_free(text);
}

/* What has changed is looked for, so the events themselves say nothing more. */
static void drain(int inotify)
{
    char events[4096];
    while (read(inotify, events, sizeof events) > 0)
        continue;
}

static void *run(void *closure)
{
    struct publisher *publisher = closure;
    int inotify = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    struct pollfd ends[] = {{.fd = publisher->end, .events = POLLIN},
                            {.fd = publisher->control, .events = POLLIN},
                            {.fd = inotify, .events = POLLIN}};
    tell_earlier(publisher);
    while (!ends[0].revents) {
        editions_watch(publisher->editions, inotify);
        if (poll(ends, sizeof ends / sizeof *ends, LOOK_MS) < 0)
            continue;
        if (ends[1].revents)
            hear_all(publisher);
        ends[1].fd = publisher->control;
        drain(inotify);
        editions_look(publisher->editions);
        tell_earlier(publisher);
    }
    if (inotify >= 0)
        close(inotify);
    return NULL;
}

bool publisher_start(struct publisher **out, struct editions *editions, struct bulletin *bulletin,
                     int control, struct error *error)
{
    struct publisher *publisher = memory_zeroed(1, sizeof *publisher);
    *publisher = (struct publisher){.editions = editions,
                                    .bulletin = bulletin,
                                    .control = control,
                                    .end = eventfd(0, EFD_CLOEXEC)};
    int failed =
        publisher->end < 0 ? errno : pthread_create(&publisher->thread, NULL, run, publisher);
    if (failed) {
        if (publisher->end >= 0)
            close(publisher->end);
        memory_free(publisher);
        return error_set(error, ERROR_SYSTEM, "threads", "%s", strerror(failed));
    }
    *out = publisher;
    return true;
}

void publisher_stop(struct publisher *publisher)
{
    const uint64_t one = 1;
    if (!publisher)
        return;
    while (write(publisher->end, &one, sizeof one) < 0 && errno == EINTR)
        continue;
    pthread_join(publisher->thread, NULL);
    close(publisher->end);
    memory_free(publisher->told);
    memory_free(publisher);
}
