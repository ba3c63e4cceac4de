#include "feeds/table/table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/memory.h"
#include "tests/scratch.h"

static struct scratch scratch;

/* Rows as `line:id|name`, one behind the other, each followed by a blank. */
struct seen {
    char cut[16]; /* a letter a row: ! where something was lost */
    char text[512];
    uint32_t rows, stop_after;
    bool present[2];
};

static bool on_row(void *context, const struct row *row)
{
    struct seen *seen = context;
    size_t used = strlen(seen->text);
    snprintf(seen->text + used, sizeof seen->text - used, "%u:%.*s|%.*s ", row->line,
             (int)(row->fields[0].length > 40 ? 40 : row->fields[0].length), row->fields[0].text,
             (int)row->fields[1].length, row->fields[1].text);
    if (seen->rows + 1 < sizeof seen->cut)
        seen->cut[seen->rows] = row->cut ? '!' : '.';
    seen->rows++;
    seen->present[0] = row->present[0];
    seen->present[1] = row->present[1];
    return seen->rows != seen->stop_after;
}

static struct seen seen;
static struct findings findings;
static struct error error;

static bool read_bytes(const char *bytes, size_t size)
{
    static const char *const columns[] = {"stop_id", "stop_name", NULL};
    struct input *input;
    uint32_t stop_after = seen.stop_after;
    findings_finish(&findings);
    findings_init(&findings);
    error = (struct error){0};
    seen = (struct seen){.stop_after = stop_after};
    scratch_write(&scratch, "stops.txt", bytes, size);
    assert_true(input_open(&input, scratch.path, NULL, &error));
    bool read = table_read(input, "stops.txt", columns, on_row, &seen, &findings, &error);
    input_close(input);
    return read;
}

static void assert_rows(const char *text, const char *rows)
{
    if (!read_bytes(text, strlen(text)))
        fail_msg("%s: %s", error.place, error.text);
    assert_string_equal(seen.text, rows);
}

static void assert_finding(const char *code, uint64_t count, uint32_t line)
{
    const struct finding *finding = findings_find(&findings, code);
    if (!finding)
        fail_msg("no finding %s", code);
    assert_int_equal(finding->count, count);
    assert_int_equal(finding->places[0].line, line);
    assert_string_equal(finding->places[0].file, "stops.txt");
}

static void assert_fails(const char *bytes, size_t size, const char *place, const char *words)
{
    assert_false(read_bytes(bytes, size));
    if (!strstr(error.place, place) || !strstr(error.text, words))
        fail_msg("\"%s\": \"%s\", not \"%s\": \"%s\"", error.place, error.text, place, words);
}

static void test_columns_come_by_name(void **state)
{
    (void)state;
    assert_rows("stop_name,x,stop_id\nCentral,1,A\n", "2:A|Central ");
    assert_rows("stop_id\nA\n", "2:A| ");
    assert_true(seen.present[0]);
    assert_false(seen.present[1]);
    assert_int_equal(findings.items.count, 0);
}

static void test_every_line_end_counts_once(void **state)
{
    (void)state;
    assert_rows("stop_id,stop_name\r\nA,a\r\n\r\nB,b", "2:A|a 4:B|b ");
    assert_rows("\n\nstop_id,stop_name\n\nA,a\n  \nB,b\n\n", "5:A|a 7:B|b ");
    assert_rows("stop_id,stop_name\rA,a\rB,b\r", "2:A|a 3:B|b ");
    assert_finding("lines_end_in_cr", 1, 1);
}

static void test_quotes_hide_commas_quotes_and_lines(void **state)
{
    (void)state;
    assert_rows("stop_id,stop_name\n\"A\",\"a, \"\"b\"\"\"\nB,\"two\nlines\"\nC,c\n",
                "2:A|a, \"b\" 3:B|two\nlines 5:C|c ");
    assert_rows("\"stop_id\",\"stop_name\"\n A , a \nB,\" b \"\n", "2:A|a 3:B|b ");
}

static void test_heads_may_be_untidy(void **state)
{
    (void)state;
    assert_rows("\xef\xbb\xbfstop_id,stop_name\nA,a\n", "2:A|a ");
    assert_int_equal(findings.items.count, 0);
    assert_rows("stop_id , Stop_Name\nA,a\n", "2:A|a ");
    assert_finding("column_name_blanks", 1, 1);
    assert_finding("column_name_case", 1, 1);
    assert_rows("stop_id,stop_name,x,x\nA,a,1,2\n", "2:A|a ");
}

static void test_rows_may_be_too_narrow_or_too_wide(void **state)
{
    (void)state;
    assert_rows("stop_id,x,stop_name\nA,1,a\nB\nC,1,c,d\n,,\n\"\",,\n", "2:A|a 3:B| 4:C|c ");
    assert_finding("row_too_narrow", 1, 3);
    assert_finding("row_too_wide", 1, 4);
}

/* What a reader of prices has to know: in what rows something was lost. */
static void test_rows_may_be_cut(void **state)
{
    (void)state;
    static const char text[] = "stop_id,x,stop_name\nA,1,a\nB,1,b, c\nC,1,c, ,\n\"D\nd\",1,d\n"
                               "E,1,\"e\nF,1,f\"\n\"G,1,g\n\"H\",1,h\nI,1\n";
    assert_true(read_bytes(text, sizeof text - 1));
    assert_string_equal(seen.cut, ".!..!!.");
    assert_int_equal(table_dropped(&findings), 0);
}

static void test_other_encodings_are_mended(void **state)
{
    (void)state;
    assert_rows("stop_id,stop_name\nA,Caf\xe9\nB,\xc3\xa9\nC,\x80\x81\nD,d\n",
                "2:A|Caf\xc3\xa9 3:B|\xc3\xa9 4:C|\xe2\x82\xac\xef\xbf\xbd 5:D|d ");
    assert_finding("text_not_utf8", 2, 2);
    static const char nul[] = "stop_id,stop_name\nA,a\0b\nB,b\n";
    assert_true(read_bytes(nul, sizeof nul - 1));
    assert_string_equal(seen.text, "2:A|ab 3:B|b ");
    assert_finding("nul_bytes", 1, 2);
}

static void test_what_is_no_utf8(void **state)
{
    (void)state;
    static const char *const wrong[] = {"\xc0\xaf",         "\xe0\x9f\xbf",     "\xed\xa0\x80",
                                        "\xf4\x90\x80\x80", "\xf0\x8f\xbf\xbf", "\xc3",
                                        "\xe2\x82"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        char text[64];
        snprintf(text, sizeof text, "stop_id,stop_name\nA,%s\n", wrong[i]);
        assert_true(read_bytes(text, strlen(text)));
        assert_finding("text_not_utf8", 1, 2);
    }
    assert_rows("stop_id,stop_name\nA,\xf0\x9f\x9a\x8b\xef\xbf\xbd\n",
                "2:A|\xf0\x9f\x9a\x8b\xef\xbf\xbd ");
    assert_int_equal(findings.items.count, 0);
}

static void test_reading_ends_when_the_caller_says(void **state)
{
    (void)state;
    seen.stop_after = 1;
    const char *text = "stop_id,stop_name\nA,a\nB,b\nC,\"open";
    assert_true(read_bytes(text, strlen(text)));
    assert_int_equal(seen.rows, 1);
    seen.stop_after = 0;
}

static void test_files_without_rows(void **state)
{
    (void)state;
    assert_rows("stop_id,stop_name\n", "");
    assert_rows("stop_id,stop_name", "");
    assert_int_equal(findings.items.count, 0);
    assert_rows("", "");
    assert_finding("file_empty", 1, 0);
    assert_rows("\n\n", "");
    assert_finding("file_empty", 1, 0);
}

static void test_an_open_quote_is_an_error_where_it_opens(void **state)
{
    (void)state;
    const char *text = "stop_id,stop_name\nA,a\nP,\"P\nQ,Q\n";
    assert_fails(text, strlen(text), "stops.txt:3", "never closed");
    assert_int_equal(seen.rows, 1);

    size_t size = 4 << 20;
    char *bytes = memory_resize(NULL, size, 1);
    memset(bytes, '\n', size);
    memcpy(bytes, "stop_id\n\"", 9);
    assert_fails(bytes, size, "stops.txt:2", "not closed within 1 MiB");
    memset(bytes, 'x', size);
    memcpy(bytes, "stop_id\n", 8);
    assert_fails(bytes, size, "stops.txt:2", "longer than 1 MiB");
    memory_free(bytes);
}

static void test_a_doubled_or_endless_head_is_refused(void **state)
{
    (void)state;
    const char *text = "stop_id,stop_name,STOP_ID\nA,a,B\n";
    assert_fails(text, strlen(text), "stops.txt:1", "stop_id twice");
    assert_int_equal(seen.rows, 0);
    static char wide[4096];
    for (size_t i = 0; i < sizeof wide; i += 2)
        memcpy(wide + i, "c,", 2);
    assert_fails(wide, 2 * TABLE_COLUMNS_MAX + 1, "stops.txt:1", "1,024 columns");
    assert_true(read_bytes(wide, 2 * TABLE_COLUMNS_MAX - 1));
    assert_fails("\xff\xfes\0t\0", 6, "stops.txt:1", "UTF-16");
}

static void test_long_values_and_rows_are_dropped(void **state)
{
    (void)state;
    size_t size = (TABLE_FIELD_MAX + 2) * 18 + 100, at;
    char *bytes = memory_resize(NULL, size, 1);
    at = (size_t)snprintf(bytes, size, "stop_id,stop_name\n");
    memset(bytes + at, 'x', TABLE_FIELD_MAX);
    at += TABLE_FIELD_MAX;
    at += (size_t)snprintf(bytes + at, size - at, ",fits\ny");
    memset(bytes + at, 'x', TABLE_FIELD_MAX);
    at += TABLE_FIELD_MAX;
    at += (size_t)snprintf(bytes + at, size - at, ",does not\nA,a\n");
    assert_true(read_bytes(bytes, at));
    assert_int_equal(seen.rows, 2);
    assert_finding("field_too_long", 1, 3);

    at = (size_t)snprintf(bytes, size, "stop_id,stop_name\nB,b");
    for (int i = 0; i < 17; i++) {
        bytes[at++] = ',';
        memset(bytes + at, 'x', TABLE_FIELD_MAX);
        at += TABLE_FIELD_MAX;
    }
    at += (size_t)snprintf(bytes + at, size - at, "\nA,a\n");
    assert_true(read_bytes(bytes, at));
    assert_string_equal(seen.text, "3:A|a ");
    assert_finding("row_too_long", 1, 2);
    memory_free(bytes);
}

static void test_a_long_value_leaves_those_before_it_alone(void **state)
{
    (void)state;
    static char bytes[TABLE_FIELD_MAX + 100];
    size_t at = (size_t)snprintf(bytes, sizeof bytes, "stop_id,stop_name\nA1,");
    memset(bytes + at, 'x', TABLE_FIELD_MAX);
    at += TABLE_FIELD_MAX;
    at += (size_t)snprintf(bytes + at, sizeof bytes - at, "\nB,b\n");
    assert_true(read_bytes(bytes, at));
    assert_memory_equal(seen.text, "2:A1|xxx", 8);
    assert_int_equal(seen.rows, 2);
}

static void test_blocks_may_end_anywhere(void **state)
{
    (void)state;
    /* Rows of 12 bytes over more than one block, moved on by a byte each time. */
    enum { ROWS = 6000 };
    char *bytes = memory_resize(NULL, ROWS + 2, 16);
    for (int shift = 0; shift < 12; shift++) {
        size_t at = (size_t)snprintf(bytes, 32, "stop_name,%.*s,stop_id\n", shift, "xxxxxxxxxxxx");
        for (int i = 0; i < ROWS; i++)
            at += (size_t)snprintf(bytes + at, 16, "\"\xc3\xa9\n\",,%04d\n", i);
        assert_true(read_bytes(bytes, at));
        assert_int_equal(seen.rows, ROWS);
        assert_int_equal(findings.items.count, 0);
        assert_memory_equal(seen.text, "2:0000|\xc3\xa9 4:0001|\xc3\xa9 6:", 22);
    }
    memory_free(bytes);
}

static int make_scratch(void **state)
{
    (void)state;
    scratch_init(&scratch);
    findings_init(&findings);
    return 0;
}

static int end_scratch(void **state)
{
    (void)state;
    scratch_finish(&scratch);
    findings_finish(&findings);
    return 0;
}

/* Semicolons separate in members called .csv whose head holds no comma; nowhere else. */
static void test_semicolons_in_csv_files(void **state)
{
    static const char *const columns[] = {"stop_id", "stop_name", NULL};
    static const struct {
        const char *member, *text, *rows;
    } cases[] = {
        {"a.csv", "stop_id;stop_name\n1;A, B\n", "2:1|A, B "},
        {"a.csv", "stop_id,stop_name\n1,A; B\n", "2:1|A; B "},
        {"a.txt", "stop_id;stop_name\n1;A\n", "2:| "},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct input *input;
        struct error unused = {0};
        const char *path = scratch_text(&scratch, cases[i].member, cases[i].text);
        seen = (struct seen){.stop_after = 0};
        assert_true(input_open_file(&input, path, NULL, &unused));
        assert_true(table_read(input, cases[i].member, columns, on_row, &seen, &findings, &unused));
        assert_string_equal(seen.text, cases[i].rows);
        input_close(input);
    }
}

static void note_column(void *context, const char *name, size_t length)
{
    char *text = context;
    size_t used = strlen(text);
    snprintf(text + used, 200 - used, "%.*s|", (int)length, name);
}

static void test_the_head_alone(void **state)
{
    (void)state;
    static const char bytes[] = "\xef\xbb\xbf stop_id ,\"a,b\",\r\n1,\"never closed\n";
    char text[200] = "";
    struct input *input;
    scratch_write(&scratch, "stops.txt", bytes, sizeof bytes - 1);
    assert_true(input_open(&input, scratch.path, NULL, &error));
    assert_true(table_columns(input, "stops.txt", note_column, text, &error));
    assert_string_equal(text, "stop_id|a,b||");
    assert_false(table_columns(input, "nowhere.txt", note_column, text, &error));
    input_close(input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_columns_come_by_name),
        cmocka_unit_test(test_every_line_end_counts_once),
        cmocka_unit_test(test_quotes_hide_commas_quotes_and_lines),
        cmocka_unit_test(test_heads_may_be_untidy),
        cmocka_unit_test(test_rows_may_be_too_narrow_or_too_wide),
        cmocka_unit_test(test_rows_may_be_cut),
        cmocka_unit_test(test_other_encodings_are_mended),
        cmocka_unit_test(test_what_is_no_utf8),
        cmocka_unit_test(test_reading_ends_when_the_caller_says),
        cmocka_unit_test(test_files_without_rows),
        cmocka_unit_test(test_an_open_quote_is_an_error_where_it_opens),
        cmocka_unit_test(test_a_doubled_or_endless_head_is_refused),
        cmocka_unit_test(test_long_values_and_rows_are_dropped),
        cmocka_unit_test(test_a_long_value_leaves_those_before_it_alone),
        cmocka_unit_test(test_semicolons_in_csv_files),
        cmocka_unit_test(test_blocks_may_end_anywhere),
        cmocka_unit_test(test_the_head_alone),
    };
    return cmocka_run_group_tests(tests, make_scratch, end_scratch);
}
