#include "engine/search/spread.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/bitset.h"
#include "engine/search/search.h"

/*
 * RAPTOR without a target (section 3.1, without 3.2's pruning), and for a window rRAPTOR (3.3) with
 * a departure every minute, latest first on the same labels: what a later minute found bounds all
 * earlier ones, so that a minute in which nothing leaves costs next to nothing.
 */

/* The best so far at one stop, in the time of the search. */
struct best {
    search_time off, here;
    int32_t off_walk, here_walk;
    uint8_t off_rides, here_rides;
};

/* A spread under construction. */
struct spreader {
    struct search *search;
    bool walks, footpaths; /* wanted */
    bool closes;           /* some stops are refused */
    struct best *bests;    /* one a served stop */
    search_time *walked;   /* from the door without a ride; one a served stop */
    struct vec found;      /* stop_ix, in the order they were reached */
    struct vec rows;       /* struct best of the found ones, latest minute first */
    struct vec lengths;    /* of those rows: how many were found until then */
};

/* A time at a stop. */
struct sight {
    search_time time;
    uint32_t rides;
    bool off; /* getting off; else at the end of a footpath */
    int32_t walk;
};

/* Sooner, else with fewer rides, else with less walking. */
static bool is_better(struct sight sight, search_time time, uint32_t rides, int32_t walk)
{
    if (sight.time != time)
        return sight.time < time;
    return sight.rides != rides ? sight.rides < rides : sight.walk < walk;
}

static void note(struct spreader *spreader, stop_ix stop, struct sight sight)
{
    struct best *best = &spreader->bests[stop];
    if (best->here == SEARCH_NEVER && spreader->walked[stop] == SEARCH_NEVER)
        vec_push_number(&spreader->found, stop);
    if (sight.off && is_better(sight, best->off, best->off_rides, best->off_walk)) {
        best->off = sight.time;
        best->off_walk = sight.walk;
        best->off_rides = (uint8_t)sight.rides;
    }
    if (is_better(sight, best->here, best->here_rides, best->here_walk)) {
        best->here = sight.time;
        best->here_walk = sight.walk;
        best->here_rides = (uint8_t)sight.rides;
    }
}

/* Seconds of the walk between two berths, in the direction of the search. */
static int32_t footpath_between(const struct search *search, berth_ix from, berth_ix to)
{
    for (uint32_t i = search->footpath_first[from]; i < search->footpath_first[from + 1]; i++)
        if (search->footpaths[i].berth == to)
            return walk_seconds(search, search->footpaths[i].seconds);
    return 0;
}

/* Seconds on foot before getting off at a berth in a round: follows the labels back as a trace
 * does, without making anything of them. */
static int32_t walk_before(const struct spreader *spreader, uint32_t round, berth_ix berth)
{
    const struct search *search = spreader->search;
    const struct schedule *schedule = search->schedule;
    const struct labels *labels = &search->layers[0];
    const stop_ix *stops = search->network->berth_stops;
    for (int32_t sum = 0;;) {
        struct ride ride = labels->rides[round][berth];
        while (ride.seat != NO_IX) {
            const struct seat *seat = vec_at(&search->seats, ride.seat);
            round -= seat->kind == LINK_GUARANTEE;
            ride = seat->origin;
        }
        const struct lane *lane = &schedule->lanes[schedule->run_lanes[ride.run]];
        berth_ix board = schedule->berths[lane->first_call + ride.board_call];
        if (--round == 0)
            return sum + spreader->walked[stops[board]];
        berth = labels->walked_from[round][board];
        if (stops[berth] != stops[board])
            sum += footpath_between(search, berth, board);
    }
}

/* Getting off at a berth, and the one footpath that may end a journey (doors.c, from the other
 * side). */
static void note_berth(struct spreader *spreader, berth_ix berth, uint32_t round, search_time end)
{
    const struct search *search = spreader->search;
    const struct network *network = search->network;
    stop_ix stop = network->berth_stops[berth];
    search_time time = search->layers[0].vehicle[round][berth];
    int32_t walk = spreader->walks ? walk_before(spreader, round, berth) : 0;
    note(spreader, stop, (struct sight){time, round, true, walk});
    if (!spreader->footpaths)
        return;
    const struct footpath *path = search->footpaths + search->footpath_first[stop];
    const struct footpath *last = search->footpaths + search->footpath_first[stop + 1];
    for (; path < last; path++) {
        search_time there = time + walk_door_seconds(search, path->seconds);
        if (there >= end)
            break;
        if (path->berth < network->facts->served_stops &&
            (!spreader->closes || !stop_closed(search->query, network, path->berth)))
            note(spreader, path->berth,
                 (struct sight){there, round, false, spreader->walks ? walk + (there - time) : 0});
    }
}

/* Of a berth that several rounds bettered the last one counts: each was better than those before
 * (and rounds that share their times have forgotten those). */
static void note_departure(struct spreader *spreader, search_time end)
{
    struct labels *labels = &spreader->search->layers[0];
    for (uint32_t round = spreader->search->rounds; round > 0; round--) {
        const berth_ix *berths = labels->improved[round].data;
        for (uint32_t i = 0; i < labels->improved[round].count; i++) {
            if (bitset_has(labels->improved_set, berths[i]))
                continue;
            bitset_add(labels->improved_set, berths[i]);
            note_berth(spreader, berths[i], round, end);
        }
    }
    for (uint32_t round = spreader->search->rounds; round > 0; round--) {
        const berth_ix *berths = labels->improved[round].data;
        for (uint32_t i = 0; i < labels->improved[round].count; i++)
            bitset_remove(labels->improved_set, berths[i]);
    }
}

static void note_doors(struct spreader *spreader)
{
    const struct search *search = spreader->search;
    const struct gate *gates = search->sources[0].data;
    for (uint32_t i = 0; i < search->sources[0].count; i++) {
        stop_ix stop = search->network->berth_stops[gates[i].berth];
        if (gates[i].seconds > search->query->when.travel_seconds_max)
            continue;
        if (spreader->walked[stop] == SEARCH_NEVER)
            vec_push_number(&spreader->found, stop);
        if (gates[i].seconds < spreader->walked[stop])
            spreader->walked[stop] = gates[i].seconds;
    }
}

/* All minutes, the latest first. */
static void search_minutes(struct spreader *spreader, uint32_t rows)
{
    struct search *search = spreader->search;
    search_time begin = schedule_time(search->schedule, search->query->when.time);
    for (uint32_t row = rows; row-- > 0;) {
        search_time leave = begin + (search_time)row * SPREAD_STEP_SECONDS;
        search_restart(search);
        search_leave(search, leave);
        rounds_run(search, leave, NULL, 0);
        note_departure(spreader, leave + search->query->when.travel_seconds_max + 1);
        const stop_ix *found = spreader->found.data;
        for (uint32_t i = 0; i < spreader->found.count; i++)
            vec_push(&spreader->rows, &spreader->bests[found[i]]);
        vec_push_number(&spreader->lengths, spreader->found.count);
    }
}

static int32_t since(search_time time, search_time leave, int32_t seconds_max)
{
    return time == SEARCH_NEVER || (int64_t)time - leave > seconds_max ? SPREAD_NEVER
                                                                       : time - leave;
}

static struct standing standing_of(const struct search *search, const struct best *best,
                                   search_time walked, search_time leave)
{
    int32_t most = search->query->when.travel_seconds_max;
    struct standing standing = {since(best->off, leave, most),
                                since(best->here, leave, most),
                                best->off_walk,
                                best->here_walk,
                                best->off_rides,
                                best->here_rides};
    if (walked <= standing.here && walked != SEARCH_NEVER) {
        standing.here = walked;
        standing.here_walk = walked;
        standing.here_rides = 0;
    }
    return standing;
}

static int by_index(const void *a, const void *b)
{
    stop_ix one = *(const stop_ix *)a, two = *(const stop_ix *)b;
    return (one > two) - (one < two);
}

uint32_t spread_find(const struct spread *spread, stop_ix stop)
{
    if (!spread->stop_count)
        return NO_IX;
    const stop_ix *at = bsearch(&stop, spread->stops, spread->stop_count, sizeof stop, by_index);
    return at ? (uint32_t)(at - spread->stops) : NO_IX;
}

uint32_t spread_rank(uint32_t percentile, uint32_t count)
{
    uint32_t rank = (uint32_t)(((uint64_t)percentile * count + 99) / 100);
    return rank ? rank - 1 : 0;
}

static int by_time(const void *a, const void *b)
{
    int32_t one = *(const int32_t *)a, two = *(const int32_t *)b;
    return (one > two) - (one < two);
}

uint32_t spread_sort(int32_t *times, uint32_t count)
{
    uint32_t none = 0;
    qsort(times, count, sizeof *times, by_time);
    while (none < count && times[count - 1 - none] == SPREAD_NEVER)
        none++;
    return none;
}

/* Where each stop stands among those found, by stop. */
static const uint32_t *sort_stops(const struct spreader *spreader, struct arena *arena,
                                  struct spread *spread)
{
    uint32_t all = spreader->search->network->facts->served_stops, count = 0;
    const stop_ix *found = spreader->found.data;
    stop_ix *sorted = arena_array(arena, spreader->found.count, sizeof *sorted);
    uint32_t *places = arena_array(arena, all, sizeof *places);
    for (uint32_t i = 0; i < spreader->found.count; i++)
        places[found[i]] = 1;
    for (stop_ix stop = 0; stop < all; stop++)
        if (places[stop]) {
            places[stop] = count;
            sorted[count++] = stop;
        }
    spread->stops = sorted;
    spread->stop_count = count;
    return places;
}

static void lay_rows(const struct spreader *spreader, struct arena *arena, struct spread *spread)
{
    const struct search *search = spreader->search;
    const uint32_t *places = sort_stops(spreader, arena, spread);
    const stop_ix *found = spreader->found.data;
    const struct best *next = spreader->rows.data;
    search_time begin = schedule_time(search->schedule, search->query->when.time);
    static const struct best none = {SEARCH_NEVER, SEARCH_NEVER, 0, 0, 0, 0};
    struct standing *standings =
        arena_array(arena, (size_t)spread->rows * spread->stop_count, sizeof *standings);
    for (uint32_t k = 0; k < spread->rows; k++) {
        uint32_t row = spread->rows - 1 - k;
        uint32_t length = *(const uint32_t *)vec_at(&spreader->lengths, k);
        struct standing *out = standings + (size_t)row * spread->stop_count;
        for (uint32_t i = 0; i < spread->stop_count; i++)
            out[places[found[i]]] =
                standing_of(search, i < length ? next++ : &none, spreader->walked[found[i]],
                            begin + (search_time)row * SPREAD_STEP_SECONDS);
    }
    spread->standings = standings;
}

void spread_run(struct search *search, const struct spread_ask *ask, struct arena *arena,
                struct spread *spread)
{
    const struct query_needs *needs = &search->query->needs;
    uint32_t stops = search->network->facts->served_stops;
    struct spreader spreader = {
        .search = search,
        .walks = ask->walks && !search->range,
        .footpaths = ask->footpaths,
        .closes = needs->wheelchair != WHEELCHAIR_NONE || needs->no_stop_count > 0,
        .bests = arena_array(arena, stops, sizeof *spreader.bests),
        .walked = arena_array(arena, stops, sizeof *spreader.walked),
        .found = vec_of(sizeof(stop_ix)),
        .rows = vec_of(sizeof(struct best)),
        .lengths = vec_of(sizeof(uint32_t)),
    };
    for (uint32_t i = 0; i < stops; i++) {
        spreader.bests[i] = (struct best){SEARCH_NEVER, SEARCH_NEVER, 0, 0, 0, 0};
        spreader.walked[i] = SEARCH_NEVER;
    }
    int32_t window = search->query->when.window_seconds;
    *spread = (struct spread){
        .rows = window ? (uint32_t)(window + SPREAD_STEP_SECONDS - 1) / SPREAD_STEP_SECONDS : 1};
    note_doors(&spreader);
    search_minutes(&spreader, spread->rows);
    lay_rows(&spreader, arena, spread);
    vec_finish(&spreader.found);
    vec_finish(&spreader.rows);
    vec_finish(&spreader.lengths);
}
