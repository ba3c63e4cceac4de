#ifndef ENGINE_WORLD_LAY_H
#define ENGINE_WORLD_LAY_H

#include "engine/base/vec.h"
#include "engine/world/schedule.h"

/* Inside the laying of a schedule only. */

/** A stretch of service days. */
struct days {
    civil_day first;
    uint32_t count;
};

/** A run with what is needed to order it and write its times. */
struct placed_run {
    struct run run;
    search_time start; /**< run.start seen from the origin, forward */
    uint32_t profile;  /**< in profile_times */
};

/** A schedule while it is laid out, and the owner of its arrays after that. */
struct layout {
    struct schedule schedule; /**< first, so that one leads to the other */
    const struct world *world;
    struct days days;
    int64_t *day_starts;    /**< feed by feed, day by day, from the origin */
    uint64_t *service_days; /**< service by service: bit d = runs on days.first + d */
    uint32_t day_words;
    struct vec lanes;  /**< struct lane */
    struct vec runs;   /**< struct placed_run, lane after lane */
    struct vec berths; /**< berth_ix */
    struct vec stays, choices, links;
    search_time *boards, *alights;
    struct run *final_runs;
    uint32_t *run_lanes;
    struct boarding_place *places;
    uint32_t *place_first;
    uint32_t *link_first;
};

/** Adds all runs of the pattern that move in the span, in the order of the search. */
void lay_collect(struct layout *layout, pattern_ix pattern, struct vec *runs);

/** Deals the runs to as few lanes as a greedy hand needs; appends lanes and runs. */
void lay_deal(struct layout *layout, pattern_ix pattern, const struct vec *runs);

/** Writes stays and links between the runs laid out (needs lanes, runs and times). */
void lay_links(struct layout *layout);

#endif
