/* The program that faces the net: it maps what we froze, and reads nothing that others wrote. */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include "api/cli/program.h"
#include "api/cli/serve_options.h"
#include "api/control.h"
#include "api/listener.h"
#include "api/render.h"
#include "api/server/admin.h"
#include "api/server/publisher.h"
#include "api/server/server.h"
#include "engine/base/log.h"

/* What the command line says. */
struct settings {
    struct serve_settings shared;
    int64_t listen_fd, admin_fd, control;
    const char *live, *before;
};

enum { OWN_OPTIONS = 5, FD_MAX = 1 << 20 };

static void print_version(void)
{
    printf("%s\njansson %s\n%s\n", server_library(), render_library(), quote_key_library());
}

static bool read_settings(struct settings *settings, int *argc, char **argv, int *ending)
{
    struct option options[SERVE_OPTIONS + OWN_OPTIONS + 1] = {
        {.name = "live",
         .kind = OPTION_TEXT,
         .value = &settings->live,
         .argument = "FILE",
         .help = "Where what is live is told (IMAGE.live)"},
        {.name = "before",
         .kind = OPTION_TEXT,
         .value = &settings->before,
         .argument = "FILE",
         .help = "The image that answers about today if IMAGE begins later"},
        {.name = "listen-fd",
         .kind = OPTION_NUMBER,
         .value = &settings->listen_fd,
         .high = FD_MAX,
         .argument = "N",
         .help = "Answer at this open socket instead"},
        {.name = "admin-fd",
         .kind = OPTION_NUMBER,
         .value = &settings->admin_fd,
         .high = FD_MAX,
         .argument = "N",
         .help = "The admin page at this open socket"},
        {.name = "control",
         .kind = OPTION_NUMBER,
         .value = &settings->control,
         .high = FD_MAX,
         .argument = "N",
         .help = "Do what is said at this open socket (api/control.h)"},
    };
    serve_options(&settings->shared, options + OWN_OPTIONS);
    const struct command command = {
        .name = "trajet-serve",
        .arguments = "[OPTION...] IMAGE",
        .summary = "The server that `trajet serve` looks after: maps an image, and what is live of "
                   "it, and\nanswers over HTTP. Alone it serves that one image until it ends.",
        .options = options,
        .least = 1,
        .most = 1,
        .print_version = print_version,
    };
    return options_read(&command, argc, argv, ending);
}

enum { OWN_FILES = 64 };

/* A connection is a file: takes as many as the system lets us have. */
static void make_room_for(uint32_t connections)
{
    struct rlimit limit;
    rlim_t wanted = (rlim_t)connections + OWN_FILES;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted)
        return;
    limit.rlim_cur = wanted < limit.rlim_max ? wanted : limit.rlim_max;
    if (setrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur < wanted)
        log_line("server", "open files are limited to %llu: fewer connections than %u fit",
                 (unsigned long long)limit.rlim_cur, connections);
}

/* SIGTERM and SIGINT are waited for, by this thread only; a second one ends us at once. */
static void wait_for_end(const sigset_t *signals)
{
    int got;
    sigwait(signals, &got);
    log_line("server", "ending=signal_%d", got);
    pthread_sigmask(SIG_UNBLOCK, signals, NULL);
}

/* All that runs while we serve. */
struct parts {
    struct bulletin *bulletin;
    struct editions *editions;
    struct publisher *publisher;
    struct server *server;
    struct listener admin_listener;
    struct admin *admin;
    struct quote_key quote_key;
    bool quotes; /* there is a key */
};

/* A key that was good when `trajet serve` looked and no longer is takes quotes away, no answer. */
static bool open_quote_key(struct parts *parts, const struct settings *settings,
                           struct error *error)
{
    const struct serve_settings *shared = &settings->shared;
    if (!shared->quote_key)
        return true;
    parts->quotes =
        quote_key_open(&parts->quote_key, shared->quote_key, shared->quote_issuer, error);
    if (parts->quotes || settings->control < 0)
        return parts->quotes;
    log_line("server", "quotes=off why=\"%s: %s\"", error->place, error->text);
    return true;
}

static struct server_options options_of(const struct parts *parts, const struct settings *settings)
{
    struct server_options options = server_defaults;
    options.listen = settings->shared.listen;
    options.listen_fd = (int)settings->listen_fd;
    options.threads = (uint32_t)settings->shared.threads;
    options.connections = (uint32_t)settings->shared.connections;
    options.connections_per_host = (uint32_t)settings->shared.per_address;
    options.quote_key = parts->quotes ? &parts->quote_key : NULL;
    return options;
}

/* The supervisor has opened the socket, or we do; without either there is no admin page. */
static bool start_admin(struct parts *parts, const struct settings *settings, struct error *error)
{
    const char *address = settings->shared.admin;
    struct listener *listener = &parts->admin_listener;
    if (settings->admin_fd >= 0) {
        if (!listener_adopt(listener, (int)settings->admin_fd, error))
            return false;
    } else if (!address || strcmp(address, "off") == 0) {
        return true;
    } else if (!listener_open_admin(listener, address, error)) {
        return false;
    }
    const struct admin_plan plan = {listener->fd, (int)settings->control, parts->bulletin};
    return admin_start(&parts->admin, &plan, error);
}

static bool start(struct parts *parts, const struct settings *settings, const char *path,
                  struct error *error)
{
    if (!open_quote_key(parts, settings, error))
        return false;
    const struct server_options options = options_of(parts, settings);
    const struct edition_plan plan = {.path = path,
                                      .live = settings->live,
                                      .before = settings->before,
                                      .trust = settings->shared.trust,
                                      .planners = server_threads(&options)};
    parts->bulletin = bulletin_create();
    make_room_for(options.connections);
    return editions_create(&parts->editions, &plan, parts->bulletin, error) &&
           server_start(&parts->server, editions_worlds(parts->editions), parts->bulletin, &options,
                        error) &&
           publisher_start(&parts->publisher, parts->editions, parts->bulletin,
                           (int)settings->control, error) &&
           start_admin(parts, settings, error);
}

static void stop(struct parts *parts)
{
    admin_stop(parts->admin);
    publisher_stop(parts->publisher);
    server_stop(parts->server);
    editions_destroy(parts->editions);
    bulletin_destroy(parts->bulletin);
    quote_key_close(&parts->quote_key);
}

static void announce(const struct parts *parts, const struct settings *settings)
{
    if (settings->control >= 0) {
        if (!control_send((int)settings->control, "ready"))
            log_line("server", "the supervisor does not listen");
        return;
    }
    if (!server_is_local(parts->server))
        log_line("server", "this address can be reached from outside: put a proxy in front");
    printf("listening on %s\n", server_url(parts->server));
    fflush(stdout);
}

int main(int argc, char **argv)
{
    struct settings settings = {
        .shared = serve_settings_default, .listen_fd = -1, .admin_fd = -1, .control = -1};
    struct parts parts = {0};
    struct error error = {0};
    int ending;
    program_open_streams();
    if (!read_settings(&settings, &argc, argv, &ending))
        return ending;
    log_enable(!settings.shared.quiet);
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, NULL);
    ending = END_OK;
    if (start(&parts, &settings, argv[1], &error)) {
        announce(&parts, &settings);
        wait_for_end(&signals);
    } else {
        ending = input_error(&error);
    }
    stop(&parts);
    return ending;
}
