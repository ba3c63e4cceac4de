#include "data/sharing/docks.h"
#include "data/sharing/words.h"

enum { CLASSIC, ELECTRIC, KINDS };

static const char *const kind_ids[KINDS] = {"velo", "velo-electrique"};
static const char *const plan_ids[KINDS] = {"trajet", "trajet-electrique"};

static const struct words_operator who = {
    .system = "velo-rade",
    .name = "Vélo Rade",
    .french = "Communauté de la Rade",
    .english = "Rade Community",
    .site = "velorade.example",
    .color = "#0A7D6C",
};

static json_t *kinds(void)
{
    json_t *classic = json_pack(
        "{s:s, s:s, s:s, s:o, s:i, s:i, s:s, s:s, s:[s]}", "vehicle_type_id", kind_ids[CLASSIC],
        "form_factor", "bicycle", "propulsion_type", "human", "name", words_both("Vélo", "Bicycle"),
        "wheel_count", 2, "rider_capacity", 1, "return_constraint", "any_station",
        "default_pricing_plan_id", plan_ids[CLASSIC], "pricing_plan_ids", plan_ids[CLASSIC]);
    json_t *electric = json_pack(
        "{s:s, s:s, s:s, s:o, s:i, s:i, s:i, s:i, s:s, s:s, s:[s]}", "vehicle_type_id",
        kind_ids[ELECTRIC], "form_factor", "bicycle", "propulsion_type", "electric_assist", "name",
        words_both("Vélo électrique", "Electric bicycle"), "wheel_count", 2, "rider_capacity", 1,
        "max_range_meters", (int)DOCKS_RANGE_METRES, "max_permitted_speed", 25, "return_constraint",
        "any_station", "default_pricing_plan_id", plan_ids[ELECTRIC], "pricing_plan_ids",
        plan_ids[ELECTRIC]);
    return json_pack("{s:[o, o]}", "vehicle_types", classic, electric);
}

/* One euro, and so much a minute from some minute on. */
static json_t *plan(const char *id, json_t *name, json_t *text, int cents, int from)
{
    return json_pack("{s:s, s:o, s:s, s:o, s:b, s:o, s:[{s:i, s:o, s:i}]}", "plan_id", id, "name",
                     name, "currency", "EUR", "price", words_cents(100), "is_taxable", 0,
                     "description", text, "per_min_pricing", "start", from, "rate",
                     words_cents(cents), "interval", 1);
}

static json_t *plans(void)
{
    json_t *classic = plan(plan_ids[CLASSIC], words_both("Trajet à vélo", "Bicycle ride"),
                           words_both("1 €, trente minutes comprises, puis 0,05 € par minute",
                                      "€1 with thirty minutes, then €0.05 a minute"),
                           5, 30);
    json_t *electric =
        plan(plan_ids[ELECTRIC], words_both("Trajet à vélo électrique", "Electric bicycle ride"),
             words_both("1 €, puis 0,12 € par minute", "€1, then €0.12 a minute"), 12, 0);
    return json_pack("{s:[o, o]}", "plans", classic, electric);
}

static json_t *regions(void)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < REGIONS; i++)
        json_array_append_new(
            list, json_pack("{s:s, s:o}", "region_id", place_regions[i].id, "name",
                            words_both(place_regions[i].french, place_regions[i].english)));
    return json_pack("{s:o}", "regions", list);
}

static json_t *station(const struct words *words, uint32_t number)
{
    const struct shared_place *place = &places[number];
    struct point at = words->sharing->places[number];
    json_t *docks = json_pack("[{s:[s, s], s:i}]", "vehicle_type_ids", kind_ids[CLASSIC],
                              kind_ids[ELECTRIC], "count", (int)place->docks);
    return json_pack("{s:s, s:o, s:s, s:o, s:o, s:s, s:s, s:b, s:i, s:o, s:b, s:[s, s], s:o}",
                     "station_id", place->id, "name", words_both(place->french, place->english),
                     "station_opening_hours", "24/7", "lat", words_degrees(at.lat), "lon",
                     words_degrees(at.lon), "region_id", place_regions[place->region].id,
                     "parking_type", "street_parking", "is_virtual_station", 0, "capacity",
                     (int)place->docks, "vehicle_docks_capacity", docks, "is_charging_station",
                     docks_charges(place), "rental_methods", "creditcard", "phone", "rental_uris",
                     words_uris(words, "station", place->id));
}

static json_t *stations(const struct words *words)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < PLACES; i++)
        json_array_append_new(list, station(words, i));
    return json_pack("{s:o}", "stations", list);
}

/* What stands at a station. */
struct stock {
    int ready[KINDS], idle;
};

static json_t *status(const struct words *words, const struct docks *docks, uint32_t number,
                      struct stock stock)
{
    bool works = places[number].kind != PLACE_CLOSED;
    int empty = works ? (int)(places[number].docks - docks->standing[number]) : 0;
    json_t *ready = json_pack("[{s:s, s:i}, {s:s, s:i}]", "vehicle_type_id", kind_ids[CLASSIC],
                              "count", stock.ready[CLASSIC], "vehicle_type_id", kind_ids[ELECTRIC],
                              "count", stock.ready[ELECTRIC]);
    json_t *room = json_pack("[{s:[s, s], s:i}]", "vehicle_type_ids", kind_ids[CLASSIC],
                             kind_ids[ELECTRIC], "count", empty);
    return json_pack(
        "{s:s, s:i, s:o, s:i, s:i, s:i, s:o, s:b, s:b, s:b, s:o}", "station_id", places[number].id,
        "num_vehicles_available", stock.ready[CLASSIC] + stock.ready[ELECTRIC],
        "vehicle_types_available", ready, "num_vehicles_disabled", stock.idle,
        "num_docks_available", empty, "num_docks_disabled", works ? 0 : (int)places[number].docks,
        "vehicle_docks_available", room, "is_installed", 1, "is_renting", works, "is_returning",
        works, "last_reported", words_minute(words, docks->day.minute));
}

static json_t *statuses(const struct words *words, const struct docks *docks)
{
    struct stock stocks[PLACES] = {0};
    json_t *list = json_array();
    for (uint32_t i = 0; i < docks->bikes.count; i++) {
        const struct docks_bike *bike = vec_at(&docks->bikes, i);
        if (bike->riding)
            continue;
        if (docks_ready(docks, bike))
            stocks[bike->place].ready[bike->electric]++;
        else
            stocks[bike->place].idle++;
    }
    for (uint32_t i = 0; i < PLACES; i++)
        json_array_append_new(list, status(words, docks, i, stocks[i]));
    return json_pack("{s:o}", "stations", list);
}

static json_t *vehicle(const struct words *words, const struct docks *docks, uint32_t number)
{
    const struct docks_bike *bike = vec_at(&docks->bikes, number);
    const char *id = words_vehicle_id(words, number, bike->rides);
    json_t *vehicle = json_pack(
        "{s:s, s:s, s:s, s:b, s:b, s:o, s:o}", "vehicle_id", id, "vehicle_type_id",
        kind_ids[bike->electric], "station_id", places[bike->place].id, "is_reserved", 0,
        "is_disabled", !docks_ready(docks, bike), "last_reported", words_minute(words, bike->since),
        "rental_uris", words_uris(words, "vehicle", id));
    if (bike->electric)
        json_object_set_new(vehicle, "current_range_meters",
                            json_integer(docks_range(docks, bike)));
    return vehicle;
}

static json_t *vehicles(const struct words *words, const struct docks *docks)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < docks->bikes.count; i++) {
        const struct docks_bike *bike = vec_at(&docks->bikes, i);
        if (!bike->riding)
            json_array_append_new(list, vehicle(words, docks, i));
    }
    return json_pack("{s:o}", "vehicles", list);
}

static json_t *alerts(void)
{
    json_t *closed = json_array();
    for (uint32_t i = 0; i < PLACES; i++)
        if (places[i].kind == PLACE_CLOSED)
            json_array_append_new(closed, json_string(places[i].id));
    json_t *alert =
        json_pack("{s:s, s:s, s:o, s:o, s:o}", "alert_id", "hors-service", "type",
                  "station_closure", "station_ids", closed, "summary",
                  words_both("Station hors service", "Station out of order"), "description",
                  words_both("La borne est en réparation ; les stations voisines restent ouvertes.",
                             "The terminal is being repaired; stations nearby are open."));
    return json_pack("{s:[o]}", "alerts", alert);
}

void words_docks(const struct sharing *sharing, unix_time now, struct arena *arena,
                 struct vec *documents)
{
    struct docks docks;
    docks_play(&docks, sharing, now);
    struct words words = words_begin(sharing, &who, &docks.day, arena, documents);
    words_always(&words, "vehicle_types", kinds());
    words_always(&words, "system_pricing_plans", plans());
    words_always(&words, "system_regions", regions());
    words_always(&words, "station_information", stations(&words));
    words_always(&words, "system_alerts", alerts());
    words_now(&words, "station_status", statuses(&words, &docks));
    words_now(&words, "vehicle_status", vehicles(&words, &docks));
    words_end(&words);
    docks_finish(&docks);
}
