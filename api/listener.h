#ifndef API_LISTENER_H
#define API_LISTENER_H

#include "engine/base/error.h"

#define LISTENER_URL 160

/** A socket that listens. */
struct listener {
    int fd;
    bool is_local;          /**< bound to a loopback address, or to a file */
    char url[LISTENER_URL]; /**< `http://127.0.0.1:8080`, `unix:PATH` */
};

/**
 * Listens at `HOST:PORT` or `[HOST]:PORT`; the host is a number, `localhost` or `*`. The socket is
 * closed on exec. False: not an address, or not to be had.
 */
MUST_CHECK bool listener_open(struct listener *listener, const char *address, struct error *error);

/**
 * Listens at the socket file `path`, which only this user may open; one that nobody listens at any
 * more gives way. False: the path is too long, or not to be had.
 */
MUST_CHECK bool listener_open_file(struct listener *listener, const char *path,
                                   struct error *error);

/** Listens at `unix:PATH` or at a `HOST:PORT` of this machine only. False: it cannot or may not. */
MUST_CHECK bool listener_open_admin(struct listener *listener, const char *address,
                                    struct error *error);

/** Takes over a socket that listens already. False: it does not. */
MUST_CHECK bool listener_adopt(struct listener *listener, int fd, struct error *error);

#endif
