#ifndef ENGINE_WORLD_SCHEDULE_H
#define ENGINE_WORLD_SCHEDULE_H

#include "engine/world/world.h"

/*
 * The trips of some days, laid out for searching in one direction: concrete runs in concrete time,
 * no calendar, no rule, no live branch left to ask.
 *
 * A *lane* is a row of runs of one pattern that never overtake one another; where runs of a
 * pattern do, they are dealt to several lanes. Times are `search_time`: seconds from `origin`,
 * counted in the direction of the search. For a backward search everything is mirrored while it is
 * laid out - times negated, calls and runs in reverse, boarding and alighting swapped - so that
 * the search itself only knows "ahead" and "earlier is better".
 *
 * Of two lanes' worth of times the layout keeps what one direction reads: `boards`, the times one
 * can get on, call after call (a column is searched for the first run to catch), and `alights`,
 * the times one gets off, run after run (a row is ridden along). Forbidden boarding is a time that
 * is always missed, forbidden alighting one that is never better.
 */

typedef int32_t search_time;

#define SEARCH_NEVER INT32_MAX  /**< later than everything */
#define SEARCH_MISSED INT32_MIN /**< earlier than everything */

/** Trips a vehicle makes in one go, seen from any of them; what a feed says beyond that is lost. */
#define STAYS_MAX 256

/** What a schedule may take: stop times of a continent's day, or of a faulty feed's headways. */
#define SCHEDULE_BYTES_MAX (UINT64_C(2) << 30)

/** Which way a search goes through time. */
enum direction { AHEAD, BACK };

/** What a schedule covers: all of every run that moves in [begin, end). */
struct schedule_span {
    unix_time begin, end;
    enum direction direction;
};

/** Runs of one pattern that never overtake. */
struct lane {
    pattern_ix pattern;
    uint32_t first_call; /**< in `berths`; lanes of one pattern share them */
    uint32_t call_count;
    uint32_t first_run; /**< in `runs`, in time order */
    uint32_t run_count;
    uint32_t first_time;  /**< in `boards` and `alights` */
    uint32_t first_cover; /**< for arrays that keep something for each call of each lane */
    uint32_t first_stay;  /**< in `stays`: where one can stay seated to */
    uint32_t stay_count;
    uint32_t promises; /**< 1: some run here, or one it goes on as, is waited for elsewhere */
};

/** Where one can board at a berth. */
struct boarding_place {
    uint32_t lane;
    uint32_t call;
    search_time last; /**< when the last run leaves: later than that there is nothing */
    uint32_t cover;   /**< lane.first_cover + call */
    uint32_t column;  /**< in `boards`: the column of the call */
};

/** Staying seated from any run of one lane into another lane. */
struct stay {
    uint32_t lane;         /**< where one ends up, at its first call */
    uint32_t first_choice; /**< in `choices`, one for each run of the lane one comes from */
};

/** From this run or a later one of its lane: the earliest run one can stay seated into. */
struct choice {
    uint32_t run;     /**< number within the lane one ends up in, or NO_IX */
    uint32_t from;    /**< the run of the own lane that goes on as it */
    search_time time; /**< when one is on it */
};

/** What one run does for another. Stays lead from the last call to the first. */
struct run_link {
    uint32_t from, to; /**< in `runs` */
    uint32_t from_call, to_call;
    uint32_t kind;    /**< LINK_STAY or LINK_GUARANTEE */
    search_time time; /**< when one is on the run it leads to */
};

/** What runs, laid out for searches of one direction. */
struct schedule {
    struct schedule_span span;
    unix_time origin; /**< search_time 0 */
    uint32_t lane_count, run_count, call_count, place_count, stay_count, choice_count, link_count;
    uint64_t time_count;
    uint64_t cover_count; /**< calls of all lanes */
    bool live;            /**< some of it is not as promised */

    const struct lane *lanes;
    const berth_ix *berths;
    const search_time *boards;  /**< lane.first_time + call * run_count + run */
    const search_time *alights; /**< lane.first_time + run * call_count + call */
    const struct run *runs;
    const uint32_t *run_lanes;           /**< which lane a run is in */
    const struct boarding_place *places; /**< of a berth, by lane */
    const uint32_t *place_first;         /**< one a berth, and one more */
    const struct stay *stays;
    const struct choice *choices;
    const struct run_link *links; /**< by from */
    const uint32_t *link_first;   /**< one a run, and one more; NULL when there are no links */
};

/**
 * Lays out what the world runs in the span, which must be one of years 1 to 9999. The world is read
 * now and not kept. schedule_destroy ends it. NULL: it would take more than SCHEDULE_BYTES_MAX.
 */
struct schedule *schedule_create(const struct world *world, struct schedule_span span);

/** Frees it; NULL is fine. */
void schedule_destroy(struct schedule *schedule);

/** Bytes its arrays take. */
uint64_t schedule_bytes(const struct schedule *schedule);

/** A moment of the world, not decades from the span, in the schedule's time. */
static inline search_time schedule_time(const struct schedule *schedule, unix_time time)
{
    int64_t seconds = time - schedule->origin;
    return (search_time)(schedule->span.direction == AHEAD ? seconds : -seconds);
}

/** And back. */
static inline unix_time schedule_unix(const struct schedule *schedule, search_time time)
{
    return schedule->origin + (schedule->span.direction == AHEAD ? (int64_t)time : -(int64_t)time);
}

#endif
