#include <math.h>

#include "api/shape_rings.h"
#include "engine/base/vec.h"

/* A stretch of a ring between two points that stay; `last` may be the ring's count: its start. */
struct stretch {
    uint32_t first, last;
};

static struct point point_at(const struct shape_ring *ring, uint32_t index)
{
    return ring->points[index % ring->count];
}

/* Squared distance of a point from the line between two others. */
static double distance(struct point at, struct point a, struct point b)
{
    double x = (double)b.lon - a.lon, y = (double)b.lat - a.lat;
    double u = (double)at.lon - a.lon, v = (double)at.lat - a.lat;
    double length = x * x + y * y, part = length > 0 ? (u * x + v * y) / length : 0;
    part = part < 0 ? 0 : part > 1 ? 1 : part;
    u -= part * x;
    v -= part * y;
    return u * u + v * v;
}

/* The point of a stretch that is farthest from its chord, and how far, squared. */
static uint32_t farthest(const struct shape_ring *ring, struct stretch stretch, double *most)
{
    struct point a = point_at(ring, stretch.first), b = point_at(ring, stretch.last);
    uint32_t found = stretch.first;
    *most = -1;
    for (uint32_t i = stretch.first + 1; i < stretch.last; i++) {
        double away = distance(ring->points[i], a, b);
        if (away > *most) {
            *most = away;
            found = i;
        }
    }
    return found;
}

static void thin(const struct shape_ring *ring, double limit, struct vec *stretches, uint8_t *kept)
{
    while (stretches->count) {
        struct stretch stretch = ((const struct stretch *)stretches->data)[--stretches->count];
        double most;
        uint32_t middle = farthest(ring, stretch, &most);
        if (most <= limit)
            continue;
        kept[middle] = 1;
        vec_push(stretches, &(struct stretch){stretch.first, middle});
        vec_push(stretches, &(struct stretch){middle, stretch.last});
    }
}

struct shape_ring shape_ring_thin(const struct shape_ring *ring, int32_t tolerance,
                                  struct arena *arena)
{
    uint8_t *kept = arena_alloc(arena, ring->count);
    struct vec stretches = vec_of(sizeof(struct stretch));
    double limit = (double)tolerance * tolerance, most;
    uint32_t far = farthest(ring, (struct stretch){0, ring->count}, &most), count = 0;
    kept[0] = kept[far] = 1;
    struct stretch halves[] = {{0, far}, {far, ring->count}};
    double sides[2];
    uint32_t middles[] = {farthest(ring, halves[0], &sides[0]),
                          farthest(ring, halves[1], &sides[1])};
    kept[middles[sides[1] > sides[0]]] = 1; /* A triangle at least. */
    vec_add_many(&stretches, halves, 2);
    thin(ring, limit, &stretches, kept);
    vec_finish(&stretches);
    struct point *points = arena_array(arena, ring->count, sizeof *points);
    for (uint32_t i = 0; i < ring->count; i++)
        if (kept[i])
            points[count++] = ring->points[i];
    struct shape_ring thinned = *ring;
    thinned.points = points;
    thinned.count = count;
    return thinned;
}
