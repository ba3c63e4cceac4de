#include "api/dialect.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* The table of versions in api/README.md. */
static void each_version_writes_its_way(void **state)
{
    (void)state;
    for (uint32_t version = 1; version <= 6; version++) {
        const struct dialect *dialect = dialect_of(version);
        assert_int_equal(dialect->version, version);
        assert_int_equal(dialect->precision, version == 1 ? 7 : 6);
        assert_int_equal(dialect->transfers_excess, version <= 2);
        assert_int_equal(dialect->has_display_name, version >= 4);
        assert_int_equal(dialect->fills_short_name, version <= 3);
        assert_int_equal(dialect->writes_unknown_level, version <= 5);
        const char *suburban = dialect_mode_name(dialect, MODE_SUBURBAN);
        const char *lift = dialect_mode_name(dialect, MODE_AERIAL_LIFT);
        assert_string_equal(suburban, version <= 4 ? "METRO" : "SUBURBAN");
        assert_string_equal(lift, version <= 4 ? "AREAL_LIFT" : "AERIAL_LIFT");
        assert_string_equal(dialect_mode_name(dialect, MODE_TRAM), "TRAM");
    }
}

static void others_speak_the_newest(void **state)
{
    (void)state;
    assert_ptr_equal(dialect_of(0), dialect_of(6));
    assert_ptr_equal(dialect_of(7), dialect_of(6));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_version_writes_its_way),
        cmocka_unit_test(others_speak_the_newest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
