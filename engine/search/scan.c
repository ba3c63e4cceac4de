#include "engine/search/scan.h"

#include <assert.h>

#include "engine/base/bitset.h"

/*
 * The inner loop: ride a lane from call to call; where the run at hand arrives earlier than
 * anything so far, write it down; where one stands ready for an earlier run, change to that.
 *
 * A run rides on to the end of its lane, so once it (or an earlier one) was ridden into a call,
 * no later run of the lane can better anything from that call on. `covered` keeps the earliest run
 * ridden into each call; a search of many departures mostly finds that it has been there before.
 * (Trip-Based routing, Witt 2015, section 3.1, prunes by the same thought.)
 */

struct scan scan_of(struct search *search, uint32_t layer, uint32_t round, uint32_t lane)
{
    const struct schedule *schedule = search->schedule;
    const struct lane *at = &schedule->lanes[lane];
    return (struct scan){
        .search = search,
        .layer = layer,
        .round = round,
        .lane = at,
        .berths = schedule->berths + at->first_call,
        .boards = schedule->boards + at->first_time,
        .alights = schedule->alights + at->first_time,
        .vehicle = search->layers[layer].vehicle[round],
        .covered = search->covered[round] + at->first_cover,
    };
}

static search_time coming_at(const struct search *search, enum coming coming, uint32_t layer,
                             berth_ix berth, search_time time)
{
    const search_time *seconds = search->targets[coming][layer].seconds;
    return seconds && seconds[berth] != SEARCH_NEVER ? time + seconds[berth] : SEARCH_NEVER;
}

/* Who got off at the berth may be at the target sooner than anybody so far. */
static inline void arrive(struct search *search, uint32_t layer, uint32_t round, berth_ix berth,
                          search_time time)
{
    search_time own = coming_at(search, COMING_OWN, layer, berth, time);
    search_time hired = coming_at(search, COMING_HIRED, layer, berth, time);
    if (own < search->bound) {
        search->bound = own;
        search->arrivals[COMING_OWN][round] = (struct arrival){own, berth, layer};
        search->arrived[COMING_OWN][round] = true;
    }
    if (hired < search->bound && hired < search->arrivals[COMING_HIRED][round].time) {
        search->arrivals[COMING_HIRED][round] = (struct arrival){hired, berth, layer};
        search->arrived[COMING_HIRED][round] = true;
    }
}

void scan_improve(struct search *search, uint32_t layer, uint32_t round, berth_ix berth,
                  search_time time, struct ride ride)
{
    struct labels *labels = &search->layers[layer];
    labels_touch(labels, berth);
    labels->vehicle[round][berth] = time;
    labels->rides[round][berth] = ride;
    if (!bitset_has(labels->improved_set, berth)) {
        bitset_add(labels->improved_set, berth);
        vec_push_number(&labels->improved[round], berth);
    }
    arrive(search, layer, round, berth, time);
}

/* The first run whose time in the column is not before `ready`; one of `count` is there. */
static uint32_t first_from(const search_time *column, uint32_t count, search_time ready)
{
    const search_time *low = column;
    while (count > 1) {
        uint32_t half = count / 2;
        low += low[half - 1] < ready ? half : 0;
        count -= half;
    }
    return (uint32_t)(low - column);
}

/* Like first_from, but passes over runs that the question excludes; `count`: there is none. */
static uint32_t first_allowed(const struct scan *scan, const search_time *column, uint32_t count,
                              search_time ready)
{
    const struct search *search = scan->search;
    uint32_t run = first_from(column, count, ready);
    while (search->runs_banned && run < count &&
           bitset_has(search->runs_banned, scan->lane->first_run + run))
        run++;
    return run;
}

static void remember_lane(const struct scan *scan)
{
    struct search *search = scan->search;
    if (scan->covered[scan->lane->call_count - 1] == NO_IX)
        vec_push_number(&search->dirty_lanes[search->range ? scan->round : 0],
                        (uint32_t)(scan->lane - search->schedule->lanes));
}

/* One pass over a lane without links. Returns the run it ends on, or run_count when all it could
 * catch was covered before; `board_call` says where that run was boarded. */
static uint32_t ride_plain(const struct scan *scan, uint32_t call, uint32_t *board_call)
{
    struct search *search = scan->search;
    const struct lane *lane = scan->lane;
    const search_time *now = search->layers[scan->layer].now, *row = NULL;
    uint32_t run = lane->run_count, *covered = scan->covered;
    search->stats.lanes++;
    search->stats.calls += lane->call_count - call;
    remember_lane(scan);
    for (; call < lane->call_count; call++) {
        berth_ix berth = scan->berths[call];
        if (row) {
            if (covered[call] <= run) {
                row = NULL;
            } else {
                covered[call] = run;
                if (row[call] < scan->vehicle[berth] && row[call] < search->bound)
                    scan_improve(search, scan->layer, scan->round, berth, row[call],
                                 (struct ride){lane->first_run + run, *board_call, call, NO_IX});
            }
        }
        if (now[berth] >= search->bound || call + 1 == lane->call_count)
            continue;
        uint32_t limit = covered[call + 1] < run ? covered[call + 1] : run;
        const search_time *column = scan->boards + (size_t)call * lane->run_count;
        if (!limit || now[berth] > column[limit - 1])
            continue;
        search->stats.boardings++;
        uint32_t earlier = first_allowed(scan, column, limit, now[berth]);
        if (earlier < limit) {
            run = earlier;
            *board_call = call;
            row = scan->alights + (size_t)run * lane->call_count;
        }
    }
    return row ? run : lane->run_count;
}

/* The same where links or via places want to know the run at each call. Nothing is pruned by what
 * was covered: a run that is late in one way may lead somewhere else. */
static uint32_t ride_aboard(const struct scan *scan, uint32_t call, uint32_t *board_call)
{
    struct search *search = scan->search;
    const struct lane *lane = scan->lane;
    const search_time *now = search->layers[scan->layer].now, *row = NULL;
    uint32_t run = lane->run_count;
    struct aboard *aboard = search->aboard.data;
    search->stats.lanes++;
    search->stats.calls += lane->call_count - call;
    for (; call < lane->call_count; call++) {
        berth_ix berth = scan->berths[call];
        struct ride ride = {lane->first_run + run, *board_call, call, NO_IX};
        aboard = search->aboard.data;
        aboard[call] = (struct aboard){row ? run : NO_IX, *board_call};
        if (row && row[call] < scan->vehicle[berth] && row[call] < search->bound)
            scan_improve(search, scan->layer, scan->round, berth, row[call], ride);
        if (row)
            follow_via(scan, run, ride);
        if (now[berth] >= search->bound || !run)
            continue;
        const search_time *column = scan->boards + (size_t)call * lane->run_count;
        if (now[berth] > column[run - 1])
            continue;
        search->stats.boardings++;
        uint32_t earlier = first_allowed(scan, column, run, now[berth]);
        if (earlier < run) {
            run = earlier;
            *board_call = call;
            row = scan->alights + (size_t)run * lane->call_count;
        }
    }
    return run;
}

void scan_ride_run(const struct scan *scan, uint32_t run, uint32_t call, uint32_t seat)
{
    struct search *search = scan->search;
    const struct lane *lane = scan->lane;
    const search_time *row = scan->alights + (size_t)run * lane->call_count;
    bool vias = scan->layer + 1 < search->layer_count, covers = search->layer_count == 1;
    struct ride ride = {lane->first_run + run, call, call, seat};
    search->stats.lanes++;
    remember_lane(scan);
    for (call++; call < lane->call_count; call++) {
        berth_ix berth = scan->berths[call];
        if (covers && scan->covered[call] <= run)
            return;
        if (covers)
            scan->covered[call] = run;
        search->stats.calls++;
        ride.alight_call = call;
        if (row[call] < scan->vehicle[berth] && row[call] < search->bound)
            scan_improve(search, scan->layer, scan->round, berth, row[call], ride);
        if (vias)
            follow_via(scan, run, ride);
    }
}

void scan_lane(struct search *search, uint32_t layer, uint32_t round, uint32_t lane,
               uint32_t first_call)
{
    struct scan scan = scan_of(search, layer, round, lane);
    uint32_t board_call = first_call, run;
    bool each = follow_each(search, scan.lane);
    if (each || search->layer_count > 1) {
        vec_resize(&search->aboard, scan.lane->call_count);
        for (uint32_t i = 0; i < first_call; i++)
            ((struct aboard *)vec_at(&search->aboard, i))->run = NO_IX;
        run = ride_aboard(&scan, first_call, &board_call);
    } else {
        run = ride_plain(&scan, first_call, &board_call);
    }
    if (run < scan.lane->run_count)
        follow_lane(&scan, run, board_call, each);
}

void scan_run(struct search *search, uint32_t layer, uint32_t round, uint32_t run, uint32_t call,
              uint32_t seat)
{
    uint32_t lane = search->schedule->run_lanes[run];
    struct scan scan = scan_of(search, layer, round, lane);
    uint32_t number = run - scan.lane->first_run;
    struct ride ride = {run, call, call, seat};
    assert(number < scan.lane->run_count);
    if (seat != NO_IX)
        follow_via(&scan, number, ride);
    scan_ride_run(&scan, number, call, seat);
    follow_run(&scan, ride);
}
