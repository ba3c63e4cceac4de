#ifndef ENGINE_NETWORK_MODE_H
#define ENGINE_NETWORK_MODE_H

#include <stdbool.h>
#include <stdint.h>

/** What runs on a route. The order is the order in which lists of modes are printed. */
enum mode {
    MODE_HIGHSPEED_RAIL,
    MODE_LONG_DISTANCE,
    MODE_NIGHT_RAIL,
    MODE_REGIONAL_FAST_RAIL,
    MODE_REGIONAL_RAIL,
    MODE_SUBURBAN,
    MODE_SUBWAY,
    MODE_TRAM,
    MODE_BUS,
    MODE_COACH,
    MODE_FERRY,
    MODE_AIRPLANE,
    MODE_CABLE_CAR,
    MODE_FUNICULAR,
    MODE_AERIAL_LIFT,
    MODE_ON_DEMAND,
    MODE_OTHER,
    MODE_COUNT
};

/** A set of modes: bit `1 << mode`. */
typedef uint32_t mode_set;

#define MODES_ALL ((mode_set)((1u << MODE_COUNT) - 1))

/** The mode of a GTFS route_type, basic (0..12) or extended (100..1702); unknown ones are OTHER. */
enum mode mode_of_route_type(int route_type);

/** Whether GTFS or its extension knows the route_type. */
bool mode_knows_route_type(int route_type);

/** The name in capitals, as the newest API dialect writes it ("REGIONAL_RAIL"). */
const char *mode_name(enum mode mode);

#endif
