#include "engine/board/board.h"

#include <stdlib.h>

#include "engine/base/vec.h"
#include "engine/board/runs.h"

/* What collects the segments of one pattern. */
struct collector {
    const struct world *world;
    const struct board_area *area;
    struct vec *segments; /* struct board_segment */
    const struct pattern *pattern;
    uint32_t first_call, last_call; /* segments from first_call to last_call may touch the box */
};

static struct point call_place(const struct world *world, const struct pattern *pattern,
                               uint32_t call)
{
    return world->network->stops[world_call_stop(world, pattern, call)].at;
}

static bool range_touches(int32_t a, int32_t b, int32_t low, int32_t high)
{
    return (a >= low || b >= low) && (a <= high || b <= high);
}

/* Whether the box around the segment from `call` on touches the box. */
static bool segment_touches(const struct world *world, const struct pattern *pattern, uint32_t call,
                            const struct box *box)
{
    struct point a = call_place(world, pattern, call);
    struct point b = call_place(world, pattern, call + 1);
    return range_touches(a.lat, b.lat, box->low.lat, box->high.lat) &&
           range_touches(a.lon, b.lon, box->low.lon, box->high.lon);
}

static bool collect(void *context, struct run run, unix_time day_start)
{
    struct collector *collector = context;
    const struct world *world = collector->world;
    const struct board_area *area = collector->area;
    const struct call_time *times = world_times(world, run.trip);
    const struct live_run *live = world_live_run(world, run.trip);
    if (live && live->state != LIVE_RUNS)
        return true;
    for (uint32_t call = collector->first_call; call < collector->last_call; call++) {
        unix_time depart = day_start + run.start + times[call].depart;
        unix_time arrive = day_start + run.start + times[call + 1].arrive;
        if (arrive < area->span.from || depart >= area->span.to ||
            !segment_touches(world, collector->pattern, call, &area->box))
            continue;
        if (collector->segments->count >= area->most)
            return false;
        *(struct board_segment *)vec_add(collector->segments) =
            (struct board_segment){run, call, depart, arrive};
    }
    return true;
}

static bool collect_pattern(struct collector *collector, pattern_ix index)
{
    const struct world *world = collector->world;
    const struct pattern *pattern = world_pattern(world, index);
    const struct box *box = &collector->area->box;
    if (!(collector->area->modes >> world->network->routes[pattern->route].mode & 1))
        return true;
    uint32_t first = 0, last = pattern->call_count - 1;
    while (first < last && !segment_touches(world, pattern, first, box))
        first++;
    while (last > first && !segment_touches(world, pattern, last - 1, box))
        last--;
    if (first == last)
        return true;
    collector->pattern = pattern;
    collector->first_call = first;
    collector->last_call = last;
    struct runs_part part = {.first_call = first, .last_call = last, .last_arrives = true};
    return runs_visit(collector->world, index, &part, collector->area->span, collect, collector);
}

static int segment_order(const void *a, const void *b)
{
    const struct board_segment *one = a, *two = b;
    if (one->depart != two->depart)
        return one->depart < two->depart ? -1 : 1;
    if (one->run.trip != two->run.trip)
        return one->run.trip < two->run.trip ? -1 : 1;
    return (one->call > two->call) - (one->call < two->call);
}

void board_moving(const struct world *world, const struct board_area *area, struct arena *arena,
                  struct board_segments *segments)
{
    struct vec found = vec_of(sizeof(struct board_segment));
    struct collector collector = {.world = world, .area = area, .segments = &found};
    for (pattern_ix i = 0; i < world_pattern_count(world); i++)
        if (!collect_pattern(&collector, i))
            break;
    segments->count = found.count;
    segments->items = arena_array(arena, found.count, sizeof *segments->items);
    for (uint32_t i = 0; i < found.count; i++)
        segments->items[i] = *(struct board_segment *)vec_at(&found, i);
    vec_finish(&found);
    qsort(segments->items, segments->count, sizeof *segments->items, segment_order);
}
