#ifndef TESTS_DRAWN_MAP_H
#define TESTS_DRAWN_MAP_H

#include "feeds/streets/compile.h"
#include "feeds/streets/read.h"

/*
 * Maps drawn in lines of text, read as OpenStreetMap XML and compiled:
 *
 *     node 1 0 100 highway=crossing          metres north and east of 49 N 8 E
 *     way 10 1,2,3 highway=residential name=Rue_A
 *     relation 20 from:way:10 via:node:2 to:way:11 type=restriction restriction=no_left_turn
 *
 * Underscores in names stay; the role `none` is the empty one. What cannot be read fails the test.
 */

/** A map from first to last. */
struct drawn_map {
    struct map map;
    struct draft network;
    struct streets_draft streets;
    struct findings findings;
    struct streets_counts counts;
    struct compile_counts compiled;
};

/** Draws, reads and compiles. */
void drawn_map_read(struct drawn_map *drawn, const char *text);

/** Frees it. */
void drawn_map_finish(struct drawn_map *drawn);

/** Whether one gets from node to node (OSM ids), past barriers that stop him. */
bool drawn_map_leads(const struct drawn_map *drawn, enum travel travel, int64_t from, int64_t to);

/** The first arc from vertex to vertex (OSM ids) and its trait; NULL: there is none. */
const struct draft_arc *drawn_map_arc(const struct drawn_map *drawn, int64_t from, int64_t to,
                                      const struct street_trait **trait);

/** The edge of an arc. */
const struct street_edge *drawn_map_edge(const struct drawn_map *drawn,
                                         const struct draft_arc *arc);

/** Whether an edge joins two nodes (OSM ids). */
bool drawn_map_joins(const struct drawn_map *drawn, const struct street_edge *edge, int64_t one,
                     int64_t two);

/** How often there was such a finding. */
uint64_t drawn_map_found(const struct drawn_map *drawn, const char *code);

#endif
