#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/cli/options.h"
#include "engine/base/clock.h"
#include "engine/base/mapfile.h"
#include "engine/board/runs.h"
#include "engine/network/keys.h"
#include "feeds/realtime/write.h"

/*
 * make_updates IMAGE N FILE --now TIME: a GTFS-Realtime message with so many trip updates, of runs
 * under way at that time or starting within --hours of it (3), spread evenly over all of these.
 * Each is late by 0 to 15 minutes, by another time in each message (each --now), and tells its next
 * 30 stops. For benches of large live feeds.
 */

enum { STOPS = 30, LATE = 900 };

/* A message being made. */
struct making {
    struct world world;
    feed_ix feed;
    unix_time now;
    int64_t hours;
    struct arena arena;
    struct vec runs; /* struct run */
    uint32_t stops;
};

/* Steele, Lea, Flood: SplitMix64. */
static uint64_t mix(uint64_t a, uint64_t b)
{
    uint64_t z = a * 0x9e3779b97f4a7c15u + b;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

static bool add_run(void *context, struct run run, unix_time day_start)
{
    struct making *making = context;
    (void)day_start;
    vec_push(&making->runs, &run);
    return true;
}

static void find_runs(struct making *making)
{
    const struct network *network = making->world.network;
    const struct board_span span = {making->now, making->now + making->hours * 3600};
    for (pattern_ix i = 0; i < network->counts.patterns; i++) {
        const struct pattern *pattern = &network->patterns[i];
        const struct runs_part whole = {.last_call = pattern->call_count - 1, .last_arrives = true};
        if (network->routes[pattern->route].feed == making->feed)
            runs_visit(&making->world, i, &whole, span, add_run, making);
    }
}

static struct realtime_text text_of(const struct network *network, text_ix text)
{
    const char *bytes = network_text(network, text);
    return (struct realtime_text){*bytes ? bytes : NULL, (uint32_t)strlen(bytes)};
}

static struct realtime_event at(unix_time time)
{
    return (struct realtime_event){.has_time = true, .time = time};
}

static void fill_stops(struct making *making, struct run run, struct realtime_trip *update)
{
    const struct network *network = making->world.network;
    const struct pattern *pattern = &network->patterns[network->trips[run.trip].pattern];
    uint64_t seed = mix(mix((uint64_t)making->now, run.trip), (uint64_t)run.start);
    int32_t late = (int32_t)(seed % LATE);
    uint32_t call = 0;
    while (call + 1 < pattern->call_count &&
           run_depart(&making->world, run, call) + late < making->now)
        call++;
    uint32_t count = pattern->call_count - call < STOPS ? pattern->call_count - call : STOPS;
    struct realtime_stop *stops = arena_array(&making->arena, count, sizeof *stops);
    for (uint32_t i = 0; i < count; i++) {
        stop_ix stop = network_call_stop(network, pattern, call + i);
        stops[i] = (struct realtime_stop){
            .stop_id = text_of(network, network->stops[stop].id),
            .arrival = at(run_arrive(&making->world, run, call + i) + late),
            .departure = at(run_depart(&making->world, run, call + i) + late),
            .occupancy = OCCUPANCY_NOT_GIVEN,
        };
    }
    update->stops = stops;
    update->stop_count = count;
    making->stops += count;
}

static void fill_update(struct making *making, struct run run, struct realtime_trip *update)
{
    const struct network *network = making->world.network;
    const struct trip *trip = &network->trips[run.trip];
    update->run = (struct realtime_run){
        .trip_id = text_of(network, trip->id),
        .route_id = text_of(network, network_trip_route(network, run.trip)->id),
        .start_date = run.day,
        .start_time = run.start,
        .has_start_date = true,
        .has_start_time = trip->frequency_count > 0,
    };
    char *id = arena_format(&making->arena, "%s/%" PRId32 "/%" PRId32, update->run.trip_id.text,
                            run.day, run.start);
    update->entity = (struct realtime_text){id, (uint32_t)strlen(id)};
    update->stamp = making->now;
    fill_stops(making, run, update);
}

/* `most` of the runs, or all where there are fewer. */
static struct realtime_message fill(struct making *making, uint32_t most)
{
    const struct run *runs = making->runs.data;
    uint32_t found = making->runs.count, count = found < most ? found : most;
    struct realtime_trip *trips = arena_array(&making->arena, count, sizeof *trips);
    for (uint32_t i = 0; i < count; i++)
        fill_update(making, runs[(uint64_t)i * found / count], &trips[i]);
    return (struct realtime_message){
        .version = {"2.0", 3}, .stamp = making->now, .trips = trips, .trip_count = count};
}

static bool make(struct making *making, uint32_t most, const char *path, struct error *error)
{
    struct vec bytes = vec_of(1);
    find_runs(making);
    struct realtime_message message = fill(making, most);
    realtime_write(&message, &bytes);
    const struct mapfile_part part = {bytes.data, bytes.count};
    bool written = mapfile_write(path, &part, 1, error);
    printf("runs %u, updates %u, stops %u, bytes %u\n", making->runs.count, message.trip_count,
           making->stops, bytes.count);
    vec_finish(&bytes);
    vec_finish(&making->runs);
    arena_finish(&making->arena);
    return written;
}

int main(int argc, char **argv)
{
    const char *tag = NULL;
    int64_t hours = 3;
    const struct option options[] = {
        {.name = "feed",
         .kind = OPTION_TEXT,
         .value = &tag,
         .argument = "TAG",
         .help = "Whose runs (those of the first feed)"},
        {.name = "hours",
         .kind = OPTION_NUMBER,
         .value = &hours,
         .low = 1,
         .high = 72,
         .argument = "N",
         .help = "How far ahead runs may start (3)"},
        {0},
    };
    const struct command command = {
        .name = "make_updates",
        .arguments = "[--feed TAG] [--hours N] [--now TIME] IMAGE N FILE",
        .summary = "Writes a GTFS-Realtime message of up to N trip updates, of runs under way or\n"
                   "starting within a few hours. Delays change with --now.",
        .options = options,
        .least = 3,
        .most = 3,
    };
    struct network network;
    struct error error = {0};
    int ending;
    if (!options_read(&command, &argc, argv, &ending))
        return ending;
    unsigned long most = strtoul(argv[2], NULL, 10);
    if (!most || most > 200000)
        return usage_error(&command, "%s: a number from 1 to 200000 is needed", argv[2]);
    if (!network_open(&network, argv[1], &error))
        return input_error(&error);
    struct making making = {.world = {.network = &network},
                            .now = clock_now(),
                            .hours = hours,
                            .runs = vec_of(sizeof(struct run)),
                            .feed = tag ? keys_feed(&network, tag, strlen(tag)) : 0};
    bool made = making.feed < network.counts.feeds
                    ? make(&making, (uint32_t)most, argv[3], &error)
                    : error_set(&error, ERROR_MISSING, "--feed", "no feed is called %s", tag);
    network_close(&network);
    return made ? END_OK : input_error(&error);
}
