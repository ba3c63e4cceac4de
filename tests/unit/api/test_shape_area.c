#include "api/shape_area.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <geos_c.h>

#include "tests/oracle/random.h"

static struct arena arena;
static GEOSContextHandle_t geos;

static int set_up(void **state)
{
    (void)state;
    geos = GEOS_init_r();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    GEOS_finish_r(geos);
    arena_finish(&arena);
    return 0;
}

static GEOSGeometry *ring_of(const struct shape_ring *ring)
{
    GEOSCoordSequence *line = GEOSCoordSeq_create_r(geos, ring->count, 2);
    for (uint32_t i = 0; i < ring->count; i++)
        GEOSCoordSeq_setXY_r(geos, line, i, ring->points[i].lon, ring->points[i].lat);
    return GEOSGeom_createLinearRing_r(geos, line);
}

static GEOSGeometry *polygon_of(const struct shape_polygon *polygon)
{
    GEOSGeometry *holes[1000];
    assert_true(polygon->count <= 1000);
    for (uint32_t i = 1; i < polygon->count; i++)
        holes[i - 1] = ring_of(&polygon->rings[i]);
    return GEOSGeom_createPolygon_r(geos, ring_of(&polygon->rings[0]), holes, polygon->count - 1);
}

static GEOSGeometry *geometry_of(const struct shape_area *area)
{
    GEOSGeometry *parts[1000];
    assert_true(area->count <= 1000);
    for (uint32_t i = 0; i < area->count; i++)
        parts[i] = polygon_of(&area->polygons[i]);
    return GEOSGeom_createCollection_r(geos, GEOS_MULTIPOLYGON, parts, area->count);
}

static double area_of(const GEOSGeometry *geometry)
{
    double area = 0;
    GEOSArea_r(geos, geometry, &area);
    return area;
}

static double length_of(const GEOSGeometry *geometry)
{
    double length = 0;
    GEOSLength_r(geos, geometry, &length);
    return length;
}

/* Each area is valid, and none reaches out of the next larger one. */
static void check(const struct shape_area *areas, uint32_t count)
{
    GEOSGeometry *inner = NULL;
    for (uint32_t i = 0; i < count; i++) {
        GEOSGeometry *outer = geometry_of(&areas[i]);
        assert_int_equal(GEOSisValid_r(geos, outer), 1);
        if (inner) {
            GEOSGeometry *over = GEOSDifference_r(geos, inner, outer);
            double rounding = 10 * length_of(inner); /* Points stand on a grid of 10 units. */
            assert_true(area_of(over) <= rounding);
            assert_true(area_of(inner) <= area_of(outer) + rounding);
            GEOSGeom_destroy_r(geos, over);
            GEOSGeom_destroy_r(geos, inner);
        }
        inner = outer;
    }
    GEOSGeom_destroy_r(geos, inner);
}

/* Streets of a town that nobody would want to live in: random walks from the middle. */
static struct shape_grid draw_town(struct random *random, double metres)
{
    const struct shape_brush brush = {metres, 1.2};
    struct point middle = geo_point(49.5, 8.5);
    struct shape_grid grid = shape_grid_of(geo_box_around(middle, 2000), 100, &arena);
    for (int walk = 0; walk < 30; walk++) {
        struct point at = middle;
        int east = random_in(random, -3000, 3000), north = random_in(random, -2000, 2000);
        for (int step = 0; step < 120; step++) {
            at.lat += north / 8 + random_in(random, -500, 500);
            at.lon += east / 8 + random_in(random, -500, 500);
            shape_grid_dot(&grid, at, step * 15 + random_in(random, 0, 30), &brush);
        }
    }
    return grid;
}

static void areas_are_valid_and_nested(void **state)
{
    (void)state;
    static const double cutoffs[] = {60, 300, 301, 900, 1800};
    for (uint64_t seed = 1; seed <= 60; seed++) {
        struct random random = {seed};
        struct shape_rings rings[5];
        struct shape_area areas[5];
        struct error error = {0};
        arena_reset(&arena);
        struct shape_grid grid = draw_town(&random, seed % 2 ? 60 : 30);
        for (int i = 0; i < 5; i++)
            shape_rings_at(&grid, cutoffs[i], seed % 4 * 100, &arena, &rings[i]);
        assert_true(rings[4].count > 0);
        assert_true(shape_areas(rings, 5, seed % 3 ? grid.step_lat / 2 : 0, &arena, areas, &error));
        check(areas, 5);
        assert_true(areas[4].count > 0);
    }
}

static void a_disc_has_its_size_and_hole(void **state)
{
    (void)state;
    struct point middle = geo_point(-30, -51);
    struct shape_rings rings;
    struct shape_area area;
    arena_reset(&arena);
    struct shape_grid grid = shape_grid_of(geo_box_around(middle, 1300), 100, &arena);
    shape_grid_cone(&grid, middle, 0, 1.0, 1200);
    shape_rings_at(&grid, 1000, 100, &arena, &rings);
    assert_int_equal(rings.count, 1);
    assert_true(shape_areas(&rings, 1, 0, &arena, &area, NULL));
    assert_int_equal(area.count, 1);
    assert_int_equal(area.polygons[0].count, 1);
    GEOSGeometry *disc = geometry_of(&area);
    double metres = 0.0111319491, size = area_of(disc) * metres * metres * cos(30 * 3.14159 / 180);
    assert_true(fabs(size - 3.14159e6) < 0.02 * 3.14159e6);
    GEOSGeom_destroy_r(geos, disc);
    for (uint32_t row = 0; row < grid.rows; row++) /* Nobody gets to the middle any more. */
        for (uint32_t column = 0; column < grid.columns; column++)
            if (geo_metres(shape_grid_node(&grid, column, row), middle) < 300)
                grid.seconds[row * grid.columns + column] = SHAPE_NEVER;
    shape_rings_at(&grid, 1000, 100, &arena, &rings);
    assert_int_equal(rings.count, 2);
    assert_true(rings.items[0].hole != rings.items[1].hole);
    assert_int_equal(rings.items[0].body, rings.items[1].body);
    assert_true(shape_areas(&rings, 1, 0, &arena, &area, NULL));
    assert_int_equal(area.polygons[0].count, 2);
    check(&area, 1);
    shape_rings_at(&grid, -1, 0, &arena, &rings);
    assert_int_equal(rings.count, 0);
    assert_true(shape_areas(&rings, 1, 0, &arena, &area, NULL));
    assert_int_equal(area.count, 0);
}

static void the_world_fits_on_a_grid(void **state)
{
    (void)state;
    arena_reset(&arena);
    struct box world = {{-900000000, -1800000000}, {900000000, 1800000000}};
    struct shape_grid grid = shape_grid_of(world, 1000, &arena);
    assert_true((uint64_t)grid.columns * grid.rows < 2 * SHAPE_NODES_MAX);
    const struct shape_brush brush = {50, 1};
    shape_grid_dot(&grid, world.low, 1, &brush);
    shape_grid_dot(&grid, world.high, 1, &brush);
    struct box point = {geo_point(89.99, 10), geo_point(89.99, 10)};
    grid = shape_grid_of(point, 0, &arena);
    shape_grid_dot(&grid, point.low, 1, &brush);
    shape_grid_cone(&grid, point.low, 0, 1, 100000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(areas_are_valid_and_nested),
        cmocka_unit_test(a_disc_has_its_size_and_hole),
        cmocka_unit_test(the_world_fits_on_a_grid),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
