#include "engine/base/memory.h"
#include "feeds/streets/compiling.h"

/*
 * Turn restrictions as words over edges in a direction: each forbids cars one sequence of them.
 * All words together make an automaton (Aho and Corasick, Efficient string matching, 1975,
 * section 3): its state is how much of any word was just driven. A state that is not the empty one
 * becomes a copy of the vertex at which it is reached, with arcs for cars only; an arc that would
 * complete a word is left out. So restrictions may overlap, share ways and pass over via ways.
 */

#define WORD_MAX 64 /* edges of one word; what is longer counts as broken */
#define ARCS_MAX 64 /* leaving a corner of one, likewise: each copy of it gets them all */

/* A sequence that may not be driven. */
struct word {
    edge_way ways[WORD_MAX];
    uint32_t count;
};

/* How much of some words was driven. State 0 is nothing. */
struct state {
    uint32_t depth;
    uint32_t parent, fail;
    edge_way last;
    vertex_ix copy;
    bool whole; /* a word was driven */
};

struct turns {
    struct compiling *compiling;
    uint32_t *arc_of;       /* of each edge_way, or NO_IX; in the draft's arcs */
    uint32_t *first, *list; /* arcs that leave a vertex, and cars may use */
    struct intern steps;    /* (state, edge_way) -> state - 1 */
    struct vec states;      /* struct state */
    uint32_t depth_max;
};

static const struct draft_arc *arc_at(const struct turns *turns, uint32_t arc)
{
    return (const struct draft_arc *)turns->compiling->streets->arcs.data + arc;
}

static const struct street_trait *trait_of(const struct turns *turns, uint32_t arc)
{
    return (const struct street_trait *)turns->compiling->streets->traits.data +
           arc_at(turns, arc)->trait;
}

static bool cars_drive(const struct turns *turns, edge_way way)
{
    return turns->arc_of[way] != NO_IX && trait_of(turns, turns->arc_of[way])->car != ACCESS_NO;
}

static struct state *state_at(const struct turns *turns, uint32_t state)
{
    return (struct state *)turns->states.data + state;
}

static vertex_ix head_of(const struct turns *turns, edge_way way)
{
    return arc_at(turns, turns->arc_of[way])->head;
}

/* --- What is known about arcs --- */

static void index_arcs(struct turns *turns)
{
    const struct streets_draft *streets = turns->compiling->streets;
    uint32_t vertices = streets->vertices.count, arcs = streets->arcs.count, total = 0;
    turns->arc_of = memory_zeroed(2 * (size_t)streets->edges.count, sizeof *turns->arc_of);
    turns->first = memory_zeroed(vertices + 2u, sizeof *turns->first);
    turns->list = memory_zeroed(arcs, sizeof *turns->list);
    for (uint32_t i = 0; i < 2 * streets->edges.count; i++)
        turns->arc_of[i] = NO_IX;
    for (uint32_t i = 0; i < arcs; i++) {
        turns->arc_of[arc_at(turns, i)->way] = i;
        turns->first[arc_at(turns, i)->tail + 2]++;
    }
    for (uint32_t i = 0; i < vertices; i++) {
        total += turns->first[i + 2];
        turns->first[i + 2] = total;
    }
    for (uint32_t i = 0; i < arcs; i++)
        turns->list[turns->first[arc_at(turns, i)->tail + 1]++] = i;
}

/* --- From the map to words --- */

/* An edge entered by that piece from that node. */
static edge_way entered(const struct turns *turns, uint32_t piece, node_ix node)
{
    const struct compiling *compiling = turns->compiling;
    edge_ix edge = compiling->edge_of[piece];
    const struct edge_ends *ends = (const struct edge_ends *)compiling->ends.data + edge;
    const struct street_edge *at =
        (const struct street_edge *)compiling->streets->edges.data + edge;
    bool forward = ends->piece[0] == piece && at->from == compiling->vertex[node];
    return edge << 1 | !forward;
}

/* The edges by which cars leave (arrive, then turned round) a node along a way: two at most. */
static uint32_t leaving(const struct turns *turns, way_ix way, node_ix node, bool arriving,
                        edge_way found[2])
{
    const struct map *map = turns->compiling->map;
    const struct map_way *line = map_way_at(map, way);
    const node_ix *refs = map_way_nodes(map, way);
    uint32_t count = 0;
    for (uint32_t i = 0; i < line->ref_count; i++)
        for (uint32_t k = 0; k < 2 && refs[i] == node; k++) {
            if (k == 0 ? i == 0 : i + 1 == line->ref_count)
                continue;
            edge_way out = entered(turns, line->first_ref + i - (k == 0), node);
            if (!cars_drive(turns, out ^ (edge_way)arriving))
                continue;
            if (count < 2)
                found[count] = out ^ (edge_way)arriving;
            count++;
        }
    return count;
}

static uint32_t place_of(const struct map *map, way_ix way, node_ix node)
{
    const node_ix *refs = map_way_nodes(map, way);
    uint32_t count = map_way_at(map, way)->ref_count;
    for (uint32_t i = 0; i < count; i++)
        if (refs[i] == node)
            return i;
    return NO_IX;
}

/* A node that both ways have and that is an end of one of them, of the first if there is such;
 * NO_IX: none. */
static node_ix common_node(const struct map *map, way_ix one, way_ix two)
{
    uint32_t last[2] = {map_way_at(map, one)->ref_count - 1, map_way_at(map, two)->ref_count - 1};
    const node_ix *a = map_way_nodes(map, one), *b = map_way_nodes(map, two);
    if (place_of(map, two, a[0]) != NO_IX)
        return a[0];
    if (place_of(map, two, a[last[0]]) != NO_IX)
        return a[last[0]];
    uint32_t from = place_of(map, one, b[0]), to = place_of(map, one, b[last[1]]);
    uint32_t inner = from < to ? from : to;
    return inner == NO_IX ? NO_IX : a[inner];
}

/* Adds the edges of a via way from one node to another. */
static bool add_via(const struct turns *turns, struct word *word, way_ix way, const node_ix ends[2])
{
    const struct compiling *compiling = turns->compiling;
    const node_ix *refs = map_way_nodes(compiling->map, way);
    uint32_t first = map_way_at(compiling->map, way)->first_ref;
    uint32_t from = place_of(compiling->map, way, ends[0]);
    uint32_t to = place_of(compiling->map, way, ends[1]);
    if (from == NO_IX || to == NO_IX || from == to)
        return false;
    edge_ix edge = NO_IX;
    for (uint32_t at = from; at != to; at += from < to ? 1u : UINT32_MAX) {
        uint32_t piece = first + (from < to ? at : at - 1);
        if (compiling->edge_of[piece] == edge)
            continue;
        edge = compiling->edge_of[piece];
        if (word->count == WORD_MAX - 1)
            return false;
        word->ways[word->count++] = entered(turns, piece, refs[at]);
    }
    return true;
}

/* The path through all via ways into the word; sets the nodes where it begins and ends. */
static bool add_vias(const struct turns *turns, const struct map_turn *turn, struct word *word,
                     node_ix ends[2])
{
    const struct map *map = turns->compiling->map;
    const way_ix *vias = (const way_ix *)map->turn_vias.data + turn->first_via;
    node_ix at = common_node(map, turn->from, vias[0]);
    ends[0] = at;
    for (uint32_t i = 0; i < turn->via_count; i++) {
        way_ix next = i + 1 < turn->via_count ? vias[i + 1] : turn->to;
        node_ix passed[2] = {at, common_node(map, next, vias[i])};
        if (at == NO_IX || passed[1] == NO_IX || !add_via(turns, word, vias[i], passed))
            return false;
        at = passed[1];
    }
    ends[1] = at;
    return true;
}

/* Whether cars can drive all of the word. */
static bool word_driven(const struct turns *turns, const struct word *word)
{
    for (uint32_t i = 0; i < word->count; i++)
        if (!cars_drive(turns, word->ways[i]))
            return false;
    return true;
}

/* Whether somewhere in it too many arcs leave. */
static bool word_crowded(const struct turns *turns, const struct word *word)
{
    for (uint32_t i = 0; i < word->count; i++) {
        vertex_ix at = head_of(turns, word->ways[i]);
        if (turns->first[at + 1] - turns->first[at] > ARCS_MAX)
            return true;
    }
    return false;
}

static uint32_t step_of(const struct turns *turns, uint32_t state, edge_way way)
{
    const uint32_t key[2] = {state, way};
    uint32_t found = intern_find(&turns->steps, key, sizeof key);
    return found == INTERN_NONE ? 0 : found + 1;
}

static void add_word(struct turns *turns, const struct word *word)
{
    uint32_t at = 0;
    for (uint32_t i = 0; i < word->count; i++) {
        const uint32_t key[2] = {at, word->ways[i]};
        uint32_t next = intern_add(&turns->steps, key, sizeof key) + 1;
        if (next == turns->states.count)
            vec_push(&turns->states,
                     &(struct state){
                         .depth = i + 1, .parent = at, .last = word->ways[i], .copy = NO_IX});
        at = next;
    }
    state_at(turns, at)->whole = true;
    turns->compiling->counts->turns++;
    turns->depth_max = word->count > turns->depth_max ? word->count : turns->depth_max;
}

/* Forbids the last step, or with `only` all other ones. */
static void add_last(struct turns *turns, struct word *word, edge_way last, bool only,
                     vertex_ix vertex)
{
    word->count++;
    if (!only) {
        word->ways[word->count - 1] = last;
        add_word(turns, word);
        return;
    }
    for (uint32_t i = turns->first[vertex]; i < turns->first[vertex + 1]; i++) {
        edge_way way = arc_at(turns, turns->list[i])->way;
        word->ways[word->count - 1] = way;
        if (way != last && cars_drive(turns, way))
            add_word(turns, word);
    }
}

/* False: the ways do not meet as they should. */
static bool add_turn(struct turns *turns, const struct map_turn *turn)
{
    struct word word = {.count = 1};
    node_ix ends[2] = {turn->via, turn->via};
    edge_way in[2] = {0}, out[2] = {0};
    if (turn->via_count && !add_vias(turns, turn, &word, ends))
        return false;
    if (ends[0] == NO_IX)
        return false;
    uint32_t arriving = leaving(turns, turn->from, ends[0], true, in);
    uint32_t going = leaving(turns, turn->to, ends[1], false, out);
    vertex_ix vertex = turns->compiling->vertex[ends[1]];
    if (turn->u_turn && turn->from == turn->to && !turn->via_count) {
        for (uint32_t i = 0; i < arriving && i < 2; i++) {
            word.ways[0] = in[i];
            word.count = 1;
            if (word_crowded(turns, &word))
                return false;
            if (cars_drive(turns, in[i] ^ 1))
                add_last(turns, &word, in[i] ^ 1, turn->only, vertex);
        }
        return arriving > 0;
    }
    if (arriving == 0 || (going == 0 && !turn->only))
        return true; /* cars cannot drive so anyway */
    if (arriving > 1 || going != 1)
        return false;
    word.ways[0] = in[0];
    if (!word_driven(turns, &word))
        return true;
    if (word_crowded(turns, &word))
        return false;
    add_last(turns, &word, out[0], turn->only, vertex);
    return true;
}

/* --- The automaton --- */

/* The state after one more edge; 0: nothing of any word. */
static uint32_t next_state(const struct turns *turns, uint32_t state, edge_way way)
{
    uint32_t next = step_of(turns, state, way);
    while (!next && state) {
        state = state_at(turns, state)->fail;
        next = step_of(turns, state, way);
    }
    return next;
}

static void link_states(struct turns *turns)
{
    for (uint32_t depth = 2; depth <= turns->depth_max; depth++)
        for (uint32_t i = 1; i < turns->states.count; i++) {
            struct state *state = state_at(turns, i);
            if (state->depth != depth)
                continue;
            state->fail = next_state(turns, state_at(turns, state->parent)->fail, state->last);
            state->whole |= state_at(turns, state->fail)->whole;
        }
}

static bool change_trait(struct turns *turns, uint16_t trait, bool cars, uint16_t *changed)
{
    struct streets_draft *streets = turns->compiling->streets;
    struct street_trait made = *(const struct street_trait *)vec_at(&streets->traits, trait);
    if (cars)
        made.foot = made.wheelchair = made.bicycle = made.scooter = ACCESS_NO;
    else
        made.car = ACCESS_NO;
    if (!cars)
        made.car_kmh = 0;
    return streets_draft_trait(streets, &made, changed, turns->compiling->error);
}

static void make_copies(struct turns *turns)
{
    struct compiling *compiling = turns->compiling;
    for (uint32_t i = 1; i < turns->states.count; i++) {
        struct state *state = state_at(turns, i);
        if (state->whole)
            continue;
        vertex_ix of = head_of(turns, state->last);
        struct street_vertex copy =
            *(const struct street_vertex *)vec_at(&compiling->streets->vertices, of);
        copy.marks |= VERTEX_COPY;
        state->copy = vec_push(&compiling->streets->vertices, &copy);
        vec_push(&compiling->copies, &(struct vertex_copy){state->copy, of});
        compiling->counts->copies++;
    }
}

/* The arc, for cars, from where it starts in one state to where it ends in the next. */
static bool add_car_arc(struct turns *turns, uint32_t arc, vertex_ix tail, uint32_t next)
{
    struct draft_arc made = *arc_at(turns, arc);
    made.tail = tail;
    if (next)
        made.head = state_at(turns, next)->copy;
    if (!change_trait(turns, made.trait, true, &made.trait))
        return false;
    streets_draft_arc(turns->compiling->streets, &made);
    return true;
}

static bool leave_copies(struct turns *turns)
{
    for (uint32_t i = 1; i < turns->states.count; i++) {
        const struct state *state = state_at(turns, i);
        if (state->whole)
            continue;
        vertex_ix vertex = head_of(turns, state->last);
        for (uint32_t k = turns->first[vertex]; k < turns->first[vertex + 1]; k++) {
            edge_way way = arc_at(turns, turns->list[k])->way;
            uint32_t next = next_state(turns, i, way);
            if (!cars_drive(turns, way) || state_at(turns, next)->whole)
                continue;
            if (!add_car_arc(turns, turns->list[k], state->copy, next))
                return false;
        }
    }
    return true;
}

/* Arcs that begin a word lead cars to a copy and everybody else where they led. */
static bool enter_copies(struct turns *turns, uint32_t arcs)
{
    struct streets_draft *streets = turns->compiling->streets;
    for (uint32_t i = 0; i < arcs; i++) {
        struct draft_arc *arc = vec_at(&streets->arcs, i);
        uint32_t next = step_of(turns, 0, arc->way);
        if (!next)
            continue;
        if (!add_car_arc(turns, i, arc->tail, next))
            return false;
        arc = vec_at(&streets->arcs, i);
        if (!change_trait(turns, arc->trait, false, &arc->trait))
            return false;
    }
    return true;
}

static void drop_closed_arcs(struct streets_draft *streets)
{
    struct draft_arc *arcs = streets->arcs.data;
    const struct street_trait *traits = streets->traits.data;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < streets->arcs.count; i++) {
        const struct street_trait *trait = &traits[arcs[i].trait];
        if (trait->foot | trait->wheelchair | trait->bicycle | trait->scooter | trait->car)
            arcs[kept++] = arcs[i];
    }
    vec_resize(&streets->arcs, kept);
}

static void finish(struct turns *turns)
{
    memory_free(turns->arc_of);
    memory_free(turns->first);
    memory_free(turns->list);
    intern_finish(&turns->steps);
    vec_finish(&turns->states);
}

bool compile_turns(struct compiling *compiling)
{
    struct turns turns = {.compiling = compiling, .states = vec_of(sizeof(struct state))};
    struct map *map = compiling->map;
    if (!map->turns.count)
        return true;
    vec_add(&turns.states);
    index_arcs(&turns);
    for (uint32_t i = 0; i < map->turns.count; i++) {
        struct map_turn *turn = vec_at(&map->turns, i);
        turn->broken = !add_turn(&turns, turn);
        compiling->counts->broken += turn->broken;
    }
    link_states(&turns);
    uint32_t arcs = compiling->streets->arcs.count;
    make_copies(&turns);
    bool done = leave_copies(&turns) && enter_copies(&turns, arcs);
    drop_closed_arcs(compiling->streets);
    finish(&turns);
    return done;
}
