#include "api/supervisor/backoff.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void test_first_death_costs_nothing(void **state)
{
    (void)state;
    struct backoff backoff = {0};
    assert_int_equal(backoff_died(&backoff, 0, 5), 0);
}

static void test_pauses_double_up_to_the_most(void **state)
{
    (void)state;
    struct backoff backoff = {0};
    int64_t now = 1000, wanted = BACKOFF_FIRST_NS;
    assert_int_equal(backoff_died(&backoff, now, now), 0);
    for (; wanted < BACKOFF_MOST_NS; wanted *= 2)
        assert_int_equal(backoff_died(&backoff, now, now), wanted);
    for (int i = 0; i < 100; i++)
        assert_int_equal(backoff_died(&backoff, now, now), BACKOFF_MOST_NS);
}

static void test_a_good_beginning_makes_good(void **state)
{
    (void)state;
    struct backoff backoff = {0};
    for (int i = 0; i < 10; i++)
        backoff_died(&backoff, 0, 0);
    assert_int_equal(backoff_died(&backoff, 0, BACKOFF_HEALTHY_NS - 1), BACKOFF_MOST_NS);
    assert_int_equal(backoff_died(&backoff, 0, BACKOFF_HEALTHY_NS), 0);
    assert_int_equal(backoff_died(&backoff, 0, 1), BACKOFF_FIRST_NS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_first_death_costs_nothing),
        cmocka_unit_test(test_pauses_double_up_to_the_most),
        cmocka_unit_test(test_a_good_beginning_makes_good),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
