#include "api/hires.h"

#include <string.h>

#include "engine/way/ways.h"

static struct means means_of(const struct hires_ask *ask, uint32_t product,
                             const struct lending *lending)
{
    const struct rental_product *of = &ask->world->live->rental_products[product];
    return (struct means){
        .kind = MEANS_HIRED,
        .profile = lending_profile(of, &ask->person->bicycle),
        .on_foot = ask->person->on_foot,
        .seconds_max = ask->seconds_max,
        .handling_seconds = lending_unlock_seconds((enum rental_form)of->form),
        .return_seconds = lending_return_seconds((enum rental_form)of->form),
        .lending = lending,
    };
}

const struct means *hires_add(const struct hires_ask *ask, const struct means *own,
                              uint32_t own_count, struct arena *arena, uint32_t *hired)
{
    const struct live *live = ask->world->live;
    uint32_t products = live ? live->counts.rental_products : 0;
    struct means *list = arena_array(arena, own_count + WAYS_HIRED_MAX, sizeof *list);
    *hired = 0;
    if (own_count)
        memcpy(list, own, own_count * sizeof *list);
    if (ask->person->on_foot.travel == TRAVEL_WHEELCHAIR)
        return list;
    for (uint32_t i = 0; i < products && *hired < WAYS_HIRED_MAX; i++) {
        struct lending lending = lending_of(live, i, ask->wish->ignore_returns);
        if (!rental_wish_has(ask->wish, ask->world, i) || !lending_is_open(&lending))
            continue;
        struct lending *kept = arena_alloc(arena, sizeof *kept);
        *kept = lending;
        list[own_count + (*hired)++] = means_of(ask, i, kept);
    }
    return list;
}
