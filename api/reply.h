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

struct vec;

/** A header beyond those that every answer gets (content type, CORS, nosniff). */
struct reply_header {
    const char *name, *value;
};

/** Whether there is more of a stream. */
enum reply_more { REPLY_END, REPLY_MORE, REPLY_BROKEN };

/**
 * An answer that is made while it goes out. It belongs to the thread that made it and lives until
 * its end, longer than the worker's arena stays as it is.
 */
struct reply_stream {
    /** Appends the next bytes to `piece` (struct vec of bytes), which is empty. */
    enum reply_more (*next)(struct reply_stream *stream, struct vec *piece);
    /** Frees it, whether all was asked for or not. */
    void (*end)(struct reply_stream *stream);
};

/** Why there is no answer, or none better. */
struct reason {
    const char *code;  /**< NO_STOPS_IN_RANGE ... */
    const char *text;  /**< a sentence; static or in the arena */
    const char *field; /**< the parameter it is about; may be empty */
};

/** What goes back to the client. */
struct reply {
    unsigned status;
    const char *content_type;    /**< NULL: application/json */
    const char *body;            /**< `size` bytes */
    struct reply_stream *stream; /**< instead of a body, or NULL; whoever sends it ends it */
    size_t size;
    struct reply_header headers[REPLY_HEADERS_MAX];
    unsigned header_count;
    const char *reason; /**< for the log: why it was refused, in a word or two; or NULL */
};

/** Adds a header; both texts are borrowed. A full list forgets it. */
void reply_header(struct reply *reply, const char *name, const char *value);

/** Turns a stream into a body in the arena, for those who do not send it. Fine without a stream. */
void reply_drain(struct reply *reply, struct arena *arena);

/** The HTTP status that goes with a kind of failure. */
unsigned reply_status_of(enum error_kind kind);

/** Makes `reply` the JSON `{"error": "place: text"}` with the status of the error's kind. */
void reply_error(struct reply *reply, struct arena *arena, const struct error *error);

/** Makes `reply` the JSON `{"error": text}` with that status. */
void reply_refusal(struct reply *reply, struct arena *arena, unsigned status, const char *text);

#endif
