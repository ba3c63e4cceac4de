#include "engine/street/reach_streets.h"

/* Stops in reach by shared vehicles where there are no streets: every part along the straight line,
 * made longer by the detour factor. */

/* A stand at the first end of rides, in the sense of the question, or at the second. */
struct stand {
    uint32_t number;
    struct point at;
    uint32_t range_metres; /* of pickups */
    int32_t seconds;       /* from the place until one can go on from it; REACH_NEVER */
    uint32_t origin;       /* of a second one: which of the first */
};

struct lining {
    const struct network *network;
    const struct reach_ask *ask;
    const struct means *means;
    uint32_t index;
    struct stand *first, *second;
    uint32_t first_count, second_count;
    struct vec *found;
};

static int32_t walk_seconds(const struct lining *lining, struct point a, struct point b)
{
    return reach_walk_seconds(a, b, lining->means->on_foot.metres_per_second);
}

/* REACH_NEVER: farther than the vehicle goes. */
static int32_t ride_seconds(const struct lining *lining, struct point a, struct point b,
                            uint32_t range_metres)
{
    bool far = geo_metres(a, b) * REACH_DETOUR > range_metres;
    return far ? REACH_NEVER : reach_walk_seconds(a, b, lining->means->profile.metres_per_second);
}

/* All stands of one kind; docks have no range of their own. */
static struct stand *list_stands(const struct lending *lending, bool pickups, struct arena *arena,
                                 uint32_t *count)
{
    *count = pickups ? lending->pickup_count : lending->dock_count;
    struct stand *stands = arena_array(arena, *count, sizeof *stands);
    for (uint32_t i = 0; i < *count; i++)
        stands[i] = pickups
                        ? (struct stand){i, lending->pickups[i].at,
                                         lending->pickups[i].range_metres, REACH_NEVER, NO_IX}
                        : (struct stand){i, lending->docks[i].at, UINT32_MAX, REACH_NEVER, NO_IX};
    return stands;
}

/* What is done at a stand where rides start or end, in the sense of the question. */
static int32_t handling(const struct lining *lining, bool first)
{
    bool pickup = first != lining->ask->to_place;
    return pickup ? lining->means->handling_seconds : lining->means->return_seconds;
}

static void walk_to_first(struct lining *lining)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < lining->first_count; i++) {
        struct stand stand = lining->first[i];
        stand.seconds = walk_seconds(lining, lining->ask->place, stand.at);
        if (stand.seconds > lining->means->seconds_max)
            continue;
        stand.seconds += handling(lining, true);
        lining->first[kept++] = stand;
    }
    lining->first_count = kept;
}

/* The fastest way to ride to a place, with a vehicle that goes so far; NO_IX: none. */
static int32_t ride_to(const struct lining *lining, struct point at, uint32_t range_metres,
                       uint32_t *origin)
{
    int32_t best = REACH_NEVER;
    *origin = NO_IX;
    for (uint32_t i = 0; i < lining->first_count; i++) {
        const struct stand *from = &lining->first[i];
        uint32_t range = from->range_metres < range_metres ? from->range_metres : range_metres;
        int32_t seconds = ride_seconds(lining, from->at, at, range);
        if (from->seconds + seconds + handling(lining, false) >= best)
            continue;
        best = from->seconds + seconds + handling(lining, false);
        *origin = from->number;
    }
    return best;
}

static void ride_to_second(struct lining *lining)
{
    for (uint32_t i = 0; i < lining->second_count; i++) {
        struct stand *stand = &lining->second[i];
        stand->seconds = ride_to(lining, stand->at, stand->range_metres, &stand->origin);
    }
}

static void keep(struct lining *lining, stop_ix stop, int32_t seconds, struct hire hire)
{
    struct reach_found found = {stop, seconds, {lining->index, NO_IX, hire}, 0};
    if (seconds <= lining->means->seconds_max)
        vec_push(lining->found, &found);
}

static void walk_to_stop(struct lining *lining, stop_ix stop)
{
    bool back = lining->ask->to_place;
    struct point at = lining->network->stops[stop].at;
    int32_t best = REACH_NEVER;
    struct hire hire = HIRE_NONE;
    for (uint32_t i = 0; i < lining->second_count; i++) {
        const struct stand *stand = &lining->second[i];
        int32_t seconds = stand->seconds < REACH_NEVER
                              ? stand->seconds + walk_seconds(lining, stand->at, at)
                              : REACH_NEVER;
        if (seconds >= best)
            continue;
        best = seconds;
        hire = back ? (struct hire){stand->number, stand->origin, NO_IX}
                    : (struct hire){stand->origin, stand->number, NO_IX};
    }
    keep(lining, stop, best, hire);
}

/* With a vehicle that may be left anywhere: to the stop itself. */
static void ride_to_stop(struct lining *lining, stop_ix stop)
{
    uint32_t origin;
    int32_t seconds = ride_to(lining, lining->network->stops[stop].at, UINT32_MAX, &origin);
    keep(lining, stop, seconds, (struct hire){origin, NO_IX, NO_IX});
}

/* With a vehicle left at the place itself: the walk to where it is taken is the last part. */
static void ride_from_pickups(struct lining *lining)
{
    int32_t handled = handling(lining, true) + handling(lining, false);
    for (uint32_t i = 0; i < lining->second_count; i++) {
        struct stand *stand = &lining->second[i];
        int32_t seconds =
            handled + ride_seconds(lining, lining->ask->place, stand->at, stand->range_metres);
        if (seconds < stand->seconds) {
            stand->seconds = seconds;
            stand->origin = NO_IX;
        }
    }
}

void reach_hired_line(const struct network *network, const struct reach_ask *ask, uint32_t index,
                      struct arena *arena, struct vec *found)
{
    const struct means *means = &ask->means[index];
    struct lining lining = {network, ask, means, index, NULL, NULL, 0, 0, found};
    double metres = means->seconds_max * means->profile.metres_per_second;
    struct box box = geo_box_around(ask->place, metres);
    lining.first = list_stands(means->lending, !ask->to_place, arena, &lining.first_count);
    lining.second = list_stands(means->lending, ask->to_place, arena, &lining.second_count);
    walk_to_first(&lining);
    ride_to_second(&lining);
    if (ask->to_place && means->lending->anywhere)
        ride_from_pickups(&lining);
    for (uint32_t i = network_first_at_lat(network, box.low.lat); i < network->counts.stops_by_lat;
         i++) {
        stop_ix stop = network->stops_by_lat[i];
        if (network->stops[stop].at.lat > box.high.lat)
            break;
        if (!geo_box_has(box, network->stops[stop].at) || stop >= network->facts->served_stops)
            continue;
        walk_to_stop(&lining, stop);
        if (!ask->to_place && means->lending->anywhere)
            ride_to_stop(&lining, stop);
    }
}
