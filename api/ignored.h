#ifndef API_IGNORED_H
#define API_IGNORED_H

#include "api/request.h"

/**
 * Checks parameters of the MOTIS API that this server understands but that change nothing here:
 * live data, streets, fares, taxis. So a mistake is found before the day they do. False: one has a
 * value that it cannot have.
 */
MUST_CHECK bool ignored_check(const struct request *request, struct error *error);

#endif
