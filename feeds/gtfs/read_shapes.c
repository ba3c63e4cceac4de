#include "feeds/gtfs/context.h"

#include <math.h>
#include <string.h>

#include "feeds/gtfs/runs.h"

enum { SHAPE, LAT, LON, SEQUENCE, DISTANCE };

static const char *const columns[] = {
    "shape_id", "shape_pt_lat", "shape_pt_lon", "shape_pt_sequence", "shape_dist_traveled", NULL,
};

static const char file[] = "shapes.txt";

/* A point as the file gives it. */
struct outline_point {
    struct point at;
    float distance;
};

/* What is kept between the rows; only shapes that trips name are kept. */
struct gtfs_outlines {
    struct runs runs;
    struct vec points;    /* struct outline_point, in file order */
    struct intern unused; /* ids that no trip names, to count each once */
    uint32_t shape;       /* of the row before */
    struct vec drafted;   /* uint32_t, by number of shape_ids: the draft's shape, or NO_IX */
};

static uint32_t shape_of(struct gtfs *gtfs, const struct row *row)
{
    struct gtfs_outlines *outlines = gtfs->outlines;
    struct field id = row->fields[SHAPE];
    const struct intern *ids = &gtfs->shape_ids;
    uint32_t before = outlines->shape;
    if (before != INTERN_NONE && ids->lengths[before] == id.length &&
        memcmp(intern_key(ids, before), id.text, id.length) == 0)
        return before;
    uint32_t shape = gtfs_find_id(ids, id);
    if (shape != INTERN_NONE) {
        outlines->shape = shape;
        return shape;
    }
    uint32_t known = outlines->unused.count;
    if (intern_add(&outlines->unused, id.text, id.length) == known)
        gtfs_note(gtfs, KIND_SHAPE_UNUSED, row, id);
    return INTERN_NONE;
}

static bool point_of(const struct row *row, struct point *at)
{
    double lat, lon;
    if (value_decimal(row->fields[LAT], &lat) != VALUE_GOOD ||
        value_decimal(row->fields[LON], &lon) != VALUE_GOOD || fabs(lat) > 90 || fabs(lon) > 180)
        return false;
    *at = geo_point(lat, lon);
    return true;
}

static uint32_t sequence_of(struct gtfs *gtfs, const struct row *row, uint32_t shape)
{
    int64_t sequence;
    if (value_whole(row->fields[SEQUENCE], 0, UINT32_MAX - 1, &sequence) == VALUE_GOOD)
        return (uint32_t)sequence;
    gtfs_note(gtfs, KIND_SEQUENCE_INVALID, row, row->fields[SEQUENCE]);
    return runs_last_sequence(&gtfs->outlines->runs, shape, 0);
}

static void take(struct gtfs *gtfs, const struct row *row)
{
    uint32_t shape = shape_of(gtfs, row);
    if (shape == INTERN_NONE)
        return;
    struct outline_point point = {.distance = NAN};
    if (!point_of(row, &point.at)) {
        gtfs_note(gtfs, KIND_SHAPE_POINT_INVALID, row, row->fields[SHAPE]);
        return;
    }
    double distance;
    enum value_state state = value_decimal(row->fields[DISTANCE], &distance);
    if (state == VALUE_BAD)
        gtfs_note(gtfs, KIND_VALUE_INVALID, row, row->fields[DISTANCE]);
    if (state == VALUE_GOOD)
        point.distance = (float)distance;
    runs_add(&gtfs->outlines->runs, shape, row->line, sequence_of(gtfs, row, shape));
    vec_push(&gtfs->outlines->points, &point);
}

static void add_points(struct gtfs *gtfs, const struct run_rows *rows)
{
    const struct outline_point *points = gtfs->outlines->points.data;
    struct draft *draft = gtfs->draft;
    for (uint32_t i = 0; i < rows->count; i++) {
        const struct outline_point *point = &points[rows->rows ? rows->rows[i] : rows->first + i];
        vec_push(&draft->shape_points, &point->at);
        vec_push(&draft->shape_distances, &point->distance);
    }
}

/* The draft's number of that shape, or NO_IX when there is nothing to draw. */
static uint32_t add_shape(struct gtfs *gtfs, uint32_t shape)
{
    struct runs *runs = &gtfs->outlines->runs;
    struct run_rows rows = runs_order(runs, shape);
    if (!rows.count)
        return NO_IX;
    const char *id = intern_key(&gtfs->shape_ids, shape);
    uint32_t line = runs_line(runs, shape, rows.rows ? rows.rows[0] : rows.first);
    if (rows.count < 2) {
        gtfs_note_at(gtfs, KIND_SHAPE_SHORT, file, line, id);
        return NO_IX;
    }
    if (!rows.was_sorted)
        gtfs_note_at(gtfs, KIND_SHAPE_UNSORTED, file, line, id);
    struct draft_shape drafted = {.first_point = gtfs->draft->shape_points.count,
                                  .point_count = rows.count};
    add_points(gtfs, &rows);
    gtfs->counts->shapes++;
    gtfs->counts->shape_points += rows.count;
    return vec_push(&gtfs->draft->shapes, &drafted);
}

static void add_shapes(struct gtfs *gtfs)
{
    struct vec *drafted = &gtfs->outlines->drafted;
    for (uint32_t i = 0; i < gtfs->shape_ids.count; i++)
        vec_push(drafted, &(uint32_t){add_shape(gtfs, i)});
}

/* Trips name their shape by the number of its id until here. */
static void point_trips(struct gtfs *gtfs)
{
    const uint32_t *drafted = gtfs->outlines->drafted.data;
    struct gtfs_trip *trips = gtfs->trips.data;
    for (uint32_t i = 0; i < gtfs->trips.count; i++) {
        struct draft_trip *trip = &trips[i].trip;
        if (trips[i].fate != FATE_KEPT || trip->shape == NO_IX)
            continue;
        uint32_t shape = trip->shape;
        trip->shape = drafted[shape];
        if (trip->shape == NO_IX)
            gtfs_note_at(gtfs, KIND_TRIP_SHAPE_UNKNOWN, "trips.txt", trips[i].line,
                         intern_key(&gtfs->shape_ids, shape));
    }
}

bool gtfs_read_shapes(struct gtfs *gtfs, struct error *error)
{
    (void)error; /* Journeys work without any shape. */
    static const struct gtfs_table table = {file, columns, 4, take};
    struct gtfs_outlines outlines = {
        .points = vec_of(sizeof(struct outline_point)),
        .drafted = vec_of(sizeof(uint32_t)),
        .shape = INTERN_NONE,
    };
    runs_init(&outlines.runs, gtfs->shape_ids.count);
    gtfs->outlines = &outlines;
    gtfs_read_optional(gtfs, &table);
    add_shapes(gtfs);
    point_trips(gtfs);
    gtfs->outlines = NULL;
    runs_finish(&outlines.runs);
    vec_finish(&outlines.points);
    vec_finish(&outlines.drafted);
    intern_finish(&outlines.unused);
    return true;
}
