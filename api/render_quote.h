#ifndef API_RENDER_QUOTE_H
#define API_RENDER_QUOTE_H

#include <jansson.h>

#include "api/fares.h"
#include "api/quote.h"
#include "api/reply.h"

/** Writes how a quote comes about: its price, its legs and, product by product, the rule. */
void render_quote_explained(const struct quote *quote, struct reply *reply);

/** The same of rides that are only priced: no id, and also what would be cheaper. */
void render_rides_explained(const struct fares *fares, const struct fare *fare,
                            struct reply *reply);

/** Claims of the quote that nobody here knows, as notes of an answer. The caller owns it. */
json_t *render_quote_notes(const struct quote *quote);

#endif
