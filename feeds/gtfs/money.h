#ifndef FEEDS_GTFS_MONEY_H
#define FEEDS_GTFS_MONEY_H

#include "engine/base/money.h"
#include "engine/network/tariff.h"
#include "feeds/gtfs/values.h"

/* Prices as feeds write them: an exact decimal number and a currency, made whole minor units. */

/** What money_currency says of the code, in any case. */
uint32_t money_decimals(struct field code);

/**
 * Reads `2.50` as 250 minor units of a currency with two decimals. VALUE_MENDED: it has more
 * decimals than the currency and was rounded, halves away from zero. VALUE_BAD: no decimal number,
 * or beyond TARIFF_AMOUNT_MAX. Set when GOOD or MENDED.
 */
enum value_state value_money(struct field field, uint32_t decimals, int64_t *amount);

#endif
