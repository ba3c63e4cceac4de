#ifndef API_SHAPE_RINGS_H
#define API_SHAPE_RINGS_H

#include "api/shape_grid.h"

/** One closed line; the first point is not repeated at the end. */
struct shape_ring {
    const struct point *points; /**< in the arena; the area lies to the left */
    uint32_t count;
    uint32_t body; /**< rings of one number belong together: an outline and its holes */
    bool hole;
};

/** The outlines of what is reached by a time. */
struct shape_rings {
    const struct shape_ring *items; /**< in the arena */
    uint32_t count;
};

/**
 * Draws around what is reached by `seconds`; holes of less than `hole_metres` squared are filled
 * (what stands in such a hole then overlaps the area around it). Between nodes times are taken as
 * rising evenly: each cell of the grid is two triangles, and a line through a triangle is straight,
 * so lines of different times never cross.
 */
void shape_rings_at(const struct shape_grid *grid, double seconds, double hole_metres,
                    struct arena *arena, struct shape_rings *rings);

/**
 * The ring with as few of its points as stay within `tolerance` units of 1e-7 degree of its line
 * (Douglas and Peucker, 1973); at least three. Lines of a thinned ring may cross. In the arena.
 */
struct shape_ring shape_ring_thin(const struct shape_ring *ring, int32_t tolerance,
                                  struct arena *arena);

#endif
