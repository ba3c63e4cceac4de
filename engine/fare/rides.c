#include "engine/fare/fare.h"

/* From the legs of a journey to what is paid for. */

/* The fare zones of the calls that a ride makes, neighbours that are the same as one. */
static void write_zones(const struct world *world, const struct leg *leg, struct arena *arena,
                        struct fare_ride *ride)
{
    const struct stop *stops = world->network->stops;
    text_ix *zones = arena_array(arena, leg->alight_call - leg->board_call + 1, sizeof *zones);
    for (uint32_t call = leg->board_call; call <= leg->alight_call; call++) {
        text_ix zone = stops[world_shown_stop(world, leg->run.trip, call)].fare_zone;
        if (ride->zone_count == 0 || zones[ride->zone_count - 1] != zone)
            zones[ride->zone_count++] = zone;
    }
    ride->zones = zones;
}

/* A run that the timetable does not have is on a route that it has, and so in its network. */
static struct fare_ride ride_of(const struct tariff *tariff, const struct leg *leg, uint32_t at,
                                struct arena *arena)
{
    const struct network *network = tariff->world->network;
    route_ix route = world_trip_pattern(tariff->world, leg->run.trip)->route;
    struct fare_ride ride = fare_ride_on(FARE_TRANSIT, at);
    ride.feed = network->routes[route].feed;
    ride.route = route;
    ride.agency = network->routes[route].agency;
    ride.network = tariff_network(tariff, route);
    ride.from = leg->from;
    ride.to = leg->to;
    ride.depart = leg->depart;
    ride.arrive = leg->arrive;
    ride.zone_from = network->stops[leg->from].zone;
    ride.zone_to = network->stops[leg->to].zone;
    ride.stays = leg->stays;
    write_zones(tariff->world, leg, arena, &ride);
    return ride;
}

static struct fare_ride hire_of(const struct leg *leg, uint32_t at)
{
    struct fare_ride ride = fare_ride_on(FARE_SHARED, at);
    ride.from = leg->from;
    ride.to = leg->to;
    ride.depart = leg->depart;
    ride.arrive = leg->arrive;
    return ride;
}

uint32_t fare_rides(const struct tariff *tariff, const struct journey *journey, struct arena *arena,
                    const struct fare_ride **rides)
{
    struct fare_ride *list = arena_array(arena, journey->leg_count, sizeof *list);
    uint32_t count = 0;
    for (uint32_t i = 0; i < journey->leg_count; i++) {
        const struct leg *leg = &journey->legs[i];
        if (leg->kind == LEG_RIDE)
            list[count++] = ride_of(tariff, leg, i, arena);
        else if (leg->hired)
            list[count++] = hire_of(leg, i);
    }
    *rides = list;
    return count;
}
