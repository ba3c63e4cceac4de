#ifndef ENGINE_WAY_WAYS_H
#define ENGINE_WAY_WAYS_H

#include "engine/journey/journey.h"
#include "engine/way/way.h"

/*
 * All that is not ridden in the answers to one question: which stops can be reached from its ends,
 * the ways without any ride, and, for writing, the way behind every leg.
 */

#define WAYS_MEANS_MAX 8  /**< of one's own */
#define WAYS_HIRED_MAX 64 /**< products of shared vehicles */
#define WAYS_HOPS_MAX 16  /**< of these between stops */

/** One end of a question. */
struct way_side {
    struct way_end end;
    const struct means *means; /**< allowed between it and stops; behind those of one's own the */
    uint32_t means_count;      /**< hired ones (MEANS_HIRED). At most WAYS_MEANS_MAX */
    uint32_t hired_count;      /**< and WAYS_HIRED_MAX */
    struct reach reach;        /**< filled by ways_reach; of stops asked for, by the caller */
    struct reach hired;        /**< stops that hiring brings one to sooner; filled likewise */
};

/** How a shared vehicle is hired between two stops. */
struct way_hop {
    struct means means; /**< MEANS_HIRED */
    struct hire hire;
};

struct way_known;

/** One question's ways. A zeroed struct with the finder, ends and means set is ready. */
struct ways {
    struct way_finder finder;
    struct way_side from, to;
    int32_t hired_seconds_max; /**< hiring leads to stops within so many; 0: as its means say */
    struct means between;      /**< from stop to stop */
    bool bare_walks; /**< of those between stops nothing is asked but how long they take */
    bool bare_doors; /**< likewise at the ends, where they have one part only */
    struct way_hop hops[WAYS_HOPS_MAX]; /**< of hired walks between stops, by their number */
    uint32_t hop_count;
    const struct way_end *places; /**< to pass, by number */
    double street_metres;         /**< how far from an end a street may be */
    const struct way *direct;     /**< of the journey in hand, when nothing in it is ridden */
    struct way_known *known;      /**< found so far */
};

/**
 * Finds the stops around both ends that are places and not stops themselves: on the streets, and
 * along the straight line those that no street leads to.
 */
void ways_reach(struct ways *ways);

/** The way from end to end by one means. False: none within its bound. */
bool ways_direct(const struct ways *ways, const struct means *means, struct way *way);

/** Whether a shared vehicle brings one sooner from an end to the leg's stop, or back. */
bool ways_hires(const struct ways *ways, const struct leg *leg);

/**
 * The way behind a leg that is no ride, of exactly its seconds. It lives in the finder's arena and
 * is found once for all journeys.
 */
const struct way *ways_of_leg(struct ways *ways, const struct leg *leg);

#endif
