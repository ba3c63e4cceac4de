#include "api/server/server.h"

#include <signal.h>
#include <stdio.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "api/server/exchange.h"
#include "api/listener.h"
#include "engine/base/clock.h"
#include "engine/base/memory.h"

/* A connection's memory is four times the longest head that passes the guard, so that it is the
 * guard and not the library that refuses nearly everything too long, and says why. */
enum { CONNECTION_BYTES = 96 * 1024, STRICT = 1, SIGPIPE_IGNORED = 1 };

const struct server_options server_defaults = {
    .listen = "127.0.0.1:8080",
    .listen_fd = -1,
    .connections = 10000,
    .connections_per_host = 100,
    .drain_seconds = 30,
    .limits = {.head_seconds = 5, .idle_seconds = 30, .write_seconds = 30},
};

struct server {
    struct desk desk;
    struct listener listener;
    struct MHD_Daemon *daemon;
    int32_t drain_seconds;
    bool is_lent; /* the socket: others listen to it after us */
};

const char *server_library(void)
{
    static char text[64];
    snprintf(text, sizeof text, "libmicrohttpd %s", MHD_get_version());
    return text;
}

uint32_t server_threads(const struct server_options *options)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    if (options->threads > 0)
        return options->threads;
    return processors > 0 ? (uint32_t)processors : 1;
}

static struct MHD_Daemon *start_daemon(struct server *server, const struct server_options *options)
{
    unsigned threads = server_threads(options);
    struct MHD_OptionItem pool[] = {
        {threads > 1 ? MHD_OPTION_THREAD_POOL_SIZE : MHD_OPTION_END, (intptr_t)threads, NULL},
        {MHD_OPTION_END, 0, NULL},
    };
    return MHD_start_daemon(
        MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_EPOLL | MHD_USE_ITC, 0, NULL, NULL,
        exchange_answer, &server->desk, MHD_OPTION_LISTEN_SOCKET, server->listener.fd,
        MHD_OPTION_CONNECTION_LIMIT, (unsigned)options->connections,
        MHD_OPTION_PER_IP_CONNECTION_LIMIT, (unsigned)options->connections_per_host,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_BYTES, MHD_OPTION_CONNECTION_TIMEOUT,
        (unsigned)options->limits.idle_seconds, MHD_OPTION_STRICT_FOR_CLIENT, STRICT,
        MHD_OPTION_SIGPIPE_HANDLED_BY_APP, SIGPIPE_IGNORED, MHD_OPTION_URI_LOG_CALLBACK,
        exchange_target, &server->desk, MHD_OPTION_NOTIFY_COMPLETED, exchange_end, &server->desk,
        MHD_OPTION_NOTIFY_CONNECTION, exchange_connection, &server->desk, MHD_OPTION_ARRAY, pool,
        MHD_OPTION_END);
}

static bool start_parts(struct server *server, const struct server_options *options,
                        struct error *error)
{
    if (!clients_start(&server->desk.clients, &options->limits, error))
        return false;
    server->is_lent = options->listen_fd >= 0;
    if (!(server->is_lent ? listener_adopt(&server->listener, options->listen_fd, error)
                          : listener_open(&server->listener, options->listen, error)))
        return false;
    server->daemon = start_daemon(server, options);
    if (server->daemon == NULL)
        return error_set(error, ERROR_SYSTEM, options->listen,
                         "the HTTP threads could not be started");
    return true;
}

bool server_start(struct server **out, struct worlds *worlds, struct bulletin *bulletin,
                  const struct server_options *options, struct error *error)
{
    struct server *server = memory_zeroed(1, sizeof *server);
    server->listener.fd = -1;
    server->drain_seconds = options->drain_seconds;
    signal(SIGPIPE, SIG_IGN);
    if (!desk_init(&server->desk, worlds, bulletin, error)) {
        memory_free(server);
        return false;
    }
    server->desk.quote_key = options->quote_key;
    if (!start_parts(server, options, error)) {
        server_stop(server);
        return false;
    }
    *out = server;
    return true;
}

const char *server_url(const struct server *server)
{
    return server->listener.url;
}

bool server_is_local(const struct server *server)
{
    return server->listener.is_local;
}

/* Nobody new; whoever is being answered has his time. */
static void drain(struct server *server)
{
    const struct timespec pause = {.tv_nsec = 5000000};
    int64_t until = clock_ticks() + server->drain_seconds * INT64_C(1000000000);
    atomic_store(&server->desk.winding_down, true);
    MHD_quiesce_daemon(server->daemon);
    if (!server->is_lent)
        shutdown(server->listener.fd, SHUT_RDWR); /* Or the kernel would go on connecting. */
    while (clients_busy(server->desk.clients) > 0 && clock_ticks() < until)
        nanosleep(&pause, NULL);
}

void server_stop(struct server *server)
{
    if (server == NULL)
        return;
    if (server->daemon != NULL) {
        drain(server);
        MHD_stop_daemon(server->daemon);
    }
    if (server->listener.fd >= 0)
        close(server->listener.fd);
    clients_stop(server->desk.clients);
    desk_finish(&server->desk);
    memory_free(server);
}
