#ifndef API_RENDER_H
#define API_RENDER_H

#include <jansson.h>

#include "api/reply.h"

/* What all files that write JSON share; only api/render* includes this. */

/** Makes `json` (taken over, freed here) the body of `reply`, in the arena, and sets status 200. */
void render_reply(struct reply *reply, struct arena *arena, json_t *json);

/**
 * A JSON string of a text from a feed: bytes that are not UTF-8 are replaced by U+FFFD, so that
 * every answer is valid. NULL gives the empty string. The caller owns it.
 */
json_t *render_text(const char *text);

/** `2.14`, the version of jansson. */
const char *render_library(void);

/** A JSON string of the time, `2026-01-31T12:00:00Z`. The caller owns it. */
json_t *render_time(int64_t time);

#endif
