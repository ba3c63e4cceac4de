#ifndef API_REPLY_H
#define API_REPLY_H

#include <stddef.h>

#include "engine/base/arena.h"
#include "engine/base/error.h"

/*
 * One answer before it is sent. All it points to lives in the worker's arena or longer. It knows
 * nothing of HTTP beyond a status and headers, so the command line can print it too.
 */

#define REPLY_HEADERS_MAX 16

/** A header beyond those that every answer gets (content type, CORS, nosniff). */
struct reply_header {
    const char *name, *value;
};

/** What goes back to the client. */
struct reply {
    unsigned status;
    const char *content_type; /**< NULL: application/json */
    const char *body;         /**< `size` bytes */
    size_t size;
    struct reply_header headers[REPLY_HEADERS_MAX];
    unsigned header_count;
    const char *reason; /**< for the log: why it was refused, in a word or two; or NULL */
};

/** Adds a header; both texts are borrowed. A full list forgets it. */
void reply_header(struct reply *reply, const char *name, const char *value);

/** The HTTP status that goes with a kind of failure. */
unsigned reply_status_of(enum error_kind kind);

/** Makes `reply` the JSON `{"error": "place: text"}` with the status of the error's kind. */
void reply_error(struct reply *reply, struct arena *arena, const struct error *error);

/** Makes `reply` the JSON `{"error": text}` with that status. */
void reply_refusal(struct reply *reply, struct arena *arena, unsigned status, const char *text);

#endif
