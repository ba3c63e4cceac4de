#include "engine/street/spread.h"

#include <string.h>

/* Costs beyond this are not told apart, so that sums of two and an arc do not run over. */
#define COST_MOST (UINT64_MAX / 8)

static struct way_arcs look_at(const struct metric *metric, edge_way way, struct vertex_span tails)
{
    return (struct way_arcs){metric, way, tails,
                             metric->streets->street_vertices[tails.first].first_out};
}

struct way_arcs way_arcs_of(const struct metric *metric, edge_way way, bool leaving)
{
    const struct street_edge *edge = &metric->streets->street_edges[way >> 1];
    vertex_ix tail = way & 1 ? edge->to : edge->from, owner;
    uint32_t arc;
    struct way_arcs alone = look_at(metric, way, (struct vertex_span){tail, tail + 1}), try = alone;
    if (leaving && way_arcs_next(&try, &arc, &owner)) {
        alone.arc = arc;
        return alone;
    }
    return look_at(metric, way, vertex_span_of(metric->streets, tail));
}

bool way_arcs_next(struct way_arcs *look, uint32_t *arc, vertex_ix *tail)
{
    const struct streets *streets = look->metric->streets;
    while (look->tails.first < look->tails.end) {
        uint32_t end = streets->street_vertices[look->tails.first + 1].first_out;
        for (; look->arc < end; look->arc++) {
            const struct street_arc *candidate = &streets->street_arcs_out[look->arc];
            if (candidate->way != look->way || !look->metric->paces[candidate->trait].cost)
                continue;
            *arc = look->arc++;
            *tail = look->tails.first;
            return true;
        }
        look->tails.first++;
    }
    return false;
}

uint32_t ties_of(const struct streets *streets, uint32_t kind, uint32_t record, uint32_t *first)
{
    const struct street_tie *ties = streets->street_ties;
    uint32_t low = 0, high = streets->counts.street_ties;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        bool before =
            ties[middle].kind != kind ? ties[middle].kind < kind : ties[middle].record < record;
        if (before)
            low = middle + 1;
        else
            high = middle;
    }
    *first = low;
    while (low < streets->counts.street_ties && ties[low].kind == kind &&
           ties[low].record == record)
        low++;
    return low;
}

uint32_t door_ties(const struct streets *streets, const struct door *door, struct street_tie *own,
                   const struct street_tie **ties)
{
    if (door->tie_kind == DOOR_VERTEX) {
        *own = (struct street_tie){.vertex = door->record, .kind = DOOR_VERTEX};
        *ties = own;
        return 1;
    }
    uint32_t first, end = ties_of(streets, door->tie_kind, door->record, &first);
    *ties = streets->street_ties + first;
    return end - first;
}

uint32_t first_tie_at(const struct streets *streets, vertex_ix vertex)
{
    uint32_t low = 0, high = streets->counts.street_vertex_ties;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (streets->street_ties[streets->street_vertex_ties[middle]].vertex < vertex)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void spread_begin(struct street_worker *worker, const struct spread *spread)
{
    worker->now = *spread;
    if (worker->now.cost_max > COST_MOST)
        worker->now.cost_max = COST_MOST;
    worker->settled_before += worker->settled_count;
    worker->settled_count = 0;
    worker->spots.count = 0;
    by_edge_clear(&worker->by_edge);
    worker->places.count = 0;
    worker->starts.count = worker->seeds.count = 0;
    heap_clear(&worker->heap, worker->now.cost_max);
    memset(worker->phase_seen, 0, sizeof worker->phase_seen);
    worker->stamp += 2;
    if (worker->stamp >= UINT32_MAX - 1) {
        memset(worker->labels, 0,
               SPREAD_PHASES * (size_t)worker->vertices * sizeof *worker->labels);
        worker->stamp = 3;
    }
}

/* A way to a state that may be the cheapest so far. */
struct offer {
    uint32_t state, source;
    uint64_t cost, time;
    struct spread_trail trail;
};

/* Whether it is within the bounds, and cheaper than what is known of its state. */
static inline bool is_better(const struct street_worker *worker, const struct offer *offer)
{
    const struct spread_label *label = &worker->labels[offer->state];
    return offer->cost <= worker->now.cost_max &&
           (label->stamp < worker->stamp || label->cost > offer->cost) &&
           (!worker->now.limits || offer->cost <= worker->now.limits[offer->source]);
}

static inline void note(struct street_worker *worker, const struct offer *offer)
{
    struct spread_label *label = &worker->labels[offer->state];
    label->cost = offer->cost;
    label->stamp = worker->stamp;
    label->source = offer->source;
    worker->phase_seen[spread_phase_of(worker, offer->state)] = true;
    if (worker->now.trails)
        worker->trails[offer->state] = offer->trail;
    if (!metric_is_time(worker->now.metric))
        worker->times[offer->state] = offer->time;
}

static inline void take_offer(struct street_worker *worker, const struct offer *offer)
{
    if (!is_better(worker, offer))
        return;
    note(worker, offer);
    heap_push(&worker->heap, offer->cost, offer->state);
}

/* Where a vertex is left from: a state, or the source that is tied there. */
struct departure {
    vertex_ix vertex;
    enum spread_phase phase;
    uint64_t cost, time;
    uint32_t origin, source; /* origin of trails */
    bool later;              /* of a start: it waits for the first step */
};

/* What an arc makes of a departure. False: it may not be used. */
static inline bool go_along(const struct street_worker *worker, const struct departure *from,
                            const struct street_arc *arcs, uint32_t index, struct offer *offer)
{
    const struct metric *metric = worker->now.metric;
    const struct street_arc *arc = &arcs[index];
    uint64_t cost = metric_cost(metric, arc);
    if (cost == COST_NEVER)
        return false;
    enum spread_phase phase =
        spread_phase_after(from->phase, metric->paces[arc->trait].destination);
    *offer = (struct offer){
        .state = phase * worker->vertices + arc->vertex,
        .source = from->source,
        .cost = from->cost + cost,
        .time = metric_is_time(metric) ? 0 : from->time + metric_time(metric, arc),
        .trail = {from->origin, index},
    };
    return phase != SPREAD_PHASES;
}

/* The arcs searched from a vertex: `first` to before `end` of the returned ones. */
static inline const struct street_arc *arcs_from(const struct street_worker *worker,
                                                 vertex_ix vertex, uint32_t *first, uint32_t *end)
{
    const struct street_vertex *at = &worker->streets.street_vertices[vertex];
    bool out = worker->now.sense == FLOOD_FROM;
    *first = out ? at[0].first_out : at[0].first_in;
    *end = out ? at[1].first_out : at[1].first_in;
    return out ? worker->streets.street_arcs_out : worker->streets.street_arcs_in;
}

static inline void relax(struct street_worker *worker, const struct departure *from)
{
    uint32_t first, end;
    const struct street_arc *arcs = arcs_from(worker, from->vertex, &first, &end);
    struct offer offer;
    for (uint32_t i = first; i < end; i++)
        if (go_along(worker, from, arcs, i, &offer))
            take_offer(worker, &offer);
}

static inline bool settled_as(const struct street_worker *worker, enum spread_phase phase,
                              vertex_ix vertex)
{
    return worker->phase_seen[phase] &&
           worker->labels[phase * worker->vertices + vertex].stamp == worker->stamp + 1;
}

/* Whether a state allows nothing that a cheaper one of its vertex does not. */
static inline bool is_beaten(const struct street_worker *worker, enum spread_phase phase,
                             vertex_ix vertex)
{
    return (phase != AT_START && settled_as(worker, AT_START, vertex)) ||
           (phase == AT_END && settled_as(worker, ON_WAY, vertex));
}

static inline bool was_settled(const struct street_worker *worker, enum spread_phase phase,
                               vertex_ix vertex)
{
    for (enum spread_phase other = ON_WAY; other < SPREAD_PHASES; other++)
        if (other != phase && settled_as(worker, other, vertex))
            return true;
    return false;
}

static void leave(struct street_worker *worker, vertex_ix vertex, enum spread_phase phase,
                  const struct heap_entry *entry)
{
    uint64_t pass = metric_pass(worker->now.metric, &worker->streets.street_vertices[vertex]);
    if (pass == COST_NEVER)
        return;
    struct departure from = {.vertex = vertex,
                             .phase = phase,
                             .cost = entry->cost + pass,
                             .origin = entry->state,
                             .source = worker->labels[entry->state].source};
    if (!metric_is_time(worker->now.metric))
        from.time = worker->times[entry->state] + pass;
    relax(worker, &from);
}

/* Whether some arc leads on from a state to where nothing as cheap is known. */
static bool leads_on(const struct street_worker *worker, uint32_t state)
{
    const struct spread_label *label = &worker->labels[state];
    struct departure from = {.vertex = spread_vertex(worker, state),
                             .phase = spread_phase_of(worker, state),
                             .cost = label->cost,
                             .source = label->source};
    uint32_t first, end;
    const struct street_arc *arcs = arcs_from(worker, from.vertex, &first, &end);
    struct offer offer;
    for (uint32_t i = first; i < end; i++)
        if (go_along(worker, &from, arcs, i, &offer) && is_better(worker, &offer))
            return true;
    return false;
}

/* Once all sources are known: those that lead anywhere. */
static void set_out(struct street_worker *worker)
{
    const uint32_t *seeds = worker->seeds.data;
    for (uint32_t i = 0; i < worker->seeds.count; i++) {
        vertex_ix vertex = spread_vertex(worker, seeds[i]);
        if (worker->streets.street_vertices[vertex].marks & VERTEX_TIED ||
            leads_on(worker, seeds[i]))
            heap_push(&worker->heap, worker->labels[seeds[i]].cost, seeds[i]);
    }
    worker->seeds.count = 0;
}

bool spread_step(struct street_worker *worker, struct heap_entry *settled)
{
    struct heap_entry entry;
    if (worker->seeds.count)
        set_out(worker);
    while (heap_pop(&worker->heap, &entry)) {
        struct spread_label *label = &worker->labels[entry.state];
        if (label->stamp != worker->stamp || label->cost != entry.cost)
            continue;
        enum spread_phase phase = spread_phase_of(worker, entry.state);
        vertex_ix vertex = spread_vertex(worker, entry.state);
        if (is_beaten(worker, phase, vertex))
            continue;
        label->stamp++;
        if (!was_settled(worker, phase, vertex))
            worker->settled[worker->settled_count++] = vertex;
        leave(worker, vertex, phase, &entry);
        *settled = entry;
        return true;
    }
    return false;
}

/* Whether an arc that only residents may use can be the first from here. */
static bool starts_gated(const struct street_worker *worker, vertex_ix vertex)
{
    const struct metric *metric = worker->now.metric;
    uint32_t first, end;
    const struct street_arc *arcs = arcs_from(worker, vertex, &first, &end);
    for (uint32_t i = first; i < end; i++)
        if (metric->paces[arcs[i].trait].cost && metric->paces[arcs[i].trait].destination)
            return true;
    return false;
}

/* Whoever starts at a vertex does not pass it: what stops others there does not stop him. */
static void start_at(struct street_worker *worker, const struct departure *start)
{
    struct departure from = *start;
    from.phase = starts_gated(worker, start->vertex) ? AT_START : ON_WAY;
    struct offer here = {from.phase * worker->vertices + from.vertex,
                         from.source,
                         from.cost,
                         from.time,
                         {from.origin, NO_IX}};
    bool better = is_better(worker, &here);
    if (better)
        note(worker, &here);
    if (better && start->later)
        vec_push_number(&worker->seeds, here.state);
    else if (better)
        heap_push(&worker->heap, here.cost, here.state);
    if (!metric_pass(worker->now.metric, &worker->streets.street_vertices[from.vertex]))
        return;
    vec_push(&worker->starts,
             &(struct spread_start){from.vertex, from.origin, from.source, from.cost, from.time});
    relax(worker, &from);
}

/* Who comes to a vertex may come to a copy of it: towards it, copies are as good. */
static void start_at_place(struct street_worker *worker, struct departure start)
{
    const struct streets *streets = &worker->streets;
    vertex_ix vertex = start.vertex;
    start_at(worker, &start);
    if (worker->now.sense == FLOOD_FROM)
        return;
    struct vertex_span span = vertex_span_of(streets, vertex);
    for (start.vertex = span.first; start.vertex < span.end; start.vertex++)
        if (start.vertex != vertex && streets->street_vertices[start.vertex].marks & VERTEX_COPY)
            start_at(worker, &start);
}

void spread_vertex_source(struct street_worker *worker, vertex_ix vertex, uint64_t cost,
                          uint32_t number)
{
    if (cost <= worker->now.cost_max)
        start_at_place(worker, (struct departure){.vertex = vertex,
                                                  .cost = cost,
                                                  .time = cost,
                                                  .origin = SPREAD_SEED,
                                                  .source = number,
                                                  .later = true});
}

static void start_at_ties(struct street_worker *worker, const struct door *door, uint64_t cost,
                          uint32_t number)
{
    struct street_tie own;
    const struct street_tie *ties;
    uint32_t count = door_ties(&worker->streets, door, &own, &ties);
    for (uint32_t i = 0; i < count; i++) {
        uint64_t there = cost + worker->now.metric->off_pace * ties[i].off_mm;
        if (there <= worker->now.cost_max)
            start_at_place(worker, (struct departure){.vertex = ties[i].vertex,
                                                      .cost = there,
                                                      .time = there,
                                                      .origin = SPREAD_SEED + i,
                                                      .source = number});
    }
}

/* From a spot to the end of its edge that lies ahead: of travel, or behind it in FLOOD_TO. */
static void start_along(struct street_worker *worker, const struct spread_spot *at, edge_way way,
                        uint32_t origin)
{
    const struct metric *metric = worker->now.metric;
    bool out = worker->now.sense == FLOOD_FROM;
    uint32_t along = spot_along(&worker->streets, &at->spot, way), index;
    vertex_ix tail;
    struct way_arcs look = way_arcs_of(metric, way, out);
    while (way_arcs_next(&look, &index, &tail)) {
        const struct street_arc *arc = &worker->streets.street_arcs_out[index];
        uint32_t begin = out ? along : 0, end = out ? arc->length_mm : along;
        enum spread_phase phase = metric->paces[arc->trait].destination ? AT_START : ON_WAY;
        if (begin > end)
            continue;
        struct offer offer = {
            .state = phase * worker->vertices + (out ? arc->vertex : tail),
            .source = at->source,
            .cost = at->cost + metric_part_cost(metric, arc, begin, end),
            .time = at->time + metric_part_time(metric, arc, begin, end),
            .trail = {origin, index},
        };
        take_offer(worker, &offer);
    }
}

void spread_source(struct street_worker *worker, const struct door *door, uint64_t cost,
                   uint32_t number)
{
    if (cost > worker->now.cost_max)
        return;
    if (door->record != NO_IX) {
        start_at_ties(worker, door, cost, number);
        return;
    }
    if (door->spot_count)
        vec_push(&worker->places, &(struct spread_place){door->at, door->level,
                                                         door->spots[0].off_mm, number, cost});
    for (uint32_t i = 0; i < door->spot_count; i++) {
        uint64_t there = cost + worker->now.metric->off_pace * door->spots[i].off_mm;
        edge_ix edge = door->spots[i].edge;
        struct spread_spot spot = {door->spots[i], there, there, number,
                                   by_edge_put(&worker->by_edge, edge, worker->spots.count)};
        vec_push(&worker->spots, &spot);
        start_along(worker, &spot, edge << 1, SPREAD_SEED + i);
        start_along(worker, &spot, edge << 1 | 1, SPREAD_SEED + i);
    }
}

bool spread_best(const struct street_worker *worker, vertex_ix vertex, bool onward, uint32_t *state)
{
    uint64_t best = COST_NEVER;
    for (enum spread_phase phase = ON_WAY; phase < SPREAD_PHASES; phase++) {
        uint32_t other = phase * worker->vertices + vertex;
        if ((onward && phase == AT_END) || !worker->phase_seen[phase] ||
            worker->labels[other].stamp < worker->stamp || worker->labels[other].cost >= best)
            continue;
        best = worker->labels[other].cost;
        *state = other;
    }
    return best != COST_NEVER;
}
