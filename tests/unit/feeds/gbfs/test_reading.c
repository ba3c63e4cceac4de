#include "feeds/gbfs/reading.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "engine/network/ix.h"
#include "tests/gbfs_said.h"

/* What becomes of the records of each document. */

static struct gbfs_said said;

static int begin(void **state)
{
    (void)state;
    gbfs_said_init(&said);
    return 0;
}

static int end(void **state)
{
    (void)state;
    gbfs_said_finish(&said);
    return 0;
}

/* Takes `data` of a document, which has to be readable; what was found in it. */
static const char *take(enum gbfs_document kind, const char *version, const char *data)
{
    if (!gbfs_said_data(&said, kind, version, data))
        fail_msg("%s", said.error.text);
    return gbfs_said_findings(&said.findings);
}

static const struct gbfs_system *now(void)
{
    return gbfs_store_system(said.store);
}

static void who_lends(void **state)
{
    (void)state;
    assert_string_equal(
        take(
            GBFS_SYSTEM_INFORMATION, "2.3",
            "{'system_id': 'sys', 'language': 'en', 'name': 'Bikes', 'operator': 'Op', "
            "'url': 'u', 'purchase_url': 'p', 'timezone': 'Europe/Paris', 'phone_number': '1', "
            "'email': 'e', 'feed_contact_email': 'f', 'license_url': 'l', 'terms_url': 't', "
            "'attribution_organization_name': 'a', 'attribution_url': 'au', "
            "'brand_assets': {'color': '#C2D32C'}, 'rental_apps': {'android': {'store_uri': 'aa'}, "
            "'ios': {'store_uri': 'ii'}}}"),
        "");
    const struct gbfs_information *information = &now()->information;
    const char *const texts[] = {information->system_id,   information->language,
                                 information->name,        information->operator_name,
                                 information->url,         information->purchase_url,
                                 information->time_zone,   information->phone,
                                 information->email,       information->feed_contact,
                                 information->licence_url, information->terms_url,
                                 information->attribution, information->attribution_url,
                                 information->color,       information->app_android,
                                 information->app_ios,     information->opening_hours};
    const char *const wanted[] = {"sys",     "en", "Bikes", "Op", "u", "p", "Europe/Paris",
                                  "1",       "e",  "f",     "l",  "t", "a", "au",
                                  "#C2D32C", "aa", "ii",    ""};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        assert_string_equal(texts[i], wanted[i]);
    assert_int_equal(information->opening.count, 0);
}

static void hours_of_3(void **state)
{
    (void)state;
    assert_string_equal(take(GBFS_SYSTEM_INFORMATION, "3.0",
                             "{'system_id': 's', 'opening_hours': 'Mo-Fr 08:00-18:00; Sa off'}"),
                        "");
    assert_int_equal(now()->information.opening.count, 2);
    assert_string_equal(take(GBFS_SYSTEM_INFORMATION, "3.0",
                             "{'system_id': 's', 'opening_hours': 'sunrise-sunset'}"),
                        "gbfs_opening_not_understood 1");
    assert_string_equal(now()->information.opening_hours, "sunrise-sunset");
    assert_int_equal(now()->information.opening.count, 0);
}

static void types(void **state)
{
    (void)state;
    assert_string_equal(
        take(
            GBFS_VEHICLE_TYPES, "2.3",
            "{'vehicle_types': [{'vehicle_type_id': 'a', 'form_factor': 'scooter_standing', "
            "'propulsion_type': 'electric', 'max_range_meters': 12345.6, 'name': 'N', 'make': 'M', "
            "'model': 'O', 'return_constraint': 'any_station', 'rider_capacity': 2, "
            "'cargo_volume_capacity': 40, 'max_permitted_speed': 25.0, 'vehicle_image': 'i', "
            "'default_pricing_plan_id': 'p'}, "
            "{'vehicle_type_id': 'b', 'form_factor': 'SCOOTER', 'propulsion_type': 'electric', "
            "'return_constraint': 'hybrid', 'default_pricing_plan': 'q'}, "
            "{'vehicle_type_id': 'c', 'form_factor': 'hovercraft', 'propulsion_type': 'steam', "
            "'return_constraint': 'somewhere'}, "
            "{'vehicle_type_id': 'd', 'form_factor': 'car', 'propulsion_type': "
            "'hydrogen_fuel_cell', 'return_constraint': 'roundtrip_station'}, "
            "{'form_factor': 'car'}, {'vehicle_type_id': 'a', 'form_factor': 'car'}, 7]}"),
        "gbfs_value_ignored 3, gbfs_type_dropped 2, gbfs_id_doubled 1");
    const struct gbfs_type *found = now()->types;
    assert_int_equal(now()->type_count, 4);
    assert_int_equal(found[0].form, RENTAL_SCOOTER_STANDING);
    assert_int_equal(found[0].propulsion, RENTAL_ELECTRIC);
    assert_int_equal(found[0].range_metres, 12346);
    assert_int_equal(found[0].speed_kmh, 25);
    assert_int_equal(found[0].riders, 2);
    assert_int_equal(found[0].cargo, 40);
    assert_int_equal(found[0].way_back, RENTAL_ANY_STATION);
    assert_string_equal(found[0].plan, "p");
    assert_int_equal(found[1].form, RENTAL_SCOOTER_STANDING);
    assert_int_equal(found[1].way_back, RENTAL_ANYWHERE);
    assert_true(found[1].way_back_said);
    assert_string_equal(found[1].plan, "q");
    assert_int_equal(found[2].form, RENTAL_OTHER);
    assert_false(found[2].way_back_said);
    assert_int_equal(found[3].way_back, RENTAL_ROUNDTRIP);
    assert_int_equal(found[3].propulsion, RENTAL_HYDROGEN);
}

static void stations(void **state)
{
    (void)state;
    assert_string_equal(
        take(GBFS_STATION_INFORMATION, "3.0",
             "{'stations': [{'station_id': 'a', 'name': [{'text': 'A', 'language': 'en'}], "
             "'lat': 46.5, 'lon': -3.25, 'capacity': 12, 'address': 'Road 1', 'cross_street': 'x', "
             "'region_id': 'r', 'parking_type': 'underground_parking', 'is_virtual_station': true, "
             "'is_charging_station': true, 'rental_uris': {'android': 'an', 'ios': 'io', 'web': "
             "'we'}, 'station_opening_hours': 'Mo 08:00-12:00'}, "
             "{'station_id': 8, 'lat': '46.5', 'lon': '-3.25', 'capacity': '12', 'rental_url': "
             "'old', 'region_id': 71}, "
             "{'station_id': 'no place', 'name': 'x'}, {'station_id': 'zero', 'lat': 0, 'lon': 0}, "
             "{'station_id': 'off', 'lat': 91, 'lon': 0}, {'lat': 1, 'lon': 1}, null, "
             "{'station_id': null, 'lat': 1, 'lon': 1}, {'station_id': '', 'lat': 1, 'lon': 1}, "
             "{'station_id': 'a', 'lat': 1, 'lon': 1}]}"),
        "gbfs_type_mended 4, gbfs_record_dropped 7, gbfs_id_doubled 1");
    const struct gbfs_station *found = now()->stations;
    assert_int_equal(now()->station_count, 2);
    assert_string_equal(found[0].name, "A");
    assert_int_equal(found[0].at.lat, 465000000);
    assert_int_equal(found[0].at.lon, -32500000);
    assert_int_equal(found[0].capacity, 12);
    assert_int_equal(found[0].parking, 3);
    assert_true(found[0].is_virtual && found[0].charges);
    assert_string_equal(found[0].web, "we");
    assert_int_equal(found[0].opening.count, 1);
    assert_string_equal(found[1].id, "8");
    assert_int_equal(found[1].at.lon, -32500000);
    assert_string_equal(found[1].web, "old");
    assert_string_equal(found[1].region, "71");
    assert_string_equal(found[1].name, "");
}

/* A station that is nothing but an area stands in the middle of it. */
static void station_areas(void **state)
{
    (void)state;
    assert_string_equal(
        take(GBFS_STATION_INFORMATION, "2.1",
             "{'stations': [{'station_id': 'a', 'station_area': {'type': 'MultiPolygon', "
             "'coordinates': [[[[1, 2], [3, 2], [3, 4], [1, 4], [1, 2]]]]}}, "
             "{'station_id': 'b', 'lat': 5, 'lon': 6, 'station_area': {'type': 'Polygon', "
             "'coordinates': [[[1, 2], [3, 'x'], [3, 4], [1, 2]]]}}]}"),
        "gbfs_station_placed 1, gbfs_ring_dropped 1");
    assert_int_equal(now()->stations[0].at.lat, 30000000);
    assert_int_equal(now()->stations[0].at.lon, 20000000);
    assert_int_equal(now()->stations[0].area.rings[0].count, 4);
    assert_int_equal(now()->stations[1].area.count, 0);
    assert_int_equal(now()->stations[1].at.lat, 50000000);
}

/* Room by type: 3.0 has lists, 2.1 had maps, each under two names. */
static void places_by_type(void **state)
{
    (void)state;
    assert_string_equal(
        take(GBFS_STATION_INFORMATION, "3.0",
             "{'stations': [{'station_id': 'a', 'lat': 1, 'lon': 1, 'vehicle_types_capacity': "
             "[{'vehicle_type_ids': ['t', 'u'], 'count': 7}], 'vehicle_docks_capacity': "
             "[{'vehicle_type_ids': ['u'], 'count': 2}]}, "
             "{'station_id': 'b', 'lat': 1, 'lon': 1, 'vehicle_capacity': {'t': 3}, "
             "'vehicle_type_capacity': {'u': 100001}}, {'station_id': 'c', 'lat': 1, 'lon': 1}]}"),
        "gbfs_value_ignored 1");
    const struct gbfs_station *found = now()->stations;
    assert_int_equal(found[0].place_count, 3);
    assert_string_equal(found[0].places[1].type, "u");
    assert_int_equal(found[0].places[1].count, 7);
    assert_int_equal(found[0].places[2].count, 2);
    assert_int_equal(found[1].place_count, 2);
    assert_string_equal(found[1].places[1].type, "t");
    assert_int_equal(found[1].places[1].count, 3);
    assert_int_equal(found[2].place_count, 0);
}

static void statuses(void **state)
{
    (void)state;
    assert_string_equal(
        take(GBFS_STATION_STATUS, "3.0",
             "{'stations': [{'station_id': 'a', 'num_vehicles_available': 3, "
             "'num_docks_available': 4, 'is_installed': true, 'is_renting': false, 'is_returning': "
             "true, 'last_reported': '2023-11-14T22:13:20Z', 'vehicle_types_available': "
             "[{'vehicle_type_id': 't', 'count': 2}, {'vehicle_type_id': 'u', 'count': 1}], "
             "'vehicle_docks_available': [{'vehicle_type_ids': ['t', 'u'], 'count': 3}, "
             "{'vehicle_type_ids': ['u'], 'count': 1}, 5]}, "
             "{'station_id': 'b', 'num_bikes_available': 7}, "
             "{'station_id': 'c', 'num_bikes_available': -1, 'num_docks_available': 1.5, "
             "'is_renting': 1, 'is_returning': 'false', 'last_reported': 0}, {}, "
             "{'station_id': 'a', 'num_bikes_available': 9}]}"),
        "gbfs_value_ignored 2, gbfs_type_mended 3, gbfs_record_dropped 1, gbfs_id_doubled 1");
    const struct gbfs_status *found = now()->statuses;
    assert_int_equal(now()->status_count, 3);
    assert_int_equal(found[0].vehicles, 3);
    assert_int_equal(found[0].docks, 4);
    assert_true(found[0].installed && !found[0].renting && found[0].returning);
    assert_int_equal(found[0].reported, 1700000000);
    assert_int_equal(found[0].by_type_count, 2);
    assert_string_equal(found[0].by_type[1].type, "u");
    assert_int_equal(found[0].docks_by_type_count, 3);
    assert_string_equal(found[0].docks_by_type[2].type, "u");
    assert_int_equal(found[0].docks_by_type[2].count, 1);
    assert_int_equal(found[1].vehicles, 7);
    assert_int_equal(found[1].docks, NO_IX);
    assert_true(found[1].renting);
    assert_int_equal(found[2].vehicles, 0);
    assert_int_equal(found[2].docks, 1);
    assert_true(found[2].renting && !found[2].returning);
}

/* Before 2.0 truth was 1; a map of counts is seen in the wild. */
static void statuses_of_1(void **state)
{
    (void)state;
    assert_string_equal(
        take(GBFS_STATION_STATUS, "1.1",
             "{'stations': [{'station_id': 'a', 'is_renting': 0, 'is_installed': 1, "
             "'is_returning': 7, 'vehicle_types_available': {'t': 4}}]}"),
        "gbfs_value_ignored 1");
    assert_false(now()->statuses[0].renting);
    assert_true(now()->statuses[0].returning);
    assert_string_equal(now()->statuses[0].by_type[0].type, "t");
    assert_int_equal(now()->statuses[0].by_type[0].count, 4);
}

static void vehicles(void **state)
{
    (void)state;
    assert_string_equal(
        take(GBFS_VEHICLES, "3.0",
             "{'vehicles': [{'vehicle_id': 'a', 'lat': 1.5, 'lon': 2.5, 'is_reserved': true, "
             "'is_disabled': false, 'current_range_meters': 6543.6, 'current_fuel_percent': 0.29, "
             "'vehicle_type_id': 't', 'pricing_plan_id': 'p', 'home_station_id': 'h', "
             "'last_reported': 1700000000, 'available_until': '2023-11-14T22:13:20Z', "
             "'rental_uris': {'web': 'w'}}, "
             "{'vehicle_id': 'b', 'station_id': 86, 'current_fuel_percent': 57.0}, "
             "{'vehicle_id': 'c', 'station_id': 's', 'current_fuel_percent': 101}, "
             "{'vehicle_id': 'nowhere'}, {'lat': 1, 'lon': 1}, {'vehicle_id': 'a', 'lat': 1, "
             "'lon': 1}]}"),
        "gbfs_record_dropped 2, gbfs_id_doubled 1");
    const struct gbfs_vehicle *found = now()->vehicles;
    assert_int_equal(now()->vehicle_count, 3);
    assert_true(found[0].placed && found[0].reserved && !found[0].disabled);
    assert_int_equal(found[0].range_metres, 6544);
    assert_int_equal(found[0].fuel_percent, 29);
    assert_string_equal(found[0].type, "t");
    assert_string_equal(found[0].plan, "p");
    assert_string_equal(found[0].home, "h");
    assert_int_equal(found[0].reported, 1700000000);
    assert_int_equal(found[0].free_until, 1700000000);
    assert_false(found[1].placed);
    assert_string_equal(found[1].station, "86");
    assert_int_equal(found[1].fuel_percent, 57);
    assert_int_equal(found[1].range_metres, NO_IX);
    assert_int_equal(found[2].fuel_percent, NO_IX);
    assert_string_equal(take(GBFS_VEHICLES, "1.0",
                             "{'bikes': [{'bike_id': 'z', 'lat': 1, 'lon': 1, 'is_reserved': 1, "
                             "'is_disabled': 0, 'home_station': 'h'}]}"),
                        "");
    assert_string_equal(now()->vehicles[0].home, "h");
    assert_true(now()->vehicles[0].reserved);
}

static void when_it_lends(void **state)
{
    (void)state;
    assert_string_equal(
        take(
            GBFS_HOURS, "2.3",
            "{'rental_hours': [{'user_types': ['member'], 'days': ['sat', 'Sun', 5], 'start_time': "
            "'05:00:00', 'end_time': '25:00:00'}, {'days': ['mon'], 'start_time': '05:00:00'}]}"),
        "gbfs_hours_dropped 1");
    assert_int_equal(now()->hours_count, 1);
    assert_int_equal(now()->hours[0].days, 0x60);
    assert_int_equal(now()->hours[0].opens, 18000);
    assert_int_equal(now()->hours[0].closes, 90000);
    assert_true(now()->hours[0].members && !now()->hours[0].visitors);
    assert_string_equal(take(GBFS_CALENDAR, "2.3",
                             "{'calendars': [{'start_month': 4, 'start_day': 1, 'end_month': 11, "
                             "'end_day': 5, 'start_year': 2020}, {'start_month': 13}]}"),
                        "gbfs_value_ignored 1, gbfs_season_dropped 1");
    assert_int_equal(now()->season_count, 1);
    assert_int_equal(now()->seasons[0].start_year, 2020);
    assert_int_equal(now()->seasons[0].end_year, 0);
    assert_int_equal(now()->seasons[0].end_month, 11);
}

static void regions(void **state)
{
    (void)state;
    assert_string_equal(take(GBFS_REGIONS, "2.3",
                             "{'regions': [{'region_id': '3', 'name': 'N'}, {'region_id': '3', "
                             "'name': 'O'}, {'name': 'P'}]}"),
                        "gbfs_id_doubled 1, gbfs_region_dropped 1");
    assert_int_equal(now()->region_count, 1);
    assert_string_equal(now()->regions[0].name, "N");
}

static void what_it_costs(void **state)
{
    (void)state;
    assert_string_equal(
        take(GBFS_PRICING, "3.0",
             "{'plans': [{'plan_id': 'p', 'name': 'One', 'description': 'D', 'currency': 'EUR', "
             "'url': 'u', 'price': 2.10, 'is_taxable': true, 'surge_pricing': true, "
             "'reservation_price_per_min': 0.05, 'reservation_price_flat_rate': 1, "
             "'per_km_pricing': [{'start': 10, 'rate': 1.00, 'interval': 1, 'end': 25}], "
             "'per_min_pricing': [{'start': 0, 'rate': 0.123456, 'interval': 0, 'end': '30'}, 5, "
             "{'start': 30, 'rate': -0.5, 'interval': 2, 'end': null}]}, {'name': 'no id'}, "
             "{'plan_id': 'p'}]}"),
        "gbfs_type_mended 1, gbfs_plan_dropped 1, gbfs_id_doubled 1");
    const struct gbfs_plan *plan = now()->plans;
    assert_int_equal(now()->plan_count, 1);
    assert_string_equal(gbfs_said_amount(plan->price), "2.1");
    assert_string_equal(gbfs_said_amount(plan->reservation_per_minute), "0.05");
    assert_string_equal(gbfs_said_amount(plan->reservation_flat), "1");
    assert_true(plan->taxable && plan->surge);
    assert_int_equal(plan->per_km_count, 1);
    assert_true(plan->per_km[0].ends);
    assert_string_equal(gbfs_said_amount(plan->per_km[0].end), "25");
    assert_int_equal(plan->per_minute_count, 2);
    assert_true(plan->per_minute[0].ends);
    assert_string_equal(gbfs_said_amount(plan->per_minute[0].end), "30");
    assert_string_equal(gbfs_said_amount(plan->per_minute[0].rate), "0.123456");
    assert_string_equal(gbfs_said_amount(plan->per_minute[0].interval), "0");
    assert_false(plan->per_minute[1].ends);
    assert_string_equal(gbfs_said_amount(plan->per_minute[1].rate), "-0.5");
}

/* No amount becomes another one on its way: every cent up to 1,000. */
static void amounts_are_exact(void **state)
{
    (void)state;
    for (int cents = 0; cents < 100000; cents += 7) {
        char data[128], wanted[32];
        snprintf(data, sizeof data, "{'plans': [{'plan_id': 'p', 'price': %d.%02d}]}", cents / 100,
                 cents % 100);
        take(GBFS_PRICING, "3.0", data);
        struct gbfs_amount price = now()->plans[0].price;
        snprintf(wanted, sizeof wanted, "%d.%02d", cents / 100, cents % 100);
        for (; price.scale < 2; price.scale++)
            price.units *= 10;
        assert_string_equal(gbfs_said_amount(price), wanted);
    }
}

static void alerts(void **state)
{
    (void)state;
    assert_string_equal(
        take(GBFS_ALERTS, "3.0",
             "{'alerts': [{'alert_id': '21', 'type': 'station_closure', 'station_ids': ['1', 2], "
             "'times': [{'start': '2023-11-14T22:13:20Z', 'end': 1700000100}], 'url': [{'text': "
             "'u'}], 'summary': 'S', 'description': 'D'}, {'type': 'other', 'summary': 'all'}, "
             "{'summary': 'nobody', 'station_ids': [{}]}, {'summary': 'there', 'region_ids': "
             "['r']}, 9]}"),
        "gbfs_type_mended 2, gbfs_alert_dropped 3");
    assert_int_equal(now()->alert_count, 2);
    assert_int_equal(now()->alerts[0].station_count, 2);
    assert_string_equal(now()->alerts[0].stations[1], "2");
    assert_int_equal(now()->alerts[0].start, 1700000000);
    assert_int_equal(now()->alerts[0].end, 1700000100);
    assert_string_equal(now()->alerts[0].url, "u");
    assert_int_equal(now()->alerts[1].station_count, 0);
    assert_string_equal(now()->alerts[1].id, "");
}

#define SQUARE "[[0, 0], [0, 9], [9, 9], [9, 0], [0, 0]]"
#define HOLE "[[1, 1], [2, 1], [2, 1], [2, 2], [1, 1]]"

static void zones_of_2(void **state)
{
    (void)state;
    assert_string_equal(
        take(GBFS_ZONES, "2.3",
             "{'geofencing_zones': {'type': 'FeatureCollection', 'features': [{'geometry': "
             "{'type': 'MultiPolygon', 'coordinates': [[" SQUARE ", " HOLE "], [" SQUARE "]]}, "
             "'properties': {'name': 'Z', 'start': 1700000000, "
             "'rules': [{'vehicle_type_id': "
             "['t', 7], 'ride_allowed': false, "
             "'ride_through_allowed': true, 'maximum_speed_kph': "
             "10.4, 'station_parking': true}, {'vehicle_type_id': "
             "'single', 'ride_allowed': true}, "
             "{'vehicle_type_id': [null]}, {}, 3]}}]}}"),
        "gbfs_type_mended 2, gbfs_rule_dropped 2");
    const struct gbfs_zone *zone = now()->zones;
    assert_int_equal(now()->zone_count, 1);
    assert_int_equal(zone->area.count, 3);
    assert_int_equal(zone->area.rings[0].count, 4);
    assert_false(zone->area.rings[0].hole);
    assert_int_equal(zone->area.rings[1].count, 3);
    assert_true(zone->area.rings[1].hole);
    assert_false(zone->area.rings[2].hole);
    assert_int_equal(zone->start, 1700000000);
    assert_int_equal(zone->rule_count, 3);
    assert_int_equal(zone->rules[0].type_count, 2);
    assert_string_equal(zone->rules[0].types[1], "7");
    assert_true(!zone->rules[0].start && !zone->rules[0].end && zone->rules[0].through);
    assert_true(zone->rules[0].stations_only);
    assert_int_equal(zone->rules[0].speed_kmh, 10);
    assert_string_equal(zone->rules[1].types[0], "single");
    assert_int_equal(zone->rules[2].type_count, 0);
    assert_true(zone->rules[2].start && zone->rules[2].end && zone->rules[2].through);
}

/* Of a zone with two polygons, of which the first has a hole that cannot be read. */
static const char *zone_with_bad_hole(const char *rule)
{
    char data[1024];
    snprintf(data, sizeof data,
             "{'geofencing_zones': {'features': [{'geometry': {'type': 'MultiPolygon', "
             "'coordinates': [[" SQUARE ", [[1, 1], [2, 'x'], [2, 2]], " HOLE "], [" SQUARE "]]}, "
             "'properties': {'rules': [%s]}}]}}",
             rule);
    return take(GBFS_ZONES, "3.0", data);
}

static void a_hole_that_is_lost_errs_on_the_safe_side(void **state)
{
    (void)state;
    static const char *const bans[] = {
        "{'ride_end_allowed': false}",   "{'ride_through_allowed': false}",
        "{'ride_start_allowed': false}", "{'maximum_speed_kph': 8}",
        "{'station_parking': true}",     "{}, {'ride_end_allowed': false}"};
    for (size_t i = 0; i < sizeof bans / sizeof *bans; i++) {
        assert_string_equal(zone_with_bad_hole(bans[i]), "gbfs_hole_filled 1");
        assert_int_equal(now()->zones[0].area.count, 3);
        assert_true(now()->zones[0].area.rings[1].hole);
    }
    assert_string_equal(zone_with_bad_hole("{'ride_end_allowed': true}"), "gbfs_polygon_dropped 1");
    assert_int_equal(now()->zones[0].area.count, 1);
    assert_false(now()->zones[0].area.rings[0].hole);
    assert_string_equal(zone_with_bad_hole(""), "gbfs_polygon_dropped 1"); /* It frees all. */
    /* The area of a station is where one may end. */
    assert_string_equal(
        take(GBFS_STATION_INFORMATION, "2.1",
             "{'stations': [{'station_id': 'a', 'lat': 5, 'lon': 6, 'station_area': "
             "{'type': 'Polygon', 'coordinates': [" SQUARE ", [[1, 1]]]}}]}"),
        "gbfs_polygon_dropped 1");
    assert_int_equal(now()->stations[0].area.count, 0);
}

static void zones_of_3(void **state)
{
    (void)state;
    assert_string_equal(
        take(GBFS_ZONES, "3.0",
             "{'geofencing_zones': {'features': [{'geometry': {'type': 'Polygon', 'coordinates': "
             "[" SQUARE "]}, 'properties': {'name': [{'text': 'P'}], 'rules': "
             "[{'ride_start_allowed': true, 'ride_end_allowed': false, 'ride_through_allowed': "
             "false}]}}, {'geometry': null, 'properties': {'name': 'gone'}}, "
             "{'geometry': {'type': 'Point', 'coordinates': [1, 2]}}, "
             "{'geometry': {'type': 'Polygon', 'coordinates': [[[0, 0], [1, 1], [0, 0]]]}}, "
             "{'geometry': {'type': 'MultiPolygon', 'coordinates': [[[[0, 0], [0, 200], [9, "
             "9]]]]}}, "
             "{'geometry': {'type': 'MultiPolygon', 'coordinates': 5}}, "
             "{'geometry': {'type': 'MultiPolygon', 'coordinates': [[]]}}, 4]}, "
             "'global_rules': [{'ride_start_allowed': false, 'ride_end_allowed': false, "
             "'ride_through_allowed': true}]}"),
        "gbfs_zone_dropped 7, gbfs_value_ignored 1, gbfs_ring_dropped 3");
    assert_int_equal(now()->zone_count, 1);
    assert_string_equal(now()->zones[0].name, "P");
    assert_true(now()->zones[0].rules[0].start && !now()->zones[0].rules[0].end);
    assert_false(now()->zones[0].rules[0].through);
    assert_int_equal(now()->global_rule_count, 1);
    assert_false(now()->global_rules[0].start);
}

/* A text that is too long is cut between letters; an id that is too long says nothing. */
static void texts_have_a_limit(void **state)
{
    char data[12000], name[5000], id[600];
    (void)state;
    for (size_t i = 0; i + 1 < sizeof name; i += 2)
        memcpy(name + i, "é", 2);
    name[sizeof name - 2] = '\0';
    memset(id, 'i', sizeof id);
    id[sizeof id - 1] = '\0';
    snprintf(data, sizeof data,
             "{'regions': [{'region_id': 'a', 'name': 'x%s'}, {'region_id': '%s'}]}", name, id);
    assert_string_equal(take(GBFS_REGIONS, "2.3", data), "gbfs_text_cut 1, gbfs_region_dropped 1");
    assert_int_equal(strlen(now()->regions[0].name), GBFS_TEXT_MAX - 1);
}

static void lists_have_a_limit(void **state)
{
    struct vec text = vec_of(1);
    char item[64];
    (void)state;
    vec_add_many(&text, "{\"ttl\":1,\"data\":{\"stations\":[", 29);
    for (int i = 0; i < 100002; i++) {
        int length = snprintf(item, sizeof item, "%s{\"station_id\":\"%d\"}", i ? "," : "", i);
        vec_add_many(&text, item, (size_t)length);
    }
    vec_add_many(&text, "]}}", 3);
    assert_true(gbfs_said_bytes(&said, GBFS_STATION_STATUS,
                                (struct gbfs_bytes){text.data, text.count, "s"}));
    assert_int_equal(now()->status_count, 100000);
    assert_string_equal(gbfs_said_findings(&said.findings), "gbfs_too_many 1");
    vec_finish(&text);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(who_lends),
        TEST(hours_of_3),
        TEST(types),
        TEST(stations),
        TEST(station_areas),
        TEST(places_by_type),
        TEST(statuses),
        TEST(statuses_of_1),
        TEST(vehicles),
        TEST(when_it_lends),
        TEST(regions),
        TEST(what_it_costs),
        TEST(amounts_are_exact),
        TEST(alerts),
        TEST(zones_of_2),
        TEST(a_hole_that_is_lost_errs_on_the_safe_side),
        TEST(zones_of_3),
        TEST(texts_have_a_limit),
        TEST(lists_have_a_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
