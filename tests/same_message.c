#include "tests/same_message.h"

#include <string.h>

/* A function for each struct; each returns NULL or the name of what differs. */

#define WANT(condition, name)                                                                      \
    do {                                                                                           \
        if (!(condition))                                                                          \
            return name;                                                                           \
    } while (0)
#define SAME(field) WANT(a->field == b->field, #field)
#define SAME_TEXT(field) WANT(same_text(a->field, b->field), #field)
#define FOLLOW(difference)                                                                         \
    do {                                                                                           \
        const char *found = (difference);                                                          \
        if (found)                                                                                 \
            return found;                                                                          \
    } while (0)

static bool same_text(struct realtime_text a, struct realtime_text b)
{
    return (a.text != NULL) == (b.text != NULL) && a.length == b.length &&
           (!a.text || memcmp(a.text, b.text, a.length + 1) == 0);
}

static const char *run(const struct realtime_run *a, const struct realtime_run *b)
{
    SAME_TEXT(trip_id);
    SAME_TEXT(route_id);
    SAME_TEXT(modifications_id);
    SAME_TEXT(affected_trip_id);
    SAME(has_start_time);
    SAME(start_time);
    SAME(has_start_date);
    SAME(start_date);
    SAME(has_direction);
    SAME(direction);
    SAME(has_relation);
    SAME(relation);
    return NULL;
}

static const char *vehicle_name(const struct realtime_vehicle_name *a,
                                const struct realtime_vehicle_name *b)
{
    SAME_TEXT(id);
    SAME_TEXT(label);
    SAME_TEXT(plate);
    SAME(wheelchair);
    return NULL;
}

static const char *event(const struct realtime_event *a, const struct realtime_event *b)
{
    SAME(has_time);
    SAME(time);
    SAME(has_scheduled);
    SAME(scheduled);
    SAME(has_delay);
    SAME(delay);
    SAME(has_uncertainty);
    SAME(uncertainty);
    return NULL;
}

static const char *stop_change(const struct realtime_stop_change *a,
                               const struct realtime_stop_change *b)
{
    WANT((a != NULL) == (b != NULL), "change of a stop");
    if (!a)
        return NULL;
    SAME_TEXT(assigned_stop_id);
    SAME_TEXT(headsign);
    SAME(has_pickup);
    SAME(pickup);
    SAME(has_drop_off);
    SAME(drop_off);
    return NULL;
}

static const char *stop(const struct realtime_stop *a, const struct realtime_stop *b)
{
    SAME_TEXT(stop_id);
    SAME(has_sequence);
    SAME(sequence);
    FOLLOW(event(&a->arrival, &b->arrival));
    FOLLOW(event(&a->departure, &b->departure));
    FOLLOW(stop_change(a->change, b->change));
    SAME(relation);
    SAME(occupancy);
    return NULL;
}

static const char *trip_change(const struct realtime_trip_change *a,
                               const struct realtime_trip_change *b)
{
    WANT((a != NULL) == (b != NULL), "change of a trip");
    if (!a)
        return NULL;
    SAME_TEXT(trip_id);
    SAME_TEXT(shape_id);
    SAME_TEXT(headsign);
    SAME_TEXT(short_name);
    SAME(has_start_time);
    SAME(start_time);
    SAME(has_start_date);
    SAME(start_date);
    return NULL;
}

static const char *trip(const struct realtime_trip *a, const struct realtime_trip *b)
{
    SAME_TEXT(entity);
    FOLLOW(run(&a->run, &b->run));
    FOLLOW(vehicle_name(&a->vehicle, &b->vehicle));
    FOLLOW(trip_change(a->change, b->change));
    SAME(stamp);
    SAME(has_delay);
    SAME(delay);
    SAME(stop_count);
    for (uint32_t i = 0; i < a->stop_count; i++)
        FOLLOW(stop(&a->stops[i], &b->stops[i]));
    return NULL;
}

static const char *carriage(const struct realtime_carriage *a, const struct realtime_carriage *b)
{
    SAME_TEXT(id);
    SAME_TEXT(label);
    SAME(sequence);
    SAME(percentage);
    SAME(occupancy);
    return NULL;
}

static const char *vehicle(const struct realtime_vehicle *a, const struct realtime_vehicle *b)
{
    SAME_TEXT(entity);
    SAME(has_run);
    FOLLOW(run(&a->run, &b->run));
    FOLLOW(vehicle_name(&a->name, &b->name));
    SAME_TEXT(stop_id);
    SAME(has_sequence);
    SAME(sequence);
    SAME(stamp);
    SAME(has_position);
    SAME(place.lat);
    SAME(place.lon);
    SAME(has_bearing);
    SAME(bearing);
    SAME(has_speed);
    SAME(speed);
    SAME(has_odometer);
    SAME(odometer);
    SAME(has_percentage);
    SAME(percentage);
    SAME(has_status);
    SAME(status);
    SAME(congestion);
    SAME(occupancy);
    SAME(carriage_count);
    for (uint32_t i = 0; i < a->carriage_count; i++)
        FOLLOW(carriage(&a->carriages[i], &b->carriages[i]));
    return NULL;
}

static const char *periods(const struct realtime_periods *a, const struct realtime_periods *b)
{
    SAME(count);
    for (uint32_t i = 0; i < a->count; i++)
        WANT(a->items[i].start == b->items[i].start && a->items[i].end == b->items[i].end,
             "period");
    return NULL;
}

static const char *selector(const struct realtime_selector *a, const struct realtime_selector *b)
{
    SAME_TEXT(agency_id);
    SAME_TEXT(route_id);
    SAME_TEXT(stop_id);
    SAME(has_route_type);
    SAME(route_type);
    SAME(has_direction);
    SAME(direction);
    WANT((a->run != NULL) == (b->run != NULL), "trip of a selector");
    return a->run ? run(a->run, b->run) : NULL;
}

static const char *texts(const struct realtime_texts *a, const struct realtime_texts *b)
{
    SAME(count);
    for (uint32_t i = 0; i < a->count; i++) {
        SAME_TEXT(items[i].text);
        SAME_TEXT(items[i].language);
    }
    return NULL;
}

static const char *images(const struct realtime_alert *a, const struct realtime_alert *b)
{
    SAME(image_count);
    for (uint32_t i = 0; i < a->image_count; i++) {
        SAME_TEXT(images[i].url);
        SAME_TEXT(images[i].media_type);
        SAME_TEXT(images[i].language);
    }
    return NULL;
}

static const char *alert(const struct realtime_alert *a, const struct realtime_alert *b)
{
    SAME_TEXT(entity);
    FOLLOW(periods(&a->active, &b->active));
    FOLLOW(periods(&a->communication, &b->communication));
    FOLLOW(periods(&a->impact, &b->impact));
    for (int i = 0; i < ALERT_TEXTS; i++)
        FOLLOW(texts(&a->texts[i], &b->texts[i]));
    FOLLOW(images(a, b));
    SAME(cause);
    SAME(effect);
    SAME(severity);
    SAME(selector_count);
    for (uint32_t i = 0; i < a->selector_count; i++)
        FOLLOW(selector(&a->selectors[i], &b->selectors[i]));
    return NULL;
}

const char *message_difference(const struct realtime_message *a, const struct realtime_message *b)
{
    SAME_TEXT(version);
    SAME_TEXT(feed_version);
    SAME(stamp);
    SAME(differential);
    SAME(trip_count);
    SAME(vehicle_count);
    SAME(alert_count);
    SAME(deleted_count);
    SAME(stop_updates);
    SAME(selectors);
    for (uint32_t i = 0; i < a->trip_count; i++)
        FOLLOW(trip(&a->trips[i], &b->trips[i]));
    for (uint32_t i = 0; i < a->vehicle_count; i++)
        FOLLOW(vehicle(&a->vehicles[i], &b->vehicles[i]));
    for (uint32_t i = 0; i < a->alert_count; i++)
        FOLLOW(alert(&a->alerts[i], &b->alerts[i]));
    for (uint32_t i = 0; i < a->deleted_count; i++)
        SAME_TEXT(deleted[i]);
    return NULL;
}
