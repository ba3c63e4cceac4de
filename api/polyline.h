#ifndef API_POLYLINE_H
#define API_POLYLINE_H

#include "engine/base/arena.h"
#include "engine/base/geo.h"
#include "engine/base/vec.h"
#include "engine/world/world.h"

/** An encoded line as the API writes it. */
struct polyline {
    const char *points; /**< in the arena; never NULL */
    uint32_t length;    /**< points of the line */
};

/**
 * Encodes a line: coordinates rounded to `precision` decimals (0..7), differences, zigzag, five
 * bits a character (Google's encoded polyline format). Points are not thinned out.
 */
struct polyline polyline_encode(struct arena *arena, const struct point *points, uint32_t count,
                                uint32_t precision);

/**
 * Appends the way of a run between two calls to `points` (struct point): along its shape, or from
 * stop to stop when it has none. A point that equals the last one is left out.
 */
void polyline_ride(const struct world *world, struct run run, uint32_t from_call, uint32_t to_call,
                   struct vec *points);

/** Metres along the points. */
double polyline_metres(const struct point *points, uint32_t count);

#endif
