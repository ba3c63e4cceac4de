#ifndef FEEDS_STREETS_GRID_H
#define FEEDS_STREETS_GRID_H

#include "feeds/streets/map.h"

/* The pieces of a map by the cells that they touch. */

/** A piece in a cell. */
struct grid_item {
    uint64_t cell;  /**< row << 32 | column, see street_cell_of */
    uint32_t piece; /**< index of its first node in the map's `refs` */
    way_ix way;
};

/** All of them, by cell. */
struct map_grid {
    struct vec items; /**< struct grid_item */
};

/** The grid over all ways of the map as they are now. */
struct map_grid *map_grid_create(const struct map *map);

/** Frees it; NULL is fine. */
void map_grid_destroy(struct map_grid *grid);

/** The first item whose cell is `cell` or comes after it. */
uint32_t map_grid_find(const struct map_grid *grid, uint64_t cell);

#endif
