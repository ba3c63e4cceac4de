#ifndef ENGINE_FARE_LATE_H
#define ENGINE_FARE_LATE_H

#include "engine/fare/cover.h"

/* What a delay would change of a price: tickets run out, and prices change with the hour. */

/**
 * Prices other rides the way that those of `like` are; the answer lies in its arena. False: not
 * every way of paying could be tried.
 */
typedef bool late_price(const struct fare_pricing *like, const struct fare_ride *rides,
                        struct fare *fare);

/**
 * Prices the rides once more for each of them, late from there on. Where another price comes out
 * `fare` is an estimate, `total_max` that of the worst case, with a reason that names the ticket.
 * To be asked where something was tight: elsewhere nothing else can come out.
 */
void late_look(const struct fare_pricing *pricing, late_price *price, struct fare *fare);

#endif
