#include "feeds/realtime/republish.h"

#include <string.h>

#include "engine/base/arena.h"
#include "feeds/realtime/write.h"

/* One message on its way. */
struct writing {
    const struct network *network;
    const struct live_draft *draft;
    feed_ix feed;
    struct zone zone;
    struct arena arena;
};

static struct realtime_text text_of(const char *text)
{
    return text && *text ? (struct realtime_text){text, (uint32_t)strlen(text)}
                         : (struct realtime_text){0};
}

static struct realtime_text network_word(const struct writing *writing, text_ix text)
{
    return text_of(network_text(writing->network, text));
}

static struct realtime_text stop_id(const struct writing *writing, stop_ix stop)
{
    return stop == NO_IX ? (struct realtime_text){0}
                         : network_word(writing, writing->network->stops[stop].id);
}

static bool is_of_feed(const struct writing *writing, uint32_t live_feed)
{
    struct live_draft *draft = (struct live_draft *)(uintptr_t)writing->draft;
    return live_draft_feed(draft, live_feed)->feed == writing->feed;
}

/* The first departure promised, which tells runs of one trip apart. */
static struct realtime_run run_of(const struct writing *writing, trip_ix trip, civil_day day,
                                  day_time start)
{
    const struct network *network = writing->network;
    const struct trip *promised = &network->trips[trip];
    struct realtime_run run = {.trip_id = network_word(writing, promised->id),
                               .route_id =
                                   network_word(writing, network_trip_route(network, trip)->id),
                               .start_time = start,
                               .start_date = day,
                               .has_start_time = true,
                               .has_start_date = true,
                               .has_direction = promised->direction < 2,
                               .direction = promised->direction,
                               .has_relation = true};
    return run;
}

/* A delay counts from the timetable; what is not in it has its plan beside. */
static struct realtime_event event_of(const struct writing *writing, const struct live_run *run,
                                      day_time time, day_time promised, int32_t uncertainty)
{
    unix_time midnight = zone_day_start(&writing->zone, run->day);
    struct realtime_event event = {.time = midnight + time, .has_time = true};
    bool known = promised != LIVE_NO_TIME;
    event.has_delay = known && run->origin == LIVE_CHANGED;
    event.delay = event.has_delay ? time - promised : 0;
    event.has_scheduled = known && !event.has_delay;
    event.scheduled = event.has_scheduled ? midnight + promised : 0;
    event.has_uncertainty = uncertainty >= 0;
    event.uncertainty = uncertainty >= 0 ? uncertainty : 0;
    return event;
}

static const struct realtime_stop_change *change_of(struct writing *writing,
                                                    const struct live_draft_call *call)
{
    bool moved = call->promised_stop != NO_IX && call->stop != call->promised_stop;
    if (!moved && !call->headsign)
        return NULL;
    struct realtime_stop_change *change = arena_alloc(&writing->arena, sizeof *change);
    if (moved)
        change->assigned_stop_id = stop_id(writing, call->stop);
    change->headsign = text_of(call->headsign);
    return change;
}

static struct realtime_stop stop_of(struct writing *writing, const struct live_draft_run *run,
                                    uint32_t index)
{
    const struct live_draft_call *call = &run->calls[index];
    bool promised = call->promised_stop != NO_IX;
    struct realtime_stop stop = {
        .stop_id = stop_id(writing, promised ? call->promised_stop : call->stop),
        .sequence = run->run.origin == LIVE_CHANGED
                        ? network_call_sequence(writing->network, run->run.promised, index)
                        : index + 1,
        .has_sequence = true,
        .change = change_of(writing, call),
        .relation = call->flags & LIVE_SKIPPED   ? STOP_SKIPPED
                    : call->flags & LIVE_NO_DATA ? STOP_NO_DATA
                                                 : STOP_SCHEDULED,
        .occupancy = call->occupancy,
    };
    if (stop.relation != STOP_SCHEDULED)
        return stop;
    stop.arrival =
        event_of(writing, &run->run, call->arrive, call->promised_arrive, call->uncertainty);
    stop.departure =
        event_of(writing, &run->run, call->depart, call->promised_depart, call->uncertainty);
    return stop;
}

static uint8_t relation_of(const struct live_run *run)
{
    if (run->state != LIVE_RUNS)
        return run->state == LIVE_DELETED ? TRIP_DELETED : TRIP_CANCELED;
    return run->origin == LIVE_CHANGED    ? TRIP_SCHEDULED
           : run->origin == LIVE_REPLACED ? TRIP_REPLACEMENT
                                          : TRIP_NEW;
}

static struct realtime_run name_run(const struct writing *writing, const struct live_draft_run *run)
{
    struct realtime_run named = {.trip_id = text_of(run->id),
                                 .start_date = run->run.day,
                                 .has_start_date = true,
                                 .has_relation = true};
    if (run->run.promised != NO_IX)
        named = run_of(writing, run->run.promised, run->run.day, run->run.start);
    else if (run->route != NO_IX)
        named.route_id = network_word(writing, writing->network->routes[run->route].id);
    named.relation = relation_of(&run->run);
    return named;
}

static struct realtime_trip trip_of(struct writing *writing, const struct live_draft_run *run,
                                    uint32_t number)
{
    struct realtime_trip trip = {
        .entity = text_of(arena_format(&writing->arena, "run-%u", number)),
        .run = name_run(writing, run),
        .vehicle = {.id = text_of(run->vehicle_id),
                    .label = text_of(run->vehicle_label),
                    .plate = text_of(run->plate)},
        .stamp = run->run.stamp,
    };
    if (run->run.state != LIVE_RUNS)
        return trip;
    struct realtime_stop *stops = arena_array(&writing->arena, run->call_count, sizeof *stops);
    for (uint32_t i = 0; i < run->call_count; i++)
        stops[i] = stop_of(writing, run, i);
    trip.stops = stops;
    trip.stop_count = run->call_count;
    return trip;
}

static void take_trips(struct writing *writing, struct realtime_message *message)
{
    uint32_t count;
    const struct live_draft_run *runs = live_draft_runs(writing->draft, &count);
    struct realtime_trip *trips = arena_array(&writing->arena, count, sizeof *trips);
    for (uint32_t i = 0; i < count; i++)
        if (is_of_feed(writing, runs[i].run.feed))
            trips[message->trip_count++] = trip_of(writing, &runs[i], i);
    message->trips = trips;
}

static struct realtime_vehicle vehicle_of(struct writing *writing,
                                          const struct live_draft_vehicle *draft, uint32_t number)
{
    const struct live_vehicle *from = &draft->vehicle;
    struct realtime_vehicle vehicle = {
        .entity = text_of(arena_format(&writing->arena, "vehicle-%u", number)),
        .name = {.id = text_of(draft->id),
                 .label = text_of(draft->label),
                 .plate = text_of(draft->plate)},
        .stop_id = stop_id(writing, from->stop),
        .stamp = from->stamp,
        .place = from->at,
        .bearing = from->bearing,
        .speed = from->speed,
        .percentage = from->percentage < 0 ? 0 : (uint32_t)from->percentage,
        .has_run = from->trip != NO_IX,
        .has_position = from->placed,
        .has_bearing = from->bearing >= 0,
        .has_speed = from->speed >= 0,
        .has_percentage = from->percentage >= 0,
        .has_status = from->status < 3,
        .status = from->status < 3 ? from->status : 2,
        .congestion = from->congestion,
        .occupancy = from->occupancy,
    };
    if (vehicle.has_run)
        vehicle.run = run_of(writing, from->trip, from->day, from->start);
    return vehicle;
}

static void take_vehicles(struct writing *writing, struct realtime_message *message)
{
    uint32_t count;
    const struct live_draft_vehicle *from = live_draft_vehicles(writing->draft, &count);
    struct realtime_vehicle *vehicles = arena_array(&writing->arena, count, sizeof *vehicles);
    for (uint32_t i = 0; i < count; i++)
        if (is_of_feed(writing, from[i].vehicle.feed))
            vehicles[message->vehicle_count++] = vehicle_of(writing, &from[i], i);
    message->vehicles = vehicles;
}

static struct realtime_selector selector_of(struct writing *writing,
                                            const struct live_selector *from)
{
    const struct network *network = writing->network;
    struct realtime_selector selector = {.stop_id = stop_id(writing, from->stop),
                                         .has_route_type = from->route_type >= 0,
                                         .route_type = from->route_type,
                                         .has_direction = from->direction < 2,
                                         .direction = from->direction};
    if (from->agency != NO_IX)
        selector.agency_id = network_word(writing, network->agencies[from->agency].id);
    if (from->route != NO_IX)
        selector.route_id = network_word(writing, network->routes[from->route].id);
    if (from->trip != NO_IX) {
        struct realtime_run *run = arena_alloc(&writing->arena, sizeof *run);
        run->trip_id = network_word(writing, network->trips[from->trip].id);
        run->has_start_date = from->day != INT32_MIN;
        run->start_date = from->day;
        run->has_start_time = from->start != INT32_MIN;
        run->start_time = from->start;
        selector.run = run;
    }
    return selector;
}

static struct realtime_periods periods_of(struct writing *writing, const struct live_period *from,
                                          uint32_t count)
{
    struct realtime_period *items = arena_array(&writing->arena, count, sizeof *items);
    for (uint32_t i = 0; i < count; i++)
        items[i] = (struct realtime_period){from[i].start, from[i].end};
    return (struct realtime_periods){items, count};
}

static struct realtime_texts texts_of(struct writing *writing, const struct live_draft_text *from,
                                      uint32_t count)
{
    struct realtime_translation *items = arena_array(&writing->arena, count, sizeof *items);
    for (uint32_t i = 0; i < count; i++)
        items[i] = (struct realtime_translation){text_of(from[i].text), text_of(from[i].language)};
    return (struct realtime_texts){items, count};
}

static struct realtime_alert alert_of(struct writing *writing, const struct live_draft_alert *from)
{
    struct realtime_selector *selectors =
        arena_array(&writing->arena, from->selector_count, sizeof *selectors);
    for (uint32_t i = 0; i < from->selector_count; i++)
        selectors[i] = selector_of(writing, &from->selectors[i]);
    struct realtime_alert alert = {
        .entity = text_of(from->id),
        .communication = periods_of(writing, from->periods, from->period_count),
        .impact = periods_of(writing, from->impacts, from->impact_count),
        .selectors = selectors,
        .selector_count = from->selector_count,
        .cause = from->cause,
        .effect = from->effect,
        .severity = from->severity,
    };
    /* Who knows only the older field shows it when it is to be shown. */
    alert.active = alert.communication;
    for (uint32_t i = 0; i < LIVE_ALERT_TEXTS; i++)
        alert.texts[i] = texts_of(writing, from->texts[i].items, from->texts[i].count);
    return alert;
}

static void take_alerts(struct writing *writing, struct realtime_message *message)
{
    uint32_t count;
    const struct live_draft_alert *from = live_draft_alerts(writing->draft, &count);
    struct realtime_alert *alerts = arena_array(&writing->arena, count, sizeof *alerts);
    for (uint32_t i = 0; i < count; i++)
        if (is_of_feed(writing, from[i].feed))
            alerts[message->alert_count++] = alert_of(writing, &from[i]);
    message->alerts = alerts;
}

void realtime_republish(struct live_draft *draft, const struct network *network, unix_time now)
{
    struct vec bytes = vec_of(1);
    for (feed_ix feed = 0; feed < network->counts.feeds; feed++) {
        struct writing writing = {.network = network, .draft = draft, .feed = feed};
        struct realtime_message message = {.version = {"2.0", 3}, .stamp = now};
        writing.zone = network_zone(network, network->feeds[feed].zone);
        take_trips(&writing, &message);
        take_vehicles(&writing, &message);
        take_alerts(&writing, &message);
        if (message.trip_count || message.vehicle_count || message.alert_count) {
            vec_resize(&bytes, 0);
            realtime_write(&message, &bytes);
            live_draft_republish(draft, feed, bytes.data, bytes.count);
        }
        arena_finish(&writing.arena);
    }
    vec_finish(&bytes);
}
