#ifndef API_CLI_PLAN_TEXT_H
#define API_CLI_PLAN_TEXT_H

#include <stdbool.h>

struct asked;
struct plan;
struct question;
struct world;

/* What `trajet plan` prints: the question, journeys and ways, or why there are none. */

/** A question that was answered. */
struct plan_text {
    const struct asked *asked;
    const struct question *question;
    const struct world *world;
    struct plan *plan;
};

/** Prints it on stdout. Whether there is any way at all. */
bool plan_text_print(const struct plan_text *text);

#endif
