#include "engine/fare/hire.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* The examples of the standard's own text, and what it leaves open. */

#define MINUTE INT64_C(60000)
#define KM INT64_C(1000000)
#define EURO INT64_C(1000000)

static int64_t by_km(const struct rental_rate *rates, uint32_t count, int64_t metres)
{
    const struct rental_plan plan = {.price = 2 * EURO, .per_km = {0, count}};
    const struct hire_use use = {0, metres * 1000, -1};
    return hire_price(&plan, rates, &use);
}

/* Example 1: 10 km in the base price, then 1 a km; from 25 km on 0.50 a km, and 3 every 5 km. */
static void segments_add_up(void **state)
{
    (void)state;
    static const struct rental_rate rates[] = {
        {10 * KM, 25 * KM, KM, EURO},
        {25 * KM, RENTAL_RATE_ENDLESS, KM, EURO / 2},
        {25 * KM, RENTAL_RATE_ENDLESS, 5 * KM, 3 * EURO},
    };
    assert_int_equal(by_km(rates, 3, 0), 2 * EURO);
    assert_int_equal(by_km(rates, 3, 10000), 2 * EURO);
    assert_int_equal(by_km(rates, 3, 10001), 3 * EURO);
    assert_int_equal(by_km(rates, 3, 12000), 4 * EURO);
    assert_int_equal(by_km(rates, 3, 25000), 17 * EURO);
    assert_int_equal(by_km(rates, 3, 25001), 20 * EURO + EURO / 2);
    assert_int_equal(by_km(rates, 3, 31000), 17 * EURO + 6 * EURO / 2 + 2 * 3 * EURO);
}

/* Example 2: 0.25 a km and 0.50 a minute, neither asks for the other. */
static void minutes_and_kilometres_run_beside_each_other(void **state)
{
    (void)state;
    static const struct rental_rate rates[] = {{0, RENTAL_RATE_ENDLESS, MINUTE, EURO / 2},
                                               {0, RENTAL_RATE_ENDLESS, KM, EURO / 4}};
    const struct rental_plan plan = {.price = 3 * EURO, .per_minute = {0, 1}, .per_km = {1, 1}};
    const struct hire_use use = {10 * MINUTE, 4 * KM, -1};
    assert_int_equal(hire_price(&plan, rates, &use), 3 * EURO + 5 * EURO + EURO);
    const struct hire_use begun = {10 * MINUTE + 1, 4 * KM + 1, -1};
    assert_int_equal(hire_price(&plan, rates, &begun), 3 * EURO + 11 * EURO / 2 + 5 * EURO / 4);
}

static int64_t due(struct rental_rate rate, int64_t minutes, int64_t free)
{
    return hire_rates(&rate, 1, minutes * MINUTE, free * MINUTE);
}

static void a_rate_without_an_interval_is_due_once(void **state)
{
    (void)state;
    const struct rental_rate once = {30 * MINUTE, RENTAL_RATE_ENDLESS, 0, 5 * EURO};
    assert_int_equal(due(once, 30, 0), 0);
    assert_int_equal(due(once, 31, 0), 5 * EURO);
    assert_int_equal(due(once, 300, 0), 5 * EURO);
    assert_int_equal(due(once, 300, 30), 5 * EURO);
    assert_int_equal(due(once, 300, 31), 0);
}

static void a_rate_ends_before_its_end(void **state)
{
    (void)state;
    const struct rental_rate rate = {0, 20 * MINUTE, 10 * MINUTE, EURO};
    assert_int_equal(due(rate, 10, 0), EURO);
    assert_int_equal(due(rate, 20, 0), 2 * EURO); /* at 0 and 10, no more at 20 */
    assert_int_equal(due(rate, 90, 0), 2 * EURO);
    const struct rental_rate credit = {60 * MINUTE, RENTAL_RATE_ENDLESS, 60 * MINUTE, -EURO};
    assert_int_equal(due(credit, 121, 0), -2 * EURO);
}

/* Half an hour is free with a pass: neither the start nor what falls due within it is paid. */
static void free_minutes_are_those_at_the_beginning(void **state)
{
    (void)state;
    static const struct rental_rate rate = {0, RENTAL_RATE_ENDLESS, MINUTE, 120000};
    const struct rental_plan plan = {.price = EURO, .per_minute = {0, 1}};
    const struct hire_use shorter = {30 * MINUTE, 0, 30 * MINUTE};
    const struct hire_use longer = {40 * MINUTE, 0, 30 * MINUTE};
    assert_int_equal(hire_price(&plan, &rate, &shorter), 0);
    assert_int_equal(hire_price(&plan, &rate, &longer), 10 * 120000);
}

static void nothing_comes_to_the_end_of_numbers(void **state)
{
    (void)state;
    static const struct rental_rate rate = {0, RENTAL_RATE_ENDLESS, 1000, 1000000 * EURO};
    const struct rental_plan plan = {.per_minute = {0, 1}, .per_km = {0, 1}};
    const struct hire_use use = {INT64_MAX, INT64_MAX, -1};
    assert_true(hire_price(&plan, &rate, &use) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(segments_add_up),
        cmocka_unit_test(minutes_and_kilometres_run_beside_each_other),
        cmocka_unit_test(a_rate_without_an_interval_is_due_once),
        cmocka_unit_test(a_rate_ends_before_its_end),
        cmocka_unit_test(free_minutes_are_those_at_the_beginning),
        cmocka_unit_test(nothing_comes_to_the_end_of_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
