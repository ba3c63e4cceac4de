#include "engine/world/lay.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "engine/world/stay.h"

/*
 * Which run goes on as which, on the concrete days laid out. Blocks are chained day by day: of
 * those trips that run on the day each is followed by the next one that starts where it ends.
 * Rows of transfers.txt between two trips add to that or take away.
 */

/* The runs of each trip of the timetable, as they are now, one after the other. */
struct runs_of_trips {
    uint32_t *first; /* one a trip, and one more */
    uint32_t *runs;
};

static struct runs_of_trips sort_runs(const struct layout *layout)
{
    uint32_t trips = layout->world->network->counts.trips, count = layout->schedule.run_count;
    struct runs_of_trips sorted = {memory_zeroed((size_t)trips + 2, sizeof *sorted.first),
                                   memory_zeroed(count, sizeof *sorted.runs)};
    for (uint32_t i = 0; i < count; i++) {
        trip_ix trip = world_promised_trip(layout->world, layout->final_runs[i].trip);
        if (trip != NO_IX)
            sorted.first[trip + 2]++;
    }
    for (uint32_t i = 2; i < trips + 2; i++)
        sorted.first[i] += sorted.first[i - 1];
    for (uint32_t i = 0; i < count; i++) {
        trip_ix trip = world_promised_trip(layout->world, layout->final_runs[i].trip);
        if (trip != NO_IX)
            sorted.runs[sorted.first[trip + 1]++] = i;
    }
    return sorted;
}

/* The run of a trip (without frequencies) on a day. */
static uint32_t find_run(const struct layout *layout, const struct runs_of_trips *sorted,
                         trip_ix trip, civil_day day)
{
    for (uint32_t i = sorted->first[trip]; i < sorted->first[trip + 1]; i++)
        if (layout->final_runs[sorted->runs[i]].day == day)
            return sorted->runs[i];
    return NO_IX;
}

/* When the run is at a call, from the start of its service day. */
static day_time arrive_at(const struct world *world, const struct run *run, uint32_t call)
{
    return run->start + world_times(world, run->trip)[call].arrive;
}

static day_time depart_at(const struct world *world, const struct run *run, uint32_t call)
{
    return run->start + world_times(world, run->trip)[call].depart;
}

/* Adds a link of the timetable as the direction of the search sees it. */
static void add_link(struct layout *layout, uint32_t from, uint32_t to, uint32_t from_call,
                     uint32_t to_call, uint32_t kind)
{
    const struct world *world = layout->world;
    const struct run *a = &layout->final_runs[from], *b = &layout->final_runs[to];
    const struct lane *lanes = layout->lanes.data;
    const struct placed_run *placed = layout->runs.data;
    int32_t a_day = placed[from].start - a->start, b_day = placed[to].start - b->start;
    search_time arrive = a_day + arrive_at(world, a, from_call);
    search_time depart = b_day + depart_at(world, b, to_call);
    uint32_t b_last = lanes[layout->run_lanes[to]].call_count - 1;
    if (depart < arrive)
        return; /* Missed. */
    if (kind == LINK_STAY && placed[from].start >= b_day + arrive_at(world, b, b_last))
        return; /* Two trips that take no time: one could stay seated for ever. */
    struct run_link link = {from, to, from_call, to_call, kind, depart};
    if (layout->schedule.span.direction == BACK)
        link = (struct run_link){
            to,
            from,
            b_last - to_call,
            lanes[layout->run_lanes[from]].call_count - 1 - from_call,
            kind,
            -arrive,
        };
    if (lay_spend(layout, sizeof link))
        vec_push(&layout->links, &link);
}

static void chain_day(struct layout *layout, const struct runs_of_trips *sorted,
                      const struct block *block, civil_day day)
{
    const struct network *network = layout->world->network;
    uint32_t before = NO_IX;
    for (uint32_t i = 0; i < block->count; i++) {
        trip_ix trip = network->block_trips[block->first + i];
        uint32_t run = find_run(layout, sorted, trip, day);
        if (run == NO_IX)
            continue;
        if (before != NO_IX) {
            const struct run *one = &layout->final_runs[before];
            const struct run *two = &layout->final_runs[run];
            uint32_t last = world_trip_pattern(layout->world, one->trip)->call_count - 1;
            if (stay_allowed(layout->world, one->trip, two->trip))
                add_link(layout, before, run, last, 0, LINK_STAY);
        }
        before = run;
    }
}

static void chain_blocks(struct layout *layout, const struct runs_of_trips *sorted)
{
    const struct network *network = layout->world->network;
    for (uint32_t b = 0; b < network->counts.blocks; b++) {
        const struct block *block = &network->blocks[b];
        if (block->count < 2)
            continue;
        for (uint32_t d = 0; d < layout->days.count; d++)
            chain_day(layout, sorted, block, layout->days.first + (civil_day)d);
    }
}

/* Whether the run still calls where a row says what it does for another. */
static bool keeps_calls(const struct layout *layout, uint32_t run)
{
    const struct live_run *live = world_live_run(layout->world, layout->final_runs[run].trip);
    return !live || live->origin == LIVE_CHANGED;
}

/* Whether those for whom the second run waits can get off the first, and on the second. */
static bool can_change(const struct layout *layout, const struct trip_link *row, uint32_t from,
                       uint32_t to)
{
    const struct world *world = layout->world;
    const struct run *a = &layout->final_runs[from], *b = &layout->final_runs[to];
    const struct call_rule *off = world_rules(world, world_trip_pattern(world, a->trip));
    const struct call_rule *on = world_rules(world, world_trip_pattern(world, b->trip));
    return off[row->from_call].drop_off != BOARDING_NO && on[row->to_call].pickup != BOARDING_NO;
}

/* Whether a row of transfers.txt holds between two runs as they are now. */
static bool row_holds(const struct layout *layout, const struct trip_link *row, uint32_t from,
                      uint32_t to)
{
    return layout->final_runs[from].day == layout->final_runs[to].day &&
           keeps_calls(layout, from) && keeps_calls(layout, to) &&
           (row->kind == LINK_STAY || can_change(layout, row, from, to));
}

static void link_rows(struct layout *layout, const struct runs_of_trips *sorted)
{
    const struct network *network = layout->world->network;
    for (uint32_t i = 0; i < network->counts.trip_links; i++) {
        const struct trip_link *row = &network->trip_links[i];
        if (row->kind == LINK_NO_STAY)
            continue;
        for (uint32_t k = sorted->first[row->from]; k < sorted->first[row->from + 1]; k++)
            for (uint32_t m = sorted->first[row->to];
                 m < sorted->first[row->to + 1] && lay_spend(layout, 1); m++) {
                uint32_t from = sorted->runs[k], to = sorted->runs[m];
                if (row_holds(layout, row, from, to))
                    add_link(layout, from, to, row->from_call, row->to_call, row->kind);
            }
    }
}

static int link_order(const void *a, const void *b)
{
    const struct run_link *one = a, *two = b;
    const uint32_t keys[2][5] = {{one->from, one->to, one->from_call, one->to_call, one->kind},
                                 {two->from, two->to, two->from_call, two->to_call, two->kind}};
    for (int i = 0; i < 5; i++)
        if (keys[0][i] != keys[1][i])
            return keys[0][i] < keys[1][i] ? -1 : 1;
    return 0;
}

/* A block and a row of type 4 may say the same. */
static void sort_links(struct layout *layout)
{
    struct run_link *links = layout->links.data;
    uint32_t kept = 0;
    qsort(links, layout->links.count, sizeof *links, link_order);
    for (uint32_t i = 0; i < layout->links.count; i++)
        if (!kept || link_order(&links[kept - 1], &links[i]) != 0)
            links[kept++] = links[i];
    layout->links.count = kept;
    uint32_t *first = memory_zeroed((size_t)layout->schedule.run_count + 1, sizeof *first);
    for (uint32_t run = 0, i = 0; run <= layout->schedule.run_count; run++) {
        while (i < kept && links[i].from < run)
            i++;
        first[run] = i;
    }
    layout->link_first = first;
}

/* The runs that staying seated on `run` leads to, however often it goes on, with when. */
struct reached {
    uint32_t run;
    search_time time;
};

static bool is_reached(const struct vec *reached, uint32_t run)
{
    const struct reached *known = reached->data;
    for (uint32_t i = 0; i < reached->count; i++)
        if (known[i].run == run)
            return true;
    return false;
}

/* Fills `reached` with the runs; says whether any of them, or `run`, has a promise to give. Only
 * where ways part can they meet again, so a plain chain is not looked through. */
static bool reach_by_staying(const struct layout *layout, uint32_t run, struct vec *reached)
{
    const struct run_link *links = layout->links.data;
    bool promises = false, parted = false;
    reached->count = 0;
    for (uint32_t next = 0; next <= reached->count; next++) {
        uint32_t from = next ? ((const struct reached *)vec_at(reached, next - 1))->run : run;
        uint32_t ways = 0;
        for (uint32_t i = layout->link_first[from]; i < layout->link_first[from + 1]; i++) {
            if (links[i].kind != LINK_STAY) {
                promises = true;
                continue;
            }
            parted |= ways++ > 0;
            if (reached->count < STAYS_MAX && !(parted && is_reached(reached, links[i].to)))
                vec_push(reached, &(struct reached){links[i].to, links[i].time});
        }
    }
    return promises;
}

/* The table of `stay` entries of one lane under construction: which lanes it leads to. */
struct stay_table {
    struct vec lanes;  /* uint32_t: lanes reached, in order of first sight */
    uint32_t *slot_of; /* by lane: its place in `lanes`, or NO_IX */
};

/* The choices of a lane that lead into `to_lane`, one a run; NULL: there is no room for them. */
static struct choice *choices_for(struct layout *layout, struct lane *lane,
                                  struct stay_table *table, uint32_t to_lane)
{
    if (table->slot_of[to_lane] == NO_IX) {
        if (!lay_spend(layout, sizeof(struct stay) + lane->run_count * sizeof(struct choice)))
            return NULL;
        table->slot_of[to_lane] = table->lanes.count;
        vec_push(&table->lanes, &to_lane);
        vec_push(&layout->stays, &(struct stay){to_lane, layout->choices.count});
        uint32_t first = layout->choices.count;
        vec_resize(&layout->choices, first + lane->run_count);
        for (uint32_t i = 0; i < lane->run_count; i++)
            *(struct choice *)vec_at(&layout->choices, first + i) =
                (struct choice){NO_IX, NO_IX, SEARCH_NEVER};
        lane->stay_count++;
    }
    const struct stay *stay = vec_at(&layout->stays, lane->first_stay + table->slot_of[to_lane]);
    return vec_at(&layout->choices, stay->first_choice);
}

/* From the last run to the first: what a run can do, every earlier one can by being waited out. */
static void spread_choices(struct layout *layout, const struct lane *lane)
{
    for (uint32_t s = 0; s < lane->stay_count; s++) {
        const struct stay *stay = vec_at(&layout->stays, lane->first_stay + s);
        struct choice *choices = vec_at(&layout->choices, stay->first_choice);
        for (uint32_t i = lane->run_count - 1; i-- > 0;)
            if (choices[i + 1].run < choices[i].run)
                choices[i] = choices[i + 1];
    }
}

static void lay_stays(struct layout *layout, struct lane *lane, struct stay_table *table,
                      struct vec *reached)
{
    const struct lane *lanes = layout->lanes.data;
    lane->first_stay = layout->stays.count;
    table->lanes.count = 0;
    for (uint32_t i = 0; i < lane->run_count; i++) {
        lane->promises |= reach_by_staying(layout, lane->first_run + i, reached);
        const struct reached *to = reached->data;
        for (uint32_t k = 0; k < reached->count; k++) {
            uint32_t to_lane = layout->run_lanes[to[k].run];
            struct choice *choices = choices_for(layout, lane, table, to_lane);
            uint32_t number = to[k].run - lanes[to_lane].first_run;
            if (!choices)
                return;
            if (number < choices[i].run)
                choices[i] = (struct choice){number, i, to[k].time};
        }
    }
    spread_choices(layout, lane);
    const uint32_t *used = table->lanes.data;
    for (uint32_t i = 0; i < table->lanes.count; i++)
        table->slot_of[used[i]] = NO_IX;
}

void lay_links(struct layout *layout)
{
    const struct network *network = layout->world->network;
    if (!network->counts.blocks && !network->counts.trip_links)
        return;
    struct runs_of_trips sorted = sort_runs(layout);
    struct vec reached = vec_of(sizeof(struct reached));
    chain_blocks(layout, &sorted);
    link_rows(layout, &sorted);
    memory_free(sorted.first);
    memory_free(sorted.runs);
    if (layout->links.count) {
        struct stay_table table = {.lanes = vec_of(sizeof(uint32_t))};
        table.slot_of = memory_resize(NULL, layout->lanes.count, sizeof *table.slot_of);
        memset(table.slot_of, 0xff, layout->lanes.count * sizeof *table.slot_of);
        sort_links(layout);
        for (uint32_t i = 0; i < layout->lanes.count && !layout->overfull; i++)
            lay_stays(layout, vec_at(&layout->lanes, i), &table, &reached);
        memory_free(table.slot_of);
        vec_finish(&table.lanes);
    }
    vec_finish(&reached);
}
