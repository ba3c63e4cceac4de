#ifndef ENGINE_NETWORK_FREEZE_WALKS_H
#define ENGINE_NETWORK_FREEZE_WALKS_H

#include "engine/network/freeze_rules.h"

/* How footpaths are made, inside freezing only: pairs of stops are collected, a walk is decided
 * for each, the walks that changes need are told from the others, and the tables are written. */

enum {
    PAIRS_MAX = 100 * 1000 * 1000, /**< pairs of stops, and of their berths, looked at */
};

/** Walks on the streets, looked up by their ends. */
struct street_walks {
    struct vec on_foot, in_wheelchair; /**< struct draft_walk by from, to; of served stops */
    uint64_t *tied; /**< bitset of stops that have ties; empty when nobody walked on the streets */
    bool any;       /**< whether some stop has */
};

/** Takes the walks of the draft, which must be there no more. */
void street_walks_init(struct street_walks *streets, struct frozen *frozen);

/** Frees them. */
void street_walks_finish(struct street_walks *streets);

/** Seconds of moving from stop to stop, or -1: no way was found. */
int32_t street_walks_seconds(const struct vec *walks, stop_ix from, stop_ix to);

/** Two served stops. */
struct stop_pair {
    stop_ix from, to;
};

/**
 * Collects the pairs to look at, each once and in order: every stop with itself, those that rows of
 * transfers.txt cover, those of one station, those near each other, those joined by streets.
 * False: more than PAIRS_MAX.
 */
bool pairs_collect(struct frozen *frozen, const struct rules *rules,
                   const struct street_walks *streets, struct vec *pairs);

/** Whether two stops are of one station. */
bool pairs_one_station(const struct frozen *frozen, stop_ix a, stop_ix b);

/** A footpath with both ends. */
struct walk {
    berth_ix from, to;
    int32_t seconds;
    uint8_t kind;   /**< enum footpath_kind */
    uint8_t needed; /**< 1: some change would be missed or later without it */
    uint16_t reserved;
};

/**
 * Writes the walks (struct walk) as one table, sorted, reduced when that is asked for. `apart`:
 * wheelchairs have a table of their own, so this one need not be fit for both.
 */
void walks_write(struct frozen *frozen, struct vec *walks, bool wheelchair, bool apart);

/**
 * Sets `needed` of the walks, which are sorted by where they start. `ranked`: a stop never stands
 * in for one that is known to be better for wheelchairs.
 */
void walks_reduce(const struct frozen *frozen, struct vec *walks, bool ranked);

#endif
