#ifndef ENGINE_FARE_WHO_H
#define ENGINE_FARE_WHO_H

#include "engine/base/arena.h"
#include "engine/fare/fare.h"

/* Who travels and what the ticket is stored on, in the words of one feed. */

/** One combination that the profile allows. */
struct who {
    uint32_t category; /**< rider category; TARIFF_ANY: none, only products for all */
    uint32_t medium;   /**< fare medium; TARIFF_ANY: only products whose medium is not said */
};

/** All of them, in a fixed order. */
struct who_list {
    const struct who *items;
    uint32_t count; /**< at least 1 */
};

/**
 * Those that the profile allows in a feed. Categories: what it claims, and the feed's standard one,
 * since nobody has to use a reduction. Media: what it accepts; when it says nothing, all.
 */
struct who_list who_list(const struct tariff *tariff, feed_ix feed,
                         const struct fare_profile *profile, struct arena *arena);

/** Whether a client means that id of the feed: as the feed writes it, or with `tag_` before it. */
bool who_is_meant(const struct tariff *tariff, feed_ix feed, text_ix id, const char *said);

/**
 * The medium of an item: its feed's of that id; of what the city sells that of the feed whose tag
 * is before it, else of the first feed with it. NULL: the item names none, or no feed has it.
 */
const struct fare_medium *who_medium(const struct tariff *tariff, const struct fare_item *item);

/** The cheapest product of the span that such a rider can buy, the first of equals, or NO_IX. */
uint32_t who_product(const struct tariff *tariff, struct product_span span, struct who who);

#endif
