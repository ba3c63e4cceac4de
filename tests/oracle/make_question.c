#include "tests/oracle/make.h"

#include <stdlib.h>
#include <string.h>

#define DAY 86400

/* A way somebody might want to go: on with one trip, off with the same or another. */
struct path {
    int from_trip, from_call, to_trip, to_call;
};

/* What a path shall try out. */
enum wish {
    WISH_ONE_TRIP,
    WISH_CHANGE,
    WISH_RULE,
    WISH_PROMISE,
    WISH_SEAT,
    WISH_MOVED_SEAT,
};

/* A stop at which a random trip calls: its last calls or its first. */
static int some_call(struct random *random, const struct small_world *world, bool first)
{
    const struct small_trip *trip = &world->trips[random_below(random, world->trip_count)];
    int call = random_below(random, trip->call_count - 1);
    return trip->calls[first ? call : call + 1].stop;
}

static bool seats_may_go_on(const struct small_world *world, int from, int to)
{
    if (from != to && world->trips[from].block >= 0 &&
        world->trips[from].block == world->trips[to].block)
        return true;
    for (int i = 0; i < world->transfer_count; i++)
        if (world->transfers[i].type >= 4 && world->transfers[i].from_trip == from &&
            world->transfers[i].to_trip == to)
            return true;
    return false;
}

static bool named(const struct small_world *world, int name, int stop)
{
    return name == stop || name == world->stops[stop].parent;
}

/* Whether a row of transfers.txt that names a trip or route speaks of this change. */
static bool rule_speaks(const struct small_world *world, const struct path *change)
{
    const struct small_trip *from = &world->trips[change->from_trip];
    const struct small_trip *to = &world->trips[change->to_trip];
    for (int i = 0; i < world->transfer_count; i++) {
        const struct small_transfer *row = &world->transfers[i];
        if (row->type <= 3 && (row->from_trip < 0 || row->from_trip == change->from_trip) &&
            (row->to_trip < 0 || row->to_trip == change->to_trip) &&
            (row->from_route < 0 || row->from_route == from->route) &&
            (row->to_route < 0 || row->to_route == to->route) &&
            (row->from_trip >= 0 || row->to_trip >= 0 || row->from_route >= 0 ||
             row->to_route >= 0) &&
            named(world, row->from_stop, from->calls[change->from_call].stop) &&
            named(world, row->to_stop, to->calls[change->to_call].stop))
            return true;
    }
    return false;
}

/* Whether one could change here: the calls are near each other in place and time. */
static bool changes_well(const struct small_world *world, const struct path *change)
{
    const struct small_call *off = &world->trips[change->from_trip].calls[change->from_call];
    const struct small_call *on = &world->trips[change->to_trip].calls[change->to_call];
    const struct small_stop *a = &world->stops[off->stop], *b = &world->stops[on->stop];
    int wait = on->depart % DAY - off->arrive % DAY;
    return wait >= 0 && wait < 1500 && a->feed == b->feed && abs(a->lat - b->lat) < 30000 &&
           abs(a->lon - b->lon) < 40000;
}

/* Whether the second trip is promised to wait for the first. */
static bool promised(const struct small_world *world, const struct path *change)
{
    for (int i = 0; i < world->transfer_count; i++)
        if (world->transfers[i].type == 1 && world->transfers[i].from_trip == change->from_trip &&
            world->transfers[i].to_trip == change->to_trip)
            return rule_speaks(world, change);
    return false;
}

static bool seat_suits(const struct small_world *world, enum wish wish, const struct path *change)
{
    const struct small_trip *from = &world->trips[change->from_trip];
    const struct small_trip *to = &world->trips[change->to_trip];
    const struct small_call *last = &from->calls[from->call_count - 1], *first = &to->calls[0];
    bool moved = from->block >= 0 && from->block == to->block && last->stop != first->stop &&
                 first->depart >= last->arrive && first->depart < last->arrive + 300;
    return change->from_call == from->call_count - 1 && change->to_call == 0 &&
           (wish == WISH_SEAT || moved) &&
           seats_may_go_on(world, change->from_trip, change->to_trip);
}

static bool suits(const struct small_world *world, enum wish wish, const struct path *change)
{
    if (change->from_trip == change->to_trip)
        return false;
    if (wish >= WISH_SEAT)
        return seat_suits(world, wish, change);
    return change->from_call > 0 &&
           change->to_call < world->trips[change->to_trip].call_count - 1 &&
           changes_well(world, change) && (wish != WISH_RULE || rule_speaks(world, change)) &&
           (wish != WISH_PROMISE || promised(world, change));
}

/* One of all changes that suit the wish, or from_trip -1. */
static struct path choose_change(struct random *random, const struct small_world *world,
                                 enum wish wish)
{
    struct path chosen = {.from_trip = -1}, change;
    int found = 0;
    for (change.from_trip = 0; change.from_trip < world->trip_count; change.from_trip++) {
        const struct small_trip *from = &world->trips[change.from_trip];
        for (change.to_trip = 0; change.to_trip < world->trip_count; change.to_trip++) {
            int count = from->call_count * world->trips[change.to_trip].call_count;
            for (int i = 0; i < count; i++) {
                change.from_call = i % from->call_count;
                change.to_call = i / from->call_count;
                if (suits(world, wish, &change) && random_below(random, ++found) == 0)
                    chosen = change;
            }
        }
    }
    return chosen;
}

static struct path choose_path(struct random *random, const struct small_world *world)
{
    static const enum wish wishes[] = {
        WISH_ONE_TRIP,   WISH_CHANGE,     WISH_RULE,       WISH_RULE,       WISH_PROMISE,
        WISH_PROMISE,    WISH_PROMISE,    WISH_PROMISE,    WISH_MOVED_SEAT, WISH_SEAT,
        WISH_MOVED_SEAT, WISH_MOVED_SEAT, WISH_MOVED_SEAT,
    };
    enum wish wish = wishes[random_below(random, sizeof wishes / sizeof *wishes)];
    struct path path = {.from_trip = -1};
    if (wish != WISH_ONE_TRIP)
        path = choose_change(random, world, wish);
    if (path.from_trip < 0 && wish != WISH_ONE_TRIP)
        path = choose_change(random, world, WISH_CHANGE);
    if (path.from_trip >= 0) {
        int last = world->trips[path.to_trip].call_count - 1;
        path.from_call = random_below(random, path.from_call);
        path.to_call = random_in(random, path.to_call + 1, last);
        return path;
    }
    path.from_trip = path.to_trip = random_below(random, world->trip_count);
    path.from_call = random_below(random, world->trips[path.from_trip].call_count - 1);
    path.to_call =
        random_in(random, path.from_call + 1, world->trips[path.from_trip].call_count - 1);
    return path;
}

static void make_ends(struct random *random, const struct small_world *world,
                      const struct path *path, struct small_question *question)
{
    question->source_count = random_chance(random, 70) ? 1 : 2;
    question->target_count = random_chance(random, 70) ? 1 : 2;
    bool offsets = random_chance(random, 25);
    for (int i = 0; i < question->source_count; i++)
        question->sources[i] = (struct small_end){some_call(random, world, true),
                                                  offsets ? 30 * random_below(random, 30) : 0};
    for (int i = 0; i < question->target_count; i++)
        question->targets[i] = (struct small_end){some_call(random, world, false),
                                                  offsets ? 30 * random_below(random, 30) : 0};
    question->sources[0].stop = world->trips[path->from_trip].calls[path->from_call].stop;
    question->targets[0].stop = world->trips[path->to_trip].calls[path->to_call].stop;
}

/* Around the time of the path, on the clock of today or the day after. */
static void make_time(struct random *random, const struct small_world *world,
                      const struct path *path, struct small_question *question)
{
    const struct small_zone *zone = &world->zones[0];
    int64_t day = (int64_t)(world->today + (random_chance(random, 10) ? 1 : 0)) * DAY;
    int offset = day + DAY / 2 < zone->at ? zone->before : zone->after;
    question->arrive_by = random_below(random, 2);
    int patience =
        random_chance(random, 60) ? random_below(random, 300) : random_in(random, -100, 2400);
    int clock = question->arrive_by
                    ? world->trips[path->to_trip].calls[path->to_call].arrive % DAY + patience
                    : world->trips[path->from_trip].calls[path->from_call].depart % DAY - patience;
    question->time = day - offset + clock / 10 * 10;
    question->travel_max = random_chance(random, 75) ? DAY : 60 * random_in(random, 10, 90);
    if (random_chance(random, 55))
        question->window = 60 * random_in(random, 5, 150);
}

static void make_changes(struct random *random, struct small_question *question)
{
    question->default_change = -1;
    question->factor = 1000;
    question->transfers_max = random_chance(random, 70) ? 7 : random_below(random, 2);
    question->in_seat = random_chance(random, 80);
    if (random_chance(random, 30))
        question->default_change = random_chance(random, 50) ? 0 : 60 * random_in(random, 3, 14);
    if (random_chance(random, 15))
        question->min_change = 60 * random_in(random, 3, 12);
    if (random_chance(random, 15))
        question->added_change = 60 * random_in(random, 2, 9);
    if (random_chance(random, 15))
        question->factor = random_in(random, 500, 3500);
}

static void fill_list(struct random *random, struct small_list *list, int below)
{
    list->count = random_in(random, 1, SMALL_LIST_MADE);
    for (int i = 0; i < list->count; i++)
        list->items[i] = random_below(random, below);
}

static void make_needs(struct random *random, const struct small_world *world,
                       struct small_question *question)
{
    if (random_chance(random, 20))
        question->types &= ~(1u << random_below(random, 5));
    if (random_chance(random, 36))
        question->wheelchair = random_in(random, 1, 2);
    question->bikes = random_chance(random, 14);
    question->cars = random_chance(random, 13);
    if (random_chance(random, 16) && world->agency_count > 1) {
        question->no_agencies.count = 1;
        question->no_agencies.items[0] = random_below(random, world->agency_count);
    }
    if (random_chance(random, 12))
        fill_list(random, &question->no_routes, world->route_count);
    if (random_chance(random, 16))
        fill_list(random, &question->no_trips, world->trip_count);
    if (random_chance(random, 16)) {
        question->no_stops.count = random_in(random, 1, SMALL_LIST_MADE);
        for (int i = 0; i < question->no_stops.count; i++)
            question->no_stops.items[i] = some_call(random, world, random_below(random, 2));
    }
}

/* Places to pass; two neighbours are never the same, since one visit would do for both. */
static void make_vias(struct random *random, const struct small_world *world,
                      struct small_question *question)
{
    int wanted = random_in(random, 1, SMALL_VIAS);
    for (int i = 0; i < wanted; i++) {
        struct small_via *via = &question->vias[question->via_count];
        via->stop = some_call(random, world, random_below(random, 2));
        via->stay = random_chance(random, 50) ? 60 * random_in(random, 1, 20) : 0;
        if (question->via_count == 0 || via->stop != via[-1].stop)
            question->via_count++;
    }
}

void make_question(struct random *random, const struct small_world *world, bool vias,
                   struct small_question *question)
{
    memset(question, 0, sizeof *question);
    struct path path = choose_path(random, world);
    make_ends(random, world, &path, question);
    make_time(random, world, &path, question);
    make_changes(random, question);
    question->types = 31;
    if (random_chance(random, 50))
        make_needs(random, world, question);
    if (vias)
        make_vias(random, world, question);
}
