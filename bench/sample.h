#ifndef BENCH_SAMPLE_H
#define BENCH_SAMPLE_H

#include <stdint.h>

#include "engine/base/vec.h"

/*
 * Measurements of one thing and what to say of them. Always a median and the slow end, never a
 * mean alone: machines are noisy in one direction.
 */

/** Durations of one thing. A zeroed struct is not ready; see sample_init. */
struct sample {
    struct vec ticks; /**< int64_t, nanoseconds */
};

/** What is left of them. Nanoseconds. */
struct sample_summary {
    uint32_t count;
    int64_t least, median, p95, p99, most;
};

/** Begins. */
void sample_init(struct sample *sample);

/** Frees; fine on a zeroed struct. */
void sample_finish(struct sample *sample);

/** Adds one duration in nanoseconds (a difference of clock_ticks). */
void sample_add(struct sample *sample, int64_t ticks);

/** Sorts and sums up. All zero when nothing was measured. */
struct sample_summary sample_summary(struct sample *sample);

/** Prints `name count=N least_ms=... median_ms=... p95_ms=... p99_ms=... max_ms=...`. */
void sample_print(struct sample *sample, const char *name);

#endif
