#ifndef ENGINE_WAY_LENDING_H
#define ENGINE_WAY_LENDING_H

#include "engine/live/live.h"
#include "engine/street/reach.h"

/* How a product of shared vehicles is hired: what the live image says of it, as the street searches
 * see it, and how its vehicles move. */

/**
 * The lending of a product. Vehicles that have to come back to where they were taken are lent only
 * when `ignore_returns`, and then may be left where any may. The view is good as long as the image.
 */
struct lending lending_of(const struct live *live, uint32_t product, bool ignore_returns);

/** Whether anything can be taken and left: without that no question about it need be asked. */
bool lending_is_open(const struct lending *lending);

/**
 * How the product's vehicles move. Who pedals them is the person whose bicycle is given; motors and
 * the product's own limit have the last word.
 */
struct profile lending_profile(const struct rental_product *product, const struct profile *bicycle);

/** Seconds to unlock and mount, and to lock and leave, a vehicle of that form. */
int32_t lending_unlock_seconds(enum rental_form form);

/** Likewise at its end. */
int32_t lending_return_seconds(enum rental_form form);

#endif
