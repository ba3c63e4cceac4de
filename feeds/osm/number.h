#ifndef FEEDS_OSM_NUMBER_H
#define FEEDS_OSM_NUMBER_H

#include <stdbool.h>
#include <stdint.h>

/* Numbers as XML attributes have them. */

/** A decimal 64-bit number with an optional sign and nothing else. False: it is none. */
bool number_read_id(const char *text, int64_t *id);

/**
 * Degrees to units of 1e-7 degree, rounded half away from zero; an exponent is allowed. False: no
 * number. Beyond 1,000 degrees either way the units are those of 1,000 degrees.
 */
bool number_read_degrees(const char *text, int64_t *units);

#endif
