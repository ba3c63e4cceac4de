#include "engine/world/world.h"

bool world_is_changed(const struct world *world, struct run run)
{
    return world->live && run.trip < world->network->counts.trips &&
           live_touches(world->live, run.trip) &&
           live_find(world->live, run.trip, run.day, run.start) != NO_IX;
}

struct run run_live(const struct world *world, uint32_t index)
{
    return (struct run){world->network->counts.trips + index, world->live->runs[index].day,
                        world->live->trips[index].start};
}

struct run run_now(const struct world *world, struct run run)
{
    if (!world->live || run.trip >= world->network->counts.trips ||
        !live_touches(world->live, run.trip))
        return run;
    uint32_t index = live_find(world->live, run.trip, run.day, run.start);
    return index == NO_IX ? run : run_live(world, index);
}

bool run_promised(const struct world *world, struct run run, struct run *promised)
{
    const struct live_run *live = world_live_run(world, run.trip);
    *promised = live ? (struct run){live->promised, live->day, live->start} : run;
    return promised->trip != NO_IX;
}

unix_time run_day_start(const struct world *world, struct run run)
{
    const struct network *network = world->network;
    const struct route *route = world_trip_route(world, run.trip);
    struct zone zone = network_zone(network, network->feeds[route->feed].zone);
    return zone_day_start(&zone, run.day);
}

unix_time run_arrive(const struct world *world, struct run run, uint32_t call)
{
    return run_day_start(world, run) + run.start + world_times(world, run.trip)[call].arrive;
}

unix_time run_depart(const struct world *world, struct run run, uint32_t call)
{
    return run_day_start(world, run) + run.start + world_times(world, run.trip)[call].depart;
}
