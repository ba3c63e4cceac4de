#include "engine/network/mode.h"

#include <assert.h>
#include <stddef.h>

/* Ranges of route types, the first that holds the type counts (extended types: see the GTFS
 * extension "extended route types", which follows the TPEG table of modes). */
static const struct {
    int first, last;
    enum mode mode;
} ranges[] = {
    {0, 0, MODE_TRAM},
    {1, 1, MODE_SUBWAY},
    {2, 2, MODE_REGIONAL_RAIL},
    {3, 3, MODE_BUS},
    {4, 4, MODE_FERRY},
    {5, 5, MODE_CABLE_CAR},
    {6, 6, MODE_AERIAL_LIFT},
    {7, 7, MODE_FUNICULAR},
    {11, 11, MODE_BUS},
    {12, 12, MODE_SUBWAY},
    {100, 100, MODE_REGIONAL_RAIL},
    {101, 101, MODE_HIGHSPEED_RAIL},
    {102, 102, MODE_LONG_DISTANCE},
    {103, 103, MODE_REGIONAL_FAST_RAIL},
    {104, 104, MODE_LONG_DISTANCE},
    {105, 105, MODE_NIGHT_RAIL},
    {106, 108, MODE_REGIONAL_RAIL},
    {109, 109, MODE_SUBURBAN},
    {110, 117, MODE_REGIONAL_RAIL},
    {200, 209, MODE_COACH},
    {300, 300, MODE_SUBURBAN},
    {400, 404, MODE_SUBWAY},
    {405, 405, MODE_SUBWAY},
    {500, 500, MODE_SUBWAY},
    {600, 600, MODE_SUBWAY},
    {700, 714, MODE_BUS},
    {715, 715, MODE_ON_DEMAND},
    {716, 716, MODE_BUS},
    {717, 717, MODE_ON_DEMAND},
    {800, 800, MODE_BUS},
    {900, 906, MODE_TRAM},
    {907, 907, MODE_CABLE_CAR},
    {1000, 1021, MODE_FERRY},
    {1100, 1114, MODE_AIRPLANE},
    {1200, 1200, MODE_FERRY},
    {1300, 1307, MODE_AERIAL_LIFT},
    {1400, 1402, MODE_FUNICULAR},
    {1500, 1507, MODE_ON_DEMAND},
    {1600, 1604, MODE_OTHER},
    {1700, 1702, MODE_OTHER},
};

enum { RANGE_COUNT = sizeof ranges / sizeof *ranges };

static size_t range_of(int route_type)
{
    size_t i = 0;
    while (i < RANGE_COUNT && (route_type < ranges[i].first || route_type > ranges[i].last))
        i++;
    return i;
}

enum mode mode_of_route_type(int route_type)
{
    size_t range = range_of(route_type);
    return range < RANGE_COUNT ? ranges[range].mode : MODE_OTHER;
}

bool mode_knows_route_type(int route_type)
{
    return range_of(route_type) < RANGE_COUNT;
}

const char *mode_name(enum mode mode)
{
    static const char *const names[MODE_COUNT] = {
        [MODE_HIGHSPEED_RAIL] = "HIGHSPEED_RAIL",
        [MODE_LONG_DISTANCE] = "LONG_DISTANCE",
        [MODE_NIGHT_RAIL] = "NIGHT_RAIL",
        [MODE_REGIONAL_FAST_RAIL] = "REGIONAL_FAST_RAIL",
        [MODE_REGIONAL_RAIL] = "REGIONAL_RAIL",
        [MODE_SUBURBAN] = "SUBURBAN",
        [MODE_SUBWAY] = "SUBWAY",
        [MODE_TRAM] = "TRAM",
        [MODE_BUS] = "BUS",
        [MODE_COACH] = "COACH",
        [MODE_FERRY] = "FERRY",
        [MODE_AIRPLANE] = "AIRPLANE",
        [MODE_CABLE_CAR] = "CABLE_CAR",
        [MODE_FUNICULAR] = "FUNICULAR",
        [MODE_AERIAL_LIFT] = "AERIAL_LIFT",
        [MODE_ON_DEMAND] = "ODM",
        [MODE_OTHER] = "OTHER",
    };
    assert(mode < MODE_COUNT);
    return names[mode];
}
