#include "engine/street/reach.h"

#include <malloc.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "engine/network/keys.h"
#include "tests/rich.h"
#include "tests/small_streets.h"

static struct built built;
static struct arena arena;

static int set_up(void **state)
{
    (void)state;
    built_from(&built, rich_files);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_finish(&arena);
    built_finish(&built);
    return 0;
}

static void walks_are_longer_than_lines_and_rounded_up(void **state)
{
    (void)state;
    struct point a = geo_point(46, -5), b = geo_point(46.001, -5); /* 111.195 m */
    const struct reach_limits brisk = {900, 1.3};
    assert_int_equal(reach_walk_seconds(a, b, brisk.metres_per_second), 112);
    assert_int_equal(reach_walk_seconds(b, a, brisk.metres_per_second), 112);
    assert_int_equal(reach_walk_seconds(a, a, reach_default.metres_per_second), 0);
    assert_int_equal(reach_walk_seconds(a, b, reach_default.metres_per_second), 121);
}

/* Every served stop within the time, and no other: against a plain look at all stops. */
static void finds_exactly_what_is_in_reach(void **state)
{
    (void)state;
    const struct network *network = &built.network;
    for (int32_t seconds = 0; seconds <= 7200; seconds += 240)
        for (int place = 0; place < 20; place++) {
            struct point door = geo_point(45.99 + place * 0.003, -5.02 + place % 5 * 0.005);
            struct reach_limits limits = {seconds, 1.2};
            struct reach reach;
            reach_on_foot(network, NULL, door, &limits, &arena, &reach);
            uint32_t expected = 0;
            for (stop_ix stop = 0; stop < network->facts->served_stops; stop++)
                expected += reach_walk_seconds(door, network->stops[stop].at,
                                               limits.metres_per_second) <= seconds;
            assert_int_equal(reach.count, expected);
            for (uint32_t i = 0; i < reach.count; i++) {
                const struct endpoint *end = &reach.stops[i];
                assert_true(end->stop < network->facts->served_stops);
                assert_int_equal(end->seconds,
                                 reach_walk_seconds(door, network->stops[end->stop].at,
                                                    limits.metres_per_second));
                for (uint32_t k = 0; k < i; k++)
                    assert_int_not_equal(reach.stops[k].stop, end->stop);
            }
            arena_reset(&arena);
        }
}

static void the_limit_belongs_to_it(void **state)
{
    (void)state;
    stop_ix stop;
    struct reach reach;
    assert_true(keys_find_stop(&built.network, "D", &stop, NULL));
    struct point door = built.network.stops[stop].at;
    door.lat += 5000;
    struct reach_limits limits = reach_default;
    limits.seconds_max =
        reach_walk_seconds(door, built.network.stops[stop].at, limits.metres_per_second);
    reach_on_foot(&built.network, NULL, door, &limits, &arena, &reach);
    assert_int_equal(reach.count, 1);
    assert_int_equal(reach.stops[0].stop, stop);
    limits.seconds_max--;
    reach_on_foot(&built.network, NULL, door, &limits, &arena, &reach);
    assert_int_equal(reach.count, 0);
}

static void nothing_is_in_reach_at_the_ends_of_the_map(void **state)
{
    (void)state;
    const struct point ends[] = {
        {900000000, 0}, {-900000000, 1800000000}, {0, -1800000000}, {0, 1800000000}};
    struct reach reach;
    for (int i = 0; i < 4; i++) {
        reach_on_foot(&built.network, NULL, ends[i], &reach_default, &arena, &reach);
        assert_int_equal(reach.count, 0);
    }
}

/* --- On streets --- */

enum { WORLDS = 600 };

/* What stops there are only streets say. */
static const struct network no_timetable;

/* A random world, a place in it, and what is allowed. */
struct street_case {
    struct small_streets small;
    struct street_worker *worker;
    struct random random;
    struct means means[3];
    struct reach_ask ask;
    struct reach reach;
};

static void make(struct street_case *it, uint64_t seed, uint32_t means_count)
{
    static const int32_t handling[] = {0, 0, 120};
    *it = (struct street_case){.random = {seed * 31}};
    small_streets_make(&it->small, seed);
    it->worker = street_worker_create(&it->small.view);
    for (uint32_t i = 0; i < means_count; i++) {
        struct means *means = &it->means[i];
        *means = (struct means){.kind = i ? MEANS_PARK : MEANS_MOVE,
                                .profile = small_profile(&it->random),
                                .on_foot = profile_of(TRAVEL_FOOT),
                                .seconds_max = random_in(&it->random, 0, 3000),
                                .handling_seconds = handling[i]};
        means->profile.taste = TASTE_FASTER;
    }
    it->ask = (struct reach_ask){
        .place = {486000000 + random_below(&it->random, 60000),
                  24000000 + random_below(&it->random, 90000)},
        .level = DOOR_ANY_LEVEL,
        .to_place = random_chance(&it->random, 50),
        .means = it->means,
        .means_count = means_count,
        .street_metres = 600,
    };
    reach_run(&no_timetable, it->worker, &it->ask, &arena, &it->reach);
    assert_false(it->reach.straight);
}

static void end(struct street_case *it)
{
    street_worker_destroy(it->worker);
    small_streets_finish(&it->small);
    arena_reset(&arena);
}

/* Nanoseconds between two doors in the question's direction. */
static uint64_t between(const struct street_case *it, const struct profile *profile,
                        const struct door *near, const struct door *far)
{
    const struct metric *metric = street_worker_metric(it->worker, profile);
    return it->ask.to_place ? small_cost(metric, far, near, NULL)
                            : small_cost(metric, near, far, NULL);
}

static void lower(uint64_t *cost, uint64_t other)
{
    if (other < *cost)
        *cost = other;
}

/* By way of each park. */
static uint64_t by_park(const struct street_case *it, const struct means *means,
                        const struct door *place, const struct door *stop)
{
    uint64_t best = COST_NEVER;
    enum tie_kind kind = means->profile.travel == TRAVEL_CAR ? TIE_CAR_PARK : TIE_BICYCLE_PARK;
    for (uint32_t park = 0; park < it->small.parks; park++) {
        struct door door;
        if (!door_of(&it->small.view, kind, park, &door))
            continue;
        uint64_t first = between(it, &means->profile, place, &door);
        uint64_t rest = between(it, &means->on_foot, &door, stop);
        if (first != COST_NEVER && rest != COST_NEVER)
            lower(&best, first + rest + (uint64_t)means->handling_seconds * 1000000000);
    }
    return best;
}

/* Seconds to a stop by the best of the means; -1: not in reach. */
static int32_t plain_seconds(const struct street_case *it, stop_ix stop)
{
    struct door place, door;
    uint64_t best = COST_NEVER;
    assert_true(door_of(&it->small.view, TIE_STOP, stop, &door));
    for (uint32_t i = 0; i < it->ask.means_count; i++) {
        const struct means *means = &it->means[i];
        door_at(it->worker, street_worker_metric(it->worker, &means->profile), it->ask.place,
                DOOR_ANY_LEVEL, 600, &place);
        uint64_t cost = means->kind == MEANS_PARK ? by_park(it, means, &place, &door)
                                                  : between(it, &means->profile, &place, &door);
        if (cost <= (uint64_t)means->seconds_max * 1000000000)
            lower(&best, cost);
    }
    return best == COST_NEVER ? -1 : (int32_t)((best + 999999999) / 1000000000);
}

static void streets_reach_what_a_plain_search_reaches(void **state)
{
    (void)state;
    uint32_t found = 0, parked = 0;
    for (uint64_t seed = 1; seed <= WORLDS; seed++) {
        struct street_case it;
        make(&it, seed, 1 + (uint32_t)seed % 3);
        uint32_t next = 0;
        for (stop_ix stop = 0; stop < it.small.stops; stop++) {
            int32_t seconds = plain_seconds(&it, stop);
            bool listed = next < it.reach.count && it.reach.stops[next].stop == stop;
            if (listed != (seconds >= 0) || (listed && it.reach.stops[next].seconds != seconds))
                fail_msg("world %d, stop %u: %d s", (int)seed, stop, (int)seconds);
            parked += listed && it.reach.ways[next].park != NO_IX;
            next += listed;
        }
        assert_int_equal(next, it.reach.count);
        found += next;
        end(&it);
    }
    assert_true(found > WORLDS / 2 && parked > 20);
}

/* Nobody is slower who may be driven: wherever a car passes somebody may get out. */
static void being_dropped_is_no_slower_than_parking(void **state)
{
    (void)state;
    uint32_t closer = 0;
    for (uint64_t seed = 1; seed <= WORLDS / 2; seed++) {
        struct street_case it;
        struct reach dropped;
        make(&it, seed, 2);
        it.means[0] = it.means[1];
        it.means[0].profile = profile_of(TRAVEL_CAR);
        it.means[0].handling_seconds = 0;
        it.means[1] = it.means[0];
        it.means[1].kind = MEANS_DROPPED;
        it.ask.means_count = 1;
        reach_run(&no_timetable, it.worker, &it.ask, &arena, &it.reach);
        it.ask.means_count = 2;
        reach_run(&no_timetable, it.worker, &it.ask, &arena, &dropped);
        assert_true(dropped.count >= it.reach.count);
        for (uint32_t i = 0; i < dropped.count; i++) {
            assert_true(dropped.stops[i].seconds <= it.means[0].seconds_max);
            closer += dropped.ways[i].means == 1;
        }
        end(&it);
    }
    assert_true(closer > 20);
}

static void a_worker_kept_alive_reaches_without_allocating(void **state)
{
    (void)state;
    struct street_case it;
    struct mallinfo2 before = {0};
    make(&it, 5, 3);
    for (int round = 0; round < 200; round++) {
        if (round == 100)
            before = mallinfo2();
        it.ask.place.lat = 486000000 + round % 50 * 1000;
        it.means[2].kind = round & 1 ? MEANS_DROPPED : MEANS_PARK;
        reach_run(&no_timetable, it.worker, &it.ask, &arena, &it.reach);
        arena_reset(&arena);
    }
    assert_int_equal(mallinfo2().uordblks, before.uordblks);
    end(&it);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(walks_are_longer_than_lines_and_rounded_up),
        cmocka_unit_test(finds_exactly_what_is_in_reach),
        cmocka_unit_test(the_limit_belongs_to_it),
        cmocka_unit_test(nothing_is_in_reach_at_the_ends_of_the_map),
        cmocka_unit_test(streets_reach_what_a_plain_search_reaches),
        cmocka_unit_test(being_dropped_is_no_slower_than_parking),
        cmocka_unit_test(a_worker_kept_alive_reaches_without_allocating),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
