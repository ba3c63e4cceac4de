#include "engine/journey/journey.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

enum { SIDE = 3, COUNT = SIDE * SIDE * SIDE };

static struct journey journey_of(int number)
{
    return (struct journey){.depart = number / 9 * INT64_C(5000000000),
                            .arrive = number / 3 % 3 * INT64_C(-5000000000),
                            .transfers = (uint32_t)(number % 3)};
}

static int sign(int value)
{
    return (value > 0) - (value < 0);
}

/* Later departure, earlier arrival, fewer transfers are better; all three must be no worse. */
static void dominance_is_an_order(void **state)
{
    (void)state;
    for (int i = 0; i < COUNT; i++)
        for (int k = 0; k < COUNT; k++) {
            struct journey a = journey_of(i), b = journey_of(k);
            bool expected = i / 9 >= k / 9 && i / 3 % 3 >= k / 3 % 3 && i % 3 <= k % 3;
            assert_int_equal(journey_dominates(&a, &b), expected);
            assert_true(i == k || !journey_dominates(&a, &b) || !journey_dominates(&b, &a));
        }
}

static void the_order_is_by_departure_arrival_transfers(void **state)
{
    (void)state;
    for (int i = 0; i < COUNT; i++)
        for (int k = 0; k < COUNT; k++) {
            struct journey a = journey_of(i), b = journey_of(k);
            int expected = i / 9 != k / 9           ? i / 9 - k / 9
                           : i / 3 % 3 != k / 3 % 3 ? k / 3 % 3 - i / 3 % 3
                                                    : i % 3 - k % 3;
            assert_int_equal(sign(journey_order(&a, &b)), sign(expected));
        }
}

static void sorting_puts_them_in_order(void **state)
{
    (void)state;
    struct journey journeys[COUNT];
    for (int i = 0; i < COUNT; i++)
        journeys[i] = journey_of(i * 10 % COUNT);
    qsort(journeys, COUNT, sizeof *journeys, journey_order);
    for (int i = 1; i < COUNT; i++)
        assert_true(journey_order(&journeys[i - 1], &journeys[i]) < 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dominance_is_an_order),
        cmocka_unit_test(the_order_is_by_departure_arrival_transfers),
        cmocka_unit_test(sorting_puts_them_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
