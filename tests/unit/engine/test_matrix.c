#include "engine/matrix.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/rich.h"

/* That its cells are what questions give is shown by tests/oracle/run_spread. */

static struct built built;
static struct planner *planner;
static struct arena arena;

static int set_up(void **state)
{
    (void)state;
    built_from(&built, rich_files);
    planner = planner_create(&built.network);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    planner_destroy(planner);
    arena_finish(&arena);
    built_finish(&built);
    return 0;
}

static void percentiles_are_times_that_occur(void **state)
{
    (void)state;
    assert_int_equal(spread_rank(0, 10), 0);
    assert_int_equal(spread_rank(1, 10), 0);
    assert_int_equal(spread_rank(50, 10), 4);
    assert_int_equal(spread_rank(51, 10), 5);
    assert_int_equal(spread_rank(100, 10), 9);
    assert_int_equal(spread_rank(50, 1), 0);
    assert_int_equal(spread_rank(50, 3), 1);
    int32_t times[] = {5, SPREAD_NEVER, 1, 9, SPREAD_NEVER};
    assert_int_equal(spread_sort(times, 5), 2);
    assert_int_equal(times[0], 1);
    assert_int_equal(times[2], 9);
}

static void walking_all_the_way_counts(void **state)
{
    (void)state;
    struct endpoint from = {.stop = 0, .seconds = 0}, near = {.stop = 1, .seconds = 10};
    struct query query = query_default;
    query.where.sources = &from;
    query.where.source_count = 1;
    query.when.time = 1780290000; /* 2026-06-01 05:00 UTC */
    query.when.travel_seconds_max = 7200;
    const struct matrix_end ends[] = {{&near, 1}, {NULL, 0}, {NULL, 0}, {&near, 1}};
    const int32_t direct[] = {7, 7200, 7201, MATRIX_NEVER};
    struct matrix *matrix = matrix_create(&built.network, ends, 4);
    struct matrix_ask ask = {.world = &built.world, .query = &query, .direct = direct};
    struct matrix_row row;
    arena_reset(&arena);
    assert_true(matrix_fill(matrix, planner, &ask, &arena, &row, NULL));
    assert_int_equal(row.cells[0].seconds, 7);
    assert_int_equal(row.cells[0].walk_seconds, 7);
    assert_int_equal(row.cells[0].rides, 0);
    assert_int_equal(row.cells[1].seconds, 7200);
    assert_int_equal(row.cells[2].seconds, MATRIX_NEVER);
    assert_int_equal(row.missed[2], 1);
    assert_int_equal(row.missed[0], 0);
    query.when.window_seconds = 120;
    ask.percentiles = (const uint32_t[]){100};
    ask.percentile_count = 1;
    assert_true(matrix_fill(matrix, planner, &ask, &arena, &row, NULL));
    assert_int_equal(row.cells[0].seconds, 7);
    assert_int_equal(row.missed[2], 2);
    query.where.target_count = 1;
    assert_false(matrix_fill(matrix, planner, &ask, &arena, &row, NULL));
    matrix_destroy(matrix);
    matrix_destroy(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(percentiles_are_times_that_occur),
        cmocka_unit_test(walking_all_the_way_counts),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
