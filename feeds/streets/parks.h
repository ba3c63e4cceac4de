#ifndef FEEDS_STREETS_PARKS_H
#define FEEDS_STREETS_PARKS_H

#include "feeds/streets/reading.h"

/* Where cars and bicycles are left. */

/**
 * Whether the tags at hand are of a park: ROLE_CAR_PARK, ROLE_BICYCLE_PARK or ROLE_PARK_ENTRANCE,
 * with all of `park` but its id and place; 0 otherwise, and for private ones.
 */
uint16_t park_read(struct gather *gather, struct street_park *park);

/**
 * Adds the parks to the map and ties each to the nearest way of its vehicle (for cars not further
 * than 50 m beyond its edge) and, when one cannot walk there, to one on foot. A park takes the
 * place of an entrance that lies in it; entrances that lie in none are parks of their own.
 */
void parks_lay(struct reading *reading);

#endif
