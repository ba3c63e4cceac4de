#include "engine/search/spread.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "engine/planner.h"
#include "tests/rich.h"

/* That it agrees with questions to single stops is shown by tests/oracle/run_spread. */

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

static struct query query_from(const struct endpoint *from)
{
    struct query query = query_default;
    query.where.sources = from;
    query.where.source_count = 1;
    query.when.time = 1780290000; /* 2026-06-01 05:00 UTC */
    return query;
}

static bool ask(const struct query *query, struct spread *spread, struct error *error)
{
    struct spread_ask ask = {query, true, true};
    return planner_spread(planner, &built.world, &ask, &arena, spread, error);
}

static void stops_are_sorted_and_found(void **state)
{
    (void)state;
    struct endpoint from = {.stop = 0, .seconds = 0};
    struct query query = query_from(&from);
    struct spread spread;
    query.when.window_seconds = 150;
    arena_reset(&arena);
    assert_true(ask(&query, &spread, NULL));
    assert_int_equal(spread.rows, 3);
    assert_true(spread.stop_count > 1);
    for (uint32_t i = 0; i < spread.stop_count; i++) {
        assert_int_equal(spread_find(&spread, spread.stops[i]), i);
        assert_true(i == 0 || spread.stops[i - 1] < spread.stops[i]);
    }
    assert_int_equal(spread_find(&spread, 100000), NO_IX);
    assert_int_equal(spread_row(&spread, 2)[0].here, 0);
    assert_int_equal(spread_row(&spread, 2)[0].here_rides, 0);
}

static void waiting_grows_by_the_minute(void **state)
{
    (void)state;
    struct endpoint from = {.stop = 0, .seconds = 0};
    struct query query = query_from(&from);
    struct spread spread;
    query.when.window_seconds = 600;
    arena_reset(&arena);
    assert_true(ask(&query, &spread, NULL));
    for (uint32_t row = 0; row + 1 < spread.rows; row++)
        for (uint32_t i = 0; i < spread.stop_count; i++) {
            int32_t now = spread_row(&spread, row)[i].off;
            int32_t later = spread_row(&spread, row + 1)[i].off;
            assert_true(later == SPREAD_NEVER || now <= later + SPREAD_STEP_SECONDS);
        }
}

static void what_has_no_answer_is_refused(void **state)
{
    (void)state;
    struct endpoint from = {.stop = 0, .seconds = 0};
    struct query query = query_from(&from);
    struct spread spread;
    struct error error = {0};
    struct via via = {.stops = &from.stop, .stop_count = 1};
    query.where.vias = &via;
    query.where.via_count = 1;
    assert_false(ask(&query, &spread, &error));
    assert_string_equal(error.place, "via");
    query.where.via_count = 0;
    query.where.targets = &from;
    query.where.target_count = 1;
    assert_false(ask(&query, &spread, &error));
    assert_string_equal(error.place, "to");
    query.where.source_count = 0;
    query.when.arrive_by = true;
    assert_true(ask(&query, &spread, &error));
    query.where.target_count = 0; /* From nowhere, nothing is reached. */
    assert_true(ask(&query, &spread, &error));
    assert_int_equal(spread.stop_count, 0);
    assert_int_equal(spread_find(&spread, 0), NO_IX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stops_are_sorted_and_found),
        cmocka_unit_test(waiting_grows_by_the_minute),
        cmocka_unit_test(what_has_no_answer_is_refused),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
