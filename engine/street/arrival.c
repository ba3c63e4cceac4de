#include "engine/street/arrival.h"

/* One look for ways to a door. */
struct look {
    const struct street_worker *worker;
    arrival_visit *visit;
    void *context;
    uint32_t which;
    uint64_t off; /* between the streets and the door: cost and time */
};

static uint64_t time_at(const struct street_worker *worker, uint32_t state)
{
    return metric_is_time(worker->now.metric) ? worker->labels[state].cost : worker->times[state];
}

/* From a vertex on: along a part of an arc, or not (arc NO_IX). */
struct onward {
    vertex_ix vertex;
    uint32_t arc, begin, end;
    uint64_t cost, time;
};

static void visit_state(const struct look *look, const struct onward *onward)
{
    const struct street_worker *worker = look->worker;
    const struct metric *metric = worker->now.metric;
    bool all = onward->arc == NO_IX ||
               metric->paces[worker->streets.street_arcs_out[onward->arc].trait].destination;
    uint64_t pass = onward->arc == NO_IX
                        ? 0
                        : metric_pass(metric, &worker->streets.street_vertices[onward->vertex]);
    uint32_t state;
    if (pass == COST_NEVER || !spread_best(worker, onward->vertex, !all, &state))
        return;
    struct arrival arrival = {
        .from = state,
        .source = worker->labels[state].source,
        .arc = onward->arc,
        .which = look->which,
        .begin = onward->begin,
        .end = onward->end,
        .cost = worker->labels[state].cost + pass + onward->cost + look->off,
        .time = time_at(worker, state) + pass + onward->time + look->off,
    };
    look->visit(look->context, &arrival);
}

/* The source itself stands at the vertex and does not have to pass it. */
static void visit_starts(const struct look *look, const struct onward *onward)
{
    const struct spread_start *starts = look->worker->starts.data;
    for (uint32_t i = 0; i < look->worker->starts.count; i++) {
        if (starts[i].vertex != onward->vertex)
            continue;
        struct arrival arrival = {
            .from = starts[i].origin,
            .source = starts[i].source,
            .arc = onward->arc,
            .which = look->which,
            .begin = onward->begin,
            .end = onward->end,
            .cost = starts[i].cost + onward->cost + look->off,
            .time = starts[i].time + onward->time + look->off,
        };
        look->visit(look->context, &arrival);
    }
}

static void visit_way(const struct look *look, const struct spot *spot, edge_way way)
{
    const struct street_worker *worker = look->worker;
    const struct metric *metric = worker->now.metric;
    bool out = worker->now.sense == FLOOD_FROM;
    struct way_arcs arcs = way_arcs_of(metric, way, !out);
    uint32_t index, along = spot_along(&worker->streets, spot, way);
    vertex_ix tail;
    while (way_arcs_next(&arcs, &index, &tail)) {
        const struct street_arc *arc = &worker->streets.street_arcs_out[index];
        uint32_t begin = out ? 0 : along, end = out ? along : arc->length_mm;
        if (begin > end)
            continue;
        struct onward onward = {out ? tail : arc->vertex,
                                index,
                                begin,
                                end,
                                metric_part_cost(metric, arc, begin, end),
                                metric_part_time(metric, arc, begin, end)};
        visit_state(look, &onward);
        visit_starts(look, &onward);
    }
}

/* Along the edge from one spot of the source to one of the door. */
static void visit_between(const struct look *look, uint32_t source, const struct spot *spot,
                          edge_way way)
{
    const struct street_worker *worker = look->worker;
    const struct metric *metric = worker->now.metric;
    const struct spread_spot *from = (const struct spread_spot *)worker->spots.data + source;
    bool out = worker->now.sense == FLOOD_FROM;
    uint32_t one = spot_along(&worker->streets, &from->spot, way), index;
    uint32_t two = spot_along(&worker->streets, spot, way);
    uint32_t begin = out ? one : two, end = out ? two : one;
    struct way_arcs arcs = way_arcs_of(metric, way, true);
    vertex_ix tail;
    while (begin <= end && way_arcs_next(&arcs, &index, &tail)) {
        const struct street_arc *arc = &worker->streets.street_arcs_out[index];
        struct arrival arrival = {
            .from = SPREAD_SEED + source,
            .source = from->source,
            .arc = index,
            .which = look->which,
            .begin = begin,
            .end = end,
            .cost = from->cost + metric_part_cost(metric, arc, begin, end) + look->off,
            .time = from->time + metric_part_time(metric, arc, begin, end) + look->off,
        };
        look->visit(look->context, &arrival);
    }
}

static void visit_straight(const struct look *look, const struct spot *spot)
{
    const struct spread_spot *spots = look->worker->spots.data;
    uint32_t first = by_edge_first(&look->worker->by_edge, spot->edge);
    for (uint32_t i = first; i != NO_IX; i = spots[i].next) {
        if (spots[i].spot.edge != spot->edge)
            continue;
        visit_between(look, i, spot, spot->edge << 1);
        visit_between(look, i, spot, spot->edge << 1 | 1);
    }
}

/* Who comes to a tied vertex may have come to a copy of it; who leaves it has no turn behind him
 * that a copy would know of. */
static void visit_tie(const struct look *look, vertex_ix vertex)
{
    const struct streets *streets = &look->worker->streets;
    struct onward here = {.vertex = vertex, .arc = NO_IX};
    visit_state(look, &here);
    if (look->worker->now.sense != FLOOD_FROM)
        return;
    struct vertex_span span = vertex_span_of(streets, vertex);
    for (here.vertex = span.first; here.vertex < span.end; here.vertex++)
        if (here.vertex != vertex && streets->street_vertices[here.vertex].marks & VERTEX_COPY)
            visit_state(look, &here);
}

/* Whether two places lie so far apart, one north of the other, that nobody asks how far exactly. */
static inline bool is_beyond(struct point one, struct point other, uint32_t off_mm)
{
    enum { MM_A_UNIT_OR_MORE = 11 }; /* of latitude */
    int64_t units = (int64_t)one.lat - other.lat;
    return (units < 0 ? -units : units) * MM_A_UNIT_OR_MORE > off_mm;
}

/* From a place to one that is nearer to it than the street is to either of them: nobody goes to the
 * street and back. */
static void visit_beside(const struct look *look, const struct door *door)
{
    const struct spread_place *places = look->worker->places.data;
    for (uint32_t i = 0; i < look->worker->places.count && door->spot_count; i++) {
        uint32_t here = door->spots[0].off_mm, there = places[i].off_mm;
        uint32_t off_mm = here > there ? here : there;
        if (places[i].level != door->level || is_beyond(places[i].at, door->at, off_mm))
            continue;
        uint32_t length = street_millimetres(places[i].at, door->at);
        if (length >= off_mm)
            continue;
        uint64_t cost = places[i].cost + look->worker->now.metric->off_pace * length;
        struct arrival arrival = {.from = SPREAD_SEED,
                                  .arc = NO_IX,
                                  .beside = true,
                                  .source = places[i].source,
                                  .cost = cost,
                                  .time = cost};
        look->visit(look->context, &arrival);
    }
}

static bool came_to(const struct street_worker *worker, struct vertex_span places)
{
    for (enum spread_phase phase = ON_WAY; phase < SPREAD_PHASES; phase++)
        for (vertex_ix v = places.first; worker->phase_seen[phase] && v < places.end; v++)
            if (worker->labels[phase * worker->vertices + v].stamp >= worker->stamp)
                return true;
    return false;
}

/* Whether a label is known at an end of the edge, or at a copy of it. */
static bool came_to_edge(const struct street_worker *worker, edge_ix edge)
{
    const struct street_edge *at = &worker->streets.street_edges[edge];
    return came_to(worker, vertex_span_of(&worker->streets, at->from)) ||
           came_to(worker, vertex_span_of(&worker->streets, at->to));
}

static void visit_spot(const struct look *look, const struct spot *spot)
{
    if (came_to_edge(look->worker, spot->edge)) {
        visit_way(look, spot, spot->edge << 1);
        visit_way(look, spot, spot->edge << 1 | 1);
    }
    visit_straight(look, spot);
}

void arrivals_at(const struct street_worker *worker, const struct spot *spot, arrival_visit *visit,
                 void *context)
{
    visit_spot(&(struct look){.worker = worker, .visit = visit, .context = context}, spot);
}

void arrivals_each(const struct street_worker *worker, const struct door *door,
                   arrival_visit *visit, void *context)
{
    struct look look = {.worker = worker, .visit = visit, .context = context};
    uint64_t pace = worker->now.metric->off_pace;
    if (door->record != NO_IX) {
        struct street_tie own;
        const struct street_tie *ties;
        uint32_t count = door_ties(&worker->streets, door, &own, &ties);
        for (look.which = 0; look.which < count; look.which++) {
            look.off = pace * ties[look.which].off_mm;
            visit_tie(&look, ties[look.which].vertex);
        }
        return;
    }
    visit_beside(&look, door);
    for (look.which = 0; look.which < door->spot_count; look.which++) {
        look.off = pace * door->spots[look.which].off_mm;
        visit_spot(&look, &door->spots[look.which]);
    }
}
