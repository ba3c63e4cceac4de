#include "engine/base/clock.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <time.h>

#include <cmocka.h>

static void now_is_the_wall_clock_until_told(void **state)
{
    (void)state;
    unix_time before = (unix_time)time(NULL), now = clock_now();
    assert_in_range(now - before, 0, 5);
}

static void now_can_be_set_and_runs_on(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) {
        unix_time wanted = i ? 4102444800 : 951782400;
        clock_set_now(wanted);
        assert_in_range(clock_now() - wanted, 0, 5);
    }
    clock_set_now((unix_time)time(NULL));
}

static void ticks_never_go_back_and_now_does_not_touch_them(void **state)
{
    (void)state;
    int64_t last = clock_ticks();
    for (int i = 0; i < 1000; i++) {
        int64_t ticks = clock_ticks();
        assert_true(ticks >= last);
        last = ticks;
    }
    clock_set_now(0);
    assert_true(clock_ticks() - last < INT64_C(60) * 1000000000);
    assert_true(clock_ticks() >= last);
    clock_set_now((unix_time)time(NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(now_is_the_wall_clock_until_told),
        cmocka_unit_test(now_can_be_set_and_runs_on),
        cmocka_unit_test(ticks_never_go_back_and_now_does_not_touch_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
