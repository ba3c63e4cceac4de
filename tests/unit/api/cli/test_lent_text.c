#include "api/cli/lent_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "tests/rich_live.h"

/* The vehicles of rich_fleet.h, which two systems lend. */

static struct built built;
static struct live live;

static int set_up(void **state)
{
    (void)state;
    rich_build(&built);
    rich_live_open(&built, scratch_path(&built.scratch, "live"), &live);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    live_close(&live);
    built_finish(&built);
    return 0;
}

/* What is printed of an image. */
static const char *printed(const struct live *of)
{
    static char text[2000];
    FILE *file = tmpfile();
    assert_non_null(file);
    lent_text_print(of, file);
    rewind(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    return text;
}

static void what_is_hired_alike_has_a_line(void **state)
{
    (void)state;
    const char *text = printed(&live);
    assert_string_equal(
        text, "system           form             driven by        has to return to  vehicles "
              "taken at  left at\n"
              "bikes-a          BICYCLE          HUMAN            ANY_STATION              7 "
              "       2        2  \n"
              "bikes-a          SCOOTER_STANDING ELECTRIC         NONE                     1 "
              "       1        0  \n"
              "bikes-b          BICYCLE          HUMAN            ANY_STATION              7 "
              "       2        2  \n"
              "bikes-b          SCOOTER_STANDING ELECTRIC         NONE                     1 "
              "       1        0  \n");
}

static void why_a_system_lends_nothing_is_said(void **state)
{
    (void)state;
    struct rental_system systems[2] = {live.rental_systems[0], live.rental_systems[1]};
    struct live changed = live;
    systems[1].closed = systems[0].name;
    changed.rental_systems = systems;
    assert_non_null(strstr(printed(&changed), "       2        2  Bikes\n"));
}

static void nothing_lent_is_nothing_said(void **state)
{
    (void)state;
    struct live none = live;
    none.counts.rental_products = 0;
    assert_string_equal(printed(&none), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_hired_alike_has_a_line),
        cmocka_unit_test(why_a_system_lends_nothing_is_said),
        cmocka_unit_test(nothing_lent_is_nothing_said),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
