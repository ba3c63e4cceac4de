#ifndef API_RENDER_OUTWARD_H
#define API_RENDER_OUTWARD_H

#include "api/outward.h"
#include "engine/search/spread.h"
#include "api/reply.h"

/** The answer of one-to-all. */
void render_one_to_all(const struct outward *outward, const struct spread *spread,
                       struct reply *reply);

#endif
