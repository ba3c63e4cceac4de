#include <string.h>

#include "engine/base/memory.h"
#include "feeds/streets/map.h"

/*
 * Nodes between which one moves both ways are put together first (union by the smaller number, with
 * halving of paths); most of a map is done with that. Between the groups only one-way pieces are
 * left, over which runs Tarjan, Depth-first search and linear graph algorithms (1972), section 4,
 * with a stack of our own in place of recursion.
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

struct islands {
    struct map *map;
    uint32_t nodes;
    uint32_t *users;     /* of each trait: a bit for each enum travel */
    uint32_t *length_mm; /* of each piece */
    node_ix *group;      /* of each node: one of the same group, itself for the one that leads it */
    uint32_t *first;     /* in `steps`, of each leader, and an end */
    struct vec steps;    /* node_ix: leaders of the groups to which one-way pieces lead */
    uint32_t *order;     /* when a group was met, from 1; 0: not yet */
    uint32_t *low;       /* the earliest that can be reached from it */
    uint32_t *next;      /* the step to be looked at */
    uint32_t *part;      /* its component, NO_IX: not known yet */
    struct vec open;     /* node_ix: met, and in no component yet */
    struct vec trail;    /* node_ix: from the root to here */
    struct vec length;   /* uint64_t: millimetres of a component */
    uint32_t met;
};

/* What one looks at in a piece. */
struct span {
    node_ix from, to;
    bool there, back; /* whether one moves so */
};

/* Takes a piece, by its number. */
typedef void (*take_span)(struct islands *islands, uint32_t piece, struct span span);

static bool stops_at(const struct islands *islands, node_ix node, enum travel travel)
{
    return map_node_at(islands->map, node)->marks & blocked_marks[travel];
}

/* Hands over all pieces on which the traveller moves at all. One does not go on from a barrier. */
static void each_span(struct islands *islands, enum travel travel, take_span take)
{
    const struct map *map = islands->map;
    for (way_ix w = 0; w < map->ways.count; w++) {
        const struct map_way *way = map_way_at(map, w);
        const node_ix *refs = map_way_nodes(map, w);
        bool there = islands->users[way->trait] >> travel & 1;
        bool back = islands->users[way->back] >> travel & 1;
        for (uint32_t i = 0; i + 1 < way->ref_count && (there || back); i++) {
            struct span span = {refs[i], refs[i + 1], there, back};
            span.there &= !stops_at(islands, span.from, travel);
            span.back &= !stops_at(islands, span.to, travel);
            if (span.there || span.back)
                take(islands, way->first_ref + i, span);
        }
    }
}

/* --- Groups --- */

static node_ix leader(struct islands *islands, node_ix node)
{
    node_ix *group = islands->group;
    while (group[node] != node)
        node = group[node] = group[group[node]];
    return node;
}

static void put_together(struct islands *islands, uint32_t piece, struct span span)
{
    (void)piece;
    if (!span.there || !span.back)
        return;
    node_ix one = leader(islands, span.from), two = leader(islands, span.to);
    if (one < two)
        islands->group[two] = one;
    else
        islands->group[one] = two;
}

/* --- One-way pieces between them --- */

static bool is_step(struct islands *islands, struct span span, node_ix *from, node_ix *to)
{
    if (span.there && span.back)
        return false;
    *from = leader(islands, span.there ? span.from : span.to);
    *to = leader(islands, span.there ? span.to : span.from);
    return *from != *to;
}

static void count_step(struct islands *islands, uint32_t piece, struct span span)
{
    node_ix from, to;
    (void)piece;
    if (is_step(islands, span, &from, &to))
        islands->first[from + 1]++;
}

static void lay_step(struct islands *islands, uint32_t piece, struct span span)
{
    node_ix from, to;
    (void)piece;
    if (is_step(islands, span, &from, &to))
        ((node_ix *)islands->steps.data)[islands->next[from]++] = to;
}

static void find_groups(struct islands *islands, enum travel travel)
{
    for (node_ix node = 0; node < islands->nodes; node++)
        islands->group[node] = node;
    each_span(islands, travel, put_together);
    memset(islands->first, 0, (islands->nodes + 1u) * sizeof *islands->first);
    each_span(islands, travel, count_step);
    for (node_ix node = 0; node < islands->nodes; node++) {
        islands->next[node] = islands->first[node];
        islands->first[node + 1] += islands->first[node];
    }
    vec_resize(&islands->steps, islands->first[islands->nodes]);
    each_span(islands, travel, lay_step);
}

/* --- Tarjan --- */

static void meet(struct islands *islands, node_ix node)
{
    islands->order[node] = islands->low[node] = ++islands->met;
    islands->next[node] = islands->first[node];
    vec_push_number(&islands->open, node);
    vec_push_number(&islands->trail, node);
}

static node_ix last_of(const struct vec *list)
{
    return ((const node_ix *)list->data)[list->count - 1];
}

/* Takes a component off the open groups: all down to its root. */
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

static void search_from(struct islands *islands, node_ix root)
{
    meet(islands, root);
    while (islands->trail.count) {
        node_ix node = last_of(&islands->trail);
        if (islands->next[node] == islands->first[node + 1]) {
            go_back(islands, node);
            continue;
        }
        node_ix to = ((const node_ix *)islands->steps.data)[islands->next[node]++];
        if (!islands->order[to])
            meet(islands, to);
        else if (islands->part[to] == NO_IX && islands->order[to] < islands->low[node])
            islands->low[node] = islands->order[to];
    }
}

static void find_parts(struct islands *islands)
{
    memset(islands->order, 0, islands->nodes * sizeof *islands->order);
    memset(islands->part, 0xff, islands->nodes * sizeof *islands->part);
    islands->length.count = islands->met = 0;
    for (node_ix node = 0; node < islands->nodes; node++)
        if (islands->group[node] == node && !islands->order[node])
            search_from(islands, node);
    for (node_ix node = 0; node < islands->nodes; node++)
        islands->part[node] = islands->part[leader(islands, node)];
}

/* --- How long they are --- */

static void measure(struct islands *islands, uint32_t piece, struct span span)
{
    uint64_t *length = islands->length.data;
    if (islands->part[span.from] == islands->part[span.to])
        length[islands->part[span.from]] += islands->length_mm[piece];
}

static void mark_main(struct islands *islands, enum travel travel)
{
    const uint64_t *length = islands->length.data;
    uint64_t longest = 0;
    for (uint32_t i = 0; i < islands->length.count; i++)
        longest = length[i] > longest ? length[i] : longest;
    for (node_ix node = 0; node < islands->nodes; node++) {
        uint64_t own = length[islands->part[node]];
        bool main = own > 0 && (own >= ISLAND_MM || own >= longest / ISLAND_SHARE);
        struct map_node *at = map_node_at(islands->map, node);
        at->main = (uint8_t)((at->main & ~(1u << travel)) | (unsigned)main << travel);
    }
}

/* --- All of it --- */

static void work_out_users(struct islands *islands)
{
    for (uint32_t i = 0; i < islands->map->traits.count; i++)
        for (uint32_t travel = 0; travel < TRAVELS; travel++)
            if (map_usable(map_trait_at(islands->map, i), travel))
                islands->users[i] |= 1u << travel;
}

static void work_out_lengths(struct islands *islands)
{
    const struct map *map = islands->map;
    for (way_ix w = 0; w < map->ways.count; w++) {
        const struct map_way *way = map_way_at(map, w);
        const node_ix *refs = map_way_nodes(map, w);
        for (uint32_t i = 0; i + 1 < way->ref_count; i++)
            islands->length_mm[way->first_ref + i] = street_millimetres(
                map_node_at(map, refs[i])->at, map_node_at(map, refs[i + 1])->at);
    }
}

void map_islands(struct map *map)
{
    struct islands islands = {
        .map = map,
        .nodes = map->nodes.count,
        .users = memory_zeroed(map->traits.count, sizeof *islands.users),
        .length_mm = memory_zeroed(map->refs.count, sizeof *islands.length_mm),
        .steps = vec_of(sizeof(node_ix)),
        .open = vec_of(sizeof(node_ix)),
        .trail = vec_of(sizeof(node_ix)),
        .length = vec_of(sizeof(uint64_t)),
    };
    size_t nodes = islands.nodes;
    uint32_t *rows = memory_zeroed(6 * nodes + 1, sizeof *rows);
    islands.order = rows;
    islands.low = rows + nodes;
    islands.next = rows + 2 * nodes;
    islands.part = rows + 3 * nodes;
    islands.group = rows + 4 * nodes;
    islands.first = rows + 5 * nodes;
    work_out_users(&islands);
    work_out_lengths(&islands);
    for (size_t i = 0; i < sizeof travels && nodes; i++) {
        find_groups(&islands, travels[i]);
        find_parts(&islands);
        each_span(&islands, travels[i], measure);
        mark_main(&islands, travels[i]);
    }
    memory_free(rows);
    memory_free(islands.users);
    memory_free(islands.length_mm);
    vec_finish(&islands.steps);
    vec_finish(&islands.open);
    vec_finish(&islands.trail);
    vec_finish(&islands.length);
}
