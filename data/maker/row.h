#ifndef DATA_MAKER_ROW_H
#define DATA_MAKER_ROW_H

#include <stdint.h>

#include "engine/base/arena.h"
#include "engine/base/error.h"

/* Drawings are text: a keyword and fields between bars; `#` starts a comment. */

#define ROW_FIELDS 24

/** One row cut at its bars; missing fields are "". */
struct row {
    const char *fields[ROW_FIELDS];
    uint32_t count;
    char place[160]; /**< file:line */
};

/** Takes one row, valid during the call, its fields as long as the arena. False: `error` is set. */
typedef bool (*row_take)(void *context, const struct row *row, struct error *error);

/** Reads a drawing row by row; its text lives in `arena`. False: `error` names file and line. */
MUST_CHECK bool rows_read(struct arena *arena, const char *path, row_take take, void *context,
                          struct error *error);

/** A whole number; 0 where there is none. */
int32_t row_number(const char *text);

#endif
