#include "feeds/realtime/calls.h"

/*
 * How late a run is, worked out from where its vehicle is, while no trip update tells. Only from a
 * position that says when it was taken, and lately. A vehicle at a stop is late by what has passed
 * since it was to leave; one between two stops by what has passed since it was to be there, on the
 * straight line between them. It is never taken to be early: it may wait.
 */

#define AGE_MAX 300   /* seconds: an older position tells nothing of now */
#define LATE_MAX 7200 /* a longer delay is rather a wrong run */
enum { NEARLY_THERE = 0, STANDS = 1, NOT_SAID = 255 };

/* The call that the vehicle is at, or on its way to. Of several calls at one stop it is the one
 * that is promised nearest to then. NO_IX: not known. */
static uint32_t call_of(const struct applying *applying, const struct match *match,
                        const struct realtime_vehicle *vehicle, stop_ix stop, day_time then)
{
    const struct network *network = applying->network;
    const struct live_draft_call *calls = applying->calls.data;
    uint32_t found = NO_IX, least = UINT32_MAX;
    uint32_t numbered =
        vehicle->has_sequence ? network_call_at(network, match->trip, vehicle->sequence) : NO_IX;
    if (numbered != NO_IX && (stop == NO_IX || calls[numbered].stop == stop))
        return numbered;
    for (uint32_t i = 0; i < applying->calls.count; i++) {
        int64_t off = (int64_t)calls[i].arrive - then;
        uint32_t away = (uint32_t)(off < 0 ? -off : off);
        if (calls[i].stop != stop || away >= least)
            continue;
        least = away;
        found = i;
    }
    return found;
}

/* How much of the way from one stop to the next lies behind it, 0 .. 1; -1: not known. */
static double way_done(const struct network *network, const struct live_draft_call *to,
                       struct point at)
{
    const struct stop *begin = &network->stops[to[-1].stop], *end = &network->stops[to->stop];
    if (!begin->placed || !end->placed)
        return -1;
    double done = geo_metres(begin->at, at), left = geo_metres(at, end->at);
    return done + left > 0 ? done / (done + left) : 1;
}

/* When the run was to be where it is; false: nobody can know. */
static bool promised_then(const struct applying *applying, const struct realtime_vehicle *vehicle,
                          uint32_t number, day_time *time)
{
    const struct live_draft_call *call = vec_at(&applying->calls, number);
    *time = call->depart;
    if ((vehicle->has_status && vehicle->status == STANDS) || number == 0)
        return true;
    double done = vehicle->has_position ? way_done(applying->network, call, vehicle->place) : -1;
    *time = call[-1].depart + (day_time)(done * (call->arrive - call[-1].depart) + 0.5);
    return done >= 0;
}

/* How late the run is; false: nobody can know. */
static bool delay_of(const struct applying *applying, const struct match *match,
                     const struct realtime_vehicle *vehicle, stop_ix stop, uint32_t *call,
                     int32_t *delay)
{
    unix_time midnight = zone_day_start(&applying->matcher.zone, match->day);
    day_time then, promised;
    if (!vehicle->stamp || vehicle->stamp > applying->now ||
        applying->now - vehicle->stamp > AGE_MAX || match->unscheduled ||
        !applying_day_time(midnight, vehicle->stamp, match->base, &then))
        return false;
    *call = call_of(applying, match, vehicle, stop, then);
    if (*call == NO_IX || !promised_then(applying, vehicle, *call, &promised))
        return false;
    *delay = then > promised ? then - promised : 0;
    return *delay <= LATE_MAX;
}

/* Adds the run as late as its vehicle shows it to be. */
static void add_run(struct applying *applying, const struct match *match,
                    const struct realtime_vehicle *vehicle, stop_ix stop)
{
    const struct realtime_trip nothing = {.vehicle = vehicle->name, .stamp = vehicle->stamp};
    struct realtime_stop said = {.relation = STOP_SCHEDULED, .occupancy = OCCUPANCY_NOT_GIVEN};
    uint32_t call;
    int32_t delay;
    if (live_draft_has_run(applying->draft, match->trip, match->day, match->start))
        return;
    calls_promise(applying, match);
    if (!delay_of(applying, match, vehicle, stop, &call, &delay))
        return;
    bool stands = vehicle->has_status && vehicle->status == STANDS;
    struct realtime_event *event = stands ? &said.departure : &said.arrival;
    event->has_delay = true;
    event->delay = delay;
    ((const struct realtime_stop **)applying->said.data)[call] = &said;
    calls_settle(applying, zone_day_start(&applying->matcher.zone, match->day), NULL);
    struct live_draft_run run = applying_run(applying, &nothing, match);
    run.run.from_vehicle = 1;
    applying_add(applying, &run);
}

/* The stop that the vehicle names, by its id or by its number in the trip. */
static stop_ix stop_of(struct applying *applying, const struct realtime_vehicle *vehicle,
                       const struct match *match)
{
    const struct network *network = applying->network;
    stop_ix stop = applying_stop(applying, vehicle->stop_id);
    if (stop == NO_IX && vehicle->stop_id.text)
        applying_report(applying, RT_VEHICLE_STOP);
    if (stop != NO_IX || !vehicle->has_sequence || match->trip == NO_IX)
        return stop;
    const struct pattern *pattern = &network->patterns[network->trips[match->trip].pattern];
    uint32_t call = network_call_at(network, match->trip, vehicle->sequence);
    return call == NO_IX ? NO_IX : network_call_stop(network, pattern, call);
}

static void add_vehicle(struct applying *applying, const struct match *match,
                        const struct realtime_vehicle *from, stop_ix stop)
{
    unix_time stamp = from->stamp ? from->stamp : applying->message->stamp;
    struct live_draft_vehicle vehicle = {
        .vehicle = {.run = NO_IX,
                    .trip = match->trip,
                    .day = match->day,
                    .start = match->start,
                    .feed = applying->source->number,
                    .stamp = stamp,
                    .at = from->place,
                    .stop = stop,
                    .bearing = from->has_bearing ? from->bearing : -1,
                    .speed = from->has_speed ? from->speed : -1,
                    .percentage = from->has_percentage && from->percentage <= INT32_MAX
                                      ? (int32_t)from->percentage
                                      : -1,
                    .status = stop == NO_IX ? NOT_SAID : from->status,
                    .occupancy = from->occupancy == OCCUPANCY_NO_DATA ? OCCUPANCY_NOT_GIVEN
                                                                      : from->occupancy,
                    .congestion = from->congestion,
                    .placed = from->has_position},
        .id = from->name.id.text,
        .label = from->name.label.text,
        .plate = from->name.plate.text,
    };
    live_draft_add_vehicle(applying->draft, &vehicle);
}

void applying_vehicle(struct applying *applying, const struct realtime_vehicle *vehicle)
{
    struct match match = {.trip = NO_IX, .stage = LIVE_BY_NOTHING, .problem = RT_ODDITIES};
    applying->entity = vehicle->entity;
    if (vehicle->has_run)
        match = matcher_find(&applying->matcher, &vehicle->run, (struct match_stops){0});
    applying_feed(applying)->vehicles_matched[match.stage]++;
    if (match.problem != RT_ODDITIES) {
        applying_report(applying, match.problem);
        match = (struct match){.trip = NO_IX};
    }
    stop_ix stop = stop_of(applying, vehicle, &match);
    if (vehicle->has_position || match.trip != NO_IX)
        add_vehicle(applying, &match, vehicle, stop);
    if (match.trip != NO_IX)
        add_run(applying, &match, vehicle, stop);
}
