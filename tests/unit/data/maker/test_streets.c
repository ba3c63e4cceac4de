#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "data/maker/lzw.h"
#include "data/maker/map.h"
#include "data/maker/mesh.h"
#include "data/maker/numbers.h"
#include "data/maker/relief.h"
#include "tests/scratch.h"

/* Lines drawn one by one become a network; hills and doors stand where they were drawn. */

#define HEAD "origin | 46.0 | -4.0\nstyle | street | highway=residential; lit=yes\n"

struct drawn {
    struct scratch scratch;
    struct drawing drawing;
    struct error error;
};

static bool draw(struct drawn *drawn, const char *rows)
{
    char text[2048];
    assert_true(snprintf(text, sizeof text, "%s%s", HEAD, rows) < (int)sizeof text);
    *drawn = (struct drawn){.error = {0}};
    scratch_init(&drawn->scratch);
    const char *path = scratch_text(&drawn->scratch, "streets.plan", text);
    if (!draw_read(&drawn->drawing, path, &drawn->error))
        return false;
    mesh_make(&drawn->drawing);
    return true;
}

static void finish(struct drawn *drawn)
{
    draw_finish(&drawn->drawing);
    scratch_finish(&drawn->scratch);
}

/* The place of a way, in metres. */
static void assert_place(const struct drawn *drawn, uint32_t way, uint32_t place, int x, int y)
{
    const struct draw_way *line = vec_at(&drawn->drawing.ways, way);
    const struct spot *spot = vec_at(&line->spots, place);
    assert_int_equal(spot->x, 10 * x);
    assert_int_equal(spot->y, 10 * y);
}

static uint32_t places_of(const struct drawn *drawn, uint32_t way)
{
    return ((const struct draw_way *)vec_at(&drawn->drawing.ways, way))->spots.count;
}

static void lines_that_cross_share_a_place(void **state)
{
    (void)state;
    struct drawn drawn;
    assert_true(draw(&drawn, "way | | street | 0,0 100,0\nway | | street | 40,-50 40,50\n"));
    assert_int_equal(places_of(&drawn, 0), 3);
    assert_int_equal(places_of(&drawn, 1), 3);
    assert_place(&drawn, 0, 1, 40, 0);
    assert_place(&drawn, 1, 1, 40, 0);
    finish(&drawn);
}

static void a_bridge_shares_nothing(void **state)
{
    (void)state;
    struct drawn drawn;
    assert_true(draw(&drawn, "way | | street | 0,0 100,0\n"
                             "way | | street | 40,-50 40,50 | bridge=yes; layer=1\n"
                             "way | | street | 60,-50 60,50 | level=0\n"));
    assert_int_equal(places_of(&drawn, 0), 2);
    finish(&drawn);
}

static void an_end_near_a_line_meets_it(void **state)
{
    (void)state;
    struct drawn drawn;
    assert_true(draw(&drawn, "way | | street | 0,0 100,0\nway | | street | 40,7 40,50\n"
                             "way | | street | 70,9 70,50\n"));
    assert_int_equal(places_of(&drawn, 0), 3);
    assert_place(&drawn, 1, 0, 40, 0);
    assert_place(&drawn, 2, 0, 70, 9); /* nine metres are too far */
    finish(&drawn);
}

static void a_quarter_leads_into_the_street_beside_it(void **state)
{
    (void)state;
    struct drawn drawn;
    assert_true(draw(&drawn, "way | | street | 0,0 400,0 | name=Grand-Rue\n"
                             "quarter | street | 1,0 | 200 100 | 0,0 400,0 400,200 0,200 | "
                             "Rue A, Rue B | surface=sett\n"));
    /* One street along at half the height, and four across. */
    assert_int_equal(drawn.drawing.ways.count, 6);
    assert_int_equal(places_of(&drawn, 0), 2 + 4);
    assert_place(&drawn, 0, 1, 50, 0);
    const struct draw_way *along = vec_at(&drawn.drawing.ways, 1);
    assert_string_equal(draw_tag(&drawn.drawing, along->tags, "name"), "Rue A");
    assert_string_equal(draw_tag(&drawn.drawing, along->tags, "surface"), "sett");
    assert_string_equal(draw_tag(&drawn.drawing, along->tags, "lit"), "yes");
    const struct draw_way *third = vec_at(&drawn.drawing.ways, 3);
    assert_null(draw_tag(&drawn.drawing, third->tags, "name"));
    finish(&drawn);
}

static void marks_go_onto_streets(void **state)
{
    (void)state;
    struct drawn drawn;
    assert_true(draw(&drawn, "way | | street | 0,0 100,0\nmark | 30,4 | barrier=bollard | 5\n"
                             "mark | 60,4 | shop=bakery\n"));
    assert_int_equal(places_of(&drawn, 0), 3);
    assert_place(&drawn, 0, 1, 30, 0);
    finish(&drawn);
}

static void odd_numbers_stand_on_the_left(void **state)
{
    (void)state;
    struct drawn drawn;
    struct vec doors = vec_of(sizeof(struct door));
    assert_true(draw(&drawn, "numbers | Grand-Rue | 1-4 | 0,0 400,0 | both | 3\n"));
    numbers_doors(&drawn.drawing, &doors);
    const struct door *list = doors.data;
    assert_int_equal(doors.count, 5);
    assert_int_equal(list[0].spot.x, 500);
    assert_int_equal(list[0].spot.y, 90);
    assert_int_equal(list[1].spot.y, -90);
    assert_true(list[3].more && list[3].number == 3 && list[3].spot.y == 90);
    struct sheet sheet = sheet_new();
    assert_true(map_write(&drawn.drawing, &doors, &sheet, &drawn.error));
    vec_push(&sheet.bytes, "");
    assert_non_null(strstr(sheet.bytes.data, "k=\"addr:housenumber\" v=\"3 bis\""));
    vec_finish(&sheet.bytes);
    vec_finish(&doors);
    finish(&drawn);
}

static void hills_rise_from_the_plain_and_not_from_the_sea(void **state)
{
    (void)state;
    struct drawn drawn;
    assert_true(draw(&drawn, "hill | 0,0 1000,0 | 10 20 | 50 | 250\n"
                             "sea | -500,-500 500,-500 500,-10 -500,-10\n"));
    assert_float_equal(relief_height(&drawn.drawing, 0, 0), 13, 1e-9);
    assert_float_equal(relief_height(&drawn.drawing, 1000, 40), 23, 1e-9);
    assert_float_equal(relief_height(&drawn.drawing, 1000, 150), 13, 1e-9);
    assert_float_equal(relief_height(&drawn.drawing, 1000, 260), 3, 1e-9);
    assert_float_equal(relief_height(&drawn.drawing, 0, -20), 0, 1e-9);
    finish(&drawn);
}

static void what_is_wrong_is_said_with_its_line(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"way | | alley | 0,0 9,9\n", "no style `alley`"},
        {"way | | street | 0,0 HERE\n", "`HERE` is no place"},
        {"path | | street | 0,0\n", "no row is called `path`"},
        {"quarter | street | 0,0 | 9 9 | 0,0\n", "a direction and two distances are needed"},
        {"numbers | Rue A | 7 | 0,0 9,9\n", "numbers are FROM-TO"},
        {"hill | 0,0 | 10 | 50 250\n", "a slope ends farther out than it begins"},
        {"stops | none.plan\n", "cannot be opened"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct drawn drawn;
        assert_false(draw(&drawn, rows[i][0]));
        assert_string_equal(drawn.error.text, rows[i][1]);
        finish(&drawn);
    }
}

/* The next code of a packed text: first bits first. */
static uint32_t code_next(const unsigned char *bytes, uint32_t *bit, uint32_t width)
{
    uint32_t code = 0;
    for (uint32_t i = 0; i < width; i++, ++*bit)
        code = code << 1 | (bytes[*bit / 8] >> (7 - *bit % 8) & 1);
    return code;
}

/* Unpacks as TIFF 6.0, section 13, says: texts are kept as where they lie in what came out. */
static uint32_t unpack(const unsigned char *bytes, unsigned char *out)
{
    uint32_t bit = 0, width = 9, count = 258, size = 0, last = 0, last_length = 0;
    static uint32_t start[4097], length[4097];
    for (uint32_t code; (code = code_next(bytes, &bit, width)) != 257;) {
        if (code == 256) {
            count = 258;
            width = 9;
            last_length = 0;
            continue;
        }
        uint32_t begin = size;
        uint32_t whole = code < 256 ? 1 : code < count ? length[code] : last_length + 1;
        for (uint32_t i = 0; i < whole; i++)
            out[size++] = code < 256     ? (unsigned char)code
                          : code < count ? out[start[code] + i]
                                         : out[last + (i < last_length ? i : 0)];
        if (last_length > 0) {
            start[count] = last;
            length[count++] = last_length + 1;
        }
        if (count >= (1u << width) - 1 && width < 12)
            width++;
        last = begin;
        last_length = whole;
    }
    return size;
}

static void what_was_packed_unpacks(void **state)
{
    (void)state;
    static unsigned char bytes[60000], out[60000];
    for (uint32_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)(i < 20000 ? i % 7 : i < 40000 ? i * 2654435761u >> 24 : 0);
    for (uint32_t count = 1; count <= sizeof bytes; count = count * 3 + 1) {
        struct vec packed = vec_of(1);
        lzw_pack(bytes, count, &packed);
        assert_int_equal(unpack(packed.data, out), count);
        assert_memory_equal(bytes, out, count);
        vec_finish(&packed);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_that_cross_share_a_place),
        cmocka_unit_test(a_bridge_shares_nothing),
        cmocka_unit_test(an_end_near_a_line_meets_it),
        cmocka_unit_test(a_quarter_leads_into_the_street_beside_it),
        cmocka_unit_test(marks_go_onto_streets),
        cmocka_unit_test(odd_numbers_stand_on_the_left),
        cmocka_unit_test(hills_rise_from_the_plain_and_not_from_the_sea),
        cmocka_unit_test(what_is_wrong_is_said_with_its_line),
        cmocka_unit_test(what_was_packed_unpacks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
