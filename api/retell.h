#ifndef API_RETELL_H
#define API_RETELL_H

#include "api/plan.h"

/*
 * An itinerary of an earlier answer told again from its id (itinerary_id.h), as it is now: for
 * `refresh-itinerary`, and for what is asked about one itinerary.
 */

/** The question put together from the id, with its ways, and the journey. */
struct retold {
    struct plan plan;
    struct journey journey;
};

/**
 * Reads the parameter `itineraryId`, and those of `plan` that an id leaves open. `told` is large:
 * it belongs into the arena. False, ERROR_INPUT: it is no id; ERROR_MISSING: what it names is not
 * there any more.
 */
MUST_CHECK bool retell(const struct request *request, struct retold *told, struct error *error);

/**
 * The same of a way all along on a shared vehicle (itinerary_id_is_of_hire): `*direct` is that of
 * the plan. ERROR_MISSING: none such can be taken any more.
 */
MUST_CHECK bool retell_hire(const struct request *request, struct plan *plan,
                            const struct plan_direct **direct, struct error *error);

#endif
