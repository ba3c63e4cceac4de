#include "feeds/realtime/reading.h"

#include <gtfs_realtime.pb-c.h>

static struct realtime_event event_of(struct reading *reading, const RtEvent *from)
{
    struct realtime_event event = {0};
    if (!from)
        return event;
    event.has_delay = reading_delay(reading, from->has_delay, from->delay);
    event.delay = event.has_delay ? from->delay : 0;
    event.time = from->has_time ? reading_time(reading, (uint64_t)from->time) : 0;
    event.has_time = event.time != 0;
    event.scheduled =
        from->has_scheduled_time ? reading_time(reading, (uint64_t)from->scheduled_time) : 0;
    event.has_scheduled = event.scheduled != 0;
    event.has_uncertainty = from->has_uncertainty && from->uncertainty >= 0;
    event.uncertainty = event.has_uncertainty ? from->uncertainty : 0;
    return event;
}

static bool event_given(const struct realtime_event *event)
{
    return event->has_time || event->has_delay || event->has_scheduled;
}

static const struct realtime_stop_change *change_of(struct reading *reading,
                                                    const RtStopProperties *from)
{
    const struct reading_range kinds = {.high = 3};
    if (!from)
        return NULL;
    struct realtime_stop_change *change = arena_alloc(reading->arena, sizeof *change);
    *change = (struct realtime_stop_change){
        .assigned_stop_id = reading_id(reading, from->has_assigned_stop_id, from->assigned_stop_id),
        .headsign = reading_text(reading, from->has_stop_headsign, from->stop_headsign),
        .has_pickup = from->has_pickup_type && from->pickup_type >= 0 && from->pickup_type <= 3,
        .has_drop_off =
            from->has_drop_off_type && from->drop_off_type >= 0 && from->drop_off_type <= 3,
        .pickup =
            reading_choice(reading, "pickup_type", from->has_pickup_type, from->pickup_type, kinds),
        .drop_off = reading_choice(reading, "drop_off_type", from->has_drop_off_type,
                                   from->drop_off_type, kinds),
    };
    return change;
}

/* False: nobody can know which stop is meant. */
static bool read_stop(struct reading *reading, const RtStopUpdate *from, struct realtime_stop *stop)
{
    bool spoilt = reading->spoilt;
    reading->spoilt = false;
    *stop = (struct realtime_stop){
        .stop_id = reading_id(reading, from->has_stop_id, from->stop_id),
        .arrival = event_of(reading, from->arrival),
        .departure = event_of(reading, from->departure),
        .change = change_of(reading, from->stop_time_properties),
        .sequence = from->stop_sequence,
        .has_sequence = from->has_stop_sequence,
        .relation = reading_choice(
            reading, "schedule_relationship of a stop", from->has_schedule_relationship,
            from->schedule_relationship,
            (struct reading_range){0, STOP_UNSCHEDULED, STOP_SCHEDULED, STOP_UNKNOWN}),
        .occupancy = reading_occupancy(reading, from->has_departure_occupancy_status,
                                       from->departure_occupancy_status),
    };
    bool usable = !reading->spoilt;
    reading->spoilt = spoilt;
    if (usable && !stop->has_sequence && !stop->stop_id.text) {
        reading_report(reading, RT_STOP_NOWHERE);
        usable = false;
    }
    return usable;
}

/* What is worth knowing of a stop that was kept. */
static void look_at_stop(struct reading *reading, const struct realtime_stop *stop,
                         const struct realtime_stop *before)
{
    if (stop->relation == STOP_SCHEDULED && !event_given(&stop->arrival) &&
        !event_given(&stop->departure) && !stop->change)
        reading_report(reading, RT_STOP_SILENT);
    if (before && stop->has_sequence && before->has_sequence && stop->sequence <= before->sequence)
        reading_report(reading, RT_STOPS_UNSORTED);
}

static void read_stops(struct reading *reading, const RtTripUpdate *update,
                       struct realtime_trip *trip)
{
    struct realtime_stop *stops =
        arena_array(reading->arena, update->n_stop_time_update, sizeof *stops);
    for (size_t i = 0; i < update->n_stop_time_update; i++) {
        struct realtime_stop *stop = &stops[trip->stop_count];
        if (!read_stop(reading, update->stop_time_update[i], stop))
            continue;
        look_at_stop(reading, stop, trip->stop_count ? stop - 1 : NULL);
        trip->stop_count++;
    }
    trip->stops = stops;
}

static const struct realtime_trip_change *trip_change_of(struct reading *reading,
                                                         const RtTripProperties *from)
{
    if (!from)
        return NULL;
    struct realtime_trip_change *change = arena_alloc(reading->arena, sizeof *change);
    change->trip_id = reading_id(reading, from->has_trip_id, from->trip_id);
    change->shape_id = reading_id(reading, from->has_shape_id, from->shape_id);
    change->headsign = reading_text(reading, from->has_trip_headsign, from->trip_headsign);
    change->short_name = reading_text(reading, from->has_trip_short_name, from->trip_short_name);
    change->has_start_time =
        reading_clock(reading, from->has_start_time, from->start_time, &change->start_time);
    change->has_start_date =
        reading_date(reading, from->has_start_date, from->start_date, &change->start_date);
    return change;
}

/* Whether the trip is none of the timetable's; too many of these are one attack or mistake. */
static bool adds_trip(const struct realtime_run *run)
{
    return run->relation == TRIP_ADDED || run->relation == TRIP_NEW ||
           run->relation == TRIP_DUPLICATED;
}

void reading_add_trip(struct reading *reading, const RtTripUpdate *update)
{
    struct realtime_message *message = reading->message;
    struct realtime_trip *trip = &reading->trips[message->trip_count];
    reading->spoilt = false;
    *trip = (struct realtime_trip){.entity = reading->entity};
    trip->run = reading_run(reading, update->trip);
    trip->vehicle = reading_vehicle_name(reading, update->vehicle);
    trip->change = trip_change_of(reading, update->trip_properties);
    trip->stamp = reading_stamp(reading, update->has_timestamp, update->timestamp);
    trip->has_delay = reading_delay(reading, update->has_delay, update->delay);
    trip->delay = trip->has_delay ? update->delay : 0;
    if (reading->spoilt)
        return;
    if (!reading_run_named(&trip->run)) {
        reading_report(reading, RT_TRIP_UNNAMED);
        return;
    }
    if (adds_trip(&trip->run) && ++reading->added > reading->limits->added) {
        reading_report(reading, RT_TRIP_ADDED_MANY);
        return;
    }
    read_stops(reading, update, trip);
    message->stop_updates += trip->stop_count;
    message->trip_count++;
}
