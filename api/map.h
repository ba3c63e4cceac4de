#ifndef API_MAP_H
#define API_MAP_H

#include "api/reply.h"
#include "api/request.h"

/* What a map shows. */

/** The endpoint map/stops: stops in a box. */
bool map_stops_answer(const struct request *request, struct reply *reply, struct error *error);

/** The endpoint map/trips: vehicles under way in a box and a stretch of time. */
bool map_trips_answer(const struct request *request, struct reply *reply, struct error *error);

/** The endpoint map/initial: where a map should open, and what this server can do. */
bool map_initial_answer(const struct request *request, struct reply *reply, struct error *error);

/** The endpoint map/levels: floors that streets and stops in a box are on, the highest first. */
bool map_levels_answer(const struct request *request, struct reply *reply, struct error *error);

/** The endpoint rentals, also map/rentals: who lends vehicles, and where which of them stand. */
bool map_rentals_answer(const struct request *request, struct reply *reply, struct error *error);

/** Reads `min` and `max`, any two opposite corners of a box. False: one is missing or wrong. */
MUST_CHECK bool map_read_box(const struct request *request, struct box *box, struct error *error);

#endif
