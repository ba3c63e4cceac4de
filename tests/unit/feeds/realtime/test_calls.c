#include "feeds/realtime/calls.h"

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

/* What one update makes of one trip. */
static void expect(const char *line, const char *trip, const char *run)
{
    live_world_say(&world, line);
    assert_string_equal(live_world_run(&world, trip), run);
}

static void expect_refused(const char *line, const char *code)
{
    live_world_say(&world, line);
    assert_int_equal(world.state.live.counts.runs, 0);
    assert_int_equal(live_feeds_found(&world.state, code), 1);
    assert_int_equal(feed()->trips, 1);
}

static void a_delay_holds_until_the_next_one(void **state)
{
    (void)state;
    expect("T | P d+60", "T", "P 08:00 08:01 | Q 08:11 08:12 | R 08:21 08:21");
    expect("T | P d+60 | R a+120", "T", "P 08:00 08:01 | Q 08:11 08:12 | R 08:22 08:22");
    expect("T | Q a+60", "T", "P 08:00 08:00 n | Q 08:11 08:12 | R 08:21 08:21");
    expect("T | Q a+60 d+0", "T", "P 08:00 08:00 n | Q 08:11 08:11 | R 08:20 08:20");
    expect("T | P d-60", "T", "P 07:59 07:59 | Q 08:09 08:10 | R 08:19 08:19");
}

static void times_stand_for_delays_and_win_over_them(void **state)
{
    (void)state;
    expect("T | Q d=08:12:30", "T", "P 08:00 08:00 n | Q 08:10 08:12:30 | R 08:21:30 08:21:30");
    expect("T | Q a=08:14 a+60", "T", "P 08:00 08:00 n | Q 08:14 08:15 | R 08:24 08:24");
    expect("T | Q d=08:09", "T", "P 08:00 08:00 n | Q 08:09 08:09 | R 08:18 08:18");
}

static void the_delay_of_the_trip_stands_where_no_stop_has_one(void **state)
{
    (void)state;
    expect("T late:60", "T", "P 08:01 08:01 | Q 08:11 08:12 | R 08:21 08:21");
    expect("T late:60 | Q !1", "T", "P 08:01 08:01 | Q 08:11 08:12 s | R 08:21 08:21");
    expect("T late:600 | Q a+60", "T", "P 08:00 08:00 n | Q 08:11 08:12 | R 08:21 08:21");
    expect("T", "T", "P 08:00 08:00 | Q 08:10 08:11 | R 08:20 08:20");
}

static void what_was_said_is_told_from_what_was_promised(void **state)
{
    (void)state;
    live_world_say(&world, "T | Q d+60 u:30 occ:3 sign:Gare pick:1 drop:3");
    const struct live_call *calls = world.state.live.calls;
    assert_int_equal(calls[0].flags, LIVE_NO_DATA);
    assert_int_equal(calls[1].flags, LIVE_DEPART_SAID);
    assert_int_equal(calls[2].flags, LIVE_ARRIVE_SAID | LIVE_DEPART_SAID);
    assert_int_equal(calls[1].promised_arrive, 8 * 3600 + 600);
    assert_int_equal(calls[1].promised_depart, 8 * 3600 + 660);
    assert_int_equal(calls[1].uncertainty, 30);
    assert_int_equal(calls[2].uncertainty, -1);
    assert_int_equal(calls[1].occupancy, OCCUPANCY_STANDING);
    assert_int_equal(calls[0].occupancy, OCCUPANCY_NOT_GIVEN);
    assert_string_equal(
        world.state.live.texts + (calls[1].headsign - world.state.network->counts.texts), "Gare");
    assert_int_equal(world.state.live.call_rules[1].pickup, BOARDING_NO);
    assert_int_equal(world.state.live.call_rules[1].drop_off, BOARDING_DRIVER);
    assert_int_equal(world.state.live.call_rules[0].pickup, BOARDING_YES);
}

static void calls_before_the_first_told_one_give_way_or_follow(void **state)
{
    (void)state;
    expect("T | R a=07:55", "T", "P 07:55 07:55 n | Q 07:55 07:55 n | R 07:55 07:55");
    expect("T | R a=08:09", "T", "P 08:00 08:00 n | Q 08:09 08:09 n | R 08:09 08:09");
    world.state.rules[0].backward = BACKWARD_ALWAYS;
    expect("T | Q d+120", "T", "P 08:02 08:02 | Q 08:12 08:13 | R 08:22 08:22");
    expect("T | R a-120", "T", "P 07:58 07:58 | Q 08:08 08:09 | R 08:18 08:18");
    live_world_reset(&world);
}

static void nobody_gets_on_where_it_does_not_stop(void **state)
{
    (void)state;
    expect("T | P d+60 | Q !1 | R a+120", "T", "P 08:00 08:01 | Q 08:11 08:12 s | R 08:22 08:22");
    assert_int_equal(world.state.live.call_rules[1].pickup, BOARDING_NO);
    assert_int_equal(world.state.live.call_rules[1].drop_off, BOARDING_NO);
    assert_int_equal(feed()->skipped, 1);
    /* The next told time is earlier than the skipped call was promised. */
    expect("T | P d+0 | Q !1 | R a=08:05", "T", "P 08:00 08:00 | Q 08:05 08:05 s | R 08:05 08:05");
    expect("T | P !1 | R !1", "T", "P 08:00 08:00 s | Q 08:10 08:11 | R 08:20 08:20 s");
}

static void no_data_is_as_promised_but_not_before_the_call_ahead(void **state)
{
    (void)state;
    expect("T | P d+60 | Q !2", "T", "P 08:00 08:01 | Q 08:10 08:11 n | R 08:20 08:20 n");
    expect("T | P d+900 | Q !2", "T", "P 08:00 08:15 | Q 08:15 08:15 n | R 08:20 08:20 n");
    expect("T | P d+60 | Q !2 | R a+60", "T", "P 08:00 08:01 | Q 08:10 08:11 n | R 08:21 08:21");
    expect("T | P !2 | Q !1 | R !2", "T", "P 08:00 08:00 n | Q 08:10 08:11 s | R 08:20 08:20 n");
    expect("T | P d+60 | Q !9", "T", "P 08:00 08:01 | Q 08:10 08:11 n | R 08:20 08:20 n");
}

static void times_that_fall_are_carried_forward(void **state)
{
    (void)state;
    expect("T | P d=08:30 | Q a=08:20 d=08:25 | R a=08:40", "T",
           "P 08:00 08:30 | Q 08:30 08:30 | R 08:40 08:40");
    assert_int_equal(live_feeds_found(&world.state, "realtime_times_fall"), 1);
    expect("T | P d+600 | Q d+0", "T", "P 08:00 08:10 | Q 08:11 08:11 | R 08:20 08:20");
    assert_int_equal(live_feeds_found(&world.state, "realtime_times_fall"), 0);
}

static void times_of_another_week_are_not_believed(void **state)
{
    (void)state;
    expect("T | P d=1 | R a+60", "T", "P 08:00 08:00 n | Q 08:10 08:11 n | R 08:21 08:21");
    assert_int_equal(live_feeds_found(&world.state, "realtime_time_far"), 1);
    expect("T | P d=99999999999 d+60", "T", "P 08:00 08:01 | Q 08:11 08:12 | R 08:21 08:21");
}

static void a_platform_may_change(void **state)
{
    (void)state;
    expect("T | P to:P2 d+60", "T", "P2 08:00 08:01 > | Q 08:11 08:12 | R 08:21 08:21");
    expect("T | #1 to:Z", "T", "Z 08:00 08:00 > | Q 08:10 08:11 | R 08:20 08:20");
    expect("T | P to:P", "T", "P 08:00 08:00 | Q 08:10 08:11 | R 08:20 08:20");
    expect("T | P2 d+60", "T", "P2 08:00 08:01 > | Q 08:11 08:12 | R 08:21 08:21");
    expect("T | P2 #1 d+60", "T", "P2 08:00 08:01 > | Q 08:11 08:12 | R 08:21 08:21");
    expect("T | S d+60", "T", "P 08:00 08:01 | Q 08:11 08:12 | R 08:21 08:21");
    expect_refused("T | P to:nowhere", "realtime_stop_wrong");
    expect_refused("T | P to:E", "realtime_stop_wrong");
}

static void stops_are_found_by_id_and_number(void **state)
{
    (void)state;
    expect("T | #2 a+60", "T", "P 08:00 08:00 n | Q 08:11 08:12 | R 08:21 08:21");
    expect("O | #15 a+60", "O",
           "P 10:00 10:00 n | Q 10:10 10:10 n | P 10:21 10:21 | R 10:31 10:31");
    expect("O | P #15 a+60", "O",
           "P 10:00 10:00 n | Q 10:10 10:10 n | P 10:21 10:21 | R 10:31 10:31");
    expect("O | Q d+0 | P a+60", "O",
           "P 10:00 10:00 n | Q 10:10 10:10 | P 10:21 10:21 | R 10:31 10:31");
    expect("O | P d+60", "O", "P 10:00 10:01 | Q 10:11 10:11 | P 10:21 10:21 | R 10:31 10:31");
    /* A feed that numbers its updates its own way: the stops say enough. */
    expect("O | P #1 d+0 | Q #2 d+60", "O",
           "P 10:00 10:00 | Q 10:10 10:11 | P 10:21 10:21 | R 10:31 10:31");
}

static void one_wrong_stop_drops_the_update(void **state)
{
    (void)state;
    expect_refused("T | P d+60 | nowhere d+60", "realtime_stop_wrong");
    expect_refused("T | P d+60 | Z d+60", "realtime_stop_wrong");
    expect_refused("T | #1 d+60 | #4 d+60", "realtime_stop_wrong");
    expect_refused("T | #4294967295 d+60", "realtime_stop_wrong");
    expect_refused("O | #6 d+60", "realtime_stop_wrong");
    expect_refused("T | #2 d+60 | #1 d+60", "realtime_stop_order");
    expect_refused("T | #2 d+60 | #2 d+60", "realtime_stop_order");
    expect_refused("T | Q d+60 | P d+60", "realtime_stop_wrong");
    assert_int_equal(feed()->refused, 1);
    assert_int_equal(feed()->matched[LIVE_BY_TRIP], 1);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_delay_holds_until_the_next_one),
        cmocka_unit_test(times_stand_for_delays_and_win_over_them),
        cmocka_unit_test(the_delay_of_the_trip_stands_where_no_stop_has_one),
        cmocka_unit_test(what_was_said_is_told_from_what_was_promised),
        cmocka_unit_test(calls_before_the_first_told_one_give_way_or_follow),
        cmocka_unit_test(nobody_gets_on_where_it_does_not_stop),
        cmocka_unit_test(no_data_is_as_promised_but_not_before_the_call_ahead),
        cmocka_unit_test(times_that_fall_are_carried_forward),
        cmocka_unit_test(times_of_another_week_are_not_believed),
        cmocka_unit_test(a_platform_may_change),
        cmocka_unit_test(stops_are_found_by_id_and_number),
        cmocka_unit_test(one_wrong_stop_drops_the_update),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
