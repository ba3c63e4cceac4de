#include "api/supervisor/state.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "api/cli/options.h"
#include "api/control.h"
#include "api/supervisor/child.h"
#include "engine/base/arena.h"
#include "engine/base/clock.h"
#include "engine/base/log.h"

enum { OWN_WORDS = 8 };

static void note_start(struct process *process, int end)
{
    process->end = end;
    process->ready = false;
    process->started = clock_ticks();
    process->since = clock_now();
    process->start_at = 0;
    log_line("supervisor", "started=%s pid=%d", process->program, (int)process->pid);
}

/* It could not even be started: as if it had died at once. */
static void note_failure(struct process *process, const struct error *error)
{
    int64_t now = clock_ticks();
    input_error(error);
    process->start_at = now + backoff_died(&process->backoff, now, now) + 1;
}

/* `--now` counts from the start of each process. */
static void add_now(char **argv, size_t *count, struct arena *arena)
{
    char now[CIVIL_TEXT];
    if (clock_shift() != 0)
        argv[(*count)++] = arena_format(arena, "--now=%s", civil_text_utc(clock_now(), now));
}

/* Who answers about today if the current version begins later; the server knows whether it does. */
static void add_before(char **argv, size_t *count, const struct versions *versions,
                       struct arena *arena)
{
    const struct version *before = versions->today.number ? &versions->today : &versions->before;
    char path[VERSION_PATH];
    if (before->number)
        argv[(*count)++] =
            arena_format(arena, "--before=%s", versions_image(versions, before, path));
}

static char **server_argv(const struct supervisor *supervisor, int control, struct arena *arena)
{
    char *const *words = supervisor->options->server_words;
    size_t given = 0, count = 1;
    while (words[given])
        given++;
    char **argv = arena_array(arena, given + OWN_WORDS, sizeof *argv);
    argv[count++] = arena_format(arena, "--listen-fd=%d", supervisor->listener.fd);
    argv[count++] = arena_format(arena, "--control=%d", control);
    if (supervisor->admin.fd >= 0)
        argv[count++] = arena_format(arena, "--admin-fd=%d", supervisor->admin.fd);
    add_now(argv, &count, arena);
    add_before(argv, &count, &supervisor->versions, arena);
    for (size_t i = 0; i < given; i++)
        argv[count++] = words[i];
    argv[count++] = versions_image(&supervisor->versions, &supervisor->versions.current,
                                   arena_alloc(arena, VERSION_PATH));
    return argv;
}

static void start_server(struct supervisor *supervisor)
{
    struct process *server = &supervisor->server;
    struct arena arena = {0};
    struct error error = {0};
    int ends[2];
    if (!control_pair(ends, &error)) {
        note_failure(server, &error);
        return;
    }
    const struct child_plan plan = {
        .program = server->program,
        .argv = server_argv(supervisor, ends[1], &arena),
        .input = -1,
        .output = -1,
        .errors = -1,
        .kept = {supervisor->listener.fd, ends[1],
                 supervisor->admin.fd >= 0 ? supervisor->admin.fd : 0},
        .end_signal = SIGTERM,
    };
    if (child_start(&plan, &server->pid, &error)) {
        note_start(server, ends[0]);
    } else {
        close(ends[0]);
        note_failure(server, &error);
    }
    close(ends[1]);
    arena_finish(&arena);
}

void processes_tell_feeder(struct supervisor *supervisor, const char *word,
                           const struct version *version)
{
    char path[VERSION_PATH];
    if (supervisor->feeder.pid && version->number)
        dprintf(supervisor->feeder.end, "%s %s\n", word,
                versions_image(&supervisor->versions, version, path));
}

/* A feeder that does not read must not hold us up: what does not fit into the pipe is lost, and
 * comes again when it is started anew. */
static bool open_pipe(int ends[2], struct error *error)
{
    if (pipe2(ends, O_CLOEXEC) != 0)
        return error_set(error, ERROR_SYSTEM, "pipe", "%s", strerror(errno));
    fcntl(ends[1], F_SETFL, O_NONBLOCK);
    return true;
}

static void start_feeder(struct supervisor *supervisor)
{
    struct process *feeder = &supervisor->feeder;
    struct error error = {0};
    struct arena arena = {0};
    char image[VERSION_PATH], option[] = "--image", control[] = "--control";
    char quiet[] = "--quiet";
    char *argv[OWN_WORDS] = {
        NULL, supervisor->inputs.paths[0], option,
        versions_image(&supervisor->versions, &supervisor->versions.current, image), control};
    size_t count = 5;
    add_now(argv, &count, &arena);
    if (supervisor->options->quiet)
        argv[count++] = quiet;
    int ends[2];
    if (!open_pipe(ends, &error)) {
        note_failure(feeder, &error);
        arena_finish(&arena);
        return;
    }
    const struct child_plan plan = {.program = feeder->program,
                                    .argv = argv,
                                    .input = ends[0],
                                    .output = -1,
                                    .errors = -1,
                                    .end_signal = SIGKILL};
    if (child_start(&plan, &feeder->pid, &error)) {
        note_start(feeder, ends[1]);
        processes_tell_feeder(supervisor, "image", &supervisor->versions.before);
        processes_tell_feeder(supervisor, "image", &supervisor->versions.today);
        if (supervisor->renewal.stage == RENEWAL_OFFERS)
            processes_tell_feeder(supervisor, "image", &supervisor->renewal.coming);
    } else {
        close(ends[1]);
        note_failure(feeder, &error);
    }
    close(ends[0]);
    arena_finish(&arena);
}

static bool is_due(const struct process *process)
{
    return !process->pid && process->start_at && process->start_at <= clock_ticks();
}

void processes_start_due(struct supervisor *supervisor)
{
    if (supervisor->ending || !supervisor->versions.current.number)
        return;
    if (is_due(&supervisor->server))
        start_server(supervisor);
    if (is_due(&supervisor->feeder))
        start_feeder(supervisor);
}

/* Notes the death and when to start again. */
static void note_death(struct supervisor *supervisor, struct process *process, const char *how)
{
    int64_t now = clock_ticks(), pause = 0;
    process->pid = 0;
    process->ready = false;
    if (process->end >= 0)
        close(process->end);
    process->end = -1;
    if (!supervisor->ending) {
        pause = backoff_died(&process->backoff, process->started, now);
        process->deaths++;
        process->start_at = now + pause;
    }
    log_line("supervisor", "ended=%s how=\"%s\" again_in_ms=%" PRId64, process->program, how,
             supervisor->ending ? -1 : pause / 1000000);
}

/* It said that its image is damaged: the same again would help nobody. What is being built
 * already is the new one that it takes. */
static void give_up_image(struct supervisor *supervisor)
{
    struct versions *versions = &supervisor->versions;
    enum renewal_stage stage = supervisor->renewal.stage;
    bool comes = stage == RENEWAL_BUILDS || stage == RENEWAL_WAITS;
    bool found = !versions->current.says[0]; /* In the folder: a new one may be better. */
    processes_tell_feeder(supervisor, "forget", &versions->current);
    versions_fall_back(versions, "the server could not open it");
    if (comes)
        return;
    if (found || supervisor->announced)
        renewal_ask(supervisor, true);
    else if (!versions->current.number)
        supervisor_end(supervisor, END_INPUT);
}

static void server_ended(struct supervisor *supervisor, int status)
{
    struct process *server = &supervisor->server;
    bool never_ready = !server->ready, exited = WIFEXITED(status);
    char how[32];
    note_death(supervisor, server, child_ending(status, how));
    if (supervisor->ending)
        return;
    if (never_ready && exited && WEXITSTATUS(status) == END_USAGE)
        supervisor_end(supervisor, END_USAGE);
    else if (never_ready && exited && WEXITSTATUS(status) == END_INPUT)
        give_up_image(supervisor);
    else
        renewal_server_died(supervisor, how);
}

bool processes_ended(struct supervisor *supervisor, pid_t pid, int status)
{
    char how[32];
    if (pid == supervisor->server.pid) {
        server_ended(supervisor, status);
        return true;
    }
    if (pid != supervisor->feeder.pid)
        return false;
    note_death(supervisor, &supervisor->feeder, child_ending(status, how));
    if (!supervisor->renewal.live[0])
        supervisor->feeder.start_at = 0;
    return true;
}

void processes_feeds_changed(struct supervisor *supervisor)
{
    struct process *feeder = &supervisor->feeder;
    feeder->backoff = (struct backoff){0};
    if (feeder->pid)
        kill(feeder->pid, SIGTERM);
    else
        feeder->start_at = supervisor->renewal.live[0] ? 1 : 0;
}
