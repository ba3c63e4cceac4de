#include "feeds/fetch/backoff.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define SECOND INT64_C(1000000000)

static void what_goes_well_comes_at_its_pace(void **state)
{
    (void)state;
    struct backoff backoff = {.random = 7, .failures = 3};
    assert_int_equal(backoff_after_success(&backoff, 15), 15 * SECOND);
    assert_int_equal(backoff.failures, 0);
}

/* Twice as long each time, drawn between half and all of it. */
static void failures_double_the_time_up_to_five_minutes(void **state)
{
    (void)state;
    static const int64_t most[] = {30, 60, 120, 240, 300, 300};
    struct backoff backoff = {.random = 7};
    for (size_t i = 0; i < sizeof most / sizeof *most; i++) {
        int64_t wait = backoff_after_failure(&backoff, 15, 0);
        assert_in_range(wait, most[i] * SECOND / 2, most[i] * SECOND);
    }
    for (int i = 0; i < 1000; i++)
        assert_in_range(backoff_after_failure(&backoff, 15, 0), 150 * SECOND, 300 * SECOND);
    backoff_after_success(&backoff, 15);
    assert_in_range(backoff_after_failure(&backoff, 15, 0), 15 * SECOND, 30 * SECOND);
}

static void a_slow_pace_is_never_made_faster(void **state)
{
    (void)state;
    struct backoff backoff = {.random = 7};
    for (int i = 0; i < 100; i++)
        assert_in_range(backoff_after_failure(&backoff, 3600, 0), 3600 * SECOND, 3600 * SECOND);
}

static void what_the_server_asks_for_is_granted_up_to_an_hour(void **state)
{
    (void)state;
    struct backoff backoff = {.random = 7};
    assert_int_equal(backoff_after_failure(&backoff, 15, 120), 120 * SECOND);
    assert_int_equal(backoff_after_failure(&backoff, 15, 1000000), BACKOFF_ASKED_MAX * SECOND);
    assert_in_range(backoff_after_failure(&backoff, 15, 1), 60 * SECOND, 120 * SECOND);
    assert_in_range(backoff_after_failure(&backoff, 15, -5), 120 * SECOND, 240 * SECOND);
}

static void other_seeds_draw_other_times(void **state)
{
    (void)state;
    struct backoff one = {.random = 1}, same = {.random = 1}, other = {.random = 2};
    int64_t wait = backoff_after_failure(&one, 15, 0);
    assert_true(wait == backoff_after_failure(&same, 15, 0));
    assert_true(wait != backoff_after_failure(&other, 15, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_goes_well_comes_at_its_pace),
        cmocka_unit_test(failures_double_the_time_up_to_five_minutes),
        cmocka_unit_test(a_slow_pace_is_never_made_faster),
        cmocka_unit_test(what_the_server_asks_for_is_granted_up_to_an_hour),
        cmocka_unit_test(other_seeds_draw_other_times),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
