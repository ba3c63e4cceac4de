#include "feeds/gtfs/money.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static struct field text(const char *text)
{
    return (struct field){text, strlen(text)};
}

static void currencies(void **state)
{
    (void)state;
    static const struct {
        const char *code;
        uint32_t decimals;
    } cases[] = {
        {"EUR", 2}, {"eur", 2}, {"USD", 2}, {"ZWL", 2}, {"AED", 2}, {"JPY", 0},
        {"XPF", 0}, {"BIF", 0}, {"CLP", 0}, {"KRW", 0}, {"XOF", 0}, {"XAF", 0},
        {"TND", 3}, {"BHD", 3}, {"KWD", 3}, {"CLF", 4}, {"HRK", 2},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(money_decimals(text(cases[i].code)), cases[i].decimals);
    static const char *const none[] = {"", "E", "EU", "EURO", "ZZZ", "UR ", "R U", "   ", "12A"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_int_equal(money_decimals(text(none[i])), MONEY_NO_CURRENCY);
}

static void amounts(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint32_t decimals;
        enum value_state state;
        int64_t amount;
    } cases[] = {
        {"2.50", 2, VALUE_GOOD, 250},
        {"2.5", 2, VALUE_GOOD, 250},
        {"2", 2, VALUE_GOOD, 200},
        {"2.", 2, VALUE_GOOD, 200},
        {".5", 2, VALUE_GOOD, 50},
        {"0", 2, VALUE_GOOD, 0},
        {"-0.30", 2, VALUE_GOOD, -30},
        {"+1.10", 2, VALUE_GOOD, 110},
        {"2.5000", 2, VALUE_GOOD, 250},
        {"210", 0, VALUE_GOOD, 210},
        {"210.0", 0, VALUE_GOOD, 210},
        {"0.450", 3, VALUE_GOOD, 450},
        {"1.1", 4, VALUE_GOOD, 11000},
        /* A double would make 1 of 1.005 and 0.28 of 0.285. */
        {"1.005", 2, VALUE_MENDED, 101},
        {"0.285", 2, VALUE_MENDED, 29},
        {"1.0049", 2, VALUE_MENDED, 100},
        {"1.0050", 2, VALUE_MENDED, 101},
        {"9.999", 2, VALUE_MENDED, 1000},
        {"-1.005", 2, VALUE_MENDED, -101},
        {"0.5", 0, VALUE_MENDED, 1},
        {"10000000000000.00", 2, VALUE_GOOD, TARIFF_AMOUNT_MAX},
        {"10000000000000.01", 2, VALUE_BAD, 0},
        {"10000000000000.005", 2, VALUE_BAD, 0},
        {"100000000000000", 2, VALUE_BAD, 0},
        {"99999999999999999999.99", 2, VALUE_BAD, 0},
        {"", 2, VALUE_BLANK, 0},
        {"-", 2, VALUE_BAD, 0},
        {".", 2, VALUE_BAD, 0},
        {"1,50", 2, VALUE_BAD, 0},
        {"1.2.3", 2, VALUE_BAD, 0},
        {"$2", 2, VALUE_BAD, 0},
        {"2e3", 2, VALUE_BAD, 0},
        {"--1", 2, VALUE_BAD, 0},
        {"1 000", 2, VALUE_BAD, 0},
        {"nan", 2, VALUE_BAD, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t amount = 0;
        enum value_state found = value_money(text(cases[i].text), cases[i].decimals, &amount);
        if (found != cases[i].state || amount != cases[i].amount)
            fail_msg("%s: state %d, amount %ld", cases[i].text, (int)found, (long)amount);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(currencies),
        cmocka_unit_test(amounts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
