#include "api/cli/build.h"

#include <stdio.h>

#include "api/cli/options.h"

static void print_strings(const struct vec *texts, const char *after)
{
    const char *const *items = texts->data;
    for (uint32_t i = 0; i < texts->count; i++)
        fprintf(stderr, "trajet: %s%s\n", items[i], after);
}

/* What was made, for a person: feed by feed, then the whole. */
static void print_report(const struct builder *builder, const char *path)
{
    const struct builder_feed *feeds = builder->feeds.data;
    const struct freeze_report *frozen = &builder->frozen;
    double seconds = builder->freeze_seconds;
    for (uint32_t i = 0; i < builder->feeds.count; i++) {
        struct report_feed feed = builder_report(&feeds[i]);
        report_print(stdout, &feed, REPORT_SHORT);
        seconds += feeds[i].seconds;
    }
    if (builder->config->streets.count || builder->config->addresses.count) {
        struct report_feed names = naming_report(&builder->naming);
        report_print(stdout, &names, REPORT_SHORT);
        seconds += builder->naming.seconds;
    }
    printf("%s  %.1f MB in %.2f s: %u patterns, %u footpaths, %u links of trips\n", path,
           (double)builder->image_bytes / 1e6, seconds, frozen->patterns, frozen->on_foot.footpaths,
           frozen->links);
    if (frozen->dead_transfers)
        printf("  %u rows of transfers.txt are about stops or trips that nothing serves\n",
               frozen->dead_transfers);
}

/* The first words about a feed that is left out must not be missed: they go to stderr. */
static void print_unusable(const struct builder *builder)
{
    const struct builder_feed *feeds = builder->feeds.data;
    for (uint32_t i = 0; i < builder->feeds.count; i++)
        if (feeds[i].error.kind != ERROR_NONE) {
            fprintf(stderr, "trajet: the feed %s is left out\n", feeds[i].config->tag);
            input_error(&feeds[i].error);
        }
    if (builder->naming.error.kind != ERROR_NONE) {
        fprintf(stderr, "trajet: names of a map or address file are left out\n");
        input_error(&builder->naming.error);
    }
}

/* What the command line says beside the feeds. */
struct wish {
    const char *path;
    bool verbose, quiet;
};

static int build(const struct config *config, const struct wish *wish)
{
    struct builder builder;
    struct draft draft;
    struct error error = {0};
    builder_init(&builder, config);
    build_show_progress(&builder, wish->verbose);
    draft_init(&draft);
    bool read = builder_read(&builder, &draft, &error);
    bool built = read && builder_freeze(&builder, &draft, wish->path, &error);
    build_hide_progress();
    if (read || builder.feeds.count > 1)
        print_unusable(&builder);
    print_strings(&builder.unmet, ": slack for something that is neither a mode nor an agency");
    if (!built)
        input_error(&error);
    else if (!wish->quiet)
        print_report(&builder, wish->path);
    draft_finish(&draft);
    builder_finish(&builder);
    return built ? END_OK : END_INPUT;
}

int build_main(int argc, char **argv)
{
    struct wish wish = {.path = "city.trajet"};
    const struct option options[] = {
        {.name = "output",
         .letter = 'o',
         .kind = OPTION_TEXT,
         .value = &wish.path,
         .argument = "IMAGE",
         .help = "Where to write it (city.trajet)"},
        {.name = "verbose",
         .letter = 'v',
         .kind = OPTION_FLAG,
         .value = &wish.verbose,
         .help = "A line on stderr for each step"},
        {.name = "quiet",
         .letter = 'q',
         .kind = OPTION_FLAG,
         .value = &wish.quiet,
         .help = "No report; what is left out is said all the same"},
        {0},
    };
    const struct command command = {
        .name = "trajet build",
        .arguments = "[-o IMAGE] CITY.json|PATH...",
        .summary =
            "Reads GTFS feeds (zips or folders) and writes a network image. A feed that cannot be\n"
            "used is reported and left out; what is odd in the others is counted.",
        .options = options,
        .examples = "  trajet build city.gtfs.zip\n  trajet build -o region.trajet city.json",
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
    print_strings(&config.notes, "");
    ending = build(&config, &wish);
    config_finish(&config);
    return ending;
}
