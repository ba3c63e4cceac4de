#include "api/supervisor/supervisor.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "api/cli/options.h"
#include "api/cli/program.h"
#include "api/control.h"
#include "api/render_supervisor.h"
#include "api/supervisor/notice.h"
#include "api/supervisor/state.h"
#include "engine/base/clock.h"
#include "engine/base/log.h"
#include "engine/base/memory.h"

#define SECOND INT64_C(1000000000)

/* How long children may take to end; the server gives answers under way 30 s. */
enum { PATIENCE_SECONDS = 35 };

/* The longest sleep: all that happens wakes us, but a clock that is asked too seldom is a fault
 * that nobody finds. */
enum { SLEEP_MS = 1000 };

void supervisor_end(struct supervisor *supervisor, int exit_code)
{
    const struct process *processes[] = {&supervisor->server, &supervisor->feeder};
    if (supervisor->ending)
        return;
    supervisor->ending = true;
    supervisor->exit_code = exit_code;
    supervisor->killing_at = clock_ticks() + PATIENCE_SECONDS * SECOND;
    job_stop(&supervisor->renewal.job);
    if (supervisor->listener.fd >= 0)
        shutdown(supervisor->listener.fd, SHUT_RDWR); /* Nobody else connects. */
    for (size_t i = 0; i < sizeof processes / sizeof *processes; i++)
        if (processes[i]->pid)
            kill(processes[i]->pid, SIGTERM);
}

static void kill_all(struct supervisor *supervisor)
{
    const struct process *processes[] = {&supervisor->server, &supervisor->feeder};
    for (size_t i = 0; i < sizeof processes / sizeof *processes; i++)
        if (processes[i]->pid)
            kill(processes[i]->pid, SIGKILL);
}

static void bury(struct supervisor *supervisor)
{
    int status;
    for (pid_t pid; (pid = waitpid(-1, &status, WNOHANG)) > 0;)
        if (!processes_ended(supervisor, pid, status))
            (void)renewal_job_ended(supervisor, pid, status);
}

static void hear_signal(struct supervisor *supervisor, uint32_t number)
{
    if (number == SIGHUP) {
        renewal_ask(supervisor, false);
    } else if (number != SIGCHLD && supervisor->ending) {
        kill_all(supervisor);
    } else if (number != SIGCHLD) {
        log_line("supervisor", "ending=signal_%u", number);
        supervisor_end(supervisor, END_OK);
    }
}

static void hear_signals(struct supervisor *supervisor)
{
    struct signalfd_siginfo heard;
    while (read(supervisor->signals, &heard, sizeof heard) == (ssize_t)sizeof heard)
        hear_signal(supervisor, heard.ssi_signo);
}

static void server_ready(struct supervisor *supervisor)
{
    supervisor->server.ready = true;
    supervisor->notice_told = false;
    memory_free(supervisor->told);
    supervisor->told = NULL;
    if (supervisor->announced)
        return;
    supervisor->announced = true;
    printf("listening on %s\n", supervisor->listener.url);
    fflush(stdout);
}

static void hear_message(struct supervisor *supervisor, const char *message)
{
    const char *rest;
    if (control_rest(message, "ready"))
        server_ready(supervisor);
    else if ((rest = control_rest(message, "ok")))
        renewal_answered(supervisor, true, rest);
    else if ((rest = control_rest(message, "refused")))
        renewal_answered(supervisor, false, rest);
    else if ((rest = control_rest(message, "earlier")))
        renewal_earlier(supervisor, rest);
    else if ((rest = control_rest(message, "reload")))
        renewal_ask(supervisor, strcmp(rest, "force") == 0);
    else if (control_rest(message, "rollback"))
        renewal_ask_back(supervisor);
    else
        log_line("supervisor", "the server says \"%.80s\"", message);
}

static void hear_server(struct supervisor *supervisor)
{
    char *text = memory_zeroed(CONTROL_TEXT, 1);
    struct process *server = &supervisor->server;
    enum control_got got;
    while ((got = control_receive(server->end, text)) == CONTROL_MESSAGE)
        hear_message(supervisor, text);
    if (got == CONTROL_GONE && server->end >= 0) { /* It dies; poll would tell so until it has. */
        close(server->end);
        server->end = -1;
    }
    memory_free(text);
}

/* The server shows what we know; it is told when that has changed, and told again when it had no
 * room to listen. */
static void tell_status(struct supervisor *supervisor)
{
    struct arena arena = {0};
    const char *status = render_supervisor(supervisor, &arena);
    if ((!supervisor->told || strcmp(status, supervisor->told) != 0) &&
        control_send(supervisor->server.end, "status %s", status)) {
        size_t size = strlen(status) + 1;
        supervisor->told = memory_resize(supervisor->told, size, 1);
        memcpy(supervisor->told, status, size);
    }
    arena_finish(&arena);
}

/* The notice, as everybody may read it. */
static void tell_notice(struct supervisor *supervisor)
{
    char text[VERSION_TEXT];
    if (supervisor->notice_told)
        return;
    const char **known = memory_zeroed((size_t)supervisor->inputs.count + 1, sizeof *known);
    for (int i = 0; i < supervisor->inputs.count; i++)
        known[i] = supervisor->inputs.paths[i];
    notice_public(supervisor->notice, known, text, sizeof text);
    supervisor->notice_told = control_send(supervisor->server.end, "notice %s", text);
    memory_free(known);
}

static int64_t sooner(int64_t one, int64_t other)
{
    return other && other < one ? other : one;
}

/* Milliseconds until something is due, rounded up. */
static int sleep_ms(const struct supervisor *supervisor)
{
    int64_t now = clock_ticks(), until = now + SLEEP_MS * (SECOND / 1000);
    if (!supervisor->server.pid)
        until = sooner(until, supervisor->server.start_at);
    if (!supervisor->feeder.pid)
        until = sooner(until, supervisor->feeder.start_at);
    if (supervisor->renewal.stage == RENEWAL_NONE)
        until = sooner(until, supervisor->look_at);
    return until > now ? (int)((until - now + 999999) / 1000000) : 0;
}

static void wait_for_news(struct supervisor *supervisor)
{
    struct pollfd ends[] = {{.fd = supervisor->signals, .events = POLLIN},
                            {.fd = supervisor->server.end, .events = POLLIN}};
    if (poll(ends, sizeof ends / sizeof *ends, sleep_ms(supervisor)) <= 0)
        return;
    if (ends[0].revents)
        hear_signals(supervisor);
    if (ends[1].revents)
        hear_server(supervisor);
    bury(supervisor); /* After its last words were heard. */
}

static void supervise(struct supervisor *supervisor)
{
    while (!supervisor->ending || supervisor->server.pid || supervisor->feeder.pid) {
        processes_start_due(supervisor);
        renewal_step(supervisor);
        if (supervisor->server.ready && !supervisor->ending) {
            tell_notice(supervisor);
            tell_status(supervisor);
        }
        if (supervisor->ending && clock_ticks() >= supervisor->killing_at)
            kill_all(supervisor);
        wait_for_news(supervisor);
    }
}

/* `$XDG_CACHE_HOME/trajet/serve-INPUTS`, the folder above it made if need be; false: there is no
 * such place. */
static bool kept_folder(const struct inputs *inputs, char folder[PATH_MAX])
{
    const char *cache = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
    char stamp[JOB_TEXT], above[PATH_MAX], verb[] = "stamp";
    if (inputs->is_image || !((cache && *cache) || (home && *home)))
        return false;
    char **words = memory_zeroed((size_t)inputs->count + 3, sizeof *words);
    words[1] = verb;
    memcpy(words + 2, inputs->paths, (size_t)inputs->count * sizeof *words);
    int ending = END_INPUT;
    bool stamped = program_read("trajet-build", words, stamp, sizeof stamp, &ending, NULL);
    memory_free(words);
    if (!stamped || ending != END_OK)
        return false;
    bool own = cache && *cache;
    snprintf(above, sizeof above, "%s%s", own ? cache : home, own ? "" : "/.cache");
    mkdir(above, 0700);
    snprintf(above, sizeof above, "%s%s/trajet", own ? cache : home, own ? "" : "/.cache");
    mkdir(above, 0700);
    int length =
        snprintf(folder, PATH_MAX, "%s/serve-%.*s", above, (int)strcspn(stamp, "-"), stamp);
    return length < PATH_MAX;
}

/* A folder that was named must do; the usual one may be in use, or there may be no home. */
static bool open_versions(struct supervisor *supervisor, struct error *error)
{
    struct error usual = {0};
    char folder[PATH_MAX];
    if (supervisor->options->folder)
        return versions_open(&supervisor->versions, supervisor->options->folder, error);
    if (kept_folder(&supervisor->inputs, folder)) {
        if (versions_open(&supervisor->versions, folder, &usual))
            return true;
        log_line("supervisor", "%s: %s; versions are kept in a temporary folder", usual.place,
                 usual.text);
        versions_close(&supervisor->versions);
    }
    return versions_open_temporary(&supervisor->versions, error);
}

static bool open_admin(struct supervisor *supervisor, struct error *error)
{
    const char *address = supervisor->options->admin;
    struct error usual = {0};
    char path[VERSION_PATH];
    if (!address) {
        snprintf(path, sizeof path, "%s/admin", supervisor->versions.path);
        if (!listener_open_file(&supervisor->admin, path, &usual))
            log_line("supervisor", "no admin page: %s: %s", usual.place, usual.text);
        return true;
    }
    if (strcmp(address, "off") == 0)
        return true;
    return listener_open_admin(&supervisor->admin, address, error);
}

static bool open_signals(struct supervisor *supervisor, struct error *error)
{
    sigset_t heard;
    sigemptyset(&heard);
    sigaddset(&heard, SIGCHLD);
    sigaddset(&heard, SIGHUP);
    sigaddset(&heard, SIGINT);
    sigaddset(&heard, SIGTERM);
    signal(SIGPIPE, SIG_IGN);
    sigprocmask(SIG_BLOCK, &heard, NULL);
    supervisor->signals = signalfd(-1, &heard, SFD_NONBLOCK | SFD_CLOEXEC);
    if (supervisor->signals < 0)
        return error_set(error, ERROR_SYSTEM, "signalfd", "%s", strerror(errno));
    return true;
}

static bool open_all(struct supervisor *supervisor, struct error *error)
{
    const struct supervisor_options *options = supervisor->options;
    return inputs_of(&supervisor->inputs, options->paths, options->path_count, error) &&
           listener_open(&supervisor->listener, options->listen, error) &&
           open_versions(supervisor, error) && open_admin(supervisor, error) &&
           open_signals(supervisor, error);
}

static void close_all(struct supervisor *supervisor)
{
    if (supervisor->admin.fd >= 0) {
        if (strncmp(supervisor->admin.url, "unix:", 5) == 0)
            unlink(supervisor->admin.url + 5);
        close(supervisor->admin.fd);
    }
    if (supervisor->listener.fd >= 0)
        close(supervisor->listener.fd);
    if (supervisor->signals >= 0)
        close(supervisor->signals);
    memory_free(supervisor->told);
    versions_close(&supervisor->versions);
}

int supervisor_run(const struct supervisor_options *options)
{
    struct supervisor supervisor = {
        .options = options,
        .listener.fd = -1,
        .admin.fd = -1,
        .signals = -1,
        .server = {.program = "trajet-serve", .end = -1, .start_at = 1},
        .feeder = {.program = "trajet-feed", .end = -1},
        .look_at = 1,
    };
    struct error error = {0};
    if (!open_all(&supervisor, &error)) {
        supervisor.exit_code = input_error(&error);
    } else {
        if (!supervisor.listener.is_local)
            log_line("server", "this address can be reached from outside: put a proxy in front");
        if (!supervisor.versions.current.number)
            renewal_ask(&supervisor, true);
        supervise(&supervisor);
    }
    close_all(&supervisor);
    return supervisor.exit_code;
}
