#ifndef API_TRIP_H
#define API_TRIP_H

#include "api/reply.h"
#include "api/request.h"

/**
 * The endpoint: one run from its first call to its last, and what the vehicle runs after it as
 * long as one may stay seated and gets farther. An itinerary of one leg or, not joined, several.
 */
bool trip_answer(const struct request *request, struct reply *reply, struct error *error);

#endif
