#include <math.h>

#include "feeds/streets/grid.h"

#define SAME_MM 100 /* a spot so near the end of its piece is that end */

/* What nothing is tied to, whoever may use it. */
static const bool passage[STREET_KINDS] = {
    [STREET_ESCALATOR] = true, [STREET_MOVING_WALK] = true, [STREET_LIFT] = true,
    [STREET_FARE_GATE] = true, [STREET_EXIT_GATE] = true,   [STREET_FERRY] = true,
};

bool map_usable(const struct street_trait *trait, enum travel travel)
{
    const uint8_t access[TRAVELS] = {
        [TRAVEL_FOOT] = trait->foot,       [TRAVEL_WHEELCHAIR] = trait->wheelchair,
        [TRAVEL_BICYCLE] = trait->bicycle, [TRAVEL_SCOOTER] = trait->scooter,
        [TRAVEL_CAR] = trait->car,
    };
    return access[travel] != ACCESS_NO;
}

static bool trait_suits(const struct street_trait *trait, const struct map_ask *ask)
{
    if (passage[trait->kind] || !map_usable(trait, ask->travel))
        return false;
    if (ask->travel == TRAVEL_CAR && (trait->road == ROAD_MOTORWAY || trait->road == ROAD_TRUNK))
        return false;
    return trait->kind != STREET_ROAD || !(trait->marks & MARK_TUNNEL) ||
           ask->level != MAP_ANY_LEVEL;
}

static bool way_suits(const struct map *map, const struct map_way *way, const struct map_ask *ask)
{
    int16_t low = way->from_level < way->to_level ? way->from_level : way->to_level;
    int16_t high = way->from_level < way->to_level ? way->to_level : way->from_level;
    if (ask->level != MAP_ANY_LEVEL && (ask->level < low || ask->level > high))
        return false;
    return trait_suits(map_trait_at(map, way->trait), ask) ||
           trait_suits(map_trait_at(map, way->back), ask);
}

/* The nearest point of a piece, in a flat world around it. */
static void project(const struct map *map, struct point at, struct map_spot *spot)
{
    const node_ix *refs = (const node_ix *)map->refs.data + spot->piece;
    struct point a = map_node_at(map, refs[0])->at, b = map_node_at(map, refs[1])->at;
    double shrink = cos(geo_degrees(at.lat) * 3.14159265358979323846 / 180);
    double north = (double)b.lat - a.lat, east = ((double)b.lon - a.lon) * shrink;
    double to_north = (double)at.lat - a.lat, to_east = ((double)at.lon - a.lon) * shrink;
    double square = north * north + east * east;
    double along = square > 0 ? (north * to_north + east * to_east) / square : 0;
    spot->along = along < 0 ? 0 : along > 1 ? 1 : along;
    spot->at.lat = a.lat + (int32_t)lround(spot->along * ((double)b.lat - a.lat));
    spot->at.lon = a.lon + (int32_t)lround(spot->along * ((double)b.lon - a.lon));
    spot->metres = geo_metres(at, spot->at);
}

/* The nearest spot of each of the nearest ways, nearest first. */
struct nearest {
    const struct map_ask *ask;
    struct map_spot *spots;
    uint32_t count, room;
};

static bool nearer(const struct map_spot *one, const struct map_spot *two)
{
    if (one->metres < two->metres || one->metres > two->metres)
        return one->metres < two->metres;
    return one->piece < two->piece;
}

/* Puts a spot where it belongs; its way's other spot, or else the farthest, makes room. */
static void keep_spot(struct nearest *nearest, const struct map_spot *spot)
{
    uint32_t at = 0;
    while (at < nearest->count && nearest->spots[at].way != spot->way)
        at++;
    if (at == nearest->count && at == nearest->room)
        at--;
    else if (at == nearest->count)
        nearest->spots[nearest->count++] = *spot;
    if (nearer(spot, &nearest->spots[at]))
        nearest->spots[at] = *spot;
    for (; at > 0 && nearer(&nearest->spots[at], &nearest->spots[at - 1]); at--) {
        struct map_spot swap = nearest->spots[at];
        nearest->spots[at] = nearest->spots[at - 1];
        nearest->spots[at - 1] = swap;
    }
}

static void try_piece(const struct map *map, const struct grid_item *item, struct nearest *nearest)
{
    const struct map_ask *ask = nearest->ask;
    const node_ix *refs = (const node_ix *)map->refs.data + item->piece;
    struct map_spot spot = {.piece = item->piece, .way = item->way};
    if (!way_suits(map, map_way_at(map, item->way), ask))
        return;
    if (!ask->islands &&
        !map_piece_main(map_node_at(map, refs[0]), map_node_at(map, refs[1]), ask->travel))
        return;
    project(map, ask->at, &spot);
    if (spot.metres <= ask->metres)
        keep_spot(nearest, &spot);
}

uint32_t map_near_ways(struct map *map, const struct map_ask *ask, struct map_spot *spots,
                       uint32_t room)
{
    if (!map->grid) {
        map_islands(map);
        map->grid = map_grid_create(map);
    }
    const struct grid_item *items = map->grid->items.data;
    struct box box = geo_box_around(ask->at, ask->metres);
    uint32_t last_row = street_cell_of(box.high.lat), last = street_cell_of(box.high.lon);
    struct nearest nearest = {.ask = ask, .spots = spots, .room = room};
    for (uint32_t row = street_cell_of(box.low.lat); row <= last_row; row++) {
        uint64_t end = (uint64_t)row << 32 | last;
        uint32_t i = map_grid_find(map->grid, (uint64_t)row << 32 | street_cell_of(box.low.lon));
        for (; i < map->grid->items.count && items[i].cell <= end; i++)
            try_piece(map, &items[i], &nearest);
    }
    return nearest.count;
}

bool map_near(struct map *map, const struct map_ask *ask, struct map_spot *spot)
{
    return map_near_ways(map, ask, spot, 1) > 0;
}

/* Heads of the chains of nodes put into one piece; `number` is that of the piece among them. */
static uint32_t *chain_of(struct map *map, uint32_t piece)
{
    uint32_t number = intern_add(&map->insert_keys, &piece, sizeof piece);
    if (number == map->insert_heads.count)
        vec_push_number(&map->insert_heads, NO_IX);
    return vec_at(&map->insert_heads, number);
}

static node_ix add_between(struct map *map, const struct map_spot *spot)
{
    const node_ix *refs = (const node_ix *)map->refs.data + spot->piece;
    node_ix node = map_add_node(map, 0, spot->at);
    const struct map_node *a = map_node_at(map, refs[0]), *b = map_node_at(map, refs[1]);
    struct map_node *added = map_node_at(map, node);
    added->main = (uint8_t)(a->main & b->main);
    added->level = map_way_at(map, spot->way)->from_level;
    if (a->height_dm != MAP_NO_HEIGHT && b->height_dm != MAP_NO_HEIGHT)
        added->height_dm =
            a->height_dm + (int32_t)lround(spot->along * (b->height_dm - (double)a->height_dm));
    return node;
}

node_ix map_split(struct map *map, const struct map_spot *spot)
{
    const node_ix *refs = (const node_ix *)map->refs.data + spot->piece;
    uint32_t to_a = street_millimetres(map_node_at(map, refs[0])->at, spot->at);
    uint32_t to_b = street_millimetres(map_node_at(map, refs[1])->at, spot->at);
    if (to_a <= SAME_MM || to_b <= SAME_MM)
        return to_a <= to_b ? refs[0] : refs[1];
    uint32_t *head = chain_of(map, spot->piece);
    for (uint32_t i = *head; i != NO_IX;) {
        const struct map_insert *insert = vec_at(&map->inserts, i);
        if (street_millimetres(map_node_at(map, insert->node)->at, spot->at) <= SAME_MM)
            return insert->node;
        i = insert->next;
    }
    struct map_insert insert = {spot->piece, *head, spot->along, add_between(map, spot)};
    *head = vec_push(&map->inserts, &insert);
    return insert.node;
}
