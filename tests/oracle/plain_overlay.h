#ifndef TESTS_ORACLE_PLAIN_OVERLAY_H
#define TESTS_ORACLE_PLAIN_OVERLAY_H

#include "tests/oracle/plain_fares.h"

/* The slow, obvious pricing with the city's overlay: all ways of parting the rides, and for each
 * part all rules of the overlay, one after the other, as feeds/fares/README.md tells them. */

/** Prices the rides of a small tariff, at most seven, whose world has a live image. */
struct plain_cost plain_overlay_price(struct small_tariff *small);

#endif
