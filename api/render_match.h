#ifndef API_RENDER_MATCH_H
#define API_RENDER_MATCH_H

#include "api/reply.h"
#include "api/style.h"
#include "engine/places/places.h"

/** Writes places found as an array of Matches, best first. */
void render_matches(const struct style *style, const struct places_hits *hits, struct reply *reply);

#endif
