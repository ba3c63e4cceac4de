#include "engine/street/worker.h"

#include "engine/base/memory.h"
#include "engine/street/reach_streets.h"
#include "engine/street/spread.h"

/*
 * What a thread keeps. Big arrays come zeroed from the system, page by page as they are touched: a
 * worker of a country costs what its questions touch.
 */

struct street_worker *street_worker_create(const struct streets *streets)
{
    struct street_worker *worker = memory_zeroed(1, sizeof *worker);
    size_t vertices = streets_vertices(streets), states = SPREAD_PHASES * vertices;
    worker->streets = *streets;
    worker->vertices = (uint32_t)vertices;
    worker->labels = memory_zeroed(states, sizeof *worker->labels);
    worker->trails = memory_zeroed(states, sizeof *worker->trails);
    worker->times = memory_zeroed(states, sizeof *worker->times);
    worker->settled = memory_zeroed(vertices, sizeof *worker->settled);
    worker->spots = vec_of(sizeof(struct spread_spot));
    worker->places = vec_of(sizeof(struct spread_place));
    worker->starts = vec_of(sizeof(struct spread_start));
    worker->seeds = vec_of(sizeof(uint32_t));
    worker->found = vec_of(sizeof(struct reach_found));
    worker->changes = vec_of(sizeof(struct reach_start));
    worker->change_ways = vec_of(sizeof(struct reach_change));
    worker->stamp = 1;
    heap_init(&worker->heap);
    for (int i = 0; i < METRIC_SLOTS; i++)
        worker->slots[i].metric.paces =
            memory_zeroed(streets->counts.street_traits, sizeof(struct metric_pace));
    return worker;
}

void street_worker_destroy(struct street_worker *worker)
{
    if (!worker)
        return;
    street_worker_destroy(worker->mate);
    for (int i = 0; i < METRIC_SLOTS; i++)
        memory_free(worker->slots[i].metric.paces);
    heap_finish(&worker->heap);
    vec_finish(&worker->spots);
    vec_finish(&worker->places);
    vec_finish(&worker->starts);
    vec_finish(&worker->seeds);
    vec_finish(&worker->found);
    vec_finish(&worker->changes);
    vec_finish(&worker->change_ways);
    ride_destroy(worker->ride);
    memory_free(worker->settled);
    memory_free(worker->times);
    memory_free(worker->trails);
    memory_free(worker->labels);
    memory_free(worker);
}

struct ride *street_worker_ride(struct street_worker *worker)
{
    if (!worker->ride)
        worker->ride = ride_create(&worker->streets);
    return worker->ride;
}

struct street_worker *spread_mate(struct street_worker *worker)
{
    if (!worker->mate)
        worker->mate = street_worker_create(&worker->streets);
    return worker->mate;
}

const struct streets *street_worker_streets(const struct street_worker *worker)
{
    return &worker->streets;
}

uint64_t street_worker_effort(const struct street_worker *worker)
{
    return worker->settled_before + worker->settled_count;
}

const struct metric *street_worker_metric(struct street_worker *worker,
                                          const struct profile *profile)
{
    struct metric_slot *oldest = &worker->slots[0];
    worker->asked++;
    for (int i = 0; i < METRIC_SLOTS; i++) {
        struct metric_slot *slot = &worker->slots[i];
        if (slot->used && profile_equal(&slot->metric.profile, profile)) {
            slot->used = worker->asked;
            return &slot->metric;
        }
        if (slot->used < oldest->used)
            oldest = slot;
    }
    oldest->used = worker->asked;
    metric_make(&oldest->metric, &worker->streets, profile);
    return &oldest->metric;
}
