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
    for (size_t i = 0; i < nodes; i++)
        grid.seconds[i] = SHAPE_NEVER;
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

void shape_grid_put(struct shape_grid *grid, struct point at, double seconds)
{
    int64_t column, row;
    if (nearest(grid, at, &column, &row))
        lower(&grid->seconds[(size_t)row * grid->columns + (size_t)column], seconds);
}

/* A node near another, and how much later one is there. */
struct step {
    int32_t columns, rows;
    float seconds;
};

static uint32_t list_steps(const struct shape_grid *grid, double metres, double pace,
                           struct step *steps)
{
    int32_t reach = (int32_t)(metres / grid->metres);
    uint32_t count = 0;
    for (int32_t row = -reach; row <= reach; row++)
        for (int32_t column = -reach; column <= reach; column++) {
            double away = sqrt((double)row * row + (double)column * column) * grid->metres;
            if (away <= metres)
                steps[count++] = (struct step){column, row, (float)(away * pace)};
        }
    return count;
}

void shape_grid_widen(struct shape_grid *grid, double metres, double metres_per_second,
                      struct arena *arena)
{
    size_t nodes = (size_t)grid->columns * grid->rows;
    size_t across = 2 * (size_t)(metres / grid->metres) + 1;
    struct step *steps = arena_array(arena, across * across, sizeof *steps);
    uint32_t count = list_steps(grid, metres, 1 / metres_per_second, steps);
    float *put = arena_array(arena, nodes, sizeof *put);
    memcpy(put, grid->seconds, nodes * sizeof *put);
    for (uint32_t row = 0; row < grid->rows; row++)
        for (uint32_t column = 0; column < grid->columns; column++) {
            float seconds = put[(size_t)row * grid->columns + column];
            for (uint32_t i = 0; i < count && seconds < SHAPE_NEVER; i++) {
                int64_t r = (int64_t)row + steps[i].rows, c = (int64_t)column + steps[i].columns;
                if (r > 0 && c > 0 && r + 1 < grid->rows && c + 1 < grid->columns)
                    lower(&grid->seconds[(size_t)r * grid->columns + (size_t)c],
                          (double)seconds + (double)steps[i].seconds);
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
    int64_t low = row > reach ? row - reach : 1, high = row + reach;
    int64_t left = column > reach ? column - reach : 1, right = column + reach;
    high = high + 1 < grid->rows ? high : (int64_t)grid->rows - 2;
    right = right + 1 < grid->columns ? right : (int64_t)grid->columns - 2;
    low = low > 0 ? low : 1;
    left = left > 0 ? left : 1;
    for (int64_t r = low; r <= high; r++) {
        float *line = grid->seconds + (size_t)r * grid->columns;
        double up = (double)((r - row) * (r - row));
        for (int64_t c = left; c <= right; c++) {
            double there = seconds + sqrt(up + (double)((c - column) * (c - column))) * pace;
            if (there <= seconds_max)
                lower(&line[c], there);
        }
    }
}
