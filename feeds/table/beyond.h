#ifndef FEEDS_TABLE_BEYOND_H
#define FEEDS_TABLE_BEYOND_H

#include "engine/base/intern.h"
#include "feeds/table/table.h"

/*
 * Columns of a file that its reader does not know. In tables of prices one of them may say when a
 * row holds: a draft of a standard, a name that is misspelt. What is clearly no condition (names,
 * notes, addresses ...) is left out.
 */

#define BEYOND_MAX 16 /**< of one file */

/** Their names. Zeroed is none. */
struct beyond {
    struct intern names;   /**< each stands once, and may be asked for */
    struct intern doubled; /**< of these nobody can say what they mean */
};

/**
 * Reads them from the head of the member; `known` ends with NULL. `beyond` is empty before, and the
 * caller's to finish. False: the head cannot be read, or there are more than BEYOND_MAX.
 */
MUST_CHECK bool beyond_read(struct input *input, const char *file, const char *const *known,
                            struct beyond *beyond, struct error *error);

/**
 * The number of the first of `names` that holds something, or INTERN_NONE; `fields` are those of a
 * row from the first of them on. A 0 is how GTFS writes no.
 */
uint32_t beyond_filled(const struct beyond *beyond, const struct field *fields);

/** Frees it; empty and usable again. */
void beyond_finish(struct beyond *beyond);

#endif
