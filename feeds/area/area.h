#ifndef FEEDS_AREA_AREA_H
#define FEEDS_AREA_AREA_H

#include "engine/base/geo.h"

/*
 * Which of many areas a place lies in. Areas are polygons with holes, as zones of shared vehicles
 * are drawn: many of them, overlapping, of any number of points, and now and then badly drawn.
 * Asking is exact, to the unit. One owner, one thread.
 */

/** A ring, closed with or without saying its first point again. A hole belongs to the outer ring
 * before it. */
struct area_ring {
    const struct point *points;
    uint32_t count;
    bool hole;
};

/** What became of an area. */
enum area_state {
    AREA_SOUND,
    AREA_MENDED,   /**< its rings cross or overlap: what they enclose together was taken */
    AREA_UNUSABLE, /**< encloses nothing: no place lies in it */
};

/** Areas, numbered from 0. */
struct areas;

/** None. */
struct areas *areas_create(void);

/** Frees them; NULL is fine. */
void areas_destroy(struct areas *areas);

/** Adds one, of whatever state; its points are copied. Its number is how many there were before. */
enum area_state areas_add(struct areas *areas, const struct area_ring *rings, uint32_t count);

/** How many there are. */
uint32_t areas_count(const struct areas *areas);

/**
 * The numbers of all areas that the place lies in or on the border of, in rising order. They are
 * good until the next call.
 */
const uint32_t *areas_at(struct areas *areas, struct point at, uint32_t *count);

/** "GEOS 3.11.1-CAPI-1.17.1": the library at run time. */
const char *area_libraries(void);

#endif
