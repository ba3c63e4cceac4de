#include <stdio.h>

#include "api/cli/build.h"
#include "api/cli/check_osm.h"
#include "api/cli/options.h"

/* Reads what is not a map: feeds, or a configuration of feeds. */
static bool read_feeds(struct builder *builder, bool verbose)
{
    build_show_progress(builder, verbose);
    bool usable = builder_check(builder);
    build_hide_progress();
    return usable;
}

/* Prints feeds, then maps, then the streets made of them. */
static bool print(struct builder *builder, const struct vec *maps, bool json, struct error *error)
{
    const struct builder_feed *feeds = builder->feeds.data;
    struct vec reports = vec_of(sizeof(struct report_feed));
    bool printed = true;
    for (uint32_t i = 0; i < builder->feeds.count; i++) {
        struct report_feed feed = builder_report(&feeds[i]);
        vec_push(&reports, &feed);
    }
    for (uint32_t i = 0; i < maps->count; i++) {
        struct report_feed map = check_osm_report(vec_at(maps, i));
        vec_push(&reports, &map);
    }
    if (builder->paving.paved) {
        struct report_feed streets = paving_report(&builder->paving);
        vec_push(&reports, &streets);
    }
    if (json)
        printed = report_print_json(stdout, reports.data, reports.count, NULL, error);
    for (uint32_t i = 0; !json && i < reports.count; i++)
        report_print(stdout, vec_at(&reports, i), REPORT_FULL);
    vec_finish(&reports);
    return printed;
}

/* The maps of the configuration, each for itself. */
static bool survey_maps(const struct config *config, struct vec *maps)
{
    const struct config_file *files = config->streets.data;
    bool usable = true;
    for (uint32_t i = 0; i < config->streets.count; i++) {
        struct check_osm *map = vec_add(maps);
        map->path = files[i].path;
        usable = check_osm_read(map) && usable;
    }
    return usable;
}

static int check(const struct config *config, bool json, bool verbose)
{
    struct builder builder;
    struct error error = {0};
    struct vec maps = vec_of(sizeof(struct check_osm));
    builder_init(&builder, config);
    bool usable = survey_maps(config, &maps);
    /* A map that cannot be read makes no streets: nothing more is to be said of it. */
    usable = (config->feeds.count || usable) && read_feeds(&builder, verbose) && usable;
    int ending = usable ? END_OK : END_INPUT;
    if (!print(&builder, &maps, json, &error))
        ending = input_error(&error);
    for (uint32_t i = 0; i < maps.count; i++)
        check_osm_finish(vec_at(&maps, i));
    vec_finish(&maps);
    builder_finish(&builder);
    return ending;
}

static int check_paths(char **paths, int count, bool json, bool verbose)
{
    struct config config;
    struct error error = {0};
    if (!config_of_paths(&config, paths, (uint32_t)count, &error))
        return input_error(&error);
    int ending = check(&config, json, verbose);
    config_finish(&config);
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
        .summary =
            "Reads GTFS feeds and OpenStreetMap files (PBF, XML) and reports what is odd in\n"
            "them: a stable code, how often, what was done about it, and the first places\n"
            "with file and line. It ends with 0 when every one can be used, however odd,\n"
            "and with 3 when one cannot.",
        .options = options,
        .least = 1,
        .most = -1,
        .print_version = build_print_version,
    };
    int ending;
    if (!options_read(&command, &argc, argv, &ending))
        return ending;
    return check_paths(argv + 1, argc - 1, json, verbose);
}
