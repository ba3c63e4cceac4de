#include "feeds/streets/tying.h"

#include <math.h>
#include <string.h>

/* Platforms of the map that are stops of a feed. */

#define LOOKED_AT_METRES 400.0 /* from a stop to the middle of a platform */
#define ID_METRES 300.0        /* how far a platform may be that has the stop's id, */
#define REF_METRES 150.0       /* its platform code and name, */
#define CODE_METRES 40.0       /* its platform code and no name, */
#define NAME_METRES 60.0       /* its name, */
#define NEAR_METRES 20.0       /* nothing that speaks against it */
#define TOUCH_METRES 3.0       /* from a platform to the ways that touch it */
#define INSIDE_METRES 40.0     /* from a stop inside one to the ways on it */

/* A platform as seen from a stop. */
struct found {
    const struct map_platform *platform;
    enum tie_rule rule;
    double metres;
    struct point at; /* its nearest point */
    bool inside;
};

static struct point node_at(const struct tying *tying, const struct map_platform *platform,
                            uint32_t number)
{
    const node_ix *nodes = tying->map->platform_nodes.data;
    return map_node_at(tying->map, nodes[platform->first_node + number])->at;
}

/* The point of a line that is nearest to another, in a flat world. */
static struct point nearest_on(struct point a, struct point b, struct point at)
{
    double shrink = cos(geo_degrees(at.lat) * 3.14159265358979323846 / 180);
    double north = (double)b.lat - a.lat, east = ((double)b.lon - a.lon) * shrink;
    double square = north * north + east * east;
    double along = ((double)at.lat - a.lat) * north + ((double)at.lon - a.lon) * shrink * east;
    along = square > 0 ? along / square : 0;
    along = along < 0 ? 0 : along > 1 ? 1 : along;
    return (struct point){a.lat + (int32_t)lround(along * ((double)b.lat - a.lat)),
                          a.lon + (int32_t)lround(along * ((double)b.lon - a.lon))};
}

/* Whether a ring holds the point: a ray to the east crosses it an odd number of times. */
static bool is_inside(const struct tying *tying, const struct map_platform *platform,
                      struct point at)
{
    bool inside = false;
    for (uint32_t i = 0; i < platform->node_count; i++) {
        struct point a = node_at(tying, platform, i);
        struct point b = node_at(tying, platform, (i + 1) % platform->node_count);
        if ((a.lat > at.lat) == (b.lat > at.lat))
            continue;
        double lon =
            a.lon + ((double)b.lon - a.lon) * ((double)at.lat - a.lat) / ((double)b.lat - a.lat);
        inside ^= at.lon < lon;
    }
    return inside;
}

static void measure(const struct tying *tying, struct point at, struct found *found)
{
    const struct map_platform *platform = found->platform;
    found->inside = platform->area && is_inside(tying, platform, at);
    found->at = found->inside          ? at
                : platform->node_count ? node_at(tying, platform, 0)
                                       : platform->at;
    found->metres = geo_metres(at, found->at);
    for (uint32_t i = 0; i + 1 < platform->node_count && !found->inside; i++) {
        struct point on =
            nearest_on(node_at(tying, platform, i), node_at(tying, platform, i + 1), at);
        double metres = geo_metres(at, on);
        if (metres < found->metres) {
            found->metres = metres;
            found->at = on;
        }
    }
}

static bool same(const struct tying *tying, uint32_t text, text_ix other)
{
    return text && other &&
           strcmp(map_text_at(tying->map, text), draft_text_at(tying->draft, other)) == 0;
}

/* What platform and stop say of each other. */
static enum tie_rule rule_of(const struct tying *tying, stop_ix stop, const struct found *found)
{
    const struct map_label *label = &found->platform->label;
    const struct stop *record = tie_stop(tying, stop);
    uint32_t ref = label->local_ref ? label->local_ref : label->ref;
    bool named = label->name && tie_same_name(tying, stop, map_text_at(tying->map, label->name));
    bool coded = same(tying, label->local_ref, record->platform_code) ||
                 same(tying, label->ref, record->platform_code);
    bool against = (label->name && !named) || (ref && record->platform_code && !coded);
    if (found->metres <= ID_METRES &&
        (same(tying, label->stop_id, record->id) || same(tying, label->stop_id, record->code)))
        return TIE_BY_PLATFORM_ID;
    if (coded && !against && found->metres <= (named ? REF_METRES : CODE_METRES))
        return TIE_BY_PLATFORM_REF;
    if (named && !against && found->metres <= NAME_METRES)
        return TIE_BY_PLATFORM_NAME;
    return !against && found->metres <= NEAR_METRES ? TIE_BY_PLATFORM_NEAR : TIE_BY_NOTHING;
}

/* The platform that suits best: by the surest rule, then the nearest. */
static struct found find_platform(const struct tying *tying, stop_ix stop)
{
    const struct map_platform *platforms = tying->map->platforms.data;
    const struct tie_mark *marks = tying->platforms.data;
    struct point at = tie_stop(tying, stop)->at;
    struct box box = geo_box_around(at, LOOKED_AT_METRES);
    struct found best = {.rule = TIE_BY_NOTHING};
    for (uint32_t i = tie_first_mark(&tying->platforms, box.low.lat);
         i < tying->platforms.count && marks[i].lat <= box.high.lat; i++) {
        struct found found = {.platform = &platforms[marks[i].item]};
        if (!geo_box_has(box, found.platform->at))
            continue;
        measure(tying, at, &found);
        found.rule = rule_of(tying, stop, &found);
        if (found.rule < best.rule || (found.rule == best.rule && found.metres < best.metres))
            best = found;
    }
    return best;
}

/* The way on the platform, else one that touches it. */
static bool touching(struct tying *tying, const struct found *found, struct map_spot *spot)
{
    struct map_spot spots[TIE_SPOTS_MAX];
    const struct map_ask ask = {
        .at = found->at,
        .metres = found->inside ? INSIDE_METRES : TOUCH_METRES,
        .travel = TRAVEL_FOOT,
        .level = found->platform->level,
    };
    uint32_t count = map_near_ways(tying->map, &ask, spots, TIE_SPOTS_MAX);
    for (uint32_t i = 0; i < count; i++) {
        const struct map_way *way = map_way_at(tying->map, spots[i].way);
        bool platform = map_trait_at(tying->map, way->trait)->kind == STREET_PLATFORM;
        if (platform || spots[i].metres <= TOUCH_METRES) {
            *spot = spots[i];
            return true;
        }
    }
    return false;
}

enum tie_rule tie_by_platform(struct tying *tying, stop_ix stop)
{
    struct map_spot spots[TIE_SPOTS_MAX], rolling;
    struct found found = find_platform(tying, stop);
    if (found.rule == TIE_BY_NOTHING)
        return TIE_BY_NOTHING;
    uint32_t count = touching(tying, &found, spots);
    if (!count)
        count = tie_spots(tying, found.at, found.platform->level, TRAVEL_FOOT, spots);
    if (!count)
        return TIE_BY_NOTHING;
    for (uint32_t i = 0; i < count; i++)
        tie_to_spot(tying, stop, &spots[i]);
    if (tie_rolling_spot(tying, found.at, spots, count, &rolling))
        tie_to_spot(tying, stop, &rolling);
    return found.rule;
}
