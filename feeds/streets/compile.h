#ifndef FEEDS_STREETS_COMPILE_H
#define FEEDS_STREETS_COMPILE_H

#include "feeds/streets/map.h"

/*
 * From the raw map to streets: chains of pieces between nodes at which something happens become
 * edges, and turn restrictions become copies of vertices.
 *
 * A node becomes a vertex when other than two pieces meet there, when it has marks, a tie or
 * MAP_KEPT, or when the two pieces differ in trait (seen along the chain), name, level or class.
 * Lengths, climbs and fixed seconds of an arc are the sums of those of its pieces: millimetres by
 * street_millimetres, decimetres up and down, a way's seconds spread over its pieces by length. So
 * a search on the streets agrees exactly with one on the pieces.
 */

/** What came out, for reports. */
struct compile_counts {
    uint32_t pieces, vertices, edges, arcs, traits;
    uint32_t turns;  /**< sequences of ways that cars may not drive */
    uint32_t copies; /**< of vertices, made for them */
    uint32_t broken; /**< turn restrictions whose ways do not meet, or meet twice */
};

/**
 * Makes streets of the map; names, ties and parks included. The nodes put into pieces become part
 * of the map (its refs change), so no map_near or map_split may follow. `network` only takes texts.
 * Turn restrictions that cannot be made out get `broken` set. False: more than 65,535 kinds of
 * ways.
 */
MUST_CHECK bool map_compile(struct map *map, struct draft *network, struct streets_draft *streets,
                            struct compile_counts *counts, struct error *error);

#endif
