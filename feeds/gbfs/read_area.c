#include <math.h>

#include "feeds/gbfs/reading.h"

/* GeoJSON areas. */

enum { POINTS_MAX = 2000000, RINGS_MAX = 100000 };

struct area_reading {
    const struct reading *reading;
    enum area_use use;
    struct gbfs_ring *rings;
    uint32_t count, points;
};

static bool read_point(const json_t *pair, struct point *at)
{
    double lon = json_number_value(json_array_get(pair, 0));
    double lat = json_number_value(json_array_get(pair, 1));
    if (!json_is_number(json_array_get(pair, 0)) || !json_is_number(json_array_get(pair, 1)) ||
        !(fabs(lat) <= 90) || !(fabs(lon) <= 180))
        return false;
    *at = geo_point(lat, lon);
    return true;
}

static bool same(struct point a, struct point b)
{
    return a.lat == b.lat && a.lon == b.lon;
}

/* A ring without its last point, which is its first again, and without points twice in a row. */
static bool read_ring(struct area_reading *area, const json_t *list, bool hole)
{
    size_t size = json_array_size(list);
    if (size < 3 || size > POINTS_MAX - area->points || area->count == RINGS_MAX)
        return false;
    struct point *points = arena_array(area->reading->arena, size, sizeof *points);
    uint32_t count = 0;
    for (size_t i = 0; i < size; i++) {
        struct point at;
        if (!read_point(json_array_get(list, i), &at))
            return false;
        if (!count || !same(points[count - 1], at))
            points[count++] = at;
    }
    while (count > 1 && same(points[0], points[count - 1]))
        count--;
    if (count < 3)
        return false;
    area->points += count;
    area->rings[area->count++] = (struct gbfs_ring){points, count, hole};
    return true;
}

static void note_ring(const struct area_reading *area)
{
    reading_note(area->reading, "gbfs_ring_dropped", FINDING_ROW,
                 "A ring of an area has fewer than three points, or one that is no place.", NULL);
}

/* Without one of its holes a polygon is too large: that is for the better where something is
 * forbidden in it, and a promise that may not hold where something is allowed. */
static void lose_hole(struct area_reading *area, uint32_t first)
{
    if (area->use == AREA_FORBIDS) {
        reading_note(area->reading, "gbfs_hole_filled", FINDING_MENDED,
                     "A hole of an area cannot be read; what is forbidden around it is forbidden "
                     "in it.",
                     NULL);
        return;
    }
    reading_note(area->reading, "gbfs_polygon_dropped", FINDING_ROW,
                 "A hole of an area cannot be read; what is allowed around it is not, since it "
                 "must not be in the hole.",
                 NULL);
    area->count = first;
}

/* Without its outer ring a polygon is nothing. */
static void read_polygon(struct area_reading *area, const json_t *polygon)
{
    uint32_t first = area->count;
    if (!read_ring(area, json_array_get(polygon, 0), false)) {
        note_ring(area);
        return;
    }
    for (size_t i = 1; i < json_array_size(polygon) && area->count > first; i++)
        if (!read_ring(area, json_array_get(polygon, i), true))
            lose_hole(area, first);
}

static size_t count_rings(const json_t *polygons)
{
    size_t count = 0;
    for (size_t i = 0; i < json_array_size(polygons); i++)
        count += json_array_size(json_array_get(polygons, i));
    return count;
}

struct gbfs_area read_area(const struct reading *reading, const json_t *geometry, enum area_use use)
{
    static const char *const kinds[] = {"MultiPolygon", "Polygon", NULL};
    const json_t *coordinates = json_object_get(geometry, "coordinates");
    struct area_reading area = {.reading = reading, .use = use};
    uint32_t kind = read_word(reading, geometry, "type", kinds, 2);
    if (kind == 2 || !json_is_array(coordinates))
        return (struct gbfs_area){0};
    size_t rings = kind ? json_array_size(coordinates) : count_rings(coordinates);
    area.rings =
        arena_array(reading->arena, rings < RINGS_MAX ? rings : RINGS_MAX, sizeof *area.rings);
    if (kind)
        read_polygon(&area, coordinates);
    for (size_t i = 0; !kind && i < json_array_size(coordinates); i++)
        read_polygon(&area, json_array_get(coordinates, i));
    return (struct gbfs_area){area.rings, area.count};
}
