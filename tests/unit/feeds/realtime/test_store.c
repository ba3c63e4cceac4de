#include "feeds/realtime/store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/live_world.h"

static struct live_world world;

static void begin(int minute, bool differential)
{
    rt_begin(&world.words, world.midnight, world.midnight + 7 * 3600 + minute * 60, differential);
}

static bool take(void)
{
    return live_feeds_take(&world.state, 0, rt_bytes(&world.words));
}

static const struct realtime_message *now(void)
{
    return realtime_store_message(world.state.stores[0]);
}

/* Ids of all trips that the store has, in its order. */
static const char *trips(void)
{
    static char text[256];
    *text = '\0';
    for (uint32_t i = 0; i < now()->trip_count; i++) {
        size_t used = strlen(text);
        snprintf(text + used, sizeof text - used, "%s%s", used ? " " : "",
                 now()->trips[i].run.trip_id.text);
    }
    return text;
}

static void a_full_message_replaces_all(void **state)
{
    (void)state;
    live_world_reset(&world);
    assert_int_equal(realtime_store_stamp(world.state.stores[0]), 0);
    assert_int_equal(now()->trip_count, 0);
    begin(1, false);
    rt_trip(&world.words, "1", "T | P d+60");
    rt_trip(&world.words, "2", "U | P d+60");
    assert_true(take());
    assert_string_equal(trips(), "T U");
    begin(2, false);
    rt_trip(&world.words, "3", "V | P d+60");
    assert_true(take());
    assert_string_equal(trips(), "V");
    assert_int_equal(realtime_store_stamp(world.state.stores[0]), world.midnight + 7 * 3600 + 120);
    begin(3, false);
    assert_true(take());
    assert_string_equal(trips(), "");
}

static void a_differential_message_changes_entity_by_entity(void **state)
{
    (void)state;
    live_world_reset(&world);
    begin(1, false);
    rt_trip(&world.words, "1", "T | P d+60");
    rt_trip(&world.words, "2", "U | P d+60");
    rt_deleted(&world.words, "8");
    assert_true(take());
    begin(2, true);
    rt_trip(&world.words, "3", "V | P d+60");
    rt_trip(&world.words, "1", "T | P d+120");
    assert_true(take());
    assert_string_equal(trips(), "U V T"); /* What is newer comes later. */
    assert_int_equal(now()->trips[2].stops[0].departure.delay, 120);
    begin(3, true);
    rt_deleted(&world.words, "2");
    rt_deleted(&world.words, "9");
    assert_true(take());
    assert_string_equal(trips(), "V T");
    assert_int_equal(now()->deleted_count, 2);
    assert_string_equal(now()->deleted[1].text, "9");
    begin(4, true);
    assert_true(take());
    assert_string_equal(trips(), "V T");
    assert_int_equal(now()->deleted_count, 0);
    begin(5, false);
    rt_trip(&world.words, "4", "N | P d+60");
    assert_true(take());
    assert_string_equal(trips(), "N");
}

static void a_new_run_that_is_cancelled_is_still_known(void **state)
{
    (void)state;
    live_world_reset(&world);
    begin(1, true);
    rt_trip(&world.words, "1", "X !8 | P d=09:00 | R a=09:20");
    rt_trip(&world.words, "2", "T | P d+60");
    assert_true(take());
    begin(2, true);
    rt_trip(&world.words, "1", "X !3");
    rt_trip(&world.words, "2", "T !3");
    assert_true(take());
    assert_string_equal(trips(), "X X T");
    live_feeds_apply(&world.state);
    assert_string_equal(live_world_run(&world, "X"), "cancelled P 09:00 09:00 | R 09:20 09:20");
    assert_int_equal(world.state.live.counts.runs, 2);
    begin(3, true);
    rt_trip(&world.words, "1", "X !7");
    assert_true(take());
    assert_string_equal(trips(), "X T X");
    live_feeds_apply(&world.state);
    assert_string_equal(live_world_run(&world, "X"), "deleted P 09:00 09:00 | R 09:20 09:20");
    begin(4, true);
    rt_trip(&world.words, "1", "X !8 | P d=09:05 | R a=09:25");
    assert_true(take());
    live_feeds_apply(&world.state);
    assert_string_equal(live_world_run(&world, "X"), "P 09:05 09:05 | R 09:25 09:25");
    begin(5, true);
    rt_deleted(&world.words, "1");
    assert_true(take());
    assert_string_equal(trips(), "T");
}

static void a_first_message_may_be_differential(void **state)
{
    (void)state;
    live_world_reset(&world);
    begin(1, true);
    rt_trip(&world.words, NULL, "T | P d+60");
    rt_trip(&world.words, NULL, "U | P d+60");
    assert_true(take());
    assert_string_equal(trips(), "T U");
    begin(2, true); /* Entities without an id are one: nothing else would ever remove them. */
    rt_trip(&world.words, NULL, "V | P d+60");
    assert_true(take());
    assert_string_equal(trips(), "V");
}

static void what_is_not_newer_changes_nothing(void **state)
{
    (void)state;
    live_world_reset(&world);
    begin(5, false);
    rt_trip(&world.words, "1", "T | P d+60");
    assert_true(take());
    assert_false(take());
    begin(4, false);
    rt_trip(&world.words, "1", "U | P d+60");
    assert_false(take());
    begin(4, true);
    rt_trip(&world.words, "2", "U | P d+60");
    assert_false(take());
    assert_string_equal(trips(), "T");
    begin(5, false); /* The same second, and something else to say. */
    rt_trip(&world.words, "1", "V | P d+60");
    assert_true(take());
    assert_string_equal(trips(), "V");
}

static void without_a_stamp_it_is_always_taken(void **state)
{
    (void)state;
    live_world_reset(&world);
    begin(5, false);
    rt_trip(&world.words, "1", "T | P d+60");
    assert_true(take());
    rt_begin(&world.words, world.midnight, 0, false);
    rt_trip(&world.words, "1", "U | P d+60");
    assert_true(take());
    assert_true(take());
    assert_string_equal(trips(), "U");
    assert_int_equal(realtime_store_stamp(world.state.stores[0]), 0);
    begin(4, false);
    assert_true(take());
}

static void what_cannot_be_read_changes_nothing(void **state)
{
    (void)state;
    const struct realtime_limits limits = realtime_limits_usual(world.state.now);
    const struct realtime_bytes page = {"<html>", 6, "page"};
    struct error error = {0};
    bool news = true;
    live_world_reset(&world);
    begin(5, false);
    rt_trip(&world.words, "1", "T | P d+60");
    assert_true(take());
    assert_false(realtime_store_take(world.state.stores[0], page, &limits, &world.state.taken,
                                     &news, &error));
    assert_false(news);
    assert_int_equal(error.kind, ERROR_INPUT);
    assert_string_equal(trips(), "T");
}

static void a_state_that_grows_too_large_begins_anew(void **state)
{
    (void)state;
    struct realtime_limits limits = realtime_limits_usual(world.state.now);
    struct error error = {0};
    bool news;
    live_world_reset(&world);
    limits.entities = 2;
    for (int i = 1; i <= 3; i++) {
        char id[2] = {(char)('0' + i), '\0'};
        begin(i, true);
        rt_trip(&world.words, id, i == 1 ? "T | P d+60" : i == 2 ? "U | P d+60" : "V | P d+60");
        assert_true(realtime_store_take(world.state.stores[0], rt_bytes(&world.words), &limits,
                                        &world.state.taken, &news, &error));
        assert_true(news);
    }
    assert_string_equal(trips(), "V");
    assert_non_null(findings_find(&world.state.taken, "realtime_state_too_large"));
}

/* Message number `i` of those that come in any order: runs of each kind, other ones each time. */
static void write_message(int i)
{
    char lines[5][96];
    rt_begin(&world.words, world.midnight, world.midnight + 6 * 3600 + i, false);
    snprintf(lines[0], sizeof lines[0], "T | P d+%d", i);
    snprintf(lines[1], sizeof lines[1], "O | Q d+%d | #20 a+60", 2 * i);
    snprintf(lines[2], sizeof lines[2], "N late:%d", 3 * i);
    snprintf(lines[3], sizeof lines[3], "U !3");
    snprintf(lines[4], sizeof lines[4], "X !8 | P d=09:00 | R a=09:%02d", 20 + i);
    for (int k = 0; k < 5; k++)
        if ((i + k) % 3)
            rt_trip(&world.words, k % 2 ? "same" : lines[k], lines[k]);
    rt_alert(&world.words, "z", i % 2 ? "route:L | header:x" : "stop:Q | header:y");
}

static uint32_t random_number(uint32_t *seed)
{
    *seed = *seed * 1664525 + 1013904223;
    return *seed >> 8;
}

static uint64_t digest(void)
{
    live_feeds_apply(&world.state);
    return world.state.live.facts->digest;
}

/* Ten thousand orders of chance, with repeats: what counts is the newest message, whatever came
 * before or comes after it. */
static void any_order_ends_in_the_newest_state(void **state)
{
    enum { ORDERS = 10000, MESSAGES = 6 };
    uint32_t seed = 4;
    (void)state;
    live_world_reset(&world);
    write_message(MESSAGES - 1);
    take();
    const uint64_t newest = digest();
    assert_int_equal(world.state.live.counts.runs, 3);
    for (int order = 0; order < ORDERS; order++) {
        bool seen = false;
        realtime_store_destroy(world.state.stores[0]);
        world.state.stores[0] = realtime_store_create();
        for (int i = 0; i < MESSAGES || !seen; i++) {
            int number = (int)(random_number(&seed) % MESSAGES);
            write_message(number);
            take();
            seen |= number == MESSAGES - 1;
        }
        assert_int_equal(realtime_store_stamp(world.state.stores[0]),
                         world.midnight + 6 * 3600 + MESSAGES - 1);
        assert_true(order % 100 || digest() == newest);
    }
    write_message(MESSAGES);
    take();
    assert_true(digest() != newest);
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
        cmocka_unit_test(a_full_message_replaces_all),
        cmocka_unit_test(a_differential_message_changes_entity_by_entity),
        cmocka_unit_test(a_new_run_that_is_cancelled_is_still_known),
        cmocka_unit_test(a_first_message_may_be_differential),
        cmocka_unit_test(what_is_not_newer_changes_nothing),
        cmocka_unit_test(without_a_stamp_it_is_always_taken),
        cmocka_unit_test(what_cannot_be_read_changes_nothing),
        cmocka_unit_test(a_state_that_grows_too_large_begins_anew),
        cmocka_unit_test(any_order_ends_in_the_newest_state),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
