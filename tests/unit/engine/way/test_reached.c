/* Legs take what the search was told: ways to stops as they are found and as they are drawn. */
#include "engine/way/ways.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/small_rides.h"

enum { WORLDS = 400 };

static struct arena arena;

static int tear_down(void **state)
{
    (void)state;
    arena_finish(&arena);
    return 0;
}

/* One world, its stops as those of a network, and one question. */
struct tried {
    struct random random;
    struct small_streets small;
    struct street_worker *worker;
    struct network_facts facts;
    struct stop stops[16];
    struct network network;
    struct small_rides rides;
    struct means means;
    struct ways ways;
};

static void make(struct tried *it, uint64_t seed)
{
    *it = (struct tried){.random = {seed * 7919}};
    small_streets_make(&it->small, seed);
    it->worker = street_worker_create(&it->small.view);
    it->facts.served_stops = it->small.stops;
    it->network = (struct network){.facts = &it->facts, .stops = it->stops};
    it->means = (struct means){
        .kind = (enum means_kind)(seed % 4),
        .profile = small_profile(&it->random),
        .on_foot = profile_of(TRAVEL_FOOT),
        .seconds_max = random_in(&it->random, 300, 6000),
        .handling_seconds = seed % 4 == MEANS_MOVE ? 0 : 60,
        .return_seconds = seed % 4 == MEANS_HIRED ? 30 : 0,
        .lending = &it->rides.lending,
    };
    small_rides_make(&it->rides, &it->small, &it->random);
    if (it->means.kind == MEANS_HIRED)
        it->means.profile = profile_of(TRAVEL_BICYCLE);
    if (it->means.kind == MEANS_DROPPED)
        it->means.profile = profile_of(TRAVEL_CAR);
    struct point at = {486000000 + random_below(&it->random, 60000),
                       24000000 + random_below(&it->random, 90000)};
    const struct way_side side = {
        .end = way_end_of_point(at, DOOR_ANY_LEVEL),
        .means = &it->means,
        .means_count = it->means.kind != MEANS_HIRED,
        .hired_count = it->means.kind == MEANS_HIRED,
    };
    it->ways = (struct ways){
        .finder = {&it->network, it->worker, &arena},
        .from = side,
        .to = side,
        .between = it->means,
        .street_metres = 600,
    };
    ways_reach(&it->ways);
}

static void end(struct tried *it)
{
    street_worker_destroy(it->worker);
    small_streets_finish(&it->small);
    arena_reset(&arena);
}

static const struct reach *reach_of(const struct tried *it, bool to_place)
{
    const struct way_side *side = to_place ? &it->ways.to : &it->ways.from;
    return it->means.kind == MEANS_HIRED ? &side->hired : &side->reach;
}

/* The way as it is drawn, before it is fitted to what the search was told. */
static int32_t drawn_seconds(const struct tried *it, bool to_place, uint32_t index)
{
    const struct way_side *side = to_place ? &it->ways.to : &it->ways.from;
    const struct reach *reach = reach_of(it, to_place);
    struct way_end stop = way_end_of_stop(&it->network, reach->stops[index].stop);
    const struct way_ask ask = {
        .from = to_place ? stop : side->end,
        .to = to_place ? side->end : stop,
        .means = &it->means,
        .towards = to_place,
        .park = reach->ways[index].park,
        .hire_known = it->means.kind == MEANS_HIRED,
        .hire = reach->ways[index].hire,
        .street_metres = it->ways.street_metres,
    };
    struct way way;
    return way_find(&it->ways.finder, &ask, &way) ? way.seconds : -1;
}

/* The leg is looked for within its own seconds; one that is not found becomes a straight line. */
static bool is_straight(struct tried *it, bool to_place, struct endpoint end)
{
    const struct leg leg = {
        .kind = to_place ? LEG_EGRESS : LEG_ACCESS,
        .from = to_place ? end.stop : NO_IX,
        .to = to_place ? NO_IX : end.stop,
        .depart = 1000,
        .arrive = 1000 + end.seconds,
        .hired = it->means.kind == MEANS_HIRED,
    };
    return ways_of_leg(&it->ways, &leg)->parts[0].straight;
}

static uint32_t check_side(struct tried *it, uint64_t seed, bool to_place)
{
    const struct reach *reach = reach_of(it, to_place);
    for (uint32_t i = 0; i < reach->count; i++) {
        int32_t drawn = drawn_seconds(it, to_place, i);
        if (drawn != reach->stops[i].seconds || is_straight(it, to_place, reach->stops[i]))
            fail_msg("world %d, %s stop %u: found %d s, drawn %d s", (int)seed,
                     to_place ? "from" : "to", reach->stops[i].stop, (int)reach->stops[i].seconds,
                     (int)drawn);
    }
    return reach->count;
}

static void ways_are_drawn_as_they_were_found(void **state)
{
    (void)state;
    uint32_t found[4] = {0}, tastes = 0;
    for (uint64_t seed = 1; seed <= WORLDS; seed++) {
        struct tried it;
        make(&it, seed);
        uint32_t count = check_side(&it, seed, false) + check_side(&it, seed, true);
        found[it.means.kind] += count;
        if (it.means.profile.travel == TRAVEL_BICYCLE && it.means.profile.taste != TASTE_FASTER)
            tastes += count;
        end(&it);
    }
    for (int kind = 0; kind < 4; kind++)
        assert_true(found[kind] > 50);
    assert_true(tastes > 50);
}

/* Of what was found without a bound, that within it. */
static uint32_t check_bounded(const struct reach *free, const struct reach *bounded, int32_t most)
{
    uint32_t at = 0;
    for (uint32_t i = 0; i < free->count; i++) {
        if (free->stops[i].seconds > most)
            continue;
        assert_true(at < bounded->count);
        assert_int_equal(bounded->stops[at].stop, free->stops[i].stop);
        assert_int_equal(bounded->stops[at++].seconds, free->stops[i].seconds);
    }
    assert_int_equal(at, bounded->count);
    return at;
}

static void hired_ways_may_be_bounded(void **state)
{
    (void)state;
    uint32_t all = 0, kept = 0;
    for (uint64_t seed = MEANS_HIRED; seed <= WORLDS; seed += 4) {
        struct tried it;
        make(&it, seed);
        struct reach free[] = {*reach_of(&it, false), *reach_of(&it, true)};
        it.ways.hired_seconds_max = it.means.seconds_max / 2;
        ways_reach(&it.ways);
        for (int to = 0; to < 2; to++) {
            kept += check_bounded(&free[to], reach_of(&it, to), it.ways.hired_seconds_max);
            all += free[to].count;
        }
        end(&it);
    }
    assert_in_range(kept, all / 10, all * 9 / 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ways_are_drawn_as_they_were_found),
        cmocka_unit_test(hired_ways_may_be_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, tear_down);
}
