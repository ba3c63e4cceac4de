#ifndef API_CLI_PLAN_JSON_H
#define API_CLI_PLAN_JSON_H

#include "api/cli/question.h"
#include "engine/world/world.h"

/** The question as a request target of the API; in the arena. */
const char *plan_target(const struct network *network, const struct question *question,
                        const struct asked *asked, struct arena *arena);

/** Prints what GET /api/v6/plan answers to the same question; returns how the program ends. */
int plan_json_print(const struct world *world, const struct question *question,
                    const struct asked *asked);

#endif
