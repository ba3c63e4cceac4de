#ifndef TESTS_RICH_LIVE_H
#define TESTS_RICH_LIVE_H

#include "engine/live/draft.h"
#include "tests/rich.h"

/*
 * What may be said of the network of rich.h on 1 May 2026, a Friday, so that every section of a
 * live image has something: a run that is late, one that skips, one that leaves from elsewhere, one
 * of a headway, one that is cancelled, added and copied ones, vehicles and alerts.
 */

#define RICH_DAY 20574 /**< 2026-05-01 */

/** A draft with all of it. */
struct live_draft *rich_live_draft(const struct network *network);

/** The same, added in the opposite order. */
struct live_draft *rich_live_reversed(const struct network *network);

/** Freezes `rich_live_draft` to `path` and opens it. What goes wrong ends the program. */
void rich_live_open(const struct built *built, const char *path, struct live *live);

#endif
