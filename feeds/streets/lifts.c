#include "feeds/streets/lifts.h"

#include <stdlib.h>

#include "engine/base/memory.h"
#include "feeds/streets/kinds.h"

uint16_t lift_seconds(int16_t from, int16_t to)
{
    int tenths = abs(from - to);
    return (uint16_t)(LIFT_WAIT + (LIFT_FLOOR * tenths + 5) / 10);
}

static uint32_t lift_trait(struct map *map, const struct thing *thing, enum street_kind kind)
{
    struct street_trait trait = {.kind = (uint8_t)kind,
                                 .foot = ACCESS_YES,
                                 .wheelchair = ACCESS_YES,
                                 .bicycle = ACCESS_PUSH,
                                 .scooter = ACCESS_PUSH,
                                 .cycling = CYCLING_FREE,
                                 .marks = MARK_INDOOR};
    if (thing && thing->kind != OSM_NODE)
        trait = *map_trait_at(map, thing->trait);
    else if (thing && thing->marks & VERTEX_NO_WHEELCHAIR)
        trait.wheelchair = ACCESS_NO;
    trait.kind = (uint8_t)kind;
    return map_trait(map, &trait);
}

static void join(struct reading *reading, const struct thing *thing, node_ix a, node_ix b)
{
    int16_t from = map_node_at(reading->map, a)->level, to = map_node_at(reading->map, b)->level;
    bool up = from != to;
    struct map_way way = {
        .name = thing->name,
        .trait = lift_trait(reading->map, thing, up ? STREET_LIFT : STREET_CORRIDOR),
        .from_level = from,
        .to_level = to,
        .seconds = up ? lift_seconds(from, to) : 0,
        .level_said = true,
    };
    way.back = way.trait;
    const node_ix ends[2] = {a, b};
    map_add_way(reading->map, &way, ends, 2);
    reading->counts->lifts += up;
}

void lift_join(struct reading *reading, const struct thing *thing, const node_ix *nodes,
               uint32_t count)
{
    count = count < LIFT_LEVELS_MAX ? count : LIFT_LEVELS_MAX;
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t k = i + 1; k < count; k++)
            join(reading, thing, nodes[i], nodes[k]);
}

/* --- Lifts that are nodes --- */

/* An end or a bend of a way at a lift. */
struct landing {
    node_ix lift;
    uint32_t ref; /* in the map's `refs` */
    int16_t level;
};

static int landing_order(const void *a, const void *b)
{
    const struct landing *one = a, *two = b;
    if (one->lift != two->lift)
        return one->lift < two->lift ? -1 : 1;
    if (one->level != two->level)
        return one->level < two->level ? -1 : 1;
    return one->ref < two->ref ? -1 : one->ref > two->ref;
}

static struct vec find_landings(const struct reading *reading)
{
    const struct map *map = reading->map;
    struct vec landings = vec_of(sizeof(struct landing));
    uint8_t *is_lift = memory_zeroed(map->nodes.count, 1);
    const struct lift_node *lifts = reading->lifts.data;
    for (uint32_t i = 0; i < reading->lifts.count; i++)
        is_lift[lifts[i].node] = 1;
    for (way_ix w = 0; w < map->ways.count; w++) {
        const struct map_way *way = map_way_at(map, w);
        const node_ix *nodes = map_way_nodes(map, w);
        for (uint32_t i = 0; i < way->ref_count; i++) {
            int16_t level = i + 1 == way->ref_count ? way->to_level : way->from_level;
            if (is_lift[nodes[i]])
                vec_push(&landings, &(struct landing){nodes[i], way->first_ref + i, level});
        }
    }
    memory_free(is_lift);
    vec_sort(&landings, landing_order);
    return landings;
}

static int lift_order(const void *a, const void *b)
{
    const struct lift_node *one = a, *two = b;
    return one->node < two->node ? -1 : one->node > two->node;
}

/* The thing of a lift; they are sorted by node. */
static const struct thing *thing_of(const struct reading *reading, node_ix node)
{
    const struct lift_node wanted = {.node = node};
    const struct lift_node *lift = bsearch(&wanted, reading->lifts.data, reading->lifts.count,
                                           reading->lifts.item, lift_order);
    return reading_thing(reading, lift->thing);
}

/* The landings of one lift, by level: the lowest keeps the node, each other one gets its own. */
static void split(struct reading *reading, const struct landing *landings, uint32_t count)
{
    struct map *map = reading->map;
    node_ix nodes[LIFT_LEVELS_MAX], lift = landings[0].lift;
    struct map_node node = *map_node_at(map, lift);
    uint32_t levels = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (i == 0 || landings[i].level != landings[i - 1].level) {
            if (levels == LIFT_LEVELS_MAX)
                break;
            nodes[levels] = levels ? map_add_node(map, node.osm, node.at) : lift;
            struct map_node *at = map_node_at(map, nodes[levels++]);
            at->level = landings[i].level;
            at->marks = node.marks;
            at->flags |= MAP_LEVEL_SAID;
        }
        ((node_ix *)map->refs.data)[landings[i].ref] = nodes[levels - 1];
    }
    const struct thing *thing = thing_of(reading, lift);
    if (levels > 1)
        lift_join(reading, thing, nodes, levels);
    else
        street_report(reading->findings, LIFT_WITHOUT_LEVELS, OSM_NODE, node.osm, NULL);
}

void lifts_split(struct reading *reading)
{
    struct vec landings = find_landings(reading);
    vec_sort(&reading->lifts, lift_order);
    const struct landing *landing = landings.data;
    for (uint32_t i = 0; i < landings.count;) {
        uint32_t end = i;
        while (end < landings.count && landing[end].lift == landing[i].lift)
            end++;
        split(reading, &landing[i], end - i);
        i = end;
    }
    vec_finish(&landings);
}
