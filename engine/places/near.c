#include <math.h>
#include <stdlib.h>

#include "engine/places/houses.h"

/* Who stands farther away than this from a house or street has no address. */
#define ADDRESS_METRES 500.0
/* A street without a house at hand counts as that much farther: a number is worth more. */
#define STREET_METRES 30.0
/* The first ring that is looked at. */
#define RING_METRES 200.0

/* The nearest things so far, nearest first. */
struct nearest {
    const struct network *network;
    struct point point;
    struct box box;
    double metres;
    uint32_t most;
    struct places_hits *hits;
};

/* Takes a thing in at its distance, or moves it nearer. */
static void take(struct nearest *nearest, const struct places_hit *hit)
{
    struct places_hits *hits = nearest->hits;
    uint32_t at = 0;
    while (at < hits->count && hits->items[at].named != hit->named)
        at++;
    if (at < hits->count && hits->items[at].metres <= hit->metres)
        return;
    if (at == hits->count) {
        if (hits->count == nearest->most && hits->items[hits->count - 1].metres <= hit->metres)
            return;
        if (hits->count < nearest->most)
            hits->count++;
        else
            at--;
    }
    for (; at > 0 && hits->items[at - 1].metres > hit->metres; at--)
        hits->items[at] = hits->items[at - 1];
    hits->items[at] = *hit;
    hits->items[at].score = -hit->metres;
}

/* Takes it if it is within the ring; `hit->at` decides. */
static void take_within(struct nearest *nearest, struct places_hit *hit, double more)
{
    if (!geo_box_has(nearest->box, hit->at))
        return;
    hit->metres = geo_metres(nearest->point, hit->at) + more;
    if (hit->metres <= nearest->metres)
        take(nearest, hit);
}

static void look_for_stops(struct nearest *nearest)
{
    const struct network *network = nearest->network;
    for (uint32_t i = network_first_at_lat(network, nearest->box.low.lat);
         i < network->counts.stops_by_lat; i++) {
        stop_ix stop = network->stops_by_lat[i];
        uint32_t place = network->place_of_stop[stop];
        struct places_hit hit = {.at = network->stops[stop].at, .named = place};
        if (hit.at.lat > nearest->box.high.lat)
            break;
        if (place == NO_IX)
            continue;
        hit.place = &network->places[place];
        take_within(nearest, &hit, 0);
    }
}

/* First cell of `row` that is not west of `column`. */
static uint32_t first_cell(const struct network *network, uint32_t row, uint32_t column)
{
    uint32_t low = 0, high = network->counts.name_cells - 1;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const struct name_cell *cell = &network->name_cells[middle];
        if (cell->row < row || (cell->row == row && cell->column < column))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void look_into_cell(struct nearest *nearest, const struct name_cell *cell, named_kinds kinds)
{
    const struct network *network = nearest->network;
    if (kinds >> NAMED_STREET & 1)
        for (uint32_t i = cell->first_house; i < cell[1].first_house; i++) {
            const struct house *house = &network->houses[network->cell_houses[i].house];
            struct places_hit hit = {.named = network->cell_houses[i].named,
                                     .at = house->at,
                                     .number = network_text(network, house->number)};
            take_within(nearest, &hit, 0);
        }
    if (kinds >> NAMED_PLACE & 1)
        for (uint32_t i = cell->first_named; i < cell[1].first_named; i++) {
            uint32_t named = network->cell_named[i];
            struct places_hit hit = {.named = named, .at = network->named[named].at};
            take_within(nearest, &hit, 0);
        }
}

static void look_into_cells(struct nearest *nearest, named_kinds kinds)
{
    const struct network *network = nearest->network;
    uint32_t west = street_cell_of(nearest->box.low.lon);
    uint32_t east = street_cell_of(nearest->box.high.lon);
    uint32_t north = street_cell_of(nearest->box.high.lat), end = network->counts.name_cells - 1;
    for (uint32_t row = street_cell_of(nearest->box.low.lat); row <= north; row++)
        for (uint32_t i = first_cell(network, row, west); i < end; i++) {
            const struct name_cell *cell = &network->name_cells[i];
            if (cell->row != row || cell->column > east)
                break;
            look_into_cell(nearest, cell, kinds);
        }
}

/* The named street that an edge of this name belongs to: of like-named ones the nearest. */
static uint32_t street_of(const struct network *network, text_ix name, struct point at)
{
    uint32_t low = network->counts.places, high = network->counts.named - 1, best = NO_IX;
    double metres = INFINITY;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const struct named *named = &network->named[middle];
        if (named->kind == NAMED_STREET && named->name < name)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low + 1 < network->counts.named; low++) {
        const struct named *named = &network->named[low];
        if (named->kind != NAMED_STREET || named->name != name)
            break;
        double distance = geo_metres(named->at, at);
        if (distance < metres) {
            metres = distance;
            best = low;
        }
    }
    return best;
}

/* The point of a straight piece that is nearest to `point`, on a flat map. */
static struct point nearest_on(struct point a, struct point b, struct point point)
{
    double scale = cos(geo_degrees(point.lat) * 3.14159265358979 / 180);
    double x = ((double)b.lon - a.lon) * scale, y = (double)b.lat - a.lat;
    double u = ((double)point.lon - a.lon) * scale, v = (double)point.lat - a.lat;
    double length = x * x + y * y, part = length > 0 ? (u * x + v * y) / length : 0;
    part = part < 0 ? 0 : part > 1 ? 1 : part;
    return (struct point){(int32_t)lround(a.lat + part * ((double)b.lat - a.lat)),
                          (int32_t)lround(a.lon + part * ((double)b.lon - a.lon))};
}

static void look_along_edge(struct nearest *nearest, const struct streets *streets, edge_ix edge,
                            struct arena *arena)
{
    const struct street_edge *record = &streets->street_edges[edge];
    if (!record->name)
        return;
    struct point *points = arena_array(arena, record->inner_points + 2u, sizeof *points);
    uint32_t count = street_edge_points(streets, edge, points);
    struct places_hit hit = {.named = NO_IX};
    double best = INFINITY;
    for (uint32_t i = 0; i + 1 < count; i++) {
        struct point at = nearest_on(points[i], points[i + 1], nearest->point);
        double metres = geo_metres(at, nearest->point);
        if (metres < best) {
            best = metres;
            hit.at = at;
        }
    }
    if (best < nearest->metres)
        hit.named = street_of(nearest->network, record->name, hit.at);
    if (hit.named != NO_IX)
        take_within(nearest, &hit, STREET_METRES);
}

static int cell_order(const void *key, const void *item)
{
    const struct street_cell *one = key, *two = item;
    if (one->row != two->row)
        return one->row < two->row ? -1 : 1;
    return (one->column > two->column) - (one->column < two->column);
}

static void look_along_streets(struct nearest *nearest, struct arena *arena)
{
    const struct streets streets = network_streets(nearest->network);
    struct box box = nearest->box;
    if (!streets_exist(&streets) || streets.counts.street_cells == 0)
        return;
    for (uint32_t row = street_cell_of(box.low.lat); row <= street_cell_of(box.high.lat); row++)
        for (uint32_t column = street_cell_of(box.low.lon); column <= street_cell_of(box.high.lon);
             column++) {
            const struct street_cell key = {.row = row, .column = column};
            const struct street_cell *cell =
                bsearch(&key, streets.street_cells, streets.counts.street_cells - 1u, sizeof key,
                        cell_order);
            for (uint32_t i = cell ? cell->first : 0; cell && i < cell[1].first; i++)
                look_along_edge(nearest, &streets, streets.street_cell_edges[i], arena);
        }
}

/* A street that no house stands for gets a number between its neighbours. */
static void guess_numbers(const struct nearest *nearest, struct arena *arena)
{
    struct house_found found;
    for (uint32_t i = 0; i < nearest->hits->count; i++) {
        struct places_hit *hit = &nearest->hits->items[i];
        if (nearest->network->named[hit->named].kind != NAMED_STREET || hit->number ||
            !houses_guess(nearest->network, hit->named, hit->at, arena, &found))
            continue;
        hit->number = found.number;
        hit->between = true;
    }
}

/* All of these kinds within the ring; addresses in the small ones only. */
static void look(struct nearest *nearest, named_kinds kinds, double ring, struct arena *arena)
{
    nearest->hits->count = 0;
    nearest->metres = ring;
    nearest->box = geo_box_around(nearest->point, ring);
    if (kinds >> NAMED_STOP & 1)
        look_for_stops(nearest);
    if (kinds >> NAMED_PLACE & 1)
        look_into_cells(nearest, 1u << NAMED_PLACE);
    if (!(kinds >> NAMED_STREET & 1))
        return;
    nearest->metres = ring < ADDRESS_METRES ? ring : ADDRESS_METRES;
    nearest->box = geo_box_around(nearest->point, nearest->metres);
    look_into_cells(nearest, 1u << NAMED_STREET);
    look_along_streets(nearest, arena);
}

/* Rings that grow until enough is found. */
void places_around(const struct places *places, const struct places_view *view, struct arena *arena,
                   struct places_hits *hits)
{
    *hits = (struct places_hits){.items = arena_array(arena, view->most, sizeof *hits->items)};
    struct nearest nearest = {
        .network = places_network(places), .point = view->point, .most = view->most, .hits = hits};
    named_kinds kinds = view->kinds ? view->kinds : (1u << NAMED_KINDS) - 1;
    for (double ring = RING_METRES; view->most > 0; ring *= 2.5) {
        look(&nearest, kinds, ring < view->metres ? ring : view->metres, arena);
        if (hits->count == view->most || ring >= view->metres ||
            (kinds == 1u << NAMED_STREET && ring >= ADDRESS_METRES))
            break;
    }
    guess_numbers(&nearest, arena);
}

void places_near(const struct places *places, struct point point, double metres, uint32_t most,
                 struct arena *arena, struct places_hits *hits)
{
    const struct places_view view = {point, 1u << NAMED_STOP, metres, most};
    places_around(places, &view, arena, hits);
}
