#ifndef TESTS_SMALL_RIDES_H
#define TESTS_SMALL_RIDES_H

#include "engine/street/ride.h"
#include "tests/small_streets.h"

/*
 * Random vehicles, stations and zones on small streets, and a slow, obvious search for the whole of
 * walk, ride, walk: the product of street and automaton, pickup by pickup, whose labels are all
 * kept that anything speaks for.
 */

enum { SMALL_STANDS = 6, SMALL_EDGES = 128, SMALL_VERTICES = 64 };

/** What is lent, as the engine sees it and plainly. */
struct small_rides {
    struct lending lending; /**< of the arrays below */
    struct rental_pickup pickups[SMALL_STANDS];
    struct rental_dock docks[SMALL_STANDS];
    struct rental_spot spots[4 * RENTAL_SPOTS_MAX * SMALL_STANDS];
    struct rental_ground ground;
    uint32_t pages[3];
    uint64_t words[3 * RENTAL_PAGE_BITS / 64];
    struct rental_limit limits[SMALL_EDGES];
    bool shut[SMALL_EDGES], no_end[SMALL_VERTICES];
    uint32_t limit[SMALL_EDGES]; /**< mm a second; 0: none */
};

/** Makes them; the same random numbers give the same. */
void small_rides_make(struct small_rides *rides, const struct small_streets *small,
                      struct random *random);

/** Who travels so. */
struct small_hire {
    const struct metric *foot, *vehicle;
    uint64_t unlock, lock; /**< nanoseconds */
};

/** The cost from door to door on foot, by a vehicle and on foot again. COST_NEVER: no way. */
uint64_t small_rides_cost(const struct small_rides *rides, const struct small_hire *hire,
                          const struct door *from, const struct door *to);

/** Likewise by that pickup and that dock, or NO_IX and a vertex. */
uint64_t small_rides_cost_by(const struct small_rides *rides, const struct small_hire *hire,
                             const struct door *from, const struct door *to, struct hire by);

#endif
