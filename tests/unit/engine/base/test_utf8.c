#include "engine/base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static size_t length_of(const char *text)
{
    return utf8_length(text, strlen(text));
}

static void test_lengths_of_characters(void **state)
{
    (void)state;
    assert_int_equal(length_of("a"), 1);
    assert_int_equal(length_of("\xc3\xa9"), 2);
    assert_int_equal(length_of("\xe2\x82\xac"), 3);
    assert_int_equal(length_of("\xf0\x9f\x9a\x8b"), 4);
    assert_int_equal(length_of("\xf4\x8f\xbf\xbf"), 4);
    assert_int_equal(utf8_length("\0", 1), 1);
    assert_int_equal(utf8_length("", 0), 0);
}

static void test_what_is_no_character(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "\x80",             /* a tail alone */
        "\xc3",             /* cut */
        "\xe2\x82",         /* cut */
        "\xf0\x9f\x9a",     /* cut */
        "\xc0\xae",         /* long form of a dot */
        "\xc1\xbf",         /* long form */
        "\xe0\x9f\xbf",     /* long form */
        "\xf0\x8f\xbf\xbf", /* long form */
        "\xed\xa0\x80",     /* surrogate */
        "\xf4\x90\x80\x80", /* above U+10FFFF */
        "\xf5\x80\x80\x80", /* above U+10FFFF */
        "\xff",
        "\xe2(\xa1",
        "\xe2\x82(",
        "\xf0\x9f\x9a(",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(length_of(bad[i]), 0);
}

/* Every character of Unicode, encoded by its definition, is read back with its length. */
static void test_all_characters(void **state)
{
    (void)state;
    for (uint32_t code = 0x80; code <= 0x10ffff; code++) {
        char text[4];
        size_t count = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
        static const unsigned char marks[] = {0, 0, 0xc0, 0xe0, 0xf0};
        for (size_t i = count - 1; i > 0; i--)
            text[i] = (char)(0x80 | (code >> (6 * (count - 1 - i)) & 0x3f));
        text[0] = (char)(marks[count] | code >> (6 * (count - 1)));
        size_t expected = code >= 0xd800 && code <= 0xdfff ? 0 : count;
        if (utf8_length(text, count) != expected)
            fail_msg("U+%04X", (unsigned)code);
    }
}

static void test_valid_prefix(void **state)
{
    (void)state;
    assert_int_equal(utf8_valid_prefix("", 0), 0);
    assert_int_equal(utf8_valid_prefix("caf\xc3\xa9", 5), 5);
    assert_int_equal(utf8_valid_prefix("caf\xc3", 4), 3);
    assert_int_equal(utf8_valid_prefix("\xff", 1), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lengths_of_characters),
        cmocka_unit_test(test_what_is_no_character),
        cmocka_unit_test(test_all_characters),
        cmocka_unit_test(test_valid_prefix),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
