#ifndef API_RENDER_CREDITS_H
#define API_RENDER_CREDITS_H

#include <jansson.h>

#include "engine/network/network.h"

/** Adds to the list an object for each map and address file: whom to name for it, its terms. */
void render_credits(const struct network *network, json_t *list);

#endif
