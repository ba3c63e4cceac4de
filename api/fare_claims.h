#ifndef API_FARE_CLAIMS_H
#define API_FARE_CLAIMS_H

#include "api/reply.h"
#include "engine/fare/fare.h"

/* What a client claims of himself in vain, because nobody here knows of it. */

/** Notes: of categories, media, passes and spending, and of passes that are for others. */
enum { FARE_STRANGERS_MAX = 5 };

/**
 * Of the passes those that are for a category which is not claimed: a note that names both. And of
 * the categories, media, passes and caps of a profile those that no feed and no overlay knows:
 * a note for each parameter that has any. Who sent them should be told. Returns
 * how many notes; texts are in the arena.
 */
uint32_t fare_claims_strangers(const struct tariff *tariff, const struct fare_profile *profile,
                               struct arena *arena, struct reason notes[FARE_STRANGERS_MAX]);

#endif
