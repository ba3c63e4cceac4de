#ifndef ENGINE_PRICE_KINDS_H
#define ENGINE_PRICE_KINDS_H

#include "engine/price/purse.h"

/* Inside the book only: which rides are alike to those who sell tickets. */

/** A vehicle and when it was ridden. */
struct ridden {
    struct vehicle vehicle;
    unix_time depart, arrive;
};

/** The kind of the rides, made when it is new. */
uint32_t kinds_of(struct book *book, const struct ridden *on);

/** The rides as they are priced, in that arena. */
const struct fare_ride *kinds_rides(const struct book *book, const struct ridden *on,
                                    struct arena *arena);

/** What rides cost by themselves; leaves its work in the book's scratch. */
struct cost book_price(struct book *book, const struct fare_ride *rides, uint32_t count);

#endif
