#include "feeds/realtime/reading.h"

#include <math.h>

#include <gtfs_realtime.pb-c.h>

static bool on_earth(const RtPosition *position)
{
    return position->has_latitude && position->has_longitude && fabsf(position->latitude) <= 90 &&
           fabsf(position->longitude) <= 180;
}

static void read_position(struct reading *reading, const RtPosition *from,
                          struct realtime_vehicle *vehicle)
{
    if (!from)
        return;
    if (on_earth(from))
        vehicle->place = geo_point((double)from->latitude, (double)from->longitude);
    vehicle->has_position = vehicle->place.lat || vehicle->place.lon;
    if (!vehicle->has_position) {
        reading_report(reading, RT_POSITION);
        return;
    }
    vehicle->has_bearing = from->has_bearing && from->bearing >= 0 && from->bearing <= 360;
    vehicle->bearing = vehicle->has_bearing ? from->bearing : 0;
    vehicle->has_speed = from->has_speed && from->speed >= 0 && isfinite(from->speed);
    vehicle->speed = vehicle->has_speed ? from->speed : 0;
    vehicle->has_odometer = from->has_odometer && from->odometer >= 0 && isfinite(from->odometer);
    vehicle->odometer = vehicle->has_odometer ? from->odometer : 0;
}

static void read_carriages(struct reading *reading, const RtVehicle *from,
                           struct realtime_vehicle *vehicle)
{
    size_t count = from->n_multi_carriage_details;
    struct realtime_carriage *carriages = arena_array(reading->arena, count, sizeof *carriages);
    for (size_t i = 0; i < count; i++) {
        const RtCarriage *carriage = from->multi_carriage_details[i];
        bool known = carriage->has_occupancy_percentage && carriage->occupancy_percentage >= 0;
        carriages[i] = (struct realtime_carriage){
            .id = reading_id(reading, carriage->has_id, carriage->id),
            .label = reading_text(reading, carriage->has_label, carriage->label),
            .sequence = carriage->carriage_sequence,
            .percentage = known ? carriage->occupancy_percentage : -1,
            .occupancy = reading_occupancy(reading, carriage->has_occupancy_status,
                                           carriage->occupancy_status),
        };
    }
    vehicle->carriages = carriages;
    vehicle->carriage_count = (uint32_t)count;
}

static void read_state(struct reading *reading, const RtVehicle *from,
                       struct realtime_vehicle *vehicle)
{
    vehicle->stop_id = reading_id(reading, from->has_stop_id, from->stop_id);
    vehicle->has_sequence = from->has_current_stop_sequence;
    vehicle->sequence = from->current_stop_sequence;
    vehicle->has_status = from->has_current_status;
    vehicle->status = reading_choice(reading, "current_status", from->has_current_status,
                                     from->current_status, (struct reading_range){0, 2, 2, 2});
    vehicle->stamp = reading_stamp(reading, from->has_timestamp, from->timestamp);
    vehicle->congestion = reading_choice(reading, "congestion_level", from->has_congestion_level,
                                         from->congestion_level, (struct reading_range){.high = 4});
    vehicle->occupancy =
        reading_occupancy(reading, from->has_occupancy_status, from->occupancy_status);
    vehicle->has_percentage = from->has_occupancy_percentage;
    vehicle->percentage = from->occupancy_percentage;
}

void reading_add_vehicle(struct reading *reading, const RtVehicle *from)
{
    struct realtime_message *message = reading->message;
    struct realtime_vehicle *vehicle = &reading->vehicles[message->vehicle_count];
    reading->spoilt = false;
    *vehicle = (struct realtime_vehicle){.entity = reading->entity};
    vehicle->run = reading_run(reading, from->trip);
    vehicle->has_run = reading_run_named(&vehicle->run);
    vehicle->name = reading_vehicle_name(reading, from->vehicle);
    read_position(reading, from->position, vehicle);
    read_state(reading, from, vehicle);
    read_carriages(reading, from, vehicle);
    if (reading->spoilt)
        return;
    if (vehicle->has_position || vehicle->has_run)
        message->vehicle_count++;
    else
        reading_report(reading, RT_VEHICLE_NOWHERE);
}
