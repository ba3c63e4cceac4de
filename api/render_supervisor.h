#ifndef API_RENDER_SUPERVISOR_H
#define API_RENDER_SUPERVISOR_H

#include "engine/base/arena.h"

struct supervisor;

/** What a supervisor knows, as a JSON object on one line; in the arena. */
const char *render_supervisor(const struct supervisor *supervisor, struct arena *arena);

#endif
