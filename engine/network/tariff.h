#ifndef ENGINE_NETWORK_TARIFF_H
#define ENGINE_NETWORK_TARIFF_H

#include "engine/base/civil.h"
#include "engine/network/ix.h"

/*
 * What feeds say of prices, as the image holds it: both forms of GTFS, told apart by what they
 * price. Fares v1 (fare_attributes.txt, fare_rules.txt) price a row of rides at once: *flat fares*.
 * Fares v2 (fare_products.txt, fare_leg_rules.txt and the files beside it) price ride by ride and
 * say what the change between two costs: *leg rules*. Money is whole minor units of a currency.
 *
 * Indices lead into the section of the record named. A condition that is empty in the feed is
 * TARIFF_ANY; where the standard reads empty as "whatever no other row names" it is TARIFF_ELSE,
 * and what some row names is marked `named`.
 *
 * A row may hold only where a column says so that no standard knows; `doubt` tells it as
 * `column=value`, or what else makes it unsure. The empty text: it is sure.
 */

#define TARIFF_ANY NO_IX
#define TARIFF_ELSE (NO_IX - 1)

/** No amount is larger, up or down, so that those of a journey can be added. */
#define TARIFF_AMOUNT_MAX INT64_C(1000000000000000)

/** No currency divides its unit further (ISO 4217). */
#define TARIFF_DECIMALS_MAX 4

/** rider_categories.txt. */
struct rider_category {
    text_ix id, name, url; /**< url: who is eligible */
    feed_ix feed;
    uint32_t standard; /**< 1: of who claims nothing (is_default_fare_category) */
};

/** fare_media.txt: what a product is stored on. */
enum medium_kind { MEDIUM_NONE, MEDIUM_PAPER, MEDIUM_CARD, MEDIUM_BANK_CARD, MEDIUM_APP };

/** One medium. */
struct fare_medium {
    text_ix id, name;
    feed_ix feed;
    uint32_t kind; /**< enum medium_kind */
};

/**
 * One way of buying a product: rows of one id are alternatives. By feed; of a feed first those of
 * fare_products.txt by id, then those of its flat fares.
 */
struct fare_product {
    int64_t amount; /**< minor units; below 0 a discount */
    text_ix id, name;
    feed_ix feed;
    text_ix currency;  /**< ISO 4217 */
    uint32_t category; /**< rider category, TARIFF_ANY: all */
    uint32_t medium;   /**< TARIFF_ANY: not said */
    uint32_t decimals; /**< of the currency: 2 for EUR, 0 for JPY */
    uint32_t reserved;
};

/** Neighbouring fare products of one id; count 0: none, which costs nothing. */
struct product_span {
    uint32_t first, count;
};

/** networks.txt, or a network_id of routes.txt. */
struct fare_network {
    text_ix id, name;
    feed_ix feed;
    uint32_t named; /**< 1: some leg rule names it */
};

/** areas.txt. */
struct fare_area {
    text_ix id, name;
    feed_ix feed;
    uint32_t named; /**< bit 0: a leg rule leads from it, bit 1: to it */
};

/** A stretch of a day, by the clock on the wall of the stop; it may pass 24:00 nowhere. */
struct timeframe {
    int32_t begin, end; /**< seconds after midnight; end is no part of it; 0 and 86400: all day */
    service_ix service; /**< on whose days, of the calendar and not of service; NO_IX: all */
};

/** A timeframe_group_id. */
struct timeframe_group {
    text_ix id;
    feed_ix feed;
    uint32_t first, count; /**< in timeframes */
    uint32_t named; /**< bit 0: a leg rule names it where one boards, bit 1: where one alights */
};

/** A leg_group_id. */
struct leg_group {
    text_ix id;
    feed_ix feed;
    uint32_t named; /**< bit 0: a transfer rule leads from it, bit 1: to it */
};

/** fare_leg_rules.txt; by feed, the highest priority first. */
struct fare_leg_rule {
    feed_ix feed;
    uint32_t group;   /**< leg group; NO_IX: none, no transfer rule is about it */
    uint32_t network; /**< or TARIFF_ANY, TARIFF_ELSE; so all conditions */
    uint32_t from_area, to_area;
    uint32_t from_times, to_times; /**< timeframe groups */
    int32_t priority;              /**< all 0 where the feed has no column for it */
    struct product_span product;
    uint32_t line; /**< of the file */
    text_ix doubt; /**< not empty: nobody is charged by it, though it may be what holds */
};

/** fare_leg_join_rules.txt: two rides in a row that are priced as one. By feed. */
struct fare_join_rule {
    feed_ix feed;
    uint32_t from_network, to_network; /**< or TARIFF_ANY */
    stop_ix from_stop, to_stop;        /**< or NO_IX: the same station */
    uint32_t line;
};

/** From what on a duration counts, and until when (duration_limit_type). */
enum duration_kind {
    DURATION_DEPART_ARRIVE,
    DURATION_DEPART_DEPART,
    DURATION_ARRIVE_DEPART,
    DURATION_ARRIVE_ARRIVE,
};

/** What one pays (fare_transfer_type). */
enum transfer_kind {
    TRANSFER_FIRST_AND_CHANGE, /**< A + AB */
    TRANSFER_ALL,              /**< A + AB + B */
    TRANSFER_CHANGE,           /**< AB */
};

/** fare_transfer_rules.txt; by feed. */
struct fare_transfer_rule {
    feed_ix feed;
    uint32_t from_group, to_group; /**< or TARIFF_ELSE */
    int32_t count;               /**< transfers at most; -1 any number; 0 unsaid (groups differ) */
    int32_t limit_seconds;       /**< -1: none */
    uint16_t limit_kind;         /**< enum duration_kind */
    uint16_t kind;               /**< enum transfer_kind */
    struct product_span product; /**< AB */
    uint32_t line;
    text_ix doubt; /**< as of a leg rule */
};

/** fare_attributes.txt. */
struct flat_fare {
    feed_ix feed;
    agency_ix agency;                /**< whose rides, NO_IX: all of the feed */
    uint32_t product;                /**< one fare product: price and name */
    int32_t transfers;               /**< at most; -1 any number */
    int32_t seconds;                 /**< transfer_duration; -1: unsaid */
    uint32_t before;                 /**< 1: paid before boarding */
    uint32_t first_rule, rule_count; /**< in flat_rules; none: it applies everywhere */
    uint32_t line;
    text_ix doubt; /**< not empty: it may be that it does not hold */
};

/** fare_rules.txt: rows that differ by contains_id only are one. */
struct flat_rule {
    route_ix route;                  /**< or NO_IX */
    text_ix origin, destination;     /**< fare zones (stop.fare_zone); empty text: any */
    uint32_t first_zone, zone_count; /**< in flat_zones: those passed, exactly; none: not asked */
};

/** Rows of a file of prices that were not read: what they said may change any price of the feed. */
struct fare_loss {
    feed_ix feed;
    uint32_t flat; /**< 1: of Fares v1 */
    text_ix file;  /**< "fare_rules.txt" */
    uint32_t rows;
};

/* What a draft holds as the image does, but for the order of rules and numbers of stops. */
#define TARIFF_RECORDS(SECTION)                                                                    \
    SECTION(rider_categories, struct rider_category)                                               \
    SECTION(fare_media, struct fare_medium)                                                        \
    SECTION(fare_products, struct fare_product)                                                    \
    SECTION(fare_networks, struct fare_network)                                                    \
    SECTION(fare_areas, struct fare_area)                                                          \
    SECTION(timeframes, struct timeframe)                                                          \
    SECTION(timeframe_groups, struct timeframe_group)                                              \
    SECTION(leg_groups, struct leg_group)                                                          \
    SECTION(fare_leg_rules, struct fare_leg_rule)                                                  \
    SECTION(fare_join_rules, struct fare_join_rule)                                                \
    SECTION(fare_transfer_rules, struct fare_transfer_rule)                                        \
    SECTION(flat_fares, struct flat_fare) /* by feed */                                            \
    SECTION(flat_rules, struct flat_rule)                                                          \
    SECTION(flat_zones, text_ix)                                                                   \
    SECTION(fare_losses, struct fare_loss) /* by feed */

/* Range [first[i], first[i + 1]) of another section belongs to i. */
#define TARIFF_SECTIONS(SECTION)                                                                   \
    TARIFF_RECORDS(SECTION)                                                                        \
    SECTION(route_networks, uint32_t)  /* fare network of each route, NO_IX: none */               \
    SECTION(stop_areas, uint32_t)      /* fare areas of stops, a station's flow down to its own */ \
    SECTION(stop_area_first, uint32_t) /* one a stop, and one more */

#endif
