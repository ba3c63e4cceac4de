#ifndef TESTS_TIDY_LADDER_H
#define TESTS_TIDY_LADDER_H

#include "tests/tidy/source.h"

/* Who may include whom: our rooms in one direction only, each library in the room it was given. */

/** Complains about includes of all C files together: `sources` holds struct source. */
void ladder_check(const struct vec *sources, struct report *report);

#endif
