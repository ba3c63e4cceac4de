#ifndef API_SHAPE_AREA_H
#define API_SHAPE_AREA_H

#include "api/shape_rings.h"
#include "engine/base/error.h"

/*
 * From outlines to areas that are valid as GeoJSON wants them and lie within one another, with no
 * more points than can be seen. The only file of the server that knows GEOS: it computes with what
 * was drawn here and reads nobody's text.
 */

/** A polygon: its outline against the clock, then holes with it. Rings are closed. */
struct shape_polygon {
    const struct shape_ring *rings; /**< in the arena; the first point is repeated at the end */
    uint32_t count;
};

/** What lies within some outlines; may be empty. */
struct shape_area {
    const struct shape_polygon *polygons;
    uint32_t count;
};

/**
 * Makes areas of `count` sets of outlines, the smallest first, each of which lies within the next.
 * Lines are straightened by up to `tolerance` units of 1e-7 degree. Points stand on a grid of 1e-6
 * degree. False: GEOS failed, which no outline of shape_rings_at makes it do.
 */
MUST_CHECK bool shape_areas(const struct shape_rings *outlines, uint32_t count, int32_t tolerance,
                            struct arena *arena, struct shape_area *areas, struct error *error);

#endif
