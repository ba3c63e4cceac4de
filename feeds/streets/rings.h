#ifndef FEEDS_STREETS_RINGS_H
#define FEEDS_STREETS_RINGS_H

#include <stdbool.h>

#include "engine/base/vec.h"

/* Ways of a multipolygon joined to rings. */

/** A way as a run of node ids in `refs`. */
struct ring_part {
    uint32_t first, count;
    bool used; /**< in a ring already; set by rings_join */
};

/**
 * Joins parts (struct ring_part over `refs`, int64_t) end to end into rings of node ids, each
 * closed by its first node, appended to `nodes` (int64_t) and counted in `lengths` (uint32_t).
 * Where several parts could go on, the first one does. False: a part is left that closes no ring;
 * the rings that close are there all the same.
 */
bool rings_join(const int64_t *refs, struct vec *parts, struct vec *nodes, struct vec *lengths);

#endif
