#ifndef API_CLI_WHEN_H
#define API_CLI_WHEN_H

#include "engine/base/civil.h"
#include "engine/base/error.h"

/**
 * Reads a moment as people write it: `08:30` (today in the zone), `2026-05-04 08:30`,
 * `2026-05-04T08:30:00+02:00`, or `now`. `role` (`--at`) is the place of an error.
 */
MUST_CHECK bool when_read(const struct zone *zone, const char *role, const char *text,
                          unix_time *time, struct error *error);

#endif
