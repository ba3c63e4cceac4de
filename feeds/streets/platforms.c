#include "feeds/streets/platforms.h"

static void add_node(struct reading *reading, struct box *box, int64_t osm)
{
    uint32_t index = gather_node(reading->gather, osm, NO_IX);
    if (index == NO_IX)
        return;
    geo_box_stretch(box, ((const struct point *)reading->gather->points.data)[index]);
    if (reading->node_of[index] != NO_IX)
        vec_push_number(&reading->map->platform_nodes, reading->node_of[index]);
}

/* Returns whether it is a ring. */
static bool add_line(struct reading *reading, struct box *box, int64_t way)
{
    const struct line *line = gather_line(reading->gather, way);
    if (!line)
        return false;
    const int64_t *refs = (const int64_t *)reading->gather->refs.data + line->first_ref;
    for (uint32_t i = 0; i < line->ref_count; i++)
        add_node(reading, box, refs[i]);
    return line->ref_count >= 4 && refs[0] == refs[line->ref_count - 1];
}

/* The first ring of a relation. False: it is no whole area. */
static bool add_ring(struct reading *reading, struct box *box, uint32_t thing)
{
    const struct area *areas = reading->areas.data, *area = NULL;
    for (uint32_t i = 0; i < reading->areas.count; i++)
        if (areas[i].thing == thing)
            area = &areas[i];
    if (!area)
        return false;
    const node_ix *nodes = (const node_ix *)reading->area_nodes.data + area->first_node;
    for (uint32_t i = 0; i < area->node_count; i++) {
        geo_box_stretch(box, map_node_at(reading->map, nodes[i])->at);
        vec_push_number(&reading->map->platform_nodes, nodes[i]);
        if (i && nodes[i] == nodes[0])
            break;
    }
    return true;
}

static bool add_members(struct reading *reading, struct box *box, const struct thing *thing)
{
    const struct member *members =
        (const struct member *)reading->gather->members.data + thing->line;
    for (uint32_t i = 0; i < thing->members; i++)
        if (members[i].kind == OSM_WAY)
            add_line(reading, box, members[i].osm);
    return false;
}

static void lay_platform(struct reading *reading, uint32_t index)
{
    const struct thing *thing = reading_thing(reading, index);
    struct map *map = reading->map;
    struct box box = GEO_BOX_EMPTY;
    struct map_platform platform = {.osm = thing->osm,
                                    .kind = (uint8_t)thing->kind,
                                    .level = thing->levels.said ? thing->levels.low : MAP_ANY_LEVEL,
                                    .label = thing->label,
                                    .first_node = map->platform_nodes.count};
    if (thing->kind == OSM_NODE)
        add_node(reading, &box, thing->osm);
    else if (thing->kind == OSM_WAY)
        platform.area = add_line(reading, &box, thing->osm);
    else
        platform.area = add_ring(reading, &box, index) || add_members(reading, &box, thing);
    platform.node_count = map->platform_nodes.count - platform.first_node;
    platform.at = box_middle(box);
    if (box.low.lat <= box.high.lat)
        vec_push(&map->platforms, &platform);
}

void platforms_lay(struct reading *reading)
{
    for (uint32_t i = 0; i < reading->gather->things.count; i++)
        if (reading_thing(reading, i)->roles & ROLE_PLATFORM)
            lay_platform(reading, i);
    reading->counts->platforms = reading->map->platforms.count;
}
