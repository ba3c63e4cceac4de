/* The oracle against answers worked out by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/oracle/oracle.h"

#define HOUR 3600
#define DAY 86400
/* A Monday without any change of the clock. */
#define MONDAY 19878

enum { A, B, C, D, NEAR_B };

/* Two lines, A to B and B to C; D lies far away, NEAR_B 100 m from B. Clock: UTC. */
static struct small_world plain_world(void)
{
    struct small_world world = {
        .today = MONDAY,
        .feed_count = 1,
        .stop_count = 5,
        .agency_count = 1,
        .route_count = 2,
        .service_count = 1,
        .walking = {120, 200, 1000},
        .services = {{.first_day = MONDAY - 3, .last_day = MONDAY + 3, .weekdays = 127}},
    };
    for (int i = 0; i < world.stop_count; i++)
        world.stops[i] = (struct small_stop){
            .parent = -1, .lat = 480000000 + i * 1000000, .placed = true, .wheelchair = 1};
    world.stops[NEAR_B].lat = world.stops[B].lat + 8993;
    return world;
}

static int add_trip(struct small_world *world, int from, int to, int depart, int arrive)
{
    world->trips[world->trip_count] = (struct small_trip){
        .block = -1,
        .wheelchair = 1,
        .bikes = 1,
        .call_count = 2,
        .calls = {{.stop = from, .arrive = depart, .depart = depart},
                  {.stop = to, .arrive = arrive, .depart = arrive}},
    };
    return world->trip_count++;
}

static struct small_question ask(int from, int to, int clock)
{
    return (struct small_question){
        .source_count = 1,
        .target_count = 1,
        .sources = {{from, 0}},
        .targets = {{to, 0}},
        .time = (int64_t)MONDAY * DAY + clock,
        .travel_max = DAY,
        .default_change = -1,
        .factor = 1000,
        .transfers_max = 7,
        .in_seat = true,
        .types = 31,
    };
}

/* `count` results expected, the first of them from `depart` to `arrive`, clock times of Monday. */
static void expect(const struct small_world *world, const struct small_question *question,
                   uint32_t count, int depart, int arrive, int transfers)
{
    struct oracle_answer answer = {0};
    oracle_run(world, question, 0, &answer);
    assert_int_equal(answer.best.count, count);
    if (count > 0) {
        const struct small_result *first = vec_at(&answer.best, 0);
        assert_int_equal(first->depart - (int64_t)MONDAY * DAY, depart);
        assert_int_equal(first->arrive - (int64_t)MONDAY * DAY, arrive);
        assert_int_equal(first->transfers, transfers);
    }
    oracle_answer_finish(&answer);
}

static void a_change_needs_two_minutes(void **state)
{
    (void)state;
    struct small_world world = plain_world();
    struct small_question question = ask(A, C, 8 * HOUR);
    add_trip(&world, A, B, 8 * HOUR, 9 * HOUR);
    int next = add_trip(&world, B, C, 9 * HOUR + 120, 10 * HOUR);
    expect(&world, &question, 1, 8 * HOUR, 10 * HOUR, 1);
    world.trips[next].calls[0].depart = 9 * HOUR + 119;
    question.travel_max = 6 * HOUR;
    expect(&world, &question, 0, 0, 0, 0);
    question.default_change = 100;
    expect(&world, &question, 1, 8 * HOUR, 10 * HOUR, 1);
    question.factor = 1200;
    expect(&world, &question, 0, 0, 0, 0);
}

static void a_near_stop_is_walked_to(void **state)
{
    (void)state;
    struct small_world world = plain_world();
    struct small_question question = ask(A, C, 7 * HOUR);
    add_trip(&world, A, B, 8 * HOUR, 9 * HOUR);
    add_trip(&world, NEAR_B, C, 9 * HOUR + 120, 10 * HOUR);
    question.window = 2 * HOUR;
    expect(&world, &question, 1, 8 * HOUR, 10 * HOUR, 1);
    question.targets[0].stop = NEAR_B;
    expect(&world, &question, 1, 8 * HOUR, 9 * HOUR + 120, 0);
    question = ask(B, C, 7 * HOUR);
    question.window = 3 * HOUR;
    expect(&world, &question, 1, 9 * HOUR, 10 * HOUR, 0);
}

static void rows_about_trips_beat_rows_about_stops(void **state)
{
    (void)state;
    struct small_world world = plain_world();
    struct small_question question = ask(A, C, 8 * HOUR);
    question.travel_max = 3 * HOUR;
    int one = add_trip(&world, A, B, 8 * HOUR, 9 * HOUR);
    add_trip(&world, B, C, 9 * HOUR + 300, 10 * HOUR);
    world.transfers[world.transfer_count++] = (struct small_transfer){B, B, -1, -1, -1, -1, 3, -1};
    expect(&world, &question, 0, 0, 0, 0);
    world.transfers[world.transfer_count++] =
        (struct small_transfer){B, B, -1, -1, one, -1, 2, 240};
    expect(&world, &question, 1, 8 * HOUR, 10 * HOUR, 1);
    world.transfers[1].min_seconds = 301;
    expect(&world, &question, 0, 0, 0, 0);
}

static void a_promise_needs_no_time(void **state)
{
    (void)state;
    struct small_world world = plain_world();
    struct small_question question = ask(A, C, 8 * HOUR);
    question.travel_max = 3 * HOUR;
    question.min_change = 600;
    int one = add_trip(&world, A, B, 8 * HOUR, 9 * HOUR);
    int two = add_trip(&world, B, C, 9 * HOUR, 10 * HOUR);
    expect(&world, &question, 0, 0, 0, 0);
    world.transfers[world.transfer_count++] =
        (struct small_transfer){B, B, -1, -1, one, two, 1, -1};
    expect(&world, &question, 1, 8 * HOUR, 10 * HOUR, 1);
}

static void seats_are_kept_in_a_block(void **state)
{
    (void)state;
    struct small_world world = plain_world();
    struct small_question question = ask(A, C, 8 * HOUR);
    question.travel_max = 3 * HOUR;
    int one = add_trip(&world, A, B, 8 * HOUR, 9 * HOUR);
    int two = add_trip(&world, NEAR_B, C, 9 * HOUR, 10 * HOUR);
    world.trips[one].block = world.trips[two].block = 0;
    world.trips[one].calls[1].drop_off = world.trips[two].calls[0].pickup = 1;
    expect(&world, &question, 1, 8 * HOUR, 10 * HOUR, 0);
    question.in_seat = false;
    expect(&world, &question, 0, 0, 0, 0);
    question.in_seat = true;
    world.transfers[world.transfer_count++] =
        (struct small_transfer){-1, -1, -1, -1, one, two, 5, -1};
    expect(&world, &question, 0, 0, 0, 0);
    world.trips[one].block = -1;
    world.transfers[0].type = 4;
    expect(&world, &question, 1, 8 * HOUR, 10 * HOUR, 0);
}

static void yesterdays_trips_still_run(void **state)
{
    (void)state;
    struct small_world world = plain_world();
    struct small_question question = ask(A, C, HOUR / 2);
    question.travel_max = 3 * HOUR;
    add_trip(&world, A, C, 25 * HOUR, 26 * HOUR);
    expect(&world, &question, 1, HOUR / 2, 2 * HOUR, 0);
    world.services[0].exceptions[world.services[0].exception_count++] =
        (struct small_exception){MONDAY - 1, false};
    expect(&world, &question, 0, 0, 0, 0);
}

static void times_count_from_noon(void **state)
{
    (void)state;
    struct small_world world = plain_world();
    struct small_question question = ask(A, C, 0);
    /* The clock goes from UTC+1 to UTC+2 at 01:00 UTC: 00:30 is then 22:30 UTC of the day before
     * minus nothing, since noon minus twelve hours is 22:00 UTC. */
    world.zones[0] = (struct small_zone){(int64_t)MONDAY * DAY + HOUR, HOUR, 2 * HOUR};
    add_trip(&world, A, C, HOUR / 2, HOUR);
    question.time -= 2 * HOUR;
    question.window = HOUR;
    expect(&world, &question, 1, -2 * HOUR + HOUR / 2, -HOUR, 0);
}

static void a_range_is_not_beaten_from_outside(void **state)
{
    (void)state;
    struct small_world world = plain_world();
    struct small_question question = ask(A, C, 8 * HOUR);
    question.window = HOUR;
    add_trip(&world, A, C, 8 * HOUR, 11 * HOUR);
    int best = add_trip(&world, A, C, 8 * HOUR + 600, 10 * HOUR);
    expect(&world, &question, 1, 8 * HOUR + 600, 10 * HOUR, 0);
    world.trips[best].calls[0].depart = 9 * HOUR;
    expect(&world, &question, 0, 0, 0, 0);
    world.trips[best].calls[1].arrive = 11 * HOUR + 1;
    expect(&world, &question, 1, 8 * HOUR, 11 * HOUR, 0);
}

static void arriving_by_leaves_as_late_as_can_be(void **state)
{
    (void)state;
    struct small_world world = plain_world();
    struct small_question question = ask(A, C, 12 * HOUR);
    question.arrive_by = true;
    add_trip(&world, A, C, 8 * HOUR, 11 * HOUR);
    int late = add_trip(&world, A, C, 9 * HOUR, 12 * HOUR);
    expect(&world, &question, 1, 9 * HOUR, 12 * HOUR, 0);
    world.trips[late].calls[1].arrive = 12 * HOUR + 1;
    expect(&world, &question, 1, 8 * HOUR, 12 * HOUR, 0);
    world.trips[0].headway = 1800;
    world.trips[0].first = 8 * HOUR;
    world.trips[0].last = 9 * HOUR;
    expect(&world, &question, 1, 8 * HOUR + 1800, 12 * HOUR, 0);
}

static void slack_lies_around_each_ride(void **state)
{
    (void)state;
    struct small_world world = plain_world();
    struct small_question question = ask(A, C, 7 * HOUR);
    question.window = 2 * HOUR;
    add_trip(&world, A, C, 8 * HOUR, 9 * HOUR);
    world.routes[0].board_slack = 60;
    world.routes[0].alight_slack = 90;
    question.sources[0].seconds = 10;
    question.targets[0].seconds = 20;
    expect(&world, &question, 1, 8 * HOUR - 70, 9 * HOUR + 110, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_change_needs_two_minutes),
        cmocka_unit_test(a_near_stop_is_walked_to),
        cmocka_unit_test(rows_about_trips_beat_rows_about_stops),
        cmocka_unit_test(a_promise_needs_no_time),
        cmocka_unit_test(seats_are_kept_in_a_block),
        cmocka_unit_test(yesterdays_trips_still_run),
        cmocka_unit_test(times_count_from_noon),
        cmocka_unit_test(a_range_is_not_beaten_from_outside),
        cmocka_unit_test(arriving_by_leaves_as_late_as_can_be),
        cmocka_unit_test(slack_lies_around_each_ride),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
