#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "feeds/gbfs/applying.h"

/* Stations with what stands at them. */

/* Who reports only what changes is silent for a quiet week, not for longer. */
enum { SILENT_SECONDS = 7 * 86400 };

/* By id. */
static int station_order(const void *a, const void *b)
{
    const struct gbfs_station *const *one = a, *const *two = b;
    return strcmp((*one)->id, (*two)->id);
}

/* --- Stock --- */

/* What one station has of each type; NO_IX docks or places: unsaid. */
struct shelf {
    uint32_t *vehicles, *docks, *places; /* by type */
};

static void clear(const struct applying *applying, struct shelf *shelf)
{
    for (uint32_t i = 0; i < applying->fleet->rental_types.count; i++) {
        shelf->vehicles[i] = 0;
        shelf->docks[i] = shelf->places[i] = NO_IX;
    }
}

/* Adds up numbers by type; what was unsaid counts as nothing then. */
static void fill(const struct applying *applying, const struct gbfs_count *counts, uint32_t count,
                 uint32_t *numbers)
{
    for (uint32_t i = 0; i < count; i++) {
        uint32_t type = apply_type(applying, counts[i].type);
        if (type == NO_IX)
            apply_note(applying, "gbfs_type_unknown", FINDING_ROW,
                       "A station has vehicles or docks of a type that is not described.",
                       counts[i].type);
        else if (numbers[type] == NO_IX)
            numbers[type] = counts[i].count;
        else
            numbers[type] += counts[i].count;
    }
}

/* Where some types are spoken of, there is none of the others. */
static bool set_others(const struct applying *applying, uint32_t *numbers)
{
    bool said = false;
    for (uint32_t i = 0; i < applying->fleet->rental_types.count; i++)
        said |= numbers[i] != NO_IX;
    for (uint32_t i = 0; said && i < applying->fleet->rental_types.count; i++)
        if (numbers[i] == NO_IX)
            numbers[i] = 0;
    return said;
}

/* Room for each type. A station that has room for nothing is one of which nobody knows. */
static void take_places(const struct applying *applying, const struct gbfs_station *said,
                        uint32_t *places)
{
    uint64_t all = 0;
    fill(applying, said->places, said->place_count, places);
    if (!set_others(applying, places))
        return;
    for (uint32_t i = 0; i < applying->fleet->rental_types.count; i++)
        all += places[i];
    if (all)
        return;
    apply_note(applying, "gbfs_places_ignored", FINDING_MENDED,
               "A station has room for no type at all; that is taken as not said.", said->id);
    for (uint32_t i = 0; i < applying->fleet->rental_types.count; i++)
        places[i] = NO_IX;
}

/* Free docks by type: as is said now, else as many as are free at all and of its kind. */
static void take_docks(const struct applying *applying, const struct gbfs_status *status,
                       struct shelf *shelf)
{
    fill(applying, status->docks_by_type, status->docks_by_type_count, shelf->docks);
    bool said = set_others(applying, shelf->docks);
    for (uint32_t i = 0; i < applying->fleet->rental_types.count; i++) {
        if (shelf->docks[i] == NO_IX)
            shelf->docks[i] = status->docks;
        if (!said && shelf->places[i] < shelf->docks[i])
            shelf->docks[i] = shelf->places[i];
        else if (said && shelf->places[i] < shelf->docks[i])
            shelf->places[i] = shelf->docks[i]; /* What is free is there. */
    }
}

/* Whether all types are hired alike, so that it does not matter of which a vehicle is. */
static bool are_alike(const struct applying *applying)
{
    const struct rental_type *types = applying->fleet->rental_types.data;
    for (uint32_t i = 1; i < applying->fleet->rental_types.count; i++)
        if (types[i].product != types[0].product)
            return false;
    return true;
}

/* Vehicles of which only the number is said are of the first type where it does not matter; else
 * each might be of any, as a single vehicle might, and is left out likewise. Where no types are
 * described at all, those at stations have the first to themselves. */
static void take_untyped(const struct applying *applying, const struct gbfs_status *status,
                         uint32_t *vehicles)
{
    if (!applying->system->type_count || are_alike(applying))
        vehicles[0] = status->vehicles;
    else if (status->vehicles)
        apply_note(applying, "gbfs_stock_type_dropped", FINDING_ROW,
                   "A station has vehicles and does not say of which of several types.",
                   status->id);
}

static void take_stock(const struct applying *applying, const struct gbfs_station *said,
                       const struct gbfs_status *status, struct shelf *shelf)
{
    clear(applying, shelf);
    fill(applying, status->by_type, status->by_type_count, shelf->vehicles);
    if (!status->by_type_count)
        take_untyped(applying, status, shelf->vehicles);
    take_places(applying, said, shelf->places);
    take_docks(applying, status, shelf);
}

static struct rental_span add_stocks(struct applying *applying, const struct shelf *shelf,
                                     const struct gbfs_status *status)
{
    struct vec *stocks = &applying->fleet->rental_stocks;
    struct rental_span span = {stocks->count, 0};
    for (uint32_t i = 0; status && i < applying->fleet->rental_types.count; i++) {
        if (!shelf->vehicles[i] && !status->docks_by_type_count && shelf->places[i] == NO_IX)
            continue;
        vec_push(stocks,
                 &(struct rental_stock){i, shelf->vehicles[i], shelf->docks[i], shelf->places[i]});
        span.count++;
    }
    return span;
}

/* --- Stations --- */

static struct rental_span add_area(struct applying *applying, const struct gbfs_area *area)
{
    struct vec *points = &applying->fleet->rental_points;
    struct rental_span span = {points->count, 0};
    for (uint32_t i = 0; i < area->count; i++)
        for (uint32_t k = 0; k < area->rings[i].count; k++) {
            uint32_t head = area->rings[i].count << 1 | area->rings[i].hole;
            vec_push(points, &(struct rental_point){area->rings[i].points[k], k ? 0 : head});
            span.count++;
        }
    return span;
}

static uint8_t flags_of(const struct applying *applying, const struct gbfs_station *said,
                        const struct gbfs_status *status)
{
    bool open =
        !applying->has_clock || gbfs_opening_has(&said->opening, applying->day, applying->seconds);
    uint32_t flags = open ? RENTAL_OPEN : 0u;
    /* Only such stations have areas, the standard says. */
    flags |= said->is_virtual || said->area.count ? RENTAL_VIRTUAL : 0u;
    flags |= said->charges ? RENTAL_CHARGING : 0u;
    if (!status)
        return (uint8_t)(flags | RENTAL_NO_STATUS);
    flags |= status->renting ? RENTAL_RENTING : 0u;
    flags |= status->returning ? RENTAL_RETURNING : 0u;
    flags |= status->installed ? RENTAL_INSTALLED : 0u;
    return (uint8_t)flags;
}

static const char *region_of(const struct applying *applying, const char *id)
{
    for (uint32_t i = 0; i < applying->system->region_count; i++)
        if (strcmp(applying->system->regions[i].id, id) == 0)
            return applying->system->regions[i].name;
    return "";
}

static void add_station(struct applying *applying, const struct gbfs_station *said,
                        const struct gbfs_status *status, struct shelf *shelf)
{
    struct fleet *fleet = applying->fleet;
    if (status)
        take_stock(applying, said, status, shelf);
    const struct rental_station station = {
        .id = fleet_text(fleet, said->id),
        .name = fleet_text(fleet, said->name),
        .address = fleet_text(fleet, said->address),
        .cross_street = fleet_text(fleet, said->cross_street),
        .region = fleet_text(fleet, region_of(applying, said->region)),
        .android = fleet_text(fleet, said->android),
        .ios = fleet_text(fleet, said->ios),
        .web = fleet_text(fleet, said->web),
        .at = said->at,
        .vehicles = status ? status->vehicles : 0,
        .docks = status ? status->docks : NO_IX,
        .capacity = said->capacity,
        .stocks = add_stocks(applying, shelf, status),
        .area = add_area(applying, &said->area),
        .flags = flags_of(applying, said, status),
        .parking = said->parking,
    };
    intern_add(&applying->station_ids, said->id, strlen(said->id));
    vec_push(&fleet->rental_stations, &station);
}

/* The statuses by id, those of unknown stations counted. */
static void index_statuses(const struct applying *applying, struct intern *ids)
{
    for (uint32_t i = 0; i < applying->system->status_count; i++)
        intern_add(ids, applying->system->statuses[i].id, strlen(applying->system->statuses[i].id));
}

/* What is said of a station now; NULL: nothing, or nothing that is still true. */
static const struct gbfs_status *status_of(const struct applying *applying, uint32_t at)
{
    const struct gbfs_status *status = &applying->system->statuses[at];
    if (!apply_is_silent(applying, GBFS_STATION_STATUS, status->reported, SILENT_SECONDS))
        return status;
    apply_note(applying, "gbfs_station_silent", FINDING_ROW,
               "A station was last heard of more than seven days before the document was made.",
               status->id);
    return NULL;
}

void apply_stations(struct applying *applying)
{
    const struct gbfs_system *system = applying->system;
    uint32_t types = applying->fleet->rental_types.count, known = 0;
    const struct gbfs_station **order =
        memory_zeroed(system->station_count, sizeof(const struct gbfs_station *));
    struct shelf shelf = {memory_zeroed(types, sizeof(uint32_t)),
                          memory_zeroed(types, sizeof(uint32_t)),
                          memory_zeroed(types, sizeof(uint32_t))};
    struct intern statuses = {0};
    index_statuses(applying, &statuses);
    for (uint32_t i = 0; i < system->station_count; i++)
        order[i] = &system->stations[i];
    if (system->station_count)
        qsort(order, system->station_count, sizeof *order, station_order);
    for (uint32_t i = 0; i < system->station_count; i++) {
        uint32_t at = intern_find(&statuses, order[i]->id, strlen(order[i]->id));
        known += at != INTERN_NONE;
        add_station(applying, order[i], at == INTERN_NONE ? NULL : status_of(applying, at), &shelf);
    }
    if (known < system->status_count)
        apply_note(applying, "gbfs_status_of_nothing", FINDING_ROW,
                   "There is a status of stations that are not described.", NULL);
    intern_finish(&statuses);
    memory_free(shelf.vehicles);
    memory_free(shelf.docks);
    memory_free(shelf.places);
    memory_free(order);
}
