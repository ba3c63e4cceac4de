#ifndef ENGINE_NETWORK_WALKS_H
#define ENGINE_NETWORK_WALKS_H

#include "engine/network/network.h"

/*
 * The walking a search may do between berths: the network's own, or a table put in its place.
 * All arrays are borrowed and by berth; lists are sorted, shortest first.
 */
struct walks {
    const struct footpath *out, *in; /**< by where they start; by where they end */
    const uint32_t *out_first, *in_first;
    const int32_t *change_seconds; /**< CHANGE_DEFAULT, CHANGE_NEVER or seconds */
    int32_t default_change_seconds;
    bool promises; /**< whether connections that wait (LINK_GUARANTEE) count */
};

/** The network's own. */
struct walks walks_of_network(const struct network *network);

#endif
