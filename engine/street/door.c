#include "engine/street/worker.h"

#include <math.h>
#include <string.h>

#include "engine/network/varint.h"
#include "engine/street/spread.h"

/*
 * From a place to the edges near it. Cells are looked through ring by ring around the place, until
 * what lies farther out can not be among the nearest any more.
 */

/* Another edge counts as nearly as near when it is at most that much farther than the nearest. */
static const double NEARLY = 1.5;
static const double NEARLY_METRES = 10;

/* Without a level, an edge wholly on other floors than the ground, or in a tunnel, counts as that
 * much farther: who says nothing means the street, not the passage below it. */
static const double FLOOR_METRES = 20;

/* An edge that may do. */
struct near {
    struct spot spot;
    double metres; /* off, and what counts as off */
};

struct nearest {
    const struct metric *metric;
    struct point at;
    int16_t level; /* DOOR_ANY_LEVEL: any */
    bool islands;  /* take those too */
    double shrink; /* a degree of longitude in degrees of latitude, here */
    double metres; /* farthest that counts */
    uint32_t count;
    struct near found[DOOR_SPOTS_MAX];
};

static bool kind_has_doors(const struct metric *metric, const struct street_trait *trait)
{
    switch (trait->kind) {
    case STREET_ESCALATOR:
    case STREET_MOVING_WALK:
    case STREET_LIFT:
    case STREET_FARE_GATE:
    case STREET_EXIT_GATE:
    case STREET_FERRY:
    case STREET_LINK:
        return false;
    default:
        break;
    }
    return metric->profile.travel != TRAVEL_CAR ||
           (trait->road != ROAD_MOTORWAY && !(trait->marks & MARK_TUNNEL));
}

/* Whether somebody can get on or off here, in either direction. */
static bool is_usable(const struct nearest *nearest, edge_ix edge)
{
    const struct metric *metric = nearest->metric;
    for (edge_way way = edge << 1; way <= (edge << 1 | 1); way++) {
        struct way_arcs look = way_arcs_of(metric, way, false);
        uint32_t arc;
        vertex_ix tail;
        while (way_arcs_next(&look, &arc, &tail)) {
            const struct street_trait *trait =
                &metric->streets->street_traits[metric->streets->street_arcs_out[arc].trait];
            if (kind_has_doors(metric, trait) &&
                (nearest->islands || !(trait->marks & metric->island)))
                return true;
        }
    }
    return false;
}

static bool is_on_level(const struct nearest *nearest, const struct street_edge *edge)
{
    int16_t low = edge->from_level < edge->to_level ? edge->from_level : edge->to_level;
    int16_t high = edge->from_level < edge->to_level ? edge->to_level : edge->from_level;
    return nearest->level == DOOR_ANY_LEVEL || (low <= nearest->level && nearest->level <= high);
}

static double more_for_floor(const struct nearest *nearest, const struct street_edge *edge)
{
    const struct street_trait *trait = &nearest->metric->streets->street_traits[edge->trait];
    bool ground = edge->from_level == 0 || edge->to_level == 0;
    return nearest->level == DOOR_ANY_LEVEL && (!ground || trait->marks & MARK_TUNNEL)
               ? FLOOR_METRES
               : 0;
}

/* The point of the piece from a to b that is nearest to p, as a share of the piece. */
static double nearest_share(struct point p, struct point a, struct point b, double shrink)
{
    double x = ((double)b.lon - a.lon) * shrink, y = (double)b.lat - a.lat;
    double length = x * x + y * y;
    double dot = ((double)p.lon - a.lon) * shrink * x + ((double)p.lat - a.lat) * y;
    return length <= 0 || dot <= 0 ? 0 : dot >= length ? 1 : dot / length;
}

/* A walk along an edge that keeps the nearest point. */
struct trace {
    double square; /* of the distance, in units of latitude */
    struct point at;
    uint32_t piece;
    double share;
};

static void trace_piece(const struct nearest *nearest, struct trace *trace, struct point ends[2],
                        uint32_t piece)
{
    double share = nearest_share(nearest->at, ends[0], ends[1], nearest->shrink);
    double lat = ends[0].lat + share * ((double)ends[1].lat - ends[0].lat);
    double lon = ends[0].lon + share * ((double)ends[1].lon - ends[0].lon);
    double x = (lon - nearest->at.lon) * nearest->shrink, y = lat - nearest->at.lat;
    if (x * x + y * y >= trace->square)
        return;
    *trace =
        (struct trace){x * x + y * y, {(int32_t)lround(lat), (int32_t)lround(lon)}, piece, share};
}

/* The next point of an edge's shape; the last is its end. */
struct shape_walk {
    const uint8_t *bytes, *end;
    struct point at, last;
    uint32_t left;
};

static struct shape_walk shape_of(const struct streets *streets, const struct street_edge *edge)
{
    return (struct shape_walk){streets->street_shapes + edge->shape,
                               streets->street_shapes + streets->counts.street_shapes,
                               streets->street_vertices[edge->from].at,
                               streets->street_vertices[edge->to].at, edge->inner_points + 1u};
}

static bool shape_step(struct shape_walk *walk, struct point piece[2])
{
    if (!walk->left)
        return false;
    piece[0] = walk->at;
    if (--walk->left) {
        walk->at.lat = varint_step(walk->at.lat, &walk->bytes, walk->end);
        walk->at.lon = varint_step(walk->at.lon, &walk->bytes, walk->end);
    } else {
        walk->at = walk->last;
    }
    piece[1] = walk->at;
    return true;
}

static struct trace trace_edge(const struct nearest *nearest, const struct street_edge *edge)
{
    struct shape_walk walk = shape_of(nearest->metric->streets, edge);
    struct trace trace = {.square = INFINITY};
    struct point piece[2];
    for (uint32_t i = 0; shape_step(&walk, piece); i++)
        trace_piece(nearest, &trace, piece, i);
    return trace;
}

/* How far along the edge the nearest point lies. */
static uint32_t along_of(const struct streets *streets, const struct street_edge *edge,
                         const struct trace *trace)
{
    struct shape_walk walk = shape_of(streets, edge);
    struct point piece[2];
    uint64_t along = 0;
    for (uint32_t i = 0; i < trace->piece && shape_step(&walk, piece); i++)
        along += street_millimetres(piece[0], piece[1]);
    if (shape_step(&walk, piece))
        along += (uint64_t)lround(trace->share * street_millimetres(piece[0], piece[1]));
    return along < edge->length_mm ? (uint32_t)along : edge->length_mm;
}

static double farthest(const struct nearest *nearest)
{
    if (!nearest->count)
        return nearest->metres;
    double nearly = nearest->found[0].metres * NEARLY + NEARLY_METRES;
    double allowed = nearest->metres + FLOOR_METRES;
    double most = nearly < allowed ? nearly : allowed;
    double last = nearest->found[nearest->count - 1].metres;
    return nearest->count < DOOR_SPOTS_MAX || last > most ? most : last;
}

static bool has_edge(const struct nearest *nearest, edge_ix edge)
{
    for (uint32_t i = 0; i < nearest->count; i++)
        if (nearest->found[i].spot.edge == edge)
            return true;
    return false;
}

static void insert(struct nearest *nearest, const struct near *near)
{
    uint32_t at = nearest->count < DOOR_SPOTS_MAX ? nearest->count++ : DOOR_SPOTS_MAX - 1;
    while (at && nearest->found[at - 1].metres > near->metres) {
        nearest->found[at] = nearest->found[at - 1];
        at--;
    }
    nearest->found[at] = *near;
    while (nearest->count > 1 && nearest->found[nearest->count - 1].metres > farthest(nearest))
        nearest->count--;
}

/* Metres of a unit of latitude, rounded down. */
static const double UNIT_METRES = 0.01109;

/* Whether no part of the edge can be near enough, told from where it begins and how long it is. */
static bool is_beyond(const struct nearest *nearest, const struct street_edge *edge)
{
    const struct street_vertex *vertices = nearest->metric->streets->street_vertices;
    struct point a = vertices[edge->from].at, b = vertices[edge->to].at;
    double x = ((double)a.lon - nearest->at.lon) * nearest->shrink;
    double y = (double)a.lat - nearest->at.lat;
    double limit = nearest->count ? farthest(nearest) : nearest->metres;
    if (!edge->inner_points) { /* Its length may be what a table says. */
        double along =
            fabs(((double)b.lon - a.lon) * nearest->shrink) + fabs((double)b.lat - a.lat);
        limit += along / 90; /* more than the piece takes */
    } else {
        limit += edge->length_mm / 1000.0;
    }
    return (x * x + y * y) * UNIT_METRES * UNIT_METRES > limit * limit;
}

static void consider(struct nearest *nearest, edge_ix index)
{
    const struct streets *streets = nearest->metric->streets;
    const struct street_edge *edge = &streets->street_edges[index];
    if (!is_on_level(nearest, edge) || is_beyond(nearest, edge))
        return;
    struct trace trace = trace_edge(nearest, edge);
    double off = geo_metres(nearest->at, trace.at);
    struct near near = {{.edge = index, .at = trace.at}, off + more_for_floor(nearest, edge)};
    if (off > nearest->metres || (nearest->count && near.metres > farthest(nearest)) ||
        (nearest->count == DOOR_SPOTS_MAX && near.metres >= farthest(nearest)) ||
        has_edge(nearest, index) || !is_usable(nearest, index))
        return;
    near.spot.off_mm = (uint32_t)lround(off * 1000);
    near.spot.along_mm = along_of(streets, edge, &trace);
    insert(nearest, &near);
}

/* The cells of one row from column `west` to `east`. */
static void look_through(struct nearest *nearest, uint32_t row, int64_t west, int64_t east)
{
    const struct streets *streets = nearest->metric->streets;
    const struct street_cell *cells = streets->street_cells;
    uint32_t low = 0, count = streets->counts.street_cells - 1, high = count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (cells[middle].row != row ? cells[middle].row < row
                                     : (int64_t)cells[middle].column < west)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < count && cells[low].row == row && (int64_t)cells[low].column <= east; low++)
        for (uint32_t i = cells[low].first; i < cells[low + 1].first; i++)
            consider(nearest, streets->street_cell_edges[i]);
}

static void look_at_ring(struct nearest *nearest, int64_t ring)
{
    int64_t row = street_cell_of(nearest->at.lat), column = street_cell_of(nearest->at.lon);
    for (int64_t r = row - ring; r <= row + ring; r++) {
        if (r < 0)
            continue;
        if (r == row - ring || r == row + ring) {
            look_through(nearest, (uint32_t)r, column - ring, column + ring);
        } else {
            look_through(nearest, (uint32_t)r, column - ring, column - ring);
            look_through(nearest, (uint32_t)r, column + ring, column + ring);
        }
    }
}

/* Metres that anything beyond the rings up to this one is away at least. */
static double beyond(const struct nearest *nearest, int64_t ring)
{
    int64_t lat = ((int64_t)nearest->at.lat + 1800000000) % STREET_CELL_UNITS;
    int64_t lon = ((int64_t)nearest->at.lon + 1800000000) % STREET_CELL_UNITS;
    int64_t north = lat < STREET_CELL_UNITS - lat ? lat : STREET_CELL_UNITS - lat;
    int64_t east = lon < STREET_CELL_UNITS - lon ? lon : STREET_CELL_UNITS - lon;
    const double unit = 0.0111; /* metres, a little less than it is */
    double up = (double)(north + ring * STREET_CELL_UNITS) * unit;
    double aside = (double)(east + ring * STREET_CELL_UNITS) * unit * nearest->shrink * 0.99;
    return up < aside ? up : aside;
}

static void look_around(struct nearest *nearest)
{
    nearest->count = 0;
    for (int64_t ring = 0; ring < 400; ring++) {
        if (ring && beyond(nearest, ring - 1) > farthest(nearest))
            return;
        look_at_ring(nearest, ring);
    }
}

void door_at(struct street_worker *worker, const struct metric *metric, struct point at,
             int16_t level, double metres, struct door *door)
{
    struct nearest nearest = {.metric = metric, .at = at, .level = level, .metres = metres};
    nearest.shrink = cos((double)at.lat / GEO_UNITS_PER_DEGREE * 3.14159265358979323846 / 180);
    nearest.shrink = nearest.shrink > 0.01 ? nearest.shrink : 0.01;
    *door = (struct door){.at = at, .level = level, .record = NO_IX};
    if (!worker->streets.counts.street_cells)
        return;
    look_around(&nearest);
    if (!nearest.count && level != DOOR_ANY_LEVEL) {
        nearest.level = DOOR_ANY_LEVEL;
        look_around(&nearest);
    }
    if (!nearest.count) {
        nearest.islands = true;
        look_around(&nearest);
    }
    door->spot_count = nearest.count;
    for (uint32_t i = 0; i < nearest.count; i++)
        door->spots[i] = nearest.found[i].spot;
}

bool door_of(const struct streets *streets, enum tie_kind kind, uint32_t record, struct door *door)
{
    uint32_t first, end = record == NO_IX ? 0 : ties_of(streets, kind, record, &first);
    if (record == NO_IX || first == end)
        return false;
    const struct street_tie *tie = &streets->street_ties[first];
    *door = (struct door){
        .at = streets->street_vertices[tie->vertex].at,
        .level = streets->street_vertices[tie->vertex].level,
        .tie_kind = kind,
        .record = record,
    };
    return true;
}

void door_of_vertex(const struct streets *streets, vertex_ix vertex, struct door *door)
{
    *door = (struct door){
        .at = streets->street_vertices[vertex].at,
        .level = streets->street_vertices[vertex].level,
        .tie_kind = DOOR_VERTEX,
        .record = vertex,
    };
}
