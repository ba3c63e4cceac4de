#ifndef ENGINE_STREET_REACH_STREETS_H
#define ENGINE_STREET_REACH_STREETS_H

#include "engine/base/vec.h"
#include "engine/street/reach.h"

/* Inside reach only: stops found on the streets. */

/** A stop and one way to it; a stop may be found several times. */
struct reach_found {
    stop_ix stop;
    int32_t seconds;
    struct reach_way way;
    uint32_t source; /**< of the last flood */
};

/** The worker's list of what is found (struct reach_found), emptied. */
struct vec *reach_streets_begin(struct street_worker *worker);

/** Adds to it what one of the question's means finds; the worker has streets. */
void reach_streets_run(struct street_worker *worker, const struct reach_ask *ask, uint32_t means);

/** Where somebody went on on foot: the source of a flood. */
struct reach_change {
    uint32_t park;    /**< or NO_IX */
    struct hire hire; /**< or HIRE_NONE */
    uint32_t source;  /**< of the flood before */
};

/**
 * Adds the stops that the worker's last flood came to within the time allowed. `changes` are its
 * sources'; NULL: nothing was changed to.
 */
void reach_take_stops(struct street_worker *worker, const struct reach_ask *ask, uint32_t means,
                      const struct reach_change *changes);

/** The part of reach_streets_run for MEANS_HIRED. */
void reach_hired_run(struct street_worker *worker, const struct reach_ask *ask, uint32_t means);

/** The same along straight lines, for where there are no streets: adds to `found`. */
void reach_hired_line(const struct network *network, const struct reach_ask *ask, uint32_t means,
                      struct arena *arena, struct vec *found);

/** The bound of a means in nanoseconds. */
uint64_t reach_bound(const struct means *means);

/** How the question's floods run. */
enum flood_sense reach_sense(const struct reach_ask *ask);

#endif
