#ifndef FEEDS_FARES_HEAD_H
#define FEEDS_FARES_HEAD_H

#include "feeds/input/input.h"

/** Counts a finding for each column of a file's first line that is none of `known` (ends with
 * NULL): most often a name that is misspelt, and would be silently unread. */
void head_check(struct input *input, const char *file, const char *const *known,
                struct findings *findings);

#endif
