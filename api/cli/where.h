#ifndef API_CLI_WHERE_H
#define API_CLI_WHERE_H

#include "engine/places/places.h"
#include "engine/street/reach.h"

/* From what a person types to where a journey may start, end or pass. */

/** A place as it was understood. All of it lives in the arena. */
struct where {
    const char *name; /**< for the answer: a stop's name, or `45.99,-4.00` */
    bool is_point;    /**< typed as `lat,lon`, or a house, street or place: no stop */
    struct point at;
    stop_ix stop;               /**< the stop or station meant; NO_IX for a point */
    struct endpoint *endpoints; /**< served stops, with the walk to each */
    stop_ix *stops;             /**< the same without the walks */
    uint32_t count;             /**< of both; 0: nothing in reach */
    const char *missing; /**< the house number typed, if its street knows none such; or NULL */
    const char *others;  /**< further names the text could have meant, or NULL */
};

/** What it takes to find places. */
struct finder {
    const struct places *places;
    struct reach_limits limits; /**< how far from a point its stops may be */
    struct arena *arena;
};

/**
 * Understands `text`: `lat,lon`, else a stop id, else what is called so: a stop, a street, a house
 * (`12 rue Haute`), a place; the start of a name will do. `role` (`FROM`) is the place of an
 * error. False, ERROR_INPUT: off the map; ERROR_MISSING: nothing is called so.
 */
MUST_CHECK bool where_find(const struct finder *finder, const char *role, const char *text,
                           struct where *where, struct error *error);

#endif
