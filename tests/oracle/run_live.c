#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "feeds/realtime/apply.h"
#include "feeds/realtime/republish.h"
#include "feeds/realtime/write.h"
#include "tests/oracle/agree.h"
#include "tests/oracle/live.h"
#include "tests/oracle/make.h"
#include "tests/oracle/print.h"

/*
 * Random worlds on which something happens: the engine, told of it by GTFS-Realtime messages, must
 * say what the oracle says of the timetable as one would have written it who had known before. In
 * every other world it is told by what is published again of those messages.
 *
 *   run_live [WORLDS [FIRST_SEED]]
 *
 * Exit 0: all agree; 3: there are differences; 1: they agree, but what happens matters too little.
 */

#define QUESTIONS 8
#define DIFFERENCES_SHOWN 3
#define NOW 1717500000 /* some time on the days of the worlds; all runs are named with theirs */

struct bench {
    char folder[64], path[96], live_path[96];
    struct both both, before;
    long worlds, questions, answered, matters, changes, different;
};

/* A message being written about one world. */
struct telling {
    const struct small_world *world;
    const struct engine_side *side;
    struct arena arena;
};

static struct realtime_text text_of(struct telling *telling, char letter, int number)
{
    const char *text = arena_format(&telling->arena, "%c%d", letter, number);
    return (struct realtime_text){text, (uint32_t)strlen(text)};
}

static struct realtime_event event_at(int64_t midnight, int seconds)
{
    return (struct realtime_event){.time = midnight + seconds, .has_time = true};
}

/* One call; where it was promised elsewhere it is told as moved. */
static struct realtime_stop stop_of(struct telling *telling, const struct small_change *change,
                                    int call, int64_t midnight)
{
    const struct small_changed_call *now = &change->calls[call];
    int promised =
        change->trip < 0 ? now->stop : telling->world->trips[change->trip].calls[call].stop;
    struct realtime_stop stop = {.stop_id = text_of(telling, 's', promised),
                                 .sequence = (uint32_t)call + 1,
                                 .has_sequence = true,
                                 .occupancy = OCCUPANCY_NOT_GIVEN};
    if (now->skipped) {
        stop.relation = STOP_SKIPPED;
        return stop;
    }
    if (call > 0)
        stop.arrival = event_at(midnight, now->arrive);
    if (call + 1 < change->call_count)
        stop.departure = event_at(midnight, now->depart);
    if (promised != now->stop) {
        struct realtime_stop_change *moved = arena_alloc(&telling->arena, sizeof *moved);
        moved->assigned_stop_id = text_of(telling, 's', now->stop);
        stop.change = moved;
    }
    return stop;
}

static struct realtime_trip trip_of(struct telling *telling, int number,
                                    const struct small_change *change)
{
    const struct small_world *world = telling->world;
    bool added = change->trip < 0;
    int route = added ? change->route : world->trips[change->trip].route;
    struct zone zone = network_zone(&telling->side->network, (zone_ix)world->routes[route].feed);
    int64_t midnight = zone_day_start(&zone, change->day);
    struct realtime_trip trip = {
        .entity = text_of(telling, 'e', number),
        .run = {.trip_id =
                    added ? text_of(telling, 'x', number) : text_of(telling, 't', change->trip),
                .start_date = change->day,
                .has_start_date = true,
                .has_relation = true,
                .relation = change->cancelled ? TRIP_CANCELED
                            : added           ? TRIP_NEW
                                              : TRIP_SCHEDULED},
    };
    if (added)
        trip.run.route_id = text_of(telling, 'r', route);
    if (change->cancelled)
        return trip;
    struct realtime_stop *stops =
        arena_array(&telling->arena, (size_t)change->call_count, sizeof *stops);
    for (int i = 0; i < change->call_count; i++)
        stops[i] = stop_of(telling, change, i, midnight);
    trip.stops = stops;
    trip.stop_count = (uint32_t)change->call_count;
    return trip;
}

/* What one feed says of all changes that concern it, as bytes. */
static void write_message(struct telling *telling, const struct small_changes *changes, int feed,
                          struct vec *bytes)
{
    struct realtime_trip trips[SMALL_CHANGES];
    struct realtime_message message = {.version = {"2.0", 3}, .stamp = NOW, .trips = trips};
    for (int i = 0; i < changes->count; i++) {
        const struct small_change *change = &changes->items[i];
        int route = change->trip < 0 ? change->route : telling->world->trips[change->trip].route;
        if (telling->world->routes[route].feed == feed)
            trips[message.trip_count++] = trip_of(telling, i, change);
    }
    realtime_write(&message, bytes);
}

/* The live feeds of a world, one a feed. */
struct sources {
    struct realtime_source items[SMALL_FEEDS];
    struct realtime_rules rules[SMALL_FEEDS];
    struct realtime_store *stores[SMALL_FEEDS];
    struct findings findings[SMALL_FEEDS];
};

static bool listen_to(int feed, struct realtime_bytes bytes, struct live_draft *draft,
                      struct sources *sources, struct error *error)
{
    struct realtime_limits limits = realtime_limits_usual(NOW);
    struct live_feed state = {.feed = (feed_ix)feed, .stamp = NOW, .limit_seconds = 600};
    bool news;
    findings_init(&sources->findings[feed]);
    sources->rules[feed] = (struct realtime_rules){.feed = (feed_ix)feed, .tag = "live"};
    sources->stores[feed] = realtime_store_create();
    sources->items[feed] =
        (struct realtime_source){sources->stores[feed], &sources->rules[feed],
                                 live_draft_add_feed(draft, &state, "live", NULL), false};
    return realtime_store_take(sources->stores[feed], bytes, &limits, &sources->findings[feed],
                               &news, error);
}

/* All that was said has been understood: nothing was refused, nothing is odd. */
static bool is_clean(const struct findings *findings, struct error *error)
{
    if (findings->items.count == 0)
        return true;
    const struct finding *first = findings->items.data;
    return error_set(error, ERROR_INPUT, first->code, "%s", first->text);
}

/* Understands one message a feed, and lays a live image of them all. */
static bool hear(struct engine_side *side, const struct realtime_bytes *messages, const char *path,
                 struct live *live, struct error *error)
{
    uint32_t feeds = side->network.counts.feeds;
    struct live_draft *draft = live_draft_create(&side->network);
    struct sources sources = {0};
    bool done = true;
    for (uint32_t i = 0; i < feeds && done; i++)
        done = listen_to((int)i, messages[i], draft, &sources, error);
    if (done)
        realtime_apply(&side->network, sources.items, feeds, NOW, draft, sources.findings);
    for (uint32_t i = 0; i < feeds && done; i++)
        done = is_clean(&sources.findings[i], error);
    realtime_republish(draft, &side->network, NOW);
    done = done && live_freeze(draft, NOW, 1, path, error) &&
           live_open(live, path, &side->network, error);
    for (uint32_t i = 0; i < feeds; i++) {
        realtime_store_destroy(sources.stores[i]);
        findings_finish(&sources.findings[i]);
    }
    live_draft_destroy(draft);
    return done;
}

/* The same again from what was published of it. */
static bool hear_again(struct engine_side *side, const char *path, struct live *live,
                       struct error *error)
{
    struct live before = *live;
    struct realtime_bytes messages[SMALL_FEEDS];
    struct vec nothing = vec_of(1);
    struct realtime_message silence = {.version = {"2.0", 3}, .stamp = NOW};
    realtime_write(&silence, &nothing);
    for (int i = 0; i < SMALL_FEEDS; i++)
        messages[i] = (struct realtime_bytes){nothing.data, nothing.count, "nothing"};
    for (uint32_t i = 0; i < before.counts.messages; i++)
        messages[before.messages[i].feed] = (struct realtime_bytes){
            before.republished + before.messages[i].first, before.messages[i].size, "again"};
    bool done = hear(side, messages, path, live, error);
    vec_finish(&nothing);
    live_close(&before);
    return done;
}

static bool lay_live(struct engine_side *side, const struct small_world *world,
                     const struct small_changes *changes, const char *path, struct live *live,
                     struct error *error)
{
    struct telling telling = {world, side, {0}};
    struct vec bytes[SMALL_FEEDS];
    struct realtime_bytes messages[SMALL_FEEDS];
    for (int i = 0; i < world->feed_count; i++) {
        bytes[i] = vec_of(1);
        write_message(&telling, changes, i, &bytes[i]);
        messages[i] = (struct realtime_bytes){bytes[i].data, bytes[i].count, "live"};
    }
    bool done = hear(side, messages, path, live, error);
    for (int i = 0; i < world->feed_count; i++)
        vec_finish(&bytes[i]);
    arena_finish(&telling.arena);
    return done && (world->seed % 2 || hear_again(side, path, live, error));
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
