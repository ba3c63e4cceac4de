#ifndef TESTS_SOUND_DRAFT_H
#define TESTS_SOUND_DRAFT_H

#include "engine/network/draft.h"

/**
 * Checks what draft.h promises to whoever freezes a draft: every index leads somewhere, times
 * never fall, ranges lie inside their arrays. Returns what is wrong, or NULL.
 */
const char *unsound_draft(const struct draft *draft);

#endif
