#include "feeds/streets/tying.h"

#include "feeds/streets/grid.h"

/* The ways in front of a place. */

#define NEARLY_FACTOR 1.5  /* so much farther than the nearest is nearly as near, */
#define NEARLY_METRES 10.0 /* and so much on top */
#define APART_MM 5000      /* spots nearer to each other than this are one */
#define LOOKED_AT 8        /* ways */
#define ISLAND_METRES 50.0 /* when the main body is farther, an island may be tied beside it */

/* Twice the area of the triangle, signed: on which side of a line a point lies. */
static double side(struct point a, struct point b, struct point of)
{
    return ((double)b.lat - a.lat) * ((double)of.lon - a.lon) -
           ((double)b.lon - a.lon) * ((double)of.lat - a.lat);
}

static bool opposite(double a, double b)
{
    return (a > 0 && b < 0) || (a < 0 && b > 0);
}

/* Whether two straight lines cross inside both. */
static bool lines_cross(struct point a, struct point b, struct point c, struct point d)
{
    return opposite(side(a, b, c), side(a, b, d)) && opposite(side(c, d, a), side(c, d, b));
}

/* Roads that nobody steps across: motorways on the ground. Trunk roads have crossings in towns. */
static bool is_barrier(const struct street_trait *trait)
{
    return trait->kind == STREET_ROAD && trait->road == ROAD_MOTORWAY && trait->foot == ACCESS_NO &&
           !(trait->marks & (MARK_TUNNEL | MARK_BRIDGE));
}

static bool piece_bars(const struct map *map, const struct grid_item *item, struct point from,
                       struct point to)
{
    const node_ix *refs = (const node_ix *)map->refs.data + item->piece;
    const struct map_way *way = map_way_at(map, item->way);
    return is_barrier(map_trait_at(map, way->trait)) && is_barrier(map_trait_at(map, way->back)) &&
           lines_cross(from, to, map_node_at(map, refs[0])->at, map_node_at(map, refs[1])->at);
}

/* Whether the straight line crosses a motorway. A one-way road is closed to feet both ways. */
static bool is_barred(const struct map *map, struct point from, struct point to)
{
    const struct grid_item *items = map->grid->items.data;
    uint32_t rows[2] = {street_cell_of(from.lat), street_cell_of(to.lat)};
    uint32_t columns[2] = {street_cell_of(from.lon), street_cell_of(to.lon)};
    bool up = rows[0] <= rows[1], right = columns[0] <= columns[1];
    for (uint32_t row = rows[!up]; row <= rows[up]; row++) {
        uint64_t end = (uint64_t)row << 32 | columns[right];
        uint32_t i = map_grid_find(map->grid, (uint64_t)row << 32 | columns[!right]);
        for (; i < map->grid->items.count && items[i].cell <= end; i++)
            if (piece_bars(map, &items[i], from, to))
                return true;
    }
    return false;
}

static bool is_apart(const struct map_spot *spots, uint32_t count, const struct map_spot *spot)
{
    for (uint32_t i = 0; i < count; i++)
        if (street_millimetres(spots[i].at, spot->at) < APART_MM)
            return false;
    return true;
}

static uint32_t spots_of(struct tying *tying, const struct map_ask *ask, struct map_spot *spots)
{
    struct map_spot found[LOOKED_AT];
    uint32_t ways = map_near_ways(tying->map, ask, found, LOOKED_AT), count = 0;
    for (uint32_t i = 0; i < ways && count < TIE_SPOTS_MAX; i++) {
        if (count && found[i].metres > spots[0].metres * NEARLY_FACTOR + NEARLY_METRES)
            break;
        if (is_apart(spots, count, &found[i]) && !is_barred(tying->map, ask->at, found[i].at))
            spots[count++] = found[i];
    }
    return count;
}

uint32_t tie_spots(struct tying *tying, struct point at, int16_t level, enum travel travel,
                   struct map_spot *spots)
{
    struct map_spot island[TIE_SPOTS_MAX];
    struct map_ask ask = {
        .at = at, .metres = tying->options->metres, .travel = travel, .level = level};
    uint32_t count = spots_of(tying, &ask, spots);
    if (count == TIE_SPOTS_MAX || (count && spots[0].metres <= ISLAND_METRES))
        return count;
    ask.islands = true;
    if (count)
        ask.metres = spots[0].metres / 2;
    if (spots_of(tying, &ask, island))
        spots[count++] = island[0];
    return count;
}

bool tie_rolls(const struct tying *tying, const struct map_spot *spot)
{
    const struct map *map = tying->map;
    const node_ix *refs = (const node_ix *)map->refs.data + spot->piece;
    const struct map_way *way = map_way_at(map, spot->way);
    return (map_usable(map_trait_at(map, way->trait), TRAVEL_WHEELCHAIR) ||
            map_usable(map_trait_at(map, way->back), TRAVEL_WHEELCHAIR)) &&
           map_piece_main(map_node_at(map, refs[0]), map_node_at(map, refs[1]), TRAVEL_WHEELCHAIR);
}

bool tie_rolling_spot(struct tying *tying, struct point at, const struct map_spot *spots,
                      uint32_t count, struct map_spot *spot)
{
    struct map_spot rolling[TIE_SPOTS_MAX];
    for (uint32_t i = 0; i < count; i++)
        if (tie_rolls(tying, &spots[i]))
            return false;
    if (!tie_spots(tying, at, MAP_ANY_LEVEL, TRAVEL_WHEELCHAIR, rolling) ||
        !is_apart(spots, count, &rolling[0]))
        return false;
    *spot = rolling[0];
    tying->counts->wheelchair++;
    return true;
}
