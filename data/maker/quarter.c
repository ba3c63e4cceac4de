#include "data/maker/quarter.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CUTS_MAX 32
/* Shorter streets are left out: decimetres. */
#define SHORTEST 350

/* Lines in one direction: `u` along, `v` across, both of length 1. */
struct raster {
    double ux, uy, vx, vy;
    double step;
};

struct quarter {
    struct drawing *drawing;
    const struct row *row;
    struct vec edge;   /* struct spot */
    const char *names; /* those left */
};

static int by_number(const void *a, const void *b)
{
    double first = *(const double *)a, second = *(const double *)b;
    return (first > second) - (first < second);
}

/* Where the line at `offset` meets the edge of the quarter, as metres along it, sorted. */
static uint32_t line_cuts(const struct quarter *quarter, const struct raster *raster, double offset,
                          double cuts[CUTS_MAX])
{
    const struct spot *edge = quarter->edge.data;
    uint32_t count = 0, corners = quarter->edge.count;
    for (uint32_t i = 0; i < corners && count < CUTS_MAX; i++) {
        struct spot a = edge[i], b = edge[(i + 1) % corners];
        double from = a.x * raster->vx + a.y * raster->vy - offset;
        double to = b.x * raster->vx + b.y * raster->vy - offset;
        if ((from < 0) == (to < 0))
            continue;
        double part = from / (from - to);
        double x = a.x + part * (b.x - a.x), y = a.y + part * (b.y - a.y);
        cuts[count++] = x * raster->ux + y * raster->uy;
    }
    qsort(cuts, count, sizeof cuts[0], by_number);
    return count;
}

/* The next name as a tag, or nothing. */
static const char *name_next(struct quarter *quarter)
{
    size_t length = strcspn(quarter->names, ",");
    if (length == 0)
        return "";
    const char *tag =
        arena_format(&quarter->drawing->arena, "name=%.*s", (int)length, quarter->names);
    quarter->names += length;
    quarter->names += strspn(quarter->names, ", ");
    return tag;
}

static bool line_add(struct quarter *quarter, const struct raster *raster, double offset,
                     struct error *error)
{
    double cuts[CUTS_MAX];
    uint32_t count = line_cuts(quarter, raster, offset, cuts);
    const struct row *row = quarter->row;
    bool done = true;
    for (uint32_t i = 0; done && i + 1 < count; i += 2) {
        if (cuts[i + 1] - cuts[i] < SHORTEST)
            continue;
        struct vec spots = vec_of(sizeof(struct spot));
        for (int end = 0; end < 2; end++) {
            double along = cuts[i + (uint32_t)end];
            struct spot spot = {(int32_t)lround(along * raster->ux + offset * raster->vx),
                                (int32_t)lround(along * raster->uy + offset * raster->vy)};
            vec_push(&spots, &spot);
        }
        const char *tags =
            arena_format(&quarter->drawing->arena, "%s; %s", name_next(quarter), row->fields[6]);
        done = draw_way_add(quarter->drawing, row, row->fields[1], tags, &spots, error);
        vec_finish(&spots);
    }
    return done;
}

static bool raster_add(struct quarter *quarter, const struct raster *raster, struct error *error)
{
    double least = INFINITY, most = -INFINITY;
    for (uint32_t i = 0; i < quarter->edge.count; i++) {
        const struct spot *spot = vec_at(&quarter->edge, i);
        double across = spot->x * raster->vx + spot->y * raster->vy;
        least = fmin(least, across);
        most = fmax(most, across);
    }
    for (double offset = least + raster->step / 2; offset < most; offset += raster->step)
        if (!line_add(quarter, raster, offset, error))
            return false;
    return true;
}

bool quarter_add(struct drawing *drawing, const struct row *row, struct error *error)
{
    struct quarter quarter = {.drawing = drawing,
                              .row = row,
                              .edge = vec_of(sizeof(struct spot)),
                              .names = row->fields[5]};
    double dx, dy, along, across;
    if (sscanf(row->fields[2], "%lf,%lf", &dx, &dy) != 2 || hypot(dx, dy) < 1e-9 ||
        sscanf(row->fields[3], "%lf %lf", &along, &across) != 2 || along < 10 || across < 10)
        return error_set(error, ERROR_INPUT, row->place,
                         "a direction and two distances are needed");
    double length = hypot(dx, dy), ux = dx / length, uy = dy / length;
    struct raster there = {ux, uy, -uy, ux, 10 * along}, over = {-uy, ux, ux, uy, 10 * across};
    bool done = draw_spots(drawing, row, row->fields[4], &quarter.edge, error) &&
                raster_add(&quarter, &there, error) && raster_add(&quarter, &over, error);
    vec_finish(&quarter.edge);
    return done;
}
