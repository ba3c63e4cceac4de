#include "tests/fuzz/fuzz.h"

#include <math.h>
#include <string.h>

#include "engine/base/utf8.h"
#include "feeds/realtime/write.h"
#include "tests/pbf_bytes.h"
#include "tests/same_message.h"

/*
 * A GTFS-Realtime message of any bytes: what is delivered is valid UTF-8, within limits, and as the
 * header promises. Decoding twice gives the same, and so does decoding it written again. Input that
 * starts with the byte 1 is a list of words of which a message is made that always holds together:
 * mutations of bytes would break its lengths before they change anything else.
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

/* What was read, written again, is read as the same. */
static void check_written(const struct realtime_message *message)
{
    const struct realtime_limits limits = realtime_limits_usual(NOW);
    struct vec bytes = vec_of(1);
    struct realtime_message again;
    struct arena arena = {0};
    struct findings findings;
    struct error error = {0};
    findings_init(&findings);
    realtime_write(message, &bytes);
    const struct realtime_bytes written = {bytes.data, bytes.count, "written.pb"};
    PROMISE(realtime_decode(written, &limits, &arena, &findings, &again, &error));
    PROMISE(!message_difference(message, &again));
    findings_finish(&findings);
    arena_finish(&arena);
    vec_finish(&bytes);
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
    if (decoded) {
        check_message(&message);
        check_written(&message);
    }
    PROMISE(arena.total <= (size_t)1 << 20 || arena.total / 128 <= bytes.length);
    findings_finish(&findings);
    arena_finish(&arena);
    return decoded ? (long)texts : -1;
}

/* The messages that are open, each in the one before it. */
enum { DEPTH = 6, ROOM = 2048 };

static struct pbf_bytes open[DEPTH];
static int fields[DEPTH];

static void close_one(int *depth)
{
    pbf_message(&open[*depth - 1], fields[*depth], &open[*depth]);
    --*depth;
}

static const uint64_t numbers[] = {0,
                                   1,
                                   (uint64_t)-1,
                                   NOW,
                                   NOW + 90,
                                   NOW + 86400,
                                   NOW *UINT64_C(1000),
                                   INT32_MAX,
                                   (uint64_t)INT32_MIN,
                                   (uint64_t)INT64_MIN,
                                   INT64_MAX,
                                   UINT32_MAX,
                                   100,
                                   REALTIME_DELAY_MAX,
                                   12,
                                   4};
static const char *const words[] = {"T1",       "2.0", "20260921", "25:10:00", "S", "\xff\xfe",
                                    "20261399", "x",   "en",       "Travaux",  "",  "R"};
static const float places[] = {46, -4, 0, 91, 200, -1, (float)1e30, -180};

/* Adds a value of one of four kinds to what is open. */
static void add_value(struct pbf_bytes *bytes, int kind, int field, uint8_t choice)
{
    static const char long_id[5000];
    const char *word = words[choice % (sizeof words / sizeof *words)];
    float place = places[choice % (sizeof places / sizeof *places)];
    if (kind == 0) /* small, or one bit of 64: so that one changed byte reaches any limit */
        pbf_number(bytes, field, choice < 192 ? choice : UINT64_C(1) << (choice & 63));
    else if (kind == 1)
        pbf_number(bytes, field, numbers[choice % (sizeof numbers / sizeof *numbers)]);
    else if (kind == 2 && choice == 255 && bytes->size < ROOM / 2)
        pbf_field(bytes, field, long_id, sizeof long_id);
    else if (kind == 2)
        pbf_field(bytes, field, word, strlen(word));
    else {
        pbf_varint(bytes, (uint64_t)field << 3 | 5);
        memcpy(bytes->data + bytes->size, &place, sizeof place);
        bytes->size += sizeof place;
    }
}

/* A byte is what (its upper three bits) and which field (the others); values take one more. */
static struct realtime_bytes write_words(const uint8_t *bytes, size_t size)
{
    int depth = 0;
    open[0].size = 0;
    for (size_t i = 0; i < size && open[depth].size < ROOM; i++) {
        int what = bytes[i] >> 5, field = bytes[i] & 31;
        if (!field)
            continue;
        if (what < 3 && depth + 1 < DEPTH) {
            fields[++depth] = field;
            open[depth].size = 0;
        } else if (what == 3 && depth) {
            close_one(&depth);
        } else if (what > 3 && i + 1 < size) {
            add_value(&open[depth], what - 4, field, bytes[++i]);
        }
    }
    while (depth)
        close_one(&depth);
    return (struct realtime_bytes){
        .data = open[0].data, .length = open[0].size, .name = "words.pb"};
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct realtime_bytes message = {.data = bytes, .length = size, .name = "fuzz.pb"};
    if (size && *bytes == 1)
        message = write_words(bytes + 1, size - 1);
    PROMISE(decode(message) == decode(message));
    return 0;
}
