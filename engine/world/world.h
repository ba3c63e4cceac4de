#ifndef ENGINE_WORLD_WORLD_H
#define ENGINE_WORLD_WORLD_H

#include "engine/live/live.h"
#include "engine/network/network.h"

/* What a question is asked of: the promise, and what is known of today laid over it. Any number of
 * threads may read a world. */

/** A network as it stands at one moment. */
struct world {
    const struct network *network; /**< borrowed; must outlive the world */
    const struct live *live;       /**< likewise, of this network; NULL: all runs as promised */
    uint64_t number;               /**< which snapshot this is; names it in answers */
    /**
     * The live image whose overlay of prices counts, where it is not `live`: what a city asks for
     * does not age as what its vehicles say. Borrowed, of this network; NULL: `live`.
     */
    const struct live *prices;
};

/** One trip on one service day, as a passenger knows it. */
struct run {
    trip_ix trip;   /**< of the timetable, or a live one */
    civil_day day;  /**< service day in the zone of its feed */
    day_time start; /**< its first departure: the trip's start, or one of its frequencies' */
};

/** The trip of a run: of the timetable, or a live one. */
static inline const struct trip *world_trip(const struct world *world, trip_ix trip)
{
    uint32_t promised = world->network->counts.trips;
    return trip < promised ? &world->network->trips[trip] : &world->live->trips[trip - promised];
}

/** Likewise a pattern. */
static inline const struct pattern *world_pattern(const struct world *world, pattern_ix pattern)
{
    uint32_t promised = world->network->counts.patterns;
    return pattern < promised ? &world->network->patterns[pattern]
                              : &world->live->patterns[pattern - promised];
}

/** How many patterns there are, numbered from 0. */
static inline uint32_t world_pattern_count(const struct world *world)
{
    return world->network->counts.patterns + (world->live ? world->live->counts.patterns : 0);
}

/** The berths of a pattern, one a call. */
static inline const berth_ix *world_berths(const struct world *world, const struct pattern *pattern)
{
    uint32_t promised = world->network->counts.call_berths;
    return pattern->first_call < promised
               ? world->network->call_berths + pattern->first_call
               : world->live->call_berths + pattern->first_call - promised;
}

/** Its rules, one a call. */
static inline const struct call_rule *world_rules(const struct world *world,
                                                  const struct pattern *pattern)
{
    uint32_t promised = world->network->counts.call_berths;
    return pattern->first_call < promised
               ? world->network->call_rules + pattern->first_call
               : world->live->call_rules + pattern->first_call - promised;
}

/** The stop at position `call` of a pattern, as the search sees it. */
static inline stop_ix world_call_stop(const struct world *world, const struct pattern *pattern,
                                      uint32_t call)
{
    return world->network->berth_stops[world_berths(world, pattern)[call]];
}

/** The times that begin at that place of the profiles, one a call. */
static inline const struct call_time *world_profile(const struct world *world, uint32_t profile)
{
    uint32_t promised = world->network->counts.profile_times;
    return profile < promised ? world->network->profile_times + profile
                              : world->live->profile_times + profile - promised;
}

/** The times of a trip from its start, one a call. */
static inline const struct call_time *world_times(const struct world *world, trip_ix trip)
{
    return world_profile(world, world_trip(world, trip)->profile);
}

/** The pattern of a trip. */
static inline const struct pattern *world_trip_pattern(const struct world *world, trip_ix trip)
{
    return world_pattern(world, world_trip(world, trip)->pattern);
}

/** The route of a trip. */
static inline const struct route *world_trip_route(const struct world *world, trip_ix trip)
{
    return &world->network->routes[world_trip_pattern(world, trip)->route];
}

/** A text of the network or of what is live; never NULL. */
static inline const char *world_text(const struct world *world, text_ix text)
{
    uint32_t promised = world->network->counts.texts;
    return text < promised ? world->network->texts + text : world->live->texts + text - promised;
}

/** What the live image says of a trip of its own; NULL: the trip is one of the timetable. */
static inline const struct live_run *world_live_run(const struct world *world, trip_ix trip)
{
    uint32_t promised = world->network->counts.trips;
    return trip < promised ? NULL : &world->live->runs[trip - promised];
}

/** What stands beside the times of a live trip, one a call; NULL: it is one of the timetable. */
static inline const struct live_call *world_live_calls(const struct world *world, trip_ix trip)
{
    return world_live_run(world, trip) ? world->live->calls + world_trip(world, trip)->profile -
                                             world->network->counts.profile_times
                                       : NULL;
}

/** Where a trip calls, as passengers know it: a live one perhaps elsewhere than its pattern. */
static inline stop_ix world_shown_stop(const struct world *world, trip_ix trip, uint32_t call)
{
    const struct live_call *calls = world_live_calls(world, trip);
    return calls ? calls[call].stop : world_call_stop(world, world_trip_pattern(world, trip), call);
}

/** The trip of the timetable that the trip is, or was promised as; NO_IX: there is none. */
static inline trip_ix world_promised_trip(const struct world *world, trip_ix trip)
{
    const struct live_run *run = world_live_run(world, trip);
    return run ? run->promised : trip;
}

/** Whether the run is not as the timetable has it, so that a live one stands for it. */
bool world_is_changed(const struct world *world, struct run run);

/**
 * The run as it is now: the live one that stands for a promised run, or the run itself. One that is
 * cancelled has a live one too, which says so.
 */
struct run run_now(const struct world *world, struct run run);

/** The run as it was promised. False: it is one that the timetable does not have. */
bool run_promised(const struct world *world, struct run run, struct run *promised);

/** The live run of one of the trips in the live image. */
struct run run_live(const struct world *world, uint32_t index);

/** When the run arrives at call 0 .. call_count - 1 of its pattern. */
unix_time run_arrive(const struct world *world, struct run run, uint32_t call);

/** When it leaves that call. */
unix_time run_depart(const struct world *world, struct run run, uint32_t call);

/** Where the run's day_time 0 lies. */
unix_time run_day_start(const struct world *world, struct run run);

#endif
