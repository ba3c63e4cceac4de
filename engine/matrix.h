#ifndef ENGINE_MATRIX_H
#define ENGINE_MATRIX_H

#include "engine/planner.h"

/*
 * From many doors to many doors: one search an origin (engine/search/spread), and the way from
 * stops to destinations laid out once for all origins, so that a destination costs as much as it
 * has stops around it. Everything can be turned round: arriving by a time, destinations are what
 * one search starts from, and origins are what is laid out.
 */

/** No way within the longest travel time. */
#define MATRIX_NEVER INT32_MAX

/** The stops around a door on the laid-out side. */
struct matrix_end {
    const struct endpoint *stops;
    uint32_t stop_count;
};

/** The laid-out side: by stop, which ends are how far from it. Shared by threads, never changed. */
struct matrix;

/** Lays out `count` ends; their stops must be served ones of the network. Destroy it after use. */
struct matrix *matrix_create(const struct network *network, const struct matrix_end *ends,
                             uint32_t count);

/** Frees it; NULL is fine. */
void matrix_destroy(struct matrix *matrix);

/** What one search finds for one end. */
struct matrix_cell {
    int32_t seconds;      /**< door to door, or MATRIX_NEVER */
    int32_t walk_seconds; /**< of these on foot: at either end and between stops; 0 with a window */
    uint8_t rides;        /**< the fewest for the time; 0: on foot all the way. 0 with a window */
};

/** The question of one row. */
struct matrix_ask {
    const struct world *world;
    const struct query *query;   /**< as for planner_spread: the searching side's ends, the time */
    const int32_t *direct;       /**< seconds of the way without a ride to each end or MATRIX_NEVER;
                                      NULL: there is none */
    const uint32_t *percentiles; /**< of the minutes of the window, 0 .. 100; see spread_rank */
    uint32_t percentile_count;   /**< 0 without a window */
};

/** One row of answers, in an arena. */
struct matrix_row {
    struct matrix_cell *cells; /**< one an end; with a window end by end, one a percentile */
    uint32_t *missed;          /**< one an end: minutes in which there is no way */
};

/** Searches and fills a row. False: as planner_spread. */
MUST_CHECK bool matrix_fill(const struct matrix *matrix, struct planner *planner,
                            const struct matrix_ask *ask, struct arena *arena,
                            struct matrix_row *row, struct error *error);

#endif
