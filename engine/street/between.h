#ifndef ENGINE_STREET_BETWEEN_H
#define ENGINE_STREET_BETWEEN_H

#include "engine/street/reach.h"

/*
 * From stops to stops by a shared vehicle: on foot to where one stands, the ride, on foot to the
 * next stop. All stops start one search, each at the moment when one is there; backwards, each as
 * long before the end as one has to be there.
 */

/** The question. */
struct between_ask {
    const struct endpoint *sources; /**< where the search comes from, and when it is there */
    uint32_t source_count;
    /** Stops that are of use, ascending, and the last moment there that is; NULL: all, any. */
    const struct endpoint *rooms;
    uint32_t room_count;
    const struct means *means; /**< MEANS_HIRED, one at least; their seconds_max is not looked at */
    uint32_t means_count;
    int32_t hop_seconds_max;  /**< of walk, ride and walk together */
    double ride_metres_least; /**< along the straight line; shorter rides are left out */
    int32_t seconds_max;      /**< counted as the sources' seconds: what comes later is of no use */
    bool back;                /**< the sources are where one arrives */
};

/** One way from stop to stop. */
struct between_hop {
    stop_ix source, stop;
    int32_t seconds; /**< at `stop`, counted as the sources' */
    int32_t took;    /**< of these, on the way; <= hop_seconds_max */
    uint32_t means;  /**< index of the question's */
    struct hire hire;
};

/** The ways found: to each stop the one that is there soonest. */
struct between_hops {
    struct between_hop *items; /**< by stop; in the arena */
    uint32_t count;
};

/**
 * Finds them. Where no hop is too long each is the best there is (but those to which no vehicle
 * brings one sooner than one's feet from some source). Of hops that are too long, the first part
 * may hide others: who comes by a place first stands for all who come by later, though these have
 * time left to go on from there and he has not. Without streets nothing is found.
 */
void between_run(const struct network *network, struct street_worker *worker,
                 const struct between_ask *ask, struct arena *arena, struct between_hops *hops);

#endif
