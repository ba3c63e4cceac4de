#ifndef API_PERSON_H
#define API_PERSON_H

#include "api/modes.h"
#include "api/request.h"
#include "engine/search/query.h"
#include "engine/street/reach.h"
#include "engine/street/worker.h"

/* Who travels: how fast, with what, and what is in the way. */

/** Somebody with a bicycle and a car at hand. */
struct person {
    struct profile on_foot; /**< or in a wheelchair */
    struct profile bicycle, car;
    double street_metres; /**< how far from a place a street may be */
    int32_t
        walk_seconds; /**< between doors and stops on foot alone, where others may take longer */
    const uint64_t *full_parks; /**< see struct means; NULL until somebody looks (parks_full) */
};

/** Seconds it takes to park and lock, or to get out of or into a car that stops. */
#define PERSON_CAR_PARK_SECONDS 120
#define PERSON_BIKE_PARK_SECONDS 60
#define PERSON_DROP_OFF_SECONDS 30

/** The usual one, on foot or in a wheelchair that avoids what is unknown or not. */
struct person person_usual(bool wheelchair, bool unknown_ways);

/**
 * Reads `pedestrianProfile`, `unknownAccessibility`, `pedestrianSpeed`, `cyclingSpeed`,
 * `elevationCosts`, `cyclingTaste`, `maxMatchingDistance` and `maxWalkTime`.
 */
MUST_CHECK bool person_read(const struct request *request, struct person *person,
                            struct error *error);

/**
 * Tells the query what it has to know of the person: what a wheelchair needs, and how much longer
 * than usual who is slow takes for changes, on top of the factor that was asked for. Walks between
 * stops are reckoned at the usual speed; who is faster gains nothing by it there, since it is
 * not known how much of a change is walking.
 */
void person_tell(const struct person *person, struct query *query);

/** The floor of a place in tenths, as streets count them; unsaid or out of range: any. */
int16_t person_floor(const struct request_place *place);

/** How a mode is travelled by the person, for at most so many seconds. */
struct means person_means(const struct person *person, enum way_mode mode, int32_t seconds_max);

/**
 * The list of means between doors and stops for a set of modes (bits of enum way_mode), in the
 * arena. Nothing takes longer than `seconds_max`, and a walk no longer than the person walks.
 */
const struct means *person_means_list(const struct person *person, uint32_t modes,
                                      int32_t seconds_max, struct arena *arena, uint32_t *count);

#endif
