#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/live/draft.h"
#include "feeds/gbfs/kept.h"
#include "tests/gbfs_town.h"
#include "tests/oracle/random.h"

enum { NOW = GBFS_TOWN_NOW, ZONES = 24 };

static struct gbfs_town it;

static struct gbfs_type types[] = {
    {.id = "bike", GBFS_TOWN_NAMELESS},
    {.id = "kick",
     GBFS_TOWN_NAMELESS,
     .form = RENTAL_SCOOTER_STANDING,
     .propulsion = RENTAL_ELECTRIC},
    {.id = "car", GBFS_TOWN_NAMELESS, .form = RENTAL_CAR, .propulsion = RENTAL_ELECTRIC},
};

static const struct gbfs_rule everything = {.start = true, .end = true, .through = true};
static const struct gbfs_rule nothing = {0};

/* Zones as rectangles in metres; what a test says of them stays here. */
static struct point corners[ZONES][2][4];
static struct gbfs_ring rings[ZONES][2];
static struct gbfs_zone zones[ZONES];
static struct gbfs_system said;

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
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        types[i].way_back = RENTAL_ANYWHERE;
        types[i].way_back_said = true;
    }
    said = (struct gbfs_system){
        .information = {.system_id = "town", .name = "Town", .time_zone = "", .operator_name = ""},
        .types = types,
        .type_count = 3,
        .zones = zones};
    gbfs_town_begin(&it);
    return 0;
}

static int end(void **state)
{
    (void)state;
    gbfs_town_end(&it);
    return 0;
}

static struct gbfs_zone *add_zone(double west, double south, double east, double north,
                                  const struct gbfs_rule *rule)
{
    uint32_t at = said.zone_count++;
    assert_true(at < ZONES);
    gbfs_town_rectangle(corners[at][0], west, south, east, north);
    rings[at][0] = (struct gbfs_ring){corners[at][0], 4, false};
    zones[at] = (struct gbfs_zone){
        .name = "Zone", .rules = rule, .rule_count = rule != NULL, .area = {rings[at], 1}};
    return &zones[at];
}

static void cut_hole(struct gbfs_zone *zone, double west, double south, double east, double north)
{
    size_t at = (size_t)(zone - zones);
    gbfs_town_rectangle(corners[at][1], west, south, east, north);
    rings[at][1] = (struct gbfs_ring){corners[at][1], 4, true};
    zone->area.count = 2;
}

/* What a test keeps between two calls; NULL: nothing. */
static struct gbfs_memory *kept;

/* Applies all, and sees that an image of it is sound. */
static void apply(void)
{
    struct error error = {0};
    struct live live;
    gbfs_town_apply(&it, &said, false, kept);
    struct live_draft *draft = live_draft_create(&it.town.network);
    live_draft_add_feed(draft, &(struct live_feed){0}, "town", NULL);
    live_draft_add_fleet(draft, &it.fleet, 0);
    const char *path = scratch_path(&it.town.scratch, "live");
    if (!live_freeze(draft, NOW, 1, path, &error) ||
        !live_open(&live, path, &it.town.network, &error))
        fail_msg("%s: %s", error.place, error.text);
    live_close(&live);
    live_draft_destroy(draft);
}

static uint32_t vertex_at(double east, double north)
{
    struct streets streets = network_streets(&it.town.network);
    for (vertex_ix i = 0; i < streets_vertices(&streets); i++)
        if (street_millimetres(streets.street_vertices[i].at, street_town_at(east, north)) < 500)
            return i;
    fail_msg("no vertex at %f %f", east, north);
    return NO_IX;
}

static edge_ix edge_between(double from_east, double to_east)
{
    vertex_ix from = vertex_at(from_east, 0), to = vertex_at(to_east, 0);
    for (edge_ix i = 0; i < it.town.network.counts.street_edges; i++) {
        const struct street_edge *edge = &it.town.network.street_edges[i];
        if ((edge->from == from && edge->to == to) || (edge->from == to && edge->to == from))
            return i;
    }
    fail_msg("no edge from %f to %f", from_east, to_east);
    return NO_IX;
}

static const struct rental_product *product_of(const char *id)
{
    for (uint32_t i = 0; i < it.fleet.rental_types.count; i++) {
        const struct rental_type *type = vec_at(&it.fleet.rental_types, i);
        if (strcmp(it.fleet.words.bytes + type->id, id) == 0)
            return vec_at(&it.fleet.rental_products, type->product);
    }
    fail_msg("no type %s", id);
    return NULL;
}

static const struct rental_ground *ground_of(const char *id)
{
    const struct rental_product *product = product_of(id);
    return product->ground == NO_IX ? NULL : vec_at(&it.fleet.rental_grounds, product->ground);
}

static bool has(struct rental_set set, uint32_t number)
{
    return rental_set_has(it.fleet.rental_set_pages.data, it.fleet.rental_set_words.data, set,
                          number);
}

static bool is_shut(const char *id, double from, double to)
{
    const struct rental_ground *ground = ground_of(id);
    return ground && has(ground->shut, edge_between(from, to));
}

static bool may_end(const char *id, double east, double north)
{
    const struct rental_ground *ground = ground_of(id);
    return !ground || !has(ground->no_end, vertex_at(east, north));
}

/* The limit of an edge in mm a second; 0: none. */
static uint32_t limit(const char *id, double from, double to)
{
    const struct rental_ground *ground = ground_of(id);
    edge_ix edge = edge_between(from, to);
    for (uint32_t i = 0; ground && i < ground->limits.count; i++) {
        const struct rental_limit *at = vec_at(&it.fleet.rental_limits, ground->limits.first + i);
        if (at->edge == edge) {
            assert_true(has(ground->slow, edge));
            return at->mm_per_second;
        }
    }
    assert_false(ground && has(ground->slow, edge));
    return 0;
}

/* --- Where rides may not pass --- */

static void without_zones_there_is_no_ground(void **state)
{
    (void)state;
    apply();
    assert_null(ground_of("bike"));
    add_zone(0, -100, 400, 100, &everything);
    add_zone(100000, 0, 100100, 100, &nothing); /* nowhere near */
    apply();
    assert_null(ground_of("bike"));
    assert_int_equal(it.fleet.rental_zones.count, 2);
}

static void an_edge_is_shut_when_a_part_of_it_is(void **state)
{
    (void)state;
    add_zone(100, -10, 150, 10, &nothing);
    apply();
    assert_true(is_shut("bike", 0, 200));
    assert_false(is_shut("bike", 200, 400));
    assert_false(is_shut("bike", 400, 5000));
    assert_true(may_end("bike", 0, 0)); /* No vertex lies in it. */
}

/* It is drawn with two points 4.6 km apart, and the zone is 12 m wide. */
static void long_edges_are_looked_at_between_their_points(void **state)
{
    (void)state;
    add_zone(2503, -10, 2515, 10, &nothing);
    apply();
    assert_true(is_shut("kick", 400, 5000));
    assert_false(is_shut("kick", 200, 400));
    assert_false(is_shut("kick", 5000, 5300));
}

static void a_hole_is_outside(void **state)
{
    (void)state;
    struct gbfs_zone *zone = add_zone(-50, -50, 500, 50, &nothing);
    cut_hole(zone, -20, -20, 250, 20);
    apply();
    assert_false(is_shut("bike", 0, 200));
    assert_true(is_shut("bike", 200, 400));
    assert_true(may_end("bike", 200, 0));
    assert_false(may_end("bike", 400, 0));
}

/* --- Which zone counts --- */

static void the_first_zone_counts_where_they_overlap(void **state)
{
    (void)state;
    add_zone(150, -20, 250, 20, &everything);
    add_zone(-50, -50, 500, 50, &nothing);
    apply();
    assert_true(may_end("bike", 200, 0));
    assert_false(may_end("bike", 400, 0));
    said.zone_count = 0;
    add_zone(-50, -50, 500, 50, &nothing);
    add_zone(150, -20, 250, 20, &everything);
    apply();
    assert_false(may_end("bike", 200, 0));
}

static void rules_are_for_types(void **state)
{
    (void)state;
    static const char *const kick[] = {"kick"}, *const unknown[] = {"boat"};
    static const struct gbfs_rule for_kick = {.types = kick, .type_count = 1};
    static const struct gbfs_rule for_boat = {.types = unknown, .type_count = 1};
    add_zone(150, -20, 250, 20, &for_kick);
    add_zone(150, -20, 250, 20, &for_boat);
    apply();
    assert_null(ground_of("bike"));
    assert_false(may_end("kick", 200, 0));
    assert_true(is_shut("kick", 0, 200));
    /* The zone says nothing of bicycles: the next one does. */
    add_zone(150, -20, 250, 20, &nothing);
    apply();
    assert_false(may_end("bike", 200, 0));
    assert_true(may_end("bike", 400, 0));
}

static void global_rules_hold_where_no_zone_is(void **state)
{
    (void)state;
    static const struct gbfs_rule no_end = {.start = true, .through = true};
    add_zone(150, -20, 250, 20, &everything);
    add_zone(350, -20, 450, 20, NULL); /* without rules: it frees */
    said.global_rules = &no_end;
    said.global_rule_count = 1;
    apply();
    assert_true(may_end("bike", 200, 0));
    assert_true(may_end("bike", 400, 0));
    assert_false(may_end("bike", 0, 0));
    assert_false(may_end("bike", 5000, 0));
    assert_false(is_shut("bike", 0, 200));
    /* Without any zone, too. */
    said.zone_count = 0;
    apply();
    assert_false(may_end("bike", 200, 0));
}

static void stations_only_is_no_end(void **state)
{
    (void)state;
    static const struct gbfs_rule stations = {
        .start = true, .end = true, .through = true, .stations_only = true};
    add_zone(150, -20, 250, 20, &stations);
    apply();
    assert_false(may_end("bike", 200, 0));
    assert_false(is_shut("bike", 0, 200));
}

static void zones_hold_in_their_time(void **state)
{
    (void)state;
    struct gbfs_zone *zone = add_zone(150, -20, 250, 20, &nothing);
    zone->start = NOW + 1;
    apply();
    assert_true(may_end("bike", 200, 0));
    zone->start = NOW;
    zone->end = NOW + 1;
    apply();
    assert_false(may_end("bike", 200, 0));
    zone->start = 0;
    zone->end = NOW;
    apply();
    assert_true(may_end("bike", 200, 0));
    assert_int_equal(it.fleet.rental_zones.count, 1);
}

/* --- How fast --- */

static void the_lowest_limit_met_counts(void **state)
{
    (void)state;
    static const struct gbfs_rule slow = {
        .start = true, .end = true, .through = true, .speed_kmh = 18};
    static const struct gbfs_rule slower = {
        .start = true, .end = true, .through = true, .speed_kmh = 9};
    static const struct gbfs_rule fast = {
        .start = true, .end = true, .through = true, .speed_kmh = 25};
    add_zone(-10, -10, 60, 10, &slow);
    add_zone(40, -10, 100, 10, &slower);
    add_zone(210, -10, 390, 10, &fast);
    apply();
    assert_int_equal(limit("bike", 0, 200), 2500);
    assert_int_equal(limit("car", 0, 200), 2500);
    assert_int_equal(limit("bike", 200, 400), 0); /* Nobody pedals that fast. */
    assert_int_equal(limit("kick", 200, 400), 0);
    assert_int_equal(limit("car", 200, 400), 6944);
    assert_int_equal(limit("car", 400, 5000), 0);
}

/* --- Vehicles --- */

static struct gbfs_vehicle vehicle(const char *id, const char *type, double east)
{
    return gbfs_town_vehicle(id, type, "", street_town_at(east, 0));
}

static void vehicles_are_not_taken_where_no_ride_starts(void **state)
{
    (void)state;
    static const char *const kick[] = {"kick"};
    static const struct gbfs_rule no_start = {
        .types = kick, .type_count = 1, .end = true, .through = true};
    const struct gbfs_vehicle vehicles[] = {vehicle("a", "kick", 200), vehicle("b", "kick", 400),
                                            vehicle("c", "bike", 200)};
    add_zone(150, -20, 250, 20, &no_start);
    said.vehicles = vehicles;
    said.vehicle_count = 3;
    apply();
    const struct rental_vehicle *made = it.fleet.rental_vehicles.data;
    assert_int_equal(it.fleet.rental_vehicles.count, 3);
    assert_true(made[0].flags & RENTAL_NOT_HERE);
    assert_false(made[1].flags & RENTAL_NOT_HERE);
    assert_false(made[2].flags & RENTAL_NOT_HERE);
    assert_int_equal(product_of("kick")->pickups.count, 1);
    assert_int_equal(product_of("bike")->pickups.count, 1);
}

/* --- As they are shown, and as they are drawn --- */

static void dense_rings_are_shown_thinner(void **state)
{
    (void)state;
    static struct point dense[4000];
    for (int i = 0; i < 1000; i++) {
        dense[i] = street_town_at(0.1 * i, 0);
        dense[1000 + i] = street_town_at(100, 0.1 * i);
        dense[2000 + i] = street_town_at(100 - 0.1 * i, 100);
        dense[3000 + i] = street_town_at(0, 100 - 0.1 * i);
    }
    struct gbfs_zone *zone = add_zone(0, 0, 0.5, 0.5, &nothing);
    add_zone(0, 0, 1, 1, &nothing); /* so small that its points stay */
    rings[0][0] = (struct gbfs_ring){dense, 4000, false};
    zone->area = (struct gbfs_area){rings[0], 1};
    gbfs_town_rectangle(corners[1][0], 0, 0, 0.5, 0.5);
    apply();
    const struct rental_zone *shown = it.fleet.rental_zones.data;
    assert_in_range(shown[0].points.count, 300, 404);
    assert_int_equal(shown[1].points.count, 4);
    const struct rental_point *points = it.fleet.rental_points.data;
    assert_int_equal(points[0].ring, shown[0].points.count << 1);
}

static const struct rental_point *first_shown(void)
{
    const struct rental_zone *zone = vec_at(&it.fleet.rental_zones, 0);
    assert_int_equal(zone->points.count, 4);
    return vec_at(&it.fleet.rental_points, zone->points.first);
}

/* What is shown of zones is thinned once: a mark on what is kept of it is still there in the next
 * image, also behind the areas of stations, and gone when a zone changes. */
static void what_is_shown_is_kept(void **state)
{
    (void)state;
    struct point bounds[4];
    const struct gbfs_ring ring = {bounds, 4, false};
    struct gbfs_station station = gbfs_town_station("a", street_town_at(0, 0));
    station.area = (struct gbfs_area){&ring, 1};
    gbfs_town_rectangle(bounds, -30, -30, 30, 30);
    add_zone(150, -20, 250, 20, &nothing);
    kept = gbfs_memory_create();
    apply();
    struct rental_point *mark = vec_at(&kept->shown_points, 0);
    assert_int_equal(first_shown()->at.lat, mark->at.lat);
    mark->at.lat++;
    said.stations = &station;
    said.station_count = 1;
    apply();
    assert_int_equal(it.fleet.rental_points.count, 8);
    assert_int_equal(first_shown()->at.lat, street_town_at(150, -20).lat + 1);
    corners[0][0][0] = street_town_at(150, -30);
    apply();
    assert_int_equal(first_shown()->at.lat, street_town_at(150, -30).lat);
    gbfs_memory_destroy(kept);
    kept = NULL;
}

static void badly_drawn_zones_are_findings(void **state)
{
    (void)state;
    struct gbfs_zone *crossed = add_zone(150, -20, 250, 20, &nothing);
    struct gbfs_zone *flat = add_zone(0, 0, 10, 10, &nothing);
    const struct point swapped = corners[0][0][1];
    corners[0][0][1] = corners[0][0][2];
    corners[0][0][2] = swapped;
    for (int i = 0; i < 4; i++)
        corners[1][0][i] = street_town_at(i, 0);
    crossed->name = "crossed";
    flat->name = "flat";
    apply();
    assert_int_equal(findings_find(&it.findings, "gbfs_zone_crossed")->count, 1);
    assert_string_equal(findings_find(&it.findings, "gbfs_zone_crossed")->places[0].detail,
                        "crossed");
    assert_int_equal(findings_find(&it.findings, "gbfs_zone_flat")->count, 1);
    assert_true(is_shut("bike", 0, 200));
    assert_false(is_shut("bike", 5000, 5300));
}

/* --- Against another way of looking --- */

/* What rectangle zones in metres say of a place, gone through one by one. */
static bool may_end_there(double (*boxes)[4], const bool *allows, uint32_t count, double east,
                          double north)
{
    for (uint32_t i = 0; i < count; i++)
        if (east > boxes[i][0] && north > boxes[i][1] && east < boxes[i][2] && north < boxes[i][3])
            return allows[i];
    return true;
}

static void compare_random_zones(void)
{
    static const double places[][2] = {{0, 0},     {200, 0},   {400, 0},  {200, 100}, {260, 115},
                                       {200, 130}, {200, 300}, {5000, 0}, {5300, 0}};
    struct random random = {3};
    uint32_t forbidden = 0;
    for (int round = 0; round < 60; round++) {
        double boxes[ZONES][4];
        bool allows[ZONES];
        said.zone_count = 0;
        for (uint32_t i = 0; i < ZONES; i++) {
            double west = random_in(&random, -300, 5300) + 0.5,
                   south = random_in(&random, -300, 300) + 0.5;
            double box[4] = {west, south, west + random_in(&random, 1, 900),
                             south + random_in(&random, 1, 300)};
            memcpy(boxes[i], box, sizeof box);
            allows[i] = random_chance(&random, 40);
            add_zone(box[0], box[1], box[2], box[3], allows[i] ? &everything : &nothing);
        }
        apply();
        for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
            bool may = may_end_there(boxes, allows, ZONES, places[i][0], places[i][1]);
            assert_int_equal(may_end("bike", places[i][0], places[i][1]), may);
            forbidden += !may;
        }
    }
    assert_in_range(forbidden, 60, 400);
}

static void random_zones_mean_what_they_say(void **state)
{
    (void)state;
    compare_random_zones();
}

/* What is kept is forgotten when zones change; here they do each time. */
static void what_is_kept_does_not_last_too_long(void **state)
{
    (void)state;
    kept = gbfs_memory_create();
    compare_random_zones();
    gbfs_memory_destroy(kept);
    kept = NULL;
}

/* The same zones, other rules, another time, other products: what is kept has to give way. */
static void what_is_kept_is_as_new(void **state)
{
    (void)state;
    static const char *const kick[] = {"kick"};
    static const struct gbfs_rule for_kick = {.types = kick, .type_count = 1};
    struct gbfs_zone *zone = add_zone(150, -20, 250, 20, &nothing);
    kept = gbfs_memory_create();
    apply();
    assert_false(may_end("bike", 200, 0));
    apply();
    assert_false(may_end("bike", 200, 0));
    assert_true(may_end("bike", 400, 0));
    zone->rules = &for_kick;
    apply();
    assert_true(may_end("bike", 200, 0));
    assert_false(may_end("kick", 200, 0));
    zone->end = NOW;
    apply();
    assert_true(may_end("kick", 200, 0));
    zone->end = 0;
    said.type_count = 1;
    apply();
    assert_true(may_end("bike", 200, 0));
    said.type_count = 3;
    apply();
    assert_false(may_end("kick", 200, 0));
    corners[0][0][0] = street_town_at(150, 10); /* The street is not in it any more. */
    corners[0][0][1] = street_town_at(250, 10);
    apply();
    assert_true(may_end("kick", 200, 0));
    gbfs_memory_destroy(kept);
    kept = NULL;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(without_zones_there_is_no_ground, begin, end),
        cmocka_unit_test_setup_teardown(an_edge_is_shut_when_a_part_of_it_is, begin, end),
        cmocka_unit_test_setup_teardown(long_edges_are_looked_at_between_their_points, begin, end),
        cmocka_unit_test_setup_teardown(a_hole_is_outside, begin, end),
        cmocka_unit_test_setup_teardown(the_first_zone_counts_where_they_overlap, begin, end),
        cmocka_unit_test_setup_teardown(rules_are_for_types, begin, end),
        cmocka_unit_test_setup_teardown(global_rules_hold_where_no_zone_is, begin, end),
        cmocka_unit_test_setup_teardown(stations_only_is_no_end, begin, end),
        cmocka_unit_test_setup_teardown(zones_hold_in_their_time, begin, end),
        cmocka_unit_test_setup_teardown(the_lowest_limit_met_counts, begin, end),
        cmocka_unit_test_setup_teardown(vehicles_are_not_taken_where_no_ride_starts, begin, end),
        cmocka_unit_test_setup_teardown(dense_rings_are_shown_thinner, begin, end),
        cmocka_unit_test_setup_teardown(what_is_shown_is_kept, begin, end),
        cmocka_unit_test_setup_teardown(badly_drawn_zones_are_findings, begin, end),
        cmocka_unit_test_setup_teardown(random_zones_mean_what_they_say, begin, end),
        cmocka_unit_test_setup_teardown(what_is_kept_does_not_last_too_long, begin, end),
        cmocka_unit_test_setup_teardown(what_is_kept_is_as_new, begin, end),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
