#ifndef FEEDS_STREETS_READING_H
#define FEEDS_STREETS_READING_H

#include "feeds/streets/gather.h"
#include "feeds/streets/read.h"

/* What the steps from gathered objects to the raw map share; read.c says in which order they go. */

/** An area that one may cross. */
struct area {
    uint32_t thing;                  /**< in the things */
    uint32_t first_node, node_count; /**< in `area_nodes`: rings, each closed by its first node */
};

/** The point in the middle of a box. */
static inline struct point box_middle(struct box box)
{
    return (struct point){(int32_t)(((int64_t)box.low.lat + box.high.lat) / 2),
                          (int32_t)(((int64_t)box.low.lon + box.high.lon) / 2)};
}

/** Under way. */
struct reading {
    struct map *map;
    struct gather *gather;
    struct findings *findings;
    struct streets_counts *counts;
    node_ix *node_of;      /**< of each gathered node, NO_IX: not on the map */
    struct intern way_ids; /**< int64_t of OSM ways that are streets of the map */
    struct vec way_of;     /**< way_ix, in the same order; NO_IX: was cut into several */
    struct vec slants;     /**< struct slant */
    struct vec areas;      /**< struct area */
    struct vec area_nodes; /**< node_ix */
    struct vec lifts;      /**< struct lift_node */
    struct vec ferries;    /**< struct ferry_way */
    uint64_t long_cells;   /**< that long pieces pass; see reading_leaps */
};

/** A lift that is a node. */
struct lift_node {
    node_ix node;
    uint32_t thing; /**< in the things */
};

/** A ferry on the map. */
struct ferry_way {
    way_ix way;
    uint16_t minutes; /**< 0: not said */
};

/** The map's node for a gathered one, made when it is new; NO_IX: it is not in the files. */
node_ix reading_node(struct reading *reading, int64_t osm);

/**
 * Whether two nodes are too far apart for a piece: more than about 500 km, or 3 km where long
 * pieces fill 10 million cells already. Pieces are listed in every cell that they pass, here and in
 * the image, so that a few bytes that leap around the world would take all memory.
 */
bool reading_leaps(struct reading *reading, node_ix a, node_ix b);

/** The map's way of an OSM way; NO_IX: it is no street, or was cut. */
way_ix reading_way(const struct reading *reading, int64_t osm);

/** Lays the way of a thing that is no area, if its line is in the files and no street yet. */
void reading_lay_line(struct reading *reading, const struct thing *thing);

/** The things, and one of them. */
const struct thing *reading_thing(const struct reading *reading, uint32_t index);

#endif
