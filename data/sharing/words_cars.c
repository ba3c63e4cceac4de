#include "data/sharing/cars.h"
#include "data/sharing/words.h"

enum { HUNDRED = 100 };

static const struct words_operator who = {
    .system = "autopartage",
    .name = "Autopartage de la Rade",
    .french = "Coopérative Autopartage de la Rade",
    .english = "Rade Car Sharing Cooperative",
    .site = "autopartage-rade.example",
    .color = "#1C4E9C",
};

static const char plan_id[] = "heure";

static const struct {
    const char *id, *propulsion, *back, *french, *english, *make, *model;
    int riders;
} kinds[CAR_KINDS] = {
    {"citadine", "electric", "roundtrip_station", "Citadine", "City car", "Atelier Rade",
     "Bernique", 4},
    {"familiale", "hybrid", "roundtrip_station", "Familiale", "Family car", "Atelier Rade",
     "Dorade", 7},
    {"libre", "electric", "any_station", "Citadine en trace directe", "One-way city car",
     "Atelier Rade", "Bigorneau", 4},
};

static const struct {
    const char *id, *french, *english, *address;
} lots[SHARING_LOTS] = {
    {"A1", "Gare Centrale", "Central Station", "Rue de la Gare"},
    {"A2", "Les Halles", "Market Hall", "Rue de la Gare"},
    {"A3", "Technopôle", "Technology Park", "Avenue du Technopôle"},
    {"A4", "Campus", "Campus", "Rue de l'Université"},
    {"A5", "Beaulieu", "Beaulieu", "Avenue de Beaulieu"},
    {"A6", "Rive-Neuve", "Rive-Neuve", "Quai des Chantiers"},
};

static json_t *types(void)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < CAR_KINDS; i++)
        json_array_append_new(
            list,
            json_pack("{s:s, s:s, s:s, s:i, s:i, s:i, s:s, s:o, s:o, s:o, s:s, s:[s]}",
                      "vehicle_type_id", kinds[i].id, "form_factor", "car", "propulsion_type",
                      kinds[i].propulsion, "max_range_meters", (int)car_range(i), "rider_capacity",
                      kinds[i].riders, "wheel_count", 4, "return_constraint", kinds[i].back, "name",
                      words_both(kinds[i].french, kinds[i].english), "make",
                      words_name(kinds[i].make), "model", words_name(kinds[i].model),
                      "default_pricing_plan_id", plan_id, "pricing_plan_ids", plan_id));
    return json_pack("{s:o}", "vehicle_types", list);
}

static json_t *plans(void)
{
    json_t *hours =
        json_pack("[{s:i, s:o, s:i}]", "start", 0, "rate", words_cents(300), "interval", 60);
    json_t *kilometres =
        json_pack("[{s:i, s:o, s:i}]", "start", 0, "rate", words_cents(35), "interval", 1);
    return json_pack("{s:[{s:s, s:o, s:s, s:o, s:b, s:o, s:o, s:o}]}", "plans", "plan_id", plan_id,
                     "name", words_both("À l'heure", "By the hour"), "currency", "EUR", "price",
                     words_cents(200), "is_taxable", 0, "description",
                     words_both("2 €, puis 3 € par heure et 0,35 € par kilomètre",
                                "€2, then €3 an hour and €0.35 a kilometre"),
                     "per_min_pricing", hours, "per_km_pricing", kilometres);
}

static json_t *station(const struct words *words, uint32_t number)
{
    struct point at = words->sharing->lots[number];
    return json_pack("{s:s, s:o, s:o, s:o, s:s, s:s, s:b, s:i, s:b, s:o}", "station_id",
                     lots[number].id, "name", words_both(lots[number].french, lots[number].english),
                     "lat", words_degrees(at.lat), "lon", words_degrees(at.lon), "address",
                     lots[number].address, "parking_type", "street_parking", "is_virtual_station",
                     0, "capacity", (int)LOT_CARS, "is_charging_station", 1, "rental_uris",
                     words_uris(words, "station", lots[number].id));
}

static json_t *stations(const struct words *words)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < SHARING_LOTS; i++)
        json_array_append_new(list, station(words, i));
    return json_pack("{s:o}", "stations", list);
}

/* Cars that have their home at a station keep their space while they are away. */
static json_t *status(const struct words *words, uint32_t number, const struct car *cars)
{
    int ready[CAR_KINDS] = {0}, idle = 0, kept = 0;
    for (uint32_t i = 0; i < CARS; i++) {
        const struct car *car = &cars[i];
        if (car->lot != number)
            continue;
        ready[car->kind] += !car->out && !car->reserved;
        idle += !car->out && car->reserved;
        kept += car->out && car->kind != CAR_FREE;
    }
    json_t *types = json_array();
    int sum = 0;
    for (uint32_t i = 0; i < CAR_KINDS; i++) {
        sum += ready[i];
        json_array_append_new(
            types, json_pack("{s:s, s:i}", "vehicle_type_id", kinds[i].id, "count", ready[i]));
    }
    return json_pack("{s:s, s:i, s:o, s:i, s:i, s:b, s:b, s:b, s:o}", "station_id", lots[number].id,
                     "num_vehicles_available", sum, "vehicle_types_available", types,
                     "num_vehicles_disabled", idle, "num_docks_available",
                     (int)LOT_CARS - sum - idle - kept, "is_installed", 1, "is_renting", 1,
                     "is_returning", 1, "last_reported", words_minute(words, words->day.minute));
}

static json_t *statuses(const struct words *words, const struct car *cars)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < SHARING_LOTS; i++)
        json_array_append_new(list, status(words, i, cars));
    return json_pack("{s:o}", "stations", list);
}

static json_t *vehicle(const struct words *words, const struct car *car, uint32_t number)
{
    const char *id = words_vehicle_id(words, number, car->trips);
    double left = (double)car->range_metres / car_range(car->kind);
    json_t *vehicle = json_pack(
        "{s:s, s:s, s:s, s:b, s:b, s:i, s:f, s:o, s:o}", "vehicle_id", id, "vehicle_type_id",
        kinds[car->kind].id, "station_id", lots[car->lot].id, "is_reserved", car->reserved,
        "is_disabled", 0, "current_range_meters", (int)car->range_metres, "current_fuel_percent",
        (double)(int)(left * HUNDRED) / HUNDRED, "last_reported", words_minute(words, car->since),
        "rental_uris", words_uris(words, "vehicle", id));
    if (car->kind != CAR_FREE)
        json_object_set_new(vehicle, "home_station_id", json_string(lots[car->home].id));
    if (car->booked)
        json_object_set_new(vehicle, "available_until", words_time(words, car->booked));
    return vehicle;
}

static json_t *vehicles(const struct words *words, const struct car *cars)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < CARS; i++)
        if (!cars[i].out)
            json_array_append_new(list, vehicle(words, &cars[i], i));
    return json_pack("{s:o}", "vehicles", list);
}

void words_cars(const struct sharing *sharing, unix_time now, struct arena *arena,
                struct vec *documents)
{
    struct sharing_day day = sharing_day_at(sharing, now);
    struct words words = words_begin(sharing, &who, &day, arena, documents);
    struct car cars[CARS];
    for (uint32_t i = 0; i < CARS; i++)
        cars[i] = car_at(&day, i);
    words_always(&words, "vehicle_types", types());
    words_always(&words, "system_pricing_plans", plans());
    words_always(&words, "station_information", stations(&words));
    words_now(&words, "station_status", statuses(&words, cars));
    words_now(&words, "vehicle_status", vehicles(&words, cars));
    words_end(&words);
}
