#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "bench/questions.h"
#include "bench/sample.h"
#include "engine/base/clock.h"
#include "engine/base/mapfile.h"
#include "engine/planner.h"
#include "feeds/realtime/apply.h"

/*
 * bench_live IMAGE MESSAGE [TIMES]: what a live message costs on its way from the file to the first
 * answer that knows it, step by step, and what searching costs with it and without. The present is
 * the stamp of the message; make_updates makes one of any size.
 */

enum { STEPS = 6, QUESTIONS = 400 };

static const char *const step_names[STEPS] = {"read and keep",    "match and apply",
                                              "freeze and write", "open and check",
                                              "lay out ahead",    "lay out back"};

struct bench {
    struct network network;
    struct mapfile message;
    const char *live_path;
    unix_time now;
    struct sample steps[STEPS], all;
    struct live live; /* of the last turn */
};

/* The stamp of the message, which it is read at. */
static bool find_now(struct bench *bench, struct error *error)
{
    struct arena arena = {0};
    struct findings findings;
    struct realtime_message message;
    struct realtime_limits limits = realtime_limits_usual(0);
    struct realtime_bytes bytes = {bench->message.bytes, bench->message.size, "message"};
    findings_init(&findings);
    bool done = realtime_decode(bytes, &limits, &arena, &findings, &message, error);
    if (done)
        bench->now = message.stamp;
    findings_finish(&findings);
    arena_finish(&arena);
    return done;
}

static struct schedule_span today(const struct bench *bench, enum direction direction)
{
    struct zone zone = network_zone(&bench->network, bench->network.feeds[0].zone);
    unix_time begin = zone_day_start(&zone, zone_day(&zone, bench->now));
    return (struct schedule_span){begin - 7200, begin + 2 * 86400 + 7200, direction};
}

static bool take(struct bench *bench, struct realtime_store *store, struct error *error)
{
    struct findings findings;
    struct realtime_limits limits = realtime_limits_usual(bench->now);
    struct realtime_bytes bytes = {bench->message.bytes, bench->message.size, "message"};
    bool news;
    findings_init(&findings);
    bool done = realtime_store_take(store, bytes, &limits, &findings, &news, error);
    findings_finish(&findings);
    return done;
}

static void apply(struct bench *bench, struct realtime_store *store, struct live_draft *draft)
{
    struct findings findings;
    struct realtime_rules rules = {.tag = "bench", .by_route = true, .limit_seconds = 600};
    struct live_feed feed = {.stamp = bench->now, .limit_seconds = 600};
    struct realtime_source source = {store, &rules, 0, false};
    findings_init(&findings);
    live_draft_add_feed(draft, &feed, "bench", NULL);
    realtime_apply(&bench->network, &source, 1, bench->now, draft, &findings);
    findings_finish(&findings);
}

static void lay_out(struct bench *bench, enum direction direction)
{
    struct world world = {.network = &bench->network, .live = &bench->live};
    schedule_destroy(schedule_create(&world, today(bench, direction)));
}

static void end_step(struct bench *bench, int step, int64_t *start)
{
    int64_t now = clock_ticks();
    sample_add(&bench->steps[step], now - *start);
    *start = now;
}

/* From the bytes of the file to a world that questions can be asked of. */
static bool turn(struct bench *bench, struct error *error)
{
    int64_t begin = clock_ticks(), start = begin;
    struct realtime_store *store = realtime_store_create();
    struct live_draft *draft = live_draft_create(&bench->network);
    live_close(&bench->live);
    bool done = take(bench, store, error);
    end_step(bench, 0, &start);
    if (done)
        apply(bench, store, draft);
    end_step(bench, 1, &start);
    done = done && live_freeze(draft, bench->now, 1, bench->live_path, error);
    end_step(bench, 2, &start);
    done = done && live_open(&bench->live, bench->live_path, &bench->network, error);
    end_step(bench, 3, &start);
    if (done)
        lay_out(bench, AHEAD);
    end_step(bench, 4, &start);
    if (done)
        lay_out(bench, BACK);
    end_step(bench, 5, &start);
    sample_add(&bench->all, clock_ticks() - begin);
    live_draft_destroy(draft);
    realtime_store_destroy(store);
    return done;
}

static int64_t ask(struct planner *planner, const struct world *world,
                   struct bench_question question, bool arrive_by)
{
    struct arena arena = {0};
    struct journeys journeys;
    struct endpoint from = {.stop = question.from, .seconds = 0},
                    to = {.stop = question.to, .seconds = 0};
    struct query query = query_default;
    query.where = (struct query_where){&from, &to, 1, 1, NULL, 0};
    query.when.time = question.time;
    query.when.arrive_by = arrive_by;
    int64_t start = clock_ticks();
    if (!planner_run(planner, world, &query, &arena, &journeys, NULL))
        exit(1);
    int64_t ticks = clock_ticks() - start;
    arena_finish(&arena);
    return ticks;
}

/* The same questions of the promise and of the present, in turn. */
static void compare(const struct bench *bench, bool arrive_by)
{
    struct zone zone = network_zone(&bench->network, bench->network.feeds[0].zone);
    struct planner *planner = planner_create(&bench->network);
    const struct world promise = {.network = &bench->network};
    const struct world present = {.network = &bench->network, .live = &bench->live};
    struct bench_questions questions;
    struct sample before, after;
    sample_init(&before);
    sample_init(&after);
    bench_questions_init(&questions, &bench->network, zone_day(&zone, bench->now), 1);
    for (int i = -1; i < QUESTIONS; i++) {
        struct bench_question question = bench_questions_next(&questions);
        /* Each finds the memory as the other one left it, and goes first every other time. */
        const struct world *first = i & 1 ? &promise : &present;
        int64_t one = ask(planner, first, question, arrive_by);
        int64_t two = ask(planner, i & 1 ? &present : &promise, question, arrive_by);
        if (i < 0)
            continue; /* This one had to lay out. */
        sample_add(&before, i & 1 ? one : two);
        sample_add(&after, i & 1 ? two : one);
    }
    struct sample_summary one = sample_summary(&before), two = sample_summary(&after);
    sample_print(&before, arrive_by ? "arrive_by, as promised" : "depart_at, as promised");
    sample_print(&after, arrive_by ? "arrive_by, live" : "depart_at, live");
    printf("    live / promised: median %.2f, p99 %.2f\n", (double)two.median / (double)one.median,
           (double)two.p99 / (double)one.p99);
    sample_finish(&before);
    sample_finish(&after);
    planner_destroy(planner);
}

static bool measure(struct bench *bench, long times, struct error *error)
{
    struct rusage usage;
    for (int i = 0; i < STEPS; i++)
        sample_init(&bench->steps[i]);
    sample_init(&bench->all);
    for (long i = 0; i < times; i++)
        if (!turn(bench, error))
            return false;
    printf("    %" PRIu32 " live runs, %" PRIu32 " calls, live image %.1f MiB\n",
           bench->live.counts.runs, bench->live.counts.calls,
           (double)bench->live.image.file.size / 1048576);
    for (int i = 0; i < STEPS; i++)
        sample_print(&bench->steps[i], step_names[i]);
    sample_print(&bench->all, "from file to world");
    getrusage(RUSAGE_SELF, &usage);
    printf("    peak memory %.0f MiB\n", (double)usage.ru_maxrss / 1024);
    compare(bench, false);
    compare(bench, true);
    return true;
}

int main(int argc, char **argv)
{
    long times = argc > 3 ? strtol(argv[3], NULL, 10) : 10;
    struct bench bench = {0};
    struct error error = {0};
    char path[512];
    if (argc < 3 || times < 1) {
        fprintf(stderr, "Usage: bench_live IMAGE MESSAGE [TIMES]\n");
        return 2;
    }
    snprintf(path, sizeof path, "%s.bench-live", argv[1]);
    bench.live_path = path;
    bool fine = network_open(&bench.network, argv[1], &error) &&
                mapfile_open(&bench.message, argv[2], &error) && find_now(&bench, &error) &&
                measure(&bench, times, &error);
    if (!fine)
        fprintf(stderr, "bench_live: %s: %s\n", error.place, error.text);
    for (int i = 0; i < STEPS; i++)
        sample_finish(&bench.steps[i]);
    sample_finish(&bench.all);
    live_close(&bench.live);
    remove(path);
    mapfile_close(&bench.message);
    network_close(&bench.network);
    return fine ? 0 : 3;
}
