#ifndef TESTS_SMALL_TARIFF_H
#define TESTS_SMALL_TARIFF_H

#include "engine/fare/fare.h"

/*
 * Prices made by hand, and rides they are asked for. Stop i of a feed is stop i; all of them keep
 * the time of one zone, UTC until something else is said. Amounts are cents of EUR.
 */

#define SMALL_FEEDS 3
#define SMALL_STOPS 12
#define SMALL_ROWS 96

/** All of it; large, and to be cleared before use. */
struct small_tariff {
    char texts[4096];
    uint32_t text_size;
    struct feed feeds[SMALL_FEEDS]; /**< tags `a`, `b`, `c`; agency i is that of feed i */
    struct zone_span zones[2];
    struct zone_change changes[4];
    struct agency agencies[SMALL_FEEDS];
    struct stop stops[SMALL_STOPS];
    struct route routes[SMALL_ROWS];
    struct service services[4];
    struct network network;
    struct world world;
    struct tariff tariff;
#define SECTION(name, type) type name[SMALL_ROWS];
    TARIFF_SECTIONS(SECTION)
#undef SECTION
    text_ix ride_zones[FARE_RIDES_MAX + 2][SMALL_STOPS];
    struct fare_ride rides[FARE_RIDES_MAX + 2];
    uint32_t ride_count;
    struct fare_profile profile;
    struct arena arena;
    struct fare fare;
};

/** Empty, but for feeds, agencies, stops and the zone. */
void small_tariff_init(struct small_tariff *small);

/** Ends it. */
void small_tariff_finish(struct small_tariff *small);

/** The number of a text. */
text_ix small_text(struct small_tariff *small, const char *text);

/** A product for all, on no medium that is said. */
struct product_span small_product(struct small_tariff *small, feed_ix feed, const char *id,
                                  int64_t amount);

/** One more row of the product added last, for a category and on a medium (or TARIFF_ANY). */
void small_product_for(struct small_tariff *small, struct product_span *span, uint32_t category,
                       uint32_t medium, int64_t amount);

/** A rider category. */
uint32_t small_category(struct small_tariff *small, feed_ix feed, const char *id, bool standard);

/** A medium. */
uint32_t small_medium(struct small_tariff *small, feed_ix feed, const char *id);

/** A network, which some leg rule names. */
uint32_t small_network(struct small_tariff *small, feed_ix feed, const char *id);

/** A leg group, named on both sides of transfer rules when `named` is 3. */
uint32_t small_group(struct small_tariff *small, feed_ix feed, uint32_t named);

/** A leg rule without conditions, to be given some; feeds must come in order. */
struct fare_leg_rule *small_leg_rule(struct small_tariff *small, feed_ix feed, uint32_t group,
                                     struct product_span product);

/** A transfer rule A + AB without limit, to be given some; feeds must come in order. */
struct fare_transfer_rule *small_transfer(struct small_tariff *small, feed_ix feed, uint32_t from,
                                          uint32_t to, struct product_span product);

/** A rule of the city, always, for all and of no line, to be given more. */
struct overlay_rule small_rule(struct small_tariff *small, enum overlay_kind kind, const char *id,
                               struct rental_span networks);

/** A flat fare of any number of transfers; rules that are added next are its own. */
struct flat_fare *small_flat(struct small_tariff *small, feed_ix feed, const char *id,
                             int64_t amount);

/** A rule of the flat fare added last, without conditions. */
struct flat_rule *small_flat_rule(struct small_tariff *small);

/** A ride of the feed from stop to stop, in minutes after midnight of the first of May 2026. */
struct fare_ride *small_ride(struct small_tariff *small, feed_ix feed, stop_ix from, stop_ix to,
                             int depart, int arrive);

/** Prices the rides. */
const struct fare *small_price(struct small_tariff *small);

/** The same, as words: status, total, then each item as `id:amount:rides`, then reasons. */
const char *small_priced(struct small_tariff *small);

/** Midnight of the first of May 2026 in UTC, a Friday. */
#define SMALL_MIDNIGHT INT64_C(1777593600)

#endif
