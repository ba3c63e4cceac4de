#ifndef TESTS_ORACLE_RAW_PLACES_H
#define TESTS_ORACLE_RAW_PLACES_H

#include "engine/street/worker.h"
#include "feeds/streets/map.h"

/* Where the nodes of a raw map are on the streets that were compiled from it, by their places. */

/** One node. */
struct raw_place {
    vertex_ix vertex;  /**< NO_IX: inside an edge, or nowhere */
    edge_ix edge;      /**< NO_IX: a vertex, or nowhere */
    uint32_t along_mm; /**< on the edge */
    bool exact;        /**< on an edge whose costs grow with length alone */
};

/** All nodes. */
struct raw_places {
    struct raw_place *items; /**< one a node; nodes at one place with another are nowhere */
    bool *inside;            /**< one a node: inside an edge */
    uint32_t known, shared;  /**< nodes with a place, nodes that share theirs */
};

/** Finds them. */
void raw_places_init(struct raw_places *places, const struct map *map,
                     const struct streets *streets);

/** Frees it. */
void raw_places_finish(struct raw_places *places);

#endif
