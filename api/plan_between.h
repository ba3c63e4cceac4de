#ifndef API_PLAN_BETWEEN_H
#define API_PLAN_BETWEEN_H

#include "api/plan.h"
#include "engine/base/vec.h"

/*
 * Journeys that change from ride to ride by a shared vehicle: rides to a stop, a hop to another one
 * (street/between.h), rides from there. They are looked for at the beginning of the window alone
 * (arrive-by: at its end), and only those that arrive before (leave after) all others do.
 */

/** Hops of one question at most. */
#define PLAN_BETWEEN_MAX 3

/**
 * Adds to those found so far (struct journey) the ones for who leaves (arrives) at that time, where
 * the question wants any; they leave (arrive) within the plan's window. False: a limit.
 */
MUST_CHECK bool plan_between(struct worker *worker, struct plan *plan, unix_time time,
                             struct vec *found, struct error *error);

#endif
