#include <stdio.h>

#include "api/cli/build.h"
#include "api/cli/check_gbfs.h"
#include "api/cli/check_osm.h"
#include "api/cli/check_realtime.h"
#include "api/cli/options.h"
#include "feeds/realtime/realtime.h"

/* Reads what is not a map: feeds, or a configuration of feeds. */
static bool read_feeds(struct builder *builder, bool verbose)
{
    build_show_progress(builder, verbose);
    bool usable = builder_check(builder);
    build_hide_progress();
    return usable;
}

/* All that is checked at once. */
struct checking {
    struct config config;
    struct builder builder;
    struct vec maps;     /* struct check_osm */
    struct vec messages; /* struct check_realtime */
    struct vec shared;   /* struct check_gbfs */
    struct vec paths;    /* char *: what is none of these */
    bool json, verbose;
};

/* Feeds, then maps, the streets made of them, the city's prices, messages, shared vehicles. */
static struct vec gather(struct checking *checking)
{
    const struct builder_feed *feeds = checking->builder.feeds.data;
    struct vec reports = vec_of(sizeof(struct report_feed));
    for (uint32_t i = 0; i < checking->builder.feeds.count; i++) {
        struct report_feed feed = builder_report(&feeds[i]);
        vec_push(&reports, &feed);
    }
    for (uint32_t i = 0; i < checking->maps.count; i++) {
        struct report_feed map = check_osm_report(vec_at(&checking->maps, i));
        vec_push(&reports, &map);
    }
    if (checking->builder.paving.paved) {
        struct report_feed streets = paving_report(&checking->builder.paving);
        vec_push(&reports, &streets);
    }
    if (checking->builder.pricing.folder) {
        struct report_feed prices = pricing_report(&checking->builder.pricing);
        vec_push(&reports, &prices);
    }
    for (uint32_t i = 0; i < checking->messages.count; i++) {
        struct report_feed message = check_realtime_report(vec_at(&checking->messages, i));
        vec_push(&reports, &message);
    }
    for (uint32_t i = 0; i < checking->shared.count; i++) {
        struct report_feed system = check_gbfs_report(vec_at(&checking->shared, i));
        vec_push(&reports, &system);
    }
    return reports;
}

static bool print(struct checking *checking, struct error *error)
{
    struct vec reports = gather(checking);
    bool printed = true;
    if (checking->json)
        printed = report_print_json(stdout, reports.data, reports.count, NULL, error);
    for (uint32_t i = 0; !checking->json && i < reports.count; i++)
        report_print(stdout, vec_at(&reports, i), REPORT_FULL);
    vec_finish(&reports);
    return printed;
}

/* The maps of the configuration, each for itself. */
static bool survey_maps(struct checking *checking)
{
    const struct config_file *files = checking->config.streets.data;
    bool usable = true;
    for (uint32_t i = 0; i < checking->config.streets.count; i++) {
        struct check_osm *map = vec_add(&checking->maps);
        map->path = files[i].path;
        usable = check_osm_read(map) && usable;
    }
    return usable;
}

/* Feeds and maps. */
static bool check_city(struct checking *checking)
{
    bool usable = survey_maps(checking);
    /* A map that cannot be read makes no streets: nothing more is to be said of it. */
    return (checking->config.feeds.count || usable) &&
           read_feeds(&checking->builder, checking->verbose) && usable;
}

/* Messages and shared vehicles stand for themselves; all else goes together as one city. */
static void sort_paths(struct checking *checking, char **paths, int count)
{
    for (int i = 0; i < count; i++)
        if (realtime_recognise(paths[i]))
            ((struct check_realtime *)vec_add(&checking->messages))->path = paths[i];
        else if (check_gbfs_recognise(paths[i]))
            ((struct check_gbfs *)vec_add(&checking->shared))->path = paths[i];
        else
            vec_push(&checking->paths, &paths[i]);
}

static int check(struct checking *checking)
{
    struct error error = {0};
    bool usable = true;
    if (checking->paths.count &&
        !config_of_paths(&checking->config, checking->paths.data, checking->paths.count, &error))
        return input_error(&error);
    builder_init(&checking->builder, &checking->config);
    for (uint32_t i = 0; i < checking->messages.count; i++)
        usable = check_realtime_read(vec_at(&checking->messages, i)) && usable;
    for (uint32_t i = 0; i < checking->shared.count; i++)
        usable = check_gbfs_read(vec_at(&checking->shared, i)) && usable;
    if (checking->paths.count)
        usable = check_city(checking) && usable;
    int ending = usable ? END_OK : END_INPUT;
    if (!print(checking, &error))
        ending = input_error(&error);
    builder_finish(&checking->builder);
    config_finish(&checking->config);
    return ending;
}

static int check_paths(char **paths, int count, bool json, bool verbose)
{
    struct checking checking = {
        .maps = vec_of(sizeof(struct check_osm)),
        .messages = vec_of(sizeof(struct check_realtime)),
        .shared = vec_of(sizeof(struct check_gbfs)),
        .paths = vec_of(sizeof(char *)),
        .json = json,
        .verbose = verbose,
    };
    sort_paths(&checking, paths, count);
    int ending = check(&checking);
    for (uint32_t i = 0; i < checking.maps.count; i++)
        check_osm_finish(vec_at(&checking.maps, i));
    for (uint32_t i = 0; i < checking.messages.count; i++)
        check_realtime_finish(vec_at(&checking.messages, i));
    for (uint32_t i = 0; i < checking.shared.count; i++)
        check_gbfs_finish(vec_at(&checking.shared, i));
    vec_finish(&checking.shared);
    vec_finish(&checking.maps);
    vec_finish(&checking.messages);
    vec_finish(&checking.paths);
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
            "Reads GTFS feeds, OpenStreetMap files (PBF, XML), GTFS-Realtime messages, GBFS\n"
            "(gbfs.json or a folder of documents) and the folder of prices that a city.json\n"
            "names, and reports what is odd in them: a stable code, how often, what was done\n"
            "about it, and the first places with file and line; of messages and GBFS also how\n"
            "old they are (--now TIME says when). It ends with 0 when every one can be used,\n"
            "however odd, and with 3 when one cannot.",
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
