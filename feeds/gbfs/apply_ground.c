#include "engine/base/checksum.h"
#include "engine/base/memory.h"
#include "feeds/gbfs/ground.h"
#include "feeds/gbfs/kept.h"

/* What zones mean for products and vehicles: on the streets, and where a vehicle stands. */

static void note_states(const struct applying *applying)
{
    for (uint32_t i = 0; i < applying->system->zone_count; i++) {
        const char *name = applying->system->zones[i].name;
        enum area_state state = kept_areas_state(&applying->memory->zones, i);
        if (state == AREA_MENDED)
            apply_note(applying, "gbfs_zone_crossed", FINDING_MENDED,
                       "Rings of a zone cross or overlap; what they enclose together was taken.",
                       name);
        if (state == AREA_UNUSABLE)
            apply_note(applying, "gbfs_zone_flat", FINDING_ROW, "A zone encloses nothing.", name);
    }
}

/* --- Vehicles --- */

/* The party of a product. */
static uint32_t party_of(const struct effects *effects, uint32_t product)
{
    return *(const uint32_t *)vec_at(&effects->party_of, product);
}

/* What the area of a station allows no zone takes back. */
static bool is_at_station(const struct gbfs_memory *memory, struct point at)
{
    uint32_t count = 0;
    if (memory->station_of.count)
        (void)areas_at(memory->places.areas, at, &count);
    return count > 0;
}

/* Vehicles that stand by themselves where no ride may start. */
static void mark_vehicles(struct applying *applying, const struct effects *effects)
{
    const struct gbfs_memory *memory = applying->memory;
    const struct rental_type *types = applying->fleet->rental_types.data;
    struct rental_vehicle *vehicles = applying->fleet->rental_vehicles.data;
    for (uint32_t i = 0; i < applying->fleet->rental_vehicles.count; i++) {
        if (vehicles[i].station != NO_IX)
            continue;
        uint32_t count, party = party_of(effects, types[vehicles[i].type].product);
        const uint32_t *zones = areas_at(memory->zones.areas, vehicles[i].at, &count);
        if (!(effects_at(effects, party, zones, count) & EFFECT_START) &&
            !is_at_station(memory, vehicles[i].at))
            vehicles[i].flags |= RENTAL_NOT_HERE;
    }
}

/* --- Grounds --- */

static uint32_t pack(struct fleet *fleet, const struct streets *streets, const struct ground *from)
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

/* They depend on the network, on where zones are, and on what those mean now for each party. */
static uint64_t sum_of_grounds(const struct applying *applying, const struct gbfs_memory *memory,
                               const struct effects *effects)
{
    const uint64_t parts[] = {image_id(&applying->network->image), memory->zones.key,
                              effects->party_count,
                              checksum(effects->parties.bytes, effects->parties.byte_count)};
    return checksum(parts, sizeof parts);
}

static void make_grounds(struct gbfs_memory *memory, const struct applying *applying,
                         const struct effects *effects)
{
    struct streets streets = network_streets(applying->network);
    uint64_t key = sum_of_grounds(applying, memory, effects);
    if (memory->has_grounds && memory->grounds_key == key)
        return;
    struct ground *grounds = grounds_make(&streets, effects, memory->zones.areas);
    memory->grounds_key = key;
    memory->has_grounds = true;
    fleet_finish(&memory->packed);
    fleet_init(&memory->packed);
    vec_resize(&memory->ground_of, 0);
    for (uint32_t i = 0; i < effects->party_count; i++)
        vec_push_number(&memory->ground_of,
                        grounds[i].any ? pack(&memory->packed, &streets, &grounds[i]) : NO_IX);
    grounds_destroy(grounds, effects->party_count);
}

/* The fleet has no grounds yet, so that their numbers stay. */
static void hand_over(const struct gbfs_memory *memory, struct fleet *fleet,
                      const struct effects *effects)
{
    const struct fleet *packed = &memory->packed;
    const struct {
        const struct vec *from;
        struct vec *to;
    } sections[] = {{&packed->rental_grounds, &fleet->rental_grounds},
                    {&packed->rental_set_pages, &fleet->rental_set_pages},
                    {&packed->rental_set_words, &fleet->rental_set_words},
                    {&packed->rental_limits, &fleet->rental_limits}};
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
        vec_add_many(sections[i].to, sections[i].from->data, sections[i].from->count);
    for (uint32_t i = 0; i < fleet->rental_products.count; i++)
        ((struct rental_product *)vec_at(&fleet->rental_products, i))->ground =
            *(const uint32_t *)vec_at(&memory->ground_of, party_of(effects, i));
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
    struct gbfs_memory *memory = applying->memory;
    effects_make(&effects, applying);
    note_states(applying);
    if (is_restricted(&effects)) {
        mark_vehicles(applying, &effects);
        make_grounds(memory, applying, &effects);
        hand_over(memory, applying->fleet, &effects);
    }
    effects_finish(&effects);
}
