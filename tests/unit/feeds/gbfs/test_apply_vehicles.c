#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/gbfs_town.h"

/* Which vehicles and stations are believed, what they are, and how far they go. */

enum { DAY = 86400 };

static struct gbfs_town it;

static struct gbfs_type types[] = {
    {.id = "bike", GBFS_TOWN_NAMELESS, .range_metres = 99000},
    {.id = "kick",
     GBFS_TOWN_NAMELESS,
     .form = RENTAL_SCOOTER_STANDING,
     .propulsion = RENTAL_ELECTRIC,
     .range_metres = 30000},
};
static struct gbfs_vehicle vehicles[3];
static struct gbfs_station stations[2];
static struct gbfs_status statuses[2];
static struct gbfs_system said;

/* What stands at a station, unless a test has it otherwise. */
static const struct gbfs_count bikes = {"bike", 3};

static int set_up(void **state)
{
    (void)state;
    gbfs_town_make(&it);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    gbfs_town_finish(&it);
    return 0;
}

static int begin(void **state)
{
    (void)state;
    static const char *const ids[] = {"1", "2", "3"};
    for (int i = 0; i < 3; i++)
        vehicles[i] = gbfs_town_vehicle(ids[i], "kick", "", street_town_at(100 * i, 0));
    stations[0] = gbfs_town_station("a", street_town_at(100, 5));
    stations[1] = gbfs_town_station("b", street_town_at(300, 5));
    statuses[0] = gbfs_town_status("a");
    statuses[1] = gbfs_town_status("b");
    statuses[0].by_type = statuses[1].by_type = &bikes;
    statuses[0].by_type_count = statuses[1].by_type_count = 1;
    said = (struct gbfs_system){.information = {.system_id = "town", .time_zone = ""},
                                .types = types,
                                .type_count = 2,
                                .stations = stations,
                                .station_count = 2,
                                .statuses = statuses,
                                .status_count = 2,
                                .vehicles = vehicles,
                                .vehicle_count = 3};
    gbfs_town_begin(&it);
    return 0;
}

static int end(void **state)
{
    (void)state;
    gbfs_town_end(&it);
    return 0;
}

static void apply(void)
{
    findings_finish(&it.findings);
    findings_init(&it.findings);
    gbfs_town_apply(&it, &said, false, NULL);
}

static uint64_t found(const char *code)
{
    const struct finding *finding = findings_find(&it.findings, code);
    return finding ? finding->count : 0;
}

static const struct rental_vehicle *made(uint32_t number)
{
    return vec_at(&it.fleet.rental_vehicles, number);
}

static const char *type_of(uint32_t number)
{
    const struct rental_type *type = vec_at(&it.fleet.rental_types, made(number)->type);
    return it.fleet.words.bytes + type->id;
}

static void fuel_tells_how_far_one_goes(void **state)
{
    (void)state;
    vehicles[0].fuel_percent = 50;
    vehicles[1].fuel_percent = 50;
    vehicles[1].range_metres = 7000;
    vehicles[2].type = "bike";
    vehicles[2].fuel_percent = 50;
    apply();
    assert_int_equal(made(0)->range_metres, 15000);
    assert_int_equal(made(1)->range_metres, 7000);
    assert_int_equal(made(2)->range_metres, NO_IX); /* It is ridden by legs. */
    vehicles[0].fuel_percent = 0;
    apply();
    assert_int_equal(made(0)->range_metres, 0);
    assert_int_equal(it.fleet.rental_pickups.count, 2 + 2);
    vehicles[0].fuel_percent = NO_IX;
    apply();
    assert_int_equal(made(0)->range_metres, NO_IX);
    vehicles[0].fuel_percent = 50;
    types[1].range_metres = 0;
    apply();
    assert_int_equal(made(0)->range_metres, NO_IX);
    types[1].range_metres = 30000;
}

static void vehicles_that_nobody_heard_of_are_not_offered(void **state)
{
    (void)state;
    said.heads[GBFS_VEHICLES].last_updated = 2000000000;
    vehicles[0].reported = 2000000000 - 3 * DAY;
    vehicles[1].reported = 2000000000 - 3 * DAY - 1;
    apply(); /* It is the publisher's clock that counts. */
    assert_int_equal(it.fleet.rental_vehicles.count, 2);
    assert_string_equal(it.fleet.words.bytes + made(1)->id, "3");
    assert_int_equal(found("gbfs_vehicle_silent"), 1);
    said.heads[GBFS_VEHICLES].last_updated = 0;
    vehicles[0].reported = GBFS_TOWN_NOW - 3 * DAY - 1;
    vehicles[1].reported = GBFS_TOWN_NOW + 3 * DAY; /* A clock that is fast. */
    apply();
    assert_int_equal(it.fleet.rental_vehicles.count, 2);
    assert_string_equal(it.fleet.words.bytes + made(0)->id, "2");
}

static void of_silent_stations_nobody_knows_what_is_there(void **state)
{
    (void)state;
    said.heads[GBFS_STATION_STATUS].last_updated = 2000000000;
    said.vehicle_count = 0;
    statuses[0].reported = 2000000000 - 7 * DAY;
    statuses[1].reported = 2000000000 - 7 * DAY - 1;
    apply();
    const struct rental_station *station = vec_at(&it.fleet.rental_stations, 0);
    assert_int_equal(station->vehicles, 3);
    station = vec_at(&it.fleet.rental_stations, 1);
    assert_int_equal(station->vehicles, 0);
    assert_true(station->flags & RENTAL_NO_STATUS);
    assert_int_equal(it.fleet.rental_pickups.count, 1);
    assert_int_equal(found("gbfs_station_silent"), 1);
    assert_int_equal(found("gbfs_status_of_nothing"), 0);
}

/* A number of vehicles of which each may be of any type; those that are known by themselves are
 * what can be taken. */
static void stock_of_no_type_is_left_out_where_there_are_several(void **state)
{
    (void)state;
    statuses[0].by_type_count = statuses[1].by_type_count = 0;
    vehicles[0] = gbfs_town_vehicle("1", "kick", "a", street_town_at(0, 0));
    apply();
    assert_int_equal(found("gbfs_stock_type_dropped"), 2);
    assert_int_equal(it.fleet.rental_pickups.count, 3); /* The three vehicles. */
    said.vehicle_count = statuses[1].vehicles = 0;
    apply();
    assert_int_equal(found("gbfs_stock_type_dropped"), 1); /* None are of no type. */
    assert_int_equal(it.fleet.rental_pickups.count, 0);
    said.type_count = 1;
    apply();
    assert_int_equal(found("gbfs_stock_type_dropped"), 0);
    assert_int_equal(it.fleet.rental_pickups.count, 1);
    said.type_count = 0; /* All are bicycles, which may be known by themselves. */
    said.vehicle_count = 1;
    apply();
    assert_int_equal(found("gbfs_stock_type_dropped"), 0);
}

/* Two models that are hired alike: whichever it is makes no difference. */
static void stock_of_no_type_is_taken_where_all_are_alike(void **state)
{
    (void)state;
    const struct gbfs_type alike[] = {{.id = "old", GBFS_TOWN_NAMELESS},
                                      {.id = "new", GBFS_TOWN_NAMELESS}};
    statuses[0].by_type_count = statuses[1].by_type_count = 0;
    said.types = alike;
    said.vehicle_count = 0;
    apply();
    assert_int_equal(found("gbfs_stock_type_dropped"), 0);
    assert_int_equal(it.fleet.rental_pickups.count, 2);
}

static void a_type_is_guessed_only_where_there_is_no_choice(void **state)
{
    (void)state;
    vehicles[0].type = "boat";
    vehicles[1].type = "";
    apply();
    assert_int_equal(it.fleet.rental_vehicles.count, 1);
    assert_int_equal(found("gbfs_vehicle_type_dropped"), 2);
    said.type_count = 1;
    vehicles[2].type = "bike";
    apply();
    assert_int_equal(it.fleet.rental_vehicles.count, 3);
    assert_string_equal(type_of(0), "bike");
    assert_string_equal(type_of(1), "bike");
    assert_int_equal(found("gbfs_vehicle_type_unknown"),
                     1); /* Who says nothing says nothing wrong. */
    assert_int_equal(found("gbfs_vehicle_type_dropped"), 0);
    said.type_count = 0;
    vehicles[2].station = "a";
    apply();
    assert_int_equal(it.fleet.rental_vehicles.count, 3);
    assert_string_equal(type_of(0), "free");
    assert_string_equal(type_of(2), "-");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(fuel_tells_how_far_one_goes, begin, end),
        cmocka_unit_test_setup_teardown(vehicles_that_nobody_heard_of_are_not_offered, begin, end),
        cmocka_unit_test_setup_teardown(of_silent_stations_nobody_knows_what_is_there, begin, end),
        cmocka_unit_test_setup_teardown(stock_of_no_type_is_left_out_where_there_are_several, begin,
                                        end),
        cmocka_unit_test_setup_teardown(stock_of_no_type_is_taken_where_all_are_alike, begin, end),
        cmocka_unit_test_setup_teardown(a_type_is_guessed_only_where_there_is_no_choice, begin,
                                        end),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
