#include "feeds/osm/osm.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <zlib.h>

#include "tests/osm_list.h"
#include "tests/pbf_bytes.h"
#include "tests/scratch.h"

/* Field numbers of the format, where a name helps. */
enum { GROUP = 2, NODES = 1, DENSE = 2, WAYS = 3, RELATIONS = 4, GRANULARITY = 17 };

static const char *const features[] = {"OsmSchema-V0.6", "DenseNodes", NULL};
static const char *const texts[] = {"highway", "steps", "name", "\u00c9", NULL};

static struct scratch scratch;
static struct findings findings;
static struct error error;
static struct osm_list list;

static bool read_bytes(const struct pbf_bytes *file)
{
    const char *path = scratch_write(&scratch, "map.osm.pbf", file->data, file->size);
    findings_finish(&findings);
    findings_init(&findings);
    error = (struct error){0};
    assert_true(osm_recognise(path) || file->size < 9);
    return osm_list_read(&list, path, &findings, &error);
}

/* A file of one block with one group that holds `message` as `field`. */
static bool read_group(int field, const struct pbf_bytes *message, enum pbf_packing packing)
{
    struct pbf_bytes file = {.size = 0}, block = {.size = 0}, group = {.size = 0};
    pbf_file_header(&file, features);
    pbf_strings(&block, texts);
    pbf_message(&group, field, message);
    pbf_message(&block, GROUP, &group);
    pbf_blob(&file, "OSMData", &block, packing);
    return read_bytes(&file);
}

/* Fails unless the last read failed with these words. */
static void expect_words(const char *words)
{
    if (!strstr(error.text, words))
        fail_msg("not \"%s\" but \"%s\"", words, error.text);
}

static struct pbf_bytes dense(size_t count, const int64_t *ids, const uint64_t *tags,
                              size_t tag_count)
{
    static const int64_t lats[] = {493264915, -1, 900000000}, lons[] = {-81000000, 0, 1800000000};
    static const int64_t times[] = {1358707141, 1358707142, 1};
    struct pbf_bytes info = {.size = 0}, message = {.size = 0};
    static const uint64_t versions[] = {1, 2, 3};
    pbf_packed(&info, 1, versions, count);
    pbf_deltas(&info, 2, times, count);
    pbf_deltas(&message, 1, ids, count);
    pbf_message(&message, 5, &info);
    pbf_deltas(&message, 8, lats, count);
    pbf_deltas(&message, 9, lons, count);
    if (tag_count)
        pbf_packed(&message, 10, tags, tag_count);
    return message;
}

static void dense_nodes_come_through(void **state)
{
    static const int64_t ids[] = {4294968191, -3, INT64_MAX / 2};
    static const uint64_t tags[] = {1, 2, 3, 4, 0, 0, 3, 2, 0};
    const struct pbf_bytes message = dense(3, ids, tags, 9), bare = dense(3, ids, NULL, 0);
    (void)state;
    for (enum pbf_packing packing = PBF_RAW; packing <= PBF_ZLIB; packing++) {
        if (!read_group(DENSE, &message, packing))
            fail_msg("%s", error.text);
        assert_string_equal(
            list.text, "n4294968191 (493264915 -81000000) highway=steps name=\u00c9 @1358707141\n"
                       "n-3 (-1 0) @1358707142\n"
                       "n4611686018427387903 (900000000 1800000000) name=steps @1\n");
    }
    assert_true(read_group(DENSE, &bare, PBF_RAW));
    assert_int_equal(findings.items.count, 0);
}

static void add_object(struct pbf_bytes *message, uint64_t id)
{
    static const uint64_t keys[] = {1, 3}, values[] = {2, 4};
    struct pbf_bytes info = {.size = 0};
    pbf_number(message, 1, id);
    pbf_packed(message, 2, keys, 2);
    pbf_packed(message, 3, values, 2);
    pbf_number(&info, 1, 6);
    pbf_number(&info, 2, 1358707141);
    pbf_number(&info, 4, 12345);
    pbf_message(message, 4, &info);
}

static void plain_nodes_come_through(void **state)
{
    struct pbf_bytes node = {.size = 0};
    (void)state;
    add_object(&node, pbf_zigzag(-8));
    pbf_number(&node, 8, pbf_zigzag(493264915));
    pbf_number(&node, 9, pbf_zigzag(-81000000));
    assert_true(read_group(NODES, &node, PBF_ZLIB));
    assert_string_equal(list.text,
                        "n-8 (493264915 -81000000) highway=steps name=\u00c9 @1358707141\n");
}

static void ways_come_through(void **state)
{
    static const int64_t refs[] = {4294968191, 5, -6};
    struct pbf_bytes way = {.size = 0};
    (void)state;
    add_object(&way, 4294968191);
    pbf_deltas(&way, 8, refs, 3);
    pbf_deltas(&way, 9, refs, 3); /* places on ways: not declared, passed over */
    assert_true(read_group(WAYS, &way, PBF_ZLIB));
    assert_string_equal(list.text,
                        "w4294968191 [4294968191 5 -6] highway=steps name=\u00c9 @1358707141\n");
    way.size = 0;
    pbf_number(&way, 1, 3);
    assert_true(read_group(WAYS, &way, PBF_ZLIB));
    assert_string_equal(list.text, "w3 []\n");
    assert_non_null(findings_find(&findings, "osm_way_short"));
}

static struct pbf_bytes relation(uint64_t type, uint64_t role, size_t types)
{
    static const int64_t ids[] = {10, 4294968191, 7};
    const uint64_t kinds[] = {0, 1, type}, roles[] = {0, 1, role};
    struct pbf_bytes message = {.size = 0};
    add_object(&message, 1);
    pbf_packed(&message, 8, roles, 3);
    pbf_deltas(&message, 9, ids, 3);
    pbf_packed(&message, 10, kinds, types);
    return message;
}

static void relations_come_through(void **state)
{
    struct pbf_bytes message = relation(2, 3, 3);
    (void)state;
    assert_true(read_group(RELATIONS, &message, PBF_ZLIB));
    assert_string_equal(list.text, "r1 {n10: w4294968191:highway r7:name} highway=steps "
                                   "name=\u00c9 @1358707141\n");
    message = relation(3, 3, 3);
    assert_false(read_group(RELATIONS, &message, PBF_ZLIB));
    expect_words("type");
    message = relation(2, 9, 3);
    assert_false(read_group(RELATIONS, &message, PBF_ZLIB));
    expect_words("text that is not there");
    message = relation(2, 3, 2);
    assert_false(read_group(RELATIONS, &message, PBF_ZLIB));
    expect_words("without type or role");
}

static void granularity_counts(void **state)
{
    static const int64_t one[] = {3}, lat[] = {4932649}, lon[] = {-810001};
    struct pbf_bytes file = {.size = 0}, block = {.size = 0}, group = {.size = 0};
    struct pbf_bytes message = {.size = 0};
    (void)state;
    pbf_deltas(&message, 1, one, 1);
    pbf_deltas(&message, 8, lat, 1);
    pbf_deltas(&message, 9, lon, 1);
    pbf_message(&group, DENSE, &message);
    pbf_message(&block, GROUP, &group);
    pbf_number(&block, GRANULARITY, 10000);
    pbf_number(&block, 19, 150);
    pbf_number(&block, 20, (uint64_t)-149);
    pbf_file_header(&file, features);
    pbf_blob(&file, "OSMData", &block, PBF_ZLIB);
    assert_true(read_bytes(&file));
    assert_string_equal(list.text, "n3 (493264902 -81000101)\n");
    pbf_number(&block, GRANULARITY, 0);
    pbf_blob(&file, "OSMData", &block, PBF_ZLIB);
    assert_false(read_bytes(&file));
    expect_words("block 3 at byte");
    expect_words("granularity");
}

static void strange_places_are_dropped(void **state)
{
    static const int64_t far[] = {900000001, INT64_MAX / 50, INT64_MIN / 50};
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        struct pbf_bytes node = {.size = 0};
        add_object(&node, pbf_zigzag(1));
        pbf_number(&node, 8, pbf_zigzag(far[i]));
        pbf_number(&node, 9, 0);
        assert_true(read_group(NODES, &node, PBF_RAW));
        assert_string_equal(list.text, "");
        assert_int_equal(findings_find(&findings, "osm_node_out_of_range")->count, 1);
    }
}

static void bad_tags_are_refused(void **state)
{
    static const int64_t ids[] = {1, 2, 3};
    static const struct {
        uint64_t tags[6];
        size_t count;
        const char *words;
    } cases[] = {
        {{1, 2, 0, 0}, 4, "fewer nodes"},
        {{1, 2, 0, 0, 0, 0}, 6, "more nodes"},
        {{0, 0, 1}, 3, "key without a value"},
        {{1, 5, 0, 0, 0}, 5, "text that is not there"},
        {{1, UINT64_MAX, 0, 0, 0}, 5, "text that is not there"},
    };
    struct pbf_bytes message;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        message = dense(3, ids, cases[i].tags, cases[i].count);
        assert_false(read_group(DENSE, &message, PBF_ZLIB));
        expect_words(cases[i].words);
    }
    static const uint64_t keys[] = {1, 3};
    message = (struct pbf_bytes){.size = 0};
    pbf_number(&message, 1, 1);
    pbf_packed(&message, 2, keys, 2);
    assert_false(read_group(WAYS, &message, PBF_ZLIB));
    expect_words("keys without values");
}

static void bad_lengths_are_refused(void **state)
{
    static const int64_t ids[] = {1, 2, 3}, jumps[] = {INT64_MAX, 1};
    struct pbf_bytes message = {.size = 0};
    (void)state;
    pbf_deltas(&message, 1, ids, 3);
    pbf_deltas(&message, 8, ids, 2);
    pbf_deltas(&message, 9, ids, 3);
    assert_false(read_group(DENSE, &message, PBF_ZLIB));
    expect_words("not as many places");
    message = dense(2, ids, NULL, 0);
    struct pbf_bytes info = {.size = 0};
    pbf_deltas(&info, 2, ids, 3);
    pbf_message(&message, 5, &info);
    assert_false(read_group(DENSE, &message, PBF_ZLIB));
    expect_words("not as many times");
    message = (struct pbf_bytes){.size = 0};
    const uint64_t raw[] = {pbf_zigzag(jumps[0]), pbf_zigzag(jumps[1])};
    pbf_number(&message, 1, 1);
    pbf_packed(&message, 8, raw, 2);
    assert_false(read_group(WAYS, &message, PBF_ZLIB));
    expect_words("leaves its range");
    message = (struct pbf_bytes){.size = 0};
    pbf_number(&message, 8, 1);
    assert_false(read_group(NODES, &message, PBF_ZLIB)); /* no id */
    expect_words("damaged");
}

static void wrong_bytes_are_mended(void **state)
{
    static const char *const latin[] = {"name",
                                        "Stra\xdf"
                                        "e \xc3\x9f\xff",
                                        NULL};
    static const uint64_t keys[] = {1}, values[] = {2};
    struct pbf_bytes file = {.size = 0}, block = {.size = 0}, group = {.size = 0};
    struct pbf_bytes way = {.size = 0};
    (void)state;
    pbf_number(&way, 1, 1);
    pbf_packed(&way, 2, keys, 1);
    pbf_packed(&way, 3, values, 1);
    pbf_message(&group, WAYS, &way);
    pbf_message(&block, GROUP, &group);
    pbf_strings(&block, latin);
    pbf_file_header(&file, features);
    pbf_blob(&file, "OSMData", &block, PBF_ZLIB);
    assert_true(read_bytes(&file));
    assert_string_equal(list.text, "w1 [] name=Stra?e \u00df?\n");
    assert_int_equal(findings_find(&findings, "osm_text_not_utf8")->count, 1);
}

static void features_are_checked(void **state)
{
    static const char *const history[] = {"OsmSchema-V0.6", "HistoricalInformation", NULL};
    static const char *const unknown[] = {"OsmSchema-V0.7", NULL};
    struct pbf_bytes file = {.size = 0};
    (void)state;
    pbf_file_header(&file, history);
    assert_false(read_bytes(&file));
    expect_words("HistoricalInformation");
    file.size = 0;
    pbf_file_header(&file, unknown);
    assert_false(read_bytes(&file));
    expect_words("OsmSchema-V0.7");
}

static void blobs_are_checked(void **state)
{
    static const int64_t ids[] = {1, 2, 3};
    const struct pbf_bytes message = dense(3, ids, NULL, 0);
    struct pbf_bytes file = {.size = 0}, empty = {.size = 0};
    (void)state;
    assert_false(read_group(DENSE, &message, PBF_LZ4));
    expect_words("lz4");
    assert_false(read_group(DENSE, &message, PBF_WRONG_SIZE));
    expect_words("cannot be unpacked");
    assert_false(read_group(DENSE, &message, PBF_BROKEN));
    expect_words("cannot be unpacked");
    pbf_blob(&file, "OSMData", &empty, PBF_RAW);
    assert_false(read_bytes(&file));
    expect_words("no OSMHeader");
    file.size = 0;
    pbf_file_header(&file, features);
    pbf_blob(&file, "OSMGossip", &empty, PBF_RAW);
    assert_true(read_bytes(&file));
    assert_non_null(findings_find(&findings, "osm_block_unknown"));
    assert_non_null(findings_find(&findings, "osm_empty"));
    for (size_t size = 1; size < file.size; size++) {
        struct pbf_bytes cut = file;
        cut.size = size;
        /* Cut between two blobs it is a whole file. */
        if (read_bytes(&cut) && !findings_find(&findings, "osm_empty"))
            fail_msg("cut to %zu of %zu bytes it was read", size, file.size);
    }
}

/* Sizes in headers are refused before a byte of memory is asked for. */
static void sizes_are_limited(void **state)
{
    struct pbf_bytes file = {.size = 0}, header = {.size = 0};
    (void)state;
    pbf_file_header(&file, features);
    static const unsigned char far[] = {0, 1, 0, 1};
    memcpy(file.data + file.size, far, 4);
    file.size += 4;
    assert_false(read_bytes(&file));
    expect_words("64 KiB");
    file.size = 0;
    pbf_field(&header, 1, "OSMHeader", 9);
    pbf_number(&header, 3, 32 * 1024 * 1024 + 1);
    const unsigned char length[] = {0, 0, 0, (unsigned char)header.size};
    memcpy(file.data, length, 4);
    memcpy(file.data + 4, header.data, header.size);
    file.size = 4 + header.size;
    assert_false(read_bytes(&file));
    expect_words("32 MiB");
    assert_int_equal(error.kind, ERROR_LIMIT);
}

/* A block of nothing but empty groups: 2 bytes each in the file, many more in memory. */
static void blocks_do_not_swell(void **state)
{
    enum { SIZE = 12 * 1024 * 1024 };
    struct pbf_bytes file = {.size = 0}, blob = {.size = 0};
    unsigned char packed[15000], *plain = calloc(SIZE, 1);
    uLongf size = sizeof packed;
    (void)state;
    for (size_t i = 0; i < SIZE; i += 2)
        plain[i] = GROUP << 3 | 2;
    assert_int_equal(compress(packed, &size, plain, SIZE), Z_OK);
    free(plain);
    pbf_number(&blob, 2, SIZE);
    pbf_field(&blob, 3, packed, size);
    pbf_file_header(&file, features);
    pbf_wrapped(&file, "OSMData", &blob);
    assert_false(read_bytes(&file));
    expect_words("more than a block may hold");
}

static void only_wanted_kinds_are_unpacked(void **state)
{
    struct pbf_bytes file = {.size = 0}, block = {.size = 0}, group = {.size = 0};
    struct osm_sink sink = osm_list_sink(&list);
    struct pbf_bytes way = {.size = 0};
    (void)state;
    pbf_number(&way, 1, 5);
    pbf_field(&group, DENSE, "\xff", 1); /* damaged, but nobody looks */
    pbf_message(&group, WAYS, &way);
    pbf_message(&group, WAYS, &way);
    pbf_message(&block, GROUP, &group);
    pbf_file_header(&file, features);
    pbf_blob(&file, "OSMData", &block, PBF_ZLIB);
    assert_false(read_bytes(&file));
    sink.node = NULL;
    list = (struct osm_list){.left = 1}; /* and the second way is not asked for */
    const char *path = scratch_write(&scratch, "map.osm.pbf", file.data, file.size);
    assert_true(osm_read(path, &sink, &findings, &error));
    assert_string_equal(list.text, "w5 []\n");
    list.left = 0;
}

/* Three blocks of one node each behind the header. */
static const char *write_blocks(enum pbf_packing last)
{
    struct pbf_bytes file = {.size = 0};
    pbf_file_header(&file, features);
    for (int64_t id = 1; id <= 3; id++) {
        struct pbf_bytes block = {.size = 0}, group = {.size = 0};
        const struct pbf_bytes message = dense(1, &id, NULL, 0);
        pbf_strings(&block, texts);
        pbf_message(&group, DENSE, &message);
        pbf_message(&block, GROUP, &group);
        pbf_blob(&file, "OSMData", &block, id == 3 ? last : PBF_ZLIB);
    }
    return scratch_write(&scratch, "blocks.osm.pbf", file.data, file.size);
}

/* All runs in order; false: one failed. */
static bool read_runs(const char *path, const struct vec *runs)
{
    const struct osm_sink sink = osm_list_sink(&list);
    bool read = true;
    list.size = 0;
    for (uint32_t i = 0; i < runs->count && read; i++)
        read = osm_read_run(path, vec_at(runs, i), &sink, &findings, &error);
    return read;
}

static void runs_together_are_the_file(void **state)
{
    static const uint64_t sizes[] = {1, 150, 100000};
    static const uint32_t counts[] = {4, 2, 1};
    (void)state;
    char whole[sizeof list.text];
    const char *path = write_blocks(PBF_ZLIB);
    assert_true(osm_list_read(&list, path, &findings, &error));
    snprintf(whole, sizeof whole, "%s", list.text);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct vec runs = vec_of(sizeof(struct osm_run));
        osm_runs(path, sizes[i], &runs);
        print_message("%u runs\n", runs.count);
        assert_true(i == 1 ? runs.count > 1 && runs.count < 4 : runs.count == counts[i]);
        assert_true(read_runs(path, &runs));
        assert_string_equal(list.text, whole);
        vec_finish(&runs);
    }
}

static void a_run_fails_as_the_file_does(void **state)
{
    struct error by_file = {0};
    struct vec runs = vec_of(sizeof(struct osm_run));
    (void)state;
    const char *path = write_blocks(PBF_BROKEN);
    assert_false(osm_list_read(&list, path, &findings, &by_file));
    osm_runs(path, 1, &runs);
    assert_int_equal(runs.count, 4);
    assert_false(read_runs(path, &runs));
    assert_string_equal(error.text, by_file.text);
    vec_finish(&runs);
}

static void other_files_are_one_run(void **state)
{
    struct vec runs = vec_of(sizeof(struct osm_run));
    (void)state;
    osm_runs(scratch_text(&scratch, "map.osm", "<osm version='0.6'/>"), 1, &runs);
    osm_runs("/nowhere/at/all.osm.pbf", 1, &runs);
    assert_int_equal(runs.count, 2);
    vec_finish(&runs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dense_nodes_come_through),
        cmocka_unit_test(plain_nodes_come_through),
        cmocka_unit_test(ways_come_through),
        cmocka_unit_test(relations_come_through),
        cmocka_unit_test(granularity_counts),
        cmocka_unit_test(strange_places_are_dropped),
        cmocka_unit_test(bad_tags_are_refused),
        cmocka_unit_test(bad_lengths_are_refused),
        cmocka_unit_test(wrong_bytes_are_mended),
        cmocka_unit_test(features_are_checked),
        cmocka_unit_test(blobs_are_checked),
        cmocka_unit_test(sizes_are_limited),
        cmocka_unit_test(blocks_do_not_swell),
        cmocka_unit_test(only_wanted_kinds_are_unpacked),
        cmocka_unit_test(runs_together_are_the_file),
        cmocka_unit_test(a_run_fails_as_the_file_does),
        cmocka_unit_test(other_files_are_one_run),
    };
    scratch_init(&scratch);
    findings_init(&findings);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    findings_finish(&findings);
    scratch_finish(&scratch);
    return failed;
}
