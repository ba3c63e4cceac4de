#include "tests/oracle/make.h"

#include <stddef.h>
#include <string.h>

#define DAY 86400
/* Days of the European clock changes of 2024, an hour after midnight UTC. */
#define SPRING 19813
#define AUTUMN 20023
#define ORDINARY 19878

#define CENTRE_LAT 480000000
#define CENTRE_LON 70000000

/* What is remembered while a world is made. */
struct maker {
    struct random *random;
    struct small_world *world;
    int cluster_count;
    int clusters[SMALL_STOPS]; /* of each stop */
    int hour;                  /* when most of it happens, seconds of the day */
    int blocks;                /* given out so far */
    bool night;                /* trips of earlier days are still under way */
    bool beside;               /* lines call at several stops of a cluster, soon after each other */
    bool slack;
    bool tight; /* the change chosen shall be a short one */
};

static bool chance(struct maker *maker, int percent)
{
    return random_chance(maker->random, percent);
}

static int below(struct maker *maker, int count)
{
    return random_below(maker->random, count);
}

static int in(struct maker *maker, int low, int high)
{
    return random_in(maker->random, low, high);
}

static void make_zones(struct maker *maker)
{
    struct small_world *world = maker->world;
    bool spring = chance(maker, 50);
    world->today = ORDINARY + below(maker, 7);
    world->zones[0] = (struct small_zone){0, 7200, 7200};
    if (chance(maker, 20)) {
        world->today = spring ? SPRING : AUTUMN;
        world->zones[0].at = (int64_t)world->today * DAY + 3600;
        world->zones[0].before = spring ? 3600 : 7200;
        world->zones[0].after = spring ? 7200 : 3600;
        world->today += chance(maker, 30) ? -1 : 0;
    }
    world->zones[1] = (struct small_zone){0, 3600, 3600};
    if (chance(maker, 50))
        world->zones[1].before = world->zones[1].after = 9000;
    world->feed_count = chance(maker, 25) ? 2 : 1;
}

static int add_stop(struct maker *maker, int feed, int cluster, int kind, int parent)
{
    struct small_world *world = maker->world;
    int index = world->stop_count++;
    maker->clusters[index] = cluster;
    world->stops[index] = (struct small_stop){
        .feed = feed,
        .parent = parent,
        .kind = kind,
        .lat = CENTRE_LAT + (cluster & 1) * 150000 + in(maker, -9000, 9000),
        .lon = CENTRE_LON + (cluster >> 1) * 200000 + in(maker, -13000, 13000),
        .wheelchair = chance(maker, 60) ? 1 : below(maker, 3),
        .placed = !chance(maker, 3),
    };
    return index;
}

static void make_stops(struct maker *maker)
{
    struct small_world *world = maker->world;
    int stations[SMALL_FEEDS][6] = {{0}};
    maker->cluster_count = in(maker, 3, 5);
    for (int feed = 0; feed < world->feed_count; feed++)
        for (int cluster = 0; cluster < maker->cluster_count; cluster++)
            stations[feed][cluster] =
                chance(maker, 25) ? add_stop(maker, feed, cluster, 1, -1) : -1;
    for (int count = in(maker, 5, 7); count > 0; count--) {
        int feed = below(maker, world->feed_count), cluster = below(maker, maker->cluster_count);
        int parent = chance(maker, 70) ? stations[feed][cluster] : -1;
        int platform = add_stop(maker, feed, cluster, 0, parent);
        if (chance(maker, 3) && world->stop_count < SMALL_STOPS - count)
            add_stop(maker, feed, cluster, 4, platform);
    }
}

static void make_routes(struct maker *maker)
{
    struct small_world *world = maker->world;
    world->agency_count = world->feed_count + below(maker, 2);
    for (int i = 0; i < world->agency_count; i++)
        world->agency_feeds[i] = i < world->feed_count ? i : 0;
    world->route_count = in(maker, 4, 7);
    for (int i = 0; i < world->route_count; i++) {
        int agency = below(maker, world->agency_count);
        world->routes[i] = (struct small_route){
            .feed = world->agency_feeds[agency],
            .agency = agency,
            .type = below(maker, 5),
            .board_slack = maker->slack && chance(maker, 50) ? 30 * in(maker, 1, 6) : 0,
            .alight_slack = maker->slack && chance(maker, 50) ? 30 * in(maker, 1, 4) : 0,
        };
    }
}

static void make_exceptions(struct maker *maker, struct small_service *service)
{
    int today = maker->world->today;
    for (int day = today - 2; day <= today + 2; day++)
        if (chance(maker, day == today ? 45 : 20))
            service->exceptions[service->exception_count++] =
                (struct small_exception){.day = day, .added = chance(maker, 60)};
}

static void make_services(struct maker *maker)
{
    struct small_world *world = maker->world;
    world->service_count = in(maker, 2, 4);
    for (int i = 0; i < world->service_count; i++) {
        struct small_service *service = &world->services[i];
        service->first_day = world->today - in(maker, 0, 4);
        service->last_day = world->today + in(maker, 0, 3);
        service->weekdays = 127;
        if (i > 0 && chance(maker, 50))
            service->weekdays =
                (unsigned)random_next(maker->random) | (unsigned)random_next(maker->random);
        service->weekdays &= 127;
        if (i > 0 && chance(maker, 15))
            service->first_day = service->last_day + 1;
        if (i > 0 && chance(maker, 40))
            make_exceptions(maker, service);
    }
}

static int pick_stop(struct maker *maker, int feed)
{
    const struct small_world *world = maker->world;
    for (;;) {
        int stop = below(maker, world->stop_count);
        if (world->stops[stop].kind != 1 && world->stops[stop].feed == feed)
            return stop;
    }
}

static int boarding(struct maker *maker)
{
    return chance(maker, 86) ? 0 : chance(maker, 60) ? 1 : in(maker, 2, 3);
}

static void add_call(struct maker *maker, struct small_trip *trip, int stop, int *clock)
{
    struct small_call *call = &trip->calls[trip->call_count++];
    *call = (struct small_call){.stop = stop, .arrive = *clock};
    *clock += chance(maker, 40) ? 30 * in(maker, 0, 3) : 0;
    *clock += chance(maker, 12) ? 60 * in(maker, 2, 8) : 0; /* Time to be overtaken at a stop. */
    call->depart = *clock;
    call->pickup = boarding(maker);
    call->drop_off = boarding(maker);
    *clock += chance(maker, 5) ? 0 : maker->beside ? 30 * in(maker, 1, 9) : 60 * in(maker, 2, 14);
}

static struct small_trip *add_trip(struct maker *maker, int route)
{
    struct small_trip *trip = &maker->world->trips[maker->world->trip_count++];
    *trip = (struct small_trip){
        .route = route,
        .service = chance(maker, 60) ? 0 : below(maker, maker->world->service_count),
        .block = -1,
        .wheelchair = chance(maker, 60) ? 1 : below(maker, 3),
        .bikes = chance(maker, 65) ? 1 : below(maker, 3),
        .cars = chance(maker, 55) ? 1 : below(maker, 3),
    };
    return trip;
}

/* When a trip starts: near the hour; at night as a time of an earlier day as well. */
static int pick_start(struct maker *maker)
{
    int start = maker->hour + 60 * in(maker, 0, 75);
    if (maker->night)
        start += DAY * (chance(maker, 50) ? 1 : chance(maker, 40) ? 2 : 0);
    return start;
}

/* Most trips of a line are alike but for their times, and so share a pattern. */
static void liken(const struct small_trip *first, struct small_trip *trip)
{
    trip->wheelchair = first->wheelchair;
    trip->bikes = first->bikes;
    trip->cars = first->cars;
    for (int i = 0; i < trip->call_count; i++) {
        trip->calls[i].pickup = first->calls[i].pickup;
        trip->calls[i].drop_off = first->calls[i].drop_off;
    }
}

static int pick_near(struct maker *maker, int stop, int feed)
{
    const struct small_world *world = maker->world;
    for (int attempt = 0; attempt < 8; attempt++) {
        int other = pick_stop(maker, feed);
        if (maker->clusters[other] == maker->clusters[stop] && world->stops[other].feed == feed)
            return other;
    }
    return stop;
}

/* The next stop of a line: any, or (where lines run beside each other) often one near by. */
static int pick_next(struct maker *maker, int stop, int feed)
{
    return maker->beside && chance(maker, 60) ? pick_near(maker, stop, feed)
                                              : pick_stop(maker, feed);
}

static void make_line(struct maker *maker, int route)
{
    struct small_world *world = maker->world;
    int feed = world->routes[route].feed, stops[SMALL_CALLS], count = in(maker, 2, 5);
    int first = world->trip_count;
    for (int i = 0; i < count; i++) {
        stops[i] = i ? pick_next(maker, stops[i - 1], feed) : pick_stop(maker, feed);
        if (i > 0 && stops[i] == stops[i - 1])
            stops[i] = pick_next(maker, stops[i - 1], feed);
    }
    for (int trips = in(maker, 1, 4); trips > 0 && world->trip_count < SMALL_TRIPS_MADE - 6;
         trips--) {
        struct small_trip *trip = add_trip(maker, route);
        int clock = pick_start(maker);
        for (int i = 0; i < count; i++)
            add_call(maker, trip, stops[i], &clock);
        if (chance(maker, 75))
            liken(&world->trips[first], trip);
    }
}

static void make_frequency(struct maker *maker)
{
    struct small_trip *trip = &maker->world->trips[below(maker, maker->world->trip_count)];
    trip->exact = below(maker, 2);
    trip->headway = 60 * in(maker, 6, 25) + 30 * below(maker, 2);
    trip->first = trip->calls[0].depart + 60 * in(maker, -40, 10);
    if (trip->first < 0)
        trip->first = 0;
    trip->last = trip->first + trip->headway * in(maker, 1, 3) + below(maker, 2) * 30;
}

static void add_rule(struct maker *maker, struct small_transfer rule)
{
    if (maker->world->transfer_count < SMALL_TRANSFERS_MADE)
        maker->world->transfers[maker->world->transfer_count++] = rule;
}

/* A trip that the vehicle of another one goes on as: by block, by type 4, or refused by type 5. */
static void make_continuation(struct maker *maker)
{
    struct small_world *world = maker->world;
    int from = below(maker, world->trip_count), feed = world->routes[world->trips[from].route].feed;
    if (world->trip_count >= SMALL_TRIPS_MADE || world->trips[from].headway > 0)
        return;
    const struct small_trip *before = &world->trips[from];
    const struct small_call *last = &before->calls[before->call_count - 1];
    int route = before->route, stop = last->stop;
    for (int attempt = 0; attempt < 4; attempt++) {
        int other = below(maker, world->route_count);
        route = world->routes[other].feed == feed ? other : route;
    }
    if (chance(maker, 65))
        stop = chance(maker, 80) ? pick_near(maker, stop, feed) : pick_stop(maker, feed);
    int to = world->trip_count,
        clock = last->arrive + (chance(maker, 90) ? 30 * below(maker, 6) : -60);
    struct small_trip *trip = add_trip(maker, route);
    if (chance(maker, 70))
        trip->service = world->trips[from].service;
    add_call(maker, trip, stop, &clock);
    for (int i = in(maker, 1, 3); i > 0; i--)
        add_call(maker, trip, pick_stop(maker, feed), &clock);
    bool block = chance(maker, 70);
    if (block && world->trips[from].block < 0)
        world->trips[from].block = maker->blocks++;
    if (block)
        trip->block = world->trips[from].block;
    if (!block || chance(maker, 40))
        add_rule(maker, (struct small_transfer){-1, -1, -1, -1, from, to, block ? 5 : 4, -1});
}

/* Of two trips of a block that leave at one moment nobody can say which comes first. */
static void part_ties(struct maker *maker)
{
    struct small_world *world = maker->world;
    for (int i = 0; i < world->trip_count; i++)
        for (int k = 0; k < i; k++)
            if (world->trips[i].block >= 0 && world->trips[i].block == world->trips[k].block &&
                world->trips[i].calls[0].depart == world->trips[k].calls[0].depart)
                world->trips[i].block = -1;
}

/* A change that could be made: alighting from one trip and boarding another soon after. */
struct chosen_change {
    int from_trip, from_call, to_trip, to_call;
};

static bool is_close(const struct maker *maker, const struct chosen_change *change)
{
    const struct small_world *world = maker->world;
    const struct small_call *off = &world->trips[change->from_trip].calls[change->from_call];
    const struct small_call *on = &world->trips[change->to_trip].calls[change->to_call];
    int wait = (on->depart % DAY) - (off->arrive % DAY);
    return change->from_trip != change->to_trip && wait >= 0 &&
           wait < (maker->tight ? 150 : 2400) &&
           world->stops[off->stop].feed == world->stops[on->stop].feed &&
           maker->clusters[off->stop] == maker->clusters[on->stop];
}

static struct chosen_change choose_change(struct maker *maker)
{
    const struct small_world *world = maker->world;
    struct chosen_change change = {0, 0, 0, 0};
    for (int attempt = 0; attempt < 60; attempt++) {
        change.from_trip = below(maker, world->trip_count);
        change.to_trip = below(maker, world->trip_count);
        change.from_call = in(maker, 1, world->trips[change.from_trip].call_count - 1);
        change.to_call = in(maker, 0, world->trips[change.to_trip].call_count - 2);
        if (is_close(maker, &change))
            break;
    }
    return change;
}

static int maybe_station(struct maker *maker, int stop)
{
    int parent = maker->world->stops[stop].parent;
    return parent >= 0 && chance(maker, 40) ? parent : stop;
}

/* A row about a change: as special as chance has it. */
static struct small_transfer rule_about(struct maker *maker, const struct chosen_change *change)
{
    const struct small_world *world = maker->world;
    const struct small_trip *from = &world->trips[change->from_trip];
    const struct small_trip *to = &world->trips[change->to_trip];
    struct small_transfer rule = {
        .from_stop = maybe_station(maker, from->calls[change->from_call].stop),
        .to_stop = maybe_station(maker, to->calls[change->to_call].stop),
        .from_route = chance(maker, 30) ? from->route : -1,
        .to_route = chance(maker, 30) ? to->route : -1,
        .from_trip = chance(maker, 30) ? change->from_trip : -1,
        .to_trip = chance(maker, 30) ? change->to_trip : -1,
        .type = below(maker, 4),
        .min_seconds = -1,
    };
    if (rule.type == 2)
        rule.min_seconds = chance(maker, 5) ? -1 : 30 * in(maker, 0, 24);
    return rule;
}

/* One row about a change, and often another, so that they compete. */
static void make_rules(struct maker *maker)
{
    const struct small_world *world = maker->world;
    bool promised = chance(maker, 45);
    maker->tight = promised || chance(maker, 40);
    struct chosen_change change = choose_change(maker);
    struct small_transfer rule = rule_about(maker, &change);
    int from = world->trips[change.from_trip].route, to = world->trips[change.to_trip].route;
    if (world->routes[from].feed != world->routes[to].feed)
        return;
    if (promised) {
        rule.type = 1;
        rule.from_trip = change.from_trip;
        rule.to_trip = change.to_trip;
    }
    if (chance(maker, 50))
        add_rule(maker, rule_about(maker, &change));
    add_rule(maker, rule);
    if (chance(maker, 20))
        add_rule(maker, rule_about(maker, &change));
}

/* Streets between most stops of a cluster; some have steps, all take as long as chance has it. */
static void make_streets(struct maker *maker)
{
    struct small_world *world = maker->world;
    for (int i = 0; i < world->stop_count; i++)
        world->stops[i].tied = world->stops[i].kind != 1 && chance(maker, 85);
    for (int from = 0; from < world->stop_count; from++)
        for (int to = 0; to < world->stop_count && world->street_count < SMALL_STREETS; to++) {
            if (from == to || !world->stops[from].tied || !world->stops[to].tied ||
                maker->clusters[from] != maker->clusters[to] || chance(maker, 40))
                continue;
            int seconds = 30 * in(maker, 0, 20) + below(maker, 30);
            struct small_street street = {from, to, seconds, -1};
            if (chance(maker, 65))
                street.in_wheelchair = seconds + 10 * in(maker, 0, 30);
            if (street.in_wheelchair >= 0 && chance(maker, 5))
                street.on_foot = -1;
            world->streets[world->street_count++] = street;
        }
    if (!world->street_count)
        for (int i = 0; i < world->stop_count; i++)
            world->stops[i].tied = false;
}

static void make_specials(struct maker *maker)
{
    struct small_world *world = maker->world;
    for (int i = 0; i < world->stop_count; i++) {
        struct small_stop *stop = &world->stops[i];
        if (chance(maker, 50))
            continue;
        stop->special = true;
        stop->change = chance(maker, 50) ? 30 * in(maker, 0, 12) : -1;
        stop->board_slack = chance(maker, 50) ? 30 * in(maker, 0, 6) : -1;
        stop->alight_slack = chance(maker, 50) ? 30 * in(maker, 0, 4) : -1;
    }
}

void make_world(uint64_t seed, struct small_world *world)
{
    struct random random = {seed};
    struct maker maker = {.random = &random, .world = world};
    memset(world, 0, sizeof *world);
    world->seed = seed;
    world->walking = (struct small_walking){120, 200, 1000};
    if (chance(&maker, 10))
        world->walking = (struct small_walking){60, 0, 800};
    maker.beside = chance(&maker, 40);
    maker.slack = chance(&maker, 30);
    maker.night = chance(&maker, 35);
    maker.hour = 3600 * (maker.night ? in(&maker, 0, 3) : in(&maker, 0, 23));
    make_zones(&maker);
    make_stops(&maker);
    for (int feed = 0; feed < world->feed_count; feed++)
        for (int i = 0; i < 2; i++)
            add_stop(&maker, feed, below(&maker, maker.cluster_count), 0, -1);
    make_routes(&maker);
    make_services(&maker);
    for (int i = 0; i < world->route_count; i++)
        make_line(&maker, i);
    for (int i = chance(&maker, 40) ? in(&maker, 1, 2) : 0; i > 0; i--)
        make_frequency(&maker);
    for (int i = chance(&maker, 85) ? in(&maker, 1, 6) : 0; i > 0; i--)
        make_continuation(&maker);
    part_ties(&maker);
    for (int i = chance(&maker, 80) ? in(&maker, 2, 9) : 0; i > 0; i--)
        make_rules(&maker);
    if (chance(&maker, 60))
        make_streets(&maker);
    if (chance(&maker, 30))
        make_specials(&maker);
}
