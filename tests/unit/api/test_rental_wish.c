#include "api/rental_wish.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/rich_live.h"

/* Which vehicles of rich_fleet.h are allowed: of two systems, bicycles and then scooters each. */

static struct built built;
static struct live live;
static struct world world;
static struct worker worker;

static int set_up(void **state)
{
    (void)state;
    rich_build(&built);
    rich_live_open(&built, scratch_path(&built.scratch, "live"), &live);
    world = (struct world){.network = &built.network, .live = &live};
    worker.world = &world;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    worker_finish(&worker);
    live_close(&live);
    built_finish(&built);
    return 0;
}

/* The request lives until the next one. */
static struct request *request_of(const char *query)
{
    static struct request request;
    struct error error;
    char target[300];
    snprintf(target, sizeof target, "/api/v1/plan?%s", query);
    arena_reset(&worker.arena);
    assert_true(request_parse(&request, &worker, target, &error));
    return &request;
}

/* The products that the query allows for a part of the way, as digits. */
static const char *allowed(const char *query, enum rental_part part)
{
    static char text[16];
    struct rental_wish wish;
    struct error error;
    size_t used = 0;
    assert_true(rental_wish_read(request_of(query), part, &wish, &error));
    assert_int_equal(live.counts.rental_products, 4);
    for (uint32_t i = 0; i < live.counts.rental_products; i++)
        if (rental_wish_has(&wish, &world, i))
            text[used++] = (char)('0' + i);
    text[used] = '\0';
    return text;
}

static void all_are_allowed_unless_something_is_said(void **state)
{
    (void)state;
    assert_string_equal(allowed("", RENTAL_DIRECT), "0123");
    assert_string_equal(allowed("", RENTAL_POST), "0123");
    assert_string_equal(allowed("directRentalFormFactors=&directRentalPropulsionTypes="
                                "&directRentalProviders=&directRentalProviderGroups=",
                                RENTAL_DIRECT),
                        "0123");
}

static void each_list_narrows(void **state)
{
    (void)state;
    assert_string_equal(allowed("directRentalFormFactors=BICYCLE", RENTAL_DIRECT), "02");
    assert_string_equal(allowed("directRentalFormFactors=CAR,SCOOTER_STANDING", RENTAL_DIRECT),
                        "13");
    assert_string_equal(allowed("preTransitRentalPropulsionTypes=ELECTRIC", RENTAL_PRE), "13");
    assert_string_equal(allowed("postTransitRentalPropulsionTypes=HYDROGEN_FUEL_CELL", RENTAL_POST),
                        "");
    assert_string_equal(allowed("directRentalFormFactors=BICYCLE"
                                "&directRentalPropulsionTypes=ELECTRIC",
                                RENTAL_DIRECT),
                        "");
}

static void providers_and_groups_widen_each_other(void **state)
{
    (void)state;
    assert_string_equal(allowed("directRentalProviders=bikes-b", RENTAL_DIRECT), "23");
    assert_string_equal(allowed("directRentalProviderGroups=bikes-a", RENTAL_DIRECT), "01");
    assert_string_equal(
        allowed("directRentalProviders=bikes-b&directRentalProviderGroups=bikes-a", RENTAL_DIRECT),
        "0123");
    assert_string_equal(allowed("directRentalProviders=bikes-c", RENTAL_DIRECT), "");
}

/* What is said of one part is nothing to the others. */
static void parts_are_apart(void **state)
{
    (void)state;
    const char *query = "directRentalFormFactors=BICYCLE&preTransitRentalFormFactors=CAR"
                        "&ignorePostTransitRentalReturnConstraints=true";
    struct rental_wish wish;
    struct error error;
    assert_string_equal(allowed(query, RENTAL_DIRECT), "02");
    assert_string_equal(allowed(query, RENTAL_PRE), "");
    assert_string_equal(allowed(query, RENTAL_POST), "0123");
    assert_true(rental_wish_read(request_of(query), RENTAL_POST, &wish, &error));
    assert_true(wish.ignore_returns);
    assert_true(rental_wish_read(request_of(query), RENTAL_PRE, &wish, &error));
    assert_false(wish.ignore_returns);
}

static void what_nobody_knows_is_named(void **state)
{
    (void)state;
    static const struct {
        const char *query, *name;
        enum rental_part part;
    } wrong[] = {
        {"directRentalFormFactors=BICYCLE,SLEDGE", "directRentalFormFactors", RENTAL_DIRECT},
        {"preTransitRentalFormFactors=bicycle", "preTransitRentalFormFactors", RENTAL_PRE},
        {"postTransitRentalPropulsionTypes=STEAM", "postTransitRentalPropulsionTypes", RENTAL_POST},
        {"ignoreDirectRentalReturnConstraints=perhaps", "ignoreDirectRentalReturnConstraints",
         RENTAL_DIRECT},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct rental_wish wish;
        struct error error;
        assert_false(rental_wish_read(request_of(wrong[i].query), wrong[i].part, &wish, &error));
        assert_int_equal(error.kind, ERROR_INPUT);
        assert_string_equal(error.place, wrong[i].name);
    }
}

/* The first id that nobody has, with its parameter. */
static const char *stranger(const char *query, const char **name)
{
    struct rental_wish wish;
    struct error error;
    struct request *request = request_of(query);
    assert_true(rental_wish_read(request, RENTAL_PRE, &wish, &error));
    return rental_wish_stranger(request, RENTAL_PRE, &wish, &world, name);
}

static void who_lends_nothing_here_is_found_out(void **state)
{
    (void)state;
    const char *name;
    assert_null(stranger("preTransitRentalProviders=bikes-a,bikes-b", &name));
    assert_string_equal(stranger("preTransitRentalProviders=bikes-a,bikes-c", &name), "bikes-c");
    assert_string_equal(name, "preTransitRentalProviders");
    assert_string_equal(stranger("preTransitRentalProviderGroups=all", &name), "all");
    assert_string_equal(name, "preTransitRentalProviderGroups");
    world.live = NULL;
    assert_string_equal(stranger("preTransitRentalProviders=bikes-a", &name), "bikes-a");
    world.live = &live;
}

/* A zeroed wish is for nothing, whatever there is. */
static void nothing_is_wished_by_itself(void **state)
{
    (void)state;
    const struct rental_wish none = {0};
    for (uint32_t i = 0; i < live.counts.rental_products; i++) {
        assert_false(rental_wish_has(&none, &world, i));
        assert_true(rental_wish_has(&rental_wish_all, &world, i));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_are_allowed_unless_something_is_said),
        cmocka_unit_test(each_list_narrows),
        cmocka_unit_test(providers_and_groups_widen_each_other),
        cmocka_unit_test(parts_are_apart),
        cmocka_unit_test(what_nobody_knows_is_named),
        cmocka_unit_test(who_lends_nothing_here_is_found_out),
        cmocka_unit_test(nothing_is_wished_by_itself),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
