#include "engine/world/world.h"

static const struct call_time *times_of(const struct network *network, struct run run)
{
    return network->profile_times + network->trips[run.trip].profile;
}

unix_time run_day_start(const struct world *world, struct run run)
{
    const struct network *network = world->network;
    const struct route *route = network_trip_route(network, run.trip);
    struct zone zone = network_zone(network, network->feeds[route->feed].zone);
    return zone_day_start(&zone, run.day);
}

unix_time run_arrive(const struct world *world, struct run run, uint32_t call)
{
    return run_day_start(world, run) + run.start + times_of(world->network, run)[call].arrive;
}

unix_time run_depart(const struct world *world, struct run run, uint32_t call)
{
    return run_day_start(world, run) + run.start + times_of(world->network, run)[call].depart;
}
