#include "engine/fare/late.h"

#include <string.h>

/* The rides, those from `first` on late. */
static const struct fare_ride *late_from(const struct fare_pricing *pricing, uint32_t first)
{
    struct fare_ride *rides = arena_array(pricing->arena, pricing->ride_count, sizeof *rides);
    for (uint32_t i = 0; i < pricing->ride_count; i++) {
        rides[i] = pricing->rides[i];
        rides[i].depart += i >= first ? LATE_SECONDS : 0;
        rides[i].arrive += i >= first ? LATE_SECONDS : 0;
    }
    return rides;
}

static bool differs(const struct fare *one, const struct fare *other)
{
    return one->total != other->total || one->unknown != other->unknown ||
           strcmp(one->currency, other->currency) != 0;
}

static bool is_worse(const struct fare *one, const struct fare *other)
{
    int unknown = __builtin_popcount(one->unknown) - __builtin_popcount(other->unknown);
    return unknown ? unknown > 0 : one->total_max > other->total_max;
}

static bool has_item(const struct fare *fare, const struct fare_item *item)
{
    for (uint32_t i = 0; i < fare->item_count; i++)
        if (fare->items[i].rides == item->rides && fare->items[i].amount == item->amount &&
            strcmp(fare->items[i].id, item->id) == 0)
            return true;
    return false;
}

/* The first item that would not be bought any more, or NULL. */
static const struct fare_item *lost_item(const struct fare *fare, const struct fare *late)
{
    for (uint32_t i = 0; i < fare->item_count; i++)
        if (!has_item(late, &fare->items[i]))
            return &fare->items[i];
    return NULL;
}

static void add_reason(const struct fare_pricing *pricing, uint32_t first, const struct fare *late,
                       struct fare *fare)
{
    const struct fare_item *item = lost_item(fare, late);
    const char *name = !item ? "The journey" : *item->name ? item->name : item->id;
    struct fare_reason *reasons =
        arena_array(pricing->arena, fare->reason_count + 1, sizeof *reasons);
    for (uint32_t i = 0; i < fare->reason_count; i++)
        reasons[i] = fare->reasons[i];
    reasons[fare->reason_count] = (struct fare_reason){
        .code = "TIME_UNCERTAIN",
        .text = arena_format(pricing->arena,
                             "%s: if ride %u were %d minutes late, the price would be another.",
                             name, first + 1, LATE_SECONDS / 60),
        .rides = item ? item->rides : UINT32_C(1) << first,
    };
    fare->reasons = reasons;
    fare->reason_count++;
}

static void take_up(const struct fare_pricing *pricing, uint32_t first, const struct fare *late,
                    struct fare *fare)
{
    add_reason(pricing, first, late, fare);
    if (fare->status == FARE_EXACT)
        fare->status = FARE_ESTIMATE;
    if (late->unknown == fare->unknown && strcmp(late->currency, fare->currency) == 0 &&
        late->total_max > fare->total_max)
        fare->total_max = late->total_max;
}

void late_look(const struct fare_pricing *pricing, late_price *price, struct fare *fare)
{
    struct fare worst = {0};
    uint32_t first = NO_IX, beyond = fare->unknown >> pricing->ride_count << pricing->ride_count;
    for (uint32_t i = 0; i < pricing->ride_count; i++) {
        struct fare late;
        if (pricing->rides[i].stays || !price(pricing, late_from(pricing, i), &late))
            continue;
        late.unknown |= beyond; /* Of a journey that is priced in part. */
        if (!differs(&late, fare) || (first != NO_IX && !is_worse(&late, &worst)))
            continue;
        worst = late;
        first = i;
    }
    if (first != NO_IX)
        take_up(pricing, first, &worst, fare);
}
