#ifndef ENGINE_SEARCH_SEARCH_H
#define ENGINE_SEARCH_SEARCH_H

#include "engine/journey/journey.h"
#include "engine/search/labels.h"
#include "engine/search/spread.h"
#include "engine/search/stats.h"
#include "engine/network/walks.h"

/*
 * RAPTOR (Delling, Pajor, Werneck, "Round-Based Public Transit Routing", 2012): section 3.1 the
 * rounds, 3.3 the range. This struct is what its verbs - scan, walk, rounds, window, trace - share:
 * one question of one worker, on one schedule. Everything is seen in the schedule's direction, so
 * "source" is where the search starts and "target" where it wants to go, whichever way the
 * traveller goes.
 */

/** In `seat.kind`, beside enum link_kind: one rode or got off where a via place is. */
#define SEAT_VIA 100u

/** How one came to be on a run without boarding at a berth. */
struct seat {
    struct ride origin; /**< the ride before; its alight_call is where the link starts */
    uint32_t kind;      /**< LINK_STAY, LINK_GUARANTEE or SEAT_VIA */
    uint32_t layer;     /**< labels that `origin` belongs to */
    uint32_t run, call; /**< the run it leads to and where one is on it */
};

/** A place to pass before the next layer is reached. */
struct via_place {
    uint64_t *berths; /**< bitset */
    int32_t stay_seconds;
    int32_t *detours; /**< by berth: seconds on top of the stay there; NULL: none */
    int32_t *detour_store;
};

/** How long one stays at a via place when it is passed at that berth. */
static inline int32_t via_stay(const struct via_place *place, berth_ix berth)
{
    return place->stay_seconds + (place->detours ? place->detours[berth] : 0);
}

/** How far a berth is from the source, or from the target. */
struct gate {
    berth_ix berth;
    int32_t seconds; /**< from the door to the berth or back, rests included */
    int32_t rest;    /**< of these, spent at via places that are the endpoint itself */
    stop_ix stop;    /**< the endpoint walked through; may be the berth's own stop */
    bool hired;      /**< the endpoint's */
};

/** How the target is come to: two kinds, so that a shared vehicle never hides how to do without. */
enum coming { COMING_OWN, COMING_HIRED, COMINGS };

/** The doors of the target in one layer, by one way of coming. */
struct target {
    struct vec gates;     /**< struct gate */
    search_time *seconds; /**< by berth: to the target, or SEARCH_NEVER; NULL: from nowhere */
    search_time *store;   /**< memory of those */
};

/** A berth at a door of the source. */
struct doorstep {
    search_time walk; /**< seconds from the source; SEARCH_NEVER: there is no door */
    search_time need; /**< see departures.c */
};

/** A ride that starts at one moment of a range: the search leaves the source just in time. */
struct departure {
    search_time leave; /**< the source */
    uint32_t run, call;
};

/** A journey that is known already, in the direction of the search. */
struct known {
    search_time leave, time; /**< the source, and at the target */
    uint32_t round;          /**< its rides */
};

/** What the search found for one number of rides. */
struct arrival {
    search_time time; /**< at the target, SEARCH_NEVER: none */
    berth_ix berth;   /**< where one got off last */
    uint32_t layer;   /**< the last one, unless the target is itself a via place */
};

/** Which run a scan was on when it came to a call, for links from there. */
struct aboard {
    uint32_t run; /**< number within the lane, or NO_IX */
    uint32_t board_call;
};

/** One search at work. */
struct search {
    const struct world *world;
    const struct network *network; /**< the world's */
    const struct schedule *schedule;
    const struct query *query;

    /* Walking, in the direction of the search. */
    const struct walks *walks;        /**< all of it; borrowed */
    const struct footpath *footpaths; /**< all walks */
    const uint32_t *footpath_first;
    const struct footpath *changes; /**< those that changes of this question may need */
    const uint32_t *change_first;
    const int32_t *change_seconds;
    int32_t default_change_seconds;
    bool tuned; /**< the query alters walking times */

    const uint64_t *lanes_allowed;      /**< bitset, or NULL: all */
    const uint64_t *runs_banned;        /**< bitset, or NULL: none */
    uint64_t *lane_filter, *run_filter; /**< memory of those two */
    bool stays, promises;               /**< whether links of these kinds count */

    /* Doors, layer by layer: an endpoint that is a via place itself leads past it. */
    struct vec sources[QUERY_VIAS_MAX + 1]; /**< struct gate */
    struct target targets[COMINGS][QUERY_VIAS_MAX + 1];

    struct labels layers[QUERY_VIAS_MAX + 1];
    struct via_place vias[QUERY_VIAS_MAX]; /**< vias[i] leads from layer i to layer i + 1 */
    uint32_t layer_count;
    uint32_t rounds; /**< rides at most */
    bool range;      /**< several departures: rounds keep their times apart */

    struct arrival arrivals[COMINGS][ROUNDS_MAX]; /**< best so far with up to that many rides; of
                                                       hired ones those before all of one's own */
    search_time bound;                 /**< times from here on are of no use in this round */
    bool arrived[COMINGS][ROUNDS_MAX]; /**< whether this departure bettered the arrival */

    struct vec seats;                   /**< struct seat, of this departure */
    uint32_t stays_deep;                /**< vehicles one has stayed in, where a scan is now */
    struct vec promised[ROUNDS_MAX];    /**< numbers of seats to take in that round */
    uint32_t *lane_first;               /**< by lane: first call to board at, this round */
    uint64_t *lane_set;                 /**< lanes to scan, this round */
    uint32_t *covered[ROUNDS_MAX];      /**< by lane.first_cover + call: earliest run ridden into
                                           that call in up to so many rides; NO_IX: none */
    uint32_t *cover_store[ROUNDS_MAX];  /**< what those point to; shared rounds share the first */
    struct vec dirty_lanes[ROUNDS_MAX]; /**< lanes of each store to clear */
    uint64_t covers_reserved;
    struct vec departures;      /**< struct departure, latest first */
    struct doorstep *doorsteps; /**< by berth, all without a door between uses; NULL: never used */
    struct vec known;           /**< struct known, latest first */
    struct query_beyond beyond; /**< of the last window, by one's own means */
    struct vec aboard;          /**< struct aboard, one a call: scratch of scan_lane */
    uint32_t lanes_reserved;

    struct search_stats stats;
};

/** Rides a lane from the first call to board at to the last, and on where one stays seated. */
void scan_lane(struct search *search, uint32_t layer, uint32_t round, uint32_t lane,
               uint32_t first_call);

/** Rides one run from a call on (NO_IX: boarded there, else as the seat says), and on likewise. */
void scan_run(struct search *search, uint32_t layer, uint32_t round, uint32_t run, uint32_t call,
              uint32_t seat);

/** Walks on from the berths that this round's rides reached, and marks where one can board. */
void walk_on(struct search *search, uint32_t layer, uint32_t round);

/** Marks `to` as a berth to board at from `time` on, when that is sooner than before. */
void walk_mark(struct search *search, struct labels *labels, uint32_t round, berth_ix from,
               berth_ix to, search_time time);

/** Enters the next layer at berths of its via place where one stands ready. */
void walk_through_via(struct search *search, uint32_t layer, uint32_t round);

/** Walking seconds (or CHANGE_DEFAULT) between two rides as the query wants them. */
int32_t walk_seconds(const struct search *search, int32_t seconds);

/** Walking seconds before the first and after the last ride. */
int32_t walk_door_seconds(const struct search *search, int32_t seconds);

/**
 * Makes the search ready for a question: filters, doors, layers. `schedule` must cover all it may
 * need and outlive it. search_end must follow.
 */
void search_begin(struct search *search, const struct world *world, const struct schedule *schedule,
                  const struct walks *walks, const struct query *query);

/** Forgets the question; the memory stays for the next. */
void search_end(struct search *search);

/** Frees all memory; fine on a zeroed struct. */
void search_finish(struct search *search);

/** Opens the doors of source and target in every layer (doors.c). */
void doors_open(struct search *search, const struct walks *walks);

/** Forgets the targets. */
void doors_close(struct search *search);

/** Whether the query refuses getting on or off at the stop. */
bool stop_closed(const struct query *query, const struct network *network, stop_ix stop);

/** Calls `each` for all berths of a stop. */
void berths_each(const struct network *network, stop_ix stop,
                 void (*each)(void *context, berth_ix berth), void *context);

/** Marks the berths at the source's doors for a search that leaves at `leave` or later. */
void search_leave(struct search *search, search_time leave);

/** Forgets what belongs to one departure: lists and seats. Times stay. */
void search_restart(struct search *search);

/** Answers the question without its target (arrive-by: its source) and without vias. */
void spread_run(struct search *search, const struct spread_ask *ask, struct arena *arena,
                struct spread *spread);

/** Which departures of a range. */
enum departures {
    DEPARTURES_ALL,   /**< from every call where there is a door: fares may differ */
    DEPARTURES_OF_USE /**< those that may be best in time and rides */
};

/** Collects into `departures` those that leave the source in [begin, end), latest first. */
void window_departures(struct search *search, search_time begin, search_time end,
                       enum departures which);

/** Answers the question: all Pareto-best journeys, traced into the arena. */
void window_run(struct search *search, struct arena *arena, struct journeys *journeys);

/** Follows the labels of the last departure back from the arrival with `round` rides. */
void trace_journey(const struct search *search, enum coming coming, uint32_t round,
                   struct arena *arena, struct journey *journey);

/** Runs all rounds from the times in round 0 (`from` NULL) or from departures of one moment. */
void rounds_run(struct search *search, search_time leave, const struct departure *from,
                uint32_t count);

#endif
