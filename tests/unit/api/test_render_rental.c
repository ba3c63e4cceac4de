#include "api/render_rental.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "engine/way/lending.h"
#include "tests/rich_live.h"

/* Rides on the vehicles of rich_fleet.h, as legs tell of them. */

static struct built built;
static struct live live;
static struct world world;
static struct arena arena;
static struct style style;

static int set_up(void **state)
{
    (void)state;
    rich_build(&built);
    rich_live_open(&built, scratch_path(&built.scratch, "live"), &live);
    world = (struct world){.network = &built.network, .live = &live};
    style =
        (struct style){.world = &world, .asked = &world, .dialect = dialect_of(6), .arena = &arena};
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_finish(&arena);
    live_close(&live);
    built_finish(&built);
    return 0;
}

/* The rental of a ride, of that product of the second system. */
static json_t *rental(uint32_t product, struct hire hire)
{
    struct lending lending = lending_of(&live, 2 + product, false);
    const struct way way = {.hire = hire, .lending = &lending};
    return render_rental(&style, &way);
}

static const char *text_at(json_t *json, const char *key)
{
    assert_non_null(json_string_value(json_object_get(json, key)));
    return json_string_value(json_object_get(json, key));
}

static json_int_t number_at(json_t *json, const char *key)
{
    assert_true(json_is_integer(json_object_get(json, key)));
    return json_integer_value(json_object_get(json, key));
}

static void from_station_to_station(void **state)
{
    (void)state;
    json_t *json = rental(0, (struct hire){0, 1, NO_IX});
    assert_string_equal(text_at(json, "providerId"), "bikes-b");
    assert_string_equal(text_at(json, "providerGroupId"), "bikes-b");
    assert_string_equal(text_at(json, "systemId"), "bikes-b");
    assert_string_equal(text_at(json, "systemName"), "Bikes");
    assert_string_equal(text_at(json, "url"), "https://bikes.example/");
    assert_string_equal(text_at(json, "color"), "#00aa00");
    assert_string_equal(text_at(json, "stationName"), "Square");
    assert_string_equal(text_at(json, "fromStationName"), "Square");
    assert_string_equal(text_at(json, "toStationName"), "Port");
    assert_string_equal(text_at(json, "formFactor"), "BICYCLE");
    assert_string_equal(text_at(json, "propulsionType"), "HUMAN");
    assert_string_equal(text_at(json, "returnConstraint"), "ANY_STATION");
    assert_int_equal(number_at(json, "vehiclesAvailable"), 3);
    assert_null(json_object_get(json, "rangeMeters"));
    assert_null(json_object_get(json, "docksAvailable"));
    assert_null(json_object_get(json, "rentalUriWeb"));
    assert_true(json_is_null(json_object_get(json, "availability")));
    json_decref(json);
}

static void a_free_one_is_hired_by_its_own_link(void **state)
{
    (void)state;
    json_t *json = rental(1, (struct hire){0, NO_IX, 0});
    assert_string_equal(text_at(json, "rentalUriWeb"), "https://bikes.example/v1");
    assert_string_equal(text_at(json, "formFactor"), "SCOOTER_STANDING");
    assert_string_equal(text_at(json, "propulsionType"), "ELECTRIC");
    assert_string_equal(text_at(json, "returnConstraint"), "NONE");
    assert_int_equal(number_at(json, "vehiclesAvailable"), 1);
    assert_int_equal(number_at(json, "rangeMeters"), 8000);
    assert_null(json_object_get(json, "fromStationName"));
    assert_null(json_object_get(json, "toStationName"));
    json_decref(json);
}

static void stands_are_places(void **state)
{
    (void)state;
    struct lending bicycles = lending_of(&live, 0, false), scooters = lending_of(&live, 1, false);
    const struct way_end port = {
        .at = live.rental_stations[1].at, .lending = &bicycles, .stand = 1, .is_dock = true};
    const struct way_end kick = {.at = scooters.pickups[0].at, .lending = &scooters};
    json_t *json = render_stand(&style, &port);
    assert_string_equal(text_at(json, "name"), "Port");
    assert_string_equal(text_at(json, "vertexType"), "BIKESHARE");
    assert_true(json_real_value(json_object_get(json, "lat")) == geo_degrees(port.at.lat));
    json_decref(json);
    json = render_stand(&style, &kick);
    assert_string_equal(text_at(json, "name"), "Scooter");
    assert_string_equal(text_at(json, "vertexType"), "BIKESHARE");
    json_decref(json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(from_station_to_station),
        cmocka_unit_test(a_free_one_is_hired_by_its_own_link),
        cmocka_unit_test(stands_are_places),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
