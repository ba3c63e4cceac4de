#ifndef API_PLAN_HOP_H
#define API_PLAN_HOP_H

#include "api/plan.h"

/* Ways from stop to stop by shared vehicles that a question allows between rides. */

/** The means (MEANS_HIRED) that may be of use around those stops; in the arena. */
const struct means *plan_hop_means(struct plan *plan, const struct endpoint *stops, uint32_t count,
                                   uint32_t *means_count);

/**
 * Finds the fastest way for a hired walk between the leg's stops, and makes the leg as long. False:
 * there is none within the plan's bound.
 */
bool plan_hop_find(struct plan *plan, struct leg *leg);

#endif
