#ifndef FEEDS_STREETS_SPEEDS_H
#define FEEDS_STREETS_SPEEDS_H

#include "feeds/streets/access.h"

/* How fast cars get along when nobody is in their way. */

/** Reads a speed limit in km/h: `50`, `30 mph`, `FR:urban`, `walk`, `none` (140). False: none. */
bool speed_read(struct osm_text text, double *kmh);

/**
 * The limit that the tags say in a direction, km/h; 0: none. False: there is one that cannot be
 * read (`unread`).
 */
bool speed_limit(const struct tags *tags, enum access_side side, double *kmh,
                 struct osm_text *unread);

#endif
