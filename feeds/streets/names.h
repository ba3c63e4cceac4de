#ifndef FEEDS_STREETS_NAMES_H
#define FEEDS_STREETS_NAMES_H

#include "feeds/streets/map.h"
#include "feeds/streets/tags.h"

/* What things are called. */

/** The name of a street: its name, else its number, else that of the street beside it. */
uint32_t name_of_street(struct map *map, const struct tags *tags);

/** Name and numbers of a platform or an entrance. */
struct map_label label_of(struct map *map, const struct tags *tags);

#endif
