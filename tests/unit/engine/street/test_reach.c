#include "engine/street/reach.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "engine/network/keys.h"
#include "tests/rich.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(walks_are_longer_than_lines_and_rounded_up),
        cmocka_unit_test(finds_exactly_what_is_in_reach),
        cmocka_unit_test(the_limit_belongs_to_it),
        cmocka_unit_test(nothing_is_in_reach_at_the_ends_of_the_map),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
