#include "engine/street/beside.h"

#include <math.h>

#include "engine/base/vec.h"

/* How far a road may be, and how much its direction may differ. */
#define BESIDE_METRES 25.0
#define BESIDE_COSINE 0.9 /* of some 25 degrees */

/* A plane around a point, in metres east and north. */
struct plane {
    struct point origin;
    double narrow;
};

struct flat {
    double x, y;
};

static struct flat flatten(const struct plane *plane, struct point point)
{
    const double metres = 0.0111195; /* a unit of latitude */
    return (struct flat){((double)point.lon - plane->origin.lon) * metres * plane->narrow,
                         ((double)point.lat - plane->origin.lat) * metres};
}

/* What is looked for beside: the middle of a way, where it goes, and the nearest road so far. */
struct looking {
    const struct streets *streets;
    struct plane plane;
    struct flat along; /* of length 1 */
    double metres;
    text_ix name;
    struct vec points; /* scratch */
};

static uint32_t points_of(struct looking *looking, edge_ix edge)
{
    vec_resize(&looking->points, looking->streets->street_edges[edge].inner_points + 2u);
    return street_edge_points(looking->streets, edge, looking->points.data);
}

/* Sets the plane to the middle piece of the way. False: the way has no length. */
static bool stand_on(struct looking *looking, edge_ix edge)
{
    uint32_t count = points_of(looking, edge);
    const struct point *points = looking->points.data;
    struct point a = points[(count - 1) / 2], b = points[(count - 1) / 2 + 1];
    looking->plane.origin = (struct point){a.lat / 2 + b.lat / 2, a.lon / 2 + b.lon / 2};
    looking->plane.narrow = cos(geo_degrees(a.lat) * (acos(-1) / 180));
    struct flat from = flatten(&looking->plane, a), to = flatten(&looking->plane, b);
    double length = hypot(to.x - from.x, to.y - from.y);
    if (length < 0.1)
        return false;
    looking->along = (struct flat){(to.x - from.x) / length, (to.y - from.y) / length};
    return true;
}

/* Metres from the origin to the piece from a to b. */
static double metres_to(struct flat a, struct flat b)
{
    double x = b.x - a.x, y = b.y - a.y, square = x * x + y * y;
    double share = square > 0 ? -(a.x * x + a.y * y) / square : 0;
    share = share < 0 ? 0 : share > 1 ? 1 : share;
    return hypot(a.x + share * x, a.y + share * y);
}

static void consider(struct looking *looking, edge_ix edge)
{
    const struct street_edge *record = &looking->streets->street_edges[edge];
    if (!record->name || looking->streets->street_traits[record->trait].kind != STREET_ROAD)
        return;
    uint32_t count = points_of(looking, edge);
    const struct point *points = looking->points.data;
    struct flat a = flatten(&looking->plane, points[0]);
    for (uint32_t i = 1; i < count; i++) {
        struct flat b = flatten(&looking->plane, points[i]);
        double metres = metres_to(a, b), length = hypot(b.x - a.x, b.y - a.y);
        double cosine =
            fabs((b.x - a.x) * looking->along.x + (b.y - a.y) * looking->along.y) / length;
        if (length > 0 && metres < looking->metres && cosine >= BESIDE_COSINE) {
            looking->metres = metres;
            looking->name = record->name;
        }
        a = b;
    }
}

/* The cells of one row around the origin. */
static void look_through(struct looking *looking, uint32_t row, uint32_t west, uint32_t east)
{
    const struct streets *streets = looking->streets;
    const struct street_cell *cells = streets->street_cells;
    uint32_t low = 0, count = streets->counts.street_cells - 1, high = count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        bool before =
            cells[middle].row != row ? cells[middle].row < row : cells[middle].column < west;
        low = before ? middle + 1 : low;
        high = before ? high : middle;
    }
    for (; low < count && cells[low].row == row && cells[low].column <= east; low++)
        for (uint32_t i = cells[low].first; i < cells[low + 1].first; i++)
            consider(looking, streets->street_cell_edges[i]);
}

text_ix street_beside(const struct streets *streets, edge_ix edge)
{
    struct looking looking = {
        .streets = streets, .metres = BESIDE_METRES, .points = vec_of(sizeof(struct point))};
    if (streets->counts.street_cells && stand_on(&looking, edge)) {
        struct box box = geo_box_around(looking.plane.origin, BESIDE_METRES);
        for (uint32_t row = street_cell_of(box.low.lat); row <= street_cell_of(box.high.lat); row++)
            look_through(&looking, row, street_cell_of(box.low.lon), street_cell_of(box.high.lon));
    }
    vec_finish(&looking.points);
    return looking.name;
}
