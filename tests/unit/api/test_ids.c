#include "api/ids.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "tests/built.h"

static struct built built;
static struct arena arena;

static const struct built_file files[] = {
    {"agency.txt", "agency_id,agency_name,agency_url,agency_timezone\n"
                   "a,Agence,http://example.org,Europe/Paris\n"},
    {"stops.txt", "stop_id,stop_name,stop_lat,stop_lon\nA,Aa,46.40,-5.0\nB_b,Bb,46.41,-5.0\n"},
    {"routes.txt", "route_id,agency_id,route_short_name,route_type\nT,a,T,0\n"},
    {"trips.txt", "trip_id,route_id,service_id\nx_1,T,d\nhead,T,d\n"},
    {"calendar_dates.txt", "service_id,date,exception_type\nd,20260501,1\n"},
    {"frequencies.txt", "trip_id,start_time,end_time,headway_secs,exact_times\n"
                        "head,10:00:00,10:02:00,20,1\n"},
    {"stop_times.txt", "trip_id,stop_sequence,stop_id,arrival_time,departure_time\n"
                       "x_1,1,A,25:07:00,25:07:00\nx_1,2,B_b,25:30:00,25:30:00\n"
                       "head,1,A,00:00:00,00:00:00\nhead,2,B_b,00:05:00,00:05:00\n"},
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
    arena_finish(&arena);
    built_finish(&built);
    return 0;
}

static void runs_there_and_back(void **state)
{
    (void)state;
    static const char *const ids[] = {"20260501_25:07_demo_x_1", "20260501_10:00_demo_head",
                                      "20260501_10:00:40_demo_head", "20260501_10:01_demo_head"};
    for (size_t i = 0; i < 4; i++) {
        struct run run;
        assert_true(ids_find_run(&built.world, ids[i], &run, NULL));
        assert_string_equal(ids_run(&arena, &built.world, run), ids[i]);
    }
}

static void the_clock_of_an_own_departure_may_be_old(void **state)
{
    (void)state;
    struct run run;
    assert_true(ids_find_run(&built.world, "20260501_25:05_demo_x_1", &run, NULL));
    assert_int_equal(run.start, 25 * 3600 + 7 * 60);
}

static void refuses_in_kind(void **state)
{
    (void)state;
    static const struct {
        const char *id;
        enum error_kind kind;
    } cases[] = {
        {"", ERROR_INPUT},
        {"20260501", ERROR_INPUT},
        {"20260501_25:07", ERROR_INPUT},
        {"2026050_25:07_demo_x_1", ERROR_INPUT},
        {"20260231_25:07_demo_x_1", ERROR_INPUT},
        {"20260501_late_demo_x_1", ERROR_INPUT},
        {"20260501_25:07_demo_x_2", ERROR_MISSING},
        {"20260502_25:07_demo_x_1", ERROR_MISSING},
        {"20260501_10:05_demo_head", ERROR_MISSING},
        {"20260501_10:00:30_demo_head", ERROR_MISSING},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct error error = {0};
        struct run run;
        assert_false(ids_find_run(&built.world, cases[i].id, &run, &error));
        assert_int_equal(error.kind, cases[i].kind);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(runs_there_and_back),
        cmocka_unit_test(the_clock_of_an_own_departure_may_be_old),
        cmocka_unit_test(refuses_in_kind),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
