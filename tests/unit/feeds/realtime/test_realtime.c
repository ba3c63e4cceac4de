#include "feeds/realtime/realtime.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/utf8.h"
#include "tests/pbf_bytes.h"
#include "tests/scratch.h"

#define NOW 1790000000

/* Field numbers of the standard, where a name helps. */
enum { HEADER = 1, ENTITY = 2, ID = 1, DELETED = 2, TRIP = 3, VEHICLE = 4, ALERT = 5, SHAPE = 6 };

static struct pbf_bytes file;
static struct arena arena;
static struct findings findings;
static struct error error;
static struct realtime_message message;
static struct realtime_limits limits;

static void put(struct pbf_bytes *bytes, int field, const char *text)
{
    pbf_field(bytes, field, text, strlen(text));
}

static void begin_with(const char *version, uint64_t stamp, int incrementality)
{
    struct pbf_bytes header = {.size = 0};
    file.size = 0;
    limits = realtime_limits_usual(NOW);
    put(&header, 1, version);
    if (incrementality)
        pbf_number(&header, 2, (uint64_t)incrementality);
    if (stamp)
        pbf_number(&header, 3, stamp);
    pbf_message(&file, HEADER, &header);
}

static void begin(void)
{
    begin_with("2.0", NOW - 30, 0);
}

static void add_entity(const char *id, int field, const struct pbf_bytes *content)
{
    struct pbf_bytes entity = {.size = 0};
    if (id)
        put(&entity, ID, id);
    if (content)
        pbf_message(&entity, field, content);
    pbf_message(&file, ENTITY, &entity);
}

static void forget(void)
{
    findings_finish(&findings);
    findings_init(&findings);
    arena_reset(&arena);
    error = (struct error){0};
}

static bool decode_bytes(const void *bytes, size_t size)
{
    forget();
    const struct realtime_bytes all = {.data = bytes, .length = size, .name = "feed/rt.pb"};
    return realtime_decode(all, &limits, &arena, &findings, &message, &error);
}

static bool decode(void)
{
    return decode_bytes(file.data, file.size);
}

static uint64_t found(const char *code)
{
    const struct finding *finding = findings_find(&findings, code);
    return finding ? finding->count : 0;
}

static void expect_text(struct realtime_text text, const char *expected)
{
    assert_non_null(text.text);
    assert_string_equal(text.text, expected);
    assert_int_equal(text.length, strlen(expected));
}

/* A descriptor: trip_id, start_time, start_date, route_id; NULL leaves one out. */
static struct pbf_bytes run_of(const char *trip, const char *time, const char *date,
                               const char *route)
{
    struct pbf_bytes run = {.size = 0};
    if (trip)
        put(&run, 1, trip);
    if (time)
        put(&run, 2, time);
    if (date)
        put(&run, 3, date);
    if (route)
        put(&run, 5, route);
    return run;
}

static struct pbf_bytes event_of(int field, uint64_t number)
{
    struct pbf_bytes event = {.size = 0};
    pbf_number(&event, field, number);
    return event;
}

static void a_trip_comes_whole(void **state)
{
    struct pbf_bytes trip = {.size = 0}, stop = {.size = 0}, change = {.size = 0};
    struct pbf_bytes run = run_of("T1", "25:10:00", "20260921", "R");
    struct pbf_bytes arrival = event_of(1, (uint64_t)-60), departure = event_of(2, NOW + 90);
    struct pbf_bytes vehicle = {.size = 0}, other = {.size = 0};
    (void)state;
    pbf_number(&run, 4, TRIP_REPLACEMENT);
    pbf_number(&run, 6, 1);
    pbf_number(&stop, 1, 7);
    pbf_message(&stop, 2, &arrival);
    pbf_message(&stop, 3, &departure);
    put(&stop, 4, "S");
    pbf_number(&stop, 5, STOP_UNSCHEDULED);
    put(&change, 1, "S:2");
    put(&change, 2, "Gare");
    pbf_number(&change, 4, 3);
    pbf_message(&stop, 6, &change);
    pbf_number(&stop, 7, OCCUPANCY_FULL);
    put(&vehicle, 1, "bus-9");
    pbf_number(&vehicle, 4, 2);
    put(&other, 5, "Nachtbus");
    pbf_message(&trip, 1, &run);
    pbf_message(&trip, 2, &stop);
    pbf_message(&trip, 3, &vehicle);
    pbf_number(&trip, 4, NOW - 40);
    pbf_number(&trip, 5, 120);
    pbf_message(&trip, 6, &other);
    begin();
    add_entity("e", TRIP, &trip);
    assert_true(decode());
    assert_int_equal(findings.items.count, 0);
    expect_text(message.version, "2.0");
    assert_int_equal(message.stamp, NOW - 30);
    assert_int_equal(message.trip_count, 1);
    const struct realtime_trip *t = &message.trips[0];
    expect_text(t->entity, "e");
    expect_text(t->run.trip_id, "T1");
    expect_text(t->run.route_id, "R");
    assert_true(t->run.has_start_time && t->run.has_start_date && t->run.has_direction);
    assert_int_equal(t->run.start_time, 25 * 3600 + 600);
    assert_int_equal(t->run.start_date, civil_day_of(2026, 9, 21));
    assert_int_equal(t->run.direction, 1);
    assert_int_equal(t->run.relation, TRIP_REPLACEMENT);
    assert_int_equal(t->stamp, NOW - 40);
    assert_true(t->has_delay && t->delay == 120);
    expect_text(t->vehicle.id, "bus-9");
    assert_int_equal(t->vehicle.wheelchair, 2);
    expect_text(t->change->headsign, "Nachtbus");
    assert_int_equal(t->stop_count, 1);
    const struct realtime_stop *s = &t->stops[0];
    expect_text(s->stop_id, "S");
    assert_true(s->has_sequence && s->sequence == 7);
    assert_true(s->arrival.has_delay && s->arrival.delay == -60 && !s->arrival.has_time);
    assert_true(s->departure.has_time && s->departure.time == NOW + 90 && !s->departure.has_delay);
    assert_int_equal(s->relation, STOP_UNSCHEDULED);
    assert_int_equal(s->occupancy, OCCUPANCY_FULL);
    expect_text(s->change->assigned_stop_id, "S:2");
    assert_true(s->change->has_drop_off && s->change->drop_off == 3 && !s->change->has_pickup);
}

static void add_float(struct pbf_bytes *bytes, int field, float number)
{
    pbf_varint(bytes, (uint64_t)field << 3 | 5);
    memcpy(bytes->data + bytes->size, &number, sizeof number);
    bytes->size += sizeof number;
}

static struct pbf_bytes place_of(float lat, float lon)
{
    struct pbf_bytes place = {.size = 0};
    add_float(&place, 1, lat);
    add_float(&place, 2, lon);
    return place;
}

static void a_vehicle_comes_whole(void **state)
{
    struct pbf_bytes vehicle = {.size = 0}, carriage = {.size = 0};
    struct pbf_bytes run = run_of("T1", NULL, NULL, NULL), place = place_of(46.5f, -4.25f);
    (void)state;
    add_float(&place, 3, 90);
    put(&carriage, 2, "A");
    pbf_number(&carriage, 3, OCCUPANCY_FEW_SEATS);
    pbf_number(&carriage, 5, 1);
    pbf_message(&vehicle, 1, &run);
    pbf_message(&vehicle, 2, &place);
    pbf_number(&vehicle, 3, 4);
    pbf_number(&vehicle, 5, NOW - 5);
    pbf_number(&vehicle, 6, 3);
    put(&vehicle, 7, "S");
    pbf_number(&vehicle, 10, 55);
    pbf_message(&vehicle, 11, &carriage);
    begin();
    add_entity("v", VEHICLE, &vehicle);
    assert_true(decode());
    assert_int_equal(findings.items.count, 0);
    assert_int_equal(message.vehicle_count, 1);
    const struct realtime_vehicle *v = &message.vehicles[0];
    assert_true(v->has_run && v->has_position && v->has_bearing && !v->has_speed);
    assert_int_equal(v->place.lat, 465000000);
    assert_int_equal(v->place.lon, -42500000);
    assert_true(v->has_sequence && v->sequence == 4 && !v->has_status);
    assert_int_equal(v->status, 2);
    assert_int_equal(v->stamp, NOW - 5);
    assert_int_equal(v->congestion, 3);
    assert_int_equal(v->occupancy, OCCUPANCY_NOT_GIVEN);
    assert_true(v->has_percentage && v->percentage == 55);
    assert_int_equal(v->carriage_count, 1);
    expect_text(v->carriages[0].label, "A");
    assert_int_equal(v->carriages[0].occupancy, OCCUPANCY_FEW_SEATS);
    assert_int_equal(v->carriages[0].percentage, -1);
}

static struct pbf_bytes text_of(const char *text, const char *language)
{
    struct pbf_bytes texts = {.size = 0}, one = {.size = 0};
    put(&one, 1, text);
    put(&one, 2, language);
    pbf_message(&texts, 1, &one);
    return texts;
}

static void an_alert_comes_whole(void **state)
{
    struct pbf_bytes alert = {.size = 0}, period = {.size = 0}, who = {.size = 0};
    struct pbf_bytes route = {.size = 0}, header = text_of("Travaux", "fr");
    struct pbf_bytes run = run_of("T1", NULL, NULL, NULL), other = text_of("Works", "en");
    (void)state;
    pbf_number(&period, 1, NOW);
    put(&route, 2, "R");
    pbf_number(&route, 6, 0);
    put(&who, 5, "S");
    pbf_message(&who, 4, &run);
    pbf_message(&alert, 1, &period);
    pbf_message(&alert, 3, &period);
    pbf_message(&alert, 5, &route);
    pbf_message(&alert, 5, &who);
    pbf_number(&alert, 6, 10);
    pbf_number(&alert, 7, 1);
    pbf_message(&alert, 10, &header);
    pbf_message(&alert, 10, &other);
    pbf_number(&alert, 14, 4);
    begin();
    add_entity("a", ALERT, &alert);
    assert_true(decode());
    assert_int_equal(findings.items.count, 0);
    assert_int_equal(message.alert_count, 1);
    const struct realtime_alert *a = &message.alerts[0];
    assert_int_equal(a->active.count, 1);
    assert_true(a->active.items[0].start == NOW && a->active.items[0].end == 0);
    assert_int_equal(a->communication.count, 0);
    assert_int_equal(a->impact.count, 1);
    assert_true(a->cause == 10 && a->effect == 1 && a->severity == 4);
    assert_int_equal(a->texts[ALERT_HEADER].count, 2);
    expect_text(a->texts[ALERT_HEADER].items[0].text, "Travaux");
    expect_text(a->texts[ALERT_HEADER].items[1].language, "en");
    assert_int_equal(message.selectors, 2);
    expect_text(a->selectors[0].route_id, "R");
    assert_true(a->selectors[0].has_direction && a->selectors[0].direction == 0);
    assert_null(a->selectors[0].run);
    expect_text(a->selectors[1].stop_id, "S");
    expect_text(a->selectors[1].run->trip_id, "T1");
}

/* A trip update of T1 with one stop, into which `event` goes as its arrival. */
static void add_trip(const char *id, const struct pbf_bytes *event)
{
    struct pbf_bytes trip = {.size = 0}, stop = {.size = 0};
    struct pbf_bytes run = run_of("T1", NULL, NULL, NULL);
    put(&stop, 4, "S");
    pbf_message(&stop, 2, event);
    pbf_message(&trip, 1, &run);
    pbf_message(&trip, 2, &stop);
    add_entity(id, TRIP, &trip);
}

static void stamps_are_judged(void **state)
{
    static const struct {
        uint64_t stamp;
        unix_time read;
        const char *code;
    } rows[] = {
        {NOW, NOW, NULL},
        {NOW + 299, NOW, NULL},
        {NOW + 301, NOW, "realtime_stamp_ahead"},
        {0, 0, "realtime_stamp_missing"},
        {(NOW - 10) * UINT64_C(1000) + 7, NOW - 10, "realtime_time_in_milliseconds"},
        {UINT64_MAX, 0, "realtime_time_invalid"},
        {INT64_MAX, 0, "realtime_stamp_missing"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        begin_with("2.0", rows[i].stamp, 0);
        assert_true(decode());
        assert_int_equal(message.stamp, rows[i].read);
        if (rows[i].code)
            assert_int_equal(found(rows[i].code), 1);
        else
            assert_int_equal(findings.items.count, 0);
    }
    begin_with("2.0", UINT64_C(4000000000), 0);
    limits.now = 0;
    assert_true(decode());
    assert_int_equal(message.stamp, 4000000000);
}

static void times_beyond_sense_are_not_given(void **state)
{
    static const struct {
        int field;
        uint64_t number;
        const char *code;
    } rows[] = {
        {1, INT32_MAX, "realtime_delay_absurd"},
        {1, (uint64_t)INT32_MIN, "realtime_delay_absurd"},
        {1, REALTIME_DELAY_MAX + 1, "realtime_delay_absurd"},
        {2, 0, "realtime_time_invalid"},
        {2, INT64_MAX, "realtime_time_invalid"},
        {2, (uint64_t)-5, "realtime_time_invalid"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct pbf_bytes event = event_of(rows[i].field, rows[i].number);
        begin();
        add_trip("e", &event);
        assert_true(decode());
        assert_int_equal(message.trip_count, 1);
        const struct realtime_event *arrival = &message.trips[0].stops[0].arrival;
        assert_false(arrival->has_delay || arrival->has_time);
        assert_int_equal(found(rows[i].code), 1);
    }
    struct pbf_bytes event = event_of(1, REALTIME_DELAY_MAX);
    begin();
    add_trip("e", &event);
    assert_true(decode());
    assert_true(message.trips[0].stops[0].arrival.has_delay);
}

static void strangers_are_called_by_name(void **state)
{
    static const struct {
        const char *bytes, *words;
    } rows[] = {
        {"", "nothing in it"},
        {"\n<!DOCTYPE html><html><body>503 Service Unavailable</body></html>", "web page"},
        {"<html>", "web page"},
        {"<?xml version='1.0'?><Siri/>", "SIRI"},
        {"\xef\xbb\xbf{\"header\":{}}", "JSON"},
        {" [1]", "JSON"},
        {"\x1f\x8b\x08", "gzip"},
        {"PK\x03\x04", "zip"},
        {"header {\n  gtfs_realtime_version: \"2.0\"\n}\n", "text form"},
        {"HTTP/1.1 200 OK\r\n\r\n", "HTTP head"},
        {"\x12\x03\x0a\x01"
         "1",
         "no header"},
        {"\x17", "no field begins so"},
        {"\x0a\x05\x0a\x03"
         "2.0\x1b\x1b",
         "a group begins"},
        {"\x0a\x05\x0a\x03"
         "2.0\x12\x7f",
         "over the end"},
        {"\x0a\x05\x0a\x03"
         "2.0\x12\xff\xff\xff\xff\xff\xff\xff\xff\xff\x7f",
         "over the end"},
        {"\x0a\x05\x0a\x09"
         "2.0",
         "header is damaged"},
    };
    (void)state;
    begin();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_false(decode_bytes(rows[i].bytes, strlen(rows[i].bytes)));
        if (!strstr(error.text, rows[i].words))
            fail_msg("row %zu: not \"%s\" but \"%s\"", i, rows[i].words, error.text);
        assert_string_equal(error.place, "feed/rt.pb");
    }
}

/* A message whose bytes could be those of a page: a header of as many bytes as '<' is. */
static void a_header_of_any_length_is_one(void **state)
{
    struct pbf_bytes header = {.size = 0};
    char filler[64] = "";
    (void)state;
    memset(filler, 'x', 60 - 7);
    begin();
    file.size = 0;
    put(&header, 1, "2.0");
    pbf_field(&header, 4, filler, 60 - 7);
    assert_int_equal(header.size, '<');
    pbf_message(&file, HEADER, &header);
    assert_true(decode());
    assert_int_equal(message.feed_version.length, 60 - 7);
}

static void one_bad_entity_loses_nothing_else(void **state)
{
    struct pbf_bytes event = event_of(1, 60), nothing = {.size = 0};
    (void)state;
    begin();
    add_trip("1", &event);
    pbf_field(&file, ENTITY, "\x1a\x7f", 2);
    pbf_field(&file, ENTITY, "\x1b\x1c", 2);
    add_entity("2", TRIP, &nothing);
    add_entity("3", VEHICLE, &nothing);
    add_entity("4", SHAPE, &nothing);
    add_entity("5", 0, NULL);
    add_entity(NULL, ALERT, &nothing);
    add_trip("1", &event);
    assert_true(decode());
    assert_int_equal(message.entities, 9);
    assert_int_equal(message.trip_count, 2);
    assert_int_equal(message.vehicle_count, 0);
    assert_int_equal(message.alert_count, 1);
    assert_int_equal(message.shapes, 1);
    assert_int_equal(found("realtime_entity_damaged"), 2);
    assert_int_equal(found("realtime_trip_unnamed"), 1);
    assert_int_equal(found("realtime_vehicle_nowhere"), 1);
    assert_int_equal(found("realtime_entity_for_later"), 1);
    assert_int_equal(found("realtime_entity_empty"), 1);
    assert_int_equal(found("realtime_entity_unnamed"), 1);
    assert_int_equal(found("realtime_entity_repeated"), 1);
    assert_int_equal(found("realtime_alert_unaddressed"), 1);
    assert_int_equal(found("realtime_alert_silent"), 1);
}

static void what_is_gone_is_listed(void **state)
{
    struct pbf_bytes entity = {.size = 0};
    (void)state;
    put(&entity, ID, "old");
    pbf_number(&entity, DELETED, 1);
    begin_with("1.0", NOW, 1);
    pbf_message(&file, ENTITY, &entity);
    assert_true(decode());
    assert_true(message.differential);
    assert_int_equal(message.deleted_count, 1);
    expect_text(message.deleted[0], "old");
    assert_int_equal(findings.items.count, 0);
    begin();
    pbf_message(&file, ENTITY, &entity);
    assert_true(decode());
    assert_int_equal(message.deleted_count, 1);
    assert_int_equal(found("realtime_deleted_in_full"), 1);
}

static void numbers_of_later_versions_pass(void **state)
{
    struct pbf_bytes trip = {.size = 0}, run = run_of("T1", "x", "20261301", NULL);
    struct pbf_bytes stop = {.size = 0}, nowhere = {.size = 0};
    (void)state;
    pbf_number(&run, 4, 42);
    pbf_number(&run, 6, 2);
    pbf_field(&run, 1001, "an extension", 12);
    pbf_number(&stop, 1, 5);
    pbf_number(&stop, 5, 9);
    pbf_number(&nowhere, 5, 1);
    pbf_message(&trip, 1, &run);
    pbf_message(&trip, 2, &stop);
    pbf_message(&trip, 2, &nowhere);
    pbf_message(&trip, 2, &stop);
    begin_with("3.0", NOW, 7);
    pbf_number(&file, 2000, 1);
    add_entity("e", TRIP, &trip);
    assert_true(decode());
    assert_false(message.differential);
    const struct realtime_trip *t = &message.trips[0];
    assert_int_equal(t->run.relation, TRIP_UNKNOWN);
    assert_false(t->run.has_start_time || t->run.has_start_date || t->run.has_direction);
    assert_int_equal(t->stop_count, 2);
    assert_int_equal(t->stops[0].relation, STOP_UNKNOWN);
    assert_int_equal(found("realtime_number_unknown"), 5);
    assert_int_equal(found("realtime_clock_invalid"), 1);
    assert_int_equal(found("realtime_date_invalid"), 1);
    assert_int_equal(found("realtime_version_unknown"), 1);
    assert_int_equal(found("realtime_stop_nowhere"), 1);
    assert_int_equal(found("realtime_stops_unsorted"), 1);
}

static void texts_are_mended_and_cut(void **state)
{
    struct pbf_bytes alert = {.size = 0}, trip = {.size = 0}, who = {.size = 0};
    struct pbf_bytes header = text_of("na\xefve", "en"), long_text = text_of("aaa\u00e9\u00e9", "");
    struct pbf_bytes run = {.size = 0};
    (void)state;
    pbf_field(&run, 1, "T\0x", 3);
    pbf_message(&trip, 1, &run);
    put(&who, 1, "A");
    pbf_message(&alert, 5, &who);
    pbf_message(&alert, 10, &header);
    pbf_message(&alert, 11, &long_text);
    begin();
    limits.text = 6;
    add_entity("t", TRIP, &trip);
    add_entity("a", ALERT, &alert);
    assert_true(decode());
    expect_text(message.trips[0].run.trip_id, "T?x");
    expect_text(message.alerts[0].texts[ALERT_HEADER].items[0].text, "na?ve");
    expect_text(message.alerts[0].texts[ALERT_DESCRIPTION].items[0].text, "aaa\u00e9");
    assert_null(message.alerts[0].texts[ALERT_DESCRIPTION].items[0].language.text);
    assert_int_equal(found("realtime_text_not_utf8"), 2);
    assert_int_equal(found("realtime_text_cut"), 1);
}

static void ids_without_end_are_left_out(void **state)
{
    static char id[5000];
    struct pbf_bytes trip = {.size = 0}, stop = {.size = 0}, event = event_of(1, 60);
    struct pbf_bytes run = run_of("T1", NULL, NULL, NULL), long_run = {.size = 0};
    (void)state;
    memset(id, 'x', sizeof id);
    pbf_field(&stop, 4, id, sizeof id);
    pbf_message(&trip, 1, &run);
    pbf_message(&trip, 2, &stop);
    begin();
    add_entity("stop", TRIP, &trip);
    trip.size = 0;
    pbf_field(&long_run, 1, id, sizeof id);
    pbf_message(&trip, 1, &long_run);
    add_entity("trip", TRIP, &trip);
    add_trip("sound", &event);
    assert_true(decode());
    assert_int_equal(found("realtime_id_too_long"), 2);
    assert_int_equal(message.trip_count, 2);
    assert_int_equal(message.trips[0].stop_count, 0);
    expect_text(message.trips[1].entity, "sound");
}

static void places_off_the_earth_are_none(void **state)
{
    static const float places[][2] = {{91, 0}, {0, 181}, {0, 0}, {(float)1e30, 3}};
    (void)state;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        struct pbf_bytes vehicle = {.size = 0}, run = run_of("T", NULL, NULL, NULL);
        struct pbf_bytes place = place_of(places[i][0], places[i][1]);
        pbf_message(&vehicle, 1, &run);
        pbf_message(&vehicle, 2, &place);
        begin();
        add_entity("v", VEHICLE, &vehicle);
        assert_true(decode());
        assert_int_equal(message.vehicle_count, 1);
        assert_false(message.vehicles[0].has_position);
        assert_int_equal(found("realtime_position_invalid"), 1);
    }
}

static void expect_limit(const char *words)
{
    assert_false(decode());
    assert_int_equal(error.kind, ERROR_LIMIT);
    if (!strstr(error.text, words))
        fail_msg("not \"%s\" but \"%s\"", words, error.text);
}

static void limits_hold(void **state)
{
    struct pbf_bytes trip = {.size = 0}, stop = {.size = 0}, alert = {.size = 0}, who = {.size = 0};
    (void)state;
    pbf_number(&stop, 1, 1);
    for (int i = 0; i < 4; i++) {
        pbf_message(&trip, 2, &stop);
        pbf_message(&alert, 5, &who);
    }
    begin();
    add_entity("1", TRIP, &trip);
    add_entity("2", TRIP, &trip);
    add_entity("3", ALERT, &alert);
    assert_true(decode());
    limits.entities = 2;
    expect_limit("3 entities, more than the limit of 2");
    limits = realtime_limits_usual(NOW);
    limits.stop_updates = 7;
    expect_limit("8 stop updates,");
    limits = realtime_limits_usual(NOW);
    limits.stops_of_trip = 3;
    expect_limit("4 stop updates of one trip");
    limits = realtime_limits_usual(NOW);
    limits.selectors = 3;
    expect_limit("4 selectors");
    limits = realtime_limits_usual(NOW);
    limits.bytes = file.size - 1;
    expect_limit("longer than");
    limits = realtime_limits_usual(NOW);
    limits.memory = 1;
    expect_limit("more memory");
}

static void an_entity_may_need_so_much(void **state)
{
    struct pbf_bytes trip = {.size = 0}, event = event_of(1, 60);
    struct pbf_bytes run = run_of("T1", NULL, NULL, NULL);
    (void)state;
    pbf_message(&trip, 1, &run);
    for (int i = 0; i < 1000; i++)
        pbf_number(&trip, 1900, 1);
    begin();
    add_entity("flood", TRIP, &trip);
    add_trip("sound", &event);
    assert_true(decode());
    assert_int_equal(message.trip_count, 2);
    limits.entity_memory = 16384;
    assert_true(decode());
    assert_int_equal(found("realtime_entity_damaged"), 1);
    assert_int_equal(message.trip_count, 1);
    expect_text(message.trips[0].entity, "sound");
}

static void trips_may_be_added_so_often(void **state)
{
    struct pbf_bytes trip = {.size = 0}, run = run_of("new", NULL, NULL, NULL);
    (void)state;
    pbf_number(&run, 4, TRIP_NEW);
    pbf_message(&trip, 1, &run);
    begin();
    for (int i = 0; i < 5; i++)
        add_entity("n", TRIP, &trip);
    limits.added = 3;
    assert_true(decode());
    assert_int_equal(message.trip_count, 3);
    assert_int_equal(found("realtime_added_too_many"), 2);
}

static void files_are_recognised(void **state)
{
    struct scratch scratch;
    (void)state;
    scratch_init(&scratch);
    begin();
    assert_true(realtime_recognise(scratch_write(&scratch, "a.bin", file.data, file.size)));
    assert_true(realtime_recognise(scratch_text(&scratch, "b.pb", "{}")));
    assert_true(realtime_recognise(scratch_text(&scratch, "c.PB", "")));
    assert_false(realtime_recognise(scratch_write(&scratch, "d.pb", "\0\0\0\x0d\n\x09OSM", 9)));
    assert_false(realtime_recognise(scratch_text(&scratch, "e.zip", "PK\3\4")));
    assert_false(realtime_recognise(scratch_text(&scratch, "f.txt", "\n\nstop_id,")));
    assert_false(realtime_recognise(scratch_path(&scratch, "absent.pb")));
    forget();
    const char *path = scratch_write(&scratch, "a.bin", file.data, file.size);
    assert_true(realtime_read(path, &limits, &arena, &findings, &message, &error));
    assert_int_equal(message.stamp, NOW - 30);
    forget();
    path = scratch_path(&scratch, "absent.pb");
    assert_false(realtime_read(path, &limits, &arena, &findings, &message, &error));
    assert_non_null(strstr(error.place, "absent.pb"));
    scratch_finish(&scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_trip_comes_whole),
        cmocka_unit_test(a_vehicle_comes_whole),
        cmocka_unit_test(an_alert_comes_whole),
        cmocka_unit_test(stamps_are_judged),
        cmocka_unit_test(times_beyond_sense_are_not_given),
        cmocka_unit_test(strangers_are_called_by_name),
        cmocka_unit_test(a_header_of_any_length_is_one),
        cmocka_unit_test(one_bad_entity_loses_nothing_else),
        cmocka_unit_test(what_is_gone_is_listed),
        cmocka_unit_test(numbers_of_later_versions_pass),
        cmocka_unit_test(texts_are_mended_and_cut),
        cmocka_unit_test(ids_without_end_are_left_out),
        cmocka_unit_test(places_off_the_earth_are_none),
        cmocka_unit_test(limits_hold),
        cmocka_unit_test(an_entity_may_need_so_much),
        cmocka_unit_test(trips_may_be_added_so_often),
        cmocka_unit_test(files_are_recognised),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    findings_finish(&findings);
    arena_finish(&arena);
    return failed;
}
