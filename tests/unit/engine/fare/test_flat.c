#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/small_tariff.h"

static struct small_tariff small;

static int set_up(void **state)
{
    (void)state;
    small_tariff_init(&small);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    small_tariff_finish(&small);
    return 0;
}

/* `count` rides of ten minutes each, five minutes apart, from 08:00, on routes 0, 1 ... */
static void ride(uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        small_ride(&small, 0, i, i + 1, 480 + 15 * (int)i, 490 + 15 * (int)i)->route = i;
}

static void a_fare_without_rules_is_for_all_of_its_feed(void **state)
{
    (void)state;
    small_flat(&small, 0, "any", 150);
    ride(3);
    small_ride(&small, 1, 4, 5, 600, 610);
    assert_string_equal(small_priced(&small), "partial 150, any:150:123, NO_FARE_DATA:8");
    assert_string_equal(small.fare.items[0].rule, "fare_attributes.txt:2");
}

static void transfers_are_counted(void **state)
{
    (void)state;
    struct flat_fare *fare = small_flat(&small, 0, "one", 150);
    ride(3);
    for (int transfers = 0; transfers < 3; transfers++) {
        fare->transfers = transfers;
        assert_int_equal(small_price(&small)->total, 150 * (transfers == 2 ? 1 : 3 - transfers));
    }
    fare->transfers = 0;
    small.rides[1].stays = true; /* no change: the same vehicle */
    assert_string_equal(small_priced(&small), "exact 300, one:150:12, one:150:3");
}

/* The last vehicle must be boarded in time; how long one rides it is nobody's business. */
static void time_runs_from_boarding_to_boarding(void **state)
{
    (void)state;
    struct flat_fare *fare = small_flat(&small, 0, "hour", 150);
    fare->seconds = 30 * 60;
    ride(3);
    assert_int_equal(small_price(&small)->total, 150);
    assert_int_equal(small.fare.items[0].valid_to - small.fare.items[0].valid_from, 1800);
    fare->seconds--;
    assert_int_equal(small_price(&small)->total, 300);
    fare->seconds = 1;
    small.ride_count = 1;
    assert_int_equal(small_price(&small)->total, 150);
}

static void each_ride_needs_its_route(void **state)
{
    (void)state;
    small_flat(&small, 0, "zero and one", 100);
    small_flat_rule(&small)->route = 0;
    small_flat_rule(&small)->route = 1;
    small_flat(&small, 0, "all", 300);
    ride(2);
    assert_string_equal(small_priced(&small), "exact 100, zero and one:100:12");
    small.rides[1].route = 7;
    assert_string_equal(small_priced(&small), "exact 300, all:300:12");
}

static void zones_where_one_starts_and_ends(void **state)
{
    (void)state;
    text_ix inner = small_text(&small, "inner"), outer = small_text(&small, "outer");
    small_flat(&small, 0, "short", 100);
    struct flat_rule *rule = small_flat_rule(&small);
    rule->origin = rule->destination = inner;
    small_flat(&small, 0, "long", 250);
    rule = small_flat_rule(&small);
    rule->origin = inner;
    rule->destination = outer;
    small.stops[0].fare_zone = small.stops[1].fare_zone = inner;
    small.stops[2].fare_zone = outer;
    ride(2);
    assert_string_equal(small_priced(&small), "exact 250, long:250:12");
    small.rides[1].zone_count = 1; /* now it ends in the inner zone, too */
    assert_string_equal(small_priced(&small), "exact 100, short:100:12");
}

static void zones_passed_are_those_and_no_others(void **state)
{
    (void)state;
    text_ix a = small_text(&small, "A"), b = small_text(&small, "B"), c = small_text(&small, "C");
    small_flat(&small, 0, "AB", 280);
    struct flat_rule *rule = small_flat_rule(&small);
    rule->zone_count = 2;
    small.flat_zones[0] = b;
    small.flat_zones[1] = a;
    small.stops[0].fare_zone = a;
    small.stops[1].fare_zone = b;
    ride(1);
    assert_string_equal(small_priced(&small), "exact 280, AB:280:1");
    small.ride_zones[0][1] = a; /* A alone is not A and B */
    assert_string_equal(small_priced(&small), "unknown 0, NO_RULE:1");
    small.ride_zones[0][1] = b;
    small.ride_zones[0][2] = c; /* nor are A, B and C */
    small.rides[0].zone_count = 3;
    assert_string_equal(small_priced(&small), "unknown 0, NO_RULE:1");
    small.ride_zones[0][2] = 0; /* a stop without a zone says nothing */
    assert_string_equal(small_priced(&small), "exact 280, AB:280:1");
}

static void an_agency_has_its_own_fare(void **state)
{
    (void)state;
    small_flat(&small, 0, "mine", 100)->agency = 0;
    small_flat(&small, 0, "other", 130)->agency = 1;
    ride(3);
    small.rides[1].agency = 1;
    assert_string_equal(small_priced(&small), "exact 230, mine:100:13, other:130:2");
}

/* No fare leaves a ride out that it could be for. */
static void rides_of_a_ticket_are_in_a_row(void **state)
{
    (void)state;
    small_flat(&small, 0, "bus", 100);
    small_flat_rule(&small)->route = 0;
    small_flat(&small, 0, "boat", 120);
    small_flat_rule(&small)->route = 1;
    ride(3);
    small.rides[2].route = 0;
    assert_string_equal(small_priced(&small), "exact 320, bus:100:1, boat:120:2, bus:100:3");
}

static void leg_rules_go_before_flat_fares(void **state)
{
    (void)state;
    small_flat(&small, 0, "flat", 100);
    small_leg_rule(&small, 0, NO_IX, small_product(&small, 0, "leg", 120));
    ride(1);
    assert_string_equal(small_priced(&small), "exact 120, leg:120:1");
    small.profile.flat = true;
    assert_string_equal(small_priced(&small), "exact 100, flat:100:1");
    small.tariff.counts.flat_fares = 0;
    assert_string_equal(small_priced(&small), "exact 120, leg:120:1");
}

static void a_doubtful_fare_is_bounded_by_what_else_may_hold(void **state)
{
    (void)state;
    struct flat_fare *low = small_flat(&small, 0, "low", 250);
    struct flat_fare *high = small_flat(&small, 0, "high", 275);
    low->doubt = high->doubt = small_text(&small, "fare_period_id=1");
    ride(1);
    assert_string_equal(small_priced(&small), "exact 250, low:250:1");
    high->doubt = small_text(&small, "fare_period_id=2");
    assert_string_equal(small_priced(&small), "estimate 250, low:250:1, RULE_UNCERTAIN:1");
    assert_int_equal(small.fare.total_max, 275);
    struct flat_fare *sure = small_flat(&small, 0, "sure", 260);
    assert_int_equal(small_price(&small)->total_max, 260);
    small.fare_products[sure->product].amount = 300;
    assert_int_equal(small_price(&small)->total_max, 300);
    low->doubt = 0; /* it holds, whatever the others ask for */
    assert_string_equal(small_priced(&small), "exact 250, low:250:1");
    low->doubt = high->doubt;
    high->agency = 1; /* and nobody else's price is known to hold instead */
    small.tariff.counts.flat_fares = 2;
    assert_string_equal(small_priced(&small), "exact 250, low:250:1");
}

/* What may not hold is for two rides; each alone has a fare that does. */
static void a_doubtful_fare_for_two_may_be_two_fares(void **state)
{
    (void)state;
    small_flat(&small, 0, "both", 225)->doubt = small_text(&small, "no rule");
    small_flat(&small, 0, "first", 300);
    small_flat_rule(&small)->route = 0;
    small_flat(&small, 0, "second", 400);
    small_flat_rule(&small)->route = 1;
    ride(2);
    assert_string_equal(small_priced(&small), "estimate 225, both:225:12, RULE_UNCERTAIN:3");
    assert_int_equal(small.fare.total_max, 700);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_fare_without_rules_is_for_all_of_its_feed),
        TEST(transfers_are_counted),
        TEST(time_runs_from_boarding_to_boarding),
        TEST(each_ride_needs_its_route),
        TEST(zones_where_one_starts_and_ends),
        TEST(zones_passed_are_those_and_no_others),
        TEST(an_agency_has_its_own_fare),
        TEST(rides_of_a_ticket_are_in_a_row),
        TEST(leg_rules_go_before_flat_fares),
        cmocka_unit_test_setup_teardown(a_doubtful_fare_is_bounded_by_what_else_may_hold, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_doubtful_fare_for_two_may_be_two_fares, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
