#include "api/plan_parks.h"

#include <string.h>

#include "api/parks.h"
#include "engine/base/bitset.h"

/* Names that a note gives; the others it counts. */
#define NAMES_MAX 3

static bool parks_for_stops(const struct plan *plan)
{
    const struct way_side *from = &plan->ways.from;
    for (uint32_t i = 0; i < from->means_count; i++)
        if (from->means[i].kind == MEANS_PARK)
            return true;
    return false;
}

bool plan_parks_asked(const struct plan *plan)
{
    return parks_for_stops(plan) ||
           plan->direct_modes & (1u << WAY_CAR_PARKING | 1u << WAY_BIKE_PARKING);
}

static void add(const struct plan *plan, uint32_t park, uint64_t *missed)
{
    if (park != NO_IX && bitset_has(plan->person.full_parks, park))
        bitset_add(missed, park);
}

/* Those by which some stop would have been reached soonest. */
static void add_of_stops(const struct plan *plan, uint64_t *missed)
{
    const struct way_side *from = &plan->ways.from;
    const struct way_finder *finder = &plan->ways.finder;
    struct means *means = arena_array(finder->arena, from->means_count, sizeof *means);
    struct reach reach;
    for (uint32_t i = 0; i < from->means_count; i++) {
        means[i] = from->means[i];
        means[i].full_parks = NULL;
    }
    const struct reach_ask ask = {
        .place = from->end.at,
        .level = from->end.level,
        .means = means,
        .means_count = from->means_count,
        .street_metres = plan->ways.street_metres,
    };
    reach_run(finder->network, finder->worker, &ask, finder->arena, &reach);
    for (uint32_t i = 0; i < reach.count; i++)
        add(plan, reach.ways[i].park, missed);
}

/* Those where one would have walked on to the end, sooner than by walking all the way. */
static void add_of_directs(const struct plan *plan, uint64_t *missed)
{
    const struct plan_direct *walk = plan_on_foot(plan);
    struct person person = plan->person;
    person.full_parks = NULL;
    for (unsigned mode = 0; mode < WAY_MODES; mode++) {
        struct means means = person_means(&person, (enum way_mode)mode, plan->direct_seconds_max);
        struct way way;
        if (plan->direct_modes >> mode & 1 && means.kind == MEANS_PARK &&
            ways_direct(&plan->ways, &means, &way) && (!walk || way.seconds < walk->way.seconds))
            add(plan, way.parts[0].to.park, missed);
    }
}

/* "A, B, C and 2 more" */
static const char *names_of(const struct plan *plan, const uint64_t *parks, uint32_t *count)
{
    const struct network *network = plan->style.world->network;
    struct arena *arena = plan->style.arena;
    const char *names = "";
    *count = 0;
    for (uint32_t i = 0; i < network->counts.street_parks; i++)
        if (bitset_has(parks, i) && (*count)++ < NAMES_MAX)
            names =
                arena_format(arena, "%s%s%s", names, *names ? ", " : "", parks_name(network, i));
    return *count > NAMES_MAX ? arena_format(arena, "%s and %u more", names, *count - NAMES_MAX)
                              : names;
}

void plan_note_parks(struct plan *plan)
{
    struct arena *arena = plan->style.arena;
    if (!plan->person.full_parks || !plan_parks_asked(plan))
        return;
    uint32_t parks = plan->style.world->network->counts.street_parks, count;
    uint64_t *missed = arena_array(arena, bitset_words(parks), sizeof *missed);
    if (parks_for_stops(plan))
        add_of_stops(plan, missed);
    names_of(plan, missed, &count);
    const char *field = count ? "preTransitModes" : "directModes";
    add_of_directs(plan, missed);
    const char *names = names_of(plan, missed, &count);
    if (count)
        plan_add_note(plan, "PARK_FULL", field,
                      arena_format(arena, "Full now and passed over: %s.", names));
}
