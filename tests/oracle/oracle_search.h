#ifndef TESTS_ORACLE_ORACLE_SEARCH_H
#define TESTS_ORACLE_ORACLE_SEARCH_H

#include <limits.h>

#include "tests/oracle/oracle_parts.h"

/* All that moves for one question, and every way from ride to ride. */

#define NEVER INT_MAX
#define STAGES (SMALL_VIAS + 1)
#define UNKNOWN (-2)

/** A way from one call of a run to a call of another. */
struct way {
    int from, to;  /**< events: one alights (or has arrived) at `from` and leaves at `to` */
    int cost;      /**< transfers: 1, or 0 for staying seated */
    int64_t spare; /**< seconds left for stays at vias; below 0: the second run waits (a promise) */
};

/** The least transfers with which one sits in the run of an event when it leaves that call, by how
 * many vias have been passed. */
struct aboard {
    int transfers[STAGES];
};

/** One question at work. */
struct search {
    struct task task;
    struct movement movement;
    struct vec ways;   /**< struct way */
    struct vec aboard; /**< struct aboard, one an event */
    int64_t low, high; /**< nothing outside is of interest */
    int travel_max;
    struct walk walks[SMALL_TRIPS][SMALL_CALLS][SMALL_TRIPS][SMALL_CALLS];
};

/** Lays out everything; search_close ends it. */
struct search *search_open(const struct small_world *world, const struct small_question *question,
                           rule_set off);

/** Frees it. */
void search_close(struct search *search);

/** One call of one run. */
const struct oracle_event *event_at(const struct search *search, int index);

/** The run of an event. */
const struct oracle_run *run_of(const struct search *search, int event);

/** The stop of an event. */
int stop_of(const struct search *search, int event);

/** Whether the event is the last call of its run. */
bool is_last(const struct search *search, int event);

/** Whether the traveller may get on or off at the stop, or start or end a walk there. */
bool stop_open(const struct task *task, int stop);

/** Whether one may get on there. */
bool can_board(const struct search *search, int event);

/** Whether one may get off there. */
bool can_alight(const struct search *search, int event);

/** When one must stand at the stop to board. */
int64_t board_by(const struct search *search, int event);

/** When one is out of the vehicle. */
int64_t alighted_at(const struct search *search, int event);

/** Seconds of an end that count. */
int offset_of(const struct search *search, const struct small_end *end);

/** Walks are not chained: who walked to a stop from a door takes no footpath from there. */
bool may_walk_on(const struct search *search, const struct small_end *end, int rule);

/** Whether the result is within what the question allows. */
bool bounds_kept(const struct search *search, const struct small_result *result);

#endif
