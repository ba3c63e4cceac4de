#include "data/maker/grid.h"

#include <math.h>
#include <stdio.h>

/* Metres of a degree of latitude, and of longitude at 46 degrees north. */
#define METRES_LAT 111195.0
#define METRES_LON 77243.0

char *grid_text(const struct plan *plan, int32_t x, int32_t y, char text[GRID_TEXT])
{
    double lat = plan->lat / 1e7 + y / METRES_LAT;
    double lon = plan->lon / 1e7 + x / METRES_LON;
    snprintf(text, GRID_TEXT, "%.6f,%.6f", lat, lon);
    return text;
}
