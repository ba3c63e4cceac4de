#ifndef API_PLAN_PARKS_H
#define API_PLAN_PARKS_H

#include "api/plan.h"

/* Full parks in the answer to a question. */

/** Whether the question has somebody leave a vehicle in a park. */
bool plan_parks_asked(const struct plan *plan);

/** Notes the full parks that one would have been sent to, had they space. After plan_open. */
void plan_note_parks(struct plan *plan);

#endif
