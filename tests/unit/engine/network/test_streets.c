#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "engine/network/streets.h"

/* A network may have streets and no shapes: then there is no array of them, and under the sanitizer
 * for undefined behaviour not even a zero may be added to it. */
static void an_edge_without_shapes_is_its_ends(void **state)
{
    (void)state;
    const struct street_vertex vertices[3] = {{.at = {1, 2}}, {.at = {3, 4}}};
    const struct street_edge edge = {.from = 1, .to = 0};
    struct streets streets = {.street_vertices = vertices, .street_edges = &edge};
    streets.counts.street_vertices = 3;
    streets.counts.street_edges = 1;
    struct point points[2];
    assert_int_equal(street_edge_points(&streets, 0, points), 2);
    assert_int_equal(points[0].lat, 3);
    assert_int_equal(points[0].lon, 4);
    assert_int_equal(points[1].lat, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_edge_without_shapes_is_its_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
