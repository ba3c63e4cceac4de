#ifndef ENGINE_PRICE_PRICE_H
#define ENGINE_PRICE_PRICE_H

#include "engine/fare/fare.h"
#include "engine/search/query.h"

/*
 * Price as one more criterion: journeys that are slower than the ordinary ones, or take more rides,
 * and cost less than every journey that is as fast and as direct. They are searched for, within
 * bounds: so much later than the best ordinary one, so many rides more.
 */

/** Wider is no corridor: what is asked beyond them is as if it were these. */
#define PRICE_SLACK_MAX (4 * 3600)
#define PRICE_RIDES_MORE_MAX 4

/** What is asked beside the query. */
struct price_ask {
    const struct tariff *tariff;        /**< of the world that is asked */
    const struct fare_profile *profile; /**< who pays */
    const struct journeys *ordinary;    /**< what planner_run answered to the same query */
    /** Later than the best ordinary one that leaves no earlier at most, and leaving at most so
     * long before the first of all (arrive-by: the other way round). Without a window they may
     * leave as early as the next rung has it (ladder.h). */
    int32_t slack_seconds;
    uint32_t rides_more; /**< than the ordinary one with the most */
    uint32_t labels_max; /**< ways that are kept in mind at most, in each search; half as
                          * many on the first rung of delay, and on that of rides */
    uint64_t steps_max;  /**< calls ridden past and ways compared at most, likewise */
};

/** What it took. */
struct price_stats {
    uint32_t departures;
    uint64_t labels, steps;       /**< steps: calls ridden past and ways compared */
    uint64_t kinds, rows, priced; /**< rides told apart; rows of them; prices worked out */
    uint32_t searches;            /**< one, and those of what lies within where that was cut */
    bool cut;                     /**< a bound ended the first: there may be cheaper journeys */
};

/** Both at once. */
struct price_question {
    const struct query *query;
    const struct price_ask *ask;
};

/** What comes back. */
struct price_answer {
    struct journeys journeys; /**< by departure, as all journeys */
    struct price_stats stats;
};

/** Half an hour later, one change more. */
extern const struct price_ask price_ask_default;

#endif
