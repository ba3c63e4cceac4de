#include "engine/planner.h"

#include <string.h>

#include "engine/base/memory.h"
#include "engine/search/search.h"
#include "engine/world/schedule.h"

/* Schedules a planner keeps: two directions on a few days, and not more memory than that unless
 * the two last ones take it. */
enum { SCHEDULES_KEPT = 12, SCHEDULES_SURE = 2, SCHEDULES_MIB = 512 };

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

static struct zone first_zone(const struct network *network)
{
    static const struct zone_change utc;
    if (!network->counts.feeds)
        return (struct zone){&utc, 1};
    return network_zone(network, network->feeds[0].zone);
}

/* What a question may need of the timetable, in whole days so that others can share it: of days of
 * one zone of many, whose length is not always 24 hours, so the question itself has the last word.
 */
static struct schedule_span span_of(const struct network *network, const struct query_when *when)
{
    struct zone zone = first_zone(network);
    int64_t far = (int64_t)when->window_seconds + when->travel_seconds_max;
    unix_time first = when->arrive_by ? when->time - far : when->time;
    unix_time last = when->arrive_by ? when->time : when->time + far;
    unix_time begin = zone_day_start(&zone, zone_day(&zone, first)) - 7200;
    unix_time end = zone_day_start(&zone, zone_day(&zone, last) + 1) + 7200;
    return (struct schedule_span){
        .begin = begin < first ? begin : first,
        .end = end > last ? end : last + 1,
        .direction = when->arrive_by ? BACK : AHEAD,
    };
}

static bool covers(const struct schedule_span *have, const struct schedule_span *need)
{
    return have->direction == need->direction && have->begin <= need->begin &&
           have->end >= need->end;
}

/* Position of a schedule that is kept and covers the span; else of the first free place. */
static int find_kept(const struct planner *planner, const struct schedule_span *span)
{
    int at = 0;
    while (at < SCHEDULES_KEPT && planner->schedules[at] &&
           !covers(&planner->schedules[at]->span, span))
        at++;
    return at;
}

/* Lets go of what was not used for longest, as far as memory asks for it. */
static void forget_schedules(struct planner *planner)
{
    uint64_t bytes = 0;
    for (int i = 0; i < SCHEDULES_KEPT && planner->schedules[i]; i++) {
        bytes += schedule_bytes(planner->schedules[i]);
        if (i < SCHEDULES_SURE || bytes <= (uint64_t)SCHEDULES_MIB << 20)
            continue;
        schedule_destroy(planner->schedules[i]);
        planner->schedules[i] = NULL;
    }
}

static struct schedule *create(const struct world *world, struct schedule_span span,
                               struct error *error)
{
    char begin[CIVIL_TEXT], end[CIVIL_TEXT];
    struct schedule *schedule = schedule_create(world, span);
    if (!schedule)
        error_set(error, ERROR_LIMIT, "time",
                  "what runs from %s to %s takes more than %d MiB laid out; ask for a shorter "
                  "travel time, or look for frequencies with headways of seconds",
                  civil_text_utc(span.begin, begin), civil_text_utc(span.end, end),
                  (int)(SCHEDULE_BYTES_MAX >> 20));
    return schedule;
}

/* The schedule for the question, kept until others were used more recently. NULL: too large. */
static const struct schedule *schedule_for(struct planner *planner, const struct world *world,
                                           const struct query_when *when, struct error *error)
{
    struct schedule_span span = span_of(planner->network, when);
    struct schedule **kept = planner->schedules, *found = NULL;
    int at = find_kept(planner, &span);
    bool known = at < SCHEDULES_KEPT && kept[at];
    found = known ? kept[at] : create(world, span, error);
    if (!found)
        return NULL;
    if (at == SCHEDULES_KEPT)
        schedule_destroy(kept[--at]);
    memmove(kept + 1, kept, (size_t)at * sizeof(struct schedule *));
    kept[0] = found;
    if (!known)
        forget_schedules(planner);
    return found;
}

bool planner_prepare(struct planner *planner, const struct world *world, const struct query *query,
                     struct error *error)
{
    return query_check(query, planner->network, error) &&
           schedule_for(planner, world, &query->when, error);
}

bool planner_run(struct planner *planner, const struct world *world, const struct query *query,
                 struct arena *arena, struct journeys *journeys, struct error *error)
{
    *journeys = (struct journeys){0};
    if (!query_check(query, planner->network, error))
        return false;
    const struct schedule *schedule = schedule_for(planner, world, &query->when, error);
    if (!schedule)
        return false;
    search_begin(&planner->search, planner->network, schedule, &planner->walks, query);
    window_run(&planner->search, world, arena, journeys);
    search_end(&planner->search);
    return true;
}

const struct search_stats *planner_stats(const struct planner *planner)
{
    return &planner->search.stats;
}
