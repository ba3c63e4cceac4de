#include "bench/sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void sums_up_by_nearest_rank(void **state)
{
    (void)state;
    struct sample sample;
    sample_init(&sample);
    for (int64_t i = 100; i >= 1; i--)
        sample_add(&sample, i * 10);
    struct sample_summary summary = sample_summary(&sample);
    assert_int_equal(summary.count, 100);
    assert_int_equal(summary.least, 10);
    assert_int_equal(summary.median, 500);
    assert_int_equal(summary.p95, 950);
    assert_int_equal(summary.p99, 990);
    assert_int_equal(summary.most, 1000);
    sample_finish(&sample);
}

static void one_or_none_is_fine(void **state)
{
    (void)state;
    struct sample sample;
    sample_init(&sample);
    assert_int_equal(sample_summary(&sample).count, 0);
    sample_add(&sample, 7);
    assert_int_equal(sample_summary(&sample).median, 7);
    assert_int_equal(sample_summary(&sample).p99, 7);
    sample_finish(&sample);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_up_by_nearest_rank),
        cmocka_unit_test(one_or_none_is_fine),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
