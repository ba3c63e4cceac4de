#include "api/crossing.h"

enum { NANO = 1000000000 };

/* Where a point meets the streets. */
static void find_door(const struct crossing *crossing, struct point at, struct door *door)
{
    const struct metric *metric =
        street_worker_metric(crossing->streets, &crossing->direct->profile);
    door_at(crossing->streets, metric, at, DOOR_ANY_LEVEL, crossing->street_metres, door);
}

struct crossing_side crossing_side(const struct crossing *crossing, const struct point *at,
                                   uint32_t count, struct arena *arena)
{
    struct crossing_side side = {at, count, NULL};
    if (!crossing->streets || !crossing->direct)
        return side;
    side.doors = arena_array(arena, count, sizeof *side.doors);
    for (uint32_t i = 0; i < count; i++)
        find_door(crossing, at[i], &side.doors[i]);
    return side;
}

struct matrix_end *crossing_ends(const struct crossing *crossing, const struct point *points,
                                 uint32_t count, bool to_place, struct arena *arena)
{
    struct matrix_end *ends = arena_array(arena, count, sizeof *ends);
    for (uint32_t i = 0; i < count; i++) {
        const struct reach_ask ask = {.place = points[i],
                                      .level = DOOR_ANY_LEVEL,
                                      .to_place = to_place,
                                      .means = crossing->means,
                                      .means_count = crossing->means_count,
                                      .street_metres = crossing->street_metres};
        struct reach reach;
        reach_run(crossing->network, crossing->streets, &ask, arena, &reach);
        ends[i] = (struct matrix_end){reach.stops, reach.count};
    }
    return ends;
}

static void direct_straight(const struct crossing *crossing, struct point one,
                            const struct crossing_side *many, int32_t *seconds)
{
    for (uint32_t i = 0; i < many->count; i++)
        seconds[i] =
            reach_walk_seconds(one, many->at[i], crossing->direct->profile.metres_per_second);
}

static void direct_on_streets(const struct crossing *crossing, struct point one,
                              const struct crossing_side *many, bool to_place, int32_t *seconds)
{
    struct door door;
    find_door(crossing, one, &door);
    const struct flood_source source = {&door, 0};
    const struct flood_ask ask = {
        .metric = street_worker_metric(crossing->streets, &crossing->direct->profile),
        .sense = to_place ? FLOOD_TO : FLOOD_FROM,
        .sources = &source,
        .source_count = 1,
        .cost_max = (uint64_t)crossing->direct->seconds_max * NANO,
    };
    flood_run(crossing->streets, &ask);
    for (uint32_t i = 0; i < many->count; i++) {
        uint64_t cost = flood_door_cost(crossing->streets, &many->doors[i]);
        seconds[i] = cost == COST_NEVER ? MATRIX_NEVER : (int32_t)((cost + NANO - 1) / NANO);
    }
}

void crossing_direct(const struct crossing *crossing, struct point one,
                     const struct crossing_side *many, bool to_place, int32_t *seconds)
{
    int32_t most = crossing->direct ? crossing->direct->seconds_max : -1;
    if (crossing->direct && crossing->streets)
        direct_on_streets(crossing, one, many, to_place, seconds);
    else if (crossing->direct)
        direct_straight(crossing, one, many, seconds);
    for (uint32_t i = 0; i < many->count; i++)
        if (most < 0 || seconds[i] > most)
            seconds[i] = MATRIX_NEVER;
}
