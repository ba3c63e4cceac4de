#include <string.h>

#include "api/isochrone.h"
#include "api/shape_grid.h"
#include "engine/street/worker.h"

/* Whoever is on a street is taken to get so far beside it: into the houses and gardens. */
#define BESIDE_METRES 50.0

/* Holes are drawn when they are larger than a block of houses. */
#define HOLE_METRES 200.0

/* Inner points of an edge are counted in 16 bits. */
#define EDGE_POINTS_MAX (UINT16_MAX + 2)

/* One percentile being put on a grid. */
struct painter {
    const struct isochrone_ask *ask;
    const struct isochrone_times *vertices;
    const struct streets *streets;
    const struct metric *metric;
    const uint32_t *numbers; /* vertex to its place in `vertices`, or NO_IX */
    struct point *points;    /* of the edge at hand */
    uint32_t percentile;
    bool by;
    struct shape_brush brush;
    struct shape_grid grid;
};

static double max_seconds(const struct isochrone_ask *ask)
{
    return ask->cutoffs[ask->cutoff_count - 1];
}

/* Seconds at a vertex, or a negative number. */
static double time_of(const struct painter *painter, vertex_ix vertex)
{
    uint32_t number = painter->numbers[vertex];
    if (number == NO_IX)
        return -1;
    int32_t time =
        painter->vertices
            ->milliseconds[(size_t)number * painter->ask->percentile_count + painter->percentile];
    return time == ISOCHRONE_NEVER ? -1 : time / 1000.0;
}

/* How one goes along an edge. */
struct stroll {
    double from, pace;   /* seconds at its first end, and for each metre */
    double metres, done; /* how far one comes, and is */
    double next;         /* where the next dot is due */
};

/* Dots along a straight piece. */
static void paint_piece(struct painter *painter, struct point a, struct point b,
                        struct stroll *stroll)
{
    double length = geo_metres(a, b), end = stroll->done + length;
    end = end < stroll->metres ? end : stroll->metres;
    for (; stroll->next <= end && length > 0; stroll->next += painter->grid.metres) {
        double part = (stroll->next - stroll->done) / length;
        struct point at = {a.lat + (int32_t)((b.lat - a.lat) * part),
                           a.lon + (int32_t)((b.lon - a.lon) * part)};
        shape_grid_dot(&painter->grid, at, stroll->from + stroll->next * stroll->pace,
                       &painter->brush);
    }
    stroll->done += length;
}

/* Goes along an edge from the end where one is first; that end itself has its dot already. */
static void paint_edge(struct painter *painter, edge_ix edge, bool backwards, double from,
                       double pace, double metres)
{
    struct stroll stroll = {from, pace, metres, 0, painter->grid.metres};
    if (stroll.next > metres)
        return;
    uint32_t count = street_edge_points(painter->streets, edge, painter->points);
    for (uint32_t i = 0; i + 1 < count && stroll.next <= metres; i++) {
        uint32_t a = backwards ? count - 1 - i : i, b = backwards ? a - 1 : a + 1;
        paint_piece(painter, painter->points[a], painter->points[b], &stroll);
    }
}

/* What is reached of an arc from this end sooner than from the other one, if that is reached. */
static void paint_arc(struct painter *painter, const struct street_arc *arc, double from)
{
    uint64_t cost = metric_cost(painter->metric, arc);
    if (cost == COST_NEVER || arc->length_mm == 0)
        return;
    double metres = arc->length_mm / 1000.0, pace = (double)cost / 1e9 / metres;
    double other = time_of(painter, arc->vertex);
    double most = (max_seconds(painter->ask) - from) / pace;
    if (other >= 0) {
        double half = (metres + (other - from) / pace) / 2;
        most = half < most ? half : most;
    }
    bool against = arc->way & 1;
    paint_edge(painter, arc->way >> 1, against != painter->by, from, pace,
               most < metres ? most : metres);
}

static void paint_vertex(struct painter *painter, vertex_ix index, double seconds)
{
    const struct street_vertex *vertex = &painter->streets->street_vertices[index];
    shape_grid_dot(&painter->grid, vertex->at, seconds, &painter->brush);
    if (vertex->marks & painter->metric->blocked)
        return;
    const struct street_arc *arcs =
        painter->by ? painter->streets->street_arcs_in : painter->streets->street_arcs_out;
    uint32_t first = painter->by ? vertex->first_in : vertex->first_out;
    uint32_t end = painter->by ? vertex[1].first_in : vertex[1].first_out;
    for (uint32_t i = first; i < end; i++)
        paint_arc(painter, &arcs[i], seconds);
}

static void paint_streets(struct painter *painter)
{
    double metres = painter->grid.metres;
    painter->brush = (struct shape_brush){
        .metres = BESIDE_METRES > metres ? BESIDE_METRES : metres,
        .metres_per_second = painter->metric->profile.metres_per_second,
    };
    for (uint32_t i = 0; i < painter->vertices->count; i++) {
        double seconds = time_of(painter, painter->vertices->items[i]);
        if (seconds >= 0)
            paint_vertex(painter, painter->vertices->items[i], seconds);
    }
}

/* Times at stops as they get off, percentile by percentile. */
static int32_t off_at(const struct isochrone_ask *ask, uint32_t stop, uint32_t percentile,
                      int32_t *minutes)
{
    for (uint32_t row = 0; row < ask->spread.rows; row++)
        minutes[row] = spread_row(&ask->spread, row)[stop].off;
    spread_sort(minutes, ask->spread.rows);
    return minutes[spread_rank(ask->percentiles[percentile], ask->spread.rows)];
}

static void paint_straight(struct painter *painter)
{
    const struct isochrone_ask *ask = painter->ask;
    const struct outward *outward = &ask->outward;
    double speed = outward->person.on_foot.metres_per_second / REACH_DETOUR;
    int32_t *minutes = arena_array(ask->arena, ask->spread.rows, sizeof *minutes);
    if (outward->place.is_stop || outward->ways >> WAY_WALK & 1)
        shape_grid_cone(&painter->grid, outward->place.at, 0, speed, max_seconds(ask));
    for (uint32_t i = 0; i < ask->spread.stop_count; i++) {
        int32_t seconds = off_at(ask, i, painter->percentile, minutes);
        const struct stop *stop = &ask->network->stops[ask->spread.stops[i]];
        if (seconds <= ask->cutoffs[ask->cutoff_count - 1] && stop->placed)
            shape_grid_cone(&painter->grid, stop->at, seconds, speed, max_seconds(ask));
    }
}

/* What is reached on streets lies between their crossings, but for bends; the margin has these. */
static struct box box_of(const struct isochrone_ask *ask, const struct isochrone_times *vertices,
                         const struct streets *streets)
{
    struct box box = {ask->outward.place.at, ask->outward.place.at};
    for (uint32_t i = 0; vertices && i < vertices->count; i++)
        geo_box_stretch(&box, streets->street_vertices[vertices->items[i]].at);
    for (uint32_t i = 0; !vertices && i < ask->spread.stop_count; i++) {
        const struct stop *stop = &ask->network->stops[ask->spread.stops[i]];
        if (stop->placed)
            geo_box_stretch(&box, stop->at);
    }
    return box;
}

static bool draw(struct painter *painter, struct shape_area *areas, struct error *error)
{
    const struct isochrone_ask *ask = painter->ask;
    struct shape_rings rings[ISOCHRONE_CUTOFFS_MAX];
    for (uint32_t i = 0; i < ask->cutoff_count; i++)
        shape_rings_at(&painter->grid, ask->cutoffs[i], HOLE_METRES, ask->arena, &rings[i]);
    return shape_areas(rings, ask->cutoff_count, painter->grid.step_lat / 3, ask->arena, areas,
                       error);
}

static uint32_t *number_vertices(const struct isochrone_ask *ask,
                                 const struct isochrone_times *vertices,
                                 const struct streets *streets)
{
    uint32_t all = streets_vertices(streets);
    uint32_t *numbers = arena_array(ask->arena, all, sizeof *numbers);
    memset(numbers, 0xff, (size_t)all * sizeof *numbers);
    for (uint32_t i = 0; i < vertices->count; i++)
        numbers[vertices->items[i]] = i;
    return numbers;
}

bool isochrone_areas(const struct isochrone_ask *ask, const struct isochrone_times *vertices,
                     struct shape_area *areas, struct error *error)
{
    struct painter painter = {
        .ask = ask, .vertices = vertices, .by = ask->outward.query.when.arrive_by};
    double margin = max_seconds(ask) * ask->outward.person.on_foot.metres_per_second / REACH_DETOUR;
    if (vertices) {
        painter.streets = street_worker_streets(ask->streets);
        painter.metric = street_worker_metric(ask->streets, &ask->outward.person.on_foot);
        painter.numbers = number_vertices(ask, vertices, painter.streets);
        painter.points = arena_array(ask->arena, EDGE_POINTS_MAX, sizeof *painter.points);
        margin = 4 * BESIDE_METRES;
    }
    struct box box = box_of(ask, vertices, painter.streets);
    for (uint32_t i = 0; i < ask->percentile_count; i++) {
        painter.percentile = i;
        painter.grid = shape_grid_of(box, margin, ask->arena);
        if (vertices)
            paint_streets(&painter);
        else
            paint_straight(&painter);
        if (!draw(&painter, areas + (size_t)i * ask->cutoff_count, error))
            return false;
    }
    return true;
}
