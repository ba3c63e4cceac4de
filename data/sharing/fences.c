#include "data/sharing/fences.h"

#include <math.h>
#include <string.h>

const struct fence fences[FENCES] = {
    {.french = "Cœur historique : à pied seulement",
     .english = "Historic centre: on foot only",
     .points = {{-720, -140}, {-500, -140}, {-500, -400}, {-720, -400}},
     .count = 4},
    {.french = "Promenade des Sablons",
     .english = "Sablons promenade",
     .half_width = 30,
     .points = {{-2000, -2400}, {-2180, -2300}},
     .count = 2},
    {.french = "Rue Neuve : au pas",
     .english = "Rue Neuve: slowly",
     .half_width = 20,
     .points = {{-470, 449}, {-650, -100}},
     .count = 2,
     .kmh = 8,
     .through = true},
    {.french = "Vieille ville : pas de stationnement",
     .english = "Old town: no parking",
     .points = {{-1250, -50}, {-450, -50}, {-300, -700}, {-1250, -700}},
     .count = 4,
     .through = true},
    {.french = "Jardin botanique : stationnement à la rotonde seulement",
     .english = "Botanical Garden: parking at the rotunda only",
     .points = {{-240, 1870}, {20, 1870}, {20, 2150}, {-240, 2150}},
     .count = 4,
     .hole = {{-130, 1960}, {-20, 1960}, {-20, 2060}, {-130, 2060}},
     .hole_count = 4,
     .start = true,
     .through = true},
    {.french = "Quai des Chantiers : lentement",
     .english = "Shipyard quay: slowly",
     .half_width = 35,
     .points = {{-450, -1250}, {-750, -1500}, {-1200, -1650}, {-1600, -1950}},
     .count = 4,
     .kmh = 10,
     .start = true,
     .end = true,
     .through = true},
    {.french = "Terminus du Phare : emplacements peints",
     .english = "Lighthouse terminus: painted places",
     .points = {{-3140, 2180}, {-2850, 2180}, {-2850, 2560}, {-3140, 2560}},
     .count = 4,
     .start = true,
     .end = true,
     .through = true,
     .painted = true},
    {.french = "Périmètre de service",
     .english = "Operating area",
     .points = {{-3200, 2600}, {1200, 3500}, {4400, 600}, {1000, -2000}, {-2300, -2600}},
     .count = 5,
     .start = true,
     .end = true,
     .through = true},
};

/* The way a line goes from one of its points to another, of length 1. */
static struct ground_metres way_of(struct ground_metres from, struct ground_metres to)
{
    double length = hypot(to.east - from.east, to.north - from.north);
    return (struct ground_metres){(to.east - from.east) / length, (to.north - from.north) / length};
}

uint32_t fence_ring(const struct fence *fence, struct ground_metres *ring)
{
    uint32_t count = fence->count;
    if (fence->half_width <= 0) {
        memcpy(ring, fence->points, count * sizeof *ring);
        return count;
    }
    for (uint32_t i = 0; i < count; i++) {
        struct ground_metres at = fence->points[i];
        struct ground_metres way = way_of(fence->points[i ? i - 1 : 0], fence->points[i ? i : 1]);
        if (i && i + 1 < count) { /* a bend: half of either way */
            struct ground_metres on = way_of(at, fence->points[i + 1]);
            way = way_of((struct ground_metres){0, 0},
                         (struct ground_metres){way.east + on.east, way.north + on.north});
        }
        double east = -way.north * fence->half_width, north = way.east * fence->half_width;
        ring[i] = (struct ground_metres){at.east - east, at.north - north};
        ring[2 * count - 1 - i] = (struct ground_metres){at.east + east, at.north + north};
    }
    return 2 * count;
}

const struct fence *fence_at(struct ground_metres at)
{
    struct ground_metres ring[2 * FENCE_POINTS];
    for (uint32_t i = 0; i < FENCES; i++) {
        const struct fence *fence = &fences[i];
        if (ground_inside(ring, fence_ring(fence, ring), at) &&
            !(fence->hole_count && ground_inside(fence->hole, fence->hole_count, at)))
            return fence;
    }
    return NULL;
}
