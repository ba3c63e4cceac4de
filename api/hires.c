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
        .walk_seconds_max = ask->walk_seconds_max,
        .return_seconds = lending_return_seconds((enum rental_form)of->form),
        .lending = lending,
    };
}

/* Beyond the seconds: from the door to a street, and what is rounded. */
#define SLACK_METRES 200

/*
 * Around the door, where vehicles must stand: one walks there; or, where the ride leads to it, one
 * rides for all of the time at most. A country may lend far more products than a search looks at.
 */
static struct box reach_of(const struct hires_ask *ask, const struct means *means)
{
    double speed = means->on_foot.metres_per_second;
    if (ask->towards && means->profile.metres_per_second > speed)
        speed = means->profile.metres_per_second;
    double metres = speed * ask->seconds_max + ask->person->street_metres + SLACK_METRES;
    if (!ask->stops)
        return geo_box_around(ask->door, metres);
    return (struct box){geo_box_around(ask->stops->low, metres).low,
                        geo_box_around(ask->stops->high, metres).high};
}

static bool is_near(const struct hires_ask *ask, const struct means *means)
{
    struct box box = reach_of(ask, means);
    for (uint32_t i = 0; i < means->lending->pickup_count; i++)
        if (geo_box_has(box, means->lending->pickups[i].at))
            return true;
    return false;
}

const char *hires_missing(const struct world *world, const struct person *person)
{
    if (!world->live || !world->live->counts.rental_products)
        return "No shared vehicles are known here at this moment.";
    return person->on_foot.travel == TRAVEL_WHEELCHAIR
               ? "Shared vehicles are not offered in a wheelchair."
               : NULL;
}

static enum hires_lack lack_of(const struct hires_ask *ask, uint32_t product,
                               const struct means *means)
{
    if (!rental_wish_has(ask->wish, ask->world, product))
        return HIRES_LACK_KIND;
    if (!lending_is_open(means->lending))
        return HIRES_LACK_OPEN;
    return is_near(ask, means) ? HIRES_LACK_NONE : HIRES_LACK_NEAR;
}

static bool is_closed(const struct world *world, uint32_t product)
{
    uint32_t system = world->live->rental_products[product].system;
    return *world_text(world, world->live->rental_systems[system].closed) != '\0';
}

/* Who is closed has nothing to be taken, and a reason for it. */
static const char *closed_text(const struct hires *hires, const struct world *world,
                               struct arena *arena)
{
    if (hires->closed == NO_IX)
        return "Of the shared vehicles that the filters allow none can be taken at this moment "
               "and left elsewhere.";
    const struct rental_system *system = &world->live->rental_systems[hires->closed];
    return arena_format(arena, "%s lends nothing at this moment: %s",
                        world_text(world, system->name), world_text(world, system->closed));
}

const char *hires_lacking(const struct hires *hires, const struct hires_ask *ask,
                          struct arena *arena)
{
    if (hires_missing(ask->world, ask->person))
        return NULL;
    switch (hires->lack) {
    case HIRES_LACK_KIND:
        return "Nothing is lent here that the filters of shared vehicles allow.";
    case HIRES_LACK_OPEN:
        return closed_text(hires, ask->world, arena);
    case HIRES_LACK_NEAR:
        return ask->towards ? "No shared vehicle that is allowed stands near enough to the end to "
                              "be ridden there in the time allowed."
                            : "No shared vehicle that is allowed stands within the time allowed "
                              "of the start.";
    case HIRES_LACK_NONE:
        break;
    }
    return NULL;
}

struct hires hires_add(const struct hires_ask *ask, const struct means *own, uint32_t own_count,
                       struct arena *arena)
{
    const struct live *live = ask->world->live;
    uint32_t products = live ? live->counts.rental_products : 0;
    struct means *list = arena_array(arena, own_count + WAYS_HIRED_MAX, sizeof *list);
    struct hires hires = {.means = list, .closed = NO_IX};
    if (own_count)
        memcpy(list, own, own_count * sizeof *list);
    if (ask->person->on_foot.travel == TRAVEL_WHEELCHAIR)
        return hires;
    for (uint32_t i = 0; i < products; i++) {
        struct lending lending = lending_of(live, i, ask->wish->ignore_returns);
        struct means means = means_of(ask, i, &lending);
        enum hires_lack lack = lack_of(ask, i, &means);
        hires.lack = lack > hires.lack ? lack : hires.lack;
        if (lack == HIRES_LACK_OPEN && is_closed(ask->world, i))
            hires.closed = live->rental_products[i].system;
        if (lack != HIRES_LACK_NONE)
            continue;
        if (hires.hired == WAYS_HIRED_MAX) {
            hires.left_out++;
            continue;
        }
        struct lending *kept = arena_alloc(arena, sizeof *kept);
        *kept = lending;
        means.lending = kept;
        list[own_count + hires.hired++] = means;
    }
    return hires;
}
