#include "engine/base/money.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void currencies_have_their_decimals(void **state)
{
    (void)state;
    assert_int_equal(money_digits("EUR"), 2);
    assert_int_equal(money_digits("JPY"), 0);
    assert_int_equal(money_digits("TND"), 3);
    assert_int_equal(money_digits("CLF"), 4);
    assert_int_equal(money_digits("ZZZ"), 2);
    assert_int_equal(money_digits(""), 2);
    assert_true(money_is_currency("CHF"));
    assert_false(money_is_currency("chf"));
    assert_false(money_is_currency("EURO"));
}

static void halves_are_rounded_up(void **state)
{
    (void)state;
    assert_int_equal(money_minor(1805000, 2), 181);
    assert_int_equal(money_minor(1804999, 2), 180);
    assert_int_equal(money_minor(-1805000, 2), -181);
    assert_int_equal(money_minor(500000, 0), 1);
    assert_int_equal(money_minor(1234567, 6), 1234567);
}

static void amounts_are_read_exactly(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t micro;
    } fine[] = {{"1.80", 1800000}, {"1,80", 1800000}, {"-2", -2000000},
                {"0.000001", 1},   {".5", 500000},    {"1000000", MONEY_MICRO_MAX},
                {"007", 7000000}};
    static const char *const wrong[] = {
        "", "-", "1.2.3", "1 000", "1e3", "1.1234567", "1000001", "--1", "9999999999999999999"};
    int64_t micro;
    for (size_t i = 0; i < sizeof fine / sizeof *fine; i++) {
        assert_true(money_parse(fine[i].text, strlen(fine[i].text), &micro));
        assert_int_equal(micro, fine[i].micro);
    }
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (money_parse(wrong[i], strlen(wrong[i]), &micro))
            fail_msg("%s is read", wrong[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(currencies_have_their_decimals),
        cmocka_unit_test(halves_are_rounded_up),
        cmocka_unit_test(amounts_are_read_exactly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
