#include "api/cli/points.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/scratch.h"

static struct scratch scratch;
static struct arena arena;
static struct vec points;
static struct error error;
static char path[256];

static int set_up(void **state)
{
    (void)state;
    scratch_init(&scratch);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    vec_finish(&points);
    arena_finish(&arena);
    scratch_finish(&scratch);
    return 0;
}

/* Reads a file of this text; whether it could. */
static bool reads(const char *text)
{
    struct error none = {0};
    error = none;
    vec_finish(&points);
    arena_reset(&arena);
    snprintf(path, sizeof path, "%s", scratch_text(&scratch, "points.csv", text));
    return points_read(path, &arena, &points, &error);
}

static const struct named_point *point(uint32_t index)
{
    return vec_at(&points, index);
}

static void rows_are_read_as_people_write_them(void **state)
{
    (void)state;
    assert_true(reads("\xef\xbb\xbfname,LON,id,Latitude\r\n"
                      "x,-51.5,a,-30.25\r\n"
                      "\r\n"
                      "\"b, \"\"c\"\"\", 8 ,\"id, \"\"2\"\"\",\"49.5\"\n"
                      "last,0,z,0"));
    assert_int_equal(points.count, 3);
    assert_string_equal(point(0)->id, "a");
    assert_int_equal(point(0)->at.lat, -302500000);
    assert_int_equal(point(0)->at.lon, -515000000);
    assert_string_equal(point(1)->id, "id, \"2\"");
    assert_int_equal(point(1)->at.lat, 495000000);
    assert_int_equal(point(1)->at.lon, 80000000);
    assert_string_equal(point(2)->id, "z");
    assert_true(reads("id,lat,lng\n"));
    assert_int_equal(points.count, 0);
}

/* That the file is refused, and for which line and why. */
static void refuses(const char *text, int line, const char *why)
{
    char end[16];
    snprintf(end, sizeof end, ".csv:%d", line);
    assert_false(reads(text));
    assert_string_equal(error.place + strlen(error.place) - strlen(end), end);
    assert_non_null(strstr(error.text, why));
}

static void wrong_rows_are_named(void **state)
{
    (void)state;
    refuses("", 1, "there is no column `id`");
    refuses("id,lat\n", 1, "there is no column `lon`");
    refuses("id,lat,lon\na,1,2\nb,1\n", 3, "column lon");
    refuses("id,lat,lon\n,1,2\n", 2, "column id: `` is empty");
    refuses("id,lat,lon\na,x,2\n", 2, "column lat: `x` is no number");
    refuses("id,lat,lon\na,1,2x\n", 2, "column lon: `2x` is no number");
    refuses("id,lat,lon\na,1,\n", 2, "column lon: `` is no number");
    refuses("id,lat,lon\na,nan,2\n", 2, "column lat: `nan`");
    refuses("id,lat,lon\na,91,2\n", 2, "is not between -90 and 90");
    refuses("id,lat,lon\na,1,-181\n", 2, "is not between -180 and 180");
    refuses("id,lat,lon\n\"a,1,2\n", 2, "a quote is not closed");
    assert_false(points_read("/nonexistent/points.csv", &arena, &points, &error));
}

static void fields_are_quoted_when_they_must_be(void **state)
{
    (void)state;
    struct vec bytes = vec_of(1);
    points_write_field(&bytes, "plain");
    points_write_field(&bytes, ",");
    points_write_field(&bytes, "a\"b");
    assert_int_equal(bytes.count, strlen("plain\",\"\"a\"\"b\""));
    assert_memory_equal(bytes.data, "plain\",\"\"a\"\"b\"", bytes.count);
    vec_finish(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_read_as_people_write_them),
        cmocka_unit_test(wrong_rows_are_named),
        cmocka_unit_test(fields_are_quoted_when_they_must_be),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
