#ifndef API_RENDER_STOP_H
#define API_RENDER_STOP_H

#include "api/around.h"
#include "api/reply.h"
#include "api/style.h"

/** Writes a place and the routes in the bitset. */
void render_stop_page(const struct style *style, const struct around *around,
                      const uint64_t *routes, struct reply *reply);

#endif
