#ifndef API_QUOTE_OVERLAY_H
#define API_QUOTE_OVERLAY_H

#include "api/quote_key.h"
#include "engine/world/world.h"

/**
 * The hash of all rules of the city's overlay of prices, by their content: the same rules have the
 * same hash in every live image. False: there is none.
 */
bool quote_overlay_hash(const struct world *world, char text[HASH_TEXT]);

#endif
