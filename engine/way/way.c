#include "engine/way/way.h"

#include "engine/way/change.h"

/* Metres a second along a straight line in a car, stops and corners included. */
#define CAR_STRAIGHT_SPEED 8.0

struct way_end way_end_of_stop(const struct network *network, stop_ix stop)
{
    return (struct way_end){.at = network->stops[stop].at,
                            .level = DOOR_ANY_LEVEL,
                            .stop = stop,
                            .park = NO_IX,
                            .vertex = NO_IX};
}

struct way_end way_end_of_point(struct point at, int16_t level)
{
    return (struct way_end){
        .at = at, .level = level, .stop = NO_IX, .park = NO_IX, .vertex = NO_IX};
}

static void add_straight(struct way *way, const struct profile *profile, const struct way_ask *ask)
{
    double speed = profile->travel == TRAVEL_CAR ? CAR_STRAIGHT_SPEED : profile->metres_per_second;
    way->parts[way->part_count++] = (struct way_part){
        .travel = profile->travel,
        .from = ask->from,
        .to = ask->to,
        .seconds = reach_walk_seconds(ask->from.at, ask->to.at, speed),
        .metres = geo_metres(ask->from.at, ask->to.at) * REACH_DETOUR,
        .straight = true,
    };
}

void way_straight(const struct way_ask *ask, struct way *way)
{
    *way = (struct way){0};
    add_straight(way, &ask->means->profile, ask);
    way->seconds = way->parts[0].seconds;
}

bool way_door(const struct way_finder *finder, const struct metric *metric,
              const struct way_end *end, double metres, struct door *door)
{
    const struct streets *streets = street_worker_streets(finder->worker);
    if (end->lending) {
        *door = end->is_dock ? ride_dock_door(end->lending, end->stand)
                             : ride_pickup_door(end->lending, end->stand);
        return door->spot_count > 0;
    }
    if (end->park != NO_IX) {
        enum tie_kind kind = (enum tie_kind)streets->street_parks[end->park].kind;
        return door_of(streets, kind, end->park, door);
    }
    if (end->stop != NO_IX && end->stop < finder->network->facts->served_stops)
        return door_of(streets, TIE_STOP, end->stop, door);
    if (end->vertex != NO_IX) {
        door_of_vertex(streets, end->vertex, door);
        return true;
    }
    door_at(finder->worker, metric, end->at, end->level, metres, door);
    return true;
}

/* Whether the end is a stop that no street leads to. */
static bool is_untied(const struct way_finder *finder, const struct way_end *end)
{
    struct door door;
    return end->stop != NO_IX && end->stop < finder->network->facts->served_stops &&
           !door_of(street_worker_streets(finder->worker), TIE_STOP, end->stop, &door);
}

/* Adds one part of the way: from the ask's `from` to its `to`, by the profile. */
static bool add_part(const struct way_finder *finder, const struct way_ask *ask,
                     const struct profile *profile, struct way *way)
{
    if (!finder->worker || is_untied(finder, &ask->from) || is_untied(finder, &ask->to)) {
        add_straight(way, profile, ask);
        return true;
    }
    const struct metric *metric = street_worker_metric(finder->worker, profile);
    struct door from, to;
    if (!way_door(finder, metric, &ask->from, ask->street_metres, &from) ||
        !way_door(finder, metric, &ask->to, ask->street_metres, &to))
        return false;
    struct way_part *part = &way->parts[way->part_count];
    const struct path_ask path_ask = {
        .metric = metric,
        .from = &from,
        .to = &to,
        .cost_max = metric_is_time(metric)
                        ? (uint64_t)ask->means->seconds_max * 1000000000
                        : REACH_DISLIKE * (uint64_t)ask->means->seconds_max * 1000000000,
    };
    *part = (struct way_part){.travel = profile->travel, .from = ask->from, .to = ask->to};
    if (!path_find(finder->worker, &path_ask, finder->arena, &part->path))
        return false;
    part->metres = part->path.length_mm / 1000.0;
    part->up_metres = part->path.up_metres;
    part->down_metres = part->path.down_metres;
    way->part_count++;
    return true;
}

/* With a vehicle to where it is left and on foot from there, or the other way round. */
static bool add_both(const struct way_finder *finder, const struct way_ask *ask, struct way *way)
{
    const struct profile *vehicle = &ask->means->profile, *on_foot = &ask->means->on_foot;
    struct way_end change;
    if (!way_change(finder, ask, &change))
        return false;
    struct way_ask first = *ask, second = *ask;
    first.to = second.from = change;
    if (!add_part(finder, &first, ask->towards ? on_foot : vehicle, way) ||
        !add_part(finder, &second, ask->towards ? vehicle : on_foot, way))
        return false;
    way->parts[1].pause = ask->means->handling_seconds;
    return true;
}

/* On foot to a shared vehicle, with it, and on foot from where it is left. */
static bool add_hired(const struct way_finder *finder, const struct way_ask *ask, struct way *way)
{
    struct hire hire = ask->hire;
    struct way_part ride = {0};
    if ((!ask->hire_known && !way_hire(finder, ask, &hire)) || !way_ride(finder, ask, hire, &ride))
        return false;
    struct way_ask first = *ask, last = *ask;
    first.to = ride.from;
    last.from = ride.to;
    if (!add_part(finder, &first, &ask->means->on_foot, way))
        return false;
    way->parts[way->part_count++] = ride;
    if (!add_part(finder, &last, &ask->means->on_foot, way))
        return false;
    way->parts[1].pause = ask->means->handling_seconds;
    way->parts[2].pause = ask->means->return_seconds;
    way->hire = hire;
    way->lending = ask->means->lending;
    return true;
}

static bool add_parts(const struct way_finder *finder, const struct way_ask *ask, struct way *way)
{
    switch (ask->means->kind) {
    case MEANS_MOVE:
        return add_part(finder, ask, &ask->means->profile, way);
    case MEANS_HIRED:
        return add_hired(finder, ask, way);
    case MEANS_PARK:
    case MEANS_DROPPED:
        break;
    }
    return add_both(finder, ask, way);
}

/* Seconds of the whole, rounded up once; those of the last part are what is left. */
static void round_up(struct way *way)
{
    uint64_t time = 0;
    for (uint32_t i = 0; i < way->part_count; i++) {
        struct way_part *part = &way->parts[i];
        uint64_t before = (time + 999999999) / 1000000000;
        time += part->straight ? (uint64_t)part->seconds * 1000000000 : part->path.time;
        part->seconds = (int32_t)((time + 999999999) / 1000000000 - before);
        way->seconds += part->pause + part->seconds;
    }
}

bool way_find(const struct way_finder *finder, const struct way_ask *ask, struct way *way)
{
    *way = (struct way){0};
    bool lines = ask->means->kind == MEANS_HIRED ||
                 (ask->means->kind == MEANS_MOVE && ask->means->profile.travel != TRAVEL_CAR);
    if ((!finder->worker && !lines) || !add_parts(finder, ask, way))
        return false;
    round_up(way);
    return way->seconds <= ask->means->seconds_max;
}

void way_fit(struct way *way, int32_t seconds)
{
    int32_t more = seconds - way->seconds;
    for (uint32_t i = way->part_count; i-- > 0 && more != 0;) {
        struct way_part *part = &way->parts[i];
        int32_t change = more < -part->seconds ? -part->seconds : more;
        part->seconds += change;
        more -= change;
    }
    for (uint32_t i = way->part_count; i-- > 0 && more < 0;) {
        int32_t change = more < -way->parts[i].pause ? way->parts[i].pause : -more;
        way->parts[i].pause -= change;
        more += change;
    }
    way->seconds = seconds;
}
