#ifndef TESTS_ORACLE_PLAIN_FARES_H
#define TESTS_ORACLE_PLAIN_FARES_H

#include "tests/small_tariff.h"

/* The slow, obvious pricing: all ways of parting the rides, all rules one after the other. */

/** What the best way of paying costs: the fewest rides without a price, then the least money. */
struct plain_cost {
    uint32_t unknown;
    int64_t amount;
};

/** Prices the rides of a small tariff, at most seven. */
struct plain_cost plain_price(const struct small_tariff *small);

/** The cheapest single ticket of a feed for the rides of a set, a bit a ride; false: none. */
bool plain_ticket(const struct small_tariff *small, uint32_t rides, int64_t *amount);

/** Whether ride `i` (from 1) and the one before are one to whoever sells tickets. */
bool plain_tied(const struct small_tariff *small, uint32_t i);

#endif
