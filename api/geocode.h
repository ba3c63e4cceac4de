#ifndef API_GEOCODE_H
#define API_GEOCODE_H

#include "api/reply.h"
#include "api/request.h"
#include "engine/places/places.h"

/** The endpoint geocode: stops, addresses and places by what somebody types. */
bool geocode_answer(const struct request *request, struct reply *reply, struct error *error);

/** The endpoint reverse-geocode: the same by where somebody stands. */
bool reverse_geocode_answer(const struct request *request, struct reply *reply,
                            struct error *error);

/** Reads `type`, a comma list of ADDRESS, PLACE and STOP; absent or empty means all: 0. */
MUST_CHECK bool geocode_read_type(const struct request *request, named_kinds *kinds,
                                  struct error *error);

#endif
