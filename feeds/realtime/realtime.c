#include "feeds/realtime/realtime.h"

#include <stdio.h>
#include <string.h>

#include <gtfs_realtime.pb-c.h>
#include <strings.h>

#include "engine/base/mapfile.h"
#include "feeds/realtime/reading.h"

#define KIB 1024
#define MIB (1024 * 1024)

/* Fields of the message itself, which is walked and never unpacked. */
enum { MESSAGE_HEADER = 1, MESSAGE_ENTITY = 2 };

struct realtime_limits realtime_limits_usual(unix_time now)
{
    return (struct realtime_limits){
        .bytes = (size_t)32 * MIB,
        .entities = 200000,
        .stop_updates = 2000000,
        .stops_of_trip = 10000,
        .selectors = 1000000,
        .added = 20000,
        .text = 16 * KIB,
        .entity_memory = (size_t)64 * MIB,
        .memory = (size_t)1024 * MIB,
        .now = now,
        .ahead = 300,
    };
}

static bool fail(const struct reading *reading, enum error_kind kind, const char *text)
{
    return error_set(reading->error, kind, reading->place, "%s", text);
}

static bool starts(const uint8_t *bytes, size_t length, const char *with)
{
    size_t wanted = strlen(with);
    return length >= wanted && strncasecmp((const char *)bytes, with, wanted) == 0;
}

/* What else is found where a message should be, by its first bytes. */
static const char *stranger(const uint8_t *bytes, size_t length)
{
    static const struct {
        const char *start, *what;
    } strangers[] = {
        {"<!doctype", "this is a web page, no message; look at what the address answers"},
        {"<html", "this is a web page, no message; look at what the address answers"},
        {"<", "this is XML, perhaps SIRI; only GTFS-Realtime can be read"},
        {"{", "this is JSON; ask the address for the protobuf form"},
        {"[", "this is JSON; ask the address for the protobuf form"},
        {"\x1f\x8b", "this is gzip; unpack it first"},
        {"PK\x03\x04", "this is a zip file; unpack it first"},
        {"header", "this is the text form of protobuf; ask the address for the binary form"},
        {"HTTP/", "this is an answer with its HTTP head; keep the body only"},
    };
    if (starts(bytes, length, "\xef\xbb\xbf"))
        bytes += 3, length -= 3;
    while (length && memchr(" \t\r\n", *bytes, 4))
        bytes++, length--;
    for (size_t i = 0; i < sizeof strangers / sizeof *strangers; i++)
        if (starts(bytes, length, strangers[i].start))
            return strangers[i].what;
    return NULL;
}

/* What is no message is called by its name, where that can be told. */
static bool fail_by_name(const struct reading *reading, struct wire wire)
{
    const char *what = stranger(wire.at, (size_t)(wire.end - wire.at));
    return what ? fail(reading, ERROR_INPUT, what) : false;
}

static bool fail_at(const struct reading *reading, enum wire_step step, size_t at)
{
    static const char *const reasons[] = {
        [WIRE_CUT] = "a field reaches over the end: the message was cut off, or is none",
        [WIRE_GROUP] = "a group begins, which no message has: this is something else",
        [WIRE_WRONG] = "no field begins so: this is no GTFS-Realtime message",
    };
    return error_set(reading->error, ERROR_INPUT, reading->place, "byte %zu: %s", at,
                     reasons[step]);
}

/* Counts the whole message; false: it does not hold together. */
static bool count(struct reading *reading, struct wire wire, uint32_t *headers)
{
    const uint8_t *begin = wire.at;
    struct wire_field field;
    enum wire_step step;
    size_t at = 0;
    while ((step = wire_next(&wire, &field)) == WIRE_FIELD) {
        at = (size_t)(wire.at - begin);
        *headers += field.nested && field.number == MESSAGE_HEADER;
        if (field.nested && field.number == MESSAGE_ENTITY)
            wire_count_entity(&reading->counts, field.bytes, field.length);
    }
    return step == WIRE_END || fail_at(reading, step, at);
}

static bool fail_many(const struct reading *reading, const char *what, uint32_t count,
                      uint32_t limit)
{
    return error_set(reading->error, ERROR_LIMIT, reading->place,
                     "the message holds %lu %s, more than the limit of %lu", (unsigned long)count,
                     what, (unsigned long)limit);
}

static bool check_counts(const struct reading *reading)
{
    const struct wire_counts *counts = &reading->counts;
    const struct realtime_limits *limits = reading->limits;
    const struct {
        const char *what;
        uint32_t count, limit;
    } rows[] = {
        {"entities", counts->entities, limits->entities},
        {"stop updates", counts->stop_updates, limits->stop_updates},
        {"stop updates of one trip", counts->most_stops, limits->stops_of_trip},
        {"selectors of alerts", counts->selectors, limits->selectors},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].count > rows[i].limit)
            return fail_many(reading, rows[i].what, rows[i].count, rows[i].limit);
    return true;
}

/* protobuf-c takes memory here, up to what one entity may need. */
static void *take(void *context, size_t size)
{
    struct reading *reading = context;
    size_t limit = reading->limits->entity_memory;
    if (size > limit || reading->unpacked.total > limit - size)
        return NULL;
    return arena_alloc(&reading->unpacked, size);
}

/* What is unpacked goes with its arena. */
static void give_back(void *context, void *memory)
{
    (void)context;
    (void)memory;
}

static void *unpack(struct reading *reading, const ProtobufCMessageDescriptor *kind,
                    const struct wire_field *field)
{
    arena_reset(&reading->unpacked);
    return protobuf_c_message_unpack(kind, &reading->allocator, field->length, field->bytes);
}

static void read_version(struct reading *reading, const RtHeader *header)
{
    struct realtime_message *message = reading->message;
    message->version =
        reading_id(reading, header->has_gtfs_realtime_version, header->gtfs_realtime_version);
    const char *version = message->version.text ? message->version.text : "";
    if (strcmp(version, "1.0") != 0 && strcmp(version, "2.0") != 0)
        reading_report_detail(reading, RT_VERSION, "%.40s", version);
}

static bool read_header(struct reading *reading, const struct wire_field *field)
{
    struct realtime_message *message = reading->message;
    const RtHeader *header = unpack(reading, &rt_header__descriptor, field);
    if (!header)
        return fail(reading, ERROR_INPUT, "the header is damaged");
    read_version(reading, header);
    message->feed_version = reading_text(reading, header->has_feed_version, header->feed_version);
    message->differential =
        reading_choice(reading, "incrementality", header->has_incrementality,
                       header->incrementality, (struct reading_range){.high = 1}) == 1;
    message->stamp = reading_stamp(reading, header->has_timestamp, header->timestamp);
    return true;
}

static void count_later(struct reading *reading, const RtEntity *entity)
{
    struct realtime_message *message = reading->message;
    message->shapes += entity->has_shape != 0;
    message->stops += entity->has_stop != 0;
    message->modifications += entity->has_trip_modifications != 0;
    if (entity->has_shape || entity->has_stop || entity->has_trip_modifications)
        reading_report(reading, RT_ENTITY_LATER);
    else if (!entity->trip_update && !entity->vehicle && !entity->alert)
        reading_report(reading, RT_ENTITY_EMPTY);
}

/* Notes the id; false: it cannot be used. */
static bool name_entity(struct reading *reading, const RtEntity *entity)
{
    reading->spoilt = false;
    reading->entity = (struct realtime_text){0};
    reading->entity = reading_id(reading, entity->has_id, entity->id);
    if (reading->spoilt)
        return false;
    if (!reading->entity.text) {
        reading_report(reading, RT_ENTITY_UNNAMED);
        return true;
    }
    uint32_t before = reading->ids.count;
    if (intern_add(&reading->ids, reading->entity.text, reading->entity.length) < before)
        reading_report(reading, RT_ENTITY_REPEATED);
    return true;
}

static void read_entity(struct reading *reading, const RtEntity *entity)
{
    struct realtime_message *message = reading->message;
    if (!name_entity(reading, entity))
        return;
    if (entity->has_is_deleted && entity->is_deleted) {
        reading->deleted[message->deleted_count++] = reading->entity;
        if (!message->differential)
            reading_report(reading, RT_DELETED_IN_FULL);
        return;
    }
    count_later(reading, entity);
    if (entity->trip_update)
        reading_add_trip(reading, entity->trip_update);
    if (entity->vehicle)
        reading_add_vehicle(reading, entity->vehicle);
    if (entity->alert)
        reading_add_alert(reading, entity->alert);
}

static bool read_headers(struct reading *reading, struct wire wire, uint32_t headers)
{
    struct wire_field field;
    if (!headers)
        return fail(reading, ERROR_INPUT, "there is no header: this is no GTFS-Realtime message");
    if (headers > 1)
        reading_report(reading, RT_HEADER_REPEATED);
    while (wire_next(&wire, &field) == WIRE_FIELD)
        if (field.nested && field.number == MESSAGE_HEADER && !read_header(reading, &field))
            return false;
    if (!reading->message->stamp)
        reading_report(reading, RT_STAMP_MISSING);
    return true;
}

static bool read_entities(struct reading *reading, struct wire wire)
{
    struct wire_field field;
    size_t before = reading->arena->total;
    while (wire_next(&wire, &field) == WIRE_FIELD) {
        if (!field.nested || field.number != MESSAGE_ENTITY)
            continue;
        const RtEntity *entity = unpack(reading, &rt_entity__descriptor, &field);
        if (entity)
            read_entity(reading, entity);
        else
            reading_report_detail(reading, RT_ENTITY_DAMAGED, "%zu bytes", field.length);
        if (reading->arena->total - before > reading->limits->memory)
            return fail(reading, ERROR_LIMIT, "the message needs more memory than its limit");
    }
    return true;
}

static void make_room(struct reading *reading)
{
    const struct wire_counts *counts = &reading->counts;
    struct realtime_message *message = reading->message;
    reading->trips = arena_array(reading->arena, counts->trips, sizeof *reading->trips);
    reading->vehicles = arena_array(reading->arena, counts->vehicles, sizeof *reading->vehicles);
    reading->alerts = arena_array(reading->arena, counts->alerts, sizeof *reading->alerts);
    reading->deleted = arena_array(reading->arena, counts->entities, sizeof *reading->deleted);
    message->trips = reading->trips;
    message->vehicles = reading->vehicles;
    message->alerts = reading->alerts;
    message->deleted = reading->deleted;
    message->entities = counts->entities;
}

static bool decode(struct reading *reading, struct wire wire)
{
    size_t length = (size_t)(wire.end - wire.at);
    uint32_t headers = 0;
    if (!length)
        return fail(reading, ERROR_INPUT, "there is nothing in it: fetching it went wrong");
    if (length > reading->limits->bytes)
        return error_set(reading->error, ERROR_LIMIT, reading->place,
                         "the message is longer than %zu MiB", reading->limits->bytes / MIB);
    if (!count(reading, wire, &headers))
        return fail_by_name(reading, wire);
    if (!check_counts(reading))
        return false;
    if (!read_headers(reading, wire, headers))
        return fail_by_name(reading, wire);
    make_room(reading);
    return read_entities(reading, wire);
}

static const char *last_part(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

bool realtime_decode(struct realtime_bytes bytes, const struct realtime_limits *limits,
                     struct arena *arena, struct findings *findings,
                     struct realtime_message *message, struct error *error)
{
    struct reading reading = {
        .place = bytes.name,
        .name = last_part(bytes.name),
        .limits = limits,
        .arena = arena,
        .findings = findings,
        .error = error,
        .message = message,
    };
    const uint8_t *data = bytes.data;
    *message = (struct realtime_message){0};
    reading.allocator =
        (ProtobufCAllocator){.alloc = take, .free = give_back, .allocator_data = &reading};
    bool decoded = decode(&reading, (struct wire){data, bytes.length ? data + bytes.length : data});
    arena_finish(&reading.unpacked);
    intern_finish(&reading.ids);
    return decoded;
}

bool realtime_read(const char *path, const struct realtime_limits *limits, struct arena *arena,
                   struct findings *findings, struct realtime_message *message, struct error *error)
{
    struct mapfile file;
    *message = (struct realtime_message){0};
    if (!mapfile_open(&file, path, error))
        return false;
    const struct realtime_bytes bytes = {.data = file.bytes, .length = file.size, .name = path};
    bool decoded = realtime_decode(bytes, limits, arena, findings, message, error);
    mapfile_close(&file);
    return decoded;
}

/* A message starts with its header, in which a version stands: "1.0", "2.0". */
static bool starts_as_message(const uint8_t *bytes, size_t size)
{
    struct wire wire = {bytes, bytes + size};
    struct wire_field header, field;
    if (wire_next(&wire, &header) != WIRE_FIELD || !header.nested ||
        header.number != MESSAGE_HEADER)
        return false;
    wire = (struct wire){header.bytes, header.bytes + header.length};
    while (wire_next(&wire, &field) == WIRE_FIELD)
        if (field.nested && field.number == 1)
            return field.length >= 3 && field.length < 16 && field.bytes[0] >= '0' &&
                   field.bytes[0] <= '9' && field.bytes[1] == '.';
    return false;
}

bool realtime_recognise(const char *path)
{
    uint8_t bytes[512];
    FILE *file = fopen(path, "rbe");
    if (!file)
        return false;
    size_t size = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    size_t length = strlen(path);
    bool named = length > 3 && strcasecmp(path + length - 3, ".pb") == 0;
    /* A map in PBF starts with a length below 64 KiB: with a zero. */
    return starts_as_message(bytes, size) || (named && (!size || bytes[0]));
}
