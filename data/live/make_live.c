#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "api/cli/options.h"
#include "data/live/traffic.h"
#include "data/parking/parking.h"
#include "data/sharing/sharing.h"
#include "engine/base/clock.h"
#include "engine/base/mapfile.h"
#include "feeds/realtime/write.h"

/*
 * make_live IMAGE FOLDER: plays the operators of the demo city. For each feed it keeps three files
 * fresh, TAG-trips.pb, TAG-vehicles.pb and TAG-alerts.pb, for each system of shared vehicles the
 * documents in gbfs/SYSTEM, and for car parks parking.json, until it is ended by a signal.
 */

/* What the command line says. */
struct settings {
    const char *image, *folder;
    int64_t every, seed;
    bool once;
    unix_time began; /* the moment of the first round, whatever time it takes to get there */
};

static const struct {
    const char *name;
    struct realtime_message (*make)(const struct traffic *traffic, struct arena *arena);
} kinds[] = {{"trips", traffic_trips}, {"vehicles", traffic_vehicles}, {"alerts", traffic_alerts}};

/* Memory that is used again each round, and what was found out about the city before. */
struct desk {
    struct arena arena;
    struct vec bytes;
    struct sharing sharing;
    bool shares; /* it is the demo city: there are shared vehicles */
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

static bool make_folder(const char *path, struct error *error)
{
    if (mkdir(path, 0777) == 0 || errno == EEXIST)
        return true;
    return error_set(error, ERROR_SYSTEM, path, "%s", strerror(errno));
}

/* Whether the file says just that already. */
static bool is_there(const char *path, const struct sharing_document *document)
{
    struct mapfile file = {0};
    bool there = mapfile_open(&file, path, NULL) && file.size == document->length &&
                 memcmp(file.bytes, document->text, document->length) == 0;
    mapfile_close(&file);
    return there;
}

/* Most documents say the same for some time: they are left alone. */
static bool write_shared(const char *folder, unix_time now, struct desk *desk, struct error *error)
{
    uint32_t count = 0;
    arena_reset(&desk->arena);
    const struct sharing_document *documents =
        sharing_tell(&desk->sharing, now, &desk->arena, &count);
    if (!make_folder(arena_format(&desk->arena, "%s/gbfs", folder), error))
        return false;
    for (uint32_t i = 0; i < count; i++) {
        const struct sharing_document *document = &documents[i];
        const char *system = arena_format(&desk->arena, "%s/gbfs/%s", folder, document->system);
        const char *path = arena_format(&desk->arena, "%s/%s", system, document->name);
        const struct mapfile_part part = {document->text, document->length};
        if (!make_folder(system, error) ||
            (!is_there(path, document) && !mapfile_write(path, &part, 1, error)))
            return false;
    }
    return true;
}

static bool write_parking(const struct network *network, const struct settings *settings,
                          unix_time now, struct desk *desk, struct error *error)
{
    arena_reset(&desk->arena);
    const char *text = parking_tell(network, (uint64_t)settings->seed, now, &desk->arena);
    const char *path = arena_format(&desk->arena, "%s/parking.json", settings->folder);
    const struct mapfile_part part = {text, text ? strlen(text) : 0};
    return !text || mapfile_write(path, &part, 1, error);
}

static bool write_all(const struct network *network, const struct settings *settings, unix_time now,
                      struct desk *desk, struct error *error)
{
    bool written = true;
    for (feed_ix feed = 0; feed < network->counts.feeds && written; feed++) {
        struct traffic traffic;
        traffic_open(&traffic, network, feed, (uint64_t)settings->seed, now);
        written = write_feed(&traffic, settings->folder, desk, error);
        traffic_close(&traffic);
    }
    if (written && desk->shares)
        written = write_shared(settings->folder, now, desk, error);
    return written && write_parking(network, settings, now, desk, error);
}

static int run(const struct network *network, const struct settings *settings)
{
    struct desk desk = {.bytes = vec_of(1)};
    struct error error = {0};
    desk.shares = sharing_open(&desk.sharing, network, (uint64_t)settings->seed);
    bool written = write_all(network, settings, settings->began, &desk, &error);
    while (written && !settings->once) {
        poll(NULL, 0, (int)settings->every * 1000);
        written = write_all(network, settings, clock_now(), &desk, &error);
    }
    if (desk.shares)
        sharing_close(&desk.sharing);
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
        .summary =
            "Plays the operators of the demo city: writes GTFS-Realtime messages of what\n"
            "runs now, late, cancelled or elsewhere, GBFS documents of the vehicles that can\n"
            "be hired, and what is free in car parks, into the folder, again and again. The\n"
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
    settings.began = clock_now();
    settings.image = argv[1];
    settings.folder = argv[2];
    if (!make_folder(settings.folder, &error))
        return input_error(&error);
    if (!network_open(&network, settings.image, &error))
        return input_error(&error);
    ending = run(&network, &settings);
    network_close(&network);
    return ending;
}
