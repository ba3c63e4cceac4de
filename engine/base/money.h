#ifndef ENGINE_BASE_MONEY_H
#define ENGINE_BASE_MONEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Money is whole minor units of a currency (cents). Rates of which many add up, as those of a hire
 * by the minute, are micro-units (millionths of the currency itself) until they are summed up, and
 * are rounded once.
 */

/** No amount is larger either way, in micro-units: a million of the currency. */
#define MONEY_MICRO_MAX INT64_C(1000000000000)

/** No currency: what money_currency says of a code that ISO 4217 does not have. */
#define MONEY_NO_CURRENCY UINT32_MAX

/** How many decimals the currency of that code has: 2 for EUR, 0 for JPY, 3 for TND. */
uint32_t money_currency(const char *code);

/** The same; 2 for those unknown. */
uint32_t money_digits(const char *currency);

/** Whether it is three capital letters, as ISO 4217 has them. */
bool money_is_currency(const char *text);

/** Micro-units as minor units of a currency with so many decimals, halves away from zero. */
int64_t money_minor(int64_t micro, uint32_t decimals);

/**
 * Reads an amount of the currency itself (`1.80`, `1,80`, `-2`) as micro-units. False: it is none,
 * has more than six decimals, or is larger than MONEY_MICRO_MAX.
 */
bool money_parse(const char *text, size_t length, int64_t *micro);

#endif
