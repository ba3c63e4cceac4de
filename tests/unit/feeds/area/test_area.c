#include "feeds/area/area.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/oracle/random.h"

/* A square with corners that far from the place in latitude and longitude. */
static void square(struct point corners[4], int32_t lat, int32_t lon, int32_t half)
{
    const int32_t signs[4][2] = {{-1, -1}, {-1, 1}, {1, 1}, {1, -1}};
    for (int i = 0; i < 4; i++)
        corners[i] = (struct point){lat + signs[i][0] * half, lon + signs[i][1] * half};
}

static bool holds(struct areas *areas, int32_t lat, int32_t lon, uint32_t number)
{
    uint32_t count;
    const uint32_t *numbers = areas_at(areas, (struct point){lat, lon}, &count);
    for (uint32_t i = 0; i < count; i++) {
        assert_true(i == 0 || numbers[i - 1] < numbers[i]);
        if (numbers[i] == number)
            return true;
    }
    return false;
}

static void holes_are_not_inside(void **state)
{
    (void)state;
    struct point outer[4], hole[4], island[4], away[4];
    square(outer, 0, 0, 1000);
    square(hole, 0, 0, 500);
    square(island, 0, 0, 100);
    square(away, 10000000, -5000000, 50);
    const struct area_ring rings[] = {
        {outer, 4, false}, {hole, 4, true}, {island, 4, false}, {away, 4, false}};
    struct areas *areas = areas_create();
    assert_int_equal(areas_add(areas, rings, 4), AREA_SOUND);
    assert_int_equal(areas_count(areas), 1);
    assert_true(holds(areas, 700, 0, 0));
    assert_false(holds(areas, 300, 0, 0));
    assert_true(holds(areas, 0, 0, 0));
    assert_true(holds(areas, 10000000, -5000000, 0));
    assert_false(holds(areas, 10000100, -5000000, 0));
    areas_destroy(areas);
}

static void borders_and_corners_belong_to_it(void **state)
{
    (void)state;
    struct point outer[5], hole[4];
    square(outer, 0, 0, 1000);
    outer[4] = outer[0]; /* Closed by saying so. */
    square(hole, 0, 0, 500);
    const struct area_ring rings[] = {{outer, 5, false}, {hole, 4, true}};
    struct areas *areas = areas_create();
    assert_int_equal(areas_add(areas, rings, 2), AREA_SOUND);
    for (int32_t at = -1000; at <= 1000; at += 500) {
        assert_true(holds(areas, at, -1000, 0));
        assert_true(holds(areas, at, 1000, 0));
        assert_true(holds(areas, 1000, at, 0));
        assert_true(holds(areas, -1000, at, 0));
        assert_false(holds(areas, at, -1001, 0));
        assert_false(holds(areas, at, 1001, 0));
        assert_false(holds(areas, 1001, at, 0));
        assert_false(holds(areas, -1001, at, 0));
    }
    assert_true(holds(areas, 500, 500, 0));
    assert_true(holds(areas, 0, -500, 0));
    assert_false(holds(areas, 0, -499, 0));
    areas_destroy(areas);
}

static void crossing_rings_are_mended(void **state)
{
    (void)state;
    /* A bow tie: both of its wings are meant. */
    const struct point bow[] = {{-1000, -1000}, {1000, 1000}, {-1000, 1000}, {1000, -1000}};
    struct point one[4], two[4];
    square(one, 0, 0, 1000);
    square(two, 0, 1000, 1000);
    const struct area_ring tie = {bow, 4, false};
    const struct area_ring lapping[] = {{one, 4, false}, {two, 4, false}};
    struct areas *areas = areas_create();
    assert_int_equal(areas_add(areas, &tie, 1), AREA_MENDED);
    assert_int_equal(areas_add(areas, lapping, 2), AREA_MENDED);
    assert_true(holds(areas, 0, 900, 0));
    assert_true(holds(areas, 0, -900, 0));
    assert_false(holds(areas, 900, 0, 0));
    assert_true(holds(areas, 0, 500, 1)); /* in both of its squares */
    assert_true(holds(areas, 0, 1900, 1));
    areas_destroy(areas);
}

static void what_encloses_nothing_holds_nothing(void **state)
{
    (void)state;
    const struct point line[] = {{0, 0}, {100, 100}, {0, 0}};
    const struct point flat[] = {{0, 0}, {100, 100}, {200, 200}};
    struct point whole[4];
    square(whole, 0, 0, 1000);
    const struct area_ring lines[] = {{line, 3, false}, {flat, 3, false}, {NULL, 0, false}};
    const struct area_ring lonely = {whole, 4, true};
    struct areas *areas = areas_create();
    assert_int_equal(areas_add(areas, lines, 1), AREA_UNUSABLE);
    assert_int_equal(areas_add(areas, lines + 1, 1), AREA_UNUSABLE);
    assert_int_equal(areas_add(areas, lines + 2, 1), AREA_UNUSABLE);
    assert_int_equal(areas_add(areas, &lonely, 1), AREA_UNUSABLE);
    assert_int_equal(areas_add(areas, NULL, 0), AREA_UNUSABLE);
    uint32_t count;
    areas_at(areas, (struct point){50, 50}, &count);
    assert_int_equal(count, 0);
    assert_int_equal(areas_count(areas), 5);
    areas_destroy(areas);
}

static void all_that_overlap_are_told_in_order(void **state)
{
    (void)state;
    struct areas *areas = areas_create();
    uint32_t count;
    for (int32_t i = 0; i < 5; i++) {
        struct point corners[4];
        square(corners, 0, -900000000, 1000 * (5 - i));
        const struct area_ring ring = {corners, 4, false};
        areas_add(areas, &ring, 1);
        /* Asked in between: what was remembered of a cell must not last. */
        areas_at(areas, (struct point){0, -900000000}, &count);
        assert_int_equal(count, i + 1);
    }
    const uint32_t *numbers = areas_at(areas, (struct point){2500, -900000000}, &count);
    assert_int_equal(count, 3);
    for (uint32_t i = 0; i < count; i++)
        assert_int_equal(numbers[i], i);
    areas_destroy(areas);
}

/* The farthest coordinates there are: products of their differences still fit. */
static void the_whole_world_is_an_area(void **state)
{
    (void)state;
    const struct point corners[] = {{-900000000, -1800000000},
                                    {-900000000, 1800000000},
                                    {900000000, 1800000000},
                                    {900000000, -1800000000}};
    const struct area_ring half[] = {{corners, 4, false}, {corners, 3, false}};
    struct areas *areas = areas_create();
    assert_int_equal(areas_add(areas, half, 1), AREA_SOUND);
    assert_int_equal(areas_add(areas, half + 1, 1), AREA_SOUND);
    assert_true(holds(areas, 899999999, -1799999999, 0));
    assert_false(holds(areas, 899999999, -1799999999, 1));
    assert_true(holds(areas, -899999999, 1799999999, 1));
    assert_true(holds(areas, 0, 0, 1)); /* on its longest side */
    areas_destroy(areas);
}

enum { STAR = 400 };

/* A star around 0,0 with arms of random length: `radius[i]` towards direction i. */
static void star(struct random *random, struct point *points, double *radius)
{
    for (int i = 0; i < STAR; i++) {
        double angle = 2 * 3.14159265358979 * i / STAR;
        radius[i] = random_in(random, 20000, 900000);
        points[i] = (struct point){(int32_t)lround(radius[i] * sin(angle)),
                                   (int32_t)lround(radius[i] * cos(angle))};
    }
}

/* By the sum of the angles under which a place sees a ring: another way than the one tested. */
static bool is_around(const struct point *points, int count, struct point at)
{
    double sum = 0;
    for (int i = 0; i < count; i++) {
        struct point a = points[i], b = points[(i + 1) % count];
        double ax = a.lon - at.lon, ay = a.lat - at.lat, bx = b.lon - at.lon, by = b.lat - at.lat;
        sum += atan2(ax * by - ay * bx, ax * bx + ay * by);
    }
    return fabs(sum) > 3;
}

static void stars_hold_what_they_are_around(void **state)
{
    (void)state;
    struct random random = {7};
    struct point points[STAR];
    double radius[STAR];
    uint32_t inside = 0;
    for (int round = 0; round < 5; round++) {
        struct areas *areas = areas_create();
        star(&random, points, radius);
        const struct area_ring ring = {points, STAR, false};
        assert_int_equal(areas_add(areas, &ring, 1), AREA_SOUND);
        for (int i = 0; i < 2000; i++) {
            struct point at = {random_in(&random, -900000, 900000),
                               random_in(&random, -900000, 900000)};
            bool is = is_around(points, STAR, at);
            assert_int_equal(holds(areas, at.lat, at.lon, 0), is);
            inside += is;
        }
        areas_destroy(areas);
    }
    assert_true(inside > 500 && inside < 9500);
}

/* Tall teeth would stand in every band: then there are few bands. */
static void teeth_are_held(void **state)
{
    (void)state;
    enum { TEETH = 4000 };
    static struct point points[2 * TEETH + 2];
    for (int i = 0; i < 2 * TEETH; i++)
        points[i] = (struct point){i % 2 ? 10000000 : 0, 1000 * i};
    points[2 * TEETH] = (struct point){-1000, 1000 * 2 * TEETH};
    points[2 * TEETH + 1] = (struct point){-1000, -1000};
    const struct area_ring ring = {points, 2 * TEETH + 2, false};
    struct areas *areas = areas_create();
    assert_int_equal(areas_add(areas, &ring, 1), AREA_SOUND);
    for (int i = 1; i < 2 * TEETH - 1; i += 97) {
        assert_int_equal(holds(areas, 9999000, 1000 * i, 0), i % 2);
        assert_true(holds(areas, -500, 1000 * i, 0));
    }
    areas_destroy(areas);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(holes_are_not_inside),
        cmocka_unit_test(borders_and_corners_belong_to_it),
        cmocka_unit_test(crossing_rings_are_mended),
        cmocka_unit_test(what_encloses_nothing_holds_nothing),
        cmocka_unit_test(all_that_overlap_are_told_in_order),
        cmocka_unit_test(the_whole_world_is_an_area),
        cmocka_unit_test(stars_hold_what_they_are_around),
        cmocka_unit_test(teeth_are_held),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
