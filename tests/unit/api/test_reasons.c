#include "api/reasons.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/frozen_feed.h"

/* Mondays in January of 2026, and the 2nd of March. */
static const struct small_file files[] = {
    {"calendar.txt",
     "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n"
     "WK,1,0,0,0,0,0,0,20260101,20260131\n"},
    {"calendar_dates.txt", "service_id,date,exception_type\nWK,20260302,1\n"},
};

static struct frozen_feed frozen;
static struct arena arena;

static int set_up(void **state)
{
    (void)state;
    frozen_feed_make(&frozen, files, 2, NULL);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    frozen_feed_finish(&frozen);
    arena_finish(&arena);
    return 0;
}

/* Noon in Paris on a day of 2026. */
static unix_time noon(int month, int day)
{
    return civil_day_of(2026, month, day) * INT64_C(86400) + 11 * 3600;
}

static void a_gap_names_the_next_day(void **state)
{
    (void)state;
    struct reason reason;
    assert_true(reasons_gap(&frozen.network, noon(2, 10), noon(2, 11), &arena, &reason));
    assert_string_equal(reason.code, "OUTSIDE_SERVICE_PERIOD");
    assert_string_equal(reason.field, "time");
    assert_string_equal(reason.text,
                        "By the timetables nothing runs on 2026-02-10. The next day on which "
                        "something does is 2026-03-02.");
}

static void behind_the_last_day_there_is_no_next(void **state)
{
    (void)state;
    struct reason reason;
    assert_true(reasons_gap(&frozen.network, noon(3, 4), noon(3, 4), &arena, &reason));
    assert_string_equal(reason.text, "By the timetables nothing runs on 2026-03-04.");
}

/* On Tuesday runs of Monday night may still be under way. */
static void a_day_with_runs_is_no_gap(void **state)
{
    (void)state;
    struct reason reason;
    assert_false(reasons_gap(&frozen.network, noon(1, 5), noon(1, 5), &arena, &reason));
    assert_false(reasons_gap(&frozen.network, noon(1, 6), noon(1, 6), &arena, &reason));
    assert_false(reasons_gap(&frozen.network, noon(2, 20), noon(3, 2), &arena, &reason));
    assert_true(reasons_gap(&frozen.network, noon(1, 7), noon(1, 11), &arena, &reason));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_gap_names_the_next_day),
        cmocka_unit_test(behind_the_last_day_there_is_no_next),
        cmocka_unit_test(a_day_with_runs_is_no_gap),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
