#ifndef API_RENDER_RENTALS_H
#define API_RENDER_RENTALS_H

#include "api/rentals.h"
#include "api/reply.h"

/** Writes what a map asks of shared vehicles: groups, systems, stations, vehicles and zones. */
void render_rentals(const struct rentals_ask *ask, struct reply *reply);

#endif
