#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/small_tariff.h"

static struct small_tariff small;
static const struct product_span nothing = {0};

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

/* `count` rides of ten minutes each, five minutes apart, from 08:00. */
static void ride(uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        small_ride(&small, 0, i, i + 1, 480 + 15 * (int)i, 490 + 15 * (int)i);
}

/* One group whose ticket costs 200. */
static uint32_t one_group(void)
{
    uint32_t group = small_group(&small, 0, 3);
    small_leg_rule(&small, 0, group, small_product(&small, 0, "A", 200));
    return group;
}

static void one_leg_costs_its_product(void **state)
{
    (void)state;
    one_group();
    ride(1);
    const struct fare *fare = small_price(&small);
    assert_int_equal(fare->status, FARE_EXACT);
    assert_int_equal(fare->total, 200);
    assert_string_equal(fare->currency, "EUR");
    assert_int_equal(fare->decimals, 2);
    assert_int_equal(fare->item_count, 1);
    assert_int_equal(fare->items[0].kind, ITEM_TICKET);
    assert_string_equal(fare->items[0].rule, "fare_leg_rules.txt:2");
    assert_string_equal(fare->items[0].seller, "a");
}

static void without_a_transfer_rule_each_leg_is_paid(void **state)
{
    (void)state;
    one_group();
    ride(3);
    assert_string_equal(small_priced(&small), "exact 600, A:200:1, A:200:2, A:200:3");
}

static void a_free_change_carries_the_ticket_on(void **state)
{
    (void)state;
    uint32_t group = one_group();
    small_transfer(&small, 0, group, group, nothing);
    ride(3);
    assert_string_equal(small_priced(&small), "exact 200, A:200:123");
}

/* What is off for a change is no more than what the rides before and behind it cost. */
static void a_discount_never_pays_for_riding(void **state)
{
    (void)state;
    uint32_t group = one_group();
    struct fare_transfer_rule *rule =
        small_transfer(&small, 0, group, group, small_product(&small, 0, "C", -150));
    ride(2);
    assert_string_equal(small_priced(&small), "exact 50, A:200:1, C:-150:2");
    small.fare_products[rule->product.first].amount = -350;
    assert_string_equal(small_priced(&small),
                        "estimate 0, A:200:1, C:-200:2, DISCOUNT_TOO_LARGE:3");
}

static void changes_in_a_row_are_counted(void **state)
{
    (void)state;
    uint32_t group = one_group();
    small_transfer(&small, 0, group, group, nothing)->count = 1;
    ride(3);
    assert_int_equal(small_price(&small)->total, 400);
}

/* The first change is free, the second costs 50, a third there is not. */
static void the_smallest_count_that_is_enough_decides(void **state)
{
    (void)state;
    uint32_t group = one_group();
    small_transfer(&small, 0, group, group, small_product(&small, 0, "second", 50))->count = 2;
    small_transfer(&small, 0, group, group, small_product(&small, 0, "first", 60))->count = 1;
    ride(3);
    assert_string_equal(small_priced(&small), "exact 310, A:200:1, first:60:2, second:50:3");
}

static void the_clock_runs_from_the_first_leg_of_a_row(void **state)
{
    (void)state;
    uint32_t group = one_group();
    struct fare_transfer_rule *rule = small_transfer(&small, 0, group, group, nothing);
    ride(3); /* 08:00-08:10, 08:15-08:25, 08:30-08:40 */
    static const struct {
        enum duration_kind kind;
        int32_t enough;
    } cases[] = {{DURATION_DEPART_ARRIVE, 40},
                 {DURATION_DEPART_DEPART, 30},
                 {DURATION_ARRIVE_DEPART, 20},
                 {DURATION_ARRIVE_ARRIVE, 30}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rule->limit_kind = (uint16_t)cases[i].kind;
        rule->limit_seconds = 60 * cases[i].enough;
        assert_int_equal(small_price(&small)->total, 200);
        rule->limit_seconds--;
        assert_int_equal(small_price(&small)->total, 400);
    }
}

static void between_groups_that_differ_each_change_has_its_clock(void **state)
{
    (void)state;
    uint32_t group = one_group(), other = small_group(&small, 0, 3);
    uint32_t network = small_network(&small, 0, "N");
    small.fare_leg_rules[0].network = TARIFF_ELSE;
    small_leg_rule(&small, 0, other, small_product(&small, 0, "B", 300))->network = network;
    struct fare_transfer_rule *there = small_transfer(&small, 0, group, other, nothing);
    there->limit_seconds = 60 * 15;
    there->limit_kind = DURATION_DEPART_DEPART;
    there->count = 1;
    struct fare_transfer_rule *back = small_transfer(&small, 0, other, group, nothing);
    back->limit_seconds = 60 * 15;
    back->limit_kind = DURATION_DEPART_DEPART;
    ride(3);
    small.rides[1].network = network;
    assert_string_equal(small_priced(&small), "estimate 200, A:200:123, TIME_UNCERTAIN:7");
    back->limit_seconds--;
    assert_string_equal(small_priced(&small), "estimate 400, A:200:12, A:200:3, TIME_UNCERTAIN:3");
}

/* What is paid for A, the change and B, by the kind of the rule. */
static void three_kinds_of_paying(void **state)
{
    (void)state;
    uint32_t group = one_group();
    struct fare_transfer_rule *rule =
        small_transfer(&small, 0, group, group, small_product(&small, 0, "AB", 70));
    ride(2);
    assert_string_equal(small_priced(&small), "exact 270, A:200:1, AB:70:2");
    rule->kind = TRANSFER_CHANGE;
    assert_string_equal(small_priced(&small), "exact 70, AB:70:12");
    assert_string_equal(small.fare.items[0].rule, "fare_transfer_rules.txt:2");
    rule->kind = TRANSFER_ALL;
    small.fare_products[rule->product.first].amount = -70;
    assert_string_equal(small_priced(&small), "exact 330, A:200:1, AB:-70:2, A:200:2");
}

/* What was paid before stays, and the next change is added. */
static void a_second_change_adds_to_the_first(void **state)
{
    (void)state;
    uint32_t group = one_group();
    struct fare_transfer_rule *rule =
        small_transfer(&small, 0, group, group, small_product(&small, 0, "AB", 70));
    rule->kind = TRANSFER_CHANGE;
    ride(3);
    assert_string_equal(small_priced(&small), "exact 140, AB:70:12, AB:70:3");
}

static uint32_t groups[2];

/* A costs 500, B too; A to B costs 100 more, all other changes are free. */
static void two_groups(const char *rides)
{
    for (int i = 0; i < 2; i++) {
        groups[i] = small_group(&small, 0, 3);
        uint32_t network = small_network(&small, 0, i ? "B" : "A");
        small_leg_rule(&small, 0, groups[i], small_product(&small, 0, i ? "B" : "A", 500))
            ->network = network;
    }
    small_transfer(&small, 0, groups[0], groups[0], nothing);
    small_transfer(&small, 0, groups[1], groups[1], nothing);
    small_transfer(&small, 0, groups[0], groups[1], small_product(&small, 0, "T", 100));
    small_transfer(&small, 0, groups[1], groups[0], nothing);
    for (uint32_t i = 0; rides[i]; i++)
        small_ride(&small, 0, i, i + 1, 480 + 15 * (int)i, 490 + 15 * (int)i)->network =
            rides[i] == 'B';
}

static void a_paid_change_needs_its_product(void **state)
{
    (void)state;
    two_groups("BAB");
    assert_int_equal(small_price(&small)->total, 1000);
}

static void a_chain_there_and_back(void **state)
{
    (void)state;
    two_groups("AABA");
    assert_string_equal(small_priced(&small), "exact 600, A:500:12, T:100:34");
}

/* Group ELSE is all that no other transfer rule names. */
static void groups_that_no_rule_names(void **state)
{
    (void)state;
    uint32_t group = small_group(&small, 0, 0);
    small_leg_rule(&small, 0, group, small_product(&small, 0, "A", 200));
    small_transfer(&small, 0, TARIFF_ELSE, TARIFF_ELSE, nothing);
    ride(2);
    assert_int_equal(small_price(&small)->total, 200);
    small.leg_groups[group].named = 2;
    assert_int_equal(small_price(&small)->total, 400);
    small.leg_groups[group].named = 0;
    small.fare_leg_rules[0].group = NO_IX;
    assert_int_equal(small_price(&small)->total, 400);
}

/* The dearer first leg is right when its change is cheaper. */
static void alternatives_are_weighed_over_the_chain(void **state)
{
    (void)state;
    uint32_t cheap = one_group(), dear = small_group(&small, 0, 3);
    small_leg_rule(&small, 0, dear, small_product(&small, 0, "day", 350));
    small_transfer(&small, 0, dear, dear, nothing);
    small_transfer(&small, 0, cheap, cheap, small_product(&small, 0, "T", 160));
    ride(1);
    assert_string_equal(small_priced(&small), "exact 200, A:200:1");
    small.ride_count = 0;
    ride(2);
    assert_string_equal(small_priced(&small), "exact 350, day:350:12");
}

static void only_the_highest_priority_counts(void **state)
{
    (void)state;
    struct product_span dear = small_product(&small, 0, "express", 400);
    small_leg_rule(&small, 0, NO_IX, dear)->priority = 5;
    small_leg_rule(&small, 0, NO_IX, small_product(&small, 0, "other", 300))->priority = 5;
    small_leg_rule(&small, 0, NO_IX, small_product(&small, 0, "bus", 100));
    ride(1);
    assert_string_equal(small_priced(&small), "exact 300, other:300:1");
    small.fare_leg_rules[0].network = small.fare_leg_rules[1].network =
        small_network(&small, 0, "X");
    assert_string_equal(small_priced(&small), "exact 100, bus:100:1");
}

static void a_stop_in_a_named_area_is_not_elsewhere(void **state)
{
    (void)state;
    small.tariff.counts.fare_areas = 2;
    small.fare_areas[0].named = 1;
    small.fare_areas[1].named = 2;
    small_leg_rule(&small, 0, NO_IX, small_product(&small, 0, "in", 100))->from_area = 0;
    small_leg_rule(&small, 0, NO_IX, small_product(&small, 0, "out", 300))->from_area = TARIFF_ELSE;
    ride(1);
    assert_string_equal(small_priced(&small), "exact 300, out:300:1");
    for (uint32_t i = 1; i <= SMALL_STOPS; i++)
        small.stop_area_first[i] = 2; /* stop 0 is in both */
    small.stop_areas[0] = 1;
    small.stop_areas[1] = 0;
    assert_string_equal(small_priced(&small), "exact 100, in:100:1");
    small.stop_areas[1] = 1; /* named where one alights, not where one boards */
    assert_string_equal(small_priced(&small), "exact 300, out:300:1");
}

/* Dearer at the second leg, yet its row is younger: the third leg decides. */
static void a_younger_row_is_worth_something(void **state)
{
    (void)state;
    uint32_t first = one_group(), second = small_group(&small, 0, 3);
    struct product_span single = small.fare_leg_rules[0].product;
    uint32_t network = small_network(&small, 0, "N");
    small.fare_leg_rules[0].network = network;
    small_leg_rule(&small, 0, second, single);
    small_transfer(&small, 0, first, second, small_product(&small, 0, "T", 50));
    small_transfer(&small, 0, second, second, nothing)->count = 1;
    ride(3);
    small.rides[0].network = network;
    assert_string_equal(small_priced(&small), "exact 250, A:200:1, T:50:23");
    small.ride_count = 2;
    assert_string_equal(small_priced(&small), "exact 200, A:200:12");
}

static void free_is_a_price(void **state)
{
    (void)state;
    small_leg_rule(&small, 0, NO_IX, nothing);
    ride(1);
    const struct fare *fare = small_price(&small);
    assert_int_equal(fare->status, FARE_EXACT);
    assert_int_equal(fare->total, 0);
    assert_int_equal(fare->item_count, 1);
    assert_int_equal(fare->items[0].kind, ITEM_FREE);
}

static void what_is_not_known_is_not_free(void **state)
{
    (void)state;
    one_group();
    small.fare_leg_rules[0].network = small_network(&small, 0, "N");
    ride(2);
    small.rides[0].network = 0;
    assert_string_equal(small_priced(&small), "partial 200, A:200:1, NO_RULE:2");
    assert_int_equal(small.fare.unknown, 2);
    small.rides[0].network = NO_IX;
    assert_string_equal(small_priced(&small), "unknown 0, NO_RULE:3");
}

/* It charges nobody; where its known conditions hold, no other price is sure. */
static void a_rule_with_an_unknown_condition_makes_an_estimate(void **state)
{
    (void)state;
    one_group();
    uint32_t network = small_network(&small, 0, "N");
    struct fare_leg_rule *rule =
        small_leg_rule(&small, 0, NO_IX, small_product(&small, 0, "B", 100));
    rule->doubt = small_text(&small, "max_distance=5");
    rule->network = network;
    ride(1);
    assert_string_equal(small_priced(&small), "exact 200, A:200:1");
    small.rides[0].network = network;
    assert_string_equal(small_priced(&small), "estimate 200, A:200:1, RULE_UNCERTAIN:1");
    assert_string_equal(
        small.fare.reasons[0].text,
        "The feed lets the price hang on max_distance=5, which no standard explains.");
    small.fare_leg_rules[0].priority = 1; /* it comes before the other, whatever that asks for */
    assert_string_equal(small_priced(&small), "exact 200, A:200:1");
    small.fare_leg_rules[0] = *rule;
    assert_string_equal(small_priced(&small), "unknown 0, NO_RULE:1");
}

static void a_change_with_an_unknown_condition_makes_an_estimate(void **state)
{
    (void)state;
    uint32_t group = one_group();
    small_transfer(&small, 0, group, group, nothing)->doubt = small_text(&small, "weather=rain");
    ride(1);
    assert_string_equal(small_priced(&small), "exact 200, A:200:1");
    small.ride_count = 0;
    ride(2);
    assert_string_equal(small_priced(&small), "estimate 400, A:200:1, A:200:2, RULE_UNCERTAIN:3");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(one_leg_costs_its_product),
        TEST(without_a_transfer_rule_each_leg_is_paid),
        TEST(a_free_change_carries_the_ticket_on),
        TEST(a_discount_never_pays_for_riding),
        TEST(changes_in_a_row_are_counted),
        TEST(the_smallest_count_that_is_enough_decides),
        TEST(the_clock_runs_from_the_first_leg_of_a_row),
        TEST(between_groups_that_differ_each_change_has_its_clock),
        TEST(three_kinds_of_paying),
        TEST(a_second_change_adds_to_the_first),
        TEST(a_paid_change_needs_its_product),
        TEST(a_chain_there_and_back),
        TEST(groups_that_no_rule_names),
        TEST(alternatives_are_weighed_over_the_chain),
        TEST(only_the_highest_priority_counts),
        TEST(a_stop_in_a_named_area_is_not_elsewhere),
        TEST(a_younger_row_is_worth_something),
        TEST(free_is_a_price),
        TEST(what_is_not_known_is_not_free),
        cmocka_unit_test_setup_teardown(a_rule_with_an_unknown_condition_makes_an_estimate, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_change_with_an_unknown_condition_makes_an_estimate,
                                        set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
