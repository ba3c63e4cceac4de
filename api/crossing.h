#ifndef API_CROSSING_H
#define API_CROSSING_H

#include "engine/matrix.h"

/*
 * Between doors and stops, many at a time: what matrices need beside the search. Here the streets
 * come in; the search knows none.
 */

/** How one moves at either end, and how far. */
struct crossing {
    const struct network *network;
    struct reach_limits walking; /**< its seconds_max: between a door and a stop */
    int32_t direct_seconds_max;  /**< without a ride */
};

/** The stops around each point, in the arena. `to_place`: from the stops to the point. */
struct matrix_end *crossing_ends(const struct crossing *crossing, const struct point *points,
                                 uint32_t count, bool to_place, struct arena *arena);

/**
 * Seconds from a point to each of many without a ride (`to_place`: from each of them to the point),
 * or MATRIX_NEVER; `seconds` has room for them.
 */
void crossing_direct(const struct crossing *crossing, struct point one, const struct point *many,
                     uint32_t count, bool to_place, int32_t *seconds);

#endif
