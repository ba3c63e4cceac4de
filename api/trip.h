#ifndef API_TRIP_H
#define API_TRIP_H

#include "api/reply.h"
#include "api/request.h"

/** The endpoint: one run from its first call to its last, as an itinerary of one leg. */
bool trip_answer(const struct request *request, struct reply *reply, struct error *error);

#endif
