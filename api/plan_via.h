#ifndef API_PLAN_VIA_H
#define API_PLAN_VIA_H

#include "api/plan.h"

/*
 * Places to pass that are no stops. Such a place is passed by getting off at a stop within a walk
 * of it, going there, staying, and coming back to the same stop: the walk there and back is part of
 * the stay. Which stop that is, the search decides.
 */

/** Reads `via` and `viaMinimumStay`: stops, and places as `lat,lon` or `lat;lon`. */
MUST_CHECK bool plan_via_read(const struct request *request, struct plan *plan,
                              struct error *error);

/** Finds the stops around the places; plan->ways must have its worker. */
void plan_via_open(struct plan *plan);

/** Puts the walks to the places and back into the journeys, where the search left time for them. */
void plan_via_visit(const struct plan *plan, struct journeys *journeys);

#endif
