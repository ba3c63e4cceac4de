#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/oracle/agree.h"
#include "tests/oracle/make.h"
#include "tests/oracle/print.h"
#include "tests/oracle/shrink.h"

/*
 * Random worlds: the engine must say what the oracle says.
 *
 *   run_oracle [WORLDS [FIRST_SEED [first]]]
 *
 * Besides agreement it demands that the worlds bite: shares of questions answered, and for each
 * rule how often an answer hangs on it (in proportion to the 500 of 10,000 worlds). With `first` it
 * only compares and ends at the first difference.
 *
 * Exit 0: all agree; 3: there are differences; 1: they agree, but the worlds are too tame.
 */

#define QUESTIONS 12
#define VIA_EVERY 12 /* one of so many questions has places to pass */
#define DIFFERENCES_SHOWN 3
#define DIFFERENCES_MAX 20

static const char *const rule_texts[] = {
#define RULE(name, text) text,
    RULES(RULE)
#undef RULE
};

struct tally {
    long worlds, questions, answered, several, different;
    long hits[RULE_COUNT];
    long wanted; /* hits of each rule */
};

struct bench {
    char folder[64], path[96];
    bool only_first;
    struct both both;
    struct tally tally;
};

/* A question about stops that nothing serves any more is not the same question. */
static bool all_served(const struct engine_side *side, const struct small_question *question)
{
    bool served = true;
    for (int i = 0; i < question->source_count; i++)
        served &= side->stops[question->sources[i].stop] != NO_IX;
    for (int i = 0; i < question->target_count; i++)
        served &= side->stops[question->targets[i].stop] != NO_IX;
    for (int i = 0; i < question->via_count; i++)
        served &= side->stops[question->vias[i].stop] != NO_IX;
    return served;
}

static bool still_differs(void *context, const struct small_world *world,
                          const struct small_question *question)
{
    struct bench *bench = context;
    struct engine_side side;
    struct error error;
    bool differs = false;
    if (engine_side_open(&side, world, bench->path, &error))
        differs =
            all_served(&side, question) && !agree(&side, world, question, &bench->both, &error);
    engine_side_close(&side);
    return differs;
}

static void show(struct bench *bench, struct small_world world, struct small_question question)
{
    struct engine_side side;
    struct error error = {0};
    if (++bench->tally.different > DIFFERENCES_SHOWN || bench->only_first)
        return;
    if (still_differs(bench, &world, &question))
        shrink(&world, &question, still_differs, bench);
    print_world(stdout, &world);
    print_question(stdout, &world, &question);
    bool done = engine_side_open(&side, &world, bench->path, &error) &&
                agree(&side, &world, &question, &bench->both, &error);
    print_results(stdout, "oracle", &world, &bench->both.oracle.best);
    print_results(stdout, "engine", &world, &bench->both.engine);
    printf("%s%s\n\n", done ? "(gone after shrinking) " : "", error.text);
    engine_side_close(&side);
}

static bool has_row(const struct small_world *world, int type)
{
    for (int i = 0; i < world->transfer_count; i++)
        if (world->transfers[i].type == type)
            return true;
    return false;
}

static bool has_block(const struct small_world *world)
{
    for (int i = 0; i < world->trip_count; i++)
        if (world->trips[i].block >= 0)
            return true;
    return false;
}

/* False: this answer cannot hang on the rule, so that nobody need try. */
static bool may_matter(const struct small_world *world, const struct small_question *question,
                       int rule)
{
    switch (rule) {
    case RULE_ZONES:
        return world->feed_count > 1;
    case RULE_TYPE_0:
    case RULE_TYPE_1:
    case RULE_TYPE_2:
    case RULE_TYPE_3:
    case RULE_TYPE_4:
    case RULE_TYPE_5:
        return has_row(world, rule - RULE_TYPE_0);
    case RULE_GUARANTEE:
        return has_row(world, 1);
    case RULE_BY_ROUTE:
    case RULE_BY_STATION:
    case RULE_BY_TRIP:
    case RULE_ORDER:
        return world->transfer_count > 0;
    case RULE_BLOCK:
    case RULE_BLOCK_NEAR:
        return question->in_seat && has_block(world);
    case RULE_IN_SEAT:
        return !question->in_seat;
    case RULE_DEFAULT_CHANGE:
        return question->default_change >= 0;
    case RULE_MIN_CHANGE:
        return question->min_change > 0;
    case RULE_ADDED_CHANGE:
        return question->added_change > 0;
    case RULE_VIA:
    case RULE_STAY:
        return question->via_count > 0;
    default:
        return true;
    }
}

/* How many answers hang on each rule; a rule with enough hits is not tried again. */
static void count_hits(struct bench *bench, const struct small_world *world,
                       const struct small_question *question)
{
    struct oracle_answer without = {0};
    for (int rule = 0; rule < RULE_COUNT; rule++) {
        if (bench->tally.hits[rule] >= bench->tally.wanted || !may_matter(world, question, rule))
            continue;
        oracle_run(world, question, rule_bit((enum rule)rule), &without);
        bench->tally.hits[rule] += !same_results(&bench->both.oracle.best, &without.best);
    }
    oracle_answer_finish(&without);
}

static bool ask_one(struct bench *bench, struct engine_side *side, const struct small_world *world,
                    const struct small_question *question)
{
    struct error error;
    bool same = agree(side, world, question, &bench->both, &error);
    uint32_t found = bench->both.oracle.best.count;
    bench->tally.questions++;
    bench->tally.answered += found > 0;
    bench->tally.several += found > 1;
    if (!bench->only_first)
        count_hits(bench, world, question);
    return same;
}

static void run_world(struct bench *bench, uint64_t seed)
{
    static struct small_world world;
    struct small_question question;
    struct random random = {seed ^ UINT64_C(0x5eed5eed5eed)};
    struct engine_side side;
    struct error error = {0};
    make_world(seed, &world);
    bench->tally.worlds++;
    if (!engine_side_open(&side, &world, bench->path, &error)) {
        printf("world %llu is refused: %s\n", (unsigned long long)seed, error.text);
        bench->tally.different++;
    }
    for (int i = 0; i < QUESTIONS && side.planner; i++) {
        make_question(&random, &world, i % VIA_EVERY == 0, &question);
        if (!ask_one(bench, &side, &world, &question))
            show(bench, world, question);
    }
    engine_side_close(&side);
}

static int report(const struct tally *tally)
{
    bool enough = true;
    double questions = (double)tally->questions / 100;
    for (int rule = 0; rule < RULE_COUNT; rule++) {
        bool bites = tally->hits[rule] >= tally->wanted;
        printf("%-34s %s%ld%s\n", rule_texts[rule], bites ? ">= " : "", tally->hits[rule],
               bites ? "" : " TOO FEW");
        enough &= bites;
    }
    printf("%ld worlds, %ld questions: %.1f %% answered, %.1f %% with two or more, %ld different\n",
           tally->worlds, tally->questions, (double)tally->answered / questions,
           (double)tally->several / questions, tally->different);
    enough = enough && (double)tally->answered >= 60 * questions &&
             (double)tally->several >= 25 * questions;
    return tally->different ? 3 : enough ? 0 : 1;
}

/* The worlds, until enough is seen. */
static void run_worlds(struct bench *bench, long worlds, uint64_t first)
{
    long most = bench->only_first ? 1 : DIFFERENCES_MAX;
    for (long i = 0; i < worlds && bench->tally.different < most; i++)
        run_world(bench, first + (uint64_t)i);
}

int main(int count, char **arguments)
{
    struct bench bench = {0};
    long worlds = strtol(count > 1 ? arguments[1] : "1500", NULL, 10);
    uint64_t first = count > 2 ? strtoull(arguments[2], NULL, 10) : 1;
    const char *root = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
    snprintf(bench.folder, sizeof bench.folder, "%s/oracle-XXXXXX", root);
    if (worlds <= 0 || !mkdtemp(bench.folder))
        return 1;
    snprintf(bench.path, sizeof bench.path, "%s/image", bench.folder);
    bench.only_first = count > 3 && strcmp(arguments[3], "first") == 0;
    bench.tally.wanted = bench.only_first ? 0 : worlds / 20;
    both_init(&bench.both);
    run_worlds(&bench, worlds, first);
    both_finish(&bench.both);
    unlink(bench.path);
    rmdir(bench.folder);
    return report(&bench.tally);
}
