#ifndef FEEDS_STREETS_GATHER_H
#define FEEDS_STREETS_GATHER_H

#include "feeds/streets/levels.h"
#include "feeds/streets/map.h"
#include "feeds/streets/tags.h"

/*
 * What one pass over the files collects: all nodes by place, the nodes of all ways, and what the
 * tags of those say that concern us. One pass, since unpacking costs more than keeping 16 bytes a
 * node and 8 a reference for a while, and XML would be read twice in full.
 */

/** What an object is to us; may be several. */
enum role {
    ROLE_STREET = 1 << 0,
    ROLE_AREA = 1 << 1, /**< one may cross it; of a way: when it is closed */
    ROLE_PLATFORM = 1 << 2,
    ROLE_CAR_PARK = 1 << 3,
    ROLE_BICYCLE_PARK = 1 << 4,
    ROLE_PARK_ENTRANCE = 1 << 5,
    ROLE_LIFT = 1 << 6,
    ROLE_ENTRANCE = 1 << 7,
    ROLE_STATION = 1 << 8, /**< an entrance of a station */
    ROLE_FERRY = 1 << 9,
};

/** A tagged object. */
struct thing {
    int64_t osm;
    enum osm_kind kind;
    uint16_t roles;       /**< enum role */
    uint16_t marks;       /**< of a node: enum street_vertex_mark */
    uint32_t trait, back; /**< of map_trait, of streets and areas */
    uint32_t name;        /**< of map_text */
    struct map_label label;
    struct levels levels;
    int8_t rises;            /**< see struct slant */
    uint16_t minutes;        /**< of a ferry, 0 unsaid */
    uint32_t line;           /**< of a way: its line; of a relation: first member */
    uint32_t members;        /**< of a relation */
    struct street_park park; /**< of a park; its place and number are not known yet */
};

/** The nodes of a way. */
struct line {
    int64_t osm;
    uint32_t first_ref, ref_count; /**< in `refs` */
};

/** The role of a member. */
enum member_role { MEMBER_OTHER, MEMBER_OUTER, MEMBER_INNER, MEMBER_FROM, MEMBER_VIA, MEMBER_TO };

/** A member of a relation. */
struct member {
    int64_t osm;
    enum osm_kind kind;
    enum member_role role;
};

/** A turn restriction. */
struct turn_relation {
    int64_t osm;
    uint32_t first_member, member_count;
    bool only, u_turn;
};

/** A line of ferries: how long it takes, 0 unsaid, and what its ways are that say nothing. */
struct ferry_relation {
    uint32_t first_member, member_count, minutes;
    struct thing thing;
};

/** All that was collected. */
struct gather {
    struct map *map; /**< takes texts and traits */
    struct findings *findings;
    struct tags tags;
    struct vec ids;                  /**< int64_t, all nodes; sorted by gather_finish_reading */
    struct vec points;               /**< struct point, of each */
    struct vec lines;                /**< struct line, all ways; sorted likewise */
    struct vec refs;                 /**< int64_t */
    struct vec things;               /**< struct thing */
    struct vec members;              /**< struct member */
    struct vec turns;                /**< struct turn_relation */
    struct vec ferries;              /**< struct ferry_relation */
    uint64_t nodes, ways, relations; /**< read */
};

/** Makes an empty one; map and findings are borrowed. */
void gather_init(struct gather *gather, struct map *map, struct findings *findings);

/** Frees it. */
void gather_finish(struct gather *gather);

/** Reads a file. False: as osm_read. The number of threads makes no difference but in time. */
MUST_CHECK bool gather_file(struct gather *gather, const char *path, uint32_t threads,
                            struct error *error);

/** Reads one run of a file. */
MUST_CHECK bool gather_run(struct gather *gather, const char *path, const struct osm_run *run,
                           struct error *error);

/** Sorts nodes and lines by id; what came twice (in several files) is kept once. */
void gather_sort(struct gather *gather);

/** The index of a node, or NO_IX. `hint`: where it may be. */
uint32_t gather_node(const struct gather *gather, int64_t id, uint32_t hint);

/** The line of a way, or NULL. */
const struct line *gather_line(const struct gather *gather, int64_t osm);

#endif
