#ifndef API_FARE_WISH_H
#define API_FARE_WISH_H

#include "api/request.h"
#include "engine/fare/fare.h"

/* What a question says of prices: whether they are wanted, and for whom. */

enum {
    FARE_CLAIMS_MAX = 16,                   /**< of each kind */
    FARE_PARKING_MINUTES_MAX = 14 * 24 * 60 /**< longer than a fortnight nobody parks to ride */
};

/** As asked; its lists live in the arena, each in order and without repetition. */
struct fare_wish {
    bool given; /**< prices are wanted */
    struct fare_profile profile;
};

/**
 * Reads `withFares`, `fareCategories`, `fareMedia`, `farePasses`, `fareSpending` (a list of
 * `cap:amount`, in minor units), `fareParkingTime` (minutes in a park; 0 is as unsaid) and
 * `fareModel` (v1, v2). Nothing of it is kept or logged.
 */
MUST_CHECK bool fare_wish_read(const struct request *request, struct fare_wish *wish,
                               struct error *error);

/**
 * Reads what was spent so far, each `cap:amount` in minor units, into the profile; it may lie in
 * the arena as texts do. False: an item is none, or a cap comes twice.
 */
MUST_CHECK bool fare_wish_spent(const char **items, uint32_t count, struct arena *arena,
                                struct fare_profile *profile, struct error *error);

#endif
