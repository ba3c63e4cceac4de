#include "engine/street/reach.h"

#include <math.h>
#include <stdlib.h>

#include "engine/base/bitset.h"
#include "engine/street/reach_streets.h"

const struct reach_limits reach_default = {.seconds_max = 15 * 60, .metres_per_second = 1.2};

int32_t reach_walk_seconds(struct point a, struct point b, double metres_per_second)
{
    double seconds = ceil(geo_metres(a, b) * REACH_DETOUR / metres_per_second);
    return seconds < REACH_NEVER ? (int32_t)seconds : REACH_NEVER;
}

bool means_has_space(const struct means *means, uint32_t park)
{
    return !means->full_parks || !bitset_has(means->full_parks, park);
}

/* --- Along the line --- */

static bool in_reach(const struct network *network, stop_ix stop, const struct reach_ask *ask,
                     const struct means *means, int32_t *seconds)
{
    if (stop >= network->facts->served_stops)
        return false;
    *seconds =
        reach_walk_seconds(ask->place, network->stops[stop].at, means->profile.metres_per_second);
    return *seconds <= means->seconds_max;
}

static bool is_tied(const struct street_worker *worker, stop_ix stop)
{
    struct door door;
    return worker && door_of(street_worker_streets(worker), TIE_STOP, stop, &door);
}

/* With a worker: of the stops that no street leads to, since a map may end before the timetable. */
static void run_straight(const struct network *network, const struct street_worker *worker,
                         const struct reach_ask *ask, uint32_t index, struct vec *found)
{
    const struct means *means = &ask->means[index];
    if (means->kind != MEANS_MOVE || means->profile.travel == TRAVEL_CAR)
        return;
    double metres = means->seconds_max * means->profile.metres_per_second / REACH_DETOUR;
    struct box box = geo_box_around(ask->place, metres);
    for (uint32_t i = network_first_at_lat(network, box.low.lat); i < network->counts.stops_by_lat;
         i++) {
        stop_ix stop = network->stops_by_lat[i];
        struct reach_found at = {.stop = stop, .way = {index, NO_IX, HIRE_NONE}};
        if (network->stops[stop].at.lat > box.high.lat)
            break;
        if (geo_box_has(box, network->stops[stop].at) &&
            in_reach(network, stop, ask, means, &at.seconds) && !is_tied(worker, stop))
            vec_push(found, &at);
    }
}

/* --- The fastest of each --- */

static int found_order(const void *a, const void *b)
{
    const struct reach_found *one = a, *two = b;
    if (one->stop != two->stop)
        return one->stop < two->stop ? -1 : 1;
    if (one->seconds != two->seconds)
        return one->seconds < two->seconds ? -1 : 1;
    if (one->way.means != two->way.means)
        return one->way.means < two->way.means ? -1 : 1;
    return one->way.park < two->way.park ? -1 : one->way.park > two->way.park;
}

static void keep_fastest(struct vec *found, struct arena *arena, struct reach *reach)
{
    struct reach_found *items = found->data;
    if (found->count)
        qsort(items, found->count, sizeof *items, found_order);
    reach->stops = arena_array(arena, found->count, sizeof *reach->stops);
    reach->ways = arena_array(arena, found->count, sizeof *reach->ways);
    for (uint32_t i = 0; i < found->count; i++) {
        if (i && items[i].stop == items[i - 1].stop)
            continue;
        bool hired = items[i].way.hire.pickup != NO_IX;
        reach->stops[reach->count] = (struct endpoint){items[i].stop, items[i].seconds, hired};
        reach->ways[reach->count++] = items[i].way;
    }
}

void reach_run(const struct network *network, struct street_worker *worker,
               const struct reach_ask *ask, struct arena *arena, struct reach *reach)
{
    bool streets = worker && streets_exist(street_worker_streets(worker));
    struct vec own = vec_of(sizeof(struct reach_found));
    struct vec *found = worker ? reach_streets_begin(worker) : &own;
    *reach = (struct reach){.straight = !streets};
    for (uint32_t i = 0; i < ask->means_count; i++) {
        if (streets)
            reach_streets_run(worker, ask, i);
        else if (ask->means[i].kind == MEANS_HIRED)
            reach_hired_line(network, ask, i, arena, found);
        run_straight(network, worker, ask, i, found);
    }
    keep_fastest(found, arena, reach);
    vec_finish(&own);
}

void reach_on_foot(const struct network *network, struct street_worker *worker, struct point place,
                   const struct reach_limits *limits, struct arena *arena, struct reach *reach)
{
    struct means means = {
        .kind = MEANS_MOVE,
        .profile = profile_of(TRAVEL_FOOT),
        .seconds_max = limits->seconds_max,
    };
    means.profile.metres_per_second = limits->metres_per_second;
    struct reach_ask ask = {
        .place = place, .level = DOOR_ANY_LEVEL, .means = &means, .means_count = 1};
    reach_run(network, worker, &ask, arena, reach);
}
