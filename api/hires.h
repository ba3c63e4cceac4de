#ifndef API_HIRES_H
#define API_HIRES_H

#include "api/person.h"
#include "api/rental_wish.h"
#include "engine/way/lending.h"

/* Shared vehicles as means of a way. */

/** The part of a way that vehicles are wanted for, and by whom. */
struct hires_ask {
    const struct person *person;
    const struct world *world;
    const struct rental_wish *wish;
    int32_t seconds_max;      /**< of the whole part */
    int32_t walk_seconds_max; /**< of either walk, where the part is all the way; 0: unbounded */
    struct point door;        /**< where it begins */
    bool towards;             /**< or where it ends */
    const struct box *stops;  /**< of a part between stops, instead of the door: where these lie */
};

/** What the vehicles lack that come nearest to being of use: how far the best of them gets. */
enum hires_lack {
    HIRES_LACK_KIND, /**< nothing is lent here of the kind that is allowed */
    HIRES_LACK_OPEN, /**< of that nothing can be taken now, or not be left elsewhere */
    HIRES_LACK_NEAR, /**< what can be taken stands too far away */
    HIRES_LACK_NONE, /**< nothing: some are among the means */
};

/** Means of one's own, and behind them those that are hired. */
struct hires {
    const struct means *means; /**< in the arena */
    uint32_t hired;            /**< at most WAYS_HIRED_MAX */
    uint32_t left_out;         /**< would have been more */
    enum hires_lack lack;      /**< why none is hired */
    uint32_t closed;           /**< a system that is allowed and lends nothing now, or NO_IX */
};

/**
 * The means of one's own and behind them one for each product that is wanted, that anything can be
 * taken of near enough to be of use, and left somewhere. None is for who sits in a wheelchair.
 */
struct hires hires_add(const struct hires_ask *ask, const struct means *own, uint32_t own_count,
                       struct arena *arena);

/**
 * Why none of the vehicles lent here is hired at one part of the way, in a sentence; NULL: some
 * are, or `hires_missing` says it already. It may live in the arena.
 */
const char *hires_lacking(const struct hires *hires, const struct hires_ask *ask,
                          struct arena *arena);

/** Why no shared vehicle can be ridden, in a sentence; NULL: some may be. */
const char *hires_missing(const struct world *world, const struct person *person);

#endif
