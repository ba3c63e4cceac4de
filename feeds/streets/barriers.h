#ifndef FEEDS_STREETS_BARRIERS_H
#define FEEDS_STREETS_BARRIERS_H

#include "feeds/streets/access.h"

/* What stands on a node. */

/** Its enum street_vertex_mark: whom a barrier or a kerb stops, lights, crossings, entrances. */
uint16_t barrier_marks(const struct tags *tags);

/** Whether it is an entrance; `station`: of a station. */
bool barrier_entrance(const struct tags *tags, bool *station);

#endif
