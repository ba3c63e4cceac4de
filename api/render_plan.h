#ifndef API_RENDER_PLAN_H
#define API_RENDER_PLAN_H

#include "api/plan.h"

/** Writes the answer to a plan; `parameters` are given back as they came. */
void render_plan(const struct plan *plan, const struct parameter *parameters, uint32_t count,
                 struct reply *reply);

/** Writes one journey as an itinerary, nothing around it (the answer of `trip`). */
void render_journey(const struct style *style, const struct journey *journey, struct reply *reply);

#endif
