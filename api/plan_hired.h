#ifndef API_PLAN_HIRED_H
#define API_PLAN_HIRED_H

#include "api/plan.h"
#include "engine/base/vec.h"

/*
 * Journeys on which a shared vehicle is ridden. They are searched for apart from the others, by
 * stops in reach with vehicles and without: a journey without any is never hidden by one that has
 * some, but one with some has to be better than all that have none.
 */

/** With vehicles at both ends, at the start only, at the end only. */
enum { PLAN_HIRED_TURNS = 3 };

/**
 * Puts the stops in reach with vehicles in place of those without, for one turn. False: there is
 * nothing to ask, since no vehicle brings one nearer, or that turn is part of another.
 */
bool plan_hired_turn(const struct plan *plan, uint32_t turn, struct query_where *where);

/**
 * Adds what was found in a turn to the journeys found so far (struct journey): those on which
 * vehicles are ridden, not more than are wanted, and that no other is as good as.
 */
void plan_hired_keep(const struct plan *plan, const struct journeys *journeys, struct vec *found);

/** Adds the fastest way all along on a shared vehicle, of each form that beats going on foot. */
void plan_hired_directs(struct plan *plan, struct arena *arena);

#endif
