#ifndef API_FARE_WORDS_H
#define API_FARE_WORDS_H

#include "engine/fare/fare.h"
#include "engine/live/overlay.h"

/* What prices are called in answers, quotes and on the command line. */

/** EXACT, ESTIMATE, PARTIAL or UNKNOWN. */
const char *fare_status_word(enum fare_status status);

/** TICKET, CHANGE, COMBINED, REDUCTION, CAP, PASS, FREE, HIRE or PARKING. */
const char *fare_item_word(enum fare_item_kind kind);

/** NONE, PAPER_TICKET, TRANSIT_CARD, CONTACTLESS_EMV or MOBILE_APP, as MOTIS has them. */
const char *fare_medium_word(uint8_t kind);

/** DAY, WEEK, MONTH or YEAR. */
const char *fare_period_word(uint32_t period);

/**
 * Where the rule behind an item stands, `fare_leg_rules.txt:12 of maree`: what a feed says is named
 * with the feed, as soon as there are several. In the arena.
 */
const char *fare_rule_place(const struct world *world, const struct fare_item *item,
                            struct arena *arena);

/** `1.80` of 180 with two decimals, a point between; in the arena. */
const char *fare_money(struct arena *arena, int64_t amount, uint32_t decimals);

#endif
