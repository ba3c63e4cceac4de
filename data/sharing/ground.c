#include "data/sharing/ground.h"

#include <math.h>

#include "engine/network/keys.h"

/* As data/city/MAP.md has it. */
#define ORIGIN_LAT 46.0
#define ORIGIN_LON (-4.0)
#define METRES_PER_LAT 111195.0
#define METRES_PER_LON 77243.0

struct point ground_point(struct ground_metres at)
{
    return geo_point(ORIGIN_LAT + at.north / METRES_PER_LAT, ORIGIN_LON + at.east / METRES_PER_LON);
}

struct ground_metres ground_metres(struct point at)
{
    return (struct ground_metres){(geo_degrees(at.lon) - ORIGIN_LON) * METRES_PER_LON,
                                  (geo_degrees(at.lat) - ORIGIN_LAT) * METRES_PER_LAT};
}

bool ground_stop(const struct network *network, const char *id, struct ground_metres step,
                 struct point *at)
{
    for (feed_ix feed = 0; feed < network->counts.feeds; feed++) {
        stop_ix stop = keys_stop_in(network, feed, id);
        if (stop == NO_IX)
            continue;
        struct ground_metres place = ground_metres(network->stops[stop].at);
        *at =
            ground_point((struct ground_metres){place.east + step.east, place.north + step.north});
        return true;
    }
    return false;
}

static bool allows(const struct streets *streets, const struct street_edge *edge,
                   enum ground_use use)
{
    const struct street_trait *trait = &streets->street_traits[edge->trait];
    bool street = trait->kind == STREET_ROAD || trait->kind == STREET_CYCLEWAY;
    if (!street || trait->marks & (MARK_TUNNEL | MARK_BRIDGE | MARK_INDOOR))
        return false;
    if (use == GROUND_CAR)
        return trait->car == ACCESS_YES && !(trait->marks & MARK_ISLAND_CAR);
    if (trait->marks & MARK_ISLAND_BICYCLE)
        return false;
    return (use == GROUND_SCOOTER ? trait->scooter : trait->bicycle) == ACCESS_YES;
}

/* The points of an edge; the list is used again. */
static const struct point *points_of(const struct streets *streets, edge_ix edge, struct vec *list)
{
    vec_resize(list, (uint32_t)streets->street_edges[edge].inner_points + 2);
    list->count = street_edge_points(streets, edge, list->data);
    return list->data;
}

static struct ground_metres between(struct ground_metres a, struct ground_metres b, double part)
{
    return (struct ground_metres){a.east + (b.east - a.east) * part,
                                  a.north + (b.north - a.north) * part};
}

/* How far along a straight piece the place nearest to `at` lies, 0 .. 1. */
static double foot_of(struct ground_metres a, struct ground_metres b, struct ground_metres at)
{
    double east = b.east - a.east, north = b.north - a.north;
    double square = east * east + north * north;
    double part =
        square > 0 ? ((at.east - a.east) * east + (at.north - a.north) * north) / square : 0;
    return part < 0 ? 0 : part > 1 ? 1 : part;
}

struct point ground_nearest(const struct streets *streets, enum ground_use use, struct point at)
{
    struct vec list = vec_of(sizeof(struct point));
    struct ground_metres wanted = ground_metres(at), best = wanted;
    double least = INFINITY;
    for (edge_ix edge = 0; edge < streets->counts.street_edges; edge++) {
        if (!allows(streets, &streets->street_edges[edge], use))
            continue;
        const struct point *points = points_of(streets, edge, &list);
        for (uint32_t i = 1; i < list.count; i++) {
            struct ground_metres a = ground_metres(points[i - 1]), b = ground_metres(points[i]);
            struct ground_metres foot = between(a, b, foot_of(a, b, wanted));
            double away = hypot(foot.east - wanted.east, foot.north - wanted.north);
            if (away < least) {
                least = away;
                best = foot;
            }
        }
    }
    vec_finish(&list);
    return ground_point(best);
}

void ground_points(const struct streets *streets, enum ground_use use, double metres,
                   struct vec *points)
{
    struct vec list = vec_of(sizeof(struct point));
    for (edge_ix edge = 0; edge < streets->counts.street_edges; edge++) {
        if (!allows(streets, &streets->street_edges[edge], use))
            continue;
        const struct point *line = points_of(streets, edge, &list);
        double to_go = metres / 2; /* never at a crossing */
        for (uint32_t i = 1; i < list.count; i++) {
            struct ground_metres a = ground_metres(line[i - 1]), b = ground_metres(line[i]);
            double length = hypot(b.east - a.east, b.north - a.north);
            for (; to_go < length; to_go += metres) {
                struct point at = ground_point(between(a, b, to_go / length));
                vec_push(points, &at);
            }
            to_go -= length;
        }
    }
    vec_finish(&list);
}

bool ground_inside(const struct ground_metres *ring, uint32_t count, struct ground_metres at)
{
    bool inside = false;
    for (uint32_t i = 0, k = count - 1; i < count; k = i++) {
        if ((ring[i].north > at.north) == (ring[k].north > at.north))
            continue;
        double part = (at.north - ring[i].north) / (ring[k].north - ring[i].north);
        inside ^= at.east < ring[i].east + part * (ring[k].east - ring[i].east);
    }
    return inside;
}
