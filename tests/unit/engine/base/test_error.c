#include "engine/base/error.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void says_what_where_and_why(void **state)
{
    (void)state;
    struct error error = {0};
    assert_false(error_set(&error, ERROR_INPUT, "stops.txt:7", "%d of %s", 3, "them"));
    assert_int_equal(error.kind, ERROR_INPUT);
    assert_string_equal(error.place, "stops.txt:7");
    assert_string_equal(error.text, "3 of them");
    assert_false(error_set(&error, ERROR_LIMIT, NULL, "full"));
    assert_string_equal(error.place, "");
    assert_string_equal(error.text, "full");
}

static void nobody_needs_to_listen(void **state)
{
    (void)state;
    assert_false(error_set(NULL, ERROR_SYSTEM, "x", "%s", "y"));
}

static void long_texts_are_cut(void **state)
{
    (void)state;
    struct error error;
    char wide[2000];
    memset(wide, 'w', sizeof wide - 1);
    wide[sizeof wide - 1] = 0;
    assert_false(error_set(&error, ERROR_INPUT, wide, "%s", wide));
    assert_int_equal(strlen(error.place), sizeof error.place - 1);
    assert_int_equal(strlen(error.text), sizeof error.text - 1);
}

static void kinds_have_names_of_their_own(void **state)
{
    (void)state;
    for (int i = ERROR_NONE; i <= ERROR_CORRUPT; i++)
        for (int k = ERROR_NONE; k < i; k++)
            assert_string_not_equal(error_kind_name((enum error_kind)i),
                                    error_kind_name((enum error_kind)k));
    assert_string_equal(error_kind_name(ERROR_MISSING), "missing");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(says_what_where_and_why),
        cmocka_unit_test(nobody_needs_to_listen),
        cmocka_unit_test(long_texts_are_cut),
        cmocka_unit_test(kinds_have_names_of_their_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
