#ifndef API_SUPERVISOR_CHILD_H
#define API_SUPERVISOR_CHILD_H

#include <stdint.h>
#include <sys/types.h>

#include "engine/base/error.h"

/* A process of ours. It ends when we do, however we end. */

/** What a child may use; 0: what we may. */
struct child_limits {
    uint64_t memory_bytes;  /**< of its own; mapped files do not count */
    uint64_t cpu_seconds;   /**< of all its threads */
    uint64_t file_bytes;    /**< of one file it writes */
    uint32_t clock_seconds; /**< from start to end */
    int niceness;           /**< steps by which others come first */
};

#define CHILD_KEPT 4

/** How it is started. */
struct child_plan {
    const char *program;       /**< `trajet-serve`; see program_find */
    char **argv;               /**< ends with NULL; argv[0] is replaced */
    int input, output, errors; /**< what becomes its stdin, stdout, stderr; -1: ours */
    int kept[CHILD_KEPT];      /**< further files that it keeps under their numbers; 0: none */
    int end_signal;            /**< sent when we die */
    struct child_limits limits;
};

/** Starts it. No other thread may be running. False: there is no such program, or no process. */
MUST_CHECK bool child_start(const struct child_plan *plan, pid_t *pid, struct error *error);

/** Says how it ended, from its wait status: `exit code 3`, `signal 11`; in `text`. */
char *child_ending(int status, char text[32]);

#endif
