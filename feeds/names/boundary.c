#include "feeds/names/boundary.h"

#include <stdlib.h>

#include "engine/base/memory.h"

/* Rows of the map one straight piece of a boundary may touch: about 500 km. */
#define ROWS_MAX 2000
/* Rows that all pieces of one boundary touch: so many each, and so many more. */
#define ROWS_EACH 8
#define ROWS_MORE 1000000

void boundaries_init(struct boundaries *boundaries)
{
    *boundaries = (struct boundaries){
        .items = vec_of(sizeof(struct boundary)),
        .edges = vec_of(sizeof(struct boundary_edge)),
        .rows = vec_of(sizeof(uint32_t)),
        .row_edges = vec_of(sizeof(uint32_t)),
        .item_first = vec_of(sizeof(uint32_t)),
        .row_items = vec_of(sizeof(uint32_t)),
    };
}

void boundaries_finish(struct boundaries *boundaries)
{
    vec_finish(&boundaries->items);
    vec_finish(&boundaries->edges);
    vec_finish(&boundaries->rows);
    vec_finish(&boundaries->row_edges);
    vec_finish(&boundaries->item_first);
    vec_finish(&boundaries->row_items);
}

void boundaries_add_edge(struct boundaries *boundaries, struct point a, struct point b)
{
    if (a.lat == b.lat)
        return;
    bool rising = a.lat < b.lat;
    vec_push(&boundaries->edges, &(struct boundary_edge){rising ? a : b, rising ? b : a});
}

/* Lists the edges of each row between the south end of the area and its north end. */
static void fill_rows(struct boundaries *boundaries, struct boundary *item)
{
    uint32_t south = street_cell_of(item->box.low.lat);
    uint32_t count = street_cell_of(item->box.high.lat) - south + 1;
    const struct boundary_edge *edges = boundaries->edges.data;
    item->first_row = boundaries->rows.count;
    item->row_count = count;
    uint32_t *next = memory_zeroed((size_t)count + 1, sizeof *next);
    for (uint32_t i = item->first_edge; i < item->first_edge + item->edge_count; i++)
        for (uint32_t row = street_cell_of(edges[i].low.lat) - south;
             row <= street_cell_of(edges[i].high.lat) - south; row++)
            next[row]++;
    for (uint32_t row = 0, sum = boundaries->row_edges.count; row <= count; row++) {
        uint32_t here = next[row];
        vec_push_number(&boundaries->rows, sum);
        next[row] = sum;
        sum += here;
        if (row == count)
            vec_resize(&boundaries->row_edges, sum);
    }
    uint32_t *row_edges = boundaries->row_edges.data;
    for (uint32_t i = item->first_edge; i < item->first_edge + item->edge_count; i++)
        for (uint32_t row = street_cell_of(edges[i].low.lat) - south;
             row <= street_cell_of(edges[i].high.lat) - south; row++)
            row_edges[next[row]++] = i;
    memory_free(next);
}

/* A line that jumps that far is no boundary, and would be listed in every row it jumps over. */
static bool is_sane(const struct boundaries *boundaries, uint32_t first)
{
    const struct boundary_edge *edges = boundaries->edges.data;
    uint64_t count = boundaries->edges.count - first, rows = 0;
    for (uint32_t i = first; i < boundaries->edges.count; i++) {
        uint32_t touched = street_cell_of(edges[i].high.lat) - street_cell_of(edges[i].low.lat);
        rows += touched;
        if (touched > ROWS_MAX)
            return false;
    }
    return count > 0 && rows <= count * ROWS_EACH + ROWS_MORE;
}

void boundaries_add(struct boundaries *boundaries, const struct boundary *boundary)
{
    const struct boundary_edge *edges = boundaries->edges.data;
    if (!is_sane(boundaries, boundary->first_edge)) {
        vec_resize(&boundaries->edges, boundary->first_edge);
        return;
    }
    struct boundary *item = vec_add(&boundaries->items);
    *item = *boundary;
    item->edge_count = boundaries->edges.count - item->first_edge;
    item->box = (struct box){edges[item->first_edge].low, edges[item->first_edge].low};
    for (uint32_t i = item->first_edge; i < boundaries->edges.count; i++) {
        geo_box_stretch(&item->box, edges[i].low);
        geo_box_stretch(&item->box, edges[i].high);
    }
    fill_rows(boundaries, item);
}

/* Large areas first, postcodes last; like ones as they came. */
static int boundary_order(const void *a, const void *b)
{
    const struct boundary *one = a, *two = b;
    if ((one->zip != 0) != (two->zip != 0))
        return one->zip != 0 ? 1 : -1;
    if (one->area.level != two->area.level)
        return one->area.level < two->area.level ? -1 : 1;
    return one->first_edge < two->first_edge ? -1 : one->first_edge > two->first_edge;
}

/* A country has tens of thousands of areas, and a row of the map some hundreds of them. */
static void list_items(struct boundaries *boundaries)
{
    const struct boundary *items = boundaries->items.data;
    uint32_t south = UINT32_MAX, north = 0;
    for (uint32_t i = 0; i < boundaries->items.count; i++) {
        uint32_t low = street_cell_of(items[i].box.low.lat), high = low + items[i].row_count;
        south = low < south ? low : south;
        north = high > north ? high : north;
    }
    if (!boundaries->items.count)
        return;
    boundaries->south = south;
    vec_resize(&boundaries->item_first, north - south + 1);
    uint32_t *first = boundaries->item_first.data;
    for (uint32_t i = 0; i < boundaries->items.count; i++)
        for (uint32_t k = 0; k < items[i].row_count; k++)
            first[street_cell_of(items[i].box.low.lat) - south + k + 1]++;
    for (uint32_t row = 0; row < north - south; row++)
        first[row + 1] += first[row];
    vec_resize(&boundaries->row_items, first[north - south]);
    uint32_t *next = memory_zeroed(north - south, sizeof *next);
    for (uint32_t i = 0; i < boundaries->items.count; i++)
        for (uint32_t k = 0; k < items[i].row_count; k++) {
            uint32_t row = street_cell_of(items[i].box.low.lat) - south + k;
            ((uint32_t *)boundaries->row_items.data)[first[row] + next[row]++] = i;
        }
    memory_free(next);
}

void boundaries_close(struct boundaries *boundaries, struct draft *draft)
{
    vec_sort(&boundaries->items, boundary_order);
    const struct boundary *items = boundaries->items.data;
    for (uint32_t i = 0; i < boundaries->items.count && !items[i].zip; i++)
        vec_push(&draft->names.areas, &items[i].area);
    list_items(boundaries);
}

/* Whether a line from the point to the east crosses the boundary an odd number of times. */
static bool is_inside(const struct boundaries *boundaries, const struct boundary *item,
                      struct point point)
{
    const struct boundary_edge *edges = boundaries->edges.data;
    const uint32_t *rows = boundaries->rows.data, *row_edges = boundaries->row_edges.data;
    uint32_t row = street_cell_of(point.lat) - street_cell_of(item->box.low.lat);
    bool inside = false;
    for (uint32_t i = rows[item->first_row + row]; i < rows[item->first_row + row + 1]; i++) {
        const struct boundary_edge *edge = &edges[row_edges[i]];
        if (point.lat < edge->low.lat || point.lat >= edge->high.lat)
            continue;
        double part =
            ((double)point.lat - edge->low.lat) / ((double)edge->high.lat - edge->low.lat);
        if (edge->low.lon + part * ((double)edge->high.lon - edge->low.lon) > point.lon)
            inside = !inside;
    }
    return inside;
}

/* The items of the point's row: sets where they begin, and returns how many they are. */
static uint32_t items_at(const struct boundaries *boundaries, struct point point,
                         const uint32_t **found)
{
    const uint32_t *first = boundaries->item_first.data;
    uint32_t row = street_cell_of(point.lat) - boundaries->south;
    if (street_cell_of(point.lat) < boundaries->south || row + 1 >= boundaries->item_first.count)
        return 0;
    *found = (const uint32_t *)boundaries->row_items.data + first[row];
    return first[row + 1] - first[row];
}

void boundaries_find(const struct boundaries *boundaries, struct draft *draft, struct point point,
                     struct boundary_chain *chain)
{
    const struct boundary *items = boundaries->items.data;
    const uint32_t *found = NULL;
    uint32_t count = items_at(boundaries, point, &found);
    struct name_area *areas = draft->names.areas.data;
    chain->count = 0;
    chain->zip = 0;
    for (uint32_t k = 0; k < count; k++) {
        uint32_t i = found[k];
        if (!geo_box_has(items[i].box, point) || !is_inside(boundaries, &items[i], point))
            continue;
        if (items[i].zip)
            chain->zip = items[i].zip;
        else if (chain->count < BOUNDARY_CHAIN_MAX)
            chain->areas[chain->count++] = i;
    }
    for (uint32_t i = 1; i < chain->count; i++)
        if (areas[chain->areas[i]].parent == NO_IX)
            areas[chain->areas[i]].parent = chain->areas[i - 1];
}

uint32_t boundary_town(const struct draft *draft, const struct boundary_chain *chain)
{
    static const uint32_t levels[] = {8, 7, 6, 9};
    const struct name_area *areas = draft->names.areas.data;
    for (size_t k = 0; k < sizeof levels / sizeof *levels; k++)
        for (uint32_t i = 0; i < chain->count; i++)
            if (areas[chain->areas[i]].level == levels[k])
                return chain->areas[i];
    return NO_IX;
}
