#ifndef API_SERVER_CLIENTS_H
#define API_SERVER_CLIENTS_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/base/error.h"
#include "engine/base/vec.h"

/*
 * Who is connected, and until when he may take his time. The HTTP library's time-out counts
 * idleness, which one byte now and then keeps away for ever; the deadlines here are absolute, and a
 * thread of this file, the reaper, shuts the sockets of those who miss them.
 */

/** How long a client may take, in seconds. */
struct client_limits {
    int32_t
        head_seconds; /**< from connecting, or the first byte of a further request, to its end */
    int32_t idle_seconds;  /**< between two requests */
    int32_t write_seconds; /**< from the end of the head until the answer is taken */
};

struct clients;

/** One connection. It belongs to the thread that serves it, but for the atomic fields. */
struct client {
    struct clients *clients;
    struct client *previous, *next;
    int fd;
    atomic_llong deadline;       /**< in clock_ticks */
    atomic_ullong resting_bytes; /**< received when it began to rest; 0 when it does not rest */
    atomic_bool cut;             /**< the reaper has shut it */
    /* The request in hand: */
    char *target;
    size_t target_room;
    bool target_cut;    /**< it was too long and only its start is in `target` */
    bool busy;          /**< being answered */
    struct vec body;    /**< bytes of it that have come */
    uint32_t requests;  /**< so far */
    int64_t asked;      /**< clock_ticks when its first line had come */
    unsigned status;    /**< of the answer; 0: we were not asked */
    size_t size;        /**< bytes of the body */
    const char *reason; /**< why it was refused, or NULL */
};

/** Starts the reaper. False: no thread could be had. */
MUST_CHECK bool clients_start(struct clients **clients, const struct client_limits *limits,
                              struct error *error);

/** Ends the reaper and frees everything; nobody may be connected any more. NULL is fine. */
void clients_stop(struct clients *clients);

/** Someone has connected on `fd`, which stays open until clients_remove. */
struct client *clients_add(struct clients *clients, int fd);

/** He has gone; call it before the socket is closed. */
void clients_remove(struct client *client);

/** How many are being answered at this moment. */
uint32_t clients_busy(const struct clients *clients);

/** The first line of a request has come; its target is kept, cut after `max` bytes. */
void client_asks(struct client *client, const char *target, size_t max);

/** The head has come whole: from now on the answer's deadline counts. */
void client_works(struct client *client);

/** Some of a long answer has been taken: the answer's deadline counts anew. */
void client_goes_on(struct client *client);

/** The answer has gone out (or cannot): the client may rest before he asks again. */
void client_rests(struct client *client);

#endif
