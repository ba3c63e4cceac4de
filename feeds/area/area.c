#include "feeds/area/area.h"

#include "engine/base/intern.h"
#include "engine/base/memory.h"
#include "feeds/area/shape.h"

/* Areas that may hold a place are listed for each cell of the map that was ever asked about. A cell
 * is about 280 m high: streets ask for many places in one before they go on to the next. */
enum { CELL_UNITS = 25000 };

struct areas {
    struct vec shapes;     /* struct area_shape */
    struct intern cells;   /* those asked about, by row and column */
    struct vec cell_spans; /* struct cell_span, by cell */
    struct vec near;       /* uint32_t: areas whose box touches a cell */
    struct vec found;      /* uint32_t: the last answer */
    uint32_t cell;         /* the last one; INTERN_NONE: none yet */
    int32_t row, column;   /* of it */
};

/* The areas of a cell in `near`. */
struct cell_span {
    uint32_t first, count;
};

struct areas *areas_create(void)
{
    struct areas *areas = memory_zeroed(1, sizeof *areas);
    areas->shapes = vec_of(sizeof(struct area_shape));
    areas->cell_spans = vec_of(sizeof(struct cell_span));
    areas->near = vec_of(sizeof(uint32_t));
    areas->found = vec_of(sizeof(uint32_t));
    areas->cell = INTERN_NONE;
    return areas;
}

static void forget_cells(struct areas *areas)
{
    intern_finish(&areas->cells);
    vec_resize(&areas->cell_spans, 0);
    vec_resize(&areas->near, 0);
    areas->cell = INTERN_NONE;
}

void areas_destroy(struct areas *areas)
{
    if (!areas)
        return;
    for (uint32_t i = 0; i < areas->shapes.count; i++)
        area_shape_finish(vec_at(&areas->shapes, i));
    intern_finish(&areas->cells);
    vec_finish(&areas->shapes);
    vec_finish(&areas->cell_spans);
    vec_finish(&areas->near);
    vec_finish(&areas->found);
    memory_free(areas);
}

enum area_state areas_add(struct areas *areas, const struct area_ring *rings, uint32_t count)
{
    struct area_shape *shape = vec_add(&areas->shapes);
    enum area_state state = area_shape_make(shape, rings, count);
    area_shape_band(shape);
    forget_cells(areas);
    return state;
}

uint32_t areas_count(const struct areas *areas)
{
    return areas->shapes.count;
}

/* The row or column of a coordinate, rounded down. */
static int32_t cell_of(int32_t coordinate)
{
    return coordinate >= 0 ? coordinate / CELL_UNITS : -((-coordinate - 1) / CELL_UNITS) - 1;
}

static bool touches(const struct area_shape *shape, int32_t row, int32_t column)
{
    return shape->lines.count && cell_of(shape->box.low.lat) <= row &&
           row <= cell_of(shape->box.high.lat) && cell_of(shape->box.low.lon) <= column &&
           column <= cell_of(shape->box.high.lon);
}

static void list_near(struct areas *areas, int32_t row, int32_t column)
{
    struct cell_span *span = vec_add(&areas->cell_spans);
    span->first = areas->near.count;
    for (uint32_t i = 0; i < areas->shapes.count; i++)
        if (touches(vec_at(&areas->shapes, i), row, column))
            vec_push_number(&areas->near, i);
    span->count = areas->near.count - span->first;
}

static const struct cell_span *cell_at(struct areas *areas, struct point at)
{
    const int32_t place[] = {cell_of(at.lat), cell_of(at.lon)};
    if (areas->cell == INTERN_NONE || place[0] != areas->row || place[1] != areas->column) {
        areas->cell = intern_add(&areas->cells, place, sizeof place);
        areas->row = place[0];
        areas->column = place[1];
        if (areas->cell == areas->cell_spans.count)
            list_near(areas, areas->row, areas->column);
    }
    return vec_at(&areas->cell_spans, areas->cell);
}

const uint32_t *areas_at(struct areas *areas, struct point at, uint32_t *count)
{
    struct cell_span span = *cell_at(areas, at);
    const uint32_t *near = areas->near.data;
    vec_resize(&areas->found, 0);
    for (uint32_t i = span.first; i < span.first + span.count; i++)
        if (area_shape_has(vec_at(&areas->shapes, near[i]), at))
            vec_push_number(&areas->found, near[i]);
    *count = areas->found.count;
    return areas->found.data;
}
