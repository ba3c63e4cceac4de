#ifndef FEEDS_GBFS_OPENING_H
#define FEEDS_GBFS_OPENING_H

#include <stdint.h>

#include "engine/base/arena.h"
#include "engine/base/civil.h"

/*
 * Opening hours as OpenStreetMap writes them, which GBFS has since 3.0, in their simple forms:
 * `24/7`, or rules of months, week days, hours or `off`, between semicolons.
 */

/** A span of hours on some days of a part of the year. */
struct gbfs_opening_row {
    uint8_t from_month, from_day, to_month, to_day; /**< both ends included; from_month 0: always */
    uint8_t days;                                   /**< bit 0 is Monday */
    uint16_t rule;    /**< of the rows that fit a day, only those of the last rule count */
    int32_t from, to; /**< seconds since midnight; `to` may pass 24 h; both 0: closed */
};

/** All of them. */
struct gbfs_opening {
    const struct gbfs_opening_row *rows;
    uint32_t count; /**< 0: not said, or not understood */
};

/** Whether it is open `seconds` after midnight of that day, by its own clock; true if unsaid. */
bool gbfs_opening_has(const struct gbfs_opening *opening, civil_day day, int32_t seconds);

/** Reads them; rows live in the arena. False: more than the simple forms; then there are none. */
bool gbfs_opening_parse(const char *text, struct arena *arena, struct gbfs_opening *opening);

#endif
