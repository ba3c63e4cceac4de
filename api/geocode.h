#ifndef API_GEOCODE_H
#define API_GEOCODE_H

#include "api/reply.h"
#include "api/request.h"

/** The endpoint geocode: stops by what somebody types. */
bool geocode_answer(const struct request *request, struct reply *reply, struct error *error);

/** The endpoint reverse-geocode: stops by where somebody stands. */
bool reverse_geocode_answer(const struct request *request, struct reply *reply,
                            struct error *error);

/**
 * Reads `type`, a comma list of ADDRESS, PLACE and STOP. `*stops` becomes whether stops are
 * wanted; absent or empty means all types.
 */
MUST_CHECK bool geocode_read_type(const struct request *request, bool *stops, struct error *error);

#endif
