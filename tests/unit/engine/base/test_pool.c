#include "engine/base/pool.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>

#include <cmocka.h>

enum { PIECES = 10000 };

struct tally {
    uint32_t done[PIECES]; /* how often */
    atomic_uint busy[POOL_THREADS_MAX];
    atomic_uint twice; /* a worker was at two pieces at a time */
    uint32_t threads;
};

static void count_piece(void *context, uint32_t index, uint32_t worker)
{
    struct tally *tally = context;
    if (worker >= tally->threads || atomic_fetch_add(&tally->busy[worker], 1))
        atomic_fetch_add(&tally->twice, 1);
    tally->done[index]++;
    atomic_fetch_sub(&tally->busy[worker], 1);
}

static void test_each_piece_is_done_once(void **state)
{
    (void)state;
    static const uint32_t threads[] = {1, 2, 7, 1000};
    for (size_t i = 0; i < sizeof threads / sizeof *threads; i++) {
        static struct tally tally;
        tally = (struct tally){.threads =
                                   threads[i] < POOL_THREADS_MAX ? threads[i] : POOL_THREADS_MAX};
        pool_run(threads[i], PIECES, count_piece, &tally);
        assert_int_equal(tally.twice, 0);
        for (uint32_t k = 0; k < PIECES; k++)
            assert_int_equal(tally.done[k], 1);
    }
}

static void test_no_piece_is_no_work(void **state)
{
    (void)state;
    pool_run(4, 0, count_piece, NULL);
}

static void test_threads_are_some(void **state)
{
    (void)state;
    assert_in_range(pool_threads(), 1, POOL_THREADS_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_piece_is_done_once),
        cmocka_unit_test(test_no_piece_is_no_work),
        cmocka_unit_test(test_threads_are_some),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
