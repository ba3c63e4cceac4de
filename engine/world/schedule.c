#include "engine/world/schedule.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "engine/base/vec.h"
#include "engine/world/lay.h"

/* The last day that may matter: the one on which the span ends, and one more for the far zones. */
static struct days days_of(const struct world *world, struct schedule_span span)
{
    int32_t longest = world->live ? world->live->facts->longest_seconds : 0;
    const struct network *network = world->network;
    for (uint32_t i = 0; i < network->counts.feeds; i++)
        if (network->feeds[i].longest_seconds > longest)
            longest = network->feeds[i].longest_seconds;
    civil_day first = (civil_day)((span.begin - longest) / 86400) - 2;
    civil_day last = (civil_day)(span.end / 86400) + 1;
    return (struct days){.first = first, .count = (uint32_t)(last - first + 1)};
}

/* Where day_time 0 of each feed's days lies, relative to the origin. */
static void place_days(struct layout *layout)
{
    const struct network *network = layout->world->network;
    uint32_t count = layout->days.count;
    layout->day_starts =
        memory_zeroed((size_t)network->counts.feeds * count, sizeof *layout->day_starts);
    for (uint32_t f = 0; f < network->counts.feeds; f++) {
        struct zone zone = network_zone(network, network->feeds[f].zone);
        for (uint32_t d = 0; d < count; d++)
            layout->day_starts[(size_t)f * count + d] =
                zone_day_start(&zone, layout->days.first + (civil_day)d) - layout->schedule.origin;
    }
}

/* On which of the days each service runs, as bits. */
static void mark_services(struct layout *layout)
{
    const struct network *network = layout->world->network;
    uint32_t words = (layout->days.count + 63) / 64;
    layout->day_words = words;
    layout->service_days =
        memory_zeroed((size_t)network->counts.services * words, sizeof *layout->service_days);
    for (service_ix s = 0; s < network->counts.services; s++)
        for (uint32_t d = 0; d < layout->days.count; d++)
            if (network_service_runs(network, s, layout->days.first + (civil_day)d))
                layout->service_days[(size_t)s * words + d / 64] |= (uint64_t)1 << (d % 64);
}

/* Writes the calls of a pattern in the order in which the search rides them. */
static uint32_t write_calls(struct layout *layout, const struct pattern *pattern)
{
    const berth_ix *berths = world_berths(layout->world, pattern);
    uint32_t first = layout->berths.count, count = pattern->call_count;
    bool ahead = layout->schedule.span.direction == AHEAD;
    for (uint32_t i = 0; i < count; i++)
        vec_push(&layout->berths, &berths[ahead ? i : count - 1 - i]);
    return first;
}

/* Writes one run's times into its lane. */
static void write_run(struct layout *layout, const struct lane *lane, uint32_t index)
{
    const struct network *network = layout->world->network;
    const struct placed_run *placed = vec_at(&layout->runs, lane->first_run + index);
    const struct pattern *pattern = world_pattern(layout->world, lane->pattern);
    const struct route *route = &network->routes[pattern->route];
    const struct call_rule *rules = world_rules(layout->world, pattern);
    const struct call_time *times = placed->times;
    search_time *boards = layout->boards + lane->first_time + index;
    search_time *alights = layout->alights + lane->first_time + index * lane->call_count;
    uint32_t count = lane->call_count;
    bool ahead = layout->schedule.span.direction == AHEAD;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t call = ahead ? i : count - 1 - i;
        bool may_board = rules[call].pickup != BOARDING_NO && call + 1 < count;
        bool may_alight = rules[call].drop_off != BOARDING_NO && call > 0;
        stop_ix stop = world_call_stop(layout->world, pattern, call);
        search_time on =
            placed->start + times[call].depart - network_board_slack(network, route, stop);
        search_time off =
            placed->start + times[call].arrive + network_alight_slack(network, route, stop);
        if (ahead) {
            boards[(size_t)i * lane->run_count] = may_board ? on : SEARCH_MISSED;
            alights[i] = may_alight ? off : SEARCH_NEVER;
        } else {
            boards[(size_t)i * lane->run_count] = may_alight ? -off : SEARCH_MISSED;
            alights[i] = may_board ? -on : SEARCH_NEVER;
        }
    }
}

static void write_times(struct layout *layout)
{
    layout->boards = memory_resize(NULL, layout->schedule.time_count, sizeof *layout->boards);
    layout->alights = memory_resize(NULL, layout->schedule.time_count, sizeof *layout->alights);
    for (uint32_t i = 0; i < layout->lanes.count; i++) {
        const struct lane *lane = vec_at(&layout->lanes, i);
        for (uint32_t k = 0; k < lane->run_count; k++)
            write_run(layout, lane, k);
    }
}

/* Fills the list "where one can board at this berth". */
static void write_places(struct layout *layout)
{
    uint32_t berths = layout->world->network->counts.berth_stops, total = 0;
    uint32_t *first = memory_zeroed(berths + 2, sizeof *first);
    const berth_ix *calls = layout->berths.data;
    for (int pass = 0; pass < 2; pass++) {
        for (uint32_t l = 0; l < layout->lanes.count; l++) {
            const struct lane *lane = vec_at(&layout->lanes, l);
            for (uint32_t i = 0; i < lane->call_count; i++) {
                berth_ix berth = calls[lane->first_call + i];
                uint32_t column = lane->first_time + i * lane->run_count;
                search_time last = layout->boards[column + lane->run_count - 1];
                if (last == SEARCH_MISSED)
                    continue;
                if (pass == 0)
                    first[berth + 2]++;
                else
                    layout->places[first[berth + 1]++] =
                        (struct boarding_place){l, i, last, lane->first_cover + i, column};
            }
        }
        if (pass == 0) {
            for (uint32_t i = 2; i < berths + 2; i++)
                first[i] += first[i - 1];
            total = first[berths + 1];
            layout->places = memory_resize(NULL, total, sizeof *layout->places);
        }
    }
    layout->place_first = first;
    layout->schedule.place_count = total;
}

static void write_runs(struct layout *layout)
{
    uint32_t count = layout->runs.count;
    layout->final_runs = memory_resize(NULL, count, sizeof *layout->final_runs);
    layout->run_lanes = memory_resize(NULL, count, sizeof *layout->run_lanes);
    for (uint32_t l = 0; l < layout->lanes.count; l++) {
        const struct lane *lane = vec_at(&layout->lanes, l);
        for (uint32_t k = 0; k < lane->run_count; k++) {
            const struct placed_run *placed = vec_at(&layout->runs, lane->first_run + k);
            layout->final_runs[lane->first_run + k] = placed->run;
            layout->run_lanes[lane->first_run + k] = l;
        }
    }
}

static void lay_patterns(struct layout *layout)
{
    uint32_t patterns = world_pattern_count(layout->world);
    struct vec lane_runs = vec_of(sizeof(struct placed_run));
    for (pattern_ix p = 0; p < patterns && !layout->overfull; p++) {
        vec_resize(&lane_runs, 0);
        lay_collect(layout, p, &lane_runs);
        if (!lane_runs.count)
            continue;
        uint32_t first_lane = layout->lanes.count;
        lay_deal(layout, p, &lane_runs);
        uint32_t first_call = write_calls(layout, world_pattern(layout->world, p));
        for (uint32_t l = first_lane; l < layout->lanes.count; l++)
            ((struct lane *)vec_at(&layout->lanes, l))->first_call = first_call;
    }
    vec_finish(&lane_runs);
}

static struct layout *begin_layout(const struct world *world, struct schedule_span span,
                                   uint64_t room)
{
    struct layout *layout = memory_zeroed(1, sizeof *layout);
    layout->world = world;
    layout->room = room;
    layout->schedule.span = span;
    layout->schedule.origin = span.direction == AHEAD ? span.begin : span.end;
    layout->days = days_of(world, span);
    layout->lanes = vec_of(sizeof(struct lane));
    layout->runs = vec_of(sizeof(struct placed_run));
    layout->berths = vec_of(sizeof(berth_ix));
    layout->stays = vec_of(sizeof(struct stay));
    layout->choices = vec_of(sizeof(struct choice));
    layout->links = vec_of(sizeof(struct run_link));
    place_days(layout);
    mark_services(layout);
    return layout;
}

/* Drops what was needed on the way and shows the arrays to readers. */
static void end_layout(struct layout *layout)
{
    vec_finish(&layout->runs);
    memory_free(layout->day_starts);
    memory_free(layout->service_days);
    layout->day_starts = NULL;
    layout->service_days = NULL;
    layout->world = NULL;

    struct schedule *schedule = &layout->schedule;
    schedule->lane_count = layout->lanes.count;
    schedule->call_count = layout->berths.count;
    schedule->stay_count = layout->stays.count;
    schedule->choice_count = layout->choices.count;
    schedule->link_count = layout->links.count;
    schedule->lanes = layout->lanes.data;
    schedule->berths = layout->berths.data;
    schedule->boards = layout->boards;
    schedule->alights = layout->alights;
    schedule->runs = layout->final_runs;
    schedule->run_lanes = layout->run_lanes;
    schedule->places = layout->places;
    schedule->place_first = layout->place_first;
    schedule->stays = layout->stays.data;
    schedule->choices = layout->choices.data;
    schedule->links = layout->links.data;
    schedule->link_first = layout->link_first;
}

struct schedule *lay_out(const struct world *world, struct schedule_span span, uint64_t room)
{
    struct layout *layout = begin_layout(world, span, room);
    lay_patterns(layout);
    if (!layout->overfull) {
        write_times(layout);
        write_places(layout);
        write_runs(layout);
        lay_links(layout);
    }
    end_layout(layout);
    if (!layout->overfull)
        return &layout->schedule;
    schedule_destroy(&layout->schedule);
    return NULL;
}

struct schedule *schedule_create(const struct world *world, struct schedule_span span)
{
    return lay_out(world, span, SCHEDULE_BYTES_MAX);
}

void schedule_destroy(struct schedule *schedule)
{
    struct layout *layout = (struct layout *)schedule; /* Its first member. */
    if (!layout)
        return;
    vec_finish(&layout->lanes);
    vec_finish(&layout->berths);
    vec_finish(&layout->stays);
    vec_finish(&layout->choices);
    vec_finish(&layout->links);
    memory_free(layout->boards);
    memory_free(layout->alights);
    memory_free(layout->final_runs);
    memory_free(layout->run_lanes);
    memory_free(layout->places);
    memory_free(layout->place_first);
    memory_free(layout->link_first);
    memory_free(layout);
}

uint64_t schedule_bytes(const struct schedule *schedule)
{
    return schedule->time_count * 2 * sizeof(search_time) +
           schedule->lane_count * sizeof(struct lane) + schedule->call_count * sizeof(berth_ix) +
           schedule->run_count * (sizeof(struct run) + 2 * sizeof(uint32_t)) +
           schedule->place_count * sizeof(struct boarding_place) +
           schedule->stay_count * sizeof(struct stay) +
           schedule->choice_count * sizeof(struct choice) +
           schedule->link_count * sizeof(struct run_link);
}
