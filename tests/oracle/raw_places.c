#include "tests/oracle/raw_places.h"

#include "engine/base/memory.h"
#include "engine/street/spread.h"

/* Nodes by where they are. */
struct by_point {
    struct intern points;
    struct vec nodes; /* node_ix, one a point: the first there */
    struct vec count; /* of nodes there */
};

static struct by_point sort_nodes(const struct map *map)
{
    struct by_point by = {.nodes = vec_of(sizeof(node_ix)), .count = vec_of(sizeof(uint32_t))};
    for (uint32_t i = 0; i < map->nodes.count; i++) {
        struct point at = map_node_at(map, i)->at;
        uint32_t number = intern_add(&by.points, &at, sizeof at);
        if (number == by.nodes.count) {
            vec_push_number(&by.nodes, i);
            vec_push_number(&by.count, 0);
        }
        ++*(uint32_t *)vec_at(&by.count, number);
    }
    return by;
}

static node_ix node_at(const struct by_point *by, struct point at, bool *alone)
{
    uint32_t number = intern_find(&by->points, &at, sizeof at);
    if (number == INTERN_NONE)
        return NO_IX;
    *alone = *(uint32_t *)vec_at(&by->count, number) == 1;
    return *(node_ix *)vec_at(&by->nodes, number);
}

/* Edges on which time passes otherwise than along the length. */
static bool *uneven_edges(const struct streets *streets)
{
    bool *uneven = memory_zeroed(streets->counts.street_edges, sizeof *uneven);
    for (uint32_t i = 0; i < streets->counts.street_arcs_out; i++) {
        const struct street_arc *arc = &streets->street_arcs_out[i];
        uneven[arc->way >> 1] |= arc->seconds || arc->up_dm || arc->down_dm;
    }
    return uneven;
}

static void place_vertices(struct raw_places *places, const struct by_point *by,
                           const struct streets *streets)
{
    for (vertex_ix v = 0; v < streets_vertices(streets); v++) {
        bool alone;
        node_ix node = node_at(by, streets->street_vertices[v].at, &alone);
        if (node != NO_IX && alone && !(streets->street_vertices[v].marks & VERTEX_COPY))
            places->items[node] = (struct raw_place){v, NO_IX, 0, true};
    }
}

static void place_edge(struct raw_places *places, const struct by_point *by,
                       const struct streets *streets, edge_ix edge, bool uneven)
{
    uint32_t count = streets->street_edges[edge].inner_points + 2u, along = 0;
    struct point *points = memory_zeroed(count, sizeof *points);
    street_edge_points(streets, edge, points);
    for (uint32_t i = 1; i + 1 < count; i++) {
        bool alone;
        node_ix node = node_at(by, points[i], &alone);
        along += street_millimetres(points[i - 1], points[i]);
        if (node == NO_IX)
            continue;
        places->inside[node] = true;
        if (alone)
            places->items[node] = (struct raw_place){NO_IX, edge, along, !uneven};
    }
    memory_free(points);
}

void raw_places_init(struct raw_places *places, const struct map *map,
                     const struct streets *streets)
{
    struct by_point by = sort_nodes(map);
    bool *uneven = uneven_edges(streets);
    *places = (struct raw_places){
        .items = memory_zeroed(map->nodes.count, sizeof *places->items),
        .inside = memory_zeroed(map->nodes.count, sizeof *places->inside),
    };
    for (uint32_t i = 0; i < map->nodes.count; i++)
        places->items[i] = (struct raw_place){NO_IX, NO_IX, 0, false};
    place_vertices(places, &by, streets);
    for (edge_ix edge = 0; edge < streets->counts.street_edges; edge++)
        place_edge(places, &by, streets, edge, uneven[edge]);
    for (uint32_t i = 0; i < map->nodes.count; i++)
        places->known += places->items[i].vertex != NO_IX || places->items[i].edge != NO_IX;
    places->shared = map->nodes.count - by.nodes.count;
    memory_free(uneven);
    intern_finish(&by.points);
    vec_finish(&by.nodes);
    vec_finish(&by.count);
}

void raw_places_finish(struct raw_places *places)
{
    memory_free(places->items);
    memory_free(places->inside);
}
