#ifndef TESTS_TIDY_STYLE_H
#define TESTS_TIDY_STYLE_H

#include "tests/tidy/source.h"

/*
 * What may stand on a line: no trailing blank, at most 100 columns, no reminder without an issue,
 * no function that is banned in this room.
 */

/** Complains about lines and words of any file. */
void style_check(const struct source *source, struct report *report);

#endif
