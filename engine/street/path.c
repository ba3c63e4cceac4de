#include "engine/street/arrival.h"

/*
 * From one to one: two floods, from the door on and towards the other door, each with labels of its
 * own, until whatever they have not met on yet must be dearer than where they met (Nicholson 1966;
 * Pohl 1971, "Bi-directional search"). Each has to go half as far, and so sees a fraction of the
 * vertices that one alone would.
 */

/* The cheapest way so far. */
struct meeting {
    uint64_t cost;
    bool arrived;           /* by the first flood alone, as `arrival` says */
    struct arrival arrival; /* else by both: */
    uint32_t from, to;      /* states of the same vertex in either */
};

struct pair {
    struct street_worker *ahead, *back;
    struct meeting best;
};

static void keep_arrival(void *context, const struct arrival *arrival)
{
    struct meeting *best = context;
    if (arrival->cost < best->cost)
        *best = (struct meeting){.cost = arrival->cost, .arrived = true, .arrival = *arrival};
}

/* Phases in the order in which they shut ways; both floods together must not shut too much. */
static uint32_t shut_by(enum spread_phase phase)
{
    return phase == AT_START ? 0 : phase == ON_WAY ? 1 : 2;
}

static bool is_known(const struct street_worker *worker, enum spread_phase phase, vertex_ix vertex)
{
    return worker->phase_seen[phase] &&
           worker->labels[phase * worker->vertices + vertex].stamp >= worker->stamp;
}

static void meet_as(struct pair *pair, vertex_ix vertex, uint64_t pass, enum spread_phase ahead,
                    enum spread_phase back)
{
    uint32_t from = ahead * pair->ahead->vertices + vertex;
    uint32_t to = back * pair->back->vertices + vertex;
    if (shut_by(ahead) + shut_by(back) > 2 || !is_known(pair->back, back, vertex))
        return;
    uint64_t cost = pair->ahead->labels[from].cost + pass + pair->back->labels[to].cost;
    if (cost < pair->best.cost)
        pair->best = (struct meeting){.cost = cost, .from = from, .to = to};
}

/* A vertex that one of them settled and the other may know. */
static void meet_at(struct pair *pair, vertex_ix vertex)
{
    uint64_t pass =
        metric_pass(pair->ahead->now.metric, &pair->ahead->streets.street_vertices[vertex]);
    for (enum spread_phase ahead = ON_WAY; ahead < SPREAD_PHASES; ahead++)
        for (enum spread_phase back = ON_WAY;
             pass != COST_NEVER && back < SPREAD_PHASES && is_known(pair->ahead, ahead, vertex);
             back++)
            meet_as(pair, vertex, pass, ahead, back);
}

/* What one of them settled while the other did not know it yet. */
static void meet_everywhere(struct pair *pair)
{
    const struct street_worker *fewer =
        pair->ahead->settled_count < pair->back->settled_count ? pair->ahead : pair->back;
    for (uint32_t i = 0; i < fewer->settled_count; i++)
        meet_at(pair, fewer->settled[i]);
}

/*
 * In turn whichever has come less far. Let a way be cheaper than the best one in the end, and v
 * the first vertex on it that the flood ahead did not settle: what is left from v is less than the
 * flood back has come, so that one settled v, and the one ahead knows it from the vertex before.
 */
static void search(struct pair *pair)
{
    uint64_t far_ahead = 0, far_back = 0;
    struct heap_entry settled;
    while (far_ahead + far_back < pair->best.cost) {
        bool ahead = far_ahead <= far_back;
        struct street_worker *worker = ahead ? pair->ahead : pair->back;
        if (!spread_step(worker, &settled))
            break;
        *(ahead ? &far_ahead : &far_back) = settled.cost;
        meet_at(pair, spread_vertex(worker, settled.state));
    }
    meet_everywhere(pair);
}

static struct meeting find(struct street_worker *worker, const struct path_ask *ask)
{
    struct pair pair = {worker, spread_mate(worker), {.cost = COST_NEVER}};
    struct spread spread = {ask->metric, FLOOD_FROM, ask->cost_max, true, NULL};
    spread_begin(pair.ahead, &spread);
    spread_source(pair.ahead, ask->from, 0, 0);
    spread.sense = FLOOD_TO;
    spread_begin(pair.back, &spread);
    spread_source(pair.back, ask->to, 0, 0);
    arrivals_each(pair.ahead, ask->to, keep_arrival, &pair.best);
    search(&pair);
    arrivals_each(pair.ahead, ask->to, keep_arrival, &pair.best);
    return pair.best;
}

/* --- The way they met on --- */

/* A path being written, its pieces in their order. */
struct unrolling {
    const struct street_worker *ahead, *back;
    const struct path_ask *ask;
    struct path *path;
};

void spread_put_piece(struct path *path, struct path_piece *piece, const struct street_arc *arc,
                      uint64_t time)
{
    uint32_t length = piece->end_mm - piece->begin_mm;
    double share = arc->length_mm ? (double)length / arc->length_mm : 1;
    piece->way = arc->way;
    piece->trait = arc->trait;
    piece->up_dm = arc->up_dm;
    piece->down_dm = arc->down_dm;
    piece->time = time;
    path->time += time;
    path->length_mm += length;
    path->up_metres += share * arc->up_dm / 10;
    path->down_metres += share * arc->down_dm / 10;
}

/* One arc or a part of it; `wait` is spent at the vertex before it. */
static void put_piece(const struct unrolling *unrolling, struct path_piece *place,
                      const struct street_arc *arc, uint64_t wait)
{
    spread_put_piece(
        unrolling->path, place, arc,
        wait + metric_part_time(unrolling->ask->metric, arc, place->begin_mm, place->end_mm));
}

static uint64_t wait_at(const struct unrolling *unrolling, vertex_ix vertex)
{
    return metric_pass(unrolling->ask->metric, &unrolling->ahead->streets.street_vertices[vertex]);
}

/* Who came to a state waits there; who starts at a tie does not. */
static uint64_t wait_after(const struct unrolling *unrolling, uint32_t state)
{
    return state & SPREAD_SEED ? 0 : wait_at(unrolling, spread_vertex(unrolling->ahead, state));
}

/* How many arcs lead from a state to where its flood started; `seed` is where on the door. */
static uint32_t arcs_of(const struct street_worker *worker, uint32_t state, uint32_t *seed)
{
    uint32_t count = 0;
    for (; !(state & SPREAD_SEED); state = worker->trails[state].state)
        count += worker->trails[state].arc != NO_IX;
    *seed = state - SPREAD_SEED;
    return count;
}

/* The arcs from the source to a state, which is where `end` begins. */
static void put_ahead(const struct unrolling *unrolling, uint32_t state, struct path_piece *end)
{
    const struct streets *streets = &unrolling->ahead->streets;
    const struct door *from = unrolling->ask->from;
    while (!(state & SPREAD_SEED)) {
        const struct spread_trail *trail = &unrolling->ahead->trails[state];
        if (trail->arc != NO_IX) {
            const struct street_arc *arc = &streets->street_arcs_out[trail->arc];
            bool first = trail->state & SPREAD_SEED && from->record == NO_IX;
            *--end = (struct path_piece){.end_mm = arc->length_mm};
            if (first)
                end->begin_mm =
                    spot_along(streets, &from->spots[trail->state - SPREAD_SEED], arc->way);
            put_piece(unrolling, end, arc, wait_after(unrolling, trail->state));
        }
        state = trail->state;
    }
}

/* The arcs from a state of the flood back to the target. */
static void put_back(const struct unrolling *unrolling, uint32_t state, struct path_piece *begin)
{
    const struct streets *streets = &unrolling->back->streets;
    const struct door *to = unrolling->ask->to;
    while (!(state & SPREAD_SEED)) {
        const struct spread_trail *trail = &unrolling->back->trails[state];
        if (trail->arc != NO_IX) {
            bool last = trail->state & SPREAD_SEED && to->record == NO_IX;
            const struct street_arc *arc =
                last ? &streets->street_arcs_out[trail->arc] : &streets->street_arcs_in[trail->arc];
            *begin = (struct path_piece){.end_mm = arc->length_mm};
            if (last)
                begin->end_mm =
                    spot_along(streets, &to->spots[trail->state - SPREAD_SEED], arc->way);
            put_piece(unrolling, begin++, arc,
                      wait_at(unrolling, spread_vertex(unrolling->back, state)));
        }
        state = trail->state;
    }
}

static void place_end(const struct streets *streets, const struct door *door, uint32_t which,
                      struct point *at, uint32_t *off_mm)
{
    struct street_tie own;
    const struct street_tie *ties;
    *at = door->at;
    if (door->record == NO_IX) {
        *off_mm = door->spots[which].off_mm;
        return;
    }
    door_ties(streets, door, &own, &ties);
    *at = streets->street_vertices[ties[which].vertex].at;
    *off_mm = ties[which].off_mm;
}

/* Pieces of no length and no time are left out: a door right at a vertex makes them. Of nothing
 * else one stays: the way from place to place goes by it. */
static void drop_nothings(struct path *path)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < path->piece_count; i++)
        if (path->pieces[i].begin_mm != path->pieces[i].end_mm || path->pieces[i].time)
            path->pieces[kept++] = path->pieces[i];
    path->piece_count = kept ? kept : path->piece_count > 0;
}

/* All of it off the streets. */
static void unroll_beside(const struct path_ask *ask, struct path *path)
{
    path->from = ask->from->at;
    path->to = ask->to->at;
    path->from_off_mm = path->length_mm = street_millimetres(path->from, path->to);
    path->time = ask->metric->off_pace * path->length_mm;
}

static void unroll(const struct unrolling *unrolling, const struct meeting *met,
                   struct arena *arena)
{
    const struct streets *streets = &unrolling->ahead->streets;
    const struct path_ask *ask = unrolling->ask;
    const struct arrival *arrival = &met->arrival;
    struct path *path = unrolling->path;
    uint32_t state = met->arrived ? arrival->from : met->from, first, last = arrival->which;
    uint32_t before = arcs_of(unrolling->ahead, state, &first);
    uint32_t after =
        met->arrived ? arrival->arc != NO_IX : arcs_of(unrolling->back, met->to, &last);
    path->piece_count = before + after;
    path->pieces = arena_array(arena, path->piece_count, sizeof *path->pieces);
    put_ahead(unrolling, state, path->pieces + before);
    if (!met->arrived) {
        put_back(unrolling, met->to, path->pieces + before);
    } else if (after) {
        path->pieces[before] =
            (struct path_piece){.begin_mm = arrival->begin, .end_mm = arrival->end};
        put_piece(unrolling, &path->pieces[before], &streets->street_arcs_out[arrival->arc],
                  wait_after(unrolling, state));
    }
    drop_nothings(path);
    place_end(streets, ask->from, first, &path->from, &path->from_off_mm);
    place_end(streets, ask->to, last, &path->to, &path->to_off_mm);
    path->time += ask->metric->off_pace * ((uint64_t)path->from_off_mm + path->to_off_mm);
    path->length_mm += path->from_off_mm + path->to_off_mm;
}

bool path_find(struct street_worker *worker, const struct path_ask *ask, struct arena *arena,
               struct path *path)
{
    struct meeting best = find(worker, ask);
    if (best.cost > worker->now.cost_max)
        return false;
    *path = (struct path){.cost = best.cost};
    if (best.arrived && best.arrival.beside)
        unroll_beside(ask, path);
    else
        unroll(&(struct unrolling){worker, worker->mate, ask, path}, &best, arena);
    return true;
}
