#ifndef FEEDS_FETCH_BACKOFF_H
#define FEEDS_FETCH_BACKOFF_H

#include <stdbool.h>
#include <stdint.h>

/*
 * How long to wait from one attempt to the next. After failures the time doubles, up to five
 * minutes, and is drawn between half of that and all of it, so that not everybody comes back to a
 * server at once.
 */

/** How an address has fared. Zeroed but for `random`: well. */
struct backoff {
    uint64_t random;   /**< state of the generator: a seed, not 0 */
    uint32_t failures; /**< in a row */
};

#define BACKOFF_MAX 300        /**< seconds that doubling ends at */
#define BACKOFF_ASKED_MAX 3600 /**< what a server may ask for at most */

/** Nanoseconds until the next attempt after one that went well. */
int64_t backoff_after_success(struct backoff *backoff, int32_t every_seconds);

/**
 * Nanoseconds until the next attempt after one that failed; never less than `every_seconds`, nor
 * than the seconds the server asked for (Retry-After; 0: nothing).
 */
int64_t backoff_after_failure(struct backoff *backoff, int32_t every_seconds, int64_t asked);

#endif
