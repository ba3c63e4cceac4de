#ifndef API_SUPERVISOR_SUPERVISOR_H
#define API_SUPERVISOR_SUPERVISOR_H

#include <stdbool.h>
#include <stdint.h>

/*
 * `trajet serve`: keeps a server running, and a feeder where there are live feeds; has the
 * timetable built anew when its inputs change, and offers it to the server. It reads nothing that
 * others wrote and faces nobody: it holds the listening socket, processes and files.
 */

/** What the command line says. */
struct supervisor_options {
    const char *listen;    /**< HOST:PORT */
    const char *admin;     /**< HOST:PORT, unix:PATH, `off`; NULL: a socket in the run folder */
    const char *folder;    /**< where versions lie; NULL: in the user's cache */
    int64_t watch_seconds; /**< from one look at the inputs to the next; 0: none */
    char *const *paths;
    int path_count;
    bool quiet;                /**< no lines on stderr, from no process */
    char *const *server_words; /**< options handed on to the server; ends with NULL */
};

/** Serves until a signal ends it; returns how the program ends (enum ending). */
int supervisor_run(const struct supervisor_options *options);

#endif
