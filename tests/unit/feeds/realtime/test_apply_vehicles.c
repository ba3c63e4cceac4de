#include "feeds/realtime/apply.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "tests/live_world.h"

static struct live_world world;

static const struct live_feed *feed(void)
{
    return &world.state.live.feeds[0];
}

static const char *text(text_ix index)
{
    uint32_t own = world.state.network->counts.texts;
    return index < own ? network_text(world.state.network, index)
                       : world.state.live.texts + (index - own);
}

/* One vehicle alone. */
static void say(const char *line)
{
    live_world_begin(&world);
    rt_vehicle(&world.words, "v", line);
    live_world_apply(&world);
}

/* One vehicle, seen at `hour`:`minute` and applied a minute later, and what its run is then. */
static void expect_at(int hour, int minute, const char *line, const char *run)
{
    char seen[256];
    live_world_reset(&world);
    world.state.now = world.midnight + hour * 3600 + minute * 60 + 60;
    world.stamp = world.state.now - 30;
    snprintf(seen, sizeof seen, "%s at:%02d:%02d", line, hour, minute);
    say(seen);
    assert_int_equal(world.state.live.counts.vehicles, 1);
    assert_string_equal(live_world_run(&world, "T"), run);
}

static void a_vehicle_is_where_it_says(void **state)
{
    (void)state;
    live_world_reset(&world);
    say("T | stop:Q status:0 at:08:04 lat:48.05 lon:2.05 bearing:90 speed:12.5 occ:1 full:40 jam:2 "
        "id:v1 label:Bus plate:AB");
    const struct live_vehicle *vehicle = world.state.live.vehicles;
    assert_int_equal(world.state.live.counts.vehicles, 1);
    assert_int_equal(vehicle->trip, frozen_trip(&world.frozen, "T"));
    assert_int_equal(vehicle->day, WORLD_DAY);
    assert_int_equal(vehicle->start, 8 * 3600);
    assert_int_equal(vehicle->stop, frozen_stop(&world.frozen, "Q"));
    assert_int_equal(vehicle->stamp, world.midnight + 8 * 3600 + 240);
    assert_true(vehicle->placed && vehicle->at.lat > 480499000 && vehicle->at.lat < 480501000);
    assert_true(vehicle->bearing == 90 && vehicle->speed == 12.5f);
    assert_true(vehicle->status == 0 && vehicle->occupancy == 1 && vehicle->congestion == 2);
    assert_int_equal(vehicle->percentage, 40);
    assert_string_equal(text(vehicle->id), "v1");
    assert_string_equal(text(vehicle->label), "Bus");
    assert_string_equal(text(vehicle->plate), "AB");
    assert_int_equal(feed()->vehicles, 1);
    assert_int_equal(feed()->vehicles_matched[LIVE_BY_TRIP], 1);
}

static void what_a_vehicle_does_not_say_is_not_known(void **state)
{
    (void)state;
    live_world_reset(&world);
    say("T | lat:48.05 lon:2.05");
    const struct live_vehicle *vehicle = world.state.live.vehicles;
    assert_true(vehicle->bearing < 0 && vehicle->speed < 0);
    assert_true(vehicle->status == 255 && vehicle->occupancy == 255);
    assert_int_equal(vehicle->percentage, -1);
    assert_int_equal(vehicle->stop, NO_IX);
    assert_int_equal(vehicle->stamp, world.stamp);
    say("T | #2"); /* On its way to its second stop, as the standard says. */
    vehicle = world.state.live.vehicles;
    assert_int_equal(vehicle->stop, frozen_stop(&world.frozen, "Q"));
    assert_true(vehicle->status == 2 && !vehicle->placed);
    say("T | #9 stop:nowhere");
    assert_int_equal(world.state.live.vehicles->stop, NO_IX);
    assert_int_equal(live_feeds_found(&world.state, "realtime_vehicle_stop_unknown"), 1);
}

static void a_vehicle_of_no_run_is_shown_by_its_place_alone(void **state)
{
    (void)state;
    live_world_reset(&world);
    say("W | lat:48.05 lon:2.05 at:08:04");
    assert_int_equal(world.state.live.counts.vehicles, 1);
    assert_int_equal(world.state.live.vehicles->trip, NO_IX);
    assert_int_equal(feed()->vehicles_matched[LIVE_BY_NOTHING], 1);
    assert_int_equal(live_feeds_found(&world.state, "realtime_trip_unknown"), 1);
    say("W | stop:Q at:08:04");
    assert_int_equal(world.state.live.counts.vehicles, 0);
    say("| lat:48.05 lon:2.05 at:08:04");
    assert_int_equal(world.state.live.counts.vehicles, 1);
    assert_int_equal(world.state.live.counts.runs, 0);
}

static void a_vehicle_at_a_stop_is_late_when_it_should_have_left(void **state)
{
    (void)state;
    expect_at(8, 14, "T | #2 status:1", "P 08:00 08:00 n | Q 08:10 08:14 | R 08:23 08:23");
    expect_at(8, 10, "T | #2 status:1", "P 08:00 08:00 n | Q 08:10 08:11 | R 08:20 08:20");
    expect_at(8, 5, "T | #2 status:1", "P 08:00 08:00 n | Q 08:10 08:11 | R 08:20 08:20");
    expect_at(8, 3, "T | stop:P status:1", "P 08:00 08:03 | Q 08:13 08:14 | R 08:23 08:23");
    expect_at(7, 50, "T | stop:P status:1", "P 08:00 08:00 | Q 08:10 08:11 | R 08:20 08:20");
    assert_int_equal(live_feeds_find(&world.state, "T", WORLD_DAY, INT32_MIN)->from_vehicle, 1);
}

static void a_vehicle_under_way_is_late_by_where_it_should_be(void **state)
{
    (void)state;
    /* Half way from P (48.001, 2.001) to Q (48.05, 2.05), which is promised for 08:05. */
    expect_at(8, 8, "T | #2 lat:48.0255 lon:2.0255",
              "P 08:00 08:00 n | Q 08:13 08:14 | R 08:23 08:23");
    expect_at(8, 3, "T | #2 lat:48.0255 lon:2.0255", /* Ahead of time: it may wait. */
              "P 08:00 08:00 n | Q 08:10 08:11 | R 08:20 08:20");
    expect_at(8, 14, "T | #2 status:0 lat:48.05 lon:2.05",
              "P 08:00 08:00 n | Q 08:14 08:15 | R 08:24 08:24");
    expect_at(8, 2, "T | #1 lat:48 lon:2", /* On its way to where it starts. */
              "P 08:02 08:02 | Q 08:12 08:13 | R 08:22 08:22");
}

static void nothing_is_made_of_what_nobody_can_know(void **state)
{
    (void)state;
    expect_at(8, 8, "T | #2", ""); /* Under way, but where? */
    expect_at(8, 8, "T | lat:48.0255 lon:2.0255", "");
    expect_at(8, 8, "T | stop:Z lat:48.0255 lon:2.0255", "");
    expect_at(11, 8, "T | #2 status:1", ""); /* Three hours late: rather another run. */
    live_world_reset(&world);
    say("T | #2 status:1"); /* Not said when. */
    assert_string_equal(live_world_run(&world, "T"), "");
    say("T | #2 status:1 at:07:59"); /* Six minutes ago. */
    assert_string_equal(live_world_run(&world, "T"), "");
    say("K ^09:15:00 | #2 status:1 at:08:04"); /* No time is promised. */
    assert_int_equal(world.state.live.counts.runs, 0);
}

static void a_trip_update_knows_better_than_a_vehicle(void **state)
{
    (void)state;
    live_world_reset(&world);
    live_world_begin(&world);
    rt_vehicle(&world.words, "v", "T | #1 status:1 at:08:04");
    rt_trip(&world.words, "t", "T | P d+60");
    live_world_apply(&world);
    assert_string_equal(live_world_run(&world, "T"),
                        "P 08:00 08:01 | Q 08:11 08:12 | R 08:21 08:21");
    assert_int_equal(world.state.live.vehicles->run, 0);
    live_world_begin(&world);
    rt_vehicle(&world.words, "v", "T | #1 status:1 at:08:04");
    rt_trip(&world.words, "t", "T !3");
    live_world_apply(&world);
    assert_string_equal(live_world_run(&world, "T"),
                        "cancelled P 08:00 08:00 | Q 08:10 08:11 | R 08:20 08:20");
}

static void a_loop_is_told_by_time(void **state)
{
    (void)state;
    live_world_reset(&world);
    world.state.now = world.midnight + 10 * 3600 + 22 * 60;
    world.stamp = world.state.now - 30;
    say("O | stop:P status:1 at:10:21");
    assert_string_equal(live_world_run(&world, "O"),
                        "P 10:00 10:00 n | Q 10:10 10:10 n | P 10:20 10:21 | R 10:31 10:31");
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
        cmocka_unit_test(a_vehicle_is_where_it_says),
        cmocka_unit_test(what_a_vehicle_does_not_say_is_not_known),
        cmocka_unit_test(a_vehicle_of_no_run_is_shown_by_its_place_alone),
        cmocka_unit_test(a_vehicle_at_a_stop_is_late_when_it_should_have_left),
        cmocka_unit_test(a_vehicle_under_way_is_late_by_where_it_should_be),
        cmocka_unit_test(nothing_is_made_of_what_nobody_can_know),
        cmocka_unit_test(a_trip_update_knows_better_than_a_vehicle),
        cmocka_unit_test(a_loop_is_told_by_time),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
