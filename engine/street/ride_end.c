#include "engine/street/riding.h"

/* Where rides end: at a spot of a stand, or at a vertex where the vehicle may be left. */

/* One look for the cheapest ride to a spot. */
struct look {
    const struct ride *ride;
    struct ride_end *best;
    uint32_t which;
    uint32_t limit_mm; /* more must not have been spent */
    uint64_t off;      /* between the street and the stand */
};

static void keep(const struct look *look, const struct ride_end *end)
{
    if (end->cost <= look->ride->ask.cost_max && end->cost < look->best->cost &&
        end->spent_mm <= look->limit_mm)
        *look->best = *end;
}

/* A part of an arc behind a vertex that was come to. */
struct onward {
    uint32_t arc, begin, end, spends;
    uint64_t cost;
};

static struct ride_end end_of(const struct ride *ride, uint32_t number)
{
    const struct ride_label *label = ride_label_at(ride, number);
    return (struct ride_end){
        .cost = label->cost,
        .origin = label->origin & ~RIDE_START,
        .from_vertex = label->origin & RIDE_START,
        .label = number,
        .arc = NO_IX,
        .spent_mm = label->spent_mm,
    };
}

static void look_at_state(const struct look *look, uint32_t number, const struct onward *onward)
{
    const struct ride *ride = look->ride;
    const struct ride_state *state = &ride->states[number];
    if (state->stamp != ride->stamp)
        return;
    vertex_ix vertex = ride_vertex_of(ride, number);
    bool stands = ride_phase_of(ride, number) == STANDING;
    uint64_t wait =
        stands ? 0 : metric_pass(ride->ask.metric, &ride->streets.street_vertices[vertex]);
    for (uint32_t i = state->settled; i != NO_IX; i = ride_label_at(ride, i)->next) {
        const struct ride_label *label = ride_label_at(ride, i);
        if (wait == COST_NEVER || label->cost + wait + onward->cost + look->off >= look->best->cost)
            continue;
        struct ride_end end = end_of(ride, i);
        end.cost += wait + onward->cost + look->off;
        end.spent_mm = ride_spend(ride, end.spent_mm, onward->spends);
        end.arc = onward->arc;
        end.begin = onward->begin;
        end.end = onward->end;
        end.which = look->which;
        keep(look, &end);
    }
}

static void look_along(const struct look *look, const struct spot *spot, edge_way way)
{
    const struct ride *ride = look->ride;
    const struct metric *metric = ride->ask.metric;
    bool out = ride->ask.sense == FLOOD_FROM;
    struct way_arcs arcs = way_arcs_of(metric, way, !out);
    uint32_t index, along = spot_along(&ride->streets, spot, way);
    vertex_ix tail;
    while (way_arcs_next(&arcs, &index, &tail)) {
        const struct street_arc *arc = &ride->streets.street_arcs_out[index];
        struct onward onward = {index, out ? 0 : along, out ? along : arc->length_mm, 0, 0};
        if (onward.begin > onward.end)
            continue;
        onward.cost = ride_arc_cost(ride, arc, onward.begin, onward.end);
        onward.spends = ride_arc_spends(ride, arc, onward.begin, onward.end);
        if (onward.cost == COST_NEVER)
            continue;
        vertex_ix vertex = out ? tail : arc->vertex;
        for (uint32_t phase = 0; phase < RIDE_PHASES; phase++)
            if (ride->phase_seen[phase] &&
                (phase != AT_END || metric->paces[arc->trait].destination))
                look_at_state(look, phase * ride->vertices + vertex, &onward);
    }
}

/* Along the edge from one spot that the search started at, without coming to a vertex. */
static void look_between(const struct look *look, const struct ride_spot *start,
                         const struct spot *spot, edge_way way)
{
    const struct ride *ride = look->ride;
    bool out = ride->ask.sense == FLOOD_FROM;
    uint32_t count, index;
    struct spot first =
        ride_spot_of(ride_stand_spots(ride, start->stand, true, &count) + start->which);
    uint32_t one = spot_along(&ride->streets, &first, way);
    uint32_t two = spot_along(&ride->streets, spot, way);
    uint32_t begin = out ? one : two, end = out ? two : one;
    struct way_arcs arcs = way_arcs_of(ride->ask.metric, way, true);
    vertex_ix tail;
    while (begin <= end && way_arcs_next(&arcs, &index, &tail)) {
        const struct street_arc *arc = &ride->streets.street_arcs_out[index];
        uint64_t cost = ride_arc_cost(ride, arc, begin, end);
        if (cost == COST_NEVER)
            continue;
        keep(look, &(struct ride_end){
                       .cost = start->cost + cost + look->off,
                       .origin = start->stand,
                       .label = RIDE_START + start->which,
                       .arc = index,
                       .begin = begin,
                       .end = end,
                       .which = look->which,
                       .spent_mm = ride_spend(ride, start->spent_mm,
                                              ride_arc_spends(ride, arc, begin, end)),
                   });
    }
}

static bool came_to(const struct ride *ride, struct vertex_span places)
{
    for (uint32_t phase = 0; phase < RIDE_PHASES; phase++)
        for (vertex_ix v = places.first; ride->phase_seen[phase] && v < places.end; v++)
            if (ride->states[phase * ride->vertices + v].stamp == ride->stamp)
                return true;
    return false;
}

/* Whether any label was offered at an end of the edge, or at a copy of it. */
static bool came_to_edge(const struct ride *ride, edge_ix edge)
{
    const struct street_edge *at = &ride->streets.street_edges[edge];
    return came_to(ride, vertex_span_of(&ride->streets, at->from)) ||
           came_to(ride, vertex_span_of(&ride->streets, at->to));
}

static void look_at_spot(const struct look *look, const struct spot *spot)
{
    const struct ride *ride = look->ride;
    const struct ride_spot *spots = ride->spots.data;
    if (came_to_edge(ride, spot->edge)) {
        look_along(look, spot, spot->edge << 1);
        look_along(look, spot, spot->edge << 1 | 1);
    }
    for (uint32_t i = by_edge_first(&ride->by_edge, spot->edge); i != NO_IX; i = spots[i].next) {
        if (spots[i].edge != spot->edge)
            continue;
        look_between(look, &spots[i], spot, spot->edge << 1);
        look_between(look, &spots[i], spot, spot->edge << 1 | 1);
    }
}

/* What may have been spent at the end: in FLOOD_TO that is the pickup, whose vehicle it is. */
static uint32_t limit_at(const struct ride *ride, uint32_t stand)
{
    if (!ride->ranges)
        return UINT32_MAX;
    if (ride->ask.sense == FLOOD_FROM)
        return ride->limit_mm;
    uint32_t range = ride->ask.lending->pickups[stand].range_metres;
    return range < ride->limit_mm / 1000 ? range * 1000 : ride->limit_mm;
}

bool ride_to_stand(const struct ride *ride, uint32_t stand, struct ride_end *end)
{
    uint32_t count;
    const struct rental_spot *spots = ride_stand_spots(ride, stand, false, &count);
    struct look look = {.ride = ride, .best = end, .limit_mm = limit_at(ride, stand)};
    *end = (struct ride_end){.cost = COST_NEVER};
    for (look.which = 0; look.which < count; look.which++) {
        const struct spot spot = ride_spot_of(&spots[look.which]);
        look.off = ride->ask.metric->off_pace * spot.off_mm;
        look_at_spot(&look, &spot);
    }
    end->target = stand;
    return end->cost != COST_NEVER;
}

bool ride_may_end(const struct lending *lending, vertex_ix vertex)
{
    return lending->anywhere &&
           (!lending->ground ||
            !rental_set_has(lending->pages, lending->words, lending->ground->no_end, vertex));
}

/* The settled label of the vertex that is cheapest, of all that are known. */
static void cheapest_at(const struct ride *ride, vertex_ix vertex, uint32_t *best)
{
    for (uint32_t phase = 0; phase < RIDE_PHASES; phase++) {
        const struct ride_state *state = &ride->states[phase * ride->vertices + vertex];
        if (!ride->phase_seen[phase] || state->stamp != ride->stamp)
            continue;
        for (uint32_t i = state->settled; i != NO_IX; i = ride_label_at(ride, i)->next)
            if (*best == NO_IX || ride_label_at(ride, i)->cost < ride_label_at(ride, *best)->cost)
                *best = i;
    }
}

bool ride_to_vertex(const struct ride *ride, vertex_ix vertex, struct ride_end *end)
{
    uint32_t best = NO_IX;
    struct vertex_span span = vertex_span_of(&ride->streets, vertex);
    if (!ride_may_end(ride->ask.lending, vertex))
        return false;
    for (vertex_ix v = span.first; v < span.end; v++)
        if (v == vertex || ride->streets.street_vertices[v].marks & VERTEX_COPY)
            cheapest_at(ride, v, &best);
    if (best == NO_IX)
        return false;
    *end = end_of(ride, best);
    end->target = vertex;
    end->to_vertex = true;
    return true;
}

void ride_each_vertex(const struct ride *ride, ride_visit *visit, void *context)
{
    const struct street_vertex *vertices = ride->streets.street_vertices;
    const uint32_t *settled = ride->settled.data;
    for (uint32_t i = 0; ride->ask.lending->anywhere && i < ride->settled.count; i++) {
        const struct ride_label *label = ride_label_at(ride, settled[i]);
        struct vertex_span span = ride_places_of(ride, ride_vertex_of(ride, label->state));
        for (vertex_ix v = span.first; v < span.end; v++)
            if (!(vertices[v].marks & VERTEX_COPY) && ride_may_end(ride->ask.lending, v))
                visit(context, v, label->cost, label->origin);
    }
}
