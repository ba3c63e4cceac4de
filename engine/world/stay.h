#ifndef ENGINE_WORLD_STAY_H
#define ENGINE_WORLD_STAY_H

#include "engine/world/world.h"

/* One vehicle, several trips: where passengers may stay seated. */

/**
 * Whether those in a vehicle may stay in it from one trip to the one that follows it in its block:
 * the second begins where the first ends, and transfers.txt does not make everybody get off.
 */
bool stay_allowed(const struct world *world, trip_ix from, trip_ix to);

/**
 * The run, as it is now, that `run` goes on as after its last call, by its block or by a row of
 * type 4. False: everybody gets off.
 */
bool stay_next(const struct world *world, struct run run, struct run *next);

#endif
