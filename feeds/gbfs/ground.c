#include "feeds/gbfs/ground.h"

#include <string.h>

#include "engine/base/bitset.h"
#include "engine/base/memory.h"

/* Between two looks at an edge, in millimetres at most. */
enum { STEP_MM = 10000 };

/* A look at the zones of a place. Where the same zones are as a look before, the same holds. */
struct looking {
    const struct effects *effects;
    struct areas *areas;
    struct ground *grounds;
    struct vec zones; /* uint32_t: those of the last look at this edge */
    bool looked;      /* there was one */
    uint32_t *met;    /* by party: all bits that every look at this edge had, and the least limit */
};

/* What holds where both hold: what both allow, and the lower limit. */
static uint32_t both(uint32_t one, uint32_t two)
{
    uint32_t first = one >> EFFECT_SPEED_SHIFT, second = two >> EFFECT_SPEED_SHIFT;
    uint32_t speed = !first || (second && second < first) ? second : first;
    return (one & two & EFFECT_NOTHING) | speed << EFFECT_SPEED_SHIFT;
}

static bool is_as_before(const struct looking *looking, const uint32_t *zones, uint32_t count)
{
    return looking->looked && looking->zones.count == count &&
           (!count || memcmp(looking->zones.data, zones, count * sizeof *zones) == 0);
}

static void look(struct looking *looking, struct point at)
{
    uint32_t count;
    const uint32_t *zones = areas_at(looking->areas, at, &count);
    if (is_as_before(looking, zones, count))
        return;
    for (uint32_t i = 0; i < looking->effects->party_count; i++)
        looking->met[i] = both(looking->met[i], effects_at(looking->effects, i, zones, count));
    vec_resize(&looking->zones, 0);
    vec_add_many(&looking->zones, zones, count);
    looking->looked = true;
}

static void look_along(struct looking *looking, struct point from, struct point to)
{
    uint32_t steps = street_millimetres(from, to) / STEP_MM + 1;
    int64_t lat = (int64_t)to.lat - from.lat, lon = (int64_t)to.lon - from.lon;
    for (uint32_t i = 1; i <= steps; i++)
        look(looking, (struct point){(int32_t)(from.lat + lat * i / steps),
                                     (int32_t)(from.lon + lon * i / steps)});
}

static void forget(struct looking *looking)
{
    looking->looked = false;
    for (uint32_t i = 0; i < looking->effects->party_count; i++)
        looking->met[i] = EFFECT_NOTHING;
}

static void keep_edge(struct looking *looking, edge_ix edge)
{
    for (uint32_t i = 0; i < looking->effects->party_count; i++) {
        struct ground *ground = &looking->grounds[i];
        uint32_t speed = looking->met[i] >> EFFECT_SPEED_SHIFT;
        bool shut = !(looking->met[i] & EFFECT_THROUGH);
        if (shut)
            bitset_add(ground->shut, edge);
        ground->any |= shut;
        if (!speed || shut)
            continue;
        bitset_add(ground->slow, edge);
        vec_push(&ground->limits,
                 &(struct rental_limit){edge, (uint32_t)((uint64_t)speed * 1000000 / 3600)});
        ground->any = true;
    }
}

static void look_at_edges(struct looking *looking, const struct streets *streets)
{
    struct vec points = vec_of(sizeof(struct point));
    for (edge_ix edge = 0; edge < streets->counts.street_edges; edge++) {
        vec_resize(&points, streets->street_edges[edge].inner_points + 2u);
        struct point *at = points.data;
        uint32_t count = street_edge_points(streets, edge, at);
        forget(looking);
        look(looking, at[0]);
        for (uint32_t i = 1; i < count; i++)
            look_along(looking, at[i - 1], at[i]);
        keep_edge(looking, edge);
    }
    vec_finish(&points);
}

static void look_at_vertices(struct looking *looking, const struct streets *streets)
{
    for (vertex_ix vertex = 0; vertex < streets_vertices(streets); vertex++) {
        forget(looking);
        look(looking, streets->street_vertices[vertex].at);
        for (uint32_t i = 0; i < looking->effects->party_count; i++)
            if (!(looking->met[i] & EFFECT_END)) {
                bitset_add(looking->grounds[i].no_end, vertex);
                looking->grounds[i].any = true;
            }
    }
}

struct ground *grounds_make(const struct streets *streets, const struct effects *effects,
                            struct areas *areas)
{
    uint32_t edges = streets->counts.street_edges, vertices = streets_vertices(streets);
    struct ground *grounds = memory_zeroed(effects->party_count, sizeof *grounds);
    for (uint32_t i = 0; i < effects->party_count; i++) {
        grounds[i].shut = memory_zeroed(bitset_words(edges), sizeof(uint64_t));
        grounds[i].slow = memory_zeroed(bitset_words(edges), sizeof(uint64_t));
        grounds[i].no_end = memory_zeroed(bitset_words(vertices), sizeof(uint64_t));
        grounds[i].limits = vec_of(sizeof(struct rental_limit));
    }
    struct looking looking = {.effects = effects,
                              .areas = areas,
                              .grounds = grounds,
                              .zones = vec_of(sizeof(uint32_t)),
                              .met = memory_zeroed(effects->party_count, sizeof(uint32_t))};
    look_at_edges(&looking, streets);
    look_at_vertices(&looking, streets);
    vec_finish(&looking.zones);
    memory_free(looking.met);
    return grounds;
}

void grounds_destroy(struct ground *grounds, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        memory_free(grounds[i].shut);
        memory_free(grounds[i].slow);
        memory_free(grounds[i].no_end);
        vec_finish(&grounds[i].limits);
    }
    memory_free(grounds);
}
