#include "engine/street/heap.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/oracle/random.h"

static struct heap heap;

static int set_up(void **state)
{
    (void)state;
    heap_init(&heap);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    heap_finish(&heap);
    return 0;
}

/* As a search uses it: what comes in is never less than what went out. Each state is its cost's
 * number, so what comes out is known whole. */
static void pour(struct random *random, uint64_t cost_max, uint32_t count)
{
    uint64_t now = 0, sum_in = 0, sum_out = 0;
    uint32_t in = 0, out = 0;
    struct heap_entry top;
    heap_clear(&heap, cost_max);
    while (in < count || out < in) {
        for (int i = random_below(random, 4); i > 0 && in < count; i--, in++) {
            uint64_t room = cost_max - now;
            uint64_t more = random_next(random) % (room / (uint64_t)random_in(random, 1, 500) + 1);
            heap_push(&heap, now + more, in);
            sum_in += now + more;
        }
        if (!heap_pop(&heap, &top)) {
            assert_int_equal(in, out);
            continue;
        }
        assert_true(top.cost >= now && top.cost <= cost_max);
        now = top.cost;
        sum_out += top.cost;
        out++;
    }
    assert_int_equal(out, count);
    assert_true(sum_in == sum_out);
    assert_false(heap_pop(&heap, &top));
}

static void the_least_comes_first_within_any_bound(void **state)
{
    (void)state;
    static const uint64_t bounds[] = {
        0, 1, HEAP_BUCKETS - 1, HEAP_BUCKETS, 900000000000, 7200000000000, UINT64_MAX / 8};
    struct random random = {1};
    for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++)
        for (int round = 0; round < 20; round++)
            pour(&random, bounds[i], 2000);
}

static void what_is_left_over_is_forgotten(void **state)
{
    (void)state;
    struct heap_entry top;
    heap_clear(&heap, 1000000);
    for (uint32_t i = 0; i < 1000; i++)
        heap_push(&heap, UINT64_C(1000) * i, i);
    assert_true(heap_pop(&heap, &top));
    heap_clear(&heap, 1000000);
    assert_false(heap_pop(&heap, &top));
    heap_push(&heap, 999, 7);
    assert_true(heap_pop(&heap, &top));
    assert_int_equal(top.state, 7);
    assert_false(heap_pop(&heap, &top));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_least_comes_first_within_any_bound),
        cmocka_unit_test(what_is_left_over_is_forgotten),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
