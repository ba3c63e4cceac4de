#ifndef ENGINE_SEARCH_SPREAD_H
#define ENGINE_SEARCH_SPREAD_H

#include "engine/base/arena.h"
#include "engine/search/query.h"

/*
 * From one place to everywhere: when one can be at each stop, for one departure or for every
 * minute of a window. Backwards: when one must leave each stop to arrive in time.
 */

/** In struct standing: not within the longest travel time. */
#define SPREAD_NEVER INT32_MAX

/** Minutes of a window, each a question of its own. */
#define SPREAD_STEP_SECONDS 60

/** Served stops times minutes of one question. */
#define SPREAD_CELLS_MAX (UINT32_C(1) << 25)

/** What is asked. */
struct spread_ask {
    const struct query *query; /**< one end only, no vias; see planner_spread */
    bool walks;                /**< seconds on foot are wanted; not with a window */
    bool
        footpaths; /**< a last footpath is wanted; else `here` is by getting off or from the door */
};

/** What is known of a stop for one departure. All counts of rides are the fewest for the time. */
struct standing {
    int32_t off;       /**< seconds until one gets off a vehicle here, or SPREAD_NEVER */
    int32_t here;      /**< seconds until one is here: by `off`, after one footpath, or from the
                            door without a ride; or SPREAD_NEVER */
    int32_t off_walk;  /**< of these seconds, on foot: at the door and between stops; 0 unless */
    int32_t here_walk; /**< asked for */
    uint8_t off_rides; /**< >= 1 where `off` is a time */
    uint8_t here_rides;
};

/** Where one can be. */
struct spread {
    const stop_ix *stops; /**< that are reached in any row, ascending; in the arena */
    uint32_t stop_count;
    uint32_t
        rows; /**< 1, or one a minute of the window: row i leaves (arrive-by: arrives) i minutes
                        after (before) the query's time */
    const struct standing *standings; /**< row * stop_count + number in `stops`; in the arena */
};

/** A row of it. */
static inline const struct standing *spread_row(const struct spread *spread, uint32_t row)
{
    return spread->standings + (size_t)row * spread->stop_count;
}

/** Number of a stop in `stops`, or NO_IX: it is not reached. */
uint32_t spread_find(const struct spread *spread, stop_ix stop);

/**
 * Where a percentile (0 .. 100) stands among `count` > 0 sorted times of a window: the nearest
 * rank, so that it is one of them. 0 is the best, 100 the worst, 50 the lower of two in the middle.
 */
uint32_t spread_rank(uint32_t percentile, uint32_t count);

/** Sorts times of a window, SPREAD_NEVER last, and returns how many are none. */
uint32_t spread_sort(int32_t *times, uint32_t count);

#endif
