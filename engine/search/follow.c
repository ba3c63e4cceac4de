#include "engine/base/bitset.h"
#include "engine/search/scan.h"

/*
 * What a ride leads to beside getting off: staying seated while the vehicle goes on as another
 * trip, connections that wait, via places passed on board.
 */

/* Rows of type 4 can be woven so that the ways through them have no end. No real feed comes near
 * this many seats of one departure, nor of all departures of a range. */
enum { SEATS_MAX = 1000 * 1000, SEATS_ALL_MAX = 100 * SEATS_MAX };

static bool seats_left(const struct search *search)
{
    return search->seats.count < SEATS_MAX && search->stats.seats < SEATS_ALL_MAX;
}

static uint32_t add_seat(struct search *search, struct ride origin, uint32_t kind, uint32_t layer,
                         uint32_t run, uint32_t call)
{
    search->stats.seats++;
    return vec_push(&search->seats, &(struct seat){origin, kind, layer, run, call});
}

static bool run_open(const struct search *search, uint32_t run)
{
    uint32_t lane = search->schedule->run_lanes[run];
    return (!search->lanes_allowed || bitset_has(search->lanes_allowed, lane)) &&
           (!search->runs_banned || !bitset_has(search->runs_banned, run));
}

bool follow_each(const struct search *search, const struct lane *lane)
{
    bool refuses = search->runs_banned || search->lanes_allowed || search->layer_count > 1;
    return (lane->promises && search->promises) || (search->stays && refuses);
}

/* Getting off at via places: one after the other where several lie here. */
static void get_off_at_via(const struct scan *scan, uint32_t run, struct ride ride)
{
    struct search *search = scan->search;
    berth_ix berth = scan->berths[ride.alight_call];
    search_time off = scan->alights[(size_t)run * scan->lane->call_count + ride.alight_call];
    uint32_t call = ride.alight_call;
    for (uint32_t layer = scan->layer; off != SEARCH_NEVER && layer + 1 < search->layer_count &&
                                       bitset_has(search->vias[layer].berths, berth);
         layer++) {
        off += via_stay(&search->vias[layer], berth);
        uint32_t seat = add_seat(search, ride, SEAT_VIA, layer, ride.run, call);
        ride = (struct ride){ride.run, call, call, seat};
        if (off < search->bound && off < search->layers[layer + 1].vehicle[scan->round][berth])
            scan_improve(search, layer + 1, scan->round, berth, off, ride);
    }
}

void follow_via(const struct scan *scan, uint32_t run, struct ride ride)
{
    struct search *search = scan->search;
    uint32_t layer = scan->layer, call = ride.alight_call;
    if (layer + 1 == search->layer_count || !seats_left(search) ||
        !bitset_has(search->vias[layer].berths, scan->berths[call]))
        return;
    if (ride.board_call < call)
        get_off_at_via(scan, run, ride);
    if (via_stay(&search->vias[layer], scan->berths[call]))
        return;
    /* Riding on, at the last call too: the vehicle may go on as another trip. Later runs only
     * matter for where they lead; one that was entered by a link is the only one. */
    bool alone = ride.seat != NO_IX || !search->schedule->link_first;
    for (uint32_t y = run; y < (alone ? run + 1 : scan->lane->run_count); y++) {
        ride.run = scan->lane->first_run + y;
        if (y > run && search->runs_banned && bitset_has(search->runs_banned, ride.run))
            continue;
        scan_run(search, layer + 1, scan->round, ride.run, call,
                 add_seat(search, ride, SEAT_VIA, layer, ride.run, call));
    }
}

/* Whether getting off or on there is refused: such berths have a time that nothing betters. */
static bool closed(const struct scan *scan, uint32_t run, uint32_t call)
{
    const struct schedule *schedule = scan->search->schedule;
    const struct lane *lane = &schedule->lanes[schedule->run_lanes[run]];
    return scan->vehicle[schedule->berths[lane->first_call + call]] == SEARCH_MISSED;
}

static void take_promise(const struct scan *scan, const struct run_link *link, struct ride origin)
{
    struct search *search = scan->search;
    if (link->time >= search->bound || !run_open(search, link->to) ||
        closed(scan, link->from, link->from_call) || closed(scan, link->to, link->to_call))
        return;
    uint32_t seat = add_seat(search, origin, LINK_GUARANTEE, scan->layer, link->to, link->to_call);
    vec_push(&search->promised[scan->round + 1], &seat);
}

/* Takes the promises of run `y`, when one was aboard it or an earlier run of the lane. */
static void take_promises(const struct scan *scan, uint32_t y, const struct aboard *aboard)
{
    struct search *search = scan->search;
    const struct schedule *schedule = search->schedule;
    if (!search->promises || scan->round == search->rounds)
        return;
    for (uint32_t i = schedule->link_first[y]; i < schedule->link_first[y + 1]; i++) {
        const struct run_link *link = &schedule->links[i];
        const struct aboard *at = &aboard[link->from_call];
        if (link->kind == LINK_GUARANTEE && at->run != NO_IX &&
            at->run <= y - scan->lane->first_run)
            take_promise(scan, link, (struct ride){y, at->board_call, link->from_call, NO_IX});
    }
}

/* Whether this very run was ridden from its first call on before, and so all it leads to. Layers do
 * not keep this. */
static bool was_ridden(const struct search *search, uint32_t round, uint32_t run)
{
    const struct schedule *schedule = search->schedule;
    const struct lane *lane = &schedule->lanes[schedule->run_lanes[run]];
    return search->layer_count == 1 &&
           search->covered[round][lane->first_cover + 1] == run - lane->first_run;
}

/* Stays seated on exactly the run of `origin`; scan_run goes on from there. */
static void stay_seated(struct search *search, uint32_t layer, uint32_t round, struct ride origin)
{
    const struct schedule *schedule = search->schedule;
    if (!search->stays || !seats_left(search) || search->stays_deep == STAYS_MAX)
        return;
    search->stays_deep++;
    for (uint32_t i = schedule->link_first[origin.run]; i < schedule->link_first[origin.run + 1];
         i++) {
        const struct run_link *link = &schedule->links[i];
        if (link->kind != LINK_STAY || link->time >= search->bound || !run_open(search, link->to) ||
            was_ridden(search, round, link->to))
            continue;
        scan_run(search, layer, round, link->to, 0,
                 add_seat(search, origin, LINK_STAY, layer, link->to, 0));
    }
    search->stays_deep--;
}

void follow_run(const struct scan *scan, struct ride ride)
{
    struct search *search = scan->search;
    const struct schedule *schedule = search->schedule;
    if (!schedule->link_first)
        return;
    /* Entered at a via place one was aboard before: a promise may start right there. */
    bool was_aboard = ride.seat != NO_IX &&
                      ((const struct seat *)vec_at(&search->seats, ride.seat))->kind == SEAT_VIA;
    for (uint32_t i = schedule->link_first[ride.run];
         search->promises && scan->round < search->rounds && i < schedule->link_first[ride.run + 1];
         i++) {
        const struct run_link *link = &schedule->links[i];
        ride.alight_call = link->from_call;
        if (link->kind == LINK_GUARANTEE && link->from_call + was_aboard > ride.board_call)
            take_promise(scan, link, ride);
    }
    ride.alight_call = scan->lane->call_count - 1;
    stay_seated(search, scan->layer, scan->round, ride);
}

/* Stays seated on whichever run from `run` on leads furthest forward in each lane. */
static void stay_by_table(const struct scan *scan, uint32_t run, uint32_t board_call)
{
    struct search *search = scan->search;
    const struct schedule *schedule = search->schedule;
    const struct lane *lane = scan->lane;
    for (uint32_t i = 0; i < lane->stay_count; i++) {
        const struct stay *stay = &schedule->stays[lane->first_stay + i];
        const struct choice *choice = &schedule->choices[stay->first_choice + run];
        if (choice->run == NO_IX || choice->time >= search->bound)
            continue;
        struct scan on = scan_of(search, scan->layer, scan->round, stay->lane);
        if (on.covered[1] <= choice->run)
            continue;
        struct ride origin = {lane->first_run + choice->from, board_call, lane->call_count - 1,
                              NO_IX};
        scan_ride_run(
            &on, choice->run, 0,
            add_seat(search, origin, LINK_STAY, scan->layer, on.lane->first_run + choice->run, 0));
    }
}

void follow_lane(const struct scan *scan, uint32_t run, uint32_t board_call, bool each)
{
    struct search *search = scan->search;
    const struct lane *lane = scan->lane;
    if (!each) {
        if (search->stays && lane->stay_count)
            stay_by_table(scan, run, board_call);
        return;
    }
    struct vec kept = vec_of(sizeof(struct aboard)); /* Scans below write over the scratch. */
    vec_add_many(&kept, search->aboard.data, lane->call_count);
    for (uint32_t y = run; y < lane->run_count; y++) {
        uint32_t global = lane->first_run + y;
        if (search->runs_banned && bitset_has(search->runs_banned, global))
            continue;
        take_promises(scan, global, kept.data);
        stay_seated(search, scan->layer, scan->round,
                    (struct ride){global, board_call, lane->call_count - 1, NO_IX});
    }
    vec_finish(&kept);
}
