#ifndef DATA_MAKER_SHEET_H
#define DATA_MAKER_SHEET_H

#include "engine/base/error.h"
#include "engine/base/vec.h"

/* One text file being written: kept in memory until it is saved, or held against what is there. */

struct sheet {
    struct vec bytes;
};

/** An empty file. */
struct sheet sheet_new(void);

/** Adds formatted text; one call adds at most 1 KiB. */
void sheet_add(struct sheet *sheet, const char *format, ...) __attribute__((format(printf, 2, 3)));

/** Adds a CSV field and then `after`, in quotes where the field needs them. */
void sheet_field(struct sheet *sheet, const char *text, const char *after);

/**
 * Ends the sheet: writes it to folder/name, or with `check` compares it with the file there.
 * False: it cannot be written, or differs; `error` names the file.
 */
MUST_CHECK bool sheet_end(struct sheet *sheet, const char *folder, const char *name, bool check,
                          struct error *error);

#endif
