#include "engine/street/between_rooms.h"

#include <math.h>

/* Ties of a stop may lie so far from where it is. */
#define SLACK_METRES 250
#define METRES_A_UNIT 0.0111195 /* of latitude */
#define SIDE_CELLS_MAX 256

/* The last moments of squares of ground; distances are never larger than they are. */
struct grid {
    struct point low;
    double narrow; /* of a unit of longitude, where it is least */
    double metres; /* of a side of a square */
    uint32_t rows, columns;
    int32_t *last; /* -1: no stop is there */
};

/* A place on it, in metres. */
struct flat {
    double x, y;
};

static struct flat flatten(const struct grid *grid, struct point at)
{
    return (struct flat){((double)at.lon - grid->low.lon) * METRES_A_UNIT * grid->narrow,
                         ((double)at.lat - grid->low.lat) * METRES_A_UNIT};
}

/* How fast anything gets ahead, and how far a hop leads. */
static double fastest(const struct between_ask *ask)
{
    double speed = 0;
    for (uint32_t i = 0; i < ask->means_count; i++) {
        const struct means *means = &ask->means[i];
        speed = fmax(speed, means->on_foot.metres_per_second + PROFILE_BELT_SPEED);
        speed = fmax(speed, means->profile.metres_per_second);
    }
    return speed;
}

static uint32_t cells(double metres, double side)
{
    double count = floor(metres / side) + 1;
    return count < SIDE_CELLS_MAX ? (uint32_t)count : SIDE_CELLS_MAX;
}

/* Which cell of a side; what lies beyond the last is of it. */
static uint32_t cell_of(double metres, double side, uint32_t count)
{
    double cell = floor(metres / side);
    return cell < 0 ? 0 : cell < count ? (uint32_t)cell : count - 1;
}

static struct grid make_grid(const struct network *network, const struct between_ask *ask,
                             double metres, struct arena *arena)
{
    struct box box = GEO_BOX_EMPTY;
    for (uint32_t i = 0; i < ask->room_count; i++)
        geo_box_stretch(&box, network->stops[ask->rooms[i].stop].at);
    double degrees = fmax(fabs(geo_degrees(box.low.lat)), fabs(geo_degrees(box.high.lat)));
    struct grid grid = {.low = box.low, .narrow = cos(degrees * (acos(-1) / 180))};
    struct flat high = flatten(&grid, box.high);
    grid.metres = fmax(metres, fmax(high.x, high.y) / (SIDE_CELLS_MAX - 1));
    grid.rows = cells(high.y, grid.metres);
    grid.columns = cells(high.x, grid.metres);
    grid.last = arena_array(arena, (size_t)grid.rows * grid.columns, sizeof *grid.last);
    for (uint32_t i = 0; i < grid.rows * grid.columns; i++)
        grid.last[i] = -1;
    for (uint32_t i = 0; i < ask->room_count; i++) {
        struct flat at = flatten(&grid, network->stops[ask->rooms[i].stop].at);
        int32_t *last = &grid.last[cell_of(at.y, grid.metres, grid.rows) * grid.columns +
                                   cell_of(at.x, grid.metres, grid.columns)];
        *last = ask->rooms[i].seconds > *last ? ask->rooms[i].seconds : *last;
    }
    return grid;
}

static double beside(double at, double low, double side)
{
    return fmax(0, fmax(low - at, at - (low + side)));
}

/* The last moment of all squares that one can be at before it. */
static int32_t latest(const struct grid *grid, const struct flat *at, int32_t seconds,
                      const struct between_ask *ask, double speed)
{
    double reach = speed * ask->hop_seconds_max + SLACK_METRES;
    int32_t last = -1;
    uint32_t top = cell_of(at->y + reach, grid->metres, grid->rows);
    uint32_t right = cell_of(at->x + reach, grid->metres, grid->columns);
    for (uint32_t row = cell_of(at->y - reach, grid->metres, grid->rows); row <= top; row++)
        for (uint32_t column = cell_of(at->x - reach, grid->metres, grid->columns); column <= right;
             column++) {
            int32_t room = grid->last[row * grid->columns + column];
            double most = (room - seconds) * speed + SLACK_METRES;
            if (room <= last || room < seconds)
                continue;
            double x = beside(at->x, column * grid->metres, grid->metres);
            double y = beside(at->y, row * grid->metres, grid->metres);
            if (x * x + y * y <= most * most)
                last = room;
        }
    return last;
}

const int32_t *between_latest(const struct network *network, const struct between_ask *ask,
                              struct arena *arena)
{
    int32_t *moments = arena_array(arena, ask->source_count, sizeof *moments);
    double speed = fastest(ask);
    struct grid grid = {0};
    if (ask->room_count)
        grid = make_grid(network, ask, fmax(100, speed * ask->hop_seconds_max / 8), arena);
    for (uint32_t i = 0; i < ask->source_count; i++) {
        const struct endpoint *source = &ask->sources[i];
        if (!ask->room_count) {
            moments[i] = ask->rooms ? -1 : ask->seconds_max;
            continue;
        }
        struct flat at = flatten(&grid, network->stops[source->stop].at);
        moments[i] = latest(&grid, &at, source->seconds, ask, speed);
    }
    return moments;
}

bool between_fits(const struct between_ask *ask, stop_ix stop, int32_t seconds)
{
    uint32_t low = 0, high = ask->room_count;
    if (!ask->rooms)
        return true;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (ask->rooms[middle].stop < stop)
            low = middle + 1;
        else
            high = middle;
    }
    return low < ask->room_count && ask->rooms[low].stop == stop &&
           seconds <= ask->rooms[low].seconds;
}
