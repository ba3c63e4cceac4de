#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "engine/fare/fare.h"
#include "tests/live_world.h"

static struct live_world live;
static struct world world;
static struct arena arena;
static struct tariff tariff;
static uint32_t networks[8];
static struct stop stops[64];

/* Prices on the route L only, in the first network; each stop is a zone of its own. */
static int set_up(void **state)
{
    static const struct fare_network network = {.named = 1};
    static const struct fare_product product = {
        .amount = 150, .category = TARIFF_ANY, .medium = TARIFF_ANY, .decimals = 2};
    static const struct fare_leg_rule rule = {.group = NO_IX,
                                              .from_area = TARIFF_ANY,
                                              .to_area = TARIFF_ANY,
                                              .from_times = TARIFF_ANY,
                                              .to_times = TARIFF_ANY,
                                              .product = {0, 1},
                                              .line = 2};
    (void)state;
    live_world_init(&live);
    struct network *frozen = &live.frozen.network;
    assert_true(frozen->counts.stops <= 64 && frozen->counts.routes <= 8);
    memcpy(stops, frozen->stops, frozen->counts.stops * sizeof *stops);
    for (stop_ix i = 0; i < frozen->counts.stops; i++)
        stops[i].fare_zone = stops[i].id;
    frozen->stops = stops;
    memset(networks, 0xff, sizeof networks);
    networks[frozen_route(&live.frozen, "L")] = 0;
    world = (struct world){.network = frozen};
    tariff = (struct tariff){.world = &world,
                             .fare_networks = &network,
                             .fare_products = &product,
                             .fare_leg_rules = &rule,
                             .route_networks = networks};
    tariff.counts.fare_networks = tariff.counts.fare_products = tariff.counts.fare_leg_rules = 1;
    tariff.counts.route_networks = 8;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_finish(&arena);
    live_world_finish(&live);
    return 0;
}

static struct leg ride_on(trip_ix trip, uint32_t from, uint32_t to)
{
    const struct pattern *pattern = world_trip_pattern(&world, trip);
    return (struct leg){.kind = LEG_RIDE,
                        .from = world_call_stop(&world, pattern, from),
                        .to = world_call_stop(&world, pattern, to),
                        .depart = live.midnight + 8 * 3600,
                        .arrive = live.midnight + 9 * 3600,
                        .run = {trip, WORLD_DAY, world_trip(&world, trip)->start},
                        .board_call = from,
                        .alight_call = to};
}

static void rides_and_hires_are_paid_for_and_walks_are_not(void **state)
{
    (void)state;
    trip_ix trip = frozen_trip(&live.frozen, "T");
    struct leg legs[] = {{.kind = LEG_ACCESS, .from = NO_IX, .hired = true},
                         {.kind = LEG_WALK},
                         ride_on(trip, 0, 2),
                         ride_on(trip, 1, 2),
                         {.kind = LEG_EGRESS, .to = NO_IX}};
    legs[3].stays = true;
    const struct journey journey = {.leg_count = 5, .legs = legs};
    const struct fare_ride *rides;
    assert_int_equal(fare_rides(&tariff, &journey, &arena, &rides), 3);
    assert_int_equal(rides[0].kind, FARE_SHARED);
    assert_int_equal(rides[0].feed, NO_IX);
    assert_int_equal(rides[1].kind, FARE_TRANSIT);
    assert_int_equal(rides[1].leg, 2);
    assert_int_equal(rides[1].network, 0);
    assert_int_equal(rides[1].route, frozen_route(&live.frozen, "L"));
    assert_int_equal(rides[1].depart, legs[2].depart);
    assert_int_equal(rides[1].zone_from, stops[legs[2].from].zone);
    assert_int_equal(rides[1].zone_count, 3);
    assert_string_equal(world_text(&world, rides[1].zones[0]), "P");
    assert_string_equal(world_text(&world, rides[1].zones[1]), "Q");
    assert_string_equal(world_text(&world, rides[1].zones[2]), "R");
    assert_true(rides[2].stays);
}

static void zones_that_are_passed_twice_in_a_row_are_one(void **state)
{
    (void)state;
    struct leg leg = ride_on(frozen_trip(&live.frozen, "T"), 0, 2);
    const struct journey journey = {.leg_count = 1, .legs = &leg};
    const struct fare_ride *rides;
    stops[frozen_stop(&live.frozen, "Q")].fare_zone = stops[leg.from].fare_zone;
    assert_int_equal(fare_rides(&tariff, &journey, &arena, &rides), 1);
    assert_int_equal(rides[0].zone_count, 2);
}

static const struct fare *price(trip_ix trip)
{
    static struct fare fare;
    const struct fare_profile nobody = {0};
    struct leg leg = ride_on(trip, 0, 1);
    const struct journey journey = {.leg_count = 1, .legs = &leg};
    fare_price(&tariff, &journey, &nobody, &arena, &fare);
    return &fare;
}

/* A run that the timetable does not have costs what its route costs. */
static void case_10_added_runs_are_in_the_network_of_their_route(void **state)
{
    (void)state;
    live_world_say(&live, "X !8 @20260504 route:L | P D=09:00 d=09:05 | R A=09:20 a=09:25");
    assert_int_equal(live.state.live.counts.runs, 1);
    world.live = &live.state.live;
    const struct fare *fare = price(world.network->counts.trips);
    assert_int_equal(fare->total, 150);
    assert_int_equal(fare->status, FARE_EXACT);
    live_world_say(&live, "X !8 @20260504 route:M | P D=09:00 d=09:05 | R A=09:20 a=09:25");
    fare = price(world.network->counts.trips);
    assert_int_equal(fare->status, FARE_UNKNOWN);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(rides_and_hires_are_paid_for_and_walks_are_not),
        TEST(zones_that_are_passed_twice_in_a_row_are_one),
        TEST(case_10_added_runs_are_in_the_network_of_their_route),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
