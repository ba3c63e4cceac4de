#ifndef TESTS_ORACLE_MAKE_H
#define TESTS_ORACLE_MAKE_H

#include "tests/oracle/random.h"
#include "tests/oracle/small.h"

/** Fills `world` with a timetable made from `seed`. */
void make_world(uint64_t seed, struct small_world *world);

/** Fills `question` with something worth asking of `world`; vias only where `vias` is set. */
void make_question(struct random *random, const struct small_world *world, bool vias,
                   struct small_question *question);

#endif
