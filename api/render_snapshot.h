#ifndef API_RENDER_SNAPSHOT_H
#define API_RENDER_SNAPSHOT_H

#include <jansson.h>

#include "engine/base/arena.h"
#include "engine/world/world.h"

/* Which data an answer rests on, and how old it is. */

/**
 * The snapshot: `id`, which changes when and only when the data does, `timetable`, the part of it
 * that is the promise, `number`, and `live`: what live data there is, or null. The caller owns it.
 */
json_t *render_snapshot(const struct world *world, struct arena *arena);

/** The live feeds about one timetable feed (NO_IX: all), each with all that is known of it. */
json_t *render_live_feeds(const struct world *world, feed_ix feed);

/** The systems of shared vehicles, likewise; empty: nobody lends any. The caller owns it. */
json_t *render_shared_systems(const struct world *world);

/** The row of the overlay of prices, in a list; empty where the city has none. */
json_t *render_price_folder(const struct world *world);

#endif
