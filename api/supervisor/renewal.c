#include "api/supervisor/state.h"

#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "api/cli/options.h"
#include "api/control.h"
#include "api/supervisor/child.h"
#include "engine/base/clock.h"
#include "engine/base/log.h"
#include "engine/base/memory.h"

#define SECOND INT64_C(1000000000)

/* How long the server may look at a network, and how often it dies before a version that it never
 * looked at is taken instead of the one it dies of. */
enum { PATIENCE_SECONDS = 900, DEATHS_ENOUGH = 3 };

static void rest(struct renewal *renewal)
{
    renewal->stage = RENEWAL_NONE;
    renewal->asked = renewal->forced = false;
    renewal->coming = (struct version){0};
}

static void set_notice(struct supervisor *supervisor, const char *text)
{
    if (strcmp(supervisor->notice, text) == 0)
        return;
    snprintf(supervisor->notice, sizeof supervisor->notice, "%s", text);
    supervisor->notice_told = false;
}

/* There is nothing to serve. */
static void give_up(struct supervisor *supervisor, const char *reason)
{
    struct error error;
    error_set(&error, ERROR_INPUT, supervisor->inputs.paths[0],
              "the network could not be built: %.*s", (int)strcspn(reason, "\n"), reason);
    supervisor_end(supervisor, input_error(&error));
}

static void reject(struct supervisor *supervisor, const char *reason)
{
    struct renewal *renewal = &supervisor->renewal;
    char notice[VERSION_TEXT];
    log_line("supervisor", "quarantined=%s reason=\"%.*s\"", renewal->coming.state,
             (int)strcspn(reason, "\n"), reason);
    processes_tell_feeder(supervisor, "forget", &renewal->coming);
    versions_quarantine(&supervisor->versions, &renewal->coming, reason);
    snprintf(notice, sizeof notice, "the newest timetable is not served: %.*s",
             (int)strcspn(reason, "\n"), reason);
    set_notice(supervisor, notice);
    rest(renewal);
    if (!supervisor->versions.current.number)
        give_up(supervisor, reason);
}

/* Nothing more is told of a version that is not in use any more. */
static void forget(struct supervisor *supervisor, const struct version *version)
{
    if (!versions_keeps(&supervisor->versions, version))
        processes_tell_feeder(supervisor, "forget", version);
}

static void accept(struct supervisor *supervisor, const char *says)
{
    struct versions *versions = &supervisor->versions;
    const struct version gone[] = {versions->before, versions->current};
    log_line("supervisor", "serving=%s %s", supervisor->renewal.coming.state, says);
    versions_accept(versions, &supervisor->renewal.coming, says);
    for (size_t i = 0; i < sizeof gone / sizeof *gone; i++)
        forget(supervisor, &gone[i]);
    set_notice(supervisor, "");
    rest(&supervisor->renewal);
}

static void go_back(struct supervisor *supervisor, const char *says)
{
    struct version gone = supervisor->versions.current;
    log_line("supervisor", "rolled_back=%s %s", gone.state, says);
    versions_fall_back(&supervisor->versions, "rolled back by hand");
    forget(supervisor, &gone);
    set_notice(supervisor, "the newest timetable is not served: rolled back by hand");
    rest(&supervisor->renewal);
}

/* Says it to the server, which has some time to look at it. */
static void offer(struct supervisor *supervisor, enum renewal_stage stage, const char *word,
                  const struct version *version)
{
    struct renewal *renewal = &supervisor->renewal;
    char path[VERSION_PATH];
    log_line("supervisor", "offered=%s", version->state);
    processes_tell_feeder(supervisor, "image", version);
    renewal->stage = stage;
    renewal->until = clock_ticks() + PATIENCE_SECONDS * SECOND;
    if (!control_send(supervisor->server.end, "%s %s", word,
                      versions_image(&supervisor->versions, version, path)))
        kill(supervisor->server.pid, SIGKILL);
}

static void accept_unseen(struct supervisor *supervisor)
{
    processes_tell_feeder(supervisor, "image", &supervisor->renewal.coming);
    accept(supervisor, "not looked at before");
}

/* A built version goes to the server. One that keeps dying of the version it has gets this one to
 * start with; its start is a look, too. One that is about to start has the old one in its hands. */
static void offer_built(struct supervisor *supervisor)
{
    struct renewal *renewal = &supervisor->renewal;
    const struct process *server = &supervisor->server;
    if (server->pid && server->end < 0)
        return; /* It dies of something else. */
    if (server->ready)
        offer(supervisor, RENEWAL_OFFERS, renewal->forced ? "force" : "network", &renewal->coming);
    else if (!server->pid &&
             (!supervisor->versions.current.number || server->backoff.deaths >= DEATHS_ENOUGH))
        accept_unseen(supervisor);
}

/* A server that is about to start has the current version in its hands: it is waited for. */
static void begin_back(struct supervisor *supervisor)
{
    const struct process *server = &supervisor->server;
    if (server->pid && (!server->ready || server->end < 0))
        return;
    supervisor->renewal.wants_back = false;
    if (!supervisor->versions.before.number)
        log_line("supervisor", "there is no version to go back to");
    else if (server->ready)
        offer(supervisor, RENEWAL_GOES_BACK, "force", &supervisor->versions.before);
    else
        go_back(supervisor, "while the server was down");
}

static bool take_image(struct supervisor *supervisor, const char *path, struct error *error)
{
    struct renewal *renewal = &supervisor->renewal;
    const struct inputs *inputs = &supervisor->inputs;
    if (!inputs_link_live(inputs, path, error))
        return false;
    if (!inputs_link_image(inputs, path))
        return job_copy(&renewal->job, inputs, path, error);
    renewal->stage = RENEWAL_WAITS;
    return true;
}

/* Makes a version of inputs in that state. */
static void begin_build(struct supervisor *supervisor, const char *state)
{
    struct renewal *renewal = &supervisor->renewal;
    struct error error = {0};
    char path[VERSION_PATH];
    if (!versions_next(&supervisor->versions, state, &renewal->coming)) {
        log_line("supervisor", "the inputs cannot be told apart: \"%s\"", state);
        rest(renewal);
        return;
    }
    versions_image(&supervisor->versions, &renewal->coming, path);
    renewal->stage = RENEWAL_BUILDS;
    bool begun = supervisor->inputs.is_image
                     ? take_image(supervisor, path, &error)
                     : job_build(&renewal->job, &supervisor->inputs, path, &error);
    if (!begun)
        reject(supervisor, error.text);
}

static bool are_served(const struct supervisor *supervisor, const char *state)
{
    const struct version *current = &supervisor->versions.current;
    return current->number && strcmp(state, current->state) == 0;
}

/* What is served was made of these inputs: another version of them would only take the place of
 * the one that somebody may want to go back to. */
static void nothing_changed(struct supervisor *supervisor)
{
    struct renewal *renewal = &supervisor->renewal;
    if (renewal->asked) {
        renewal->unchanged = clock_now();
        log_line("supervisor", "nothing changed: version %" PRIu64 " was made of these inputs",
                 supervisor->versions.current.number);
    }
    set_notice(supervisor, "");
    rest(renewal);
}

/*
 * What was asked for is built. What has changed by itself is built when it has stopped changing,
 * and only if the same inputs have not failed before.
 */
static bool is_wanted(const struct supervisor *supervisor, const char *state, bool settled)
{
    const struct versions *versions = &supervisor->versions;
    if (supervisor->renewal.asked || !versions->current.number)
        return true;
    return settled && !versions_refuses(versions, state);
}

static void looked(struct supervisor *supervisor, const char *state)
{
    struct renewal *renewal = &supervisor->renewal;
    bool settled = !renewal->seen[0] || strcmp(state, renewal->seen) == 0;
    snprintf(renewal->seen, sizeof renewal->seen, "%s", state);
    if (are_served(supervisor, state) && !renewal->forced)
        nothing_changed(supervisor);
    else if (is_wanted(supervisor, state, settled))
        begin_build(supervisor, state);
    else
        rest(renewal);
}

static void begin_look(struct supervisor *supervisor)
{
    struct renewal *renewal = &supervisor->renewal;
    struct error error = {0};
    char state[VERSION_STATE];
    supervisor->look_at = supervisor->options->watch_seconds
                              ? clock_ticks() + supervisor->options->watch_seconds * SECOND
                              : 0;
    renewal->stage = RENEWAL_LOOKS;
    if (!supervisor->inputs.is_image) {
        if (job_look(&renewal->job, &supervisor->inputs, &error))
            return;
        input_error(&error);
        rest(renewal);
    } else if (inputs_image_state(&supervisor->inputs, state, sizeof state)) {
        looked(supervisor, state);
    } else {
        rest(renewal);
    }
}

void renewal_ask(struct supervisor *supervisor, bool forced)
{
    supervisor->renewal.wants_reload = true;
    supervisor->renewal.wants_force |= forced;
}

void renewal_ask_back(struct supervisor *supervisor)
{
    supervisor->renewal.wants_back = true;
}

static void begin_asked(struct supervisor *supervisor)
{
    struct renewal *renewal = &supervisor->renewal;
    renewal->asked = true;
    renewal->forced = renewal->wants_force;
    renewal->wants_reload = renewal->wants_force = false;
    renewal->unchanged = 0;
    begin_look(supervisor);
}

void renewal_step(struct supervisor *supervisor)
{
    struct renewal *renewal = &supervisor->renewal;
    bool offered = renewal->stage == RENEWAL_OFFERS || renewal->stage == RENEWAL_GOES_BACK;
    if (supervisor->ending)
        return;
    if (offered && clock_ticks() >= renewal->until && supervisor->server.pid)
        kill(supervisor->server.pid, SIGKILL);
    if (renewal->stage == RENEWAL_NONE && renewal->wants_back)
        begin_back(supervisor);
    else if (renewal->stage == RENEWAL_NONE && renewal->wants_reload)
        begin_asked(supervisor);
    else if (renewal->stage == RENEWAL_NONE && supervisor->look_at &&
             clock_ticks() >= supervisor->look_at)
        begin_look(supervisor);
    if (renewal->stage == RENEWAL_WAITS)
        offer_built(supervisor);
}

/* The second line of a stamp is `live` and the state of the live feeds, when there are any. */
static void note_live(struct supervisor *supervisor, const char *line)
{
    struct renewal *renewal = &supervisor->renewal;
    char live[VERSION_STATE];
    const char *found = control_rest(line, "live");
    snprintf(live, sizeof live, "%s", found ? found : "");
    live[strcspn(live, "\n")] = '\0';
    if (strcmp(live, renewal->live) == 0)
        return;
    snprintf(renewal->live, sizeof renewal->live, "%s", live);
    processes_feeds_changed(supervisor);
}

static void look_ended(struct supervisor *supervisor, int status, char *text)
{
    size_t length = strcspn(text, "\n");
    bool more = text[length] == '\n';
    text[length] = '\0';
    if (!WIFEXITED(status) || WEXITSTATUS(status) != END_OK) {
        set_notice(supervisor, "the inputs of the timetable cannot be read; see the log");
        rest(&supervisor->renewal);
        if (!supervisor->versions.current.number)
            give_up(supervisor, "its inputs cannot be read");
        return;
    }
    note_live(supervisor, more ? text + length + 1 : "");
    looked(supervisor, text);
}

static void build_ended(struct supervisor *supervisor, int status, const char *text)
{
    char reason[JOB_TEXT + 128], how[32];
    fputs(text, stderr);
    if (WIFEXITED(status) && WEXITSTATUS(status) == END_OK) {
        supervisor->renewal.stage = RENEWAL_WAITS;
        return;
    }
    snprintf(reason, sizeof reason, "the build failed with %s%s%s", child_ending(status, how),
             *text ? ": " : "", text);
    reject(supervisor, reason);
}

bool renewal_job_ended(struct supervisor *supervisor, pid_t pid, int status)
{
    struct job *job = &supervisor->renewal.job;
    enum job_kind kind = job->kind;
    if (kind == JOB_NONE || job->pid != pid)
        return false;
    char *text = memory_zeroed(JOB_TEXT, 1);
    job_end(job, text);
    if (kind == JOB_LOOK)
        look_ended(supervisor, status, text);
    else
        build_ended(supervisor, status, text);
    memory_free(text);
    return true;
}

void renewal_answered(struct supervisor *supervisor, bool ok, const char *text)
{
    enum renewal_stage stage = supervisor->renewal.stage;
    if (stage == RENEWAL_OFFERS && ok)
        accept(supervisor, text);
    else if (stage == RENEWAL_OFFERS)
        reject(supervisor, text);
    else if (stage == RENEWAL_GOES_BACK && ok)
        go_back(supervisor, text);
    else if (stage == RENEWAL_GOES_BACK) {
        log_line("supervisor", "cannot go back: %s", text);
        rest(&supervisor->renewal);
    }
}

void renewal_server_died(struct supervisor *supervisor, const char *how)
{
    char reason[VERSION_TEXT];
    snprintf(reason, sizeof reason, "the server died while it looked at it (%s)", how);
    renewal_answered(supervisor, false, reason);
}

void renewal_earlier(struct supervisor *supervisor, const char *path)
{
    struct version gone = supervisor->versions.today;
    versions_note_today(&supervisor->versions, path);
    forget(supervisor, &gone);
}
