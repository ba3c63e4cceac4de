#ifndef TESTS_ORACLE_RAW_STREETS_H
#define TESTS_ORACLE_RAW_STREETS_H

#include "engine/street/profile.h"
#include "feeds/streets/map.h"

/*
 * A slow, obvious search on the raw map: each straight piece between two nodes is an arc, nothing
 * is contracted, and turn restrictions are sequences of pieces that are looked for in what was just
 * driven. It shares with the engine what a trait costs (struct metric) and nothing else.
 */

/** One piece in one direction. */
struct raw_arc {
    node_ix head;
    uint32_t piece; /**< index of its first node in the map's refs, << 1 | against */
    uint32_t trait; /**< of the map */
    uint32_t length_mm, up_dm, down_dm, seconds;
};

/** Pieces that may not be driven one after the other. */
struct raw_word {
    uint32_t pieces[128];
    uint32_t count;
};

/** The map as arcs. */
struct raw {
    const struct map *map;
    struct vec arcs;    /**< struct raw_arc, by tail */
    struct vec first;   /**< uint32_t, one a node and one more */
    struct vec words;   /**< struct raw_word */
    const bool *inside; /**< nodes where cars may not turn round: inside an edge */
};

/** Makes it. `inside` may be set later; NULL: none. */
void raw_init(struct raw *raw, const struct map *map);

/** Frees it. */
void raw_finish(struct raw *raw);

/** Adds the words of all turn restrictions of the map; part of raw_init. */
void raw_add_turns(struct raw *raw);

/**
 * Cost of every node from one; COST_NEVER beyond `cost_max`. `metric` has paces by the map's own
 * traits. Returns how many were reached.
 */
uint32_t raw_search(const struct raw *raw, const struct metric *metric, node_ix source,
                    uint64_t cost_max, uint64_t *costs);

#endif
