#include "engine/network/streets.h"

#include <math.h>

#include "engine/network/varint.h"

uint32_t street_millimetres(struct point a, struct point b)
{
    double millimetres = round(geo_metres(a, b) * 1000);
    return millimetres < UINT32_MAX / 2 ? (uint32_t)millimetres : UINT32_MAX / 2;
}

uint32_t street_edge_points(const struct streets *streets, edge_ix index, struct point *points)
{
    const struct street_edge *edge = &streets->street_edges[index];
    const uint8_t *bytes = streets->street_shapes + edge->shape;
    const uint8_t *end = streets->street_shapes + streets->counts.street_shapes;
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
