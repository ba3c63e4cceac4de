#ifndef TESTS_SMALL_STREETS_H
#define TESTS_SMALL_STREETS_H

#include "engine/network/streets_draft.h"
#include "engine/street/worker.h"
#include "tests/oracle/random.h"

/*
 * Random streets of a few dozen vertices with everything that can stand in the way on them, and a
 * slow, obvious search on them (Bellman and Ford's) that knows neither heaps nor labels that last.
 */

/** Streets that are owned. */
struct small_streets {
    struct streets_store store;
    struct streets view; /**< of the store */
    uint32_t stops;      /**< that are tied, numbered from 0 */
    uint32_t parks;      /**< likewise, car and bicycle in turn */
};

/** Makes them; the same seed gives the same. */
void small_streets_make(struct small_streets *small, uint64_t seed);

/** The same where most ways lead somewhere, and many are for residents: there is more to choose. */
void small_streets_make_open(struct small_streets *small, uint64_t seed);

/** Frees them. */
void small_streets_finish(struct small_streets *small);

/** A trait with any values. */
struct street_trait small_trait(struct random *random);

/** A traveller with numbers of his own. */
struct profile small_profile(struct random *random);

/** A point near the streets, a spot on a random edge, a stop, a park or a vertex. */
void small_door(const struct small_streets *small, struct random *random, struct door *door);

/**
 * The cost from one door to another, and, when `arrived` is not NULL, of coming to each vertex.
 * COST_NEVER: no way.
 */
uint64_t small_cost(const struct metric *metric, const struct door *from, const struct door *to,
                    uint64_t *arrived);

#endif
