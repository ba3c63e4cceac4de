#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "bench/questions.h"
#include "bench/sample.h"
#include "engine/base/clock.h"
#include "engine/planner.h"
#include "engine/street/reach.h"

/*
 * bench_plan IMAGE [QUESTIONS] [DATE]: what an answer costs, journeys built: stop to stop in four
 * ways, and door to door with straight-line walks. Behind each line what the search did for it.
 */

/* One way of asking. */
struct way {
    const char *name;
    bool arrive_by, doors;
    int32_t window_seconds;
};

static const struct way ways[] = {
    {"depart_at", false, false, 0},   {"arrive_by", true, false, 0},
    {"range_60", false, false, 3600}, {"range_60_by", true, false, 3600},
    {"doors", false, true, 0},        {"doors_range_60", false, true, 3600},
};

/* What a run of many questions adds up to. */
struct sums {
    struct search_stats stats;
    uint64_t journeys, answered;
    int64_t ticks;
};

static void add_up(struct sums *sums, const struct search_stats *stats, uint32_t journeys,
                   int64_t ticks)
{
    sums->stats.departures += stats->departures;
    sums->stats.rounds += stats->rounds;
    sums->stats.lanes += stats->lanes;
    sums->stats.calls += stats->calls;
    sums->stats.boardings += stats->boardings;
    sums->stats.footpaths += stats->footpaths;
    sums->journeys += journeys;
    sums->answered += journeys > 0;
    sums->ticks += ticks;
}

static void fill_ends(const struct way *way, const struct network *network, stop_ix stop,
                      struct arena *arena, struct reach *reach)
{
    if (way->doors) {
        reach_on_foot(network, NULL, network->stops[stop].at, &reach_default, arena, reach);
        return;
    }
    reach->stops = arena_array(arena, 1, sizeof *reach->stops);
    reach->stops[0] = (struct endpoint){.stop = stop, .seconds = 0};
    reach->count = 1;
}

static bool ask(const struct way *way, struct planner *planner, const struct world *world,
                struct bench_question question, struct arena *arena, struct journeys *journeys)
{
    struct reach from, to;
    struct error error;
    fill_ends(way, world->network, question.from, arena, &from);
    fill_ends(way, world->network, question.to, arena, &to);
    struct query query = query_default;
    query.where.sources = from.stops;
    query.where.source_count = from.count;
    query.where.targets = to.stops;
    query.where.target_count = to.count;
    query.when.time = question.time;
    query.when.arrive_by = way->arrive_by;
    query.when.window_seconds = way->window_seconds;
    if (planner_run(planner, world, &query, arena, journeys, &error))
        return true;
    fprintf(stderr, "bench_plan: %s: %s\n", error.place, error.text);
    return false;
}

static void print_sums(const struct sums *sums, uint32_t count)
{
    double n = count;
    printf("    a question: %.2f journeys, %.1f departures, %.1f rounds, %.0f lanes, %.0f calls, "
           "%.0f boardings, %.0f footpaths, %.1f ns a call; %.0f%% answered\n",
           (double)sums->journeys / n, sums->stats.departures / n, sums->stats.rounds / n,
           (double)sums->stats.lanes / n, (double)sums->stats.calls / n,
           (double)sums->stats.boardings / n, (double)sums->stats.footpaths / n,
           (double)sums->ticks / ((double)sums->stats.calls + 1), 100 * sums->answered / n);
}

static bool measure(const struct way *way, const struct network *network, uint32_t count,
                    civil_day day)
{
    struct planner *planner = planner_create(network);
    struct world world = {.network = network};
    struct arena arena = {0};
    struct sample sample;
    struct sums sums = {0};
    bool fine = true;
    sample_init(&sample);
    for (int pass = 0; pass < 2 && fine; pass++) { /* The first lays out schedules. */
        struct bench_questions questions;
        bench_questions_init(&questions, network, day, 1);
        for (uint32_t i = 0; i < count && fine; i++) {
            struct journeys journeys;
            struct bench_question question = bench_questions_next(&questions);
            int64_t start = clock_ticks();
            fine = ask(way, planner, &world, question, &arena, &journeys);
            int64_t ticks = clock_ticks() - start;
            if (pass) {
                sample_add(&sample, ticks);
                add_up(&sums, planner_stats(planner), journeys.count, ticks);
            }
            arena_reset(&arena);
        }
    }
    if (fine) {
        sample_print(&sample, way->name);
        print_sums(&sums, count);
    }
    sample_finish(&sample);
    arena_finish(&arena);
    planner_destroy(planner);
    return fine;
}

int main(int argc, char **argv)
{
    long count = argc > 2 ? strtol(argv[2], NULL, 10) : 1000;
    civil_day day;
    struct network network;
    struct error error;
    if (argc < 2 || count < 1) {
        fprintf(stderr, "Usage: bench_plan IMAGE [QUESTIONS] [DATE]\n");
        return 2;
    }
    if (!network_open(&network, argv[1], &error)) {
        fprintf(stderr, "bench_plan: %s: %s\n", error.place, error.text);
        return 3;
    }
    bool fine = bench_day(&network, argc > 3 ? argv[3] : NULL, &day);
    for (size_t i = 0; i < sizeof ways / sizeof *ways && fine; i++)
        fine = measure(&ways[i], &network, (uint32_t)count, day);
    network_close(&network);
    return fine ? 0 : 1;
}
