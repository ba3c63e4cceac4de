#include "feeds/osm/number.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void ids_are_whole(void **state)
{
    static const char *const wrong[] = {
        "",    "-", "+", "1.0", " 1", "1 ", "0x1", "9223372036854775808", "-9223372036854775809",
        "1e3",
    };
    static const struct {
        const char *text;
        int64_t id;
    } right[] = {
        {"0", 0},
        {"-1", -1},
        {"+7", 7},
        {"4294968191", 4294968191},
        {"9223372036854775807", INT64_MAX},
        {"-9223372036854775808", INT64_MIN},
    };
    int64_t id;
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (number_read_id(wrong[i], &id))
            fail_msg("\"%s\" was read as %lld", wrong[i], (long long)id);
    for (size_t i = 0; i < sizeof right / sizeof *right; i++) {
        assert_true(number_read_id(right[i].text, &id));
        assert_int_equal(id, right[i].id);
    }
}

static void degrees_are_units(void **state)
{
    static const char *const wrong[] = {"",    "-",   ".",    "-.", "1,5",
                                        "nan", "inf", "1.5x", "1e", "0x1"};
    static const struct {
        const char *text;
        int64_t units;
    } right[] = {
        {"0", 0},
        {"-0.0", 0},
        {"49.3264915", 493264915},
        {"-122.4", -1224000000},
        {"+1.", 10000000},
        {".5", 5000000},
        {"1.00000005", 10000001},
        {"1.00000004999", 10000000},
        {"-1.00000005", -10000001},
        {"0.99999999", 10000000},
        {"1.5e1", 150000000},
        {"-1E-7", -1},
        {"180.0000000", 1800000000},
        {"99999999999999999999", 10000000000},
        {"1e300", 10000000000},
    };
    int64_t units;
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (number_read_degrees(wrong[i], &units))
            fail_msg("\"%s\" was read as %lld", wrong[i], (long long)units);
    for (size_t i = 0; i < sizeof right / sizeof *right; i++) {
        assert_true(number_read_degrees(right[i].text, &units));
        if (units != right[i].units)
            fail_msg("\"%s\" was read as %lld", right[i].text, (long long)units);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ids_are_whole),
        cmocka_unit_test(degrees_are_units),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
