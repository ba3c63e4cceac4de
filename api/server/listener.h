#ifndef API_SERVER_LISTENER_H
#define API_SERVER_LISTENER_H

#include "engine/base/error.h"

#define LISTENER_URL 96

/** A socket that listens. */
struct listener {
    int fd;
    bool is_local; /**< bound to a loopback address */
    char url[LISTENER_URL];
};

/**
 * Listens at `HOST:PORT` or `[HOST]:PORT`; the host is a number, `localhost` or `*`.
 * False: not an address, or not to be had.
 */
MUST_CHECK bool listener_open(struct listener *listener, const char *address, struct error *error);

#endif
