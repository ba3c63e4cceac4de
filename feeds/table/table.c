#include "feeds/table/table.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "engine/base/memory.h"
#include "engine/base/utf8.h"
#include "feeds/table/reader.h"

/* The two of libcsv's states (parser.pstate) that matter here; its header does not name them. */
#define BETWEEN_ROWS 0
#define INSIDE_FIELD 2

#define TEXT_ROOM ((size_t)4096) /* bytes of a row to begin with */
#define LINES_MAX ((uint32_t)INT32_MAX)

void reader_fail(struct reader *reader, enum error_kind kind, uint32_t line, const char *text)
{
    if (reader->failed)
        return;
    char place[192];
    snprintf(place, sizeof place, "%s:%s:%u", input_path(reader->input), reader->file, line);
    error_set(reader->error, kind, place, "%s", text);
    reader->failed = true;
}

static void note(struct reader *reader, const char *code, enum finding_action action,
                 const char *text)
{
    findings_add(reader->findings, code, action, text, reader->file, reader->row_line, NULL, 0);
}

/* Place for `size` more bytes of the row at hand; values kept so far move along. */
static char *make_room(struct reader *reader, size_t size)
{
    if (reader->used + size > reader->room) {
        size_t room = 2 * (reader->used + size);
        char *text = memory_resize(NULL, room, 1);
        memcpy(text, reader->text, reader->used);
        for (uint32_t i = 0; i < reader->asked; i++)
            if (reader->fields[i].length)
                reader->fields[i].text = text + (reader->fields[i].text - reader->text);
        memory_free(reader->text);
        reader->text = text;
        reader->room = room;
    }
    return reader->text + reader->used;
}

/* A value in another encoding becomes UTF-8; it grows to three times its size at most. */
static void keep_foreign(struct reader *reader, int slot, const char *text, size_t length)
{
    char *into = make_room(reader, 3 * length);
    size_t written = text_from_1252(into, text, length);
    reader->fields[slot] = (struct field){into, written};
    reader->used += written;
    findings_add(reader->findings, "text_not_utf8", FINDING_MENDED,
                 "a value is not UTF-8; it was read as Windows-1252", reader->file,
                 reader->row_line, into, written);
}

/* NUL bytes end texts in C and mean nothing in a table: they are left out. */
static size_t without_nul(struct reader *reader, char *text, size_t length)
{
    size_t kept = 0;
    for (size_t i = 0; i < length; i++)
        if (text[i])
            text[kept++] = text[i];
    if (kept < length)
        note(reader, "nul_bytes", FINDING_MENDED, "a value holds NUL bytes; they were left out");
    return kept;
}

static void keep(struct reader *reader, int slot, char *text, size_t length)
{
    if (reader->row_kind & BYTES_NUL)
        length = without_nul(reader, text, length);
    const char *start = text;
    text_trim(&start, &length);
    reader->fields[slot] = (struct field){"", 0};
    if (length > TABLE_FIELD_MAX)
        reader->fault = "field_too_long";
    if (reader->fault || reader->row_bytes > TABLE_ROW_MAX)
        return;
    if ((reader->row_kind & BYTES_WIDE) && utf8_valid_prefix(start, length) < length) {
        keep_foreign(reader, slot, start, length);
        return;
    }
    char *into = make_room(reader, length);
    memcpy(into, start, length);
    reader->fields[slot] = (struct field){into, length};
    reader->used += length;
}

static bool is_blank(const char *text, size_t length)
{
    text_trim(&text, &length);
    return length == 0;
}

/* Whether a value reads as if its quote had been forgotten, so that it ends in a row below. */
static bool swallows(struct reader *reader, const char *text, size_t length)
{
    const char *end = text + length;
    const char *below = memchr(text, reader->newline, length);
    return below && (memchr(below, csv_get_delim(&reader->parser), (size_t)(end - below)) ||
                     memchr(below, '"', (size_t)(end - below)));
}

static void take_field(void *text, size_t length, void *context)
{
    struct reader *reader = context;
    if (reader->stopped || reader->failed)
        return;
    if (!reader->head_read) {
        columns_take(reader, text, length);
        return;
    }
    reader->row_bytes += length + 1;
    if (reader->line > reader->row_line)
        reader->cut |= swallows(reader, text, length);
    uint32_t column = reader->column++;
    int slot = column < TABLE_COLUMNS_MAX ? reader->slots[column] : -1;
    if (slot >= 0)
        keep(reader, slot, text, length);
    else if (column >= reader->head)
        reader->cut |= !is_blank(text, length);
}

/* A row that is not as wide as the head: what it lacks is empty, what it has too much is unread. */
static void fit_row(struct reader *reader)
{
    if (reader->column > reader->head) {
        note(reader, "row_too_wide", FINDING_NOTED,
             "a row has more values than the head has columns; the rest was not read");
        return;
    }
    note(reader, "row_too_narrow", FINDING_NOTED,
         "a row has fewer values than the head has columns; the rest counts as empty");
    for (uint32_t column = reader->column; column < reader->head; column++)
        if (reader->slots[column] >= 0)
            reader->fields[reader->slots[column]] = (struct field){"", 0};
}

static const char *fault_text(const char *code)
{
    if (strcmp(code, "field_too_long") == 0)
        return "a value is longer than 64 KiB";
    return "a row is longer than 1 MiB";
}

static void deliver(struct reader *reader)
{
    if (reader->row_bytes == reader->column)
        return; /* Nothing but commas. */
    if (reader->row_bytes > TABLE_ROW_MAX)
        reader->fault = "row_too_long";
    if (reader->fault) {
        note(reader, reader->fault, FINDING_ROW, fault_text(reader->fault));
        return;
    }
    if (reader->column != reader->head)
        fit_row(reader);
    struct row row = {.file = reader->file,
                      .line = reader->row_line,
                      .fields = reader->fields,
                      .present = reader->present,
                      .cut = reader->cut};
    reader->stopped = !reader->row(reader->context, &row);
}

static void take_row(int terminator, void *context)
{
    struct reader *reader = context;
    (void)terminator;
    if (reader->stopped || reader->failed)
        return;
    if (reader->head_read)
        deliver(reader);
    else
        columns_close(reader);
    reader->column = 0;
    reader->used = reader->row_bytes = 0;
    reader->fault = NULL;
    reader->cut = false;
    reader->row_kind = reader->segment_kind; /* The rest of the segment is the next row's. */
}

/* Offices write semicolons where commas are decimal; a head without a comma shows it. Members of
 * GTFS are called .txt, and their commas are the standard's. */
static void choose_delimiter(struct reader *reader, const char *head, size_t length)
{
    size_t name = strlen(reader->file);
    if (name > 4 && strcasecmp(reader->file + name - 4, ".csv") == 0 && memchr(head, ';', length) &&
        !memchr(head, ',', length))
        csv_set_delim(&reader->parser, ';');
}

/* libcsv knows no lines, so it gets one physical line (or the block's share of one) at a time. */
static void take_segment(struct reader *reader, const char *text, size_t length, unsigned kind)
{
    bool fresh = reader->parser.pstate == BETWEEN_ROWS;
    reader->segment_kind = kind ? text_kind(text, length) : 0;
    reader->row_kind = reader->segment_kind | (fresh ? 0 : reader->row_kind);
    if (fresh)
        reader->row_line = reader->line;
    if (!reader->head_read && fresh) {
        choose_delimiter(reader, text, length);
        columns_note_blanks(reader, text, length);
    }
    if (csv_parse(&reader->parser, text, length, take_field, take_row, reader) != length)
        reader_fail(reader, ERROR_LIMIT, reader->row_line, "the row does not fit into memory");
    if (reader->parser.entry_pos > TABLE_ROW_MAX)
        reader_fail(reader, ERROR_LIMIT, reader->row_line,
                    reader->parser.quoted ? "a quote opened in this row is not closed within 1 MiB"
                                          : "a value is longer than 1 MiB");
}

static size_t skip_mark(struct reader *reader, const char *bytes, size_t size)
{
    if (size >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0)
        return 3;
    if (size >= 2 && (memcmp(bytes, "\xff\xfe", 2) == 0 || memcmp(bytes, "\xfe\xff", 2) == 0))
        reader_fail(reader, ERROR_INPUT, 1, "is in UTF-16; it must be saved as UTF-8");
    return 0;
}

/* Old files end their lines with CR alone: then these are the lines to count. */
static void choose_newline(struct reader *reader, const char *bytes, size_t size)
{
    bool feeds = memchr(bytes, '\n', size), returns = memchr(bytes, '\r', size);
    if (feeds || returns)
        reader->newline = feeds ? '\n' : '\r';
    if (returns && !feeds)
        note(reader, "lines_end_in_cr", FINDING_NOTED,
             "lines end with a carriage return alone; they were read all the same");
}

static bool take_block(void *context, const char *bytes, size_t size)
{
    struct reader *reader = context;
    const char *at = bytes, *end = bytes + size;
    if (reader->line == 0) {
        at += skip_mark(reader, bytes, size);
        reader->line = reader->row_line = 1;
    }
    if (!reader->newline)
        choose_newline(reader, at, (size_t)(end - at));
    unsigned kind = text_kind(at, (size_t)(end - at));
    while (at < end && !reader->stopped && !reader->failed) {
        const char *newline =
            reader->newline ? memchr(at, reader->newline, (size_t)(end - at)) : NULL;
        const char *next = newline ? newline + 1 : end;
        take_segment(reader, at, (size_t)(next - at), kind);
        reader->line += newline != NULL;
        at = next;
        if (reader->line > LINES_MAX)
            reader_fail(reader, ERROR_LIMIT, reader->line, "has more than 2,147,483,647 lines");
    }
    return !reader->stopped && !reader->failed;
}

static void finish_rows(struct reader *reader)
{
    if (reader->parser.quoted && reader->parser.pstate == INSIDE_FIELD)
        reader_fail(reader, ERROR_INPUT, reader->row_line,
                    "a quote opened in this row is never closed");
    if (!reader->failed && !reader->stopped)
        csv_fini(&reader->parser, take_field, take_row, reader);
    if (!reader->failed && !reader->head_read)
        findings_add(reader->findings, "file_empty", FINDING_NOTED,
                     "a file is empty; not even a head is there", reader->file, 0, NULL, 0);
}

static bool read_rows(struct reader *reader)
{
    if (csv_init(&reader->parser, 0) != 0)
        return error_set(reader->error, ERROR_SYSTEM, reader->file, "no memory for the reader");
    csv_set_blk_size(&reader->parser, 4096);
    bool read = input_read(reader->input, reader->file, take_block, reader, reader->error);
    if (read)
        finish_rows(reader);
    csv_free(&reader->parser);
    return read && !reader->failed;
}

static struct reader *reader_new(struct input *input, const char *name, const char *const *columns,
                                 struct findings *findings, struct error *error)
{
    struct reader *reader = memory_zeroed(1, sizeof *reader);
    reader->input = input;
    reader->file = name;
    reader->columns = columns;
    while (columns[reader->asked])
        reader->asked++;
    reader->findings = findings;
    reader->error = error;
    reader->present = memory_zeroed(reader->asked, sizeof *reader->present);
    reader->fields = memory_zeroed(reader->asked, sizeof *reader->fields);
    for (uint32_t i = 0; i < reader->asked; i++)
        reader->fields[i].text = "";
    reader->room = TEXT_ROOM;
    reader->text = memory_resize(NULL, reader->room, 1);
    return reader;
}

static void reader_free(struct reader *reader)
{
    memory_free(reader->text);
    memory_free(reader->fields);
    memory_free(reader->present);
    memory_free(reader);
}

bool table_read(struct input *input, const char *name, const char *const *columns, table_row row,
                void *context, struct findings *findings, struct error *error)
{
    struct reader *reader = reader_new(input, name, columns, findings, error);
    reader->row = row;
    reader->context = context;
    bool read = read_rows(reader);
    reader_free(reader);
    return read;
}

bool table_columns(struct input *input, const char *name, table_column column, void *context,
                   struct error *error)
{
    static const char *const none[] = {NULL};
    struct findings unsaid;
    findings_init(&unsaid);
    struct reader *reader = reader_new(input, name, none, &unsaid, error);
    reader->on_column = column;
    reader->context = context;
    bool read = read_rows(reader);
    reader_free(reader);
    findings_finish(&unsaid);
    return read;
}

uint64_t table_dropped(const struct findings *findings)
{
    static const char *const codes[] = {"field_too_long", "row_too_long"};
    uint64_t count = 0;
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        const struct finding *finding = findings_find(findings, codes[i]);
        count += finding ? finding->count : 0;
    }
    return count;
}

const char *table_libraries(void)
{
    static char text[32];
    snprintf(text, sizeof text, "libcsv %d.%d.%d", CSV_MAJOR, CSV_MINOR, CSV_RELEASE);
    return text;
}
