#include "engine/street/arrival.h"

/*
 * From one to one: the flood of spread.h, ended as soon as nothing cheaper can come, and followed
 * back along its trails.
 */

/* Vertices by which the target can be come to: a few bits that say "perhaps". */
struct gate {
    uint64_t bits[16];
};

static void gate_add(struct gate *gate, vertex_ix vertex)
{
    gate->bits[vertex / 64 % 16] |= UINT64_C(1) << vertex % 64;
}

static bool gate_has(const struct gate *gate, vertex_ix vertex)
{
    return gate->bits[vertex / 64 % 16] >> vertex % 64 & 1;
}

static void gate_add_all(struct gate *gate, const struct streets *streets, vertex_ix vertex)
{
    struct vertex_span span = vertex_span_of(streets, vertex);
    for (vertex_ix v = span.first; v < span.end; v++)
        gate_add(gate, v);
}

static struct gate gate_of(const struct streets *streets, const struct door *door)
{
    struct gate gate = {{0}};
    uint32_t first = 0, end = door->record != NO_IX
                                  ? ties_of(streets, door->tie_kind, door->record, &first)
                                  : 0;
    for (uint32_t i = first; i < end; i++)
        gate_add_all(&gate, streets, streets->street_ties[i].vertex);
    for (uint32_t i = 0; i < door->spot_count; i++) {
        gate_add_all(&gate, streets, streets->street_edges[door->spots[i].edge].from);
        gate_add_all(&gate, streets, streets->street_edges[door->spots[i].edge].to);
    }
    return gate;
}

static void keep_cheapest(void *context, const struct arrival *arrival)
{
    struct arrival *best = context;
    if (arrival->cost < best->cost)
        *best = *arrival;
}

/* The cheapest way to come to the target. A label that is not settled yet is only an upper bound;
 * all below the cost found are settled in the end. */
static struct arrival search(struct street_worker *worker, const struct path_ask *ask)
{
    const struct spread spread = {ask->metric, FLOOD_FROM, ask->cost_max, true};
    struct gate gate = gate_of(&worker->streets, ask->to);
    struct arrival best = {.cost = COST_NEVER};
    struct heap_entry settled;
    spread_begin(worker, &spread);
    spread_source(worker, ask->from, 0, 0);
    arrivals_each(worker, ask->to, keep_cheapest, &best);
    while (spread_step(worker, &settled) && settled.cost < best.cost)
        if (gate_has(&gate, spread_vertex(worker, settled.state)))
            arrivals_each(worker, ask->to, keep_cheapest, &best);
    best.cost = COST_NEVER;
    arrivals_each(worker, ask->to, keep_cheapest, &best);
    return best;
}

/* A path being written from its end. */
struct unrolling {
    const struct street_worker *worker;
    const struct door *from;
    struct path *path;
    uint32_t left;
};

static uint64_t wait_at(const struct unrolling *unrolling, uint32_t state)
{
    const struct street_worker *worker = unrolling->worker;
    if (state & SPREAD_SEED)
        return 0;
    vertex_ix vertex = spread_vertex(worker, state);
    return metric_pass(worker->now.metric, &worker->streets.street_vertices[vertex]);
}

/* One arc or a part of it, come to from a state or the source. */
static void add_piece(struct unrolling *unrolling, const struct spread_trail *trail, uint32_t begin,
                      uint32_t end)
{
    const struct street_worker *worker = unrolling->worker;
    const struct street_arc *arc = &worker->streets.street_arcs_out[trail->arc];
    struct path *path = unrolling->path;
    double share = arc->length_mm ? (double)(end - begin) / arc->length_mm : 1;
    struct path_piece piece = {
        .way = arc->way,
        .trait = arc->trait,
        .up_dm = arc->up_dm,
        .down_dm = arc->down_dm,
        .begin_mm = begin,
        .end_mm = end,
        .time = wait_at(unrolling, trail->state) +
                metric_part_time(worker->now.metric, arc, begin, end),
    };
    if (begin == end && !piece.time)
        return;
    path->pieces[--unrolling->left] = piece;
    path->time += piece.time;
    path->length_mm += end - begin;
    path->up_metres += share * arc->up_dm / 10;
    path->down_metres += share * arc->down_dm / 10;
}

/* The whole arc that a state was come by, or what was left of it from the source's spot. */
static void add_trail(struct unrolling *unrolling, const struct spread_trail *trail)
{
    const struct streets *streets = &unrolling->worker->streets;
    const struct street_arc *arc = &streets->street_arcs_out[trail->arc];
    uint32_t begin = 0;
    if (trail->state & SPREAD_SEED && unrolling->from->record == NO_IX)
        begin = spot_along(streets, &unrolling->from->spots[trail->state - SPREAD_SEED], arc->way);
    add_piece(unrolling, trail, begin, arc->length_mm);
}

static uint32_t pieces_of(const struct street_worker *worker, uint32_t state)
{
    uint32_t count = 1;
    for (; !(state & SPREAD_SEED); state = worker->trails[state].state)
        count++;
    return count;
}

static void place_end(const struct streets *streets, const struct door *door, uint32_t which,
                      struct point *at, uint32_t *off_mm)
{
    uint32_t first;
    *at = door->at;
    if (door->record == NO_IX) {
        *off_mm = door->spots[which].off_mm;
        return;
    }
    ties_of(streets, door->tie_kind, door->record, &first);
    *at = streets->street_vertices[streets->street_ties[first + which].vertex].at;
    *off_mm = streets->street_ties[first + which].off_mm;
}

static void unroll(const struct street_worker *worker, const struct path_ask *ask,
                   const struct arrival *arrival, struct arena *arena, struct path *path)
{
    uint32_t count = pieces_of(worker, arrival->from), state = arrival->from;
    struct unrolling unrolling = {worker, ask->from, path, count};
    *path = (struct path){.cost = arrival->cost};
    path->pieces = arena_array(arena, count, sizeof *path->pieces);
    if (arrival->arc != NO_IX)
        add_piece(&unrolling, &(struct spread_trail){state, arrival->arc}, arrival->begin,
                  arrival->end);
    while (!(state & SPREAD_SEED)) {
        if (worker->trails[state].arc != NO_IX)
            add_trail(&unrolling, &worker->trails[state]);
        state = worker->trails[state].state;
    }
    path->pieces += unrolling.left;
    path->piece_count = count - unrolling.left;
    place_end(&worker->streets, ask->from, state - SPREAD_SEED, &path->from, &path->from_off_mm);
    place_end(&worker->streets, ask->to, arrival->which, &path->to, &path->to_off_mm);
    path->time += ask->metric->off_pace * ((uint64_t)path->from_off_mm + path->to_off_mm);
    path->length_mm += path->from_off_mm + path->to_off_mm;
}

bool path_find(struct street_worker *worker, const struct path_ask *ask, struct arena *arena,
               struct path *path)
{
    struct arrival best = search(worker, ask);
    if (best.cost > worker->now.cost_max)
        return false;
    unroll(worker, ask, &best, arena, path);
    return true;
}

/* --- The line --- */

struct line {
    struct point *points;
    uint32_t count;
};

static void line_add(struct line *line, struct point at)
{
    if (line->count && line->points[line->count - 1].lat == at.lat &&
        line->points[line->count - 1].lon == at.lon)
        return;
    line->points[line->count++] = at;
}

static struct point between(struct point a, struct point b, double share)
{
    return (struct point){(int32_t)(a.lat + share * ((double)b.lat - a.lat)),
                          (int32_t)(a.lon + share * ((double)b.lon - a.lon))};
}

/* What of one straight piece from `at` millimetres on lies within the part travelled. */
static void line_add_straight(struct line *line, const struct path_piece *piece,
                              const struct point ends[2], uint64_t at)
{
    uint32_t length = street_millimetres(ends[0], ends[1]);
    if (at + length < piece->begin_mm || at > piece->end_mm)
        return;
    if (at >= piece->begin_mm)
        line_add(line, ends[0]);
    else if (length)
        line_add(line, between(ends[0], ends[1], (double)(piece->begin_mm - at) / length));
    if (at + length <= piece->end_mm)
        line_add(line, ends[1]);
    else if (length)
        line_add(line, between(ends[0], ends[1], (double)(piece->end_mm - at) / length));
}

static void line_add_piece(struct line *line, const struct streets *streets,
                           const struct path_piece *piece, struct point *shape)
{
    uint32_t count = street_edge_points(streets, piece->way >> 1, shape);
    uint64_t at = 0;
    for (uint32_t i = 0; i + 1 < count; i++) {
        uint32_t one = piece->way & 1 ? count - 1 - i : i;
        uint32_t two = piece->way & 1 ? one - 1 : one + 1;
        line_add_straight(line, piece, (struct point[]){shape[one], shape[two]}, at);
        at += street_millimetres(shape[one], shape[two]);
    }
}

uint32_t path_points(const struct streets *streets, const struct path *path, struct arena *arena,
                     struct point **points)
{
    uint32_t room = 2, most = 0;
    for (uint32_t i = 0; i < path->piece_count; i++) {
        uint32_t inner = streets->street_edges[path->pieces[i].way >> 1].inner_points + 2u;
        room += 2 * inner;
        most = inner > most ? inner : most;
    }
    struct line line = {arena_array(arena, room, sizeof(struct point)), 0};
    struct point *shape = arena_array(arena, most, sizeof *shape);
    line_add(&line, path->from);
    for (uint32_t i = 0; i < path->piece_count; i++)
        line_add_piece(&line, streets, &path->pieces[i], shape);
    line_add(&line, path->to);
    *points = line.points;
    return line.count;
}
