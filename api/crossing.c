#include "api/crossing.h"

struct matrix_end *crossing_ends(const struct crossing *crossing, const struct point *points,
                                 uint32_t count, bool to_place, struct arena *arena)
{
    (void)to_place;
    struct matrix_end *ends = arena_array(arena, count, sizeof *ends);
    for (uint32_t i = 0; i < count; i++) {
        struct reach reach;
        reach_run(crossing->network, points[i], &crossing->walking, arena, &reach);
        ends[i] = (struct matrix_end){reach.stops, reach.count};
    }
    return ends;
}

void crossing_direct(const struct crossing *crossing, struct point one, const struct point *many,
                     uint32_t count, bool to_place, int32_t *seconds)
{
    (void)to_place;
    for (uint32_t i = 0; i < count; i++) {
        seconds[i] = reach_walk_seconds(one, many[i], &crossing->walking);
        if (seconds[i] > crossing->direct_seconds_max)
            seconds[i] = MATRIX_NEVER;
    }
}
