#include "feeds/realtime/reading.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <gtfs_realtime.pb-c.h>

#include "engine/base/utf8.h"

#define ID_MAX 4096
#define CLOCK_MAX (720 * 3600)
#define MILLISECONDS_MIN INT64_C(946684800000) /* from 2000 on, in milliseconds */
#define MILLISECONDS_MAX INT64_C(100000000000000)
#define TIME_MAX INT64_C(100000000000)

static void report(struct reading *reading, enum realtime_oddity oddity, const char *detail,
                   size_t length)
{
    const struct realtime_oddity_words *words = &realtime_oddities[oddity];
    findings_add(reading->findings, words->code, words->action, words->text, reading->name, 0,
                 detail, length);
}

void reading_report(struct reading *reading, enum realtime_oddity oddity)
{
    report(reading, oddity, reading->entity.text, reading->entity.length);
}

void reading_report_detail(struct reading *reading, enum realtime_oddity oddity, const char *format,
                           ...)
{
    char text[96];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    size_t used = length < 0 ? 0 : (size_t)length;
    report(reading, oddity, text, used < sizeof text ? used : sizeof text - 1);
}

/* A copy in which each wrong byte, and each NUL, is a question mark. */
static struct realtime_text copy(struct reading *reading, const char *bytes, size_t length)
{
    char *text = arena_text(reading->arena, bytes, length);
    bool mended = false;
    for (char *nul = text; (nul = memchr(nul, '\0', (size_t)(text + length - nul)));) {
        *nul = '?';
        mended = true;
    }
    size_t at = utf8_valid_prefix(text, length);
    while (at < length) {
        text[at++] = '?';
        at += utf8_valid_prefix(text + at, length - at);
        mended = true;
    }
    if (mended)
        report(reading, RT_NOT_UTF8, text, length);
    return (struct realtime_text){.text = text, .length = (uint32_t)length};
}

struct realtime_text reading_id(struct reading *reading, protobuf_c_boolean given,
                                ProtobufCBinaryData bytes)
{
    if (!given || !bytes.len)
        return (struct realtime_text){0};
    if (bytes.len <= ID_MAX)
        return copy(reading, (const char *)bytes.data, bytes.len);
    reading->spoilt = true;
    reading_report_detail(reading, RT_ID_LONG, "%zu bytes", bytes.len);
    return (struct realtime_text){0};
}

/* How much of the text stays: whole characters. */
static size_t cut(const char *bytes, size_t room)
{
    size_t at = room;
    while (at && room - at < 3 && ((unsigned char)bytes[at] & 0xc0) == 0x80)
        at--;
    return at;
}

struct realtime_text reading_text(struct reading *reading, protobuf_c_boolean given,
                                  ProtobufCBinaryData bytes)
{
    size_t length = bytes.len;
    if (!given || !length)
        return (struct realtime_text){0};
    if (length > reading->limits->text) {
        reading_report(reading, RT_TEXT_CUT);
        length = cut((const char *)bytes.data, reading->limits->text);
    }
    return length ? copy(reading, (const char *)bytes.data, length) : (struct realtime_text){0};
}

unix_time reading_time(struct reading *reading, uint64_t number)
{
    if (number && number < TIME_MAX)
        return (unix_time)number;
    if (number >= MILLISECONDS_MIN && number < MILLISECONDS_MAX) {
        reading_report_detail(reading, RT_MILLISECONDS, "%llu", (unsigned long long)number);
        return (unix_time)(number / 1000);
    }
    reading_report_detail(reading, RT_TIME, "%llu", (unsigned long long)number);
    return 0;
}

unix_time reading_stamp(struct reading *reading, protobuf_c_boolean given, uint64_t number)
{
    const struct realtime_limits *limits = reading->limits;
    unix_time time = given && number ? reading_time(reading, number) : 0;
    if (!limits->now || time <= limits->now)
        return time;
    if (time - limits->now > limits->ahead)
        reading_report_detail(reading, RT_STAMP_AHEAD, "%lld s ahead",
                              (long long)(time - limits->now));
    return limits->now;
}

bool reading_delay(struct reading *reading, protobuf_c_boolean given, int32_t delay)
{
    if (given && delay >= -REALTIME_DELAY_MAX && delay <= REALTIME_DELAY_MAX)
        return true;
    if (given)
        reading_report_detail(reading, RT_DELAY, "%ld", (long)delay);
    return false;
}

uint8_t reading_choice(struct reading *reading, const char *field, protobuf_c_boolean given,
                       int32_t number, struct reading_range range)
{
    if (!given)
        return range.missing;
    if (number >= range.low && number <= range.high)
        return (uint8_t)number;
    reading_report_detail(reading, RT_NUMBER, "%s %ld", field, (long)number);
    return range.unknown;
}

static void report_bytes(struct reading *reading, enum realtime_oddity oddity,
                         ProtobufCBinaryData bytes)
{
    size_t length = utf8_valid_prefix((const char *)bytes.data, bytes.len);
    report(reading, oddity, (const char *)bytes.data, length);
}

bool reading_clock(struct reading *reading, protobuf_c_boolean given, ProtobufCBinaryData bytes,
                   day_time *time)
{
    int32_t seconds = 0;
    if (!given || !bytes.len)
        return false;
    if (civil_parse_clock((const char *)bytes.data, bytes.len, &seconds) && seconds <= CLOCK_MAX) {
        *time = seconds;
        return true;
    }
    report_bytes(reading, RT_CLOCK, bytes);
    return false;
}

bool reading_date(struct reading *reading, protobuf_c_boolean given, ProtobufCBinaryData bytes,
                  civil_day *day)
{
    civil_day found = 0;
    if (!given || !bytes.len)
        return false;
    if (civil_parse_day((const char *)bytes.data, bytes.len, &found)) {
        *day = found;
        return true;
    }
    report_bytes(reading, RT_DATE, bytes);
    return false;
}

bool reading_direction(struct reading *reading, protobuf_c_boolean given, uint32_t number,
                       uint8_t *direction)
{
    if (given && number > 1)
        reading_report_detail(reading, RT_NUMBER, "direction_id %lu", (unsigned long)number);
    *direction = given && number == 1;
    return given && number <= 1;
}

uint8_t reading_occupancy(struct reading *reading, protobuf_c_boolean given, int32_t number)
{
    return reading_choice(reading, "occupancy_status", given, number,
                          (struct reading_range){0, OCCUPANCY_NOT_BOARDABLE, OCCUPANCY_NOT_GIVEN,
                                                 OCCUPANCY_NOT_GIVEN});
}

static uint8_t relation_of(struct reading *reading, const RtTrip *trip)
{
    const struct reading_range range = {TRIP_SCHEDULED, TRIP_NEW, TRIP_SCHEDULED, TRIP_UNKNOWN};
    /* A number that was left out when the standard was numbered. */
    int32_t number = trip->schedule_relationship == 4 ? TRIP_UNKNOWN : trip->schedule_relationship;
    return reading_choice(reading, "schedule_relationship", trip->has_schedule_relationship, number,
                          range);
}

struct realtime_run reading_run(struct reading *reading, const RtTrip *trip)
{
    struct realtime_run run = {0};
    if (!trip)
        return run;
    run.trip_id = reading_id(reading, trip->has_trip_id, trip->trip_id);
    run.route_id = reading_id(reading, trip->has_route_id, trip->route_id);
    run.has_start_time =
        reading_clock(reading, trip->has_start_time, trip->start_time, &run.start_time);
    run.has_start_date =
        reading_date(reading, trip->has_start_date, trip->start_date, &run.start_date);
    run.unclear = (trip->has_start_time && trip->start_time.len && !run.has_start_time) ||
                  (trip->has_start_date && trip->start_date.len && !run.has_start_date);
    run.has_direction =
        reading_direction(reading, trip->has_direction_id, trip->direction_id, &run.direction);
    run.has_relation = trip->has_schedule_relationship;
    run.relation = relation_of(reading, trip);
    const RtModifiedTrip *modified = trip->modified_trip;
    if (modified) {
        run.modifications_id =
            reading_id(reading, modified->has_modifications_id, modified->modifications_id);
        run.affected_trip_id =
            reading_id(reading, modified->has_affected_trip_id, modified->affected_trip_id);
    }
    return run;
}

bool reading_run_named(const struct realtime_run *run)
{
    return run->trip_id.text || run->route_id.text || run->affected_trip_id.text;
}

struct realtime_vehicle_name reading_vehicle_name(struct reading *reading,
                                                  const RtVehicleName *names)
{
    if (!names)
        return (struct realtime_vehicle_name){0};
    return (struct realtime_vehicle_name){
        .id = reading_id(reading, names->has_id, names->id),
        .label = reading_text(reading, names->has_label, names->label),
        .plate = reading_text(reading, names->has_license_plate, names->license_plate),
        .wheelchair =
            reading_choice(reading, "wheelchair_accessible", names->has_wheelchair_accessible,
                           names->wheelchair_accessible, (struct reading_range){.high = 3}),
    };
}
