#include <math.h>
#include <string.h>

#include "engine/network/ix.h"
#include "feeds/gbfs/reading.h"

/* Stations, what stands at them, and vehicles that stand by themselves. */

enum { COUNT_MAX = 100000, RANGE_MAX = 10000000, STATIONS_MAX = 100000, VEHICLES_MAX = 200000 };

static const char *const parkings[] = {
    "", "parking_lot", "street_parking", "underground_parking", "sidewalk_parking", "other", NULL};

#define DROPPED                                                                                    \
    .code = "gbfs_record_dropped", .text = "A station or vehicle has no id, or no place on Earth."

/* The middle of an area; false: there is none. */
static bool middle_of(const struct gbfs_area *area, struct point *at)
{
    struct box box = GEO_BOX_EMPTY;
    for (uint32_t i = 0; i < area->count; i++)
        for (uint32_t k = 0; k < area->rings[i].count; k++)
            geo_box_stretch(&box, area->rings[i].points[k]);
    if (!area->count)
        return false;
    at->lat = (int32_t)(((int64_t)box.low.lat + box.high.lat) / 2);
    at->lon = (int32_t)(((int64_t)box.low.lon + box.high.lon) / 2);
    return true;
}

/* Where a station is: virtual ones of 2.1 may have nothing but their area. */
static bool begin_station(const struct reading *reading, const json_t *item, void *record)
{
    struct gbfs_station *station = record;
    station->area = read_area(reading, json_object_get(item, "station_area"), AREA_ALLOWS);
    if (read_place(reading, item, &station->at))
        return true;
    if (!middle_of(&station->area, &station->at))
        return false;
    reading_note(reading, "gbfs_station_placed", FINDING_MENDED,
                 "A station has no place of its own; the middle of its area is taken.",
                 station->id);
    return true;
}

/* `[{"vehicle_type_id": .., "count": ..}]`, or `[{"vehicle_type_ids": [..], "count": ..}]`, or, in
 * the wild, `{"type": count}`. */
static const struct gbfs_count *read_counts(const struct reading *reading, const json_t *list,
                                            uint32_t *count)
{
    size_t size = json_is_object(list) ? json_object_size(list) : json_array_size(list),
           room = size;
    for (size_t i = 0; i < json_array_size(list); i++)
        room += json_array_size(json_object_get(json_array_get(list, i), "vehicle_type_ids"));
    struct gbfs_count *counts = arena_array(reading->arena, room, sizeof *counts);
    const char *key;
    json_t *value;
    *count = 0;
    if (json_is_object(list)) {
        json_object_foreach((json_t *)(uintptr_t)list, key, value) if (strlen(key) <= GBFS_ID_MAX)
            counts[(*count)++] = (struct gbfs_count){arena_text(reading->arena, key, strlen(key)),
                                                     read_count(reading, list, key, COUNT_MAX, 0)};
        return counts;
    }
    for (size_t i = 0; i < size; i++) {
        const json_t *item = json_array_get(list, i);
        const char *id = read_id(reading, item, "vehicle_type_id");
        uint32_t number = read_count(reading, item, "count", COUNT_MAX, 0), ids;
        bool named;
        const char *const *types = read_ids(reading, item, "vehicle_type_ids", &ids, &named);
        if (id)
            counts[(*count)++] = (struct gbfs_count){id, number};
        for (uint32_t k = 0; !id && k < ids; k++)
            counts[(*count)++] = (struct gbfs_count){types[k], number};
    }
    return counts;
}

/* What has room at a station, as docks or painted, by all the names that this ever had. */
static const struct gbfs_count *read_places(const struct reading *reading, const json_t *item,
                                            uint32_t *count)
{
    static const char *const names[] = {"vehicle_types_capacity", "vehicle_docks_capacity",
                                        "vehicle_type_capacity", "vehicle_capacity"};
    const struct gbfs_count *parts[4];
    uint32_t counts[4], all = 0;
    for (size_t i = 0; i < 4; i++) {
        parts[i] = read_counts(reading, json_object_get(item, names[i]), &counts[i]);
        all += counts[i];
    }
    struct gbfs_count *places = arena_array(reading->arena, all, sizeof *places);
    *count = 0;
    for (size_t i = 0; i < 4; i++)
        for (uint32_t k = 0; k < counts[i]; k++)
            places[(*count)++] = parts[i][k];
    return places;
}

static void fill_station(const struct reading *reading, const json_t *item, void *record)
{
    struct gbfs_station *station = record;
    *station = (struct gbfs_station){
        .id = station->id,
        .name = read_text(reading, item, "name"),
        .address = read_text(reading, item, "address"),
        .cross_street = read_text(reading, item, "cross_street"),
        .region = read_text(reading, item, "region_id"),
        .at = station->at,
        .capacity = read_count(reading, item, "capacity", COUNT_MAX, NO_IX),
        .parking = (uint8_t)read_word(reading, item, "parking_type", parkings, 0),
        .is_virtual = read_bool(reading, item, "is_virtual_station", false),
        .charges = read_bool(reading, item, "is_charging_station", false),
        .area = station->area,
        .opening = read_opening(reading, item, "station_opening_hours"),
    };
    station->places = read_places(reading, item, &station->place_count);
    read_links(reading, item, &station->android, &station->ios, &station->web);
}

bool read_stations(const struct reading *reading, const json_t *data, struct gbfs_system *system)
{
    static const struct reading_kind kind = {
        .key = "station_id",
        .size = sizeof(struct gbfs_station),
        .most = STATIONS_MAX,
        .begin = begin_station,
        .fill = fill_station,
        DROPPED,
    };
    const json_t *list = json_object_get(data, "stations");
    system->stations = read_records(reading, list, &kind, &system->station_count);
    return json_is_array(list);
}

/* Of two names, the newer first; `unsaid` if neither is there. */
static uint32_t read_either(const struct reading *reading, const json_t *item, const char *newer,
                            const char *older, uint32_t unsaid)
{
    uint32_t count = read_count(reading, item, newer, COUNT_MAX, NO_IX);
    return count != NO_IX ? count : read_count(reading, item, older, COUNT_MAX, unsaid);
}

static void fill_status(const struct reading *reading, const json_t *item, void *record)
{
    struct gbfs_status *status = record;
    *status = (struct gbfs_status){
        .id = status->id,
        .vehicles = read_either(reading, item, "num_vehicles_available", "num_bikes_available", 0),
        .docks = read_count(reading, item, "num_docks_available", COUNT_MAX, NO_IX),
        .installed = read_bool(reading, item, "is_installed", true),
        .renting = read_bool(reading, item, "is_renting", true),
        .returning = read_bool(reading, item, "is_returning", true),
        .reported = read_moment(reading, item, "last_reported"),
    };
    status->by_type = read_counts(reading, json_object_get(item, "vehicle_types_available"),
                                  &status->by_type_count);
    status->docks_by_type = read_counts(reading, json_object_get(item, "vehicle_docks_available"),
                                        &status->docks_by_type_count);
}

bool read_statuses(const struct reading *reading, const json_t *data, struct gbfs_system *system)
{
    static const struct reading_kind kind = {
        .key = "station_id",
        .size = sizeof(struct gbfs_status),
        .most = STATIONS_MAX,
        .fill = fill_status,
        DROPPED,
    };
    const json_t *list = json_object_get(data, "stations");
    system->statuses = read_records(reading, list, &kind, &system->status_count);
    return json_is_array(list);
}

/* 0.42, or 42. */
static uint32_t read_fuel(const struct reading *reading, const json_t *item)
{
    double fuel;
    if (!read_number(reading, item, "current_fuel_percent", &fuel) || !(fuel >= 0 && fuel <= 100))
        return NO_IX;
    return (uint32_t)lround(fuel <= 1 ? fuel * 100 : fuel);
}

static bool begin_vehicle(const struct reading *reading, const json_t *item, void *record)
{
    struct gbfs_vehicle *vehicle = record;
    *vehicle = (struct gbfs_vehicle){
        .id = vehicle->id,
        .type = read_text(reading, item, "vehicle_type_id"),
        .station = read_text(reading, item, "station_id"),
        .home = read_text(reading, item, "home_station_id"),
        .plan = read_text(reading, item, "pricing_plan_id"),
        .range_metres = read_measure(reading, item, "current_range_meters", RANGE_MAX, NO_IX),
        .fuel_percent = read_fuel(reading, item),
        .reserved = read_bool(reading, item, "is_reserved", false),
        .disabled = read_bool(reading, item, "is_disabled", false),
        .reported = read_moment(reading, item, "last_reported"),
        .free_until = read_moment(reading, item, "available_until"),
    };
    if (!*vehicle->home)
        vehicle->home = read_text(reading, item, "home_station");
    vehicle->placed = read_place(reading, item, &vehicle->at);
    read_links(reading, item, &vehicle->android, &vehicle->ios, &vehicle->web);
    return vehicle->placed || *vehicle->station;
}

bool read_vehicles(const struct reading *reading, const json_t *data, struct gbfs_system *system)
{
    static const struct reading_kind kind = {
        .key = "vehicle_id",
        .older_key = "bike_id",
        .size = sizeof(struct gbfs_vehicle),
        .most = VEHICLES_MAX,
        .begin = begin_vehicle,
        DROPPED,
    };
    const json_t *list = json_object_get(data, "vehicles");
    list = list ? list : json_object_get(data, "bikes");
    system->vehicles = read_records(reading, list, &kind, &system->vehicle_count);
    return json_is_array(list);
}
