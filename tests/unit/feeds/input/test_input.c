#include "feeds/input/input.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "tests/scratch.h"

static struct scratch scratch;

struct taken {
    char text[256];
    size_t size, all;
};

static bool take(void *context, const char *bytes, size_t size)
{
    struct taken *taken = context;
    size_t room = sizeof taken->text - 1 - taken->size, kept = size < room ? size : room;
    memcpy(taken->text + taken->size, bytes, kept);
    taken->size += kept;
    taken->all += size;
    return true;
}

/* Opens the path and reads stops.txt to its end; the text of the error when one of them fails. */
static const char *read_stops(const char *path, const struct input_limits *limits,
                              struct taken *taken)
{
    static struct error error;
    struct input *input;
    error = (struct error){0};
    *taken = (struct taken){.size = 0};
    if (!input_open(&input, path, limits, &error)) {
        assert_null(input);
        return error.text;
    }
    bool read = input_read(input, "stops.txt", take, taken, &error);
    input_close(input);
    return read ? NULL : error.text;
}

static void assert_complains(const char *path, const char *words)
{
    struct taken taken;
    const char *text = read_stops(path, NULL, &taken);
    if (!text)
        fail_msg("%s was read, but \"%s\" was expected", path, words);
    if (!strstr(text, words))
        fail_msg("\"%s\" does not say \"%s\"", text, words);
}

static const char *zip_of(const struct packed *members)
{
    return scratch_zip(&scratch, "feed.zip", members);
}

static void test_reads_a_folder_and_a_zip_alike(void **state)
{
    (void)state;
    scratch_text(&scratch, "feed/stops.txt", "stop_id\nA\n");
    scratch_text(&scratch, "feed/Trips.TXT", "trip_id\n");
    scratch_text(&scratch, "feed/.hidden", "x");
    const char *zip = zip_of((struct packed[]){{.name = "trips.txt", .text = "trip_id\n"},
                                               {.name = "stops.txt", .text = "stop_id\nA\n"},
                                               {0}});
    const char *paths[] = {scratch_path(&scratch, "feed"), zip};
    uint64_t sums[2];
    for (int i = 0; i < 2; i++) {
        struct error error;
        struct input *input;
        struct taken taken = {.size = 0};
        assert_true(input_open(&input, paths[i], NULL, &error));
        assert_int_equal(input_count(input), 2);
        assert_string_equal(input_name(input, 1), "trips.txt");
        assert_true(input_has(input, "trips.txt"));
        assert_false(input_has(input, ".hidden"));
        assert_true(input_read(input, i ? "stops.txt" : "trips.txt", take, &taken, &error));
        uint64_t half = input_sum(input);
        assert_true(input_read(input, i ? "trips.txt" : "stops.txt", take, &taken, &error));
        sums[i] = input_sum(input);
        assert_int_not_equal(half, sums[i]);
        assert_int_equal(taken.all, 18);
        assert_false(input_read(input, "routes.txt", take, &taken, &error));
        assert_int_equal(error.kind, ERROR_MISSING);
        input_close(input);
    }
    assert_int_equal(sums[0], sums[1]);
}

static void assert_reads_with_note(const struct packed *members, const char *code)
{
    struct input *input;
    struct error error;
    struct taken taken = {.size = 0};
    struct findings findings;
    findings_init(&findings);
    assert_true(input_open(&input, zip_of(members), NULL, &error));
    assert_true(input_read(input, "stops.txt", take, &taken, &error));
    input_report(input, &findings);
    if (code)
        assert_non_null(findings_find(&findings, code));
    else
        assert_int_equal(findings.items.count, 0);
    input_close(input);
    findings_finish(&findings);
}

static void test_finds_tables_wherever_they_are(void **state)
{
    (void)state;
    assert_reads_with_note((struct packed[]){{.name = "STOPS.TXT", .text = "a"}, {0}}, NULL);
    assert_reads_with_note((struct packed[]){{.name = "stops.txt", .text = "a"},
                                             {.name = "__MACOSX/._stops.txt", .text = "b"},
                                             {0}},
                           NULL);
    assert_reads_with_note((struct packed[]){{.name = "feed/", .text = ""},
                                             {.name = "feed/stops.txt", .text = "a"},
                                             {0}},
                           "archive_folder");
    assert_reads_with_note((struct packed[]){{.name = "feed\\stops.txt", .text = "a"}, {0}},
                           "archive_folder");
    assert_reads_with_note((struct packed[]){{.name = "old/stops.txt", .text = "b"},
                                             {.name = "stops.txt", .text = "a"},
                                             {0}},
                           "archive_elsewhere");
    assert_reads_with_note((struct packed[]){{.name = "stops.txt", .text = "a"},
                                             {.name = "../../stops.txt", .text = "b"},
                                             {0}},
                           "archive_strange_name");
}

static void test_what_lies_outside_is_not_read(void **state)
{
    (void)state;
    assert_complains(zip_of((struct packed[]){{.name = "trips.txt", .text = "a"},
                                              {.name = "/stops.txt", .text = "b"},
                                              {.name = "C:\\stops.txt", .text = "b"},
                                              {.name = "..\\stops.txt", .text = "b"},
                                              {0}}),
                     "has no stops.txt");
    assert_complains(
        zip_of((struct packed[]){
            {.name = "stops.txt", .text = "/etc/passwd", .mode = S_IFLNK | 0777}, {0}}),
        "has no stops.txt");
}

static void test_refuses_what_is_ambiguous(void **state)
{
    (void)state;
    assert_complains(zip_of((struct packed[]){{.name = "stops.txt", .text = "a"},
                                              {.name = "Stops.txt", .text = "b"},
                                              {0}}),
                     "two members are named stops.txt");
    assert_complains(zip_of((struct packed[]){{.name = "a/stops.txt", .text = "a"},
                                              {.name = "b/stops.txt", .text = "b"},
                                              {0}}),
                     "two folders, a/ and b/");
    assert_complains(zip_of((struct packed[]){{.name = "trips.txt", .text = "abcdefgh"},
                                              {.name = "stops.txt", .text = "b", .back = 4},
                                              {0}}),
                     "overlap");
}

static void test_refuses_damage(void **state)
{
    (void)state;
    assert_complains(
        zip_of((struct packed[]){{.name = "stops.txt", .text = "abc", .claim_sum = 1}, {0}}),
        "CRC error");
    assert_complains(
        zip_of((struct packed[]){{.name = "stops.txt", .text = "abc", .method = 77}, {0}}),
        "cannot be unpacked");
    assert_complains(
        zip_of((struct packed[]){{.name = "stops.txt", .text = "abc", .flags = 1}, {0}}),
        "cannot be unpacked");
    assert_complains(
        zip_of((struct packed[]){{.name = "stops.txt", .text = "\x03\x00", .method = 8}, {0}}),
        "damaged");
}

static void test_a_size_that_lies_is_found(void **state)
{
    (void)state;
    /* Deflated "aaa": stored blocks could not lie without leaving the file. */
    static const char deflated[] = "KLL\4";
    const struct packed member = {.name = "stops.txt",
                                  .text = deflated,
                                  .size = 5,
                                  .method = 8,
                                  .claim_size = 4000000000u,
                                  .claim_sum = 0xf007732d};
    assert_complains(zip_of((struct packed[]){member, {0}}), "where the zip says 4000000000");
}

static void test_says_what_it_is_instead(void **state)
{
    (void)state;
    static const struct {
        const char *bytes, *words;
    } cases[] = {
        {"", "empty"},
        {"\x1f\x8b\x08", "gzip"},
        {"\n <!DOCTYPE HTML><title>404</title>", "web page"},
        {"<?xml version='1.0'?>", "XML"},
        {"{\"feeds\": []}", "JSON"},
        {"stop_id,stop_name\n", "neither a zip nor a folder"},
        {"PK\3\4 and then nothing", "cut short"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_complains(scratch_text(&scratch, "odd", cases[i].bytes), cases[i].words);
    assert_complains(scratch_path(&scratch, "absent"), "cannot open it");
    assert_complains("/dev/null", "neither a folder nor a file");
}

static void test_limits_are_kept(void **state)
{
    (void)state;
    struct taken taken;
    struct input_limits limits = input_limits_default;
    const struct packed members[] = {
        {.name = "stops.txt", .text = "0123456789"}, {.name = "trips.txt", .text = "b"}, {0}};
    limits.member_bytes_max = 10;
    assert_null(read_stops(zip_of(members), &limits, &taken));
    limits.member_bytes_max = 9;
    assert_non_null(strstr(read_stops(zip_of(members), &limits, &taken), "larger than 9 bytes"));
    limits = input_limits_default;
    limits.bytes_max = 9;
    assert_non_null(strstr(read_stops(zip_of(members), &limits, &taken), "9 bytes in all"));
    limits = input_limits_default;
    limits.members_max = 1;
    assert_non_null(strstr(read_stops(zip_of(members), &limits, &taken), "more than 1"));
    scratch_text(&scratch, "two/stops.txt", "a");
    scratch_text(&scratch, "two/trips.txt", "a");
    assert_non_null(
        strstr(read_stops(scratch_path(&scratch, "two"), &limits, &taken), "more than 1"));
}

/* Deflates `count` times 258 equal bytes by one literal and runs, in the fixed code. */
static size_t deflate_runs(char *into, size_t count)
{
    uint64_t bits = 0;
    int held = 0;
    size_t size = 0;
    /* Block head 011 (last, fixed), literal 0 as 00110000; codes stand with their first bit low. */
    uint32_t next = 3 | 0x0c << 3;
    int length = 11;
    for (size_t i = 0; i <= count; i++) {
        bits |= (uint64_t)next << held;
        for (held += length; held >= 8; held -= 8, bits >>= 8)
            into[size++] = (char)(bits & 0xff);
        next = 0xa3; /* 11000101 reversed: length 258; then 00000: distance 1 */
        length = 13;
    }
    into[size++] = (char)bits;
    return size;
}

static void test_a_bomb_is_recognised_by_its_ratio(void **state)
{
    (void)state;
    static char packed[200000];
    struct taken taken;
    struct input_limits limits = input_limits_default;
    size_t size = deflate_runs(packed, 100000);
    const struct packed members[] = {
        {.name = "stops.txt", .text = packed, .size = size, .method = 8, .claim_size = 25800001},
        {0}};
    limits.ratio_max = 100;
    assert_non_null(strstr(read_stops(zip_of(members), &limits, &taken), "zip bomb"));
    assert_in_range(taken.all, 10 << 20, (16 << 20) + (64 << 10));
}

static int make_scratch(void **state)
{
    (void)state;
    scratch_init(&scratch);
    return 0;
}

static int end_scratch(void **state)
{
    (void)state;
    scratch_finish(&scratch);
    return 0;
}

/* `1,A` and a line end, packed by gzip -n9. */
static const unsigned char packed_row[] = {0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00,
                                           0x02, 0x03, 0x33, 0xd4, 0x71, 0xe4, 0x02, 0x00,
                                           0x06, 0x68, 0x33, 0x51, 0x04, 0x00, 0x00, 0x00};

static bool read_file(const char *path, struct taken *taken, struct error *error)
{
    struct input *input;
    *taken = (struct taken){.size = 0};
    if (!input_open_file(&input, path, NULL, error))
        return false;
    assert_int_equal(input_count(input), 1);
    assert_string_equal(input_name(input, 0), "a.csv");
    bool read = input_read(input, "a.csv", take, taken, error);
    input_close(input);
    return read;
}

static void one_file_is_an_input_too(void **state)
{
    (void)state;
    struct taken taken;
    struct error error = {0};
    assert_true(read_file(scratch_text(&scratch, "A.csv", "1,A\n"), &taken, &error));
    assert_string_equal(taken.text, "1,A\n");
    const char *path = scratch_write(&scratch, "a.csv.gz", packed_row, sizeof packed_row);
    assert_true(read_file(path, &taken, &error));
    assert_string_equal(taken.text, "1,A\n");
    path = scratch_write(&scratch, "a.csv.gz", packed_row, sizeof packed_row - 6);
    assert_false(read_file(path, &taken, &error));
    assert_int_equal(error.kind, ERROR_CORRUPT);
    assert_false(read_file("/nowhere/a.csv", &taken, &error));
    assert_int_equal(error.kind, ERROR_MISSING);
    assert_false(read_file(scratch.path, &taken, &error));
    assert_int_equal(error.kind, ERROR_INPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reads_a_folder_and_a_zip_alike),
        cmocka_unit_test(test_finds_tables_wherever_they_are),
        cmocka_unit_test(test_what_lies_outside_is_not_read),
        cmocka_unit_test(test_refuses_what_is_ambiguous),
        cmocka_unit_test(test_refuses_damage),
        cmocka_unit_test(test_a_size_that_lies_is_found),
        cmocka_unit_test(test_says_what_it_is_instead),
        cmocka_unit_test(test_limits_are_kept),
        cmocka_unit_test(test_a_bomb_is_recognised_by_its_ratio),
        cmocka_unit_test(one_file_is_an_input_too),
    };
    return cmocka_run_group_tests(tests, make_scratch, end_scratch);
}
