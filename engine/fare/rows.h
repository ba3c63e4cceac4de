#ifndef ENGINE_FARE_ROWS_H
#define ENGINE_FARE_ROWS_H

#include "engine/fare/tariff.h"

/* Where the rows of one feed lie in the sections that are sorted by feed. */

/** A stretch of a section. */
struct rows {
    uint32_t first, end;
};

/** Of fare_leg_rules. */
struct rows rows_leg_rules(const struct tariff *tariff, feed_ix feed);

/** Of fare_join_rules. */
struct rows rows_join_rules(const struct tariff *tariff, feed_ix feed);

/** Of fare_transfer_rules. */
struct rows rows_transfer_rules(const struct tariff *tariff, feed_ix feed);

/** Of flat_fares. */
struct rows rows_flat_fares(const struct tariff *tariff, feed_ix feed);

/** Whether there are none. */
static inline bool rows_empty(struct rows rows)
{
    return rows.first == rows.end;
}

#endif
