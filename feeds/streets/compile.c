#include "feeds/streets/compile.h"

#include <assert.h>
#include <stdlib.h>

#include "engine/base/bitset.h"
#include "engine/base/memory.h"
#include "feeds/streets/compiling.h"
#include "feeds/streets/grid.h"

#define INNER_MAX 65535u
#define CLIMB_MAX 60000u /* decimetres of an arc, below what its field holds */

/* --- Nodes put into pieces --- */

static int insert_order(const void *a, const void *b)
{
    const struct map_insert *one = a, *two = b;
    if (one->piece != two->piece)
        return one->piece < two->piece ? -1 : 1;
    if (one->along < two->along || one->along > two->along)
        return one->along < two->along ? -1 : 1;
    return one->node < two->node ? -1 : one->node > two->node;
}

/* Writes the refs anew with what was put in; ways are laid in their order, so a piece's number is
 * where it was. */
static void merge_inserts(struct map *map)
{
    struct vec refs = vec_of(sizeof(node_ix));
    const struct map_insert *insert = map->inserts.data;
    vec_sort(&map->inserts, insert_order);
    const struct map_insert *end = insert + map->inserts.count;
    for (way_ix w = 0; w < map->ways.count; w++) {
        struct map_way *way = map_way_at(map, w);
        const node_ix *old = map_way_nodes(map, w);
        uint32_t first = refs.count;
        for (uint32_t i = 0; i < way->ref_count; i++) {
            vec_push_number(&refs, old[i]);
            for (; insert < end && insert->piece == way->first_ref + i; insert++)
                vec_push_number(&refs, insert->node);
        }
        way->first_ref = first;
        way->ref_count = refs.count - first;
    }
    vec_finish(&map->refs);
    map->refs = refs;
    vec_resize(&map->inserts, 0);
}

/* --- What meets where --- */

static void note_meeting(struct compiling *compiling, node_ix node, uint32_t piece)
{
    uint8_t *degree = &compiling->degree[node];
    if (*degree < 2)
        compiling->meeting[2 * (size_t)node + *degree] = piece;
    if (*degree < 3)
        ++*degree;
}

/* A way's seconds over its pieces by length, none lost. */
static void spread_seconds(struct compiling *compiling, const struct map_way *way)
{
    const node_ix *refs = (const node_ix *)compiling->map->refs.data + way->first_ref;
    uint64_t total = 0, sum = 0, given = 0;
    for (int round = 0; round < 2; round++)
        for (uint32_t i = 0; i + 1 < way->ref_count; i++) {
            sum += street_millimetres(map_node_at(compiling->map, refs[i])->at,
                                      map_node_at(compiling->map, refs[i + 1])->at);
            if (round == 0) {
                total = sum;
                continue;
            }
            bool last = i + 2 == way->ref_count;
            uint64_t until = last ? way->seconds : (sum - total) * way->seconds / (total + 1);
            compiling->seconds[way->first_ref + i] = (uint16_t)(until - given);
            given = until;
        }
}

static void survey_ways(struct compiling *compiling)
{
    const struct map *map = compiling->map;
    for (way_ix w = 0; w < map->ways.count; w++) {
        const struct map_way *way = map_way_at(map, w);
        const node_ix *refs = map_way_nodes(map, w);
        for (uint32_t i = 0; i < way->ref_count; i++)
            compiling->way_of[way->first_ref + i] = w;
        for (uint32_t i = 0; i + 1 < way->ref_count; i++) {
            note_meeting(compiling, refs[i], way->first_ref + i);
            note_meeting(compiling, refs[i + 1], way->first_ref + i);
        }
        if (way->seconds)
            spread_seconds(compiling, way);
        compiling->counts->pieces += way->ref_count - 1;
    }
}

/* The end of a piece that is not `node`. */
static node_ix other_end(const struct compiling *compiling, uint32_t piece, node_ix node)
{
    const node_ix *refs = (const node_ix *)compiling->map->refs.data + piece;
    return refs[0] == node ? refs[1] : refs[0];
}

/* --- Which nodes are vertices --- */

/* Which travels a piece is an island for, as marks. */
static uint16_t island_marks(const struct map *map, uint32_t piece)
{
    static const struct {
        enum travel travel;
        uint16_t mark;
    } islands[] = {
        {TRAVEL_FOOT, MARK_ISLAND_FOOT},
        {TRAVEL_WHEELCHAIR, MARK_ISLAND_WHEELCHAIR},
        {TRAVEL_BICYCLE, MARK_ISLAND_BICYCLE},
        {TRAVEL_CAR, MARK_ISLAND_CAR},
    };
    const node_ix *refs = (const node_ix *)map->refs.data + piece;
    const struct map_node *a = map_node_at(map, refs[0]), *b = map_node_at(map, refs[1]);
    uint16_t marks = 0;
    for (size_t i = 0; i < sizeof islands / sizeof *islands; i++)
        if (!map_piece_main(a, b, islands[i].travel))
            marks |= islands[i].mark;
    return marks;
}

/* Whether a piece is travelled against its drawing when one leaves `node` along it. */
static bool against_from(const struct compiling *compiling, uint32_t piece, node_ix node)
{
    return ((const node_ix *)compiling->map->refs.data)[piece] != node;
}

static bool same_ways(const struct map_way *one, const struct map_way *two, bool turned)
{
    bool level = one->from_level == one->to_level && two->from_level == two->to_level &&
                 one->from_level == two->from_level;
    uint32_t trait = turned ? two->back : two->trait, back = turned ? two->trait : two->back;
    return level && one->name == two->name && one->trait == trait && one->back == back &&
           !one->seconds && !two->seconds;
}

/* Whether both pieces at a node of degree two are of one kind, so that it may vanish. */
static bool goes_on(const struct compiling *compiling, node_ix node)
{
    const uint32_t *piece = &compiling->meeting[2 * (size_t)node];
    const struct map *map = compiling->map;
    way_ix one = compiling->way_of[piece[0]], two = compiling->way_of[piece[1]];
    bool turned =
        against_from(compiling, piece[0], node) == against_from(compiling, piece[1], node);
    if (piece[0] == piece[1] || island_marks(map, piece[0]) != island_marks(map, piece[1]))
        return false;
    return (one == two && !turned) || same_ways(map_way_at(map, one), map_way_at(map, two), turned);
}

static void make_vertex(struct compiling *compiling, node_ix node)
{
    const struct map_node *at = map_node_at(compiling->map, node);
    if (compiling->vertex[node] != NO_IX)
        return;
    vertex_ix vertex = streets_draft_vertex(compiling->streets, at->at, at->marks);
    ((struct street_vertex *)compiling->streets->vertices.data)[vertex].level = at->level;
    compiling->vertex[node] = vertex;
}

static void choose_vertices(struct compiling *compiling)
{
    const struct map *map = compiling->map;
    for (uint32_t i = 0; i < map->ties.count; i++)
        map_node_at(map, ((const struct map_tie *)map->ties.data)[i].node)->flags |= MAP_KEPT;
    const struct map_turn *turns = map->turns.data;
    for (uint32_t i = 0; i < map->turns.count; i++)
        if (turns[i].via != NO_IX)
            map_node_at(map, turns[i].via)->flags |= MAP_KEPT;
    const way_ix *vias = map->turn_vias.data;
    for (uint32_t i = 0; i < map->turn_vias.count; i++) {
        const node_ix *nodes = map_way_nodes(map, vias[i]);
        map_node_at(map, nodes[0])->flags |= MAP_KEPT;
        map_node_at(map, nodes[map_way_at(map, vias[i])->ref_count - 1])->flags |= MAP_KEPT;
    }
    for (node_ix node = 0; node < map->nodes.count; node++) {
        const struct map_node *at = map_node_at(map, node);
        bool used = compiling->degree[node] > 0 || at->flags & MAP_KEPT;
        if (used && (compiling->degree[node] != 2 || at->marks || at->flags & MAP_KEPT ||
                     !goes_on(compiling, node)))
            make_vertex(compiling, node);
    }
}

/* --- Chains to edges --- */

/* A chain of pieces under way. */
struct chain {
    struct vec nodes;  /* node_ix, ends included */
    struct vec pieces; /* one less */
    uint32_t seconds, up, down;
};

/* Adds the piece that leaves `node`; returns its other end. */
static node_ix chain_add(struct compiling *compiling, struct chain *chain, node_ix node,
                         uint32_t piece)
{
    node_ix other = other_end(compiling, piece, node);
    int32_t from = map_node_at(compiling->map, node)->height_dm;
    int32_t to = map_node_at(compiling->map, other)->height_dm;
    if (from != MAP_NO_HEIGHT && to != MAP_NO_HEIGHT)
        *(to > from ? &chain->up : &chain->down) += (uint32_t)abs(to - from);
    chain->seconds += compiling->seconds[piece];
    bitset_add(compiling->done, piece);
    vec_push_number(&chain->nodes, other);
    vec_push_number(&chain->pieces, piece);
    return other;
}

/* From a vertex along a piece to the next vertex; a chain that grows too long ends in a new one. */
static void follow_chain(struct compiling *compiling, struct chain *chain, node_ix node,
                         uint32_t piece)
{
    chain->nodes.count = chain->pieces.count = 0;
    chain->seconds = chain->up = chain->down = 0;
    vec_push_number(&chain->nodes, node);
    for (;;) {
        node = chain_add(compiling, chain, node, piece);
        if (compiling->vertex[node] != NO_IX)
            return;
        if (chain->pieces.count > INNER_MAX || chain->up + chain->down > CLIMB_MAX) {
            make_vertex(compiling, node);
            return;
        }
        const uint32_t *meeting = &compiling->meeting[2 * (size_t)node];
        piece = meeting[meeting[0] == piece];
    }
}

static bool trait_number(struct compiling *compiling, uint32_t trait, uint16_t islands,
                         uint16_t *number)
{
    struct street_trait marked = *map_trait_at(compiling->map, trait);
    marked.marks |= islands;
    return streets_draft_trait(compiling->streets, &marked, number, compiling->error);
}

static bool open_to_anybody(const struct street_trait *trait)
{
    return trait->foot | trait->wheelchair | trait->bicycle | trait->scooter | trait->car;
}

static edge_ix add_edge(struct compiling *compiling, const struct chain *chain, uint16_t trait)
{
    const struct map *map = compiling->map;
    const node_ix *nodes = chain->nodes.data;
    const uint32_t *pieces = chain->pieces.data;
    uint32_t last = chain->nodes.count - 1;
    const struct map_way *way = map_way_at(map, compiling->way_of[pieces[0]]);
    bool slanting = way->from_level != way->to_level;
    struct street_edge edge = {
        .from = compiling->vertex[nodes[0]],
        .to = compiling->vertex[nodes[last]],
        .name = compiling->names[way->name],
        .osm_way = way->osm > 0 && way->osm <= UINT32_MAX ? (uint32_t)way->osm : 0,
        .from_level = slanting ? map_node_at(map, nodes[0])->level : way->from_level,
        .to_level = slanting ? map_node_at(map, nodes[last])->level : way->to_level,
        .trait = trait,
    };
    struct vec inner = vec_of(sizeof(struct point));
    for (uint32_t i = 1; i < last; i++)
        vec_push(&inner, &map_node_at(map, nodes[i])->at);
    edge_ix added = streets_draft_edge(compiling->streets, &edge, inner.data, inner.count);
    vec_finish(&inner);
    vec_push(&compiling->ends, &(struct edge_ends){{pieces[0], pieces[last - 1]}});
    return added;
}

static bool add_chain(struct compiling *compiling, const struct chain *chain)
{
    const node_ix *nodes = chain->nodes.data;
    uint32_t piece = *(const uint32_t *)chain->pieces.data;
    const struct map_way *way = map_way_at(compiling->map, compiling->way_of[piece]);
    bool against = against_from(compiling, piece, nodes[0]);
    uint16_t islands = island_marks(compiling->map, piece), trait[2];
    uint32_t number[2] = {against ? way->back : way->trait, against ? way->trait : way->back};
    for (int i = 0; i < 2; i++)
        if (!trait_number(compiling, number[i], islands, &trait[i]))
            return false;
    edge_ix edge = add_edge(compiling, chain, trait[0]);
    for (uint32_t i = 0; i < chain->pieces.count; i++)
        compiling->edge_of[((const uint32_t *)chain->pieces.data)[i]] = edge;
    struct draft_arc arc = {
        .tail = compiling->vertex[nodes[0]],
        .head = compiling->vertex[nodes[chain->nodes.count - 1]],
        .seconds = (uint16_t)(chain->seconds < UINT16_MAX ? chain->seconds : UINT16_MAX),
    };
    uint16_t up = (uint16_t)(chain->up < UINT16_MAX ? chain->up : UINT16_MAX);
    uint16_t down = (uint16_t)(chain->down < UINT16_MAX ? chain->down : UINT16_MAX);
    for (uint32_t i = 0; i < 2; i++) {
        arc.way = edge << 1 | i;
        arc.trait = trait[i];
        arc.up_dm = i ? down : up;
        arc.down_dm = i ? up : down;
        if (open_to_anybody(map_trait_at(compiling->map, number[i])))
            streets_draft_arc(compiling->streets, &arc);
        vertex_ix swap = arc.tail;
        arc.tail = arc.head;
        arc.head = swap;
    }
    return true;
}

/* From every vertex along every piece. What is left then are rings without any: their first node
 * becomes one. */
static bool build_edges(struct compiling *compiling, struct chain *chain, bool rings)
{
    const node_ix *refs = compiling->map->refs.data;
    for (way_ix w = 0; w < compiling->map->ways.count; w++) {
        const struct map_way *way = map_way_at(compiling->map, w);
        for (uint32_t p = way->first_ref; p + 1 < way->first_ref + way->ref_count; p++) {
            if (bitset_has(compiling->done, p))
                continue;
            if (rings)
                make_vertex(compiling, refs[p]);
            bool from = compiling->vertex[refs[p]] != NO_IX;
            if (!from && compiling->vertex[refs[p + 1]] == NO_IX)
                continue;
            follow_chain(compiling, chain, refs[from ? p : p + 1], p);
            if (!add_chain(compiling, chain))
                return false;
        }
    }
    return true;
}

/* --- The rest --- */

static void take_names(struct compiling *compiling)
{
    const struct intern *texts = &compiling->map->texts;
    compiling->names = memory_zeroed(texts->count, sizeof *compiling->names);
    for (uint32_t i = 0; i < texts->count; i++)
        compiling->names[i] =
            draft_text(compiling->network, intern_key(texts, i), texts->lengths[i]);
}

static int copy_order(const void *a, const void *b)
{
    const struct vertex_copy *one = a, *two = b;
    if (one->of != two->of)
        return one->of < two->of ? -1 : 1;
    return one->vertex < two->vertex ? -1 : one->vertex > two->vertex;
}

/* Cars may come to a copy of the vertex at which their park is tied. Copies are sorted by it. */
static void tie_copies(struct compiling *compiling, struct street_tie tie)
{
    const struct vertex_copy *copies = compiling->copies.data;
    vertex_ix vertex = tie.vertex;
    uint32_t low = 0, high = compiling->copies.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (copies[middle].of < vertex)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < compiling->copies.count && copies[low].of == vertex; low++) {
        tie.vertex = copies[low].vertex;
        vec_push(&compiling->streets->ties, &tie);
    }
}

static void take_ties(struct compiling *compiling)
{
    const struct map *map = compiling->map;
    const struct map_tie *ties = map->ties.data;
    vec_sort(&compiling->copies, copy_order);
    for (uint32_t i = 0; i < map->ties.count; i++) {
        struct street_tie tie = {
            .record = ties[i].record,
            .vertex = compiling->vertex[ties[i].node],
            .off_mm = ties[i].off_mm,
            .kind = ties[i].kind,
        };
        vec_push(&compiling->streets->ties, &tie);
        if (tie.kind == TIE_CAR_PARK)
            tie_copies(compiling, tie);
    }
    const struct street_park *parks = map->parks.data;
    for (uint32_t i = 0; i < map->parks.count; i++) {
        struct street_park park = parks[i];
        park.id = compiling->names[park.id];
        park.name = compiling->names[park.name];
        vec_push(&compiling->streets->parks, &park);
    }
}

static void begin(struct compiling *compiling)
{
    const struct map *map = compiling->map;
    uint32_t nodes = map->nodes.count, refs = map->refs.count;
    compiling->way_of = memory_zeroed(refs, sizeof *compiling->way_of);
    compiling->edge_of = memory_zeroed(refs, sizeof *compiling->edge_of);
    compiling->seconds = memory_zeroed(refs, sizeof *compiling->seconds);
    compiling->degree = memory_zeroed(nodes, sizeof *compiling->degree);
    compiling->meeting = memory_zeroed(2 * (size_t)nodes, sizeof *compiling->meeting);
    compiling->vertex = memory_zeroed(nodes, sizeof *compiling->vertex);
    compiling->done = memory_zeroed(bitset_words(refs), sizeof *compiling->done);
    compiling->ends = vec_of(sizeof(struct edge_ends));
    compiling->copies = vec_of(sizeof(struct vertex_copy));
    for (uint32_t i = 0; i < nodes; i++)
        compiling->vertex[i] = NO_IX;
    take_names(compiling);
}

static void finish(struct compiling *compiling)
{
    const struct streets_draft *streets = compiling->streets;
    compiling->counts->vertices = streets->vertices.count;
    compiling->counts->edges = streets->edges.count;
    compiling->counts->arcs = streets->arcs.count;
    compiling->counts->traits = streets->traits.count;
    memory_free(compiling->way_of);
    memory_free(compiling->edge_of);
    memory_free(compiling->seconds);
    memory_free(compiling->degree);
    memory_free(compiling->meeting);
    memory_free(compiling->vertex);
    memory_free(compiling->done);
    memory_free(compiling->names);
    vec_finish(&compiling->ends);
    vec_finish(&compiling->copies);
}

bool map_compile(struct map *map, struct draft *network, struct streets_draft *streets,
                 struct compile_counts *counts, struct error *error)
{
    struct compiling compiling = {
        .map = map, .network = network, .streets = streets, .counts = counts, .error = error};
    struct chain chain = {.nodes = vec_of(sizeof(node_ix)), .pieces = vec_of(sizeof(uint32_t))};
    *counts = (struct compile_counts){0};
    map_grid_destroy(map->grid);
    map->grid = NULL;
    merge_inserts(map);
    map_islands(map);
    begin(&compiling);
    survey_ways(&compiling);
    choose_vertices(&compiling);
    bool done = build_edges(&compiling, &chain, false) && build_edges(&compiling, &chain, true) &&
                compile_turns(&compiling);
    if (done)
        take_ties(&compiling);
    finish(&compiling);
    vec_finish(&chain.nodes);
    vec_finish(&chain.pieces);
    return done;
}
