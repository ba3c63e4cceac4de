#ifndef API_RENDER_CREDITS_H
#define API_RENDER_CREDITS_H

#include <jansson.h>

#include "engine/network/network.h"

/** "map" or "addresses". */
const char *credit_kind_name(uint32_t kind);

/** Adds to the list one object for each map and address file: whom to name for it, and its terms. */
void render_credits(const struct network *network, json_t *list);

#endif
