#include "feeds/gbfs/ground.h"

/* What zones mean for products and vehicles: on the streets, and where a vehicle stands. */

/* Rings of a zone are those of an area, under another name. */
static void add_area(const struct applying *applying, const struct gbfs_zone *zone,
                     struct areas *areas, struct vec *rings)
{
    vec_resize(rings, 0);
    for (uint32_t i = 0; i < zone->area.count; i++) {
        const struct gbfs_ring *ring = &zone->area.rings[i];
        vec_push(rings, &(struct area_ring){ring->points, ring->count, ring->hole});
    }
    enum area_state state = areas_add(areas, rings->data, rings->count);
    if (state == AREA_MENDED)
        apply_note(applying, "gbfs_zone_crossed", FINDING_MENDED,
                   "Rings of a zone cross or overlap; what they enclose together was taken.",
                   zone->name);
    if (state == AREA_UNUSABLE)
        apply_note(applying, "gbfs_zone_flat", FINDING_ROW, "A zone encloses nothing.", zone->name);
}

static struct areas *areas_of(const struct applying *applying)
{
    struct areas *areas = areas_create();
    struct vec rings = vec_of(sizeof(struct area_ring));
    for (uint32_t i = 0; i < applying->system->zone_count; i++)
        add_area(applying, &applying->system->zones[i], areas, &rings);
    vec_finish(&rings);
    return areas;
}

/* The party of a product. */
static uint32_t party_of(const struct effects *effects, uint32_t product)
{
    return *(const uint32_t *)vec_at(&effects->party_of, product);
}

/* Vehicles that stand by themselves where no ride may start. */
static void mark_vehicles(struct applying *applying, const struct effects *effects,
                          struct areas *areas)
{
    const struct rental_type *types = applying->fleet->rental_types.data;
    struct rental_vehicle *vehicles = applying->fleet->rental_vehicles.data;
    for (uint32_t i = 0; i < applying->fleet->rental_vehicles.count; i++) {
        if (vehicles[i].station != NO_IX)
            continue;
        uint32_t count, party = party_of(effects, types[vehicles[i].type].product);
        const uint32_t *zones = areas_at(areas, vehicles[i].at, &count);
        if (!(effects_at(effects, party, zones, count) & EFFECT_START))
            vehicles[i].flags |= RENTAL_NOT_HERE;
    }
}

static uint32_t add_ground(struct fleet *fleet, const struct streets *streets,
                           const struct ground *from)
{
    struct rental_ground ground = {
        .shut = fleet_set(fleet, from->shut, streets->counts.street_edges),
        .no_end = fleet_set(fleet, from->no_end, streets_vertices(streets)),
        .slow = fleet_set(fleet, from->slow, streets->counts.street_edges),
        .limits = {fleet->rental_limits.count, from->limits.count},
    };
    vec_add_many(&fleet->rental_limits, from->limits.data, from->limits.count);
    return vec_push(&fleet->rental_grounds, &ground);
}

static void add_grounds(struct applying *applying, const struct effects *effects,
                        struct areas *areas)
{
    struct fleet *fleet = applying->fleet;
    struct streets streets = network_streets(applying->network);
    struct ground *grounds = grounds_make(&streets, effects, areas);
    struct vec numbers = vec_of(sizeof(uint32_t));
    for (uint32_t i = 0; i < effects->party_count; i++)
        vec_push_number(&numbers,
                        grounds[i].any ? add_ground(fleet, &streets, &grounds[i]) : NO_IX);
    for (uint32_t i = 0; i < fleet->rental_products.count; i++)
        ((struct rental_product *)vec_at(&fleet->rental_products, i))->ground =
            *(const uint32_t *)vec_at(&numbers, party_of(effects, i));
    grounds_destroy(grounds, effects->party_count);
    vec_finish(&numbers);
}

static bool is_restricted(const struct effects *effects)
{
    for (uint32_t i = 0; i < effects->party_count; i++)
        if (!effects_are_none(effects, i))
            return true;
    return false;
}

void apply_ground(struct applying *applying)
{
    struct effects effects;
    struct areas *areas = areas_of(applying);
    effects_make(&effects, applying);
    if (is_restricted(&effects)) {
        mark_vehicles(applying, &effects, areas);
        add_grounds(applying, &effects, areas);
    }
    effects_finish(&effects);
    areas_destroy(areas);
}
