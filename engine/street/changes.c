#include "engine/street/changes.h"

#include <stdatomic.h>

#include "engine/base/bitset.h"
#include "engine/base/memory.h"
#include "engine/base/pool.h"
#include "engine/street/spread.h"

enum { NANOSECONDS = 1000 * 1000 * 1000 };

/* What one thread searches with and finds. */
struct finder {
    struct street_worker *worker;
    const struct metric *metric;
    uint32_t *seen;    /* by stop: the last piece that looked at it, and 1 */
    struct vec walks;  /* struct draft_walk, piece after piece */
    uint64_t vertices; /* settled */
};

/* What one piece found. */
struct found {
    uint32_t worker, first, count; /* in that finder's walks */
};

struct finding {
    struct streets streets;
    const struct changes_ask *ask;
    struct vec stops; /* uint32_t: draft stops to start from, which are also those to be found */
    uint64_t *served; /* bitset of draft stops */
    struct found *found;
    _Atomic uint64_t pairs; /* found so far */
    struct finder finders[POOL_THREADS_MAX];
};

/* Notes the walk to a stop, once a piece. */
static void look_at_stop(struct finding *finding, struct finder *finder, uint32_t piece,
                         uint32_t stop)
{
    uint32_t from = *(const uint32_t *)vec_at(&finding->stops, piece);
    struct door door;
    if (stop == from || finder->seen[stop] == piece + 1 || !bitset_has(finding->served, stop))
        return;
    finder->seen[stop] = piece + 1;
    if (!door_of(&finding->streets, TIE_STOP, stop, &door))
        return;
    uint64_t cost = flood_door_cost(finder->worker, &door);
    if (cost == COST_NEVER)
        return;
    int32_t seconds = (int32_t)((cost + NANOSECONDS - 1) / NANOSECONDS);
    vec_push(&finder->walks, &(struct draft_walk){from, stop, seconds});
}

static void look_at_vertex(struct finding *finding, struct finder *finder, uint32_t piece,
                           vertex_ix vertex)
{
    const struct streets *streets = &finding->streets;
    for (uint32_t i = first_tie_at(streets, vertex); i < streets->counts.street_vertex_ties; i++) {
        const struct street_tie *tie = &streets->street_ties[streets->street_vertex_ties[i]];
        if (tie->vertex != vertex)
            return;
        if (tie->kind == TIE_STOP)
            look_at_stop(finding, finder, piece, tie->record);
    }
}

/* Ties stand at vertices that are no copies, and one may come to a copy alone. */
static void look_at_place(struct finding *finding, struct finder *finder, uint32_t piece,
                          vertex_ix vertex)
{
    const struct street_vertex *vertices = finding->streets.street_vertices;
    if (vertices[vertex].marks & VERTEX_TIED)
        look_at_vertex(finding, finder, piece, vertex);
    if (!(vertices[vertex].marks & VERTEX_COPY))
        return;
    struct vertex_span span = vertex_span_of(&finding->streets, vertex);
    for (vertex_ix v = span.first; v < span.end; v++)
        if (vertices[v].marks & VERTEX_TIED)
            look_at_vertex(finding, finder, piece, v);
}

static void find_from(void *context, uint32_t piece, uint32_t worker)
{
    struct finding *finding = context;
    struct finder *finder = &finding->finders[worker];
    uint32_t stop = *(const uint32_t *)vec_at(&finding->stops, piece), count;
    uint32_t first = finder->walks.count;
    struct door door;
    if (finding->pairs > finding->ask->pairs_max ||
        !door_of(&finding->streets, TIE_STOP, stop, &door))
        return;
    flood_run(finder->worker,
              &(struct flood_ask){.metric = finder->metric,
                                  .sense = FLOOD_FROM,
                                  .sources = &(struct flood_source){&door, 0},
                                  .source_count = 1,
                                  .cost_max = (uint64_t)finding->ask->seconds_max * NANOSECONDS});
    const vertex_ix *settled = flood_settled(finder->worker, &count);
    finder->vertices += count;
    for (uint32_t i = 0; i < count; i++)
        look_at_place(finding, finder, piece, settled[i]);
    finding->found[piece] = (struct found){worker, first, finder->walks.count - first};
    finding->pairs += finder->walks.count - first;
}

/* The served stops that are tied, each once: ties stand by stop. */
static void list_stops(struct finding *finding, const struct draft *draft)
{
    const struct draft_call *calls = draft->calls.data;
    const struct streets *streets = &finding->streets;
    finding->served = memory_zeroed(bitset_words(draft->stops.count), sizeof *finding->served);
    for (uint32_t i = 0; i < draft->calls.count; i++)
        bitset_add(finding->served, calls[i].stop);
    for (uint32_t i = 0; i < streets->counts.street_ties; i++) {
        const struct street_tie *tie = &streets->street_ties[i];
        const uint32_t *last = finding->stops.data;
        if (tie->kind != TIE_STOP || !bitset_has(finding->served, tie->record))
            continue;
        if (!finding->stops.count || last[finding->stops.count - 1] != tie->record)
            vec_push_number(&finding->stops, tie->record);
    }
}

static void init_finders(struct finding *finding, uint32_t threads, uint32_t stops)
{
    for (uint32_t i = 0; i < threads; i++) {
        struct finder *finder = &finding->finders[i];
        finder->worker = street_worker_create(&finding->streets);
        finder->metric = street_worker_metric(finder->worker, &finding->ask->profile);
        finder->seen = memory_zeroed(stops, sizeof *finder->seen);
        finder->walks = vec_of(sizeof(struct draft_walk));
    }
}

static void finish_finders(struct finding *finding, uint32_t threads)
{
    for (uint32_t i = 0; i < threads; i++) {
        street_worker_destroy(finding->finders[i].worker);
        memory_free(finding->finders[i].seen);
        vec_finish(&finding->finders[i].walks);
    }
}

static void gather(const struct finding *finding, uint32_t threads, struct vec *walks,
                   struct changes_report *report)
{
    for (uint32_t i = 0; i < finding->stops.count; i++) {
        const struct found *found = &finding->found[i];
        const struct draft_walk *from = finding->finders[found->worker].walks.data;
        if (found->count)
            vec_add_many(walks, from + found->first, found->count);
        report->pairs += found->count;
    }
    for (uint32_t i = 0; i < threads; i++)
        report->vertices += finding->finders[i].vertices;
    report->stops = finding->stops.count;
}

void changes_find(const struct draft *draft, const struct changes_ask *ask, struct vec *walks,
                  struct changes_report *report)
{
    struct finding finding = {.streets = streets_of_store(&draft->streets),
                              .ask = ask,
                              .stops = vec_of(sizeof(uint32_t))};
    uint32_t threads = ask->threads < POOL_THREADS_MAX ? ask->threads : POOL_THREADS_MAX;
    *report = (struct changes_report){0};
    list_stops(&finding, draft);
    threads = threads < finding.stops.count ? threads : finding.stops.count;
    finding.found = memory_zeroed(finding.stops.count, sizeof *finding.found);
    init_finders(&finding, threads, draft->stops.count);
    pool_run(threads, finding.stops.count, find_from, &finding);
    gather(&finding, threads, walks, report);
    finish_finders(&finding, threads);
    memory_free(finding.found);
    memory_free(finding.served);
    vec_finish(&finding.stops);
}
