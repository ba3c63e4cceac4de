#include "engine/fare/overlay.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/small_tariff.h"

/* What the city's rules ask of media and categories, and what rows that nobody could read do to a
 * price: two feeds, `a` whose ticket is 200 a ride and `b` whose is 400. */

enum { RULES = 4 };

static struct small_tariff small;
static struct live live;
static struct overlay_rule rules[RULES];
static struct overlay_network networks[2];
static struct fare_profile *profile;

static const struct rental_span on_a = {0, 1}, on_b = {1, 1}, on_all = {0, 2};

static int begin(void **state)
{
    (void)state;
    small_tariff_init(&small);
    networks[0] = (struct overlay_network){OVERLAY_OF_FEED, 0, NO_IX, 0};
    networks[1] = (struct overlay_network){OVERLAY_OF_FEED, 1, NO_IX, 0};
    live = (struct live){
        .network = &small.network, .overlay_rules = rules, .overlay_networks = networks};
    live.counts.overlay_networks = 2;
    small.world.live = &live;
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

/* A rule, always and for all, to be given more; kinds must come in order. */
static struct overlay_rule *rule(enum overlay_kind kind, const char *id, struct rental_span on)
{
    struct overlay_rule *added = &rules[live.counts.overlay_rules++];
    *added = small_rule(&small, kind, id, on);
    added->line = 1 + live.counts.overlay_rules;
    return added;
}

static void ride(feed_ix of, int depart)
{
    small_ride(&small, of, 0, 1, depart, depart + 10)->vehicle = NO_IX;
}

#define EXPECT(text) assert_string_equal(small_priced(&small), text)

/* A row of a feed's prices that nobody could read bears on all that is paid to that feed. */
static void rows_that_were_not_read_make_an_estimate(void **state)
{
    (void)state;
    small.fare_losses[0] = (struct fare_loss){0, 0, small_text(&small, "fare_leg_rules.txt"), 2};
    small.tariff.counts.fare_losses = 1;
    ride(1, 480);
    EXPECT("exact 400, B:400:1");
    ride(0, 500);
    EXPECT("estimate 600, B:400:1, A:200:2, NO_THROUGH_FARE:3, ROWS_NOT_READ:2");
    assert_string_equal(small.fare.reasons[1].text,
                        "2 rows of fare_leg_rules.txt of the feed a "
                        "could not be read: it may cost another price.");
    rule(OVERLAY_FREE, "free", on_a);
    EXPECT("exact 400, B:400:1, free:0:2");
    small.fare_losses[0].flat = 1; /* Of the other form, which prices nothing here. */
    live.counts.overlay_rules = 0;
    EXPECT("estimate 600, B:400:1, A:200:2, NO_THROUGH_FARE:3");
}

/* Of the city's own rows only those count that may be about this traveller and these rides. */
static void rows_of_the_city_that_were_not_read_are_missed(void **state)
{
    (void)state;
    static const char *const claims[] = {"dog"};
    struct overlay_loss losses[] = {{OVERLAY_CAP, 2, 0}};
    live.overlay_losses = losses;
    live.counts.overlay_losses = 1;
    ride(1, 480);
    EXPECT("estimate 400, B:400:1, ROWS_NOT_READ:1");
    assert_string_equal(small.fare.reasons[0].text,
                        "2 rows of caps.csv of the city's own prices could not be read: it may "
                        "cost less.");
    losses[0].rest = 1;
    EXPECT("estimate 400, B:400:1, ROWS_NOT_READ:1");
    assert_string_equal(small.fare.reasons[0].text,
                        "2 rows and the rest of caps.csv of the city's own prices could not be "
                        "read: it may cost less.");
    losses[0].rows = 0;
    EXPECT("estimate 400, B:400:1, ROWS_NOT_READ:1");
    assert_string_equal(small.fare.reasons[0].text,
                        "The rest of caps.csv of the city's own prices could not be read: it may "
                        "cost less.");
    losses[0].kind = OVERLAY_COMBINED;
    EXPECT("exact 400, B:400:1");
    losses[0].kind = OVERLAY_PASS;
    EXPECT("exact 400, B:400:1");
    profile->passes = claims;
    profile->pass_count = 1;
    EXPECT("estimate 400, B:400:1, ROWS_NOT_READ:1");
    losses[0].kind = OVERLAY_SUPPLEMENT;
    EXPECT("exact 400, B:400:1");
    profile->categories = claims;
    profile->category_count = 1;
    EXPECT("estimate 400, B:400:1, ROWS_NOT_READ:1");
    assert_non_null(strstr(small.fare.reasons[0].text, "it may cost more."));
}

/* On a card one ride is sold, on paper the other: a cap of the card knows the first only. */
static void a_cap_of_a_medium_covers_what_is_sold_on_it(void **state)
{
    (void)state;
    static const char *const accepted[] = {"a_card", "paper"};
    uint32_t card = small_medium(&small, 0, "card"), paper = small_medium(&small, 0, "paper");
    struct overlay_rule *cap = rule(OVERLAY_CAP, "day", on_a);
    cap->amount = 100;
    cap->medium = small_text(&small, "card");
    ride(0, 480);
    EXPECT("exact 100, day:100:1"); /* On what a ticket is nobody says: on a card, too. */
    small.fare_products[0].medium = paper;
    EXPECT("exact 200, A:200:1");
    small.fare_products[0].medium = card;
    EXPECT("exact 100, day:100:1");
    profile->media = accepted;
    profile->medium_count = 1;
    EXPECT("exact 100, day:100:1");
    small.fare_products[0].medium = paper;
    EXPECT("unknown 0, NO_PRODUCT:1");
    profile->medium_count = 2;
    EXPECT("exact 200, A:200:1");
    cap->medium = small_text(&small, "a_paper"); /* As that feed has it. */
    EXPECT("exact 100, day:100:1");
}

static void a_cap_of_a_medium_leaves_other_rides_alone(void **state)
{
    (void)state;
    struct overlay_rule *cap = rule(OVERLAY_CAP, "day", on_all);
    cap->amount = 250;
    cap->medium = small_text(&small, "card");
    small.fare_products[0].medium = small_medium(&small, 0, "paper");
    ride(0, 480);
    ride(1, 500);
    ride(0, 520);
    EXPECT("estimate 650, A:200:1, day:250:2, A:200:3, NO_THROUGH_FARE:7");
}

/* What is off with a card is off what is bought with it, though it is cheaper on paper. */
static void what_is_off_with_a_card_is_off_a_ticket_on_it(void **state)
{
    (void)state;
    struct overlay_rule *off = rule(OVERLAY_REDUCTION, "off", on_b);
    uint32_t card = small_medium(&small, 0, "card"), paper = small_medium(&small, 0, "paper");
    struct product_span span = small_product(&small, 0, "P", 300);
    off->onto = on_a;
    off->amount = 50;
    off->seconds = 3600;
    off->medium = small_text(&small, "card");
    small.fare_products[span.first].medium = card;
    small_product_for(&small, &span, TARIFF_ANY, paper, 260);
    small.fare_leg_rules[0].product = span;
    ride(1, 480);
    ride(0, 500);
    EXPECT("exact 650, B:400:1, P:300:2, off:-50:2");
    small.fare_products[span.first + 1].amount = 240;
    EXPECT("exact 640, B:400:1, P:240:2");
}

static void a_pass_counts_for_its_category_only(void **state)
{
    (void)state;
    static const char *const passes[] = {"school"}, *const young[] = {"a_young"};
    rule(OVERLAY_PASS, "school", on_a)->category = small_text(&small, "young");
    ride(0, 480);
    profile->passes = passes;
    profile->pass_count = 1;
    EXPECT("exact 200, A:200:1");
    profile->categories = young;
    profile->category_count = 1;
    EXPECT("exact 0, school:0:1");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(rows_that_were_not_read_make_an_estimate),
        TEST(rows_of_the_city_that_were_not_read_are_missed),
        TEST(a_pass_counts_for_its_category_only),
        TEST(a_cap_of_a_medium_covers_what_is_sold_on_it),
        TEST(a_cap_of_a_medium_leaves_other_rides_alone),
        TEST(what_is_off_with_a_card_is_off_a_ticket_on_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
