#include "tests/small_rides.h"

#include <math.h>
#include <stdlib.h>

#include "engine/base/memory.h"

enum { PHASES = 3 };

/* --- What is lent --- */

static struct point between(struct point a, struct point b, double part)
{
    return (struct point){a.lat + (int32_t)((b.lat - a.lat) * part),
                          a.lon + (int32_t)((b.lon - a.lon) * part)};
}

/* Where that is on the ground. */
static struct point point_along(const struct streets *streets, edge_ix edge, uint32_t along_mm)
{
    struct point points[16];
    uint32_t count = street_edge_points(streets, edge, points), i = 0, length = 0;
    while (i + 2 < count && along_mm > (length = street_millimetres(points[i], points[i + 1]))) {
        along_mm -= length;
        i++;
    }
    length = street_millimetres(points[i], points[i + 1]);
    return between(points[i], points[i + 1], length ? fmin(1, (double)along_mm / length) : 0);
}

static struct rental_spot any_spot(const struct small_streets *small, struct random *random)
{
    edge_ix edge = (edge_ix)random_below(random, (int)small->view.counts.street_edges);
    uint32_t length = small->view.street_edges[edge].length_mm;
    uint32_t along = (uint32_t)random_below(random, (int)length + 1);
    along = random_chance(random, 15) ? 0 : random_chance(random, 15) ? length : along;
    return (struct rental_spot){.edge = edge, .along_mm = along};
}

/* On the stand's own edge or any other, as far off as they are; some by a detour. */
static struct rental_span add_spots(struct small_rides *rides, const struct small_streets *small,
                                    struct random *random, const struct rental_spot *own,
                                    uint32_t *used)
{
    struct rental_span span = {*used, (uint32_t)random_in(random, 1, RENTAL_SPOTS_MAX)};
    struct point at = point_along(&small->view, own->edge, own->along_mm);
    for (uint32_t i = 0; i < span.count; i++) {
        struct rental_spot spot = random_chance(random, 50) ? *own : any_spot(small, random);
        spot.off_mm = street_millimetres(at, point_along(&small->view, spot.edge, spot.along_mm));
        spot.off_mm += (uint32_t)random_below(random, 20000);
        rides->spots[(*used)++] = spot;
    }
    return span;
}

static void add_stands(struct small_rides *rides, const struct small_streets *small,
                       struct random *random)
{
    uint32_t used = 0;
    rides->lending.pickup_count = (uint32_t)random_in(random, 1, SMALL_STANDS);
    rides->lending.dock_count = (uint32_t)random_in(random, 0, SMALL_STANDS);
    for (uint32_t i = 0; i < rides->lending.pickup_count; i++) {
        struct rental_pickup *pickup = &rides->pickups[i];
        struct rental_spot own = any_spot(small, random);
        bool tired = random_chance(random, 40);
        *pickup = (struct rental_pickup){
            .at = point_along(&small->view, own.edge, own.along_mm),
            .station = NO_IX,
            .vehicle = i,
            .range_metres = tired ? (uint32_t)random_in(random, 50, 2500) : NO_IX,
        };
        pickup->foot = add_spots(rides, small, random, &own, &used);
        pickup->ride = add_spots(rides, small, random, &own, &used);
    }
    for (uint32_t i = 0; i < rides->lending.dock_count; i++) {
        struct rental_dock *dock = &rides->docks[i];
        struct rental_spot own = any_spot(small, random);
        *dock = (struct rental_dock){.at = point_along(&small->view, own.edge, own.along_mm)};
        dock->foot = add_spots(rides, small, random, &own, &used);
        dock->ride = add_spots(rides, small, random, &own, &used);
    }
}

static void set(struct small_rides *rides, uint32_t page, uint32_t number)
{
    rides->words[page * (RENTAL_PAGE_BITS / 64) + number / 64] |= UINT64_C(1) << number % 64;
}

/* Zones that shut some edges, some of them for the end of rides, and slow others down. */
static void add_ground(struct small_rides *rides, const struct small_streets *small,
                       struct random *random)
{
    for (uint32_t page = 0; page < 3; page++)
        rides->pages[page] = page * (RENTAL_PAGE_BITS / 64);
    rides->ground = (struct rental_ground){.shut = {{0, 1}}, .no_end = {{1, 1}}, .slow = {{2, 1}}};
    for (edge_ix edge = 0; edge < small->view.counts.street_edges; edge++) {
        rides->shut[edge] = random_chance(random, 10);
        if (rides->shut[edge])
            set(rides, 0, edge);
        if (!random_chance(random, 15))
            continue;
        rides->limit[edge] = (uint32_t)random_in(random, 500, 6000);
        rides->limits[rides->ground.limits.count++] =
            (struct rental_limit){edge, rides->limit[edge]};
        set(rides, 2, edge);
    }
    for (vertex_ix v = 0; v < streets_vertices(&small->view); v++) {
        rides->no_end[v] = random_chance(random, 30);
        if (rides->no_end[v])
            set(rides, 1, v);
    }
}

void small_rides_make(struct small_rides *rides, const struct small_streets *small,
                      struct random *random)
{
    *rides = (struct small_rides){0};
    add_stands(rides, small, random);
    if (random_chance(random, 70))
        add_ground(rides, small, random);
    rides->lending.pickups = rides->pickups;
    rides->lending.docks = rides->docks;
    rides->lending.spots = rides->spots;
    rides->lending.ground = rides->ground.shut.pages.count ? &rides->ground : NULL;
    rides->lending.pages = rides->pages;
    rides->lending.words = rides->words;
    rides->lending.limits = rides->limits;
    rides->lending.anywhere = random_chance(random, 60);
}

/* --- The plain ride --- */

/* Having come to a vertex, with so much spent. */
struct plain_label {
    uint64_t cost;
    uint64_t spent_mm;
    uint32_t vertex;
    int phase; /* 0 only ways for residents so far, 1 since then others, 2 again those */
};

struct plain_ride {
    const struct small_rides *rides;
    const struct metric *metric;
    const struct streets *streets;
    struct vec labels; /* struct plain_label */
    uint64_t range_mm;
};

static uint64_t arc_cost(const struct plain_ride *ride, const struct street_arc *arc,
                         uint32_t begin, uint32_t end)
{
    uint32_t pace = ride->metric->paces[arc->trait].cost, limit = ride->rides->limit[arc->way >> 1];
    if (!pace || begin > end || (pace > 1 && ride->rides->shut[arc->way >> 1]))
        return COST_NEVER;
    uint64_t cost = metric_part_cost(ride->metric, arc, begin, end);
    if (pace > 1 && limit && 1000000000 / limit > pace)
        cost += (uint64_t)(1000000000 / limit - pace) * (end - begin);
    return cost;
}

static uint64_t arc_spends(const struct plain_ride *ride, const struct street_arc *arc,
                           uint32_t begin, uint32_t end)
{
    return ride->metric->paces[arc->trait].cost > 1 ? end - begin : 0;
}

static bool is_gated(const struct plain_ride *ride, const struct street_arc *arc)
{
    return ride->metric->paces[arc->trait].destination;
}

/* Keeps a label that no other is as good as in everything. Returns whether it was kept. */
static bool add(struct plain_ride *ride, struct plain_label label)
{
    if (label.spent_mm > ride->range_mm)
        return false;
    for (uint32_t i = 0; i < ride->labels.count; i++) {
        const struct plain_label *other = vec_at(&ride->labels, i);
        if (other->vertex == label.vertex && other->phase == label.phase &&
            other->cost <= label.cost && other->spent_mm <= label.spent_mm)
            return false;
    }
    vec_push(&ride->labels, &label);
    return true;
}

/* From which vertices arcs along an edge are taken by who starts on it. */
static bool leaves_from(const struct plain_ride *ride, edge_way way, vertex_ix tail)
{
    const struct street_edge *edge = &ride->streets->street_edges[way >> 1];
    vertex_ix own = way & 1 ? edge->to : edge->from;
    const struct street_vertex *vertex = &ride->streets->street_vertices[own];
    for (uint32_t i = vertex[0].first_out; i < vertex[1].first_out; i++)
        if (ride->streets->street_arcs_out[i].way == way &&
            ride->metric->paces[ride->streets->street_arcs_out[i].trait].cost)
            return tail == own;
    return true;
}

static uint32_t along_of(const struct street_arc *arc, const struct rental_spot *spot)
{
    if (!(arc->way & 1))
        return spot->along_mm;
    return arc->length_mm > spot->along_mm ? arc->length_mm - spot->along_mm : 0;
}

typedef void arc_visit(struct plain_ride *ride, vertex_ix tail, const struct street_arc *arc,
                       void *context);

static void each_arc(struct plain_ride *ride, arc_visit *visit, void *context)
{
    for (vertex_ix v = 0; v < streets_vertices(ride->streets); v++)
        for (uint32_t k = ride->streets->street_vertices[v].first_out;
             k < ride->streets->street_vertices[v + 1].first_out; k++)
            visit(ride, v, &ride->streets->street_arcs_out[k], context);
}

static void start_on(struct plain_ride *ride, vertex_ix tail, const struct street_arc *arc,
                     void *context)
{
    const struct rental_pickup *pickup = context;
    for (uint32_t i = 0; i < pickup->ride.count; i++) {
        const struct rental_spot *spot = &ride->rides->spots[pickup->ride.first + i];
        uint32_t along = along_of(arc, spot);
        if (spot->edge != arc->way >> 1 || !leaves_from(ride, arc->way, tail))
            continue;
        uint64_t cost = arc_cost(ride, arc, along, arc->length_mm);
        if (cost != COST_NEVER)
            add(ride, (struct plain_label){ride->metric->off_pace * spot->off_mm + cost,
                                           arc_spends(ride, arc, along, arc->length_mm),
                                           arc->vertex, is_gated(ride, arc) ? 0 : 1});
    }
}

static uint64_t pass_at(const struct plain_ride *ride, vertex_ix vertex)
{
    return metric_pass(ride->metric, &ride->streets->street_vertices[vertex]);
}

/* The phase behind an arc; -1: it may not follow. */
static int phase_after(const struct plain_ride *ride, int phase, const struct street_arc *arc)
{
    return is_gated(ride, arc) ? (phase == 0 ? 0 : 2) : phase == 2 ? -1 : 1;
}

static void go_on(struct plain_ride *ride, uint32_t number)
{
    const struct plain_label label = *(const struct plain_label *)vec_at(&ride->labels, number);
    const struct street_vertex *vertex = &ride->streets->street_vertices[label.vertex];
    uint64_t pass = pass_at(ride, label.vertex);
    for (uint32_t k = vertex[0].first_out; pass != COST_NEVER && k < vertex[1].first_out; k++) {
        const struct street_arc *arc = &ride->streets->street_arcs_out[k];
        uint64_t cost = arc_cost(ride, arc, 0, arc->length_mm);
        int phase = phase_after(ride, label.phase, arc);
        if (cost != COST_NEVER && phase >= 0)
            add(ride,
                (struct plain_label){label.cost + pass + cost,
                                     label.spent_mm + arc_spends(ride, arc, 0, arc->length_mm),
                                     arc->vertex, phase});
    }
}

static void lower(uint64_t *cost, uint64_t other)
{
    if (other < *cost)
        *cost = other;
}

/* A pickup and a dock, and the least cost so far. */
struct docking {
    const struct rental_pickup *pickup;
    const struct rental_dock *dock;
    uint64_t best;
};

static void end_at(struct plain_ride *ride, struct docking *docking, vertex_ix tail,
                   const struct street_arc *arc, const struct rental_spot *spot)
{
    uint32_t along = along_of(arc, spot);
    uint64_t off = ride->metric->off_pace * spot->off_mm, pass = pass_at(ride, tail);
    uint64_t cost = arc_cost(ride, arc, 0, along), spends = arc_spends(ride, arc, 0, along);
    for (uint32_t i = 0; cost != COST_NEVER && i < ride->labels.count; i++) {
        const struct plain_label *label = vec_at(&ride->labels, i);
        if (label->vertex == tail && pass != COST_NEVER &&
            label->spent_mm + spends <= ride->range_mm && phase_after(ride, label->phase, arc) >= 0)
            lower(&docking->best, label->cost + pass + cost + off);
    }
    for (uint32_t i = 0; i < docking->pickup->ride.count; i++) {
        const struct rental_spot *start = &ride->rides->spots[docking->pickup->ride.first + i];
        uint32_t begin = along_of(arc, start);
        cost = start->edge == spot->edge && leaves_from(ride, arc->way, tail)
                   ? arc_cost(ride, arc, begin, along)
                   : COST_NEVER;
        if (cost != COST_NEVER && arc_spends(ride, arc, begin, along) <= ride->range_mm)
            lower(&docking->best, ride->metric->off_pace * start->off_mm + cost + off);
    }
}

static void end_on(struct plain_ride *ride, vertex_ix tail, const struct street_arc *arc,
                   void *context)
{
    struct docking *docking = context;
    for (uint32_t i = 0; i < docking->dock->ride.count; i++) {
        const struct rental_spot *spot = &ride->rides->spots[docking->dock->ride.first + i];
        if (spot->edge == arc->way >> 1)
            end_at(ride, docking, tail, arc, spot);
    }
}

/* The least cost of all labels at a vertex or its copies. */
static uint64_t cost_at(const struct plain_ride *ride, vertex_ix vertex)
{
    const struct street_vertex *vertices = ride->streets->street_vertices;
    uint64_t best = COST_NEVER;
    for (uint32_t i = 0; i < ride->labels.count; i++) {
        const struct plain_label *label = vec_at(&ride->labels, i);
        const struct street_vertex *at = &vertices[label->vertex];
        if (label->vertex == vertex ||
            (at->marks & VERTEX_COPY && at->at.lat == vertices[vertex].at.lat &&
             at->at.lon == vertices[vertex].at.lon))
            lower(&best, label->cost);
    }
    return best;
}

static void run(struct plain_ride *ride, const struct small_rides *rides,
                const struct metric *metric, uint32_t pickup)
{
    struct rental_pickup at = rides->pickups[pickup];
    *ride = (struct plain_ride){rides, metric, metric->streets, vec_of(sizeof(struct plain_label)),
                                at.range_metres == NO_IX ? UINT64_MAX
                                                         : at.range_metres * UINT64_C(1000)};
    each_arc(ride, start_on, &at);
    for (uint32_t i = 0; i < ride->labels.count; i++)
        go_on(ride, i);
}

/* --- All of it --- */

static uint64_t sum(uint64_t a, uint64_t b)
{
    return a == COST_NEVER || b == COST_NEVER ? COST_NEVER : a + b;
}

static bool may_end_at(const struct small_rides *rides, const struct streets *streets,
                       vertex_ix vertex)
{
    return rides->lending.anywhere && !rides->no_end[vertex] &&
           !(streets->street_vertices[vertex].marks & VERTEX_COPY);
}

/* A ride from a pickup, and what it took to come there. */
struct begun {
    struct plain_ride ride;
    uint64_t walk; /* unlocking included */
};

static bool begin(struct begun *begun, const struct small_rides *rides,
                  const struct small_hire *hire, const struct door *from, uint32_t pickup)
{
    struct door at = ride_pickup_door(&rides->lending, pickup);
    begun->walk = sum(small_cost(hire->foot, from, &at, NULL), hire->unlock);
    if (begun->walk != COST_NEVER)
        run(&begun->ride, rides, hire->vehicle, pickup);
    return begun->walk != COST_NEVER;
}

/* From a ride that has begun to the door, by where the vehicle is left: `last` is the walk from
 * there. */
static uint64_t finish(struct begun *begun, struct hire by, uint64_t last)
{
    const struct small_rides *rides = begun->ride.rides;
    struct docking docking = {&rides->pickups[by.pickup], NULL, COST_NEVER};
    if (last == COST_NEVER)
        return COST_NEVER;
    if (by.dock == NO_IX)
        return sum(sum(begun->walk, cost_at(&begun->ride, by.vertex)), last);
    docking.dock = &rides->docks[by.dock];
    each_arc(&begun->ride, end_on, &docking);
    return sum(sum(begun->walk, docking.best), last);
}

static uint64_t walk_last(const struct small_rides *rides, const struct small_hire *hire,
                          const struct door *to, struct hire by)
{
    struct door at;
    if (by.dock != NO_IX)
        at = ride_dock_door(&rides->lending, by.dock);
    else
        door_of_vertex(hire->foot->streets, by.vertex, &at);
    return sum(small_cost(hire->foot, &at, to, NULL), hire->lock);
}

uint64_t small_rides_cost_by(const struct small_rides *rides, const struct small_hire *hire,
                             const struct door *from, const struct door *to, struct hire by)
{
    struct begun begun;
    if (!begin(&begun, rides, hire, from, by.pickup))
        return COST_NEVER;
    uint64_t cost = finish(&begun, by, walk_last(rides, hire, to, by));
    vec_finish(&begun.ride.labels);
    return cost;
}

/* The pickups from which rides can begin; `numbers` are theirs. */
static uint32_t begin_all(struct begun *begun, uint32_t *numbers, const struct small_rides *rides,
                          const struct small_hire *hire, const struct door *from)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < rides->lending.pickup_count; i++)
        if (begin(&begun[count], rides, hire, from, i))
            numbers[count++] = i;
    return count;
}

uint64_t small_rides_cost(const struct small_rides *rides, const struct small_hire *hire,
                          const struct door *from, const struct door *to)
{
    const struct streets *streets = hire->foot->streets;
    struct begun begun[SMALL_STANDS];
    uint32_t numbers[SMALL_STANDS], docks = rides->lending.dock_count;
    uint32_t count = begin_all(begun, numbers, rides, hire, from);
    uint64_t best = COST_NEVER;
    for (uint32_t k = 0; k < docks + streets_vertices(streets); k++) {
        struct hire by =
            k < docks ? (struct hire){NO_IX, k, NO_IX} : (struct hire){NO_IX, NO_IX, k - docks};
        if (k >= docks && !may_end_at(rides, streets, by.vertex))
            continue;
        uint64_t last = walk_last(rides, hire, to, by);
        for (uint32_t i = 0; i < count; i++) {
            by.pickup = numbers[i];
            lower(&best, finish(&begun[i], by, last));
        }
    }
    for (uint32_t i = 0; i < count; i++)
        vec_finish(&begun[i].ride.labels);
    return best;
}
