#include "feeds/gtfs/values.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static struct field text(const char *text)
{
    return (struct field){text, strlen(text)};
}

static void times(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum value_state state;
        day_time seconds;
    } cases[] = {
        {"08:00:00", VALUE_GOOD, 28800},
        {"8:00:00", VALUE_GOOD, 28800},
        {"00:00:00", VALUE_GOOD, 0},
        {"25:01:02", VALUE_GOOD, 90062},
        {"86:52:00", VALUE_GOOD, 312720},
        {"720:00:00", VALUE_GOOD, 2592000},
        {"08:00", VALUE_MENDED, 28800},
        {"8:5", VALUE_MENDED, 29100},
        {"", VALUE_BLANK, 0},
        {"720:00:01", VALUE_BAD, 0},
        {"9999:00:00", VALUE_BAD, 0},
        {"25:61:00", VALUE_BAD, 0},
        {"08:00:60", VALUE_BAD, 0},
        {"-1:00:00", VALUE_BAD, 0},
        {":00:00", VALUE_BAD, 0},
        {"08::00", VALUE_BAD, 0},
        {"08:00:00x", VALUE_BAD, 0},
        {"8", VALUE_BAD, 0},
        {"08:00:", VALUE_BAD, 0},
        {"123456789:00:00", VALUE_BAD, 0},
        {"08:000:00", VALUE_BAD, 0},
        {"08.00.00", VALUE_BAD, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        day_time seconds = 0;
        if (value_time(text(cases[i].text), &seconds) != cases[i].state)
            fail_msg("%s", cases[i].text);
        assert_int_equal(seconds, cases[i].seconds);
    }
}

static void whole_numbers(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum value_state state;
        int64_t number;
    } cases[] = {
        {"0", VALUE_GOOD, 0},
        {"17", VALUE_GOOD, 17},
        {"+5", VALUE_GOOD, 5},
        {"2.0", VALUE_GOOD, 2},
        {"007", VALUE_GOOD, 7},
        {"", VALUE_BLANK, -9},
        {"-5", VALUE_BAD, -9},
        {"101", VALUE_BAD, -9},
        {"x", VALUE_BAD, -9},
        {"-", VALUE_BAD, -9},
        {"2.5", VALUE_BAD, -9},
        {"1 2", VALUE_BAD, -9},
        {"99999999999999999999999", VALUE_BAD, -9},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t number = -9;
        if (value_whole(text(cases[i].text), 0, 100, &number) != cases[i].state)
            fail_msg("%s", cases[i].text);
        assert_int_equal(number, cases[i].number);
    }
    int64_t number;
    assert_int_equal(value_whole(text("-5"), -10, 10, &number), VALUE_GOOD);
    assert_int_equal(number, -5);
}

static void decimals(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double number;
    } good[] = {
        {"48.0", 48},
        {"-2.5", -2.5},
        {".5", 0.5},
        {"5.", 5},
        {"5.2e1", 52},
        {"52E-1", 5.2},
        {"+1.25", 1.25},
        {"0", 0},
        {"-122.419416000000000012345", -122.419416},
        {"1e300", 1e300},
        {"0.0000001", 1e-7},
        {"12345678901234567890123", 1.2345678901234567e22},
    };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        double number = NAN;
        if (value_decimal(text(good[i].text), &number) != VALUE_GOOD)
            fail_msg("%s", good[i].text);
        assert_true(fabs(number - good[i].number) <= fabs(good[i].number) * 1e-14);
    }
    static const char *const bad[] = {"inf", "nan", "NaN", "1e999", "1e",   "e5",
                                      "-",   ".",   "1,5", "1 ",    "0x10", "1.2.3"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        double number = 7;
        if (value_decimal(text(bad[i]), &number) != VALUE_BAD)
            fail_msg("%s", bad[i]);
        assert_true(number == 7);
    }
}

static void dates(void **state)
{
    (void)state;
    civil_day day = 0;
    assert_int_equal(value_date(text("20260131"), &day), VALUE_GOOD);
    assert_int_equal(day, civil_day_of(2026, 1, 31));
    assert_int_equal(value_date(text("2026-02-28"), &day), VALUE_GOOD);
    assert_int_equal(value_date(text("99991231"), &day), VALUE_GOOD);
    assert_int_equal(value_date(text("20260230"), &day), VALUE_MENDED);
    assert_int_equal(day, civil_day_of(2026, 2, 28));
    assert_int_equal(value_date(text("20260431"), &day), VALUE_MENDED);
    assert_int_equal(day, civil_day_of(2026, 4, 30));
    static const char *const bad[] = {"20260132", "20261301", "20260100",  "2026013",
                                      "today",    "00000101", "202601011", "2026O101"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (value_date(text(bad[i]), &day) != VALUE_BAD)
            fail_msg("%s", bad[i]);
    assert_int_equal(value_date(text(""), &day), VALUE_BLANK);
}

static void colours(void **state)
{
    (void)state;
    uint32_t colour = 0;
    assert_int_equal(value_colour(text("Ff8000"), &colour), VALUE_GOOD);
    assert_int_equal(colour, 0xff8000);
    assert_int_equal(value_colour(text("#000001"), &colour), VALUE_GOOD);
    assert_int_equal(colour, 1);
    assert_int_equal(value_colour(text(""), &colour), VALUE_BLANK);
    assert_int_equal(value_colour(text("red"), &colour), VALUE_BAD);
    assert_int_equal(value_colour(text("GG0000"), &colour), VALUE_BAD);
    assert_int_equal(value_colour(text("#"), &colour), VALUE_BAD);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(times), cmocka_unit_test(whole_numbers), cmocka_unit_test(decimals),
        cmocka_unit_test(dates), cmocka_unit_test(colours),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
