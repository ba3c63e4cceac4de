#include "api/modes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static struct worker worker;

/* Reads `text` as the parameter `mode`; NULL: it is absent. */
static bool read(const char *text, struct modes *modes, struct error *error)
{
    struct parameter parameter = {"mode", text};
    struct request request = {
        .worker = &worker, .parameters = &parameter, .parameter_count = text ? 1 : 0};
    return modes_read(&request, "mode", modes, error);
}

static mode_set transit_of(const char *text)
{
    struct modes modes = {.transit = MODES_ALL};
    assert_true(read(text, &modes, NULL));
    return modes.transit;
}

static void reads_old_and_new_names(void **state)
{
    (void)state;
    assert_int_equal(transit_of("TRAM, BUS"), 1u << MODE_TRAM | 1u << MODE_BUS);
    assert_int_equal(transit_of("METRO"), transit_of("SUBURBAN"));
    assert_int_equal(transit_of("AREAL_LIFT"), transit_of("AERIAL_LIFT"));
    assert_int_equal(transit_of("TRANSIT"), MODES_ALL);
    assert_true(transit_of("RAIL") & 1u << MODE_SUBWAY);
    assert_false(transit_of("RAIL") & 1u << MODE_TRAM);
    for (unsigned mode = 0; mode < MODE_COUNT; mode++)
        assert_int_equal(transit_of(mode_name((enum mode)mode)), 1u << mode);
    arena_reset(&worker.arena);
}

/* Absent is the default, empty is nothing. */
static void empty_is_not_absent(void **state)
{
    (void)state;
    assert_int_equal(transit_of(NULL), MODES_ALL);
    assert_int_equal(transit_of(""), 0);
    assert_int_equal(transit_of("WALK"), 0);
}

static void tells_walking_from_the_rest(void **state)
{
    (void)state;
    struct modes modes = {0};
    assert_true(read("WALK,RENTAL", &modes, NULL));
    assert_true(modes.walk && modes.rental && !modes.other);
    assert_true(read("WALK,HGV", &modes, NULL));
    assert_true(modes.walk && modes.other && !modes.rental);
    assert_true(read("CAR_PARKING,BIKE", &modes, NULL));
    assert_true(!modes.walk && !modes.other);
    assert_int_equal(modes.ways, 1u << WAY_CAR_PARKING | 1u << WAY_BIKE);
    for (unsigned mode = 0; mode < WAY_MODES; mode++) {
        assert_true(read(way_mode_name((enum way_mode)mode), &modes, NULL));
        assert_int_equal(modes.ways, 1u << mode);
    }
}

static void refuses_unknown_names(void **state)
{
    (void)state;
    struct modes modes = {0};
    struct error error = {0};
    assert_false(read("TRAM,TELEPORT", &modes, &error));
    assert_int_equal(error.kind, ERROR_INPUT);
    assert_string_equal(error.place, "mode");
    assert_false(read("tram", &modes, &error));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_old_and_new_names),
        cmocka_unit_test(empty_is_not_absent),
        cmocka_unit_test(tells_walking_from_the_rest),
        cmocka_unit_test(refuses_unknown_names),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    worker_finish(&worker);
    return failed;
}
