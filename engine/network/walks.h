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
    const uint8_t *kinds; /**< enum footpath_kind of `out`; NULL: all are rules */
    /** Those of `out` and `in` without which some change on the timetable as it stands would be
        missed (freeze_reduce.c); firsts NULL: all of them. */
    const struct footpath *changes_out, *changes_in;
    const uint32_t *change_out_first, *change_in_first;
    const int32_t *change_seconds; /**< CHANGE_DEFAULT, CHANGE_NEVER or seconds */
    int32_t default_change_seconds;
    bool promises; /**< whether connections that wait (LINK_GUARANTEE) count */
};

/** The network's own: on foot, or in a wheelchair, which is the same where no streets are. */
struct walks walks_of_network(const struct network *network, bool wheelchair);

/**
 * The kind of the walk between two berths (from == to: of the change there). FOOTPATH_RULE when the
 * table knows no such walk.
 */
enum footpath_kind walks_kind(const struct walks *walks, berth_ix from, berth_ix to);

#endif
