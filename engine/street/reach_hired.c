#include "engine/street/hiring.h"

/*
 * Stops in reach by shared vehicles: a walk to where they are, a ride, a walk from where they are
 * left; or all of it backwards from the place. Each part starts where the one before came to, with
 * what that took.
 */

/* Notes what a ride from a stand may cost at most, and starts it. */
static void start_at(struct hiring *hiring, uint32_t stand, const struct door *door,
                     uint64_t handling)
{
    uint64_t cost = flood_door_cost(hiring->first, door);
    if (cost == COST_NEVER)
        return;
    if (hiring->limits) {
        uint64_t *limits = hiring->stand_limits.data;
        uint32_t *sources = hiring->stand_sources.data;
        sources[stand] = flood_door_source(hiring->first, door);
        limits[stand] = hiring->limits[sources[stand]];
    }
    ride_from_stand(hiring->ride, stand, cost + handling);
}

static void start_at_pickups(struct hiring *hiring)
{
    for (uint32_t i = 0; i < hiring->lending->pickup_count; i++) {
        if (!geo_box_has(hiring->box, hiring->lending->pickups[i].at))
            continue;
        struct door door = ride_pickup_door(hiring->lending, i);
        start_at(hiring, i, &door, hiring->unlock);
    }
}

/* The room for limits of all stands; NULL: there are none. */
static uint64_t *limit_stands(struct hiring *hiring, uint32_t stands)
{
    if (!hiring->limits)
        return NULL;
    vec_resize(&hiring->stand_limits, stands);
    vec_resize(&hiring->stand_sources, stands);
    return hiring->stand_limits.data;
}

/* The bound of rides, which the end of each takes a part of. */
static uint64_t ride_bound(const struct hiring *hiring, uint64_t handling)
{
    return hiring->cost_max > handling ? hiring->cost_max - handling : 0;
}

/* From where vehicles are. */
static void ride_on(struct hiring *hiring)
{
    const struct metric *metric = street_worker_metric(hiring->worker, &hiring->means->profile);
    ride_begin(hiring->ride,
               &(struct ride_ask){
                   .metric = metric,
                   .lending = hiring->lending,
                   .sense = FLOOD_FROM,
                   .cost_max = ride_bound(hiring, hiring->lock),
                   .stand_limits = limit_stands(hiring, hiring->lending->pickup_count),
               });
    start_at_pickups(hiring);
    ride_run(hiring->ride);
}

static void start_at_docks(struct hiring *hiring)
{
    for (uint32_t i = 0; i < hiring->lending->dock_count; i++) {
        if (!geo_box_has(hiring->box, hiring->lending->docks[i].at))
            continue;
        struct door door = ride_dock_door(hiring->lending, i);
        start_at(hiring, i, &door, hiring->lock);
    }
}

/* Wherever the vehicle may be left and one can walk on. */
static void start_at_vertices(const struct hiring *hiring)
{
    uint32_t count;
    const vertex_ix *settled = flood_settled(hiring->first, &count);
    for (uint32_t i = 0; hiring->lending->anywhere && i < count; i++) {
        bool copy = hiring->first->streets.street_vertices[settled[i]].marks & VERTEX_COPY;
        uint64_t cost = flood_cost(hiring->first, settled[i]);
        if (!copy && cost != COST_NEVER && ride_may_end(hiring->lending, settled[i]))
            ride_from_vertex(hiring->ride, settled[i], cost + hiring->lock);
    }
}

/* --- Walking on from where it ends --- */

/* Which source of the first walk led to the ride. */
static uint32_t source_of(const struct hiring *hiring, struct hire hire)
{
    uint32_t stand = hiring->sense == FLOOD_FROM ? hire.pickup : hire.dock;
    return stand == NO_IX ? flood_source_of(hiring->first, hire.vertex)
                          : *(const uint32_t *)vec_at(&hiring->stand_sources, stand);
}

static uint32_t add_change(struct hiring *hiring, struct hire hire)
{
    struct street_worker *worker = hiring->worker;
    uint32_t source = hiring->limits ? source_of(hiring, hire) : 0;
    vec_push(&worker->change_ways, &(struct reach_change){NO_IX, hire, source});
    if (hiring->limits) {
        vec_push(&hiring->change_limits, &hiring->limits[source]);
        worker->now.limits = hiring->change_limits.data;
    }
    return worker->change_ways.count - 1;
}

static void go_on_from_dock(struct hiring *hiring, uint32_t dock)
{
    struct ride_end end;
    if (!ride_to_stand(hiring->ride, dock, &end) || ride_is_idle(hiring->lending, end.origin, dock))
        return;
    struct door door = ride_dock_door(hiring->lending, dock);
    spread_source(hiring->worker, &door, end.cost + hiring->lock,
                  add_change(hiring, (struct hire){end.origin, dock, NO_IX}));
}

static void go_on_from_vertex(void *context, vertex_ix vertex, uint64_t cost, uint32_t stand)
{
    struct hiring *hiring = context;
    spread_vertex_source(hiring->worker, vertex, cost + hiring->lock,
                         add_change(hiring, (struct hire){stand, NO_IX, vertex}));
}

/* --- Back from where vehicles are left to where they are --- */

/* A pickup that a ride leads back to. */
struct come {
    uint32_t pickup;
    uint64_t cost;
    struct hire hire;
};

static bool goes_so_far(const struct hiring *hiring, uint32_t pickup, uint32_t spent_mm)
{
    uint32_t range = hiring->lending->pickups[pickup].range_metres;
    return range >= spent_mm / 1000 + (spent_mm % 1000 != 0);
}

static void come_to(struct hiring *hiring, uint32_t pickup, const struct ride_end *end)
{
    struct come come = {pickup, end->cost, {pickup, NO_IX, NO_IX}};
    if (!end->from_vertex && ride_is_idle(hiring->lending, pickup, end->origin))
        return;
    *(end->from_vertex ? &come.hire.vertex : &come.hire.dock) = end->origin;
    vec_push(&hiring->come, &come);
}

static void ride_back(struct hiring *hiring, uint32_t range_metres, uint64_t detour_max)
{
    const struct metric *metric = street_worker_metric(hiring->worker, &hiring->means->profile);
    ride_begin(hiring->ride, &(struct ride_ask){
                                 .metric = metric,
                                 .lending = hiring->lending,
                                 .sense = FLOOD_TO,
                                 .cost_max = ride_bound(hiring, hiring->unlock),
                                 .range_metres = range_metres,
                                 .detour_max = detour_max,
                                 .stand_limits = limit_stands(hiring, hiring->lending->dock_count),
                                 .vertex_limits = hiring->vertex_limits,
                             });
    start_at_docks(hiring);
    start_at_vertices(hiring);
    ride_run(hiring->ride);
}

/* A vehicle that does not go as far as the fastest ride from it is long. */
struct tired {
    uint32_t pickup;
    uint64_t least; /* cost of that ride: any other takes as much */
};

/* Nearly every vehicle goes as far as the fastest ride is long; then that is its best. */
static void come_back(struct hiring *hiring, struct vec *tired)
{
    struct ride_end end;
    ride_back(hiring, 0, 0);
    for (uint32_t i = 0; i < hiring->lending->pickup_count; i++) {
        if (!ride_to_stand(hiring->ride, i, &end))
            continue;
        if (goes_so_far(hiring, i, end.spent_mm))
            come_to(hiring, i, &end);
        else
            vec_push(tired, &(struct tired){i, end.cost});
    }
}

static void go_on_from_pickup(struct hiring *hiring, const struct come *come)
{
    struct door door = ride_pickup_door(hiring->lending, come->pickup);
    spread_source(hiring->worker, &door, come->cost + hiring->unlock,
                  add_change(hiring, come->hire));
}

static void walk_last(struct hiring *hiring)
{
    struct street_worker *worker = hiring->worker;
    const struct spread spread = {
        .metric = street_worker_metric(worker, &hiring->means->on_foot),
        .sense = hiring->sense,
        .cost_max = hiring->cost_max,
    };
    struct heap_entry settled;
    hiring->change_limits.count = 0;
    worker->change_ways.count = 0;
    spread_begin(worker, &spread);
    if (spread.sense == FLOOD_FROM) {
        for (uint32_t i = 0; i < hiring->lending->dock_count; i++)
            go_on_from_dock(hiring, i);
        ride_each_vertex(hiring->ride, go_on_from_vertex, hiring);
    } else {
        for (uint32_t i = 0; i < hiring->come.count; i++)
            go_on_from_pickup(hiring, vec_at(&hiring->come, i));
    }
    while (spread_step(worker, &settled))
        ;
}

void hiring_begin(struct hiring *hiring)
{
    hiring->ride = street_worker_ride(hiring->worker);
    hiring->lending = hiring->means->lending;
    hiring->unlock = nanoseconds(hiring->means->handling_seconds);
    hiring->lock = nanoseconds(hiring->means->return_seconds);
    hiring->come = vec_of(sizeof(struct come));
    hiring->stand_limits = vec_of(sizeof(uint64_t));
    hiring->stand_sources = vec_of(sizeof(uint32_t));
    hiring->change_limits = vec_of(sizeof(uint64_t));
}

/* --- Vehicles that are tired --- */

/*
 * What a ride from there may cost at most to be of use: whoever comes to where one walks to it from
 * the street can walk on to other vehicles, which the last walk knows. With limits what one source
 * is worth says little of others.
 */
static uint64_t worth_of(const struct hiring *hiring, uint32_t pickup)
{
    struct door door = ride_pickup_door(hiring->lending, pickup);
    uint64_t most = hiring->limits ? hiring->cost_max : 0;
    for (uint32_t i = 0; i < door.spot_count && most < hiring->cost_max; i++) {
        uint64_t walk = flood_passing_cost(hiring->worker, &door.spots[i]);
        most = walk > most ? walk : most;
    }
    most = most < hiring->cost_max ? most : hiring->cost_max;
    return most > hiring->unlock ? most - hiring->unlock : 0;
}

/* Leaves out those that are of no use, and says what the others are to be searched for with: what
 * goes no metre may still be carried, and a range of none would mean that all go anywhere. */
static void keep_useful(const struct hiring *hiring, struct vec *tired, uint32_t *range,
                        uint64_t *detour)
{
    uint32_t count = tired->count;
    tired->count = 0;
    *range = 1;
    for (uint32_t i = 0; i < count; i++) {
        struct tired one = ((const struct tired *)tired->data)[i];
        uint64_t worth = worth_of(hiring, one.pickup);
        uint32_t metres = hiring->lending->pickups[one.pickup].range_metres;
        if (worth <= one.least)
            continue;
        vec_push(tired, &one);
        *range = metres > *range ? metres : *range;
        *detour = worth - one.least > *detour ? worth - one.least : *detour;
    }
}

/* For them ranges are looked at, no farther than the best goes, and only what may be of use. */
static bool come_back_tired(struct hiring *hiring, struct vec *tired)
{
    uint32_t range = 0, before = hiring->come.count;
    uint64_t detour = 0;
    struct ride_end end;
    keep_useful(hiring, tired, &range, &detour);
    if (!tired->count)
        return false;
    ride_back(hiring, range, hiring->limits ? COST_NEVER : detour);
    for (uint32_t i = 0; i < tired->count; i++) {
        const struct tired *one = vec_at(tired, i);
        if (ride_to_stand(hiring->ride, one->pickup, &end))
            come_to(hiring, one->pickup, &end);
    }
    return hiring->come.count > before;
}

void hiring_run(struct hiring *hiring)
{
    struct vec tired = vec_of(sizeof(struct tired));
    if (hiring->sense == FLOOD_TO)
        come_back(hiring, &tired);
    else
        ride_on(hiring);
    walk_last(hiring);
    if (tired.count && come_back_tired(hiring, &tired))
        walk_last(hiring);
    vec_finish(&tired);
}

void hiring_end(struct hiring *hiring)
{
    vec_finish(&hiring->come);
    vec_finish(&hiring->stand_limits);
    vec_finish(&hiring->stand_sources);
    vec_finish(&hiring->change_limits);
    hiring->worker->now.limits = NULL;
}

/* Walking to where a ride starts, in the sense of the question. */
static bool walk_first(const struct hiring *hiring, const struct reach_ask *ask)
{
    const struct metric *foot = street_worker_metric(hiring->worker, &hiring->means->on_foot);
    struct door door;
    double metres = ask->street_metres > 0 ? ask->street_metres : DOOR_METRES;
    door_at(hiring->worker, foot, ask->place, ask->level, metres, &door);
    const struct flood_source source = {&door, 0};
    flood_run(hiring->first, &(struct flood_ask){.metric = foot,
                                                 .sense = hiring->sense,
                                                 .sources = &source,
                                                 .source_count = 1,
                                                 .cost_max = hiring->cost_max});
    return door.spot_count > 0;
}

void reach_hired_run(struct street_worker *worker, const struct reach_ask *ask, uint32_t index)
{
    const struct means *means = &ask->means[index];
    const struct metric *foot = street_worker_metric(worker, &means->on_foot);
    struct hiring hiring = {
        .worker = worker,
        .first = spread_mate(worker),
        .means = means,
        .sense = reach_sense(ask),
        .cost_max = reach_bound(means),
        .box = geo_box_around(ask->place, means->seconds_max * foot->speed_most),
    };
    hiring_begin(&hiring);
    if (walk_first(&hiring, ask)) {
        hiring_run(&hiring);
        reach_take_stops(worker, ask, index, worker->change_ways.data);
    }
    hiring_end(&hiring);
}
