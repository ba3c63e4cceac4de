#include "engine/price/ladder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static struct arena arena;

static int end(void **state)
{
    (void)state;
    arena_finish(&arena);
    return 0;
}

/* The rungs that are due, as `seconds+rides`, where those named in `cut` are cut. */
static const char *due(int32_t seconds, uint32_t rides, const char *cut)
{
    const struct price_ask asked = {.slack_seconds = seconds, .rides_more = rides};
    struct ladder ladder = ladder_on(&asked);
    const char *text = "", *rung;
    do {
        const struct price_ask ask = ladder_ask(&ladder);
        rung = arena_format(&arena, "%d+%u ", ask.slack_seconds, ask.rides_more);
        text = arena_format(&arena, "%s%s", text, rung);
    } while (ladder_next(&ladder, strstr(cut, rung) != NULL));
    return text;
}

static void the_narrowest_that_has_what_is_asked_is_the_first(void **state)
{
    (void)state;
    assert_string_equal(due(0, 0, ""), "900+0 ");
    assert_string_equal(due(900, 1, ""), "900+1 ");
    assert_string_equal(due(901, 2, ""), "1800+2 ");
    assert_string_equal(due(7201, 3, ""), "14400+4 ");
    assert_string_equal(due(INT32_MAX, UINT32_MAX, ""), "14400+4 ");
}

static void all_within_one_that_is_cut_are_due(void **state)
{
    (void)state;
    assert_string_equal(due(1800, 1, "1800+1 1800+0 900+1 900+0 "), "1800+1 1800+0 900+1 900+0 ");
    assert_string_equal(due(900, 0, "900+0 "), "900+0 ");
    assert_string_equal(due(900, 3, "900+4 900+2 900+1 "), "900+4 900+2 900+1 900+0 ");
}

static void what_lies_within_one_that_came_to_its_end_is_not(void **state)
{
    (void)state;
    assert_string_equal(due(1800, 1, "1800+1 "), "1800+1 1800+0 900+1 ");
    assert_string_equal(due(1800, 1, "1800+1 900+1 "), "1800+1 1800+0 900+1 ");
    assert_string_equal(due(1800, 1, "1800+1 1800+0 "), "1800+1 1800+0 900+1 ");
    assert_string_equal(due(3600, 2, "3600+2 3600+1 1800+2 "),
                        "3600+2 3600+1 3600+0 1800+2 1800+1 900+2 ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_narrowest_that_has_what_is_asked_is_the_first),
        cmocka_unit_test(all_within_one_that_is_cut_are_due),
        cmocka_unit_test(what_lies_within_one_that_came_to_its_end_is_not),
    };
    return cmocka_run_group_tests(tests, NULL, end);
}
