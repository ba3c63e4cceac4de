#ifndef API_RENDER_H
#define API_RENDER_H

#include <jansson.h>

#include "api/reply.h"

/* What all files that write JSON share; only api/render* includes this. */

/** Makes `json` (taken over, freed here) the body of `reply`, in the arena, and sets status 200. */
void render_reply(struct reply *reply, struct arena *arena, json_t *json);

/** An array that is written element by element: ten thousand of them are never held at once. */
struct render_list {
    struct arena *arena;
    char *bytes;
    size_t used, room;
    bool failed;
};

/** An empty list, to be written into the arena. */
struct render_list render_list_of(struct arena *arena);

/** Appends `element`, which is taken over and freed. */
void render_list_add(struct render_list *list, json_t *element);

/** Makes the list the body of `reply` and sets status 200. */
void render_list_reply(struct render_list *list, struct reply *reply);

/** Makes what was written into the list (see render_write.h) the body of `reply` as it is. */
void render_done(struct render_list *list, struct reply *reply);

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
