#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "bench/questions.h"
#include "bench/sample.h"
#include "engine/base/clock.h"
#include "engine/planner.h"

/*
 * bench_price IMAGE [QUESTIONS [DATE [LIVE]]]: price as a criterion against without. Random pairs
 * of stops, the next journeys and those of a quarter of an hour, departing and arriving; the
 * ordinary search alone, and with the one for cheaper journeys behind it. Asked in turn, and the
 * second pass counts, so that both see the same machine. Last, the same between the busiest stops,
 * each to each at ten past eight: where the most ways lead, and the most searches are cut.
 */

#define BUSY_STOPS 12

/* One way of asking. */
struct way {
    const char *name;
    int32_t window;
    bool arrive_by;
    bool busy; /* between the busiest stops, else random pairs */
};

static const struct way ways[] = {
    {"next", 0, false, false},     {"next_arrive", 0, true, false},
    {"window", 900, false, false}, {"window_arrive", 900, true, false},
    {"busy_next", 0, false, true}, {"busy_window", 3600, false, true},
};

/* What all of them took, and gave. */
struct sums {
    struct sample without, with;
    uint64_t asked, answered, cheaper, journeys, cut, labels, steps, priced;
};

/* A planner with what it is asked. */
struct asking {
    struct world world;
    struct planner *planner;
    struct tariff tariff;
    struct fare_profile profile;
    struct arena arena;
};

static bool ask(struct asking *asking, const struct query *query, struct sums *sums)
{
    struct journeys ordinary;
    struct price_answer answer;
    struct price_ask price = price_ask_default;
    struct error error;
    price.tariff = &asking->tariff;
    price.profile = &asking->profile;
    price.ordinary = &ordinary;
    arena_reset(&asking->arena);
    int64_t start = clock_ticks();
    if (!planner_run(asking->planner, &asking->world, query, &asking->arena, &ordinary, &error))
        return false;
    int64_t between = clock_ticks();
    if (!planner_price(asking->planner, &asking->world, &(struct price_question){query, &price},
                       &asking->arena, &answer, &error))
        return false;
    int64_t end = clock_ticks();
    if (!sums)
        return true;
    sample_add(&sums->without, between - start);
    sample_add(&sums->with, end - start);
    sums->asked++;
    sums->answered += ordinary.count > 0;
    sums->cheaper += answer.journeys.count > 0;
    sums->journeys += answer.journeys.count;
    sums->cut += answer.stats.cut;
    sums->labels += answer.stats.labels;
    sums->steps += answer.stats.steps;
    sums->priced += answer.stats.priced;
    return true;
}

static void print(const struct way *way, struct sums *sums)
{
    uint64_t count = sums->asked ? sums->asked : 1;
    char name[64];
    snprintf(name, sizeof name, "%s_without", way->name);
    sample_print(&sums->without, name);
    snprintf(name, sizeof name, "%s_with", way->name);
    sample_print(&sums->with, name);
    struct sample_summary without = sample_summary(&sums->without);
    struct sample_summary with = sample_summary(&sums->with);
    printf("    median %.1f, 99th %.1f times; asked %" PRIu64 ", answered %" PRIu64
           ", with cheaper %" PRIu64 " (%" PRIu64 " journeys), cut %" PRIu64
           "; a question: %" PRIu64 " labels, %" PRIu64 " calls, %" PRIu64 " prices\n",
           (double)with.median / (double)without.median, (double)with.p99 / (double)without.p99,
           sums->asked, sums->answered, sums->cheaper, sums->journeys, sums->cut,
           sums->labels / count, sums->steps / count, sums->priced / count);
}

static bool ask_pair(struct asking *asking, const struct way *way,
                     const struct bench_question *question, struct sums *sums)
{
    const struct endpoint from = {question->from, 0, false}, to = {question->to, 0, false};
    struct query query = query_default;
    query.where = (struct query_where){
        .sources = &from, .targets = &to, .source_count = 1, .target_count = 1};
    query.when.time = question->time;
    query.when.arrive_by = way->arrive_by;
    query.when.window_seconds = way->window;
    return ask(asking, &query, sums);
}

static bool ask_random(struct asking *asking, const struct way *way, uint32_t count, civil_day day,
                       struct sums *sums)
{
    struct bench_questions questions;
    bench_questions_init(&questions, asking->world.network, day, 1);
    for (uint32_t i = 0; i < count; i++) {
        struct bench_question question = bench_questions_next(&questions);
        if (!ask_pair(asking, way, &question, sums))
            return false;
    }
    return true;
}

static bool ask_busy(struct asking *asking, const struct way *way, civil_day day, struct sums *sums)
{
    struct zone zone = network_zone(asking->world.network, asking->world.network->feeds[0].zone);
    struct bench_question question = {.time = zone_time(&zone, day, 8 * 3600 + 600)};
    stop_ix stops[BUSY_STOPS];
    uint32_t count = bench_busiest(asking->world.network, stops, BUSY_STOPS);
    for (uint32_t i = 0; i < count * count; i++) {
        question.from = stops[i / count];
        question.to = stops[i % count];
        if (question.from != question.to && !ask_pair(asking, way, &question, sums))
            return false;
    }
    return true;
}

static bool measure(struct asking *asking, const struct way *way, uint32_t count, civil_day day)
{
    struct sums sums = {0};
    bool fine = true;
    sample_init(&sums.without);
    sample_init(&sums.with);
    for (int pass = 0; pass < 2 && fine; pass++) {
        struct sums *of = pass ? &sums : NULL;
        fine = way->busy ? ask_busy(asking, way, day, of) : ask_random(asking, way, count, day, of);
    }
    if (fine)
        print(way, &sums);
    sample_finish(&sums.without);
    sample_finish(&sums.with);
    return fine;
}

int main(int argc, char **argv)
{
    long count = argc > 2 ? strtol(argv[2], NULL, 10) : 200;
    civil_day day;
    struct network network;
    struct live live = {0};
    struct error error;
    if (argc < 2 || count < 1) {
        fprintf(stderr, "Usage: bench_price IMAGE [QUESTIONS [DATE [LIVE]]]\n");
        return 2;
    }
    if (!network_open(&network, argv[1], &error) ||
        (argc > 4 && !live_open(&live, argv[4], &network, &error))) {
        fprintf(stderr, "bench_price: %s: %s\n", error.place, error.text);
        return 3;
    }
    struct asking asking = {.world = {.network = &network, .live = argc > 4 ? &live : NULL},
                            .planner = planner_create(&network)};
    asking.tariff = tariff_of(&asking.world);
    bool fine = bench_day(&network, argc > 3 ? argv[3] : NULL, &day);
    for (size_t i = 0; fine && i < sizeof ways / sizeof *ways; i++)
        fine = measure(&asking, &ways[i], (uint32_t)count, day);
    planner_destroy(asking.planner);
    arena_finish(&asking.arena);
    live_close(&live);
    network_close(&network);
    return fine ? 0 : 1;
}
