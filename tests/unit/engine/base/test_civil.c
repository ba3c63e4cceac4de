#include "engine/base/civil.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/* 2026 in Paris, and in Santiago, where summer ends in April and begins in September. */
static const struct zone_change paris_changes[] = {
    {.at = 1761440400, .offset_seconds = 3600},
    {.at = 1774746000, .offset_seconds = 7200}, /* 2026-03-29 01:00 UTC */
    {.at = 1792890000, .offset_seconds = 3600}, /* 2026-10-25 01:00 UTC */
};
static const struct zone_change santiago_changes[] = {
    {.at = 1757217600, .offset_seconds = -10800},
    {.at = 1775358000, .offset_seconds = -14400}, /* 2026-04-05 03:00 UTC */
    {.at = 1788667200, .offset_seconds = -10800}, /* 2026-09-06 04:00 UTC */
};
static const struct zone_change india_changes[] = {{.at = 0, .offset_seconds = 19800}};
static const struct zone paris = {paris_changes, 3};
static const struct zone santiago = {santiago_changes, 3};
static const struct zone india = {india_changes, 1};

static void days_run_through_all_dates(void **state)
{
    (void)state;
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    civil_day expected = civil_day_of(1, 1, 1);
    assert_int_equal(expected, -719162);
    int weekday = 0; /* 0001-01-01 was a Monday. */
    for (int year = 1; year <= 9999; year++)
        for (int month = 1; month <= 12; month++) {
            bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
            int days = lengths[month - 1] + (month == 2 && leap);
            assert_false(civil_date_valid(year, month, days + 1));
            for (int day = 1; day <= days; day++, expected++, weekday = (weekday + 1) % 7) {
                int back[3];
                civil_date_of(expected, &back[0], &back[1], &back[2]);
                if (civil_day_of(year, month, day) != expected || back[0] != year ||
                    back[1] != month || back[2] != day || civil_weekday(expected) != weekday ||
                    !civil_date_valid(year, month, day))
                    fail_msg("%d-%d-%d", year, month, day);
            }
        }
    assert_int_equal(civil_day_of(1970, 1, 1), 0);
    assert_int_equal(civil_day_of(2026, 3, 29), 20541);
}

static void no_such_dates(void **state)
{
    (void)state;
    static const int wrong[][3] = {{0, 1, 1},     {10000, 1, 1}, {2026, 0, 1},   {2026, 13, 1},
                                   {2026, 1, 0},  {2026, 4, 31}, {2026, 2, 29},  {1900, 2, 29},
                                   {2026, 1, -1}, {-4, 1, 1},    {2026, 12, 32}, {2100, 2, 29}};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(civil_date_valid(wrong[i][0], wrong[i][1], wrong[i][2]));
    assert_true(civil_date_valid(2000, 2, 29));
    assert_true(civil_date_valid(2024, 2, 29));
}

static void offsets_change_on_the_second(void **state)
{
    (void)state;
    assert_int_equal(zone_offset(&paris, 1774745999), 3600);
    assert_int_equal(zone_offset(&paris, 1774746000), 7200);
    assert_int_equal(zone_offset(&paris, 1792889999), 7200);
    assert_int_equal(zone_offset(&paris, 1792890000), 3600);
    assert_int_equal(zone_offset(&paris, -1000000000000), 3600);
    assert_int_equal(zone_offset(&paris, 1000000000000), 3600);
    assert_int_equal(zone_offset(&india, 0), 19800);
}

/* Where the day_time 0 of each day lies: midnight, but for the days on which the clock is moved. */
static void assert_day_starts(const struct zone *zone, civil_day forward, civil_day back)
{
    for (civil_day day = civil_day_of(2025, 12, 1); day < civil_day_of(2027, 1, 1); day++) {
        unix_time start = zone_day_start(zone, day), midnight = zone_time(zone, day, 0);
        int shift = day == forward ? -3600 : day == back ? 3600 : 0;
        assert_int_equal(start - midnight, shift);
        unix_time noon = start + 43200;
        assert_int_equal(noon + zone_offset(zone, noon), (int64_t)day * 86400 + 43200);
        assert_int_equal(zone_day(zone, noon), day);
    }
}

/* Eight o'clock of the timetable is eight o'clock on the wall, north and south. */
static void noon_rule_on_both_days_in_both_hemispheres(void **state)
{
    (void)state;
    civil_day spring = civil_day_of(2026, 3, 29), autumn = civil_day_of(2026, 10, 25);
    assert_day_starts(&paris, spring, autumn);
    assert_int_equal(zone_day_start(&paris, spring), 1774738800 - 3600);
    assert_int_equal(zone_day_start(&paris, autumn), 1792879200 + 3600);
    char text[CIVIL_TEXT];
    assert_string_equal(civil_text_zone(&paris, zone_day_start(&paris, spring) + 8 * 3600, text),
                        "2026-03-29T08:00:00+02:00");
    assert_string_equal(civil_text_zone(&paris, zone_day_start(&paris, autumn) + 8 * 3600, text),
                        "2026-10-25T08:00:00+01:00");
    assert_string_equal(civil_text_zone(&paris, zone_day_start(&paris, spring), text),
                        "2026-03-28T23:00:00+01:00");
    /* In Santiago midnight of the spring day is itself skipped: zone_time reads it with the clock
     * as it stood, one hour before it shows 01:00. The day of autumn begins twice at 23:00. */
    civil_day september = civil_day_of(2026, 9, 6), april = civil_day_of(2026, 4, 4);
    for (civil_day day = april - 30; day < september + 30; day++) {
        unix_time noon = zone_day_start(&santiago, day) + 43200;
        assert_int_equal(noon + zone_offset(&santiago, noon), (int64_t)day * 86400 + 43200);
    }
    assert_string_equal(
        civil_text_zone(&santiago, zone_day_start(&santiago, september) + 8 * 3600, text),
        "2026-09-06T08:00:00-03:00");
    assert_string_equal(
        civil_text_zone(&santiago, zone_day_start(&santiago, april + 1) + 8 * 3600, text),
        "2026-04-05T08:00:00-04:00");
    assert_string_equal(
        civil_text_zone(&santiago, zone_day_start(&santiago, april) + 24 * 3600, text),
        "2026-04-04T23:00:00-04:00");
}

static void skipped_hours_are_read_with_the_clock_before(void **state)
{
    (void)state;
    civil_day spring = civil_day_of(2026, 3, 29);
    char text[CIVIL_TEXT];
    assert_int_equal(zone_time(&paris, spring, 2 * 3600 - 1), 1774745999);
    assert_int_equal(zone_time(&paris, spring, 2 * 3600), 1774746000);
    assert_string_equal(civil_text_zone(&paris, zone_time(&paris, spring, 9000), text),
                        "2026-03-29T03:30:00+02:00");
    assert_int_equal(zone_time(&paris, spring, 3 * 3600), 1774746000);
    civil_day september = civil_day_of(2026, 9, 6);
    assert_string_equal(civil_text_zone(&santiago, zone_time(&santiago, september, 1800), text),
                        "2026-09-06T01:30:00-03:00");
}

static void doubled_hours_mean_their_first_coming(void **state)
{
    (void)state;
    civil_day autumn = civil_day_of(2026, 10, 25);
    char text[CIVIL_TEXT];
    assert_int_equal(zone_time(&paris, autumn, 2 * 3600), 1792886400);
    assert_string_equal(civil_text_zone(&paris, zone_time(&paris, autumn, 9000), text),
                        "2026-10-25T02:30:00+02:00");
    assert_int_equal(zone_time(&paris, autumn, 3 * 3600), 1792893600);
    civil_day april = civil_day_of(2026, 4, 4);
    assert_string_equal(civil_text_zone(&santiago, zone_time(&santiago, april, 84600), text),
                        "2026-04-04T23:30:00-03:00");
}

/* Every moment of a year is found again from what the clock shows, but the second of two. */
static void times_and_clocks_agree(void **state)
{
    (void)state;
    const struct zone *zones[] = {&paris, &santiago, &india};
    for (int z = 0; z < 3; z++)
        for (unix_time time = 1767225600; time < 1798761600; time += 1777) {
            int64_t local = time + zone_offset(zones[z], time);
            civil_day day = zone_day(zones[z], time);
            assert_in_range(local - (int64_t)day * 86400, 0, 86399);
            unix_time again = zone_time(zones[z], day, (int32_t)(local - (int64_t)day * 86400));
            assert_true(again == time || again == time - 3600);
            assert_int_equal(again + zone_offset(zones[z], again), local);
        }
    assert_int_equal(zone_day(&india, -19801), -1);
    assert_int_equal(zone_day(&india, -19800), 0);
}

static void seconds_past_the_day_are_carried_on(void **state)
{
    (void)state;
    civil_day day = civil_day_of(2026, 6, 1);
    assert_int_equal(zone_time(&paris, day, 90000), zone_time(&paris, day + 1, 3600));
}

static void texts(void **state)
{
    (void)state;
    char text[CIVIL_TEXT];
    assert_string_equal(civil_text_utc(0, text), "1970-01-01T00:00:00Z");
    assert_string_equal(civil_text_utc(-1, text), "1969-12-31T23:59:59Z");
    assert_string_equal(civil_text_utc(253402300799, text), "9999-12-31T23:59:59Z");
    assert_string_equal(civil_text_zone(&india, 0, text), "1970-01-01T05:30:00+05:30");
    assert_string_equal(civil_text_zone(&santiago, 1775358000, text), "2026-04-04T23:00:00-04:00");
    assert_string_equal(civil_text_day(20541, text), "2026-03-29");
    assert_string_equal(civil_text_clock(0, text), "00:00:00");
    assert_string_equal(civil_text_clock(93784, text), "26:03:04");
    assert_string_equal(civil_text_clock(-61, text), "-00:01:01");
    assert_string_equal(civil_text_clock(INT32_MIN, text), "-596523:14:08");
    assert_true(strlen(civil_text_utc(INT64_C(67767976233532799), text)) < CIVIL_TEXT);
}

static void days_are_read(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "",           "2026",        "2026-3-29",   "2026-03-2",  "2026-03-290", "2026/03/29",
        "2026-02-30", "20260230",    "2026033",     "202603290",  "2026-0329",   "202603-29",
        "0000-01-01", " 2026-03-29", "2026-03-29 ", "-026-03-29", "2026-03-+9",  "2O260329",
        "２０２６",   "2026-13-01",  "20261301",    "20260100",
    };
    civil_day day;
    assert_true(civil_parse_day("2026-03-29", 10, &day));
    assert_int_equal(day, 20541);
    assert_true(civil_parse_day("20260329", 8, &day));
    assert_int_equal(day, 20541);
    assert_true(civil_parse_day("20260329xyz", 8, &day));
    assert_true(civil_parse_day("20240229", 8, &day));
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (civil_parse_day(wrong[i], strlen(wrong[i]), &day))
            fail_msg("read as a day: %s", wrong[i]);
}

static void clocks_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int32_t seconds;
    } right[] = {
        {"0:00", 0},         {"8:05", 29100},     {"08:05", 29100},  {"08:05:09", 29109},
        {"8:05:09", 29109},  {"24:00:00", 86400}, {"47:59", 172740}, {"99999:59:59", 359999999},
        {"00008:00", 28800},
    };
    static const char *const wrong[] = {
        "",        "8",         ":05",       "8:5",       "8:60",     "8:05:60", "8:05:9",
        "8:05:",   "8:",        "-8:05",     "+8:05",     "8:05:09 ", " 8:05",   "8.05",
        "8:05:0a", "000008:00", "8:05:09.5", "8:05:09:1", "8h05",     "８:05",
    };
    int32_t seconds;
    for (size_t i = 0; i < sizeof right / sizeof *right; i++) {
        assert_true(civil_parse_clock(right[i].text, strlen(right[i].text), &seconds));
        assert_int_equal(seconds, right[i].seconds);
    }
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (civil_parse_clock(wrong[i], strlen(wrong[i]), &seconds))
            fail_msg("read as a clock time: %s", wrong[i]);
}

/* 2026-06-01T08:00:00Z in each way of writing it. */
static void times_are_read(void **state)
{
    (void)state;
    static const char *const right[] = {
        "2026-06-01T08:00:00Z",
        "2026-06-01T08:00Z",
        "2026-06-01t08:00:00z",
        "2026-06-01 08:00:00Z",
        "2026-06-01T08:00:00.000Z",
        "2026-06-01T08:00:00.123456789Z",
        "2026-06-01T08:00:00.Z",
        "2026-06-01T10:00:00+02:00",
        "2026-06-01T10:00+02:00",
        "2026-06-01T10:00:00+0200",
        "2026-06-01T04:00:00-04:00",
        "2026-06-01T13:30:00+05:30",
        "2026-06-01T10:00:00 02:00",
        "2026-06-01T10:00:00+02:00[Europe/Paris]",
        "2026-06-01T08:00:00Z[UTC]",
        "2026-06-01T10:00:00",
        "2026-06-01T10:00",
        "2026-06-01 10:00:00.5",
        "2026-06-01T10:00:00[Anything]",
    };
    static const char *const wrong[] = {
        "",
        "2026-06-01",
        "2026-06-01T08",
        "2026-06-01T8:00Z",
        "2026-06-01T24:00:00Z",
        "2026-06-01T08:60:00Z",
        "2026-06-01T08:00:61Z",
        "2026-06-01T08:00:0Z",
        "2026-06-01T08:00:00+2:00",
        "2026-06-01T08:00:00+24:00",
        "2026-06-01T08:00:00+02:60",
        "2026-06-01T08:00:00+02",
        "2026-06-01T08:00:00ZZ",
        "2026-06-01T08:00:00Z ",
        " 2026-06-01T08:00:00Z",
        "2026-06-31T08:00:00Z",
        "2026-06-01_08:00:00Z",
        "20260601T080000Z",
        "2026-06-01T08:00:00X",
        "2026-06-01T08:00:00Z]",
        "2026-06-01T08:00:00Z[UTC",
        "[2026-06-01T08:00:00Z]",
        "now",
    };
    unix_time time;
    for (size_t i = 0; i < sizeof right / sizeof *right; i++) {
        if (!civil_parse_time(right[i], &paris, &time))
            fail_msg("not read: %s", right[i]);
        assert_int_equal(time, 1780300800);
    }
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (civil_parse_time(wrong[i], &paris, &time))
            fail_msg("read as a time: %s", wrong[i]);
    assert_false(civil_parse_time("2026-06-01T10:00:00", NULL, &time));
    assert_true(civil_parse_time("2026-06-01T10:00:00+02:00", NULL, &time));
    assert_true(civil_parse_time("2016-12-31T23:59:60Z", NULL, &time)); /* A leap second. */
    assert_int_equal(time, 1483228800);
    assert_true(civil_parse_time("2026-03-29T02:30", &paris, &time));
    assert_int_equal(time, 1774747800);
    assert_true(civil_parse_time("0001-01-01T00:00Z", NULL, &time));
    assert_int_equal(time, -62135596800);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_run_through_all_dates),
        cmocka_unit_test(no_such_dates),
        cmocka_unit_test(offsets_change_on_the_second),
        cmocka_unit_test(noon_rule_on_both_days_in_both_hemispheres),
        cmocka_unit_test(skipped_hours_are_read_with_the_clock_before),
        cmocka_unit_test(doubled_hours_mean_their_first_coming),
        cmocka_unit_test(times_and_clocks_agree),
        cmocka_unit_test(seconds_past_the_day_are_carried_on),
        cmocka_unit_test(texts),
        cmocka_unit_test(days_are_read),
        cmocka_unit_test(clocks_are_read),
        cmocka_unit_test(times_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
