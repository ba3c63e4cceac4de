#ifndef API_QUERY_READ_H
#define API_QUERY_READ_H

#include "api/request.h"
#include "engine/search/query.h"

/*
 * What every question about journeys may say, whichever endpoint it is put to: needs and refusals,
 * and changes. False is always a parameter that is wrong (ERROR_INPUT) or names nothing
 * (ERROR_MISSING); lists live in the worker's arena.
 */

/** A limit to what a parameter may say, and its unit. */
struct query_cap {
    int64_t max;   /**< of the value */
    int64_t scale; /**< the value's units in one of the parameter: 60 for minutes in seconds */
};

/** A whole number, scaled; what is beyond the cap counts as the cap. */
MUST_CHECK bool query_read_capped(const struct request *request, const char *name,
                                  struct query_cap cap, int32_t *value, struct error *error);

/**
 * `transitModes`, `excludeStops`, `excludeRoutes`, `excludeAgencies`, `excludeTrips`,
 * `requireBikeTransport`, `requireCarTransport`.
 */
MUST_CHECK bool query_read_needs(const struct request *request, struct query_needs *needs,
                                 struct error *error);

/** `maxTransfers` as the dialect counts, `minTransferTime`, `additionalTransferTime`,
 * `transferTimeFactor`. */
MUST_CHECK bool query_read_change(const struct request *request, struct query_change *change,
                                  struct error *error);

#endif
