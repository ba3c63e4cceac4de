#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "tests/oracle/engine_side.h"
#include "tests/oracle/make.h"
#include "tests/oracle/print.h"

/*
 * One question to all stops gives what a question to each of them gives: seconds and fewest rides,
 * minute by minute where there is a window, in both directions. Engine against engine; what a
 * question to one stop gives is held against the oracle by run_oracle.
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
    long asked, reached, walked, ended, rows, different;
};

/* The best of a question to one stop, `off` more seconds away from its door. */
static struct sight ask_one(struct bench *bench, const struct small_question *all, int stop,
                            int64_t time, int off)
{
    struct small_question question = *all;
    struct small_end end = {stop, off};
    struct journeys journeys;
    struct error error = {0};
    struct sight best = {SPREAD_NEVER, 0, 0};
    (question.arrive_by ? question.sources : question.targets)[0] = end;
    *(question.arrive_by ? &question.source_count : &question.target_count) = 1;
    question.window = 0;
    question.time = time;
    question.travel_max += off;
    if (!engine_side_ask(&bench->side, &question, &journeys, &error))
        printf("%s: %s\n", error.place, error.text);
    for (uint32_t i = 0; i < journeys.count; i++) {
        const struct journey *journey = &journeys.items[i];
        int64_t seconds = question.arrive_by ? time - journey->depart : journey->arrive - time;
        struct sight sight = {(int32_t)seconds - off, (int32_t)journey->transfers + 1,
                              walk_of(journey) - off};
        if (sight.seconds < best.seconds ||
            (sight.seconds == best.seconds && sight.rides < best.rides))
            best = sight;
    }
    return best;
}

static bool compare(struct bench *bench, const struct small_question *question, int stop,
                    int64_t time, const struct standing *standing)
{
    struct sight here = ask_one(bench, question, stop, time, 0);
    struct sight off = ask_one(bench, question, stop, time, 1);
    bench->asked++;
    bench->reached += standing->here != SPREAD_NEVER;
    bool same =
        off.seconds == standing->off &&
        (off.seconds == SPREAD_NEVER || (off.rides == standing->off_rides &&
                                         (question->window || off.walk == standing->off_walk)));
    if (standing->here != SPREAD_NEVER && standing->here_rides == 0) {
        bench->walked++;
        return same && standing->here <= here.seconds;
    }
    bench->ended += standing->here < standing->off;
    return same && here.seconds == standing->here &&
           (here.seconds == SPREAD_NEVER || here.rides == standing->here_rides);
}

static void compare_all(struct bench *bench, const struct small_world *world,
                        const struct small_question *question, const struct spread *spread)
{
    static const struct standing none = {SPREAD_NEVER, SPREAD_NEVER, 0, 0, 0};
    for (uint32_t row = 0; row < spread->rows; row++) {
        int64_t minutes = (int64_t)row * SPREAD_STEP_SECONDS;
        int64_t time = question->time + (question->arrive_by ? -minutes : minutes);
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

static void ask_world(struct bench *bench, const struct small_world *world, struct random *random)
{
    struct small_question question;
    struct spread spread;
    struct error error = {0};
    make_question(random, world, false, &question);
    question.window = random_chance(random, 50) ? 60 * random_in(random, 1, MINUTES_MAX) : 0;
    *(question.arrive_by ? &question.source_count : &question.target_count) = 0;
    arena_reset(&bench->arena);
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
           "%ld different\n",
           bench.rows, bench.asked, bench.reached, bench.walked, bench.ended, bench.different);
    bool tame = bench.reached * 20 < bench.asked || bench.ended * 1000 < bench.asked;
    return bench.different == 0 && !tame ? 0 : 1;
}
