#ifndef FEEDS_STREETS_TURNS_H
#define FEEDS_STREETS_TURNS_H

#include "feeds/streets/reading.h"

/*
 * Turn restrictions of cars. Those of other vehicles, those that except cars and those that hold at
 * some times only are left alone.
 */

/** Whether the tags at hand are of a restriction for cars; fills only and u_turn. What is not
 * understood is a finding. */
bool turn_of_relation(struct gather *gather, struct turn_relation *turn);

/** Adds the restrictions to the map, once all ways are there. */
void turns_lay(struct reading *reading);

/** After compiling: a finding for each that could not be made out. */
void turns_report(const struct map *map, struct findings *findings);

#endif
