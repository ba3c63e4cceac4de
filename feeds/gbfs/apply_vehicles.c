#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "feeds/gbfs/applying.h"

/* Vehicles that are known by themselves. */

/* One of which nobody heard over a long weekend is flat, in the river or in a cellar. */
enum { SILENT_SECONDS = 3 * 86400 };

/* By id. */
static int vehicle_order(const void *a, const void *b)
{
    const struct gbfs_vehicle *const *one = a, *const *two = b;
    return strcmp((*one)->id, (*two)->id);
}

/* The type of a vehicle; NO_IX: it might be any of several. */
static uint32_t type_of(const struct applying *applying, const struct gbfs_vehicle *said)
{
    uint32_t type = apply_type(applying, said->type);
    if (type != NO_IX)
        return type;
    if (applying->system->type_count > 1) {
        apply_note(applying, "gbfs_vehicle_type_dropped", FINDING_ROW,
                   "A vehicle is of none of the types that are described, of which there are "
                   "several.",
                   *said->type ? said->type : said->id);
        return NO_IX;
    }
    if (*said->type)
        apply_note(applying, "gbfs_vehicle_type_unknown", FINDING_MENDED,
                   "A vehicle is of a type that is not described; it is taken for the only one "
                   "there is.",
                   said->type);
    type = *said->station ? 0 : apply_type(applying, TYPE_FREE);
    return type == NO_IX ? 0 : type;
}

/* How far it goes: as it says, or as much of what its type can do as it has of fuel. */
static uint32_t range_of(const struct gbfs_vehicle *said, const struct rental_type *type)
{
    if (type->propulsion == RENTAL_HUMAN)
        return NO_IX;
    if (said->range_metres != NO_IX || said->fuel_percent == NO_IX || !type->range_metres)
        return said->range_metres;
    return (uint32_t)((uint64_t)type->range_metres * said->fuel_percent / 100);
}

static void push_vehicle(struct applying *applying, const struct gbfs_vehicle *said,
                         uint32_t station, uint32_t number)
{
    struct fleet *fleet = applying->fleet;
    const struct rental_type *type = vec_at(&fleet->rental_types, number);
    const struct rental_vehicle vehicle = {
        .id = fleet_text(fleet, said->id),
        .android = fleet_text(fleet, said->android),
        .ios = fleet_text(fleet, said->ios),
        .web = fleet_text(fleet, said->web),
        .plan = fleet_text(fleet, said->plan),
        .at = said->placed
                  ? said->at
                  : ((const struct rental_station *)vec_at(&fleet->rental_stations, station))->at,
        .type = number,
        .station = station,
        .home = *said->home ? apply_station(applying, said->home) : (uint32_t)NO_IX,
        .range_metres = range_of(said, type),
        .pricing = apply_plan(applying, said->plan),
        .flags = (uint8_t)((said->reserved ? RENTAL_RESERVED : 0u) |
                           (said->disabled ? RENTAL_DISABLED : 0u)),
        .fuel_percent = said->fuel_percent == NO_IX ? UINT8_MAX : (uint8_t)said->fuel_percent,
        .free_until = said->free_until,
    };
    vec_push(&fleet->rental_vehicles, &vehicle);
}

static void add_vehicle(struct applying *applying, const struct gbfs_vehicle *said)
{
    uint32_t station = *said->station ? apply_station(applying, said->station) : (uint32_t)NO_IX;
    if (station == NO_IX && !said->placed) {
        apply_note(applying, "gbfs_vehicle_nowhere", FINDING_ROW,
                   "A vehicle stands at a station that is not described.", said->id);
        return;
    }
    if (apply_is_silent(applying, GBFS_VEHICLES, said->reported, SILENT_SECONDS)) {
        apply_note(applying, "gbfs_vehicle_silent", FINDING_ROW,
                   "A vehicle was last heard of more than three days before the document was made.",
                   said->id);
        return;
    }
    uint32_t type = type_of(applying, said);
    if (type != NO_IX)
        push_vehicle(applying, said, station, type);
}

void apply_vehicles(struct applying *applying)
{
    const struct gbfs_system *system = applying->system;
    const struct gbfs_vehicle **order =
        memory_zeroed(system->vehicle_count, sizeof(const struct gbfs_vehicle *));
    for (uint32_t i = 0; i < system->vehicle_count; i++)
        order[i] = &system->vehicles[i];
    if (system->vehicle_count)
        qsort(order, system->vehicle_count, sizeof *order, vehicle_order);
    for (uint32_t i = 0; i < system->vehicle_count; i++)
        add_vehicle(applying, order[i]);
    memory_free(order);
}
