#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "api/cli/options.h"
#include "data/live/traffic.h"
#include "engine/base/clock.h"
#include "engine/base/mapfile.h"
#include "feeds/realtime/write.h"

/*
 * make_live IMAGE FOLDER: plays the operators of the demo city. For each feed it keeps three files
 * fresh, TAG-trips.pb, TAG-vehicles.pb and TAG-alerts.pb, until it is ended by a signal.
 */

/* What the command line says. */
struct settings {
    const char *image, *folder;
    int64_t every, seed;
    bool once;
};

static const struct {
    const char *name;
    struct realtime_message (*make)(const struct traffic *traffic, struct arena *arena);
} kinds[] = {{"trips", traffic_trips}, {"vehicles", traffic_vehicles}, {"alerts", traffic_alerts}};

/* Memory that is used again each round. */
struct desk {
    struct arena arena;
    struct vec bytes;
};

static bool write_feed(const struct traffic *traffic, const char *folder, struct desk *desk,
                       struct error *error)
{
    const struct network *network = traffic->network;
    const char *tag = network_text(network, network->feeds[traffic->feed].tag);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        arena_reset(&desk->arena);
        desk->bytes.count = 0;
        struct realtime_message message = kinds[i].make(traffic, &desk->arena);
        realtime_write(&message, &desk->bytes);
        const struct mapfile_part part = {desk->bytes.data, desk->bytes.count};
        const char *path = arena_format(&desk->arena, "%s/%s-%s.pb", folder, tag, kinds[i].name);
        if (!mapfile_write(path, &part, 1, error))
            return false;
    }
    return true;
}

static bool write_all(const struct network *network, const struct settings *settings,
                      struct desk *desk, struct error *error)
{
    unix_time now = clock_now();
    bool written = true;
    for (feed_ix feed = 0; feed < network->counts.feeds && written; feed++) {
        struct traffic traffic;
        traffic_open(&traffic, network, feed, (uint64_t)settings->seed, now);
        written = write_feed(&traffic, settings->folder, desk, error);
        traffic_close(&traffic);
    }
    return written;
}

static int run(const struct network *network, const struct settings *settings)
{
    struct desk desk = {.bytes = vec_of(1)};
    struct error error = {0};
    bool written = write_all(network, settings, &desk, &error);
    while (written && !settings->once) {
        poll(NULL, 0, (int)settings->every * 1000);
        written = write_all(network, settings, &desk, &error);
    }
    arena_finish(&desk.arena);
    vec_finish(&desk.bytes);
    return written ? END_OK : input_error(&error);
}

static bool read_settings(struct settings *settings, int *argc, char **argv, int *ending)
{
    const struct option options[] = {
        {.name = "once", .kind = OPTION_FLAG, .value = &settings->once, .help = "One round only"},
        {.name = "every",
         .kind = OPTION_NUMBER,
         .value = &settings->every,
         .low = 1,
         .high = 3600,
         .argument = "SECONDS",
         .help = "From one round to the next (2)"},
        {.name = "seed",
         .kind = OPTION_NUMBER,
         .value = &settings->seed,
         .low = 0,
         .high = INT32_MAX,
         .argument = "N",
         .help = "Another day of the same kind (1)"},
        {0},
    };
    const struct command command = {
        .name = "make_live",
        .arguments = "[--once] [--every SECONDS] [--seed N] IMAGE FOLDER",
        .summary = "Plays the operators of the demo city: writes GTFS-Realtime messages of what\n"
                   "runs now, late, cancelled or elsewhere, into the folder, again and again. The\n"
                   "same moment and seed give the same messages.",
        .options = options,
        .least = 2,
        .most = 2,
    };
    return options_read(&command, argc, argv, ending);
}

int main(int argc, char **argv)
{
    struct settings settings = {.every = 2, .seed = 1};
    struct network network;
    struct error error = {0};
    int ending;
    if (!read_settings(&settings, &argc, argv, &ending))
        return ending;
    settings.image = argv[1];
    settings.folder = argv[2];
    if (mkdir(settings.folder, 0777) != 0 && errno != EEXIST) {
        error_set(&error, ERROR_SYSTEM, settings.folder, "%s", strerror(errno));
        return input_error(&error);
    }
    if (!network_open(&network, settings.image, &error))
        return input_error(&error);
    ending = run(&network, &settings);
    network_close(&network);
    return ending;
}
