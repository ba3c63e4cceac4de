#ifndef ENGINE_BASE_CLOCK_H
#define ENGINE_BASE_CLOCK_H

#include "engine/base/civil.h"

/*
 * The one clock. `clock_now` is what every program means by "now" (service days, freshness);
 * `--now` sets it back or ahead. Time-outs and measurements use the monotonic clock, which `--now`
 * does not touch.
 */

/** The present: the wall clock, shifted by what clock_set_now said. Any thread. */
unix_time clock_now(void);

/** Makes `now` the present; it runs on from there. Call it once, before any thread starts. */
void clock_set_now(unix_time now);

/** Seconds by which clock_set_now moved the present; 0: it was not called. */
int64_t clock_shift(void);

/** Nanoseconds of a clock that never jumps; only differences mean anything. */
int64_t clock_ticks(void);

#endif
