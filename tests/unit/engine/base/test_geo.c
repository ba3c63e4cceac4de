#include "engine/base/geo.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <math.h>

#include <cmocka.h>

static void degrees_and_units(void **state)
{
    (void)state;
    struct point point = geo_point(48.8566140, -2.3522219);
    assert_int_equal(point.lat, 488566140);
    assert_int_equal(point.lon, -23522219);
    assert_int_equal(geo_point(0.00000005, -0.00000005).lat, 1); /* Halves go outward. */
    assert_int_equal(geo_point(0.00000005, -0.00000005).lon, -1);
    assert_true(fabs(geo_degrees(-23522219) + 2.3522219) < 1e-12);
    assert_int_equal(geo_point(-90, 180).lat, -900000000);
    assert_int_equal(geo_point(-90, 180).lon, 1800000000);
}

/* The great circle by the haversine formula. */
static double great_circle(struct point a, struct point b)
{
    double turn = acos(-1) / 180;
    double lat[2] = {geo_degrees(a.lat) * turn, geo_degrees(b.lat) * turn};
    double north = sin((lat[1] - lat[0]) / 2);
    double east = sin((geo_degrees(b.lon) - geo_degrees(a.lon)) * turn / 2);
    return 2 * 6371008.8 * asin(sqrt(north * north + cos(lat[0]) * cos(lat[1]) * east * east));
}

static void metres_are_right_up_to_a_hundred_kilometres(void **state)
{
    (void)state;
    struct point paris = geo_point(48.8566, 2.3522), orly = geo_point(48.7262, 2.3652);
    assert_true(fabs(geo_metres(paris, orly) - 14531) < 20);
    assert_true(geo_metres(paris, paris) == 0);
    assert_true(geo_metres(paris, orly) == geo_metres(orly, paris));
    for (double lat = -65; lat <= 65; lat += 13)
        for (double angle = 0; angle < 6.28; angle += 0.3) {
            struct point a = geo_point(lat, 10);
            struct point b = geo_point(lat + 0.85 * sin(angle), 10 + 0.85 * cos(angle));
            double exact = great_circle(a, b);
            assert_true(fabs(geo_metres(a, b) - exact) <= 0.005 * exact);
        }
}

static void boxes_hold_their_circle(void **state)
{
    (void)state;
    for (double lat = -84; lat <= 84; lat += 7)
        for (double angle = 0; angle < 6.28; angle += 0.1) {
            struct point center = geo_point(lat, -20);
            struct box box = geo_box_around(center, 5000);
            double shrink = cos(lat * acos(-1) / 180);
            struct point edge = geo_point(lat + 5000 * sin(angle) / 111195.1,
                                          -20 + 5000 * cos(angle) / 111195.1 / shrink);
            assert_true(geo_metres(center, edge) > 5000 || geo_box_has(box, edge));
        }
}

static void boxes_end_where_the_map_ends(void **state)
{
    (void)state;
    struct box box = geo_box_around(geo_point(89.999, 179.999), 1e6);
    assert_int_equal(box.high.lat, 900000000);
    assert_int_equal(box.high.lon, 1800000000);
    box = geo_box_around(geo_point(-90, -180), 1e9);
    assert_int_equal(box.low.lat, -900000000);
    assert_int_equal(box.low.lon, -1800000000);
    assert_int_equal(box.high.lat, 900000000);
    box = (struct box){geo_point(1, 1), geo_point(2, 2)};
    assert_true(geo_box_has(box, geo_point(1, 1)));
    assert_true(geo_box_has(box, geo_point(2, 2)));
    assert_false(geo_box_has(box, geo_point(1, 2.0000001)));
    assert_false(geo_box_has(box, geo_point(0.9999999, 1)));
}

/* In a cell of the curve's grid all numbers lie between those of its corners. */
static void the_curve_keeps_cells_together(void **state)
{
    (void)state;
    struct point low = {1 << 20, -(1 << 20)};
    uint64_t first = geo_z_order(low), cell = 1 << 10;
    for (int i = 0; i < 200; i++) {
        struct point inside = {low.lat + (i * 37) % 1024, low.lon + (i * 101) % 1024};
        assert_true(geo_z_order(inside) >= first && geo_z_order(inside) < first + cell * cell);
    }
    assert_true(geo_z_order((struct point){low.lat + 1024, low.lon}) >= first + cell * cell);
    assert_int_not_equal(geo_z_order((struct point){1, 2}), geo_z_order((struct point){2, 1}));
    assert_true(geo_z_order((struct point){-1, -1}) < geo_z_order((struct point){0, 0}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(degrees_and_units),
        cmocka_unit_test(metres_are_right_up_to_a_hundred_kilometres),
        cmocka_unit_test(boxes_hold_their_circle),
        cmocka_unit_test(boxes_end_where_the_map_ends),
        cmocka_unit_test(the_curve_keeps_cells_together),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
