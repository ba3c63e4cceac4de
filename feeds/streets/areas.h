#ifndef FEEDS_STREETS_AREAS_H
#define FEEDS_STREETS_AREAS_H

#include "feeds/streets/reading.h"

/*
 * Areas that one may cross: their rings are ways like any other, and straight ways join those of
 * their entry points (nodes that other ways or entrances share) that see each other within the
 * area, inner rings respected. An area with more than AREA_ENTRIES_MAX entry points, or more than
 * AREA_WORK_MAX pairs times corners to look at, or longer than AREA_UNITS_MAX, keeps its rings
 * only; so does one whose rings several relations draw, beyond AREA_SHARED_MAX times all ways.
 */

#define AREA_ENTRIES_MAX 120
#define AREA_WORK_MAX 4000000
#define AREA_UNITS_MAX 500000 /* of 1e-7 degree: 5 km */
#define AREA_SHARED_MAX 8
#define AREA_CROSSINGS_MORE 100000 /* ways across on a map, beyond the nodes of its ways */

/** The trait of an area's ways, along its ring and across, from that of its tags as drawn. */
uint32_t area_trait(struct map *map, uint32_t number);

/** Lays the rings of areas that are relations; ways did so as ways. */
void areas_lay(struct reading *reading);

/** Lays the ways across, and the lifts that are areas. */
void areas_cross(struct reading *reading);

#endif
