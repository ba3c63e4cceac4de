#ifndef TESTS_WEB_SERVER_H
#define TESTS_WEB_SERVER_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A server on a loopback port that says what a test wants, however wrong: one connection after the
 * other, one request each. */

struct web_server;

/** Answers `request` (the head, NUL-terminated) on `client`; runs on the server's thread. */
typedef void (*web_answer)(struct web_server *server, const char *request, int client);

/** The server. */
struct web_server {
    web_answer answer;
    int listening;
    uint16_t port;
    pthread_t thread;
    atomic_uint requests;
    char seen[4096]; /**< the newest request; read it when no attempt is under way */
};

/** Starts it; what fails ends the test program. */
void web_server_start(struct web_server *server, web_answer answer);

/** Ends it. */
void web_server_stop(struct web_server *server);

/** Sends bytes. */
void web_server_send(int client, const void *bytes, size_t size);

/** Sends a text. */
void web_server_say(int client, const char *format, ...) __attribute__((format(printf, 2, 3)));

/** Waits until the other side has gone. */
void web_server_await_end(int client);

#endif
