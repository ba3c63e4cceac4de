#include "engine/search/trace.h"

#include <assert.h>
#include <string.h>

#include "engine/base/bitset.h"

/*
 * From labels to a journey: first the rides, from the target back to the source as the labels lead,
 * then legs with clock times in the order of travel. Only here does a journey learn which way the
 * search went.
 */

static struct step *step_at(const struct chain *chain, uint32_t index)
{
    return vec_at(&chain->steps, index);
}

/* A run that staying seated leads to, and the hop it came from. */
struct hop {
    uint32_t run, before;
};

static bool goes_on_as(const struct schedule *schedule, uint32_t from, uint32_t to)
{
    for (uint32_t i = schedule->link_first[from]; i < schedule->link_first[from + 1]; i++)
        if (schedule->links[i].kind == LINK_STAY && schedule->links[i].to == to)
            return true;
    return false;
}

static bool is_hop(const struct vec *hops, uint32_t run)
{
    const struct hop *known = hops->data;
    for (uint32_t i = 0; i < hops->count; i++)
        if (known[i].run == run)
            return true;
    return false;
}

static void hop_on(const struct schedule *schedule, uint32_t at, struct vec *hops)
{
    uint32_t run = ((const struct hop *)vec_at(hops, at))->run;
    for (uint32_t i = schedule->link_first[run]; i < schedule->link_first[run + 1]; i++)
        if (schedule->links[i].kind == LINK_STAY && hops->count <= STAYS_MAX &&
            !is_hop(hops, schedule->links[i].to))
            vec_push(hops, &(struct hop){schedule->links[i].to, at});
}

/* Takes a stay apart: A goes on as B goes on as C. The runs between are found as the table of stays
 * found them, fewest first, and come into the chain last to first. */
static void add_stays(const struct schedule *schedule, uint32_t from, uint32_t to,
                      struct chain *chain)
{
    struct vec hops = vec_of(sizeof(struct hop));
    vec_push(&hops, &(struct hop){from, NO_IX});
    uint32_t at = 0;
    for (; at < hops.count; at++) {
        if (goes_on_as(schedule, ((const struct hop *)vec_at(&hops, at))->run, to))
            break;
        hop_on(schedule, at, &hops);
    }
    assert(at < hops.count);
    for (const struct hop *hop = hops.data; hop[at].before != NO_IX; at = hop[at].before) {
        uint32_t calls = schedule->lanes[schedule->run_lanes[hop[at].run]].call_count;
        vec_push(&chain->steps, &(struct step){hop[at].run, 0, calls - 1, LINK_STAY, 0, 0});
    }
    vec_finish(&hops);
}

/* A stay at a via place where one got off: it lies between this ride and the next one. */
static void rest_after(const struct search *search, const struct seat *seat, struct chain *chain)
{
    const struct schedule *schedule = search->schedule;
    const struct lane *lane = &schedule->lanes[schedule->run_lanes[seat->run]];
    int32_t stay =
        via_stay(&search->vias[seat->layer], schedule->berths[lane->first_call + seat->call]);
    if (chain->steps.count)
        step_at(chain, chain->steps.count - 1)->rest_off += stay;
    else
        chain->end_rest += stay;
}

/* Walks one ride back to where it was boarded at a berth; `layer` and `round` follow. */
static berth_ix unwind(const struct search *search, struct ride ride, uint32_t *layer,
                       uint32_t *round, struct chain *chain)
{
    struct step step = {ride.run, ride.board_call, ride.alight_call, STEP_BOARDED, 0, 0};
    while (ride.seat != NO_IX) {
        const struct seat *seat = vec_at(&search->seats, ride.seat);
        bool got_off = ride.board_call == ride.alight_call;
        *layer = seat->layer;
        ride = seat->origin;
        if (seat->kind == SEAT_VIA) {
            if (got_off)
                rest_after(search, seat, chain);
            step.board_call = ride.board_call; /* The same run, before the via place. */
            continue;
        }
        step.entered = seat->kind;
        vec_push(&chain->steps, &step);
        if (seat->kind == LINK_STAY)
            add_stays(search->schedule, ride.run, seat->run, chain);
        else
            *round -= 1;
        step = (struct step){ride.run, ride.board_call, ride.alight_call, STEP_BOARDED, 0, 0};
    }
    vec_push(&chain->steps, &step);
    const struct schedule *schedule = search->schedule;
    const struct lane *lane = &schedule->lanes[schedule->run_lanes[step.run]];
    return schedule->berths[lane->first_call + step.board_call];
}

static void follow_labels(const struct search *search, const struct arrival *arrival,
                          uint32_t round, struct chain *chain)
{
    uint32_t layer = arrival->layer;
    berth_ix alight = arrival->berth;
    *chain =
        (struct chain){.steps = vec_of(sizeof(struct step)), .last = alight, .last_layer = layer};
    for (;;) {
        struct ride ride = search->layers[layer].rides[round][alight];
        berth_ix board = unwind(search, ride, &layer, &round, chain);
        round--;
        if (round == 0 && search->layer_count == 1) {
            chain->first = board;
            return;
        }
        int32_t rest = 0;
        alight = search->layers[layer].walked_from[round][board];
        while (alight & WALKED_THROUGH_VIA) {
            rest += via_stay(&search->vias[--layer], board);
            alight = search->layers[layer].walked_from[round][board];
        }
        if (round == 0) {
            chain->first = board;
            chain->first_layer = layer;
            chain->start_rest = rest;
            return;
        }
        step_at(chain, chain->steps.count - 1)->rest_on += rest;
    }
}

/* The berth of a step's lane at one of its calls. */
static berth_ix berth_at(const struct search *search, const struct step *step, uint32_t call)
{
    const struct schedule *schedule = search->schedule;
    const struct lane *lane = &schedule->lanes[schedule->run_lanes[step->run]];
    return schedule->berths[lane->first_call + call];
}

static search_time board_time(const struct search *search, const struct step *step)
{
    const struct schedule *schedule = search->schedule;
    const struct lane *lane = &schedule->lanes[schedule->run_lanes[step->run]];
    return schedule->boards[lane->first_time + (size_t)step->board_call * lane->run_count +
                            (step->run - lane->first_run)];
}

static search_time alight_time(const struct search *search, const struct step *step)
{
    const struct schedule *schedule = search->schedule;
    const struct lane *lane = &schedule->lanes[schedule->run_lanes[step->run]];
    return schedule
        ->alights[lane->first_time + (size_t)(step->run - lane->first_run) * lane->call_count +
                  step->alight_call];
}

static int32_t change_between(const struct search *search, berth_ix from, berth_ix to);

void trace_tighten(const struct search *search, struct chain *chain)
{
    const struct schedule *schedule = search->schedule;
    for (uint32_t i = 1; i < chain->steps.count; i++) {
        struct step *step = step_at(chain, i);
        const struct step *next = step_at(chain, i - 1);
        if (step->entered != STEP_BOARDED || next->entered != STEP_BOARDED)
            continue;
        berth_ix off = berth_at(search, step, step->alight_call);
        berth_ix on = berth_at(search, next, next->board_call);
        search_time latest = board_time(search, next) - next->rest_off - next->rest_on -
                             (schedule->span.direction == AHEAD ? change_between(search, off, on)
                                                                : change_between(search, on, off));
        const struct lane *lane = &schedule->lanes[schedule->run_lanes[step->run]];
        struct step later = *step;
        for (later.run++;
             later.run < lane->first_run + lane->run_count && alight_time(search, &later) <= latest;
             later.run++)
            if (!search->runs_banned || !bitset_has(search->runs_banned, later.run))
                step->run = later.run;
    }
}

static const struct gate *find_gate(const struct vec *gates, berth_ix berth)
{
    const struct gate *items = gates->data;
    for (uint32_t i = 0; i < gates->count; i++)
        if (items[i].berth == berth)
            return &items[i];
    assert(!"a journey starts and ends at a gate");
    return NULL;
}

/* Legs under construction, in order of travel. */
struct tracer {
    const struct search *search;
    struct leg *legs;
    uint32_t count;
};

struct leg trace_leg(const struct search *search, uint32_t run, uint32_t board_call,
                     uint32_t alight_call)
{
    const struct schedule *schedule = search->schedule;
    const struct lane *lane = &schedule->lanes[schedule->run_lanes[run]];
    bool ahead = schedule->span.direction == AHEAD;
    uint32_t last = lane->call_count - 1;
    struct leg leg = {
        .kind = LEG_RIDE,
        .run = schedule->runs[run],
        .board_call = ahead ? board_call : last - alight_call,
        .alight_call = ahead ? alight_call : last - board_call,
    };
    const struct pattern *pattern = world_pattern(search->world, lane->pattern);
    leg.from = world_call_stop(search->world, pattern, leg.board_call);
    leg.to = world_call_stop(search->world, pattern, leg.alight_call);
    leg.depart = run_depart(search->world, leg.run, leg.board_call);
    leg.arrive = run_arrive(search->world, leg.run, leg.alight_call);
    return leg;
}

static int32_t board_slack(const struct tracer *tracer, const struct leg *leg)
{
    const struct world *world = tracer->search->world;
    return network_board_slack(world->network, world_trip_route(world, leg->run.trip), leg->from);
}

static int32_t alight_slack(const struct tracer *tracer, const struct leg *leg)
{
    const struct world *world = tracer->search->world;
    return network_alight_slack(world->network, world_trip_route(world, leg->run.trip), leg->to);
}

/* Seconds of the footpath from berth to berth (in the direction of travel). */
static int32_t change_between(const struct search *search, berth_ix from, berth_ix to)
{
    if (from == to)
        return walk_seconds(search, search->change_seconds[from]);
    bool ahead = search->schedule->span.direction == AHEAD;
    berth_ix owner = ahead ? from : to, wanted = ahead ? to : from;
    for (uint32_t i = search->footpath_first[owner]; i < search->footpath_first[owner + 1]; i++)
        if (search->footpaths[i].berth == wanted)
            return walk_seconds(search, search->footpaths[i].seconds);
    assert(!"labels only walk along footpaths");
    return 0;
}

/* One stays where one got off and then walks, or walks and stays where one boards. */
static void add_change(struct tracer *tracer, berth_ix from, berth_ix to, int32_t rest)
{
    const struct search *search = tracer->search;
    const struct leg *before = &tracer->legs[tracer->count - 1];
    struct leg leg = {
        .kind = LEG_WALK,
        .from = search->network->berth_stops[from],
        .to = search->network->berth_stops[to],
        .depart = before->arrive + alight_slack(tracer, before) + rest,
    };
    leg.arrive = leg.depart + change_between(search, from, to);
    leg.footpath = (uint8_t)walks_kind(search->walks, from, to);
    tracer->legs[tracer->count++] = leg;
}

/* The walk between door and first or last ride: to the endpoint, and a footpath beyond it. */
static void add_door(struct tracer *tracer, const struct gate *gate,
                     const struct endpoint *endpoints, uint32_t count, bool at_start)
{
    const struct network *network = tracer->search->network;
    stop_ix ride_stop = network->berth_stops[gate->berth];
    int32_t walk_all = gate->seconds - gate->rest, door = walk_all;
    for (uint32_t i = 0; i < count; i++)
        if (endpoints[i].stop == gate->stop && endpoints[i].hired == gate->hired &&
            endpoints[i].seconds < door)
            door = endpoints[i].seconds;
    int32_t path = gate->stop == ride_stop ? 0 : walk_all - door;
    struct leg walk = {.kind = LEG_WALK,
                       .footpath = (uint8_t)walks_kind(tracer->search->walks,
                                                       at_start ? gate->stop : ride_stop,
                                                       at_start ? ride_stop : gate->stop)};
    struct leg out = {.kind = at_start ? LEG_ACCESS : LEG_EGRESS,
                      .from = NO_IX,
                      .to = NO_IX,
                      .hired = gate->hired};
    if (at_start) {
        walk.from = out.to = gate->stop;
        walk.to = ride_stop;
        walk.depart = -path; /* Counted back from boarding; placed by the caller. */
        out.depart = -gate->seconds;
        out.arrive = -gate->seconds + door;
        if (door)
            tracer->legs[tracer->count++] = out;
        if (path || gate->stop != ride_stop)
            tracer->legs[tracer->count++] = walk;
    } else {
        walk.from = ride_stop;
        walk.to = out.from = gate->stop;
        walk.arrive = path; /* Counted on from alighting. */
        out.depart = path + gate->rest;
        out.arrive = path + gate->rest + door;
        if (path || gate->stop != ride_stop)
            tracer->legs[tracer->count++] = walk;
        if (door)
            tracer->legs[tracer->count++] = out;
    }
}

static void shift(struct leg *legs, uint32_t count, unix_time by)
{
    for (uint32_t i = 0; i < count; i++) {
        legs[i].depart += by;
        legs[i].arrive += by;
    }
}

/* Number of the step that is ridden i-th, in the order of travel. */
static uint32_t travelled(const struct tracer *tracer, const struct chain *chain, uint32_t i)
{
    bool ahead = tracer->search->schedule->span.direction == AHEAD;
    return ahead ? chain->steps.count - 1 - i : i;
}

static void add_rides(struct tracer *tracer, const struct chain *chain)
{
    const struct search *search = tracer->search;
    bool ahead = search->schedule->span.direction == AHEAD;
    for (uint32_t i = 0; i < chain->steps.count; i++) {
        const struct step *step = step_at(chain, travelled(tracer, chain, i));
        struct leg leg = trace_leg(search, step->run, step->board_call, step->alight_call);
        if (i) {
            const struct step *before = step_at(chain, travelled(tracer, chain, i - 1));
            /* How two rides are joined stands with the one the search came to later. */
            const struct step *joint = ahead ? step : before;
            berth_ix off = ahead ? berth_at(search, before, before->alight_call)
                                 : berth_at(search, before, before->board_call);
            berth_ix on = ahead ? berth_at(search, step, step->board_call)
                                : berth_at(search, step, step->alight_call);
            leg.stays = joint->entered == LINK_STAY;
            leg.guaranteed = joint->entered == LINK_GUARANTEE;
            if (joint->entered == STEP_BOARDED)
                add_change(tracer, off, on, ahead ? joint->rest_off : joint->rest_on);
        }
        tracer->legs[tracer->count++] = leg;
    }
}

static void number_transfers(struct journey *journey)
{
    uint32_t boardings = 0;
    for (uint32_t i = 0; i < journey->leg_count; i++)
        boardings += journey->legs[i].kind == LEG_RIDE && !journey->legs[i].stays;
    journey->transfers = boardings - 1;
}

void trace_chain(const struct search *search, const struct chain *chain, enum coming coming,
                 struct arena *arena, struct journey *journey)
{
    const struct query_where *where = &search->query->where;
    bool ahead = search->schedule->span.direction == AHEAD;
    struct tracer tracer = {
        search, arena_array(arena, 2 * (size_t)chain->steps.count + 4, sizeof(struct leg)), 0};
    const struct gate *source = find_gate(&search->sources[chain->first_layer], chain->first);
    const struct gate *target =
        find_gate(&search->targets[coming][chain->last_layer].gates, chain->last);
    const struct gate *start = ahead ? source : target, *end = ahead ? target : source;
    add_door(&tracer, start, where->sources, where->source_count, true);
    uint32_t access = tracer.count;
    add_rides(&tracer, chain);
    uint32_t rides_end = tracer.count;
    add_door(&tracer, end, where->targets, where->target_count, false);

    const struct leg *first = &tracer.legs[access], *last = &tracer.legs[rides_end - 1];
    unix_time ready = first->depart - board_slack(&tracer, first);
    unix_time free = last->arrive + alight_slack(&tracer, last);
    ready -= ahead ? chain->start_rest : chain->end_rest;
    free += ahead ? chain->end_rest : chain->start_rest;
    shift(tracer.legs, access, ready);
    shift(tracer.legs + rides_end, tracer.count - rides_end, free);
    *journey = (struct journey){
        .depart = ready - start->seconds,
        .arrive = free + end->seconds,
        .leg_count = tracer.count,
        .legs = tracer.legs,
    };
    number_transfers(journey);
}

void trace_journey(const struct search *search, enum coming coming, uint32_t round,
                   struct arena *arena, struct journey *journey)
{
    struct chain chain;
    follow_labels(search, &search->arrivals[coming][round], round, &chain);
    if (!search->range)
        trace_tighten(search, &chain);
    trace_chain(search, &chain, coming, arena, journey);
    vec_finish(&chain.steps);
}
