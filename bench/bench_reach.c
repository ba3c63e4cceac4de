/* How long it takes to look around on streets. See README.md. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/sample.h"
#include "bench/streets.h"
#include "engine/base/clock.h"
#include "engine/base/memory.h"
#include "engine/network/network.h"
#include "engine/street/worker.h"

enum { MANY = 200, SIDE = 150 };

struct bench {
    struct streets streets;
    struct street_worker *worker;
    uint32_t questions;
    uint64_t state;
    const char *only; /* measures whose names begin so; NULL: all */
};

/* One line of the results. */
struct measure {
    const char *name;
    void (*run)(struct bench *bench, const struct measure *measure);
    enum travel travel;
    uint64_t seconds;
};

static uint32_t draw(struct bench *bench, uint32_t below)
{
    bench->state = bench->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(bench->state >> 33) % below;
}

static const struct metric *metric_for(struct bench *bench, enum travel travel)
{
    struct profile profile = profile_of(travel);
    return street_worker_metric(bench->worker, &profile);
}

/* A point some metres from a street that this traveller may use, and where it meets the streets. */
static void draw_door(struct bench *bench, const struct metric *metric, struct door *door)
{
    do {
        vertex_ix vertex = draw(bench, streets_vertices(&bench->streets));
        struct point at = bench->streets.street_vertices[vertex].at;
        at.lat += (int32_t)draw(bench, 4000) - 2000;
        at.lon += (int32_t)draw(bench, 4000) - 2000;
        door_at(bench->worker, metric, at, DOOR_ANY_LEVEL, DOOR_METRES, door);
    } while (!door->spot_count);
}

static void measure_doors(struct bench *bench, const struct measure *measure)
{
    const struct metric *metric = metric_for(bench, measure->travel);
    struct sample sample;
    sample_init(&sample);
    for (uint32_t i = 0; i < bench->questions; i++) {
        struct door door;
        draw_door(bench, metric, &door);
        struct point at = door.at;
        int64_t start = clock_ticks();
        door_at(bench->worker, metric, at, DOOR_ANY_LEVEL, DOOR_METRES, &door);
        sample_add(&sample, clock_ticks() - start);
    }
    sample_print(&sample, measure->name);
    sample_finish(&sample);
}

/* With the door, as a question has it, or without. */
static void measure_flood(struct bench *bench, const struct measure *measure)
{
    const struct metric *metric = metric_for(bench, measure->travel);
    struct sample sample;
    uint64_t settled = 0;
    sample_init(&sample);
    for (uint32_t i = 0; i < bench->questions; i++) {
        struct door door;
        uint32_t count;
        draw_door(bench, metric, &door);
        struct flood_source source = {&door, 0};
        struct flood_ask ask = {metric, FLOOD_FROM, &source, 1, measure->seconds * 1000000000,
                                NULL};
        int64_t start = clock_ticks();
        flood_run(bench->worker, &ask);
        sample_add(&sample, clock_ticks() - start);
        flood_settled(bench->worker, &count);
        settled += count;
    }
    sample_print(&sample, measure->name);
    printf("    %.0f vertices in the mean, %.1f ns a vertex\n", (double)settled / bench->questions,
           (double)sample_summary(&sample).median / ((double)settled / bench->questions));
    sample_finish(&sample);
}

static void measure_many(struct bench *bench, const struct measure *measure)
{
    const struct metric *metric = metric_for(bench, measure->travel);
    struct door from, *to = memory_zeroed(MANY, sizeof *to);
    struct sample sample;
    uint32_t found = 0;
    sample_init(&sample);
    for (uint32_t i = 0; i < bench->questions / 10; i++) {
        draw_door(bench, metric, &from);
        for (uint32_t k = 0; k < MANY; k++)
            draw_door(bench, metric, &to[k]);
        struct flood_source source = {&from, 0};
        struct flood_ask ask = {metric, FLOOD_FROM, &source, 1, COST_NEVER, NULL};
        int64_t start = clock_ticks();
        flood_run_to(bench->worker, &ask, to, MANY);
        for (uint32_t k = 0; k < MANY; k++)
            found += flood_door_cost(bench->worker, &to[k]) != COST_NEVER;
        sample_add(&sample, clock_ticks() - start);
    }
    sample_print(&sample, measure->name);
    sample_finish(&sample);
    memory_free(to);
}

static void measure_paths(struct bench *bench, const struct measure *measure)
{
    const struct metric *metric = metric_for(bench, measure->travel);
    struct arena arena = {0};
    struct sample sample;
    uint32_t found = 0;
    uint64_t length = 0, pieces = 0;
    sample_init(&sample);
    for (uint32_t i = 0; i < bench->questions; i++) {
        struct door from, to;
        struct path path;
        draw_door(bench, metric, &from);
        draw_door(bench, metric, &to);
        struct path_ask ask = {metric, &from, &to, COST_NEVER};
        int64_t start = clock_ticks();
        bool any = path_find(bench->worker, &ask, &arena, &path);
        sample_add(&sample, clock_ticks() - start);
        found += any;
        length += any ? path.length_mm / 1000 : 0;
        pieces += any ? path.piece_count : 0;
        arena_reset(&arena);
    }
    sample_print(&sample, measure->name);
    printf("    %u of %u found, %.1f km, %.0f pieces\n", found, bench->questions,
           found ? (double)length / 1000 / found : 0, found ? (double)pieces / found : 0);
    sample_finish(&sample);
    arena_finish(&arena);
}

static const struct measure measures[] = {
    {"door_foot", measure_doors, TRAVEL_FOOT, 0},
    {"door_car", measure_doors, TRAVEL_CAR, 0},
    {"reach_foot_15_min", measure_flood, TRAVEL_FOOT, 15 * 60},
    {"reach_wheelchair_15_min", measure_flood, TRAVEL_WHEELCHAIR, 15 * 60},
    {"reach_bicycle_20_min", measure_flood, TRAVEL_BICYCLE, 20 * 60},
    {"reach_foot_all", measure_flood, TRAVEL_FOOT, 100 * 3600},
    {"one_to_200_foot", measure_many, TRAVEL_FOOT, 0},
    {"path_foot", measure_paths, TRAVEL_FOOT, 0},
    {"path_bicycle", measure_paths, TRAVEL_BICYCLE, 0},
    {"path_car", measure_paths, TRAVEL_CAR, 0},
};

static void measure_all(struct bench *bench)
{
    printf("%u vertices, %u edges, %u arcs, %u traits\n", streets_vertices(&bench->streets),
           bench->streets.counts.street_edges, bench->streets.counts.street_arcs_out,
           bench->streets.counts.street_traits);
    for (size_t i = 0; i < sizeof measures / sizeof *measures; i++)
        if (!bench->only || strncmp(measures[i].name, bench->only, strlen(bench->only)) == 0)
            measures[i].run(bench, &measures[i]);
}

static bool ends_with(const char *text, const char *end)
{
    size_t length = strlen(text), most = strlen(end);
    return length >= most && strcmp(text + length - most, end) == 0;
}

static bool run_store(struct bench *bench, const char *path, struct error *error)
{
    struct streets_store store;
    bool fine = true;
    if (path)
        fine = bench_streets_read(path, &store, error);
    else
        bench_streets_grid(SIDE, &store);
    if (fine) {
        bench->streets = streets_of_store(&store);
        bench->worker = street_worker_create(&bench->streets);
        measure_all(bench);
        street_worker_destroy(bench->worker);
    }
    streets_store_finish(&store);
    return fine;
}

static bool run_image(struct bench *bench, const char *path, struct error *error)
{
    struct network network;
    if (!network_open(&network, path, error))
        return false;
    bench->streets = network_streets(&network);
    if (streets_exist(&bench->streets)) {
        bench->worker = street_worker_create(&bench->streets);
        measure_all(bench);
        street_worker_destroy(bench->worker);
    } else {
        printf("%s has no streets\n", path);
    }
    network_close(&network);
    return true;
}

int main(int argc, char **argv)
{
    const char *path = argc > 1 && strcmp(argv[1], "-") != 0 ? argv[1] : NULL;
    struct bench bench = {.questions = argc > 2 ? (uint32_t)strtoul(argv[2], NULL, 10) : 1000,
                          .state = 1,
                          .only = argc > 3 ? argv[3] : NULL};
    struct error error = {0};
    if (bench.questions < 10) {
        fprintf(stderr, "Usage: bench_reach [- | MAP.osm.pbf | IMAGE] [QUESTIONS [MEASURE]]\n");
        return 2;
    }
    bool image = path && !ends_with(path, ".pbf") && !strstr(path, ".osm");
    if (image ? run_image(&bench, path, &error) : run_store(&bench, path, &error))
        return 0;
    fprintf(stderr, "bench_reach: %s: %s\n", error.place, error.text);
    return 3;
}
