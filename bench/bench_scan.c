#include <stdio.h>
#include <stdlib.h>

#include "bench/questions.h"
#include "bench/sample.h"
#include "engine/base/arena.h"
#include "engine/base/clock.h"
#include "engine/world/schedule.h"

/*
 * bench_scan IMAGE [TIMES] [DATE]: laying out the schedule of two days, and riding every lane of it
 * once on its first run - the bare loop of a search, with nothing to board, walk or write down.
 */

/* Rides all lanes on their first run; returns a sum so that no compiler leaves it out. */
static int64_t ride_all(const struct schedule *schedule, search_time *best)
{
    int64_t sum = 0;
    for (uint32_t i = 0; i < schedule->lane_count; i++) {
        const struct lane *lane = &schedule->lanes[i];
        const berth_ix *berths = schedule->berths + lane->first_call;
        const search_time *row = schedule->alights + lane->first_time;
        for (uint32_t call = 0; call < lane->call_count; call++)
            if (row[call] < best[berths[call]])
                sum += row[call];
    }
    return sum;
}

static void measure(const struct network *network, civil_day day, long times)
{
    struct world world = {.network = network};
    struct zone zone = network_zone(network, network->feeds[0].zone);
    struct schedule_span span = {zone_day_start(&zone, day), zone_day_start(&zone, day + 2), AHEAD};
    struct arena arena = {0};
    search_time *best = arena_array(&arena, network->counts.berth_stops, sizeof *best);
    struct sample lay, ride;
    uint64_t calls = 0, bytes = 0;
    int64_t sum = 0;
    sample_init(&lay);
    sample_init(&ride);
    for (long i = 0; i < times; i++) {
        int64_t start = clock_ticks();
        struct schedule *schedule = schedule_create(&world, span);
        if (!schedule) {
            fprintf(stderr, "bench_scan: two days of this network are too large to lay out\n");
            exit(3);
        }
        sample_add(&lay, clock_ticks() - start);
        start = clock_ticks();
        sum += ride_all(schedule, best);
        sample_add(&ride, clock_ticks() - start);
        calls = 0;
        for (uint32_t k = 0; k < schedule->lane_count; k++)
            calls += schedule->lanes[k].call_count;
        bytes = schedule_bytes(schedule);
        schedule_destroy(schedule);
    }
    sample_print(&lay, "lay");
    sample_print(&ride, "ride");
    printf("    %llu calls of all lanes, schedule %.1f MiB (sum %lld)\n", (unsigned long long)calls,
           (double)bytes / 1048576, (long long)sum);
    sample_finish(&lay);
    sample_finish(&ride);
    arena_finish(&arena);
}

int main(int argc, char **argv)
{
    long times = argc > 2 ? strtol(argv[2], NULL, 10) : 20;
    struct network network;
    struct error error;
    civil_day day;
    if (argc < 2 || times < 1) {
        fprintf(stderr, "Usage: bench_scan IMAGE [TIMES] [DATE]\n");
        return 2;
    }
    if (!network_open(&network, argv[1], &error)) {
        fprintf(stderr, "bench_scan: %s: %s\n", error.place, error.text);
        return 3;
    }
    bool fine = bench_day(&network, argc > 3 ? argv[3] : NULL, &day);
    if (fine)
        measure(&network, day, times);
    network_close(&network);
    return fine ? 0 : 2;
}
