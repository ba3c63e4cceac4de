#ifndef FEEDS_NAMES_BOUNDARY_H
#define FEEDS_NAMES_BOUNDARY_H

#include "engine/network/draft.h"

/* Which areas a point lies in: boundaries as closed lines, looked at by their row of the map. */

#define BOUNDARY_CHAIN_MAX 12

/** A piece of a line, its south end first. */
struct boundary_edge {
    struct point low, high;
};

/** One area. */
struct boundary {
    struct name_area area; /**< its parent is not set */
    text_ix zip;           /**< of a postcode's area; then the others are empty */
    struct box box;
    uint32_t first_edge, edge_count; /**< in `edges` */
    uint32_t first_row, row_count;   /**< its rows in `rows`, one more than it has */
};

/** All of them. */
struct boundaries {
    struct vec items;      /**< struct boundary; sorted by boundaries_close */
    struct vec edges;      /**< struct boundary_edge */
    struct vec rows;       /**< uint32_t: where a row begins in `row_edges` */
    struct vec row_edges;  /**< uint32_t: edges that touch a row */
    uint32_t south;        /**< the first row that any item has; set by boundaries_close */
    struct vec item_first; /**< uint32_t: where a row from there begins in `row_items`, one more */
    struct vec row_items;  /**< uint32_t: items that a row has, in their order */
};

/** What a point lies in. */
struct boundary_chain {
    uint32_t areas[BOUNDARY_CHAIN_MAX]; /**< of the draft, the largest first */
    uint32_t count;
    text_ix zip; /**< or empty */
};

/** Makes an empty list. */
void boundaries_init(struct boundaries *boundaries);

/** Frees it. */
void boundaries_finish(struct boundaries *boundaries);

/** Adds an area with the closed lines that were added to `edges` since its `first_edge`. */
void boundaries_add(struct boundaries *boundaries, const struct boundary *boundary);

/** Adds a straight piece to `edges`; level ones do not matter and are left out. */
void boundaries_add_edge(struct boundaries *boundaries, struct point a, struct point b);

/** All are in: sorts them by level, writes them as the first areas of the draft. */
void boundaries_close(struct boundaries *boundaries, struct draft *draft);

/** Finds what a point lies in, and says so to the areas' parents. */
void boundaries_find(const struct boundaries *boundaries, struct draft *draft, struct point point,
                     struct boundary_chain *chain);

/** The municipality of a chain: level 8, else 7, 6, 9; NO_IX: none. */
uint32_t boundary_town(const struct draft *draft, const struct boundary_chain *chain);

#endif
