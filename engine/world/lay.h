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
    search_time start; /**< its first departure seen from the origin, forward */
    search_time last;  /**< its last arrival, likewise */
    const struct call_time *times;
};

/** A schedule while it is laid out, and the owner of its arrays after that. */
struct layout {
    struct schedule schedule; /**< first, so that one leads to the other */
    const struct world *world;
    struct days days;
    int64_t *day_starts;    /**< feed by feed, day by day, from the origin */
    uint64_t *service_days; /**< service by service: bit d = runs on days.first + d */
    uint32_t day_words;
    uint64_t room; /**< bytes that may still be laid out, and steps where these may grow faster */
    bool overfull; /**< there was no room for something: the layout is of no use */
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

/** Lays out as schedule_create does, into so much room. NULL: it is too little. */
struct schedule *lay_out(const struct world *world, struct schedule_span span, uint64_t room);

/** Takes so much of the room. False, from then on: there is not so much. */
bool lay_spend(struct layout *layout, uint64_t amount);

/** Adds all runs of the pattern that move in the span, by first departure, then last arrival. */
void lay_collect(struct layout *layout, pattern_ix pattern, struct vec *runs);

/**
 * Deals the collected runs to as few lanes as a greedy hand needs; appends lanes and runs, these in
 * the order of the search.
 */
void lay_deal(struct layout *layout, pattern_ix pattern, const struct vec *runs);

/** Writes stays and links between the runs laid out (needs lanes, runs and times). */
void lay_links(struct layout *layout);

#endif
