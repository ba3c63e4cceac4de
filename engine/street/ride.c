#include "engine/street/ride.h"

#include <string.h>

#include "engine/base/memory.h"
#include "engine/street/riding.h"

#define SPENT_NEVER UINT32_MAX

struct ride *ride_create(const struct streets *streets)
{
    struct ride *ride = memory_zeroed(1, sizeof *ride);
    ride->streets = *streets;
    ride->carried = ride_carried_speed(streets);
    ride->vertices = streets_vertices(streets);
    ride->states = memory_zeroed(RIDE_PHASES * (size_t)ride->vertices, sizeof *ride->states);
    ride->labels = vec_of(sizeof(struct ride_label));
    ride->settled = vec_of(sizeof(uint32_t));
    ride->spots = vec_of(sizeof(struct ride_spot));
    heap_init(&ride->heap);
    return ride;
}

void ride_destroy(struct ride *ride)
{
    if (!ride)
        return;
    heap_finish(&ride->heap);
    vec_finish(&ride->spots);
    vec_finish(&ride->settled);
    vec_finish(&ride->labels);
    memory_free(ride->states);
    memory_free(ride);
}

/* --- Stands --- */

struct spot ride_spot_of(const struct rental_spot *spot)
{
    return (struct spot){.edge = spot->edge, .along_mm = spot->along_mm, .off_mm = spot->off_mm};
}

static struct door door_of_spots(struct point at, const struct rental_spot *spots, uint32_t count)
{
    struct door door = {.at = at, .level = DOOR_ANY_LEVEL, .record = NO_IX};
    for (; door.spot_count < count && door.spot_count < DOOR_SPOTS_MAX; door.spot_count++) {
        door.spots[door.spot_count] = ride_spot_of(&spots[door.spot_count]);
        door.spots[door.spot_count].at = at;
    }
    return door;
}

struct door ride_pickup_door(const struct lending *lending, uint32_t pickup)
{
    const struct rental_pickup *at = &lending->pickups[pickup];
    return door_of_spots(at->at, lending->spots + at->foot.first, at->foot.count);
}

struct door ride_dock_door(const struct lending *lending, uint32_t dock)
{
    const struct rental_dock *at = &lending->docks[dock];
    return door_of_spots(at->at, lending->spots + at->foot.first, at->foot.count);
}

const struct rental_spot *ride_stand_spots(const struct ride *ride, uint32_t stand, bool start,
                                           uint32_t *count)
{
    const struct lending *lending = ride->ask.lending;
    bool pickup = start == (ride->ask.sense == FLOOD_FROM);
    struct rental_span span = pickup ? lending->pickups[stand].ride : lending->docks[stand].ride;
    *count = span.count;
    return lending->spots + span.first;
}

/* --- What a stretch takes --- */

/* The limit of an edge in ns a millimetre; 0: it has none of its own. */
static uint32_t slow_pace(const struct lending *lending, edge_ix edge)
{
    const struct rental_ground *ground = lending->ground;
    if (!rental_set_has(lending->pages, lending->words, ground->slow, edge))
        return 0;
    uint32_t low = ground->limits.first, high = low + ground->limits.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (lending->limits[middle].edge < edge)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < ground->limits.first + ground->limits.count &&
                 lending->limits[low].edge == edge && lending->limits[low].mm_per_second;
    return found ? 1000000000u / lending->limits[low].mm_per_second : 0;
}

uint64_t ride_arc_cost(const struct ride *ride, const struct street_arc *arc, uint32_t begin,
                       uint32_t end)
{
    const struct lending *lending = ride->ask.lending;
    const struct metric *metric = ride->ask.metric;
    uint32_t pace = metric->paces[arc->trait].cost;
    if (!pace)
        return COST_NEVER;
    uint64_t cost = begin == 0 && end == arc->length_mm ? metric_cost(metric, arc)
                                                        : metric_part_cost(metric, arc, begin, end);
    if (!lending->ground || pace == RIDE_CARRIED_PACE)
        return cost;
    if (rental_set_has(lending->pages, lending->words, lending->ground->shut, arc->way >> 1))
        return COST_NEVER;
    uint32_t slow = slow_pace(lending, arc->way >> 1);
    return slow > pace ? cost + (uint64_t)(slow - pace) * (end - begin) : cost;
}

/* --- Beginning --- */

/* Millimetres that nothing rides farther than within the bound. */
static uint32_t farthest(const struct ride_ask *ask)
{
    double metres = (double)ask->cost_max / 1e9 * ask->metric->profile.metres_per_second;
    return metres < 1e6 ? (uint32_t)(metres * 1000) + 1000 : UINT32_C(1000000000);
}

static bool falls_short(const struct ride *ride, uint32_t range_metres)
{
    return range_metres < ride->limit_mm / 1000;
}

uint32_t ride_spent_at(const struct ride *ride, uint32_t stand)
{
    if (ride->ask.sense != FLOOD_FROM)
        return 0;
    uint32_t range = ride->ask.lending->pickups[stand].range_metres;
    return falls_short(ride, range) ? ride->limit_mm - range * 1000 : 0;
}

void ride_begin(struct ride *ride, const struct ride_ask *ask)
{
    ride->ask = *ask;
    ride->labels.count = ride->settled.count = ride->spots.count = 0;
    by_edge_clear(&ride->by_edge);
    heap_clear(&ride->heap, ride->ask.cost_max);
    ride->limit_mm = ask->range_metres ? ask->range_metres * 1000 : farthest(ask);
    ride->ranges = ask->sense == FLOOD_FROM || ask->range_metres;
    ride->detours = ask->sense == FLOOD_TO && ask->range_metres;
    ride->pull = ride_pull_of(ride);
    memset(ride->phase_seen, 0, sizeof ride->phase_seen);
    if (++ride->stamp == 0) { /* the search before this one is forgotten, too */
        memset(ride->states, 0, RIDE_PHASES * (size_t)ride->vertices * sizeof *ride->states);
        ride->stamp = 2;
    }
}

/* What lies beyond the detour that is allowed to where one may be for `cheapest`. */
static inline uint64_t beyond_detour(const struct ride *ride, uint64_t cheapest)
{
    uint64_t most = ride->ask.cost_max;
    return cheapest < most && ride->ask.detour_max < most - cheapest
               ? most - cheapest - ride->ask.detour_max
               : 0;
}

/* The state, made new when it is come to for the first time. */
static inline struct ride_state *state_of(struct ride *ride, uint32_t number)
{
    struct ride_state *state = &ride->states[number];
    if (state->stamp == ride->stamp)
        return state;
    uint64_t left = 0;
    if (ride->ask.goal)
        left = ride_left(ride, ride_vertex_of(ride, number));
    else if (ride->detours && state->stamp == ride->stamp - 1)
        left = beyond_detour(ride, state->hope_cost);
    *state = (struct ride_state){COST_NEVER, left, SPENT_NEVER, SPENT_NEVER, NO_IX, ride->stamp};
    ride->phase_seen[ride_phase_of(ride, number)] = true;
    return state;
}

/* What counts of it beside the cost. */
static inline uint32_t weight(const struct ride *ride, const struct ride_label *label)
{
    return ride->ranges ? label->spent_mm : 0;
}

static inline void add_label(struct ride *ride, const struct ride_label *label)
{
    struct vec *labels = &ride->labels;
    if (labels->count < labels->room)
        ((struct ride_label *)labels->data)[labels->count++] = *label;
    else
        vec_push(labels, label);
}

static inline bool goes_too_far(const struct ride *ride, const struct ride_label *label)
{
    bool stands = !(label->origin & RIDE_START);
    const uint64_t *limits = stands ? ride->ask.stand_limits : ride->ask.vertex_limits;
    return limits && label->cost > limits[label->origin & ~RIDE_START];
}

/* Whether `label` is of use at its state, as far as is known. */
static inline bool is_useful(const struct ride *ride, const struct ride_state *state,
                             const struct ride_label *label)
{
    uint32_t spent = weight(ride, label);
    return label->cost + state->left <= ride->ask.cost_max && spent <= ride->limit_mm &&
           state->settled_spent > spent &&
           (state->hope_cost > label->cost || state->hope_spent > spent) &&
           !goes_too_far(ride, label);
}

/* `label` comes to its state. */
static inline void offer(struct ride *ride, const struct ride_label *label)
{
    struct ride_state *state = state_of(ride, label->state);
    uint32_t spent = weight(ride, label);
    if (!is_useful(ride, state, label))
        return;
    if (label->cost <= state->hope_cost && spent <= state->hope_spent) {
        state->hope_cost = label->cost;
        state->hope_spent = spent;
    }
    heap_push(&ride->heap, label->cost + (ride->detours ? 0 : state->left), ride->labels.count);
    add_label(ride, label);
}

/* From a spot to the end of its edge that lies ahead in the sense of the search. */
static void start_along(struct ride *ride, const struct ride_spot *at, const struct spot *spot,
                        edge_way way)
{
    bool out = ride->ask.sense == FLOOD_FROM;
    uint32_t along = spot_along(&ride->streets, spot, way), index;
    struct way_arcs look = way_arcs_of(ride->ask.metric, way, out);
    vertex_ix tail;
    while (way_arcs_next(&look, &index, &tail)) {
        const struct street_arc *arc = &ride->streets.street_arcs_out[index];
        uint32_t begin = out ? along : 0, end = out ? arc->length_mm : along;
        uint64_t cost = begin <= end ? ride_arc_cost(ride, arc, begin, end) : COST_NEVER;
        if (cost == COST_NEVER)
            continue;
        uint32_t phase = ride->ask.metric->paces[arc->trait].destination ? AT_START : ON_WAY;
        uint32_t spends = ride_arc_spends(ride, arc, begin, end);
        offer(ride, &(struct ride_label){
                        .cost = at->cost + cost,
                        .state = phase * ride->vertices + (out ? arc->vertex : tail),
                        .spent_mm = ride_spend(ride, at->spent_mm, spends),
                        .before = RIDE_START + at->which,
                        .arc = index,
                        .origin = at->stand,
                    });
    }
}

void ride_from_stand(struct ride *ride, uint32_t stand, uint64_t cost)
{
    uint32_t count;
    const struct rental_spot *spots = ride_stand_spots(ride, stand, true, &count);
    for (uint32_t i = 0; i < count; i++) {
        const struct spot spot = ride_spot_of(&spots[i]);
        const struct ride_spot at = {
            .edge = spot.edge,
            .which = i,
            .stand = stand,
            .spent_mm = ride_spent_at(ride, stand),
            .cost = cost + ride->ask.metric->off_pace * spot.off_mm,
            .next = by_edge_first(&ride->by_edge, spot.edge),
        };
        if (at.cost > ride->ask.cost_max)
            continue;
        by_edge_put(&ride->by_edge, spot.edge, vec_push(&ride->spots, &at));
        start_along(ride, &at, &spot, spot.edge << 1);
        start_along(ride, &at, &spot, spot.edge << 1 | 1);
    }
}

/* Who comes to a vertex may come to a copy of it. */
void ride_from_vertex(struct ride *ride, vertex_ix vertex, uint64_t cost)
{
    struct vertex_span span = vertex_span_of(&ride->streets, vertex);
    for (vertex_ix v = span.first; v < span.end; v++) {
        if (v != vertex && !(ride->streets.street_vertices[v].marks & VERTEX_COPY))
            continue;
        offer(ride, &(struct ride_label){.cost = cost,
                                         .state = STANDING * ride->vertices + v,
                                         .before = RIDE_AT_VERTEX,
                                         .arc = NO_IX,
                                         .origin = RIDE_START | vertex});
    }
}

/* --- Running --- */

static inline bool settled_as_well(const struct ride *ride, uint32_t phase, vertex_ix vertex,
                                   uint32_t spent_mm)
{
    const struct ride_state *state = &ride->states[phase * ride->vertices + vertex];
    return ride->phase_seen[phase] && state->stamp == ride->stamp &&
           state->settled_spent <= spent_mm;
}

/* Whether a label allows nothing that a cheaper one of its vertex does not. */
static inline bool is_beaten(const struct ride *ride, uint32_t phase, vertex_ix vertex,
                             uint32_t spent_mm)
{
    return settled_as_well(ride, phase, vertex, spent_mm) ||
           (phase != STANDING && settled_as_well(ride, STANDING, vertex, spent_mm)) ||
           ((phase == ON_WAY || phase == AT_END) &&
            settled_as_well(ride, AT_START, vertex, spent_mm)) ||
           (phase == AT_END && settled_as_well(ride, ON_WAY, vertex, spent_mm));
}

/* Who comes to what is settled already is turned away before anything is worked out. */
static inline void go_along(struct ride *ride, const struct ride_label *from,
                            const struct street_arc *arc, enum spread_phase before)
{
    const struct metric *metric = ride->ask.metric;
    enum spread_phase next = spread_phase_after(before, metric->paces[arc->trait].destination);
    uint32_t spent =
        ride_spend(ride, from->spent_mm, ride_arc_spends(ride, arc, 0, arc->length_mm));
    if (next == SPREAD_PHASES || settled_as_well(ride, next, arc->vertex, ride->ranges ? spent : 0))
        return;
    uint64_t cost = ride->ask.lending->ground ? ride_arc_cost(ride, arc, 0, arc->length_mm)
                                              : metric_cost(metric, arc);
    if (cost != COST_NEVER)
        offer(ride, &(struct ride_label){
                        .cost = from->cost + cost,
                        .state = next * ride->vertices + arc->vertex,
                        .spent_mm = spent,
                        .before = from->before,
                        .arc = from->arc,
                        .origin = from->origin,
                    });
}

/* Goes on from a settled label, whose place among labels may change. */
static inline void leave(struct ride *ride, uint32_t number, uint32_t phase, vertex_ix vertex)
{
    const struct ride_label *label = ride_label_at(ride, number);
    const struct street_vertex *at = &ride->streets.street_vertices[vertex];
    bool out = ride->ask.sense == FLOOD_FROM;
    const struct street_arc *arcs =
        out ? ride->streets.street_arcs_out : ride->streets.street_arcs_in;
    uint32_t end = out ? at[1].first_out : at[1].first_in;
    uint64_t pass = phase == STANDING ? 0 : metric_pass(ride->ask.metric, at);
    enum spread_phase before = phase == STANDING ? AT_START : (enum spread_phase)phase;
    struct ride_label from = {.cost = label->cost + pass,
                              .spent_mm = label->spent_mm,
                              .before = number,
                              .origin = label->origin};
    if (pass == COST_NEVER)
        return;
    for (from.arc = out ? at->first_out : at->first_in; from.arc < end; from.arc++)
        go_along(ride, &from, &arcs[from.arc], before);
}

/* Settles the next label that is of any use. False: there is none. */
static inline bool settle_next(struct ride *ride, struct heap_entry *entry, vertex_ix *vertex)
{
    while (heap_pop(&ride->heap, entry)) {
        struct ride_label *label = &((struct ride_label *)ride->labels.data)[entry->state];
        uint32_t phase = ride_phase_of(ride, label->state);
        *vertex = ride_vertex_of(ride, label->state);
        if (is_beaten(ride, phase, *vertex, weight(ride, label)))
            continue;
        struct ride_state *state = &ride->states[label->state];
        state->settled_spent = weight(ride, label);
        label->next = state->settled;
        state->settled = entry->state;
        vec_push_number(&ride->settled, entry->state);
        leave(ride, entry->state, phase, *vertex);
        return true;
    }
    return false;
}

struct vertex_span ride_places_of(const struct ride *ride, vertex_ix vertex)
{
    if (ride->streets.street_vertices[vertex].marks & VERTEX_COPY)
        return vertex_span_of(&ride->streets, vertex);
    return (struct vertex_span){vertex, vertex + 1};
}

static bool tell(const struct ride *ride, vertex_ix vertex, uint64_t floor, ride_settled *settled,
                 void *context)
{
    struct vertex_span span = ride_places_of(ride, vertex);
    for (vertex_ix v = span.first; v < span.end; v++)
        if (!(ride->streets.street_vertices[v].marks & VERTEX_COPY) && !settled(context, v, floor))
            return false;
    return true;
}

void ride_run_until(struct ride *ride, ride_settled *settled, void *context)
{
    struct heap_entry entry;
    vertex_ix vertex;
    while (settle_next(ride, &entry, &vertex))
        if (!tell(ride, vertex, entry.cost, settled, context))
            return;
}

void ride_run(struct ride *ride)
{
    struct heap_entry entry;
    vertex_ix vertex;
    while (settle_next(ride, &entry, &vertex))
        ;
}
