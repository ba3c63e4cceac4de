#ifndef FEEDS_STREETS_LEVELS_H
#define FEEDS_STREETS_LEVELS_H

#include "feeds/streets/map.h"
#include "feeds/streets/tags.h"

/* Floors, in tenths: `level=1`, `0;1`, `-1-2`, `0.5`. The tag `layer` is only about drawing. */

#define LEVEL_MAX 3000 /* of a tenth of a floor, either way */

/** What a level tag says. */
struct levels {
    int16_t low, high; /**< in tenths of a floor */
    bool said;
};

/** A way that leads from one level to another, before it is known which end is up. */
struct slant {
    way_ix way;
    int8_t rises; /**< 1: upwards as drawn, -1: downwards, 0: not said */
};

/** Reads a list of levels and ranges. False: it is none; `levels` says nothing then. */
bool levels_read(struct osm_text text, struct levels *levels);

/**
 * Gives every node the level of the ways it is on, and decides for each slanting way (from_level is
 * its lower, to_level its upper end until then) which end is up: by the level ways that touch its
 * ends, else as its incline says, else by a street at either end that says no level and so is on
 * the ground, else upwards as drawn. Nodes of lifts (marked in `lifts`, one byte a node) belong to
 * all their levels and decide nothing.
 */
void levels_settle(struct map *map, const struct slant *slants, uint32_t count,
                   const uint8_t *lifts);

#endif
