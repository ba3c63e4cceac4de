#include <string.h>
#include <unistd.h>

#include "api/cli/program.h"
#include "api/cli/serve_options.h"
#include "api/cli/verbs.h"
#include "api/quote_key.h"
#include "api/supervisor/supervisor.h"
#include "engine/base/log.h"

enum { OWN_OPTIONS = 2 };

/* The server's own page says it. */
static void print_version(void)
{
    char option[] = "--version";
    char *argv[] = {NULL, option, NULL};
    int ending;
    (void)!program_run("trajet-serve", argv, STDOUT_FILENO, &ending, NULL);
}

static bool read_options(struct serve_settings *settings, struct supervisor_options *supervised,
                         int *argc, char **argv, int *ending)
{
    struct option options[SERVE_OPTIONS + OWN_OPTIONS + 1] = {
        {.name = "state",
         .kind = OPTION_TEXT,
         .value = &supervised->folder,
         .argument = "DIR",
         .help = "Keep built versions there (in the user's cache folder)"},
        {.name = "watch",
         .kind = OPTION_NUMBER,
         .value = &supervised->watch_seconds,
         .high = 86400,
         .argument = "SECONDS",
         .help = "Look so often whether the inputs have changed (10); 0: never"},
    };
    serve_options(settings, options + OWN_OPTIONS);
    const struct command command = {
        .name = "trajet serve",
        .arguments = "[--listen HOST:PORT] IMAGE|CITY.json|PATH...",
        .summary =
            "Answers over HTTP in the dialect of the MOTIS API (v1 to v6), see api/README.md.\n"
            "What is no image is built first. It prints one line, `listening on URL`, when it\n"
            "answers. When the inputs change (or with SIGHUP) they are built anew beside it, and\n"
            "answers go over to the new timetable without a pause; one that cannot be used is put\n"
            "aside, and the last good one serves on. A process that dies is started again.\n"
            "It ends with SIGTERM or SIGINT once the answers under way have gone out. Put a proxy\n"
            "in front to face the net.",
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

/* The server would go on without quotes when its key is bad: whoever starts it here should know. */
static bool check_quote_key(const struct serve_settings *settings)
{
    struct quote_key key;
    struct error error = {0};
    if (!settings->quote_key)
        return true;
    bool good = quote_key_open(&key, settings->quote_key, settings->quote_issuer, &error);
    quote_key_close(&key);
    if (!good)
        input_error(&error);
    return good;
}

int serve_main(int argc, char **argv)
{
    struct serve_settings settings = serve_settings_default;
    struct supervisor_options options = {.watch_seconds = 10};
    struct arena arena = {0};
    int ending;
    if (!read_options(&settings, &options, &argc, argv, &ending))
        return ending;
    if (!check_quote_key(&settings))
        return END_INPUT;
    log_enable(!settings.quiet);
    options.listen = settings.listen;
    options.admin = settings.admin;
    options.quiet = settings.quiet;
    options.paths = argv + 1;
    options.path_count = argc - 1;
    options.server_words = serve_words(&settings, &arena);
    ending = supervisor_run(&options);
    arena_finish(&arena);
    return ending;
}
