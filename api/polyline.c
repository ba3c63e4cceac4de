#include "api/polyline.h"

/* A coordinate at the wanted precision, halves away from zero. */
static int64_t rounded(int32_t units, int64_t step)
{
    int64_t half = step / 2;
    return units >= 0 ? (units + half) / step : -((-(int64_t)units + half) / step);
}

/* Room for one number: 64 bits in groups of five. */
#define NUMBER_MAX 13

static char *put_number(char *at, int64_t difference)
{
    uint64_t value = (uint64_t)difference << 1;
    value = difference < 0 ? ~value : value;
    for (; value >= 0x20; value >>= 5)
        *at++ = (char)((0x20 | (value & 0x1f)) + 63);
    *at++ = (char)(value + 63);
    return at;
}

struct polyline polyline_encode(struct arena *arena, const struct point *points, uint32_t count,
                                uint32_t precision)
{
    int64_t step = 1, lat = 0, lon = 0;
    for (uint32_t i = precision; i < 7; i++)
        step *= 10;
    struct vec text = vec_of(1);
    for (uint32_t i = 0; i < count; i++) {
        char numbers[2 * NUMBER_MAX];
        int64_t next_lat = rounded(points[i].lat, step), next_lon = rounded(points[i].lon, step);
        char *end = put_number(put_number(numbers, next_lat - lat), next_lon - lon);
        vec_add_many(&text, numbers, (size_t)(end - numbers));
        lat = next_lat;
        lon = next_lon;
    }
    struct polyline line = {"", count};
    if (text.count > 0)
        line.points = arena_text(arena, text.data, text.count);
    vec_finish(&text);
    return line;
}

static void add_point(struct vec *points, struct point point)
{
    if (points->count > 0) {
        const struct point *last = vec_at(points, points->count - 1);
        if (last->lat == point.lat && last->lon == point.lon)
            return;
    }
    vec_push(points, &point);
}

void polyline_ride(const struct world *world, struct run run, uint32_t from_call, uint32_t to_call,
                   struct vec *points)
{
    const struct network *network = world->network;
    const struct trip *trip = world_trip(world, run.trip);
    const struct outline *outline = trip->shape == NO_IX ? NULL : &network->outlines[trip->shape];
    const uint32_t *calls = outline ? network->outline_calls + outline->first_call : NULL;
    if (calls && outline->point_count > 0 && calls[from_call] < calls[to_call]) {
        for (uint32_t i = calls[from_call]; i <= calls[to_call]; i++)
            add_point(points, network->shape_points[outline->first_point + i]);
        return;
    }
    for (uint32_t call = from_call; call <= to_call; call++)
        add_point(points, network->stops[world_shown_stop(world, run.trip, call)].at);
}

double polyline_metres(const struct point *points, uint32_t count)
{
    double metres = 0;
    for (uint32_t i = 1; i < count; i++)
        metres += geo_metres(points[i - 1], points[i]);
    return metres;
}
