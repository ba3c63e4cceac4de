#include "engine/street/profile.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* What a trait costs whom. */

static struct street_trait trait_of(enum street_kind kind)
{
    return (struct street_trait){.kind = (uint8_t)kind,
                                 .road = ROAD_RESIDENTIAL,
                                 .foot = ACCESS_YES,
                                 .wheelchair = ACCESS_YES,
                                 .bicycle = ACCESS_YES,
                                 .scooter = ACCESS_YES,
                                 .car = ACCESS_YES,
                                 .car_kmh = 30};
}

static struct metric_pace pace_of(const struct profile *profile, struct street_trait trait)
{
    struct metric_pace pace;
    struct metric metric = {.paces = &pace};
    struct streets streets = {.street_traits = &trait, .counts = {.street_traits = 1}};
    metric_make(&metric, &streets, profile);
    return pace;
}

static uint32_t cost(enum travel travel, struct street_trait trait)
{
    struct profile profile = profile_of(travel);
    struct metric_pace pace = pace_of(&profile, trait);
    assert_int_equal(pace.cost, pace.time);
    return pace.cost;
}

static void everybody_has_a_speed(void **state)
{
    (void)state;
    struct street_trait road = trait_of(STREET_ROAD);
    assert_int_equal(cost(TRAVEL_FOOT, road), 833333);        /* 1.2 m/s */
    assert_int_equal(cost(TRAVEL_WHEELCHAIR, road), 1250000); /* 0.8 */
    assert_int_equal(cost(TRAVEL_BICYCLE, road), 222222);     /* 4.5 */
    assert_int_equal(cost(TRAVEL_SCOOTER, road), 200000);     /* 5 */
    assert_int_equal(cost(TRAVEL_CAR, road), 120000);         /* 30 km/h */
    struct profile slow = profile_of(TRAVEL_CAR);
    slow.metres_per_second = 5;
    assert_int_equal(pace_of(&slow, road).cost, 200000);
    slow.metres_per_second = 0;
    assert_int_equal(pace_of(&slow, road).cost, 1000000000);
}

static void kinds_of_ways_have_speeds_of_their_own(void **state)
{
    (void)state;
    assert_int_equal(cost(TRAVEL_FOOT, trait_of(STREET_STEPS)), 1666667);
    assert_int_equal(cost(TRAVEL_FOOT, trait_of(STREET_ESCALATOR)), 2000000);
    assert_int_equal(cost(TRAVEL_FOOT, trait_of(STREET_MOVING_WALK)), 588235);
    assert_int_equal(cost(TRAVEL_FOOT, trait_of(STREET_LIFT)), 1);
    assert_int_equal(cost(TRAVEL_CAR, trait_of(STREET_FERRY)), 1);
    assert_int_equal(cost(TRAVEL_WHEELCHAIR, trait_of(STREET_ESCALATOR)), 0);
    assert_int_equal(cost(TRAVEL_BICYCLE, trait_of(STREET_STEPS)), 3000000);
    struct street_trait steps = trait_of(STREET_STEPS);
    steps.marks = MARK_RAMP_BICYCLE;
    assert_int_equal(cost(TRAVEL_BICYCLE, steps), 2000000);
}

static void access_decides(void **state)
{
    (void)state;
    struct street_trait road = trait_of(STREET_ROAD);
    road.foot = road.car = ACCESS_NO;
    road.bicycle = road.wheelchair = ACCESS_PUSH;
    road.scooter = ACCESS_DESTINATION;
    assert_int_equal(cost(TRAVEL_FOOT, road), 0);
    assert_int_equal(cost(TRAVEL_CAR, road), 0);
    assert_int_equal(cost(TRAVEL_BICYCLE, road), 1000000);
    assert_int_equal(cost(TRAVEL_WHEELCHAIR, road), 0);
    struct profile profile = profile_of(TRAVEL_WHEELCHAIR);
    profile.helped = true;
    assert_int_equal(pace_of(&profile, road).cost, 1250000);
    profile = profile_of(TRAVEL_SCOOTER);
    assert_true(pace_of(&profile, road).destination);
    road.car = ACCESS_YES;
    road.car_kmh = 0;
    assert_int_equal(cost(TRAVEL_CAR, road), 0);
}

static void wheelchairs_need_to_know(void **state)
{
    (void)state;
    struct profile profile = profile_of(TRAVEL_WHEELCHAIR);
    struct street_trait way = trait_of(STREET_FOOTWAY);
    way.wheelchair = ACCESS_UNKNOWN;
    assert_true(pace_of(&profile, way).cost > 0);
    profile.unknown_ways = false;
    assert_false(pace_of(&profile, way).cost);
    way.wheelchair = ACCESS_YES;
    way.incline = -10;
    assert_true(pace_of(&profile, way).cost > 0);
    way.incline = -11;
    assert_false(pace_of(&profile, way).cost);
    profile.slope_percent_max = 0;
    assert_true(pace_of(&profile, way).cost > 0);
    way.width_cm = 80;
    assert_true(pace_of(&profile, way).cost > 0);
    way.width_cm = 79;
    assert_false(pace_of(&profile, way).cost);
}

static void tastes_weigh_what_time_does_not(void **state)
{
    (void)state;
    struct profile profile = profile_of(TRAVEL_BICYCLE);
    struct street_trait road = trait_of(STREET_ROAD);
    road.road = ROAD_PRIMARY;
    profile.taste = TASTE_SAFER;
    assert_int_equal(pace_of(&profile, road).time, 222222);
    assert_int_equal(pace_of(&profile, road).cost, 533333);
    road.cycling = CYCLING_LANE;
    assert_int_equal(pace_of(&profile, road).cost, 377777);
    road.cycling = CYCLING_TRACK;
    assert_int_equal(pace_of(&profile, road).cost, 222222);
    road.surface = SURFACE_ROUGH;
    assert_int_equal(pace_of(&profile, road).time, 355556);
    assert_int_equal(pace_of(&profile, road).cost, 462223);
    profile.taste = TASTE_FLATTER;
    road.incline = 10;
    assert_int_equal(pace_of(&profile, road).cost, 711112);
    road.incline = -10;
    assert_int_equal(pace_of(&profile, road).cost, 355556);
}

static void climbs_cost_beside_the_length(void **state)
{
    (void)state;
    struct street_trait road = trait_of(STREET_ROAD);
    struct metric_pace pace;
    struct metric metric = {.paces = &pace};
    struct streets streets = {.street_traits = &road, .counts = {.street_traits = 1}};
    struct profile profile = profile_of(TRAVEL_BICYCLE);
    struct street_arc arc = {.length_mm = 9000, .up_dm = 20, .down_dm = 30, .seconds = 5};
    metric_make(&metric, &streets, &profile);
    assert_true(metric_cost(&metric, &arc) == 2000000000 - 2000 + 12000000000 + 5000000000);
    assert_true(metric_time(&metric, &arc) == metric_cost(&metric, &arc));
    assert_true(metric_part_cost(&metric, &arc, 0, 9000) == metric_cost(&metric, &arc));
    assert_true(metric_part_cost(&metric, &arc, 3000, 6000) ==
                (uint64_t)222222 * 3000 + 17000000000 / 3);
    assert_true(metric_part_cost(&metric, &arc, 4000, 4000) == 0);
    profile.taste = TASTE_FLATTER;
    metric_make(&metric, &streets, &profile);
    assert_true(metric_cost(&metric, &arc) - metric_time(&metric, &arc) == 48000000000);
}

static void marks_stop_whom_they_are_for(void **state)
{
    (void)state;
    static const struct {
        uint16_t mark;
        bool stops[TRAVELS]; /* foot, wheelchair, bicycle, scooter, car */
    } marks[] = {
        {VERTEX_NO_FOOT, {true, true, false, false, false}},
        {VERTEX_NO_WHEELCHAIR, {false, true, false, false, false}},
        {VERTEX_NO_BICYCLE, {false, false, true, true, false}},
        {VERTEX_NO_CAR, {false, false, false, false, true}},
        {VERTEX_CROSSING | VERTEX_TIED | VERTEX_ENTRANCE | VERTEX_COPY, {false}},
    };
    struct streets none = {.street_traits = NULL};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        for (enum travel travel = TRAVEL_FOOT; travel < TRAVELS; travel++) {
            struct metric metric = {.paces = NULL};
            struct profile profile = profile_of(travel);
            struct street_vertex vertex = {.marks = marks[i].mark};
            metric_make(&metric, &none, &profile);
            assert_true(metric_pass(&metric, &vertex) == (marks[i].stops[travel] ? COST_NEVER : 0));
            vertex.marks = VERTEX_SIGNALS;
            bool waits = travel >= TRAVEL_BICYCLE;
            assert_true(metric_pass(&metric, &vertex) == (waits ? 2000000000u : 0));
        }
}

static void equal_profiles_are_known(void **state)
{
    (void)state;
    for (enum travel travel = TRAVEL_FOOT; travel < TRAVELS; travel++) {
        struct profile one = profile_of(travel), two = profile_of(travel);
        assert_true(profile_equal(&one, &two));
        two.taste = TASTE_SAFER;
        assert_false(profile_equal(&one, &two));
        two = one;
        two.push_speed += 0.1;
        assert_false(profile_equal(&one, &two));
        two = one;
        two.helped = true;
        assert_false(profile_equal(&one, &two));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everybody_has_a_speed),
        cmocka_unit_test(kinds_of_ways_have_speeds_of_their_own),
        cmocka_unit_test(access_decides),
        cmocka_unit_test(wheelchairs_need_to_know),
        cmocka_unit_test(tastes_weigh_what_time_does_not),
        cmocka_unit_test(climbs_cost_beside_the_length),
        cmocka_unit_test(marks_stop_whom_they_are_for),
        cmocka_unit_test(equal_profiles_are_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
