#ifndef ENGINE_WAY_CHANGE_H
#define ENGINE_WAY_CHANGE_H

#include "engine/way/way.h"

/* Where a vehicle is left, and what finding that shares with finding the way. */

/**
 * The end at which one changes between the vehicle and one's feet: the park that is known, else
 * the park (MEANS_PARK) or corner (MEANS_DROPPED) with the shortest way of all. False: none lets
 * one come within the bound.
 */
bool way_change(const struct way_finder *finder, const struct way_ask *ask, struct way_end *change);

/** The door of an end on the streets. False: a stop or park without ties. */
bool way_door(const struct way_finder *finder, const struct metric *metric,
              const struct way_end *end, double metres, struct door *door);

#endif
