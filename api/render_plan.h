#ifndef API_RENDER_PLAN_H
#define API_RENDER_PLAN_H

#include "api/plan.h"

/** Writes the answer to a plan; `parameters` are given back as they came. */
void render_plan(const struct plan *plan, const struct parameter *parameters, uint32_t count,
                 struct reply *reply);

/** Writes one way without rides as an itinerary, nothing around it. */
void render_direct_alone(const struct plan *plan, const struct plan_direct *direct,
                         struct reply *reply);

#endif
