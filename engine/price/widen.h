#ifndef ENGINE_PRICE_WIDEN_H
#define ENGINE_PRICE_WIDEN_H

#include "engine/base/vec.h"
#include "engine/price/price.h"

/*
 * When a bound ends a search, narrower corridors are searched as well, each with all of the bound:
 * of a wide one that is cut the front is found, and what lies near the ordinary journeys need not
 * be in it. The widths do not hang on what was asked, so that whoever allows more is told all that
 * is told to who allows less.
 */

/** The ask with the corridor of that number, from 0 on. False: it would not be narrower. */
MUST_CHECK bool widen_step(const struct price_ask *ask, uint32_t number,
                           struct price_ask *narrower);

/** Adds what another search took; it stays cut. */
void widen_count(struct price_stats *stats, const struct price_stats *more);

/** Takes those out of `found` (struct journey) that another one makes needless, by price too. */
void widen_thin(const struct price_question *question, struct vec *found);

#endif
