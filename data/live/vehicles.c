#include <math.h>

#include "data/live/chance.h"
#include "data/live/traffic.h"
#include "engine/network/mode.h"

/* A vehicle is shown from shortly before it starts until shortly after it has come to its end. */
enum { SHOWN_BEFORE = 180, SHOWN_AFTER = 45, NEARLY_THERE = 15, CARRIAGES = 3 };

/* Where on the way between two calls a vehicle is. */
struct spot {
    struct point at;
    double bearing; /* degrees from north */
    double metres;  /* of the whole way between the two */
};

/* Degrees from north, clockwise. */
static double bearing_of(struct point from, struct point to)
{
    double north = geo_degrees(to.lat) - geo_degrees(from.lat);
    double east = (geo_degrees(to.lon) - geo_degrees(from.lon)) *
                  cos(geo_degrees(from.lat) * 3.14159265358979 / 180);
    double degrees = atan2(east, north) * 180 / 3.14159265358979;
    return degrees < 0 ? degrees + 360 : degrees;
}

/* The point at `part` of the line along `points`. */
static struct spot along(const struct point *points, uint32_t count, double part)
{
    struct spot spot = {.at = points[0]};
    for (uint32_t i = 1; i < count; i++)
        spot.metres += geo_metres(points[i - 1], points[i]);
    double left = spot.metres * part;
    for (uint32_t i = 1; i < count; i++) {
        struct point a = points[i - 1], b = points[i];
        double metres = geo_metres(a, b);
        if (metres <= 0)
            continue;
        spot.bearing = bearing_of(a, b);
        double way = left < metres ? left / metres : 1;
        spot.at = geo_point(geo_degrees(a.lat) + (geo_degrees(b.lat) - geo_degrees(a.lat)) * way,
                            geo_degrees(a.lon) + (geo_degrees(b.lon) - geo_degrees(a.lon)) * way);
        left -= metres;
        if (left <= 0)
            break;
    }
    return spot;
}

static struct point stop_at(const struct traffic *traffic, const struct traffic_ride *ride,
                            uint32_t call)
{
    const struct network *network = traffic->network;
    return network->stops[network_call_stop(network, ride->pattern, call)].at;
}

/* Between a call and the next one: along the shape where there is one. */
static struct spot between(const struct traffic *traffic, const struct traffic_ride *ride,
                           uint32_t call, double part)
{
    const struct network *network = traffic->network;
    if (ride->trip->shape == NO_IX || !network->outlines[ride->trip->shape].point_count) {
        struct point line[2] = {stop_at(traffic, ride, call), stop_at(traffic, ride, call + 1)};
        return along(line, 2, part);
    }
    const struct outline *outline = &network->outlines[ride->trip->shape];
    const uint32_t *calls = network->outline_calls + outline->first_call + call;
    return along(network->shape_points + outline->first_point + calls[0], calls[1] - calls[0] + 1,
                 part);
}

/* The call that the vehicle is at or on its way to. */
static uint32_t next_call(const struct traffic_ride *ride, const struct traffic_time *times)
{
    uint32_t call = 0;
    while (call + 1 < ride->pattern->call_count && times[call].depart <= ride->heard)
        call++;
    return call;
}

static void place(const struct traffic *traffic, const struct traffic_ride *ride,
                  const struct traffic_time *times, struct realtime_vehicle *vehicle)
{
    uint32_t call = next_call(ride, times);
    bool there = !call || times[call].arrive <= ride->heard;
    double part = 1, seconds = 1;
    if (!there) {
        seconds = (double)(times[call].arrive - times[call - 1].depart);
        part = (double)(ride->heard - times[call - 1].depart) / seconds;
    }
    struct spot spot = between(traffic, ride, call ? call - 1 : 0, call ? part : 0);
    vehicle->has_position = vehicle->has_bearing = vehicle->has_speed = vehicle->has_status = true;
    vehicle->place = spot.at;
    vehicle->bearing = (float)spot.bearing;
    /* It starts and brakes: fastest half way. */
    vehicle->speed = there ? 0 : (float)(spot.metres / seconds * (0.4 + 2.4 * part * (1 - part)));
    vehicle->status = 2;
    if (there)
        vehicle->status = 1;
    else if (times[call].arrive - ride->heard < NEARLY_THERE)
        vehicle->status = 0;
    vehicle->stop_id = traffic_own(
        traffic,
        traffic->network->stops[network_call_stop(traffic->network, ride->pattern, call)].id);
}

/* Trains tell how full each coach is; the first is the fullest at a terminus by the sea. */
static void add_carriages(const struct traffic_ride *ride, struct arena *arena,
                          struct realtime_vehicle *vehicle)
{
    struct realtime_carriage *carriages = arena_array(arena, CARRIAGES, sizeof *carriages);
    for (uint32_t i = 0; i < CARRIAGES; i++) {
        double share = 0.7 + 0.6 * chance_part(chance_mix(ride->seed, i));
        uint32_t full = (uint32_t)(share * vehicle->percentage);
        carriages[i] = (struct realtime_carriage){
            .label = traffic_text(arena_format(arena, "%c", 'A' + (int)i)),
            .sequence = i + 1,
            .percentage = (int32_t)full,
            .occupancy = traffic_occupancy(full),
        };
    }
    vehicle->carriages = carriages;
    vehicle->carriage_count = CARRIAGES;
}

static bool is_rail(const struct traffic_ride *ride)
{
    return ride->route->mode == MODE_REGIONAL_RAIL || ride->route->mode == MODE_REGIONAL_FAST_RAIL;
}

/* A copy is known to trip updates by the trip that it is like, to vehicles by its own name. */
static struct realtime_run run_of(const struct traffic *traffic, const struct traffic_ride *ride,
                                  struct arena *arena)
{
    struct realtime_run run = traffic_run(traffic, ride, arena);
    if (ride->fate == FATE_ADDED) {
        run.trip_id = traffic_added_id(traffic, ride, arena);
        run.start_time = ride->start;
    }
    return run;
}

static void add_vehicle(const struct traffic *traffic, const struct traffic_ride *ride,
                        struct arena *arena, struct vec *vehicles)
{
    struct traffic_time *times = traffic_times(traffic, ride, arena);
    if (ride->fate == FATE_CANCELLED || times[0].depart > traffic->now + SHOWN_BEFORE ||
        times[ride->pattern->call_count - 1].arrive + SHOWN_AFTER < traffic->now)
        return;
    struct realtime_vehicle *vehicle = vec_add(vehicles);
    uint32_t call = next_call(ride, times);
    vehicle->entity = traffic_entity(traffic, ride, arena);
    vehicle->run = run_of(traffic, ride, arena);
    vehicle->has_run = true;
    vehicle->name = traffic_vehicle_name(traffic, ride, arena);
    vehicle->stamp = ride->heard;
    vehicle->has_percentage = true;
    vehicle->percentage = traffic_full(traffic, ride, call ? call - 1 : 0);
    vehicle->occupancy = traffic_occupancy(vehicle->percentage);
    place(traffic, ride, times, vehicle);
    if (is_rail(ride))
        add_carriages(ride, arena, vehicle);
}

struct realtime_message traffic_vehicles(const struct traffic *traffic, struct arena *arena)
{
    struct realtime_message message = traffic_message(traffic);
    const struct traffic_ride *rides = traffic->rides.data;
    struct vec vehicles = vec_of(sizeof(struct realtime_vehicle));
    for (uint32_t i = 0; i < traffic->rides.count; i++)
        add_vehicle(traffic, &rides[i], arena, &vehicles);
    message.vehicle_count = vehicles.count;
    message.vehicles = traffic_keep(&vehicles, arena);
    return message;
}
