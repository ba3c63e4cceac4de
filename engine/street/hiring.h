#ifndef ENGINE_STREET_HIRING_H
#define ENGINE_STREET_HIRING_H

#include "engine/street/reach_streets.h"
#include "engine/street/spread.h"

/* Inside reach only: a ride and the walk behind it, once the walk before it is known. */

/** What a search of streets counts in; of less than no time none. */
static inline uint64_t nanoseconds(int32_t seconds)
{
    return seconds > 0 ? (uint64_t)seconds * UINT64_C(1000000000) : 0;
}

/** One means at work. */
struct hiring {
    struct street_worker *worker; /**< of the last walk */
    struct street_worker *first;  /**< holds the first walk; another */
    struct ride *ride;
    const struct means *means;
    const struct lending *lending;
    enum flood_sense sense;
    uint64_t cost_max; /**< of all; of `means` nothing is read that bounds anything */
    /** By source of the first walk, what all may cost that starts there; NULL: cost_max alone. */
    const uint64_t *limits;
    const uint64_t *vertex_limits; /**< the same by vertex that is settled there; FLOOD_TO only */
    uint64_t unlock, lock;         /**< nanoseconds */
    struct box box;                /**< that walks do not leave, what carries aside */
    struct vec come;               /**< struct come: pickups that rides lead back to */
    struct vec stand_limits;       /**< uint64_t, by stand where rides start */
    struct vec stand_sources;      /**< uint32_t, likewise: of the first walk */
    struct vec change_limits;      /**< uint64_t, by source of the last walk */
};

/** A zeroed one with worker, first, means and sense set gets the rest but bounds and box. */
void hiring_begin(struct hiring *hiring);

/** Rides and walks on: the last walk is the worker's then, its sources are its change_ways. */
void hiring_run(struct hiring *hiring);

/** Frees what it held. */
void hiring_end(struct hiring *hiring);

#endif
