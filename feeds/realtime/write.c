#include "feeds/realtime/write.h"

#include <string.h>

#include <gtfs_realtime.pb-c.h>

/*
 * Each entity is built from the plain structs, packed behind the others, and forgotten. The structs
 * of protobuf-c point to the texts of the message, which they do not change.
 */

/* A message being written. */
struct writing {
    const struct realtime_message *message;
    struct arena arena; /* the entity at hand */
    struct vec *bytes;
    uint32_t vehicle, alert; /* the next ones to write */
};

/* Fields of the message itself: header and entities, each as a length and so many bytes. */
enum { HEADER_KEY = 1 << 3 | 2, ENTITY_KEY = 2 << 3 | 2 };

static void *take(struct writing *writing, size_t count, size_t size)
{
    return count ? arena_array(&writing->arena, count, size) : NULL;
}

/* Sets a text and its `has_`. */
static void put_text(protobuf_c_boolean *given, ProtobufCBinaryData *bytes,
                     struct realtime_text text)
{
    *given = text.text != NULL;
    bytes->len = text.length;
    memcpy(&bytes->data, &text.text, sizeof bytes->data); /* only the type says it may change */
}

#define PUT_TEXT(to, field, text) put_text(&(to)->has_##field, &(to)->field, text)

/* Sets a number and its `has_`. */
#define PUT(to, field, given, value) ((to)->has_##field = (given), (to)->field = (value))

/* The same for one whose `has_` in the plain struct has the same name. */
#define PUT_SAME(to, field, from, name) PUT(to, field, (from)->has_##name, (from)->name)

/* A date or clock time as a text of its own. */
static void put_copy(struct writing *writing, protobuf_c_boolean *given, ProtobufCBinaryData *bytes,
                     const char *text)
{
    size_t length = strlen(text);
    const struct realtime_text copy = {arena_text(&writing->arena, text, length), (uint32_t)length};
    put_text(given, bytes, copy);
}

static void put_clock(struct writing *writing, protobuf_c_boolean *given,
                      ProtobufCBinaryData *bytes, day_time time)
{
    char text[CIVIL_TEXT];
    put_copy(writing, given, bytes, civil_text_clock(time, text));
}

static void put_date(struct writing *writing, protobuf_c_boolean *given, ProtobufCBinaryData *bytes,
                     civil_day day)
{
    int year, month, day_of_month;
    civil_date_of(day, &year, &month, &day_of_month);
    put_copy(writing, given, bytes,
             arena_format(&writing->arena, "%04d%02d%02d", year, month, day_of_month));
}

static RtTrip *run_of(struct writing *writing, const struct realtime_run *run)
{
    RtTrip *to = take(writing, 1, sizeof *to);
    rt_trip__init(to);
    PUT_TEXT(to, trip_id, run->trip_id);
    PUT_TEXT(to, route_id, run->route_id);
    if (run->has_start_time)
        put_clock(writing, &to->has_start_time, &to->start_time, run->start_time);
    if (run->has_start_date)
        put_date(writing, &to->has_start_date, &to->start_date, run->start_date);
    PUT(to, schedule_relationship, run->has_relation, run->relation);
    PUT(to, direction_id, run->has_direction, run->direction);
    if (run->modifications_id.text || run->affected_trip_id.text) {
        to->modified_trip = take(writing, 1, sizeof *to->modified_trip);
        rt_modified_trip__init(to->modified_trip);
        PUT_TEXT(to->modified_trip, modifications_id, run->modifications_id);
        PUT_TEXT(to->modified_trip, affected_trip_id, run->affected_trip_id);
    }
    return to;
}

static RtVehicleName *vehicle_name_of(struct writing *writing,
                                      const struct realtime_vehicle_name *name)
{
    if (!name->id.text && !name->label.text && !name->plate.text && !name->wheelchair)
        return NULL;
    RtVehicleName *to = take(writing, 1, sizeof *to);
    rt_vehicle_name__init(to);
    PUT_TEXT(to, id, name->id);
    PUT_TEXT(to, label, name->label);
    PUT_TEXT(to, license_plate, name->plate);
    PUT(to, wheelchair_accessible, name->wheelchair != 0, name->wheelchair);
    return to;
}

static RtEvent *event_of(struct writing *writing, const struct realtime_event *event)
{
    if (!event->has_time && !event->has_delay && !event->has_scheduled && !event->has_uncertainty)
        return NULL;
    RtEvent *to = take(writing, 1, sizeof *to);
    rt_event__init(to);
    PUT_SAME(to, time, event, time);
    PUT_SAME(to, delay, event, delay);
    PUT_SAME(to, uncertainty, event, uncertainty);
    PUT_SAME(to, scheduled_time, event, scheduled);
    return to;
}

static RtStopProperties *stop_change_of(struct writing *writing,
                                        const struct realtime_stop_change *change)
{
    if (!change)
        return NULL;
    RtStopProperties *to = take(writing, 1, sizeof *to);
    rt_stop_properties__init(to);
    PUT_TEXT(to, assigned_stop_id, change->assigned_stop_id);
    PUT_TEXT(to, stop_headsign, change->headsign);
    PUT_SAME(to, pickup_type, change, pickup);
    PUT_SAME(to, drop_off_type, change, drop_off);
    return to;
}

static RtStopUpdate *stop_of(struct writing *writing, const struct realtime_stop *stop)
{
    RtStopUpdate *to = take(writing, 1, sizeof *to);
    rt_stop_update__init(to);
    PUT_SAME(to, stop_sequence, stop, sequence);
    PUT_TEXT(to, stop_id, stop->stop_id);
    to->arrival = event_of(writing, &stop->arrival);
    to->departure = event_of(writing, &stop->departure);
    PUT(to, schedule_relationship, stop->relation != STOP_SCHEDULED, stop->relation);
    PUT(to, departure_occupancy_status, stop->occupancy != OCCUPANCY_NOT_GIVEN, stop->occupancy);
    to->stop_time_properties = stop_change_of(writing, stop->change);
    return to;
}

static RtTripProperties *trip_change_of(struct writing *writing,
                                        const struct realtime_trip_change *change)
{
    if (!change)
        return NULL;
    RtTripProperties *to = take(writing, 1, sizeof *to);
    rt_trip_properties__init(to);
    PUT_TEXT(to, trip_id, change->trip_id);
    PUT_TEXT(to, shape_id, change->shape_id);
    PUT_TEXT(to, trip_headsign, change->headsign);
    PUT_TEXT(to, trip_short_name, change->short_name);
    if (change->has_start_time)
        put_clock(writing, &to->has_start_time, &to->start_time, change->start_time);
    if (change->has_start_date)
        put_date(writing, &to->has_start_date, &to->start_date, change->start_date);
    return to;
}

static RtTripUpdate *trip_of(struct writing *writing, const struct realtime_trip *trip)
{
    RtTripUpdate *to = take(writing, 1, sizeof *to);
    rt_trip_update__init(to);
    to->trip = run_of(writing, &trip->run);
    to->vehicle = vehicle_name_of(writing, &trip->vehicle);
    to->trip_properties = trip_change_of(writing, trip->change);
    PUT(to, timestamp, trip->stamp != 0, (uint64_t)trip->stamp);
    PUT_SAME(to, delay, trip, delay);
    to->n_stop_time_update = trip->stop_count;
    to->stop_time_update = take(writing, trip->stop_count, sizeof *to->stop_time_update);
    for (uint32_t i = 0; i < trip->stop_count; i++)
        to->stop_time_update[i] = stop_of(writing, &trip->stops[i]);
    return to;
}

static RtPosition *position_of(struct writing *writing, const struct realtime_vehicle *vehicle)
{
    if (!vehicle->has_position)
        return NULL;
    RtPosition *to = take(writing, 1, sizeof *to);
    rt_position__init(to);
    PUT(to, latitude, true, (float)geo_degrees(vehicle->place.lat));
    PUT(to, longitude, true, (float)geo_degrees(vehicle->place.lon));
    PUT_SAME(to, bearing, vehicle, bearing);
    PUT_SAME(to, odometer, vehicle, odometer);
    PUT_SAME(to, speed, vehicle, speed);
    return to;
}

static RtCarriage *carriage_of(struct writing *writing, const struct realtime_carriage *carriage)
{
    RtCarriage *to = take(writing, 1, sizeof *to);
    rt_carriage__init(to);
    PUT_TEXT(to, id, carriage->id);
    PUT_TEXT(to, label, carriage->label);
    PUT(to, occupancy_status, carriage->occupancy != OCCUPANCY_NOT_GIVEN, carriage->occupancy);
    PUT(to, occupancy_percentage, carriage->percentage >= 0, carriage->percentage);
    PUT(to, carriage_sequence, carriage->sequence != 0, carriage->sequence);
    return to;
}

/* A run may be told by half, so that no trip is known by it. */
static bool tells_run(const struct realtime_vehicle *vehicle)
{
    const struct realtime_run *run = &vehicle->run;
    return vehicle->has_run || run->modifications_id.text || run->has_start_time ||
           run->has_start_date || run->has_direction || run->has_relation;
}

static RtVehicle *vehicle_of(struct writing *writing, const struct realtime_vehicle *vehicle)
{
    RtVehicle *to = take(writing, 1, sizeof *to);
    rt_vehicle__init(to);
    if (tells_run(vehicle))
        to->trip = run_of(writing, &vehicle->run);
    to->vehicle = vehicle_name_of(writing, &vehicle->name);
    to->position = position_of(writing, vehicle);
    PUT_TEXT(to, stop_id, vehicle->stop_id);
    PUT_SAME(to, current_stop_sequence, vehicle, sequence);
    PUT_SAME(to, current_status, vehicle, status);
    PUT(to, timestamp, vehicle->stamp != 0, (uint64_t)vehicle->stamp);
    PUT(to, congestion_level, vehicle->congestion != 0, vehicle->congestion);
    PUT(to, occupancy_status, vehicle->occupancy != OCCUPANCY_NOT_GIVEN, vehicle->occupancy);
    PUT_SAME(to, occupancy_percentage, vehicle, percentage);
    to->n_multi_carriage_details = vehicle->carriage_count;
    to->multi_carriage_details =
        take(writing, vehicle->carriage_count, sizeof *to->multi_carriage_details);
    for (uint32_t i = 0; i < vehicle->carriage_count; i++)
        to->multi_carriage_details[i] = carriage_of(writing, &vehicle->carriages[i]);
    return to;
}

static RtPeriod **periods_of(struct writing *writing, const struct realtime_periods *periods,
                             size_t *count)
{
    RtPeriod **list = take(writing, periods->count, sizeof(RtPeriod *));
    for (uint32_t i = 0; i < periods->count; i++) {
        const struct realtime_period *period = &periods->items[i];
        list[i] = take(writing, 1, sizeof *list[i]);
        rt_period__init(list[i]);
        PUT(list[i], start, period->start != 0, (uint64_t)period->start);
        PUT(list[i], end, period->end != 0, (uint64_t)period->end);
    }
    *count = periods->count;
    return list;
}

static RtTexts *texts_of(struct writing *writing, const struct realtime_texts *texts)
{
    if (!texts->count)
        return NULL;
    RtTexts *to = take(writing, 1, sizeof *to);
    rt_texts__init(to);
    to->n_translation = texts->count;
    to->translation = take(writing, texts->count, sizeof(RtText *));
    for (uint32_t i = 0; i < texts->count; i++) {
        RtText *text = to->translation[i] = take(writing, 1, sizeof *text);
        rt_text__init(text);
        PUT_TEXT(text, text, texts->items[i].text);
        PUT_TEXT(text, language, texts->items[i].language);
    }
    return to;
}

static void put_texts(struct writing *writing, const struct realtime_alert *alert, RtAlert *to)
{
    RtTexts **const places[ALERT_TEXTS] = {
        [ALERT_URL] = &to->url,
        [ALERT_HEADER] = &to->header_text,
        [ALERT_DESCRIPTION] = &to->description_text,
        [ALERT_SPOKEN_HEADER] = &to->tts_header_text,
        [ALERT_SPOKEN_DESCRIPTION] = &to->tts_description_text,
        [ALERT_IMAGE_TEXT] = &to->image_alternative_text,
        [ALERT_CAUSE_DETAIL] = &to->cause_detail,
        [ALERT_EFFECT_DETAIL] = &to->effect_detail,
    };
    for (int i = 0; i < ALERT_TEXTS; i++)
        *places[i] = texts_of(writing, &alert->texts[i]);
}

static RtImages *images_of(struct writing *writing, const struct realtime_alert *alert)
{
    if (!alert->image_count)
        return NULL;
    RtImages *to = take(writing, 1, sizeof *to);
    rt_images__init(to);
    to->n_localized_image = alert->image_count;
    to->localized_image = take(writing, alert->image_count, sizeof(RtImage *));
    for (uint32_t i = 0; i < alert->image_count; i++) {
        RtImage *image = to->localized_image[i] = take(writing, 1, sizeof *image);
        rt_image__init(image);
        PUT_TEXT(image, url, alert->images[i].url);
        PUT_TEXT(image, media_type, alert->images[i].media_type);
        PUT_TEXT(image, language, alert->images[i].language);
    }
    return to;
}

static RtSelector *selector_of(struct writing *writing, const struct realtime_selector *selector)
{
    RtSelector *to = take(writing, 1, sizeof *to);
    rt_selector__init(to);
    PUT_TEXT(to, agency_id, selector->agency_id);
    PUT_TEXT(to, route_id, selector->route_id);
    PUT_TEXT(to, stop_id, selector->stop_id);
    PUT_SAME(to, route_type, selector, route_type);
    PUT(to, direction_id, selector->has_direction, selector->direction);
    to->trip = selector->run ? run_of(writing, selector->run) : NULL;
    return to;
}

static RtAlert *alert_of(struct writing *writing, const struct realtime_alert *alert)
{
    RtAlert *to = take(writing, 1, sizeof *to);
    rt_alert__init(to);
    to->active_period = periods_of(writing, &alert->active, &to->n_active_period);
    to->communication_period =
        periods_of(writing, &alert->communication, &to->n_communication_period);
    to->impact_period = periods_of(writing, &alert->impact, &to->n_impact_period);
    PUT(to, cause, alert->cause != 0, alert->cause);
    PUT(to, effect, alert->effect != 0, alert->effect);
    PUT(to, severity_level, alert->severity != 0, alert->severity);
    put_texts(writing, alert, to);
    to->image = images_of(writing, alert);
    to->n_informed_entity = alert->selector_count;
    to->informed_entity = take(writing, alert->selector_count, sizeof(RtSelector *));
    for (uint32_t i = 0; i < alert->selector_count; i++)
        to->informed_entity[i] = selector_of(writing, &alert->selectors[i]);
    return to;
}

/* Puts a field of the message itself: its key, its length, and what was built. */
static void put_message(struct writing *writing, uint8_t key, const ProtobufCMessage *built)
{
    size_t size = protobuf_c_message_get_packed_size(built);
    vec_push(writing->bytes, &key);
    for (size_t left = size;; left >>= 7) {
        uint8_t byte = (uint8_t)((left & 0x7f) | (left > 0x7f) << 7);
        vec_push(writing->bytes, &byte);
        if (left <= 0x7f)
            break;
    }
    uint32_t start = writing->bytes->count;
    vec_resize(writing->bytes, start + (uint32_t)size);
    protobuf_c_message_pack(built, (uint8_t *)writing->bytes->data + start);
    arena_reset(&writing->arena);
}

static void put_header(struct writing *writing)
{
    const struct realtime_message *message = writing->message;
    RtHeader header = RT_HEADER__INIT;
    PUT_TEXT(&header, gtfs_realtime_version, message->version);
    PUT_TEXT(&header, feed_version, message->feed_version);
    PUT(&header, incrementality, true, message->differential);
    PUT(&header, timestamp, message->stamp != 0, (uint64_t)message->stamp);
    put_message(writing, HEADER_KEY, &header.base);
}

static bool same(struct realtime_text a, struct realtime_text b)
{
    return a.text && b.text && a.length == b.length && memcmp(a.text, b.text, a.length) == 0;
}

/* Puts the entity, with the vehicle and the alert that come next where these bear its id. */
static void put_entity(struct writing *writing, struct realtime_text id, RtEntity *entity)
{
    const struct realtime_message *message = writing->message;
    PUT_TEXT(entity, id, id);
    if (!entity->vehicle && writing->vehicle < message->vehicle_count &&
        same(id, message->vehicles[writing->vehicle].entity))
        entity->vehicle = vehicle_of(writing, &message->vehicles[writing->vehicle++]);
    if (!entity->alert && writing->alert < message->alert_count &&
        same(id, message->alerts[writing->alert].entity))
        entity->alert = alert_of(writing, &message->alerts[writing->alert++]);
    put_message(writing, ENTITY_KEY, &entity->base);
}

static void put_trips(struct writing *writing)
{
    const struct realtime_message *message = writing->message;
    for (uint32_t i = 0; i < message->trip_count; i++) {
        RtEntity entity = RT_ENTITY__INIT;
        entity.trip_update = trip_of(writing, &message->trips[i]);
        put_entity(writing, message->trips[i].entity, &entity);
    }
}

static void put_vehicles(struct writing *writing)
{
    const struct realtime_message *message = writing->message;
    while (writing->vehicle < message->vehicle_count) {
        const struct realtime_vehicle *vehicle = &message->vehicles[writing->vehicle++];
        RtEntity entity = RT_ENTITY__INIT;
        entity.vehicle = vehicle_of(writing, vehicle);
        put_entity(writing, vehicle->entity, &entity);
    }
}

static void put_alerts(struct writing *writing)
{
    const struct realtime_message *message = writing->message;
    while (writing->alert < message->alert_count) {
        const struct realtime_alert *alert = &message->alerts[writing->alert++];
        RtEntity entity = RT_ENTITY__INIT;
        entity.alert = alert_of(writing, alert);
        put_entity(writing, alert->entity, &entity);
    }
}

static void put_deleted(struct writing *writing)
{
    const struct realtime_message *message = writing->message;
    for (uint32_t i = 0; i < message->deleted_count; i++) {
        RtEntity entity = RT_ENTITY__INIT;
        PUT_TEXT(&entity, id, message->deleted[i]);
        PUT(&entity, is_deleted, true, true);
        put_message(writing, ENTITY_KEY, &entity.base);
    }
}

void realtime_write(const struct realtime_message *message, struct vec *bytes)
{
    struct writing writing = {.message = message, .bytes = bytes};
    put_header(&writing);
    put_trips(&writing);
    put_vehicles(&writing);
    put_alerts(&writing);
    put_deleted(&writing);
    arena_finish(&writing.arena);
}
