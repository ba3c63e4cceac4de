#include "engine/street/worker.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/small_streets.h"

/* One world of four ways: a road to the north, a motorway nearer, an island, a way one floor up. */
static struct streets_store store;
static struct streets streets;
static struct street_worker *worker;
enum { ROAD, MOTORWAY, ISLAND, UPSTAIRS, LIFT };

static void add(struct streets_draft *draft, int32_t lat, struct street_trait trait, int16_t level)
{
    struct street_edge edge = {.from_level = level, .to_level = level};
    struct error error;
    edge.from = streets_draft_vertex(draft, (struct point){lat, 0}, 0);
    edge.to = streets_draft_vertex(draft, (struct point){lat, 20000}, 0);
    assert_true(streets_draft_trait(draft, &trait, &edge.trait, &error));
    edge_ix index = streets_draft_edge(draft, &edge, NULL, 0);
    streets_draft_arc(
        draft, &(struct draft_arc){
                   .tail = edge.from, .head = edge.to, .way = index << 1, .trait = edge.trait});
}

static int set_up(void **state)
{
    (void)state;
    struct streets_draft draft;
    const struct street_trait all = {.road = ROAD_RESIDENTIAL,
                                     .foot = ACCESS_YES,
                                     .bicycle = ACCESS_YES,
                                     .car = ACCESS_YES,
                                     .car_kmh = 30};
    struct street_trait motorway = all, island = all, lift = all;
    motorway.road = ROAD_MOTORWAY;
    motorway.foot = motorway.bicycle = ACCESS_NO;
    island.marks = MARK_ISLAND_FOOT | MARK_ISLAND_CAR | MARK_ISLAND_BICYCLE;
    lift.kind = STREET_LIFT;
    streets_draft_init(&draft);
    add(&draft, 4000, all, 0); /* about 44 m */
    add(&draft, 100, motorway, 0);
    add(&draft, -200, island, 0);
    add(&draft, -10000, all, 10);
    add(&draft, 20, lift, 0);
    streets_store_init(&store);
    streets_pack(&draft, &store);
    streets_draft_finish(&draft);
    streets = streets_of_store(&store);
    worker = street_worker_create(&streets);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    street_worker_destroy(worker);
    streets_store_finish(&store);
    return 0;
}

static const struct metric *metric_for(enum travel travel)
{
    struct profile profile = profile_of(travel);
    return street_worker_metric(worker, &profile);
}

static int32_t lat_of(const struct door *door, uint32_t spot)
{
    assert_true(spot < door->spot_count);
    return streets.street_vertices[streets.street_edges[door->spots[spot].edge].from].at.lat;
}

static void doors_are_put_where_one_can_get_on(void **state)
{
    (void)state;
    struct door door;
    door_at(worker, metric_for(TRAVEL_FOOT), (struct point){0, 5000}, DOOR_ANY_LEVEL, 250, &door);
    assert_int_equal(door.spot_count, 1);
    assert_int_equal(lat_of(&door, 0), 4000);
    assert_in_range(door.spots[0].off_mm, 44400, 44500);
    assert_in_range(door.spots[0].along_mm, 55550, 55650);
    assert_int_equal(door.spots[0].at.lon, 5000);
    assert_int_equal(door.record, NO_IX);
    door_at(worker, metric_for(TRAVEL_CAR), (struct point){0, 5000}, DOOR_ANY_LEVEL, 250, &door);
    assert_int_equal(door.spot_count, 1);
    assert_int_equal(lat_of(&door, 0), 4000);
}

static void islands_do_when_nothing_else_is_near(void **state)
{
    (void)state;
    struct door door;
    door_at(worker, metric_for(TRAVEL_FOOT), (struct point){0, 5000}, DOOR_ANY_LEVEL, 40, &door);
    assert_int_equal(lat_of(&door, 0), -200);
    door_at(worker, metric_for(TRAVEL_FOOT), (struct point){0, 5000}, DOOR_ANY_LEVEL, 1, &door);
    assert_int_equal(door.spot_count, 0);
}

static void levels_count_when_they_are_said(void **state)
{
    (void)state;
    struct door door;
    door_at(worker, metric_for(TRAVEL_FOOT), (struct point){0, 5000}, 10, 250, &door);
    assert_int_equal(lat_of(&door, 0), -10000);
    door_at(worker, metric_for(TRAVEL_FOOT), (struct point){0, 5000}, 20, 250, &door);
    assert_int_equal(lat_of(&door, 0), 4000);
    struct point there = {-6500, 5000}; /* 39 m to the upper floor, 117 m to the road */
    door_at(worker, metric_for(TRAVEL_FOOT), there, DOOR_ANY_LEVEL, 250, &door);
    assert_int_equal(lat_of(&door, 0), -10000);
    there.lat = -3500; /* 72 m; 83 m, and nobody said that he is upstairs */
    door_at(worker, metric_for(TRAVEL_FOOT), there, DOOR_ANY_LEVEL, 250, &door);
    assert_int_equal(lat_of(&door, 0), 4000);
}

/* What counts as too far because of its floor is still near enough when nothing else is. */
static void other_floors_do_when_nothing_else_is_near(void **state)
{
    (void)state;
    struct door door;
    struct point there = {-30000, 5000};
    for (int metres = 215; metres < 260; metres++) {
        door_at(worker, metric_for(TRAVEL_FOOT), there, DOOR_ANY_LEVEL, metres, &door);
        assert_int_equal(door.spot_count, metres > 222);
    }
}

static void ends_of_edges_are_found_far_from_their_cells(void **state)
{
    (void)state;
    struct door door;
    door_at(worker, metric_for(TRAVEL_FOOT), (struct point){70000, 70000}, DOOR_ANY_LEVEL, 2000,
            &door);
    assert_int_equal(lat_of(&door, 0), 4000);
    assert_int_equal(door.spots[0].along_mm, streets.street_edges[door.spots[0].edge].length_mm);
}

static void what_is_not_tied_has_no_door(void **state)
{
    (void)state;
    struct door door;
    assert_false(door_of(&streets, TIE_STOP, 0, &door));
    assert_false(door_of(&streets, TIE_CAR_PARK, NO_IX, &door));
}

/* --- Random streets --- */

static double line_metres(const struct streets *view, edge_ix edge, struct point p)
{
    struct point points[8];
    double best = INFINITY, shrink = cos(p.lat * 1e-7 * 3.14159265358979 / 180);
    uint32_t count = street_edge_points(view, edge, points);
    for (uint32_t i = 0; i + 1 < count; i++)
        for (int k = 0; k <= 2000; k++) {
            double y = points[i].lat + k / 2000.0 * (points[i + 1].lat - points[i].lat) - p.lat;
            double x = points[i].lon + k / 2000.0 * (points[i + 1].lon - points[i].lon) - p.lon;
            double metres = sqrt(x * x * shrink * shrink + y * y) * 0.0111194927;
            best = metres < best ? metres : best;
        }
    return best;
}

/* Whether a door may be put on an edge: what its arcs say. */
static bool may_use(const struct metric *metric, edge_ix edge)
{
    for (uint32_t i = 0; i < metric->streets->counts.street_arcs_out; i++) {
        const struct street_arc *arc = &metric->streets->street_arcs_out[i];
        const struct street_trait *trait = &metric->streets->street_traits[arc->trait];
        if (arc->way >> 1 == edge && metric->paces[arc->trait].cost &&
            trait->kind != STREET_ESCALATOR && trait->kind != STREET_MOVING_WALK &&
            trait->kind != STREET_LIFT && trait->kind != STREET_FERRY &&
            trait->kind != STREET_FARE_GATE && trait->kind != STREET_EXIT_GATE &&
            trait->kind != STREET_LINK &&
            !(metric->profile.travel == TRAVEL_CAR && trait->road == ROAD_MOTORWAY))
            return true;
    }
    return false;
}

static void the_nearest_is_the_nearest_of_all(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 300; seed++) {
        struct small_streets small;
        struct random random = {seed};
        struct profile profile = small_profile(&random);
        struct door door;
        small_streets_make(&small, seed);
        struct street_worker *one = street_worker_create(&small.view);
        const struct metric *metric = street_worker_metric(one, &profile);
        struct point at = {486000000 + random_below(&random, 60000),
                           24000000 + random_below(&random, 90000)};
        double best = INFINITY;
        for (edge_ix edge = 0; edge < small.view.counts.street_edges; edge++) {
            const struct street_edge *e = &small.view.street_edges[edge];
            if (!may_use(metric, edge))
                continue;
            double more = e->from_level && e->to_level ? 20 : 0;
            best = fmin(best, line_metres(&small.view, edge, at) + more);
        }
        door_at(one, metric, at, DOOR_ANY_LEVEL, 5000, &door);
        assert_true(door.spot_count > 0);
        const struct street_edge *e = &small.view.street_edges[door.spots[0].edge];
        double found = door.spots[0].off_mm / 1000.0 + (e->from_level && e->to_level ? 20 : 0);
        if (fabs(found - best) > 0.5)
            fail_msg("world %d: %f m and not %f", (int)seed, found, best);
        street_worker_destroy(one);
        small_streets_finish(&small);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(doors_are_put_where_one_can_get_on),
        cmocka_unit_test(islands_do_when_nothing_else_is_near),
        cmocka_unit_test(levels_count_when_they_are_said),
        cmocka_unit_test(other_floors_do_when_nothing_else_is_near),
        cmocka_unit_test(ends_of_edges_are_found_far_from_their_cells),
        cmocka_unit_test(what_is_not_tied_has_no_door),
        cmocka_unit_test(the_nearest_is_the_nearest_of_all),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
