#ifndef API_HIRES_H
#define API_HIRES_H

#include "api/person.h"
#include "api/rental_wish.h"
#include "engine/way/lending.h"

/* Shared vehicles as means of a way. */

/** The part of a way that vehicles are wanted for, and by whom. */
struct hires_ask {
    const struct person *person;
    const struct world *world;
    const struct rental_wish *wish;
    int32_t seconds_max;
};

/**
 * The means of one's own and behind them one for each product that is wanted and that anything can
 * be taken of and left somewhere, in `arena`; `*hired` of them, at most WAYS_HIRED_MAX. None is for
 * who sits in a wheelchair.
 */
const struct means *hires_add(const struct hires_ask *ask, const struct means *own,
                              uint32_t own_count, struct arena *arena, uint32_t *hired);

#endif
