#ifndef ENGINE_WORLD_SCHEDULES_H
#define ENGINE_WORLD_SCHEDULES_H

#include "engine/world/schedule.h"

/*
 * The schedules of the days that are asked about, laid out once and shared by all threads. Whoever
 * needs one acquires it, reads it as long as it likes and releases it; what nobody has used for
 * longest goes first. A lock is held to look one up, never to lay one out or to search.
 */

struct schedules;

/**
 * An empty store that keeps at most `kept` schedules and, beyond the last two, not more than
 * `bytes_max` of them; those in use always stay.
 */
struct schedules *schedules_create(uint32_t kept, uint64_t bytes_max);

/** Frees it; nothing may be acquired any more. NULL is fine. */
void schedules_destroy(struct schedules *schedules);

/**
 * A schedule of the world that covers the span, laid out here and now if there is none yet.
 * Any thread. NULL: it would take more memory than SCHEDULE_BYTES_MAX; `error` says so.
 */
const struct schedule *schedules_acquire(struct schedules *schedules, const struct world *world,
                                         struct schedule_span span, struct error *error);

/** Gives back what schedules_acquire returned; NULL is fine. */
void schedules_release(struct schedules *schedules, const struct schedule *schedule);

#endif
