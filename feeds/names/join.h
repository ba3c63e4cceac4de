#ifndef FEEDS_NAMES_JOIN_H
#define FEEDS_NAMES_JOIN_H

#include "feeds/names/gather.h"

/* Inside names_write: where things lie, and which pieces are one street. */

/** Towns by name and by place. */
struct towns {
    struct names *names;
    struct intern keys;   /**< folded names */
    struct vec areas;     /**< uint32_t, one a key: in the draft's areas; NO_IX: none needed yet */
    struct intern placed; /**< folded names of the places that people live in */
    struct vec zips;      /**< text_ix, one an area: the postcode that most of its pieces name */
    struct vec by_lat;    /**< uint32_t: places that people live in, by latitude */
};

/** Lists the towns of the boundaries and places. */
void towns_init(struct towns *towns, struct names *names);

/** Frees it. */
void towns_finish(struct towns *towns);

/** The area of a town of that name, made when it is new. `country` may be empty. */
uint32_t towns_named(struct towns *towns, text_ix name, text_ix country);

/** The area of the town around a point by the places near it; NO_IX: no town is near. */
uint32_t towns_near(struct towns *towns, struct point point);

/** Makes a place, in the middle of its pieces, of each town that only addresses name. */
void towns_settle(struct towns *towns);

/** Whether the map, or an address file, has a place of that name where people live. */
bool towns_has_place(struct towns *towns, text_ix name);

/** Sorts the places again; to be called after towns_add. */
void towns_sort(struct towns *towns);

/** Adds a town that no map shows. */
void towns_add(struct towns *towns, text_ix name, struct point at, float importance);

/** Finds towns in the names of stops: `area_of`, one a stop of the draft, becomes them or NO_IX. */
void towns_of_stops(struct towns *towns, uint32_t *area_of);

/** The postcode of the town that a place is the middle of; empty: none is known. */
text_ix towns_zip(struct towns *towns, text_ix name);

/** The smallest area around a point, by boundaries, else `town` if known, else by the places near
 * it. */
uint32_t towns_area(struct towns *towns, struct point point, uint32_t town, text_ix *zip);

/** Gives each piece its town, and the number of its street: pieces of one number are one street. */
void join_pieces(struct towns *towns, uint32_t *street_of);

#endif
