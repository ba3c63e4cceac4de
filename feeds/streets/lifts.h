#ifndef FEEDS_STREETS_LIFTS_H
#define FEEDS_STREETS_LIFTS_H

#include "feeds/streets/reading.h"

/*
 * Lifts. One waits and gets in and out for LIFT_WAIT seconds whatever the way, and rides
 * LIFT_FLOOR seconds a floor (some 4 m at 0.8 m/s).
 */

#define LIFT_WAIT 40
#define LIFT_FLOOR 5
#define LIFT_LEVELS_MAX 24 /* levels of one lift; the others are not joined */

/** Seconds between two levels, in tenths of a floor. */
uint16_t lift_seconds(int16_t from, int16_t to);

/**
 * Splits each lift that is a node into one node a level of the ways that meet there, and joins all
 * of them. A lift whose ways are on one level stays what it is, with a finding.
 */
void lifts_split(struct reading *reading);

/** Joins nodes around a lift that is an area: from level to level by lift, on one by foot. */
void lift_join(struct reading *reading, const struct thing *thing, const node_ix *nodes,
               uint32_t count);

#endif
