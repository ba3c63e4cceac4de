#include "engine/world/stay.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "engine/network/keys.h"
#include "tests/built.h"

static struct built built;

/* Block k: one -> two -> three, off after three; x and y are tied by type 4, p and q forbidden. */
static const struct built_file files[] = {
    {"agency.txt", "agency_id,agency_name,agency_url,agency_timezone\n"
                   "a,Agence,http://example.org,Europe/Paris\n"},
    {"stops.txt", "stop_id,stop_name,stop_lat,stop_lon\n"
                  "A,Aa,46.40,-5.0\nB,Bb,46.41,-5.0\nC,Cc,46.42,-5.0\nD,Dd,46.43,-5.0\n"},
    {"routes.txt", "route_id,agency_id,route_short_name,route_type\nR,a,R,3\n"},
    {"calendar_dates.txt", "service_id,date,exception_type\n"
                           "d,20260501,1\nd,20260502,1\ne,20260501,1\n"},
    {"trips.txt", "trip_id,route_id,service_id,block_id\none,R,d,k\ntwo,R,e,k\nthree,R,d,k\n"
                  "x,R,d,\ny,R,d,\np,R,d,m\nq,R,d,m\n"},
    {"stop_times.txt", "trip_id,stop_sequence,stop_id,arrival_time,departure_time\n"
                       "one,1,A,08:00:00,08:00:00\none,2,B,08:10:00,08:10:00\n"
                       "two,1,B,08:12:00,08:12:00\ntwo,2,C,08:20:00,08:20:00\n"
                       "three,1,C,08:25:00,08:25:00\nthree,2,D,08:30:00,08:30:00\n"
                       "x,1,A,09:00:00,09:00:00\nx,2,B,09:10:00,09:10:00\n"
                       "y,1,B,09:10:00,09:10:00\ny,2,D,09:20:00,09:20:00\n"
                       "p,1,A,10:00:00,10:00:00\np,2,B,10:10:00,10:10:00\n"
                       "q,1,B,10:12:00,10:12:00\nq,2,C,10:20:00,10:20:00\n"},
    {"transfers.txt", "from_stop_id,to_stop_id,from_trip_id,to_trip_id,transfer_type\n"
                      "B,B,x,y,4\nB,B,p,q,5\n"},
    {0},
};

static int set_up(void **state)
{
    (void)state;
    built_from(&built, files);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    built_finish(&built);
    return 0;
}

static struct run run_of(const char *id, int day)
{
    trip_ix trip = keys_trip_in(&built.network, 0, id);
    assert_int_not_equal(trip, NO_IX);
    return (struct run){trip, civil_day_of(2026, 5, day), built.network.trips[trip].start};
}

static void assert_next(const char *id, int day, const char *expected)
{
    struct run next;
    bool some = stay_next(&built.world, run_of(id, day), &next);
    assert_int_equal(some, expected != NULL);
    if (expected)
        assert_int_equal(next.trip, run_of(expected, day).trip);
}

static void blocks_go_on(void **state)
{
    (void)state;
    assert_next("one", 1, "two");
    assert_next("two", 1, "three");
    assert_next("three", 1, NULL);
}

/* Without the trip between, the next one of the block starts somewhere else. */
static void only_trips_of_the_day_count(void **state)
{
    (void)state;
    assert_next("one", 2, NULL);
}

static void rows_of_transfers_rule(void **state)
{
    (void)state;
    assert_next("x", 1, "y");
    assert_next("p", 1, NULL);
    const struct world world = {.network = &built.network};
    assert_false(stay_allowed(&world, run_of("p", 1).trip, run_of("q", 1).trip));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_go_on),
        cmocka_unit_test(only_trips_of_the_day_count),
        cmocka_unit_test(rows_of_transfers_rule),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
