#ifndef ENGINE_FARE_HIRE_H
#define ENGINE_FARE_HIRE_H

#include "engine/live/rental.h"

/* What a hire by a plan costs: worked out in micro-units, rounded once. */

/** How a vehicle is used. */
struct hire_use {
    int64_t milliseconds, millimetres;
    int64_t
        free_milliseconds; /**< at its beginning nothing is due, nor at once; -1: no such time */
};

/**
 * What becomes due of `count` rates for so much of a ride, in micro-units: at `start` and at each
 * `interval` behind it that the ride goes on beyond, before `end`, and not before `free`.
 */
int64_t hire_rates(const struct rental_rate *rates, uint32_t count, int64_t amount, int64_t free);

/** The whole price by a plan, in micro-units; `rates` is the section that it leads into. */
int64_t hire_price(const struct rental_plan *plan, const struct rental_rate *rates,
                   const struct hire_use *use);

#endif
