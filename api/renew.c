#include "api/renew.h"

#include "api/known.h"

/* The call of a run in another's place that is the promised one; NO_IX: it has none such. */
static uint32_t find_call(const struct world *world, struct run now, stop_ix stop, uint32_t from)
{
    const struct live_call *calls = world_live_calls(world, now.trip);
    uint32_t count = world_trip_pattern(world, now.trip)->call_count;
    for (uint32_t i = from; i < count; i++)
        if (calls[i].promised_stop == stop || calls[i].stop == stop)
            return i;
    return NO_IX;
}

struct run renew_call(const struct world *world, struct run promised, uint32_t *call)
{
    struct run now = run_now(world, promised);
    const struct live_run *live = world_live_run(world, now.trip);
    if (!live || live->origin == LIVE_CHANGED || promised.trip == now.trip)
        return now;
    stop_ix stop = world_shown_stop(world, promised.trip, *call);
    uint32_t found = find_call(world, now, stop, 0);
    if (found == NO_IX)
        return promised;
    *call = found;
    return now;
}

static void renew_ride(const struct world *world, struct leg *leg)
{
    uint32_t board = leg->board_call, alight = leg->alight_call;
    struct run run = renew_call(world, leg->run, &board);
    struct run end = renew_call(world, leg->run, &alight);
    if (run.trip != end.trip || board >= alight)
        return;
    leg->run = run;
    leg->board_call = board;
    leg->alight_call = alight;
    leg->from = world_call_stop(world, world_trip_pattern(world, run.trip), board);
    leg->to = world_call_stop(world, world_trip_pattern(world, run.trip), alight);
    leg->depart = run_depart(world, run, board);
    leg->arrive = run_arrive(world, run, alight);
}

static void move(struct leg *leg, int64_t seconds)
{
    leg->depart += seconds;
    leg->arrive += seconds;
}

/* A leg that is walked after another, which was to end at `was`; a stay at a place is kept. */
static void follow(struct leg *leg, const struct leg *before, unix_time was)
{
    int64_t later = before->arrive - was;
    int64_t wait = leg->kind == LEG_BACK ? 0 : leg->depart - was;
    move(leg, wait <= 0 ? later : later > wait ? later - wait : 0);
}

/* Who walks starts where he gets off, and ends where he gets on. */
static void join_walks(struct journey *journey)
{
    for (uint32_t i = 0; i < journey->leg_count; i++) {
        struct leg *leg = &journey->legs[i];
        if (leg->kind == LEG_RIDE)
            continue;
        if (leg->from != NO_IX && i > 0 && leg[-1].kind == LEG_RIDE)
            leg->from = leg[-1].to;
        if (leg->to != NO_IX && i + 1 < journey->leg_count && leg[1].kind == LEG_RIDE)
            leg->to = leg[1].from;
    }
}

void renew_journey(const struct world *world, struct journey *journey)
{
    uint32_t first = 0, count = journey->leg_count;
    while (first < count && journey->legs[first].kind != LEG_RIDE)
        first++;
    if (first == count)
        return;
    unix_time was = 0, promised = journey->legs[first].depart;
    unix_time end = journey->legs[count - 1].arrive;
    for (uint32_t i = first; i < count; i++) {
        struct leg *leg = &journey->legs[i];
        unix_time arrive = leg->arrive;
        if (leg->kind == LEG_RIDE)
            renew_ride(world, leg);
        else
            follow(leg, leg - 1, was);
        was = arrive;
    }
    join_walks(journey);
    int64_t later = journey->legs[first].depart - promised;
    for (uint32_t i = 0; i < first; i++)
        move(&journey->legs[i], later);
    journey->depart += later;
    journey->arrive += journey->legs[count - 1].arrive - end;
}

bool renew_is_missed(const struct journey *journey, uint32_t index)
{
    const struct leg *leg = &journey->legs[index];
    return index > 0 && leg->kind == LEG_RIDE && !leg->stays && !leg->guaranteed &&
           leg[-1].arrive > leg->depart;
}

bool renew_is_possible(const struct world *world, const struct journey *journey)
{
    for (uint32_t i = 0; i < journey->leg_count; i++) {
        const struct leg *leg = &journey->legs[i];
        if (leg->kind == LEG_RIDE &&
            (renew_is_missed(journey, i) || known_skipped(world, leg->run, leg->board_call) ||
             known_skipped(world, leg->run, leg->alight_call)))
            return false;
    }
    return true;
}
