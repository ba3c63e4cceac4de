#include "engine/way/change.h"

/* Rides along the straight line, where there are no streets. */

static int32_t ride_seconds(const struct way_ask *ask, struct point a, struct point b,
                            uint32_t range_metres)
{
    return geo_metres(a, b) * REACH_DETOUR > range_metres
               ? REACH_NEVER
               : reach_walk_seconds(a, b, ask->means->profile.metres_per_second);
}

/* REACH_NEVER: farther than one walks. */
static int32_t walk_seconds(const struct way_ask *ask, struct point a, struct point b)
{
    int32_t seconds = reach_walk_seconds(a, b, ask->means->on_foot.metres_per_second);
    int32_t most = ask->means->walk_seconds_max;
    return most && seconds > most ? REACH_NEVER : seconds;
}

/* Keeps the hire that takes fewer seconds; no sum of parts overflows, since none is more than
 * REACH_NEVER. */
static void keep(struct hire hire, int32_t seconds, int32_t *best, struct hire *kept)
{
    if (seconds >= *best)
        return;
    *best = seconds;
    *kept = hire;
}

bool way_hire_line(const struct way_ask *ask, struct hire *hire)
{
    const struct lending *lending = ask->means->lending;
    struct point from = ask->from.at, to = ask->to.at;
    int32_t best =
        ask->means->seconds_max - ask->means->handling_seconds - ask->means->return_seconds + 1;
    *hire = HIRE_NONE;
    for (uint32_t i = 0; i < lending->pickup_count; i++) {
        const struct rental_pickup *pickup = &lending->pickups[i];
        int32_t walk = walk_seconds(ask, from, pickup->at);
        if (walk >= best)
            continue;
        if (lending->anywhere)
            keep((struct hire){i, NO_IX, NO_IX},
                 walk + ride_seconds(ask, pickup->at, to, pickup->range_metres), &best, hire);
        for (uint32_t k = 0; k < lending->dock_count; k++) {
            struct point dock = lending->docks[k].at;
            if (ride_is_idle(lending, i, k))
                continue;
            keep((struct hire){i, k, NO_IX},
                 walk + ride_seconds(ask, pickup->at, dock, pickup->range_metres) +
                     walk_seconds(ask, dock, to),
                 &best, hire);
        }
    }
    return hire->pickup != NO_IX;
}

void way_ride_line(const struct way_ask *ask, struct way_part *part)
{
    part->straight = true;
    part->seconds = ride_seconds(ask, part->from.at, part->to.at, UINT32_MAX);
    part->metres = geo_metres(part->from.at, part->to.at) * REACH_DETOUR;
}
