#include "engine/live/drafted.h"

/* By park, those added first first. */
static int park_order(const void *a, const void *b)
{
    const struct live_park *const *one = a, *const *two = b;
    if ((*one)->park != (*two)->park)
        return (*one)->park < (*two)->park ? -1 : 1;
    return (*one > *two) - (*one < *two);
}

void freeze_parks(struct live_frozen *frozen)
{
    const struct live_park *drafted = frozen->draft->parks.data;
    struct vec order = vec_of(sizeof(const struct live_park *));
    for (uint32_t i = 0; i < frozen->draft->parks.count; i++) {
        const struct live_park *park = &drafted[i];
        vec_push(&order, &park);
    }
    vec_sort(&order, park_order);
    const struct live_park *const *parks = order.data;
    for (uint32_t i = 0; i < order.count; i++)
        if (!i || parks[i]->park != parks[i - 1]->park)
            vec_push(&frozen->parks, parks[i]);
    vec_finish(&order);
}
