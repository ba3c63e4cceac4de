#include "engine/base/bitset.h"
#include "engine/base/memory.h"
#include "engine/search/scan.h"

/*
 * The departures of a range: every run that may be boarded from a door makes one at each call where
 * there is a door. Most are in vain, the more so the farther one gets before the first ride: a run
 * that goes along the way to a door can be boarded at many calls, but all that counts is where it
 * is boarded last of those that come ever nearer, or first of those that move away.
 */

static int latest_first(const void *a, const void *b)
{
    const struct departure *one = a, *two = b;
    if (one->leave != two->leave)
        return one->leave > two->leave ? -1 : 1;
    if (one->run != two->run)
        return one->run < two->run ? -1 : 1;
    return one->call < two->call ? -1 : one->call > two->call;
}

/* The departures of one boarding place that leave the source in [begin, end). */
static void collect_place(struct search *search, const struct boarding_place *place, int32_t walk,
                          search_time begin, search_time end)
{
    const struct lane *lane = &search->schedule->lanes[place->lane];
    const search_time *column =
        search->schedule->boards + lane->first_time + (size_t)place->call * lane->run_count;
    if (search->lanes_allowed && !bitset_has(search->lanes_allowed, place->lane))
        return;
    uint32_t low = 0, high = lane->run_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (column[middle] - walk < begin)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < lane->run_count && column[low] - walk < end; low++) {
        uint32_t run = lane->first_run + low;
        if (!search->runs_banned || !bitset_has(search->runs_banned, run))
            vec_push(&search->departures,
                     &(struct departure){column[low] - walk, run, place->call});
    }
}

static void collect_gate(struct search *search, berth_ix berth, int32_t walk, search_time begin,
                         search_time end)
{
    const struct schedule *schedule = search->schedule;
    for (uint32_t k = schedule->place_first[berth]; k < schedule->place_first[berth + 1]; k++)
        collect_place(search, &schedule->places[k], walk, begin, end);
}

/* A gate may lie at a via place, where one may stay before leaving. */
static void collect_door(struct search *search, uint32_t layer, const struct gate *gate,
                         search_time begin, search_time end)
{
    int32_t walk = gate->seconds;
    collect_gate(search, gate->berth, walk, begin, end);
    for (; layer + 1 < search->layer_count && bitset_has(search->vias[layer].berths, gate->berth);
         layer++) {
        int32_t stay = via_stay(&search->vias[layer], gate->berth);
        walk += stay;
        if (stay)
            collect_gate(search, gate->berth, walk, begin, end);
    }
}

/* --- In vain --- */

/* Of a doorstep, before anybody asked. */
#define NEED_UNKNOWN (-1)

static void open_doorsteps(struct search *search)
{
    const struct gate *gates = search->sources[0].data;
    uint32_t berths = search->network->counts.berth_stops;
    if (!search->doorsteps) {
        search->doorsteps = memory_resize(NULL, berths, sizeof *search->doorsteps);
        for (uint32_t i = 0; i < berths; i++)
            search->doorsteps[i].walk = SEARCH_NEVER;
    }
    for (uint32_t i = 0; i < search->sources[0].count; i++)
        search->doorsteps[gates[i].berth] = (struct doorstep){gates[i].seconds, NEED_UNKNOWN};
}

static void close_doorsteps(struct search *search)
{
    const struct gate *gates = search->sources[0].data;
    for (uint32_t i = 0; i < search->sources[0].count; i++)
        search->doorsteps[gates[i].berth].walk = SEARCH_NEVER;
}

/* Seconds after leaving the source from which on getting off at a doorstep leads nowhere that one
 * cannot be without that ride: not there, and not where one would walk on to. SEARCH_NEVER: always
 * somewhere. */
static search_time need_of(const struct search *search, berth_ix berth)
{
    const struct footpath *path = search->changes + search->change_first[berth];
    const struct footpath *end = search->changes + search->change_first[berth + 1];
    search_time need = search->doorsteps[berth].walk;
    for (uint32_t coming = 0; coming < COMINGS; coming++)
        if (search->targets[coming][0].seconds &&
            search->targets[coming][0].seconds[berth] != SEARCH_NEVER)
            return SEARCH_NEVER;
    for (; path < end; path++) {
        search_time walk = search->doorsteps[path->berth].walk;
        if (walk == SEARCH_NEVER)
            return SEARCH_NEVER;
        walk -= walk_seconds(search, path->seconds);
        need = walk > need ? walk : need;
    }
    return need;
}

/* When to leave the source for boarding a run of the lane at a call; SEARCH_MISSED: one cannot. */
static search_time leave_for(const struct search *search, const struct lane *lane, uint32_t run,
                             uint32_t call)
{
    const struct schedule *schedule = search->schedule;
    search_time walk = search->doorsteps[schedule->berths[lane->first_call + call]].walk;
    search_time board = schedule->boards[lane->first_time + (size_t)call * lane->run_count + run];
    return walk == SEARCH_NEVER || board == SEARCH_MISSED ? SEARCH_MISSED : board - walk;
}

/* Whether one may as well go to the next call, and even leave later: all that riding there is good
 * for can be had without, and from there it is another departure. */
static bool is_early(struct search *search, const struct lane *lane, uint32_t run,
                     const struct departure *departure)
{
    const struct schedule *schedule = search->schedule;
    uint32_t next = departure->call + 1;
    if (next + 1 >= lane->call_count || follow_each(search, lane) ||
        leave_for(search, lane, run, next) <= departure->leave)
        return false;
    berth_ix berth = schedule->berths[lane->first_call + next];
    search_time off = schedule->alights[lane->first_time + (size_t)run * lane->call_count + next];
    struct doorstep *step = &search->doorsteps[berth];
    if (step->need == NEED_UNKNOWN)
        step->need = need_of(search, berth);
    return off == SEARCH_NEVER ||
           (step->need < SEARCH_NEVER && step->need <= off - departure->leave);
}

/* Whether who leaves no sooner boards the same run at the call before. */
static bool is_late(const struct search *search, const struct lane *lane, uint32_t run,
                    const struct departure *departure)
{
    return departure->call > 0 &&
           leave_for(search, lane, run, departure->call - 1) >= departure->leave;
}

/*
 * Leaves out those that are in vain where times and the number of rides are all that counts. A
 * chain of calls each of which is late for the one before, or early for the next, ends at one that
 * is neither, since nobody who leaves later for the call before leaves later for the next.
 */
static void thin_out(struct search *search)
{
    struct departure *all = search->departures.data;
    uint32_t kept = 0;
    open_doorsteps(search);
    for (uint32_t i = 0; i < search->departures.count; i++) {
        const struct lane *lane = &search->schedule->lanes[search->schedule->run_lanes[all[i].run]];
        uint32_t run = all[i].run - lane->first_run;
        if (!is_late(search, lane, run, &all[i]) && !is_early(search, lane, run, &all[i]))
            all[kept++] = all[i];
    }
    search->departures.count = kept;
    close_doorsteps(search);
}

void window_departures(struct search *search, search_time begin, search_time end,
                       enum departures which)
{
    search->departures.count = 0;
    for (uint32_t layer = 0; layer < search->layer_count; layer++)
        for (uint32_t i = 0; i < search->sources[layer].count; i++)
            collect_door(search, layer, vec_at(&search->sources[layer], i), begin, end);
    if (which == DEPARTURES_OF_USE && search->layer_count == 1)
        thin_out(search);
    vec_sort(&search->departures, latest_first);
}
