#include "api/cli/line_text.h"

#include "engine/network/mode.h"

const char *line_text_mode(uint8_t mode)
{
    static const char *const words[MODE_COUNT] = {
        [MODE_HIGHSPEED_RAIL] = "high-speed train",
        [MODE_LONG_DISTANCE] = "long-distance train",
        [MODE_NIGHT_RAIL] = "night train",
        [MODE_REGIONAL_FAST_RAIL] = "fast regional train",
        [MODE_REGIONAL_RAIL] = "regional train",
        [MODE_SUBURBAN] = "suburban train",
        [MODE_SUBWAY] = "metro",
        [MODE_TRAM] = "tram",
        [MODE_BUS] = "bus",
        [MODE_COACH] = "coach",
        [MODE_FERRY] = "ferry",
        [MODE_AIRPLANE] = "plane",
        [MODE_CABLE_CAR] = "cable tram",
        [MODE_FUNICULAR] = "funicular",
        [MODE_AERIAL_LIFT] = "cable car",
        [MODE_ON_DEMAND] = "bus on demand",
    };
    return mode < MODE_COUNT && words[mode] ? words[mode] : "ride";
}

const char *line_text_name(const struct network *network, const struct route *route)
{
    if (route->short_name)
        return network_text(network, route->short_name);
    return route->long_name ? network_text(network, route->long_name) : line_text_mode(route->mode);
}
