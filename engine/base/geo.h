#ifndef ENGINE_BASE_GEO_H
#define ENGINE_BASE_GEO_H

#include <stdbool.h>
#include <stdint.h>

/** A place on the ground, in units of 1e-7 degree (about 1.1 cm of latitude). */
struct point {
    int32_t lat; /**< -900,000,000 ..   900,000,000 */
    int32_t lon; /**< -1,800,000,000 .. 1,800,000,000 */
};

/** A box; it never crosses the 180th meridian. Both edges belong to it. */
struct box {
    struct point low, high;
};

#define GEO_UNITS_PER_DEGREE 10000000
#define GEO_RADIANS_PER_UNIT (3.14159265358979323846 / 180.0 / GEO_UNITS_PER_DEGREE)
/** Along a meridian. */
#define GEO_METRES_PER_UNIT (6371008.8 * 3.14159265358979323846 / 180.0 / GEO_UNITS_PER_DEGREE)

/** The point of two angles in degrees, rounded to the unit. */
struct point geo_point(double lat_degrees, double lon_degrees);

/** Degrees of a unit value. */
double geo_degrees(int32_t units);

/** Metres between two points by the flat approximation (error under 0.5 % up to 100 km). */
double geo_metres(struct point a, struct point b);

/** The box that holds the circle of `metres` around `center`. */
struct box geo_box_around(struct point center, double metres);

/** A box that holds nothing: where stretching starts. */
#define GEO_BOX_EMPTY ((struct box){.low = {INT32_MAX, INT32_MAX}, .high = {INT32_MIN, INT32_MIN}})

/** Makes the box just large enough to hold the point, too. */
static inline void geo_box_stretch(struct box *box, struct point at)
{
    box->low.lat = at.lat < box->low.lat ? at.lat : box->low.lat;
    box->low.lon = at.lon < box->low.lon ? at.lon : box->low.lon;
    box->high.lat = at.lat > box->high.lat ? at.lat : box->high.lat;
    box->high.lon = at.lon > box->high.lon ? at.lon : box->high.lon;
}

/** Whether the box holds the point. */
bool geo_box_has(struct box box, struct point point);

/** The point's place on a Z-order curve: near points have near numbers, mostly. */
uint64_t geo_z_order(struct point point);

#endif
