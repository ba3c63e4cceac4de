#include "feeds/gtfs/runs.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void neighbours_in_order_need_no_sorting(void **state)
{
    (void)state;
    struct runs runs;
    runs_init(&runs, 3);
    runs_add(&runs, 0, 2, 5);
    runs_add(&runs, 0, 3, 7);
    runs_add(&runs, 2, 4, 1);
    struct run_rows rows = runs_order(&runs, 0);
    assert_null(rows.rows);
    assert_true(rows.was_sorted);
    assert_int_equal(rows.first, 0);
    assert_int_equal(rows.count, 2);
    assert_int_equal(runs_order(&runs, 1).count, 0);
    assert_int_equal(runs_order(&runs, 2).first, 2);
    assert_int_equal(runs.items.count, 2);
    runs_finish(&runs);
}

static void scattered_rows_come_in_order(void **state)
{
    (void)state;
    struct runs runs;
    runs_init(&runs, 2);
    static const struct {
        uint32_t owner, line, sequence;
    } file[] = {{0, 2, 30}, {1, 3, 1}, {0, 4, 10}, {0, 6, 20}, {0, 7, 10}, {1, 8, 2}};
    for (uint32_t i = 0; i < 6; i++)
        runs_add(&runs, file[i].owner, file[i].line, file[i].sequence);
    struct run_rows rows = runs_order(&runs, 0);
    static const uint32_t expected[] = {2, 4, 3, 0};
    assert_false(rows.was_sorted);
    assert_int_equal(rows.count, 4);
    assert_memory_equal(rows.rows, expected, sizeof expected);
    for (uint32_t i = 0; i < 6; i++)
        assert_int_equal(runs_line(&runs, file[i].owner, i), file[i].line);
    assert_int_equal(runs_line(&runs, 1, 0), 0);
    rows = runs_order(&runs, 1);
    assert_true(rows.was_sorted);
    assert_int_equal(rows.rows[0], 1);
    assert_int_equal(rows.rows[1], 5);
    runs_finish(&runs);
}

static void last_sequence_is_known(void **state)
{
    (void)state;
    struct runs runs;
    runs_init(&runs, 2);
    assert_int_equal(runs_last_sequence(&runs, 0, 99), 99);
    runs_add(&runs, 0, 2, 5);
    runs_add(&runs, 1, 3, 6);
    runs_add(&runs, 0, 4, 4);
    assert_int_equal(runs_last_sequence(&runs, 0, 99), 4);
    assert_int_equal(runs_last_sequence(&runs, 1, 99), 6);
    runs_finish(&runs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(neighbours_in_order_need_no_sorting),
        cmocka_unit_test(scattered_rows_come_in_order),
        cmocka_unit_test(last_sequence_is_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
