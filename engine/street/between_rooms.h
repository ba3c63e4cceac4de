#ifndef ENGINE_STREET_BETWEEN_ROOMS_H
#define ENGINE_STREET_BETWEEN_ROOMS_H

#include "engine/street/between.h"

/* Inside between only: which sources are of use, and until when. */

/**
 * For each source the last moment at which a hop from it can be of use anywhere; before its own:
 * it is of none. As the crow flies, so that none is left out but where a ferry is faster than all
 * vehicles. In the arena.
 */
const int32_t *between_latest(const struct network *network, const struct between_ask *ask,
                              struct arena *arena);

/** Whether that moment at a stop is early enough. */
bool between_fits(const struct between_ask *ask, stop_ix stop, int32_t seconds);

#endif
