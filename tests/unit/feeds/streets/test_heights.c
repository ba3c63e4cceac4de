#include "feeds/streets/heights.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tests/scratch.h"
#include "tests/tiff_bytes.h"

/* A landscape of 40 by 40 samples, a second of arc apart, around 50 N 8 E, and ways across it. */

#define SIDE 40
#define STEP (1.0 / 3600)

static struct map map;
static struct scratch scratch;
static struct elevation *elevation;
static struct findings findings;
static struct height_counts counts;
static double land[SIDE * SIDE];
static uint32_t road, bridge;

static int begin(void **state)
{
    (void)state;
    map_init(&map);
    scratch_init(&scratch);
    findings_init(&findings);
    elevation = NULL;
    struct street_trait trait = {.kind = STREET_ROAD, .foot = ACCESS_YES};
    road = map_trait(&map, &trait);
    trait.marks = MARK_BRIDGE;
    bridge = map_trait(&map, &trait);
    return 0;
}

static int end(void **state)
{
    (void)state;
    map_finish(&map);
    elevation_close(elevation);
    findings_finish(&findings);
    scratch_finish(&scratch);
    return 0;
}

static void raise(void)
{
    static struct tiff_bytes tiff;
    const struct tiff_image image = {
        .columns = SIDE,
        .rows = SIDE,
        .bits = 32,
        .format = 3,
        .north = 50,
        .west = 8,
        .step = STEP,
        .raster = 2,
        .no_data = "-999",
        .heights = land,
    };
    const struct box box = {geo_point(49, 7), geo_point(51, 9)};
    struct error error = {0};
    tiff_write(&tiff, &image);
    const char *path = scratch_write(&scratch, "land.tif", tiff.data, tiff.size);
    if (!elevation_open(&elevation, &path, 1, box, &findings, &error))
        fail_msg("%s", error.text);
    map_heights(&map, elevation, &counts);
}

/* A node at a sample. */
static node_ix node(double row, double column)
{
    return map_add_node(&map, 0, geo_point(50 - row * STEP, 8 + column * STEP));
}

static void way(uint32_t trait, node_ix from, node_ix to)
{
    map_add_way(&map, &(struct map_way){.trait = trait, .back = trait}, (node_ix[]){from, to}, 2);
}

static void assert_height(node_ix number, int dm, int slack)
{
    int found = map_node_at(&map, number)->height_dm;
    if (abs(found - dm) > slack)
        fail_msg("node %u lies at %d dm, not %d", number, found, dm);
}

static void nodes_lie_on_the_ground(void **state)
{
    (void)state;
    for (int i = 0; i < SIDE * SIDE; i++)
        land[i] = 100 + i % SIDE;
    node_ix a = node(5, 5), b = node(5, 25.5), off = node(7, 7);
    way(road, a, b);
    raise();
    assert_height(a, 1050, 3);
    assert_height(b, 1255, 3);
    assert_int_equal(map_node_at(&map, off)->height_dm, MAP_NO_HEIGHT);
    assert_int_equal(counts.nodes, 2);
    assert_int_equal(counts.ground, 2);
    assert_true(counts.low > 104.7 && counts.high < 125.8);
}

static void unknown_ground_stays_unknown(void **state)
{
    (void)state;
    for (int i = 0; i < SIDE * SIDE; i++)
        land[i] = i % SIDE < 20 ? 100 : -999;
    node_ix a = node(5, 5), b = node(5, 30), c = node(5, 35);
    way(road, a, b);
    way(bridge, b, c);
    raise();
    assert_height(a, 1000, 0);
    assert_int_equal(map_node_at(&map, b)->height_dm, MAP_NO_HEIGHT);
    assert_int_equal(map_node_at(&map, c)->height_dm, MAP_NO_HEIGHT);
    assert_int_equal(counts.unknown, 2);
}

/* A valley 50 m deep; the bridge rises evenly from one bank to the other. */
static void bridges_span_valleys(void **state)
{
    (void)state;
    for (int i = 0; i < SIDE * SIDE; i++) {
        int column = i % SIDE;
        land[i] = column > 8 && column < 22 ? 50 : column < 15 ? 100 : 112;
    }
    node_ix nodes[9];
    for (int i = 0; i < 9; i++)
        nodes[i] = node(5, i < 1 ? 2 : i > 7 ? 28 : 4 + 3 * i);
    way(road, nodes[0], nodes[1]);
    for (int i = 1; i < 7; i++)
        way(bridge, nodes[i], nodes[i + 1]);
    way(road, nodes[7], nodes[8]);
    raise();
    for (int i = 1; i <= 7; i++)
        assert_height(nodes[i], 1000 + (i - 1) * 20, 1);
    assert_int_equal(counts.spanned, 5);
}

/* Where two bridges meet above the ground the heights are those of an even net. */
static void bridges_may_fork(void **state)
{
    (void)state;
    for (int i = 0; i < SIDE * SIDE; i++)
        land[i] = i / SIDE < 3 ? 100 : i / SIDE > 30 ? 160 : 10;
    node_ix middle = node(16, 20), one = node(1, 10), two = node(1, 30), three = node(31, 20);
    way(bridge, one, middle);
    way(bridge, two, middle);
    way(bridge, middle, three);
    way(road, one, node(0, 10));
    way(road, two, node(0, 30));
    way(road, three, node(32, 20));
    raise();
    double near = 1.0 / hypot(15 * 1.5545, 10), far = 1.0 / (15 * 1.5545);
    assert_height(middle, (int)lround((100 * 2 * near + 160 * far) / (2 * near + far) * 10), 3);
}

static int climb(const node_ix *nodes, int count)
{
    int sum = 0;
    for (int i = 1; i < count; i++)
        sum += abs(map_node_at(&map, nodes[i])->height_dm -
                   map_node_at(&map, nodes[i - 1])->height_dm);
    return sum;
}

/* Samples that jitter by a metre make no hill of a street that has a node every ten metres; a real
 * slope stays. */
static void grain_is_smoothed(void **state)
{
    (void)state;
    for (int i = 0; i < SIDE * SIDE; i++)
        land[i] = 100 + (i / SIDE > 20 ? i % SIDE * 2 : i % SIDE % 2);
    node_ix flat[60], steep[60];
    for (int i = 0; i < 60; i++) {
        flat[i] = node(5, 2 + i * 0.5);
        steep[i] = node(30, 2 + i * 0.5);
    }
    for (int i = 1; i < 60; i++) {
        way(road, flat[i - 1], flat[i]);
        way(road, steep[i - 1], steep[i]);
    }
    raise();
    assert_true(climb(flat, 60) < 300 / 3);
    assert_in_range(climb(steep, 60), 530, 591);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(nodes_lie_on_the_ground), TEST(unknown_ground_stays_unknown),
        TEST(bridges_span_valleys),    TEST(bridges_may_fork),
        TEST(grain_is_smoothed),
    };
    return cmocka_run_group_tests_name("heights of the map", tests, NULL, NULL);
}
