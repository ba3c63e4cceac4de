#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/isochrone.h"
#include "bench/questions.h"
#include "bench/sample.h"
#include "engine/base/clock.h"
#include "engine/planner.h"

/*
 * bench_isochrone IMAGE [QUESTIONS] [DATE]: what an isochrone from a stop's place costs: times of
 * all stops, times of all crossings of the streets, areas; on foot alone, with rides, over an hour.
 */

/* One way of asking. */
struct way {
    const char *name;
    bool rides;
    int32_t window_seconds, minutes[3];
    uint32_t cutoffs;
};

static const struct way ways[] = {
    {"walk_15", false, 0, {15}, 1},
    {"rides_30", true, 0, {30}, 1},
    {"rides_15_30_45", true, 0, {15, 30, 45}, 3},
    {"hour_15_30_45", true, 3600, {15, 30, 45}, 3},
};

enum { STAGE_STOPS, STAGE_CROSSINGS, STAGE_AREAS, STAGES };

static const char *const stage_names[STAGES] = {"stops", "crossings", "areas"};

/* Everything one run holds. */
struct session {
    struct network network;
    struct world world;
    struct planner *planner;
    struct arena arena;
    struct error error;
    struct sample samples[STAGES];
    uint64_t stops, crossings, points;
};

static void make_ask(struct session *session, const struct way *way, struct bench_question question,
                     struct isochrone_ask *ask)
{
    *ask = (struct isochrone_ask){.network = &session->network,
                                  .streets = planner_streets(session->planner),
                                  .arena = &session->arena,
                                  .percentiles = {0, 50, 100},
                                  .percentile_count = way->window_seconds ? 3 : 1,
                                  .cutoff_count = way->cutoffs};
    for (uint32_t i = 0; i < way->cutoffs; i++)
        ask->cutoffs[i] = way->minutes[i] * 60;
    int32_t most = ask->cutoffs[way->cutoffs - 1];
    struct outward *outward = &ask->outward;
    outward->place.at = session->network.stops[question.from].at;
    outward->person = person_usual(false, true);
    outward->ways = 1u << WAY_WALK;
    outward->query = query_default;
    outward->query.when.time = question.time;
    outward->query.when.window_seconds = way->window_seconds;
    outward->query.when.travel_seconds_max = most;
    outward->query.needs.modes = way->rides ? MODES_ALL : 0;
}

static void open_place(struct session *session, struct isochrone_ask *ask)
{
    struct outward *outward = &ask->outward;
    const struct means means =
        person_means(&outward->person, WAY_WALK, outward->query.when.travel_seconds_max);
    const struct reach_ask reach_ask = {.place = outward->place.at,
                                        .level = DOOR_ANY_LEVEL,
                                        .means = &means,
                                        .means_count = 1,
                                        .street_metres = DOOR_METRES};
    struct reach reach;
    reach_run(&session->network, ask->streets, &reach_ask, &session->arena, &reach);
    outward->query.where.sources = reach.stops;
    outward->query.where.source_count = reach.count;
}

static void count_points(struct session *session, const struct shape_area *areas, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t k = 0; k < areas[i].count; k++)
            for (uint32_t r = 0; r < areas[i].polygons[k].count; r++)
                session->points += areas[i].polygons[k].rings[r].count;
}

static bool ask_one(struct session *session, const struct way *way, struct bench_question question)
{
    struct isochrone_ask ask;
    struct isochrone_times crossings = {0};
    struct shape_area areas[9];
    make_ask(session, way, question, &ask);
    int64_t start = clock_ticks();
    open_place(session, &ask);
    const struct spread_ask spread_ask = {&ask.outward.query, false, false};
    if (!planner_spread(session->planner, &session->world, &spread_ask, &session->arena,
                        &ask.spread, &session->error))
        return false;
    int64_t spread = clock_ticks();
    if (ask.streets && !isochrone_vertices(&ask, &crossings, &session->error))
        return false;
    int64_t flooded = clock_ticks();
    if (!isochrone_areas(&ask, ask.streets ? &crossings : NULL, areas, &session->error))
        return false;
    sample_add(&session->samples[STAGE_STOPS], spread - start);
    sample_add(&session->samples[STAGE_CROSSINGS], flooded - spread);
    sample_add(&session->samples[STAGE_AREAS], clock_ticks() - flooded);
    session->stops += ask.spread.stop_count;
    session->crossings += crossings.count;
    count_points(session, areas, ask.percentile_count * ask.cutoff_count);
    return true;
}

static void print_way(struct session *session, const struct way *way, uint32_t count)
{
    for (int stage = 0; stage < STAGES; stage++) {
        char name[64];
        snprintf(name, sizeof name, "%s %s", way->name, stage_names[stage]);
        sample_print(&session->samples[stage], name);
    }
    printf("    a question: %.0f stops, %.0f crossings, %.0f points of areas\n",
           (double)session->stops / count, (double)session->crossings / count,
           (double)session->points / count);
}

static bool measure(struct session *session, const struct way *way, uint32_t count, civil_day day)
{
    bool fine = true;
    for (int pass = 0; pass < 2 && fine; pass++) { /* The first lays out schedules. */
        struct bench_questions questions;
        bench_questions_init(&questions, &session->network, day, 1);
        session->stops = session->crossings = session->points = 0;
        for (int stage = 0; stage < STAGES; stage++)
            sample_init(&session->samples[stage]);
        for (uint32_t i = 0; i < count && fine; i++) {
            arena_reset(&session->arena);
            fine = ask_one(session, way, bench_questions_next(&questions));
        }
        if (pass && fine)
            print_way(session, way, count);
        for (int stage = 0; stage < STAGES; stage++)
            sample_finish(&session->samples[stage]);
    }
    return fine;
}

int main(int argc, char **argv)
{
    static struct session session;
    long count = argc > 2 ? strtol(argv[2], NULL, 10) : 100;
    civil_day day;
    if (argc < 2 || count < 1) {
        fprintf(stderr, "Usage: bench_isochrone IMAGE [QUESTIONS] [DATE]\n");
        return 2;
    }
    if (!network_open(&session.network, argv[1], &session.error)) {
        fprintf(stderr, "bench_isochrone: %s: %s\n", session.error.place, session.error.text);
        return 3;
    }
    session.world = (struct world){.network = &session.network};
    session.planner = planner_create(&session.network);
    bool fine = bench_day(&session.network, argc > 3 ? argv[3] : NULL, &day);
    for (size_t i = 0; i < sizeof ways / sizeof *ways && fine; i++)
        fine = measure(&session, &ways[i], (uint32_t)count, day);
    if (!fine)
        fprintf(stderr, "bench_isochrone: %s: %s\n", session.error.place, session.error.text);
    planner_destroy(session.planner);
    arena_finish(&session.arena);
    network_close(&session.network);
    return fine ? 0 : 1;
}
