#include "engine/fare/overlay.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/small_tariff.h"

/* The city's overlay over two feeds, `a` whose ticket is 200 a ride and `b` whose is 400, a system
 * of bicycles, and a park. Rides are on Friday 1 May 2026. */

enum { RULES = 8, FRIDAY = 20574 };

static struct small_tariff small;
static struct live live;
static struct overlay_rule rules[RULES];
static struct overlay_network networks[3];
static struct rental_rate rates[2];
static struct rental_plan plans[2];
static struct rental_type types[2];
static struct rental_vehicle vehicle;
static struct rental_product product;
static struct rental_system bikes;
static struct live_feed feed;
static struct street_park park;
static struct fare_profile *profile;

static const struct rental_span on_a = {0, 1}, on_b = {1, 1}, on_bikes = {2, 1}, on_all = {0, 3};

static void add_bikes(void)
{
    plans[0] = (struct rental_plan){.id = small_text(&small, "short"),
                                    .currency = small_text(&small, "EUR"),
                                    .decimals = 2,
                                    .price = 1000000,
                                    .per_minute = {0, 1}};
    plans[1] = plans[0];
    plans[1].id = small_text(&small, "dear");
    plans[1].price = 3000000;
    rates[0] = (struct rental_rate){1800000, RENTAL_RATE_ENDLESS, 60000, 50000};
    rates[1] = (struct rental_rate){0, RENTAL_RATE_ENDLESS, 1800000, 1500000};
    types[0] = (struct rental_type){.pricing = 0};
    types[1] = (struct rental_type){.pricing = NO_IX};
    vehicle = (struct rental_vehicle){.pricing = NO_IX};
    bikes = (struct rental_system){.id = small_text(&small, "velo"),
                                   .name = small_text(&small, "Velo")};
    feed = (struct live_feed){.tag = small_text(&small, "bikes"), .kind = LIVE_FEED_SHARED};
}

static void open_live(void)
{
    live = (struct live){
        .network = &small.network,
        .feeds = &feed,
        .overlay_rules = rules,
        .overlay_networks = networks,
        .overlay_rates = rates,
        .rental_rates = rates,
        .rental_plans = plans,
        .rental_types = types,
        .rental_products = &product,
        .rental_systems = &bikes,
        .rental_vehicles = &vehicle,
    };
    live.counts.feeds = live.counts.rental_products = live.counts.rental_systems = 1;
    live.counts.rental_plans = live.counts.rental_types = 2;
    live.counts.rental_vehicles = 1;
    live.counts.overlay_networks = 3;
    small.world.live = &live;
}

static int begin(void **state)
{
    (void)state;
    small_tariff_init(&small);
    networks[0] = (struct overlay_network){OVERLAY_OF_FEED, 0, NO_IX, 0};
    networks[1] = (struct overlay_network){OVERLAY_OF_AGENCY, 1, 1, 0};
    networks[2] =
        (struct overlay_network){OVERLAY_OF_SYSTEM, NO_IX, NO_IX, small_text(&small, "bikes")};
    add_bikes();
    open_live();
    park = (struct street_park){.fee = TRISTATE_YES};
    small.network.street_parks = &park;
    small.network.counts.street_parks = 1;
    small_leg_rule(&small, 0, small_group(&small, 0, 3), small_product(&small, 0, "A", 200));
    small_flat(&small, 1, "B", 400)->transfers = 0;
    profile = &small.profile;
    return 0;
}

static int end(void **state)
{
    (void)state;
    small_tariff_finish(&small);
    return 0;
}

/* A rule of line 2 and on, always and for all, to be given more; kinds must come in order. */
static struct overlay_rule *rule(enum overlay_kind kind, const char *id, struct rental_span on)
{
    struct overlay_rule *added = &rules[live.counts.overlay_rules++];
    *added = small_rule(&small, kind, id, on);
    added->line = 1 + live.counts.overlay_rules;
    return added;
}

static struct fare_ride *ride(feed_ix of, int depart)
{
    struct fare_ride *added = small_ride(&small, of, 0, 1, depart, depart + 10);
    added->vehicle = NO_IX;
    return added;
}

static struct fare_ride *hire(int depart, int minutes)
{
    struct fare_ride *added = ride(0, depart);
    added->kind = FARE_SHARED;
    added->feed = NO_IX;
    added->agency = NO_IX;
    added->product = 0;
    added->zone_from = added->zone_to = NO_IX;
    added->arrive = added->depart + 60 * minutes;
    return added;
}

static void stay(int at)
{
    struct fare_ride *added = hire(at, 0);
    added->kind = FARE_PARKING;
    added->product = NO_IX;
    added->park = 0;
}

static void hold(const char *const *passes)
{
    profile->passes = passes;
    profile->pass_count = 1;
}

static void claim(const char *const *categories)
{
    profile->categories = categories;
    profile->category_count = 1;
}

#define EXPECT(text) assert_string_equal(small_priced(&small), text)

static void without_an_overlay_each_pays_for_itself(void **state)
{
    (void)state;
    ride(0, 480);
    ride(1, 500);
    EXPECT("estimate 600, A:200:1, B:400:2, NO_THROUGH_FARE:3");
    small.world.live = NULL;
    EXPECT("estimate 600, A:200:1, B:400:2, NO_THROUGH_FARE:3");
    const struct overlay overlay = overlay_of(&small.world);
    assert_false(overlay_exists(&overlay));
}

/* Its prices are read from an image whose word on what runs is too old to count. */
static void prices_outlive_what_is_live(void **state)
{
    (void)state;
    struct overlay_rule *both = rule(OVERLAY_COMBINED, "both", on_a);
    both->onto = on_b;
    both->amount = 450;
    both->seconds = 30 * 60;
    ride(0, 480);
    ride(1, 500);
    small.world.prices = small.world.live;
    small.world.live = NULL;
    EXPECT("exact 450, both:450:12");
    small.world.prices = NULL;
    EXPECT("estimate 600, A:200:1, B:400:2, NO_THROUGH_FARE:3");
}

static void an_overlay_that_nobody_has_read_is_missed(void **state)
{
    (void)state;
    struct network_facts facts = {.overlay = 1};
    small.network.facts = &facts;
    ride(0, 480);
    EXPECT("estimate 200, A:200:1, OVERLAY_MISSING:1");
    small.world.live = NULL;
    EXPECT("estimate 200, A:200:1, OVERLAY_MISSING:1");
    facts.overlay = 0; /* The city has none. */
    EXPECT("exact 200, A:200:1");
    small.world.live = &live;
    feed.kind = LIVE_FEED_FARES; /* Its folder is there, and empty. */
    facts.overlay = 1;
    EXPECT("exact 200, A:200:1");
    feed.state = LIVE_FEED_SILENT; /* It could never be read. */
    EXPECT("estimate 200, A:200:1, OVERLAY_MISSING:1");
    small.fare_products[0].amount = 0; /* Nothing is less than nothing. */
    EXPECT("exact 0, A:0:1");
}

static void case_3_a_combined_ticket_is_for_both(void **state)
{
    (void)state;
    struct overlay_rule *both = rule(OVERLAY_COMBINED, "both", on_a);
    both->onto = on_b;
    both->amount = 450;
    both->seconds = 30 * 60;
    ride(0, 480);
    ride(1, 505);
    EXPECT("exact 450, both:450:12");
    small.rides[1].depart += 300;
    EXPECT("estimate 450, both:450:12, TIME_UNCERTAIN:3");
    assert_int_equal(small.fare.total_max, 600);
    assert_int_equal(small.fare.items[0].kind, ITEM_COMBINED);
    assert_string_equal(small.fare.items[0].rule, "interop.csv:2");
    assert_int_equal(small.fare.items[0].valid_to - small.fare.items[0].valid_from, 1800);
    small.rides[1].depart++; /* One second too late: it is known what it costs now. */
    EXPECT("exact 600, A:200:1, B:400:2");
    small.rides[1].depart--;
    both->onto = on_a;
    both->networks = on_b; /* the other way round */
    EXPECT("estimate 600, A:200:1, B:400:2, NO_THROUGH_FARE:3");
}

static void a_combined_ticket_has_its_days_and_people(void **state)
{
    (void)state;
    static const char *const young[] = {"a_young"}, *const card[] = {"card"};
    struct overlay_rule *both = rule(OVERLAY_COMBINED, "both", on_a);
    both->onto = on_b;
    both->amount = 450;
    both->seconds = 1800;
    ride(0, 480);
    ride(1, 500);
    both->first_day = both->last_day = FRIDAY;
    EXPECT("exact 450, both:450:12");
    both->last_day = FRIDAY - 1;
    assert_int_equal(small_price(&small)->total, 600);
    both->last_day = FRIDAY;
    both->category = small_text(&small, "young");
    assert_int_equal(small_price(&small)->total, 600);
    claim(young);
    assert_int_equal(small_price(&small)->total, 450);
    both->medium = small_text(&small, "app");
    assert_int_equal(small_price(&small)->total, 450); /* Nothing said: all are accepted. */
    profile->media = card;
    profile->medium_count = 1;
    assert_int_equal(small_price(&small)->total, 600);
}

static void something_is_off_the_second(void **state)
{
    (void)state;
    struct overlay_rule *off = rule(OVERLAY_REDUCTION, "off", on_a);
    off->onto = on_b;
    off->amount = 50;
    off->seconds = 1800;
    ride(0, 480);
    ride(1, 500);
    ride(1, 520);
    EXPECT("exact 950, A:200:1, B:400:2, off:-50:2, B:400:3");
    assert_int_equal(small.fare.items[2].kind, ITEM_REDUCTION);
    off->amount = 0;
    off->percent = 3333;
    assert_int_equal(small_price(&small)->total, 200 + 400 - 133 + 400);
    off->percent = 0;
    off->amount = 900; /* No more than it costs. */
    assert_int_equal(small_price(&small)->total, 600);
    off->currency = small_text(&small, "CHF");
    assert_int_equal(small_price(&small)->total, 1000);
}

/* Two tickets are cheaper than the one for both, until half is off that. */
static void what_is_off_may_make_the_dearer_ticket_the_better(void **state)
{
    (void)state;
    struct overlay_rule *off = rule(OVERLAY_REDUCTION, "off", on_a);
    off->onto = on_b;
    off->percent = 5000;
    off->seconds = 1800;
    small_flat(&small, 1, "BB", 900)->transfers = 1;
    ride(0, 480);
    ride(1, 500);
    ride(1, 520);
    EXPECT("exact 650, A:200:1, BB:900:23, off:-450:23");
    small.rides[0].depart -= 3600;
    EXPECT("exact 1000, A:200:1, B:400:2, B:400:3");
}

static void a_cap_knows_what_was_spent(void **state)
{
    (void)state;
    struct overlay_rule *cap = rule(OVERLAY_CAP, "day", on_a);
    struct fare_spending spent = {"day", 0};
    cap->amount = 500;
    ride(0, 480);
    ride(0, 500);
    EXPECT("exact 400, A:200:1, A:200:2");
    ride(0, 520);
    EXPECT("exact 500, day:500:123");
    assert_int_equal(small.fare.items[0].kind, ITEM_CAP);
    profile->spending = &spent;
    profile->spending_count = 1;
    spent.amount = 420;
    EXPECT("exact 80, day:80:123");
    spent.amount = 9000;
    EXPECT("exact 0, day:0:123");
    spent.amount = INT64_MIN;
    EXPECT("exact 500, day:500:123");
    small.rides[2].depart += 86400; /* Another day. */
    assert_int_equal(small_price(&small)->total, 600);
    cap->period = OVERLAY_WEEK;
    assert_int_equal(small_price(&small)->total, 500);
}

/* What was spent today is not spent of tomorrow's. */
static void money_spent_counts_in_the_period_in_which_one_leaves(void **state)
{
    (void)state;
    const struct fare_spending spent = {"day", 150};
    rule(OVERLAY_CAP, "day", on_a)->amount = 190;
    profile->spending = &spent;
    profile->spending_count = 1;
    ride(0, 1435);
    ride(0, 1445);
    EXPECT("exact 230, day:40:1, day:190:2");
}

static void a_cap_is_no_price_of_what_nobody_knows(void **state)
{
    (void)state;
    rule(OVERLAY_CAP, "day", on_all)->amount = 500;
    ride(2, 480);
    networks[2] = (struct overlay_network){OVERLAY_OF_FEED, 2, NO_IX, 0};
    EXPECT("unknown 0, NO_FARE_DATA:1");
}

static void who_holds_a_pass_pays_nothing(void **state)
{
    (void)state;
    static const char *const month[] = {"month"};
    rule(OVERLAY_PASS, "month", on_a)->amount = 4200;
    ride(0, 480);
    ride(1, 500);
    assert_int_equal(small_price(&small)->total, 600);
    hold(month);
    EXPECT("exact 400, month:0:1, B:400:2");
    assert_int_equal(small.fare.items[0].kind, ITEM_PASS);
    assert_string_equal(small.fare.items[0].rule, "passes.csv:2");
}

static void nothing_is_a_known_price(void **state)
{
    (void)state;
    struct overlay_rule *free = rule(OVERLAY_FREE, "friday", on_a);
    free->weekdays = 1u << 4;
    ride(0, 480);
    ride(0, 500);
    EXPECT("exact 0, friday:0:12");
    assert_string_equal(small.fare.currency, "EUR"); /* a sum, and not an unknown one */
    assert_int_equal(small.fare.items[0].kind, ITEM_FREE);
    free->weekdays = 127 & ~(1u << 4);
    assert_int_equal(small_price(&small)->total, 400);
    free->weekdays = 127;
    free->networks = on_all;
    networks[2] = (struct overlay_network){OVERLAY_OF_FEED, 2, NO_IX, 0};
    ride(2, 520); /* of which no price is published */
    EXPECT("exact 0, friday:0:123");
}

static void a_category_has_so_much_off(void **state)
{
    (void)state;
    static const char *const social[] = {"social"};
    rule(OVERLAY_CATEGORY, "social", on_b)->percent = 7500;
    ride(0, 480);
    ride(1, 500);
    assert_int_equal(small_price(&small)->total, 600);
    claim(social);
    EXPECT("estimate 300, A:200:1, B:400:2, social:-300:2, NO_THROUGH_FARE:3");
}

static void a_category_stands_for_one_of_a_feed(void **state)
{
    (void)state;
    static const char *const social[] = {"social"};
    uint32_t reduced = small_category(&small, 0, "reduced", false);
    struct product_span other = small_product(&small, 0, "A", 200);
    small_product_for(&small, &other, reduced, TARIFF_ANY, 30);
    small.fare_leg_rules[0].product = other;
    rule(OVERLAY_CATEGORY, "social", (struct rental_span){0})->stands_for =
        small_text(&small, "a_reduced");
    ride(0, 480);
    assert_int_equal(small_price(&small)->total, 200);
    claim(social);
    assert_int_equal(small_price(&small)->total, 30);
    rules[0].first_day = FRIDAY + 1;
    assert_int_equal(small_price(&small)->total, 200);
}

/* `a` is the tag of a feed, `old` is not. */
static void what_is_before_a_bar_is_a_tag_or_part_of_the_id(void **state)
{
    (void)state;
    static const char *const claims[] = {"people"}, *const tagged[] = {"a_old_people"};
    struct overlay_rule *free = rule(OVERLAY_FREE, "free", on_a);
    free->category = small_text(&small, "old_people");
    ride(0, 480);
    claim(claims);
    assert_int_equal(small_price(&small)->total, 200);
    claim(tagged);
    assert_int_equal(small_price(&small)->total, 0);
    free->category = small_text(&small, "a_people");
    claim(claims);
    assert_int_equal(small_price(&small)->total, 0);
}

static void a_hire_is_by_its_plan(void **state)
{
    (void)state;
    hire(480, 20);
    EXPECT("exact 100, short:100:1"); /* 24 minutes are within the half hour, too. */
    assert_int_equal(small.fare.items[0].kind, ITEM_HIRE);
    assert_string_equal(small.fare.items[0].seller, "Velo");
    small.rides[0].arrive = small.rides[0].depart + 30 * 60;
    EXPECT("estimate 100, short:100:1, DURATION_UNCERTAIN:1");
    assert_int_equal(small.fare.total_max, 130); /* 36 minutes */
    assert_true(small.fare.items[0].estimate);
    plans[0].surge = 1;
    small.rides[0].arrive = small.rides[0].depart + 60;
    EXPECT("estimate 100, short:100:1, SURGE_PRICING:1");
    plans[0].surge = 0;
    plans[0].taxable = 1;
    EXPECT("estimate 100, short:100:1, TAX_NOT_INCLUDED:1");
}

static void a_vehicle_goes_before_its_type(void **state)
{
    (void)state;
    struct fare_ride *ridden = hire(480, 10);
    types[1].pricing = 1; /* of the same product */
    EXPECT("estimate 100, short:100:1, PLAN_UNCERTAIN:1");
    assert_int_equal(small.fare.total_max, 300);
    ridden->vehicle = 0;
    EXPECT("exact 100, short:100:1");
    vehicle.pricing = 1;
    EXPECT("exact 300, dear:300:1");
    vehicle.pricing = types[0].pricing = types[1].pricing = NO_IX;
    EXPECT("unknown 0, NO_FARE_DATA:1");
}

static void case_15_a_pass_has_free_minutes(void **state)
{
    (void)state;
    static const char *const month[] = {"month"};
    struct overlay_rule *pass = rule(OVERLAY_PASS, "month", on_bikes);
    pass->seconds = 1800;
    hold(month);
    hire(480, 20);
    EXPECT("exact 0, month:0:1");
    small.rides[0].arrive = small.rides[0].depart + 50 * 60;
    EXPECT("estimate 100, month:0:1, short:100:1, DURATION_UNCERTAIN:1");
    assert_int_equal(small.fare.total_max, 150);
    pass->seconds = 0;
    EXPECT("exact 0, month:0:1");
}

static void a_park_costs_what_is_due_at_once(void **state)
{
    (void)state;
    struct overlay_rule *price = rule(OVERLAY_PARKING, "p", (struct rental_span){0});
    price->park = 0;
    price->amount = 100;
    stay(480);
    EXPECT("exact 100, p:100:1");
    assert_int_equal(small.fare.items[0].kind, ITEM_PARKING);
    price->rates = (struct rental_span){1, 1}; /* 1.50 each half hour */
    price->day_most = 1200;
    EXPECT("estimate 100, p:100:1, PARKING_DURATION_UNKNOWN:1");
    assert_int_equal(small.fare.total_max, 1200);
    profile->parking_seconds = 3600;
    EXPECT("exact 400, p:400:1");
    profile->parking_seconds = 36000;
    EXPECT("exact 1200, p:1200:1");
    profile->parking_seconds = -5;
    EXPECT("estimate 100, p:100:1, PARKING_DURATION_UNKNOWN:1");
}

static void case_11_a_ticket_of_a_park_and_ride_covers_all_rides(void **state)
{
    (void)state;
    struct overlay_rule *price = rule(OVERLAY_PARKING, "p", on_a);
    price->park = 0;
    price->amount = 300;
    stay(470);
    ride(0, 480);
    ride(1, 500);
    EXPECT("estimate 700, p:300:12, B:400:3, NO_THROUGH_FARE:7");
    ride(0, 520);
    EXPECT("estimate 700, p:300:124, B:400:3, NO_THROUGH_FARE:f");
}

static void case_11_a_pass_may_have_the_park_of_bicycles(void **state)
{
    (void)state;
    static const char *const month[] = {"month"};
    rule(OVERLAY_PASS, "month", on_a);
    struct overlay_rule *price = rule(OVERLAY_PARKING, "", (struct rental_span){0});
    price->park = 0;
    price->amount = 100;
    price->stands_for = small_text(&small, "month");
    stay(470);
    ride(0, 480);
    EXPECT("exact 300, :100:1, A:200:2");
    hold(month);
    EXPECT("exact 0, month:0:1, month:0:2");
    assert_string_equal(small.fare.items[0].rule, "parking.csv:3");
}

static void case_12_a_dog_and_a_bicycle_cost_more(void **state)
{
    (void)state;
    static const char *const month[] = {"month"}, *const both[] = {"dog", "bike"};
    rule(OVERLAY_PASS, "month", on_a);
    struct overlay_rule *dog = rule(OVERLAY_SUPPLEMENT, "dog", on_all);
    struct overlay_rule *bike = rule(OVERLAY_SUPPLEMENT, "bike", on_b);
    dog->amount = 80;
    dog->category = small_text(&small, "dog");
    bike->amount = 200;
    bike->category = small_text(&small, "bike");
    ride(0, 480);
    ride(0, 490)->stays = true; /* One boards once. */
    ride(1, 510);
    claim(both);
    EXPECT("estimate 760, A:200:12, dog:80:12, B:400:3, dog:80:3, NO_THROUGH_FARE:7");
    assert_int_equal(small.fare.items[1].kind, ITEM_SUPPLEMENT);
    hold(month);
    profile->category_count = 2;
    EXPECT("exact 760, month:0:12, dog:80:12, B:400:3, dog:80:3, bike:200:3");
}

static void case_12_a_family_pays_half_at_weekends(void **state)
{
    (void)state;
    static const char *const family[] = {"family"};
    struct overlay_rule *half = rule(OVERLAY_CATEGORY, "family", on_a);
    half->percent = 5000;
    half->weekdays = 1 << 5 | 1 << 6;
    ride(0, 480);
    claim(family);
    EXPECT("exact 200, A:200:1"); /* a Friday */
    small.rides[0].depart += 86400;
    EXPECT("exact 100, A:200:1, family:-100:1");
}

static void case_12_a_school_pass_has_its_days(void **state)
{
    (void)state;
    static const char *const school[] = {"school"};
    struct overlay_rule *pass = rule(OVERLAY_PASS, "school", on_a);
    pass->weekdays = 31;
    pass->last_day = FRIDAY + 7;
    ride(0, 480);
    hold(school);
    EXPECT("exact 0, school:0:1");
    small.rides[0].depart += 86400; /* a Saturday */
    EXPECT("exact 200, A:200:1");
    small.rides[0].depart += 9 * 86400; /* a Monday in the holidays */
    EXPECT("exact 200, A:200:1");
}

static void a_park_that_the_map_calls_free_is(void **state)
{
    (void)state;
    stay(470);
    EXPECT("unknown 0, NO_FARE_DATA:1");
    park.fee = TRISTATE_NO;
    EXPECT("exact 0, :0:1");
}

static void a_network_of_a_feed_is_named_by_its_id(void **state)
{
    (void)state;
    uint32_t urban = small_network(&small, 0, "urban");
    networks[0] =
        (struct overlay_network){OVERLAY_OF_NETWORK, 0, NO_IX, small_text(&small, "urban")};
    rule(OVERLAY_FREE, "all", on_a);
    ride(0, 480)->network = urban;
    ride(0, 500);
    EXPECT("exact 200, all:0:1, A:200:2");
}

/* Ten rides are a thousand sets, and each looks at each rule. */
static void of_too_many_rules_some_are_not_tried(void **state)
{
    static struct overlay_rule many[5000];
    (void)state;
    for (int i = 0; i < FARE_RIDES_MAX; i++)
        ride(0, 480 + 20 * i);
    rule(OVERLAY_CAP, "day", on_a)->amount = 900;
    EXPECT("exact 900, day:900:12345678910");
    for (size_t i = 0; i < sizeof many / sizeof *many; i++)
        many[i] = rules[0];
    live.overlay_rules = many;
    live.counts.overlay_rules = sizeof many / sizeof *many;
    const struct fare *fare = small_price(&small);
    assert_true(fare->total > 900 && fare->total <= 2000);
    assert_int_equal(fare->unknown, 0);
    assert_string_equal(fare->reasons[0].code, "TOO_MANY_RULES");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
    const struct CMUnitTest tests[] = {
        TEST(without_an_overlay_each_pays_for_itself),
        TEST(prices_outlive_what_is_live),
        TEST(an_overlay_that_nobody_has_read_is_missed),
        TEST(case_3_a_combined_ticket_is_for_both),
        TEST(a_combined_ticket_has_its_days_and_people),
        TEST(something_is_off_the_second),
        TEST(what_is_off_may_make_the_dearer_ticket_the_better),
        TEST(a_cap_knows_what_was_spent),
        TEST(money_spent_counts_in_the_period_in_which_one_leaves),
        TEST(a_cap_is_no_price_of_what_nobody_knows),
        TEST(who_holds_a_pass_pays_nothing),
        TEST(nothing_is_a_known_price),
        TEST(a_category_has_so_much_off),
        TEST(a_category_stands_for_one_of_a_feed),
        TEST(what_is_before_a_bar_is_a_tag_or_part_of_the_id),
        TEST(a_hire_is_by_its_plan),
        TEST(a_vehicle_goes_before_its_type),
        TEST(case_15_a_pass_has_free_minutes),
        TEST(a_park_costs_what_is_due_at_once),
        TEST(case_11_a_ticket_of_a_park_and_ride_covers_all_rides),
        TEST(case_11_a_pass_may_have_the_park_of_bicycles),
        TEST(case_12_a_dog_and_a_bicycle_cost_more),
        TEST(case_12_a_family_pays_half_at_weekends),
        TEST(case_12_a_school_pass_has_its_days),
        TEST(a_park_that_the_map_calls_free_is),
        TEST(a_network_of_a_feed_is_named_by_its_id),
        TEST(of_too_many_rules_some_are_not_tried),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
