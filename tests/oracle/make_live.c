#include "tests/oracle/live.h"

#include <string.h>

/* Changes that a live feed could bring, and the timetable that already knows them. */

static bool runs_on(const struct small_service *service, int day)
{
    for (int i = 0; i < service->exception_count; i++)
        if (service->exceptions[i].day == day)
            return service->exceptions[i].added;
    /* 1970-01-01 was a Thursday. */
    return day >= service->first_day && day <= service->last_day &&
           service->weekdays >> (day + 3) % 7 & 1;
}

static bool is_changed(const struct small_changes *changes, int trip)
{
    for (int i = 0; i < changes->count; i++)
        if (changes->items[i].trip == trip)
            return true;
    return false;
}

/* Whether rows of transfers.txt treat some routes or trips in a way of their own, so that a call at
 * another stop than promised may be treated otherwise by the two tellings. */
static bool has_special_rows(const struct small_world *world)
{
    for (int i = 0; i < world->transfer_count; i++) {
        const struct small_transfer *row = &world->transfers[i];
        if (row->from_route >= 0 || row->to_route >= 0 || row->from_trip >= 0 || row->to_trip >= 0)
            return true;
    }
    return false;
}

/* A day near today on which the trip runs; false: there is none. */
static bool pick_day(struct random *random, const struct small_world *world, int trip, int *day)
{
    for (int tries = 0; tries < 8; tries++) {
        *day = world->today + (random_chance(random, 70) ? 0 : random_in(random, -2, 1));
        if (runs_on(&world->services[world->trips[trip].service], *day))
            return true;
    }
    return false;
}

/* A stop of the same feed that something serves. */
static int pick_served(struct random *random, const struct small_world *world,
                       const bool *is_served, int feed)
{
    for (int tries = 0; tries < 20; tries++) {
        int stop = random_below(random, world->stop_count);
        if (is_served[stop] && world->stops[stop].feed == feed && world->stops[stop].kind == 0)
            return stop;
    }
    return -1;
}

/* Late or early, by more or less from stop to stop, but never back in time. */
static void make_late(struct random *random, const struct small_trip *trip,
                      struct small_change *change)
{
    int delay = 30 * random_in(random, -6, 40), clock = INT32_MIN;
    for (int i = 0; i < trip->call_count; i++) {
        const struct small_call *call = &trip->calls[i];
        delay += random_chance(random, 50) ? 30 * random_in(random, -4, 8) : 0;
        int arrive = call->arrive + delay;
        arrive = arrive < clock ? clock : arrive;
        delay += random_chance(random, 25) ? 30 * random_in(random, -2, 4) : 0;
        int depart = call->depart + delay;
        depart = depart < arrive ? arrive : depart;
        clock = depart;
        change->calls[i] = (struct small_changed_call){.stop = call->stop,
                                                       .arrive = arrive,
                                                       .depart = depart,
                                                       .skipped = random_chance(random, 8)};
    }
    change->call_count = trip->call_count;
    change->calls[0].arrive = change->calls[0].depart;
    int last = trip->call_count - 1;
    change->calls[last].depart = change->calls[last].arrive;
}

/* When a run begins and ends counts for who stays seated; of a skipped call nobody says when. */
static void keep_ends(const struct small_world *world, const struct small_trip *trip,
                      struct small_change *change)
{
    if (trip->block >= 0 || has_special_rows(world))
        change->calls[0].skipped = change->calls[change->call_count - 1].skipped = false;
}

static void move_a_call(struct random *random, const struct small_world *world,
                        const bool *is_served, struct small_change *change)
{
    int feed = world->routes[world->trips[change->trip].route].feed;
    int stop = pick_served(random, world, is_served, feed);
    if (stop >= 0)
        change->calls[random_below(random, change->call_count)].stop = stop;
}

/* Trips of a block keep the order of their departures, or the block would be another one. */
static bool keeps_block(const struct small_world *world, const struct small_changes *changes,
                        const struct small_change *change)
{
    const struct small_trip *trip = &world->trips[change->trip];
    for (int other = 0; trip->block >= 0 && !change->cancelled && other < world->trip_count;
         other++) {
        const struct small_trip *beside = &world->trips[other];
        if (other == change->trip || beside->block != trip->block)
            continue;
        int promised = trip->calls[0].depart - beside->calls[0].depart;
        int now = change->calls[0].depart - beside->calls[0].depart;
        if (promised == 0 || now == 0 || (promised > 0) != (now > 0) || is_changed(changes, other))
            return false;
    }
    return true;
}

static bool change_a_trip(struct random *random, const struct small_world *world,
                          const bool *is_served, struct small_changes *changes)
{
    struct small_change change = {.trip = random_below(random, world->trip_count)};
    const struct small_trip *trip = &world->trips[change.trip];
    if (trip->headway || is_changed(changes, change.trip) ||
        !pick_day(random, world, change.trip, &change.day))
        return false;
    change.cancelled = random_chance(random, 15);
    make_late(random, trip, &change);
    keep_ends(world, trip, &change);
    if (random_chance(random, 20) && !has_special_rows(world))
        move_a_call(random, world, is_served, &change);
    if (!keeps_block(world, changes, &change))
        return false;
    changes->items[changes->count++] = change;
    return true;
}

static bool add_a_trip(struct random *random, const struct small_world *world,
                       const bool *is_served, struct small_changes *changes)
{
    struct small_change change = {.trip = -1, .route = random_below(random, world->route_count)};
    int like = random_below(random, world->trip_count);
    int clock = world->trips[like].calls[0].depart + 60 * random_in(random, -10, 30);
    /* Runs are not added on days on which the feed has none. */
    if (has_special_rows(world) || !pick_day(random, world, like, &change.day) ||
        world->routes[change.route].feed != world->routes[world->trips[like].route].feed)
        return false;
    change.call_count = random_in(random, 2, SMALL_CALLS);
    for (int i = 0; i < change.call_count; i++) {
        struct small_changed_call *call = &change.calls[i];
        call->stop = pick_served(random, world, is_served, world->routes[change.route].feed);
        if (call->stop < 0)
            return false;
        call->arrive = clock;
        clock += i ? 30 * random_in(random, 0, 3) : 0;
        call->depart = clock;
        clock += 60 * random_in(random, 1, 12);
    }
    change.calls[change.call_count - 1].depart = change.calls[change.call_count - 1].arrive;
    changes->items[changes->count++] = change;
    return true;
}

void make_changes(struct random *random, const struct small_world *world, const bool *is_served,
                  struct small_changes *changes)
{
    int wanted = random_in(random, 3, SMALL_CHANGES);
    *changes = (struct small_changes){0};
    for (int tries = 0; tries < 60 && changes->count < wanted; tries++)
        if (random_chance(random, 80))
            change_a_trip(random, world, is_served, changes);
        else
            add_a_trip(random, world, is_served, changes);
}

static int add_service(struct small_world *world, const struct small_service *service)
{
    world->services[world->service_count] = *service;
    return world->service_count++;
}

/* A service that runs as the other one, but not on that day. */
static struct small_service without(const struct small_service *service, int day)
{
    struct small_service less = *service;
    int at = 0;
    while (at < less.exception_count && less.exceptions[at].day < day)
        at++;
    if (at == less.exception_count || less.exceptions[at].day != day) {
        memmove(less.exceptions + at + 1, less.exceptions + at,
                (size_t)(less.exception_count - at) * sizeof *less.exceptions);
        less.exception_count++;
    }
    less.exceptions[at] = (struct small_exception){.day = day, .added = false};
    return less;
}

static struct small_service only_on(int day)
{
    return (struct small_service){.first_day = day, .last_day = day, .weekdays = 127};
}

static void put_calls(const struct small_change *change, struct small_trip *trip)
{
    for (int i = 0; i < change->call_count; i++) {
        struct small_call *call = &trip->calls[i];
        call->stop = change->calls[i].stop;
        call->arrive = change->calls[i].arrive;
        call->depart = change->calls[i].depart;
        if (change->calls[i].skipped)
            call->pickup = call->drop_off = 1;
    }
    trip->call_count = change->call_count;
}

/* The rows that name a trip name what stands for it, too. */
static void copy_rows(struct small_world *world, const int *changed)
{
    int count = world->transfer_count;
    for (int i = 0; i < count; i++) {
        const struct small_transfer row = world->transfers[i];
        int from = row.from_trip < 0 ? -1 : changed[row.from_trip];
        int to = row.to_trip < 0 ? -1 : changed[row.to_trip];
        for (int way = 1; way < 4; way++) {
            bool from_too = way & 1, to_too = way & 2;
            if ((from_too && from < 0) || (to_too && to < 0) ||
                world->transfer_count == SMALL_TRANSFERS)
                continue;
            struct small_transfer copy = row;
            copy.from_trip = from_too ? from : row.from_trip;
            copy.to_trip = to_too ? to : row.to_trip;
            world->transfers[world->transfer_count++] = copy;
        }
    }
}

void rebuild(const struct small_world *world, struct small_changes *changes,
             struct small_world *rebuilt)
{
    *rebuilt = *world;
    memset(changes->changed_trips, 0xff, sizeof changes->changed_trips);
    for (int i = 0; i < changes->count; i++) {
        const struct small_change *change = &changes->items[i];
        struct small_trip now = {.route = change->route, .block = -1};
        struct small_service day = only_on(change->day);
        if (change->trip >= 0) {
            struct small_trip *promised = &rebuilt->trips[change->trip];
            now = *promised;
            struct small_service less = without(&rebuilt->services[promised->service], change->day);
            promised->service = add_service(rebuilt, &less);
        }
        if (change->cancelled)
            continue;
        put_calls(change, &now);
        now.service = add_service(rebuilt, &day);
        if (change->trip >= 0)
            changes->changed_trips[change->trip] = rebuilt->trip_count;
        rebuilt->trips[rebuilt->trip_count++] = now;
    }
    copy_rows(rebuilt, changes->changed_trips);
}

struct small_question retell_question(const struct small_question *question,
                                      const struct small_changes *changes)
{
    struct small_question retold = *question;
    struct small_list *list = &retold.no_trips;
    for (int i = 0; i < question->no_trips.count; i++) {
        int now = changes->changed_trips[question->no_trips.items[i]];
        if (now >= 0)
            list->items[list->count++] = now;
    }
    return retold;
}
