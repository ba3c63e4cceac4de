#include "api/moment.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/clock.h"
#include "tests/unit/api/stand_in.h"

#define NOW INT64_C(1780300800) /* 2026-06-01T08:00:00Z */

static struct world world;
static struct worker worker;

static unix_time of(const char *target)
{
    unix_time time = moment_of(&worker, target, NULL);
    arena_reset(&worker.arena);
    return time;
}

/* Now, and the seconds that this test has run at most. */
static void assert_now(unix_time time)
{
    assert_in_range(time, NOW, NOW + 600);
}

static void test_times_of_requests(void **state)
{
    (void)state;
    assert_int_equal(of("/api/v6/plan?time=2026-07-01T00:00:00Z"), INT64_C(1782864000));
    assert_int_equal(of("/api/v6/plan?time=2026-07-01T00:00:00+02:00"), INT64_C(1782856800));
    assert_int_equal(of("/api/v6/map/trips?startTime=2026-07-01T00:00:00Z"), INT64_C(1782864000));
    assert_int_equal(of("/api/v6/plan?time=2026-07-01T00:00:00Z&pageCursor=LATER%7C1782950400"),
                     INT64_C(1782950400));
    assert_int_equal(of("/api/v6/trip?tripId=20260701_08:00_a_b"), INT64_C(1782907200));
    assert_int_equal(of("/api/v6/refresh-itinerary?itineraryId=a9,WALK@1,1;r20260701_08:00_a_b,"
                        "0,1,a_x,a_y"),
                     INT64_C(1782907200));
    assert_now(of("/api/v6/refresh-itinerary?itineraryId=a9,WALK@1,1"));
}

static void test_what_says_nothing_is_about_now(void **state)
{
    (void)state;
    static const char *const targets[] = {"/api/v6/plan",
                                          "/",
                                          "",
                                          "/api/v6/plan?time=noon",
                                          "/api/v6/plan?a=%zz",
                                          "/api/v6/trip?tripId=2026",
                                          "/api/v6/trip?tripId=20261399_x"};
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++)
        assert_now(of(targets[i]));
}

static void test_bodies(void **state)
{
    (void)state;
    static const char text[] = "{\"time\":\"2026-07-01T00:00:00Z\"}";
    const struct request_body body = {text, sizeof text - 1}, bad = {text, 5};
    assert_int_equal(moment_of(&worker, "/x/v1/matrix", &body), INT64_C(1782864000));
    assert_now(moment_of(&worker, "/x/v1/matrix", &bad));
    arena_finish(&worker.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_times_of_requests),
        cmocka_unit_test(test_what_says_nothing_is_about_now),
        cmocka_unit_test(test_bodies),
    };
    clock_set_now(NOW);
    world.network = stand_in_network();
    worker.world = &world;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
