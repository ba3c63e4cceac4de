#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "api/cli/batch_list.h"
#include "api/cli/options.h"
#include "api/cli/verbs.h"
#include "engine/base/clock.h"
#include "engine/base/memory.h"
#include "engine/planner.h"

/*
 * Many questions from a list, answered in the form of the list: for comparing answers and for
 * timing. What is timed is the search and the building of journeys; schedules are laid out before.
 */

/* What was asked on the command line. */
struct batch {
    int64_t window_minutes, transfers_max, travel_hours_max, change_seconds, threads, repeat;
    bool arrive_by, no_in_seat;
    const char *footpaths;
};

/* One command line a process: everything below reads it here. */
static struct batch batch = {
    .transfers_max = 7, .travel_hours_max = 24, .change_seconds = -1, .threads = 1, .repeat = 1};

/* One thread's share: questions first, first + step, ... */
struct worker {
    const struct network *network;
    const struct batch_list *list;
    const struct walks *walks;
    struct schedules *schedules; /* of all days asked about, for all threads */
    struct planner *planner;
    uint32_t first, step;
    char **answers; /* by question; written in the first pass */
    int64_t *ticks; /* by question: nanoseconds in this pass */
    bool failed;
};

static struct query query_of(const struct batch_question *question, struct endpoint *from,
                             struct endpoint *to)
{
    struct query query = query_default;
    *from = (struct endpoint){.stop = question->from, .seconds = 0};
    *to = (struct endpoint){.stop = question->to, .seconds = 0};
    query.where =
        (struct query_where){.sources = from, .targets = to, .source_count = 1, .target_count = 1};
    query.when.time = question->time;
    query.when.arrive_by = batch.arrive_by;
    query.when.window_seconds = (int32_t)batch.window_minutes * 60;
    query.when.travel_seconds_max = (int32_t)batch.travel_hours_max * 3600;
    query.change.default_seconds = (int32_t)batch.change_seconds;
    query.change.transfers_max = (uint32_t)batch.transfers_max;
    query.change.in_seat = !batch.no_in_seat;
    return query;
}

/* Puts the question's time where all journeys share an end: depart-at does not ask when exactly
 * one leaves, arrive-by not when one is there. */
static void round_ends(const struct batch_question *question, const struct journeys *journeys)
{
    for (uint32_t i = 0; i < journeys->count && !batch.window_minutes; i++) {
        if (batch.arrive_by)
            journeys->items[i].arrive = question->time;
        else
            journeys->items[i].depart = question->time;
    }
    if (journeys->count)
        qsort(journeys->items, journeys->count, sizeof *journeys->items, journey_order);
}

static char *print_answer(const struct batch_question *question, const struct journeys *journeys)
{
    size_t room = 1 + journeys->count * (2 * CIVIL_TEXT + 16), used = 0;
    char *text = memory_zeroed(room, 1), depart[CIVIL_TEXT], arrive[CIVIL_TEXT];
    round_ends(question, journeys);
    for (uint32_t i = 0; i < journeys->count; i++) {
        const struct journey *journey = &journeys->items[i];
        civil_text_clock((int32_t)(journey->depart - question->day_start), depart);
        civil_text_clock((int32_t)(journey->arrive - question->day_start), arrive);
        used += (size_t)snprintf(text + used, room - used, " %s,%s,%u", depart, arrive,
                                 journey->transfers);
    }
    return text;
}

static void answer(struct worker *worker, uint32_t index, struct arena *arena)
{
    const struct batch_question *question = vec_at(&worker->list->questions, index);
    struct world world = {.network = worker->network};
    struct endpoint from, to;
    struct journeys journeys = {0};
    struct error error = {0};
    int64_t start = clock_ticks();
    if (question->from != NO_IX && question->to != NO_IX) {
        struct query query = query_of(question, &from, &to);
        if (!planner_run(worker->planner, &world, &query, arena, &journeys, &error)) {
            fprintf(stderr, "trajet: %s: %s\n", error.place, error.text);
            worker->failed = true;
        }
    }
    worker->ticks[index] = clock_ticks() - start;
    if (!worker->answers[index])
        worker->answers[index] = print_answer(question, &journeys);
    arena_reset(arena);
}

static void *work(void *context)
{
    struct worker *worker = context;
    struct arena arena = {0};
    for (uint32_t i = worker->first; i < worker->list->questions.count; i += worker->step)
        answer(worker, i, &arena);
    arena_finish(&arena);
    return NULL;
}

static bool prepare(struct worker *worker, struct error *error)
{
    struct world world = {.network = worker->network};
    worker->planner = planner_create(worker->network);
    planner_use_walks(worker->planner, worker->walks);
    planner_share_schedules(worker->planner, worker->schedules);
    for (uint32_t i = worker->first; i < worker->list->questions.count; i += worker->step) {
        const struct batch_question *question = vec_at(&worker->list->questions, i);
        if (question->from == NO_IX || question->to == NO_IX)
            continue;
        struct endpoint from, to;
        struct query query = query_of(question, &from, &to);
        if (!planner_prepare(worker->planner, &world, &query, error))
            return false;
    }
    return true;
}

static void run_pass(struct worker *workers, uint32_t count)
{
    pthread_t *threads = memory_zeroed(count, sizeof *threads);
    for (uint32_t i = 1; i < count; i++)
        if (pthread_create(&threads[i], NULL, work, &workers[i]) != 0)
            abort();
    work(&workers[0]);
    for (uint32_t i = 1; i < count; i++)
        pthread_join(threads[i], NULL);
    memory_free(threads);
}

static int by_size(const void *a, const void *b)
{
    int64_t one = *(const int64_t *)a, two = *(const int64_t *)b;
    return (one > two) - (one < two);
}

static double ms_at(const int64_t *sorted, uint32_t count, double share)
{
    uint32_t at = count ? (uint32_t)(share * (count - 1) + 0.5) : 0;
    return count ? (double)sorted[at] / 1e6 : 0;
}

/* Times of the first pass, and of each question's best. */
struct timing {
    int64_t *first, *best;
    uint32_t count;
};

static void print_timing(struct timing *timing, int64_t open, int64_t prepared)
{
    double sum = 0;
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    for (uint32_t i = 0; i < timing->count; i++)
        sum += (double)timing->first[i] / 1e6;
    if (timing->count) {
        qsort(timing->first, timing->count, sizeof *timing->first, by_size);
        qsort(timing->best, timing->count, sizeof *timing->best, by_size);
    }
    fprintf(stderr, "open_ms=%.3f\nprepare_ms=%.3f\nmean_ms=%.4f\n", (double)open / 1e6,
            (double)prepared / 1e6, timing->count ? sum / timing->count : 0);
    fprintf(stderr, "median_ms=%.4f\np90_ms=%.4f\np99_ms=%.4f\nmax_ms=%.4f\n",
            ms_at(timing->first, timing->count, 0.5), ms_at(timing->first, timing->count, 0.9),
            ms_at(timing->first, timing->count, 0.99), ms_at(timing->first, timing->count, 1));
    fprintf(stderr, "peak_kib=%ld\nbest_median_ms=%.4f\nbest_p99_ms=%.4f\n", usage.ru_maxrss,
            ms_at(timing->best, timing->count, 0.5), ms_at(timing->best, timing->count, 0.99));
}

static void print_answers(const struct batch_list *list, char *const *answers)
{
    for (uint32_t i = 0; i < list->questions.count; i++) {
        const struct batch_question *question = vec_at(&list->questions, i);
        for (uint32_t k = 0; k < question->length; k++)
            putchar(question->text[k] == '\t' ? ' ' : question->text[k]);
        printf("%s\n", answers[i]);
    }
}

static void measure(struct worker *workers, struct timing *timing)
{
    int64_t *ticks = workers[0].ticks;
    for (int64_t pass = 0; pass < batch.repeat; pass++) {
        run_pass(workers, (uint32_t)batch.threads);
        for (uint32_t i = 0; i < timing->count; i++) {
            timing->first[i] = pass ? timing->first[i] : ticks[i];
            timing->best[i] = pass && timing->best[i] < ticks[i] ? timing->best[i] : ticks[i];
        }
    }
}

static bool answer_list(const struct network *network, const struct batch_list *list,
                        const struct walks *walks, int64_t opened)
{
    uint32_t count = list->questions.count, threads = (uint32_t)batch.threads;
    struct timing timing = {memory_zeroed(count, 8), memory_zeroed(count, 8), count};
    int64_t *ticks = memory_zeroed(count, sizeof *ticks);
    char **answers = memory_zeroed(count, sizeof *answers);
    struct worker *workers = memory_zeroed(threads, sizeof *workers);
    struct schedules *schedules = schedules_create(UINT32_MAX, UINT64_MAX);
    struct error error = {0};
    bool done = true;
    int64_t start = clock_ticks();
    for (uint32_t i = 0; i < threads; i++) {
        workers[i] = (struct worker){.network = network,
                                     .list = list,
                                     .walks = walks,
                                     .schedules = schedules,
                                     .first = i,
                                     .step = threads,
                                     .answers = answers,
                                     .ticks = ticks};
        done = prepare(&workers[i], &error) && done;
    }
    int64_t prepared = clock_ticks() - start;
    if (done) {
        measure(workers, &timing);
        print_answers(list, answers);
        print_timing(&timing, opened, prepared);
    } else {
        fprintf(stderr, "trajet: %s: %s\n", error.place, error.text);
    }
    for (uint32_t i = 0; i < threads; i++) {
        done = done && !workers[i].failed;
        planner_destroy(workers[i].planner);
    }
    schedules_destroy(schedules);
    for (uint32_t i = 0; i < count; i++)
        memory_free(answers[i]);
    memory_free(workers);
    memory_free(answers);
    memory_free(ticks);
    memory_free(timing.first);
    memory_free(timing.best);
    return done;
}

static int run(const char *image, const char *questions)
{
    struct network network;
    struct batch_list list = {0};
    struct batch_walks walks = {0};
    struct error error = {0};
    int64_t start = clock_ticks();
    if (!network_open(&network, image, &error))
        return input_error(&error);
    int64_t opened = clock_ticks() - start;
    int ending = END_OK;
    if (!batch_list_read(&list, questions, &network, &error) ||
        (batch.footpaths && !batch_walks_read(&walks, batch.footpaths, &network, &error)))
        ending = input_error(&error);
    else if (!answer_list(&network, &list, batch.footpaths ? &walks.walks : NULL, opened) ||
             list.unknown)
        ending = END_INPUT;
    batch_walks_finish(&walks);
    batch_list_finish(&list);
    network_close(&network);
    return ending;
}

static const struct option options[] = {
    {.name = "window",
     .kind = OPTION_NUMBER,
     .value = &batch.window_minutes,
     .high = QUERY_WINDOW_SECONDS_MAX / 60,
     .argument = "MINUTES",
     .help = "All departures within so many minutes, not only the best"},
    {.name = "arrive-by",
     .kind = OPTION_FLAG,
     .value = &batch.arrive_by,
     .help = "The question's time is the latest arrival"},
    {.name = "max-transfers",
     .kind = OPTION_NUMBER,
     .value = &batch.transfers_max,
     .high = QUERY_TRANSFERS_MAX,
     .argument = "N",
     .help = "Changes at most (7)"},
    {.name = "max-travel-hours",
     .kind = OPTION_NUMBER,
     .value = &batch.travel_hours_max,
     .low = 1,
     .high = QUERY_TRAVEL_SECONDS_MAX / 3600,
     .argument = "N",
     .help = "Door to door at most (24)"},
    {.name = "change-seconds",
     .kind = OPTION_NUMBER,
     .value = &batch.change_seconds,
     .high = 86400,
     .argument = "N",
     .help = "Change time where the feed gives none"},
    {.name = "footpaths",
     .kind = OPTION_TEXT,
     .value = &batch.footpaths,
     .argument = "FILE",
     .help = "Lines `from to seconds`: the only walks there are"},
    {.name = "no-in-seat",
     .kind = OPTION_FLAG,
     .value = &batch.no_in_seat,
     .help = "No staying seated from one trip to the next"},
    {.name = "threads",
     .kind = OPTION_NUMBER,
     .value = &batch.threads,
     .low = 1,
     .high = 256,
     .argument = "N",
     .help = "Questions answered side by side (1)"},
    {.name = "repeat",
     .kind = OPTION_NUMBER,
     .value = &batch.repeat,
     .low = 1,
     .high = 1000,
     .argument = "N",
     .help = "Whole passes over the list, for timing (1)"},
    {0},
};

int batch_main(int argc, char **argv)
{
    const struct command command = {
        .name = "trajet batch",
        .arguments = "[OPTION...] IMAGE QUESTIONS",
        .summary =
            "Answers a list of questions, one a line: from_stop_id to_stop_id YYYY-MM-DD\n"
            "HH:MM:SS (local time of the source stop's agency). Prints each question and its\n"
            "Pareto set as departure,arrival,transfers; times of the search on stderr.",
        .options = options,
        .least = 2,
        .most = 2,
    };
    int ending;
    if (!options_read(&command, &argc, argv, &ending))
        return ending;
    return run(argv[1], argv[2]);
}
