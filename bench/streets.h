#ifndef BENCH_STREETS_H
#define BENCH_STREETS_H

#include "engine/base/error.h"
#include "engine/network/streets_draft.h"

/* Streets to measure on. */

/**
 * A town without a name: `side` x `side` crossings some 100 m apart, a footway beside every fourth
 * street, every tenth one a large road, some of one way, steps here and there, signals where large
 * roads meet. The same size gives the same streets.
 */
void bench_streets_grid(uint32_t side, struct streets_store *store);

/** Those of an OpenStreetMap file. False: it cannot be read. */
MUST_CHECK bool bench_streets_read(const char *path, struct streets_store *store,
                                   struct error *error);

#endif
