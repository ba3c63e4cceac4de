#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "api/canonical.h"

/* What was written, as it stands; frees it. */
static void expect(struct canonical *out, const char *text)
{
    assert_int_equal(out->depth, 0);
    assert_int_equal(out->bytes.count, strlen(text));
    assert_memory_equal(out->bytes.data, text, strlen(text));
    canonical_finish(out);
}

static void test_no_blanks(void **state)
{
    (void)state;
    struct canonical out = canonical_of();
    canonical_object(&out, NULL);
    canonical_flag(&out, "a", true);
    canonical_list(&out, "b");
    canonical_number(&out, NULL, 1);
    canonical_object(&out, NULL);
    canonical_end(&out);
    canonical_object(&out, NULL);
    canonical_null(&out, "a");
    canonical_end(&out);
    canonical_end(&out);
    canonical_list(&out, "c");
    canonical_end(&out);
    canonical_text(&out, "d", "");
    canonical_end(&out);
    expect(&out, "{\"a\":true,\"b\":[1,{},{\"a\":null}],\"c\":[],\"d\":\"\"}");
}

static void test_texts(void **state)
{
    (void)state;
    struct canonical out = canonical_of();
    canonical_list(&out, NULL);
    canonical_text(&out, NULL, "\b\t\n\f\r\x01\x1f");
    canonical_text(&out, NULL, "a\"b\\c/d\x7f");
    canonical_text(&out, NULL,
                   "Mar\xC3\xA9"
                   "e \xE2\x82\xAC \xF0\x9F\x9A\x8B");
    canonical_text(&out, NULL, "\xFF!\xC3");
    canonical_end(&out);
    expect(&out, "[\"\\b\\t\\n\\f\\r\\u0001\\u001f\",\"a\\\"b\\\\c/d\x7f\","
                 "\"Mar\xC3\xA9"
                 "e \xE2\x82\xAC \xF0\x9F\x9A\x8B\","
                 "\"\xEF\xBF\xBD!\xEF\xBF\xBD\"]");
}

static void test_numbers(void **state)
{
    (void)state;
    struct canonical out = canonical_of();
    canonical_list(&out, NULL);
    canonical_number(&out, NULL, 0);
    canonical_number(&out, NULL, -180);
    canonical_number(&out, NULL, INT64_MAX);
    canonical_number(&out, NULL, INT64_MIN);
    canonical_end(&out);
    expect(&out, "[0,-180,9007199254740991,-9007199254740991]");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_blanks),
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
