#include "feeds/streets/map.h"

#include <string.h>

#include "feeds/streets/grid.h"

void map_init(struct map *map)
{
    *map = (struct map){
        .nodes = vec_of(sizeof(struct map_node)),
        .ways = vec_of(sizeof(struct map_way)),
        .refs = vec_of(sizeof(node_ix)),
        .inserts = vec_of(sizeof(struct map_insert)),
        .insert_heads = vec_of(sizeof(uint32_t)),
        .ties = vec_of(sizeof(struct map_tie)),
        .parks = vec_of(sizeof(struct street_park)),
        .platforms = vec_of(sizeof(struct map_platform)),
        .platform_nodes = vec_of(sizeof(node_ix)),
        .entrances = vec_of(sizeof(struct map_entrance)),
        .turns = vec_of(sizeof(struct map_turn)),
        .turn_vias = vec_of(sizeof(way_ix)),
        .traits = vec_of(sizeof(struct street_trait)),
    };
    intern_add(&map->texts, "", 0);
}

void map_finish(struct map *map)
{
    vec_finish(&map->nodes);
    vec_finish(&map->ways);
    vec_finish(&map->refs);
    vec_finish(&map->inserts);
    intern_finish(&map->insert_keys);
    vec_finish(&map->insert_heads);
    vec_finish(&map->ties);
    vec_finish(&map->parks);
    vec_finish(&map->platforms);
    vec_finish(&map->platform_nodes);
    vec_finish(&map->entrances);
    vec_finish(&map->turns);
    vec_finish(&map->turn_vias);
    intern_finish(&map->texts);
    intern_finish(&map->trait_keys);
    vec_finish(&map->traits);
    map_grid_destroy(map->grid);
    map->grid = NULL;
}

node_ix map_add_node(struct map *map, int64_t osm, struct point at)
{
    return vec_push(&map->nodes, &(struct map_node){
                                     .osm = osm,
                                     .at = at,
                                     .height_dm = MAP_NO_HEIGHT,
                                     .main = UINT8_MAX,
                                 });
}

struct map_node *map_node_at(const struct map *map, node_ix node)
{
    return (struct map_node *)map->nodes.data + node;
}

struct map_way *map_way_at(const struct map *map, way_ix way)
{
    return (struct map_way *)map->ways.data + way;
}

const node_ix *map_way_nodes(const struct map *map, way_ix way)
{
    return (const node_ix *)map->refs.data + map_way_at(map, way)->first_ref;
}

uint32_t map_text(struct map *map, const char *text, size_t length)
{
    return length ? intern_add(&map->texts, text, length) : 0;
}

const char *map_text_at(const struct map *map, uint32_t text)
{
    return intern_key(&map->texts, text);
}

uint32_t map_trait(struct map *map, const struct street_trait *trait)
{
    uint32_t number = intern_add(&map->trait_keys, trait, sizeof *trait);
    if (number == map->traits.count)
        vec_push(&map->traits, trait);
    return number;
}

const struct street_trait *map_trait_at(const struct map *map, uint32_t number)
{
    return (const struct street_trait *)map->traits.data + number;
}

way_ix map_add_way(struct map *map, const struct map_way *way, const node_ix *nodes, uint32_t count)
{
    struct map_way added = *way;
    added.first_ref = map->refs.count;
    for (uint32_t i = 0; i < count; i++)
        if (i == 0 || nodes[i] != nodes[i - 1])
            vec_push_number(&map->refs, nodes[i]);
    added.ref_count = map->refs.count - added.first_ref;
    if (added.ref_count < 2) {
        map->refs.count = added.first_ref;
        return NO_IX;
    }
    return vec_push(&map->ways, &added);
}

void map_add_tie(struct map *map, const struct map_tie *tie)
{
    vec_push(&map->ties, tie);
}
