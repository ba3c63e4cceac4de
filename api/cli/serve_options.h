#ifndef API_CLI_SERVE_OPTIONS_H
#define API_CLI_SERVE_OPTIONS_H

#include "api/cli/options.h"
#include "engine/base/arena.h"

/* What `trajet serve` and the program trajet-serve both understand: the first hands it on. */

/** As typed. */
struct serve_settings {
    const char *listen, *admin;
    const char *quote_key, *quote_issuer; /**< NULL: none was named */
    int64_t threads, connections, per_address;
    bool trust, quiet;
};

/** Port 8080 of this machine, 10,000 connections, 100 an address. */
extern const struct serve_settings serve_settings_default;

#define SERVE_OPTIONS 9

/** Writes the rows of these options, SERVE_OPTIONS of them, into a table. */
void serve_options(struct serve_settings *settings, struct option *rows);

/** The settings but `listen` and `admin` as words of a command line, ended by NULL. */
char **serve_words(const struct serve_settings *settings, struct arena *arena);

#endif
