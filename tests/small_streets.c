#include "tests/small_streets.h"

#include <stdio.h>
#include <stdlib.h>

enum { VERTICES = 40, EDGES = 70, TRAITS = 14, STOPS = 5, PARKS = 4, PHASES = 3 };

static uint8_t random_access(struct random *random)
{
    static const uint8_t likely[] = {
        ACCESS_YES, ACCESS_YES,         ACCESS_YES,         ACCESS_YES,  ACCESS_YES,
        ACCESS_NO,  ACCESS_DESTINATION, ACCESS_DESTINATION, ACCESS_PUSH, ACCESS_UNKNOWN};
    return likely[random_below(random, 10)];
}

struct street_trait small_trait(struct random *random)
{
    return (struct street_trait){
        .kind = (uint8_t)random_below(random, STREET_KINDS),
        .road = (uint8_t)random_below(random, ROAD_CLASSES),
        .foot = random_access(random),
        .wheelchair = random_access(random),
        .bicycle = random_access(random),
        .scooter = random_access(random),
        .car = random_access(random),
        .car_kmh = (uint8_t)random_in(random, 5, 130),
        .surface = (uint8_t)random_below(random, SURFACE_ROUGH + 1),
        .cycling = (uint8_t)random_below(random, CYCLING_FREE + 1),
        .incline = (int8_t)random_in(random, -12, 12),
        .width_cm = (uint16_t)(random_chance(random, 20) ? random_in(random, 60, 100) : 0),
        .marks = (uint16_t)(random_chance(random, 10) ? MARK_RAMP_BICYCLE : 0),
    };
}

static struct point random_point(struct random *random)
{
    return (struct point){486000000 + random_below(random, 60000),
                          24000000 + random_below(random, 90000)};
}

static void add_vertices(struct streets_draft *draft, struct random *random)
{
    static const uint32_t marks[] = {VERTEX_NO_FOOT, VERTEX_NO_WHEELCHAIR, VERTEX_NO_BICYCLE,
                                     VERTEX_NO_CAR, VERTEX_SIGNALS};
    for (int i = 0; i < VERTICES; i++) {
        uint32_t mark = 0;
        for (int k = 0; k < 5; k++)
            mark |= random_chance(random, 8) ? marks[k] : 0;
        struct point at = random_point(random);
        if (i && random_chance(random, 15)) {
            at = ((struct street_vertex *)vec_at(&draft->vertices, (uint32_t)i - 1))->at;
            mark |= random_chance(random, 80) ? VERTEX_COPY : 0;
        }
        streets_draft_vertex(draft, at, mark);
    }
}

/* Any vertex but a copy. */
static vertex_ix original(const struct streets_draft *draft, struct random *random)
{
    for (;;) {
        vertex_ix vertex = (vertex_ix)random_below(random, VERTICES);
        if (!(((struct street_vertex *)vec_at(&draft->vertices, vertex))->marks & VERTEX_COPY))
            return vertex;
    }
}

/* The vertex, or one of its copies, which follow it. */
static vertex_ix copy_of(const struct streets_draft *draft, struct random *random, vertex_ix vertex)
{
    while (vertex + 1 < VERTICES && random_chance(random, 40) &&
           ((struct street_vertex *)vec_at(&draft->vertices, vertex + 1))->marks & VERTEX_COPY)
        vertex++;
    return vertex;
}

static void add_arcs(struct streets_draft *draft, struct random *random, edge_ix index)
{
    struct street_edge edge = *(struct street_edge *)vec_at(&draft->edges, index);
    int count = random_in(random, 1, 3);
    for (int i = 0; i < count; i++) {
        uint32_t against = i == 2 ? (uint32_t)random_below(random, 2) : (uint32_t)i;
        vertex_ix tail = against ? edge.to : edge.from, head = against ? edge.from : edge.to;
        struct draft_arc arc = {
            .tail = copy_of(draft, random, tail),
            .head = copy_of(draft, random, head),
            .way = index << 1 | against,
            .trait = (uint16_t)random_below(random, (int)draft->traits.count),
        };
        if (random_chance(random, 40)) {
            arc.up_dm = (uint16_t)random_below(random, 50);
            arc.down_dm = (uint16_t)random_below(random, 50);
        }
        arc.seconds = (uint16_t)(random_chance(random, 10) ? random_below(random, 90) : 0);
        streets_draft_arc(draft, &arc);
    }
}

static void add_edges(struct streets_draft *draft, struct random *random)
{
    for (int i = 0; i < EDGES; i++) {
        struct point inner[4];
        uint32_t count = (uint32_t)random_below(random, 5);
        for (uint32_t k = 0; k < count; k++)
            inner[k] = random_point(random);
        struct street_edge edge = {
            .from = original(draft, random),
            .to = original(draft, random),
            .trait = (uint16_t)random_below(random, (int)draft->traits.count),
            .from_level = (int16_t)(random_chance(random, 15) ? -10 : 0),
        };
        edge.to_level = random_chance(random, 80) ? edge.from_level : 0;
        add_arcs(draft, random, streets_draft_edge(draft, &edge, inner, count));
    }
}

static void add_ties(struct streets_draft *draft, struct random *random)
{
    for (uint32_t i = 0; i < STOPS + PARKS; i++) {
        uint32_t park = i - STOPS, count = (uint32_t)random_in(random, 1, 3);
        uint32_t kind = i < STOPS ? TIE_STOP : park & 1 ? TIE_BICYCLE_PARK : TIE_CAR_PARK;
        for (uint32_t k = 0; k < count; k++)
            vec_push(&draft->ties,
                     &(struct street_tie){i < STOPS ? i : park, original(draft, random),
                                          (uint32_t)random_below(random, 20000), kind});
        if (i >= STOPS)
            vec_push(&draft->parks, &(struct street_park){.at = random_point(random),
                                                          .capacity = NO_IX,
                                                          .kind = (uint8_t)kind});
    }
}

/* Nearly all may go there, some of them only to what lies there. */
static void open_to_most(struct street_trait *trait, struct random *random)
{
    uint8_t *const access[] = {&trait->foot, &trait->wheelchair, &trait->bicycle, &trait->scooter,
                               &trait->car};
    for (size_t i = 0; i < sizeof access / sizeof *access; i++)
        if (random_chance(random, 80))
            *access[i] = random_chance(random, 35) ? ACCESS_DESTINATION : ACCESS_YES;
}

static void make(struct small_streets *small, uint64_t seed, bool open)
{
    struct random random = {seed};
    struct streets_draft draft;
    uint16_t number;
    streets_draft_init(&draft);
    for (int i = 0; i < TRAITS; i++) {
        struct street_trait trait = small_trait(&random);
        if (open)
            open_to_most(&trait, &random);
        if (!streets_draft_trait(&draft, &trait, &number, NULL))
            abort();
    }
    add_vertices(&draft, &random);
    add_edges(&draft, &random);
    add_ties(&draft, &random);
    *small = (struct small_streets){.stops = STOPS, .parks = PARKS};
    streets_store_init(&small->store);
    streets_pack(&draft, &small->store);
    streets_draft_finish(&draft);
    small->view = streets_of_store(&small->store);
}

void small_streets_make(struct small_streets *small, uint64_t seed)
{
    make(small, seed, false);
}

void small_streets_make_open(struct small_streets *small, uint64_t seed)
{
    make(small, seed, true);
}

void small_streets_finish(struct small_streets *small)
{
    streets_store_finish(&small->store);
}

struct profile small_profile(struct random *random)
{
    struct profile profile = profile_of((enum travel)random_below(random, TRAVELS));
    profile.taste = (enum taste)random_below(random, 3);
    profile.helped = random_chance(random, 50);
    profile.unknown_ways = random_chance(random, 50);
    profile.metres_per_second *= random_in(random, 5, 15) / 10.0;
    return profile;
}

void small_door(const struct small_streets *small, struct random *random, struct door *door)
{
    const struct streets *streets = &small->view;
    int kind = random_below(random, 5);
    vertex_ix vertex = (vertex_ix)random_below(random, (int)streets_vertices(streets));
    if (kind == 4 && !(streets->street_vertices[vertex].marks & VERTEX_COPY)) {
        door_of_vertex(streets, vertex, door);
        return;
    }
    if (kind == 0 &&
        door_of(streets, TIE_STOP, (uint32_t)random_below(random, (int)small->stops), door))
        return;
    uint32_t park = (uint32_t)random_below(random, (int)small->parks);
    if (kind == 1 && door_of(streets, park & 1 ? TIE_BICYCLE_PARK : TIE_CAR_PARK, park, door))
        return;
    *door = (struct door){.at = {random_in(random, 0, 5000), random_in(random, 0, 5000)},
                          .level = random_chance(random, 20) ? 10 : 0,
                          .record = NO_IX,
                          .spot_count = (uint32_t)random_in(random, 1, 3)};
    for (uint32_t i = 0; i < door->spot_count; i++) {
        edge_ix edge = (edge_ix)random_below(random, (int)streets->counts.street_edges);
        uint32_t length = streets->street_edges[edge].length_mm;
        uint32_t along = (uint32_t)random_below(random, (int)length + 1);
        along = random_chance(random, 20) ? 0 : random_chance(random, 20) ? length : along;
        door->spots[i] = (struct spot){
            .edge = edge,
            .along_mm = along,
            .off_mm = (uint32_t)random_below(random, 30000),
            .at = streets->street_vertices[streets->street_edges[edge].from].at,
        };
    }
}

/* --- The plain search --- */

/* Cost of having come to a vertex, by what was used: 0 only ways for residents, 1 since then other
 * ones, 2 again those for residents. */
struct plain {
    const struct metric *metric;
    const struct door *from, *to;
    uint64_t *arrived; /* PHASES a vertex */
};

static void lower(uint64_t *cost, uint64_t other)
{
    if (other < *cost)
        *cost = other;
}

static bool is_gated(const struct plain *plain, const struct street_arc *arc)
{
    return plain->metric->paces[arc->trait].destination;
}

static bool is_at(const struct streets *streets, vertex_ix copy, vertex_ix vertex)
{
    const struct street_vertex *a = &streets->street_vertices[copy];
    const struct street_vertex *b = &streets->street_vertices[vertex];
    return copy == vertex ||
           (a->marks & VERTEX_COPY && a->at.lat == b->at.lat && a->at.lon == b->at.lon);
}

/* What it costs to stand at the vertex without having come there: the source is tied to it. */
static uint64_t standing(const struct plain *plain, vertex_ix vertex)
{
    const struct streets *streets = plain->metric->streets;
    uint64_t best = COST_NEVER;
    if (plain->from->tie_kind == DOOR_VERTEX)
        return plain->from->record == vertex ? 0 : COST_NEVER;
    for (uint32_t i = 0; i < streets->counts.street_ties; i++) {
        const struct street_tie *tie = &streets->street_ties[i];
        if (plain->from->record != NO_IX && tie->kind == plain->from->tie_kind &&
            tie->record == plain->from->record && tie->vertex == vertex)
            lower(&best, plain->metric->off_pace * tie->off_mm);
    }
    return best;
}

/* The cheapest way to begin an arc from its tail: by phase of what follows. */
static uint64_t at_tail(const struct plain *plain, vertex_ix tail, const struct street_arc *arc,
                        int phase)
{
    const struct metric *metric = plain->metric;
    const struct street_vertex *vertex = &metric->streets->street_vertices[tail];
    uint64_t pass = vertex->marks & metric->blocked  ? COST_NEVER
                    : vertex->marks & VERTEX_SIGNALS ? metric->signal_cost
                                                     : 0;
    uint64_t best = COST_NEVER, stand = standing(plain, tail);
    const uint64_t *at = &plain->arrived[PHASES * tail];
    bool gated = is_gated(plain, arc);
    for (int before = 0; before < PHASES; before++) {
        int after = gated ? (before == 0 ? 0 : 2) : before == 2 ? -1 : 1;
        if (after == phase && pass != COST_NEVER && at[before] != COST_NEVER)
            lower(&best, at[before] + pass);
    }
    if (phase == (gated ? 0 : 1))
        lower(&best, stand);
    return best;
}

/* From which vertices arcs along an edge are taken by who starts on it. */
static bool leaves_from(const struct plain *plain, edge_way way, vertex_ix tail)
{
    const struct streets *streets = plain->metric->streets;
    const struct street_edge *edge = &streets->street_edges[way >> 1];
    vertex_ix own = way & 1 ? edge->to : edge->from;
    const struct street_vertex *vertex = &streets->street_vertices[own];
    for (uint32_t i = vertex[0].first_out; i < vertex[1].first_out; i++)
        if (streets->street_arcs_out[i].way == way &&
            plain->metric->paces[streets->street_arcs_out[i].trait].cost)
            return tail == own;
    return true;
}

/* The cheapest way from the spots of the source to where an arc ends, or to `end` on it. */
static uint64_t from_spots(const struct plain *plain, vertex_ix tail, const struct street_arc *arc,
                           uint32_t end)
{
    uint64_t best = COST_NEVER;
    const struct door *door = plain->from;
    for (uint32_t i = 0; door->record == NO_IX && i < door->spot_count; i++) {
        const struct spot *spot = &door->spots[i];
        uint32_t along = arc->way & 1 ? arc->length_mm - spot->along_mm : spot->along_mm;
        if (spot->edge == arc->way >> 1 && along <= end && leaves_from(plain, arc->way, tail))
            lower(&best, plain->metric->off_pace * spot->off_mm +
                             metric_part_cost(plain->metric, arc, along, end));
    }
    return best;
}

static bool relax_arc(struct plain *plain, vertex_ix tail, const struct street_arc *arc)
{
    uint64_t cost = metric_cost(plain->metric, arc), *at = &plain->arrived[PHASES * arc->vertex];
    bool changed = false;
    for (int phase = 0; cost != COST_NEVER && phase < PHASES; phase++) {
        uint64_t before = at[phase], begin = at_tail(plain, tail, arc, phase);
        if (begin != COST_NEVER)
            lower(&at[phase], begin + cost);
        if (phase == (is_gated(plain, arc) ? 0 : 1))
            lower(&at[phase], from_spots(plain, tail, arc, arc->length_mm));
        changed |= at[phase] < before;
    }
    return changed;
}

/* The least cost of all at a vertex. */
static uint64_t arrived_at(const struct plain *plain, vertex_ix vertex)
{
    uint64_t best = COST_NEVER;
    for (vertex_ix v = 0; v < streets_vertices(plain->metric->streets); v++)
        for (int phase = 0; phase < PHASES && is_at(plain->metric->streets, v, vertex); phase++)
            lower(&best, plain->arrived[PHASES * v + (uint32_t)phase]);
    lower(&best, standing(plain, vertex));
    return best;
}

static uint64_t to_spot(const struct plain *plain, vertex_ix tail, const struct street_arc *arc,
                        const struct spot *spot)
{
    uint64_t best = COST_NEVER;
    uint32_t along = arc->way & 1 ? arc->length_mm - spot->along_mm : spot->along_mm;
    if (arc->way >> 1 != spot->edge || !plain->metric->paces[arc->trait].cost)
        return COST_NEVER;
    uint64_t part = metric_part_cost(plain->metric, arc, 0, along);
    for (int phase = 0; phase < PHASES; phase++) {
        uint64_t begin = at_tail(plain, tail, arc, phase);
        if (begin != COST_NEVER)
            lower(&best, begin + part);
    }
    lower(&best, from_spots(plain, tail, arc, along));
    return best == COST_NEVER ? best : best + plain->metric->off_pace * spot->off_mm;
}

static uint64_t to_door(const struct plain *plain)
{
    const struct streets *streets = plain->metric->streets;
    const struct door *to = plain->to;
    uint64_t best = COST_NEVER;
    if (to->tie_kind == DOOR_VERTEX)
        return arrived_at(plain, to->record);
    for (uint32_t i = 0; to->record != NO_IX && i < streets->counts.street_ties; i++) {
        const struct street_tie *tie = &streets->street_ties[i];
        uint64_t cost = arrived_at(plain, tie->vertex);
        if (tie->kind == to->tie_kind && tie->record == to->record && cost != COST_NEVER)
            lower(&best, cost + plain->metric->off_pace * tie->off_mm);
    }
    for (vertex_ix v = 0; to->record == NO_IX && v < streets_vertices(streets); v++)
        for (uint32_t k = streets->street_vertices[v].first_out;
             k < streets->street_vertices[v + 1].first_out; k++)
            for (uint32_t i = 0; i < to->spot_count; i++)
                lower(&best, to_spot(plain, v, &streets->street_arcs_out[k], &to->spots[i]));
    return best;
}

/* Straight from the one to the other, if they are nearer to each other than one to its street. */
static uint64_t beside(const struct plain *plain)
{
    const struct door *from = plain->from, *to = plain->to;
    uint32_t length = street_millimetres(from->at, to->at);
    bool places = from->record == NO_IX && to->record == NO_IX && from->level == to->level;
    return places && (length < from->spots[0].off_mm || length < to->spots[0].off_mm)
               ? plain->metric->off_pace * length
               : COST_NEVER;
}

uint64_t small_cost(const struct metric *metric, const struct door *from, const struct door *to,
                    uint64_t *arrived)
{
    const struct streets *streets = metric->streets;
    uint64_t costs[PHASES * VERTICES];
    struct plain plain = {metric, from, to, costs};
    for (uint32_t i = 0; i < PHASES * VERTICES; i++)
        costs[i] = COST_NEVER;
    for (bool changed = true; changed;) {
        changed = false;
        for (vertex_ix v = 0; v < streets_vertices(streets); v++)
            for (uint32_t k = streets->street_vertices[v].first_out;
                 k < streets->street_vertices[v + 1].first_out; k++)
                changed |= relax_arc(&plain, v, &streets->street_arcs_out[k]);
    }
    for (vertex_ix v = 0; arrived && v < streets_vertices(streets); v++)
        arrived[v] = arrived_at(&plain, v);
    uint64_t best = to_door(&plain);
    lower(&best, beside(&plain));
    return best;
}
