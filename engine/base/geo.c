#include "engine/base/geo.h"

#include <math.h>

struct point geo_point(double lat_degrees, double lon_degrees)
{
    return (struct point){
        .lat = (int32_t)lround(lat_degrees * GEO_UNITS_PER_DEGREE),
        .lon = (int32_t)lround(lon_degrees * GEO_UNITS_PER_DEGREE),
    };
}

double geo_degrees(int32_t units)
{
    return (double)units / GEO_UNITS_PER_DEGREE;
}

double geo_metres(struct point a, struct point b)
{
    double middle = ((double)a.lat + (double)b.lat) / 2 * GEO_RADIANS_PER_UNIT;
    double north = ((double)a.lat - (double)b.lat) * GEO_METRES_PER_UNIT;
    double east = ((double)a.lon - (double)b.lon) * GEO_METRES_PER_UNIT * cos(middle);
    return sqrt(north * north + east * east);
}

static int32_t clamp_units(double value, int32_t limit)
{
    return value < -limit ? -limit : value > limit ? limit : (int32_t)value;
}

struct box geo_box_around(struct point center, double metres)
{
    double lat_units = metres / GEO_METRES_PER_UNIT + 1;
    double farthest = (fabs((double)center.lat) + lat_units) * GEO_RADIANS_PER_UNIT;
    double shrink = farthest < 1.55 ? cos(farthest) : 0.02;
    double lon_units = metres / GEO_METRES_PER_UNIT / shrink + 1;
    const int32_t lat_limit = 90 * GEO_UNITS_PER_DEGREE, lon_limit = 180 * GEO_UNITS_PER_DEGREE;
    return (struct box){
        .low = {clamp_units(center.lat - lat_units, lat_limit),
                clamp_units(center.lon - lon_units, lon_limit)},
        .high = {clamp_units(center.lat + lat_units, lat_limit),
                 clamp_units(center.lon + lon_units, lon_limit)},
    };
}

bool geo_box_has(struct box box, struct point point)
{
    return point.lat >= box.low.lat && point.lat <= box.high.lat && point.lon >= box.low.lon &&
           point.lon <= box.high.lon;
}

static uint64_t spread(uint32_t bits)
{
    uint64_t x = bits;
    x = (x | x << 16) & UINT64_C(0x0000ffff0000ffff);
    x = (x | x << 8) & UINT64_C(0x00ff00ff00ff00ff);
    x = (x | x << 4) & UINT64_C(0x0f0f0f0f0f0f0f0f);
    x = (x | x << 2) & UINT64_C(0x3333333333333333);
    return (x | x << 1) & UINT64_C(0x5555555555555555);
}

uint64_t geo_z_order(struct point point)
{
    uint32_t lat = (uint32_t)point.lat + UINT32_C(0x80000000);
    uint32_t lon = (uint32_t)point.lon + UINT32_C(0x80000000);
    return spread(lat) << 1 | spread(lon);
}
