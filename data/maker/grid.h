#ifndef DATA_MAKER_GRID_H
#define DATA_MAKER_GRID_H

#include "data/maker/plan.h"

/* From metres on the drawing to degrees on the globe, and the stops drawn on it. */

#define GRID_TEXT 32

/** `LAT,LON` with six decimals of a place `x` metres east and `y` north of the origin. */
char *grid_text(const struct plan *plan, int32_t x, int32_t y, char text[GRID_TEXT]);

/** The same as numbers. */
void grid_degrees(const struct plan *plan, double x, double y, double *lat, double *lon);

/** And back. */
void grid_metres(const struct plan *plan, double lat, double lon, double *x, double *y);

#endif
