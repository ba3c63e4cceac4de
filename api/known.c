#include "api/known.h"

#define NOT_SAID 255

bool known_cancelled(const struct world *world, struct run run)
{
    const struct live_run *live = world_live_run(world, run.trip);
    return live ? live->state != LIVE_RUNS : world_is_changed(world, run);
}

bool known_skipped(const struct world *world, struct run run, uint32_t call)
{
    const struct live_call *calls = world_live_calls(world, run.trip);
    return known_cancelled(world, run) || (calls && calls[call].flags & LIVE_SKIPPED);
}

stop_ix known_promised_stop(const struct world *world, struct run run, uint32_t call)
{
    const struct live_call *calls = world_live_calls(world, run.trip);
    return calls && calls[call].promised_stop != NO_IX ? calls[call].promised_stop
                                                       : world_shown_stop(world, run.trip, call);
}

unix_time known_promised_arrive(const struct world *world, struct run run, uint32_t call)
{
    const struct live_call *calls = world_live_calls(world, run.trip);
    return calls && calls[call].promised_arrive != LIVE_NO_TIME
               ? run_day_start(world, run) + calls[call].promised_arrive
               : run_arrive(world, run, call);
}

unix_time known_promised_depart(const struct world *world, struct run run, uint32_t call)
{
    const struct live_call *calls = world_live_calls(world, run.trip);
    return calls && calls[call].promised_depart != LIVE_NO_TIME
               ? run_day_start(world, run) + calls[call].promised_depart
               : run_depart(world, run, call);
}

const struct live_vehicle *known_vehicle(const struct world *world, struct run run)
{
    const struct live *live = world->live;
    if (!live)
        return NULL;
    const struct live_run *said = world_live_run(world, run.trip);
    uint32_t vehicle = said ? said->vehicle : live_find_vehicle(live, run.trip, run.day, run.start);
    return vehicle == NO_IX ? NULL : &live->vehicles[vehicle];
}

uint8_t known_occupancy(const struct world *world, struct run run, uint32_t call)
{
    const struct live_call *calls = world_live_calls(world, run.trip);
    return calls ? calls[call].occupancy : NOT_SAID;
}

enum live_feed_state known_feed_state(const struct live_feed *feed, unix_time now)
{
    unix_time said = live_feed_said(feed);
    bool old = feed->limit_seconds > 0 && said && now - said > feed->limit_seconds;
    return old && feed->state != LIVE_FEED_SILENT ? LIVE_FEED_STALE
                                                  : (enum live_feed_state)feed->state;
}
