#ifndef API_SERVER_SERVER_H
#define API_SERVER_SERVER_H

#include "api/bulletin.h"
#include "api/quote_key.h"
#include "api/server/clients.h"
#include "engine/world/worlds.h"

/*
 * HTTP over the world that counts: libmicrohttpd with a pool of threads, each with a worker of its
 * own, behind the guard. See api/README.md for what it promises and what it leaves to a proxy.
 */

struct server_options {
    const char *listen;                /**< `127.0.0.1:8080`, `[::1]:8080`; port 0: any free one */
    int listen_fd;                     /**< a socket that listens already, or -1 */
    uint32_t threads;                  /**< 0: one a processor */
    uint32_t connections;              /**< in all */
    uint32_t connections_per_host;     /**< from one address; 0: no limit (behind a proxy) */
    int32_t drain_seconds;             /**< how long server_stop waits for answers under way */
    const struct quote_key *quote_key; /**< borrowed; NULL: no quotes are given */
    struct client_limits limits;
};

/** Loopback port 8080, 10,000 connections, 100 an address, 5 s / 30 s / 30 s. */
extern const struct server_options server_defaults;

struct server;

/** How many threads will answer with these options. */
uint32_t server_threads(const struct server_options *options);

/**
 * Starts to answer about the newest of `worlds`, which must be those of editions (editions.h) with
 * a planner for each thread; they and the bulletin must outlive the server. Ignores SIGPIPE for the
 * whole process. False: bad address, port taken, no threads.
 */
MUST_CHECK bool server_start(struct server **server, struct worlds *worlds,
                             struct bulletin *bulletin, const struct server_options *options,
                             struct error *error);

/** Where it answers, `http://127.0.0.1:8080`. */
const char *server_url(const struct server *server);

/** Whether it can be reached from this machine only. */
bool server_is_local(const struct server *server);

/**
 * Takes no further connection (those of a socket it was given wait for the next server), lets the
 * answers under way go out, ends. NULL is fine.
 */
void server_stop(struct server *server);

/** `libmicrohttpd 0.9.75`. */
const char *server_library(void);

#endif
