#include "feeds/area/shape.h"

/* A band for so many lines; and lists may be that much longer than there are lines. */
enum { BAND_LINES = 8, BANDS_MAX = 65536, ENTRIES_MAX = 4 };

/* On which side of a line a place lies: > 0 left of it, 0 on it or its lengthening. Exact: products
 * of differences of latitude and longitude stay below 2^63, their difference might not. */
static int side(const struct area_line *line, struct point at)
{
    int64_t one = ((int64_t)line->to.lon - line->from.lon) * ((int64_t)at.lat - line->from.lat);
    int64_t two = ((int64_t)line->to.lat - line->from.lat) * ((int64_t)at.lon - line->from.lon);
    return (one > two) - (one < two);
}

static bool is_between(int32_t value, int32_t one, int32_t two)
{
    return one < two ? value >= one && value <= two : value >= two && value <= one;
}

/* Whether a ray from the place to the east meets the line; `*on`: the place is on the line. The
 * lower end of a line belongs to it, the upper one does not, so that a corner counts once. */
static bool is_crossed(const struct area_line *line, struct point at, bool *on)
{
    if (!is_between(at.lat, line->from.lat, line->to.lat))
        return false;
    int left = side(line, at);
    if (left == 0 && is_between(at.lon, line->from.lon, line->to.lon))
        *on = true;
    bool up = line->from.lat <= at.lat && line->to.lat > at.lat;
    bool down = line->from.lat > at.lat && line->to.lat <= at.lat;
    return (up && left > 0) || (down && left < 0);
}

static uint32_t band_of(const struct area_shape *shape, int32_t lat)
{
    return (uint32_t)(((int64_t)lat - shape->box.low.lat) / shape->band_height);
}

bool area_shape_has(const struct area_shape *shape, struct point at)
{
    if (!shape->band_starts.count || !geo_box_has(shape->box, at))
        return false;
    const uint32_t *starts = shape->band_starts.data, *lines = shape->band_lines.data;
    uint32_t band = band_of(shape, at.lat);
    bool on = false, inside = false;
    for (uint32_t i = starts[band]; i < starts[band + 1] && !on; i++)
        inside ^= is_crossed(vec_at(&shape->lines, lines[i]), at, &on);
    return on || inside;
}

/* The bands that a line reaches into. */
static void bands_of(const struct area_shape *shape, const struct area_line *line, uint32_t *low,
                     uint32_t *high)
{
    uint32_t from = band_of(shape, line->from.lat), to = band_of(shape, line->to.lat);
    *low = from < to ? from : to;
    *high = from < to ? to : from;
}

static void set_bands(struct area_shape *shape, uint32_t bands)
{
    int64_t height = (int64_t)shape->box.high.lat - shape->box.low.lat + 1;
    shape->band_height = (height + bands - 1) / bands;
}

/* How many entries so many bands would have. */
static uint64_t entries_of(struct area_shape *shape, uint32_t bands)
{
    uint64_t entries = 0;
    set_bands(shape, bands);
    for (uint32_t i = 0; i < shape->lines.count; i++) {
        uint32_t low, high;
        bands_of(shape, vec_at(&shape->lines, i), &low, &high);
        entries += high - low + 1;
    }
    return entries;
}

/* Lines that reach into many bands would stand in many lists: then there are fewer bands. */
static uint32_t count_bands(struct area_shape *shape)
{
    uint32_t bands = shape->lines.count / BAND_LINES + 1;
    bands = bands < BANDS_MAX ? bands : BANDS_MAX;
    while (bands > 1 && entries_of(shape, bands) > (uint64_t)ENTRIES_MAX * shape->lines.count)
        bands /= 2;
    set_bands(shape, bands);
    return bands;
}

void area_shape_band(struct area_shape *shape)
{
    if (!shape->lines.count)
        return;
    uint32_t bands = count_bands(shape), low, high;
    vec_resize(&shape->band_starts, bands + 2);
    uint32_t *starts = shape->band_starts.data;
    /* Counted two bands on, summed, and filled in one band on: then they stand where they start. */
    for (uint32_t i = 0; i < shape->lines.count; i++) {
        bands_of(shape, vec_at(&shape->lines, i), &low, &high);
        for (uint32_t band = low; band <= high; band++)
            starts[band + 2]++;
    }
    for (uint32_t band = 1; band < bands + 2; band++)
        starts[band] += starts[band - 1];
    vec_resize(&shape->band_lines, starts[bands + 1]);
    uint32_t *lines = shape->band_lines.data;
    for (uint32_t i = 0; i < shape->lines.count; i++) {
        bands_of(shape, vec_at(&shape->lines, i), &low, &high);
        for (uint32_t band = low; band <= high; band++)
            lines[starts[band + 1]++] = i;
    }
}

void area_shape_finish(struct area_shape *shape)
{
    vec_finish(&shape->lines);
    vec_finish(&shape->band_starts);
    vec_finish(&shape->band_lines);
}
