#ifndef API_PLAN_CHEAPER_H
#define API_PLAN_CHEAPER_H

#include "api/plan.h"
#include "engine/base/vec.h"

/*
 * Journeys that cost less than those that are faster or more direct: searched for in the window
 * that was answered, beside its ordinary journeys, none of which goes for them.
 */

/** Reads `withCheaper`, `cheaperDelay` and `cheaperTransfers`. False: one is wrong. */
MUST_CHECK bool plan_cheaper_read(const struct request *request, struct plan *plan,
                                  struct error *error);

/** Adds them to the journeys found (struct journey), where they are wanted. False: a limit. */
MUST_CHECK bool plan_cheaper(struct worker *worker, struct plan *plan, struct vec *found,
                             struct error *error);

#endif
