#include "tests/fuzz/forging.h"

#include <string.h>
#include <unistd.h>

#include "engine/street/reach.h"
#include "tests/rich.h"

/*
 * Images that somebody forged: sections changed and cut short, checksums sound. The bytes are
 * changes of eight bytes each: which section, what to do, which 4 bytes of it, a value. What
 * network_open and network_check let pass, questions must survive.
 */

static struct built built;
static char path[256];

static void finish(void)
{
    built_finish(&built);
}

static void begin(void)
{
    rich_build(&built);
    snprintf(path, sizeof path, "%s", scratch_path(&built.scratch, "forged"));
    atexit(finish);
}

/* The way from a stop's own place to another stop, and its line. */
static void walk(struct street_worker *worker, const struct metric *metric, struct point at,
                 stop_ix to)
{
    struct arena arena = {0};
    struct door from, door;
    struct path path_found;
    struct point *points;
    struct path_ask ask = {metric, &from, &door, COST_NEVER};
    door_at(worker, metric, at, DOOR_ANY_LEVEL, DOOR_METRES, &from);
    if (door_of(street_worker_streets(worker), TIE_STOP, to, &door) &&
        path_find(worker, &ask, &arena, &path_found))
        PROMISE(path_points(street_worker_streets(worker), &path_found, &arena, &points) > 0);
    arena_finish(&arena);
}

/* Everybody from each stop, by the streets and with a park on the way. */
static void walk_around(const struct network *network)
{
    struct streets streets = network_streets(network);
    struct street_worker *worker = street_worker_create(&streets);
    uint32_t served = network->facts->served_stops;
    for (stop_ix stop = 0; stop < served; stop++)
        for (enum travel travel = TRAVEL_FOOT; travel < TRAVELS; travel++) {
            struct arena arena = {0};
            struct reach reach;
            struct means means[] = {
                {.kind = MEANS_MOVE,
                 .profile = profile_of(travel),
                 .on_foot = profile_of(TRAVEL_FOOT),
                 .seconds_max = 7200},
                {.kind = MEANS_PARK,
                 .profile = profile_of(travel),
                 .on_foot = profile_of(TRAVEL_FOOT),
                 .seconds_max = 7200,
                 .handling_seconds = 60},
                {.kind = MEANS_DROPPED,
                 .profile = profile_of(TRAVEL_CAR),
                 .on_foot = profile_of(TRAVEL_WHEELCHAIR),
                 .seconds_max = 7200,
                 .handling_seconds = 60},
            };
            means[0].profile.taste = TASTE_SAFER;
            struct reach_ask ask = {.place = network->stops[stop].at,
                                    .level = DOOR_ANY_LEVEL,
                                    .to_place = stop & 1,
                                    .means = means,
                                    .means_count = 3};
            reach_run(network, worker, &ask, &arena, &reach);
            for (uint32_t i = 0; i < reach.count; i++)
                PROMISE(reach.stops[i].stop < served && reach.stops[i].seconds <= 7200);
            walk(worker, street_worker_metric(worker, &means[0].profile), network->stops[stop].at,
                 (stop + 1) % served);
            arena_finish(&arena);
        }
    street_worker_destroy(worker);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct forge forge;
    struct network network;
    struct error error = {0};
    if (!*path)
        begin();
    forge_init(&forge, &built.network.image);
    forging_change(&forge, bytes, size);
    forge_write(&forge, path);
    forge_finish(&forge);
    if (!network_open(&network, path, &error)) {
        PROMISE(error.kind == ERROR_CORRUPT && *error.text);
        return 0;
    }
    if (network_check(&network, &error)) {
        const struct world world = {.network = &network};
        forging_ask(&world);
        forging_read_boards(&world);
        walk_around(&network);
    } else {
        PROMISE(error.kind == ERROR_CORRUPT && *error.text && *error.place);
    }
    network_close(&network);
    return 0;
}
