#ifndef API_STOPS_OF_H
#define API_STOPS_OF_H

#include "engine/base/arena.h"
#include "engine/network/network.h"
#include "engine/street/reach.h"

/** Stops in the arena. */
struct stop_list {
    stop_ix *items;
    uint32_t count;
};

/** The station a stop belongs to, or the stop itself. */
stop_ix stops_root(const struct network *network, stop_ix stop);

/**
 * What a stop id means in a question: the stop, and if it is or has a station, all platforms of
 * that station. Only stops that vehicles serve.
 */
struct stop_list stops_of_station(const struct network *network, struct arena *arena, stop_ix stop);

/** The same as where journeys begin or end: each of them, right there. */
struct reach stops_as_reach(const struct network *network, struct arena *arena, stop_ix stop);

#endif
