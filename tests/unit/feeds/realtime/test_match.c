#include "feeds/realtime/match.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/live_world.h"

static struct live_world world;

static const struct live_feed *feed(void)
{
    return &world.state.live.feeds[0];
}

/* Of one update: which trip on which day (from WORLD_DAY on) and how it was found. */
static void expect(const char *line, const char *trip, int day, enum live_stage stage)
{
    live_world_say(&world, line);
    const struct live_run *run = live_feeds_find(&world.state, trip, WORLD_DAY + day, INT32_MIN);
    if (!run)
        fail_msg("%s: no run of %s", line, trip);
    assert_int_equal(run->stage, stage);
    assert_int_equal(feed()->matched[stage], 1);
    assert_int_equal(feed()->refused, 0);
}

static void expect_none(const char *line, const char *code)
{
    live_world_say(&world, line);
    assert_int_equal(world.state.live.counts.runs, 0);
    assert_int_equal(live_feeds_found(&world.state, code), 1);
}

/* Moves now to that clock of that day. */
static void go_to(int day, int hour, int minute)
{
    live_world_reset(&world);
    world.state.now = world.midnight + day * 86400 + hour * 3600 + minute * 60;
    world.stamp = world.state.now - 3600;
}

static void a_trip_is_found_by_its_id(void **state)
{
    (void)state;
    live_world_reset(&world);
    expect("T | P d+60", "T", 0, LIVE_BY_TRIP);
    expect("T @20260505 | P d+60", "T", 1, LIVE_BY_TRIP);
    expect("T ^09:30:00 | P d+60", "T", 0, LIVE_BY_TRIP); /* It has one start: nothing to choose. */
    expect("V @20260509 | P d+60", "V", 5, LIVE_BY_TRIP);
    expect_none("W | P d+60", "realtime_trip_unknown");
    assert_int_equal(feed()->matched[LIVE_BY_NOTHING], 1);
    assert_int_equal(feed()->refused, 0);
}

static void days_on_which_it_does_not_run_are_refused(void **state)
{
    (void)state;
    live_world_reset(&world);
    expect_none("V @20260504 | P d+60", "realtime_trip_not_running");
    assert_int_equal(feed()->refused, 1);
    expect_none("T @20251231 | P d+60", "realtime_date_outside");
    expect_none("T @20270101 | P d+60", "realtime_date_outside");
    expect_none("T @2026 | P d+60", "realtime_run_unclear");
    expect_none("T ^noon | P d+60", "realtime_run_unclear");
    expect_none("T !4 | P d+60", "realtime_relation_unknown");
}

static void without_a_date_the_nearest_run_is_meant(void **state)
{
    (void)state;
    go_to(1, 0, 20);
    expect("N | Q d+60", "N", 0, LIVE_BY_TRIP); /* It left yesterday and is under way. */
    go_to(1, 8, 0);
    expect("N | Q d+60", "N", 0, LIVE_BY_TRIP);
    go_to(1, 14, 0);
    expect("N | Q d+60", "N", 1, LIVE_BY_TRIP);
    go_to(0, 23, 0);
    expect("T | Q d+60", "T", 1, LIVE_BY_TRIP);
    go_to(2, 0, 30);
    expect("F | Q a+60", "F", 0, LIVE_BY_TRIP); /* 30:00 to 49:00, under way on the third day. */
    assert_string_equal(live_feeds_run(&world.state, "F", WORLD_DAY, INT32_MIN),
                        "P 30:00 30:00 n | Q 49:01 49:01");
    go_to(2, 12, 0);
    expect_none("V | P d+60", "realtime_trip_not_running"); /* Neither yesterday nor tomorrow. */
    go_to(5, 7, 0);
    expect("V | P d+60", "V", 5, LIVE_BY_TRIP);
}

static void a_headway_run_is_told_by_its_start(void **state)
{
    (void)state;
    live_world_reset(&world);
    live_world_say(&world, "H ^06:20:00 | P d+60");
    assert_string_equal(live_feeds_run(&world.state, "H", WORLD_DAY, 6 * 3600 + 1200),
                        "P 06:20 06:21 | R 06:41 06:41");
    expect_none("H | P d+60", "realtime_run_unclear");
    expect_none("H ^06:25:00 | P d+60", "realtime_run_unclear");
    expect_none("H ^08:00:00 | P d+60", "realtime_run_unclear");
    expect_none("H ^05:50:00 | P d+60", "realtime_run_unclear");
}

static void a_run_of_a_headway_stands_for_the_departure_next_to_it(void **state)
{
    (void)state;
    live_world_reset(&world);
    live_world_say(&world, "K !2 ^09:17:00 | P d+60");
    assert_string_equal(live_feeds_run(&world.state, "K", WORLD_DAY, 9 * 3600 + 900),
                        "P 09:17 09:18 u | R 09:38 09:38 u");
    assert_int_equal(world.state.live.calls[0].promised_depart, LIVE_NO_TIME);
    live_world_say(&world, "K !2 ^09:58:00 | P d+0");
    assert_string_equal(live_feeds_run(&world.state, "K", WORLD_DAY, 9 * 3600 + 2700),
                        "P 09:58 09:58 u | R 10:18 10:18 u");
    live_world_say(&world, "K ^08:50:00 | P d+0");
    assert_non_null(live_feeds_find(&world.state, "K", WORLD_DAY, 9 * 3600));
    expect_none("K ^08:40:00 | P d+0", "realtime_run_unclear");
    expect_none("K ^10:30:00 | P d+0", "realtime_run_unclear");
}

static void part_of_an_id_is_enough_where_allowed(void **state)
{
    (void)state;
    live_world_reset(&world);
    expect_none("9:A:7 | P d+60", "realtime_trip_unknown");
    world.state.rules[0].trip_suffix = ":";
    expect("9:A:7 | P d+60", "1:A:7", 0, LIVE_BY_SUFFIX); /* `2:A:7` does not run today. */
    expect("9:A:7 @20260509 | P d+60", "2:A:7", 5, LIVE_BY_SUFFIX);
    expect("7 | P d+60", "1:A:7", 0, LIVE_BY_SUFFIX);
    expect("x:T | P d+60", "T", 0, LIVE_BY_SUFFIX);
    expect_none("9:A:8 | P d+60", "realtime_trip_ambiguous");
    expect("9:A:8 dir:1 | R d+60", "1:B:8", 0, LIVE_BY_SUFFIX);
    expect_none("9:A:8 route:L dir:1 | R d+60", "realtime_trip_unknown");
    expect_none("9:V @20260504 | P d+60", "realtime_trip_not_running");
    expect_none("9:A:9 | P d+60", "realtime_trip_unknown");
    world.state.rules[0].trip_suffix = NULL;
    world.state.rules[0].trip_prefix = ":";
    expect("2:x @20260509 | P d+60", "2:A:7", 5, LIVE_BY_SUFFIX);
    expect_none("1:x | P d+60", "realtime_trip_ambiguous"); /* They start at different times. */
    expect("1:x ^14:00:00 | P d+60", "1:A:7", 0, LIVE_BY_SUFFIX);
    expect("T:x | P d+60", "T", 0, LIVE_BY_SUFFIX);
}

static void route_and_start_are_enough_where_allowed(void **state)
{
    (void)state;
    live_world_reset(&world);
    expect_none("x route:L ^08:00:00 | P d+60", "realtime_trip_unknown");
    world.state.rules[0].by_route = true;
    expect("x route:L ^08:00:00 | P d+60", "T", 0, LIVE_BY_ROUTE);
    expect("x route:L ^08:00:00 @20260506 dir:0 | P d+60", "T", 2, LIVE_BY_ROUTE);
    expect("x route:M ^07:00:00 | P d+60", "H", 0, LIVE_BY_ROUTE);
    expect("x route:M ^15:00:00 dir:1 | R d+60", "1:B:8", 0, LIVE_BY_ROUTE);
    expect_none("x route:M ^15:00:00 | P d+60", "realtime_trip_ambiguous");
    expect_none("x route:L ^08:00:00 dir:1 | P d+60", "realtime_trip_unknown");
    expect_none("x route:L ^08:01:00 | P d+60", "realtime_trip_unknown");
    expect_none("x route:X ^08:00:00 | P d+60", "realtime_trip_unknown");
    expect_none("x route:L | P d+60", "realtime_trip_unknown");
}

static void times_at_stops_are_enough_where_allowed(void **state)
{
    (void)state;
    live_world_reset(&world);
    expect_none("x route:L | Q d=08:13 d+120 | R a=08:22 a+120", "realtime_trip_unknown");
    world.state.rules[0].by_stops = true;
    expect("x route:L | Q d=08:13 d+120 | R a=08:22 a+120", "T", 0, LIVE_BY_STOPS);
    expect("x route:L | Q D=08:11:40 d=08:20", "T", 0, LIVE_BY_STOPS); /* Told to the minute. */
    expect("x route:M | P D=14:00 d=14:03", "1:A:7", 0, LIVE_BY_STOPS);
    expect("x route:L | Q D=24:10", "N", 0, LIVE_BY_STOPS);
    expect("x route:L @20260503 | Q D=00:10", "N", -1, LIVE_BY_STOPS);
    expect_none("x route:L @20260504 | Q D=00:10", "realtime_trip_unknown");
    expect_none("x route:L | Q d=08:13", "realtime_trip_unknown"); /* Nothing about the promise. */
    expect_none("x route:L | Q d=08:13 d+120 | P d=08:30 d+120", "realtime_trip_unknown");
    expect_none("x route:L | Q d=08:15 d+120", "realtime_trip_unknown");
    expect_none("x route:L | #2 d=08:13 d+120", "realtime_trip_unknown");
    expect_none("x route:M | P D=15:10 d=15:10", "realtime_trip_unknown");
}

static int set_up(void **state)
{
    (void)state;
    live_world_init(&world);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    live_world_finish(&world);
    return 0;
}

static void an_index_of_nothing_is_made_once(void **state)
{
    (void)state;
    struct network empty = *world.state.network;
    empty.counts.trips = empty.counts.patterns = 0;
    const struct realtime_rules rules = {
        .tag = "live", .trip_suffix = ":", .trip_prefix = ":", .by_route = true, .by_stops = true};
    const struct realtime_run run = {.trip_id.text = "no:such",
                                     .route_id.text = "L",
                                     .has_start_time = true,
                                     .start_time = 8 * 3600};
    const struct realtime_stop stop = {.stop_id.text = "P"};
    struct matcher matcher;
    matcher_init(&matcher, &empty, &rules, world.midnight);
    for (int i = 0; i < 3; i++) {
        const struct match match = matcher_find(&matcher, &run, (struct match_stops){&stop, 1});
        assert_int_equal(match.stage, LIVE_BY_NOTHING);
    }
    assert_int_equal(matcher.by_suffix.made, 1);
    assert_int_equal(matcher.by_prefix.made, 1);
    assert_int_equal(matcher.by_route.made, 1);
    assert_int_equal(matcher.by_pattern.made, 1);
    matcher_finish(&matcher);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_trip_is_found_by_its_id),
        cmocka_unit_test(days_on_which_it_does_not_run_are_refused),
        cmocka_unit_test(without_a_date_the_nearest_run_is_meant),
        cmocka_unit_test(a_headway_run_is_told_by_its_start),
        cmocka_unit_test(a_run_of_a_headway_stands_for_the_departure_next_to_it),
        cmocka_unit_test(part_of_an_id_is_enough_where_allowed),
        cmocka_unit_test(route_and_start_are_enough_where_allowed),
        cmocka_unit_test(times_at_stops_are_enough_where_allowed),
        cmocka_unit_test(an_index_of_nothing_is_made_once),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
