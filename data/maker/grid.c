#include "data/maker/grid.h"

#include <math.h>
#include <stdio.h>

/* Metres of a degree of latitude, and of longitude at 46 degrees north. */
#define METRES_LAT 111195.0
#define METRES_LON 77243.0

void grid_degrees(const struct plan *plan, double x, double y, double *lat, double *lon)
{
    *lat = plan->lat / 1e7 + y / METRES_LAT;
    *lon = plan->lon / 1e7 + x / METRES_LON;
}

void grid_metres(const struct plan *plan, double lat, double lon, double *x, double *y)
{
    *x = (lon - plan->lon / 1e7) * METRES_LON;
    *y = (lat - plan->lat / 1e7) * METRES_LAT;
}

char *grid_text(const struct plan *plan, int32_t x, int32_t y, char text[GRID_TEXT])
{
    double lat, lon;
    grid_degrees(plan, x, y, &lat, &lon);
    snprintf(text, GRID_TEXT, "%.6f,%.6f", lat, lon);
    return text;
}
