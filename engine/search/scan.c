#include <assert.h>

#include "engine/base/bitset.h"
#include "engine/search/search.h"

/*
 * The inner loop: ride a lane from call to call; where the run at hand arrives earlier than
 * anything so far, write it down; where one stands ready for an earlier run, change to that.
 */

/* Rows of type 4 can be woven so that the ways through them have no end; no real feed comes near
 * this many seats. */
enum { SEATS_MAX = 1000 * 1000 };

/* The lane being ridden, with its arrays at hand. */
struct scan {
    struct search *search;
    uint32_t layer, round;
    const struct lane *lane;
    const berth_ix *berths;
    const search_time *boards, *alights;
    search_time *vehicle; /* of this round */
};

static struct scan scan_of(struct search *search, uint32_t layer, uint32_t round, uint32_t lane)
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
    };
}

/* Writes down a better time to get off; that may be an arrival. */
static void improve(struct search *search, uint32_t layer, uint32_t round, berth_ix berth,
                    search_time time, struct ride ride)
{
    struct labels *labels = &search->layers[layer];
    labels_set_vehicle(labels, round, berth, time);
    labels->rides[round][berth] = ride;
    if (!bitset_has(labels->improved_set, berth)) {
        bitset_add(labels->improved_set, berth);
        vec_push(&labels->improved[round], &berth);
    }
    const search_time *to_target = search->target_seconds[layer];
    if (!to_target || to_target[berth] == SEARCH_NEVER)
        return;
    search_time arrival = time + to_target[berth];
    if (arrival < search->bound) {
        search->bound = arrival;
        search->arrivals[round] = (struct arrival){arrival, berth, layer};
        search->arrived[round] = true;
    }
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

static uint32_t add_seat(struct search *search, struct seat seat)
{
    search->stats.seats++;
    return vec_push(&search->seats, &seat);
}

static void pass_via(const struct scan *scan, uint32_t run, uint32_t boarded, uint32_t seat,
                     uint32_t call);

/* One pass over the lane. With `extras` it keeps what links and via places ask for; plain scans
 * are compiled without. Returns the run it ends on, or run_count, and where that was boarded. */
static inline __attribute__((always_inline)) uint32_t ride(const struct scan *scan, uint32_t call,
                                                           uint32_t *board_call, bool extras)
{
    struct search *search = scan->search;
    const struct lane *lane = scan->lane;
    const search_time *now = search->layers[scan->layer].now, *row = NULL;
    uint32_t run = lane->run_count, boarded = call;
    struct ridden *ridden = search->ridden.data;
    search->stats.lanes++;
    search->stats.calls += lane->call_count - call;
    for (; call < lane->call_count; call++) {
        berth_ix berth = scan->berths[call];
        if (row && row[call] < scan->vehicle[berth] && row[call] < search->bound)
            improve(search, scan->layer, scan->round, berth, row[call],
                    (struct ride){lane->first_run + run, boarded, call, NO_IX});
        if (extras) {
            ridden[call] = (struct ridden){row ? run : NO_IX, boarded};
            if (row)
                pass_via(scan, run, boarded, NO_IX, call);
        }
        if (now[berth] >= search->bound || !run)
            continue;
        const search_time *column = scan->boards + (size_t)call * lane->run_count;
        if (now[berth] > column[run - 1])
            continue;
        search->stats.boardings++;
        uint32_t earlier = first_allowed(scan, column, run, now[berth]);
        if (earlier < run) {
            run = earlier;
            boarded = call;
            row = scan->alights + (size_t)run * lane->call_count;
        }
    }
    *board_call = boarded;
    return run;
}

/* Enters the next layer where a via place is passed: by getting off there, and by riding on. */
static void pass_via(const struct scan *scan, uint32_t run, uint32_t boarded, uint32_t seat,
                     uint32_t call)
{
    struct search *search = scan->search;
    uint32_t layer = scan->layer;
    berth_ix berth = scan->berths[call];
    if (layer + 1 == search->layer_count || !bitset_has(search->vias[layer].berths, berth))
        return;
    uint32_t global = scan->lane->first_run + run;
    struct seat through = {{global, boarded, call, seat}, SEAT_VIA, layer, global, call};
    search_time off = scan->alights[(size_t)run * scan->lane->call_count + call];
    int32_t stay = search->vias[layer].stay_seconds;
    if (off != SEARCH_NEVER && off + stay < search->bound &&
        off + stay < search->layers[layer + 1].vehicle[scan->round][berth])
        improve(search, layer + 1, scan->round, berth, off + stay,
                (struct ride){global, call, call, add_seat(search, through)});
    /* At the last call too: the vehicle may go on as another trip. */
    if (!stay)
        scan_run(search, layer + 1, scan->round, global, call, add_seat(search, through));
}

/* Rides exactly one run. */
static void ride_run(const struct scan *scan, uint32_t run, uint32_t call, uint32_t seat)
{
    struct search *search = scan->search;
    const struct lane *lane = scan->lane;
    const search_time *row = scan->alights + (size_t)run * lane->call_count;
    uint32_t boarded = call;
    bool vias = scan->layer + 1 < search->layer_count;
    search->stats.lanes++;
    search->stats.calls += lane->call_count - call;
    for (call++; call < lane->call_count; call++) {
        berth_ix berth = scan->berths[call];
        if (row[call] < scan->vehicle[berth] && row[call] < search->bound)
            improve(search, scan->layer, scan->round, berth, row[call],
                    (struct ride){lane->first_run + run, boarded, call, seat});
        if (vias)
            pass_via(scan, run, boarded, seat, call);
    }
}

/* Takes the promises of run `y`. How one came to it: as `ridden` says of the calls of a lane scan,
 * or (NULL) exactly as `seat` says, from call `entered` on. */
static void take_promises(const struct scan *scan, uint32_t y, const struct ridden *ridden,
                          uint32_t entered, uint32_t seat)
{
    struct search *search = scan->search;
    const struct schedule *schedule = search->schedule;
    uint32_t number = y - scan->lane->first_run;
    if (scan->round + 1 > search->rounds)
        return;
    for (uint32_t i = schedule->link_first[y]; i < schedule->link_first[y + 1]; i++) {
        const struct run_link *link = &schedule->links[i];
        uint32_t call = link->from_call;
        bool on = ridden ? ridden[call].run != NO_IX && ridden[call].run <= number : call > entered;
        if (link->kind != LINK_GUARANTEE || !on || link->time >= search->bound ||
            (search->runs_banned && bitset_has(search->runs_banned, link->to)))
            continue;
        struct ride origin = {y, ridden ? ridden[call].board_call : entered, call, seat};
        struct seat taken = {origin, LINK_GUARANTEE, scan->layer, link->to, link->to_call};
        uint32_t taken_seat = add_seat(search, taken);
        vec_push(&search->promised[scan->round + 1], &taken_seat);
    }
}

static bool run_open(const struct search *search, uint32_t run)
{
    uint32_t lane = search->schedule->run_lanes[run];
    return (!search->lanes_allowed || bitset_has(search->lanes_allowed, lane)) &&
           (!search->runs_banned || !bitset_has(search->runs_banned, run));
}

/* Stays seated on exactly the run of `origin`; scan_run goes on from there. */
static void follow(struct search *search, uint32_t layer, uint32_t round, struct ride origin)
{
    const struct schedule *schedule = search->schedule;
    if (!search->stays || search->stats.seats > SEATS_MAX)
        return;
    for (uint32_t i = schedule->link_first[origin.run]; i < schedule->link_first[origin.run + 1];
         i++) {
        const struct run_link *link = &schedule->links[i];
        if (link->kind != LINK_STAY || link->time >= search->bound || !run_open(search, link->to))
            continue;
        struct seat seat = {origin, LINK_STAY, layer, link->to, 0};
        scan_run(search, layer, round, link->to, 0, add_seat(search, seat));
    }
}

/* Stays seated on whichever run from `run` on leads furthest forward in each lane. */
static void stay_on(const struct scan *scan, uint32_t run, uint32_t board_call)
{
    struct search *search = scan->search;
    const struct schedule *schedule = search->schedule;
    const struct lane *lane = scan->lane;
    for (uint32_t i = 0; i < lane->stay_count; i++) {
        const struct stay *stay = &schedule->stays[lane->first_stay + i];
        const struct choice *choice = &schedule->choices[stay->first_choice + run];
        uint32_t *best = &search->stay_best[scan->round][stay->lane];
        if (choice->run == NO_IX || choice->time >= search->bound ||
            (scan->layer == 0 && choice->run >= *best) ||
            (search->lanes_allowed && !bitset_has(search->lanes_allowed, stay->lane)))
            continue;
        if (scan->layer == 0) {
            if (*best == NO_IX)
                vec_push(&search->dirty_stays, &stay->lane);
            *best = choice->run;
        }
        struct scan on = scan_of(search, scan->layer, scan->round, stay->lane);
        struct ride origin = {lane->first_run + choice->from, board_call, lane->call_count - 1,
                              NO_IX};
        struct seat seat = {origin, LINK_STAY, scan->layer, on.lane->first_run + choice->run, 0};
        ride_run(&on, choice->run, 0, add_seat(search, seat));
    }
}

/* Every link from the runs that could be caught: the one ridden and all later ones. */
static void follow_all(const struct scan *scan, uint32_t run, uint32_t board_call)
{
    struct search *search = scan->search;
    const struct lane *lane = scan->lane;
    uint32_t calls = lane->call_count;
    struct vec kept = vec_of(sizeof(struct ridden)); /* Scans below write over the scratch. */
    vec_add_many(&kept, search->ridden.data, calls);
    for (uint32_t y = run; y < lane->run_count; y++) {
        uint32_t global = lane->first_run + y;
        if (search->runs_banned && bitset_has(search->runs_banned, global))
            continue;
        if (search->promises)
            take_promises(scan, global, kept.data, 0, NO_IX);
        follow(search, scan->layer, scan->round,
               (struct ride){global, board_call, calls - 1, NO_IX});
    }
    vec_finish(&kept);
}

void scan_lane(struct search *search, uint32_t layer, uint32_t round, uint32_t lane,
               uint32_t first_call)
{
    struct scan scan = scan_of(search, layer, round, lane);
    uint32_t board_call, run;
    bool each = search->schedule->link_first && ((scan.lane->promises && search->promises) ||
                                                 (search->runs_banned && search->stays));
    if (each || layer + 1 < search->layer_count) {
        vec_resize(&search->ridden, scan.lane->call_count);
        struct ridden *ridden = search->ridden.data;
        for (uint32_t i = 0; i < first_call; i++)
            ridden[i].run = NO_IX;
        run = ride(&scan, first_call, &board_call, true);
    } else {
        run = ride(&scan, first_call, &board_call, false);
    }
    if (run == scan.lane->run_count)
        return;
    if (each)
        follow_all(&scan, run, board_call);
    else if (search->stays && scan.lane->stay_count)
        stay_on(&scan, run, board_call);
}

void scan_run(struct search *search, uint32_t layer, uint32_t round, uint32_t run, uint32_t call,
              uint32_t seat)
{
    uint32_t lane = search->schedule->run_lanes[run];
    struct scan scan = scan_of(search, layer, round, lane);
    uint32_t number = run - scan.lane->first_run;
    assert(number < scan.lane->run_count);
    ride_run(&scan, number, call, seat);
    if (!search->schedule->link_first)
        return;
    if (scan.lane->promises && search->promises)
        take_promises(&scan, run, NULL, call, seat);
    follow(search, layer, round, (struct ride){run, call, scan.lane->call_count - 1, seat});
}
