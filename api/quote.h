#ifndef API_QUOTE_H
#define API_QUOTE_H

#include "api/canonical.h"
#include "api/quote_key.h"
#include "engine/fare/fare.h"

/*
 * A quote: what one itinerary costs one kind of traveller, for a ticketing back end to honour. It
 * is all in the document: nothing is kept here, and nothing in it says who asked or where they
 * live.
 */

/** What a quote is made of. */
struct quote {
    const struct quote_key *key;
    const struct world *world;
    const struct journey *journey;
    const struct fare_profile *profile;
    const struct fare *fare;
    struct arena *arena;
    unix_time issued;        /**< use quote_issued */
    char id[HASH_TEXT];      /**< use quote_name */
    char overlay[HASH_TEXT]; /**< likewise: of the city's own rules; empty: there are none */
};

/** The times of a quote. */
enum {
    QUOTE_GRID_SECONDS = 600,  /**< moments of issue lie so far apart */
    QUOTE_VALID_SECONDS = 1800 /**< from the moment of issue */
};

/** The moment of issue of what is asked for at `now`: the begin of its ten minutes. */
unix_time quote_issued(unix_time now);

/**
 * Sets the id: the hash of the document without `expires`, `issued`, `issuer`, `keyId` and
 * `quoteId`. The same question about the same data has the same id, whenever and by whom it is
 * signed.
 */
void quote_name(struct quote *quote);

/** Writes the whole document; it is named. */
void quote_write(const struct quote *quote, struct canonical *out);

#endif
