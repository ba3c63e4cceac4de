#ifndef API_RENDER_CHEAPER_H
#define API_RENDER_CHEAPER_H

#include "api/plan.h"
#include "api/render.h"

/**
 * Sets `cheaper` in the `fare` of each itinerary that costs less than another one of the list which
 * is no slower (cheaper_mark.h). The list is that of the plan's journeys, in their order.
 */
void render_set_cheaper(const struct plan *plan, json_t *itineraries);

#endif
