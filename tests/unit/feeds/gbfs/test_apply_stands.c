#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/gbfs_town.h"

static struct gbfs_town it;

static const struct gbfs_type types[] = {
    {.id = "bike", GBFS_TOWN_NAMELESS, .way_back = RENTAL_ANY_STATION, .way_back_said = true},
    {.id = "kick",
     GBFS_TOWN_NAMELESS,
     .form = RENTAL_SCOOTER_STANDING,
     .propulsion = RENTAL_ELECTRIC,
     .way_back = RENTAL_ANY_STATION,
     .way_back_said = true},
    /* Rides as the bike does: of the same product. */
    {.id = "old", GBFS_TOWN_NAMELESS, .way_back = RENTAL_ANY_STATION, .way_back_said = true},
};

enum { BIKES, KICKS };

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
    stations[0] = gbfs_town_station("a", street_town_at(100, 5));
    stations[1] = gbfs_town_station("b", street_town_at(300, 5));
    statuses[0] = gbfs_town_status("a");
    statuses[1] = gbfs_town_status("b");
    statuses[0].by_type = statuses[1].by_type = &bikes;
    statuses[0].by_type_count = statuses[1].by_type_count = 1;
    said = (struct gbfs_system){.information = {.system_id = "town", .time_zone = ""},
                                .types = types,
                                .type_count = 3,
                                .stations = stations,
                                .station_count = 2,
                                .statuses = statuses,
                                .status_count = 2};
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
    gbfs_town_apply(&it, &said, true, NULL);
    assert_int_equal(it.fleet.rental_products.count, 2);
}

static const struct rental_product *product_at(uint32_t product)
{
    return vec_at(&it.fleet.rental_products, product);
}

/* The dock of a product at a station; NULL: there is none. */
static const struct rental_dock *dock_at(uint32_t product, uint32_t station)
{
    struct rental_span span = product_at(product)->docks;
    for (uint32_t i = span.first; i < span.first + span.count; i++) {
        const struct rental_dock *dock = vec_at(&it.fleet.rental_docks, i);
        if (dock->station == station)
            return dock;
    }
    return NULL;
}

static const struct rental_pickup *pickup_at(uint32_t product, uint32_t station)
{
    struct rental_span span = product_at(product)->pickups;
    for (uint32_t i = span.first; i < span.first + span.count; i++) {
        const struct rental_pickup *pickup = vec_at(&it.fleet.rental_pickups, i);
        if (pickup->station == station)
            return pickup;
    }
    return NULL;
}

static void docks_by_type_are_for_those_types(void **state)
{
    (void)state;
    const struct gbfs_count docks[] = {{"bike", 2}, {"kick", 0}};
    statuses[0].docks_by_type = docks;
    statuses[0].docks_by_type_count = 2;
    apply();
    assert_int_equal(dock_at(BIKES, 0)->docks, 2);
    assert_null(dock_at(KICKS, 0)); /* 2 are free, and none for them */
    assert_int_equal(dock_at(KICKS, 1)->docks, 2);
    statuses[0].docks_by_type_count = 1; /* Scooters are not even spoken of. */
    apply();
    assert_null(dock_at(KICKS, 0));
}

/* Both types of a product stand there: its docks are still those of the station. */
static void docks_are_not_counted_twice(void **state)
{
    (void)state;
    const struct gbfs_count vehicles[] = {{"bike", 1}, {"old", 2}};
    statuses[0].by_type = vehicles;
    statuses[0].by_type_count = 2;
    apply();
    assert_int_equal(pickup_at(BIKES, 0)->vehicles, 3);
    assert_null(pickup_at(KICKS, 0));
    assert_int_equal(dock_at(BIKES, 0)->docks, 2);
    statuses[0].docks = NO_IX;
    apply();
    assert_int_equal(dock_at(BIKES, 0)->docks, NO_IX);
}

static void a_place_without_docks_is_never_full(void **state)
{
    (void)state;
    statuses[0].docks = statuses[1].docks = 0;
    stations[1].is_virtual = true;
    apply();
    assert_null(dock_at(BIKES, 0));
    assert_int_equal(dock_at(BIKES, 1)->docks, NO_IX);
}

/* Of what does not fit into a station nothing is given back there, however much is free. */
static void places_by_type_tell_what_fits(void **state)
{
    (void)state;
    const struct gbfs_count one[] = {{"bike", 1}, {"kick", 0}}, boats[] = {{"boat", 3}},
                            none[] = {{"bike", 0}, {"kick", 0}};
    stations[0].places = one;
    stations[0].place_count = 2;
    apply();
    assert_int_equal(dock_at(BIKES, 0)->docks, 1);
    assert_null(dock_at(KICKS, 0));
    assert_int_equal(dock_at(KICKS, 1)->docks, 2);
    stations[0].place_count = 1; /* Scooters are not even spoken of. */
    stations[0].is_virtual = true;
    apply();
    assert_null(dock_at(KICKS, 0));
    stations[0].places = boats; /* Nothing that is known is spoken of. */
    apply();
    assert_non_null(dock_at(KICKS, 0));
    stations[0].places = none; /* It cannot be. */
    stations[0].place_count = 2;
    apply();
    assert_non_null(dock_at(KICKS, 0));
    assert_int_equal(findings_find(&it.findings, "gbfs_places_ignored")->count, 1);
}

/* The status is newer than the description: a dock that is free is one. */
static void free_docks_are_places(void **state)
{
    (void)state;
    const struct gbfs_count places = {"bike", 5}, docks = {"kick", 2};
    stations[0].places = &places;
    stations[0].place_count = 1;
    statuses[0].docks_by_type = &docks;
    statuses[0].docks_by_type_count = 1;
    apply();
    assert_int_equal(dock_at(KICKS, 0)->docks, 2);
    assert_null(dock_at(BIKES, 0));
}

static void stations_lend_and_take_back_as_they_say(void **state)
{
    (void)state;
    statuses[0].renting = false;
    statuses[1].returning = false;
    apply();
    assert_null(pickup_at(BIKES, 0));
    assert_non_null(dock_at(BIKES, 0));
    assert_int_equal(pickup_at(BIKES, 1)->vehicles, 3);
    assert_null(dock_at(BIKES, 1));
    statuses[0].installed = statuses[1].installed = false;
    apply();
    assert_int_equal(product_at(BIKES)->pickups.count, 0);
    assert_int_equal(product_at(BIKES)->docks.count, 0);
}

static struct gbfs_vehicle vehicle(const char *id, const char *type, const char *station)
{
    return gbfs_town_vehicle(id, type, station, street_town_at(0, 3));
}

static void vehicles_at_stations_are_not_counted_twice(void **state)
{
    (void)state;
    struct gbfs_vehicle vehicles[] = {vehicle("1", "kick", "a"), vehicle("2", "kick", "a"),
                                      vehicle("3", "kick", ""), vehicle("4", "kick", "b")};
    const struct gbfs_count kicks = {"kick", 2};
    statuses[0].by_type = &kicks;
    statuses[0].by_type_count = 1;
    vehicles[0].range_metres = 4000;
    vehicles[1].range_metres = 9000;
    said.vehicles = vehicles;
    said.vehicle_count = 4;
    said.status_count = 1; /* Nobody says what is at `b`, but for the vehicle itself. */
    apply();
    assert_int_equal(product_at(KICKS)->pickups.count, 3);
    assert_int_equal(pickup_at(KICKS, 0)->vehicles, 2);
    assert_int_equal(pickup_at(KICKS, 0)->range_metres, 9000);
    assert_int_equal(it.fleet.rental_vehicles.count, 4);
}

/* Where one takes a vehicle and where one gives it back is the same place. */
static void a_station_meets_the_streets_once(void **state)
{
    (void)state;
    apply();
    const struct rental_pickup *pickup = pickup_at(BIKES, 0);
    const struct rental_dock *dock = dock_at(BIKES, 0), *kick = dock_at(KICKS, 0);
    assert_true(pickup->foot.count > 0 && pickup->ride.count > 0);
    assert_int_equal(pickup->foot.first, dock->foot.first);
    assert_int_equal(pickup->ride.first, dock->ride.first);
    assert_int_equal(kick->foot.first, dock->foot.first);
    assert_int_not_equal(kick->ride.first, dock->ride.first);
    const struct rental_spot *spot = vec_at(&it.fleet.rental_spots, pickup->ride.first);
    assert_in_range(spot->off_mm, 4900, 5100);
}

/* --- Areas of stations --- */

static struct point corners[4];
static const struct gbfs_ring ring = {corners, 4, false};

/* Gives station `a`, which is at (100,5), the area between these places. */
static void draw_area(double west, double south, double east, double north)
{
    gbfs_town_rectangle(corners, west, south, east, north);
    stations[0].area = (struct gbfs_area){&ring, 1};
}

/* Where vehicles of a product may be given back at a station: on how many places on Rue Haute, in
 * metres east of (0,0) from `from` to `to`. */
static uint32_t docks_between(uint32_t product, uint32_t station, double from, double to)
{
    struct rental_span span = product_at(product)->docks;
    struct box box = GEO_BOX_EMPTY;
    uint32_t count = 0;
    geo_box_stretch(&box, street_town_at(from, -1));
    geo_box_stretch(&box, street_town_at(to, 1));
    for (uint32_t i = span.first; i < span.first + span.count; i++) {
        const struct rental_dock *dock = vec_at(&it.fleet.rental_docks, i);
        count += dock->station == station && geo_box_has(box, dock->at);
    }
    return count;
}

static void one_may_end_all_over_the_area_of_a_station(void **state)
{
    (void)state;
    draw_area(50, -20, 450, 20);
    apply();
    uint32_t all = docks_between(BIKES, 0, -1000, 10000);
    assert_in_range(all, 3, 8);
    assert_int_equal(docks_between(BIKES, 0, 50, 450), all);
    assert_int_equal(docks_between(KICKS, 0, 50, 450), all);
    for (double east = 200; east < 450; east += 90) /* They are 80 m apart. */
        assert_in_range(docks_between(BIKES, 0, east - 85, east + 85), 1, 3);
    const struct rental_dock *dock = vec_at(&it.fleet.rental_docks, 1);
    assert_int_equal(dock->station, 0);
    assert_int_equal(dock->docks, 2);
    assert_true(dock->foot.count > 0 && dock->ride.count > 0);
    const struct rental_spot *spot = vec_at(&it.fleet.rental_spots, dock->ride.first);
    assert_in_range(spot->off_mm, 0, 100);
}

static void a_small_area_is_a_point(void **state)
{
    (void)state;
    draw_area(95, -5, 108, 8);
    apply();
    assert_non_null(dock_at(BIKES, 0));
    assert_int_equal(docks_between(BIKES, 0, -1000, 10000), 0); /* Its own is 5 m beside. */
}

static void an_area_that_takes_nothing_back_has_no_landings(void **state)
{
    (void)state;
    draw_area(50, -20, 450, 20);
    statuses[0].returning = false;
    apply();
    assert_null(dock_at(BIKES, 0));
    statuses[0].returning = true;
    corners[2] = corners[0]; /* It encloses nothing. */
    apply();
    assert_int_equal(docks_between(BIKES, 0, -1000, 10000), 0);
    assert_int_equal(findings_find(&it.findings, "gbfs_station_area_crossed")->count, 1);
}

/* What may be left anywhere may be left there though a zone forbids it, and starts there. */
static void an_area_goes_before_zones(void **state)
{
    (void)state;
    static const struct gbfs_rule nothing = {.through = true};
    struct gbfs_vehicle one = vehicle("1", "free", "");
    struct point bounds[4];
    const struct gbfs_ring around = {bounds, 4, false};
    const struct gbfs_zone zone = {
        .name = "", .rules = &nothing, .rule_count = 1, .area = {&around, 1}};
    const struct gbfs_type loose[] = {types[0],
                                      {.id = "free",
                                       GBFS_TOWN_NAMELESS,
                                       .form = RENTAL_SCOOTER_STANDING,
                                       .propulsion = RENTAL_ELECTRIC,
                                       .way_back = RENTAL_ANYWHERE,
                                       .way_back_said = true}};
    gbfs_town_rectangle(bounds, -500, -500, 6000, 500);
    one.at = street_town_at(300, 2);
    said.types = loose;
    said.type_count = 2;
    said.zones = &zone;
    said.zone_count = 1;
    said.vehicles = &one;
    said.vehicle_count = 1;
    apply();
    assert_int_equal(product_at(KICKS)->pickups.count, 0);
    assert_int_equal(product_at(KICKS)->docks.count, 0);
    draw_area(50, -20, 450, 20);
    apply();
    assert_int_equal(product_at(KICKS)->pickups.count, 1);
    assert_true(docks_between(KICKS, 0, 50, 450) > 2);
}

/* What is kept gives way when an area changes, and changes nothing when none does. */
static void landings_are_kept_as_long_as_areas_stand(void **state)
{
    (void)state;
    struct gbfs_memory *kept = gbfs_memory_create();
    draw_area(50, -20, 450, 20);
    gbfs_town_apply(&it, &said, true, kept);
    uint32_t all = docks_between(BIKES, 0, 50, 450);
    gbfs_town_apply(&it, &said, true, kept);
    assert_int_equal(docks_between(BIKES, 0, 50, 450), all);
    draw_area(450, -20, 850, 20);
    gbfs_town_apply(&it, &said, true, kept);
    assert_int_equal(docks_between(BIKES, 0, 50, 440), 0);
    assert_true(docks_between(BIKES, 0, 450, 850) > 2);
    stations[0].area.count = 0;
    gbfs_town_apply(&it, &said, true, kept);
    assert_int_equal(docks_between(BIKES, 0, -1000, 10000), 0);
    gbfs_memory_destroy(kept);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(docks_by_type_are_for_those_types, begin, end),
        cmocka_unit_test_setup_teardown(docks_are_not_counted_twice, begin, end),
        cmocka_unit_test_setup_teardown(a_place_without_docks_is_never_full, begin, end),
        cmocka_unit_test_setup_teardown(places_by_type_tell_what_fits, begin, end),
        cmocka_unit_test_setup_teardown(free_docks_are_places, begin, end),
        cmocka_unit_test_setup_teardown(stations_lend_and_take_back_as_they_say, begin, end),
        cmocka_unit_test_setup_teardown(vehicles_at_stations_are_not_counted_twice, begin, end),
        cmocka_unit_test_setup_teardown(a_station_meets_the_streets_once, begin, end),
        cmocka_unit_test_setup_teardown(one_may_end_all_over_the_area_of_a_station, begin, end),
        cmocka_unit_test_setup_teardown(a_small_area_is_a_point, begin, end),
        cmocka_unit_test_setup_teardown(an_area_that_takes_nothing_back_has_no_landings, begin,
                                        end),
        cmocka_unit_test_setup_teardown(an_area_goes_before_zones, begin, end),
        cmocka_unit_test_setup_teardown(landings_are_kept_as_long_as_areas_stand, begin, end),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
