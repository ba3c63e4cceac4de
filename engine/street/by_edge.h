#ifndef ENGINE_STREET_BY_EDGE_H
#define ENGINE_STREET_BY_EDGE_H

#include <string.h>

#include "engine/network/streets.h"

/*
 * Inside the room only: which of many spots lie on an edge, asked of thousands of edges where
 * nearly none has any. Chains by the last bits of the edge: who looks through one compares edges.
 */

/** Chains; enough for most to be empty when some hundred spots are there. */
#define BY_EDGE_CHAINS 256

/** The spots of a search. */
struct by_edge {
    uint32_t heads[BY_EDGE_CHAINS]; /**< the newest spot of each, or NO_IX */
};

/** Forgets all spots. */
static inline void by_edge_clear(struct by_edge *chains)
{
    memset(chains, 0xff, sizeof *chains);
}

/** The spot that a look at the edge starts with, or NO_IX; the others follow by their `next`. */
static inline uint32_t by_edge_first(const struct by_edge *chains, edge_ix edge)
{
    return chains->heads[edge % BY_EDGE_CHAINS];
}

/** Puts a spot into the chain of its edge and returns what is its `next`. */
static inline uint32_t by_edge_put(struct by_edge *chains, edge_ix edge, uint32_t spot)
{
    uint32_t next = by_edge_first(chains, edge);
    chains->heads[edge % BY_EDGE_CHAINS] = spot;
    return next;
}

#endif
