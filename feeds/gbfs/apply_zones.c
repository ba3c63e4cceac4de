#include "engine/base/checksum.h"
#include "engine/network/mode.h"
#include "feeds/gbfs/kept.h"

/* Zones and their rules, as they are shown; and their areas, which are kept while they stand. */

/* --- Rules --- */

static struct rental_span add_types(struct applying *applying, const struct gbfs_rule *said)
{
    struct vec *types = &applying->fleet->rental_rule_types;
    struct rental_span span = {types->count, 0};
    for (uint32_t i = 0; i < said->type_count; i++) {
        uint32_t type = apply_type(applying, said->types[i]);
        if (type == NO_IX)
            continue;
        vec_push_number(types, type);
        span.count++;
    }
    return span;
}

/* A rule for types of which none is described is one about nothing. */
static struct rental_span add_rules(struct applying *applying, const struct gbfs_rule *said,
                                    uint32_t count, uint32_t zone)
{
    struct vec *rules = &applying->fleet->rental_rules;
    struct rental_span span = {rules->count, 0};
    for (uint32_t i = 0; i < count; i++) {
        const struct rental_rule rule = {
            .zone = zone,
            .types = add_types(applying, &said[i]),
            .start = said[i].start,
            .end = said[i].end,
            .through = said[i].through,
            .station_parking = said[i].stations_only ? TRISTATE_YES : TRISTATE_UNKNOWN,
            .speed_kmh = said[i].speed_kmh,
        };
        if (said[i].type_count && !rule.types.count)
            continue;
        vec_push(rules, &rule);
        span.count++;
    }
    return span;
}

/* --- Areas --- */

/* Points drawn nearer to each other than this are shown as one. */
enum { SHOWN_MM = 1000 };

/* Adds the ring as it is shown; one that would be no ring any more as it is. Returns how many. */
static uint32_t add_ring(struct vec *points, const struct gbfs_ring *ring)
{
    uint32_t first = points->count;
    for (uint32_t i = 0; i < ring->count; i++) {
        const struct rental_point *last = i ? vec_at(points, points->count - 1) : NULL;
        if (!last || street_millimetres(last->at, ring->points[i]) >= SHOWN_MM)
            vec_push(points, &(struct rental_point){ring->points[i], 0});
    }
    if (points->count - first < 3) {
        vec_resize(points, first);
        for (uint32_t i = 0; i < ring->count; i++)
            vec_push(points, &(struct rental_point){ring->points[i], 0});
    }
    uint32_t count = points->count - first;
    ((struct rental_point *)vec_at(points, first))->ring = count << 1 | ring->hole;
    return count;
}

static void show_area(struct gbfs_memory *memory, const struct gbfs_area *area)
{
    struct vec *points = &memory->shown_points;
    struct shown_zone zone = {.points = {points->count, 0}, .box = GEO_BOX_EMPTY};
    for (uint32_t i = 0; i < area->count; i++)
        zone.points.count += add_ring(points, &area->rings[i]);
    for (uint32_t i = 0; i < zone.points.count; i++)
        geo_box_stretch(&zone.box,
                        ((const struct rental_point *)vec_at(points, zone.points.first + i))->at);
    vec_push(&memory->shown, &zone);
}

static uint64_t sum_of_zones(const struct gbfs_system *system)
{
    uint64_t sum = system->zone_count;
    for (uint32_t i = 0; i < system->zone_count; i++) {
        const struct gbfs_area *area = &system->zones[i].area;
        for (uint32_t k = 0; k < area->count; k++) {
            const struct gbfs_ring *ring = &area->rings[k];
            const uint64_t parts[] = {sum, i, ring->count, ring->hole,
                                      checksum(ring->points, ring->count * sizeof(struct point))};
            sum = checksum(parts, sizeof parts);
        }
    }
    return sum;
}

/* Rings of a zone are those of an area, under another name. */
static void add_area(struct gbfs_memory *memory, const struct gbfs_area *area, struct vec *rings)
{
    vec_resize(rings, 0);
    for (uint32_t i = 0; i < area->count; i++)
        vec_push(rings, &(struct area_ring){area->rings[i].points, area->rings[i].count,
                                            area->rings[i].hole});
    kept_areas_add(&memory->zones, rings->data, rings->count);
}

static void make_areas(struct gbfs_memory *memory, const struct gbfs_system *system)
{
    struct vec rings = vec_of(sizeof(struct area_ring));
    if (!kept_areas_renew(&memory->zones, sum_of_zones(system)))
        return;
    vec_resize(&memory->shown, 0);
    vec_resize(&memory->shown_points, 0);
    for (uint32_t i = 0; i < system->zone_count; i++)
        add_area(memory, &system->zones[i].area, &rings);
    for (uint32_t i = 0; i < system->zone_count; i++)
        show_area(memory, &system->zones[i].area);
    vec_finish(&rings);
}

void apply_zones(struct applying *applying)
{
    const struct gbfs_system *system = applying->system;
    struct gbfs_memory *memory = applying->memory;
    struct fleet *fleet = applying->fleet;
    uint32_t first = fleet->rental_points.count;
    make_areas(memory, system);
    vec_add_many(&fleet->rental_points, memory->shown_points.data, memory->shown_points.count);
    for (uint32_t i = 0; i < system->zone_count; i++) {
        const struct gbfs_zone *said = &system->zones[i];
        const struct shown_zone *shown = vec_at(&memory->shown, i);
        const struct rental_zone zone = {
            .name = fleet_text(fleet, said->name),
            .order = i,
            .rules = add_rules(applying, said->rules, said->rule_count, i),
            .points = {first + shown->points.first, shown->points.count},
            .low = shown->box.low,
            .high = shown->box.high,
            .start = said->start,
            .end = said->end,
        };
        vec_push(&fleet->rental_zones, &zone);
    }
    struct rental_system *record = vec_at(&fleet->rental_systems, 0);
    record->rules = add_rules(applying, system->global_rules, system->global_rule_count, NO_IX);
}
