#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "engine/network/walks.h"
#include "tests/frozen_feed.h"

/*
 * Which walks changes need. Trip P calls at X, A, E; trip Q at B1, B, Z. All walks are rows of
 * transfers.txt, so their seconds are those of the test.
 */

#define STOPS                                                                                      \
    "stop_id,stop_name,stop_lat,stop_lon,wheelchair_boarding\n"                                    \
    "X,X,48.0,2.0,\nA,A,48.1,2.0,\nE,E,48.2,2.0,\n"
#define Q_STOPS "B1,B1,48.1,2.1,%s\nB,B,48.2,2.1,%s\nZ,Z,48.3,2.1,\n"
#define TIMES                                                                                      \
    "trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type\n"        \
    "P,08:00:00,08:00:00,X,1\nP,08:10:00,08:10:00,A,2\nP,08:15:00,08:15:00,E,3\n"                  \
    "Q,09:00:00,09:00:00,B1,1\nQ,09:05:00,09:05:00,B,2\nQ,09:20:00,09:20:00,Z,3\n"

static struct frozen_feed frozen;
static void (*fill)(struct draft *draft); /* or NULL */

static int tear_down(void **state)
{
    (void)state;
    if (frozen.network.stops)
        frozen_feed_finish(&frozen);
    frozen.network.stops = NULL;
    fill = NULL;
    return 0;
}

/* `rows`: `from,to,2,seconds` each; `more`: further rows of stop_times.txt, of trip R. */
static void make(const char *stops, const char *more, const char *rows, bool reduce)
{
    char times[1024], transfers[1024];
    snprintf(times, sizeof times, TIMES "%s", more);
    snprintf(transfers, sizeof transfers,
             "from_stop_id,to_stop_id,transfer_type,min_transfer_time\n%s", rows);
    const struct small_file files[] = {
        {"stops.txt", stops},
        {"routes.txt", "route_id,agency_id,route_short_name,route_type\nL,A,L,3\nM,A,M,3\n"},
        {"trips.txt", "route_id,service_id,trip_id\nL,WK,P\nM,WK,Q\nM,WK,R\n"},
        {"stop_times.txt", times},
        {"transfers.txt", transfers}};
    struct freeze_options options = freeze_defaults;
    options.link_metres = 0;
    options.reduce = reduce;
    frozen_feed_fill(&frozen, files, sizeof files / sizeof *files, &options, fill);
}

static bool listed(const struct footpath *list, const uint32_t *first, stop_ix owner, stop_ix other)
{
    for (uint32_t i = first[owner]; i < first[owner + 1]; i++)
        if (list[i].berth == other)
            return true;
    return false;
}

/* Whether changes need the walk; both lists must say the same, and the table must have it. */
static bool needed(const char *from, const char *to)
{
    const struct walks walks = walks_of_network(&frozen.network, false);
    stop_ix a = frozen_stop(&frozen, from), b = frozen_stop(&frozen, to);
    assert_true(listed(walks.out, walks.out_first, a, b));
    bool out = listed(walks.changes_out, walks.change_out_first, a, b);
    assert_int_equal(out, listed(walks.changes_in, walks.change_in_first, b, a));
    return out;
}

#define PLAIN STOPS "B1,B1,48.1,2.1,\nB,B,48.2,2.1,\nZ,Z,48.3,2.1,\n"

static void getting_on_earlier_does_as_well(void **state)
{
    (void)state;
    make(PLAIN, "", "A,B,2,500\nA,B1,2,200\n", true); /* 300 s between B1 and B */
    assert_false(needed("A", "B"));
    assert_true(needed("A", "B1"));
}

static void a_second_more_and_it_does_not(void **state)
{
    (void)state;
    make(PLAIN, "", "A,B,2,499\nA,B1,2,200\n", true);
    assert_true(needed("A", "B"));
}

static void one_trip_that_would_be_missed_is_enough(void **state)
{
    (void)state;
    make(PLAIN, "R,10:00:00,10:00:00,B1,1\nR,10:05:01,10:05:01,B,2\nR,10:20:00,10:20:00,Z,3\n",
         "A,B,2,500\nA,B1,2,200\n", true);
    assert_true(needed("A", "B"));
}

static void riding_on_does_as_well(void **state)
{
    (void)state;
    make(PLAIN, "", "A,B,2,500\nE,B,2,200\n", true); /* 300 s between A and E */
    assert_false(needed("A", "B"));
    assert_true(needed("E", "B"));
}

static void walks_from_a_first_call_or_to_a_last_serve_no_change(void **state)
{
    (void)state;
    make(PLAIN, "", "X,B,2,60\nA,Z,2,60\nA,B,2,60\n", true);
    assert_false(needed("X", "B"));
    assert_false(needed("A", "Z"));
    assert_true(needed("A", "B"));
}

static void what_one_may_not_get_on_or_off_at_stands_in_for_nothing(void **state)
{
    (void)state;
    make(PLAIN,
         "R,10:00:00,10:00:00,B1,1,1,0\nR,10:05:00,10:05:00,B,2,0,0\n"
         "R,10:20:00,10:20:00,Z,3,0,0\n",
         "A,B,2,600\nA,B1,2,200\n", true);
    assert_true(needed("A", "B"));
    tear_down(NULL);
    make(PLAIN,
         "R,10:00:00,10:00:00,X,1,0,0\nR,10:05:00,10:05:00,A,2,0,0\n"
         "R,10:20:00,10:20:00,E,3,0,1\n",
         "A,B,2,2000\nE,B,2,200\n", true);
    assert_true(needed("A", "B"));
}

static void a_last_call_stands_in_for_nothing(void **state)
{
    (void)state;
    make(PLAIN, "", "A,B,2,600\nA,B1,2,200\nA,A,3,\n", true);
    assert_false(needed("A", "B"));
    tear_down(NULL);
    make(PLAIN, "R,10:00:00,10:00:00,Z,1\nR,10:05:00,10:05:00,B,2\nR,10:20:00,10:20:00,B1,3\n",
         "A,B,2,600\nA,B1,2,200\n", true);
    assert_true(needed("A", "B")); /* R comes to B1 after B, and ends there. */
}

static void a_stop_closed_to_wheelchairs_stands_in_for_no_open_one(void **state)
{
    (void)state;
    static const struct {
        const char *early, *late;
        bool needed;
    } cases[] = {{"", "", false}, {"1", "", false}, {"2", "2", false}, {"2", "", true},
                 {"", "1", true}, {"2", "1", true}, {"1", "2", false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char stops[512];
        snprintf(stops, sizeof stops, STOPS Q_STOPS, cases[i].early, cases[i].late);
        make(stops, "", "A,B,2,600\nA,B1,2,200\n", true);
        assert_int_equal(needed("A", "B"), cases[i].needed);
        tear_down(NULL);
    }
}

/* Stops of the draft are in the order of stops.txt: B1 is the fourth, A the second. */
static void be_early_at_b1(struct draft *draft)
{
    vec_push(&draft->stop_changes, &(struct stop_change){3, -1, 60, -1, 0});
}

static void be_late_out_of_a(struct draft *draft)
{
    vec_push(&draft->stop_changes, &(struct stop_change){1, -1, -1, 60, 0});
}

static void slack_of_stops_counts(void **state)
{
    (void)state;
    fill = be_early_at_b1; /* 360 s between being at B1 and being at B */
    make(PLAIN, "", "A,B,2,559\nA,B1,2,200\n", true);
    assert_true(needed("A", "B"));
    tear_down(NULL);
    fill = be_early_at_b1;
    make(PLAIN, "", "A,B,2,560\nA,B1,2,200\n", true);
    assert_false(needed("A", "B"));
    tear_down(NULL);
    fill = be_late_out_of_a; /* 240 s between being out at A and at E */
    make(PLAIN, "", "A,B,2,440\nE,B,2,200\n", true);
    assert_false(needed("A", "B"));
    tear_down(NULL);
    fill = be_late_out_of_a;
    make(PLAIN, "", "A,B,2,439\nE,B,2,200\n", true);
    assert_true(needed("A", "B"));
}

static void asked_for_all_there_is_no_second_list(void **state)
{
    (void)state;
    make(PLAIN, "", "A,B,2,600\nA,B1,2,200\n", false);
    assert_int_equal(frozen.network.counts.change_out_first, 0);
    assert_null(walks_of_network(&frozen.network, false).change_out_first);
    assert_int_equal(frozen.report.on_foot.footpaths, 2);
    assert_int_equal(frozen.report.on_foot.needed, 2);
}

static void the_report_counts_what_is_needed(void **state)
{
    (void)state;
    make(PLAIN, "", "A,B,2,600\nA,B1,2,200\n", true);
    assert_int_equal(frozen.report.on_foot.footpaths, 2);
    assert_int_equal(frozen.report.on_foot.needed, 1);
    assert_int_equal(frozen.report.on_foot.kinds[FOOTPATH_RULE], 2);
    assert_int_equal(frozen.report.in_wheelchair.footpaths, 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_teardown(name, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(getting_on_earlier_does_as_well),
        TEST(a_second_more_and_it_does_not),
        TEST(one_trip_that_would_be_missed_is_enough),
        TEST(riding_on_does_as_well),
        TEST(walks_from_a_first_call_or_to_a_last_serve_no_change),
        TEST(what_one_may_not_get_on_or_off_at_stands_in_for_nothing),
        TEST(a_last_call_stands_in_for_nothing),
        TEST(a_stop_closed_to_wheelchairs_stands_in_for_no_open_one),
        TEST(slack_of_stops_counts),
        TEST(asked_for_all_there_is_no_second_list),
        TEST(the_report_counts_what_is_needed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
