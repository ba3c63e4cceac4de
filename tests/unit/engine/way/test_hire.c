/* Ways all along on shared vehicles: the search drawn to its goal against the plain one. */
#include "engine/way/way.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/small_rides.h"

enum { WORLDS = 1000 };

static struct arena arena;

static int tear_down(void **state)
{
    (void)state;
    arena_finish(&arena);
    return 0;
}

/* One world, its stops as those of a network, and who asks. */
struct tried {
    struct random random;
    struct small_streets small;
    struct small_rides rides;
    struct street_worker *worker;
    struct network_facts facts;
    struct stop stops[16];
    struct network network;
    struct means means;
    struct way_finder finder;
};

static void make(struct tried *it, uint64_t seed)
{
    static const enum travel vehicles[] = {TRAVEL_BICYCLE, TRAVEL_SCOOTER, TRAVEL_CAR};
    *it = (struct tried){.random = {seed * 6007}};
    small_streets_make(&it->small, seed);
    small_rides_make(&it->rides, &it->small, &it->random);
    it->worker = street_worker_create(&it->small.view);
    it->facts.served_stops = it->small.stops;
    it->network = (struct network){.facts = &it->facts, .stops = it->stops};
    it->means = (struct means){
        .kind = MEANS_HIRED,
        .profile = profile_of(vehicles[random_below(&it->random, 3)]),
        .on_foot = profile_of(TRAVEL_FOOT),
        .seconds_max = 100000,
        .handling_seconds = random_in(&it->random, 0, 90),
        .return_seconds = random_in(&it->random, 0, 60),
        .lending = &it->rides.lending,
    };
    it->finder = (struct way_finder){&it->network, it->worker, &arena};
}

static void end(struct tried *it)
{
    street_worker_destroy(it->worker);
    small_streets_finish(&it->small);
    arena_reset(&arena);
}

/* A stop or a place. */
static struct way_end any_end(struct tried *it)
{
    if (it->small.stops && random_below(&it->random, 3) == 0)
        return way_end_of_stop(&it->network, (stop_ix)random_below(&it->random, it->small.stops));
    return way_end_of_point((struct point){486000000 + random_below(&it->random, 60000),
                                           24000000 + random_below(&it->random, 90000)},
                            DOOR_ANY_LEVEL);
}

static bool is_untied(const struct tried *it, const struct way_end *end)
{
    struct door door;
    return end->stop != NO_IX && !door_of(&it->small.view, TIE_STOP, end->stop, &door);
}

static struct door door_at_end(const struct tried *it, const struct way_ask *ask,
                               const struct way_end *end)
{
    struct door door;
    if (end->stop != NO_IX)
        door_of(&it->small.view, TIE_STOP, end->stop, &door);
    else
        door_at(it->worker, street_worker_metric(it->worker, &it->means.on_foot), end->at,
                end->level, ask->street_metres, &door);
    return door;
}

static uint64_t plain_cost(const struct tried *it, const struct way_ask *ask)
{
    const struct small_hire hire = {
        street_worker_metric(it->worker, &it->means.on_foot),
        street_worker_metric(it->worker, &it->means.profile),
        (uint64_t)it->means.handling_seconds * 1000000000,
        (uint64_t)it->means.return_seconds * 1000000000,
    };
    struct door from = door_at_end(it, ask, &ask->from), to = door_at_end(it, ask, &ask->to);
    bool tied = (from.record != NO_IX || from.spot_count) && (to.record != NO_IX || to.spot_count);
    return tied ? small_rides_cost(&it->rides, &hire, &from, &to) : COST_NEVER;
}

/* The same question with a bound that is just kept, and one that is not. */
static void try_bounds(struct tried *it, const struct way_ask *ask, int32_t seconds)
{
    struct way way;
    it->means.seconds_max = seconds;
    assert_true(way_find(&it->finder, ask, &way));
    assert_int_equal(way.seconds, seconds);
    it->means.seconds_max = seconds - 1;
    assert_false(way_find(&it->finder, ask, &way));
}

/* The same question to somebody who walks no farther than that way wants, and to others. Parts of
 * ways are rounded by a second at most. */
static void try_walks(struct tried *it, const struct way_ask *ask, const struct way *best)
{
    int32_t first = best->parts[0].seconds, last = best->parts[2].seconds;
    struct way way;
    it->means.walk_seconds_max = (first > last ? first : last) + 1;
    assert_true(way_find(&it->finder, ask, &way));
    assert_int_equal(way.seconds, best->seconds);
    it->means.walk_seconds_max = (first > last ? first : last) / 2 + 1;
    if (way_find(&it->finder, ask, &way)) {
        assert_true(way.seconds >= best->seconds);
        assert_true(way.parts[0].seconds <= it->means.walk_seconds_max + 1);
        assert_true(way.parts[2].seconds <= it->means.walk_seconds_max + 1);
    }
    it->means.walk_seconds_max = 0;
}

static void ways_are_those_of_the_plain_search(void **state)
{
    (void)state;
    uint32_t found = 0;
    for (uint64_t seed = 1; seed <= WORLDS; seed++) {
        struct tried it;
        make(&it, seed);
        const struct way_ask ask = {
            .from = any_end(&it),
            .to = any_end(&it),
            .means = &it.means,
            .park = NO_IX,
            .street_metres = 2000,
        };
        struct way way;
        if (!is_untied(&it, &ask.from) && !is_untied(&it, &ask.to)) {
            uint64_t cost = plain_cost(&it, &ask);
            int32_t wanted = cost == COST_NEVER ? -1 : (int32_t)((cost + 999999999) / 1000000000);
            int32_t seconds = way_find(&it.finder, &ask, &way) ? way.seconds : -1;
            if (seconds != wanted)
                fail_msg("world %d: %d s and not %d", (int)seed, (int)seconds, (int)wanted);
            if (seconds > 0) {
                try_walks(&it, &ask, &way);
                try_bounds(&it, &ask, seconds);
                found++;
            }
        }
        end(&it);
    }
    print_message("%d questions, %u ways\n", WORLDS, found);
    assert_in_range(found, WORLDS / 5, WORLDS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ways_are_those_of_the_plain_search),
    };
    return cmocka_run_group_tests(tests, NULL, tear_down);
}
