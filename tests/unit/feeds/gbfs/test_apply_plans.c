#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/gbfs_town.h"

/* What a hire costs: plans, and whose they are. */

static struct gbfs_town it;
static struct gbfs_type types[] = {
    {.id = "bike", GBFS_TOWN_NAMELESS},
    {.id = "kick", GBFS_TOWN_NAMELESS, .form = RENTAL_SCOOTER_STANDING},
};
static struct gbfs_segment segments[2];
static struct gbfs_plan plans[2];
static struct gbfs_vehicle vehicles[2];
static struct gbfs_system said;

static int set_up(void **state)
{
    (void)state;
    gbfs_town_make(&it);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    gbfs_town_finish(&it);
    return 0;
}

static int begin(void **state)
{
    (void)state;
    segments[0] = (struct gbfs_segment){.start = {30, 0}, .rate = {125, 3}, .interval = {5, 1}};
    segments[1] = (struct gbfs_segment){.end = {25, 1}, .rate = {-1, 0}, .ends = true};
    plans[0] = (struct gbfs_plan){.id = "one",
                                  .name = "One",
                                  .currency = "EUR",
                                  .url = "",
                                  .price = {15, 1},
                                  .per_minute = &segments[0],
                                  .per_minute_count = 1,
                                  .per_km = &segments[1],
                                  .per_km_count = 1};
    plans[1] = (struct gbfs_plan){
        .id = "two", .name = "", .currency = "JPY", .url = "", .price = {200, 0}, .surge = true};
    types[0].plan = "one";
    types[1].plan = "";
    for (int i = 0; i < 2; i++)
        vehicles[i] = gbfs_town_vehicle(i ? "b" : "a", "kick", "", street_town_at(100 * i, 0));
    vehicles[1].plan = "two";
    said = (struct gbfs_system){.information = {.system_id = "town", .time_zone = ""},
                                .types = types,
                                .type_count = 2,
                                .vehicles = vehicles,
                                .vehicle_count = 2,
                                .plans = plans,
                                .plan_count = 2};
    gbfs_town_begin(&it);
    return 0;
}

static int end(void **state)
{
    (void)state;
    gbfs_town_end(&it);
    return 0;
}

static void apply(void)
{
    findings_finish(&it.findings);
    findings_init(&it.findings);
    gbfs_town_apply(&it, &said, false, NULL);
}

static uint64_t found(const char *code)
{
    const struct finding *finding = findings_find(&it.findings, code);
    return finding ? finding->count : 0;
}

static uint32_t pricing(uint32_t type)
{
    return ((const struct rental_type *)vec_at(&it.fleet.rental_types, type))->pricing;
}

static void plans_are_exact(void **state)
{
    (void)state;
    apply();
    assert_int_equal(it.fleet.rental_plans.count, 2);
    const struct rental_plan *one = vec_at(&it.fleet.rental_plans, 0);
    const struct rental_rate *minute = vec_at(&it.fleet.rental_rates, one->per_minute.first);
    const struct rental_rate *km = vec_at(&it.fleet.rental_rates, one->per_km.first);
    assert_int_equal(one->price, 1500000);
    assert_int_equal(one->decimals, 2);
    assert_int_equal(minute->start, 1800000);
    assert_true(minute->end == RENTAL_RATE_ENDLESS);
    assert_int_equal(minute->interval, 30000); /* half a minute */
    assert_int_equal(minute->rate, 125000);
    assert_int_equal(km->end, 2500000);
    assert_int_equal(km->interval, 0);
    assert_int_equal(km->rate, -1000000);
    const struct rental_plan *two = vec_at(&it.fleet.rental_plans, 1);
    assert_int_equal(two->decimals, 0);
    assert_int_equal(two->surge, 1);
}

static void a_vehicle_has_its_own_plan_or_that_of_its_type(void **state)
{
    (void)state;
    apply();
    const struct rental_vehicle *made = it.fleet.rental_vehicles.data;
    assert_int_equal(pricing(0), 0);
    assert_int_equal(pricing(1), NO_IX); /* Which of the two, nobody says. */
    assert_int_equal(made[0].pricing, NO_IX);
    assert_int_equal(made[1].pricing, 1);
    said.plan_count = 1;
    types[0].plan = "none";
    apply();
    assert_int_equal(pricing(0), NO_IX);
    assert_int_equal(pricing(1), 0); /* The only one there is. */
    assert_int_equal(found("gbfs_plan_unknown"), 2);
}

static void a_plan_that_makes_no_sense_is_no_price(void **state)
{
    (void)state;
    said.plan_count = 1;
    plans[0].currency = "euro";
    apply();
    assert_int_equal(it.fleet.rental_plans.count, 0);
    assert_int_equal(pricing(0), NO_IX);
    assert_int_equal(pricing(1), NO_IX);
    assert_int_equal(found("gbfs_plan_unusable"), 1);
    plans[0].currency = "EUR";
    segments[0].interval = (struct gbfs_amount){-1, 0};
    apply();
    assert_int_equal(it.fleet.rental_plans.count, 0);
    assert_int_equal(it.fleet.rental_rates.count, 0);
    segments[0].interval = (struct gbfs_amount){1, 4};
    apply();
    assert_int_equal(it.fleet.rental_plans.count, 0);
    segments[0].interval = (struct gbfs_amount){1, 0};
    segments[0].start = (struct gbfs_amount){999999999999999, 6};
    plans[0].price = (struct gbfs_amount){1000001, 0};
    apply();
    assert_int_equal(it.fleet.rental_plans.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(plans_are_exact, begin, end),
        cmocka_unit_test_setup_teardown(a_vehicle_has_its_own_plan_or_that_of_its_type, begin, end),
        cmocka_unit_test_setup_teardown(a_plan_that_makes_no_sense_is_no_price, begin, end),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
