#include "engine/journey/journey.h"

#include <stdlib.h>
#include <string.h>

bool journey_dominates(const struct journey *a, const struct journey *b)
{
    return a->depart >= b->depart && a->arrive <= b->arrive && a->transfers <= b->transfers;
}

int64_t journey_moving_seconds(const struct journey *journey)
{
    int64_t seconds = 0;
    for (uint32_t i = 0; i < journey->leg_count; i++) {
        const struct leg *leg = &journey->legs[i];
        if (leg->kind != LEG_RIDE && leg->from != leg->to)
            seconds += leg->arrive - leg->depart;
    }
    return seconds;
}

uint32_t journey_hires(const struct journey *journey)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < journey->leg_count; i++)
        count += journey->legs[i].hired;
    return count;
}

static int order(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

int journey_order(const void *a, const void *b)
{
    const struct journey *one = a, *two = b;
    int by_depart = order(one->depart, two->depart);
    int by_arrive = order(one->arrive, two->arrive);
    return by_depart ? by_depart : by_arrive ? by_arrive : order(one->transfers, two->transfers);
}

void journeys_hand_over(struct journeys *journeys, const struct vec *found, struct arena *arena)
{
    journeys->count = found->count;
    journeys->items = arena_array(arena, found->count, sizeof *journeys->items);
    if (!found->count)
        return;
    memcpy(journeys->items, found->data, found->count * sizeof *journeys->items);
    qsort(journeys->items, found->count, sizeof *journeys->items, journey_order);
}

struct leg leg_joined(const struct leg *legs, uint32_t count)
{
    struct leg joined = *legs;
    joined.to = legs[count - 1].to;
    joined.arrive = legs[count - 1].arrive;
    if (legs[count - 1].kind == LEG_EGRESS)
        joined.kind = LEG_EGRESS;
    return joined;
}
