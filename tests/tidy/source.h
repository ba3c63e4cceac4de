#ifndef TESTS_TIDY_SOURCE_H
#define TESTS_TIDY_SOURCE_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/base/arena.h"
#include "engine/base/vec.h"

/** One file of the house, as read. Lines count from 1. */
struct source {
    const char *path; /**< from the root: `engine/base/arena.h` */
    const char *text; /**< as it is, NUL-terminated */
    const char *code; /**< the same length: comments, texts and directives blanked out */
    const char *said; /**< the same length: only comments are left */
};

/** Where complaints go. */
struct report {
    bool quiet; /**< count only */
    uint32_t count;
    char last[400]; /**< the latest complaint, for the tests of this program */
};

/** A source out of `length` bytes at `text`; everything lives in the arena. */
struct source source_of(struct arena *arena, const char *path, const char *text, size_t length);

/** Whether it is a C file: `.c` or `.h`. */
bool source_is_c(const struct source *source);

/** Whether it is a header. */
bool source_is_header(const struct source *source);

/** The line on which the byte at `offset` of its text stands. */
uint32_t source_line(const struct source *source, size_t offset);

/** Complains: `path:line: text`. */
void report_add(struct report *report, const struct source *source, uint32_t line,
                const char *format, ...) __attribute__((format(printf, 4, 5)));

/** Whether `text` starts with `start`. */
bool starts_with(const char *text, const char *start);

/** Whether `text` ends with `end`. */
bool ends_with(const char *text, const char *end);

#endif
