#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "tests/frozen_feed.h"

/* What freezing refuses, with a sentence and not by a crash; and the days it finds for a feed. */

static void assert_refused(uint32_t rows, struct frequency row, const char *words)
{
    struct small_feed feed;
    struct scratch scratch;
    struct error error = {0};
    scratch_init(&scratch);
    small_feed_read(&feed, NULL, 0, NULL);
    assert_true(feed.read);
    struct draft_trip *trip = vec_at(&feed.draft.trips, 0);
    trip->first_frequency = feed.draft.frequencies.count;
    trip->frequency_count = rows;
    for (uint32_t i = 0; i < rows; i++)
        vec_push(&feed.draft.frequencies, &row);
    assert_false(network_freeze(&feed.draft, &freeze_defaults, scratch_path(&scratch, "x.image"),
                                NULL, &error));
    assert_int_equal(error.kind, ERROR_LIMIT);
    assert_string_equal(error.place, "frequencies.txt");
    assert_non_null(strstr(error.text, words));
    small_feed_finish(&feed);
    scratch_finish(&scratch);
}

static void headways_of_seconds_are_refused(void **state)
{
    (void)state;
    assert_refused(2000, (struct frequency){0, 20000, 1, 0}, "headways of seconds");
}

static void rows_that_a_trip_cannot_count_are_refused(void **state)
{
    (void)state;
    assert_refused(65536, (struct frequency){28800, 28801, 600, 0}, "more than 65535 rows");
}

static void assert_days(const char *calendar, const char *dates, civil_day first, civil_day last)
{
    const struct small_file files[] = {{"calendar.txt", calendar}, {"calendar_dates.txt", dates}};
    struct frozen_feed frozen;
    frozen_feed_make(&frozen, files, 2, NULL);
    assert_int_equal(frozen.network.feeds[0].first_day, first);
    assert_int_equal(frozen.network.feeds[0].last_day, last);
    frozen_feed_finish(&frozen);
}

#define CALENDAR                                                                                   \
    "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n"

static void a_feed_begins_and_ends_with_a_day_that_has_service(void **state)
{
    (void)state;
    /* Saturdays only: 2 January 2027 is the last within, and is taken away. */
    assert_days(CALENDAR "WK,0,0,0,0,0,1,0,20261214,20270105\n",
                "service_id,date,exception_type\nWK,20270102,2\n", civil_day_of(2026, 12, 19),
                civil_day_of(2026, 12, 26));
    assert_days(CALENDAR "WK,0,0,0,0,0,1,0,20261214,20261216\n",
                "service_id,date,exception_type\nWK,20261220,1\nWK,20261221,2\nWK,20261222,1\n",
                civil_day_of(2026, 12, 20), civil_day_of(2026, 12, 22));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headways_of_seconds_are_refused),
        cmocka_unit_test(rows_that_a_trip_cannot_count_are_refused),
        cmocka_unit_test(a_feed_begins_and_ends_with_a_day_that_has_service),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
