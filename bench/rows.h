#ifndef BENCH_ROWS_H
#define BENCH_ROWS_H

#include <stdint.h>
#include <stdio.h>

#include "engine/base/error.h"

/* A CSV file written row by row, fast: numbers are set by hand and the buffer is large. */

#define ROWS_BUFFER (1u << 18)

/** One file. Zero it before rows_open. */
struct rows {
    FILE *file;
    char *buffer; /**< ROWS_BUFFER bytes */
    uint32_t used;
    uint64_t count; /**< of rows ended, the heading not counted */
    bool failed;
    char name[64];
};

/** Starts folder/name with its heading. False: it cannot be written. */
MUST_CHECK bool rows_open(struct rows *rows, const char *folder, const char *name,
                          const char *heading, struct error *error);

/** Adds text as it is. */
void rows_text(struct rows *rows, const char *text);

/** Adds a number. */
void rows_number(struct rows *rows, uint64_t number);

/** Adds `HH:MM:SS`. */
void rows_clock(struct rows *rows, uint32_t seconds);

/** Ends the row. */
void rows_end(struct rows *rows);

/** Writes the rest and closes; fine on a zeroed one. False: something could not be written. */
MUST_CHECK bool rows_close(struct rows *rows, struct error *error);

#endif
