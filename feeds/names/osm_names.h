#ifndef FEEDS_NAMES_OSM_NAMES_H
#define FEEDS_NAMES_OSM_NAMES_H

#include "feeds/names/gather.h"
#include "feeds/osm/osm.h"

/* Inside the reading of one OpenStreetMap file: what is known before the nodes are. */

/** What a way or node is for us. */
enum thing_kind {
    THING_STREET,   /**< `record`: a piece */
    THING_HOUSE,    /**< likewise */
    THING_PLACE,    /**< `record`: of `places` */
    THING_NUMBERS,  /**< addr:interpolation; `record`: 1 for all, 2 for every other number */
    THING_BOUNDARY, /**< a way of a boundary; `record` is not used */
};

/** A way that waits for its nodes. */
struct thing {
    int64_t id;
    uint32_t kind; /**< enum thing_kind */
    uint32_t record;
    uint32_t first_ref, ref_count; /**< in `refs` */
};

/** A relation that is an area. */
struct area_relation {
    struct name_area area;
    text_ix zip;
    uint32_t first_member, member_count; /**< in `member_ways` */
};

/** A relation that is a place; it lies where its first way is. */
struct place_relation {
    int64_t way;
    uint32_t place;
};

/** A house number of a node, for the ways of THING_NUMBERS. */
struct numbered_node {
    int64_t id;
    uint32_t piece;
};

/** One file being read. */
struct osm_names {
    struct names *names;
    struct findings *findings;
    struct vec things;          /**< struct thing */
    struct vec refs;            /**< int64_t */
    struct vec relations;       /**< struct area_relation */
    struct vec place_relations; /**< struct place_relation */
    struct vec member_ways;     /**< int64_t: ways of relations, as they list them */
    struct vec wanted_ways;     /**< int64_t, sorted: the same */
    struct vec needed;          /**< int64_t, sorted: nodes that ways need */
    struct vec points;          /**< struct point, of `needed`; lat INT32_MIN: not in the file */
    struct vec numbered;        /**< struct numbered_node, sorted by id */
};

/** Adds what the tags of an object make of it (a house, a place); `way`: with these nodes. */
void osm_names_take(struct osm_names *reading, const struct osm_object *object, enum osm_kind kind,
                    const struct point *at, const struct osm_way *way);

/** Adds a way that waits for its nodes. */
void osm_names_wait(struct osm_names *reading, const struct osm_way *way, enum thing_kind kind,
                    uint32_t record);

/** Where the node is; false: it is not in the file. */
bool osm_names_point(const struct osm_names *reading, int64_t node, struct point *point);

/** The middle of the nodes of a way that are there; false: not one is. */
bool osm_names_middle(const struct osm_names *reading, const struct thing *thing,
                      struct point *middle);

/** Puts houses between those at the nodes of an interpolation way. */
void osm_names_number(struct osm_names *reading, const struct thing *thing);

/** Makes areas of the relations whose lines are closed (others are findings); places the places. */
void osm_names_close_areas(struct osm_names *reading);

#endif
