#include "feeds/streets/grid.h"

#include <stdlib.h>

#include "engine/base/memory.h"

static int item_order(const void *a, const void *b)
{
    const struct grid_item *one = a, *two = b;
    if (one->cell != two->cell)
        return one->cell < two->cell ? -1 : 1;
    return one->piece < two->piece ? -1 : one->piece > two->piece;
}

/* The columns that a line touches within one row of cells, one more on either side for rounding. */
static void add_row(struct vec *items, struct grid_item item, const struct point *ends,
                    uint32_t row)
{
    struct point a = ends[0], b = ends[1];
    double low = (double)row * STREET_CELL_UNITS - 1800000000.0;
    double rise = (double)b.lat - a.lat;
    double from = rise > 0 && low > a.lat ? (low - a.lat) / rise : 0;
    double to =
        rise > 0 && low + STREET_CELL_UNITS < b.lat ? (low + STREET_CELL_UNITS - a.lat) / rise : 1;
    double one = a.lon + from * ((double)b.lon - a.lon), two = a.lon + to * ((double)b.lon - a.lon);
    uint32_t first = street_cell_of((int32_t)(one < two ? one : two) - 1);
    uint32_t last = street_cell_of((int32_t)(one < two ? two : one) + 1);
    for (uint32_t column = first; column <= last; column++) {
        item.cell = (uint64_t)row << 32 | column;
        vec_push(items, &item);
    }
}

static void add_piece(struct vec *items, const struct map *map, struct grid_item item)
{
    const node_ix *refs = map->refs.data;
    struct point ends[2] = {map_node_at(map, refs[item.piece])->at,
                            map_node_at(map, refs[item.piece + 1])->at};
    if (ends[0].lat > ends[1].lat) {
        struct point swap = ends[0];
        ends[0] = ends[1];
        ends[1] = swap;
    }
    uint32_t last = street_cell_of(ends[1].lat);
    for (uint32_t row = street_cell_of(ends[0].lat); row <= last; row++)
        add_row(items, item, ends, row);
}

struct map_grid *map_grid_create(const struct map *map)
{
    struct map_grid *grid = memory_zeroed(1, sizeof *grid);
    grid->items = vec_of(sizeof(struct grid_item));
    for (way_ix way = 0; way < map->ways.count; way++) {
        const struct map_way *line = map_way_at(map, way);
        for (uint32_t i = 0; i + 1 < line->ref_count; i++)
            add_piece(&grid->items, map,
                      (struct grid_item){.piece = line->first_ref + i, .way = way});
    }
    vec_sort(&grid->items, item_order);
    return grid;
}

void map_grid_destroy(struct map_grid *grid)
{
    if (grid)
        vec_finish(&grid->items);
    memory_free(grid);
}

uint32_t map_grid_find(const struct map_grid *grid, uint64_t cell)
{
    const struct grid_item *items = grid->items.data;
    uint32_t low = 0, high = grid->items.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (items[middle].cell < cell)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
