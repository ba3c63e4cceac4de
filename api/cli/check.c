#include <stdio.h>

#include "api/cli/build.h"
#include "api/cli/options.h"

static void print_text(const struct builder *builder)
{
    const struct builder_feed *feeds = builder->feeds.data;
    for (uint32_t i = 0; i < builder->feeds.count; i++) {
        struct report_feed feed = builder_report(&feeds[i]);
        report_print(stdout, &feed, REPORT_FULL);
    }
}

static bool print_json(const struct builder *builder, struct error *error)
{
    const struct builder_feed *feeds = builder->feeds.data;
    struct vec reports = vec_of(sizeof(struct report_feed));
    for (uint32_t i = 0; i < builder->feeds.count; i++) {
        struct report_feed feed = builder_report(&feeds[i]);
        vec_push(&reports, &feed);
    }
    bool printed = report_print_json(stdout, reports.data, reports.count, error);
    vec_finish(&reports);
    return printed;
}

static int check(const struct config *config, bool json, bool verbose)
{
    struct builder builder;
    struct error error = {0};
    builder_init(&builder, config);
    build_show_progress(&builder, verbose);
    int ending = builder_check(&builder) ? END_OK : END_INPUT;
    build_hide_progress();
    if (!json)
        print_text(&builder);
    else if (!print_json(&builder, &error))
        ending = input_error(&error);
    builder_finish(&builder);
    return ending;
}

int check_main(int argc, char **argv)
{
    bool json = false, verbose = false;
    const struct option options[] = {
        {.name = "json", .kind = OPTION_FLAG, .value = &json, .help = "Print JSON"},
        {.name = "verbose",
         .letter = 'v',
         .kind = OPTION_FLAG,
         .value = &verbose,
         .help = "A line on stderr for each step"},
        {0},
    };
    const struct command command = {
        .name = "trajet check",
        .arguments = "[--json] CITY.json|PATH...",
        .summary = "Reads GTFS feeds and reports what is odd in them: a stable code, how often,\n"
                   "what was done about it, and the first places with file and line. It ends with\n"
                   "0 when every feed can be used, however odd, and with 3 when one cannot.",
        .options = options,
        .least = 1,
        .most = -1,
        .print_version = build_print_version,
    };
    int ending;
    if (!options_read(&command, &argc, argv, &ending))
        return ending;
    struct config config;
    struct error error = {0};
    if (!config_of_paths(&config, argv + 1, (uint32_t)(argc - 1), &error))
        return input_error(&error);
    ending = check(&config, json, verbose);
    config_finish(&config);
    return ending;
}
