#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "engine/planner.h"
#include "tests/frozen_feed.h"

/*
 * Which walks changes may take. Trip P calls at X 08:00 and A 08:40; Q at B1 08:45, B 08:52 and
 * Z 09:20. From A it is 200 s to B1 and 700 s to B, so that Q is caught at B1 whenever it is caught
 * at B, and the walk to B is set aside.
 */

static struct frozen_feed frozen;
static struct planner *planner;
static struct arena arena;

static int set_up(void **state)
{
    (void)state;
    static const struct small_file files[] = {
        {"stops.txt", "stop_id,stop_name,stop_lat,stop_lon\nX,X,48.0,2.0\nA,A,48.1,2.0\n"
                      "B1,B1,48.1,2.1\nB,B,48.2,2.1\nZ,Z,48.3,2.1\n"},
        {"routes.txt", "route_id,agency_id,route_short_name,route_type\nL,A,L,3\nM,A,M,3\n"},
        {"trips.txt", "route_id,service_id,trip_id\nL,WK,P\nM,WK,Q\n"},
        {"stop_times.txt", "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
                           "P,08:00:00,08:00:00,X,1\nP,08:40:00,08:40:00,A,2\n"
                           "Q,08:45:00,08:45:00,B1,1\nQ,08:52:00,08:52:00,B,2\n"
                           "Q,09:20:00,09:20:00,Z,3\n"},
        {"transfers.txt", "from_stop_id,to_stop_id,transfer_type,min_transfer_time\n"
                          "A,B,2,700\nA,B1,2,200\n"},
    };
    frozen_feed_make(&frozen, files, sizeof files / sizeof *files, NULL);
    planner = planner_create(&frozen.network);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    planner_destroy(planner);
    arena_finish(&arena);
    frozen_feed_finish(&frozen);
    return 0;
}

static struct endpoint from, to;

static struct query query_default_here(void)
{
    struct query query = query_default;
    from.stop = frozen_stop(&frozen, "X");
    to.stop = frozen_stop(&frozen, "Z");
    query.where.sources = &from;
    query.where.targets = &to;
    query.where.source_count = query.where.target_count = 1;
    query.when.time = 1780290000; /* 2026-06-01 05:00 UTC, 07:00 in Paris */
    query.when.travel_seconds_max = 6 * 3600;
    return query;
}

/* The stop where the second vehicle is boarded; NULL: there is no journey. */
static const char *boards_at(const struct query *query)
{
    struct world world = {.network = &frozen.network};
    struct journeys journeys;
    struct error error = {0};
    arena_reset(&arena);
    if (!planner_run(planner, &world, query, &arena, &journeys, &error))
        fail_msg("%s: %s", error.place, error.text);
    if (!journeys.count)
        return NULL;
    const struct leg *last = &journeys.items[0].legs[journeys.items[0].leg_count - 1];
    return network_text(&frozen.network, frozen.network.stops[last->from].id);
}

static void the_walk_to_b_is_set_aside(void **state)
{
    (void)state;
    struct query query = query_default_here();
    assert_int_equal(frozen.network.counts.footpaths_out, 2);
    assert_int_equal(frozen.network.counts.changes_out, 1);
    assert_string_equal(boards_at(&query), "B1");
    query.change.factor_permille = 1010;
    query.change.added_seconds = 10;
    assert_string_equal(boards_at(&query), "B1");
}

static void it_counts_when_getting_on_is_refused_where_it_was_as_good(void **state)
{
    (void)state;
    struct query query = query_default_here();
    stop_ix refused = frozen_stop(&frozen, "B1");
    query.needs.no_stops = &refused;
    query.needs.no_stop_count = 1;
    assert_string_equal(boards_at(&query), "B");
}

static void it_counts_when_no_change_may_be_so_short(void **state)
{
    (void)state;
    struct query query = query_default_here();
    query.change.min_seconds = 400; /* B1 at 08:46:40, after Q has left */
    assert_string_equal(boards_at(&query), "B");
}

static void it_counts_when_walking_takes_less_than_the_network_says(void **state)
{
    (void)state;
    struct query query = query_default_here();
    query.change.factor_permille = 500;
    assert_string_equal(boards_at(&query), "B1"); /* No better, but looked at. */
    assert_true(planner_stats(planner)->footpaths >= 2);
}

static void it_counts_when_one_rests_at_b(void **state)
{
    (void)state;
    struct query query = query_default_here();
    stop_ix stop = frozen_stop(&frozen, "B");
    const struct via via = {.stops = &stop, .stop_count = 1, .stay_seconds = 15};
    query.where.vias = &via;
    query.where.via_count = 1;
    assert_string_equal(boards_at(&query), "B");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_walk_to_b_is_set_aside),
        cmocka_unit_test(it_counts_when_getting_on_is_refused_where_it_was_as_good),
        cmocka_unit_test(it_counts_when_no_change_may_be_so_short),
        cmocka_unit_test(it_counts_when_walking_takes_less_than_the_network_says),
        cmocka_unit_test(it_counts_when_one_rests_at_b),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
