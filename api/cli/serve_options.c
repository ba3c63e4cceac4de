#include "api/cli/serve_options.h"

#include <inttypes.h>
#include <string.h>

const struct serve_settings serve_settings_default = {
    .listen = "127.0.0.1:8080", .connections = 10000, .per_address = 100};

void serve_options(struct serve_settings *settings, struct option *rows)
{
    const struct option options[SERVE_OPTIONS] = {
        {.name = "listen",
         .kind = OPTION_TEXT,
         .value = &settings->listen,
         .argument = "HOST:PORT",
         .help = "Answer there (127.0.0.1:8080); port 0 takes any free one"},
        {.name = "admin",
         .kind = OPTION_TEXT,
         .value = &settings->admin,
         .argument = "HOST:PORT",
         .help = "The admin page, or unix:PATH, or off (see api/README.md)"},
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
         .value = &settings->per_address,
         .low = 0,
         .high = 1000000,
         .argument = "N",
         .help = "Connections from one address (100); 0: no limit, for use\nbehind a proxy"},
        {.name = "quote-key",
         .kind = OPTION_TEXT,
         .value = &settings->quote_key,
         .argument = "FILE",
         .help =
             "Sign quotes with this key, made by\n`openssl genpkey -algorithm ed25519 -out FILE`"},
        {.name = "quote-issuer",
         .kind = OPTION_TEXT,
         .value = &settings->quote_issuer,
         .argument = "NAME",
         .help = "Who answers for the quotes (the key's thumbprint)"},
        {.name = "trust",
         .kind = OPTION_FLAG,
         .value = &settings->trust,
         .help = "Do not read the whole image against its checksums first"},
        {.name = "quiet",
         .letter = 'q',
         .kind = OPTION_FLAG,
         .value = &settings->quiet,
         .help = "No log lines on stderr"},
    };
    memcpy(rows, options, sizeof options);
}

char **serve_words(const struct serve_settings *settings, struct arena *arena)
{
    char **words = arena_array(arena, SERVE_OPTIONS + 1, sizeof *words);
    size_t count = 0;
    words[count++] = arena_format(arena, "--threads=%" PRId64, settings->threads);
    words[count++] = arena_format(arena, "--connections=%" PRId64, settings->connections);
    words[count++] = arena_format(arena, "--per-address=%" PRId64, settings->per_address);
    if (settings->quote_key)
        words[count++] = arena_format(arena, "--quote-key=%s", settings->quote_key);
    if (settings->quote_issuer)
        words[count++] = arena_format(arena, "--quote-issuer=%s", settings->quote_issuer);
    if (settings->trust)
        words[count++] = arena_format(arena, "--trust");
    if (settings->quiet)
        words[count++] = arena_format(arena, "--quiet");
    return words;
}
