/*
 * run_fares [TARIFFS [FIRST_SEED]]
 *
 * Random prices of both forms and rides they are asked for: the engine against a pricing that tries
 * everything. A difference names its seed.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "tests/oracle/plain_fares.h"
#include "tests/oracle/random.h"

#define HOUR 3600

static struct small_tariff small;
static struct random rng;

/* What some way of paying was like, and how often. */
struct hits {
    uint64_t shared, through, changes, flat, apart, partial, unknown, free, profile;
};

static uint32_t one_of(uint32_t first, uint32_t count)
{
    return count ? first + (uint32_t)random_below(&rng, (int)count) : TARIFF_ANY;
}

/* One of those, or none in particular. */
static uint32_t condition(uint32_t first, uint32_t count)
{
    return random_chance(&rng, 70)   ? TARIFF_ANY
           : random_chance(&rng, 25) ? TARIFF_ELSE
                                     : one_of(first, count);
}

static int64_t amount(void)
{
    return 10 * random_in(&rng, 0, 12);
}

static struct product_span product(feed_ix feed, uint32_t categories, uint32_t media, bool discount)
{
    static const char *const ids[] = {"p", "q", "r", "s"};
    if (random_chance(&rng, 12))
        return (struct product_span){0};
    int64_t price = discount && random_chance(&rng, 30) ? -amount() / 2 : amount();
    struct product_span span = small_product(&small, feed, ids[random_below(&rng, 4)], price);
    uint32_t count = small.tariff.counts.rider_categories - categories;
    if (random_chance(&rng, 40))
        small.fare_products[span.first].category = one_of(categories, count);
    if (random_chance(&rng, 30))
        small.fare_products[span.first].medium =
            one_of(media, small.tariff.counts.fare_media - media);
    if (random_chance(&rng, 40))
        small_product_for(&small, &span,
                          random_chance(&rng, 50) ? TARIFF_ANY : one_of(categories, count),
                          TARIFF_ANY, amount());
    return span;
}

/* Where the rows of the feed at hand begin. */
struct from {
    feed_ix feed;
    uint32_t networks, areas, times, groups, categories, media;
};

static void make_nouns(feed_ix feed)
{
    static const char *const ids[] = {"x", "y", "z"};
    for (int i = random_below(&rng, 3); i > 0; i--)
        small_category(&small, feed, ids[i], random_chance(&rng, 50));
    for (int i = random_below(&rng, 3); i > 0; i--)
        small_medium(&small, feed, ids[i]);
    for (int i = random_below(&rng, 3); i > 0; i--)
        small.fare_networks[small_network(&small, feed, ids[i])].named =
            (uint32_t)random_below(&rng, 2);
    for (int i = random_below(&rng, 4); i > 0; i--)
        small.fare_areas[small.tariff.counts.fare_areas++] =
            (struct fare_area){.feed = feed, .named = (uint32_t)random_below(&rng, 4)};
    for (int i = random_in(&rng, 1, 3); i > 0; i--)
        small_group(&small, feed, (uint32_t)random_below(&rng, 4));
    for (int i = random_below(&rng, 3); i > 0; i--) {
        struct timeframe_group *group =
            &small.timeframe_groups[small.tariff.counts.timeframe_groups++];
        *group = (struct timeframe_group){.feed = feed,
                                          .first = small.tariff.counts.timeframes,
                                          .count = (uint32_t)random_in(&rng, 1, 2),
                                          .named = (uint32_t)random_below(&rng, 4)};
        for (uint32_t k = 0; k < group->count; k++) {
            int begin = random_in(&rng, 0, 20);
            small.timeframes[small.tariff.counts.timeframes++] = (struct timeframe){
                begin * HOUR, (begin + random_in(&rng, 1, 4)) * HOUR,
                random_chance(&rng, 50) ? NO_IX : (uint32_t)random_below(&rng, 4)};
        }
    }
}

static void make_leg_rules(const struct from *from)
{
    const struct from *at = from;
    int32_t priority = random_below(&rng, 3);
    for (int i = random_in(&rng, 1, 7); i > 0; i--) {
        uint32_t group = random_chance(&rng, 10)
                             ? NO_IX
                             : one_of(at->groups, small.tariff.counts.leg_groups - at->groups);
        struct fare_leg_rule *rule = small_leg_rule(
            &small, at->feed, group, product(at->feed, at->categories, at->media, false));
        uint32_t areas = small.tariff.counts.fare_areas - at->areas;
        uint32_t times = small.tariff.counts.timeframe_groups - at->times;
        rule->network = condition(at->networks, small.tariff.counts.fare_networks - at->networks);
        rule->from_area = condition(at->areas, areas);
        rule->to_area = condition(at->areas, areas);
        rule->from_times = condition(at->times, times);
        rule->to_times = random_chance(&rng, 70) ? TARIFF_ANY : condition(at->times, times);
        rule->priority = priority;
        priority -= priority > 0 && random_chance(&rng, 30);
    }
}

static void make_changes(const struct from *at)
{
    uint32_t groups = small.tariff.counts.leg_groups - at->groups;
    uint32_t networks = small.tariff.counts.fare_networks - at->networks;
    for (int i = random_below(&rng, 9); i > 0; i--) {
        uint32_t from = random_chance(&rng, 20) ? TARIFF_ELSE : one_of(at->groups, groups);
        uint32_t to = random_chance(&rng, 40)   ? from
                      : random_chance(&rng, 20) ? TARIFF_ELSE
                                                : one_of(at->groups, groups);
        struct fare_transfer_rule *rule = small_transfer(
            &small, at->feed, from, to, product(at->feed, at->categories, at->media, true));
        rule->count = random_chance(&rng, 50) ? -1 : random_below(&rng, 4);
        rule->limit_seconds = random_chance(&rng, 50) ? -1 : 600 * random_below(&rng, 18);
        rule->limit_kind = (uint16_t)random_below(&rng, 4);
        rule->kind = (uint16_t)random_below(&rng, 3);
    }
    for (int i = random_chance(&rng, 30) ? random_below(&rng, 3) : 0; i > 0; i--)
        small.fare_join_rules[small.tariff.counts.fare_join_rules++] = (struct fare_join_rule){
            .feed = at->feed,
            .from_network = random_chance(&rng, 50) ? TARIFF_ANY : one_of(at->networks, networks),
            .to_network = random_chance(&rng, 50) ? TARIFF_ANY : one_of(at->networks, networks),
            .from_stop = random_chance(&rng, 70) ? NO_IX : (uint32_t)random_below(&rng, 8),
            .to_stop = random_chance(&rng, 70) ? NO_IX : (uint32_t)random_below(&rng, 8)};
}

static text_ix a_zone(void)
{
    static const char *const zones[] = {"1", "2", "3"};
    return small_text(&small, zones[random_below(&rng, 3)]);
}

static void make_flat(feed_ix feed)
{
    for (int i = random_in(&rng, 1, 5); i > 0; i--) {
        struct flat_fare *fare = small_flat(&small, feed, "flat", amount() + 10);
        fare->transfers = random_in(&rng, -1, 2);
        fare->seconds = random_chance(&rng, 50) ? -1 : 600 * random_below(&rng, 18);
        fare->agency = random_chance(&rng, 80) ? NO_IX : (uint32_t)random_below(&rng, SMALL_FEEDS);
        for (int k = random_below(&rng, 4); k > 0; k--) {
            struct flat_rule *rule = small_flat_rule(&small);
            rule->route = random_chance(&rng, 50) ? NO_IX : (uint32_t)random_below(&rng, 4);
            rule->origin = random_chance(&rng, 70) ? 0 : a_zone();
            rule->destination = random_chance(&rng, 70) ? 0 : a_zone();
            rule->first_zone = small.tariff.counts.flat_zones;
            rule->zone_count = random_chance(&rng, 60) ? 0 : (uint32_t)random_in(&rng, 1, 2);
            for (uint32_t z = 0; z < rule->zone_count; z++)
                small.flat_zones[small.tariff.counts.flat_zones++] = a_zone();
        }
    }
}

static void make_stops(void)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < SMALL_STOPS; i++) {
        small.stops[i].fare_zone = random_chance(&rng, 20) ? 0 : a_zone();
        small.stops[i].parent =
            i < 8 && random_chance(&rng, 40) ? (uint32_t)random_in(&rng, 8, 9) : NO_IX;
        small.stop_area_first[i] = count;
        for (int k = small.tariff.counts.fare_areas ? random_below(&rng, 3) : 0; k > 0; k--)
            small.stop_areas[count++] = one_of(0, small.tariff.counts.fare_areas);
    }
    small.stop_area_first[SMALL_STOPS] = count;
}

/* The clock of zone 1 is put forward and back near the rides. */
static void make_clocks(void)
{
    small.changes[1] = (struct zone_change){SMALL_MIDNIGHT - 90 * 86400, 2 * HOUR, 0};
    small.changes[2] = (struct zone_change){SMALL_MIDNIGHT + 8 * HOUR, HOUR, 0};
    small.changes[3] = (struct zone_change){SMALL_MIDNIGHT + 22 * HOUR, 3 * HOUR, 0};
    for (uint32_t i = 0; i < 4; i++)
        small.services[i] = (struct service){
            .first_day = 0, .last_day = 100000, .weekdays = (uint32_t)random_below(&rng, 128)};
}

static void make_rides(void)
{
    int minute = random_in(&rng, 300, 1440);
    uint32_t feeds = (uint32_t)random_in(&rng, 1, SMALL_FEEDS);
    for (int i = random_in(&rng, 1, 6); i > 0; i--) {
        int until = minute + random_in(&rng, 2, 40);
        feed_ix feed = (uint32_t)random_below(&rng, (int)feeds);
        stop_ix from = (uint32_t)random_below(&rng, 8), to = (uint32_t)random_below(&rng, 8);
        struct fare_ride *ride = small_ride(&small, feed, from, to, minute, until);
        ride->network = random_chance(&rng, 30) || !small.tariff.counts.fare_networks
                            ? NO_IX
                            : one_of(0, small.tariff.counts.fare_networks);
        ride->route = (uint32_t)random_below(&rng, 4);
        ride->agency = random_chance(&rng, 80) ? feed : (uint32_t)random_below(&rng, SMALL_FEEDS);
        ride->stays = random_chance(&rng, 10);
        ride->zone_from = (uint32_t)random_below(&rng, 2);
        ride->zone_to = (uint32_t)random_below(&rng, 2);
        if (random_chance(&rng, 5))
            ride->kind = FARE_SHARED;
        minute = until + random_in(&rng, 1, 30);
    }
}

static void make_profile(void)
{
    static const char *const said[][2] = {{"x", "b_y"}, {"y", "a_y"}, {"b_x", "z"}};
    const char *const *list = said[random_below(&rng, 3)];
    if (random_chance(&rng, 50)) {
        small.profile.categories = list;
        small.profile.category_count = (uint32_t)random_in(&rng, 1, 2);
    }
    if (random_chance(&rng, 30)) {
        small.profile.media = list;
        small.profile.medium_count = (uint32_t)random_in(&rng, 1, 2);
    }
    small.profile.flat = random_chance(&rng, 20);
}

static void make(uint64_t seed)
{
    rng = (struct random){seed};
    small_tariff_init(&small);
    for (feed_ix feed = 0; feed < SMALL_FEEDS; feed++) {
        const struct tariff *tariff = &small.tariff;
        struct from from = {feed,
                            tariff->counts.fare_networks,
                            tariff->counts.fare_areas,
                            tariff->counts.timeframe_groups,
                            tariff->counts.leg_groups,
                            tariff->counts.rider_categories,
                            tariff->counts.fare_media};
        int form = random_below(&rng, 8); /* none, legs (most), flat, both */
        if (form == 0)
            continue;
        make_nouns(feed);
        if (form != 1 && form != 2) {
            make_leg_rules(&from);
            make_changes(&from);
        }
        if (form < 4)
            make_flat(feed);
    }
    make_stops();
    make_clocks();
    make_rides();
    make_profile();
}

/* The items alone must say what is paid and what is not. */
static bool is_sound(const struct fare *fare)
{
    int64_t sum = 0;
    uint32_t covered = fare->unknown;
    for (uint32_t i = 0; i < fare->item_count; i++) {
        sum += fare->items[i].amount;
        covered |= fare->items[i].rides;
        if (fare->items[i].rides & fare->unknown || !fare->items[i].rides)
            return false;
    }
    bool partial = fare->status == FARE_PARTIAL || fare->status == FARE_UNKNOWN;
    return sum == fare->total && covered == (UINT32_C(1) << fare->ride_count) - 1 &&
           partial == (fare->unknown != 0);
}

static void count(struct hits *hits, const struct fare *fare)
{
    hits->partial += fare->status == FARE_PARTIAL;
    hits->unknown += fare->status == FARE_UNKNOWN;
    for (uint32_t i = 0; i < fare->item_count; i++) {
        const struct fare_item *item = &fare->items[i];
        uint32_t rides = item->rides;
        bool shared = (rides & (rides - 1)) != 0;
        bool is_flat = item->rule[5] == 'a';
        uint32_t low = rides / (rides & (~rides + 1));
        hits->shared += shared && !is_flat;
        hits->flat += shared && is_flat;
        hits->apart += (low & (low + 1)) != 0;
        hits->changes += item->kind == ITEM_CHANGE;
        hits->through += item->kind == ITEM_TICKET && item->rule[5] == 't';
        hits->free += item->kind == ITEM_FREE;
        hits->profile += item->category[0] || item->medium[0];
    }
}

static bool agrees(uint64_t seed, struct hits *hits)
{
    make(seed);
    struct plain_cost plain = plain_price(&small);
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

int main(int argument_count, char **arguments)
{
    uint64_t tariffs = argument_count > 1 ? strtoull(arguments[1], NULL, 10) : 10000;
    uint64_t seed = argument_count > 2 ? strtoull(arguments[2], NULL, 10) : 1;
    uint64_t bad = 0;
    struct hits hits = {0};
    for (uint64_t i = 0; i < tariffs; i++)
        bad += !agrees(seed + i, &hits);
    printf("%" PRIu64 " tariffs, %" PRIu64 " differences; tickets for several rides %" PRIu64
           ", through %" PRIu64 ", paid changes %" PRIu64 ", flat for several %" PRIu64
           ", others between %" PRIu64 ", free %" PRIu64 ", for some %" PRIu64 ", partial %" PRIu64
           ", unknown %" PRIu64 "\n",
           tariffs, bad, hits.shared, hits.through, hits.changes, hits.flat, hits.apart, hits.free,
           hits.profile, hits.partial, hits.unknown);
    bool all = hits.shared && hits.through && hits.changes && hits.flat && hits.apart &&
               hits.free && hits.profile && hits.partial && hits.unknown;
    return bad || !all ? 1 : 0;
}
