#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "api/fare_words.h"

static void test_money(void **state)
{
    (void)state;
    struct arena arena = {0};
    assert_string_equal(fare_money(&arena, 180, 2), "1.80");
    assert_string_equal(fare_money(&arena, 5, 2), "0.05");
    assert_string_equal(fare_money(&arena, 0, 2), "0.00");
    assert_string_equal(fare_money(&arena, -50, 2), "-0.50");
    assert_string_equal(fare_money(&arena, 200, 0), "200");
    assert_string_equal(fare_money(&arena, 1234567, 3), "1234.567");
    assert_string_equal(fare_money(&arena, INT64_MIN, 2), "-92233720368547758.08");
    arena_finish(&arena);
}

static void test_words(void **state)
{
    (void)state;
    assert_string_equal(fare_status_word(FARE_PARTIAL), "PARTIAL");
    assert_string_equal(fare_item_word(ITEM_PARKING), "PARKING");
    assert_string_equal(fare_item_word(ITEM_SUPPLEMENT), "SUPPLEMENT");
    assert_string_equal(fare_medium_word(MEDIUM_BANK_CARD), "CONTACTLESS_EMV");
    assert_string_equal(fare_medium_word(200), "NONE");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_money), cmocka_unit_test(test_words)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
