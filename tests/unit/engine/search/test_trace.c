#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "engine/base/arena.h"
#include "engine/network/keys.h"
#include "engine/planner.h"
#include "tests/built.h"

/*
 * A bus every ten minutes from A to B, a train every hour from B to C, a bus every ten minutes from
 * C to D. Whoever only asks for the first arrival should wait at home; whoever must be there by a
 * time should not wait on the way either.
 */

static const struct built_file files[] = {
    {"agency.txt", "agency_id,agency_name,agency_url,agency_timezone\n"
                   "a,Agence,http://example.org,Europe/Paris\n"},
    {"stops.txt", "stop_id,stop_name,stop_lat,stop_lon\n"
                  "A,A,46.0,-5.0\nB,B,46.1,-5.0\nC,C,46.2,-5.0\nD,D,46.3,-5.0\n"},
    {"routes.txt",
     "route_id,agency_id,route_short_name,route_type\nR1,a,1,3\nR2,a,2,2\nR3,a,3,3\n"},
    {"calendar_dates.txt", "service_id,date,exception_type\nd,20260504,1\n"},
    {"trips.txt", "trip_id,route_id,service_id\none,R1,d\ntwo,R2,d\nthree,R3,d\n"},
    {"stop_times.txt", "trip_id,stop_sequence,stop_id,arrival_time,departure_time\n"
                       "one,1,A,06:00:00,06:00:00\none,2,B,06:10:00,06:10:00\n"
                       "two,1,B,06:00:00,06:00:00\ntwo,2,C,06:30:00,06:30:00\n"
                       "three,1,C,06:05:00,06:05:00\nthree,2,D,06:10:00,06:10:00\n"},
    {"frequencies.txt", "trip_id,start_time,end_time,headway_secs,exact_times\n"
                        "one,06:00:00,12:00:00,600,1\ntwo,06:00:00,12:00:00,3600,1\n"
                        "three,06:05:00,12:05:00,600,1\n"},
    {0},
};

static struct built built;
static struct arena arena;

static int set_up(void **state)
{
    (void)state;
    built_from(&built, files);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_finish(&arena);
    built_finish(&built);
    return 0;
}

/* The only journey from A to D at or by a time of that day. */
static struct journey ask(int32_t clock, bool arrive_by)
{
    const struct network *network = &built.network;
    struct world world = {.network = network};
    struct zone zone = network_zone(network, 0);
    struct endpoint from = {.seconds = 0}, to = {.seconds = 0};
    assert_true(keys_find_stop(network, "A", &from.stop, NULL));
    assert_true(keys_find_stop(network, "D", &to.stop, NULL));
    struct query query = query_default;
    query.where = (struct query_where){
        .sources = &from, .targets = &to, .source_count = 1, .target_count = 1};
    query.when.time = zone_time(&zone, civil_day_of(2026, 5, 4), clock);
    query.when.arrive_by = arrive_by;
    struct planner *planner = planner_create(network);
    struct journeys journeys;
    assert_true(planner_run(planner, &world, &query, &arena, &journeys, NULL));
    planner_destroy(planner);
    assert_int_equal(journeys.count, 1);
    return journeys.items[0];
}

static void assert_clock(unix_time time, int hours, int minutes)
{
    struct zone zone = network_zone(&built.network, 0);
    unix_time wanted = zone_time(&zone, civil_day_of(2026, 5, 4), hours * 3600 + minutes * 60);
    assert_int_equal(time, wanted);
}

static void test_waits_at_home(void **state)
{
    (void)state;
    struct journey journey = ask(8 * 3600 + 60, false);
    assert_clock(journey.depart, 8, 40); /* not 08:10, to stand in B until 09:00 */
    assert_clock(journey.arrive, 9, 40);
    assert_int_equal(journey.transfers, 2);
}

static void test_is_there_early(void **state)
{
    (void)state;
    struct journey journey = ask(10 * 3600 + 30 * 60, true);
    assert_clock(journey.depart, 8, 40);
    assert_clock(journey.arrive, 9, 40); /* not 10:30, having stood in C */
    assert_int_equal(journey.transfers, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_waits_at_home),
        cmocka_unit_test(test_is_there_early),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
