#include "tests/small_tariff.h"

#include <string.h>

#define SECTION(name, type) small->tariff.name = small->name;
static void point_to_rows(struct small_tariff *small){TARIFF_SECTIONS(SECTION)}
#undef SECTION

text_ix small_text(struct small_tariff *small, const char *text)
{
    for (uint32_t at = 0; at < small->text_size; at += (uint32_t)strlen(small->texts + at) + 1)
        if (strcmp(small->texts + at, text) == 0)
            return at;
    text_ix at = small->text_size;
    size_t size = strlen(text) + 1;
    memcpy(small->texts + at, text, size);
    small->text_size += (uint32_t)size;
    return at;
}

static void fill_network(struct small_tariff *small)
{
    static const char *const tags[] = {"a", "b", "c"};
    small->zones[0] = (struct zone_span){0, 0, 1};
    small->zones[1] = (struct zone_span){0, 1, 3};
    for (uint32_t i = 0; i < SMALL_FEEDS; i++) {
        small->feeds[i].tag = small_text(small, tags[i]);
        small->agencies[i] = (struct agency){.name = small_text(small, tags[i]), .feed = i};
    }
    for (uint32_t i = 0; i < SMALL_STOPS; i++)
        small->stops[i] = (struct stop){.parent = NO_IX};
    for (uint32_t i = 0; i < SMALL_ROWS; i++)
        small->route_networks[i] = NO_IX;
    small->network = (struct network){
        .texts = small->texts,
        .feeds = small->feeds,
        .zones = small->zones,
        .zone_changes = small->changes,
        .agencies = small->agencies,
        .stops = small->stops,
        .routes = small->routes,
        .services = small->services,
    };
    small->network.counts.texts = sizeof small->texts;
    small->network.counts.feeds = SMALL_FEEDS;
    small->network.counts.agencies = SMALL_FEEDS;
    small->network.counts.stops = SMALL_STOPS;
    small->network.counts.routes = SMALL_ROWS;
    small->network.counts.services = 4;
}

void small_tariff_init(struct small_tariff *small)
{
    memset(small, 0, sizeof *small);
    small->text_size = 1;
    point_to_rows(small);
    fill_network(small);
    small->world.network = &small->network;
    small->tariff.world = &small->world;
    small->tariff.counts.route_networks = SMALL_ROWS;
    small->tariff.counts.stop_area_first = SMALL_STOPS + 1;
}

void small_tariff_finish(struct small_tariff *small)
{
    arena_finish(&small->arena);
}

struct product_span small_product(struct small_tariff *small, feed_ix feed, const char *id,
                                  int64_t amount)
{
    uint32_t at = small->tariff.counts.fare_products++;
    small->fare_products[at] = (struct fare_product){
        .amount = amount,
        .id = small_text(small, id),
        .name = small_text(small, id),
        .feed = feed,
        .currency = small_text(small, "EUR"),
        .category = TARIFF_ANY,
        .medium = TARIFF_ANY,
        .decimals = 2,
    };
    return (struct product_span){at, 1};
}

void small_product_for(struct small_tariff *small, struct product_span *span, uint32_t category,
                       uint32_t medium, int64_t amount)
{
    uint32_t at = small->tariff.counts.fare_products++;
    small->fare_products[at] = small->fare_products[span->first];
    small->fare_products[at].category = category;
    small->fare_products[at].medium = medium;
    small->fare_products[at].amount = amount;
    span->count++;
}

uint32_t small_category(struct small_tariff *small, feed_ix feed, const char *id, bool standard)
{
    uint32_t at = small->tariff.counts.rider_categories++;
    small->rider_categories[at] =
        (struct rider_category){.id = small_text(small, id), .feed = feed, .standard = standard};
    return at;
}

uint32_t small_medium(struct small_tariff *small, feed_ix feed, const char *id)
{
    uint32_t at = small->tariff.counts.fare_media++;
    small->fare_media[at] = (struct fare_medium){.id = small_text(small, id), .feed = feed};
    return at;
}

uint32_t small_network(struct small_tariff *small, feed_ix feed, const char *id)
{
    uint32_t at = small->tariff.counts.fare_networks++;
    small->fare_networks[at] =
        (struct fare_network){.id = small_text(small, id), .feed = feed, .named = 1};
    return at;
}

uint32_t small_group(struct small_tariff *small, feed_ix feed, uint32_t named)
{
    uint32_t at = small->tariff.counts.leg_groups++;
    small->leg_groups[at] = (struct leg_group){.feed = feed, .named = named};
    return at;
}

struct fare_leg_rule *small_leg_rule(struct small_tariff *small, feed_ix feed, uint32_t group,
                                     struct product_span product)
{
    uint32_t at = small->tariff.counts.fare_leg_rules++;
    small->fare_leg_rules[at] = (struct fare_leg_rule){
        .feed = feed,
        .group = group,
        .network = TARIFF_ANY,
        .from_area = TARIFF_ANY,
        .to_area = TARIFF_ANY,
        .from_times = TARIFF_ANY,
        .to_times = TARIFF_ANY,
        .product = product,
        .line = at + 2,
    };
    return &small->fare_leg_rules[at];
}

struct fare_transfer_rule *small_transfer(struct small_tariff *small, feed_ix feed, uint32_t from,
                                          uint32_t to, struct product_span product)
{
    uint32_t at = small->tariff.counts.fare_transfer_rules++;
    small->fare_transfer_rules[at] = (struct fare_transfer_rule){
        .feed = feed,
        .from_group = from,
        .to_group = to,
        .count = from == to ? -1 : 0,
        .limit_seconds = -1,
        .kind = TRANSFER_FIRST_AND_CHANGE,
        .product = product,
        .line = at + 2,
    };
    return &small->fare_transfer_rules[at];
}

struct overlay_rule small_rule(struct small_tariff *small, enum overlay_kind kind, const char *id,
                               struct rental_span networks)
{
    return (struct overlay_rule){
        .kind = kind,
        .id = small_text(small, id),
        .currency = small_text(small, "EUR"),
        .decimals = 2,
        .first_day = OVERLAY_ALWAYS_FROM,
        .last_day = OVERLAY_ALWAYS_TO,
        .weekdays = 127,
        .park = NO_IX,
        .networks = networks,
    };
}

struct flat_fare *small_flat(struct small_tariff *small, feed_ix feed, const char *id,
                             int64_t amount)
{
    uint32_t at = small->tariff.counts.flat_fares++;
    small->flat_fares[at] = (struct flat_fare){
        .feed = feed,
        .agency = NO_IX,
        .product = small_product(small, feed, id, amount).first,
        .transfers = -1,
        .seconds = -1,
        .first_rule = small->tariff.counts.flat_rules,
        .line = at + 2,
    };
    return &small->flat_fares[at];
}

struct flat_rule *small_flat_rule(struct small_tariff *small)
{
    small->flat_fares[small->tariff.counts.flat_fares - 1].rule_count++;
    uint32_t at = small->tariff.counts.flat_rules++;
    small->flat_rules[at] = (struct flat_rule){.route = NO_IX};
    return &small->flat_rules[at];
}

struct fare_ride *small_ride(struct small_tariff *small, feed_ix feed, stop_ix from, stop_ix to,
                             int depart, int arrive)
{
    uint32_t at = small->ride_count++;
    text_ix *zones = small->ride_zones[at];
    zones[0] = small->stops[from].fare_zone;
    zones[1] = small->stops[to].fare_zone;
    small->rides[at] = (struct fare_ride){
        .kind = FARE_TRANSIT,
        .leg = at,
        .feed = feed,
        .agency = feed,
        .network = NO_IX,
        .from = from,
        .to = to,
        .zones = zones,
        .zone_count = zones[0] == zones[1] ? 1 : 2,
        .depart = SMALL_MIDNIGHT + 60 * depart,
        .arrive = SMALL_MIDNIGHT + 60 * arrive,
        .product = NO_IX,
        .park = NO_IX,
    };
    return &small->rides[at];
}

const struct fare *small_price(struct small_tariff *small)
{
    fare_price_rides(&small->tariff, small->rides, small->ride_count, &small->profile,
                     &small->arena, &small->fare);
    return &small->fare;
}

const char *small_priced(struct small_tariff *small)
{
    static const char *const statuses[] = {"exact", "estimate", "partial", "unknown"};
    const struct fare *fare = small_price(small);
    const char *text =
        arena_format(&small->arena, "%s %lld", statuses[fare->status], (long long)fare->total);
    for (uint32_t i = 0; i < fare->item_count; i++) {
        const char *rides = "";
        for (uint32_t k = 0; k < fare->ride_count; k++)
            if (fare->items[i].rides >> k & 1)
                rides = arena_format(&small->arena, "%s%u", rides, k + 1);
        text = arena_format(&small->arena, "%s, %s:%lld:%s", text, fare->items[i].id,
                            (long long)fare->items[i].amount, rides);
    }
    for (uint32_t i = 0; i < fare->reason_count; i++)
        text = arena_format(&small->arena, "%s, %s:%x", text, fare->reasons[i].code,
                            fare->reasons[i].rides);
    return text;
}
