#include "feeds/realtime/apply.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "tests/live_world.h"

/* Whole runs: cancelled, new, copied, replaced; and several feeds. */

static struct live_world world;

static const struct live_feed *feed(void)
{
    return &world.state.live.feeds[0];
}

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
    assert_int_equal(feed()->refused, 1);
}

static const char *text(text_ix index)
{
    uint32_t own = world.state.network->counts.texts;
    return index < own ? network_text(world.state.network, index)
                       : world.state.live.texts + (index - own);
}

static void a_run_may_be_cancelled_or_deleted(void **state)
{
    (void)state;
    expect("T !3", "T", "cancelled P 08:00 08:00 | Q 08:10 08:11 | R 08:20 08:20");
    expect("T !7", "T", "deleted P 08:00 08:00 | Q 08:10 08:11 | R 08:20 08:20");
    assert_int_equal(feed()->cancelled, 1);
    expect("T !3 | nowhere a+60", "T", "cancelled P 08:00 08:00 | Q 08:10 08:11 | R 08:20 08:20");
}

static void a_run_carries_what_is_said_of_it(void **state)
{
    (void)state;
    live_world_say(&world,
                   "T vehicle:v1 label:Bus plate:AB-1 wheel:2 at:08:03 sign:Anywhere | P d+60");
    const struct live_run *run = live_feeds_find(&world.state, "T", WORLD_DAY, INT32_MIN);
    assert_string_equal(text(run->vehicle_id), "v1");
    assert_string_equal(text(run->vehicle_label), "Bus");
    assert_string_equal(text(run->plate), "AB-1");
    assert_int_equal(run->stamp, world.midnight + 8 * 3600 + 180);
    assert_int_equal(run->start, 8 * 3600);
    assert_int_equal(run->from_vehicle, 0);
    const struct trip *trip = &world.state.live.trips[run - world.state.live.runs];
    assert_string_equal(text(trip->headsign), "Anywhere");
    assert_int_equal(world.state.live.patterns[0].wheelchair, TRISTATE_YES);
    live_world_say(&world, "T wheel:3 | P d+60");
    assert_int_equal(world.state.live.patterns[0].wheelchair, TRISTATE_NO);
    run = live_feeds_find(&world.state, "T", WORLD_DAY, INT32_MIN);
    assert_int_equal(run->stamp, world.stamp); /* The message's, where the update has none. */
}

static void of_several_updates_of_a_run_the_last_one_holds(void **state)
{
    (void)state;
    live_world_begin(&world);
    rt_trip(&world.words, "1", "T | P d+60");
    rt_trip(&world.words, "1", "T @20260505 | P d+60");
    rt_trip(&world.words, "1", "T | P d+120");
    live_world_apply(&world);
    assert_string_equal(live_world_run(&world, "T"),
                        "P 08:00 08:02 | Q 08:12 08:13 | R 08:22 08:22");
    assert_int_equal(world.state.live.counts.runs, 2);
    assert_int_equal(feed()->matched[LIVE_BY_TRIP], 3);
}

static void a_new_run_has_the_stops_and_times_of_its_update(void **state)
{
    (void)state;
    expect(
        "X !8 @20260504 route:L dir:1 short:7 sign:Far | P d=09:00 | Q a=09:10 d=09:11 | R a=09:20",
        "X", "P 09:00 09:00 | Q 09:10 09:11 | R 09:20 09:20");
    const struct live_run *run = live_feeds_find(&world.state, "X", WORLD_DAY, 9 * 3600);
    assert_int_equal(run->origin, LIVE_ADDED);
    assert_int_equal(run->promised, NO_IX);
    assert_int_equal(run->stage, LIVE_BY_NOTHING);
    const struct trip *trip = &world.state.live.trips[run - world.state.live.runs];
    assert_int_equal(trip->direction, 1);
    assert_string_equal(text(trip->short_name), "7");
    const struct live_call *calls = world.state.live.calls;
    assert_int_equal(calls[0].promised_depart, LIVE_NO_TIME);
    assert_int_equal(calls[0].promised_stop, NO_IX);
    assert_int_equal(calls[0].flags, LIVE_DEPART_SAID);
    assert_int_equal(feed()->added, 1);
    /* Without a date it is the day of its first time; a plan may stand beside what is expected. */
    expect("X !1 | P D=09:00 d=09:05 | R A=09:20 a=09:25", "X", "P 09:05 09:05 | R 09:25 09:25");
    assert_int_equal(world.state.live.calls[0].promised_depart, 9 * 3600);
    assert_int_equal(world.state.live.calls[1].promised_arrive, 9 * 3600 + 1200);
    /* A plan, and how late it is or that nothing is said of that. */
    expect("X !8 | P D=09:00 d+300 | Q A=09:10 D=09:11 | R A=09:20 a+60", "X",
           "P 09:05 09:05 | Q 09:15 09:16 | R 09:21 09:21");
    assert_int_equal(world.state.live.calls[0].promised_depart, 9 * 3600);
    expect("X !8 | P D=09:00 | R A=09:20", "X", "P 09:00 09:00 | R 09:20 09:20");
    expect("X !1 | P d=25:00 | R a=25:20", "X", "");
    assert_string_equal(live_feeds_run(&world.state, "X", WORLD_DAY + 1, INT32_MIN),
                        "P 01:00 01:00 | R 01:20 01:20");
    expect("X !1 @20260504 | P d=25:00 | R a=25:20", "X", "P 25:00 25:00 | R 25:20 25:20");
}

/* Whoever applies says what is odd; how many findings a feed has counts who has all of them. */
static void the_findings_of_a_feed_are_counted_elsewhere(void **state)
{
    (void)state;
    expect("nobody | P d+60", "nobody", "");
    assert_int_equal(live_feeds_found(&world.state, "realtime_trip_unknown"), 1);
    assert_int_equal(feed()->findings, LIVE_FEEDS_FINDINGS);
}

/* The departure of the first call of the first run, as it is published again. */
static struct realtime_event departure_given_on(void)
{
    const struct live *live = &world.state.live;
    const struct live_message *from = &live->messages[0];
    const struct realtime_bytes bytes = {live->republished + from->first, from->size, "again"};
    const struct realtime_limits limits = realtime_limits_usual(world.state.now);
    struct realtime_message message;
    struct findings findings;
    struct arena arena = {0};
    findings_init(&findings);
    assert_true(realtime_decode(bytes, &limits, &arena, &findings, &message, NULL));
    struct realtime_event departure = message.trips[0].stops[0].departure;
    findings_finish(&findings);
    arena_finish(&arena);
    return departure;
}

static void the_plan_of_a_new_run_is_given_on(void **state)
{
    (void)state;
    live_world_say(&world, "X !8 @20260504 route:L | P D=09:00 d=09:05 | R A=09:20 a=09:25");
    struct realtime_event event = departure_given_on();
    assert_true(event.has_time && event.has_scheduled && !event.has_delay);
    assert_int_equal(event.time - event.scheduled, 300);
    /* Where there is none, none is made up; of a promised run the timetable has it. */
    live_world_say(&world, "X !8 @20260504 route:L | P d=09:05 | R a=09:25");
    event = departure_given_on();
    assert_true(event.has_time && !event.has_scheduled && !event.has_delay);
    live_world_say(&world, "T | P d+300");
    event = departure_given_on();
    assert_true(event.has_time && !event.has_scheduled && event.has_delay);
    assert_int_equal(event.delay, 300);
}

static void a_new_run_on_an_unknown_route_is_on_the_spare_one(void **state)
{
    (void)state;
    expect("X !8 route:nowhere | P d=09:00 | R a=09:20", "X", "P 09:00 09:00 | R 09:20 09:20");
    assert_int_equal(live_feeds_found(&world.state, "realtime_new_route_unknown"), 1);
    expect("X !8 | P d=09:00 | R a=09:20", "X", "P 09:00 09:00 | R 09:20 09:20");
    assert_int_equal(live_feeds_found(&world.state, "realtime_new_route_unknown"), 0);
}

static void what_a_new_run_may_lack(void **state)
{
    (void)state;
    expect("X !8 | P d=09:00 | nowhere a=09:10 | R a=09:20", "X", "P 09:00 09:00 | R 09:20 09:20");
    assert_int_equal(live_feeds_found(&world.state, "realtime_new_stop_unknown"), 1);
    expect("X !8 | P d=09:00 | Q !1 | R a=09:20", "X",
           "P 09:00 09:00 | Q 09:00 09:00 s | R 09:20 09:20");
    expect("X !8 | P !1 | Q d=09:10 | R a=09:20", "X",
           "P 09:10 09:10 s | Q 09:10 09:10 | R 09:20 09:20");
    expect("X !8 | P d=09:30 | Q d=09:10 | R a=09:40", "X",
           "P 09:30 09:30 | Q 09:30 09:30 | R 09:40 09:40");
    assert_int_equal(live_feeds_found(&world.state, "realtime_times_fall"), 1);
    expect("X !8 | #4 P to:P2 d=09:00 pick:2 | #9 R a=09:20", "X",
           "P2 09:00 09:00 | R 09:20 09:20");
}

static void what_a_new_run_must_not_be(void **state)
{
    (void)state;
    expect_refused("T !8 | P d=09:00 | R a=09:20", "realtime_new_id_taken");
    expect_refused("T !1 | P d=09:00 | R a=09:20", "realtime_new_id_taken");
    expect_refused("X !8 @20260504", "realtime_new_stops_few");
    expect_refused("X !8 | P d=09:00", "realtime_new_stops_few");
    expect_refused("X !8 @20260504 | P d+60 | R a=09:20", "realtime_new_time_missing");
    expect_refused("X !8 | P d+60 | R a+60", "realtime_new_time_missing");
    expect_refused("X !8 | P d=09:00 | Q | R a=09:20", "realtime_new_time_missing");
    expect_refused("X !8 | #10 P d=09:00 | #9 R a=09:20", "realtime_stop_order");
    expect_refused("X !8 @20251231 | P d=09:00 | R a=09:20", "realtime_date_outside");
    expect_refused("X !8 @20270504 | P d=09:00 | R a=09:20", "realtime_date_outside");
    expect_refused("X !8 @today | P d=09:00 | R a=09:20", "realtime_run_unclear");
    expect_refused("X !8 @20260601 | P d=09:00 | R a=09:20", "realtime_new_time_missing");
    expect_refused("route:L !8 | P d=09:00 | R a=09:20", "realtime_run_unclear");
    live_world_say(&world, "X !8 | nowhere d=09:00 | nor d=09:10 | R a=09:20");
    assert_int_equal(live_feeds_found(&world.state, "realtime_new_stops_few"), 1);
    assert_int_equal(world.state.live.counts.runs, 0);
}

static void a_copy_is_as_its_model_at_another_time(void **state)
{
    (void)state;
    expect("T !6 as:T2 on:20260504 from:11:00:00", "T2",
           "P 11:00 11:00 | Q 11:10 11:11 | R 11:20 11:20");
    const struct live_run *run = live_feeds_find(&world.state, "T2", WORLD_DAY, 11 * 3600);
    assert_int_equal(run->origin, LIVE_COPIED);
    assert_int_equal(run->like, frozen_trip(&world.frozen, "T"));
    assert_int_equal(run->promised, NO_IX);
    assert_int_equal(feed()->added, 1);
    expect("T !6 @20260504 as:T2 from:11:00:00 | P d+60", "T2",
           "P 11:00 11:01 | Q 11:11 11:12 | R 11:21 11:21");
    expect("V !6 as:V2 on:20260504 from:11:00:00", "V2", /* also on a day when its model rests */
           "P 11:00 11:00 | Q 11:10 11:11 | R 11:20 11:20");
    expect_refused("T !6 on:20260504 from:11:00:00", "realtime_copy_unclear");
    expect_refused("T !6 as:T2 from:11:00:00", "realtime_copy_unclear");
    expect_refused("T !6 as:T2 on:20260504", "realtime_copy_unclear");
    expect_refused("T !6", "realtime_copy_unclear");
    expect_refused("T !6 as:U on:20260504 from:11:00:00", "realtime_new_id_taken");
    expect_refused("T !6 as:T2 on:20270504 from:11:00:00", "realtime_date_outside");
    expect_refused("T !6 as:T2 on:20260504 from:11:00:00 | Z d+60", "realtime_stop_wrong");
    live_world_say(&world, "W !6 as:T2 on:20260504 from:11:00:00");
    assert_int_equal(live_feeds_found(&world.state, "realtime_trip_unknown"), 1);
}

static void a_replaced_run_has_other_calls(void **state)
{
    (void)state;
    expect("T !5 | P d=08:05 | P2 a=08:12 | R a=08:30", "T",
           "P 08:05 08:05 | P2 08:12 08:12 + | R 08:30 08:30");
    const struct live_run *run = live_feeds_find(&world.state, "T", WORLD_DAY, 8 * 3600);
    assert_int_equal(run->origin, LIVE_REPLACED);
    assert_int_equal(run->stage, LIVE_BY_TRIP);
    const struct live_call *calls = world.state.live.calls;
    assert_int_equal(calls[0].promised_depart, 8 * 3600);
    assert_int_equal(calls[1].promised_arrive, LIVE_NO_TIME);
    assert_int_equal(calls[2].promised_arrive, 8 * 3600 + 1200);
    /* Where the promised run calls, too, a delay says when; it holds for the next one. */
    expect("T !5 | P d+60 | Q | R", "T", "P 08:01 08:01 | Q 08:11 08:12 | R 08:21 08:21");
    expect("T !5 | Q d+60 | R a+120", "T", "Q 08:12 08:12 | R 08:22 08:22");
    expect_refused("T !5 | P d+60 | Z", "realtime_new_time_missing");
    expect_refused("T !5", "realtime_new_stops_few");
    live_world_say(&world, "T !5 | P d+60 | nowhere a=08:10 | R");
    assert_int_equal(live_feeds_found(&world.state, "realtime_new_stop_unknown"), 1);
    assert_string_equal(live_world_run(&world, "T"), "P 08:01 08:01 | R 08:21 08:21");
}

static void a_later_feed_has_the_last_word_and_a_stale_one_none(void **state)
{
    (void)state;
    world.state.count = 2;
    live_world_begin(&world);
    rt_trip(&world.words, "1", "T | P d+60");
    rt_trip(&world.words, "2", "U | R d+60");
    live_feeds_take(&world.state, 0, rt_bytes(&world.words));
    live_world_begin(&world);
    rt_trip(&world.words, "1", "T | P d+120");
    live_feeds_take(&world.state, 1, rt_bytes(&world.words));
    live_feeds_apply(&world.state);
    assert_string_equal(live_world_run(&world, "T"),
                        "P 08:00 08:02 | Q 08:12 08:13 | R 08:22 08:22");
    assert_int_equal(live_feeds_find(&world.state, "T", WORLD_DAY, INT32_MIN)->feed, 1);
    assert_int_equal(live_feeds_find(&world.state, "U", WORLD_DAY, INT32_MIN)->feed, 0);
    world.state.stale[1] = true;
    live_feeds_apply(&world.state);
    assert_string_equal(live_world_run(&world, "T"),
                        "P 08:00 08:01 | Q 08:11 08:12 | R 08:21 08:21");
    assert_int_equal(world.state.live.feeds[1].entities, 1);
    assert_int_equal(world.state.live.feeds[1].trips, 0);
    assert_int_equal(world.state.live.feeds[1].matched[LIVE_BY_TRIP], 0);
    live_world_reset(&world);
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
        cmocka_unit_test(a_run_may_be_cancelled_or_deleted),
        cmocka_unit_test(a_run_carries_what_is_said_of_it),
        cmocka_unit_test(of_several_updates_of_a_run_the_last_one_holds),
        cmocka_unit_test(a_new_run_has_the_stops_and_times_of_its_update),
        cmocka_unit_test(the_findings_of_a_feed_are_counted_elsewhere),
        cmocka_unit_test(the_plan_of_a_new_run_is_given_on),
        cmocka_unit_test(a_new_run_on_an_unknown_route_is_on_the_spare_one),
        cmocka_unit_test(what_a_new_run_may_lack),
        cmocka_unit_test(what_a_new_run_must_not_be),
        cmocka_unit_test(a_copy_is_as_its_model_at_another_time),
        cmocka_unit_test(a_replaced_run_has_other_calls),
        cmocka_unit_test(a_later_feed_has_the_last_word_and_a_stale_one_none),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
