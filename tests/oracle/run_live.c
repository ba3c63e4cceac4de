#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/live/draft.h"
#include "tests/oracle/agree.h"
#include "tests/oracle/live.h"
#include "tests/oracle/make.h"
#include "tests/oracle/print.h"

/*
 * Random worlds on which something happens: the engine, told of it by a live image, must say what
 * the oracle says of the timetable as one would have written it who had known before.
 *
 *   run_live [WORLDS [FIRST_SEED]]
 *
 * Exit 0: all agree; 3: there are differences; 1: they agree, but what happens matters too little.
 */

#define QUESTIONS 8
#define DIFFERENCES_SHOWN 3

struct bench {
    char folder[64], path[96], live_path[96];
    struct both both, before;
    long worlds, questions, answered, matters, changes, different;
};

/* The live image of one world. */
struct telling {
    struct engine_side *side;
    const struct small_world *world;
    struct live_draft *draft;
};

static void tell_promised(const struct telling *telling, const struct small_change *change,
                          struct live_draft_call *calls)
{
    const struct small_trip *trip = &telling->world->trips[change->trip];
    for (int i = 0; i < change->call_count; i++) {
        calls[i].promised_stop = telling->side->stops[trip->calls[i].stop];
        calls[i].promised_arrive = trip->calls[i].arrive;
        calls[i].promised_depart = trip->calls[i].depart;
        calls[i].pickup = (uint8_t)trip->calls[i].pickup;
        calls[i].drop_off = (uint8_t)trip->calls[i].drop_off;
    }
}

static void tell(const struct telling *telling, int number, const struct small_change *change)
{
    struct live_draft_call calls[SMALL_CALLS];
    char id[16];
    snprintf(id, sizeof id, "x%d", number);
    for (int i = 0; i < change->call_count; i++)
        calls[i] = (struct live_draft_call){
            .stop = telling->side->stops[change->calls[i].stop],
            .promised_stop = NO_IX,
            .arrive = change->calls[i].arrive,
            .depart = change->calls[i].depart,
            .promised_arrive = LIVE_NO_TIME,
            .promised_depart = LIVE_NO_TIME,
        };
    bool added = change->trip < 0;
    if (!added)
        tell_promised(telling, change, calls);
    for (int i = 0; i < change->call_count; i++)
        if (change->calls[i].skipped) {
            calls[i].pickup = calls[i].drop_off = BOARDING_NO;
            calls[i].flags = LIVE_SKIPPED;
        }
    int route = added ? change->route : telling->world->trips[change->trip].route;
    struct live_draft_run run = {
        .run = {.promised = added ? NO_IX : telling->side->trips[change->trip],
                .like = NO_IX,
                .day = change->day,
                .start = added ? change->calls[0].depart
                               : telling->world->trips[change->trip].calls[0].depart,
                .feed = (uint32_t)telling->world->routes[route].feed,
                .vehicle = NO_IX,
                .state = change->cancelled ? LIVE_CANCELLED : LIVE_RUNS,
                .origin = added ? LIVE_ADDED : LIVE_CHANGED},
        .route = telling->side->routes[route],
        .direction = 2,
        .id = id,
        .calls = calls,
        .call_count = (uint32_t)change->call_count,
    };
    live_draft_add_run(telling->draft, &run);
}

static bool lay_live(struct engine_side *side, const struct small_world *world,
                     const struct small_changes *changes, const char *path, struct live *live,
                     struct error *error)
{
    struct telling telling = {side, world, live_draft_create(&side->network)};
    for (int i = 0; i < world->feed_count; i++)
        live_draft_add_feed(telling.draft, &(struct live_feed){.feed = (feed_ix)i}, "live", NULL);
    for (int i = 0; i < changes->count; i++)
        tell(&telling, i, &changes->items[i]);
    bool done = live_freeze(telling.draft, 0, 1, path, error);
    live_draft_destroy(telling.draft);
    return done && live_open(live, path, &side->network, error);
}

static void print_change(const struct small_change *change)
{
    printf("change: trip %d day %d%s route %d:", change->trip, change->day,
           change->cancelled ? " CANCELLED" : "", change->route);
    for (int i = 0; i < change->call_count; i++)
        printf(" s%d %d-%d%s", change->calls[i].stop, change->calls[i].arrive,
               change->calls[i].depart, change->calls[i].skipped ? " skipped" : "");
    printf("\n");
}

static void show(struct bench *bench, const struct small_world *world,
                 const struct small_changes *changes, const struct small_question *question,
                 const struct error *error)
{
    if (++bench->different > DIFFERENCES_SHOWN)
        return;
    print_world(stdout, world);
    for (int i = 0; i < changes->count; i++)
        print_change(&changes->items[i]);
    print_question(stdout, world, question);
    print_results(stdout, "oracle", world, &bench->both.oracle.best);
    print_results(stdout, "engine", world, &bench->both.engine);
    printf("%s\n\n", error->text);
}

static void ask(struct bench *bench, struct engine_side *side, const struct small_world *world,
                struct small_changes *changes, struct random *random, int number)
{
    static struct small_world rebuilt;
    struct small_question question;
    struct error error;
    make_question(random, world, number == 0, &question);
    rebuild(world, changes, &rebuilt);
    struct small_question retold = retell_question(&question, changes);
    bool same = agree(side, &rebuilt, &retold, &bench->both, &error);
    bench->questions++;
    bench->answered += bench->both.oracle.best.count > 0;
    if (!same)
        show(bench, world, changes, &retold, &error);
    oracle_run(world, &question, 0, &bench->before.oracle);
    bench->matters += !same_results(&bench->before.oracle.best, &bench->both.oracle.best);
}

static void run_world(struct bench *bench, uint64_t seed)
{
    static struct small_world world;
    struct random random = {seed ^ UINT64_C(0x11fe11fe11fe)};
    struct engine_side side;
    struct small_changes changes;
    struct live live = {0};
    struct error error = {0};
    bool is_served[SMALL_STOPS];
    make_world(seed, &world);
    bench->worlds++;
    bool open = engine_side_open(&side, &world, bench->path, &error);
    for (int i = 0; i < SMALL_STOPS; i++)
        is_served[i] = open && side.stops[i] != NO_IX;
    make_changes(&random, &world, is_served, &changes);
    bench->changes += changes.count;
    if (open && lay_live(&side, &world, &changes, bench->live_path, &live, &error)) {
        side.world.live = &live;
        for (int i = 0; i < QUESTIONS; i++)
            ask(bench, &side, &world, &changes, &random, i);
    } else {
        printf("world %llu is refused: %s: %s\n", (unsigned long long)seed, error.place,
               error.text);
        bench->different++;
    }
    engine_side_close(&side);
    live_close(&live);
}

int main(int count, char **arguments)
{
    struct bench bench = {0};
    long worlds = strtol(count > 1 ? arguments[1] : "1000", NULL, 10);
    uint64_t first = count > 2 ? strtoull(arguments[2], NULL, 10) : 1;
    const char *root = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
    snprintf(bench.folder, sizeof bench.folder, "%s/oracle-XXXXXX", root);
    if (worlds <= 0 || !mkdtemp(bench.folder))
        return 1;
    snprintf(bench.path, sizeof bench.path, "%s/image", bench.folder);
    snprintf(bench.live_path, sizeof bench.live_path, "%s/image.live", bench.folder);
    both_init(&bench.both);
    both_init(&bench.before);
    for (long i = 0; i < worlds && bench.different < 20; i++)
        run_world(&bench, first + (uint64_t)i);
    both_finish(&bench.both);
    both_finish(&bench.before);
    unlink(bench.path);
    unlink(bench.live_path);
    rmdir(bench.folder);
    printf("%ld worlds, %ld changes, %ld questions: %ld answered, %ld changed by it, "
           "%ld different\n",
           bench.worlds, bench.changes, bench.questions, bench.answered, bench.matters,
           bench.different);
    return bench.different ? 3 : bench.matters * 8 >= bench.questions ? 0 : 1;
}
