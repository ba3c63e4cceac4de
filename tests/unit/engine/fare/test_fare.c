#include "engine/fare/fare.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/small_tariff.h"

/* The hard cases of fares, each by its name, and what an answer says beside the price. */

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

/* A feed in which each ride costs that much, with changes free for so many minutes (0: never). */
static void a_feed(feed_ix feed, const char *id, int64_t amount, int minutes)
{
    uint32_t group = small_group(&small, feed, 3);
    small_leg_rule(&small, feed, group, small_product(&small, feed, id, amount));
    if (minutes)
        small_transfer(&small, feed, group, group, nothing)->limit_seconds = 60 * minutes;
}

/* Rides of the feeds named, ten minutes each, five minutes apart, from 08:00. */
static void ride(const char *feeds)
{
    for (uint32_t i = 0; feeds[i]; i++)
        small_ride(&small, (feed_ix)(feeds[i] - 'a'), i, i + 1, 480 + 15 * (int)i,
                   490 + 15 * (int)i);
}

/* Rail and bus are two tickets on paper, one on the card, where the change is a product. */
static void case_1_same_legs_other_price_by_medium(void **state)
{
    (void)state;
    uint32_t paper = small_medium(&small, 0, "paper"), card = small_medium(&small, 0, "card");
    struct product_span rail = small_product(&small, 0, "rail", 250);
    small.fare_products[rail.first].medium = paper;
    small_product_for(&small, &rail, TARIFF_ANY, card, 199);
    struct product_span bus = small_product(&small, 0, "bus", 200);
    small.fare_products[bus.first].medium = paper;
    small_product_for(&small, &bus, TARIFF_ANY, card, 160);
    struct product_span change = small_product(&small, 0, "change", 0);
    small.fare_products[change.first].medium = card;
    uint32_t groups[] = {small_group(&small, 0, 3), small_group(&small, 0, 3)};
    small_leg_rule(&small, 0, groups[0], rail)->network = small_network(&small, 0, "rail");
    small_leg_rule(&small, 0, groups[1], bus)->network = small_network(&small, 0, "bus");
    small_transfer(&small, 0, groups[0], groups[1], change)->limit_seconds = 7200;
    ride("aa");
    small.rides[0].network = 0;
    small.rides[1].network = 1;
    small.profile.medium_count = 1;
    small.profile.media = (const char *const[]){"paper"};
    assert_string_equal(small_priced(&small), "exact 450, rail:250:1, bus:200:2");
    small.profile.media = (const char *const[]){"card"};
    assert_string_equal(small_priced(&small), "exact 199, rail:199:1, change:0:2");
    small.profile.medium_count = 0;
    assert_int_equal(small_price(&small)->total, 199);
}

/* Free on Saturdays and for residents, and that is known. */
static void case_2_a_free_day_is_a_known_price(void **state)
{
    (void)state;
    small.services[0] = (struct service){.first_day = 0, .last_day = 100000, .weekdays = 1 << 5};
    small.tariff.counts.timeframes = small.tariff.counts.timeframe_groups = 1;
    small.timeframes[0] = (struct timeframe){0, 86400, 0};
    small.timeframe_groups[0] = (struct timeframe_group){.count = 1, .named = 1};
    uint32_t resident = small_category(&small, 0, "resident", false);
    small_category(&small, 0, "anyone", true);
    struct product_span single = small_product(&small, 0, "single", 170);
    small_product_for(&small, &single, resident, TARIFF_ANY, 0);
    small_leg_rule(&small, 0, NO_IX, nothing)->from_times = 0;
    small_leg_rule(&small, 0, NO_IX, single)->from_times = TARIFF_ELSE;
    ride("a");
    assert_string_equal(small_priced(&small), "exact 170, single:170:1"); /* a Friday */
    small.profile.category_count = 1;
    small.profile.categories = (const char *const[]){"resident"};
    assert_string_equal(small_priced(&small), "exact 0, single:0:1");
    small.profile.category_count = 0;
    small.rides[0].depart += 86400;
    assert_int_equal(small_price(&small)->total, 0);
    assert_int_equal(small.fare.status, FARE_EXACT);
    assert_int_equal(small.fare.items[0].kind, ITEM_FREE);
}

static void case_3_networks_without_a_rule_are_a_sum_and_an_estimate(void **state)
{
    (void)state;
    a_feed(0, "urban", 170, 60);
    a_feed(1, "train", 520, 0);
    a_feed(2, "coach", 200, 0);
    ride("abc");
    assert_string_equal(small_priced(&small), "estimate 890, urban:170:1, train:520:2, coach:200:3,"
                                              " NO_THROUGH_FARE:7");
    assert_int_equal(small.fare.unknown, 0);
}

/* The ticket is carried over the free ride, and nothing that is missing could make it cheaper. */
static void case_4_a_free_leg_inside_a_through_fare(void **state)
{
    (void)state;
    a_feed(0, "tram", 170, 60);
    a_feed(1, "shuttle", 0, 60);
    ride("aba");
    assert_string_equal(small_priced(&small), "exact 170, tram:170:13, shuttle:0:2");
}

static void case_5_two_systems_by_turns_with_running_clocks(void **state)
{
    (void)state;
    a_feed(0, "A", 300, 45);
    a_feed(1, "B", 200, 40);
    ride("abab"); /* A 08:00 to 08:40, B 08:15 to 08:55 */
    assert_string_equal(small_priced(&small),
                        "estimate 500, A:300:13, B:200:24, NO_THROUGH_FARE:f, TIME_UNCERTAIN:a");
    assert_int_equal(small.fare.total_max, 700);
    small.fare_transfer_rules[1].limit_seconds--;
    assert_string_equal(small_priced(&small),
                        "estimate 700, A:300:13, B:200:2, B:200:4, NO_THROUGH_FARE:f");
}

/* Out of one gate and in by another: a ride from end to end where a rule says so, else two. */
static void case_6_an_interchange_over_the_street(void **state)
{
    (void)state;
    uint32_t metro = small_network(&small, 0, "metro");
    small_leg_rule(&small, 0, NO_IX, small_product(&small, 0, "metro", 200))->network = metro;
    ride("aa");
    small.rides[0].network = small.rides[1].network = metro;
    small.rides[1].from = 5;
    small.tariff.counts.fare_join_rules = 1;
    small.fare_join_rules[0] = (struct fare_join_rule){0, metro, metro, 1, 5, 2};
    assert_string_equal(small_priced(&small), "exact 200, metro:200:12");
    small.rides[1].from = 6;
    assert_string_equal(small_priced(&small), "exact 400, metro:200:1, metro:200:2");
    small.fare_join_rules[0].from_stop = small.fare_join_rules[0].to_stop = NO_IX;
    assert_int_equal(small_price(&small)->total, 400);
    small.stops[1].parent = small.stops[6].parent = 9; /* one station */
    assert_int_equal(small_price(&small)->total, 200);
}

/* A joined leg is one: it may cost more than its rides, and it cannot be told as two. */
static void a_joined_leg_is_not_taken_apart(void **state)
{
    (void)state;
    small.tariff.counts.fare_areas = 3;
    for (uint32_t i = 0; i < 3; i++) {
        small.fare_areas[i].named = 3;
        small.stop_areas[i] = i;
        small.stop_area_first[i + 1] = i + 1;
    }
    for (uint32_t i = 4; i <= SMALL_STOPS; i++)
        small.stop_area_first[i] = 3;
    for (uint32_t from = 0; from < 3; from++)
        for (uint32_t to = from + 1; to < 3; to++) {
            struct fare_leg_rule *rule = small_leg_rule(
                &small, 0, NO_IX, small_product(&small, 0, "zones", to - from == 2 ? 900 : 100));
            rule->from_area = from;
            rule->to_area = to;
        }
    ride("aa");
    assert_string_equal(small_priced(&small), "exact 200, zones:100:1, zones:100:2");
    small.tariff.counts.fare_join_rules = 1;
    small.fare_join_rules[0] = (struct fare_join_rule){0, TARIFF_ANY, TARIFF_ANY, NO_IX, NO_IX, 2};
    assert_string_equal(small_priced(&small), "exact 900, zones:900:12");
    small.tariff.counts.fare_join_rules = 0;
    small.rides[1].stays = true;
    assert_string_equal(small_priced(&small), "exact 900, zones:900:12");
}

/* A table from zone to zone, as prices by the kilometre are published. */
static void case_7_fares_by_distance_are_a_table(void **state)
{
    (void)state;
    static const char *const zones[] = {"km0", "km10", "km20"};
    for (uint32_t i = 0; i < 3; i++)
        small.stops[i].fare_zone = small_text(&small, zones[i]);
    for (uint32_t to = 1; to < 3; to++) {
        small_flat(&small, 0, zones[to], to == 1 ? 240 : 410)->transfers = 0;
        struct flat_rule *rule = small_flat_rule(&small);
        rule->origin = small.stops[0].fare_zone;
        rule->destination = small.stops[to].fare_zone;
    }
    small_ride(&small, 0, 0, 2, 480, 500);
    assert_string_equal(small_priced(&small), "exact 410, km20:410:1");
    small.rides[0].zones = (const text_ix[]){small.stops[0].fare_zone, small.stops[1].fare_zone};
    assert_string_equal(small_priced(&small), "exact 240, km10:240:1");
}

/* From 22:00 to 05:00 it is night, by the clock on the wall and on the day of the calendar. */
static void case_8_night_is_by_the_clock_on_the_wall(void **state)
{
    (void)state;
    small.services[0] = (struct service){.first_day = 0, .last_day = 100000, .weekdays = 1 << 5};
    small.tariff.counts.timeframes = 2;
    small.tariff.counts.timeframe_groups = 1;
    small.timeframes[0] = (struct timeframe){22 * 3600, 86400, NO_IX};
    small.timeframes[1] = (struct timeframe){0, 5 * 3600, 0}; /* of Saturdays */
    small.timeframe_groups[0] = (struct timeframe_group){.count = 2, .named = 1};
    small_leg_rule(&small, 0, NO_IX, small_product(&small, 0, "night", 300))->from_times = 0;
    small_leg_rule(&small, 0, NO_IX, small_product(&small, 0, "day", 200))->from_times =
        TARIFF_ELSE;
    struct fare_ride *one = small_ride(&small, 0, 0, 1, 0, 10);
    static const struct {
        int minute; /* after midnight of Friday in UTC */
        zone_ix zone;
        int64_t amount;
    } cases[] = {
        {22 * 60 - 1, 0, 200},   {22 * 60, 0, 300},       {24 * 60 - 1, 0, 300},
        {25 * 60 + 10, 0, 300},  {29 * 60 - 1, 0, 300},   {29 * 60, 0, 200},
        {60 + 10, 0, 200},       {20 * 60 - 1, 1, 200},   {20 * 60, 1, 300},
        {24 * 60 + 170, 1, 300}, {24 * 60 + 180, 1, 300}, {24 * 60 + 239, 1, 300},
        {24 * 60 + 240, 1, 200},
    };
    /* In zone 1 it is UTC + 2 until Saturday 01:00, when it becomes UTC + 1. */
    small.changes[1] = (struct zone_change){0, 7200, 0};
    small.changes[2] = (struct zone_change){SMALL_MIDNIGHT + 25 * 3600, 3600, 0};
    small.changes[3] = (struct zone_change){SMALL_MIDNIGHT + 9000 * 3600, 3600, 0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        one->depart = SMALL_MIDNIGHT + 60 * cases[i].minute;
        one->zone_from = cases[i].zone;
        assert_int_equal(small_price(&small)->total, cases[i].amount);
    }
}

/* GTFS has no word against it: a return within the validity is a change like any other. */
static void case_9_a_return_on_the_same_line_is_a_change(void **state)
{
    (void)state;
    small_flat(&small, 0, "hour", 170)->seconds = 3600;
    small_ride(&small, 0, 0, 1, 480, 490);
    small_ride(&small, 0, 1, 0, 500, 510);
    assert_string_equal(small_priced(&small), "exact 170, hour:170:12");
}

static void case_13_a_feed_without_fares_does_not_hide_the_others(void **state)
{
    (void)state;
    a_feed(0, "tram", 170, 60);
    a_feed(2, "coach", 200, 0);
    ride("abac");
    assert_string_equal(small_priced(&small), "partial 370, tram:170:13, coach:200:4,"
                                              " NO_FARE_DATA:2, NO_THROUGH_FARE:d");
    assert_int_equal(small.fare.unknown, 2);
}

static void case_14_currencies_and_their_minor_units(void **state)
{
    (void)state;
    a_feed(0, "yen", 230, 0);
    small.fare_products[0].currency = small_text(&small, "JPY");
    small.fare_products[0].decimals = 0;
    ride("a");
    const struct fare *fare = small_price(&small);
    assert_string_equal(fare->currency, "JPY");
    assert_int_equal(fare->decimals, 0);
    a_feed(1, "euro", 170, 0);
    small.ride_count = 0;
    ride("ab");
    fare = small_price(&small);
    assert_string_equal(fare->currency, "");
    assert_int_equal(fare->total, 0);
    assert_int_equal(fare->item_count, 2);
    assert_int_equal(fare->status, FARE_PARTIAL);
}

static void what_is_lent_is_not_priced_here(void **state)
{
    (void)state;
    a_feed(0, "tram", 170, 60);
    ride("aa");
    small_ride(&small, 0, 2, 3, 540, 550)->kind = FARE_SHARED;
    assert_string_equal(small_priced(&small), "partial 170, tram:170:12, NO_FARE_DATA:4");
}

static void nothing_ridden_costs_nothing(void **state)
{
    (void)state;
    const struct fare *fare = small_price(&small);
    assert_int_equal(fare->status, FARE_EXACT);
    assert_int_equal(fare->total, 0);
    assert_int_equal(fare->item_count, 0);
}

static void too_many_rides_are_not_priced_to_the_end(void **state)
{
    (void)state;
    a_feed(0, "tram", 100, 6000);
    for (int i = 0; i < FARE_RIDES_MAX + 2; i++)
        small_ride(&small, 0, 0, 1, 480 + 10 * i, 485 + 10 * i);
    const struct fare *fare = small_price(&small);
    assert_int_equal(fare->total, 100);
    assert_int_equal(fare->unknown, 3u << FARE_RIDES_MAX);
    assert_int_equal(fare->status, FARE_PARTIAL);
    assert_string_equal(fare->reasons[0].code, "TOO_MANY_RIDES");
}

/* Ten rides of which each may begin a ticket, or not: the best of 115,975 ways. */
static void ten_rides_are_parted_at_best(void **state)
{
    (void)state;
    a_feed(0, "A", 100, 40);
    a_feed(1, "B", 100, 40);
    ride("ababababab");
    assert_int_equal(small_price(&small)->total, 600); /* pairs, and the fifth of each */
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(case_1_same_legs_other_price_by_medium),
        TEST(case_2_a_free_day_is_a_known_price),
        TEST(case_3_networks_without_a_rule_are_a_sum_and_an_estimate),
        TEST(case_4_a_free_leg_inside_a_through_fare),
        TEST(case_5_two_systems_by_turns_with_running_clocks),
        TEST(case_6_an_interchange_over_the_street),
        TEST(a_joined_leg_is_not_taken_apart),
        TEST(case_7_fares_by_distance_are_a_table),
        TEST(case_8_night_is_by_the_clock_on_the_wall),
        TEST(case_9_a_return_on_the_same_line_is_a_change),
        TEST(case_13_a_feed_without_fares_does_not_hide_the_others),
        TEST(case_14_currencies_and_their_minor_units),
        TEST(what_is_lent_is_not_priced_here),
        TEST(nothing_ridden_costs_nothing),
        TEST(too_many_rides_are_not_priced_to_the_end),
        TEST(ten_rides_are_parted_at_best),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
