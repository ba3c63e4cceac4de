#ifndef FEEDS_AREA_SHAPE_H
#define FEEDS_AREA_SHAPE_H

#include "engine/base/vec.h"
#include "feeds/area/area.h"

/* Inside the room only: one area, as lines between its points in any order. */

/** A line of a ring. */
struct area_line {
    struct point from, to;
};

/**
 * One area. Rings do not cross, so that a place lies inside when a ray from it meets an odd number
 * of lines. Lines are listed by the band of latitude that they reach into.
 */
struct area_shape {
    struct box box;
    struct vec lines;       /**< struct area_line */
    struct vec band_starts; /**< uint32_t in band_lines, one a band and an end; none: no bands */
    struct vec band_lines;  /**< uint32_t: lines by band */
    int64_t band_height;    /**< in units of latitude */
};

/** Whether the place lies in the area or on its border. */
bool area_shape_has(const struct area_shape *shape, struct point at);

/** Lists the lines by band, when all are there. */
void area_shape_band(struct area_shape *shape);

/** Frees it. */
void area_shape_finish(struct area_shape *shape);

/** Fills a zeroed shape with what the rings enclose; bands are to follow. */
enum area_state area_shape_make(struct area_shape *shape, const struct area_ring *rings,
                                uint32_t count);

#endif
