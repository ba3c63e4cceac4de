#ifndef API_SERVER_EXCHANGE_H
#define API_SERVER_EXCHANGE_H

#include <microhttpd.h>
#include <pthread.h>

#include "api/bulletin.h"
#include "api/server/clients.h"
#include "engine/world/worlds.h"

/* One request and its answer, as the HTTP library's callbacks; all take a struct desk. */

/** What every thread answers with. */
struct desk {
    struct worlds *worlds;
    struct bulletin *bulletin;
    struct clients *clients;
    const struct quote_key *quote_key; /**< or NULL */
    pthread_key_t seat_key;            /**< each thread's struct seat */
    atomic_uint seats;                 /**< threads that have one */
    atomic_size_t body_bytes;          /**< of all requests being received */
    atomic_bool winding_down;          /**< every answer is the last of its connection */
};

/** Makes the key; desk_finish is its end. False: the system has no more keys. */
MUST_CHECK bool desk_init(struct desk *desk, struct worlds *worlds, struct bulletin *bulletin,
                          struct error *error);

/** Every thread that answered has ended. */
void desk_finish(struct desk *desk);

/** A connection begins or ends (MHD_NotifyConnectionCallback). */
void exchange_connection(void *desk, struct MHD_Connection *connection, void **context,
                         enum MHD_ConnectionNotificationCode what);

/** The first line of a request has come; `target` is not decoded yet. Returns its client. */
void *exchange_target(void *desk, const char *target, struct MHD_Connection *connection);

/** The head has come: guards and answers (MHD_AccessHandlerCallback). */
enum MHD_Result exchange_answer(void *desk, struct MHD_Connection *connection, const char *url,
                                const char *method, const char *version, const char *upload,
                                size_t *upload_size, void **context);

/** The answer has gone out, or never will: writes the log line. */
void exchange_end(void *desk, struct MHD_Connection *connection, void **context,
                  enum MHD_RequestTerminationCode why);

#endif
