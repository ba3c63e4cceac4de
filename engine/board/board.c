#include "engine/board/board.h"

#include <stdlib.h>

#include "engine/base/vec.h"
#include "engine/board/runs.h"

/* Nothing is looked for farther away than this, in seconds. */
#define REACH_MAX ((int64_t)92 * 86400)

/* What collects the calls at one position of one pattern. */
struct collector {
    const struct world *world;
    const struct board_query *query;
    struct vec *calls; /* struct board_call */
    struct board_span span;
    uint32_t call;
    stop_ix stop;
    bool arrives;
    bool usable; /* by the pattern's rule */
};

static bool allows(const struct world *world, const struct pattern *pattern, uint32_t call,
                   bool arrives)
{
    const struct call_rule *rule = &world_rules(world, pattern)[call];
    return (arrives ? rule->drop_off : rule->pickup) != BOARDING_NO;
}

/* Whether a call where nobody gets on (off) is one that was to be used and is skipped. */
static bool is_skipped(const struct collector *collector, struct run run)
{
    const struct world *world = collector->world;
    const struct live_run *live = world_live_run(world, run.trip);
    const struct live_call *calls = world_live_calls(world, run.trip);
    if (!live || !(calls[collector->call].flags & LIVE_SKIPPED))
        return false;
    return live->origin != LIVE_CHANGED || allows(world, world_trip_pattern(world, live->promised),
                                                  collector->call, collector->arrives);
}

/* Whether the run is one that the board shows at this call. */
static bool wanted(const struct collector *collector, struct run run)
{
    const struct board_query *query = collector->query;
    const struct live_run *live = world_live_run(collector->world, run.trip);
    if (live && live->state != LIVE_RUNS && !query->cancelled)
        return false;
    return collector->usable || query->unusable || is_skipped(collector, run);
}

static bool collect(void *context, struct run run, unix_time day_start)
{
    struct collector *collector = context;
    const struct call_time *time = &world_times(collector->world, run.trip)[collector->call];
    if (!wanted(collector, run))
        return true;
    struct board_call *call = vec_add(collector->calls);
    *call = (struct board_call){
        .time = day_start + run.start + (collector->arrives ? time->arrive : time->depart),
        .run = run,
        .call = collector->call,
        .stop = collector->stop,
        .arrives = collector->arrives,
    };
    return true;
}

/* Whether the board shows arrivals (departures) at this position. */
static bool shown(const struct world *world, const struct board_query *query,
                  const struct stop_pattern *at, bool arrives)
{
    const struct pattern *pattern = world_pattern(world, at->pattern);
    if (!(arrives ? query->arrivals : query->departures) ||
        !(query->modes >> world->network->routes[pattern->route].mode & 1) ||
        at->call == (arrives ? 0 : pattern->call_count - 1))
        return false;
    bool live = at->pattern >= world->network->counts.patterns;
    return query->unusable || (query->cancelled && live) ||
           allows(world, pattern, at->call, arrives);
}

static void collect_at(struct collector *collector, const struct stop_pattern *at, bool arrives)
{
    if (!shown(collector->world, collector->query, at, arrives))
        return;
    collector->call = at->call;
    collector->arrives = arrives;
    collector->usable =
        allows(collector->world, world_pattern(collector->world, at->pattern), at->call, arrives);
    struct runs_part part = {at->call, at->call, arrives, arrives};
    runs_visit(collector->world, at->pattern, &part, collector->span, collect, collector);
}

static void collect_stop(struct collector *collector, stop_ix stop)
{
    const struct network *network = collector->world->network;
    if (stop >= network->facts->served_stops)
        return;
    collector->stop = stop;
    for (uint32_t i = network->stop_pattern_first[stop]; i < network->stop_pattern_first[stop + 1];
         i++) {
        collect_at(collector, &network->stop_patterns[i], true);
        collect_at(collector, &network->stop_patterns[i], false);
    }
    const struct live *live = collector->world->live;
    uint32_t first = 0, count = live ? live_stop_patterns_of(live, stop, &first) : 0;
    for (uint32_t i = first; i < first + count; i++) {
        struct stop_pattern at = {live->stop_patterns[i].pattern, live->stop_patterns[i].call};
        collect_at(collector, &at, true);
        collect_at(collector, &at, false);
    }
}

static void collect_span(const struct world *world, const struct board_query *query,
                         struct board_span span, struct vec *calls)
{
    struct collector collector = {.world = world, .query = query, .calls = calls, .span = span};
    for (uint32_t i = 0; i < query->stop_count; i++)
        collect_stop(&collector, query->stops[i]);
}

static int order(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int call_order(const void *a, const void *b)
{
    const struct board_call *one = a, *two = b;
    int by_time = order(one->time, two->time);
    int by_trip = order(one->run.trip, two->run.trip);
    int by_start = order(one->run.start, two->run.start);
    return by_time                  ? by_time
           : by_trip                ? by_trip
           : by_start               ? by_start
           : one->call != two->call ? order(one->call, two->call)
                                    : order(two->arrives, one->arrives);
}

/* Sorts what was collected and moves it to the arena, which ends `calls`. */
static void hand_over(struct vec *calls, struct arena *arena, struct board *board)
{
    board->count = calls->count;
    board->calls = arena_array(arena, calls->count, sizeof *board->calls);
    for (uint32_t i = 0; i < calls->count; i++)
        board->calls[i] = *(struct board_call *)vec_at(calls, i);
    vec_finish(calls);
    qsort(board->calls, board->count, sizeof *board->calls, call_order);
}

void board_between(const struct world *world, const struct board_query *query,
                   struct board_span span, struct arena *arena, struct board *board)
{
    struct vec calls = vec_of(sizeof(struct board_call));
    collect_span(world, query, span, &calls);
    hand_over(&calls, arena, board);
}

static unix_time later_of(unix_time a, unix_time b)
{
    return a > b ? a : b;
}

static unix_time earlier_of(unix_time a, unix_time b)
{
    return a < b ? a : b;
}

/* Cuts a page that reads on: the calls of the window stay, and as many as were asked for. */
static void cut_later(const struct board_page *page, struct board *board, struct board_span *span)
{
    if (board->count <= page->least)
        return;
    unix_time end =
        later_of(board->calls[page->least - 1].time + 1, page->time + page->window_seconds);
    if (board->count > page->most)
        end = earlier_of(end, board->calls[page->most - 1].time + 1);
    uint32_t count = page->least;
    while (count < board->count && board->calls[count].time < end)
        count++;
    board->count = count;
    span->to = end;
}

/* The same for a page that reads back. */
static void cut_earlier(const struct board_page *page, struct board *board, struct board_span *span)
{
    if (board->count <= page->least)
        return;
    uint32_t first = board->count - page->least;
    unix_time start = earlier_of(board->calls[first].time, page->time - page->window_seconds);
    if (board->count > page->most)
        start = later_of(start, board->calls[board->count - page->most].time);
    while (first > 0 && board->calls[first - 1].time >= start)
        first--;
    board->calls += first;
    board->count -= first;
    span->from = start;
}

/* The next stretch to look at, behind or before what `span` already covers. */
static struct board_span stretch(const struct board_page *page, struct board_span *span,
                                 int64_t seconds)
{
    struct board_span more;
    if (page->later) {
        more = (struct board_span){span->to, page->time + seconds};
        span->to = more.to;
    } else {
        more = (struct board_span){page->time - seconds, span->from};
        span->from = more.from;
    }
    return more;
}

void board_turn(const struct world *world, const struct board_query *query,
                const struct board_page *page, struct arena *arena, struct board *board,
                struct board_span *span)
{
    struct vec calls = vec_of(sizeof(struct board_call));
    int64_t seconds = page->window_seconds > 3600 ? page->window_seconds : 3600;
    *span = (struct board_span){page->time, page->time};
    collect_span(world, query, stretch(page, span, seconds), &calls);
    while (calls.count < page->least && seconds < REACH_MAX) {
        seconds = seconds * 4 < REACH_MAX ? seconds * 4 : REACH_MAX;
        collect_span(world, query, stretch(page, span, seconds), &calls);
    }
    hand_over(&calls, arena, board);
    if (page->later)
        cut_later(page, board, span);
    else
        cut_earlier(page, board, span);
}
