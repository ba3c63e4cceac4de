#ifndef ENGINE_FARE_FARE_H
#define ENGINE_FARE_FARE_H

#include "engine/fare/tariff.h"
#include "engine/journey/journey.h"

/*
 * What a journey costs whoever takes it: the cheapest lawful way of paying for its rides. A way of
 * paying parts the rides into sets, each paid for by one *cover*: a ticket of a feed that some
 * rides in a row share, a combined product of two networks, a cap, a pass, one hire of a vehicle.
 * Each cover prices a set by rules of its own; sets of different feeds may lie in each other
 * (A B A B). The best parts are found exactly, by a table over all sets of rides (3^n steps; n is
 * at most FARE_RIDES_MAX).
 */

#define FARE_RIDES_MAX 10 /**< of one journey; beyond it what is left is unknown, and said so */

/** What is paid for. */
enum fare_kind { FARE_TRANSIT, FARE_SHARED, FARE_PARKING };

/** One thing to pay for, in the order of travel. */
struct fare_ride {
    enum fare_kind kind;
    uint32_t leg;   /**< of the journey */
    feed_ix feed;   /**< TRANSIT; else NO_IX */
    route_ix route; /**< likewise; so all that follows up to `zones` */
    agency_ix agency;
    uint32_t network; /**< fare network of its route, or NO_IX */
    stop_ix from, to;
    const text_ix *zones; /**< fare zones of all its stops in order, neighbours differ */
    uint32_t zone_count;
    unix_time depart, arrive;   /**< as expected now */
    zone_ix zone_from, zone_to; /**< clocks of its stops: timeframes are by the wall */
    bool stays;                 /**< one stayed seated from the ride before: the same vehicle */
    double metres;              /**< SHARED: ridden */
    uint32_t product;           /**< SHARED: rental product of the live image */
    uint32_t vehicle;           /**< SHARED: rental vehicle there, or NO_IX: any of the product */
    uint32_t park;              /**< PARKING: street park */
};

/** A ride of that kind on a leg, with nothing else known of it. */
static inline struct fare_ride fare_ride_on(enum fare_kind kind, uint32_t leg)
{
    return (struct fare_ride){
        .kind = kind,
        .leg = leg,
        .feed = NO_IX,
        .route = NO_IX,
        .agency = NO_IX,
        .network = NO_IX,
        .from = NO_IX,
        .to = NO_IX,
        .zone_from = NO_IX,
        .zone_to = NO_IX,
        .product = NO_IX,
        .vehicle = NO_IX,
        .park = NO_IX,
    };
}

/** What the client says of who travels; nothing of it is kept. */
struct fare_profile {
    const char *const *categories; /**< ids that are claimed, with or without `tag_` before them */
    const char *const *media;      /**< ids that are accepted; none: all */
    const char *const *passes;     /**< ids of overlay passes that are held */
    uint32_t category_count, medium_count, pass_count;
    const struct fare_spending *spending; /**< towards caps */
    uint32_t spending_count;
    int32_t parking_seconds; /**< how long a vehicle is left in a park; 0: unsaid */
    bool punctual;           /**< all run as they say: no TIME_UNCERTAIN; for comparing */
    bool flat;               /**< of feeds with both forms take Fares v1; for comparing */
    bool open; /**< more rides may follow: a combined ticket needs none of `onto` yet; a floor */
};

/**
 * What was spent so far in one cap's period, that in which the journey begins, by the client's own
 * account.
 */
struct fare_spending {
    const char *cap;
    int64_t amount;
};

/** How sure a total is; the later the less. */
enum fare_status { FARE_EXACT, FARE_ESTIMATE, FARE_PARTIAL, FARE_UNKNOWN };

/** Why it is no surer. */
struct fare_reason {
    const char *code,
        *text;      /**< code: NO_FARE_DATA, NO_RULE, NO_THROUGH_FARE, TIME_UNCERTAIN, ... */
    uint32_t rides; /**< a bit a ride */
};

/** What an item is. */
enum fare_item_kind {
    ITEM_TICKET,
    ITEM_CHANGE,
    ITEM_COMBINED,
    ITEM_REDUCTION,
    ITEM_CAP,
    ITEM_PASS,
    ITEM_FREE,
    ITEM_HIRE,
    ITEM_PARKING,
    ITEM_SUPPLEMENT,
    ITEM_KINDS
};

/** One thing to buy, or a reduction (amount < 0). */
struct fare_item {
    enum fare_item_kind kind;
    const char *id, *name;         /**< the seller's own */
    text_ix title;                 /**< `name` in the network, to be translated; 0: elsewhere */
    const char *seller;            /**< name of the agency, system or scheme */
    feed_ix feed;                  /**< or NO_IX */
    const char *category, *medium; /**< ids, or empty */
    int64_t amount;
    const char *currency;
    uint32_t decimals;
    uint32_t rides;                 /**< a bit a ride that it covers */
    unix_time valid_from, valid_to; /**< valid_to 0: not said */
    bool estimate;                  /**< by assumption, see the reasons */
    const char *rule; /**< which rule says so, for explaining: "fare_leg_rules.txt:12" */
    uint32_t line;    /**< that `rule` still lacks, as most items are never told of; 0: none */
};

/** The answer; everything in the arena. */
struct fare {
    enum fare_status status;
    int64_t total, total_max; /**< minor units; they differ where a time or price is uncertain */
    const char *currency;     /**< of the total; empty: nothing is known, or currencies differ */
    uint32_t decimals;
    const struct fare_ride *rides;
    uint32_t ride_count;
    const struct fare_item *items;
    uint32_t item_count;
    const struct fare_reason *reasons;
    uint32_t reason_count;
    uint32_t unknown; /**< a bit a ride of which no price is known: never counted as 0 */
};

/**
 * Prices a journey. Costs are found for each thing paid for, the fewest unknown rides first, then
 * the least money. `arena` owns the answer.
 */
void fare_price(const struct tariff *tariff, const struct journey *journey,
                const struct fare_profile *profile, struct arena *arena, struct fare *fare);

/** The same for rides that are given. */
void fare_price_rides(const struct tariff *tariff, const struct fare_ride *rides, uint32_t count,
                      const struct fare_profile *profile, struct arena *arena, struct fare *fare);

/** Takes the rides out of a journey. Returns how many; the list is in the arena. */
uint32_t fare_rides(const struct tariff *tariff, const struct journey *journey, struct arena *arena,
                    const struct fare_ride **rides);

#endif
