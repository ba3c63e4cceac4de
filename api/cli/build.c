#include "api/cli/build.h"

#include <stdio.h>

#include "api/cli/options.h"

static void print_strings(const struct vec *texts, const char *after)
{
    const char *const *items = texts->data;
    for (uint32_t i = 0; i < texts->count; i++)
        fprintf(stderr, "trajet: %s%s\n", items[i], after);
}

/* Feeds, then what was made of maps and address files. */
static void collect_reports(struct builder *builder, struct vec *reports)
{
    const struct builder_feed *feeds = builder->feeds.data;
    for (uint32_t i = 0; i < builder->feeds.count; i++) {
        struct report_feed feed = builder_report(&feeds[i]);
        vec_push(reports, &feed);
    }
    if (builder->config->streets.count || builder->config->addresses.count) {
        struct report_feed names = naming_report(&builder->naming);
        vec_push(reports, &names);
    }
    if (builder->config->streets.count) {
        struct report_feed streets = paving_report(&builder->paving);
        vec_push(reports, &streets);
    }
}

static void print_walks(const char *who, const struct freeze_walks_report *walks)
{
    printf(
        "  %u footpaths %s: %u by rows, %u on streets, %u in stations, %u straight; changes need "
        "%u\n",
        walks->footpaths, who, walks->kinds[FOOTPATH_RULE], walks->kinds[FOOTPATH_STREET],
        walks->kinds[FOOTPATH_STATION], walks->kinds[FOOTPATH_STRAIGHT], walks->needed);
}

/* What was made, for a person: feed by feed, then the whole. */
static void print_text(const struct builder *builder, const struct vec *reports,
                       const struct report_build *made, bool verbose)
{
    const struct freeze_report *frozen = &builder->frozen;
    double seconds = 0;
    for (uint32_t i = 0; i < reports->count; i++)
        report_print(stdout, vec_at(reports, i), REPORT_SHORT);
    if (verbose)
        report_print_steps(stdout, made);
    for (uint32_t i = 0; i < made->step_count; i++)
        seconds += made->steps[i].seconds;
    printf("%s  %.1f MB in %.2f s: %u patterns, %u footpaths, %u links of trips\n", made->path,
           (double)made->bytes / 1e6, seconds, frozen->patterns, frozen->on_foot.footpaths,
           frozen->links);
    if (builder->paving.paved) {
        print_walks("on foot", &frozen->on_foot);
        print_walks("in a wheelchair", &frozen->in_wheelchair);
        printf("  needed walks told from others in %.2f s\n", frozen->reduce_seconds);
    }
    if (frozen->dead_transfers)
        printf("  %u rows of transfers.txt are about stops or trips that nothing serves\n",
               frozen->dead_transfers);
}

/* What the command line says beside the feeds. */
struct wish {
    const char *path;
    bool verbose, quiet, json;
};

static bool print_report(struct builder *builder, const struct wish *wish, struct error *error)
{
    struct vec reports = vec_of(sizeof(struct report_feed));
    struct report_build made = builder_report_build(builder, wish->path);
    bool printed = true;
    collect_reports(builder, &reports);
    if (wish->json)
        printed = report_print_json(stdout, reports.data, reports.count, &made, error);
    else if (!wish->quiet)
        print_text(builder, &reports, &made, wish->verbose);
    vec_finish(&reports);
    return printed;
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

/* A map that few stops lie on is most likely one of another place. */
static void print_elsewhere(const struct builder *builder)
{
    const struct tie_counts *tied = &builder->paving.tied;
    uint32_t untied = tied->rules[TIE_BY_NOTHING];
    if (builder->paving.paved && untied > tied->stops / 2)
        fprintf(stderr,
                "trajet: %u of %u stops lie on no street of the map: does it show their region?\n",
                untied, tied->stops);
}

/* Without streets all goes on, but not as whoever gave the maps thinks. */
static void print_unpaved(const struct builder *builder)
{
    const struct paving_file *maps = builder->paving.unusable.data;
    for (uint32_t i = 0; i < builder->paving.unusable.count; i++) {
        fprintf(stderr, "trajet: the map %s is left out\n", maps[i].path);
        input_error(&maps[i].error);
    }
    if (builder->paving.error.kind != ERROR_NONE)
        input_error(&builder->paving.error);
    if (builder->paving.flat.kind != ERROR_NONE) {
        fprintf(stderr, "trajet: the streets are flat: a file of heights cannot be used\n");
        input_error(&builder->paving.flat);
    }
    if (builder->config->streets.count && !builder->paving.paved)
        fprintf(stderr, "trajet: NO STREETS: stops are joined by straight lines, and there are no "
                        "ways from door to door\n");
    print_elsewhere(builder);
}

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
    if (read)
        print_unpaved(&builder);
    print_strings(&builder.unmet,
                  ": a time for something that is no mode, agency, route or stop of the feeds");
    if (!built || !print_report(&builder, wish, &error)) {
        input_error(&error);
        built = false;
    }
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
        {.name = "json",
         .kind = OPTION_FLAG,
         .value = &wish.json,
         .help = "The report as JSON, with seconds and memory of each step"},
        {0},
    };
    const struct command command = {
        .name = "trajet build",
        .arguments = "[-o IMAGE] CITY.json|PATH...",
        .summary =
            "Reads GTFS feeds (zips or folders) and OpenStreetMap files and writes a network "
            "image.\n"
            "A file that cannot be used is reported and left out; what is odd in the others is\n"
            "counted.",
        .options = options,
        .examples = "  trajet build city.gtfs.zip city.osm.pbf\n"
                    "  trajet build -o region.trajet city.json",
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
