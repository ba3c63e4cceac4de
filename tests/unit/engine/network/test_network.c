#include "engine/network/network.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "engine/network/format.h"
#include "engine/network/keys.h"
#include "tests/forge.h"
#include "tests/rich.h"

static struct built built;
static char path[256]; /* a copy of the image, to be damaged */
static int file;
static const unsigned char *sound;
static size_t size;

static int set_up(void **state)
{
    (void)state;
    rich_build(&built);
    sound = built.network.image.file.bytes;
    size = built.network.image.file.size;
    snprintf(path, sizeof path, "%s", scratch_write(&built.scratch, "copy", sound, size));
    file = open(path, O_RDWR | O_CLOEXEC);
    return file < 0;
}

static int tear_down(void **state)
{
    (void)state;
    close(file);
    built_finish(&built);
    return 0;
}

static void put(size_t at, unsigned char byte)
{
    assert_int_equal(pwrite(file, &byte, 1, (off_t)at), 1);
}

static size_t head_and_table(void)
{
    const struct image *image = &built.network.image;
    return (size_t)((const unsigned char *)(image->sections + image->section_count) - sound);
}

/* What only a map fills. */
static bool is_of_maps(const char *section)
{
    return strncmp(section, "wheel_", 6) == 0 || strcmp(section, "stop_changes") == 0 ||
           strcmp(section, "name_areas") == 0 || strcmp(section, "houses") == 0 ||
           strncmp(section, "cell_", 5) == 0;
}

static void no_section_is_empty_in_the_feed_of_this_test(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < built.network.image.section_count; i++)
        if (!built.network.image.sections[i].count &&
            !is_of_maps(built.network.image.sections[i].name))
            fail_msg("section %s is empty", built.network.image.sections[i].name);
    assert_true(network_verify(&built.network, NULL));
}

static void every_flipped_bit_of_head_and_table_is_refused(void **state)
{
    (void)state;
    for (size_t bit = 0; bit < head_and_table() * 8; bit++) {
        struct network network;
        struct error error = {0};
        put(bit / 8, sound[bit / 8] ^ (unsigned char)(1 << bit % 8));
        if (network_open(&network, path, &error))
            fail_msg("bit %zu of byte %zu changes nothing", bit % 8, bit / 8);
        assert_int_equal(error.kind, ERROR_CORRUPT);
        assert_true(*error.text);
        assert_null(network.stops);
        put(bit / 8, sound[bit / 8]);
    }
    struct network network;
    assert_true(network_open(&network, path, NULL));
    network_close(&network);
}

/* The bytes of the sections, without what fills the gaps between them. */
static size_t byte_of_sections(size_t number)
{
    const struct image *image = &built.network.image;
    for (uint32_t i = 0; i < image->section_count; i++) {
        size_t bytes = image->sections[i].count * image->sections[i].item;
        if (number < bytes)
            return image->sections[i].offset + number;
        number -= bytes;
    }
    fail_msg("so many bytes there are not");
    return 0;
}

static size_t count_section_bytes(void)
{
    const struct image *image = &built.network.image;
    size_t bytes = 0;
    for (uint32_t i = 0; i < image->section_count; i++)
        bytes += image->sections[i].count * image->sections[i].item;
    return bytes;
}

static void flipped_bits_of_the_sections_are_found(void **state)
{
    (void)state;
    uint64_t seed = 26, bytes = count_section_bytes();
    for (int i = 0; i < 2000; i++) {
        struct network network;
        struct error error = {0};
        seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407;
        size_t at = byte_of_sections((seed >> 20) % bytes);
        put(at, sound[at] ^ (unsigned char)(1 << (seed >> 61)));
        bool whole = network_open(&network, path, &error);
        if (whole) {
            whole = network_verify(&network, &error);
            network_close(&network);
        }
        assert_false(whole);
        assert_int_equal(error.kind, ERROR_CORRUPT);
        assert_true(*error.place);
        put(at, sound[at]);
    }
}

static void cut_files_are_refused(void **state)
{
    (void)state;
    struct network network;
    for (size_t length = 0; length < size; length += length < 3000 ? 7 : 331) {
        struct error error = {0};
        assert_int_equal(ftruncate(file, (off_t)length), 0);
        assert_false(network_open(&network, path, &error));
        assert_int_equal(error.kind, ERROR_CORRUPT);
    }
    assert_int_equal(pwrite(file, sound, size, 0), (ssize_t)size);
    assert_true(network_open(&network, path, NULL));
    network_close(&network);
}

static void another_version_says_how_to_rebuild(void **state)
{
    (void)state;
    struct network network;
    struct error error = {0};
    struct forge forge;
    forge_init(&forge, &built.network.image);
    const char *other = scratch_path(&built.scratch, "version");
    assert_true(
        image_write(other, NETWORK_KIND, NETWORK_VERSION + 1, forge.parts, forge.count, NULL));
    assert_false(network_open(&network, other, &error));
    assert_non_null(strstr(error.text, "rebuild it with `trajet build`"));
    assert_true(image_write(other, "streets ", NETWORK_VERSION, forge.parts, forge.count, NULL));
    assert_false(network_open(&network, other, &error));
    assert_non_null(strstr(error.text, "another kind"));
    forge_finish(&forge);
}

static void a_missing_section_is_refused_by_name(void **state)
{
    (void)state;
    struct forge forge;
    forge_init(&forge, &built.network.image);
    for (uint32_t i = 0; i < forge.count; i++) {
        struct network network;
        struct error error = {0};
        struct image_part kept = forge.parts[i];
        forge.parts[i].name = "another";
        const char *other = scratch_path(&built.scratch, "missing");
        forge_write(&forge, other);
        assert_false(network_open(&network, other, &error));
        assert_string_equal(error.place, kept.name);
        forge.parts[i] = kept;
    }
    forge_finish(&forge);
}

static void the_same_feed_gives_the_same_bytes(void **state)
{
    (void)state;
    struct built again;
    rich_build(&again);
    assert_int_equal(again.network.image.file.size, size);
    assert_memory_equal(again.network.image.file.bytes, sound, size);
    built_finish(&again);
}

static service_ix service_of(const char *trip_id)
{
    trip_ix trip;
    assert_true(keys_find_trip(&built.network, trip_id, &trip, NULL));
    return built.network.trips[trip].service;
}

static void services_run_on_their_days(void **state)
{
    (void)state;
    service_ix daily = service_of("slow"), weekdays = service_of("night");
    for (civil_day day = civil_day_of(2025, 12, 1); day < civil_day_of(2027, 2, 1); day++) {
        bool year = day >= civil_day_of(2026, 1, 1) && day <= civil_day_of(2026, 12, 31);
        bool week = year && civil_weekday(day) < 5;
        week = day == civil_day_of(2026, 5, 1) ? false : day == civil_day_of(2026, 5, 2) || week;
        assert_int_equal(network_service_runs(&built.network, daily, day), year);
        assert_int_equal(network_service_runs(&built.network, weekdays, day), week);
    }
}

static const char *translated(enum translated kind, uint32_t record, const char *language)
{
    return network_text(&built.network,
                        network_translate(&built.network, kind, record, language, 0));
}

static void texts_are_translated(void **state)
{
    (void)state;
    const struct network *network = &built.network;
    stop_ix station, platform;
    route_ix route;
    trip_ix trip;
    assert_true(keys_find_stop(network, "S", &station, NULL));
    assert_true(keys_find_stop(network, "C", &platform, NULL));
    assert_true(keys_find_route(network, "L", &route, NULL));
    assert_true(keys_find_trip(network, "slow", &trip, NULL));
    assert_string_equal(translated(TRANSLATED_STOP_NAME, station, "en"), "Station");
    assert_string_equal(translated(TRANSLATED_STOP_NAME, station, "en-GB"), "Station");
    assert_string_equal(translated(TRANSLATED_STOP_NAME, station, "de"), "");
    assert_string_equal(translated(TRANSLATED_STOP_NAME, platform, "en"), "");
    assert_string_equal(translated(TRANSLATED_ROUTE_LONG_NAME, route, "en"), "Line");
    assert_string_equal(translated(TRANSLATED_ROUTE_SHORT_NAME, route, "en"), "");
    assert_string_equal(translated(TRANSLATED_TRIP_HEADSIGN, trip, "en"), "Dee");
    assert_string_equal(translated(TRANSLATED_AGENCY_NAME, 0, "en"), "Agency");
    text_ix sign = network->call_headsigns[network->trips[trip].call_headsigns];
    assert_string_equal(network_text(network, sign), "via Aa");
    assert_string_equal(translated(TRANSLATED_STOP_HEADSIGN, sign, "en"), "by Aa");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_section_is_empty_in_the_feed_of_this_test),
        cmocka_unit_test(every_flipped_bit_of_head_and_table_is_refused),
        cmocka_unit_test(flipped_bits_of_the_sections_are_found),
        cmocka_unit_test(cut_files_are_refused),
        cmocka_unit_test(another_version_says_how_to_rebuild),
        cmocka_unit_test(a_missing_section_is_refused_by_name),
        cmocka_unit_test(the_same_feed_gives_the_same_bytes),
        cmocka_unit_test(services_run_on_their_days),
        cmocka_unit_test(texts_are_translated),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
