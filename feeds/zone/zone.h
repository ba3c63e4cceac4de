#ifndef FEEDS_ZONE_ZONE_H
#define FEEDS_ZONE_ZONE_H

#include "engine/network/draft.h"

/*
 * Time zones by name, out of the system's zoneinfo, into a draft. Asks the C library by way of TZ,
 * so no other thread may run meanwhile (a build is one thread).
 */

/**
 * The number of the zone `name` ("Europe/Paris") in the draft: each zone is there once. Its changes
 * from 1970 to 2100 are added; the first of them holds for all earlier times.
 * False: not a name of a zone that this system knows; `error` says so, the draft is as before.
 */
MUST_CHECK bool zone_compile(struct draft *draft, const char *name, zone_ix *zone,
                             struct error *error);

/** Whether this system knows the zone; never opens anything outside its zoneinfo folder. */
bool zone_exists(const char *name);

#endif
