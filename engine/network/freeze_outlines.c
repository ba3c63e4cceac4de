#include "engine/network/frozen.h"

#include <math.h>
#include <string.h>

#include "engine/base/memory.h"

/*
 * Where on its shape each call of a pattern lies. Distances given by the feed decide where both
 * shape and calls have them; else the sequence of shape points that is nearest to the stops in
 * all, going forward only (a shortest path over calls x points, so loops come out right).
 */

static const struct draft_call *calls_of_pattern(const struct frozen *frozen,
                                                 const struct draft_trip *trip)
{
    return (const struct draft_call *)frozen->draft->calls.data + trip->first_call;
}

/* Points times calls of one outline; a larger one is drawn straight from stop to stop. */
enum { CELLS_MAX = 64 * 1024 * 1024 };

/* The first draft trip of each outline stands for all. */
static uint32_t *find_speakers(const struct frozen *frozen)
{
    uint32_t *speakers = memory_zeroed(frozen->outline_keys.count, sizeof *speakers);
    memset(speakers, 0xff, frozen->outline_keys.count * sizeof *speakers);
    const struct trip *trips = frozen->trips.data;
    for (uint32_t i = 0; i < frozen->draft->trips.count; i++) {
        uint32_t outline = trips[frozen->trip_of[i]].shape;
        if (outline != NO_IX && speakers[outline] == NO_IX)
            speakers[outline] = i;
    }
    return speakers;
}

static bool has_distances(const struct frozen *frozen, const struct draft_shape *shape,
                          const struct draft_call *calls, uint32_t call_count)
{
    const float *distances = frozen->draft->shape_distances.data;
    for (uint32_t i = 0; i < shape->point_count; i++)
        if (isnan(distances[shape->first_point + i]))
            return false;
    for (uint32_t i = 0; i < call_count; i++)
        if (isnan(calls[i].shape_distance) ||
            (i && calls[i].shape_distance < calls[i - 1].shape_distance))
            return false;
    return true;
}

static void place_by_distance(const struct frozen *frozen, const struct draft_shape *shape,
                              const struct draft_call *calls, uint32_t call_count, uint32_t *places)
{
    const float *distances =
        (const float *)frozen->draft->shape_distances.data + shape->first_point;
    uint32_t at = 0;
    for (uint32_t i = 0; i < call_count; i++) {
        float wanted = calls[i].shape_distance;
        while (at + 1 < shape->point_count && distances[at] < wanted)
            at++;
        bool before = at > 0 && wanted - distances[at - 1] < distances[at] - wanted;
        uint32_t nearest = before ? at - 1 : at;
        places[i] = i && nearest < places[i - 1] ? places[i - 1] : nearest;
    }
}

static float square_distance(struct point a, struct point b, float shrink)
{
    float north = (float)((double)a.lat - b.lat), east = (float)((double)a.lon - b.lon) * shrink;
    return north * north + east * east;
}

/* costs[p]: least sum of distances when this call lies at p or before; ways[p]: where it lies. */
static void place_by_nearness(const struct frozen *frozen, const struct draft_shape *shape,
                              const struct draft_call *calls, uint32_t call_count, uint32_t *places)
{
    const struct point *points =
        (const struct point *)frozen->shape_points.data + shape->first_point;
    const struct stop *stops = frozen->stops.data;
    uint32_t count = shape->point_count;
    float shrink = (float)cos(geo_degrees(points[0].lat) * 3.14159265358979 / 180);
    float *costs = memory_zeroed(count, sizeof *costs);
    uint32_t *ways = memory_zeroed((size_t)count * call_count, sizeof *ways);
    for (uint32_t i = 0; i < call_count; i++) {
        struct point at = stops[frozen->stop_of[calls[i].stop]].at;
        float least = INFINITY;
        uint32_t least_at = 0;
        for (uint32_t p = 0; p < count; p++) {
            float cost = costs[p] + square_distance(points[p], at, shrink);
            if (cost < least) {
                least = cost;
                least_at = p;
            }
            costs[p] = least;
            ways[(size_t)i * count + p] = least_at;
        }
    }
    uint32_t at = count - 1;
    for (uint32_t i = call_count; i-- > 0;)
        places[i] = at = ways[(size_t)i * count + at];
    memory_free(ways);
    memory_free(costs);
}

void freeze_outlines(struct frozen *frozen)
{
    uint32_t *speakers = find_speakers(frozen);
    const struct outline_key *keys = frozen->outline_keys.data;
    for (uint32_t i = 0; i < frozen->outline_keys.count; i++) {
        const struct draft_trip *trip = vec_at(&frozen->draft->trips, speakers[i]);
        const struct draft_shape *shape = vec_at(&frozen->draft->shapes, keys[i].shape);
        const struct draft_call *calls = calls_of_pattern(frozen, trip);
        struct outline *outline = vec_add(&frozen->outlines);
        outline->first_point = shape->first_point;
        bool fits = (uint64_t)shape->point_count * trip->call_count <= CELLS_MAX;
        outline->point_count = fits ? shape->point_count : 0;
        outline->first_call = frozen->outline_calls.count;
        vec_resize(&frozen->outline_calls, outline->first_call + trip->call_count);
        uint32_t *places = (uint32_t *)frozen->outline_calls.data + outline->first_call;
        if (!outline->point_count)
            continue;
        if (has_distances(frozen, shape, calls, trip->call_count))
            place_by_distance(frozen, shape, calls, trip->call_count, places);
        else
            place_by_nearness(frozen, shape, calls, trip->call_count, places);
    }
    memory_free(speakers);
}
