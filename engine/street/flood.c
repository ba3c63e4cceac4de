#include "engine/street/arrival.h"

/* When to look at the doors wanted: a look costs about as much as settling a few vertices. */
static bool is_time_to_look(uint32_t steps)
{
    return steps % 64 == 0 || (steps & (steps - 1)) == 0;
}

static void begin(struct street_worker *worker, const struct flood_ask *ask)
{
    const struct spread spread = {ask->metric, ask->sense, ask->cost_max, false, ask->limits};
    spread_begin(worker, &spread);
    for (uint32_t i = 0; i < ask->source_count; i++)
        spread_source(worker, ask->sources[i].door, ask->sources[i].cost, i);
}

void flood_run(struct street_worker *worker, const struct flood_ask *ask)
{
    struct heap_entry settled;
    begin(worker, ask);
    while (spread_step(worker, &settled))
        ;
}

/* A door that costs no more than what was just settled can not become cheaper. */
void flood_run_to(struct street_worker *worker, const struct flood_ask *ask,
                  const struct door *targets, uint32_t target_count)
{
    struct heap_entry settled;
    uint32_t known = 0;
    begin(worker, ask);
    for (uint32_t steps = 1; known < target_count && spread_step(worker, &settled); steps++)
        while (is_time_to_look(steps) && known < target_count &&
               flood_door_cost(worker, &targets[known]) <= settled.cost)
            known++;
}

const vertex_ix *flood_settled(const struct street_worker *worker, uint32_t *count)
{
    *count = worker->settled_count;
    return worker->settled;
}

/* The cheapest state of the vertex; who comes to it may have come to a copy. */
static bool best_state(const struct street_worker *worker, vertex_ix vertex, uint32_t *state)
{
    bool found = spread_best(worker, vertex, false, state);
    if (worker->now.sense != FLOOD_FROM)
        return found;
    struct vertex_span span = vertex_span_of(&worker->streets, vertex);
    for (vertex_ix v = span.first; v < span.end; v++) {
        uint32_t other;
        if (v == vertex || !(worker->streets.street_vertices[v].marks & VERTEX_COPY) ||
            !spread_best(worker, v, false, &other))
            continue;
        if (!found || worker->labels[other].cost < worker->labels[*state].cost)
            *state = other;
        found = true;
    }
    return found;
}

uint64_t flood_cost(const struct street_worker *worker, vertex_ix vertex)
{
    uint32_t state;
    return best_state(worker, vertex, &state) ? worker->labels[state].cost : COST_NEVER;
}

uint64_t flood_time(const struct street_worker *worker, vertex_ix vertex)
{
    uint32_t state;
    if (!best_state(worker, vertex, &state))
        return COST_NEVER;
    return metric_is_time(worker->now.metric) ? worker->labels[state].cost : worker->times[state];
}

uint32_t flood_source_of(const struct street_worker *worker, vertex_ix vertex)
{
    uint32_t state;
    return best_state(worker, vertex, &state) ? worker->labels[state].source : NO_IX;
}

static void keep_cheapest(void *context, const struct arrival *arrival)
{
    struct arrival *best = context;
    if (arrival->cost < best->cost)
        *best = *arrival;
}

static struct arrival cheapest(const struct street_worker *worker, const struct door *door)
{
    static const struct arrival none = {.cost = COST_NEVER, .time = COST_NEVER, .source = NO_IX};
    const uint64_t *limits = worker->now.limits;
    struct arrival best = none;
    arrivals_each(worker, door, keep_cheapest, &best);
    bool beyond = best.cost > worker->now.cost_max ||
                  (limits && best.source != NO_IX && best.cost > limits[best.source]);
    return beyond ? none : best;
}

uint64_t flood_door_cost(const struct street_worker *worker, const struct door *door)
{
    return cheapest(worker, door).cost;
}

static bool is_gated(const struct street_worker *worker, edge_way way)
{
    const struct metric *metric = worker->now.metric;
    struct way_arcs arcs = way_arcs_of(metric, way, false);
    uint32_t index;
    vertex_ix tail;
    while (way_arcs_next(&arcs, &index, &tail))
        if (metric->paces[worker->streets.street_arcs_out[index].trait].destination)
            return true;
    return false;
}

uint64_t flood_passing_cost(const struct street_worker *worker, const struct spot *spot)
{
    struct arrival best = {.cost = COST_NEVER};
    if (!is_gated(worker, spot->edge << 1) && !is_gated(worker, spot->edge << 1 | 1))
        arrivals_at(worker, spot, keep_cheapest, &best);
    return best.cost;
}

uint32_t flood_door_source(const struct street_worker *worker, const struct door *door)
{
    return cheapest(worker, door).source;
}

uint64_t flood_door_time(const struct street_worker *worker, const struct door *door)
{
    return cheapest(worker, door).time;
}
