#ifndef API_FARES_H
#define API_FARES_H

#include "engine/fare/fare.h"
#include "engine/way/ways.h"

/*
 * What the journeys of one answer cost. The engine prices rides; here they are put together from a
 * journey and the ways at its ends and between its rides: shared vehicles with how far they are
 * ridden, and parks.
 */

enum { FARES_CHEAPER_MAX = 8, FARES_MEDIA_MAX = 16 };

struct words;

/** What all journeys of an answer share. */
struct fares {
    struct tariff tariff;
    const struct fare_profile *profile;
    struct ways *ways; /**< NULL: only what is ridden is priced */
    struct arena *arena;
    const struct words *words; /**< for names of what would be cheaper; NULL: as the feeds say */
};

/** What of the traveller would be other. */
enum fares_other { FARES_CATEGORY, FARES_MEDIUM, FARES_PASS };

/** A journey is cheaper for whoever has this. */
struct fares_cheaper {
    enum fares_other other;
    const char *id, *name;
    const char *url;                 /**< who is eligible; or empty */
    const struct overlay_rule *pass; /**< of a pass: what it costs, and for how long; else NULL */
    int64_t total; /**< of the whole journey then, in its currency's minor units */
    enum fare_status status;
};

/** What a journey costs whoever pays with one medium. */
struct fares_medium {
    const char *id, *name; /**< as fareMedia takes it; the feed's name or empty */
    int64_t total;         /**< in minor units of `currency`; of what is sold on it */
    const char *currency;  /**< empty: nothing is, or currencies differ */
    uint32_t decimals;
    enum fare_status status;
    bool sold; /**< on it, too, is all that has a price without a word about media */
};

/** Prices a journey. */
void fares_of(const struct fares *fares, const struct journey *journey, struct fare *fare);

/**
 * What would make it cheaper without leaving more unknown, the cheapest first: a category that is
 * not claimed, a medium that is not accepted, a pass that is not held (its own price is not in the
 * total). Returns how many, at most FARES_CHEAPER_MAX; the list
 * is in the arena.
 */
uint32_t fares_cheaper(const struct fares *fares, const struct fare *fare,
                       const struct fares_cheaper **list);

/**
 * Who names no medium is shown the cheapest, which may be one for some people only: what the
 * journey costs with each of the others that the ridden feeds know, where that is more or not all
 * is sold on it. The cheapest first; those that sell all of it before others. Returns how many, at
 * most FARES_MEDIA_MAX; 0 where media were named. The list is in the arena.
 */
uint32_t fares_other_media(const struct fares *fares, const struct fare *fare,
                           const struct fares_medium **list);

#endif
