#include <stdlib.h>
#include <string.h>

#include "engine/live/drafted.h"

/* Vehicles and alerts: what stands beside the runs. */

static int by_text(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "");
}

static int by_number(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int vehicle_order(const void *a, const void *b)
{
    const struct live_draft_vehicle *one = a, *two = b;
    int order = by_number(one->vehicle.feed, two->vehicle.feed);
    order = order ? order : by_number(one->vehicle.trip, two->vehicle.trip);
    order = order ? order : by_number(one->vehicle.day, two->vehicle.day);
    order = order ? order : by_number(one->vehicle.start, two->vehicle.start);
    order = order ? order : by_text(one->id, two->id);
    order = order ? order : by_number(one->vehicle.stamp, two->vehicle.stamp);
    order = order ? order : by_number(one->vehicle.at.lat, two->vehicle.at.lat);
    return order ? order : by_number(one->vehicle.at.lon, two->vehicle.at.lon);
}

/* The run of the image that is promised so, or NO_IX. */
static uint32_t find_run(const struct live_frozen *frozen, const struct live_vehicle *vehicle)
{
    const struct live view = {.runs = frozen->runs.data,
                              .runs_by_promise = frozen->runs_by_promise.data,
                              .counts.runs_by_promise = frozen->runs_by_promise.count};
    return vehicle->trip == NO_IX ? NO_IX
                                  : live_find(&view, vehicle->trip, vehicle->day, vehicle->start);
}

static int by_trip(const void *a, const void *b, void *context)
{
    const struct live_vehicle *items = ((const struct vec *)context)->data;
    uint32_t i = *(const uint32_t *)a, k = *(const uint32_t *)b;
    const struct live_vehicle *one = &items[i], *two = &items[k];
    int order = by_number(one->trip, two->trip);
    order = order ? order : by_number(one->day, two->day);
    order = order ? order : by_number(one->start, two->start);
    return order ? order : by_number(i, k);
}

void freeze_vehicles(struct live_frozen *frozen)
{
    struct vec sorted = vec_of(sizeof(struct live_draft_vehicle));
    vec_add_many(&sorted, frozen->draft->vehicles.data, frozen->draft->vehicles.count);
    vec_sort(&sorted, vehicle_order);
    for (uint32_t i = 0; i < sorted.count; i++) {
        const struct live_draft_vehicle *from = vec_at(&sorted, i);
        struct live_vehicle vehicle = from->vehicle;
        vehicle.run = find_run(frozen, &vehicle);
        vehicle.id = frozen_text(frozen, from->id);
        vehicle.label = frozen_text(frozen, from->label);
        vehicle.plate = frozen_text(frozen, from->plate);
        uint32_t number = vec_push(&frozen->vehicles, &vehicle);
        if (vehicle.run != NO_IX)
            ((struct live_run *)vec_at(&frozen->runs, vehicle.run))->vehicle = number;
        if (vehicle.trip != NO_IX)
            vec_push(&frozen->vehicles_by_trip, &number);
    }
    if (frozen->vehicles_by_trip.count)
        qsort_r(frozen->vehicles_by_trip.data, frozen->vehicles_by_trip.count, sizeof(uint32_t),
                by_trip, &frozen->vehicles);
    vec_finish(&sorted);
}

static int alert_order(const void *a, const void *b)
{
    const struct live_draft_alert *one = a, *two = b;
    int order = by_number(one->feed, two->feed);
    return order ? order : by_text(one->id, two->id);
}

static struct live_target target_of(const struct live_frozen *frozen,
                                    const struct live_selector *selector, uint32_t alert,
                                    uint32_t number)
{
    const struct live_feed *feed =
        vec_at(&frozen->draft->feeds, ((const struct live_alert *)frozen->alerts.data)[alert].feed);
    struct live_target target = {LIVE_TARGET_ALL, feed->feed, alert, number};
    const struct {
        uint32_t kind, number;
    } narrow[] = {{LIVE_TARGET_TRIP, selector->trip},
                  {LIVE_TARGET_STOP, selector->stop},
                  {LIVE_TARGET_ROUTE, selector->route},
                  {LIVE_TARGET_AGENCY, selector->agency}};
    for (size_t i = 0; i < sizeof narrow / sizeof *narrow; i++)
        if (narrow[i].number != NO_IX) {
            target.kind = narrow[i].kind;
            target.number = narrow[i].number;
            return target;
        }
    return target;
}

static int target_order(const void *a, const void *b)
{
    const struct live_target *one = a, *two = b;
    int order = by_number(one->kind, two->kind);
    order = order ? order : by_number(one->number, two->number);
    order = order ? order : by_number(one->alert, two->alert);
    return order ? order : by_number(one->selector, two->selector);
}

static void add_texts(struct live_frozen *frozen, const struct live_draft_alert *from,
                      struct live_alert *alert)
{
    for (uint32_t i = 0; i < LIVE_ALERT_TEXTS; i++) {
        alert->first_text[i] = frozen->alert_texts.count;
        for (uint32_t k = 0; k < from->texts[i].count; k++) {
            const struct live_draft_text *text = &from->texts[i].items[k];
            struct live_text kept = {frozen_text(frozen, text->text),
                                     frozen_text(frozen, text->language)};
            vec_push(&frozen->alert_texts, &kept);
        }
    }
    alert->first_text[LIVE_ALERT_TEXTS] = frozen->alert_texts.count;
}

static void add_alert(struct live_frozen *frozen, const struct live_draft_alert *from)
{
    struct live_alert alert = {
        .id = frozen_text(frozen, from->id),
        .feed = from->feed,
        .first_period = frozen->alert_periods.count,
        .period_count = from->period_count,
        .first_impact = frozen->alert_periods.count + from->period_count,
        .impact_count = from->impact_count,
        .first_selector = frozen->alert_selectors.count,
        .selector_count = from->selector_count,
        .image_url = frozen_text(frozen, from->image_url),
        .image_type = frozen_text(frozen, from->image_type),
        .cause = from->cause,
        .effect = from->effect,
        .severity = from->severity,
    };
    vec_add_many(&frozen->alert_periods, from->periods, from->period_count);
    vec_add_many(&frozen->alert_periods, from->impacts, from->impact_count);
    add_texts(frozen, from, &alert);
    uint32_t number = vec_push(&frozen->alerts, &alert);
    for (uint32_t i = 0; i < from->selector_count; i++) {
        uint32_t selector = vec_push(&frozen->alert_selectors, &from->selectors[i]);
        struct live_target target = target_of(frozen, &from->selectors[i], number, selector);
        vec_push(&frozen->alert_targets, &target);
    }
}

void freeze_alerts(struct live_frozen *frozen)
{
    struct vec sorted = vec_of(sizeof(struct live_draft_alert));
    vec_add_many(&sorted, frozen->draft->alerts.data, frozen->draft->alerts.count);
    vec_sort(&sorted, alert_order);
    for (uint32_t i = 0; i < sorted.count; i++)
        add_alert(frozen, vec_at(&sorted, i));
    vec_sort(&frozen->alert_targets, target_order);
    vec_finish(&sorted);
}
