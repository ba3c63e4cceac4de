#include "api/rentals.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "api/routes.h"
#include "engine/base/memory.h"
#include "tests/rich_live.h"

/* What a map is answered about the shared vehicles of rich_fleet.h, which two systems lend. */

static struct built built;
static struct live live;
static struct world world;
static struct worker worker;

static int set_up(void **state)
{
    (void)state;
    rich_build(&built);
    rich_live_open(&built, scratch_path(&built.scratch, "live"), &live);
    world = (struct world){.network = &built.network, .live = &live};
    worker.world = &world;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    worker_finish(&worker);
    live_close(&live);
    built_finish(&built);
    return 0;
}

/* What the query is answered under a name, with that status; to be given back. */
static json_t *answer(const char *name, const char *query, unsigned status)
{
    char target[400];
    struct reply reply;
    snprintf(target, sizeof target, "/api/%s?%s", name, query);
    routes_answer(&worker, target, &reply);
    if (reply.status != status)
        fprintf(stderr, "%s: %u %.*s\n", target, reply.status, (int)reply.size, reply.body);
    assert_int_equal(reply.status, status);
    json_t *json = json_loadb(reply.body, reply.size, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(json);
    return json;
}

static json_t *ask(const char *query)
{
    return answer("v1/rentals", query, 200);
}

static size_t size_of(json_t *json, const char *key)
{
    assert_true(json_is_array(json_object_get(json, key)));
    return json_array_size(json_object_get(json, key));
}

static json_t *item(json_t *json, const char *key, size_t number)
{
    json_t *found = json_array_get(json_object_get(json, key), number);
    assert_non_null(found);
    return found;
}

static const char *text_at(json_t *json, const char *key)
{
    assert_non_null(json_string_value(json_object_get(json, key)));
    return json_string_value(json_object_get(json, key));
}

/* Groups, providers, stations, vehicles and zones of an answer: `2 2 4 2 2`; gives it back. */
static const char *counts(json_t *json)
{
    static const char *const lists[] = {"providerGroups", "providers", "stations", "vehicles",
                                        "zones"};
    static char text[5][40];
    static unsigned turn;
    char *counted = text[turn++ % 5];
    size_t used = 0;
    for (size_t i = 0; i < 5; i++)
        used += (size_t)snprintf(counted + used, 40 - used, "%s%zu", i ? " " : "",
                                 size_of(json, lists[i]));
    json_decref(json);
    return counted;
}

/* `min=..&max=..` of the box so many metres around a stop. */
static const char *around(uint32_t stop, double metres)
{
    static char text[100];
    struct box box = geo_box_around(built.network.stops[stop].at, metres);
    snprintf(text, sizeof text, "min=%.7f,%.7f&max=%.7f,%.7f", geo_degrees(box.low.lat),
             geo_degrees(box.low.lon), geo_degrees(box.high.lat), geo_degrees(box.high.lon));
    return text;
}

static void without_a_place_it_is_said_who_lends(void **state)
{
    (void)state;
    assert_string_equal(counts(ask("")), "2 2 0 0 0");
    assert_string_equal(counts(ask("withProviders=false")), "2 0 0 0 0");
    assert_string_equal(counts(answer("v6/map/rentals", "", 200)), "2 2 0 0 0");
}

static void a_box_has_what_stands_in_it(void **state)
{
    (void)state;
    assert_string_equal(counts(ask("min=-90,-180&max=90,180")), "2 2 4 2 2");
    assert_string_equal(counts(ask("min=-90,-180&max=-89,180")), "0 0 0 0 0");
    assert_string_equal(counts(ask(around(0, 5))), "2 2 2 2 2");
    assert_string_equal(counts(ask(around(1, 5))), "2 2 2 0 0");
    /* The zone reaches beyond where anything stands: its system is there all the same. */
    assert_string_equal(counts(ask("min=46.9,-4.1&max=46.95,-4.05")), "2 2 0 0 2");
}

static void a_circle_has_what_is_near(void **state)
{
    (void)state;
    char query[200];
    struct point at = built.network.stops[0].at;
    double lat = geo_degrees(at.lat), lon = geo_degrees(at.lon);
    snprintf(query, sizeof query, "point=%.7f,%.7f&radius=5", lat, lon);
    assert_string_equal(counts(ask(query)), "2 2 2 2 2");
    /* In the corner of a square around it, but not in the circle: north-east in the zone alone,
     * south-west in nothing. */
    snprintf(query, sizeof query, "point=%.7f,%.7f&radius=100", lat + 0.0008, lon + 0.0011);
    assert_string_equal(counts(ask(query)), "2 2 0 0 2");
    snprintf(query, sizeof query, "point=%.7f,%.7f&radius=100", lat - 0.0008, lon - 0.0011);
    assert_string_equal(counts(ask(query)), "0 0 0 0 0");
    snprintf(query, sizeof query, "point=%.7f,%.7f&radius=5&min=-90,-180&max=-89,180", lat, lon);
    assert_string_equal(counts(ask(query)), "0 0 0 0 0");
}

static void lists_are_had_by_flags(void **state)
{
    (void)state;
#define ALL "min=-90,-180&max=90,180"
    assert_string_equal(counts(ask(ALL "&withStations=false")), "2 2 0 2 2");
    assert_string_equal(counts(ask(ALL "&withVehicles=false")), "2 2 4 0 2");
    assert_string_equal(counts(ask(ALL "&withZones=false")), "2 2 4 2 0");
    json_t *json = ask(ALL "&withProviders=false");
    assert_int_equal(size_of(item(json, "providerGroups", 0), "providers"), 0);
    assert_string_equal(counts(json), "2 0 4 2 2");
}

static void systems_are_asked_for_by_id(void **state)
{
    (void)state;
    json_t *json = ask("providers=bikes-b");
    assert_string_equal(text_at(item(json, "stations", 0), "providerId"), "bikes-b");
    assert_int_equal(size_of(json, "notes"), 0);
    assert_string_equal(counts(json), "1 1 2 1 1");
    assert_string_equal(counts(ask("providers=&providerGroups=")), "2 2 0 0 0");
    assert_string_equal(counts(ask("providerGroups=bikes-a")), "1 1 2 1 1");
    assert_string_equal(counts(ask("providers=bikes-b&providerGroups=bikes-a")), "2 2 4 2 2");
    json = ask("providers=bikes-c,bikes-b");
    json_t *note = item(json, "notes", 0);
    assert_string_equal(text_at(note, "code"), "UNKNOWN_PROVIDER");
    assert_string_equal(text_at(note, "inputField"), "providers");
    assert_non_null(strstr(text_at(note, "description"), "bikes-c"));
    assert_string_equal(counts(json), "1 1 2 1 1");
    json = ask("providerGroups=nobody");
    assert_string_equal(text_at(item(json, "notes", 0), "inputField"), "providerGroups");
    assert_string_equal(counts(json), "0 0 0 0 0");
}

/* Of the second system, whose numbers in the image are not those within it. */
static void a_system_is_told_with_types_and_rules(void **state)
{
    (void)state;
    json_t *json = ask("providers=bikes-b"), *provider = item(json, "providers", 0);
    assert_string_equal(text_at(provider, "id"), "bikes-b");
    assert_string_equal(text_at(provider, "name"), "Bikes");
    assert_string_equal(text_at(provider, "groupId"), "bikes-b");
    assert_string_equal(text_at(provider, "color"), "#00aa00");
    assert_string_equal(text_at(provider, "feed"), "buses");
    assert_null(json_object_get(provider, "operator"));
    assert_int_equal(size_of(provider, "bbox"), 4);
    json_t *kick = item(provider, "vehicleTypes", 1);
    assert_string_equal(text_at(kick, "id"), "kick");
    assert_string_equal(text_at(kick, "formFactor"), "SCOOTER_STANDING");
    assert_string_equal(text_at(kick, "propulsionType"), "ELECTRIC");
    assert_string_equal(text_at(kick, "returnConstraint"), "NONE");
    assert_int_equal(json_integer_value(json_object_get(kick, "rangeMeters")), 30000);
    assert_int_equal(size_of(provider, "formFactors"), 2);
    json_t *everywhere = item(provider, "globalGeofencingRules", 0);
    assert_int_equal(size_of(everywhere, "vehicleTypeIdxs"), 0);
    assert_true(json_is_true(json_object_get(everywhere, "rideEndAllowed")));
    json_t *alert = item(provider, "alerts", 0);
    assert_string_equal(text_at(alert, "type"), "STATION_CLOSURE");
    assert_string_equal(text_at(alert, "stationId"), "s2");
    json_t *group = item(json, "providerGroups", 0);
    assert_string_equal(text_at(group, "id"), "bikes-b");
    assert_string_equal(json_string_value(item(group, "providers", 0)), "bikes-b");
    json_decref(json);
}

static void a_station_says_what_it_has(void **state)
{
    (void)state;
    json_t *json = ask("providers=bikes-b"), *station = item(json, "stations", 1);
    assert_string_equal(text_at(station, "id"), "s2");
    assert_string_equal(text_at(station, "name"), "Port");
    assert_string_equal(text_at(station, "address"), "1 Quay");
    assert_true(json_is_true(json_object_get(station, "isRenting")));
    assert_true(json_is_true(json_object_get(station, "isReturning")));
    assert_int_equal(json_integer_value(json_object_get(station, "numVehiclesAvailable")), 4);
    json_t *types = json_object_get(station, "vehicleTypesAvailable");
    assert_int_equal(json_integer_value(json_object_get(types, "bike")), 4);
    assert_int_equal(json_object_size(json_object_get(station, "vehicleDocksAvailable")), 0);
    assert_string_equal(json_string_value(item(station, "formFactors", 0)), "BICYCLE");
    assert_int_equal(size_of(station, "formFactors"), 1);
    assert_null(json_object_get(station, "numDocksAvailable"));
    assert_int_equal(json_integer_value(json_object_get(station, "capacity")), 10);
    assert_true(json_real_value(item(station, "bbox", 1)) ==
                json_real_value(json_object_get(station, "lat")));
    json_decref(json);
}

/* One that is shut for the night neither lends nor takes back. */
static void a_shut_station_says_so(void **state)
{
    (void)state;
    struct rental_station stations[4];
    struct live changed = live;
    assert_int_equal(live.counts.rental_stations, 4);
    memcpy(stations, live.rental_stations, sizeof stations);
    stations[0].flags = RENTAL_RENTING | RENTAL_RETURNING | RENTAL_INSTALLED;
    changed.rental_stations = stations;
    world.live = &changed;
    json_t *json = ask(ALL), *station = item(json, "stations", 0);
    assert_true(json_is_false(json_object_get(station, "isRenting")));
    assert_true(json_is_false(json_object_get(station, "isReturning")));
    assert_true(json_is_false(json_object_get(station, "isOpen")));
    json_decref(json);
    world.live = &live;
}

static void a_vehicle_says_how_far_it_goes(void **state)
{
    (void)state;
    json_t *json = ask("providers=bikes-b"), *vehicle = item(json, "vehicles", 0);
    assert_string_equal(text_at(vehicle, "id"), "v1");
    assert_string_equal(text_at(vehicle, "typeId"), "kick");
    assert_string_equal(text_at(vehicle, "rentalUriWeb"), "https://bikes.example/v1");
    assert_null(json_object_get(vehicle, "stationId"));
    assert_true(json_is_false(json_object_get(vehicle, "isReserved")));
    assert_true(json_is_false(json_object_get(vehicle, "isDisabled")));
    assert_int_equal(json_integer_value(json_object_get(vehicle, "rangeMeters")), 8000);
    assert_int_equal(json_integer_value(json_object_get(vehicle, "fuelPercent")), 40);
    json_decref(json);
}

static void a_zone_has_rings_and_rules(void **state)
{
    (void)state;
    json_t *json = ask("providers=bikes-b"), *zone = item(json, "zones", 0);
    assert_string_equal(text_at(zone, "name"), "Old town");
    assert_int_equal(json_integer_value(json_object_get(zone, "z")), 1);
    const double bbox[] = {-5, 46, -4, 47};
    for (size_t i = 0; i < 4; i++)
        assert_true(json_real_value(item(zone, "bbox", i)) == bbox[i]);
    assert_int_equal(size_of(zone, "area"), 1);
    json_t *polygon = item(zone, "area", 0), *outer = json_array_get(polygon, 0);
    assert_int_equal(json_array_size(polygon), 2);
    assert_int_equal(json_integer_value(json_object_get(outer, "length")), 4);
    assert_int_equal(json_integer_value(json_object_get(outer, "precision")), 6);
    /* (46,-5), (46,-4), (47,-4) and back, encoded by another program. */
    assert_string_equal(text_at(outer, "points"), "_wrvvA~rdpH?_c`|@_c`|@?~b`|@~b`|@");
    json_t *rule = item(zone, "rules", 0);
    assert_int_equal(json_integer_value(item(rule, "vehicleTypeIdxs", 0)), 1);
    assert_true(json_is_true(json_object_get(rule, "rideStartAllowed")));
    assert_true(json_is_false(json_object_get(rule, "rideEndAllowed")));
    assert_null(json_object_get(rule, "stationParking"));
    assert_int_equal(json_integer_value(json_object_get(rule, "maximumSpeedKph")), 8);
    json_decref(json);
}

static void what_is_wrong_is_named(void **state)
{
    (void)state;
    static const char *const wrong[][2] = {
        {"min=46,-4", "max"},
        {"max=46,-4", "min"},
        {"min=46&max=47,-3", "min"},
        {"point=46,-4", "radius"},
        {"radius=300", "point"},
        {"radius=-1", "radius"},
        {"radius=far&point=46,-4", "radius"},
        {"withZones=maybe", "withZones"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        json_t *json = answer("v1/rentals", wrong[i][0], 400);
        size_t length = strlen(wrong[i][1]);
        assert_int_equal(strncmp(text_at(json, "error"), wrong[i][1], length), 0);
        assert_int_equal(text_at(json, "error")[length], ':');
        json_decref(json);
    }
    json_decref(answer("v1/rentals", "point=nowhere_x&radius=5", 404));
}

static void where_nobody_lends_all_lists_are_empty(void **state)
{
    (void)state;
    world.live = NULL;
    json_t *json = ask(ALL "&providers=bikes-a");
    assert_int_equal(size_of(json, "notes"), 1);
    assert_string_equal(counts(json), "0 0 0 0 0");
    world.live = &live;
}

/* Far more of a kind than a map is given; what is left out is counted. */
static void too_much_is_cut_and_that_is_said(void **state)
{
    (void)state;
    enum { MANY = RENTALS_VEHICLES_MAX + 5 };
    struct rental_vehicle *vehicles = memory_zeroed(MANY, sizeof *vehicles);
    struct rental_station *stations = memory_zeroed(MANY, sizeof *stations);
    for (uint32_t i = 0; i < MANY; i++) {
        vehicles[i] = live.rental_vehicles[0];
        stations[i] = live.rental_stations[0];
    }
    struct live many = live;
    many.rental_vehicles = vehicles;
    many.rental_stations = stations;
    many.counts.rental_vehicles = many.counts.rental_stations = MANY;
    world.live = &many;
    json_t *json = ask(ALL);
    assert_int_equal(size_of(json, "notes"), 2);
    json_t *note = item(json, "notes", 1);
    assert_string_equal(text_at(note, "code"), "TOO_MANY");
    assert_string_equal(text_at(note, "inputField"), "withVehicles");
    assert_non_null(strstr(text_at(note, "description"), "10000 of 10005 vehicles"));
    assert_string_equal(counts(json), "2 2 10000 10000 2");
    world.live = &live;
    memory_free(vehicles);
    memory_free(stations);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_place_it_is_said_who_lends),
        cmocka_unit_test(a_box_has_what_stands_in_it),
        cmocka_unit_test(a_circle_has_what_is_near),
        cmocka_unit_test(lists_are_had_by_flags),
        cmocka_unit_test(systems_are_asked_for_by_id),
        cmocka_unit_test(a_system_is_told_with_types_and_rules),
        cmocka_unit_test(a_station_says_what_it_has),
        cmocka_unit_test(a_shut_station_says_so),
        cmocka_unit_test(a_vehicle_says_how_far_it_goes),
        cmocka_unit_test(a_zone_has_rings_and_rules),
        cmocka_unit_test(what_is_wrong_is_named),
        cmocka_unit_test(where_nobody_lends_all_lists_are_empty),
        cmocka_unit_test(too_much_is_cut_and_that_is_said),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
