#include "engine/base/bitset.h"
#include "engine/price/hunt.h"

/* Riding a run from where it was boarded, and what that leads to beside getting off. */

/** The run at hand. */
struct riding {
    struct entry from;
    const struct lane *lane;
    const berth_ix *berths;
    const search_time *row;          /* when one gets off, call by call */
    struct leg legs[FARE_RIDES_MAX]; /* of the vehicle, in order of travel */
    struct vehicle vehicle;
    struct purse purse; /* of all before the vehicle */
    uint32_t own;       /* leg of this run */
};

static const struct lane *lane_of(const struct hunt *hunt, uint32_t run)
{
    const struct schedule *schedule = hunt->search->schedule;
    return &schedule->lanes[schedule->run_lanes[run]];
}

/* Lays out the legs that one stays seated on. False: too many. */
static bool find_vehicle(struct hunt *hunt, struct riding *riding)
{
    uint32_t count = 1, at = riding->from.before, entered = riding->from.entered;
    for (; entered == LINK_STAY; count++) {
        const struct label *label = hunt_label(hunt, at);
        entered = label->entered;
        at = label->before;
        if (count == FARE_RIDES_MAX)
            return false;
    }
    bool ahead = hunt->search->schedule->span.direction == AHEAD;
    riding->purse = bags_purse(hunt, at);
    riding->own = ahead ? count - 1 : 0;
    riding->vehicle = (struct vehicle){riding->legs, count};
    at = riding->from.before;
    for (uint32_t i = 1; i < count; i++) {
        const struct label *label = hunt_label(hunt, at);
        riding->legs[ahead ? count - 1 - i : i] =
            trace_leg(hunt->search, label->run, label->board_call, label->alight_call);
        at = label->before;
    }
    for (uint32_t i = 1; i < count; i++)
        riding->legs[i].stays = true;
    return true;
}

/* The leg, which is traced once for all who ride it. */
static struct leg leg_to(struct hunt *hunt, uint32_t run, uint32_t board_call, uint32_t alight_call)
{
    const uint32_t key[] = {run, board_call, alight_call};
    uint32_t number = intern_add(&hunt->leg_keys, key, sizeof key);
    if (number == hunt->legs.count) {
        const struct leg leg = trace_leg(hunt->search, run, board_call, alight_call);
        vec_push(&hunt->legs, &leg);
    }
    return *(const struct leg *)vec_at(&hunt->legs, number);
}

/* What one has and where one is after getting off at a call. False: it is not to be priced. */
static bool look(struct hunt *hunt, struct riding *riding, uint32_t call, struct label *label)
{
    bool stays = riding->own > 0;
    riding->legs[riding->own] = leg_to(hunt, riding->from.run, riding->from.call, call);
    riding->legs[riding->own].stays = stays;
    *label = (struct label){
        .way = {.time = riding->row[call],
                .leave = hunt->leave,
                .berth = riding->berths[call],
                .round = (uint8_t)hunt->round},
        .before = riding->from.before,
        .run = riding->from.run,
        .board_call = riding->from.call,
        .alight_call = call,
        .entered = riding->from.entered,
    };
    return purse_add(&hunt->book, &riding->purse, riding->vehicle, &label->way.purse);
}

static void get_off(struct hunt *hunt, struct riding *riding, uint32_t call)
{
    struct label label;
    berth_ix berth = riding->berths[call];
    if (hunt->round + hunt->need_off[berth] > hunt->rounds ||
        riding->row[call] > hunt_useful(hunt, berth) || hunt_closed(hunt, berth))
        return;
    if (!look(hunt, riding, call, &label))
        return;
    uint32_t number = bags_get_off(hunt, &label);
    if (number != NO_IX)
        vec_push_number(&hunt->got_off, number);
    else
        purse_forget(&hunt->book, &riding->purse, &label.way.purse);
}

static bool run_open(const struct search *search, uint32_t run)
{
    uint32_t lane = search->schedule->run_lanes[run];
    return (!search->lanes_allowed || bitset_has(search->lanes_allowed, lane)) &&
           (!search->runs_banned || !bitset_has(search->runs_banned, run));
}

static bool closed_at(const struct hunt *hunt, uint32_t run, uint32_t call)
{
    return hunt_closed(hunt, hunt->search->schedule->berths[lane_of(hunt, run)->first_call + call]);
}

/* A label that is in no bag, to come back to from where the link leads. */
static uint32_t stay_aboard(struct hunt *hunt, struct riding *riding, uint32_t call)
{
    struct label label;
    if (!hunt_goes_on(hunt) || !look(hunt, riding, call, &label))
        return NO_IX;
    return vec_push(&hunt->labels.all, &label);
}

static void take_promise(struct hunt *hunt, struct riding *riding, const struct run_link *link)
{
    if (!hunt->search->promises || hunt->round == hunt->rounds ||
        link->from_call <= riding->from.call || closed_at(hunt, link->from, link->from_call) ||
        closed_at(hunt, link->to, link->to_call))
        return;
    struct promised promised = {stay_aboard(hunt, riding, link->from_call), link->to,
                                link->to_call};
    if (promised.label != NO_IX)
        vec_push(&hunt->promised_next, &promised);
}

static void follow(struct hunt *hunt, struct riding *riding)
{
    const struct search *search = hunt->search;
    const struct schedule *schedule = search->schedule;
    uint32_t run = riding->from.run, last = riding->lane->call_count - 1;
    for (uint32_t i = schedule->link_first[run]; i < schedule->link_first[run + 1]; i++) {
        const struct run_link *link = &schedule->links[i];
        if (link->time >= hunt->bound || !run_open(search, link->to))
            continue;
        if (link->kind == LINK_GUARANTEE)
            take_promise(hunt, riding, link);
        if (link->kind != LINK_STAY || !search->stays)
            continue;
        uint32_t label = stay_aboard(hunt, riding, last);
        if (label != NO_IX)
            hunt_ride(hunt, (struct entry){label, link->to, 0, LINK_STAY});
    }
}

void hunt_ride(struct hunt *hunt, struct entry from)
{
    const struct schedule *schedule = hunt->search->schedule;
    const struct lane *lane = lane_of(hunt, from.run);
    struct riding riding = {
        .from = from,
        .lane = lane,
        .berths = schedule->berths + lane->first_call,
        .row = schedule->alights + lane->first_time +
               (size_t)(from.run - lane->first_run) * lane->call_count,
    };
    if (!hunt_goes_on(hunt) || !find_vehicle(hunt, &riding))
        return;
    uint32_t call = from.call + 1;
    for (; call < lane->call_count && hunt_goes_on(hunt); call++) {
        hunt->stats.steps++;
        if (riding.row[call] == SEARCH_NEVER)
            continue;
        if (riding.row[call] >= hunt->bound)
            break;
        get_off(hunt, &riding, call);
    }
    if (schedule->link_first)
        follow(hunt, &riding);
}
