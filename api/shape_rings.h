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
 * Draws around what is reached by `seconds`. Between nodes times are taken as rising evenly: each
 * cell of the grid is two triangles, and a line through a triangle is straight, so lines of
 * different times never cross.
 */
void shape_rings_at(const struct shape_grid *grid, double seconds, struct arena *arena,
                    struct shape_rings *rings);

#endif
