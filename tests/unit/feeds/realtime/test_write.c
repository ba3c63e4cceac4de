#include "feeds/realtime/write.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/oracle/random.h"
#include "tests/same_message.h"

/* Messages made by chance, with every field there is, come back as they were written. */

#define NOW 1790000000
#define ROUNDS 400

static struct random chance;
static struct arena made, read;
static struct findings findings;
static struct vec bytes, again;

static bool coin(void)
{
    return random_chance(&chance, 50);
}

static struct realtime_text some_text(void)
{
    static const char *const words[] = {"T1", "Écluse", "b", "œuf 🚋", "arrêt reporté", "0"};
    char text[64];
    if (random_chance(&chance, 30))
        return (struct realtime_text){0};
    int length = snprintf(text, sizeof text, "%s%d", words[random_below(&chance, 6)],
                          random_below(&chance, 1000));
    return (struct realtime_text){arena_text(&made, text, (size_t)length), (uint32_t)length};
}

static struct realtime_text sure_text(void)
{
    char text[16];
    int length = snprintf(text, sizeof text, "id %d", random_below(&chance, 100000));
    return (struct realtime_text){arena_text(&made, text, (size_t)length), (uint32_t)length};
}

static unix_time some_time(void)
{
    return random_in(&chance, 1, NOW);
}

/* Only what is given has a value. */
#define CHOOSE(has, field, value) ((has) = coin(), (field) = (has) ? (value) : 0)

static struct realtime_run some_run(void)
{
    struct realtime_run run = {
        .trip_id = sure_text(),
        .route_id = some_text(),
        .modifications_id = some_text(),
        .affected_trip_id = some_text(),
    };
    static const uint8_t relations[] = {TRIP_SCHEDULED,  TRIP_ADDED,   TRIP_UNSCHEDULED,
                                        TRIP_CANCELED,   TRIP_DELETED, TRIP_REPLACEMENT,
                                        TRIP_DUPLICATED, TRIP_NEW,     TRIP_UNKNOWN};
    CHOOSE(run.has_start_time, run.start_time, random_in(&chance, 0, 300000));
    CHOOSE(run.has_start_date, run.start_date, random_in(&chance, 0, 40000));
    CHOOSE(run.has_direction, run.direction, (uint8_t)random_below(&chance, 2));
    CHOOSE(run.has_relation, run.relation, relations[random_below(&chance, 9)]);
    return run;
}

static struct realtime_event some_event(void)
{
    struct realtime_event event = {0};
    CHOOSE(event.has_time, event.time, some_time());
    CHOOSE(event.has_scheduled, event.scheduled, some_time());
    CHOOSE(event.has_delay, event.delay, random_in(&chance, -600, REALTIME_DELAY_MAX));
    CHOOSE(event.has_uncertainty, event.uncertainty, random_below(&chance, 100));
    return event;
}

static const struct realtime_stop_change *some_stop_change(void)
{
    struct realtime_stop_change *change = arena_alloc(&made, sizeof *change);
    if (coin())
        return NULL;
    change->assigned_stop_id = some_text();
    change->headsign = some_text();
    CHOOSE(change->has_pickup, change->pickup, (uint8_t)random_below(&chance, 4));
    CHOOSE(change->has_drop_off, change->drop_off, (uint8_t)random_below(&chance, 4));
    return change;
}

static uint8_t some_occupancy(void)
{
    return coin() ? OCCUPANCY_NOT_GIVEN : (uint8_t)random_below(&chance, OCCUPANCY_NOT_BOARDABLE);
}

static void fill_stop(struct realtime_stop *stop)
{
    static const uint8_t relations[] = {STOP_SCHEDULED, STOP_SKIPPED, STOP_NO_DATA,
                                        STOP_UNSCHEDULED, STOP_UNKNOWN};
    *stop = (struct realtime_stop){
        .stop_id = some_text(),
        .arrival = some_event(),
        .departure = some_event(),
        .change = some_stop_change(),
        .relation = relations[random_below(&chance, 5)],
        .occupancy = some_occupancy(),
    };
    CHOOSE(stop->has_sequence, stop->sequence, (uint32_t)random_below(&chance, 1000000));
    if (!stop->has_sequence && !stop->stop_id.text)
        stop->stop_id = sure_text();
}

static struct realtime_vehicle_name some_name(void)
{
    return (struct realtime_vehicle_name){.id = some_text(),
                                          .label = some_text(),
                                          .plate = some_text(),
                                          .wheelchair = (uint8_t)random_below(&chance, 4)};
}

static const struct realtime_trip_change *some_trip_change(void)
{
    struct realtime_trip_change *change = arena_alloc(&made, sizeof *change);
    if (coin())
        return NULL;
    change->trip_id = some_text();
    change->shape_id = some_text();
    change->headsign = some_text();
    change->short_name = some_text();
    CHOOSE(change->has_start_time, change->start_time, random_below(&chance, 200000));
    CHOOSE(change->has_start_date, change->start_date, random_below(&chance, 40000));
    return change;
}

static void *fresh(uint32_t count, size_t size)
{
    return arena_array(&made, count, size);
}

static uint32_t few(void)
{
    return (uint32_t)random_below(&chance, 4);
}

static void fill_trip(struct realtime_trip *trip)
{
    trip->entity = some_text();
    trip->run = some_run();
    trip->vehicle = some_name();
    trip->change = some_trip_change();
    trip->stamp = coin() ? some_time() : 0;
    CHOOSE(trip->has_delay, trip->delay, random_in(&chance, -REALTIME_DELAY_MAX, 600));
    trip->stop_count = few();
    struct realtime_stop *stops = fresh(trip->stop_count, sizeof *stops);
    for (uint32_t i = 0; i < trip->stop_count; i++)
        fill_stop(&stops[i]);
    trip->stops = stops;
}

static void fill_position(struct realtime_vehicle *vehicle)
{
    /* A place as the message can hold it: degrees in 32 bits. */
    float lat = (float)random_in(&chance, -9000000, 8999999) / 100000.0f;
    float lon = (float)random_in(&chance, -18000000, 17999999) / 100000.0f;
    vehicle->has_position = true;
    vehicle->place = geo_point((double)lat, (double)lon);
    CHOOSE(vehicle->has_bearing, vehicle->bearing, (float)random_below(&chance, 360));
    CHOOSE(vehicle->has_speed, vehicle->speed, (float)random_below(&chance, 400) / 8);
    CHOOSE(vehicle->has_odometer, vehicle->odometer, random_below(&chance, 1 << 30) / 7.0);
}

static void fill_vehicle(struct realtime_vehicle *vehicle)
{
    vehicle->entity = some_text();
    vehicle->has_run = coin();
    if (vehicle->has_run)
        vehicle->run = some_run();
    vehicle->name = some_name();
    if (!vehicle->has_run || coin())
        fill_position(vehicle);
    vehicle->stop_id = some_text();
    CHOOSE(vehicle->has_sequence, vehicle->sequence, (uint32_t)random_below(&chance, 1000));
    vehicle->has_status = coin();
    vehicle->status = vehicle->has_status ? (uint8_t)random_below(&chance, 3) : 2;
    vehicle->stamp = coin() ? some_time() : 0;
    vehicle->congestion = (uint8_t)random_below(&chance, 5);
    vehicle->occupancy = some_occupancy();
    CHOOSE(vehicle->has_percentage, vehicle->percentage, (uint32_t)random_below(&chance, 150));
    vehicle->carriage_count = few();
    struct realtime_carriage *carriages = fresh(vehicle->carriage_count, sizeof *carriages);
    for (uint32_t i = 0; i < vehicle->carriage_count; i++)
        carriages[i] = (struct realtime_carriage){.id = some_text(),
                                                  .label = some_text(),
                                                  .sequence = few(),
                                                  .percentage = random_in(&chance, -1, 120),
                                                  .occupancy = some_occupancy()};
    vehicle->carriages = carriages;
}

static struct realtime_periods some_periods(void)
{
    uint32_t count = few();
    struct realtime_period *items = fresh(count, sizeof *items);
    for (uint32_t i = 0; i < count; i++) {
        items[i].start = coin() ? some_time() : 0;
        items[i].end = coin() ? NOW + some_time() : 0;
    }
    return (struct realtime_periods){items, count};
}

static struct realtime_texts some_texts(void)
{
    uint32_t count = few();
    struct realtime_translation *items = fresh(count, sizeof *items);
    for (uint32_t i = 0; i < count; i++)
        items[i] = (struct realtime_translation){sure_text(), some_text()};
    return (struct realtime_texts){items, count};
}

static void fill_selector(struct realtime_selector *selector)
{
    *selector = (struct realtime_selector){
        .agency_id = some_text(), .route_id = some_text(), .stop_id = sure_text()};
    CHOOSE(selector->has_route_type, selector->route_type, random_in(&chance, -5, 1700));
    CHOOSE(selector->has_direction, selector->direction, (uint8_t)random_below(&chance, 2));
    if (coin()) {
        struct realtime_run *run = fresh(1, sizeof *run);
        *run = some_run();
        selector->run = run;
    }
}

static void fill_alert(struct realtime_alert *alert)
{
    alert->entity = some_text();
    alert->active = some_periods();
    alert->communication = some_periods();
    alert->impact = some_periods();
    for (int i = 0; i < ALERT_TEXTS; i++)
        alert->texts[i] = some_texts();
    alert->cause = (uint8_t)random_in(&chance, 1, 12);
    alert->effect = (uint8_t)random_in(&chance, 1, 11);
    alert->severity = (uint8_t)random_in(&chance, 1, 4);
    alert->selector_count = few();
    struct realtime_selector *selectors = fresh(alert->selector_count, sizeof *selectors);
    for (uint32_t i = 0; i < alert->selector_count; i++)
        fill_selector(&selectors[i]);
    alert->selectors = selectors;
    alert->image_count = few();
    struct realtime_image *images = fresh(alert->image_count, sizeof *images);
    for (uint32_t i = 0; i < alert->image_count; i++)
        images[i] = (struct realtime_image){some_text(), some_text(), some_text()};
    alert->images = images;
}

static void fill_entities(struct realtime_message *message)
{
    struct realtime_trip *trips = fresh(message->trip_count, sizeof *trips);
    struct realtime_vehicle *vehicles = fresh(message->vehicle_count, sizeof *vehicles);
    struct realtime_alert *alerts = fresh(message->alert_count, sizeof *alerts);
    struct realtime_text *deleted = fresh(message->deleted_count, sizeof *deleted);
    for (uint32_t i = 0; i < message->trip_count; i++) {
        fill_trip(&trips[i]);
        message->stop_updates += trips[i].stop_count;
    }
    for (uint32_t i = 0; i < message->vehicle_count; i++)
        fill_vehicle(&vehicles[i]);
    for (uint32_t i = 0; i < message->alert_count; i++) {
        fill_alert(&alerts[i]);
        message->selectors += alerts[i].selector_count;
    }
    for (uint32_t i = 0; i < message->deleted_count; i++)
        deleted[i] = some_text();
    message->trips = trips;
    message->vehicles = vehicles;
    message->alerts = alerts;
    message->deleted = deleted;
}

static struct realtime_message some_message(void)
{
    struct realtime_message message = {
        .version = some_text(),
        .feed_version = some_text(),
        .stamp = coin() ? some_time() : 0,
        .differential = coin(),
        .trip_count = few(),
        .vehicle_count = few(),
        .alert_count = few(),
        .deleted_count = few(),
    };
    fill_entities(&message);
    return message;
}

static void decode(struct realtime_message *message)
{
    const struct realtime_limits limits = realtime_limits_usual(NOW);
    const struct realtime_bytes all = {bytes.data, bytes.count, "written.pb"};
    struct error error = {0};
    findings_finish(&findings);
    findings_init(&findings);
    arena_reset(&read);
    if (!realtime_decode(all, &limits, &read, &findings, message, &error))
        fail_msg("%s: %s", error.place, error.text);
}

static void what_is_written_is_read_again(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= ROUNDS; seed++) {
        chance = (struct random){seed};
        arena_reset(&made);
        bytes.count = 0;
        struct realtime_message message = some_message(), back;
        realtime_write(&message, &bytes);
        decode(&back);
        const char *difference = message_difference(&message, &back);
        if (difference)
            fail_msg("seed %llu: %s differs", (unsigned long long)seed, difference);
        again.count = 0;
        realtime_write(&back, &again);
        assert_int_equal(again.count, bytes.count);
        assert_memory_equal(again.data, bytes.data, bytes.count);
    }
}

static struct realtime_text text_of(const char *text)
{
    return (struct realtime_text){text, (uint32_t)strlen(text)};
}

/* As they came: a trip and its vehicle are one entity, and nobody's id is repeated. */
static void what_came_together_goes_together(void **state)
{
    const struct realtime_trip trips[] = {{.entity = text_of("a"), .run.trip_id = text_of("T1")},
                                          {.entity = text_of("b"), .run.trip_id = text_of("T2")}};
    const struct realtime_vehicle vehicles[] = {
        {.entity = text_of("a"), .has_run = true, .run.trip_id = text_of("T1")},
        {.entity = text_of("c"), .has_run = true, .run.trip_id = text_of("T3")}};
    const struct realtime_alert alert = {.entity = text_of("c")};
    const struct realtime_message message = {.version = text_of("2.0"),
                                             .stamp = NOW,
                                             .trips = trips,
                                             .trip_count = 2,
                                             .vehicles = vehicles,
                                             .alerts = &alert,
                                             .vehicle_count = 2,
                                             .alert_count = 1};
    struct realtime_message back;
    (void)state;
    bytes.count = 0;
    realtime_write(&message, &bytes);
    decode(&back);
    assert_int_equal(back.entities, 3);
    assert_null(findings_find(&findings, "realtime_entity_repeated"));
    assert_int_equal(back.trip_count + back.vehicle_count + back.alert_count, 5);
}

static void it_is_put_behind_what_is_there(void **state)
{
    const struct realtime_message message = {.version = text_of("2.0"), .stamp = NOW};
    /* Field 1 of 12 bytes: version "2.0", incrementality 0, the stamp. */
    const uint8_t expected[] = {'x',  0x0a, 13,   0x0a, 3,    '2',  '.',  '0',
                                0x10, 0,    0x18, 0x80, 0xf7, 0xc4, 0xd5, 0x06};
    (void)state;
    bytes.count = 0;
    vec_push(&bytes, "x");
    realtime_write(&message, &bytes);
    assert_int_equal(bytes.count, sizeof expected);
    assert_memory_equal(bytes.data, expected, sizeof expected);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read_again),
        cmocka_unit_test(what_came_together_goes_together),
        cmocka_unit_test(it_is_put_behind_what_is_there),
    };
    bytes = again = vec_of(1);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    findings_finish(&findings);
    arena_finish(&made);
    arena_finish(&read);
    vec_finish(&bytes);
    vec_finish(&again);
    return failed;
}
