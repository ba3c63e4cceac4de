#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/oracle/agree.h"
#include "tests/oracle/make.h"
#include "tests/oracle/print.h"
#include "tests/oracle/variants.h"

/*
 * The same world told another way gives the same answers: mirrored in time (an arrive-by question
 * there is a depart-at question here), a week later, rows reversed and ids renamed, with a trip
 * more that nobody should take. Engine against engine; the oracle is asked the same, which keeps
 * the variants honest.
 *
 *   run_variants [WORLDS [FIRST_SEED]]
 */

#define QUESTIONS 4

struct bench {
    char folder[64], path[96];
    long questions, told, different;
};

/* The engine's answer as plain results. */
static bool ask(struct bench *bench, const struct small_world *world,
                const struct small_question *question, struct vec *results)
{
    struct engine_side side;
    struct journeys journeys;
    struct error error = {0};
    results->count = 0;
    bool done = engine_side_open(&side, world, bench->path, &error) &&
                engine_side_ask(&side, question, &journeys, &error);
    for (uint32_t i = 0; done && i < journeys.count; i++) {
        const struct journey *journey = &journeys.items[i];
        struct small_result result = {journey->depart, journey->arrive, (int)journey->transfers};
        if (question->window == 0 && question->arrive_by)
            result.arrive = question->time;
        else if (question->window == 0)
            result.depart = question->time;
        vec_push(results, &result);
    }
    if (!done)
        printf("world %llu: %s %s\n", (unsigned long long)world->seed, error.place, error.text);
    engine_side_close(&side);
    return done;
}

/* What turning takes away (tangled blocks) the first world must not have either. */
static void untangle(struct random *random, struct small_world *world,
                     const struct small_question *question)
{
    struct variant once;
    if (!variant_make(random, 0, world, question, &once))
        return;
    for (int i = 0; i < world->trip_count; i++)
        world->trips[i].block = once.world.trips[i].block;
}

static void show(const struct small_world *world, const struct small_question *question, int number,
                 struct vec *here, struct vec *there)
{
    print_world(stdout, world);
    print_question(stdout, world, question);
    print_results(stdout, "as it is", world, here);
    print_results(stdout, variant_name(number), world, there);
}

static void try_variants(struct bench *bench, struct random *random,
                         const struct small_world *world, const struct small_question *question)
{
    static struct variant variant;
    struct vec here = vec_of(sizeof(struct small_result)), there = here;
    struct oracle_answer oracle = {0}, other = {0};
    bool asked = ask(bench, world, question, &here);
    variant_tell(&(struct variant){0}, &here); /* Only sorts. */
    oracle_run(world, question, 0, &oracle);
    bench->told += here.count > 0;
    for (int i = 0; variant_make(random, i, world, question, &variant); i++) {
        oracle_run(&variant.world, &variant.question, 0, &other);
        variant_tell(&variant, &other.best);
        asked &= ask(bench, &variant.world, &variant.question, &there);
        variant_tell(&variant, &there);
        bench->questions++;
        bool same = asked && same_results(&here, &there) && same_results(&oracle.best, &other.best);
        if (!same && bench->different++ < 2)
            show(world, question, i, same_results(&here, &there) ? &oracle.best : &here,
                 same_results(&here, &there) ? &other.best : &there);
    }
    oracle_answer_finish(&oracle);
    oracle_answer_finish(&other);
    vec_finish(&here);
    vec_finish(&there);
}

static void run_world(struct bench *bench, uint64_t seed)
{
    static struct small_world world, plain;
    struct small_question question;
    struct random random = {seed ^ UINT64_C(0x7a71a7e)};
    make_world(seed, &world);
    for (int i = 0; i < QUESTIONS; i++) {
        plain = world;
        make_question(&random, &world, i == 0, &question);
        untangle(&random, &plain, &question);
        try_variants(bench, &random, &plain, &question);
    }
}

int main(int count, char **arguments)
{
    struct bench bench = {0};
    long worlds = strtol(count > 1 ? arguments[1] : "500", NULL, 10);
    uint64_t first = count > 2 ? strtoull(arguments[2], NULL, 10) : 1;
    const char *root = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
    snprintf(bench.folder, sizeof bench.folder, "%s/variants-XXXXXX", root);
    if (worlds <= 0 || !mkdtemp(bench.folder))
        return 1;
    snprintf(bench.path, sizeof bench.path, "%s/image", bench.folder);
    for (long i = 0; i < worlds && bench.different < 20; i++)
        run_world(&bench, first + (uint64_t)i);
    unlink(bench.path);
    rmdir(bench.folder);
    printf("%ld variants told again, %.1f %% of the questions answered, %ld different\n",
           bench.questions, 100.0 * (double)bench.told / ((double)worlds * QUESTIONS),
           bench.different);
    return bench.different == 0 ? 0 : 1;
}
