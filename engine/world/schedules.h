#ifndef ENGINE_WORLD_SCHEDULES_H
#define ENGINE_WORLD_SCHEDULES_H

#include "engine/world/schedule.h"

/*
 * The schedules of the days that are asked about, laid out once and shared by all threads. Whoever
 * needs one acquires it, reads it as long as it likes and releases it; what nobody has used for
 * longest goes first. One that is there is found without a lock; only who lays one out takes one,
 * to put it in its place.
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

/**
 * Gets ready for `next` to take the place of `world`, so that nobody waits: if what runs in both is
 * the same (live_runs_alike), what was laid out is theirs together; else what was asked of `world`
 * within the last ten minutes is laid out for `next`. Any thread.
 */
void schedules_renew(struct schedules *schedules, const struct world *world,
                     const struct world *next);

/** How many were laid out so far. Any thread. */
uint64_t schedules_laid_out(const struct schedules *schedules);

/** Lets go of all schedules of a world that nobody can see any more. Any thread. */
void schedules_forget(struct schedules *schedules, const struct world *world);

#endif
