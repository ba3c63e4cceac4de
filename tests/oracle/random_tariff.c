#include "tests/oracle/random_tariff.h"

#include <string.h>

#define HOUR 3600

/* The tariff at hand. */
struct making {
    struct random_tariff *made;
    struct random *random;
    feed_ix feed;
    uint32_t networks, areas, times, groups; /* first of the feed */
    bool simple;                             /* no conditions: as most cities have it */
    bool one_currency;
    text_ix currency; /* of the feed, or of the overlay */
};

static text_ix some_text(const struct making *making, int number)
{
    const struct network *network = &making->made->network;
    return network->stops[(uint32_t)number % network->counts.stops].id;
}

static int64_t some_amount(const struct making *making)
{
    return 10 * random_in(making->random, 1, 12);
}

/* That of the first feed, unless there are several. */
static void choose_currency(struct making *making)
{
    int number = making->one_currency ? 0 : random_below(making->random, 2);
    making->currency = some_text(making, number);
    making->made->currencies |= making->currency != some_text(making, 0);
}

static struct product_span product(struct making *making, int64_t amount)
{
    struct random_tariff *made = making->made;
    uint32_t at = made->tariff.counts.fare_products++;
    made->fare_products[at] = (struct fare_product){
        .amount = amount,
        .id = some_text(making, (int)at),
        .feed = making->feed,
        .currency = making->currency,
        .category = TARIFF_ANY,
        .medium = TARIFF_ANY,
        .decimals = 2,
    };
    return (struct product_span){at, 1};
}

static uint32_t one_of(const struct making *making, uint32_t first, uint32_t end)
{
    return end > first ? first + (uint32_t)random_below(making->random, (int)(end - first))
                       : TARIFF_ANY;
}

static uint32_t condition(const struct making *making, uint32_t first, uint32_t end)
{
    return making->simple || random_chance(making->random, 55) ? TARIFF_ANY
           : random_chance(making->random, 25)                 ? TARIFF_ELSE
                                                               : one_of(making, first, end);
}

static void make_nouns(struct making *making)
{
    struct random_tariff *made = making->made;
    struct random *random = making->random;
    making->networks = made->tariff.counts.fare_networks;
    making->areas = made->tariff.counts.fare_areas;
    making->times = made->tariff.counts.timeframe_groups;
    making->groups = made->tariff.counts.leg_groups;
    for (int i = random_below(random, 3); i > 0; i--)
        made->fare_networks[made->tariff.counts.fare_networks++] =
            (struct fare_network){some_text(making, i), some_text(making, i), making->feed,
                                  (uint32_t)random_below(random, 2)};
    for (int i = random_below(random, 4); i > 0; i--)
        made->fare_areas[made->tariff.counts.fare_areas++] =
            (struct fare_area){.feed = making->feed, .named = (uint32_t)random_below(random, 4)};
    for (int i = random_in(random, 1, 3); i > 0; i--)
        made->leg_groups[made->tariff.counts.leg_groups++] = (struct leg_group){
            some_text(making, i), making->feed, (uint32_t)random_below(random, 4)};
    for (int i = making->simple ? 0 : random_below(random, 3); i > 0; i--) {
        int begin = random_in(random, 0, 20);
        made->timeframe_groups[made->tariff.counts.timeframe_groups++] = (struct timeframe_group){
            some_text(making, i), making->feed, made->tariff.counts.timeframes, 1,
            (uint32_t)random_below(random, 4)};
        made->timeframes[made->tariff.counts.timeframes++] =
            (struct timeframe){begin * HOUR, (begin + random_in(random, 1, 4)) * HOUR, NO_IX};
    }
}

static void make_legs(struct making *making)
{
    struct random_tariff *made = making->made;
    struct random *random = making->random;
    const struct tariff *tariff = &made->tariff;
    for (int i = random_in(random, 1, 5); i > 0; i--) {
        struct fare_leg_rule *rule = &made->fare_leg_rules[made->tariff.counts.fare_leg_rules++];
        *rule = (struct fare_leg_rule){.feed = making->feed};
        rule->group = one_of(making, making->groups, tariff->counts.leg_groups);
        rule->network = condition(making, making->networks, tariff->counts.fare_networks);
        rule->from_area = condition(making, making->areas, tariff->counts.fare_areas);
        rule->to_area = condition(making, making->areas, tariff->counts.fare_areas);
        rule->from_times = condition(making, making->times, tariff->counts.timeframe_groups);
        rule->to_times = random_chance(random, 70)
                             ? TARIFF_ANY
                             : condition(making, making->times, tariff->counts.timeframe_groups);
        rule->product = product(making, some_amount(making));
        made->framed |= rule->from_times != TARIFF_ANY || rule->to_times != TARIFF_ANY;
        made->legs = true;
    }
}

/* A place where one may change; none: wherever both stops are of one station. */
static stop_ix some_place(struct making *making)
{
    const struct network *network = &making->made->network;
    return (stop_ix)random_below(making->random, (int)network->counts.stops);
}

static void make_joins(struct making *making)
{
    struct random_tariff *made = making->made;
    for (int i = random_in(making->random, 1, 8); i > 0; i--) {
        uint32_t to = condition(making, making->networks, made->tariff.counts.fare_networks);
        struct fare_join_rule *rule = &made->fare_join_rules[made->tariff.counts.fare_join_rules++];
        *rule = (struct fare_join_rule){making->feed, TARIFF_ANY, to, NO_IX, NO_IX, 0};
        if (to == TARIFF_ELSE)
            rule->to_network = TARIFF_ANY;
        if (i > 1) {
            rule->from_stop = some_place(making);
            rule->to_stop = some_place(making);
        }
    }
    made->joined = true;
}

static void make_changes(struct making *making)
{
    struct random_tariff *made = making->made;
    struct random *random = making->random;
    uint32_t end = made->tariff.counts.leg_groups;
    for (int i = random_below(random, 6); i > 0; i--) {
        struct fare_transfer_rule *rule =
            &made->fare_transfer_rules[made->tariff.counts.fare_transfer_rules++];
        *rule = (struct fare_transfer_rule){.feed = making->feed, .limit_seconds = -1};
        rule->from_group = one_of(making, making->groups, end);
        rule->to_group =
            random_chance(random, 50) ? rule->from_group : one_of(making, making->groups, end);
        rule->count = random_chance(random, 50) ? -1 : random_below(random, 3);
        if (random_chance(random, 40))
            rule->limit_seconds = 600 * random_in(random, 0, 9);
        rule->limit_kind = (uint16_t)random_below(random, 4);
        rule->kind = (uint16_t)random_below(random, 3);
        int64_t amount =
            random_chance(random, 15) ? -some_amount(making) / 3 : some_amount(making) / 2;
        if (random_chance(random, 60))
            rule->product = product(making, amount);
        made->clocked |= rule->limit_seconds >= 0;
    }
    if (random_chance(random, made->network.counts.feeds > 1 ? 40 : 20) && !making->simple)
        make_joins(making);
}

static void make_flat_rule(struct making *making, struct flat_rule *rule)
{
    struct random_tariff *made = making->made;
    struct random *random = making->random;
    *rule = (struct flat_rule){.route = NO_IX};
    if (random_chance(random, 50))
        rule->route = (uint32_t)random_below(random, (int)made->network.counts.routes);
    if (random_chance(random, 30))
        rule->origin = some_text(making, random_below(random, 3));
    if (random_chance(random, 30))
        rule->destination = some_text(making, random_below(random, 3));
    rule->first_zone = made->tariff.counts.flat_zones;
    rule->zone_count = random_chance(random, 60) ? 0 : (uint32_t)random_in(random, 1, 2);
    for (uint32_t i = 0; i < rule->zone_count; i++)
        made->flat_zones[made->tariff.counts.flat_zones++] =
            some_text(making, random_below(random, 3));
}

static void make_flat(struct making *making)
{
    struct random_tariff *made = making->made;
    struct random *random = making->random;
    for (int i = random_in(random, 1, 4); i > 0; i--) {
        struct flat_fare *fare = &made->flat_fares[made->tariff.counts.flat_fares++];
        *fare = (struct flat_fare){.feed = making->feed, .agency = NO_IX, .seconds = -1};
        fare->product = product(making, some_amount(making)).first;
        fare->transfers = random_in(random, -1, 2);
        if (random_chance(random, 50))
            fare->seconds = 600 * random_in(random, 0, 9);
        if (!making->simple && random_chance(random, 20))
            fare->agency = (uint32_t)random_below(random, (int)made->network.counts.agencies);
        fare->first_rule = made->tariff.counts.flat_rules;
        for (int k = making->simple ? 0 : random_below(random, 4); k > 0; k--, fare->rule_count++)
            make_flat_rule(making, &made->flat_rules[made->tariff.counts.flat_rules++]);
        made->clocked |= fare->transfers && fare->seconds >= 0;
        made->flat = true;
    }
}

/* Deals the routes out to two feeds, so that rides of both are mixed on one way. */
static void mix_feeds(struct making *making)
{
    struct random_tariff *made = making->made;
    struct network *network = &made->network;
    for (uint32_t i = 0; i < RANDOM_FEEDS; i++)
        made->feeds[i] = network->feeds[i < network->counts.feeds ? i : 0];
    memcpy(made->routes, network->routes, network->counts.routes * sizeof *made->routes);
    for (uint32_t i = 0; i < network->counts.routes; i++)
        made->routes[i].feed = (uint32_t)random_below(making->random, RANDOM_FEEDS);
    network->feeds = made->feeds;
    network->routes = made->routes;
    network->counts.feeds = RANDOM_FEEDS;
}

/* Where the stops are, and which routes are of which network. */
static void make_places(struct making *making)
{
    struct random_tariff *made = making->made;
    struct random *random = making->random;
    uint32_t count = 0;
    memcpy(made->stops, made->network.stops, made->network.counts.stops * sizeof *made->stops);
    made->network.stops = made->stops;
    for (uint32_t i = 0; i < made->network.counts.stops; i++) {
        made->stops[i].fare_zone =
            random_chance(random, 15) ? 0 : some_text(making, random_below(random, 3));
        made->stop_area_first[i] = count;
        if (made->tariff.counts.fare_areas && random_chance(random, 60))
            made->stop_areas[count++] = one_of(making, 0, made->tariff.counts.fare_areas);
    }
    made->stop_area_first[made->network.counts.stops] = count;
    made->tariff.counts.stop_areas = count;
    made->tariff.counts.stop_area_first = made->network.counts.stops + 1;
    made->tariff.counts.route_networks = made->network.counts.routes;
    for (uint32_t i = 0; i < made->network.counts.routes; i++) {
        feed_ix feed = made->network.routes[i].feed;
        uint32_t network = random_chance(random, 30)
                               ? TARIFF_ANY
                               : one_of(making, 0, made->tariff.counts.fare_networks);
        bool own = network != TARIFF_ANY && made->fare_networks[network].feed == feed;
        made->route_networks[i] = own ? network : NO_IX;
    }
}

static struct rental_span some_networks(struct making *making)
{
    struct random_tariff *made = making->made;
    uint32_t at = made->live.counts.overlay_networks++;
    bool agency = random_chance(making->random, 50);
    feed_ix feed = (uint32_t)random_below(making->random, (int)made->network.counts.feeds);
    agency_ix one = (uint32_t)random_below(making->random, (int)made->network.counts.agencies);
    if (agency)
        feed = made->network.agencies[one].feed;
    made->overlay_networks[at] = (struct overlay_network){
        agency ? OVERLAY_OF_AGENCY : OVERLAY_OF_FEED, feed, agency ? one : NO_IX, 0};
    return (struct rental_span){at, 1};
}

static void add_overlay(struct making *making, enum overlay_kind kind)
{
    struct random_tariff *made = making->made;
    struct random *random = making->random;
    struct overlay_rule *rule = &made->overlay_rules[made->live.counts.overlay_rules++];
    *rule = (struct overlay_rule){
        .kind = kind,
        .id = some_text(making, 1),
        .currency = making->currency,
        .decimals = 2,
        .amount = some_amount(making),
        .seconds = 600 * random_in(random, 1, 9),
        .first_day = OVERLAY_ALWAYS_FROM,
        .last_day = OVERLAY_ALWAYS_TO,
        .weekdays = random_chance(random, 80) ? 127 : (uint32_t)random_below(random, 128),
        .park = NO_IX,
    };
    rule->networks = some_networks(making);
    if (kind == OVERLAY_COMBINED || kind == OVERLAY_REDUCTION)
        rule->onto = some_networks(making);
    if (kind == OVERLAY_REDUCTION && random_chance(random, 50)) {
        rule->amount = 0;
        rule->percent = 2500;
    }
}

static void make_overlay(struct making *making)
{
    static const enum overlay_kind kinds[] = {OVERLAY_COMBINED, OVERLAY_REDUCTION, OVERLAY_CAP,
                                              OVERLAY_FREE, OVERLAY_SUPPLEMENT};
    struct random_tariff *made = making->made;
    choose_currency(making);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (random_chance(making->random, 45)) {
            add_overlay(making, kinds[i]);
            made->supplements |= kinds[i] == OVERLAY_SUPPLEMENT;
        }
    made->live.overlay_rules = made->overlay_rules;
    made->live.overlay_networks = made->overlay_networks;
    made->overlay = made->live.counts.overlay_rules > 0;
    if (made->overlay)
        made->world.live = &made->live;
}

void random_tariff(struct random_tariff *made, const struct network *network, struct random *random)
{
    memset(made, 0, sizeof *made);
    made->network = *network;
    made->world.network = &made->network;
    made->tariff.world = &made->world;
#define SECTION(name, type) made->tariff.name = made->name;
    TARIFF_SECTIONS(SECTION)
#undef SECTION
    struct making making = {.made = made, .random = random};
    if (random_chance(random, 40))
        mix_feeds(&making);
    making.one_currency = random_chance(random, 75);
    for (making.feed = 0; making.feed < made->network.counts.feeds; making.feed++) {
        int form = random_below(random, 8);
        making.simple = random_chance(random, 30);
        choose_currency(&making);
        if (form == 0)
            continue;
        make_nouns(&making);
        if (form < 4) {
            make_flat(&making);
        } else {
            make_legs(&making);
            make_changes(&making);
        }
    }
    make_places(&making);
    if (random_chance(random, 25))
        make_overlay(&making);
}
