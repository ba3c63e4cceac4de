#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "tests/oracle/engine_side.h"
#include "tests/oracle/make.h"
#include "tests/oracle/print.h"

/*
 * One question to all stops gives what a question to each of them gives: seconds and fewest rides,
 * minute by minute where there is a window, in both directions; and so does a matrix. Engine
 * against engine; what a question to one stop gives is held against the oracle by run_oracle.
 *
 *   run_spread [WORLDS [FIRST_SEED]]
 */

#define QUESTIONS 4
#define MINUTES_MAX 12

/* What one stop answers: seconds and rides, or SPREAD_NEVER; and how much of it is on foot. */
struct sight {
    int32_t seconds, rides, walk;
};

static int32_t walk_of(const struct journey *journey)
{
    int32_t seconds = 0;
    for (uint32_t i = 0; i < journey->leg_count; i++)
        if (journey->legs[i].kind != LEG_RIDE && journey->legs[i].from != journey->legs[i].to)
            seconds += (int32_t)(journey->legs[i].arrive - journey->legs[i].depart);
    return seconds;
}

struct bench {
    char folder[64], path[96];
    struct engine_side side;
    struct arena arena;
    long asked, reached, walked, ended, rows, other_walks, cells, different;
};

/* The best answer to a question between its own ends at one moment. */
static struct sight ask_best(struct bench *bench, struct small_question question, int64_t time)
{
    struct journeys journeys;
    struct error error = {0};
    struct sight best = {SPREAD_NEVER, 0, 0};
    question.window = 0;
    question.time = time;
    if (!engine_side_ask(&bench->side, &question, &journeys, &error))
        printf("%s: %s\n", error.place, error.text);
    for (uint32_t i = 0; i < journeys.count; i++) {
        const struct journey *journey = &journeys.items[i];
        int64_t seconds = question.arrive_by ? time - journey->depart : journey->arrive - time;
        struct sight sight = {(int32_t)seconds, (int32_t)journey->transfers + 1, walk_of(journey)};
        if (sight.seconds < best.seconds ||
            (sight.seconds == best.seconds && sight.rides < best.rides))
            best = sight;
    }
    return best;
}

/* The best of a question to one stop, `off` more seconds away from its door. */
static struct sight ask_one(struct bench *bench, const struct small_question *all, int stop,
                            int64_t time, int off)
{
    struct small_question question = *all;
    (question.arrive_by ? question.sources : question.targets)[0] = (struct small_end){stop, off};
    *(question.arrive_by ? &question.source_count : &question.target_count) = 1;
    question.travel_max += off;
    struct sight best = ask_best(bench, question, time);
    best.seconds -= best.seconds == SPREAD_NEVER ? 0 : off;
    best.walk -= off;
    return best;
}

static bool same_sight(struct sight sight, int32_t seconds, uint8_t rides)
{
    return sight.seconds == seconds && (seconds == SPREAD_NEVER || sight.rides == rides);
}

static bool compare(struct bench *bench, const struct small_question *question, int stop,
                    int64_t time, const struct standing *standing)
{
    struct sight here = ask_one(bench, question, stop, time, 0);
    struct sight off = ask_one(bench, question, stop, time, 1);
    bench->asked++;
    bench->reached += standing->here != SPREAD_NEVER;
    bool same = same_sight(off, standing->off, standing->off_rides);
    if (!question->window && off.seconds != SPREAD_NEVER)
        bench->other_walks += off.walk != standing->off_walk;
    if (standing->here != SPREAD_NEVER && standing->here_rides == 0) {
        bench->walked++;
        return same && standing->here <= here.seconds;
    }
    if (!question->window && here.seconds != SPREAD_NEVER)
        bench->other_walks += here.walk != standing->here_walk;
    bench->ended += standing->here < standing->off;
    return same && same_sight(here, standing->here, standing->here_rides);
}

/* Time of a row of a window. */
static int64_t minute_of(const struct small_question *question, uint32_t row)
{
    int64_t minutes = (int64_t)row * SPREAD_STEP_SECONDS;
    return question->time + (question->arrive_by ? -minutes : minutes);
}

static void compare_all(struct bench *bench, const struct small_world *world,
                        const struct small_question *question, const struct spread *spread)
{
    static const struct standing none = {SPREAD_NEVER, SPREAD_NEVER, 0, 0, 0, 0};
    for (uint32_t row = 0; row < spread->rows; row++) {
        int64_t time = minute_of(question, row);
        bench->rows++;
        for (int stop = 0; stop < world->stop_count; stop++) {
            if (bench->side.stops[stop] == NO_IX)
                continue;
            uint32_t at = spread_find(spread, bench->side.stops[stop]);
            const struct standing *standing = at == NO_IX ? &none : &spread_row(spread, row)[at];
            if (compare(bench, question, stop, time, standing) || bench->different++ > 2)
                continue;
            print_world(stdout, world);
            print_question(stdout, world, question);
            printf("stop %d, minute %u: off %d with %u, here %d with %u\n", stop, row,
                   standing->off, standing->off_rides, standing->here, standing->here_rides);
        }
    }
}

/* One end of a matrix against the same ends asked for minute by minute; walking all the way is
 * given to both. */
static bool matrix_agrees(struct bench *bench, const struct small_question *question, int32_t walk)
{
    static const uint32_t percentiles[] = {0, 37, 50, 100};
    struct matrix_ask how = {.direct = (const int32_t[]){walk, walk}};
    struct matrix_row row;
    struct error error = {0};
    int32_t times[MINUTES_MAX] = {0};
    uint32_t rows = question->window ? (uint32_t)question->window / SPREAD_STEP_SECONDS : 1;
    how.percentiles = percentiles;
    how.percentile_count = question->window ? 4 : 1;
    if (!engine_side_matrix(&bench->side, question, &how, &bench->arena, &row, &error)) {
        printf("%s: %s\n", error.place, error.text);
        return false;
    }
    for (uint32_t i = 0; i < rows; i++) {
        times[i] = ask_best(bench, *question, minute_of(question, i)).seconds;
        if (walk <= question->travel_max && walk < times[i])
            times[i] = walk;
    }
    uint32_t none = spread_sort(times, rows);
    bool same = row.missed[0] == none && row.missed[1] == none;
    for (uint32_t i = 0; i < 2 * how.percentile_count; i++) {
        uint32_t rank = spread_rank(percentiles[i % how.percentile_count], rows);
        same &= row.cells[i].seconds == times[rank];
        bench->cells++;
    }
    return same;
}

static bool served(const struct bench *bench, const struct small_end *ends, int count)
{
    for (int i = 0; i < count; i++)
        if (bench->side.stops[ends[i].stop] == NO_IX)
            return false;
    return count > 0;
}

/* Ends of which none is the stop itself, since `plan` shows no journey without a ride. */
static void compare_matrix(struct bench *bench, const struct small_world *world,
                           struct random *random, struct small_question question)
{
    struct small_end *ends = question.arrive_by ? question.sources : question.targets;
    int count = question.arrive_by ? question.source_count : question.target_count;
    int32_t walk = random_chance(random, 50) ? random_in(random, 60, 3600) : MATRIX_NEVER;
    bool apart = true;
    for (int i = 0; i < count; i++)
        ends[i].seconds += ends[i].seconds == 0 && random_chance(random, 50) ? 1 : 0;
    for (int i = 0; i < count; i++)
        apart &= ends[i].seconds > 0;
    if (!served(bench, question.sources, question.source_count) ||
        !served(bench, question.targets, question.target_count) || !apart ||
        matrix_agrees(bench, &question, walk) || bench->different++ > 2)
        return;
    print_world(stdout, world);
    print_question(stdout, world, &question);
    printf("as a matrix, walking all the way %d s\n", (int)walk);
}

static void ask_world(struct bench *bench, const struct small_world *world, struct random *random)
{
    struct small_question question;
    struct spread spread;
    struct error error = {0};
    make_question(random, world, false, &question);
    question.window = random_chance(random, 50) ? 60 * random_in(random, 1, MINUTES_MAX) : 0;
    arena_reset(&bench->arena);
    compare_matrix(bench, world, random, question);
    *(question.arrive_by ? &question.source_count : &question.target_count) = 0;
    if (engine_side_spread(&bench->side, &question, &bench->arena, &spread, &error)) {
        compare_all(bench, world, &question, &spread);
        return;
    }
    bench->different++;
    printf("%s: %s\n", error.place, error.text);
}

static void run_world(struct bench *bench, uint64_t seed)
{
    static struct small_world world;
    struct random random = {seed ^ UINT64_C(0x5b4ead)};
    struct error error = {0};
    make_world(seed, &world);
    if (engine_side_open(&bench->side, &world, bench->path, &error)) {
        for (int i = 0; i < QUESTIONS; i++)
            ask_world(bench, &world, &random);
    } else {
        bench->different++;
        printf("world %llu: %s\n", (unsigned long long)seed, error.text);
    }
    engine_side_close(&bench->side);
}

int main(int count, char **arguments)
{
    struct bench bench = {0};
    long worlds = strtol(count > 1 ? arguments[1] : "100", NULL, 10);
    uint64_t first = count > 2 ? strtoull(arguments[2], NULL, 10) : 1;
    const char *root = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
    snprintf(bench.folder, sizeof bench.folder, "%s/spread-XXXXXX", root);
    if (worlds <= 0 || !mkdtemp(bench.folder))
        return 1;
    snprintf(bench.path, sizeof bench.path, "%s/image", bench.folder);
    for (long i = 0; i < worlds && bench.different < 20; i++)
        run_world(&bench, first + (uint64_t)i);
    unlink(bench.path);
    rmdir(bench.folder);
    arena_finish(&bench.arena);
    printf("%ld minutes, %ld stops asked: %ld reached, %ld without a ride, %ld by a last walk; "
           "%ld as quick with other walks; %ld cells of matrices; %ld different\n",
           bench.rows, bench.asked, bench.reached, bench.walked, bench.ended, bench.other_walks,
           bench.cells, bench.different);
    /* Walking is no criterion of the search: of equal ways it may keep either, but seldom does. */
    bool lost = bench.other_walks * 1000 > bench.reached;
    bool tame = bench.reached * 20 < bench.asked || bench.ended * 1000 < bench.asked;
    return bench.different == 0 && !tame && !lost ? 0 : 1;
}
