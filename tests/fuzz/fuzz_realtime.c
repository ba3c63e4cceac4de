#include "tests/fuzz/fuzz.h"

#include <math.h>
#include <string.h>

#include "engine/base/utf8.h"
#include "feeds/realtime/realtime.h"

/*
 * A GTFS-Realtime message of any bytes: what is delivered is valid UTF-8, within limits, and as the
 * header promises. Decoding twice gives the same.
 */

#define NOW 1790000000

static size_t texts; /* read so far, so that each byte is looked at */

static void check_text(struct realtime_text text, uint32_t most)
{
    PROMISE((text.text != NULL) == (text.length > 0));
    PROMISE(text.length <= most);
    if (!text.text)
        return;
    PROMISE(text.text[text.length] == '\0' && strlen(text.text) == text.length);
    PROMISE(utf8_valid_prefix(text.text, text.length) == text.length);
    texts += text.length;
}

static void check_id(struct realtime_text text)
{
    check_text(text, 4096);
}

static void check_run(const struct realtime_run *run)
{
    check_id(run->trip_id);
    check_id(run->route_id);
    check_id(run->modifications_id);
    check_id(run->affected_trip_id);
    PROMISE(run->direction <= 1 && (run->has_direction || !run->direction));
    PROMISE(run->relation <= TRIP_NEW || run->relation == TRIP_UNKNOWN);
    PROMISE(run->start_time >= 0 && run->start_time <= 720 * 3600);
}

static void check_event(const struct realtime_event *event)
{
    PROMISE(event->delay >= -REALTIME_DELAY_MAX && event->delay <= REALTIME_DELAY_MAX);
    PROMISE(event->has_time == (event->time > 0) && event->time < INT64_C(100000000000));
    PROMISE(event->has_scheduled == (event->scheduled > 0));
    PROMISE(event->scheduled < INT64_C(100000000000) && event->uncertainty >= 0);
}

static void check_trip(const struct realtime_trip *trip)
{
    check_id(trip->entity);
    check_run(&trip->run);
    PROMISE(trip->run.trip_id.text || trip->run.route_id.text || trip->run.affected_trip_id.text);
    PROMISE(trip->stamp >= 0 && trip->stamp <= NOW);
    for (uint32_t i = 0; i < trip->stop_count; i++) {
        const struct realtime_stop *stop = &trip->stops[i];
        check_id(stop->stop_id);
        PROMISE(stop->has_sequence || stop->stop_id.text);
        PROMISE(stop->relation <= STOP_UNSCHEDULED || stop->relation == STOP_UNKNOWN);
        check_event(&stop->arrival);
        check_event(&stop->departure);
        if (stop->change)
            check_id(stop->change->assigned_stop_id);
    }
}

static void check_vehicle(const struct realtime_vehicle *vehicle)
{
    check_id(vehicle->entity);
    check_run(&vehicle->run);
    check_id(vehicle->stop_id);
    PROMISE(vehicle->has_run || vehicle->has_position);
    PROMISE(vehicle->place.lat >= -900000000 && vehicle->place.lat <= 900000000);
    PROMISE(vehicle->place.lon >= -1800000000 && vehicle->place.lon <= 1800000000);
    PROMISE(isfinite(vehicle->speed) && isfinite(vehicle->odometer));
    PROMISE(vehicle->stamp >= 0 && vehicle->stamp <= NOW && vehicle->status <= 2);
    for (uint32_t i = 0; i < vehicle->carriage_count; i++) {
        check_id(vehicle->carriages[i].id);
        PROMISE(vehicle->carriages[i].percentage >= -1);
    }
}

static void check_periods(const struct realtime_periods *periods)
{
    for (uint32_t i = 0; i < periods->count; i++)
        PROMISE(!periods->items[i].end || periods->items[i].start <= periods->items[i].end);
}

static void check_alert(const struct realtime_alert *alert)
{
    check_id(alert->entity);
    check_periods(&alert->active);
    check_periods(&alert->communication);
    check_periods(&alert->impact);
    PROMISE(alert->cause >= 1 && alert->cause <= 12 && alert->effect >= 1 && alert->effect <= 11);
    PROMISE(alert->severity >= 1 && alert->severity <= 4);
    for (int kind = 0; kind < ALERT_TEXTS; kind++)
        for (uint32_t i = 0; i < alert->texts[kind].count; i++) {
            check_text(alert->texts[kind].items[i].text, 16 * 1024);
            check_id(alert->texts[kind].items[i].language);
        }
    for (uint32_t i = 0; i < alert->image_count; i++)
        check_text(alert->images[i].url, 16 * 1024);
    for (uint32_t i = 0; i < alert->selector_count; i++) {
        const struct realtime_selector *who = &alert->selectors[i];
        check_id(who->agency_id);
        check_id(who->route_id);
        check_id(who->stop_id);
        if (who->run)
            check_run(who->run);
        PROMISE(who->agency_id.text || who->route_id.text || who->stop_id.text || who->run ||
                who->has_route_type);
    }
}

static void check_message(const struct realtime_message *message)
{
    uint32_t stops = 0, selectors = 0;
    PROMISE(message->stamp >= 0 && message->stamp <= NOW);
    for (uint32_t i = 0; i < message->trip_count; i++) {
        check_trip(&message->trips[i]);
        stops += message->trips[i].stop_count;
    }
    for (uint32_t i = 0; i < message->vehicle_count; i++)
        check_vehicle(&message->vehicles[i]);
    for (uint32_t i = 0; i < message->alert_count; i++) {
        check_alert(&message->alerts[i]);
        selectors += message->alerts[i].selector_count;
    }
    for (uint32_t i = 0; i < message->deleted_count; i++)
        check_id(message->deleted[i]);
    PROMISE(message->trip_count <= message->entities && message->alert_count <= message->entities);
    PROMISE(stops == message->stop_updates && selectors == message->selectors);
}

/* Decodes; says how many bytes of text came, or -1. */
static long decode(struct realtime_bytes bytes)
{
    const struct realtime_limits limits = realtime_limits_usual(NOW);
    struct realtime_message message;
    struct arena arena = {0};
    struct findings findings;
    struct error error = {0};
    texts = 0;
    findings_init(&findings);
    bool decoded = realtime_decode(bytes, &limits, &arena, &findings, &message, &error);
    PROMISE(decoded || (error.kind != ERROR_NONE && *error.text));
    if (decoded)
        check_message(&message);
    PROMISE(arena.total <= (size_t)1 << 20 || arena.total / 128 <= bytes.length);
    findings_finish(&findings);
    arena_finish(&arena);
    return decoded ? (long)texts : -1;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    const struct realtime_bytes message = {.data = bytes, .length = size, .name = "fuzz.pb"};
    PROMISE(decode(message) == decode(message));
    return 0;
}
