#ifndef FEEDS_STREETS_TYING_H
#define FEEDS_STREETS_TYING_H

#include "feeds/streets/tie.h"

/* What the parts of tie_stops share. */

/** Something of the map at a latitude, so that it is found by its place. */
struct tie_mark {
    int32_t lat;
    uint32_t item; /**< of the map's platforms or entrances */
};

/** Stops being tied. */
struct tying {
    struct map *map;
    const struct draft *draft;
    const struct tie_options *options;
    struct findings *findings;
    struct tie_counts *counts;
    uint8_t *served;      /**< one a stop: a vehicle calls there */
    node_ix *nodes;       /**< one a stop: its node on the map, or NO_IX */
    uint32_t *parts;      /**< one a stop: leads to the first of what pathways join it with */
    uint8_t *joined;      /**< one a stop: its part has an entrance on the street */
    uint8_t *entrance;    /**< one a stop: 1 an entrance on the street, 2 one that is not */
    struct vec platforms; /**< struct tie_mark */
    struct vec entrances; /**< struct tie_mark */
    struct vec stations;  /**< struct tie_child, entrances by station */
    struct vec areas;     /**< struct tie_child, boarding areas by platform */
};

/** An entrance in a station, or a boarding area on a platform. */
struct tie_child {
    stop_ix parent, child;
};

/** At most so many ways are tied to one stop. */
#define TIE_SPOTS_MAX 3

/** The stop of that number. */
static inline const struct stop *tie_stop(const struct tying *tying, stop_ix stop)
{
    return (const struct stop *)tying->draft->stops.data + stop;
}

/** The floor of a stop, if it is one where ways may differ: MAP_ANY_LEVEL on the ground, unsaid. */
int16_t tie_level(const struct stop *stop);

/** Whether that name and a stop's (or its station's) mean the same: equal when folded, or one of at
 * least four letters stands in the other. */
bool tie_same_name(const struct tying *tying, stop_ix stop, const char *name);

/** Ties a stop to a spot, and the straight walk to it. */
void tie_to_spot(struct tying *tying, stop_ix stop, const struct map_spot *spot);

/** The first of the marks (struct tie_mark, sorted) at that latitude or north of it. */
uint32_t tie_first_mark(const struct vec *marks, int32_t lat);

/** The first of the children (struct tie_child, sorted) of that stop. */
uint32_t tie_first_child(const struct vec *children, stop_ix parent);

/** Notes a finding about a stop. */
void tie_note(struct tying *tying, const char *code, const char *text, stop_ix stop);

/* --- tie_near.c --- */

/**
 * The spots on the ways in front of a place, nearest first: those nearly as near as the nearest (up
 * to half as far again and 10 m), not across a motorway, at most TIE_SPOTS_MAX. Where the main body
 * is far or out of reach, a way of an island that is at most half as far comes last. Returns how
 * many.
 */
uint32_t tie_spots(struct tying *tying, struct point at, int16_t level, enum travel travel,
                   struct map_spot *spots);

/** Whether wheelchairs can use the way of a spot, as far as anybody knows. */
bool tie_rolls(const struct tying *tying, const struct map_spot *spot);

/** The nearest place for wheelchairs, when none of the spots is one. False: nor is there any. */
bool tie_rolling_spot(struct tying *tying, struct point at, const struct map_spot *spots,
                      uint32_t count, struct map_spot *spot);

/* --- tie_pathways.c --- */

/** The stop's node on the map, made if there is none. */
node_ix tie_node(struct tying *tying, stop_ix stop);

/** Makes ways of all pathways. */
void tie_pathways(struct tying *tying);

/** The first stop of those that pathways join with this one. */
uint32_t tie_part(struct tying *tying, stop_ix stop);

/** Adds a way of ours between two nodes; `wheelchair` is an enum street_access. */
void tie_link(struct map *map, node_ix from, node_ix to, enum street_kind kind,
              enum street_access wheelchair);

/* --- tie_entrances.c --- */

/**
 * Takes the map's entrance for the feed's where they are one place, before pathways lead there;
 * entrances closed to wheelchairs need a link of their own.
 */
void tie_same_entrances(struct tying *tying);

/** Joins the entrance to the streets, once. False: there are none in reach. */
bool tie_entrance(struct tying *tying, stop_ix entrance);

/** Ties a stop by the entrances of its station. False: none leads to a street. */
bool tie_by_entrances(struct tying *tying, stop_ix stop);

/* --- tie_platforms.c --- */

/** Ties a stop by a platform of the map; TIE_BY_NOTHING: none suits. */
enum tie_rule tie_by_platform(struct tying *tying, stop_ix stop);

#endif
