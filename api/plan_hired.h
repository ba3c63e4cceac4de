#ifndef API_PLAN_HIRED_H
#define API_PLAN_HIRED_H

#include "api/plan.h"
#include "engine/base/vec.h"

/** Metres: nobody unlocks a vehicle for less. */
#define PLAN_RIDE_METRES_LEAST 100

/*
 * Journeys on which a shared vehicle is ridden. Those with one where the search ends are found
 * beside the others (struct query_where); those with one where it starts in a turn of their own. A
 * journey without any is never hidden by one that has some, but one with some has to be better than
 * all that have none.
 */

/** How a search starts: from stops in reach by one's own means, or by hired ones. */
enum plan_turn { PLAN_TURN_OWN, PLAN_TURN_HIRED, PLAN_TURNS };

/**
 * The ends of one turn; lists are in the plan or the arena. False: there is nothing to ask.
 */
bool plan_hired_turn(const struct plan *plan, enum plan_turn turn, struct arena *arena,
                     struct query_where *where);

/**
 * Adds a journey with such vehicles to those found so far (struct journey) if none is as good;
 * those with as many vehicles that it is as good as go.
 */
void plan_hired_keep(const struct plan *plan, const struct journey *journey, struct vec *found);

/** Adds the fastest way all along on a shared vehicle, of each form that beats going on foot. */
void plan_hired_directs(struct plan *plan, struct arena *arena);

/**
 * Once the ways without a ride are known: no stop is hired to that is as far as the fastest of
 * them, since no journey from there would be kept.
 */
void plan_hired_bound(struct plan *plan);

/** Whether some stops that could be hired to at one end were not looked for, because of that. */
bool plan_hired_is_bounded(const struct plan *plan, const struct way_side *side);

/** Notes where vehicles stand in reach and none of them is of use: after the search. */
void plan_hired_note(struct plan *plan);

#endif
