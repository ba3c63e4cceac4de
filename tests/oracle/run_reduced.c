#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/questions.h"
#include "engine/base/clock.h"
#include "engine/planner.h"

/*
 * run_reduced IMAGE [QUESTIONS [SEED]]: random questions from stop to stop, asked twice of one
 * image: with the walks that changes need, and with all of them. Both must give the same sets of
 * departure, arrival and transfers.
 */

/* How a question is asked. */
struct way {
    const char *name;
    bool arrive_by;
    int32_t window_seconds;
    enum wheelchair wheelchair;
    int32_t factor_permille, added_seconds;
};

static const struct way ways[] = {
    {"range", false, 7200, WHEELCHAIR_NONE, 1000, 0},
    {"range, arrive by", true, 7200, WHEELCHAIR_NONE, 1000, 0},
    {"depart at", false, 0, WHEELCHAIR_NONE, 1000, 0},
    {"arrive by", true, 0, WHEELCHAIR_NONE, 1000, 0},
    {"wheelchair", false, 7200, WHEELCHAIR_UNKNOWN, 1000, 0},
    {"slow, unhurried", false, 7200, WHEELCHAIR_NONE, 1500, 60},
};
enum { WAYS = sizeof ways / sizeof *ways };

/* One side: a planner and what it cost. */
struct side {
    struct planner *planner;
    struct walks walks;
    struct arena arena;
    struct journeys journeys;
    uint64_t footpaths;
    int64_t ticks;
};

static void take_all_walks(struct walks *walks)
{
    walks->change_out_first = walks->change_in_first = NULL;
}

static bool ask(struct side *side, const struct world *world, const struct query *query)
{
    struct error error = {0};
    int64_t start = clock_ticks();
    arena_reset(&side->arena);
    if (!planner_run(side->planner, world, query, &side->arena, &side->journeys, &error)) {
        fprintf(stderr, "%s: %s\n", error.place, error.text);
        return false;
    }
    side->ticks += clock_ticks() - start;
    side->footpaths += planner_stats(side->planner)->footpaths;
    return true;
}

/* Without a window only the better end counts: how late one leaves depends on the way taken. */
static bool same(const struct query *query, const struct journey *a, const struct journey *b)
{
    bool range = query->when.window_seconds > 0;
    return a->transfers == b->transfers &&
           (a->depart == b->depart || (!range && !query->when.arrive_by)) &&
           (a->arrive == b->arrive || (!range && query->when.arrive_by));
}

static bool all_same(const struct query *query, const struct journeys *a, const struct journeys *b)
{
    if (a->count != b->count)
        return false;
    for (uint32_t i = 0; i < a->count; i++)
        if (!same(query, &a->items[i], &b->items[i]))
            return false;
    return true;
}

static void print_side(const char *name, const struct journeys *journeys)
{
    for (uint32_t i = 0; i < journeys->count; i++)
        printf("  %s: %" PRId64 " to %" PRId64 ", %u transfers\n", name, journeys->items[i].depart,
               journeys->items[i].arrive, journeys->items[i].transfers);
}

static void print_difference(const struct network *network, const struct query *query,
                             const char *way, const struct side *sides)
{
    printf("%s from %s to %s at %" PRId64 ":\n", way,
           network_text(network, network->stops[query->where.sources->stop].id),
           network_text(network, network->stops[query->where.targets->stop].id), query->when.time);
    print_side("needed", &sides[0].journeys);
    print_side("all", &sides[1].journeys);
}

static struct query query_of(const struct way *way, const struct endpoint *from,
                             const struct endpoint *to, unix_time time)
{
    struct query query = query_default;
    query.where.sources = from;
    query.where.targets = to;
    query.where.source_count = query.where.target_count = 1;
    query.when.time = time;
    query.when.arrive_by = way->arrive_by;
    query.when.window_seconds = way->window_seconds;
    query.needs.wheelchair = way->wheelchair;
    query.change.factor_permille = way->factor_permille;
    query.change.added_seconds = way->added_seconds;
    return query;
}

/* Asks both sides; false: they differ, or cannot be asked. */
static bool compare(struct side *sides, const struct network *network, const struct way *way,
                    const struct bench_question *question)
{
    struct world world = {.network = network};
    struct endpoint from = {.stop = question->from, .seconds = 0},
                    to = {.stop = question->to, .seconds = 0};
    struct query query = query_of(way, &from, &to, question->time);
    for (int i = 0; i < 2; i++) {
        sides[i].walks = walks_of_network(network, way->wheelchair != WHEELCHAIR_NONE);
        if (i)
            take_all_walks(&sides[i].walks);
        planner_use_walks(sides[i].planner, &sides[i].walks);
        if (!ask(&sides[i], &world, &query))
            return false;
    }
    if (all_same(&query, &sides[0].journeys, &sides[1].journeys))
        return true;
    print_difference(network, &query, way->name, sides);
    return false;
}

static int run(const struct network *network, uint32_t count, uint64_t seed)
{
    struct side sides[2] = {0};
    struct bench_questions questions;
    uint32_t answered = 0, journeys = 0, different = 0;
    civil_day day;
    if (!bench_day(network, NULL, &day))
        return 1;
    bench_questions_init(&questions, network, day, seed);
    for (int i = 0; i < 2; i++)
        sides[i].planner = planner_create(network);
    for (uint32_t i = 0; i < count; i++) {
        struct bench_question question = bench_questions_next(&questions);
        different += !compare(sides, network, &ways[i % WAYS], &question);
        answered += sides[0].journeys.count > 0;
        journeys += sides[0].journeys.count;
    }
    printf("%u questions, %u answered, %u journeys, %u different; walks %" PRIu64 " of %" PRIu64
           ", seconds %.2f of %.2f\n",
           count, answered, journeys, different, sides[0].footpaths, sides[1].footpaths,
           (double)sides[0].ticks / 1e9, (double)sides[1].ticks / 1e9);
    for (int i = 0; i < 2; i++) {
        planner_destroy(sides[i].planner);
        arena_finish(&sides[i].arena);
    }
    return different ? 1 : 0;
}

int main(int argc, char **argv)
{
    struct network network;
    struct error error = {0};
    uint32_t count = argc > 2 ? (uint32_t)strtoul(argv[2], NULL, 10) : 1000;
    if (argc < 2 || !network_open(&network, argv[1], &error)) {
        fprintf(stderr, "run_reduced IMAGE [QUESTIONS [SEED]] %s %s\n", error.place, error.text);
        return 2;
    }
    printf("%s: walks %u, needed by changes %u; in a wheelchair %u, %u\n", argv[1],
           network.counts.footpaths_out, network.counts.changes_out, network.counts.wheel_paths_out,
           network.counts.wheel_changes_out);
    int ending = run(&network, count, argc > 3 ? strtoull(argv[3], NULL, 10) : 1);
    network_close(&network);
    return ending;
}
