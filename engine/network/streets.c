#include "engine/network/streets.h"

#include <math.h>
#include <stddef.h>

#include "engine/network/varint.h"

uint32_t street_millimetres(struct point a, struct point b)
{
    double millimetres = round(geo_metres(a, b) * 1000);
    return millimetres < UINT32_MAX / 2 ? (uint32_t)millimetres : UINT32_MAX / 2;
}

uint32_t street_edge_points(const struct streets *streets, edge_ix index, struct point *points)
{
    const struct street_edge *edge = &streets->street_edges[index];
    /* Where no edge has a shape there are no bytes to point into. */
    const uint8_t *shapes = streets->street_shapes;
    const uint8_t *bytes = shapes ? shapes + edge->shape : NULL;
    const uint8_t *end = shapes ? shapes + streets->counts.street_shapes : NULL;
    struct point at = streets->street_vertices[edge->from].at;
    uint32_t count = 0;
    points[count++] = at;
    for (uint32_t i = 0; i < edge->inner_points; i++) {
        at.lat = varint_step(at.lat, &bytes, end);
        at.lon = varint_step(at.lon, &bytes, end);
        points[count++] = at;
    }
    points[count++] = streets->street_vertices[edge->to].at;
    return count;
}
