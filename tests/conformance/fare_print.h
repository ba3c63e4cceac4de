#ifndef TESTS_CONFORMANCE_FARE_PRINT_H
#define TESTS_CONFORMANCE_FARE_PRINT_H

#include "engine/fare/fare.h"

/* A price so that a person can check it against the tables of the feed. */

/** By enum fare_status. */
extern const char *const fare_status_words[];

/** Prints its rides (route, network, stops with zones and areas, clocks), items and rules. */
void fare_print(const struct tariff *tariff, const struct fare *fare);

/** Prints the total, its status and reasons, then each item with its rule, on one line. */
void fare_print_bill(const struct fare *fare);

#endif
