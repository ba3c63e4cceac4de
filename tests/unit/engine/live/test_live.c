#include "engine/live/live.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "engine/board/board.h"
#include "engine/network/keys.h"
#include "engine/planner.h"
#include "tests/rich_live.h"

static struct built built;
static struct live live;
static struct world world;
static char path[256];

static int set_up(void **state)
{
    (void)state;
    rich_build(&built);
    snprintf(path, sizeof path, "%s", scratch_path(&built.scratch, "live"));
    rich_live_open(&built, path, &live);
    world = (struct world){.network = &built.network, .live = &live};
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    live_close(&live);
    built_finish(&built);
    return 0;
}

static struct run promised(const char *id, day_time start)
{
    return (struct run){keys_trip_in(&built.network, 0, id), RICH_DAY, start};
}

static unix_time clock_at(day_time time)
{
    struct zone zone = network_zone(&built.network, built.network.feeds[0].zone);
    return zone_day_start(&zone, RICH_DAY) + time;
}

static void a_late_run_keeps_its_pattern(void **state)
{
    (void)state;
    struct run fast = promised("headway", 6 * 3600 + 600), now = run_now(&world, fast);
    assert_true(now.trip >= built.network.counts.trips);
    assert_int_equal(world_trip(&world, now.trip)->pattern, built.network.trips[fast.trip].pattern);
    assert_int_equal(run_depart(&world, now, 0), run_depart(&world, fast, 0) + 240);
    struct run back;
    assert_true(run_promised(&world, now, &back));
    assert_int_equal(back.trip, fast.trip);
    assert_int_equal(back.start, fast.start);
    struct run other = promised("headway", 6 * 3600);
    assert_false(world_is_changed(&world, other));
    assert_int_equal(run_now(&world, other).trip, other.trip);
    other = fast;
    other.day++;
    assert_false(world_is_changed(&world, other));
}

static void a_skipped_call_is_a_pattern_of_its_own(void **state)
{
    (void)state;
    struct run now = run_now(&world, promised("slow", 8 * 3600));
    const struct pattern *pattern = world_trip_pattern(&world, now.trip);
    assert_true(world_trip(&world, now.trip)->pattern >= built.network.counts.patterns);
    assert_int_equal(pattern->call_count, 4);
    assert_int_equal(world_rules(&world, pattern)[1].pickup, BOARDING_NO);
    assert_int_equal(world_live_calls(&world, now.trip)[1].flags, LIVE_SKIPPED);
    assert_string_equal(world_text(&world, world_live_calls(&world, now.trip)[2].headsign),
                        "Dd direct");
}

static void another_platform_is_where_the_search_sees_it(void **state)
{
    (void)state;
    struct run now = run_now(&world, promised("one", 8 * 3600 + 120));
    const struct pattern *pattern = world_trip_pattern(&world, now.trip);
    stop_ix there = keys_stop_in(&built.network, 0, "S1");
    assert_int_equal(world_call_stop(&world, pattern, 0), there);
    assert_int_equal(world_live_calls(&world, now.trip)[0].promised_stop,
                     keys_stop_in(&built.network, 0, "S2"));
    uint32_t first, count = live_stop_patterns_of(&live, there, &first);
    bool found = false;
    for (uint32_t i = first; i < first + count; i++)
        found |= live.stop_patterns[i].pattern == world_trip(&world, now.trip)->pattern;
    assert_true(found);
}

static void runs_of_no_promise_have_a_route(void **state)
{
    (void)state;
    uint32_t added = 0;
    for (uint32_t i = 0; i < live.counts.runs; i++) {
        struct run run = run_live(&world, i), back;
        if (live.runs[i].promised != NO_IX)
            continue;
        added++;
        assert_false(run_promised(&world, run, &back));
        if (live.runs[i].origin == LIVE_ADDED) {
            assert_string_equal(world_text(&world, world_trip(&world, run.trip)->id), "extra");
            assert_ptr_equal(world_trip_route(&world, run.trip),
                             &built.network.routes[built.network.feeds[0].spare_route]);
        } else {
            assert_ptr_equal(world_trip_route(&world, run.trip),
                             network_trip_route(&built.network, live.runs[i].like));
        }
    }
    assert_int_equal(added, 2);
}

static void vehicles_find_their_runs(void **state)
{
    (void)state;
    struct run fast = promised("fast", 8 * 3600 + 300);
    uint32_t vehicle = live_find_vehicle(&live, fast.trip, fast.day, fast.start);
    assert_int_not_equal(vehicle, NO_IX);
    uint32_t run = live_find(&live, fast.trip, fast.day, fast.start);
    assert_int_equal(live.vehicles[vehicle].run, run);
    assert_int_equal(live.runs[run].vehicle, vehicle);
    assert_int_equal(live_find_vehicle(&live, fast.trip, fast.day + 1, fast.start), NO_IX);
}

static void alerts_stand_under_their_narrowest_name(void **state)
{
    (void)state;
    uint32_t first;
    assert_int_equal(
        live_targets_of(&live, LIVE_TARGET_STOP, keys_stop_in(&built.network, 0, "S"), &first), 2);
    assert_int_equal(
        live_targets_of(&live, LIVE_TARGET_ROUTE, keys_route_in(&built.network, 0, "L"), &first),
        1);
    assert_int_equal(live_targets_of(&live, LIVE_TARGET_ALL, 0, &first), 1);
    assert_int_equal(live_targets_of(&live, LIVE_TARGET_AGENCY, 1, &first), 0);
    const struct live_alert *alert = &live.alerts[1];
    const struct live_text *text = &live.alert_texts[alert->first_text[LIVE_ALERT_HEADER] + 1];
    assert_string_equal(world_text(&world, text->text), "Works");
}

/* The trips on the board of a stop between two times. */
static uint32_t count_on_board(const struct world *of, const char *stop_id, day_time from,
                               day_time to, bool cancelled, const char *trip)
{
    struct arena arena = {0};
    struct board board;
    stop_ix stop = keys_stop_in(&built.network, 0, stop_id);
    struct board_query query = {.stops = &stop,
                                .stop_count = 1,
                                .departures = true,
                                .cancelled = cancelled,
                                .modes = MODES_ALL};
    board_between(of, &query, (struct board_span){clock_at(from), clock_at(to)}, &arena, &board);
    uint32_t count = 0;
    for (uint32_t i = 0; i < board.count; i++)
        count += strcmp(world_text(of, world_trip(of, board.calls[i].run.trip)->id), trip) == 0;
    arena_finish(&arena);
    return count;
}

static void boards_show_what_is(void **state)
{
    (void)state;
    struct world promise = {.network = &built.network};
    assert_int_equal(count_on_board(&promise, "A", 29400, 29520, false, "fast"), 1); /* 08:11 */
    assert_int_equal(count_on_board(&world, "A", 29400, 29520, false, "fast"), 0);
    assert_int_equal(count_on_board(&world, "A", 30900, 31020, false, "fast"), 1); /* 08:36 */
    assert_int_equal(count_on_board(&world, "A", 28800, 36000, false, "slow"), 0); /* skipped */
    assert_int_equal(count_on_board(&world, "A", 36000, 39600, false, "late"), 0);
    assert_int_equal(count_on_board(&world, "A", 36000, 39600, true, "late"), 1);
    assert_int_equal(count_on_board(&world, "A2", 28800, 36000, true, "wait"), 0); /* deleted */
    assert_int_equal(count_on_board(&world, "S1", 28800, 36000, false, "one"), 1);
    assert_int_equal(count_on_board(&world, "S2", 28800, 36000, false, "one"), 0);
    assert_int_equal(count_on_board(&world, "A", 32400, 32460, false, "extra"), 1);
}

/* When one is at D from A at the earliest, leaving at a time. */
static unix_time arrive(const struct world *of, day_time leave)
{
    struct planner *planner = planner_create(&built.network);
    struct endpoint from = {.stop = keys_stop_in(&built.network, 0, "A"), .seconds = 0};
    struct endpoint to = {.stop = keys_stop_in(&built.network, 0, "D"), .seconds = 0};
    struct query query = query_default;
    struct arena arena = {0};
    struct journeys journeys;
    query.where = (struct query_where){&from, &to, 1, 1, NULL, 0};
    query.when.time = clock_at(leave);
    assert_true(planner_run(planner, of, &query, &arena, &journeys, NULL));
    unix_time best = 0;
    for (uint32_t i = 0; i < journeys.count; i++)
        best = !best || journeys.items[i].arrive < best ? journeys.items[i].arrive : best;
    arena_finish(&arena);
    planner_destroy(planner);
    return best - clock_at(0);
}

static void searches_ride_what_is(void **state)
{
    (void)state;
    struct world promise = {.network = &built.network};
    assert_int_equal(arrive(&promise, 31000), 11 * 3600);    /* `late`, which is cancelled */
    assert_int_equal(arrive(&world, 31000), 9 * 3600 + 600); /* `extra` */
    assert_int_equal(arrive(&world, 30900), 8 * 3600 + 2400 + 1500); /* `fast`, late */
}

static void order_does_not_matter(void **state)
{
    (void)state;
    struct live other;
    char other_path[256];
    snprintf(other_path, sizeof other_path, "%s", scratch_path(&built.scratch, "reversed"));
    struct live_draft *draft = rich_live_reversed(&built.network);
    assert_true(live_freeze(draft, 1777593600, 1, other_path, NULL));
    live_draft_destroy(draft);
    assert_true(live_open(&other, other_path, &built.network, NULL));
    assert_true(other.facts->digest == live.facts->digest);
    live_close(&other);
}

static void the_last_word_holds(void **state)
{
    (void)state;
    struct live other;
    char other_path[256];
    snprintf(other_path, sizeof other_path, "%s", scratch_path(&built.scratch, "twice"));
    struct live_draft *draft = rich_live_draft(&built.network);
    struct run fast = promised("fast", 8 * 3600 + 300);
    assert_true(live_draft_has_run(draft, fast.trip, fast.day, fast.start));
    assert_false(live_draft_has_run(draft, fast.trip, fast.day + 1, fast.start));
    struct live_draft_run run = {.run = {.promised = fast.trip,
                                         .like = NO_IX,
                                         .day = fast.day,
                                         .start = fast.start,
                                         .state = LIVE_CANCELLED}};
    live_draft_add_run(draft, &run);
    assert_true(live_freeze(draft, 1777593600, 1, other_path, NULL));
    live_draft_destroy(draft);
    assert_true(live_open(&other, other_path, &built.network, NULL));
    assert_int_equal(other.counts.runs, live.counts.runs);
    assert_true(other.facts->digest != live.facts->digest);
    uint32_t index = live_find(&other, fast.trip, fast.day, fast.start);
    assert_int_equal(other.runs[index].state, LIVE_CANCELLED);
    live_close(&other);
}

static void another_network_is_refused(void **state)
{
    (void)state;
    struct built other;
    struct live refused;
    struct error error = {0};
    built_from(&other, rich_files); /* The same timetable without its streets. */
    assert_false(live_open(&refused, path, &other.network, &error));
    assert_non_null(strstr(error.text, "another version of the timetable"));
    assert_false(live_open(&refused, "/nonexistent/live", &built.network, &error));
    built_finish(&other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_late_run_keeps_its_pattern),
        cmocka_unit_test(a_skipped_call_is_a_pattern_of_its_own),
        cmocka_unit_test(another_platform_is_where_the_search_sees_it),
        cmocka_unit_test(runs_of_no_promise_have_a_route),
        cmocka_unit_test(vehicles_find_their_runs),
        cmocka_unit_test(alerts_stand_under_their_narrowest_name),
        cmocka_unit_test(boards_show_what_is),
        cmocka_unit_test(searches_ride_what_is),
        cmocka_unit_test(order_does_not_matter),
        cmocka_unit_test(the_last_word_holds),
        cmocka_unit_test(another_network_is_refused),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
