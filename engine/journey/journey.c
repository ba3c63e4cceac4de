#include "engine/journey/journey.h"

bool journey_dominates(const struct journey *a, const struct journey *b)
{
    return a->depart >= b->depart && a->arrive <= b->arrive && a->transfers <= b->transfers;
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

struct leg leg_joined(const struct leg *legs, uint32_t count)
{
    struct leg joined = *legs;
    joined.to = legs[count - 1].to;
    joined.arrive = legs[count - 1].arrive;
    if (legs[count - 1].kind == LEG_EGRESS)
        joined.kind = LEG_EGRESS;
    return joined;
}
