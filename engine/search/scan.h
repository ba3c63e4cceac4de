#ifndef ENGINE_SEARCH_SCAN_H
#define ENGINE_SEARCH_SCAN_H

#include "engine/search/search.h"

/* Between riding (scan.c) and what a ride leads to beside getting off (follow.c). */

/** The lane being ridden, with its arrays at hand. */
struct scan {
    struct search *search;
    uint32_t layer, round;
    const struct lane *lane;
    const berth_ix *berths;
    const search_time *boards, *alights;
    search_time *vehicle; /**< of this round */
    uint32_t *covered;    /**< of this round, by call of the lane; see search.covered */
};

/** The lane in a layer and round. */
struct scan scan_of(struct search *search, uint32_t layer, uint32_t round, uint32_t lane);

/** Writes down a better time to get off; that may be an arrival. */
void scan_improve(struct search *search, uint32_t layer, uint32_t round, berth_ix berth,
                  search_time time, struct ride ride);

/** Rides exactly one run of the lane, entered at `call` as `seat` says. */
void scan_ride_run(const struct scan *scan, uint32_t run, uint32_t call, uint32_t seat);

/** Enters the next layer where `run`, ridden from `ride.board_call`, is at a via place. */
void follow_via(const struct scan *scan, uint32_t run, struct ride ride);

/** Takes what a lane leads to from its last call: `run` and all later ones could be caught. */
void follow_lane(const struct scan *scan, uint32_t run, uint32_t board_call, bool each);

/** Takes what exactly one run leads to that was entered at `ride.board_call`. */
void follow_run(const struct scan *scan, struct ride ride);

/** Whether links of this lane must be taken run by run, and not by the table of stays. */
bool follow_each(const struct search *search, const struct lane *lane);

#endif
