#include "engine/image/image.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "engine/base/memory.h"
#include "tests/scratch.h"

#define KIND "testing "
enum { VERSION = 7, HEAD = 48, COUNT = 3 };

static const uint32_t numbers[] = {1, 2, 3, 4, 5};
static const char letters[] = "letters";

static const struct image_part parts[COUNT] = {
    {"numbers", numbers, 5, sizeof(uint32_t)},
    {"none", NULL, 0, 16},
    {"letters", letters, sizeof letters, 1},
};

static struct scratch scratch;
static char path[256];
static unsigned char *whole; /* the sound file */
static size_t size;

static int set_up(void **state)
{
    (void)state;
    scratch_init(&scratch);
    snprintf(path, sizeof path, "%s", scratch_path(&scratch, "sound"));
    struct mapfile file;
    if (!image_write(path, KIND, VERSION, parts, COUNT, NULL) || !mapfile_open(&file, path, NULL))
        return 1;
    size = file.size;
    whole = memory_resize(NULL, size, 1);
    memcpy(whole, file.bytes, size);
    mapfile_close(&file);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    memory_free(whole);
    scratch_finish(&scratch);
    return 0;
}

/* Opens these bytes as an image; the text of what was wrong, or NULL. One file is written over and
 * over: making new ones takes ten times as long. */
static const char *refusal(const void *bytes, size_t length)
{
    static struct error error;
    static int file = -1;
    struct image image;
    char other[256];
    snprintf(other, sizeof other, "%s", scratch_path(&scratch, "other"));
    if (file < 0)
        file = open(other, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    assert_int_equal(pwrite(file, bytes, length, 0), (ssize_t)length);
    assert_int_equal(ftruncate(file, (off_t)length), 0);
    if (image_open(&image, other, KIND, VERSION, &error)) {
        bool sound = image_verify(&image, &error);
        image_close(&image);
        return sound ? NULL : error.text;
    }
    assert_int_equal(error.kind, ERROR_CORRUPT);
    assert_null(image.sections);
    return error.text;
}

static void what_is_written_is_found(void **state)
{
    (void)state;
    struct image image;
    const void *items;
    uint64_t count;
    assert_true(image_open(&image, path, KIND, VERSION, NULL));
    assert_true(image_verify(&image, NULL));
    assert_true(image_section(&image, "numbers", sizeof(uint32_t), &items, &count, NULL));
    assert_int_equal(count, 5);
    assert_memory_equal(items, numbers, sizeof numbers);
    assert_int_equal((uintptr_t)items % 64, 0);
    assert_true(image_section(&image, "none", 16, &items, &count, NULL));
    assert_int_equal(count, 0);
    assert_true(image_section(&image, "letters", 1, &items, &count, NULL));
    assert_string_equal(items, letters);
    image_close(&image);
    image_close(&image);
}

static void other_sections_are_refused(void **state)
{
    (void)state;
    struct image image;
    struct error error;
    const void *items;
    uint64_t count;
    assert_true(image_open(&image, path, KIND, VERSION, NULL));
    assert_false(image_section(&image, "number", sizeof(uint32_t), &items, &count, &error));
    assert_string_equal(error.place, "number");
    assert_false(image_section(&image, "numberss", sizeof(uint32_t), &items, &count, &error));
    assert_false(image_section(&image, "numbers", 8, &items, &count, &error));
    assert_non_null(strstr(error.text, "4 bytes, not 8"));
    image_close(&image);
}

static void every_flipped_bit_of_head_and_table_is_refused(void **state)
{
    (void)state;
    size_t end = HEAD + COUNT * sizeof(struct image_section);
    for (size_t bit = 0; bit < end * 8; bit++) {
        whole[bit / 8] ^= (unsigned char)(1 << bit % 8);
        if (!refusal(whole, size))
            fail_msg("bit %zu of byte %zu changes nothing", bit % 8, bit / 8);
        whole[bit / 8] ^= (unsigned char)(1 << bit % 8);
    }
    assert_null(refusal(whole, size));
}

static void every_flipped_bit_of_a_section_is_found(void **state)
{
    (void)state;
    const struct image_section *sections = (const struct image_section *)(whole + HEAD);
    for (int i = 0; i < COUNT; i++)
        for (uint64_t bit = 0; bit < sections[i].count * sections[i].item * 8; bit++) {
            unsigned char *byte = whole + sections[i].offset + bit / 8;
            *byte ^= (unsigned char)(1 << bit % 8);
            assert_string_equal(refusal(whole, size), "this section is damaged");
            *byte ^= (unsigned char)(1 << bit % 8);
        }
}

static void every_other_length_is_refused(void **state)
{
    (void)state;
    for (size_t length = 0; length < size; length++)
        assert_non_null(refusal(whole, length));
    unsigned char *longer = memory_zeroed(size + 64, 1);
    memcpy(longer, whole, size);
    assert_non_null(refusal(longer, size + 1));
    assert_non_null(refusal(longer, size + 64));
    memory_free(longer);
    assert_non_null(strstr(refusal(whole, 20), "cut short"));
    assert_non_null(strstr(refusal("PK\3\4", 4), "not an image"));
}

static void another_version_says_how_to_rebuild(void **state)
{
    (void)state;
    struct image image;
    struct error error;
    assert_false(image_open(&image, path, KIND, VERSION + 1, &error));
    assert_non_null(strstr(error.text, "version 7"));
    assert_non_null(strstr(error.text, "reads 8"));
    assert_non_null(strstr(error.text, "trajet build"));
    assert_false(image_open(&image, path, "another ", VERSION, &error));
    assert_non_null(strstr(error.text, "another kind (testing)"));
    assert_false(image_open(&image, scratch_path(&scratch, "nowhere"), KIND, VERSION, &error));
    assert_int_equal(error.kind, ERROR_MISSING);
}

static void the_same_parts_give_the_same_bytes(void **state)
{
    (void)state;
    struct mapfile file;
    const char *again = scratch_path(&scratch, "again");
    assert_true(image_write(again, KIND, VERSION, parts, COUNT, NULL));
    assert_true(mapfile_open(&file, again, NULL));
    assert_int_equal(file.size, size);
    assert_memory_equal(file.bytes, whole, size);
    mapfile_close(&file);
}

/* Names fill their field up to the last byte but one, and no further. */
static void long_names(void **state)
{
    (void)state;
    struct image image;
    const void *items;
    uint64_t count;
    const struct image_part part = {"a_name_of_23_characters", numbers, 1, 4};
    const char *named = scratch_path(&scratch, "named");
    assert_true(image_write(named, KIND, VERSION, &part, 1, NULL));
    assert_true(image_open(&image, named, KIND, VERSION, NULL));
    assert_true(image_section(&image, part.name, 4, &items, &count, NULL));
    image_close(&image);
}

static void images_are_known_by_their_first_bytes(void **state)
{
    (void)state;
    assert_true(image_recognises(path));
    assert_true(image_recognises(scratch_write(&scratch, "sent", "trajet\n", 7)));
    assert_false(image_recognises(scratch_write(&scratch, "short", "traje", 5)));
    assert_false(image_recognises(scratch_write(&scratch, "zip", "PK\3\4trajet", 10)));
    assert_false(image_recognises(scratch_path(&scratch, "nowhere")));
    assert_false(image_recognises(scratch.path));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_found),
        cmocka_unit_test(other_sections_are_refused),
        cmocka_unit_test(every_flipped_bit_of_head_and_table_is_refused),
        cmocka_unit_test(every_flipped_bit_of_a_section_is_found),
        cmocka_unit_test(every_other_length_is_refused),
        cmocka_unit_test(another_version_says_how_to_rebuild),
        cmocka_unit_test(the_same_parts_give_the_same_bytes),
        cmocka_unit_test(long_names),
        cmocka_unit_test(images_are_known_by_their_first_bytes),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
