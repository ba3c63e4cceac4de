#include "feeds/streets/read.h"

#include "engine/base/memory.h"
#include "engine/base/pool.h"
#include "feeds/streets/areas.h"
#include "feeds/streets/ferries.h"
#include "feeds/streets/kinds.h"
#include "feeds/streets/lifts.h"
#include "feeds/streets/parks.h"
#include "feeds/streets/platforms.h"
#include "feeds/streets/turns.h"

/* --- Who is who --- */

const struct thing *reading_thing(const struct reading *reading, uint32_t index)
{
    return (const struct thing *)reading->gather->things.data + index;
}

static node_ix node_of_index(struct reading *reading, uint32_t index)
{
    node_ix *node = &reading->node_of[index];
    if (*node == NO_IX)
        *node = map_add_node(reading->map, ((const int64_t *)reading->gather->ids.data)[index],
                             ((const struct point *)reading->gather->points.data)[index]);
    return *node;
}

node_ix reading_node(struct reading *reading, int64_t osm)
{
    uint32_t index = gather_node(reading->gather, osm, NO_IX);
    return index == NO_IX ? NO_IX : node_of_index(reading, index);
}

#define SHORT_CELLS 10
#define LEAP_CELLS 2000
#define LONG_CELLS_MAX 10000000

static uint32_t cells_between(int32_t a, int32_t b)
{
    uint32_t one = street_cell_of(a), two = street_cell_of(b);
    return one < two ? two - one : one - two;
}

bool reading_leaps(struct reading *reading, node_ix a, node_ix b)
{
    struct point one = map_node_at(reading->map, a)->at, two = map_node_at(reading->map, b)->at;
    uint32_t cells = cells_between(one.lat, two.lat) + cells_between(one.lon, two.lon);
    if (cells <= SHORT_CELLS)
        return false;
    if (cells > LEAP_CELLS || reading->long_cells + cells > LONG_CELLS_MAX)
        return true;
    reading->long_cells += cells;
    return false;
}

way_ix reading_way(const struct reading *reading, int64_t osm)
{
    uint32_t number = intern_find(&reading->way_ids, &osm, sizeof osm);
    return number == INTERN_NONE ? NO_IX : ((const way_ix *)reading->way_of.data)[number];
}

/* --- Ways --- */

/* The nodes of a line, NO_IX where one is missing; returns how many are. */
static uint32_t take_nodes(struct reading *reading, const struct line *line, struct vec *nodes)
{
    const int64_t *refs = (const int64_t *)reading->gather->refs.data + line->first_ref;
    uint32_t missing = 0, index = NO_IX;
    nodes->count = 0;
    for (uint32_t i = 0; i < line->ref_count; i++) {
        index = gather_node(reading->gather, refs[i], index + 1);
        vec_push_number(nodes, index == NO_IX ? NO_IX : node_of_index(reading, index));
        missing += index == NO_IX;
    }
    return missing;
}

static void note_way(struct reading *reading, const struct thing *thing, way_ix way)
{
    if (thing->levels.said && thing->levels.low != thing->levels.high)
        vec_push(&reading->slants, &(struct slant){way, thing->rises});
    if (thing->roles & ROLE_FERRY)
        vec_push(&reading->ferries, &(struct ferry_way){way, thing->minutes});
}

/* Where the stretch that begins at `first` ends: before a missing node or a leap. */
static uint32_t run_end(struct reading *reading, const struct thing *thing, const struct vec *nodes,
                        uint32_t first)
{
    const node_ix *node = nodes->data;
    uint32_t end = first + 1;
    for (; end < nodes->count && node[end] != NO_IX; end++)
        if (reading_leaps(reading, node[end - 1], node[end])) {
            street_report(reading->findings, WAY_LEAPS, OSM_WAY, thing->osm, NULL);
            break;
        }
    return end;
}

/* The stretches of a line between missing nodes and leaps. Returns the way, or NO_IX unless there
 * is one. */
static way_ix lay_runs(struct reading *reading, const struct thing *thing, const struct vec *nodes)
{
    const node_ix *node = nodes->data;
    bool lift = map_trait_at(reading->map, thing->trait)->kind == STREET_LIFT;
    const struct map_way way = {
        .osm = thing->osm,
        .name = thing->name,
        .trait = thing->trait,
        .back = thing->back,
        .from_level = thing->levels.low,
        .to_level = thing->levels.high,
        .seconds = lift ? lift_seconds(thing->levels.low, thing->levels.high) : 0,
        .level_said = thing->levels.said,
    };
    way_ix only = NO_IX;
    uint32_t runs = 0;
    for (uint32_t i = 0, end; i < nodes->count; i = end) {
        end = node[i] == NO_IX ? i + 1 : run_end(reading, thing, nodes, i);
        if (end - i < 2)
            continue;
        only = map_add_way(reading->map, &way, node + i, end - i);
        if (only != NO_IX)
            note_way(reading, thing, only);
        runs++;
    }
    return runs == 1 ? only : NO_IX;
}

static bool is_closed(const struct vec *nodes)
{
    const node_ix *node = nodes->data;
    return nodes->count >= 4 && node[0] == node[nodes->count - 1];
}

static void note_area(struct reading *reading, uint32_t index, const struct vec *nodes)
{
    struct area area = {index, reading->area_nodes.count, nodes->count};
    vec_add_many(&reading->area_nodes, nodes->data, nodes->count);
    vec_push(&reading->areas, &area);
}

/* An area of several levels is on its lowest; a lift's floors are those of the ways at its ring. */
static struct thing as_area(struct map *map, const struct thing *thing)
{
    struct thing flat = *thing;
    flat.trait = flat.back = area_trait(map, thing->trait);
    flat.levels.high = flat.levels.low;
    return flat;
}

static void note_street(struct reading *reading, int64_t osm, way_ix way)
{
    if (intern_add(&reading->way_ids, &osm, sizeof osm) == reading->way_of.count)
        vec_push_number(&reading->way_of, way);
    reading->counts->streets++;
}

void reading_lay_line(struct reading *reading, const struct thing *thing)
{
    const struct line *line = gather_line(reading->gather, thing->osm);
    struct vec nodes = vec_of(sizeof(node_ix));
    if (!line || intern_find(&reading->way_ids, &thing->osm, sizeof thing->osm) != INTERN_NONE)
        return;
    take_nodes(reading, line, &nodes);
    note_street(reading, thing->osm, lay_runs(reading, thing, &nodes));
    vec_finish(&nodes);
}

static void lay_way(struct reading *reading, uint32_t index, struct vec *nodes)
{
    const struct thing *thing = reading_thing(reading, index);
    const struct line *line = gather_line(reading->gather, thing->osm);
    uint32_t missing = take_nodes(reading, line, nodes);
    bool area = thing->roles & ROLE_AREA && !missing && is_closed(nodes);
    if (missing)
        street_report(reading->findings, WAY_NODES_MISSING, OSM_WAY, thing->osm, NULL);
    if (area)
        note_area(reading, index, nodes);
    if (area && thing->roles & ROLE_LIFT)
        return;
    struct thing laid = area ? as_area(reading->map, thing) : *thing;
    note_street(reading, thing->osm, lay_runs(reading, &laid, nodes));
}

static void lay_ways(struct reading *reading)
{
    struct vec nodes = vec_of(sizeof(node_ix));
    for (uint32_t i = 0; i < reading->gather->things.count; i++) {
        const struct thing *thing = reading_thing(reading, i);
        if (thing->kind == OSM_WAY && thing->roles & ROLE_STREET)
            lay_way(reading, i, &nodes);
    }
    vec_finish(&nodes);
}

/* --- What stands on nodes --- */

static void lay_node(struct reading *reading, uint32_t index)
{
    const struct thing *thing = reading_thing(reading, index);
    uint32_t gathered = gather_node(reading->gather, thing->osm, NO_IX);
    node_ix node = reading->node_of[gathered];
    if (node == NO_IX && thing->roles & ROLE_ENTRANCE)
        node = node_of_index(reading, gathered);
    if (node == NO_IX)
        return;
    struct map_node *at = map_node_at(reading->map, node);
    at->marks = thing->marks;
    if (thing->levels.said && thing->levels.low == thing->levels.high) {
        at->level = thing->levels.low;
        at->flags |= MAP_LEVEL_SAID;
    }
    if (thing->roles & ROLE_LIFT)
        vec_push(&reading->lifts, &(struct lift_node){node, index});
    if (thing->roles & ROLE_ENTRANCE)
        vec_push(&reading->map->entrances,
                 &(struct map_entrance){node, thing->roles & ROLE_STATION, thing->label});
}

static void lay_nodes(struct reading *reading)
{
    for (uint32_t i = 0; i < reading->gather->things.count; i++)
        if (reading_thing(reading, i)->kind == OSM_NODE)
            lay_node(reading, i);
    reading->counts->entrances = reading->map->entrances.count;
}

static void settle_levels(struct reading *reading)
{
    uint8_t *is_lift = memory_zeroed(reading->map->nodes.count, 1);
    const struct lift_node *lifts = reading->lifts.data;
    for (uint32_t i = 0; i < reading->lifts.count; i++)
        is_lift[lifts[i].node] = 1;
    levels_settle(reading->map, reading->slants.data, reading->slants.count, is_lift);
    memory_free(is_lift);
}

/* --- All of it --- */

static void lay_map(struct reading *reading)
{
    lay_ways(reading);
    ferries_lay(reading);
    areas_lay(reading);
    lay_nodes(reading);
    settle_levels(reading);
    lifts_split(reading);
    areas_cross(reading);
    ferries_time(reading);
    turns_lay(reading);
    platforms_lay(reading);
    parks_lay(reading);
}

static void read_gathered(struct reading *reading)
{
    uint32_t nodes = reading->gather->ids.count;
    reading->node_of = memory_zeroed(nodes, sizeof *reading->node_of);
    for (uint32_t i = 0; i < nodes; i++)
        reading->node_of[i] = NO_IX;
    lay_map(reading);
    if (!reading->map->ways.count)
        street_report(reading->findings, STREETS_EMPTY, OSM_WAY, 0, NULL);
    memory_free(reading->node_of);
    intern_finish(&reading->way_ids);
    vec_finish(&reading->way_of);
    vec_finish(&reading->slants);
    vec_finish(&reading->areas);
    vec_finish(&reading->area_nodes);
    vec_finish(&reading->lifts);
    vec_finish(&reading->ferries);
}

bool streets_read(struct map *map, const char *const *paths, uint32_t count,
                  struct streets_counts *counts, struct findings *findings, struct error *error)
{
    struct gather gather;
    struct reading reading = {
        .map = map,
        .gather = &gather,
        .findings = findings,
        .counts = counts,
        .way_of = vec_of(sizeof(way_ix)),
        .slants = vec_of(sizeof(struct slant)),
        .areas = vec_of(sizeof(struct area)),
        .area_nodes = vec_of(sizeof(node_ix)),
        .lifts = vec_of(sizeof(struct lift_node)),
        .ferries = vec_of(sizeof(struct ferry_way)),
    };
    bool done = true;
    *counts = (struct streets_counts){0};
    gather_init(&gather, map, findings);
    for (uint32_t i = 0; i < count && done; i++)
        done = gather_file(&gather, paths[i], pool_threads(), error);
    if (done) {
        gather_sort(&gather);
        read_gathered(&reading);
    }
    counts->nodes = gather.nodes;
    counts->ways = gather.ways;
    counts->relations = gather.relations;
    gather_finish(&gather);
    return done;
}
