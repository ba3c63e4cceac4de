#ifndef ENGINE_WAY_WAY_H
#define ENGINE_WAY_WAY_H

#include "engine/street/reach.h"

/*
 * A way that nobody is driven: from door to stop, from stop to stop, or from door to door. It has
 * one part, or two where a vehicle is left: by car to a car park, on foot from there; or three with
 * a shared vehicle: on foot to where it stands, the ride, on foot from where it is left.
 */

/** Where a way or a part of it starts or ends. */
struct way_end {
    struct point at;
    int16_t level;    /**< tenths of a floor, or DOOR_ANY_LEVEL */
    stop_ix stop;     /**< a stop of the network: where it is tied counts; NO_IX: a place */
    uint32_t park;    /**< index of street_parks, or NO_IX */
    vertex_ix vertex; /**< of the streets, where one stands on the street itself; or NO_IX */
    const struct lending *lending; /**< of a stand; NULL: it is none */
    uint32_t stand;                /**< its number there */
    bool is_dock;                  /**< a dock, else a pickup */
};

/** The end that a stop is. */
struct way_end way_end_of_stop(const struct network *network, stop_ix stop);

/** The end that a place is. */
struct way_end way_end_of_point(struct point at, int16_t level);

/** A stretch that is covered in one manner. */
struct way_part {
    enum travel travel;
    struct way_end from, to;
    int32_t pause; /**< seconds before it begins: parking, getting out */
    int32_t seconds;
    double metres, up_metres, down_metres;
    bool straight;    /**< no street leads there: along the line, and the path is empty */
    bool bare;        /**< not looked for: only ends and seconds are known */
    bool hired;       /**< on a shared vehicle */
    struct path path; /**< in the arena */
};

#define WAY_PARTS_MAX 3

/** A whole way. */
struct way {
    struct way_part parts[WAY_PARTS_MAX];
    uint32_t part_count;
    int32_t seconds;               /**< of all parts and pauses */
    struct hire hire;              /**< the ride of a shared vehicle, */
    const struct lending *lending; /**< of this; NULL: there is none */
};

/** What is looked for. */
struct way_ask {
    struct way_end from, to;
    const struct means *means;
    bool towards;    /**< the vehicle waits at the end: first on foot, then with it */
    uint32_t park;   /**< where it is left, when that is known; else NO_IX: wherever is best */
    bool hire_known; /**< of a shared vehicle `hire` is known; else whichever is best */
    struct hire hire;
    double street_metres; /**< how far from a place a street may be */
};

/** Who looks for it. */
struct way_finder {
    const struct network *network;
    struct street_worker *worker; /**< NULL: there are no streets, lines are straight */
    struct arena *arena;
};

/**
 * Finds the best way by the means. A stop that is tied to no street is gone to along the straight
 * line; so is everything where there are no streets, on foot and by bicycle. False: there is no way
 * within means->seconds_max.
 */
bool way_find(const struct way_finder *finder, const struct way_ask *ask, struct way *way);

/** The straight way, whatever lies between. */
void way_straight(const struct way_ask *ask, struct way *way);

/** Makes the way take exactly so long: the search's seconds count, the parts are fitted to them. */
void way_fit(struct way *way, int32_t seconds);

#endif
