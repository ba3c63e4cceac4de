#include "feeds/gtfs/times.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define NO TIME_UNSAID

/* Calls as arrive, depart, distance; a distance below zero is none. */
struct given {
    int32_t arrive, depart;
    float distance;
};

static struct times_report mend(const struct given *given, uint32_t *count,
                                struct draft_call *calls)
{
    for (uint32_t i = 0; i < *count; i++)
        calls[i] = (struct draft_call){
            .stop = i,
            .arrive = given[i].arrive,
            .depart = given[i].depart,
            .shape_distance = given[i].distance < 0 ? NAN : given[i].distance,
        };
    return times_mend(calls, count);
}

static void assert_times(const struct draft_call *calls, const int32_t (*times)[2], uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        assert_int_equal(calls[i].arrive, times[i][0]);
        assert_int_equal(calls[i].depart, times[i][1]);
    }
}

static void blanks_are_filled_evenly(void **state)
{
    (void)state;
    static const struct given given[] = {
        {100, 110, -1}, {NO, NO, -1}, {NO, NO, 5}, {NO, NO, -1}, {211, 220, -1}};
    static const int32_t expected[][2] = {
        {100, 110}, {135, 135}, {160, 160}, {185, 185}, {211, 220}};
    struct draft_call calls[5];
    uint32_t count = 5;
    struct times_report report = mend(given, &count, calls);
    assert_int_equal(count, 5);
    assert_times(calls, expected, 5);
    assert_true(report.estimated);
    assert_int_equal(report.cut + report.midnights + report.raised, 0);
}

static void blanks_are_filled_by_distance(void **state)
{
    (void)state;
    static const struct given given[] = {
        {0, 0, 0}, {NO, NO, 750}, {NO, NO, 900}, {1000, 1000, 1000}};
    static const int32_t expected[][2] = {{0, 0}, {750, 750}, {900, 900}, {1000, 1000}};
    struct draft_call calls[4];
    uint32_t count = 4;
    mend(given, &count, calls);
    assert_times(calls, expected, 4);
}

/* Distances that step back, or all the same, tell nothing. */
static void useless_distances_are_not_used(void **state)
{
    (void)state;
    static const struct given back[] = {{0, 0, 0}, {NO, NO, 900}, {NO, NO, 700}, {300, 300, 1000}};
    static const struct given flat[] = {{0, 0, 7}, {NO, NO, 7}, {NO, NO, 7}, {300, 300, 7}};
    static const int32_t expected[][2] = {{0, 0}, {100, 100}, {200, 200}, {300, 300}};
    struct draft_call calls[4];
    uint32_t count = 4;
    mend(back, &count, calls);
    assert_times(calls, expected, 4);
    mend(flat, &count, calls);
    assert_times(calls, expected, 4);
}

static void one_time_of_a_pair_is_enough(void **state)
{
    (void)state;
    static const struct given given[] = {{NO, 60, -1}, {120, NO, -1}};
    static const int32_t expected[][2] = {{60, 60}, {120, 120}};
    struct draft_call calls[2];
    uint32_t count = 2;
    struct times_report report = mend(given, &count, calls);
    assert_times(calls, expected, 2);
    assert_false(report.estimated);
}

static void untimed_ends_are_cut(void **state)
{
    (void)state;
    static const struct given given[] = {
        {NO, NO, -1}, {60, 60, -1}, {120, 120, -1}, {NO, NO, -1}, {NO, NO, -1}};
    struct draft_call calls[5];
    uint32_t count = 5;
    struct times_report report = mend(given, &count, calls);
    assert_int_equal(count, 2);
    assert_int_equal(report.cut, 3);
    assert_int_equal(report.first_cut, 1);
    assert_int_equal(calls[0].stop, 1);
    assert_int_equal(calls[1].stop, 2);
    static const struct given none[] = {{NO, NO, -1}, {NO, NO, -1}};
    count = 2;
    mend(none, &count, calls);
    assert_int_equal(count, 0);
}

static void midnight_is_written_in(void **state)
{
    (void)state;
    static const struct given given[] = {
        {86000, 86000, -1}, {86390, 10, -1}, {NO, NO, -1}, {210, 210, -1}};
    static const int32_t expected[][2] = {
        {86000, 86000}, {86390, 86410}, {86510, 86510}, {86610, 86610}};
    struct draft_call calls[4];
    uint32_t count = 4;
    struct times_report report = mend(given, &count, calls);
    assert_times(calls, expected, 4);
    assert_int_equal(report.midnights, 1);
    assert_int_equal(report.first_bad, 1);
}

static void small_steps_back_are_raised(void **state)
{
    (void)state;
    static const struct given given[] = {{1000, 1100, -1}, {900, 1200, -1}, {1300, 700, -1}};
    static const int32_t expected[][2] = {{1000, 1100}, {1100, 1200}, {1300, 1300}};
    struct draft_call calls[3];
    uint32_t count = 3;
    struct times_report report = mend(given, &count, calls);
    assert_times(calls, expected, 3);
    assert_int_equal(report.raised, 2);
    assert_false(report.far_backwards);
}

static void large_steps_back_are_given_up(void **state)
{
    (void)state;
    static const struct given hour[] = {{28800, 28800, -1}, {25200, 25200, -1}};
    static const struct given filler[] = {{28800, 28800, -1}, {0, 0, -1}, {30000, 30000, -1}};
    static const struct given days[] = {{860400, 32400, -1}, {86400, 86400, -1}};
    struct draft_call calls[3];
    uint32_t count = 2;
    assert_true(mend(days, &count, calls).far_backwards);
    assert_true(mend(hour, &count, calls).far_backwards);
    count = 3;
    assert_true(mend(filler, &count, calls).far_backwards);
}

static void approximate_times_are_estimates(void **state)
{
    (void)state;
    struct draft_call calls[2] = {{.arrive = 0, .depart = 0},
                                  {.arrive = 60, .depart = 60, .reserved = {CALL_APPROXIMATE}}};
    uint32_t count = 2;
    assert_true(times_mend(calls, &count).estimated);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blanks_are_filled_evenly),
        cmocka_unit_test(blanks_are_filled_by_distance),
        cmocka_unit_test(useless_distances_are_not_used),
        cmocka_unit_test(one_time_of_a_pair_is_enough),
        cmocka_unit_test(untimed_ends_are_cut),
        cmocka_unit_test(midnight_is_written_in),
        cmocka_unit_test(small_steps_back_are_raised),
        cmocka_unit_test(large_steps_back_are_given_up),
        cmocka_unit_test(approximate_times_are_estimates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
