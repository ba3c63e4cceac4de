#ifndef API_RENDER_QUOTE_H
#define API_RENDER_QUOTE_H

#include "api/quote.h"
#include "api/reply.h"

/** Writes how a quote comes about: its price, its legs and, product by product, the rule. */
void render_quote_explained(const struct quote *quote, struct reply *reply);

#endif
