#include "engine/way/ways.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "engine/base/memory.h"
#include "tests/street_town.h"

static struct street_town town;
static struct street_worker *worker;
static struct arena arena;

static int set_up(void **state)
{
    (void)state;
    street_town_make(&town);
    struct streets streets = network_streets(&town.network);
    worker = street_worker_create(&streets);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    street_worker_destroy(worker);
    street_town_finish(&town);
    arena_finish(&arena);
    return 0;
}

static struct means means_of(enum means_kind kind, enum travel travel)
{
    return (struct means){.kind = kind,
                          .profile = profile_of(travel),
                          .on_foot = profile_of(TRAVEL_FOOT),
                          .seconds_max = 3600,
                          .handling_seconds = kind == MEANS_MOVE ? 0 : 60};
}

static struct way_end place(double east, double north)
{
    return way_end_of_point(street_town_at(east, north), DOOR_ANY_LEVEL);
}

static bool find(struct way_end from, struct way_end to, const struct means *means, bool towards,
                 struct way *way)
{
    const struct way_finder finder = {&town.network, worker, &arena};
    const struct way_ask ask = {.from = from,
                                .to = to,
                                .means = means,
                                .towards = towards,
                                .park = NO_IX,
                                .street_metres = DOOR_METRES};
    return way_find(&finder, &ask, way);
}

static int32_t sum_of(const struct way *way)
{
    int32_t seconds = 0;
    for (uint32_t i = 0; i < way->part_count; i++)
        seconds += way->parts[i].pause + way->parts[i].seconds;
    return seconds;
}

static void a_walk_takes_the_stairs(void **state)
{
    (void)state;
    struct means walk = means_of(MEANS_MOVE, TRAVEL_FOOT);
    struct way way;
    assert_true(find(place(0, 0), way_end_of_stop(&town.network, town.p), &walk, false, &way));
    assert_int_equal(way.part_count, 1);
    assert_true(fabs(way.parts[0].metres - 500) < 2);
    /* 470 m on the level and 30 m of stairs that take twice as long. */
    assert_true(fabs(way.seconds - 530 / 1.2) < 3);
    assert_false(way.parts[0].straight);
}

/* Two places that meet the street at the same point: the line goes there, as the walk does. */
static void a_line_goes_by_the_street_that_was_met(void **state)
{
    (void)state;
    struct means walk = means_of(MEANS_MOVE, TRAVEL_FOOT);
    struct point *points;
    struct way way;
    assert_true(find(place(-100, 60), place(-100, -60), &walk, false, &way));
    const struct path *path = &way.parts[0].path;
    uint32_t count = path_points(street_worker_streets(worker), path, &arena, &points);
    double metres = 0;
    for (uint32_t i = 1; i < count; i++)
        metres += geo_metres(points[i - 1], points[i]);
    assert_int_equal(count, 3);
    assert_true(fabs(metres - way.parts[0].metres) < 1);
    assert_true(fabs(metres - 233) < 2);
    assert_true(find(place(-100, 50), place(-100, -50), &walk, false, &way));
    assert_true(fabs(way.parts[0].metres - 100) < 1); /* nearer to each other than to it */
}

static void a_wheelchair_takes_the_ramp(void **state)
{
    (void)state;
    struct means roll = means_of(MEANS_MOVE, TRAVEL_WHEELCHAIR);
    struct way way;
    assert_true(find(place(0, 0), way_end_of_stop(&town.network, town.p), &roll, false, &way));
    assert_true(way.parts[0].metres > 580);
    assert_int_equal(way.parts[0].path.piece_count, 5);
}

/* By car to the nearer park, on foot from there; the other way round from the quay. */
static void cars_are_parked(void **state)
{
    (void)state;
    struct means drive = means_of(MEANS_PARK, TRAVEL_CAR);
    struct way_end p = way_end_of_stop(&town.network, town.p);
    struct way way;
    assert_true(find(place(2000, 0), p, &drive, false, &way));
    assert_int_equal(way.part_count, 2);
    assert_int_equal(way.parts[0].travel, TRAVEL_CAR);
    assert_int_equal(way.parts[0].to.park, 0);
    assert_int_equal(way.parts[1].travel, TRAVEL_FOOT);
    assert_int_equal(way.parts[1].pause, 60);
    assert_int_equal(sum_of(&way), way.seconds);
    int32_t there = way.seconds;
    assert_true(find(p, place(2000, 0), &drive, true, &way));
    assert_int_equal(way.parts[0].travel, TRAVEL_FOOT);
    assert_int_equal(way.parts[1].from.park, 0);
    assert_int_equal(way.seconds, there);
}

/* Nothing is left in a full park; what waits there may be taken, and who is dropped needs none. */
static void full_parks_are_passed_over(void **state)
{
    (void)state;
    const uint64_t full[] = {1 << 0};
    struct means drive = means_of(MEANS_PARK, TRAVEL_CAR);
    struct means dropped = means_of(MEANS_DROPPED, TRAVEL_CAR);
    struct way_end p = way_end_of_stop(&town.network, town.p);
    struct way way, free;
    drive.full_parks = dropped.full_parks = full;
    drive.seconds_max = dropped.seconds_max = 7200;
    assert_true(find(place(2000, 0), p, &drive, false, &way));
    assert_int_equal(way.parts[0].to.park, 2);
    assert_true(find(p, place(2000, 0), &drive, true, &way));
    assert_int_equal(way.parts[1].from.park, 0);
    assert_true(find(place(2000, 0), p, &dropped, false, &way));
    dropped.full_parks = NULL;
    assert_true(find(place(2000, 0), p, &dropped, false, &free));
    assert_int_equal(way.seconds, free.seconds);
}

/* The same of stops in reach, with the ways to them. */
static void stops_are_reached_by_parks_with_space(void **state)
{
    (void)state;
    const uint64_t full[] = {1 << 0};
    struct means drive = means_of(MEANS_PARK, TRAVEL_CAR);
    drive.seconds_max = 7200;
    struct reach_ask ask = {.place = street_town_at(2000, 0),
                            .level = DOOR_ANY_LEVEL,
                            .means = &drive,
                            .means_count = 1,
                            .street_metres = DOOR_METRES};
    static const uint32_t parks[2][2] = {{0, 2}, {0, 0}}; /* without a full one, with it */
    for (uint32_t to = 0; to < 2; to++)
        for (uint32_t k = 0; k < 2; k++) {
            struct reach reach;
            drive.full_parks = k ? full : NULL;
            ask.to_place = to;
            reach_run(&town.network, worker, &ask, &arena, &reach);
            assert_int_equal(reach.stops[0].stop, town.p);
            assert_int_equal(reach.ways[0].park, parks[to][k]);
        }
}

static void bicycles_have_parks_of_their_own(void **state)
{
    (void)state;
    struct means ride = means_of(MEANS_PARK, TRAVEL_BICYCLE);
    struct way way;
    assert_true(find(place(2000, 0), way_end_of_stop(&town.network, town.p), &ride, false, &way));
    assert_int_equal(way.parts[0].travel, TRAVEL_BICYCLE);
    assert_int_equal(way.parts[0].to.park, 1);
}

/* As near as a car comes: the crossing below the stairs. */
static void somebody_is_dropped_where_cars_end(void **state)
{
    (void)state;
    struct means drive = means_of(MEANS_DROPPED, TRAVEL_CAR);
    struct way way;
    assert_true(find(place(2000, 0), way_end_of_stop(&town.network, town.p), &drive, false, &way));
    assert_int_equal(way.part_count, 2);
    assert_true(geo_metres(way.parts[0].to.at, street_town_at(200, 0)) < 1);
    assert_int_equal(sum_of(&way), way.seconds);
}

static void what_is_too_far_is_no_way(void **state)
{
    (void)state;
    struct means walk = means_of(MEANS_MOVE, TRAVEL_FOOT);
    struct way way;
    walk.seconds_max = 300;
    assert_false(find(place(0, 0), way_end_of_stop(&town.network, town.p), &walk, false, &way));
    assert_false(find(place(0, 0), place(0, 5000), &walk, false, &way));
}

static void a_stop_without_ties_is_straight_ahead(void **state)
{
    (void)state;
    struct means walk = means_of(MEANS_MOVE, TRAVEL_FOOT);
    struct way way;
    walk.seconds_max = REACH_NEVER;
    assert_true(find(place(5000, 0), way_end_of_stop(&town.network, town.r), &walk, false, &way));
    assert_true(way.parts[0].straight);
    assert_int_equal(way.parts[0].path.piece_count, 0);
}

/* Where the map ends stops are reached along the straight line, on foot and by bicycle. */
static void stops_beyond_the_map_are_in_reach(void **state)
{
    (void)state;
    struct point near = town.network.stops[town.r].at;
    near.lat += 10000; /* 111 m */
    const struct means all[] = {means_of(MEANS_PARK, TRAVEL_CAR),
                                means_of(MEANS_MOVE, TRAVEL_FOOT)};
    struct ways ways = {
        .finder = {&town.network, worker, &arena},
        .from = {.end = way_end_of_point(near, DOOR_ANY_LEVEL), .means = all, .means_count = 2},
        .to = {.end = place(10, 5), .means = all, .means_count = 2},
        .street_metres = DOOR_METRES,
    };
    ways_reach(&ways);
    assert_int_equal(ways.from.reach.count, 1);
    assert_int_equal(ways.from.reach.stops[0].stop, town.r);
    assert_int_equal(ways.from.reach.ways[0].means, 1);
    const struct leg leg = {.kind = LEG_ACCESS,
                            .from = NO_IX,
                            .to = town.r,
                            .arrive = ways.from.reach.stops[0].seconds};
    const struct way *way = ways_of_leg(&ways, &leg);
    assert_true(way->parts[0].straight);
    assert_int_equal(sum_of(way), leg.arrive);
    for (uint32_t i = 0; i < ways.to.reach.count; i++)
        assert_int_not_equal(ways.to.reach.stops[i].stop, town.r);
}

static void without_streets_lines_are_straight(void **state)
{
    (void)state;
    const struct way_finder finder = {&town.network, NULL, &arena};
    struct means walk = means_of(MEANS_MOVE, TRAVEL_FOOT), drive = means_of(MEANS_MOVE, TRAVEL_CAR);
    struct way_ask ask = {.from = place(0, 0), .to = place(0, 600), .means = &walk, .park = NO_IX};
    struct way way;
    assert_true(way_find(&finder, &ask, &way));
    assert_true(way.parts[0].straight);
    assert_true(fabs(way.seconds - 600 * REACH_DETOUR / 1.2) < 3);
    ask.means = &drive;
    assert_false(way_find(&finder, &ask, &way));
}

static void a_way_is_fitted_to_its_leg(void **state)
{
    (void)state;
    struct way way = {.part_count = 2, .seconds = 160};
    way.parts[0].seconds = 50;
    way.parts[1].seconds = 100;
    way.parts[1].pause = 10;
    way_fit(&way, 170);
    assert_int_equal(way.parts[1].seconds, 110);
    way_fit(&way, 40);
    assert_int_equal(way.parts[1].seconds, 0);
    assert_int_equal(way.parts[0].seconds, 30);
    way_fit(&way, 5);
    assert_int_equal(sum_of(&way), 5);
}

/* What reach says and what the way says are the same, for every means and both directions. */
static void legs_take_what_reach_said(void **state)
{
    (void)state;
    const struct means all[] = {
        means_of(MEANS_MOVE, TRAVEL_FOOT),    means_of(MEANS_MOVE, TRAVEL_WHEELCHAIR),
        means_of(MEANS_MOVE, TRAVEL_BICYCLE), means_of(MEANS_PARK, TRAVEL_CAR),
        means_of(MEANS_PARK, TRAVEL_BICYCLE), means_of(MEANS_DROPPED, TRAVEL_CAR),
    };
    const double easts[] = {10, 150, 390, 700, 1500, 4900, 5250};
    uint32_t checked = 0;
    for (size_t i = 0; i < sizeof easts / sizeof *easts * (sizeof all / sizeof *all); i++) {
        const struct means *means = &all[i % (sizeof all / sizeof *all)];
        double east = easts[i / (sizeof all / sizeof *all)];
        struct ways ways = {
            .finder = {&town.network, worker, &arena},
            .from = {.end = place(east, 5), .means = means, .means_count = 1},
            .to = {.end = place(east, 5), .means = means, .means_count = 1},
            .between = means_of(MEANS_MOVE, TRAVEL_FOOT),
            .street_metres = DOOR_METRES,
        };
        ways_reach(&ways);
        for (uint32_t k = 0; k < ways.from.reach.count; k++, checked++) {
            struct endpoint end = ways.from.reach.stops[k];
            struct way way;
            const struct way_ask ask = {.from = ways.from.end,
                                        .to = way_end_of_stop(&town.network, end.stop),
                                        .means = means,
                                        .park = ways.from.reach.ways[k].park,
                                        .street_metres = DOOR_METRES};
            assert_true(way_find(&ways.finder, &ask, &way));
            assert_int_equal(way.seconds, end.seconds);
            const struct leg leg = {.kind = LEG_ACCESS,
                                    .from = NO_IX,
                                    .to = end.stop,
                                    .depart = 1000,
                                    .arrive = 1000 + end.seconds};
            assert_int_equal(sum_of(ways_of_leg(&ways, &leg)), end.seconds);
        }
        for (uint32_t k = 0; k < ways.to.reach.count; k++, checked++) {
            struct endpoint end = ways.to.reach.stops[k];
            const struct leg leg = {.kind = LEG_EGRESS,
                                    .from = end.stop,
                                    .to = NO_IX,
                                    .depart = 1000,
                                    .arrive = 1000 + end.seconds};
            const struct way *way = ways_of_leg(&ways, &leg);
            assert_int_equal(sum_of(way), end.seconds);
            assert_int_equal(way->parts[0].straight, end.stop == town.r);
            assert_ptr_equal(way, ways_of_leg(&ways, &leg));
        }
    }
    assert_true(checked > 40);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_walk_takes_the_stairs),
        cmocka_unit_test(a_line_goes_by_the_street_that_was_met),
        cmocka_unit_test(a_wheelchair_takes_the_ramp),
        cmocka_unit_test(cars_are_parked),
        cmocka_unit_test(full_parks_are_passed_over),
        cmocka_unit_test(stops_are_reached_by_parks_with_space),
        cmocka_unit_test(bicycles_have_parks_of_their_own),
        cmocka_unit_test(somebody_is_dropped_where_cars_end),
        cmocka_unit_test(what_is_too_far_is_no_way),
        cmocka_unit_test(a_stop_without_ties_is_straight_ahead),
        cmocka_unit_test(stops_beyond_the_map_are_in_reach),
        cmocka_unit_test(without_streets_lines_are_straight),
        cmocka_unit_test(a_way_is_fitted_to_its_leg),
        cmocka_unit_test(legs_take_what_reach_said),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
