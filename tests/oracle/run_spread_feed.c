#include <stdio.h>
#include <stdlib.h>

#include "bench/questions.h"
#include "engine/planner.h"
#include "engine/street/reach.h"
#include "tests/oracle/random.h"

/*
 * On a real network: one question to all stops gives what a question to each of a sample of them
 * gives, both ways, at a moment and minute by minute, from stops and from doors on the streets.
 *
 *   run_spread_feed IMAGE [QUESTIONS]
 */

#define SAMPLE 40
#define MINUTES 6

struct bench {
    struct network network;
    struct world world;
    struct planner *planner;
    struct random random;
    struct arena arena, one;
    long asked, reached, different;
};

/* Seconds and rides of the best answer; SPREAD_NEVER: there is none. */
struct sight {
    int32_t seconds, rides;
};

static struct sight ask_one(struct bench *bench, struct query query, stop_ix stop, uint32_t row)
{
    struct endpoint end = {.stop = stop, .seconds = 0};
    struct journeys journeys;
    struct sight best = {SPREAD_NEVER, 0};
    struct error error = {0};
    bool by = query.when.arrive_by;
    *(by ? &query.where.sources : &query.where.targets) = &end;
    *(by ? &query.where.source_count : &query.where.target_count) = 1;
    query.when.time += (by ? -1 : 1) * (int64_t)row * SPREAD_STEP_SECONDS;
    query.when.window_seconds = 0;
    arena_reset(&bench->one);
    if (!planner_run(bench->planner, &bench->world, &query, &bench->one, &journeys, &error))
        printf("%s: %s\n", error.place, error.text);
    for (uint32_t i = 0; i < journeys.count; i++) {
        const struct journey *journey = &journeys.items[i];
        int64_t seconds =
            by ? query.when.time - journey->depart : journey->arrive - query.when.time;
        struct sight sight = {(int32_t)seconds, (int32_t)journey->transfers + 1};
        if (sight.seconds < best.seconds ||
            (sight.seconds == best.seconds && sight.rides < best.rides))
            best = sight;
    }
    return best;
}

static void compare(struct bench *bench, const struct query *query, const struct spread *spread)
{
    stop_ix stop = (stop_ix)random_below(&bench->random, (int)bench->network.facts->served_stops);
    uint32_t row = (uint32_t)random_below(&bench->random, (int)spread->rows);
    uint32_t at = spread_find(spread, stop);
    struct standing standing = {SPREAD_NEVER, SPREAD_NEVER, 0, 0, 0, 0};
    if (at != NO_IX)
        standing = spread_row(spread, row)[at];
    struct sight sight = ask_one(bench, *query, stop, row);
    bench->asked++;
    bench->reached += sight.seconds != SPREAD_NEVER;
    bool walked = standing.here != SPREAD_NEVER && standing.here_rides == 0;
    if (walked ? standing.here <= sight.seconds
               : standing.here == sight.seconds &&
                     (sight.seconds == SPREAD_NEVER || standing.here_rides == sight.rides))
        return;
    if (bench->different++ < 10)
        printf("stop %u, minute %u: %d with %u, asked by itself %d with %d\n", stop, row,
               standing.here, standing.here_rides, sight.seconds, sight.rides);
}

/* A stop itself, or its place as a door. */
static struct reach start_of(struct bench *bench, stop_ix stop, bool door)
{
    struct reach reach = {.stops = arena_alloc(&bench->arena, sizeof *reach.stops), .count = 1};
    *reach.stops = (struct endpoint){.stop = stop, .seconds = 0};
    if (door)
        reach_on_foot(&bench->network, planner_streets(bench->planner),
                      bench->network.stops[stop].at, &reach_default, &bench->arena, &reach);
    return reach;
}

static void ask(struct bench *bench, struct bench_question question, uint32_t number)
{
    struct query query = query_default;
    struct spread spread;
    struct error error = {0};
    arena_reset(&bench->arena);
    struct reach start = start_of(bench, question.from, number % 4 > 1);
    bool by = query.when.arrive_by = number % 2;
    *(by ? &query.where.targets : &query.where.sources) = start.stops;
    *(by ? &query.where.target_count : &query.where.source_count) = start.count;
    query.when.time = question.time;
    query.when.window_seconds = number % 3 ? 0 : MINUTES * SPREAD_STEP_SECONDS;
    query.when.travel_seconds_max = random_in(&bench->random, 600, 9000);
    query.change.transfers_max = (uint32_t)random_in(&bench->random, 0, 7);
    const struct spread_ask all = {&query, true, true};
    if (!planner_spread(bench->planner, &bench->world, &all, &bench->arena, &spread, &error)) {
        printf("%s: %s\n", error.place, error.text);
        bench->different++;
        return;
    }
    for (int i = 0; i < SAMPLE; i++)
        compare(bench, &query, &spread);
}

int main(int count, char **arguments)
{
    static struct bench bench = {.random = {1}};
    long questions = count > 2 ? strtol(arguments[2], NULL, 10) : 100;
    struct bench_questions list;
    struct error error = {0};
    civil_day day;
    if (count < 2 || questions < 1 || !network_open(&bench.network, arguments[1], &error) ||
        !bench_day(&bench.network, NULL, &day)) {
        printf("%s: %s\n", error.place, error.text);
        return 1;
    }
    bench.world = (struct world){.network = &bench.network};
    bench.planner = planner_create(&bench.network);
    bench_questions_init(&list, &bench.network, day, 7);
    for (long i = 0; i < questions; i++)
        ask(&bench, bench_questions_next(&list), (uint32_t)i);
    printf("%ld stops asked by themselves, %ld reached, %ld different\n", bench.asked,
           bench.reached, bench.different);
    planner_destroy(bench.planner);
    arena_finish(&bench.arena);
    arena_finish(&bench.one);
    network_close(&bench.network);
    return bench.different || bench.reached * 10 < bench.asked;
}
