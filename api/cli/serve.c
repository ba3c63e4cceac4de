/* The program that faces the net: it maps what we froze, and reads nothing that others wrote. */
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>

#include "api/cli/city.h"
#include "api/cli/options.h"
#include "api/render.h"
#include "api/server/server.h"
#include "engine/base/log.h"

/* What the command line says. */
struct settings {
    const char *listen;
    int64_t threads, connections, per_host;
    bool quiet, trust;
};

static void print_version(void)
{
    printf("%s\njansson %s\n", server_library(), render_library());
}

static bool read_settings(struct settings *settings, int *argc, char **argv, int *ending)
{
    const struct option options[] = {
        {.name = "listen",
         .kind = OPTION_TEXT,
         .value = &settings->listen,
         .argument = "HOST:PORT",
         .help = "Answer there (127.0.0.1:8080); port 0 takes any free one"},
        {.name = "threads",
         .kind = OPTION_NUMBER,
         .value = &settings->threads,
         .low = 0,
         .high = 1024,
         .argument = "N",
         .help = "Threads that answer (one a processor)"},
        {.name = "connections",
         .kind = OPTION_NUMBER,
         .value = &settings->connections,
         .low = 1,
         .high = 1000000,
         .argument = "N",
         .help = "Connections at a time (10000)"},
        {.name = "per-address",
         .kind = OPTION_NUMBER,
         .value = &settings->per_host,
         .low = 0,
         .high = 1000000,
         .argument = "N",
         .help = "Connections from one address (100); 0: no limit, for use\nbehind a proxy"},
        {.name = "trust",
         .kind = OPTION_FLAG,
         .value = &settings->trust,
         .help = "Do not read the whole image against its checksums first"},
        {.name = "quiet",
         .letter = 'q',
         .kind = OPTION_FLAG,
         .value = &settings->quiet,
         .help = "No line a request on stderr"},
        {0},
    };
    const struct command command = {
        .name = "trajet serve",
        .arguments = "[--listen HOST:PORT] IMAGE|CITY.json|PATH...",
        .summary =
            "Answers over HTTP in the dialect of the MOTIS API (v1 to v6), see api/README.md.\n"
            "What is no image is built first, into a temporary one. It prints one line,\n"
            "`listening on URL`, when it answers, and ends with SIGTERM or SIGINT once the\n"
            "answers under way have gone out. Put a proxy in front to face the net.",
        .options = options,
        .examples = "  trajet serve city.trajet\n"
                    "  trajet serve --listen 127.0.0.1:0 city.gtfs.zip\n"
                    "  curl 'http://127.0.0.1:8080/x/v1/feeds'",
        .least = 1,
        .most = -1,
        .print_version = print_version,
    };
    return options_read(&command, argc, argv, ending);
}

enum { OWN_FILES = 64 };

/* A connection is a file: takes as many as the system lets us have. */
static void make_room_for(uint32_t connections)
{
    struct rlimit limit;
    rlim_t wanted = (rlim_t)connections + OWN_FILES;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted)
        return;
    limit.rlim_cur = wanted < limit.rlim_max ? wanted : limit.rlim_max;
    if (setrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur < wanted)
        log_line("server", "open files are limited to %llu: fewer connections than %u fit",
                 (unsigned long long)limit.rlim_cur, connections);
}

/* SIGTERM and SIGINT are waited for, by this thread only; a second one ends us at once. */
static void wait_for_end(const sigset_t *signals)
{
    int got;
    sigwait(signals, &got);
    log_line("server", "ending=signal_%d", got);
    pthread_sigmask(SIG_UNBLOCK, signals, NULL);
}

static struct server_options options_of(const struct settings *settings)
{
    struct server_options options = server_defaults;
    options.listen = settings->listen;
    options.threads = (uint32_t)settings->threads;
    options.connections = (uint32_t)settings->connections;
    options.connections_per_host = (uint32_t)settings->per_host;
    return options;
}

static int serve(const struct network *network, const struct settings *settings,
                 const sigset_t *signals)
{
    const struct world world = {.network = network};
    const struct server_options options = options_of(settings);
    struct places *places = places_create(network);
    struct server *server;
    struct error error = {0};
    int ending = END_OK;
    make_room_for(options.connections);
    if (server_start(&server, &world, places, &options, &error)) {
        if (!server_is_local(server))
            log_line("server", "this address can be reached from outside: put a proxy in front");
        printf("listening on %s\n", server_url(server));
        fflush(stdout);
        wait_for_end(signals);
        server_stop(server);
    } else {
        ending = input_error(&error);
    }
    places_destroy(places);
    return ending;
}

int main(int argc, char **argv)
{
    struct settings settings = {
        .listen = server_defaults.listen,
        .connections = server_defaults.connections,
        .per_host = server_defaults.connections_per_host,
    };
    int ending;
    if (!read_settings(&settings, &argc, argv, &ending))
        return ending;
    log_enable(!settings.quiet);
    struct network network;
    struct error error = {0};
    if (!city_open(&network, argv + 1, argc - 1, &error))
        return input_error(&error);
    ending = END_OK;
    if (!settings.trust && !network_verify(&network, &error))
        ending = input_error(&error);
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, NULL);
    if (ending == END_OK)
        ending = serve(&network, &settings, &signals);
    network_close(&network);
    return ending;
}
