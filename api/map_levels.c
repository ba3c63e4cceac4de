#include "api/map.h"

#include <stdlib.h>

#include "api/render_map.h"
#include "engine/base/vec.h"

/* Stretches looked at for one answer; a map that shows more of them shows no floors. */
#define EDGES_MAX 200000

static int higher_first(const void *a, const void *b)
{
    return *(const int16_t *)b - *(const int16_t *)a;
}

static void add_level(struct vec *levels, int16_t level)
{
    const int16_t *known = levels->data;
    for (uint32_t i = 0; i < levels->count; i++)
        if (known[i] == level)
            return;
    vec_push(levels, &level);
}

/* The floors that the streets of a cell touch. */
static uint32_t add_cell(const struct network *network, const struct street_cell *cell,
                         struct vec *levels)
{
    for (uint32_t i = cell[0].first; i < cell[1].first; i++) {
        const struct street_edge *edge = &network->street_edges[network->street_cell_edges[i]];
        add_level(levels, edge->from_level);
        add_level(levels, edge->to_level);
    }
    return cell[1].first - cell[0].first;
}

static void add_streets(const struct network *network, struct box box, struct vec *levels)
{
    uint32_t count = network->counts.street_cells ? network->counts.street_cells - 1 : 0;
    uint32_t low = street_cell_of(box.low.lat), high = street_cell_of(box.high.lat), edges = 0;
    for (uint32_t i = 0; i < count && edges < EDGES_MAX; i++) {
        const struct street_cell *cell = &network->street_cells[i];
        if (cell->row >= low && cell->row <= high && cell->column >= street_cell_of(box.low.lon) &&
            cell->column <= street_cell_of(box.high.lon))
            edges += add_cell(network, cell, levels);
    }
}

static void add_stops(const struct network *network, struct box box, struct vec *levels)
{
    for (uint32_t i = network_first_at_lat(network, box.low.lat); i < network->counts.stops_by_lat;
         i++) {
        const struct stop *stop = &network->stops[network->stops_by_lat[i]];
        if (stop->at.lat > box.high.lat)
            break;
        if (stop->floor != STOP_NO_FLOOR && geo_box_has(box, stop->at))
            add_level(levels, stop->floor);
    }
}

bool map_levels_answer(const struct request *request, struct reply *reply, struct error *error)
{
    const struct network *network = request->worker->world->network;
    struct vec levels = vec_of(sizeof(int16_t));
    struct box box;
    if (!map_read_box(request, &box, error))
        return false;
    add_streets(network, box, &levels);
    add_stops(network, box, &levels);
    vec_sort(&levels, higher_first);
    render_map_levels(levels.data, levels.count, &request->worker->arena, reply);
    vec_finish(&levels);
    return true;
}
