#include "api/crossing.h"

enum { NANO = 1000000000 };

static int16_t level_of(const struct crossing_side *side, uint32_t i)
{
    return side->levels ? side->levels[i] : DOOR_ANY_LEVEL;
}

/* Where a point meets the streets. */
static void find_door(const struct crossing *crossing, const struct crossing_side *side, uint32_t i,
                      struct door *door)
{
    const struct metric *metric =
        street_worker_metric(crossing->streets, &crossing->direct->profile);
    door_at(crossing->streets, metric, side->at[i], level_of(side, i), crossing->street_metres,
            door);
}

void crossing_doors(const struct crossing *crossing, struct crossing_side *side,
                    struct arena *arena)
{
    if (!crossing->streets || !crossing->direct)
        return;
    side->doors = arena_array(arena, side->count, sizeof *side->doors);
    for (uint32_t i = 0; i < side->count; i++)
        find_door(crossing, side, i, &side->doors[i]);
}

struct matrix_end *crossing_ends(const struct crossing *crossing, const struct crossing_side *side,
                                 bool to_place, struct arena *arena)
{
    struct matrix_end *ends = arena_array(arena, side->count, sizeof *ends);
    for (uint32_t i = 0; i < side->count; i++) {
        const struct reach_ask ask = {.place = side->at[i],
                                      .level = level_of(side, i),
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

static void direct_on_streets(const struct crossing *crossing, const struct crossing_side *one,
                              const struct crossing_side *many, bool to_place, int32_t *seconds)
{
    struct door door;
    find_door(crossing, one, 0, &door);
    const struct flood_source source = {&door, 0};
    const struct metric *metric =
        street_worker_metric(crossing->streets, &crossing->direct->profile);
    uint64_t most = (uint64_t)crossing->direct->seconds_max * NANO;
    const struct flood_ask ask = {
        .metric = metric,
        .sense = to_place ? FLOOD_TO : FLOOD_FROM,
        .sources = &source,
        .source_count = 1,
        .cost_max = metric_is_time(metric) ? most : REACH_DISLIKE * most,
    };
    flood_run(crossing->streets, &ask);
    for (uint32_t i = 0; i < many->count; i++) {
        uint64_t time = flood_door_time(crossing->streets, &many->doors[i]);
        seconds[i] = time == COST_NEVER ? MATRIX_NEVER : (int32_t)((time + NANO - 1) / NANO);
    }
}

void crossing_direct(const struct crossing *crossing, const struct crossing_side *one,
                     const struct crossing_side *many, bool to_place, int32_t *seconds)
{
    int32_t most = crossing->direct ? crossing->direct->seconds_max : -1;
    if (crossing->direct && crossing->streets)
        direct_on_streets(crossing, one, many, to_place, seconds);
    else if (crossing->direct)
        direct_straight(crossing, one->at[0], many, seconds);
    for (uint32_t i = 0; i < many->count; i++)
        if (most < 0 || seconds[i] > most)
            seconds[i] = MATRIX_NEVER;
}
