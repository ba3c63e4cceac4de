#include "engine/planner.h"

#include <string.h>

#include "engine/base/memory.h"
#include "engine/search/search.h"
#include "engine/world/schedule.h"

/* Schedules a planner keeps: two directions on a few days. */
enum { SCHEDULES_KEPT = 12 };

struct planner {
    const struct network *network;
    struct walks walks;
    struct search search;
    struct schedule *schedules[SCHEDULES_KEPT]; /* most recently used first */
};

struct planner *planner_create(const struct network *network)
{
    struct planner *planner = memory_zeroed(1, sizeof *planner);
    planner->network = network;
    planner->walks = walks_of_network(network);
    return planner;
}

void planner_destroy(struct planner *planner)
{
    if (!planner)
        return;
    search_finish(&planner->search);
    for (int i = 0; i < SCHEDULES_KEPT; i++)
        schedule_destroy(planner->schedules[i]);
    memory_free(planner);
}

void planner_use_walks(struct planner *planner, const struct walks *walks)
{
    planner->walks = walks ? *walks : walks_of_network(planner->network);
}

/* What a question may need of the timetable, in whole days so that others can share it. */
static struct schedule_span span_of(const struct network *network, const struct query_when *when)
{
    struct zone zone = {&(struct zone_change){0}, 1};
    if (network->counts.feeds)
        zone = network_zone(network, network->feeds[0].zone);
    int64_t far = (int64_t)when->window_seconds + when->travel_seconds_max;
    civil_day day = zone_day(&zone, when->time);
    if (when->arrive_by) {
        unix_time end = zone_day_start(&zone, day + 1) + 7200;
        civil_day first = zone_day(&zone, when->time - far);
        return (struct schedule_span){zone_day_start(&zone, first) - 7200, end, BACK};
    }
    unix_time begin = zone_day_start(&zone, day) - 7200;
    civil_day last = zone_day(&zone, when->time + far);
    return (struct schedule_span){begin, zone_day_start(&zone, last + 1) + 7200, AHEAD};
}

static bool covers(const struct schedule_span *have, const struct schedule_span *need)
{
    return have->direction == need->direction && have->begin <= need->begin &&
           have->end >= need->end;
}

static struct schedule *schedule_for(struct planner *planner, const struct world *world,
                                     const struct query_when *when)
{
    struct schedule_span span = span_of(planner->network, when);
    struct schedule **kept = planner->schedules, *found = NULL;
    int at = 0;
    for (; at < SCHEDULES_KEPT && kept[at]; at++)
        if (covers(&kept[at]->span, &span)) {
            found = kept[at];
            break;
        }
    if (!found) {
        found = schedule_create(world, span);
        if (at == SCHEDULES_KEPT)
            schedule_destroy(kept[--at]);
    }
    memmove(kept + 1, kept, (size_t)at * sizeof *kept);
    kept[0] = found;
    return found;
}

bool planner_prepare(struct planner *planner, const struct world *world, const struct query *query,
                     struct error *error)
{
    if (!query_check(query, planner->network, error))
        return false;
    schedule_for(planner, world, &query->when);
    return true;
}

bool planner_run(struct planner *planner, const struct world *world, const struct query *query,
                 struct arena *arena, struct journeys *journeys, struct error *error)
{
    *journeys = (struct journeys){0};
    if (!query_check(query, planner->network, error))
        return false;
    const struct schedule *schedule = schedule_for(planner, world, &query->when);
    search_begin(&planner->search, planner->network, schedule, &planner->walks, query);
    window_run(&planner->search, world, arena, journeys);
    search_end(&planner->search);
    return true;
}

const struct search_stats *planner_stats(const struct planner *planner)
{
    return &planner->search.stats;
}
