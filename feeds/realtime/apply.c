#include "feeds/realtime/apply.h"

#include <string.h>

#include "engine/base/memory.h"
#include "engine/network/keys.h"
#include "feeds/realtime/calls.h"
#include "feeds/realtime/store.h"

/* A week: what lies further from the run that it is about is a mistake. */
#define FAR REALTIME_DELAY_MAX

struct live_feed *applying_feed(const struct applying *applying)
{
    return live_draft_feed(applying->draft, applying->source->number);
}

void applying_report(struct applying *applying, enum realtime_oddity oddity)
{
    const struct realtime_oddity_words *words = &realtime_oddities[oddity];
    findings_add(applying->findings, words->code, words->action, words->text,
                 applying->source->rules->tag, 0, applying->entity.text, applying->entity.length);
}

stop_ix applying_stop(const struct applying *applying, struct realtime_text id)
{
    const struct network *network = applying->network;
    stop_ix stop = id.text ? keys_stop_in(network, applying->source->rules->feed, id.text) : NO_IX;
    bool served = stop != NO_IX && network->stops[stop].kind <= STOP_STATION;
    return served ? stop : NO_IX;
}

bool applying_day_time(unix_time midnight, unix_time at, day_time near, day_time *time)
{
    int64_t seconds = at - midnight;
    if (seconds < (int64_t)near - FAR || seconds > (int64_t)near + FAR)
        return false;
    *time = (day_time)seconds;
    return true;
}

/* As the timetable has it: 0 nothing said, 1 unknown, 2 accessible, 3 not. */
static uint8_t wheelchair_of(const struct realtime_vehicle_name *vehicle)
{
    static const uint8_t meanings[] = {TRISTATE_UNKNOWN, TRISTATE_UNKNOWN, TRISTATE_YES,
                                       TRISTATE_NO};
    return meanings[vehicle->wheelchair];
}

struct live_draft_run applying_run(const struct applying *applying,
                                   const struct realtime_trip *trip, const struct match *match)
{
    struct live_draft_run run = {
        .run = {.promised = match->trip,
                .like = NO_IX,
                .day = match->day,
                .start = match->start,
                .feed = applying->source->number,
                .vehicle = NO_IX,
                .stamp = trip->stamp ? trip->stamp : applying->message->stamp,
                .stage = match->stage},
        .route = NO_IX,
        .direction = 2,
        .wheelchair = wheelchair_of(&trip->vehicle),
        .vehicle_id = trip->vehicle.id.text,
        .vehicle_label = trip->vehicle.label.text,
        .plate = trip->vehicle.plate.text,
    };
    if (trip->change) {
        run.headsign = trip->change->headsign.text;
        run.short_name = trip->change->short_name.text;
    }
    return run;
}

/* Remembers which update made a new run: a later one may cancel it. */
static void remember(struct applying *applying, const char *id)
{
    uint32_t number = intern_add(&applying->new_ids, id, strlen(id));
    if (number == applying->new_trips.count)
        vec_add(&applying->new_trips);
    *(const struct realtime_trip **)vec_at(&applying->new_trips, number) = applying->trip;
}

void applying_add(struct applying *applying, struct live_draft_run *run)
{
    struct live_feed *feed = applying_feed(applying);
    run->calls = applying->calls.data;
    run->call_count = applying->calls.count;
    if (run->run.promised == NO_IX) {
        run->run.state = applying->new_state;
        remember(applying, run->id);
    }
    feed->added += run->run.promised == NO_IX && run->run.state == LIVE_RUNS;
    feed->cancelled += run->run.state != LIVE_RUNS;
    for (uint32_t i = 0; run->run.state == LIVE_RUNS && i < run->call_count; i++)
        feed->skipped += (run->calls[i].flags & LIVE_SKIPPED) != 0;
    live_draft_add_run(applying->draft, run);
}

/* A promised run that is late, or whatever else is said of it and its calls. */
static enum realtime_oddity change_run(struct applying *applying, const struct realtime_trip *trip,
                                       const struct match *match)
{
    struct live_draft_run run = applying_run(applying, trip, match);
    calls_promise(applying, match);
    enum realtime_oddity problem = calls_locate(applying, match, trip);
    if (problem != RT_ODDITIES)
        return problem;
    calls_settle(applying, zone_day_start(&applying->matcher.zone, match->day),
                 trip->has_delay ? &trip->delay : NULL);
    applying_add(applying, &run);
    return RT_ODDITIES;
}

static enum realtime_oddity cancel_run(struct applying *applying, const struct realtime_trip *trip,
                                       const struct match *match)
{
    struct live_draft_run run = applying_run(applying, trip, match);
    run.run.state = trip->run.relation == TRIP_DELETED ? LIVE_DELETED : LIVE_CANCELLED;
    calls_promise(applying, match);
    applying_add(applying, &run);
    return RT_ODDITIES;
}

/* An update of a run of the timetable. */
static enum realtime_oddity apply_promised(struct applying *applying,
                                           const struct realtime_trip *trip, uint8_t *stage)
{
    const struct match_stops stops = {trip->stops, trip->stop_count};
    struct match match = matcher_find(&applying->matcher, &trip->run, stops);
    *stage = match.stage;
    if (match.problem != RT_ODDITIES)
        return match.problem;
    switch (trip->run.relation) {
    case TRIP_CANCELED:
    case TRIP_DELETED:
        return cancel_run(applying, trip, &match);
    case TRIP_REPLACEMENT:
        return applying_replacement(applying, trip, &match);
    case TRIP_UNKNOWN:
        return RT_RELATION;
    default:
        return change_run(applying, trip, &match);
    }
}

static enum realtime_oddity apply_any(struct applying *applying, const struct realtime_trip *trip,
                                      uint8_t *stage)
{
    *stage = LIVE_BY_NOTHING;
    applying->trip = trip;
    if (trip->run.relation == TRIP_ADDED || trip->run.relation == TRIP_NEW)
        return applying_new(applying, trip);
    if (trip->run.relation == TRIP_DUPLICATED)
        return applying_copy(applying, trip, stage);
    return apply_promised(applying, trip, stage);
}

/* The update that made the new run which this one cancels, or NULL. */
static const struct realtime_trip *find_new(const struct applying *applying,
                                            const struct realtime_run *run)
{
    uint32_t number = INTERN_NONE;
    if (run->trip_id.text && (run->relation == TRIP_CANCELED || run->relation == TRIP_DELETED))
        number = intern_find(&applying->new_ids, run->trip_id.text, run->trip_id.length);
    if (number == INTERN_NONE)
        return NULL;
    return *(const struct realtime_trip *const *)vec_at(&applying->new_trips, number);
}

static void apply_trip(struct applying *applying, const struct realtime_trip *trip)
{
    struct live_feed *feed = applying_feed(applying);
    uint8_t stage;
    applying->entity = trip->entity;
    enum realtime_oddity problem = apply_any(applying, trip, &stage);
    const struct realtime_trip *made =
        problem == RT_RUN_UNKNOWN ? find_new(applying, &trip->run) : NULL;
    if (made) {
        applying->new_state = trip->run.relation == TRIP_DELETED ? LIVE_DELETED : LIVE_CANCELLED;
        problem = apply_any(applying, made, &stage);
        applying->new_state = LIVE_RUNS;
    }
    feed->matched[stage]++;
    if (problem == RT_ODDITIES)
        return;
    feed->refused += problem != RT_RUN_UNKNOWN && problem != RT_RUN_AMBIGUOUS;
    applying_report(applying, problem);
}

static void count(struct applying *applying)
{
    const struct realtime_message *message = applying->message;
    struct live_feed *feed = applying_feed(applying);
    feed->entities = message->entities;
    feed->has_trips |= message->trip_count > 0;
    feed->has_vehicles |= message->vehicle_count > 0;
    feed->has_alerts |= message->alert_count > 0;
    if (applying->source->stale)
        return; /* Who reads that 125 trips were told wonders why none of them was matched. */
    feed->trips = message->trip_count;
    feed->vehicles = message->vehicle_count;
    feed->alerts = message->alert_count;
    feed->deleted = message->deleted_count;
}

static void begin(struct applying *applying)
{
    matcher_init(&applying->matcher, applying->network, applying->source->rules, applying->now);
    applying->message = realtime_store_message(applying->source->store);
    applying->calls = vec_of(sizeof(struct live_draft_call));
    applying->said = vec_of(sizeof(const struct realtime_stop *));
    applying->promise = vec_of(sizeof(struct live_draft_call));
    applying->new_trips = vec_of(sizeof(const struct realtime_trip *));
    applying->selectors = vec_of(sizeof(struct live_selector));
    applying->texts = vec_of(sizeof(struct live_draft_text));
    count(applying);
}

static void finish(struct applying *applying)
{
    matcher_finish(&applying->matcher);
    vec_finish(&applying->calls);
    vec_finish(&applying->said);
    vec_finish(&applying->promise);
    intern_finish(&applying->new_ids);
    vec_finish(&applying->new_trips);
    vec_finish(&applying->selectors);
    vec_finish(&applying->texts);
}

static void apply_trips(struct applying *applying)
{
    for (uint32_t i = 0; !applying->source->stale && i < applying->message->trip_count; i++)
        apply_trip(applying, &applying->message->trips[i]);
}

static void apply_vehicles(struct applying *applying)
{
    for (uint32_t i = 0; !applying->source->stale && i < applying->message->vehicle_count; i++)
        applying_vehicle(applying, &applying->message->vehicles[i]);
}

static void apply_alerts(struct applying *applying)
{
    for (uint32_t i = 0; !applying->source->stale && i < applying->message->alert_count; i++)
        applying_alert(applying, &applying->message->alerts[i]);
}

void realtime_apply(const struct network *network, const struct realtime_source *sources,
                    uint32_t count, unix_time now, struct live_draft *draft,
                    struct findings *findings)
{
    struct applying *all = memory_zeroed(count, sizeof *all);
    for (uint32_t i = 0; i < count; i++) {
        all[i] = (struct applying){.network = network,
                                   .source = &sources[i],
                                   .now = now,
                                   .draft = draft,
                                   .findings = &findings[i]};
        begin(&all[i]);
        apply_trips(&all[i]);
    }
    for (uint32_t i = 0; i < count; i++)
        apply_vehicles(&all[i]);
    for (uint32_t i = 0; i < count; i++) {
        apply_alerts(&all[i]);
        finish(&all[i]);
    }
    memory_free(all);
}
