#include <geos_c.h>
#include <math.h>
#include <stdio.h>

#include "engine/base/memory.h"
#include "feeds/area/shape.h"

/*
 * From rings to lines that enclose something. GEOS says whether rings are sound, and where they are
 * not what they enclose: shells together, without the holes. It sees units as plain numbers.
 */

/* GEOS tells why it cannot; that it cannot is all we want to know. */
static void ignore(const char *message, void *context)
{
    (void)message;
    (void)context;
}

/* Points of a ring without the first one again at its end. */
static uint32_t open_count(const struct area_ring *ring)
{
    uint32_t count = ring->count;
    while (count > 1 && ring->points[0].lat == ring->points[count - 1].lat &&
           ring->points[0].lon == ring->points[count - 1].lon)
        count--;
    return count;
}

/* Whether the ring can enclose something; a hole needs an outer ring before it, too. */
static bool is_ring(const struct area_ring *ring)
{
    return open_count(ring) >= 3;
}

static GEOSGeometry *ring_of(GEOSContextHandle_t geos, const struct area_ring *ring)
{
    uint32_t count = open_count(ring);
    GEOSCoordSequence *line = GEOSCoordSeq_create_r(geos, count + 1, 2);
    for (uint32_t i = 0; line && i <= count; i++)
        GEOSCoordSeq_setXY_r(geos, line, i, ring->points[i % count].lon,
                             ring->points[i % count].lat);
    return line ? GEOSGeom_createLinearRing_r(geos, line) : NULL;
}

/* An outer ring and the holes that follow it: how many rings that are. */
static uint32_t body_rings(const struct area_ring *rings, uint32_t count)
{
    uint32_t end = 1;
    while (end < count && rings[end].hole)
        end++;
    return end;
}

/* A polygon of an outer ring and its holes; NULL: it is none. */
static GEOSGeometry *body_of(GEOSContextHandle_t geos, const struct area_ring *rings,
                             uint32_t count)
{
    if (rings[0].hole || !is_ring(&rings[0]))
        return NULL;
    GEOSGeometry *shell = ring_of(geos, &rings[0]);
    if (!shell)
        return NULL;
    GEOSGeometry **holes = memory_zeroed(count, sizeof(GEOSGeometry *));
    uint32_t found = 0;
    for (uint32_t i = 1; i < count; i++) {
        holes[found] = is_ring(&rings[i]) ? ring_of(geos, &rings[i]) : NULL;
        found += holes[found] != NULL;
    }
    GEOSGeometry *body = GEOSGeom_createPolygon_r(geos, shell, holes, found);
    memory_free(holes);
    return body;
}

/* All of them as one; NULL: there are none. */
static GEOSGeometry *bodies_of(GEOSContextHandle_t geos, const struct area_ring *rings,
                               uint32_t count)
{
    GEOSGeometry **bodies = memory_zeroed(count, sizeof(GEOSGeometry *)), *all = NULL;
    uint32_t found = 0;
    for (uint32_t at = 0, size; at < count; at += size) {
        size = body_rings(rings + at, count - at);
        bodies[found] = body_of(geos, rings + at, size);
        found += bodies[found] != NULL;
    }
    if (found)
        all = GEOSGeom_createCollection_r(geos, GEOS_MULTIPOLYGON, bodies, found);
    memory_free(bodies);
    return all;
}

static void add_line(struct area_shape *shape, struct point from, struct point to)
{
    vec_push(&shape->lines, &(struct area_line){from, to});
    geo_box_stretch(&shape->box, from);
    geo_box_stretch(&shape->box, to);
}

static void take_ring(GEOSContextHandle_t geos, const GEOSGeometry *ring, struct area_shape *shape)
{
    const GEOSCoordSequence *points = GEOSGeom_getCoordSeq_r(geos, ring);
    unsigned count = 0;
    struct point before = {0, 0};
    GEOSCoordSeq_getSize_r(geos, points, &count);
    for (unsigned i = 0; i < count; i++) {
        double lon = 0, lat = 0;
        GEOSCoordSeq_getXY_r(geos, points, i, &lon, &lat);
        struct point at = {(int32_t)lround(lat), (int32_t)lround(lon)};
        if (i)
            add_line(shape, before, at);
        before = at;
    }
}

/* The rings of all polygons; lines and points that are left over enclose nothing. */
static void take(GEOSContextHandle_t geos, const GEOSGeometry *from, struct area_shape *shape)
{
    int kind = GEOSGeomTypeId_r(geos, from);
    if (kind == GEOS_POLYGON && !GEOSisEmpty_r(geos, from)) {
        take_ring(geos, GEOSGetExteriorRing_r(geos, from), shape);
        for (int i = 0; i < GEOSGetNumInteriorRings_r(geos, from); i++)
            take_ring(geos, GEOSGetInteriorRingN_r(geos, from, i), shape);
    } else if (kind == GEOS_MULTIPOLYGON || kind == GEOS_GEOMETRYCOLLECTION) {
        for (int i = 0; i < GEOSGetNumGeometries_r(geos, from); i++)
            take(geos, GEOSGetGeometryN_r(geos, from, i), shape);
    }
}

/* What unsound rings enclose. */
static void mend(GEOSContextHandle_t geos, const GEOSGeometry *from, struct area_shape *shape)
{
    GEOSMakeValidParams *params = GEOSMakeValidParams_create_r(geos);
    GEOSMakeValidParams_setMethod_r(geos, params, GEOS_MAKE_VALID_STRUCTURE);
    GEOSGeometry *made = GEOSMakeValidWithParams_r(geos, from, params);
    GEOSMakeValidParams_destroy_r(geos, params);
    if (!made)
        return;
    take(geos, made, shape);
    GEOSGeom_destroy_r(geos, made);
}

enum area_state area_shape_make(struct area_shape *shape, const struct area_ring *rings,
                                uint32_t count)
{
    *shape = (struct area_shape){.box = GEO_BOX_EMPTY,
                                 .lines = vec_of(sizeof(struct area_line)),
                                 .band_starts = vec_of(sizeof(uint32_t)),
                                 .band_lines = vec_of(sizeof(uint32_t))};
    GEOSContextHandle_t geos = GEOS_init_r();
    GEOSContext_setErrorMessageHandler_r(geos, ignore, NULL);
    GEOSContext_setNoticeMessageHandler_r(geos, ignore, NULL);
    GEOSGeometry *all = bodies_of(geos, rings, count);
    bool sound = all && GEOSisValid_r(geos, all) == 1;
    if (sound)
        take(geos, all, shape);
    else if (all)
        mend(geos, all, shape);
    if (all)
        GEOSGeom_destroy_r(geos, all);
    GEOS_finish_r(geos);
    return !shape->lines.count ? AREA_UNUSABLE : sound ? AREA_SOUND : AREA_MENDED;
}

const char *area_libraries(void)
{
    static char text[64];
    snprintf(text, sizeof text, "GEOS %s", GEOSversion());
    return text;
}
