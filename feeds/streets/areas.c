#include "feeds/streets/areas.h"

#include "engine/base/memory.h"
#include "feeds/streets/kinds.h"
#include "feeds/streets/lifts.h"
#include "feeds/streets/rings.h"

uint32_t area_trait(struct map *map, uint32_t number)
{
    struct street_trait trait = *map_trait_at(map, number);
    if (trait.kind != STREET_PLATFORM && trait.kind != STREET_CORRIDOR)
        trait.kind = STREET_AREA;
    trait.incline = 0;
    return map_trait(map, &trait);
}

/* --- Areas that are relations --- */

/* The outer and inner ways of a relation as parts. False: some are not in the files. */
static bool take_parts(const struct reading *reading, const struct thing *thing, struct vec *parts)
{
    const struct member *members = reading->gather->members.data;
    bool whole = true;
    for (uint32_t i = 0; i < thing->members; i++) {
        const struct member *member = &members[thing->line + i];
        if (member->kind != OSM_WAY ||
            (member->role != MEMBER_OUTER && member->role != MEMBER_INNER))
            continue;
        const struct line *line = gather_line(reading->gather, member->osm);
        if (line)
            vec_push(parts, &(struct ring_part){line->first_ref, line->ref_count, false});
        else
            whole = false;
    }
    return whole;
}

/* A ring as a way of the map and as part of the area. False: nodes of it are missing. */
static bool lay_ring(struct reading *reading, const struct thing *thing, const int64_t *ids,
                     uint32_t count)
{
    struct vec nodes = vec_of(sizeof(node_ix));
    node_ix last = NO_IX;
    bool whole = true;
    for (uint32_t i = 0; i < count && whole; i++) {
        node_ix node = reading_node(reading, ids[i]);
        whole = node != NO_IX && !(i && reading_leaps(reading, last, node));
        if (node != NO_IX && !whole)
            street_report(reading->findings, WAY_LEAPS, OSM_RELATION, thing->osm, NULL);
        vec_push_number(&nodes, node);
        last = node;
    }
    if (whole) {
        struct map_way way = {
            .name = thing->name,
            .trait = area_trait(reading->map, thing->trait),
            .back = area_trait(reading->map, thing->trait),
            .from_level = thing->levels.low,
            .to_level = thing->levels.low,
            .level_said = thing->levels.said,
        };
        map_add_way(reading->map, &way, nodes.data, nodes.count);
        vec_add_many(&reading->area_nodes, nodes.data, nodes.count);
    }
    vec_finish(&nodes);
    return whole;
}

static void lay_relation(struct reading *reading, uint32_t index)
{
    const struct thing *thing = reading_thing(reading, index);
    struct vec parts = vec_of(sizeof(struct ring_part)), nodes = vec_of(sizeof(int64_t));
    struct vec lengths = vec_of(sizeof(uint32_t));
    struct area area = {.thing = index, .first_node = reading->area_nodes.count};
    bool there = take_parts(reading, thing, &parts);
    bool closed = rings_join(reading->gather->refs.data, &parts, &nodes, &lengths);
    if (!there || !closed)
        street_report(reading->findings, there ? AREA_OPEN : AREA_CUT, OSM_RELATION, thing->osm,
                      NULL);
    const int64_t *ids = nodes.data;
    uint64_t drawn = (uint64_t)reading->area_nodes.count + nodes.count;
    if (drawn > (uint64_t)AREA_SHARED_MAX * reading->gather->refs.count) {
        street_report(reading->findings, AREA_TOO_LARGE, OSM_RELATION, thing->osm, NULL);
        vec_resize(&lengths, 0);
    }
    for (uint32_t i = 0; i < lengths.count; i++) {
        uint32_t count = *(const uint32_t *)vec_at(&lengths, i);
        if (!lay_ring(reading, thing, ids, count))
            there = false;
        ids += count;
    }
    area.node_count = reading->area_nodes.count - area.first_node;
    if (there && closed && area.node_count)
        vec_push(&reading->areas, &area);
    vec_finish(&parts);
    vec_finish(&nodes);
    vec_finish(&lengths);
}

void areas_lay(struct reading *reading)
{
    for (uint32_t i = 0; i < reading->gather->things.count; i++) {
        const struct thing *thing = reading_thing(reading, i);
        if (thing->kind == OSM_RELATION && thing->roles & ROLE_AREA)
            lay_relation(reading, i);
    }
}

/* --- Who sees whom --- */

/* An area by its straight sides, in units around its first corner. */
struct sight {
    const struct map *map;
    struct vec sides;   /* struct side */
    struct vec entries; /* node_ix */
};

struct side {
    struct point a, b;
};

static int64_t turn(struct point a, struct point b, struct point c)
{
    return ((int64_t)b.lon - a.lon) * ((int64_t)c.lat - a.lat) -
           ((int64_t)b.lat - a.lat) * ((int64_t)c.lon - a.lon);
}

static bool same_point(struct point a, struct point b)
{
    return a.lat == b.lat && a.lon == b.lon;
}

static bool within(int32_t a, int32_t b, int32_t c)
{
    return (a <= c && c <= b) || (b <= c && c <= a);
}

/* Whether c lies between a and b on their line. */
static bool between(struct point a, struct point b, struct point c)
{
    return turn(a, b, c) == 0 && within(a.lat, b.lat, c.lat) && within(a.lon, b.lon, c.lon) &&
           !same_point(a, c) && !same_point(b, c);
}

/* A side stops a look that it crosses, or in whose way one of its corners stands. */
static bool stops(const struct side *side, struct point a, struct point b)
{
    int64_t one = turn(a, b, side->a), two = turn(a, b, side->b);
    int64_t three = turn(side->a, side->b, a), four = turn(side->a, side->b, b);
    if (((one > 0 && two < 0) || (one < 0 && two > 0)) &&
        ((three > 0 && four < 0) || (three < 0 && four > 0)))
        return true;
    return between(a, b, side->a) || between(a, b, side->b) || between(side->a, side->b, a) ||
           between(side->a, side->b, b);
}

/* Whether the middle between two points lies in the area, by the sides north of it (even-odd). All
 * is doubled so that the middle is whole. */
static bool middle_inside(const struct sight *sight, struct point a, struct point b)
{
    int64_t lat = (int64_t)a.lat + b.lat, lon = (int64_t)a.lon + b.lon;
    const struct side *sides = sight->sides.data;
    bool inside = false;
    for (uint32_t i = 0; i < sight->sides.count; i++) {
        int64_t lat1 = 2 * (int64_t)sides[i].a.lat, lon1 = 2 * (int64_t)sides[i].a.lon;
        int64_t lat2 = 2 * (int64_t)sides[i].b.lat, lon2 = 2 * (int64_t)sides[i].b.lon;
        if ((lon1 > lon) == (lon2 > lon))
            continue;
        int64_t cross = (lat2 - lat1) * (lon - lon1) - (lat - lat1) * (lon2 - lon1);
        if ((cross > 0) == (lon2 > lon1))
            inside = !inside;
    }
    return inside;
}

static bool sees(const struct sight *sight, struct point a, struct point b)
{
    const struct side *sides = sight->sides.data;
    if (same_point(a, b))
        return false;
    for (uint32_t i = 0; i < sight->sides.count; i++) {
        bool is_side = (same_point(sides[i].a, a) && same_point(sides[i].b, b)) ||
                       (same_point(sides[i].a, b) && same_point(sides[i].b, a));
        if (is_side || stops(&sides[i], a, b))
            return false;
    }
    return middle_inside(sight, a, b);
}

/* --- Entry points --- */

/* How many ways and areas each node is on, 2 for more; a way counts once however often it comes. */
static uint8_t *count_touches(const struct reading *reading)
{
    const struct map *map = reading->map;
    uint8_t *touches = memory_zeroed(map->nodes.count, 1);
    uint32_t *last = memory_zeroed(map->nodes.count, sizeof *last);
    for (way_ix w = 0; w < map->ways.count; w++) {
        const node_ix *nodes = map_way_nodes(map, w);
        for (uint32_t i = 0; i < map_way_at(map, w)->ref_count; i++)
            if (last[nodes[i]] != w + 1) {
                last[nodes[i]] = w + 1;
                touches[nodes[i]] += touches[nodes[i]] < 2;
            }
    }
    memory_free(last);
    return touches;
}

/* Sides and entries of an area; each node once, rings being closed by their first. */
static void look_around(const struct reading *reading, const struct area *area,
                        const uint8_t *touches, struct sight *sight)
{
    const node_ix *nodes = (const node_ix *)reading->area_nodes.data + area->first_node;
    /* The ring of a lift is no way itself. */
    uint8_t ring = !(reading_thing(reading, area->thing)->roles & ROLE_LIFT);
    uint32_t start = 0;
    for (uint32_t i = 1; i < area->node_count; i++) {
        const struct map_node *at = map_node_at(sight->map, nodes[i]);
        struct side side = {map_node_at(sight->map, nodes[i - 1])->at, at->at};
        if (!same_point(side.a, side.b))
            vec_push(&sight->sides, &side);
        if (touches[nodes[i]] > ring || at->marks & VERTEX_ENTRANCE)
            vec_push_number(&sight->entries, nodes[i]);
        if (nodes[i] == nodes[start] && i > start)
            start = ++i;
    }
}

static bool small_enough(const struct sight *sight)
{
    const struct side *sides = sight->sides.data;
    uint64_t entries = sight->entries.count;
    if (entries > AREA_ENTRIES_MAX || entries * entries * sight->sides.count / 2 > AREA_WORK_MAX)
        return false;
    for (uint32_t i = 0; i < sight->sides.count; i++) {
        int64_t lat = (int64_t)sides[i].a.lat - sides[0].a.lat;
        int64_t lon = (int64_t)sides[i].a.lon - sides[0].a.lon;
        if (lat > AREA_UNITS_MAX || lat < -AREA_UNITS_MAX || lon > AREA_UNITS_MAX ||
            lon < -AREA_UNITS_MAX)
            return false;
    }
    return true;
}

/* Rings that share their nodes are all full of entries, and cost a few bytes each. */
static bool too_many_crossings(const struct reading *reading, const struct sight *sight)
{
    uint64_t entries = sight->entries.count;
    return reading->counts->crossings + entries * entries / 2 >
           (uint64_t)reading->gather->refs.count + AREA_CROSSINGS_MORE;
}

/* --- Ways across --- */

static void add_way_across(struct reading *reading, const struct thing *thing, node_ix a, node_ix b)
{
    struct map_way way = {
        .osm = thing->kind == OSM_WAY ? thing->osm : 0,
        .name = thing->name,
        .trait = area_trait(reading->map, thing->trait),
        .from_level = thing->levels.low,
        .to_level = thing->levels.low,
        .level_said = thing->levels.said,
    };
    way.back = way.trait;
    const node_ix ends[2] = {a, b};
    map_add_way(reading->map, &way, ends, 2);
    reading->counts->crossings++;
}

static void cross(struct reading *reading, const struct thing *thing, const struct sight *sight)
{
    const node_ix *entries = sight->entries.data;
    for (uint32_t i = 0; i < sight->entries.count; i++)
        for (uint32_t k = i + 1; k < sight->entries.count; k++)
            if (sees(sight, map_node_at(reading->map, entries[i])->at,
                     map_node_at(reading->map, entries[k])->at))
                add_way_across(reading, thing, entries[i], entries[k]);
}

void areas_cross(struct reading *reading)
{
    uint8_t *touches = count_touches(reading);
    struct sight sight = {.map = reading->map,
                          .sides = vec_of(sizeof(struct side)),
                          .entries = vec_of(sizeof(node_ix))};
    for (uint32_t i = 0; i < reading->areas.count; i++) {
        const struct area *area = vec_at(&reading->areas, i);
        const struct thing *thing = reading_thing(reading, area->thing);
        sight.sides.count = sight.entries.count = 0;
        look_around(reading, area, touches, &sight);
        reading->counts->areas++;
        if (thing->roles & ROLE_LIFT)
            lift_join(reading, thing, sight.entries.data, sight.entries.count);
        else if (small_enough(&sight) && !too_many_crossings(reading, &sight))
            cross(reading, thing, &sight);
        else
            street_report(reading->findings, AREA_TOO_LARGE, thing->kind, thing->osm, NULL);
    }
    vec_finish(&sight.sides);
    vec_finish(&sight.entries);
    memory_free(touches);
}
