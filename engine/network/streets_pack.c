#include <assert.h>
#include <stdlib.h>

#include "engine/base/memory.h"
#include "engine/network/streets_draft.h"

/*
 * Sorting what a compiler added into the lists a search reads. Vertices come along a space-filling
 * curve, so that a walk around the corner touches few pages; everything else follows them.
 */

struct packing {
    struct streets_draft *draft;
    struct streets_store *store;
    vertex_ix *vertex_of; /* draft vertex -> vertex_ix */
};

/* Something to sort by a key; equal keys stay in their order. */
struct keyed {
    uint64_t key;
    uint32_t index, more;
};

static int keyed_order(const void *a, const void *b)
{
    const struct keyed *one = a, *two = b;
    if (one->key != two->key)
        return one->key < two->key ? -1 : 1;
    return one->index < two->index ? -1 : one->index > two->index;
}

static void sort_keyed(struct keyed *items, uint32_t count)
{
    if (count)
        qsort(items, count, sizeof *items, keyed_order);
}

static void pack_vertices(struct packing *packing)
{
    const struct street_vertex *vertices = packing->draft->vertices.data;
    uint32_t count = packing->draft->vertices.count;
    struct keyed *order = memory_zeroed(count, sizeof *order);
    for (uint32_t i = 0; i < count; i++)
        order[i] = (struct keyed){.key = geo_z_order(vertices[i].at), .index = i};
    sort_keyed(order, count);
    packing->vertex_of = memory_zeroed(count, sizeof *packing->vertex_of);
    for (uint32_t i = 0; i < count; i++) {
        packing->vertex_of[order[i].index] = i;
        vec_push(&packing->store->street_vertices, &vertices[order[i].index]);
    }
    if (count)
        vec_add(&packing->store->street_vertices);
    memory_free(order);
}

static void pack_edges(struct packing *packing)
{
    struct streets_draft *draft = packing->draft;
    struct street_edge *edges = draft->edges.data;
    for (uint32_t i = 0; i < draft->edges.count; i++) {
        edges[i].from = packing->vertex_of[edges[i].from];
        edges[i].to = packing->vertex_of[edges[i].to];
    }
    vec_move(&packing->store->street_edges, &draft->edges);
    vec_move(&packing->store->street_traits, &draft->traits);
    vec_move(&packing->store->street_shapes, &draft->shapes);
    vec_move(&packing->store->street_parks, &draft->parks);
}

/* The arcs under their tails (out) or heads (in); fills the vertices' firsts. */
static void pack_arcs(struct packing *packing, bool out)
{
    const struct draft_arc *arcs = packing->draft->arcs.data;
    uint32_t count = packing->draft->arcs.count;
    struct vec *list = out ? &packing->store->street_arcs_out : &packing->store->street_arcs_in;
    struct keyed *order = memory_zeroed(count, sizeof *order);
    for (uint32_t i = 0; i < count; i++)
        order[i] = (struct keyed){.key = packing->vertex_of[out ? arcs[i].tail : arcs[i].head],
                                  .index = i};
    sort_keyed(order, count);
    struct street_vertex *vertices = packing->store->street_vertices.data;
    const struct street_edge *edges = packing->store->street_edges.data;
    uint32_t vertex = 0, vertex_count = packing->store->street_vertices.count;
    for (uint32_t i = 0; i <= count; i++) {
        uint32_t owner = i < count ? (uint32_t)order[i].key : vertex_count - 1;
        for (; vertex < vertex_count && vertex <= owner; vertex++)
            *(out ? &vertices[vertex].first_out : &vertices[vertex].first_in) = i;
        if (i == count)
            break;
        const struct draft_arc *arc = &arcs[order[i].index];
        vec_push(list, &(struct street_arc){
                           .vertex = packing->vertex_of[out ? arc->head : arc->tail],
                           .way = arc->way,
                           .length_mm = edges[arc->way >> 1].length_mm,
                           .trait = arc->trait,
                           .up_dm = arc->up_dm,
                           .down_dm = arc->down_dm,
                           .seconds = arc->seconds,
                       });
    }
    memory_free(order);
}

static uint64_t cell_key(uint32_t row, uint32_t column)
{
    return (uint64_t)row << 32 | column;
}

/* Pieces are short and cells are large: most pieces touch the cell of the one before. */
static void add_cell(struct vec *keys, edge_ix edge, uint64_t cell)
{
    const struct keyed *last = keys->count ? vec_at(keys, keys->count - 1) : NULL;
    if (!last || last->key != cell || last->index != edge)
        vec_push(keys, &(struct keyed){.key = cell, .index = edge});
}

/* Every cell that the piece from a to b passes: along each row, from where the piece enters it to
 * where it leaves it, one column more on either side, since rounding must not lose a cell. */
static void add_piece_cells(struct vec *keys, edge_ix edge, struct point a, struct point b)
{
    if (a.lat > b.lat) {
        struct point swap = a;
        a = b;
        b = swap;
    }
    uint32_t first = street_cell_of(a.lat), last = street_cell_of(b.lat);
    for (uint32_t row = first; row <= last; row++) {
        double low = (double)row * STREET_CELL_UNITS - 1800000000.0;
        double from = row == first || b.lat == a.lat ? 0 : (low - a.lat) / (b.lat - (double)a.lat);
        double to = row == last || b.lat == a.lat
                        ? 1
                        : (low + STREET_CELL_UNITS - a.lat) / (b.lat - (double)a.lat);
        double west = a.lon + from * ((double)b.lon - a.lon);
        double east = a.lon + to * ((double)b.lon - a.lon);
        uint32_t one = street_cell_of((int32_t)(west < east ? west : east));
        uint32_t two = street_cell_of((int32_t)(west < east ? east : west) + 1);
        for (uint32_t column = one; column <= two; column++)
            add_cell(keys, edge, cell_key(row, column));
    }
}

static void pack_cells(struct packing *packing)
{
    struct streets streets = streets_of_store(packing->store);
    struct vec keys = vec_of(sizeof(struct keyed)), points = vec_of(sizeof(struct point));
    for (edge_ix edge = 0; edge < streets.counts.street_edges; edge++) {
        vec_resize(&points, streets.street_edges[edge].inner_points + 2u);
        uint32_t count = street_edge_points(&streets, edge, points.data);
        const struct point *point = points.data;
        for (uint32_t i = 0; i + 1 < count; i++)
            add_piece_cells(&keys, edge, point[i], point[i + 1]);
    }
    sort_keyed(keys.data, keys.count);
    const struct keyed *key = keys.data;
    struct vec *cells = &packing->store->street_cells, *list = &packing->store->street_cell_edges;
    for (uint32_t i = 0; i < keys.count; i++) {
        if (i == 0 || key[i].key != key[i - 1].key)
            vec_push(cells, &(struct street_cell){.row = (uint32_t)(key[i].key >> 32),
                                                  .column = (uint32_t)key[i].key,
                                                  .first = list->count});
        else if (key[i].index == key[i - 1].index)
            continue;
        vec_push_number(list, key[i].index);
    }
    if (cells->count)
        vec_push(cells, &(struct street_cell){UINT32_MAX, UINT32_MAX, list->count});
    vec_finish(&keys);
    vec_finish(&points);
}

static int tie_order(const void *a, const void *b)
{
    const struct street_tie *one = a, *two = b;
    const uint32_t keys[2][4] = {{one->kind, one->record, one->off_mm, one->vertex},
                                 {two->kind, two->record, two->off_mm, two->vertex}};
    for (int i = 0; i < 4; i++)
        if (keys[0][i] != keys[1][i])
            return keys[0][i] < keys[1][i] ? -1 : 1;
    return 0;
}

void streets_sort_ties(struct vec *ties, struct vec *vertex_ties)
{
    vec_sort(ties, tie_order);
    const struct street_tie *tie = ties->data;
    struct keyed *order = memory_zeroed(ties->count, sizeof *order);
    for (uint32_t i = 0; i < ties->count; i++)
        order[i] = (struct keyed){.key = tie[i].vertex, .index = i};
    sort_keyed(order, ties->count);
    vec_resize(vertex_ties, 0);
    for (uint32_t i = 0; i < ties->count; i++)
        vec_push_number(vertex_ties, order[i].index);
    memory_free(order);
}

static void pack_ties(struct packing *packing)
{
    const struct street_tie *ties = packing->draft->ties.data;
    struct street_vertex *vertices = packing->store->street_vertices.data;
    for (uint32_t i = 0; i < packing->draft->ties.count; i++) {
        struct street_tie tie = ties[i];
        tie.vertex = packing->vertex_of[tie.vertex];
        vertices[tie.vertex].marks |= VERTEX_TIED;
        vec_push(&packing->store->street_ties, &tie);
    }
    streets_sort_ties(&packing->store->street_ties, &packing->store->street_vertex_ties);
}

void streets_pack(struct streets_draft *draft, struct streets_store *store)
{
    struct packing packing = {.draft = draft, .store = store};
    assert(store->street_vertices.count == 0);
    pack_vertices(&packing);
    pack_edges(&packing);
    pack_arcs(&packing, true);
    pack_arcs(&packing, false);
    pack_cells(&packing);
    pack_ties(&packing);
    memory_free(packing.vertex_of);
}
