#include "engine/price/kinds.h"

static const struct feed_traits *traits_of(const struct book *book, const struct leg *leg)
{
    return &book->traits.feeds[world_trip_route(book->world, leg->run.trip)->feed];
}

const struct fare_ride *kinds_rides(const struct book *book, const struct ridden *on,
                                    struct arena *arena)
{
    const struct fare_ride *rides;
    const struct journey journey = {.leg_count = on->vehicle.count, .legs = on->vehicle.legs};
    (void)fare_rides(book->traits.tariff, &journey, arena, &rides);
    return rides;
}

static void say_time(struct vec *said, unix_time time)
{
    vec_push_number(said, (uint32_t)((uint64_t)time >> 32));
    vec_push_number(said, (uint32_t)time);
}

static void say_times(const struct fare_ride *ride, struct vec *said)
{
    say_time(said, ride->depart);
    say_time(said, ride->arrive);
}

/* Whether the overlay has tickets for it and for others. */
static bool is_shared(const struct book *book, const struct fare_ride *ride)
{
    return book->traits.overlay && book->traits.routes[ride->route].several;
}

/* Where rules join rides, everything may count. */
static void say_joined(const struct fare_ride *ride, struct vec *said)
{
    vec_add_many(said, (const uint32_t[]){ride->network, ride->from, ride->to}, 3);
    say_times(ride, said);
}

static void say_flat(struct book *book, const struct fare_ride *ride, struct vec *said)
{
    const struct feed_traits *feed = &book->traits.feeds[ride->feed];
    vec_push_number(said, feed->by_agency ? ride->agency : NO_IX);
    vec_push_number(said, feed->by_route ? traits_route_key(&book->traits, ride->route) : 0);
    if (!feed->by_zone)
        return;
    vec_push_number(said, ride->zone_count);
    vec_add_many(said, ride->zones, ride->zone_count);
}

static void say_overlay(const struct book *book, const struct fare_ride *ride, struct vec *said)
{
    if (!book->traits.overlay)
        return;
    const struct route_traits *route = &book->traits.routes[ride->route];
    vec_push_number(said, route->facts);
    vec_push_number(said, route->dated ? (uint32_t)overlay_day(book->world, ride) : 0);
}

/* The rules that hold for rides of one feed as one leg. */
static void say_legs(struct book *book, const struct fare_ride *rides, uint32_t count,
                     struct vec *said)
{
    struct leg_matches matches = legs_match(book->traits.tariff, rides, count, &book->scratch);
    vec_push_number(said, matches.count);
    vec_add_many(said, matches.rules, matches.count);
}

/* All that a price may hang on. */
static void say_all(struct book *book, const struct fare_ride *rides, uint32_t count,
                    struct vec *said)
{
    uint32_t first = 0;
    vec_push_number(said, count);
    for (uint32_t i = 0; i < count; i++) {
        const struct feed_traits *feed = &book->traits.feeds[rides[i].feed];
        bool ends = i + 1 == count || rides[i + 1].feed != rides[i].feed;
        vec_push_number(said, rides[i].feed);
        if (feed->form == FORM_FLAT)
            say_flat(book, &rides[i], said);
        else if (feed->form == FORM_LEGS && feed->joined)
            say_joined(&rides[i], said);
        else if (feed->form == FORM_LEGS && ends)
            say_legs(book, rides + first, i + 1 - first, said);
        say_overlay(book, &rides[i], said);
        if (count > 1 && is_shared(book, &rides[i]))
            say_times(&rides[i], said);
        first = ends ? i + 1 : first;
    }
}

static void add_ride(const struct book *book, const struct fare_ride *ride, struct kind *kind)
{
    const struct feed_traits *feed = &book->traits.feeds[ride->feed];
    bool shared = is_shared(book, ride);
    kind->alone &= !feed->several && !shared && !book->traits.joined;
    kind->joined |= feed->joined;
    kind->clocked |= (feed->several && feed->clocked) || shared;
    kind->exact |= feed->exact || (kind->clocked && book->traits.limits.count == TRAITS_LIMITS_MAX);
    kind->shadowed |= feed->shadowed;
    kind->grows &= feed->grows && (!shared || book->traits.opens);
    if (feed->saving == TRAITS_ANY_SAVING || shared || ride->feed != kind->feed)
        kind->saving = TRAITS_ANY_SAVING;
}

static struct kind make(struct book *book, const struct fare_ride *rides, uint32_t count)
{
    struct kind kind = {.alone = true,
                        .grows = true,
                        .feed = rides[0].feed,
                        .saving = book->traits.feeds[rides[0].feed].saving,
                        .saving_each = book->traits.feeds[rides[0].feed].saving_each};
    for (uint32_t i = 0; i < count; i++) {
        add_ride(book, &rides[i], &kind);
        kind.exact |= count > 1 && is_shared(book, &rides[i]);
    }
    if (kind.alone)
        kind.cost = book_price(book, rides, count);
    return kind;
}

static uint32_t find(struct book *book, const struct ridden *on)
{
    struct vec said = vec_of(sizeof(uint32_t));
    const struct fare_ride *rides = kinds_rides(book, on, &book->scratch);
    say_all(book, rides, on->vehicle.count, &said);
    uint32_t number = intern_add(&book->kind_keys, said.data, said.count * sizeof(uint32_t));
    if (number == book->kinds.count) {
        const struct kind kind = make(book, rides, on->vehicle.count);
        vec_push(&book->kinds, &kind);
    }
    arena_reset(&book->scratch);
    vec_finish(&said);
    return number;
}

/* Whether the kind of a ride is that of all others between those calls of the pattern. */
static bool is_by_calls(const struct book *book, const struct ridden *on)
{
    const struct leg *leg = on->vehicle.legs;
    const struct feed_traits *feed = traits_of(book, leg);
    route_ix route = world_trip_pattern(book->world, leg->run.trip)->route;
    return leg->run.trip < book->world->network->counts.trips && !feed->framed &&
           !(feed->form == FORM_LEGS && feed->joined) &&
           !(book->traits.overlay && book->traits.routes[route].dated);
}

uint32_t kinds_of(struct book *book, const struct ridden *on)
{
    const struct leg *leg = on->vehicle.legs;
    if (on->vehicle.count > 1)
        return find(book, on);
    bool by_calls = is_by_calls(book, on);
    const uint32_t key[] = {
        by_calls ? world_trip(book->world, leg->run.trip)->pattern : leg->run.trip, leg->board_call,
        leg->alight_call, (uint32_t)leg->run.day, (uint32_t)leg->run.start};
    uint32_t quick = intern_add(&book->quick_keys, key, by_calls ? 12 : sizeof key);
    if (quick == book->quick.count)
        vec_push_number(&book->quick, find(book, on));
    return *(const uint32_t *)vec_at(&book->quick, quick);
}
