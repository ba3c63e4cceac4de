#include "api/plan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "api/worker.h"
#include "tests/unit/api/stand_in.h"

/* Six live feeds of two timetables, and one of shared vehicles. */

#define NOW INT64_C(1780300800)

static const char texts[] = "\0a-trips\0a-vehicles\0a-alerts\0b-trips\0b-vehicles\0b-alerts\0bikes";

enum { FEEDS = 7, BIKES = 6 };

static struct live_feed feeds[FEEDS];
static struct live live;
static struct world world;
static struct arena arena;
static struct plan plan;

static int set_up(void **state)
{
    static const text_ix tags[FEEDS] = {1, 9, 20, 29, 37, 48, 57};
    const struct network *network = stand_in_network();
    (void)state;
    for (uint32_t i = 0; i < FEEDS; i++)
        feeds[i] = (struct live_feed){
            .tag = network->counts.texts + tags[i],
            .feed = i < 3 ? 0 : 1,
            .state = LIVE_FEED_FRESH,
            .stamp = NOW - 10,
            .limit_seconds = 300,
            .kind = i == BIKES ? LIVE_FEED_SHARED : LIVE_FEED_TIMETABLE,
        };
    live = (struct live){.network = network, .texts = texts, .feeds = feeds};
    live.counts.feeds = FEEDS;
    world = (struct world){.network = network, .live = &live};
    plan = (struct plan){.style = {.world = &world, .arena = &arena, .now = NOW}};
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_finish(&arena);
    return 0;
}

static void note(void)
{
    const struct worker worker = {.world = &world};
    plan.note_count = 0;
    plan_note_live(&worker, &plan);
}

/* So old that nothing of it is used. */
static void forget(uint32_t number, int minutes)
{
    feeds[number].state = LIVE_FEED_STALE;
    feeds[number].stamp = NOW - minutes * 60;
}

static void fresh_feeds_need_no_note(void **state)
{
    (void)state;
    note();
    assert_int_equal(plan.note_count, 0);
}

static void feeds_of_a_timetable_that_fare_alike_are_one_note(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < BIKES; i++)
        forget(i, 10 + (int)i);
    note();
    assert_int_equal(plan.note_count, 2);
    assert_string_equal(plan.notes[0].code, "LIVE_DATA_STALE");
    assert_string_equal(plan.notes[0].text, "The newest live data of a-trips, a-vehicles and "
                                            "a-alerts is 10 min old and not used.");
    assert_string_equal(plan.notes[1].text, "The newest live data of b-trips, b-vehicles and "
                                            "b-alerts is 13 min old and not used.");
}

static void feeds_that_fare_otherwise_are_notes_of_their_own(void **state)
{
    (void)state;
    forget(0, 10);
    feeds[1].state = LIVE_FEED_SILENT;
    forget(2, 20);
    forget(3, 30);
    note();
    assert_int_equal(plan.note_count, 3);
    assert_string_equal(plan.notes[0].text,
                        "The newest live data of a-trips and a-alerts is 10 min old and not used.");
    assert_string_equal(plan.notes[1].code, "LIVE_DATA_MISSING");
    assert_string_equal(plan.notes[1].text, "There is no live data of a-vehicles.");
    assert_string_equal(plan.notes[2].text,
                        "The newest live data of b-trips is 30 min old and not used.");
}

static void a_feed_without_stamps_is_as_old_as_its_last_message(void **state)
{
    (void)state;
    forget(0, 10);
    feeds[0].stamp = 0;
    feeds[0].fetched = NOW - 360;
    note();
    assert_string_equal(plan.notes[0].text,
                        "The newest live data of a-trips is 6 min old and not used.");
}

static void what_has_grown_old_since_may_be_in_the_answer(void **state)
{
    (void)state;
    forget(0, 20);
    feeds[1].stamp = NOW - 600; /* The image that it is in has it as fresh. */
    note();
    assert_int_equal(plan.note_count, 1);
    assert_string_equal(plan.notes[0].text, "The newest live data of a-trips and a-vehicles is 10 "
                                            "min old: it may no longer be true.");
}

static void shared_vehicles_are_told_of_where_they_were_asked_for(void **state)
{
    (void)state;
    forget(BIKES, 10);
    note();
    assert_int_equal(plan.note_count, 0);
    plan.rental = true;
    note();
    assert_int_equal(plan.note_count, 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

static void shared_vehicles_are_of_now(void **state)
{
    (void)state;
    static const struct {
        int64_t away;
        uint32_t notes;
    } cases[] = {{0, 0}, {3600, 0}, {-3600, 0}, {3601, 1}, {-3601, 1}, {86400 * 365, 1}};
    live.counts.rental_systems = 1;
    plan.rental = true;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        plan.query.when.time = NOW + cases[i].away;
        note();
        assert_int_equal(plan.note_count, cases[i].notes);
    }
    assert_string_equal(plan.notes[0].code, "HIRES_AS_OF_NOW");
    plan.rental = false;
    note();
    assert_int_equal(plan.note_count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(fresh_feeds_need_no_note),
        TEST(feeds_of_a_timetable_that_fare_alike_are_one_note),
        TEST(feeds_that_fare_otherwise_are_notes_of_their_own),
        TEST(a_feed_without_stamps_is_as_old_as_its_last_message),
        TEST(what_has_grown_old_since_may_be_in_the_answer),
        TEST(shared_vehicles_are_told_of_where_they_were_asked_for),
        TEST(shared_vehicles_are_of_now),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
