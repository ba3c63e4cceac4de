#ifndef API_FARE_CLAIMS_H
#define API_FARE_CLAIMS_H

#include "engine/fare/fare.h"

/**
 * The first category, medium, pass or cap of a profile that no feed and no overlay knows, or NULL.
 * It changes no price, which who sent it should be told. `*name` becomes the parameter's.
 */
const char *fare_claims_stranger(const struct tariff *tariff, const struct fare_profile *profile,
                                 const char **name);

#endif
