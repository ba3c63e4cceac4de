#include "api/polyline.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const struct point way[] = {
    {385000000, -1202000000}, {407000000, -1209500000}, {432520000, -1264530000}};

/* The example of the format's own description. */
static void encodes_the_known_line(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct polyline line = polyline_encode(&arena, way, 3, 5);
    assert_string_equal(line.points, "_p~iF~ps|U_ulLnnqC_mqNvxq`@");
    assert_int_equal(line.length, 3);
    arena_finish(&arena);
}

static int64_t next_number(const char **at)
{
    uint64_t value = 0;
    unsigned shift = 0, group;
    do {
        group = (unsigned)(*(*at)++ - 63);
        value |= (uint64_t)(group & 0x1f) << shift;
        shift += 5;
    } while (group & 0x20);
    return value & 1 ? (int64_t) ~(value >> 1) : (int64_t)(value >> 1);
}

/* What is encoded at seven decimals comes back to the unit. */
static void keeps_every_unit_at_seven(void **state)
{
    (void)state;
    static const struct point points[] = {
        {0, 0}, {-1, 1}, {900000000, -1800000000}, {-900000000, 1800000000}, {12345678, -87654321}};
    struct arena arena = {0};
    const char *at = polyline_encode(&arena, points, 5, 7).points;
    int64_t lat = 0, lon = 0;
    for (size_t i = 0; i < 5; i++) {
        lat += next_number(&at);
        lon += next_number(&at);
        assert_int_equal(lat, points[i].lat);
        assert_int_equal(lon, points[i].lon);
    }
    assert_int_equal(*at, '\0');
    arena_finish(&arena);
}

/* Differences are taken between rounded places, so that errors do not add up. */
static void rounding_does_not_drift(void **state)
{
    (void)state;
    struct point points[1000];
    for (int i = 0; i < 1000; i++)
        points[i] = (struct point){i * 1006, -i * 1006};
    struct arena arena = {0};
    const char *at = polyline_encode(&arena, points, 1000, 5).points;
    int64_t lat = 0, lon = 0;
    while (*at) {
        lat += next_number(&at);
        lon += next_number(&at);
    }
    assert_int_equal(lat, (999 * 1006 + 50) / 100);
    assert_int_equal(lon, -lat);
    arena_finish(&arena);
}

static void nothing_is_an_empty_line(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct polyline line = polyline_encode(&arena, NULL, 0, 6);
    assert_string_equal(line.points, "");
    assert_int_equal(line.length, 0);
    arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(encodes_the_known_line),
        cmocka_unit_test(keeps_every_unit_at_seven),
        cmocka_unit_test(rounding_does_not_drift),
        cmocka_unit_test(nothing_is_an_empty_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
