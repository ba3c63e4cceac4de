#ifndef API_CROSSING_H
#define API_CROSSING_H

#include "engine/matrix.h"
#include "engine/street/reach.h"

/*
 * Between doors and stops, many at a time: what matrices and isochrones need beside the search.
 * Here the streets come in; the search knows none.
 */

/** How one moves at either end, and how far. One thread's, as its street worker is. */
struct crossing {
    const struct network *network;
    struct street_worker *streets; /**< borrowed; NULL: along the straight line */
    const struct means *means;     /**< between a door and its stops */
    uint32_t means_count;
    const struct means *direct; /**< from door to door without a ride: MEANS_MOVE, or NULL */
    double street_metres;       /**< how far from a door a street may be */
};

/** Points, and where they meet the streets. */
struct crossing_side {
    const struct point *at; /**< borrowed */
    const int16_t *levels;  /**< of each, as in struct door; borrowed; NULL: any */
    uint32_t count;
    struct door *doors; /**< NULL without streets, and before crossing_doors; in its arena */
};

/** Finds the doors of points, for direct ways. */
void crossing_doors(const struct crossing *crossing, struct crossing_side *side,
                    struct arena *arena);

/** The stops around each point, in the arena. `to_place`: from the stops to the point. */
struct matrix_end *crossing_ends(const struct crossing *crossing, const struct crossing_side *side,
                                 bool to_place, struct arena *arena);

/**
 * Seconds from one point (the first of `one`) to each of many without a ride (`to_place`: from each
 * of them to it), or MATRIX_NEVER; `seconds` has room for them.
 */
void crossing_direct(const struct crossing *crossing, const struct crossing_side *one,
                     const struct crossing_side *many, bool to_place, int32_t *seconds);

#endif
