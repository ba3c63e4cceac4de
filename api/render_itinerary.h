#ifndef API_RENDER_ITINERARY_H
#define API_RENDER_ITINERARY_H

#include "api/render.h"
#include "api/style.h"
#include "engine/journey/journey.h"

/** A journey as an Itinerary. The caller owns it. */
json_t *render_itinerary(const struct style *style, const struct ends *ends,
                         const struct journey *journey);

/** Writes one journey as an itinerary, nothing around it (the answer of `trip`). */
void render_journey(const struct style *style, const struct ends *ends,
                    const struct journey *journey, struct reply *reply);

#endif
