#include "feeds/elevation/elevation.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <zlib.h>

#include <cmocka.h>

#include "engine/base/memory.h"
#include "tests/scratch.h"
#include "tests/tiff_bytes.h"

/* Heights out of files made here: right ones, and each way of being wrong. */

static struct scratch scratch;
static struct elevation *elevation;
static struct findings findings;
static struct error failure;
static const struct box earth = {{-900000000, -1800000000}, {900000000, 1800000000}};

static int begin(void **state)
{
    (void)state;
    scratch_init(&scratch);
    findings_init(&findings);
    elevation = NULL;
    failure = (struct error){0};
    return 0;
}

static int end(void **state)
{
    (void)state;
    elevation_close(elevation);
    findings_finish(&findings);
    scratch_finish(&scratch);
    return 0;
}

static bool open_in(const char *path, struct box box)
{
    return elevation_open(&elevation, &path, 1, box, &findings, &failure);
}

static void assert_height(double lat, double lon, double metres)
{
    double found = elevation_at(elevation, geo_point(lat, lon));
    if (!(fabs(found - metres) < 0.01))
        fail_msg("%g metres at %g,%g, not %g", found, lat, lon, metres);
}

static void assert_unknown(double lat, double lon)
{
    assert_true(isnan(elevation_at(elevation, geo_point(lat, lon))));
}

static void assert_refused(const char *path, const char *words)
{
    assert_false(open_in(path, earth));
    if (!strstr(failure.text, words))
        fail_msg("\"%s\" does not say \"%s\"", failure.text, words);
}

/* --- HGT --- */

#define SIDE 1201
#define TILE_BYTES (SIDE * SIDE * 2)

/* A tile that rises by a metre each sample to the east and falls by two to the south, from 1000;
 * its middle is void. */
static unsigned char *make_tile(void)
{
    unsigned char *bytes = memory_zeroed(TILE_BYTES, 1);
    for (int row = 0; row < SIDE; row++)
        for (int column = 0; column < SIDE; column++) {
            int metres = row == 600 && column == 600 ? -32768 : 3000 + column - 2 * row;
            bytes[2 * (row * SIDE + column)] = (unsigned char)((unsigned)metres >> 8);
            bytes[2 * (row * SIDE + column) + 1] = (unsigned char)metres;
        }
    return bytes;
}

static const char *write_tile(const char *name)
{
    unsigned char *bytes = make_tile();
    const char *path = scratch_write(&scratch, name, bytes, TILE_BYTES);
    memory_free(bytes);
    return path;
}

static void tiles_are_read_between_samples(void **state)
{
    (void)state;
    assert_true(open_in(write_tile("N49E008.hgt"), earth));
    assert_int_equal(elevation_tiles(elevation), 1);
    assert_height(50, 8, 3000);
    assert_height(50, 9, 4200);
    assert_height(49, 8, 600);
    assert_height(50 - 10.5 / 1200, 8 + 20.25 / 1200, 3000 - 21 + 20.25);
    assert_unknown(50.01, 8);
    assert_unknown(48.99, 8.5);
    assert_unknown(49.5, 9.01);
}

static void voids_are_unknown(void **state)
{
    (void)state;
    assert_true(open_in(write_tile("N49E008.hgt"), earth));
    assert_unknown(49.5, 8.5);
    assert_unknown(49.5 + 0.2 / 1200, 8.5);
    assert_height(49.5 + 0.8 / 1200, 8.5, 3000 + 600 - 2 * 599);
}

static void tiles_lie_where_their_names_say(void **state)
{
    (void)state;
    assert_true(open_in(write_tile("S31W052.SRTMGL3.hgt"), earth));
    assert_height(-30, -52, 3000);
    assert_height(-31, -51, 1800);
}

static void tiles_may_be_packed(void **state)
{
    (void)state;
    unsigned char *bytes = make_tile();
    char path[256];
    snprintf(path, sizeof path, "%s", scratch_path(&scratch, "N49E008.hgt.gz"));
    gzFile file = gzopen(path, "wb1");
    assert_int_equal(gzwrite(file, bytes, TILE_BYTES), TILE_BYTES);
    gzclose(file);
    assert_true(open_in(path, earth));
    assert_height(50, 9, 4200);
    elevation_close(elevation);
    const struct packed members[] = {
        {.name = "N49E008.hgt", .text = (const char *)bytes, .size = TILE_BYTES},
        {.name = "readme.txt", .text = "tiles"},
        {.name = NULL},
    };
    assert_true(open_in(scratch_zip(&scratch, "tiles.zip", members), earth));
    assert_int_equal(elevation_tiles(elevation), 1);
    assert_height(49, 8, 600);
    memory_free(bytes);
}

static void damaged_tiles_are_refused(void **state)
{
    (void)state;
    assert_refused(scratch_text(&scratch, "N49E008.hgt", "short"), "2,884,802");
    assert_refused(write_tile("castle.hgt"), "N49E008.hgt");
    assert_refused(scratch_write(&scratch, "N49E008.hgt.gz", "\x1f\x8b\x08\0\0\0\0\0\0\3\xff", 11),
                   "damaged");
    const struct packed members[] = {{.name = "N49E008.hgt", .text = "short"}, {.name = NULL}};
    assert_refused(scratch_zip(&scratch, "tiles.zip", members), "2,884,802");
    const struct packed deep[] = {{.name = "a/N49E008.hgt", .text = "short"}, {.name = NULL}};
    assert_refused(scratch_zip(&scratch, "deep.zip", deep), "at the top of the zip");
    assert_refused(scratch_text(&scratch, "heights.txt", "3"), "there are no heights");
    assert_refused(scratch_path(&scratch, "nothing"), "no such file");
}

/* --- Folders --- */

static void folders_leave_out_what_is_damaged(void **state)
{
    (void)state;
    write_tile("heights/N49E008.hgt");
    scratch_text(&scratch, "heights/N49E009.hgt", "short");
    scratch_text(&scratch, "heights/README.md", "tiles");
    assert_true(open_in(scratch_path(&scratch, "heights"), earth));
    assert_int_equal(elevation_tiles(elevation), 1);
    assert_height(49, 8, 600);
    assert_unknown(49.5, 9.5);
    const struct finding *finding = findings_find(&findings, "elevation_file_unusable");
    assert_non_null(finding);
    assert_string_equal(finding->places[0].file, "N49E009.hgt");
    assert_non_null(findings_find(&findings, "elevation_file_unknown"));
}

static void tiles_elsewhere_are_not_read(void **state)
{
    (void)state;
    write_tile("heights/N49E008.hgt");
    write_tile("heights/N12E008.hgt");
    struct box box = {geo_point(49.1, 8.1), geo_point(49.2, 8.2)};
    assert_true(open_in(scratch_path(&scratch, "heights"), box));
    assert_int_equal(elevation_tiles(elevation), 1);
    assert_int_equal(findings.items.count, 0);
    elevation_close(elevation);
    box = (struct box){geo_point(0, 0), geo_point(1, 1)};
    assert_true(open_in(scratch_path(&scratch, "heights"), box));
    assert_int_equal(elevation_tiles(elevation), 0);
    assert_non_null(findings_find(&findings, "elevation_elsewhere"));
}

static void empty_folders_are_refused(void **state)
{
    (void)state;
    assert_refused(scratch.path, "there are no heights");
}

/* --- GeoTIFF --- */

static struct tiff_bytes tiff;
static double heights[40 * 30];

static struct tiff_image image_of(void)
{
    for (int i = 0; i < 40 * 30; i++)
        heights[i] = i % 40 + 2.0 * (i / 40);
    return (struct tiff_image){
        .columns = 40,
        .rows = 30,
        .bits = 16,
        .format = 2,
        .north = 50,
        .west = 8,
        .step = 0.01,
        .heights = heights,
    };
}

static const char *write_tiff(const struct tiff_image *image)
{
    tiff_write(&tiff, image);
    return scratch_write(&scratch, "heights.tif", tiff.data, tiff.size);
}

/* Each path that is named must be of use; the finer heights count. */
static void several_paths(void **state)
{
    (void)state;
    char tile[256], bad[256];
    struct tiff_image image = image_of();
    snprintf(tile, sizeof tile, "%s", write_tile("N49E008.hgt"));
    snprintf(bad, sizeof bad, "%s", scratch_text(&scratch, "N49E009.hgt", "short"));
    const char *paths[] = {write_tiff(&image), tile, bad};
    assert_false(elevation_open(&elevation, paths, 3, earth, &findings, &failure));
    assert_non_null(strstr(failure.text, "2,884,802"));
    assert_true(elevation_open(&elevation, paths, 2, earth, &findings, &failure));
    assert_int_equal(elevation_tiles(elevation), 2);
    assert_height(50, 8, 3000);
    assert_height(49, 9, 1800);
}

static void images_of_all_numbers(void **state)
{
    (void)state;
    static const uint16_t kinds[][2] = {{8, 1},  {16, 1}, {16, 2}, {32, 1},
                                        {32, 2}, {32, 3}, {64, 3}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        for (uint16_t tile = 0; tile <= 16; tile = (uint16_t)(tile + 16)) {
            struct tiff_image image = image_of();
            image.bits = kinds[i][0];
            image.format = kinds[i][1];
            image.tile = tile;
            if (!open_in(write_tiff(&image), earth))
                fail_msg("%u bits: %s", image.bits, failure.text);
            assert_height(50 - 0.005, 8.005, 0);
            assert_height(50 - 0.105, 8.205, 20 + 20);
            assert_height(50 - 0.1125, 8.21, 20.5 + 21.5);
            assert_height(50 - 0.2999, 8.3999, 39 + 58);
            assert_unknown(50.001, 8.1);
            elevation_close(elevation);
            elevation = NULL;
        }
}

static void pixels_may_be_points(void **state)
{
    (void)state;
    struct tiff_image image = image_of();
    image.raster = 2;
    assert_true(open_in(write_tiff(&image), earth));
    assert_height(50 - 0.1, 8.2, 20 + 20);
}

static void numbers_below_zero_and_none(void **state)
{
    (void)state;
    struct tiff_image image = image_of();
    heights[0] = -12;
    heights[39] = 7;
    image.no_data = "7";
    assert_true(open_in(write_tiff(&image), earth));
    assert_height(50 - 0.005, 8.005, -12);
    assert_unknown(50 - 0.005, 8.395);
    assert_height(50 - 0.015, 8.395, 41);
}

static void only_the_map_is_kept(void **state)
{
    (void)state;
    struct tiff_image image = image_of();
    image.tile = 16;
    struct box box = {geo_point(49.85, 8.17), geo_point(49.87, 8.2)};
    assert_true(open_in(write_tiff(&image), box));
    assert_height(50 - 0.145, 8.185, 18 + 28);
    assert_unknown(50 - 0.005, 8.005);
}

static void wrong_images_are_refused(void **state)
{
    (void)state;
    struct tiff_image image = image_of();
    image.model = 1;
    assert_refused(write_tiff(&image), "gdalwarp -t_srs EPSG:4326");
    image = image_of();
    image.without_place = 1;
    assert_refused(write_tiff(&image), "tie point");
    image = image_of();
    image.step = 1e9;
    assert_refused(write_tiff(&image), "none on Earth");
    image = image_of();
    image.format = 1;
    image.bits = 64;
    assert_refused(write_tiff(&image), "heights must be one number");
    assert_refused(scratch_text(&scratch, "a.tif", "II*"), "no TIFF");
}

/* However early it ends: a reason, or what can be read of it. */
static void cut_images_are_refused(void **state)
{
    (void)state;
    struct tiff_image image = image_of();
    tiff_write(&tiff, &image);
    for (size_t size = 0; size + 4 < tiff.size; size += size < 64 ? 1 : 37) {
        const char *path = scratch_write(&scratch, "cut.tif", tiff.data, size);
        if (open_in(path, earth))
            fail_msg("%zu of %zu bytes were enough", size, tiff.size);
        assert_true(failure.text[0] != '\0');
    }
}

/* Sizes are looked at before memory is asked for. */
static void huge_images_are_refused(void **state)
{
    (void)state;
    struct tiff_image image = image_of();
    tiff_write(&tiff, &image);
    uint32_t at;
    memcpy(&at, tiff.data + 4, 4);
    for (int entry = 0; entry < 2; entry++) { /* Width and height, as 32 bits. */
        const uint16_t type = 4;
        const uint32_t side = 1000000;
        memcpy(tiff.data + at + 2 + 12 * entry + 2, &type, 2);
        memcpy(tiff.data + at + 2 + 12 * entry + 8, &side, 4);
    }
    const char *path = scratch_write(&scratch, "huge.tif", tiff.data, tiff.size);
    assert_false(open_in(path, earth));
    assert_true(failure.text[0] != '\0');
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(tiles_are_read_between_samples),
        TEST(voids_are_unknown),
        TEST(tiles_lie_where_their_names_say),
        TEST(tiles_may_be_packed),
        TEST(damaged_tiles_are_refused),
        TEST(folders_leave_out_what_is_damaged),
        TEST(tiles_elsewhere_are_not_read),
        TEST(empty_folders_are_refused),
        TEST(several_paths),
        TEST(images_of_all_numbers),
        TEST(pixels_may_be_points),
        TEST(numbers_below_zero_and_none),
        TEST(only_the_map_is_kept),
        TEST(wrong_images_are_refused),
        TEST(cut_images_are_refused),
        TEST(huge_images_are_refused),
    };
    return cmocka_run_group_tests_name("heights", tests, NULL, NULL);
}
