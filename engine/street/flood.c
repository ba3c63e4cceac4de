#include "engine/street/arrival.h"

void flood_run(struct street_worker *worker, const struct flood_ask *ask)
{
    const struct spread spread = {ask->metric, ask->sense, ask->cost_max, false};
    struct heap_entry settled;
    spread_begin(worker, &spread);
    for (uint32_t i = 0; i < ask->source_count; i++)
        spread_source(worker, ask->sources[i].door, ask->sources[i].cost);
    while (spread_step(worker, &settled))
        ;
}

const vertex_ix *flood_settled(const struct street_worker *worker, uint32_t *count)
{
    *count = worker->settled_count;
    return worker->settled;
}

static uint64_t cost_of(const struct street_worker *worker, vertex_ix vertex)
{
    uint32_t state;
    return spread_best(worker, vertex, false, &state) ? worker->labels[state].cost : COST_NEVER;
}

uint64_t flood_cost(const struct street_worker *worker, vertex_ix vertex)
{
    uint64_t best = cost_of(worker, vertex);
    if (worker->now.sense != FLOOD_FROM)
        return best;
    struct vertex_span span = vertex_span_of(&worker->streets, vertex);
    for (vertex_ix v = span.first; v < span.end; v++) {
        if (v == vertex || !(worker->streets.street_vertices[v].marks & VERTEX_COPY))
            continue;
        uint64_t cost = cost_of(worker, v);
        best = cost < best ? cost : best;
    }
    return best;
}

static void keep_cheapest(void *context, const struct arrival *arrival)
{
    struct arrival *best = context;
    if (arrival->cost < best->cost)
        *best = *arrival;
}

static struct arrival cheapest(const struct street_worker *worker, const struct door *door)
{
    struct arrival best = {.cost = COST_NEVER, .time = COST_NEVER};
    arrivals_each(worker, door, keep_cheapest, &best);
    if (best.cost > worker->now.cost_max)
        best.cost = best.time = COST_NEVER;
    return best;
}

uint64_t flood_door_cost(const struct street_worker *worker, const struct door *door)
{
    return cheapest(worker, door).cost;
}

uint64_t flood_door_time(const struct street_worker *worker, const struct door *door)
{
    return cheapest(worker, door).time;
}
