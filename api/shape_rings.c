#include "api/shape_rings.h"

#include <math.h>
#include <string.h>

#include "engine/base/vec.h"

/* Edges of the mesh by the node they start from: to the right, up, and up to the right. */
enum edge { EDGE_RIGHT, EDGE_UP, EDGE_ACROSS, EDGES };

#define NONE UINT32_MAX

/* What a metre outside what is drawn counts, against a second too late: about a walker's pace. */
#define SECONDS_A_METRE 1.0F

/* A node that is farther outside than this is as good as nowhere. */
#define FAR_SECONDS 3600.0F

/* Lines never come nearer to a node than this part of an edge, so that they touch nowhere. */
#define CLEAR 0.001

struct tracer {
    const struct shape_grid *grid;
    float limit;      /* reached by then */
    uint32_t *next;   /* by edge: the edge that the line through it goes on to, or NONE */
    uint32_t *parent; /* by node: union-find of reached nodes */
    double hole_min;  /* twice the area of the smallest hole, in square units */
    struct arena *arena;
    struct vec rings, points; /* struct shape_ring, struct point */
};

/* How far a node is outside, in seconds; at most 0: inside. Too late or too far away, whichever is
 * more. It falls with the limit at every node, and so does every value between nodes: that is why
 * areas lie within one another. */
static float outside(const struct tracer *tracer, uint32_t node)
{
    float late = tracer->grid->seconds[node] - tracer->limit;
    float away = tracer->grid->away[node] * SECONDS_A_METRE;
    float most = late > away ? late : away;
    return most < FAR_SECONDS ? most : FAR_SECONDS;
}

static bool inside(const struct tracer *tracer, uint32_t node)
{
    return outside(tracer, node) <= 0;
}

static uint32_t root(uint32_t *parent, uint32_t node)
{
    while (parent[node] != node) {
        parent[node] = parent[parent[node]];
        node = parent[node];
    }
    return node;
}

static void join(const struct tracer *tracer, uint32_t a, uint32_t b)
{
    if (!inside(tracer, a) || !inside(tracer, b))
        return;
    a = root(tracer->parent, a);
    b = root(tracer->parent, b);
    if (a < b)
        tracer->parent[b] = a;
    else
        tracer->parent[a] = b;
}

/* A triangle: its corners against the clock, and the edge from each corner to the next. */
struct triangle {
    uint32_t nodes[3], edges[3];
};

/* The line through a triangle comes in over the edge that leaves the area and goes out over the
 * one that enters it: so the area is to its left. */
static void cross(const struct tracer *tracer, const struct triangle *triangle)
{
    uint32_t in = NONE, out = NONE;
    for (int i = 0; i < 3; i++) {
        bool from = inside(tracer, triangle->nodes[i]);
        bool to = inside(tracer, triangle->nodes[(i + 1) % 3]);
        if (from && !to)
            in = triangle->edges[i];
        else if (!from && to)
            out = triangle->edges[i];
    }
    if (in != NONE)
        tracer->next[in] = out;
}

static void cross_cell(const struct tracer *tracer, uint32_t node)
{
    uint32_t right = node + 1, up = node + tracer->grid->columns, across = up + 1;
    bool a = inside(tracer, node), b = inside(tracer, right);
    bool c = inside(tracer, across), d = inside(tracer, up);
    if (a == b && b == c && c == d && !a)
        return;
    join(tracer, node, right);
    join(tracer, node, up);
    join(tracer, node, across);
    if (a && b && c && d)
        return;
    cross(tracer, &(struct triangle){{node, right, across},
                                     {node * EDGES + EDGE_RIGHT, right * EDGES + EDGE_UP,
                                      node * EDGES + EDGE_ACROSS}});
    cross(tracer, &(struct triangle){{node, across, up},
                                     {node * EDGES + EDGE_ACROSS, up * EDGES + EDGE_RIGHT,
                                      node * EDGES + EDGE_UP}});
}

static void edge_ends(const struct tracer *tracer, uint32_t edge, uint32_t *from, uint32_t *to)
{
    uint32_t columns = tracer->grid->columns;
    *from = edge / EDGES;
    *to = *from + (edge % EDGES == EDGE_RIGHT ? 1
                   : edge % EDGES == EDGE_UP  ? columns
                                              : columns + 1);
}

/* Where the line goes over an edge. */
static struct point point_on(const struct tracer *tracer, uint32_t edge)
{
    const struct shape_grid *grid = tracer->grid;
    uint32_t from, to;
    edge_ends(tracer, edge, &from, &to);
    double a = (double)outside(tracer, from), b = (double)outside(tracer, to);
    double part = a / (a - b);
    part = part < CLEAR ? CLEAR : part > 1 - CLEAR ? 1 - CLEAR : part;
    struct point low = shape_grid_node(grid, from % grid->columns, from / grid->columns);
    struct point high = shape_grid_node(grid, to % grid->columns, to / grid->columns);
    return (struct point){low.lat + (int32_t)lround((high.lat - low.lat) * part),
                          low.lon + (int32_t)lround((high.lon - low.lon) * part)};
}

/* Twice the area, positive when the ring runs against the clock. */
static double signed_area(const struct point *points, uint32_t count)
{
    double sum = 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct point *a = &points[i], *b = &points[(i + 1) % count];
        double x = (double)a->lon - points[0].lon, y = (double)a->lat - points[0].lat;
        double u = (double)b->lon - points[0].lon, v = (double)b->lat - points[0].lat;
        sum += x * v - u * y;
    }
    return sum;
}

/* Follows one line around and takes it away. */
static void follow(struct tracer *tracer, uint32_t first)
{
    uint32_t from, to;
    edge_ends(tracer, first, &from, &to);
    struct shape_ring ring = {.body = root(tracer->parent, inside(tracer, from) ? from : to)};
    tracer->points.count = 0;
    for (uint32_t edge = first; edge != NONE;) {
        struct point point = point_on(tracer, edge);
        vec_push(&tracer->points, &point);
        uint32_t next = tracer->next[edge];
        tracer->next[edge] = NONE;
        edge = next;
    }
    /* The edge one started from comes twice when the ring closes. */
    ring.count = tracer->points.count - 1;
    double area = signed_area(tracer->points.data, ring.count);
    if (area < 0 && -area < tracer->hole_min)
        return;
    struct point *points = arena_array(tracer->arena, ring.count, sizeof *points);
    memcpy(points, tracer->points.data, ring.count * sizeof *points);
    ring.points = points;
    ring.hole = area < 0;
    vec_push(&tracer->rings, &ring);
}

void shape_rings_at(const struct shape_grid *grid, double seconds, double hole_metres,
                    struct arena *arena, struct shape_rings *rings)
{
    uint32_t nodes = grid->columns * grid->rows;
    struct tracer tracer = {
        .grid = grid,
        .limit = (float)seconds,
        .next = arena_array(arena, (size_t)nodes * EDGES, sizeof *tracer.next),
        .parent = arena_array(arena, nodes, sizeof *tracer.parent),
        .hole_min = 2 * hole_metres * hole_metres / (grid->metres * grid->metres) *
                    ((double)grid->step_lat * grid->step_lon),
        .arena = arena,
        .rings = vec_of(sizeof(struct shape_ring)),
        .points = vec_of(sizeof(struct point)),
    };
    memset(tracer.next, 0xff, (size_t)nodes * EDGES * sizeof *tracer.next);
    for (uint32_t i = 0; i < nodes; i++)
        tracer.parent[i] = i;
    for (uint32_t row = 0; row + 1 < grid->rows; row++)
        for (uint32_t column = 0; column + 1 < grid->columns; column++)
            cross_cell(&tracer, row * grid->columns + column);
    for (uint32_t edge = 0; edge < nodes * EDGES; edge++)
        if (tracer.next[edge] != NONE)
            follow(&tracer, edge);
    struct shape_ring *items = arena_array(arena, tracer.rings.count, sizeof *items);
    if (tracer.rings.count)
        memcpy(items, tracer.rings.data, tracer.rings.count * sizeof *items);
    *rings = (struct shape_rings){items, tracer.rings.count};
    vec_finish(&tracer.rings);
    vec_finish(&tracer.points);
}
