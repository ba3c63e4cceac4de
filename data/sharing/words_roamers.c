#include "data/sharing/fences.h"
#include "data/sharing/roamers.h"
#include "data/sharing/words.h"

enum { PAINTED_ROOM = 12, HUNDRED = 100 };

/* Half the sides of a painted place, in metres. */
#define PAINTED_LONG 6.0
#define PAINTED_WIDE 2.5

static const char plan_id[] = "minute";

static const struct words_operator who = {
    .system = "trottestran",
    .name = "Trott'Estran",
    .french = "Trottinettes de l'Estran",
    .english = "Estran Scooters",
    .site = "trottestran.example",
    .color = "#D9480F",
};

static const struct {
    const char *id, *form, *propulsion, *back, *french, *english;
    int kmh;
} kinds[ROAMER_KINDS] = {
    {"trottinette", "scooter_standing", "electric", "hybrid", "Trottinette", "Kick scooter", 20},
    {"scooter", "moped", "electric", "free_floating", "Scooter électrique", "Electric moped", 45},
    {"velo-cargo", "cargo_bicycle", "electric_assist", "free_floating", "Vélo-cargo", "Cargo bike",
     25},
};

static const struct {
    const char *id, *french, *english;
} painted[SHARING_PAINTED] = {
    {"P1", "Phare - terminus", "Lighthouse - terminus"},
    {"P2", "Phare - boulevard", "Lighthouse - boulevard"},
    {"P3", "Phare - nord", "Lighthouse - north"},
};

static json_t *types(void)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < ROAMER_KINDS; i++)
        json_array_append_new(
            list, json_pack("{s:s, s:s, s:s, s:i, s:i, s:i, s:s, s:o, s:s, s:[s]}",
                            "vehicle_type_id", kinds[i].id, "form_factor", kinds[i].form,
                            "propulsion_type", kinds[i].propulsion, "max_range_meters",
                            (int)roamer_range(i), "max_permitted_speed", kinds[i].kmh,
                            "rider_capacity", i == ROAMER_MOPED ? 2 : 1, "return_constraint",
                            kinds[i].back, "name", words_both(kinds[i].french, kinds[i].english),
                            "default_pricing_plan_id", plan_id, "pricing_plan_ids", plan_id));
    return json_pack("{s:o}", "vehicle_types", list);
}

static json_t *plans(void)
{
    return json_pack(
        "{s:[{s:s, s:o, s:s, s:o, s:b, s:o, s:[{s:i, s:o, s:i}]}]}", "plans", "plan_id", plan_id,
        "name", words_both("À la minute", "By the minute"), "currency", "EUR", "price",
        words_cents(100), "is_taxable", 0, "description",
        words_both("1 € au départ, puis 0,19 € par minute", "€1 to start, then €0.19 a minute"),
        "per_min_pricing", "start", 0, "rate", words_cents(19), "interval", 1);
}

static json_t *station(const struct words *words, uint32_t number)
{
    struct point at = words->sharing->painted[number];
    struct ground_metres middle = ground_metres(at);
    const struct ground_metres ring[] = {{middle.east - PAINTED_LONG, middle.north - PAINTED_WIDE},
                                         {middle.east + PAINTED_LONG, middle.north - PAINTED_WIDE},
                                         {middle.east + PAINTED_LONG, middle.north + PAINTED_WIDE},
                                         {middle.east - PAINTED_LONG, middle.north + PAINTED_WIDE}};
    return json_pack(
        "{s:s, s:o, s:o, s:o, s:b, s:o, s:s, s:i, s:o}", "station_id", painted[number].id, "name",
        words_both(painted[number].french, painted[number].english), "lat", words_degrees(at.lat),
        "lon", words_degrees(at.lon), "is_virtual_station", 1, "station_area",
        words_area(ring, 4, NULL, 0), "parking_type", "street_parking", "capacity",
        (int)PAINTED_ROOM, "rental_uris", words_uris(words, "station", painted[number].id));
}

static json_t *stations(const struct words *words)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < SHARING_PAINTED; i++)
        json_array_append_new(list, station(words, i));
    return json_pack("{s:o}", "stations", list);
}

/* What stands in a painted place. */
struct stock {
    int ready[ROAMER_KINDS], idle;
};

static bool can_be_taken(const struct roamer *roamer)
{
    return !roamer->reserved && !roamer->disabled;
}

static json_t *status(const struct words *words, uint32_t number, const struct stock *stock)
{
    int taken = stock->idle, ready = 0;
    json_t *types = json_array();
    for (uint32_t i = 0; i < ROAMER_KINDS; i++) {
        ready += stock->ready[i];
        json_array_append_new(types, json_pack("{s:s, s:i}", "vehicle_type_id", kinds[i].id,
                                               "count", stock->ready[i]));
    }
    taken += ready;
    return json_pack("{s:s, s:i, s:o, s:i, s:i, s:b, s:b, s:b, s:o}", "station_id",
                     painted[number].id, "num_vehicles_available", ready, "vehicle_types_available",
                     types, "num_vehicles_disabled", stock->idle, "num_docks_available",
                     taken < PAINTED_ROOM ? PAINTED_ROOM - taken : 0, "is_installed", 1,
                     "is_renting", 1, "is_returning", 1, "last_reported",
                     words_minute(words, words->day.minute));
}

static json_t *statuses(const struct words *words, const struct roamer *roamers)
{
    struct stock stocks[SHARING_PAINTED] = {0};
    json_t *list = json_array();
    for (uint32_t i = 0; i < ROAMERS; i++) {
        const struct roamer *roamer = &roamers[i];
        if (!roamer->spot || roamer->riding || roamer->spot->painted == NO_IX)
            continue;
        if (can_be_taken(roamer))
            stocks[roamer->spot->painted].ready[roamer->kind]++;
        else
            stocks[roamer->spot->painted].idle++;
    }
    for (uint32_t i = 0; i < SHARING_PAINTED; i++)
        json_array_append_new(list, status(words, i, &stocks[i]));
    return json_pack("{s:o}", "stations", list);
}

static json_t *vehicle(const struct words *words, const struct roamer *roamer, uint32_t number)
{
    const char *id = words_vehicle_id(words, number, roamer->rides);
    double left = (double)roamer->range_metres / roamer_range(roamer->kind);
    json_t *vehicle = json_pack(
        "{s:s, s:s, s:b, s:b, s:i, s:f, s:o, s:o}", "vehicle_id", id, "vehicle_type_id",
        kinds[roamer->kind].id, "is_reserved", roamer->reserved, "is_disabled", roamer->disabled,
        "current_range_meters", (int)roamer->range_metres, "current_fuel_percent",
        (double)(int)(left * HUNDRED) / HUNDRED, "last_reported",
        words_minute(words, roamer->since), "rental_uris", words_uris(words, "vehicle", id));
    if (roamer->spot->painted != NO_IX)
        json_object_set_new(vehicle, "station_id", json_string(painted[roamer->spot->painted].id));
    json_object_set_new(vehicle, "lat", words_degrees(roamer->spot->at.lat));
    json_object_set_new(vehicle, "lon", words_degrees(roamer->spot->at.lon));
    return vehicle;
}

static json_t *vehicles(const struct words *words, const struct roamer *roamers)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < ROAMERS; i++)
        if (roamers[i].spot && !roamers[i].riding)
            json_array_append_new(list, vehicle(words, &roamers[i], i));
    return json_pack("{s:o}", "vehicles", list);
}

static json_t *zone(const struct fence *fence)
{
    struct ground_metres ring[2 * FENCE_POINTS];
    uint32_t count = fence_ring(fence, ring);
    json_t *rule =
        json_pack("{s:b, s:b, s:b}", "ride_start_allowed", fence->start, "ride_end_allowed",
                  fence->end, "ride_through_allowed", fence->through);
    if (fence->kmh)
        json_object_set_new(rule, "maximum_speed_kph", json_integer(fence->kmh));
    if (fence->painted)
        json_object_set_new(rule, "station_parking", json_true());
    return json_pack("{s:s, s:o, s:{s:o, s:[o]}}", "type", "Feature", "geometry",
                     words_area(ring, count, fence->hole, fence->hole_count), "properties", "name",
                     words_both(fence->french, fence->english), "rules", rule);
}

static json_t *zones(void)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < FENCES; i++)
        json_array_append_new(list, zone(&fences[i]));
    return json_pack("{s:{s:s, s:o}, s:[{s:b, s:b, s:b}]}", "geofencing_zones", "type",
                     "FeatureCollection", "features", list, "global_rules", "ride_start_allowed", 0,
                     "ride_end_allowed", 0, "ride_through_allowed", 1);
}

void words_roamers(const struct sharing *sharing, unix_time now, struct arena *arena,
                   struct vec *documents)
{
    struct sharing_day day = sharing_day_at(sharing, now);
    struct words words = words_begin(sharing, &who, &day, arena, documents);
    struct roamer *roamers = arena_array(arena, ROAMERS, sizeof *roamers);
    for (uint32_t i = 0; i < ROAMERS; i++)
        roamers[i] = roamer_at(sharing, &day, i);
    words_always(&words, "vehicle_types", types());
    words_always(&words, "system_pricing_plans", plans());
    words_always(&words, "geofencing_zones", zones());
    words_always(&words, "station_information", stations(&words));
    words_now(&words, "station_status", statuses(&words, roamers));
    words_now(&words, "vehicle_status", vehicles(&words, roamers));
    words_end(&words);
}
