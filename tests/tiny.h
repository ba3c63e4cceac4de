#ifndef TESTS_TINY_H
#define TESTS_TINY_H

#include "engine/base/error.h"

/**
 * Writes the network that tests of the doors ask about: the feed `ile` with three stops (port,
 * gare, plage) on one tram line, every day of 2026, UTC; and `empty_feeds` feeds without anything,
 * the first of them `vide`, for tests that want a long answer. Some of its texts are hostile
 * (quotes, a byte that is no UTF-8). False: nothing was written.
 */
MUST_CHECK bool tiny_write(const char *path, unsigned empty_feeds, struct error *error);

#endif
