#ifndef API_CLI_FARE_LEGS_H
#define API_CLI_FARE_LEGS_H

#include "engine/base/vec.h"
#include "engine/fare/fare.h"

/* Rides as they are typed for `trajet fare`. */

/**
 * Adds a ride of the words `feed,route,from,to,depart,arrive`: ids as the feed has them, and times
 * as when.h reads them, by the clock where one boards and where one alights. Its fare zones are
 * those of the first pattern of the route that calls there in this order. `place` names the words
 * in errors. False, ERROR_INPUT: they are not six, or a time is none, or it arrives before it
 * leaves; ERROR_MISSING: there is no such feed, route or stop.
 */
MUST_CHECK bool fare_legs_add(const struct tariff *tariff, const char *words, const char *place,
                              struct arena *arena, struct vec *rides, struct error *error);

/**
 * Adds those of a file, a ride a line; a first line `feed,route,...`, empty lines and those that
 * begin with `#` are passed over.
 */
MUST_CHECK bool fare_legs_read(const struct tariff *tariff, const char *path, struct arena *arena,
                               struct vec *rides, struct error *error);

#endif
