#ifndef API_SUPERVISOR_STATE_H
#define API_SUPERVISOR_STATE_H

#include "api/listener.h"
#include "api/supervisor/backoff.h"
#include "api/supervisor/job.h"
#include "api/supervisor/supervisor.h"
#include "api/supervisor/versions.h"

/* What the files of this room share: all that a supervisor knows. */

/** A process that is to run all the time. */
struct process {
    const char *program;
    pid_t pid;        /**< 0: it does not run */
    int end;          /**< our end of what we talk through, or -1 */
    bool ready;       /**< the server: it has said so */
    int64_t started;  /**< clock_ticks */
    int64_t start_at; /**< clock_ticks when to start it; 0: not at all */
    unix_time since;
    uint32_t deaths; /**< in all */
    struct backoff backoff;
};

/** What becomes of the version that is to come. */
enum renewal_stage {
    RENEWAL_NONE,
    RENEWAL_LOOKS, /**< at the inputs */
    RENEWAL_BUILDS,
    RENEWAL_WAITS,     /**< for a server that can look at it */
    RENEWAL_OFFERS,    /**< the server looks at it */
    RENEWAL_GOES_BACK, /**< the server looks at the version before */
};

/** The version to come. */
struct renewal {
    enum renewal_stage stage;
    struct job job;
    struct version coming;
    bool asked;  /**< somebody asked for it: inputs that failed before are tried again */
    bool forced; /**< it may have lost what it likes, and its inputs may be those of `current` */
    unix_time unchanged; /**< when the last reload asked for found nothing new; 0: it did */
    int64_t until;       /**< clock_ticks by which the server must have answered */
    bool wants_reload, wants_force, wants_back; /**< asked for meanwhile */
    char seen[VERSION_STATE];                   /**< state of the inputs at the last look */
    char live[VERSION_STATE]; /**< the live feeds at the last look: their state, or empty */
};

/** The whole. */
struct supervisor {
    const struct supervisor_options *options;
    struct inputs inputs;
    struct versions versions;
    struct listener listener, admin; /**< `fd` -1: there is none */
    struct process server, feeder;
    struct renewal renewal;
    char notice[VERSION_TEXT]; /**< what is wrong with the newest timetable; empty: nothing */
    bool notice_told;          /**< the server knows it */
    char *told;                /**< the status the server knows, or NULL */
    int signals;               /**< a signalfd */
    int64_t look_at;           /**< clock_ticks of the next look; 0: none */
    int64_t killing_at; /**< clock_ticks when patience with those who are to end is over; or 0 */
    bool announced;     /**< `listening on` was printed */
    bool ending;
    int exit_code;
};

/** All ends: no further connection, the children are asked to end. */
void supervisor_end(struct supervisor *supervisor, int exit_code);

/* processes.c: starting them, and their deaths */

/** Starts what is due. */
void processes_start_due(struct supervisor *supervisor);

/** A child has ended; false: it is none of them. */
bool processes_ended(struct supervisor *supervisor, pid_t pid, int status);

/** Starts the feeder anew, or ends it, after its feeds have changed. */
void processes_feeds_changed(struct supervisor *supervisor);

/** Tells the feeder, if there is one, to make (`image`) or to leave (`forget`) what is live. */
void processes_tell_feeder(struct supervisor *supervisor, const char *word,
                           const struct version *version);

/* renewal.c: from a look at the inputs to a version that is served */

/** Goes on with whatever can go on at this moment. */
void renewal_step(struct supervisor *supervisor);

/** The job's process has ended; false: `pid` is none. */
bool renewal_job_ended(struct supervisor *supervisor, pid_t pid, int status);

/** The server has answered what it was offered. */
void renewal_answered(struct supervisor *supervisor, bool ok, const char *text);

/** The server has said which image answers until the current version begins; empty: none. */
void renewal_earlier(struct supervisor *supervisor, const char *path);

/** The server has died; whatever it was looking at is to blame. */
void renewal_server_died(struct supervisor *supervisor, const char *how);

/** Asks for a look at the inputs and a build, or for the version before. */
void renewal_ask(struct supervisor *supervisor, bool forced);

/** Likewise. */
void renewal_ask_back(struct supervisor *supervisor);

#endif
