#include "api/shape_area.h"

#include <geos_c.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* GEOS sees units of 1e-7 degree as plain numbers and rounds what it makes to 1e-6 degree. */
#define PRECISION 10.0
/* Cutting is done with all digits, which is quicker. */
#define FLOATING 0.0

struct maker {
    GEOSContextHandle_t geos;
    int32_t tolerance;
    struct arena *arena;
    char text[120]; /* what GEOS said last */
};

static void listen(const char *message, void *context)
{
    struct maker *maker = context;
    snprintf(maker->text, sizeof maker->text, "%s", message);
}

/* A closed ring; NULL when GEOS cannot. */
static GEOSGeometry *ring_of(const struct maker *maker, const struct shape_ring *ring)
{
    GEOSCoordSequence *line = GEOSCoordSeq_create_r(maker->geos, ring->count + 1, 2);
    for (uint32_t i = 0; line && i <= ring->count; i++) {
        const struct point *at = &ring->points[i % ring->count];
        GEOSCoordSeq_setXY_r(maker->geos, line, i, at->lon, at->lat);
    }
    return line ? GEOSGeom_createLinearRing_r(maker->geos, line) : NULL;
}

static int by_body(const void *a, const void *b)
{
    const struct shape_ring *one = a, *two = b;
    if (one->body != two->body)
        return one->body < two->body ? -1 : 1;
    return one->hole - two->hole;
}

/* The first of `rings` as an outline, and the holes that follow it. */
static GEOSGeometry *body_of(const struct maker *maker, const struct shape_ring *rings,
                             uint32_t count)
{
    GEOSGeometry **holes = arena_array(maker->arena, count, sizeof *holes);
    for (uint32_t i = 1; i < count; i++)
        holes[i - 1] = ring_of(maker, &rings[i]);
    GEOSGeometry *shell = ring_of(maker, &rings[0]);
    return shell ? GEOSGeom_createPolygon_r(maker->geos, shell, holes, count - 1) : NULL;
}

/* All bodies, their rings thinned; 0: as drawn. */
static GEOSGeometry *gather(const struct maker *maker, const struct shape_rings *outlines,
                            int32_t tolerance)
{
    struct shape_ring *rings = arena_array(maker->arena, outlines->count, sizeof *rings);
    GEOSGeometry **bodies = arena_array(maker->arena, outlines->count, sizeof *bodies);
    uint32_t count = 0;
    for (uint32_t i = 0; i < outlines->count; i++)
        rings[i] = tolerance > 0 && outlines->items[i].count > 3
                       ? shape_ring_thin(&outlines->items[i], tolerance, maker->arena)
                       : outlines->items[i];
    if (outlines->count)
        qsort(rings, outlines->count, sizeof *rings, by_body);
    for (uint32_t i = 0, next; i < outlines->count; i = next) {
        for (next = i + 1; next < outlines->count && rings[next].body == rings[i].body;)
            next++;
        bodies[count] = body_of(maker, &rings[i], next - i);
        count += bodies[count] != NULL;
    }
    return GEOSGeom_createCollection_r(maker->geos, GEOS_MULTIPOLYGON, bodies, count);
}

/* Gives `made` and ends `from`; NULL ends as NULL. */
static GEOSGeometry *instead(const struct maker *maker, GEOSGeometry *from, GEOSGeometry *made)
{
    if (from)
        GEOSGeom_destroy_r(maker->geos, from);
    return made;
}

static bool is_valid(const struct maker *maker, const GEOSGeometry *area)
{
    return area && GEOSisValid_r(maker->geos, area) == 1;
}

/* With straight lines. Thinning ring by ring is quick and nearly always right; where it makes lines
 * cross GEOS does it with an eye on all of them. Bodies that stand in holes that were filled become
 * one with what is around them. */
static GEOSGeometry *simplify(const struct maker *maker, const struct shape_rings *outlines)
{
    GEOSGeometry *area = gather(maker, outlines, maker->tolerance);
    if (!is_valid(maker, area))
        area = instead(maker, area, gather(maker, outlines, maker->tolerance / 3));
    if (is_valid(maker, area))
        return area;
    area = instead(maker, area, gather(maker, outlines, 0));
    if (area && !is_valid(maker, area))
        area = instead(maker, area, GEOSUnaryUnion_r(maker->geos, area));
    return area ? instead(maker, area,
                          GEOSTopologyPreserveSimplify_r(maker->geos, area, maker->tolerance))
                : NULL;
}

/* Points onto the grid: each by itself when that does no harm. */
static GEOSGeometry *round_off(const struct maker *maker, GEOSGeometry *area)
{
    if (!area)
        return NULL;
    GEOSGeometry *rounded =
        GEOSGeom_setPrecision_r(maker->geos, area, PRECISION, GEOS_PREC_NO_TOPO);
    if (is_valid(maker, rounded))
        return instead(maker, area, rounded);
    instead(maker, rounded, NULL);
    return instead(maker, area, GEOSGeom_setPrecision_r(maker->geos, area, PRECISION, 0));
}

static void take_ring(const struct maker *maker, const GEOSGeometry *line, bool hole,
                      struct shape_ring *ring)
{
    const GEOSCoordSequence *points = GEOSGeom_getCoordSeq_r(maker->geos, line);
    unsigned count = 0;
    char against = 0;
    GEOSCoordSeq_getSize_r(maker->geos, points, &count);
    GEOSCoordSeq_isCCW_r(maker->geos, points, &against);
    struct point *copy = arena_array(maker->arena, count, sizeof *copy);
    for (unsigned i = 0; i < count; i++) {
        double lon = 0, lat = 0;
        GEOSCoordSeq_getXY_r(maker->geos, points, i, &lon, &lat);
        copy[(against != 0) == hole ? count - 1 - i : i] =
            (struct point){(int32_t)lround(lat), (int32_t)lround(lon)};
    }
    *ring = (struct shape_ring){.points = copy, .count = count, .hole = hole};
}

static void take_polygon(const struct maker *maker, const GEOSGeometry *polygon,
                         struct shape_polygon *out)
{
    int holes = GEOSGetNumInteriorRings_r(maker->geos, polygon);
    struct shape_ring *rings = arena_array(maker->arena, (size_t)holes + 1, sizeof *rings);
    take_ring(maker, GEOSGetExteriorRing_r(maker->geos, polygon), false, &rings[0]);
    for (int i = 0; i < holes; i++)
        take_ring(maker, GEOSGetInteriorRingN_r(maker->geos, polygon, i), true, &rings[i + 1]);
    *out = (struct shape_polygon){rings, (uint32_t)holes + 1};
}

/* The polygons of an area; points and lines, where areas only touch, are no part of it. */
static void take(const struct maker *maker, const GEOSGeometry *area, struct shape_area *out)
{
    int count = GEOSGetNumGeometries_r(maker->geos, area);
    struct shape_polygon *polygons = arena_array(maker->arena, (size_t)count, sizeof *polygons);
    out->count = 0;
    for (int i = 0; i < count; i++) {
        const GEOSGeometry *part = GEOSGetGeometryN_r(maker->geos, area, i);
        if (GEOSGeomTypeId_r(maker->geos, part) == GEOS_POLYGON &&
            !GEOSisEmpty_r(maker->geos, part))
            take_polygon(maker, part, &polygons[out->count++]);
    }
    out->polygons = polygons;
}

/* From the largest to the smallest, each cut to the one around it. */
static bool make(const struct maker *maker, const struct shape_rings *outlines, uint32_t count,
                 struct shape_area *areas)
{
    GEOSGeometry *around = NULL;
    for (uint32_t i = count; i-- > 0;) {
        GEOSGeometry *area = simplify(maker, &outlines[i]);
        if (area && around)
            area =
                instead(maker, area, GEOSIntersectionPrec_r(maker->geos, area, around, FLOATING));
        area = round_off(maker, area);
        around = instead(maker, around, area);
        if (!area)
            return false;
        take(maker, area, &areas[i]);
    }
    instead(maker, around, NULL);
    return true;
}

bool shape_areas(const struct shape_rings *outlines, uint32_t count, int32_t tolerance,
                 struct arena *arena, struct shape_area *areas, struct error *error)
{
    struct maker maker = {.geos = GEOS_init_r(), .tolerance = tolerance, .arena = arena};
    GEOSContext_setErrorMessageHandler_r(maker.geos, listen, &maker);
    bool done = make(&maker, outlines, count, areas);
    GEOS_finish_r(maker.geos);
    return done || error_set(error, ERROR_SYSTEM, "areas", "GEOS: %s", maker.text);
}
