#ifndef API_RENDER_STOPTIMES_H
#define API_RENDER_STOPTIMES_H

#include "api/stoptimes.h"

/** Writes a departure board. */
void render_stoptimes(const struct stoptimes *times, struct reply *reply);

#endif
