#include "api/cheaper_mark.h"

#include <string.h>

/* By how much the one costs less than the other; 0: it does not, or nobody knows. */
static int64_t saves(const struct cheaper_price *one, const struct cheaper_price *other)
{
    bool free = one->total == 0 && !*one->currency;
    bool alike = free || strcmp(one->currency, other->currency) == 0;
    return one->known && other->known && alike && one->total < other->total
               ? other->total - one->total
               : 0;
}

/* Whether the one arrives first, or leaves last of those that do. */
static bool is_first(const struct journey *one, const struct journey *other)
{
    return one->arrive != other->arrive ? one->arrive < other->arrive : one->depart > other->depart;
}

bool cheaper_mark(const struct journeys *journeys, const struct cheaper_price *prices, uint32_t at,
                  struct cheaper_mark *mark)
{
    const struct journey *all = journeys->items, *own = &all[at];
    uint32_t best = NO_IX;
    for (uint32_t i = 0; i < journeys->count; i++)
        if (all[i].depart >= own->depart && all[i].arrive <= own->arrive &&
            (best == NO_IX || is_first(&all[i], &all[best])) && saves(&prices[at], &prices[i]))
            best = i;
    if (best == NO_IX)
        return false;
    *mark = (struct cheaper_mark){best, saves(&prices[at], &prices[best]),
                                  all[best].depart - own->depart, own->arrive - all[best].arrive};
    return true;
}
