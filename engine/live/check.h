#ifndef ENGINE_LIVE_CHECK_H
#define ENGINE_LIVE_CHECK_H

#include "engine/base/money.h"
#include "engine/live/live.h"

/**
 * Follows everything in an open live image that a reader follows without looking: after this no
 * question can make the engine read or loop outside the image or its network, whoever wrote it.
 * False: `error` names section and item.
 */
MUST_CHECK bool live_check(const struct live *live, struct error *error);

/** Its part about shared vehicles. */
MUST_CHECK bool check_rental(const struct live *live, struct error *error);

/** Its part about prices. */
MUST_CHECK bool check_overlay(const struct live *live, struct error *error);

/** Whether a rate is one that sums can be made of. */
bool check_rate(const struct rental_rate *rate);

/** Whether an amount is at most MONEY_MICRO_MAX either way. */
static inline bool check_micro(int64_t micro)
{
    return micro >= -MONEY_MICRO_MAX && micro <= MONEY_MICRO_MAX;
}

#endif
