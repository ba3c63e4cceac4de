#include "tests/oracle/raw_random.h"

#include "tests/small_streets.h"

enum { NODES = 60, WAYS = 26, TURNS = 12 };

static void add_nodes(struct map *map, struct random *random, bool heights)
{
    static const uint16_t marks[] = {VERTEX_NO_FOOT, VERTEX_NO_WHEELCHAIR, VERTEX_NO_BICYCLE,
                                     VERTEX_NO_CAR, VERTEX_SIGNALS};
    for (int i = 0; i < NODES; i++) {
        struct point at = {486000000 + random_below(random, 60000),
                           24000000 + random_below(random, 90000)};
        struct map_node *node = map_node_at(map, map_add_node(map, i + 1, at));
        if (random_chance(random, 12))
            node->marks |= marks[random_below(random, 5)];
        if (heights && random_chance(random, 90))
            node->height_dm = random_below(random, 200);
    }
}

/* Ways that mostly go on where others were, so that they meet. */
static void add_ways(struct map *map, struct random *random)
{
    for (int w = 0; w < WAYS; w++) {
        node_ix nodes[8];
        uint32_t count = (uint32_t)random_in(random, 2, 7);
        struct street_trait there = small_trait(random), back = small_trait(random);
        there.kind = back.kind = STREET_ROAD;
        for (uint32_t i = 0; i < count; i++)
            nodes[i] = (node_ix)random_below(random, i % 3 ? NODES : NODES / 3);
        struct map_way way = {
            .osm = w + 1,
            .name = map_text(map, "abc" + random_below(random, 2), 1),
            .trait = map_trait(map, &there),
            .seconds = (uint16_t)(random_chance(random, 10) ? random_below(random, 300) : 0),
        };
        way.back = random_chance(random, 60) ? way.trait : map_trait(map, &back);
        map_add_way(map, &way, nodes, count);
    }
}

/* A way through the node, or NO_IX. */
static way_ix way_through(const struct map *map, struct random *random, node_ix node)
{
    for (int tries = 0; tries < 200; tries++) {
        way_ix way = (way_ix)random_below(random, (int)map->ways.count);
        for (uint32_t i = 0; i < map_way_at(map, way)->ref_count; i++)
            if (map_way_nodes(map, way)[i] == node)
                return way;
    }
    return NO_IX;
}

static node_ix node_of(const struct map *map, struct random *random, way_ix way)
{
    return map_way_nodes(map, way)[random_below(random, (int)map_way_at(map, way)->ref_count)];
}

static void add_turn(struct map *map, struct random *random)
{
    struct map_turn turn = {.osm = 1, .first_via = map->turn_vias.count};
    turn.from = (way_ix)random_below(random, (int)map->ways.count);
    turn.only = random_chance(random, 30);
    turn.u_turn = random_chance(random, 15);
    turn.via = node_of(map, random, turn.from);
    if (!turn.u_turn && random_chance(random, 40)) {
        way_ix via = way_through(map, random, turn.via);
        if (via == NO_IX || via == turn.from)
            return;
        vec_push_number(&map->turn_vias, via);
        turn.via_count = 1;
        turn.to = way_through(map, random, node_of(map, random, via));
        turn.via = NO_IX;
    } else {
        turn.to = turn.u_turn ? turn.from : way_through(map, random, turn.via);
    }
    if (turn.to != NO_IX)
        vec_push(&map->turns, &turn);
}

bool raw_random(struct map *map, uint64_t seed)
{
    struct random random = {seed};
    bool heights = random_chance(&random, 40);
    map_init(map);
    add_nodes(map, &random, heights);
    add_ways(map, &random);
    for (int i = 0; i < TURNS; i++)
        add_turn(map, &random);
    for (uint32_t i = 0; i < map->nodes.count; i++)
        if (map_node_at(map, i)->marks)
            map_node_at(map, i)->flags |= MAP_KEPT;
    return heights;
}
