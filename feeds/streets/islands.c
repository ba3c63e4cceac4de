#include <string.h>

#include "engine/base/memory.h"
#include "feeds/streets/map.h"

/*
 * Tarjan, Depth-first search and linear graph algorithms (1972), section 4, with a stack of our own
 * in place of recursion. One list of neighbours serves all travels.
 */

#define ISLAND_MM ((uint64_t)5000 * 1000)
#define ISLAND_SHARE 10

static const uint8_t travels[] = {TRAVEL_FOOT, TRAVEL_WHEELCHAIR, TRAVEL_BICYCLE, TRAVEL_CAR};

static const uint16_t blocked_marks[TRAVELS] = {
    [TRAVEL_FOOT] = VERTEX_NO_FOOT,       [TRAVEL_WHEELCHAIR] = VERTEX_NO_WHEELCHAIR,
    [TRAVEL_BICYCLE] = VERTEX_NO_BICYCLE, [TRAVEL_SCOOTER] = VERTEX_NO_BICYCLE,
    [TRAVEL_CAR] = VERTEX_NO_CAR,
};

static bool is_main(const struct map_node *node, enum travel travel)
{
    return node->main >> (travel == TRAVEL_SCOOTER ? TRAVEL_BICYCLE : travel) & 1;
}

bool map_piece_main(const struct map_node *a, const struct map_node *b, enum travel travel)
{
    bool one = is_main(a, travel), two = is_main(b, travel);
    return (one && two) || (one && b->marks & blocked_marks[travel]) ||
           (two && a->marks & blocked_marks[travel]);
}

/* One way to go on from a node. */
struct step {
    node_ix to;
    uint32_t users; /* bit for each enum travel */
};

struct islands {
    struct map *map;
    uint32_t nodes;
    uint32_t *first; /* steps of a node, and an end */
    struct step *steps;
    uint32_t *users;   /* of each trait */
    uint32_t *order;   /* when a node was met, from 1; 0: not yet */
    uint32_t *low;     /* the earliest that can be reached from it */
    uint32_t *next;    /* the step to be looked at */
    uint32_t *part;    /* its component, NO_IX: not known yet */
    struct vec open;   /* node_ix: met, and in no component yet */
    struct vec trail;  /* node_ix: from the root to here */
    struct vec length; /* uint64_t: millimetres of a component */
    uint32_t met;
};

static void work_out_users(struct islands *islands)
{
    islands->users = memory_zeroed(islands->map->traits.count, sizeof *islands->users);
    for (uint32_t i = 0; i < islands->map->traits.count; i++)
        for (uint32_t travel = 0; travel < TRAVELS; travel++)
            if (map_usable(map_trait_at(islands->map, i), travel))
                islands->users[i] |= 1u << travel;
}

/* Counts the steps of all nodes (`steps` NULL) or writes them, by pieces in order. */
static void lay_steps(struct islands *islands, uint32_t *at, struct step *steps)
{
    const struct map *map = islands->map;
    for (way_ix w = 0; w < map->ways.count; w++) {
        const struct map_way *way = map_way_at(map, w);
        const node_ix *refs = map_way_nodes(map, w);
        uint32_t users = islands->users[way->trait], back = islands->users[way->back];
        for (uint32_t i = 0; i + 1 < way->ref_count; i++) {
            uint32_t one = at[refs[i]]++, two = at[refs[i + 1]]++;
            if (steps) {
                steps[one] = (struct step){refs[i + 1], users};
                steps[two] = (struct step){refs[i], back};
            }
        }
    }
}

static void index_steps(struct islands *islands)
{
    uint32_t *count = memory_zeroed(islands->nodes + 1u, sizeof *count), total = 0;
    lay_steps(islands, count, NULL);
    islands->first = memory_zeroed(islands->nodes + 1u, sizeof *islands->first);
    for (uint32_t i = 0; i < islands->nodes; i++) {
        islands->first[i] = total;
        total += count[i];
        count[i] = islands->first[i];
    }
    islands->first[islands->nodes] = total;
    islands->steps = memory_zeroed(total, sizeof *islands->steps);
    lay_steps(islands, count, islands->steps);
    memory_free(count);
}

static void meet(struct islands *islands, node_ix node, enum travel travel)
{
    bool blocked = map_node_at(islands->map, node)->marks & blocked_marks[travel];
    islands->order[node] = islands->low[node] = ++islands->met;
    islands->next[node] = blocked ? islands->first[node + 1] : islands->first[node];
    vec_push_number(&islands->open, node);
    vec_push_number(&islands->trail, node);
}

static node_ix last_of(const struct vec *list)
{
    return ((const node_ix *)list->data)[list->count - 1];
}

/* Takes a component off the open nodes: all down to its root. */
static void close_part(struct islands *islands, node_ix root)
{
    uint32_t part = islands->length.count;
    vec_add(&islands->length);
    node_ix node;
    do {
        node = last_of(&islands->open);
        islands->open.count--;
        islands->part[node] = part;
    } while (node != root);
}

static void go_back(struct islands *islands, node_ix node)
{
    islands->trail.count--;
    if (islands->low[node] == islands->order[node])
        close_part(islands, node);
    if (islands->trail.count) {
        node_ix parent = last_of(&islands->trail);
        if (islands->low[node] < islands->low[parent])
            islands->low[parent] = islands->low[node];
    }
}

static void search_from(struct islands *islands, node_ix root, enum travel travel)
{
    meet(islands, root, travel);
    while (islands->trail.count) {
        node_ix node = last_of(&islands->trail);
        if (islands->next[node] == islands->first[node + 1]) {
            go_back(islands, node);
            continue;
        }
        const struct step *step = &islands->steps[islands->next[node]++];
        if (!(step->users >> travel & 1))
            continue;
        if (!islands->order[step->to])
            meet(islands, step->to, travel);
        else if (islands->part[step->to] == NO_IX && islands->order[step->to] < islands->low[node])
            islands->low[node] = islands->order[step->to];
    }
}

/* Adds to each component the length of the pieces inside it. */
static void measure(struct islands *islands, enum travel travel)
{
    uint64_t *length = islands->length.data;
    for (node_ix node = 0; node < islands->nodes; node++)
        for (uint32_t i = islands->first[node]; i < islands->first[node + 1]; i++) {
            const struct step *step = &islands->steps[i];
            if (step->users >> travel & 1 && islands->part[step->to] == islands->part[node])
                length[islands->part[node]] += street_millimetres(
                    map_node_at(islands->map, node)->at, map_node_at(islands->map, step->to)->at);
        }
}

/* Steps were measured from both ends, so lengths are twice what they are, most of them. */
static void mark_main(struct islands *islands, enum travel travel)
{
    const uint64_t *length = islands->length.data;
    uint64_t longest = 0;
    for (uint32_t i = 0; i < islands->length.count; i++)
        longest = length[i] > longest ? length[i] : longest;
    for (node_ix node = 0; node < islands->nodes; node++) {
        uint64_t own = length[islands->part[node]];
        bool main = own > 0 && (own >= 2 * ISLAND_MM || own >= longest / ISLAND_SHARE);
        struct map_node *at = map_node_at(islands->map, node);
        at->main = (uint8_t)((at->main & ~(1u << travel)) | (unsigned)main << travel);
    }
}

static void part_by(struct islands *islands, enum travel travel)
{
    memset(islands->order, 0, islands->nodes * sizeof *islands->order);
    memset(islands->part, 0xff, islands->nodes * sizeof *islands->part);
    islands->length.count = islands->met = 0;
    for (node_ix node = 0; node < islands->nodes; node++)
        if (!islands->order[node])
            search_from(islands, node, travel);
    measure(islands, travel);
    mark_main(islands, travel);
}

void map_islands(struct map *map)
{
    struct islands islands = {
        .map = map,
        .nodes = map->nodes.count,
        .open = vec_of(sizeof(node_ix)),
        .trail = vec_of(sizeof(node_ix)),
        .length = vec_of(sizeof(uint64_t)),
    };
    work_out_users(&islands);
    index_steps(&islands);
    uint32_t *rows = memory_zeroed(4 * (size_t)islands.nodes + 1, sizeof *rows);
    islands.order = rows;
    islands.low = rows + islands.nodes;
    islands.next = rows + 2 * (size_t)islands.nodes;
    islands.part = rows + 3 * (size_t)islands.nodes;
    for (size_t i = 0; i < sizeof travels && islands.nodes; i++)
        part_by(&islands, travels[i]);
    memory_free(rows);
    memory_free(islands.users);
    memory_free(islands.first);
    memory_free(islands.steps);
    vec_finish(&islands.open);
    vec_finish(&islands.trail);
    vec_finish(&islands.length);
}
