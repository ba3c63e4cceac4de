#ifndef FEEDS_STREETS_THINGS_H
#define FEEDS_STREETS_THINGS_H

#include "feeds/streets/gather.h"

/* From tags to things: what of an object concerns us. */

/** Of a node. False: nothing does. */
bool thing_of_node(struct gather *gather, const struct osm_object *object, struct thing *thing);

/** Of a way, or of a relation that is an area. */
bool thing_of_line(struct gather *gather, const struct osm_object *object, struct thing *thing);

/** Minutes of a duration (`1:30`, `00:12:30`, `45`, `PT20M`), rounded up; 0: not said. */
uint16_t duration_of(const struct tags *tags);

#endif
