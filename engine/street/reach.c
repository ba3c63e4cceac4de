#include "engine/street/reach.h"

#include <math.h>

const struct reach_limits reach_default = {.seconds_max = 15 * 60, .metres_per_second = 1.2};

int32_t reach_walk_seconds(struct point a, struct point b, const struct reach_limits *limits)
{
    double seconds = ceil(geo_metres(a, b) * REACH_DETOUR / limits->metres_per_second);
    return seconds < REACH_NEVER ? (int32_t)seconds : REACH_NEVER;
}

static bool reachable(const struct network *network, stop_ix stop, struct point place,
                      struct box box, const struct reach_limits *limits, int32_t *seconds)
{
    if (stop >= network->facts->served_stops || !geo_box_has(box, network->stops[stop].at))
        return false;
    *seconds = reach_walk_seconds(place, network->stops[stop].at, limits);
    return *seconds <= limits->seconds_max;
}

void reach_run(const struct network *network, struct point place, const struct reach_limits *limits,
               struct arena *arena, struct reach *reach)
{
    double metres = limits->seconds_max * limits->metres_per_second / REACH_DETOUR;
    struct box box = geo_box_around(place, metres);
    uint32_t first = network_first_at_lat(network, box.low.lat), last = first, count = 0;
    int32_t seconds;
    for (; last < network->counts.stops_by_lat; last++) {
        stop_ix stop = network->stops_by_lat[last];
        if (network->stops[stop].at.lat > box.high.lat)
            break;
        count += reachable(network, stop, place, box, limits, &seconds);
    }
    *reach = (struct reach){.stops = arena_array(arena, count, sizeof *reach->stops)};
    for (uint32_t i = first; i < last; i++)
        if (reachable(network, network->stops_by_lat[i], place, box, limits, &seconds))
            reach->stops[reach->count++] = (struct endpoint){network->stops_by_lat[i], seconds};
}
