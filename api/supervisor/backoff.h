#ifndef API_SUPERVISOR_BACKOFF_H
#define API_SUPERVISOR_BACKOFF_H

#include <stdint.h>

/*
 * When a process that has died is started again: at once the first time, then after a pause that
 * doubles. Whoever lived for five seconds began well and is started at once: a pause would only
 * keep those waiting who ask. All in nanoseconds of a clock that never jumps; a zeroed struct is a
 * process that has never died.
 */

#define BACKOFF_FIRST_NS INT64_C(250000000)
#define BACKOFF_MOST_NS INT64_C(10000000000)
#define BACKOFF_HEALTHY_NS INT64_C(5000000000)

/** How often it has died of late. */
struct backoff {
    uint32_t deaths;
};

/** The process, started at `started`, has died at `now`: how long to wait before the next one. */
int64_t backoff_died(struct backoff *backoff, int64_t started, int64_t now);

#endif
