#ifndef FEEDS_GBFS_GROUND_H
#define FEEDS_GBFS_GROUND_H

#include "feeds/gbfs/effects.h"

/* Inside applying only: what zones mean on the streets. */

/** What a party has to keep to, edge by edge and vertex by vertex. */
struct ground {
    uint64_t *shut, *no_end, *slow; /**< bits of edges, vertices, edges */
    struct vec limits;              /**< struct rental_limit, by edge */
    bool any;                       /**< something is in one of them */
};

/**
 * One ground for each party, on all streets: an edge is looked at at each point that it is drawn
 * with and between them every ten metres at most. Returns an array to be given back to
 * grounds_destroy.
 */
struct ground *grounds_make(const struct streets *streets, const struct effects *effects,
                            struct areas *areas);

/** Frees them. */
void grounds_destroy(struct ground *grounds, uint32_t count);

#endif
