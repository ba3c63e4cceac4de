#ifndef API_RENDER_WAY_H
#define API_RENDER_WAY_H

#include "api/render_place.h"
#include "engine/way/ways.h"

/* What is not ridden, as legs. */

/** What the API calls the mode of somebody who moves so. */
const char *render_travel(enum travel travel);

/** The Place of an end of a way: a stop, a park, or (with that name) a place. */
json_t *render_way_end(const struct style *style, const struct way_end *end, const char *name);

/**
 * Sets `distance`, `legGeometry`, `steps` and `straightLine`. Not shown: the geometry is empty, and
 * there are no steps.
 */
void render_set_way(const struct style *style, json_t *leg, const struct way_part *part,
                    bool shown);

/** A polyline as the dialect writes it. */
json_t *render_line(const struct style *style, const struct point *points, uint32_t count);

#endif
