#ifndef API_CHEAPER_MARK_H
#define API_CHEAPER_MARK_H

#include "engine/journey/journey.h"

/* Which journey of an answer another one is cheaper than: one rule for all who say so. */

/** What a journey costs. */
struct cheaper_price {
    bool known; /**< all of it, and it is one sum */
    int64_t total;
    const char *currency; /**< "" of what nobody is paid for */
};

/** What a journey saves, against which. */
struct cheaper_mark {
    uint32_t than;          /**< number of the other one */
    int64_t saves;          /**< minor units of its currency */
    int64_t earlier, later; /**< seconds by which one leaves earlier and arrives later than it */
};

/**
 * Finds the first to arrive of those journeys which leave no earlier, arrive no later and cost more
 * than the one numbered `at`. `prices` are theirs, one each. False: there is none.
 */
MUST_CHECK bool cheaper_mark(const struct journeys *journeys, const struct cheaper_price *prices,
                             uint32_t at, struct cheaper_mark *mark);

#endif
