#ifndef API_RENDER_FARE_H
#define API_RENDER_FARE_H

#include "api/fares.h"
#include "api/render.h"
#include "api/style.h"

/* What a journey costs, in answers. */

/** Legs of an answer, by which those who pay know what is meant. */
struct fare_shown {
    const struct words *words;
    const struct fare *fare;
    const struct tariff *tariff;
    const uint32_t *legs; /**< for each leg of the journey its number in the answer; NULL: numbers
                               are those of the rides */
};

/**
 * Prices a journey and sets `fare` (ours) and `fareTransfers` (MOTIS's), and in its legs
 * `fareTransferIndex` and `effectiveFareLegIndex`. `shown` is that of render_legs; `ways` may be
 * NULL.
 */
void render_set_fare(const struct style *style, struct ways *ways, const struct journey *journey,
                     const uint32_t *shown, json_t *itinerary);

/** Our `fare`, without what would be cheaper. The caller owns it. */
json_t *render_fare(const struct fare_shown *shown);

/** What would be cheaper, as `alternatives` has it. The caller owns it. */
json_t *render_fare_alternatives(const struct fares *fares, const struct fare *fare);

/** What it costs with other media, as `otherMedia` has it. The caller owns it. */
json_t *render_fare_other_media(const struct fares *fares, const struct fare *fare);

/** Numbers of the rides with a bit in `rides`, each once. The caller owns it. */
json_t *render_fare_legs(const struct fare_shown *shown, uint32_t rides);

/** Sets MOTIS's fields in an itinerary and its legs. */
void render_set_fare_transfers(const struct fare_shown *shown, json_t *itinerary);

#endif
