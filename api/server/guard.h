#ifndef API_SERVER_GUARD_H
#define API_SERVER_GUARD_H

#include <stdbool.h>
#include <stddef.h>

/*
 * What is refused before anybody looks at a request: everything that two programs might read
 * differently (and so could hide a second request from a proxy), and everything too large. It
 * sees the head as the HTTP library hands it over, knows nothing of the library, and never looks
 * at a body: only whether one may come, and how long it says it is.
 */

#define GUARD_HEADERS_MAX 64
#define GUARD_HEADER_BYTES_MAX 8192
#define GUARD_HEAD_BYTES_MAX 16384
#define GUARD_BODY_BYTES_MAX (1 << 20)

/** A header line; neither text need be NUL-terminated. */
struct guard_header {
    const char *name, *value;
    size_t name_length, value_length;
};

/** The head of a request. */
struct guard_head {
    const char *method, *version;                       /**< `GET`, `HTTP/1.1` */
    const char *target;                                 /**< as it came */
    bool target_cut;                                    /**< it was longer than we keep */
    bool takes_body;                                    /**< the endpoint is one for POST too */
    size_t size;                                        /**< bytes of the whole head as it came */
    struct guard_header headers[GUARD_HEADERS_MAX + 1]; /**< one more than allowed is enough */
    size_t header_count;
};

/** Why a request is refused. */
struct guard_verdict {
    unsigned status;    /**< 400, 405, 411, 413, 414, 415 or 431 */
    const char *reason; /**< one word for the log */
    const char *text;   /**< a sentence for the client */
};

/** Whether the request may be answered. False: `verdict` says how to refuse it. */
bool guard_admits(const struct guard_head *head, struct guard_verdict *verdict);

#endif
