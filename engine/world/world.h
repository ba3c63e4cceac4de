#ifndef ENGINE_WORLD_WORLD_H
#define ENGINE_WORLD_WORLD_H

#include "engine/live/live.h"
#include "engine/network/network.h"

/* What a question is asked of: the promise, and what is known of today laid over it. Any number of
 * threads may read a world. */

/** A network as it stands at one moment. */
struct world {
    const struct network *network; /**< borrowed; must outlive the world */
    const struct live *live;       /**< likewise, of this network; NULL: all runs as promised */
    uint64_t number;               /**< which snapshot this is; names it in answers */
};

/** One trip on one service day, as a passenger knows it. */
struct run {
    trip_ix trip;
    civil_day day;  /**< service day in the zone of its feed */
    day_time start; /**< its first departure: the trip's start, or one of its frequencies' */
};

/** When the run arrives at call 0 .. call_count - 1 of its pattern. */
unix_time run_arrive(const struct world *world, struct run run, uint32_t call);

/** When it leaves that call. */
unix_time run_depart(const struct world *world, struct run run, uint32_t call);

/** Where the run's day_time 0 lies. */
unix_time run_day_start(const struct world *world, struct run run);

#endif
