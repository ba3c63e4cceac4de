#ifndef ENGINE_WAY_CHANGE_H
#define ENGINE_WAY_CHANGE_H

#include "engine/way/way.h"

/* Where a vehicle is taken or left, and what finding that shares with finding the way. */

/**
 * The end at which one changes between the vehicle and one's feet: the park that is known, else
 * the park (MEANS_PARK) or corner (MEANS_DROPPED) with the shortest way of all. False: none lets
 * one come within the bound.
 */
bool way_change(const struct way_finder *finder, const struct way_ask *ask, struct way_end *change);

/** The end that a vertex is. */
struct way_end way_end_of_vertex(const struct streets *streets, vertex_ix vertex);

/**
 * Floods away from where the ask starts, or towards its end, by the profile. False: that end is a
 * stop or park without ties.
 */
bool way_flood(const struct way_finder *finder, const struct way_ask *ask,
               const struct profile *profile, bool from_start, uint64_t cost_max);

/** The ride of a shared vehicle that makes the way shortest. False: none within the bound. */
bool way_hire(const struct way_finder *finder, const struct way_ask *ask, struct hire *hire);

/**
 * The part of the way that is ridden by the hire, and how long it takes. False: the vehicle cannot
 * come there.
 */
bool way_ride(const struct way_finder *finder, const struct way_ask *ask, struct hire hire,
              struct way_part *part);

/** Both where there are no streets: along the line. */
bool way_hire_line(const struct way_ask *ask, struct hire *hire);

/** The seconds and metres of a part whose ends are known. */
void way_ride_line(const struct way_ask *ask, struct way_part *part);

/** The door of an end on the streets. False: a stop or park without ties. */
bool way_door(const struct way_finder *finder, const struct metric *metric,
              const struct way_end *end, double metres, struct door *door);

#endif
