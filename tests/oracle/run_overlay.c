/*
 * run_overlay [WORLDS [FIRST_SEED]]
 *
 * Random tickets of three feeds, shared vehicles and parks, and over them a random overlay of the
 * city: the engine's total against a pricing that tries everything. A difference names its seed.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/oracle/plain_overlay.h"
#include "tests/oracle/random.h"

enum { NETWORKS = 12, RULES = 12, RATES = 8, PLANS = 3, PARKS = 2, FRIDAY = 20574, SPENT = 2 };

static struct small_tariff small;
static struct live live;
static struct overlay_rule rules[RULES];
static struct overlay_network networks[NETWORKS];
static struct rental_rate rates[RATES];
static struct rental_plan plans[PLANS];
static struct rental_type types[PLANS];
static struct rental_vehicle vehicles[2];
static struct rental_product products[2];
static struct rental_system systems[2];
static struct live_feed lenders[2];
static struct street_park parks[PARKS];
static struct fare_spending spending[SPENT];
static struct random rng;

static const char *const ids[] = {"x", "y", "z"};

static bool chance(int percent)
{
    return random_chance(&rng, percent);
}

static uint32_t below(uint32_t count)
{
    return (uint32_t)random_below(&rng, (int)count);
}

static text_ix an_id(void)
{
    return small_text(&small, ids[below(3)]);
}

/* --- What feeds, lenders and parks say --- */

/* One of the feed's media, in most cases if `percent` is high; else none is said. */
static uint32_t some_medium(feed_ix feed, int percent)
{
    uint32_t count = small.tariff.counts.fare_media, found = TARIFF_ANY;
    for (uint32_t i = 0; i < count; i++)
        if (small.fare_media[i].feed == feed && (found == TARIFF_ANY || chance(50)))
            found = i;
    return chance(percent) ? found : TARIFF_ANY;
}

/* What a change costs, or takes off: sometimes more than there is. */
static int64_t change(void)
{
    int64_t amount = 10 * random_in(&rng, 1, 9);
    return chance(25) ? -2 * amount : amount;
}

static void make_legs(feed_ix feed, uint32_t categories)
{
    uint32_t group = small_group(&small, feed, 3), count = small.tariff.counts.rider_categories;
    for (int i = random_in(&rng, 1, 2); i > 0; i--) {
        struct product_span span = small_product(&small, feed, "T", 10 * random_in(&rng, 0, 30));
        small.fare_products[span.first].medium = some_medium(feed, 50);
        if (chance(40))
            small_product_for(&small, &span, TARIFF_ANY, some_medium(feed, 80),
                              10 * random_in(&rng, 0, 30));
        if (count > categories && chance(60))
            small_product_for(&small, &span, categories + below(count - categories), TARIFF_ANY,
                              10 * random_in(&rng, 0, 20));
        struct fare_leg_rule *rule = small_leg_rule(&small, feed, group, span);
        if (i == 1 && small.tariff.counts.fare_networks && chance(50))
            rule->network = small.tariff.counts.fare_networks - 1;
    }
    if (chance(60))
        small_transfer(&small, feed, group, group,
                       chance(60) ? (struct product_span){0}
                                  : small_product(&small, feed, "C", change()))
            ->limit_seconds = 600 * random_in(&rng, 1, 12);
}

/* In some feeds what is good for a change costs more than two that are not. */
static void make_flat(feed_ix feed)
{
    int64_t amount = 10 * random_in(&rng, 0, 40);
    bool dear = chance(40);
    small_flat(&small, feed, "F", amount)->transfers = dear || chance(50) ? 0 : -1;
    if (dear || chance(50))
        small_flat(&small, feed, "FF", dear ? 2 * amount + 20 : 10 * random_in(&rng, 0, 40))
            ->transfers = random_in(&rng, 1, 2);
}

static void make_feed(feed_ix feed)
{
    uint32_t categories = small.tariff.counts.rider_categories;
    if (chance(15))
        return;
    for (int i = random_below(&rng, 3); i > 0; i--)
        small_category(&small, feed, ids[i], chance(30));
    for (int i = random_below(&rng, 3); i > 0; i--)
        small_medium(&small, feed, ids[i]);
    if (chance(60))
        small_network(&small, feed, ids[below(3)]);
    if (chance(50))
        make_legs(feed, categories);
    else
        make_flat(feed);
}

static struct rental_span some_rates(int64_t unit)
{
    struct rental_span span = {below(RATES - 2), below(3)};
    for (uint32_t i = span.first; i < span.first + span.count; i++)
        rates[i] =
            (struct rental_rate){unit * random_below(&rng, 40),
                                 chance(60) ? RENTAL_RATE_ENDLESS : unit * random_in(&rng, 5, 60),
                                 chance(20) ? 0 : unit * random_in(&rng, 1, 20),
                                 INT64_C(1000) * random_below(&rng, 900)};
    return span;
}

static void make_lenders(void)
{
    static const char *const tags[] = {"bikes", "cars"}, *const names[] = {"velo", "auto"};
    for (uint32_t i = 0; i < PLANS; i++) {
        plans[i] = (struct rental_plan){.id = small_text(&small, "plan"),
                                        .currency = small_text(&small, "EUR"),
                                        .system = i % 2,
                                        .decimals = 2,
                                        .price = INT64_C(10000) * random_below(&rng, 200),
                                        .per_minute = some_rates(60000)};
        types[i] = (struct rental_type){.product = i % 2, .pricing = chance(90) ? i : NO_IX};
    }
    for (uint32_t i = 0; i < 2; i++) {
        systems[i] = (struct rental_system){
            .id = small_text(&small, names[i]), .name = small_text(&small, names[i]), .feed = i};
        lenders[i] =
            (struct live_feed){.tag = small_text(&small, tags[i]), .kind = LIVE_FEED_SHARED};
        products[i] = (struct rental_product){.system = i};
        vehicles[i] = (struct rental_vehicle){.type = chance(50) ? i : NO_IX,
                                              .pricing = chance(30) ? below(PLANS) : NO_IX};
        parks[i] = (struct street_park){.fee = (uint8_t)random_below(&rng, 3)};
    }
}

/* --- The overlay --- */

static void make_networks(void)
{
    static const char *const lent[] = {"bikes", "auto", "velo"};
    for (uint32_t i = 0; i < NETWORKS; i++) {
        feed_ix feed = below(SMALL_FEEDS);
        uint32_t kind = below(OVERLAY_NETWORK_KINDS);
        networks[i] = (struct overlay_network){kind, feed, NO_IX, 0};
        if (kind == OVERLAY_OF_SYSTEM)
            networks[i] =
                (struct overlay_network){kind, NO_IX, NO_IX, small_text(&small, lent[below(3)])};
        if (kind == OVERLAY_OF_AGENCY)
            networks[i].agency = below(SMALL_FEEDS);
        if (kind == OVERLAY_OF_NETWORK)
            networks[i].id = an_id();
    }
}

static struct rental_span some_networks(void)
{
    uint32_t count = (uint32_t)random_in(&rng, 1, 4);
    return (struct rental_span){below(NETWORKS - count), count};
}

/* A category or a medium that a rule is for, in most cases none. */
static text_ix some_people(int percent)
{
    static const char *const said[] = {"x", "y", "a_x", "b_y", "d_x"};
    return chance(percent) ? small_text(&small, said[below(5)]) : 0;
}

static void fill_rule(struct overlay_rule *rule)
{
    static const char *const meant[] = {"", "x", "y", "a_x", "b_z"};
    switch ((enum overlay_kind)rule->kind) {
    case OVERLAY_REDUCTION:
        rule->percent = chance(70) ? (uint32_t)random_in(&rng, 1, 10000) : 0;
        rule->amount = rule->percent ? 0 : random_in(&rng, 1, 200);
        break;
    case OVERLAY_CATEGORY:
        rule->percent = chance(70) ? (uint32_t)random_in(&rng, 1, 10000) : 0;
        rule->stands_for = small_text(&small, meant[below(5)]);
        break;
    case OVERLAY_PASS:
        rule->seconds = chance(50) ? 60 * random_in(&rng, 1, 40) : 0;
        break;
    case OVERLAY_PARKING:
        rule->park = below(PARKS);
        rule->rates = some_rates(60000);
        rule->day_most = chance(40) ? random_in(&rng, 100, 900) : 0;
        rule->stands_for = chance(30) ? an_id() : 0;
        break;
    default:
        break;
    }
}

static void make_rule(enum overlay_kind kind)
{
    struct overlay_rule *rule = &rules[live.counts.overlay_rules++];
    bool timed = kind == OVERLAY_COMBINED || kind == OVERLAY_REDUCTION;
    bool of_some = kind != OVERLAY_CATEGORY && kind != OVERLAY_PARKING;
    *rule = (struct overlay_rule){
        .kind = kind,
        .line = live.counts.overlay_rules,
        .id = an_id(),
        .category = of_some ? some_people(kind == OVERLAY_SUPPLEMENT ? 100 : 25) : 0,
        .medium =
            of_some ? some_people(kind == OVERLAY_CAP || kind == OVERLAY_REDUCTION ? 50 : 15) : 0,
        .currency = small_text(&small, "EUR"),
        .decimals = 2,
        .amount = 10 * random_in(&rng, 0, 40),
        .seconds = timed ? 60 * random_in(&rng, 5, 120) : 0,
        .first_day = chance(85) ? OVERLAY_ALWAYS_FROM : FRIDAY + random_below(&rng, 2),
        .last_day = chance(85) ? OVERLAY_ALWAYS_TO : FRIDAY + random_below(&rng, 2),
        .weekdays = chance(80) ? 127 : below(128),
        .period = below(OVERLAY_PERIODS),
        .park = NO_IX,
        .networks = some_networks(),
        .onto = timed ? some_networks() : (struct rental_span){0},
    };
    fill_rule(rule);
}

static void make_overlay(void)
{
    uint32_t count = below(RULES - 2);
    make_networks();
    for (uint32_t kind = 0; kind < OVERLAY_KINDS; kind++)
        for (uint32_t i = 0; i < 3; i++)
            if (live.counts.overlay_rules < RULES && chance((int)(7 * count)))
                make_rule(kind);
}

static void open_live(void)
{
    live = (struct live){
        .network = &small.network,
        .feeds = lenders,
        .overlay_rules = rules,
        .overlay_networks = networks,
        .overlay_rates = rates,
        .rental_rates = rates,
        .rental_plans = plans,
        .rental_types = types,
        .rental_products = products,
        .rental_systems = systems,
        .rental_vehicles = vehicles,
    };
    live.counts.feeds = live.counts.rental_products = live.counts.rental_systems = 2;
    live.counts.rental_vehicles = 2;
    live.counts.rental_plans = live.counts.rental_types = PLANS;
    live.counts.overlay_networks = NETWORKS;
    small.world.live = &live;
    small.network.street_parks = parks;
    small.network.counts.street_parks = PARKS;
}

/* --- Who travels where --- */

/* The clock of zone 1 is two hours ahead. */
static void make_clocks(void)
{
    for (uint32_t i = 1; i < 4; i++)
        small.changes[i] =
            (struct zone_change){SMALL_MIDNIGHT - (int64_t)(100 - i) * 86400, 7200, 0};
    for (uint32_t i = 0; i < SMALL_STOPS; i++)
        small.stops[i].parent = i < 8 && chance(30) ? 8 : NO_IX;
}

static void turn_into(struct fare_ride *ride, enum fare_kind kind)
{
    ride->kind = kind;
    ride->feed = ride->agency = ride->network = ride->route = NO_IX;
    ride->zone_from = ride->zone_to = chance(50) ? NO_IX : 1;
    ride->zone_count = 0;
    if (kind == FARE_PARKING) {
        ride->park = below(PARKS);
        return;
    }
    ride->product = below(2);
    ride->vehicle = chance(50) ? NO_IX : ride->product;
}

static void make_rides(void)
{
    int minute = chance(40) ? random_in(&rng, 1240, 1430) : random_in(&rng, 300, 1200);
    for (int i = random_in(&rng, 1, 6); i > 0; i--) {
        int until = minute + random_in(&rng, 2, 50);
        feed_ix feed = below(SMALL_FEEDS);
        struct fare_ride *ride = small_ride(&small, feed, below(8), below(8), minute, until);
        ride->vehicle = NO_IX;
        ride->route = below(4);
        ride->zone_from = ride->zone_to = below(2);
        for (uint32_t k = 0; k < small.tariff.counts.fare_networks; k++)
            if (small.fare_networks[k].feed == feed && chance(60))
                ride->network = k;
        ride->stays = chance(8);
        if (chance(22))
            turn_into(ride, FARE_SHARED);
        else if (chance(12))
            turn_into(ride, FARE_PARKING);
        minute = until + random_in(&rng, 1, 30);
    }
}

static void make_profile(void)
{
    static const char *const said[][2] = {{"x", "b_y"}, {"y", "a_x"}, {"z", "x"}, {"b_x", "q_y"}};
    struct fare_profile *profile = &small.profile;
    profile->categories = said[below(4)];
    profile->category_count = below(3);
    profile->media = said[below(4)];
    profile->medium_count = chance(70) ? 0 : 1 + below(2);
    profile->passes = ids;
    profile->pass_count = chance(50) ? 0 : 1 + below(2);
    profile->parking_seconds = chance(50) ? 0 : 60 * random_in(&rng, 1, 3000);
    for (uint32_t i = 0; i < SPENT; i++)
        spending[i] = (struct fare_spending){ids[i], 10 * random_in(&rng, -3, 45)};
    profile->spending = spending;
    profile->spending_count = below(3);
}

static void make(uint64_t seed)
{
    rng = (struct random){seed};
    small_tariff_init(&small);
    memset(rates, 0, sizeof rates);
    open_live();
    for (feed_ix feed = 0; feed < SMALL_FEEDS; feed++)
        make_feed(feed);
    make_lenders();
    make_clocks();
    make_overlay();
    make_rides();
    make_profile();
}

/* --- Both answers --- */

/* In how many worlds something decided the price. */
struct hits {
    uint64_t kinds[ITEM_KINDS];
    uint64_t hire_held, carried, spent, several, night, partial;
};

static bool is_sound(const struct fare *fare)
{
    int64_t sum = 0;
    uint32_t covered = fare->unknown;
    for (uint32_t i = 0; i < fare->item_count; i++) {
        sum += fare->items[i].amount;
        covered |= fare->items[i].rides;
    }
    return sum == fare->total && fare->total <= fare->total_max &&
           covered == (UINT32_C(1) << fare->ride_count) - 1;
}

static void count(struct hits *hits, const struct fare *fare)
{
    bool seen[ITEM_KINDS] = {false};
    for (uint32_t i = 0; i < fare->item_count; i++) {
        const struct fare_item *item = &fare->items[i];
        bool shared = (item->rides & (item->rides - 1)) != 0;
        seen[item->kind] = true;
        hits->carried += item->kind == ITEM_PARKING && shared;
        hits->several += item->kind == ITEM_COMBINED && item->rides > 7;
        hits->spent += item->kind == ITEM_CAP && small.profile.spending_count;
        for (uint32_t k = 0; k < fare->item_count; k++)
            hits->hire_held += item->kind == ITEM_PASS && fare->items[k].kind == ITEM_HIRE &&
                               item->rides == fare->items[k].rides;
    }
    for (uint32_t i = 0; i < ITEM_KINDS; i++)
        hits->kinds[i] += seen[i];
    hits->night +=
        small.rides[0].depart / 86400 != small.rides[fare->ride_count - 1].depart / 86400;
    hits->partial += fare->unknown != 0;
}

static bool agrees(uint64_t seed, struct hits *hits)
{
    make(seed);
    struct plain_cost plain = plain_overlay_price(&small);
    const struct fare *fare = small_price(&small);
    uint32_t unknown = (uint32_t)__builtin_popcount(fare->unknown);
    bool same = unknown == plain.unknown && fare->total == plain.amount && is_sound(fare);
    if (!same)
        printf("seed %" PRIu64 ": expected %" PRId64 " and %u unknown, found %s\n", seed,
               plain.amount, plain.unknown, small_priced(&small));
    count(hits, fare);
    small_tariff_finish(&small);
    return same;
}

static bool print_hits(const struct hits *hits)
{
    static const char *const names[] = {"tickets", "changes",    "combined", "reductions",
                                        "caps",    "passes",     "free",     "hires",
                                        "parking", "supplements"};
    bool each = hits->hire_held && hits->carried && hits->spent && hits->several && hits->night &&
                hits->partial;
    for (uint32_t i = 0; i < ITEM_KINDS; i++) {
        printf(", %s %" PRIu64, names[i], hits->kinds[i]);
        each &= hits->kinds[i] > 0;
    }
    printf(", minutes of a pass %" PRIu64 ", carried on by a park's ticket %" PRIu64
           ", caps with money spent %" PRIu64 ", combined far apart %" PRIu64
           ", over midnight %" PRIu64 ", not all known %" PRIu64 "\n",
           hits->hire_held, hits->carried, hits->spent, hits->several, hits->night, hits->partial);
    return each;
}

int main(int argument_count, char **arguments)
{
    uint64_t worlds = argument_count > 1 ? strtoull(arguments[1], NULL, 10) : 10000;
    uint64_t seed = argument_count > 2 ? strtoull(arguments[2], NULL, 10) : 1;
    uint64_t bad = 0;
    struct hits hits = {0};
    for (uint64_t i = 0; i < worlds; i++)
        bad += !agrees(seed + i, &hits);
    printf("%" PRIu64 " worlds, %" PRIu64 " different", worlds, bad);
    return print_hits(&hits) && !bad ? 0 : 1;
}
