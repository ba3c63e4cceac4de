#ifndef ENGINE_FARE_ANSWER_H
#define ENGINE_FARE_ANSWER_H

#include "engine/fare/cover.h"

/* From the cheapest choice to what is told: items, total, how sure it is, and why no surer. */

/** Fills all of `fare` but its rides, whose count is set. */
void answer_write(const struct fare_pricing *pricing, const struct fare_choice *choice,
                  struct fare *fare);

#endif
