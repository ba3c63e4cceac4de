#ifndef FEEDS_STREETS_HEIGHTS_H
#define FEEDS_STREETS_HEIGHTS_H

#include "feeds/elevation/elevation.h"
#include "feeds/streets/map.h"

/** What came of it. */
struct height_counts {
    uint32_t nodes;   /**< on ways */
    uint32_t ground;  /**< of them, with the height of the ground */
    uint32_t spanned; /**< on bridges and in tunnels, between their ends */
    uint32_t unknown; /**< without any */
    double low, high; /**< metres, of those that are known */
};

/**
 * Gives the nodes of the map's ways their heights, before anything is tied.
 *
 * The grain of the samples is smoothed away first: heights of the ground h come from those asked
 * for, g, so that the sum of (h - g)^2 along all ways and of (25 m * slope)^2 is least. A wave of
 * 40 m keeps 6 % of its height, one of 200 m 62 %, one of 1 km 98 %.
 *
 * On bridges and in tunnels the ground says nothing: nodes all of whose ways are such lie as evenly
 * as can be between those that are not (the least sum of squared slopes): a straight slope on a
 * single bridge.
 */
void map_heights(struct map *map, const struct elevation *elevation, struct height_counts *counts);

#endif
