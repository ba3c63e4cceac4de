#ifndef FEEDS_TABLE_READER_H
#define FEEDS_TABLE_READER_H

#include <csv.h>

#include "feeds/table/table.h"

/* What table.c, columns.c and text.c share: a file on its way from bytes to rows. */

/** What a stretch of bytes holds that asks for care. */
enum bytes_kind {
    BYTES_WIDE = 1, /**< bytes above 0x7f: UTF-8 must be checked */
    BYTES_NUL = 2,  /**< a NUL byte */
};

/** One file being read. */
struct reader {
    struct csv_parser parser;
    struct input *input;
    const char *file;
    const char *const *columns; /**< asked for; ends with NULL */
    uint32_t asked;             /**< how many */
    table_row row;
    table_column on_column; /**< wants the head and nothing else, or NULL */
    void *context;
    struct findings *findings;
    struct error *error;

    int16_t slots[TABLE_COLUMNS_MAX]; /**< which asked column a column of the file is, or -1 */
    uint32_t head;                    /**< columns of the file */
    struct field *fields;             /**< one an asked column */
    bool *present;                    /**< likewise */
    char *text;                       /**< the values of the row at hand */
    size_t used;                      /**< bytes of them */
    size_t room;                      /**< bytes there are for them */
    size_t row_bytes;                 /**< of all values, asked for or not, and their commas */
    uint32_t column;                  /**< next column of the row at hand */
    uint32_t line, row_line;          /**< where we are, and where the row began */
    const char *fault;                /**< code of what makes the row at hand useless, or NULL */
    bool cut;                         /**< that of the row at hand */
    unsigned segment_kind, row_kind;  /**< enum bytes_kind of the bytes at hand, of the row */
    char newline;                     /**< what ends a physical line; 0: not known yet */
    bool head_read, stopped, failed;
};

/** Fails the file at `line`; the first failure counts. */
void reader_fail(struct reader *reader, enum error_kind kind, uint32_t line, const char *text);

/** Takes the next name of the head. */
void columns_take(struct reader *reader, const char *name, size_t length);

/** The head is complete: what is missing is marked so. */
void columns_close(struct reader *reader);

/** Notes a head whose names have blanks around them; `line` is the head's first line. */
void columns_note_blanks(struct reader *reader, const char *line, size_t length);

/** enum bytes_kind of a stretch. */
unsigned text_kind(const char *text, size_t length);

/** Writes `from`, read as Windows-1252, as UTF-8; `into` has room for 3 times `length` bytes. */
size_t text_from_1252(char *into, const char *from, size_t length);

/** Cuts blanks from both ends. */
void text_trim(const char **text, size_t *length);

#endif
