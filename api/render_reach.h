#ifndef API_RENDER_REACH_H
#define API_RENDER_REACH_H

#include "api/isochrone.h"
#include "api/reply.h"

/** The answer of reach as points: stops, and vertices of the streets (NULL: none). */
void render_reach_points(const struct isochrone_ask *ask, const struct isochrone_times *stops,
                         const struct isochrone_times *vertices, struct reply *reply);

/** As a GeoJSON FeatureCollection: an area for each percentile and cutoff, large ones first. */
void render_reach_areas(const struct isochrone_ask *ask, const struct shape_area *areas,
                        struct reply *reply);

#endif
