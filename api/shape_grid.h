#ifndef API_SHAPE_GRID_H
#define API_SHAPE_GRID_H

#include <stdbool.h>

#include "engine/base/arena.h"
#include "engine/base/geo.h"

/*
 * Travel times on a grid of points over the ground, from which areas are drawn. Times are put in
 * where somebody can be and around that; whatever area is drawn for fewer minutes lies within that
 * for more, since all are drawn from the same grid.
 */

/** A grid; its outermost nodes are never reached, so that areas end inside. */
struct shape_grid {
    struct point low;           /**< the south-west node */
    int32_t step_lat, step_lon; /**< between nodes, in units of 1e-7 degree */
    double metres;              /**< between nodes, about the same both ways */
    uint32_t columns, rows;
    float *seconds; /**< row * columns + column; SHAPE_NEVER: not reached */
    float *away;    /**< metres beyond what is drawn: negative inside, SHAPE_NEVER: far outside */
};

/** A node where nobody can be. */
#define SHAPE_NEVER 1e30F

/** Nodes are never nearer to each other than so many metres, */
#define SHAPE_METRES_MIN 25.0
/** nor are there more of them than this. */
#define SHAPE_NODES_MAX 250000

/** A grid for what lies in the box and `margin` metres around it; in the arena, nothing reached. */
struct shape_grid shape_grid_of(struct box box, double margin, struct arena *arena);

/** How one goes on beside streets. */
struct shape_brush {
    double metres;            /**< so far beside them is drawn */
    double metres_per_second; /**< and so fast one gets there */
};

/**
 * Somebody is at `at`, on a street, after `seconds`: draws a dot of the brush. Dots along a street
 * should be no farther from each other than nodes are. Points off the grid are passed over.
 */
void shape_grid_dot(struct shape_grid *grid, struct point at, double seconds,
                    const struct shape_brush *brush);

/** Who can be at `at` after `seconds` can go on in every direction, until `seconds_max`. */
void shape_grid_cone(struct shape_grid *grid, struct point at, double seconds,
                     double metres_per_second, double seconds_max);

/** Where a node lies. */
struct point shape_grid_node(const struct shape_grid *grid, uint32_t column, uint32_t row);

#endif
