#ifndef TESTS_TIDY_SHAPE_H
#define TESTS_TIDY_SHAPE_H

#include "tests/tidy/source.h"

/*
 * Sizes and comments of what a file declares. It reads C as we write it: one declaration after the
 * other at the outer level, no macro that opens a brace.
 */

/** Complains about long files and functions, many parameters, and headers that do not explain. */
void shape_check(const struct source *source, struct report *report);

#endif
