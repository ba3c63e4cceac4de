#ifndef FEEDS_STREETS_MAP_H
#define FEEDS_STREETS_MAP_H

#include "engine/base/intern.h"
#include "engine/network/draft.h"
#include "engine/street/profile.h"

/*
 * The raw map: what of OpenStreetMap somebody can move on, before anything is contracted, and what
 * was tied to it. Readers fill it, ties and heights are added to it, and map_compile (compile.h)
 * makes streets of it. One owner, one thread.
 *
 *   node    where a way bends, meets another or ends
 *   way     a line of nodes with one trait each way; areas and lifts are ways here too
 *   piece   the straight line between two nodes that follow each other in a way
 *   spot    a place on a piece where something may be tied
 */

typedef uint32_t node_ix; /**< a node of the map */
typedef uint32_t way_ix;  /**< a way of the map */

#define MAP_NO_HEIGHT INT32_MIN
#define MAP_ANY_LEVEL INT16_MIN

/** What a node is to the map, beside its vertex marks. */
enum map_flag {
    MAP_KEPT = 1 << 0,       /**< becomes a vertex whatever meets there */
    MAP_LEVEL_SAID = 1 << 1, /**< its level was tagged, or follows from its ways */
};

/** A node. */
struct map_node {
    int64_t osm; /**< its OSM id; 0: it has none */
    struct point at;
    int32_t height_dm; /**< above the sea; MAP_NO_HEIGHT unknown */
    int16_t level;     /**< in tenths of a floor */
    uint16_t marks;    /**< enum street_vertex_mark */
    uint8_t main;      /**< bit for each enum travel: joined to the main body; see map_islands */
    uint8_t flags;     /**< enum map_flag */
};

/** A way. */
struct map_way {
    int64_t osm;                   /**< its OSM id; 0: it has none */
    uint32_t name;                 /**< of map_text; 0 the empty one */
    uint32_t trait, back;          /**< of map_trait: as drawn, and against */
    uint32_t first_ref, ref_count; /**< in `refs`; set by map_add_way */
    int16_t from_level, to_level;  /**< in tenths of a floor */
    uint16_t seconds;              /**< of the whole way, on top of what its length takes */
    bool level_said;               /**< its levels were tagged */
};

/** Where something may be tied: a point of a piece. */
struct map_spot {
    uint32_t piece;  /**< the index of its first node in `refs` */
    double along;    /**< 0 at its first node .. 1 at its second */
    struct point at; /**< that point */
    double metres;   /**< from what was asked for, straight */
    way_ix way;      /**< the way of the piece */
};

/** What a spot is looked for. */
struct map_ask {
    struct point at;
    double metres;      /**< at most so far away */
    enum travel travel; /**< who has to be able to use the way, in one direction at least */
    int16_t level;      /**< only ways that touch it; MAP_ANY_LEVEL */
    bool islands;       /**< also ways that are not joined to the main body */
};

/** A tie to be (see struct street_tie). */
struct map_tie {
    uint32_t record; /**< a stop of the draft, or an index of `parks` */
    node_ix node;
    uint32_t off_mm;
    enum tie_kind kind;
};

/** What an OSM object that one gets on or in by is called; texts are of map_text, 0 unsaid. */
struct map_label {
    uint32_t name, ref, local_ref;
    uint32_t stop_id; /**< the first of gtfs:stop_id, gtfs_stop_id, ref:IFOPT, uic_ref, ref */
};

/** A platform of OSM: a node, a line or an area. */
struct map_platform {
    int64_t osm;
    uint8_t kind;  /**< enum osm_kind */
    bool area;     /**< its nodes are a ring */
    int16_t level; /**< in tenths; MAP_ANY_LEVEL unsaid */
    struct map_label label;
    struct point at;                 /**< middle of its box */
    uint32_t first_node, node_count; /**< in `platform_nodes`: node_ix, all of them on the map */
};

/** An entrance of OSM. */
struct map_entrance {
    node_ix node;
    bool station; /**< railway=subway_entrance or train_station_entrance; else entrance=* */
    struct map_label label;
};

/** A piece of turn restriction: cars that come by `from` and pass `via` must not (must) go `to`. */
struct map_turn {
    int64_t osm; /**< the relation */
    way_ix from, to;
    node_ix via;                   /**< where `from` ends, or NO_IX with via ways */
    uint32_t first_via, via_count; /**< in `turn_vias`: way_ix, from `from` on */
    bool only;                     /**< must */
    bool u_turn;                   /**< back where one came from */
    bool broken;                   /**< set by map_compile: its ways do not meet, or meet twice */
};

struct map_grid;

/** The map. Read its vectors freely; add by the functions below. */
struct map {
    struct vec nodes;          /**< struct map_node */
    struct vec ways;           /**< struct map_way */
    struct vec refs;           /**< node_ix, way after way */
    struct vec inserts;        /**< struct map_insert, nodes put into pieces later */
    struct intern insert_keys; /**< pieces that have any */
    struct vec insert_heads;   /**< their last insert, in the same order */
    struct vec ties;           /**< struct map_tie */
    struct vec parks;          /**< struct street_park; texts are of map_text */
    struct vec platforms;      /**< struct map_platform */
    struct vec platform_nodes; /**< node_ix */
    struct vec entrances;      /**< struct map_entrance */
    struct vec turns;          /**< struct map_turn */
    struct vec turn_vias;      /**< way_ix */
    struct intern texts;       /**< 0 is the empty one */
    struct vec traits;         /**< struct street_trait, each once */
    struct intern trait_keys;  /**< their bytes, in the same order */
    struct map_grid *grid;     /**< made by the first map_near */
};

/** A node that was put into a piece. */
struct map_insert {
    uint32_t piece;
    uint32_t next; /**< another one in the same piece, or NO_IX */
    double along;
    node_ix node;
};

/** Makes an empty map. */
void map_init(struct map *map);

/** Frees it; fine on a zeroed one. */
void map_finish(struct map *map);

/** Adds a node without marks, on no way yet, and returns its number. */
node_ix map_add_node(struct map *map, int64_t osm, struct point at);

/** The node; valid until the next one is added. */
struct map_node *map_node_at(const struct map *map, node_ix node);

/** The way; valid until the next one is added. */
struct map_way *map_way_at(const struct map *map, way_ix way);

/** The nodes of a way, without those put in later. */
const node_ix *map_way_nodes(const struct map *map, way_ix way);

/** The number of a text, kept once; 0 for the empty one. */
uint32_t map_text(struct map *map, const char *text, size_t length);

/** The characters of a text; valid until the next map_text. */
const char *map_text_at(const struct map *map, uint32_t text);

/** The number of a trait, kept once. */
uint32_t map_trait(struct map *map, const struct street_trait *trait);

/** The trait of that number; valid until the next map_trait. */
const struct street_trait *map_trait_at(const struct map *map, uint32_t number);

/**
 * Adds a way along these nodes (first_ref and ref_count are set here; a node twice in a row counts
 * once). Returns its number, or NO_IX if fewer than two nodes are left: then nothing is added.
 */
way_ix map_add_way(struct map *map, const struct map_way *way, const node_ix *nodes,
                   uint32_t count);

/** Ties something to a node. */
void map_add_tie(struct map *map, const struct map_tie *tie);

/** Whether a trait lets that traveller through: at all, pushing, or to his destination. */
bool map_usable(const struct street_trait *trait, enum travel travel);

/**
 * The nearest spot on a way that suits: no ferry, lift, escalator, moving walk or gate, no road in
 * a tunnel (unless a level is asked for), for cars no motorway or trunk road. Ways that were added
 * after the first call are not found. False: there is none.
 */
bool map_near(struct map *map, const struct map_ask *ask, struct map_spot *spot);

/**
 * The same for several ways: the nearest spot of each of the nearest ways, nearest first, at most
 * `room` of them. Returns how many.
 */
uint32_t map_near_ways(struct map *map, const struct map_ask *ask, struct map_spot *spots,
                       uint32_t room);

/** The node at a spot: the end of its piece if it lies within 10 cm of it, else a new one. */
node_ix map_split(struct map *map, const struct map_spot *spot);

/**
 * Finds which nodes belong to the main body of the graph, for each travel: strongly connected parts
 * (Tarjan 1972; arcs end at nodes that block the traveller) whose ways are at least 5 km long in
 * all, or a tenth of the longest such part. map_near and map_compile call it.
 */
void map_islands(struct map *map);

/** After that: whether one end of a piece belongs to the main body, and the other does too or is a
 * barrier at which that traveller stops. */
bool map_piece_main(const struct map_node *a, const struct map_node *b, enum travel travel);

#endif
