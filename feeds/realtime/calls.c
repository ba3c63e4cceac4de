#include "feeds/realtime/calls.h"

#include <string.h>

#include "engine/base/geo.h"

/* How far from the promised stop a sequence may mean another one and still mean that call. */
#define PLATFORM_METRES 300

/* Of `flags`, here only: the event was told itself, it does not follow from another one. */
enum { ARRIVE_TOLD = 64, DEPART_TOLD = 128, TOLD = ARRIVE_TOLD | DEPART_TOLD };

struct live_draft_call calls_unpromised(stop_ix stop)
{
    return (struct live_draft_call){
        .stop = stop,
        .promised_stop = NO_IX,
        .promised_arrive = LIVE_NO_TIME,
        .promised_depart = LIVE_NO_TIME,
        .uncertainty = -1,
        .occupancy = OCCUPANCY_NOT_GIVEN,
    };
}

void calls_promise(struct applying *applying, const struct match *match)
{
    const struct network *network = applying->network;
    const struct trip *trip = &network->trips[match->trip];
    const struct pattern *pattern = &network->patterns[trip->pattern];
    vec_resize(&applying->calls, 0);
    vec_resize(&applying->said, 0);
    vec_resize(&applying->said, pattern->call_count);
    for (uint32_t i = 0; i < pattern->call_count; i++) {
        const struct call_time *time = &network->profile_times[trip->profile + i];
        const struct call_rule *rule = &network->call_rules[pattern->first_call + i];
        struct live_draft_call call = calls_unpromised(network_call_stop(network, pattern, i));
        call.promised_stop = call.stop;
        call.arrive = match->base + time->arrive;
        call.depart = match->base + time->depart;
        call.pickup = rule->pickup;
        call.drop_off = rule->drop_off;
        if (match->unscheduled) {
            call.flags = LIVE_UNSCHEDULED;
        } else {
            call.promised_arrive = call.arrive;
            call.promised_depart = call.depart;
        }
        vec_push(&applying->calls, &call);
    }
}

/* Which call is meant. */

static bool is_at(const struct network *network, stop_ix stop, const char *id)
{
    return strcmp(network_text(network, network->stops[stop].id), id) == 0;
}

static stop_ix station_of(const struct network *network, stop_ix stop)
{
    const struct stop *record = &network->stops[stop];
    return record->kind == STOP_STATION ? stop : record->parent;
}

static bool same_station(const struct network *network, stop_ix a, stop_ix b)
{
    stop_ix station = station_of(network, a);
    return station != NO_IX && station == station_of(network, b);
}

/* Whether a vehicle may call at `there` in place of `promised`. */
static bool is_beside(const struct network *network, stop_ix promised, stop_ix there)
{
    const struct stop *a = &network->stops[promised], *b = &network->stops[there];
    return same_station(network, promised, there) ||
           (a->placed && b->placed && geo_metres(a->at, b->at) <= PLATFORM_METRES);
}

/* The next call there, from `from` on; else the next one at its station. NO_IX: none. */
static uint32_t find_ahead(const struct applying *applying, struct realtime_text id, uint32_t from)
{
    const struct network *network = applying->network;
    const struct live_draft_call *calls = applying->calls.data;
    for (uint32_t i = from; i < applying->calls.count; i++)
        if (is_at(network, calls[i].promised_stop, id.text))
            return i;
    stop_ix stop = applying_stop(applying, id);
    for (uint32_t i = from; stop != NO_IX && i < applying->calls.count; i++)
        if (same_station(network, calls[i].promised_stop, stop))
            return i;
    return NO_IX;
}

/* The call that the stop is about, or NO_IX. Its sequence counts where its stop fits; else the
 * stop alone, since some feeds number anew what they update. */
static uint32_t find_call(const struct applying *applying, const struct match *match,
                          const struct realtime_stop *stop, uint32_t from)
{
    const struct network *network = applying->network;
    const struct live_draft_call *calls = applying->calls.data;
    uint32_t call =
        stop->has_sequence ? network_call_at(network, match->trip, stop->sequence) : NO_IX;
    if (!stop->stop_id.text || (call != NO_IX && call >= from &&
                                is_at(network, calls[call].promised_stop, stop->stop_id.text)))
        return call;
    if (call != NO_IX && call >= from) {
        stop_ix there = applying_stop(applying, stop->stop_id);
        if (there != NO_IX && is_beside(network, calls[call].promised_stop, there))
            return call;
    }
    return find_ahead(applying, stop->stop_id, from);
}

/* Where the run calls now; false: at a stop that does not exist. */
static bool change_stop(const struct applying *applying, struct live_draft_call *call,
                        const struct realtime_stop *stop)
{
    struct realtime_text id = stop->stop_id;
    if (stop->change && stop->change->assigned_stop_id.text)
        id = stop->change->assigned_stop_id;
    if (!id.text || is_at(applying->network, call->promised_stop, id.text))
        return true;
    stop_ix there = applying_stop(applying, id);
    /* A station in place of its platform tells nothing new. */
    if (there != NO_IX && there != applying->network->stops[call->promised_stop].parent)
        call->stop = there;
    return there != NO_IX;
}

enum realtime_oddity calls_locate(struct applying *applying, const struct match *match,
                                  const struct realtime_trip *trip)
{
    struct live_draft_call *calls = applying->calls.data;
    const struct realtime_stop **said = applying->said.data;
    uint32_t from = 0;
    for (uint32_t i = 0; i < trip->stop_count; i++) {
        const struct realtime_stop *stop = &trip->stops[i];
        uint32_t call = find_call(applying, match, stop, from);
        if (call == NO_IX)
            return RT_STOP_WRONG;
        if (call < from)
            return RT_STOP_ORDER;
        if (!change_stop(applying, &calls[call], stop))
            return RT_STOP_WRONG;
        said[call] = stop;
        from = call + 1;
    }
    return RT_ODDITIES;
}

void calls_change(struct live_draft_call *call, const struct realtime_stop *stop)
{
    const struct realtime_stop_change *change = stop->change;
    if (change && change->headsign.text)
        call->headsign = change->headsign.text;
    if (change && change->has_pickup)
        call->pickup = change->pickup;
    if (change && change->has_drop_off)
        call->drop_off = change->drop_off;
    if (stop->occupancy != OCCUPANCY_NO_DATA)
        call->occupancy = stop->occupancy;
    if (stop->departure.has_uncertainty)
        call->uncertainty = stop->departure.uncertainty;
    else if (stop->arrival.has_uncertainty)
        call->uncertainty = stop->arrival.uncertainty;
    if (stop->relation == STOP_UNSCHEDULED)
        call->flags |= LIVE_UNSCHEDULED;
    if (stop->relation != STOP_SKIPPED)
        return;
    call->flags |= LIVE_SKIPPED;
    call->pickup = call->drop_off = BOARDING_NO;
}

/* Times. */

/* What holds along the run while its calls are walked through. */
struct walk {
    struct applying *applying;
    unix_time midnight;
    bool late;   /* `delay` holds */
    bool silent; /* the feed does not know from here on */
    int32_t delay;
};

/* The time that the event gives; false: none. */
static bool told(struct walk *walk, const struct realtime_event *event, day_time promised,
                 day_time *time)
{
    if (event->has_time) {
        if (applying_day_time(walk->midnight, event->time, promised, time))
            return true;
        applying_report(walk->applying, RT_TIME_FAR);
    }
    *time = promised + event->delay;
    return event->has_delay;
}

/* One event: told, or late by as much as what was told before it. */
static uint8_t time_event(struct walk *walk, const struct realtime_event *event, day_time *time,
                          uint8_t said, uint8_t told_too)
{
    day_time promised = *time;
    if (event && told(walk, event, promised, time)) {
        walk->late = true;
        walk->silent = false;
        walk->delay = *time - promised;
        return said | told_too;
    }
    *time = promised + (walk->late ? walk->delay : 0);
    return walk->late ? said : 0;
}

static void time_call(struct walk *walk, struct live_draft_call *call,
                      const struct realtime_stop *stop)
{
    bool unknown = stop && (stop->relation == STOP_NO_DATA || stop->relation == STOP_UNKNOWN);
    bool timed = stop && !unknown && stop->relation != STOP_SKIPPED;
    if (unknown) {
        walk->late = false;
        walk->silent = true;
    }
    call->flags |= time_event(walk, timed ? &stop->arrival : NULL, &call->arrive, LIVE_ARRIVE_SAID,
                              ARRIVE_TOLD);
    call->flags |= time_event(walk, timed ? &stop->departure : NULL, &call->depart,
                              LIVE_DEPART_SAID, DEPART_TOLD);
    if (stop)
        calls_change(call, stop);
    if (walk->silent && !(call->flags & LIVE_SKIPPED))
        call->flags |= LIVE_NO_DATA;
}

/* How late the first told event of the call is. */
static int32_t first_delay(const struct applying *applying, const struct live_draft_call *call,
                           uint32_t number)
{
    const struct live_draft_call *promise = vec_at(&applying->promise, number);
    return call->flags & ARRIVE_TOLD ? call->arrive - promise->arrive
                                     : call->depart - promise->depart;
}

/* Calls before the first told one: nothing is known of them, or they are late likewise. */
static void look_back(struct applying *applying)
{
    struct live_draft_call *calls = applying->calls.data;
    uint32_t first = 0;
    while (first < applying->calls.count && !(calls[first].flags & TOLD))
        first++;
    if (first == applying->calls.count)
        return;
    int32_t delay = first_delay(applying, &calls[first], first);
    bool always = applying->source->rules->backward == BACKWARD_ALWAYS;
    for (uint32_t i = 0; i < first; i++) {
        if (!always) {
            calls[i].flags |= calls[i].flags & LIVE_SKIPPED ? 0 : LIVE_NO_DATA;
            continue;
        }
        calls[i].arrive += delay;
        calls[i].depart += delay;
        calls[i].flags &= (uint8_t)~LIVE_NO_DATA;
        calls[i].flags |= LIVE_ARRIVE_SAID | LIVE_DEPART_SAID;
    }
    if (always && !(calls[first].flags & ARRIVE_TOLD)) {
        calls[first].arrive += delay;
        calls[first].flags |= LIVE_ARRIVE_SAID;
    }
}

/* A told time is the new limit, another one keeps to it. Returns the limit for what is ahead. */
static day_time keep_to(day_time limit, day_time *time, bool was_told)
{
    if (was_told)
        return *time;
    *time = *time < limit ? *time : limit;
    return limit;
}

/* What was not told itself is never later than the next that was. */
static void pull_back(struct applying *applying)
{
    struct live_draft_call *calls = applying->calls.data;
    day_time limit = INT32_MAX;
    for (uint32_t i = applying->calls.count; i-- > 0;) {
        limit = keep_to(limit, &calls[i].depart, calls[i].flags & DEPART_TOLD);
        limit = keep_to(limit, &calls[i].arrive, calls[i].flags & ARRIVE_TOLD);
    }
}

bool calls_carry_forward(struct applying *applying)
{
    struct live_draft_call *calls = applying->calls.data;
    day_time before = INT32_MIN;
    bool fell = false;
    for (uint32_t i = 0; i < applying->calls.count; i++) {
        fell |= (calls[i].flags & LIVE_ARRIVE_SAID && calls[i].arrive < before);
        before = calls[i].arrive > before ? calls[i].arrive : before;
        calls[i].arrive = before;
        fell |= (calls[i].flags & LIVE_DEPART_SAID && calls[i].depart < before);
        before = calls[i].depart > before ? calls[i].depart : before;
        calls[i].depart = before;
    }
    return fell;
}

static bool tells(const struct realtime_stop *stop)
{
    bool timed = stop->relation == STOP_SCHEDULED || stop->relation == STOP_UNSCHEDULED;
    return timed && (stop->arrival.has_time || stop->arrival.has_delay ||
                     stop->departure.has_time || stop->departure.has_delay);
}

static bool any_tells(const struct applying *applying)
{
    const struct realtime_stop *const *said = applying->said.data;
    for (uint32_t i = 0; i < applying->said.count; i++)
        if (said[i] && tells(said[i]))
            return true;
    return false;
}

void calls_settle(struct applying *applying, unix_time midnight, const int32_t *delay)
{
    struct walk walk = {.applying = applying, .midnight = midnight};
    const struct realtime_stop *const *said = applying->said.data;
    struct live_draft_call *calls = applying->calls.data;
    vec_resize(&applying->promise, 0);
    vec_add_many(&applying->promise, calls, applying->calls.count);
    if (delay && !any_tells(applying)) {
        walk.late = true;
        walk.delay = *delay;
    }
    for (uint32_t i = 0; i < applying->calls.count; i++)
        time_call(&walk, &calls[i], said[i]);
    look_back(applying);
    pull_back(applying);
    if (calls_carry_forward(applying))
        applying_report(applying, RT_TIMES_FALL);
    for (uint32_t i = 0; i < applying->calls.count; i++)
        calls[i].flags &= (uint8_t)~TOLD;
}
