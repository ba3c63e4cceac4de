#include "api/shape_grid.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#define METRES_PER_UNIT 0.0111319491 /* of latitude: the equator in 360e7 parts */
#define RADIANS_PER_UNIT 1.745329252e-9

/* The margin of nodes that stay unreached, whatever is widened. */
enum { RIM = 2 };

static double shrink(int32_t lat)
{
    double cosine = cos((double)lat * RADIANS_PER_UNIT);
    return cosine < 0.01 ? 0.01 : cosine;
}

struct shape_grid shape_grid_of(struct box box, double margin, struct arena *arena)
{
    double shrunk = shrink(box.low.lat / 2 + box.high.lat / 2);
    double height = ((double)box.high.lat - box.low.lat) * METRES_PER_UNIT + 2 * margin;
    double width = ((double)box.high.lon - box.low.lon) * METRES_PER_UNIT * shrunk + 2 * margin;
    struct shape_grid grid = {.metres = SHAPE_METRES_MIN};
    double metres = sqrt(height * width / (SHAPE_NODES_MAX * 0.95));
    grid.metres = metres > grid.metres ? metres : grid.metres;
    grid.metres = grid.metres > (height + width) / 20000 ? grid.metres : (height + width) / 20000;
    grid.step_lat = (int32_t)ceil(grid.metres / METRES_PER_UNIT);
    grid.step_lon = (int32_t)ceil(grid.metres / METRES_PER_UNIT / shrunk);
    grid.columns = (uint32_t)(width / grid.metres) + 2 * RIM + 2;
    grid.rows = (uint32_t)(height / grid.metres) + 2 * RIM + 2;
    double around = margin / grid.metres + RIM;
    grid.low.lat = (int32_t)(box.low.lat - around * grid.step_lat);
    grid.low.lon = (int32_t)(box.low.lon - around * grid.step_lon);
    size_t nodes = (size_t)grid.columns * grid.rows;
    grid.seconds = arena_array(arena, nodes, sizeof *grid.seconds);
    grid.away = arena_array(arena, nodes, sizeof *grid.away);
    for (size_t i = 0; i < nodes; i++)
        grid.seconds[i] = grid.away[i] = SHAPE_NEVER;
    return grid;
}

struct point shape_grid_node(const struct shape_grid *grid, uint32_t column, uint32_t row)
{
    return (struct point){grid->low.lat + (int32_t)row * grid->step_lat,
                          grid->low.lon + (int32_t)column * grid->step_lon};
}

/* Column and row of the node nearest to a point; false: off the grid or on its rim. */
static bool nearest(const struct shape_grid *grid, struct point at, int64_t *column, int64_t *row)
{
    int64_t lat = (int64_t)at.lat - grid->low.lat + grid->step_lat / 2;
    int64_t lon = (int64_t)at.lon - grid->low.lon + grid->step_lon / 2;
    if (lat < 0 || lon < 0)
        return false;
    *row = lat / grid->step_lat;
    *column = lon / grid->step_lon;
    return *row > 0 && *column > 0 && *row + 1 < grid->rows && *column + 1 < grid->columns;
}

static void lower(float *seconds, double value)
{
    if ((float)value < *seconds)
        *seconds = (float)value;
}

/* Nodes from low to high around a middle one, off the rim. */
struct range {
    int64_t low, high;
};

static struct range range_of(int64_t middle, int64_t reach, uint32_t count)
{
    struct range range = {middle - reach, middle + reach};
    range.low = range.low > 1 ? range.low : 1;
    range.high = range.high + 1 < count ? range.high : (int64_t)count - 2;
    return range;
}

/* A dot reaches a node farther than it is drawn, so that its edge can be drawn between nodes. */
void shape_grid_dot(struct shape_grid *grid, struct point at, double seconds,
                    const struct shape_brush *brush)
{
    int64_t column, row;
    if (!nearest(grid, at, &column, &row))
        return;
    float metres = (float)brush->metres, pace = (float)(1 / brush->metres_per_second);
    float step = (float)grid->metres, reach = metres + 1.5F * step;
    struct range rows = range_of(row, (int64_t)(reach / step) + 1, grid->rows);
    struct range columns = range_of(column, (int64_t)(reach / step) + 1, grid->columns);
    float x = (float)((double)at.lon - grid->low.lon) / (float)grid->step_lon;
    float y = (float)((double)at.lat - grid->low.lat) / (float)grid->step_lat;
    for (int64_t r = rows.low; r <= rows.high; r++) {
        float *times = grid->seconds + (size_t)r * grid->columns;
        float *aways = grid->away + (size_t)r * grid->columns;
        float up = ((float)r - y) * ((float)r - y);
        for (int64_t c = columns.low; c <= columns.high; c++) {
            float metres_away = sqrtf(up + ((float)c - x) * ((float)c - x)) * step;
            float time = metres_away > reach ? SHAPE_NEVER : (float)seconds + metres_away * pace;
            times[c] = time < times[c] ? time : times[c];
            aways[c] = metres_away - metres < aways[c] ? metres_away - metres : aways[c];
        }
    }
}

void shape_grid_cone(struct shape_grid *grid, struct point at, double seconds,
                     double metres_per_second, double seconds_max)
{
    int64_t column, row;
    if (!nearest(grid, at, &column, &row) ||
        (double)grid->seconds[(size_t)row * grid->columns + (size_t)column] <= seconds)
        return; /* Others were there before, and went on from here. */
    double pace = grid->metres / metres_per_second;
    int64_t reach = (int64_t)((seconds_max - seconds) / pace) + 1;
    struct range rows = range_of(row, reach, grid->rows);
    struct range columns = range_of(column, reach, grid->columns);
    for (int64_t r = rows.low; r <= rows.high; r++) {
        float *line = grid->seconds + (size_t)r * grid->columns;
        double up = (double)((r - row) * (r - row));
        for (int64_t c = columns.low; c <= columns.high; c++) {
            double there = seconds + sqrt(up + (double)((c - column) * (c - column))) * pace;
            lower(&line[c], there);
            grid->away[(size_t)r * grid->columns + (size_t)c] = -(float)grid->metres;
        }
    }
}
