#include "engine/network/keys.h"
#include "feeds/realtime/calls.h"

/*
 * Runs that the timetable does not have, or not so: ADDED and NEW, DUPLICATED, REPLACEMENT. What
 * calls they make an update says itself.
 */

/* What is worked out stop by stop. */
struct writing {
    unix_time midnight;
    day_time last;     /* the time before */
    uint32_t sequence; /* likewise */
    uint32_t promise;  /* the next call of the promised run that may be this one */
    int32_t delay;     /* against the promised run */
    bool any, late;    /* there is a stop before; `delay` holds */
};

/* The promised call that this stop replaces, or NULL. They come in order, but some may be gone. */
static const struct live_draft_call *promise_of(const struct applying *applying,
                                                struct writing *writing, stop_ix stop)
{
    const struct live_draft_call *promise = applying->promise.data;
    for (uint32_t i = writing->promise; i < applying->promise.count; i++)
        if (promise[i].stop == stop) {
            writing->promise = i + 1;
            return &promise[i];
        }
    return NULL;
}

/* When it arrives or leaves: as told, or as planned with the delay told. False: nothing says so. */
static bool event_time(struct writing *writing, const struct realtime_event *event,
                       day_time promised, day_time *time)
{
    bool known = promised != LIVE_NO_TIME;
    if (event->has_time && applying_day_time(writing->midnight, event->time, 0, time)) {
        writing->late = known;
        writing->delay = known ? *time - promised : 0;
        return true;
    }
    if (known && event->has_delay) {
        writing->late = true;
        writing->delay = event->delay;
    }
    *time = known && writing->late ? promised + writing->delay : promised;
    return known && (writing->late || event->has_scheduled);
}

/* The times of a call; one of them may stand for both. False: there is none. */
static bool call_times(struct writing *writing, const struct realtime_stop *stop,
                       struct live_draft_call *call)
{
    day_time arrive = 0, depart = 0;
    bool arrives = event_time(writing, &stop->arrival, call->promised_arrive, &arrive);
    bool departs = event_time(writing, &stop->departure, call->promised_depart, &depart);
    bool skipped = stop->relation == STOP_SKIPPED;
    if (!arrives && !departs && !skipped)
        return false;
    call->flags |= arrives ? LIVE_ARRIVE_SAID : 0;
    call->flags |= departs ? LIVE_DEPART_SAID : 0;
    if (!arrives && !departs)
        arrive = depart = writing->last;
    call->arrive = arrives || !departs ? arrive : depart;
    call->depart = departs || !arrives ? depart : arrive;
    writing->last = call->depart;
    return true;
}

/* The plan that a new run has, where the feed tells it. */
static void take_plan(const struct writing *writing, const struct realtime_stop *stop,
                      struct live_draft_call *call)
{
    const struct realtime_event *arrival = &stop->arrival, *departure = &stop->departure;
    day_time *const times[] = {&call->promised_arrive, &call->promised_depart};
    const struct realtime_event *const events[] = {arrival, departure};
    for (int i = 0; i < 2; i++)
        if (*times[i] == LIVE_NO_TIME && events[i]->has_scheduled &&
            !applying_day_time(writing->midnight, events[i]->scheduled, 0, times[i]))
            *times[i] = LIVE_NO_TIME;
}

/* One stop becomes a call. A stop that does not exist is left out. */
static enum realtime_oddity add_call(struct applying *applying, struct writing *writing,
                                     const struct realtime_stop *stop, bool replaces)
{
    if (writing->any && stop->has_sequence && stop->sequence <= writing->sequence)
        return RT_STOP_ORDER;
    writing->any = true;
    writing->sequence = stop->has_sequence ? stop->sequence : writing->sequence;
    bool assigned = stop->change && stop->change->assigned_stop_id.text;
    stop_ix there =
        applying_stop(applying, assigned ? stop->change->assigned_stop_id : stop->stop_id);
    if (there == NO_IX) {
        applying_report(applying, RT_NEW_STOP_UNKNOWN);
        return RT_ODDITIES;
    }
    struct live_draft_call call = calls_unpromised(there);
    stop_ix named = assigned && stop->stop_id.text ? applying_stop(applying, stop->stop_id) : there;
    const struct live_draft_call *promise = promise_of(applying, writing, named);
    if (promise) {
        call = *promise;
        call.stop = there;
    } else if (replaces) {
        call.flags = LIVE_ADDED_CALL;
    }
    take_plan(writing, stop, &call);
    if (!call_times(writing, stop, &call))
        return RT_NEW_TIME_MISSING;
    calls_change(&call, stop);
    vec_push(&applying->calls, &call);
    return RT_ODDITIES;
}

static unix_time moment_of(const struct realtime_event *event)
{
    return event->has_time ? event->time : event->has_scheduled ? event->scheduled : 0;
}

/* The first moment that the update gives, or 0. */
static unix_time first_time(const struct realtime_trip *trip)
{
    for (uint32_t i = 0; i < trip->stop_count; i++) {
        unix_time arrival = moment_of(&trip->stops[i].arrival);
        unix_time departure = moment_of(&trip->stops[i].departure);
        if (arrival || departure)
            return arrival ? arrival : departure;
    }
    return 0;
}

/* Fills `calls` with those of the update; `promise` has those of the run that it replaces. */
static enum realtime_oddity write_calls(struct applying *applying, const struct realtime_trip *trip,
                                        civil_day day, bool replaces)
{
    struct writing writing = {.midnight = zone_day_start(&applying->matcher.zone, day)};
    unix_time first = first_time(trip);
    vec_resize(&applying->calls, 0);
    if (first && !applying_day_time(writing.midnight, first, 0, &writing.last))
        return RT_NEW_TIME_MISSING;
    for (uint32_t i = 0; i < trip->stop_count; i++) {
        enum realtime_oddity problem = add_call(applying, &writing, &trip->stops[i], replaces);
        if (problem != RT_ODDITIES)
            return problem;
    }
    if (applying->calls.count < 2)
        return RT_NEW_STOPS_FEW;
    if (calls_carry_forward(applying))
        applying_report(applying, RT_TIMES_FALL);
    return RT_ODDITIES;
}

/* Whether the timetable has a trip of that id. */
static bool is_taken(const struct applying *applying, struct realtime_text id)
{
    return id.text &&
           keys_trip_in(applying->network, applying->source->rules->feed, id.text) != NO_IX;
}

/* The day of a new run: as said, else that of its first time. */
static bool find_day(const struct applying *applying, const struct realtime_run *run,
                     unix_time first, civil_day *day)
{
    *day = run->has_start_date ? run->start_date : zone_day(&applying->matcher.zone, first);
    return matcher_knows_day(&applying->matcher, *day);
}

static route_ix find_route(struct applying *applying, struct realtime_text id)
{
    route_ix route =
        id.text ? keys_route_in(applying->network, applying->source->rules->feed, id.text) : NO_IX;
    if (id.text && route == NO_IX)
        applying_report(applying, RT_NEW_ROUTE_UNKNOWN);
    return route;
}

enum realtime_oddity applying_new(struct applying *applying, const struct realtime_trip *trip)
{
    const struct realtime_run *said = &trip->run;
    struct match match = {.trip = NO_IX, .stage = LIVE_BY_NOTHING};
    unix_time first = first_time(trip);
    if (!said->trip_id.text || said->unclear)
        return RT_RUN_UNCLEAR;
    if (is_taken(applying, said->trip_id))
        return RT_NEW_ID_TAKEN;
    if (!trip->stop_count)
        return RT_NEW_STOPS_FEW;
    if (!said->has_start_date && !first)
        return RT_NEW_TIME_MISSING;
    if (!find_day(applying, said, first, &match.day))
        return RT_RUN_OUTSIDE;
    vec_resize(&applying->promise, 0);
    enum realtime_oddity problem = write_calls(applying, trip, match.day, false);
    if (problem != RT_ODDITIES)
        return problem;
    match.start = ((const struct live_draft_call *)applying->calls.data)->depart;
    struct live_draft_run run = applying_run(applying, trip, &match);
    run.run.origin = LIVE_ADDED;
    run.id = said->trip_id.text;
    run.route = find_route(applying, said->route_id);
    run.direction = said->has_direction ? said->direction : 2;
    applying_add(applying, &run);
    return RT_ODDITIES;
}

enum realtime_oddity applying_replacement(struct applying *applying,
                                          const struct realtime_trip *trip,
                                          const struct match *match)
{
    calls_promise(applying, match);
    vec_resize(&applying->promise, 0);
    vec_add_many(&applying->promise, applying->calls.data, applying->calls.count);
    enum realtime_oddity problem = write_calls(applying, trip, match->day, true);
    if (problem != RT_ODDITIES)
        return problem;
    struct live_draft_run run = applying_run(applying, trip, match);
    run.run.origin = LIVE_REPLACED;
    applying_add(applying, &run);
    return RT_ODDITIES;
}

/* The run that a copy is; false: something is missing. */
static bool find_copy(const struct realtime_trip *trip, struct match *match)
{
    const struct realtime_trip_change *change = trip->change;
    if (!change || !change->trip_id.text || !change->has_start_time || trip->run.unclear ||
        (!change->has_start_date && !trip->run.has_start_date))
        return false;
    match->day = change->has_start_date ? change->start_date : trip->run.start_date;
    match->start = match->base = change->start_time;
    return true;
}

enum realtime_oddity applying_copy(struct applying *applying, const struct realtime_trip *trip,
                                   uint8_t *stage)
{
    struct match match = matcher_find_trip(&applying->matcher, &trip->run);
    *stage = match.stage;
    if (match.trip == NO_IX)
        return match.problem;
    if (!find_copy(trip, &match))
        return RT_COPY_UNCLEAR;
    if (is_taken(applying, trip->change->trip_id))
        return RT_NEW_ID_TAKEN;
    if (!matcher_knows_day(&applying->matcher, match.day))
        return RT_RUN_OUTSIDE;
    calls_promise(applying, &match);
    enum realtime_oddity problem = calls_locate(applying, &match, trip);
    if (problem != RT_ODDITIES)
        return problem;
    calls_settle(applying, zone_day_start(&applying->matcher.zone, match.day),
                 trip->has_delay ? &trip->delay : NULL);
    struct live_draft_run run = applying_run(applying, trip, &match);
    run.run.promised = NO_IX;
    run.run.like = match.trip;
    run.run.origin = LIVE_COPIED;
    run.id = trip->change->trip_id.text;
    applying_add(applying, &run);
    return RT_ODDITIES;
}
