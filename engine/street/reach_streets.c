#include "engine/street/reach_streets.h"

#include "engine/street/spread.h"

#define SECOND UINT64_C(1000000000)

/* One means of one question. */
struct looking {
    struct street_worker *worker;
    const struct streets *streets;
    const struct reach_ask *ask;
    const struct means *means;
    uint32_t index;
    const struct reach_change *changes; /* by source of the last flood; NULL: none */
};

struct vec *reach_streets_begin(struct street_worker *worker)
{
    worker->found.count = 0;
    return &worker->found;
}

enum flood_sense reach_sense(const struct reach_ask *ask)
{
    return ask->to_place ? FLOOD_TO : FLOOD_FROM;
}

uint64_t reach_bound(const struct means *means)
{
    return means->seconds_max > 0 ? (uint64_t)means->seconds_max * SECOND : 0;
}

/* --- What a flood came to --- */

typedef void tie_visit(const struct looking *looking, const struct street_tie *tie);

static void visit_ties_at(const struct looking *looking, vertex_ix vertex, tie_visit *visit)
{
    const struct streets *streets = looking->streets;
    if (!(streets->street_vertices[vertex].marks & VERTEX_TIED))
        return;
    for (uint32_t i = first_tie_at(streets, vertex); i < streets->counts.street_vertex_ties; i++) {
        const struct street_tie *tie = &streets->street_ties[streets->street_vertex_ties[i]];
        if (tie->vertex != vertex)
            return;
        visit(looking, tie);
    }
}

/* The ties of all settled vertices; a copy stands for the vertex that it is a copy of. A tie may
 * be visited more than once. */
static void visit_ties(const struct looking *looking, tie_visit *visit)
{
    const struct streets *streets = looking->streets;
    uint32_t count;
    const vertex_ix *settled = flood_settled(looking->worker, &count);
    for (uint32_t i = 0; i < count; i++) {
        if (!(streets->street_vertices[settled[i]].marks & VERTEX_COPY)) {
            visit_ties_at(looking, settled[i], visit);
            continue;
        }
        struct vertex_span span = vertex_span_of(streets, settled[i]);
        for (vertex_ix v = span.first; v < span.end; v++)
            visit_ties_at(looking, v, visit);
    }
}

/* Nanoseconds to the thing that is tied, by this tie. With a taste one goes to whichever of its
 * ties suits it, however long that takes. */
static uint64_t any_time_to(const struct looking *looking, const struct street_tie *tie)
{
    const struct metric *metric = looking->worker->now.metric;
    struct door door;
    if (!metric_is_time(metric))
        return door_of(looking->streets, (enum tie_kind)tie->kind, tie->record, &door)
                   ? flood_door_time(looking->worker, &door)
                   : COST_NEVER;
    uint64_t time = flood_time(looking->worker, tie->vertex);
    return time == COST_NEVER ? COST_NEVER : time + metric->off_pace * tie->off_mm;
}

/* COST_NEVER: not within the time allowed. */
static uint64_t time_to(const struct looking *looking, const struct street_tie *tie)
{
    uint64_t time = any_time_to(looking, tie);
    return time <= reach_bound(looking->means) ? time : COST_NEVER;
}

static void take_stop(const struct looking *looking, const struct street_tie *tie)
{
    uint64_t time = tie->kind == TIE_STOP ? time_to(looking, tie) : COST_NEVER;
    if (time == COST_NEVER)
        return;
    uint32_t source = flood_source_of(looking->worker, tie->vertex);
    struct reach_found found = {
        .stop = tie->record,
        .seconds = (int32_t)((time + SECOND - 1) / SECOND),
        .way = {looking->index, NO_IX, HIRE_NONE},
        .source = source,
    };
    if (looking->changes) {
        found.way.park = looking->changes[source].park;
        found.way.hire = looking->changes[source].hire;
    }
    vec_push(&looking->worker->found, &found);
}

/* --- The first part --- */

static bool first_flood(const struct looking *looking)
{
    const struct reach_ask *ask = looking->ask;
    const struct metric *metric = street_worker_metric(looking->worker, &looking->means->profile);
    struct door door;
    double metres = ask->street_metres > 0 ? ask->street_metres : DOOR_METRES;
    door_at(looking->worker, metric, ask->place, ask->level, metres, &door);
    struct flood_source source = {&door, 0};
    uint64_t bound = reach_bound(looking->means) * (metric_is_time(metric) ? 1 : REACH_DISLIKE);
    struct flood_ask flood = {metric, reach_sense(ask), &source, 1, bound, NULL};
    flood_run(looking->worker, &flood);
    return door.spot_count > 0;
}

/* --- The rest, on foot --- */

static void second_flood(struct looking *looking)
{
    struct street_worker *worker = looking->worker;
    const struct reach_start *starts = worker->changes.data;
    struct spread spread = {
        .metric = street_worker_metric(worker, &looking->means->on_foot),
        .sense = reach_sense(looking->ask),
        .cost_max = reach_bound(looking->means),
    };
    struct heap_entry settled;
    spread_begin(worker, &spread);
    for (uint32_t i = 0; i < worker->changes.count; i++)
        spread_vertex_source(worker, starts[i].vertex,
                             starts[i].time + spread.metric->off_pace * starts[i].off_mm, i);
    while (spread_step(worker, &settled))
        ;
    reach_take_stops(worker, looking->ask, looking->index, worker->change_ways.data);
}

static void add_start(const struct looking *looking, uint64_t time, const struct street_tie *tie,
                      uint32_t park)
{
    uint64_t handling = looking->means->handling_seconds > 0
                            ? (uint64_t)looking->means->handling_seconds * SECOND
                            : 0;
    struct reach_start start = {tie->vertex, tie->off_mm, time + handling};
    vec_push(&looking->worker->changes, &start);
    vec_push(&looking->worker->change_ways, &(struct reach_change){park, HIRE_NONE, 0});
}

/* From where the park was come to, one walks on from each of its ties. Where the stops come first
 * the vehicle waits in the park, which may be full. */
static void take_park(const struct looking *looking, const struct street_tie *tie)
{
    enum tie_kind wanted =
        looking->means->profile.travel == TRAVEL_CAR ? TIE_CAR_PARK : TIE_BICYCLE_PARK;
    uint64_t time = tie->kind == wanted ? time_to(looking, tie) : COST_NEVER;
    if (time == COST_NEVER ||
        !(looking->ask->to_place || means_has_space(looking->means, tie->record)))
        return;
    uint32_t first, end = ties_of(looking->streets, wanted, tie->record, &first);
    for (uint32_t i = first; i < end; i++)
        add_start(looking, time, &looking->streets->street_ties[i], tie->record);
}

/* Whether the car may stop there. */
static bool stops_at(const struct metric *metric, vertex_ix vertex)
{
    const struct streets *streets = metric->streets;
    const struct street_vertex *at = &streets->street_vertices[vertex];
    for (uint32_t i = at[0].first_out; i < at[1].first_out; i++) {
        uint16_t number = streets->street_arcs_out[i].trait;
        const struct street_trait *trait = &streets->street_traits[number];
        if (metric->paces[number].cost &&
            (trait->kind == STREET_ROAD || trait->kind == STREET_TRACK) &&
            trait->road != ROAD_MOTORWAY && trait->road != ROAD_TRUNK &&
            !(trait->marks & MARK_TUNNEL))
            return true;
    }
    return false;
}

/* A copy has no arcs on foot, and but some of those for cars: what it is a copy of counts. */
void reach_stopping_places(const struct street_worker *worker, const struct metric *car,
                           reach_place_visit *visit, void *context)
{
    const struct street_vertex *vertices = worker->streets.street_vertices;
    uint32_t count;
    const vertex_ix *settled = flood_settled(worker, &count);
    for (uint32_t i = 0; i < count; i++) {
        struct vertex_span span = {settled[i], settled[i] + 1};
        if (vertices[settled[i]].marks & VERTEX_COPY)
            span = vertex_span_of(&worker->streets, settled[i]);
        for (vertex_ix v = span.first; v < span.end; v++)
            if (!(vertices[v].marks & VERTEX_COPY) && stops_at(car, v))
                visit(context, v);
    }
}

static void take_stopping_place(void *context, vertex_ix vertex)
{
    const struct looking *looking = context;
    struct street_tie tie = {.vertex = vertex};
    uint64_t time = flood_time(looking->worker, vertex);
    if (time != COST_NEVER)
        add_start(looking, time, &tie, NO_IX);
}

void reach_take_stops(struct street_worker *worker, const struct reach_ask *ask, uint32_t means,
                      const struct reach_change *changes)
{
    const struct looking looking = {worker, &worker->streets, ask, &ask->means[means],
                                    means,  changes};
    visit_ties(&looking, take_stop);
}

void reach_streets_run(struct street_worker *worker, const struct reach_ask *ask, uint32_t index)
{
    if (ask->means[index].kind == MEANS_HIRED) {
        reach_hired_run(worker, ask, index);
        return;
    }
    struct looking looking = {worker, &worker->streets, ask, &ask->means[index], index, NULL};
    if (!first_flood(&looking))
        return;
    if (looking.means->kind == MEANS_MOVE) {
        visit_ties(&looking, take_stop);
        return;
    }
    worker->changes.count = worker->change_ways.count = 0;
    if (looking.means->kind == MEANS_PARK)
        visit_ties(&looking, take_park);
    else
        reach_stopping_places(worker, worker->now.metric, take_stopping_place, &looking);
    second_flood(&looking);
}
