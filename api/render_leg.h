#ifndef API_RENDER_LEG_H
#define API_RENDER_LEG_H

#include "api/render_place.h"
#include "api/step_free.h"
#include "engine/journey/journey.h"

/* Legs of itineraries, and what legs and boards say about a run in the same words. */

/** The Place of an end, without times. */
json_t *render_end(const struct style *style, const struct end *end);

/** Sets what is known about a route: ids, names, colours, agency. */
void render_set_route(const struct style *style, json_t *object, route_ix route);

/**
 * Sets what is known about a run at one of its calls: line, agency, trip, headsign, colours, mode,
 * tripFrom, tripTo, bikesAllowed, realTime and so on.
 */
void render_set_run(const struct style *style, json_t *object, struct run run, uint32_t call);

/**
 * Appends all legs of a journey to `list`, joined as the style wants. `shown` (or NULL) becomes,
 * for each leg of the journey, the number of the one that tells it; of a way with a vehicle the
 * part with it; of what is not told that of the next.
 */
void render_legs(const struct style *style, const struct ends *ends, const struct journey *journey,
                 json_t *list, uint32_t *shown);

/** `{"status": "YES", "reason": "..."}`. */
json_t *render_step_free(struct step_free step_free);

#endif
