#ifndef TESTS_ORACLE_RAW_RANDOM_H
#define TESTS_ORACLE_RAW_RANDOM_H

#include "feeds/streets/map.h"

/** Makes a small map with everything on it from a seed. Returns whether it has heights. */
bool raw_random(struct map *map, uint64_t seed);

#endif
