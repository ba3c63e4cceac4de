#ifndef FEEDS_TABLE_TABLE_H
#define FEEDS_TABLE_TABLE_H

#include "feeds/findings/findings.h"
#include "feeds/input/input.h"

/*
 * Rows of a CSV member by column name (libcsv lives here). Streaming: nothing is kept but the row
 * at hand. BOM, CRLF, blank lines, quotes, blanks around heads and values, unknown and doubled
 * columns are dealt with here; field, row and column limits too. Texts that are not UTF-8 are read
 * as Windows-1252, so what is delivered is always UTF-8 without NUL bytes. Values are separated by
 * commas; in a member called .csv whose head holds no comma, by semicolons.
 */

#define TABLE_FIELD_MAX ((size_t)64 << 10) /**< bytes; a row with a longer value is dropped */
#define TABLE_ROW_MAX ((size_t)1 << 20)    /**< bytes; a longer row is dropped */
#define TABLE_COLUMNS_MAX 1024             /**< a file with more is refused */

/** One value of a row: not NUL-terminated, blanks around it cut; empty when absent. */
struct field {
    const char *text;
    size_t length;
};

/** The row at hand. Fields stand in the order of the `columns` asked for. */
struct row {
    const char *file; /**< member name, for findings */
    uint32_t line;    /**< physical line on which the row starts, 1 = the head */
    const struct field *fields;
    const bool *present; /**< whether the file has that column at all */
    bool cut; /**< values stand behind the last column, or one holds a line end and then a comma or
                   quote: a stray comma or quote may have moved values, or swallowed rows */
};

/** Takes a row; its texts are valid during the call only. False ends the reading. */
typedef bool (*table_row)(void *context, const struct row *row);

/**
 * Reads member `name` and calls `row` for each row. `columns` ends with NULL. Malformed rows are
 * findings. A member without even a head delivers nothing and is a finding.
 * False: the member cannot be read (missing, damaged, over a limit, one of `columns` there twice, a
 * quote never closed); what was delivered until then was delivered.
 */
MUST_CHECK bool table_read(struct input *input, const char *name, const char *const *columns,
                           table_row row, void *context, struct findings *findings,
                           struct error *error);

/** How many rows have been dropped so far, as the findings of all readings tell: too long. */
uint64_t table_dropped(const struct findings *findings);

/** Takes the name of a column, blanks around it cut; not NUL-terminated. */
typedef void (*table_column)(void *context, const char *name, size_t length);

/**
 * Calls `column` for each name of the head of member `name`, and reads no row. What is wrong with
 * the head is said by table_read. False: as there.
 */
MUST_CHECK bool table_columns(struct input *input, const char *name, table_column column,
                              void *context, struct error *error);

/** "libcsv 3.0.3". */
const char *table_libraries(void);

#endif
