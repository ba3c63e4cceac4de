#include "feeds/streets/read.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "feeds/streets/areas.h"
#include "feeds/streets/ferries.h"
#include "feeds/streets/lifts.h"
#include "tests/drawn_map.h"
#include "tests/scratch.h"

/* Small worlds, one for each theme: what a map of tags becomes. */

static struct drawn_map drawn;

static bool leads(enum travel travel, int64_t from, int64_t to)
{
    return drawn_map_leads(&drawn, travel, from, to);
}

static const struct draft_arc *arc(int64_t from, int64_t to)
{
    return drawn_map_arc(&drawn, from, to, NULL);
}

static const struct street_trait *trait(int64_t from, int64_t to)
{
    const struct street_trait *found = NULL;
    assert_non_null(drawn_map_arc(&drawn, from, to, &found));
    return found;
}

/* Whether there is an arc between two nodes that does not go round by others. */
static bool straight(int64_t from, int64_t to)
{
    for (uint32_t i = 0; i < drawn.streets.edges.count; i++) {
        const struct street_edge *edge = vec_at(&drawn.streets.edges, i);
        if (!edge->inner_points && drawn_map_joins(&drawn, edge, from, to))
            return true;
    }
    return false;
}

static uint64_t found(const char *code)
{
    return drawn_map_found(&drawn, code);
}

static int end(void **state)
{
    (void)state;
    drawn_map_finish(&drawn);
    return 0;
}

static void names_are_taken(void **state)
{
    (void)state;
    drawn_map_read(&drawn, "node 1 0 0\nnode 2 0 50\nnode 3 0 100\nnode 4 0 150\n"
                           "way 10 1,2 highway=residential name=Rue_A ref=D7\n"
                           "way 11 2,3 highway=residential ref=D7\n"
                           "way 12 3,4 highway=footway is_sidepath:of:name=Rue_B\n");
    const char *names[] = {"Rue_A", "D7", "Rue_B"};
    for (int i = 0; i < 3; i++) {
        const struct street_edge *edge = drawn_map_edge(&drawn, arc(i + 1, i + 2));
        assert_string_equal(draft_text_at(&drawn.network, edge->name), names[i]);
        assert_int_equal(edge->osm_way, 10 + i);
    }
}

static void barriers_stand_in_the_way(void **state)
{
    (void)state;
    drawn_map_read(&drawn, "node 1 0 0\nnode 2 0 50 barrier=bollard\nnode 3 0 100\n"
                           "node 4 0 150 barrier=turnstile\nnode 5 0 200\n"
                           "way 10 1,2,3,4,5 highway=residential\n");
    assert_true(leads(TRAVEL_CAR, 1, 2));
    assert_false(leads(TRAVEL_CAR, 1, 3));
    assert_true(leads(TRAVEL_BICYCLE, 1, 4));
    assert_false(leads(TRAVEL_BICYCLE, 1, 5));
    assert_true(leads(TRAVEL_FOOT, 1, 5));
    assert_false(leads(TRAVEL_WHEELCHAIR, 1, 5));
}

static void ways_are_cut_where_nodes_are_missing(void **state)
{
    (void)state;
    drawn_map_read(&drawn, "node 1 0 0\nnode 2 0 50\nnode 4 0 150\nnode 5 0 200\n"
                           "way 10 1,2,3,4,5 highway=residential\n");
    assert_true(leads(TRAVEL_FOOT, 1, 2));
    assert_true(leads(TRAVEL_FOOT, 4, 5));
    assert_false(leads(TRAVEL_FOOT, 2, 4));
    assert_int_equal(found("street_nodes_missing"), 1);
}

static void ways_are_cut_where_they_leap(void **state)
{
    (void)state;
    drawn_map_read(&drawn, "node 1 0 0\nnode 2 0 50\nnode 3 2000000 50\nnode 4 2000000 100\n"
                           "node 5 0 200\nnode 6 40000 200\n"
                           "way 10 1,2,3,4 highway=residential\n"
                           "way 11 5,6 highway=residential\n");
    assert_true(leads(TRAVEL_FOOT, 1, 2));
    assert_false(leads(TRAVEL_FOOT, 2, 3));
    assert_true(leads(TRAVEL_FOOT, 3, 4));
    assert_true(leads(TRAVEL_FOOT, 5, 6));
    assert_int_equal(found("street_leaps"), 1);
}

/* --- Levels --- */

static void lifts_join_the_levels_of_their_ways(void **state)
{
    (void)state;
    drawn_map_read(&drawn, "node 1 0 0\nnode 2 0 50 highway=elevator\nnode 3 0 100\nnode 4 50 50\n"
                           "way 10 1,2 highway=footway level=0\n"
                           "way 11 2,3 highway=footway level=-1\n"
                           "way 12 2,4 highway=footway level=2\n");
    assert_int_equal(drawn.counts.lifts, 3);
    assert_true(leads(TRAVEL_WHEELCHAIR, 1, 3));
    assert_true(leads(TRAVEL_FOOT, 4, 3));
    uint32_t lifts = 0, seconds = 0;
    for (uint32_t i = 0; i < drawn.streets.arcs.count; i++) {
        const struct draft_arc *at = vec_at(&drawn.streets.arcs, i);
        const struct street_trait *is = vec_at(&drawn.streets.traits, at->trait);
        lifts += is->kind == STREET_LIFT;
        seconds += at->seconds;
    }
    assert_int_equal(lifts, 6);
    assert_int_equal(seconds, 2 * (3 * LIFT_WAIT + (1 + 2 + 3) * LIFT_FLOOR));
    assert_int_equal(found("street_lift_without_levels"), 0);
}

static void a_lift_on_one_level_is_passed(void **state)
{
    (void)state;
    drawn_map_read(&drawn, "node 1 0 0\nnode 2 0 50 highway=elevator\nnode 3 0 100\n"
                           "way 10 1,2 highway=footway\nway 11 2,3 highway=footway\n");
    assert_int_equal(drawn.counts.lifts, 0);
    assert_int_equal(found("street_lift_without_levels"), 1);
    assert_true(leads(TRAVEL_FOOT, 1, 3));
}

static void lifts_may_be_lines_or_areas(void **state)
{
    (void)state;
    drawn_map_read(&drawn, "node 1 0 0\nnode 2 0 50\nnode 3 0 60\nnode 4 0 100\n"
                           "node 11 20 0\nnode 12 20 50\nnode 13 20 54\nnode 14 24 54\n"
                           "node 15 24 50\nnode 16 24 100\nnode 17 40 54\n"
                           "way 10 1,2 highway=footway level=0\n"
                           "way 11 3,4 highway=footway level=3\n"
                           "way 12 2,3 highway=elevator level=0;3\n"
                           "way 20 11,12 highway=footway level=0\n"
                           "way 21 13,16 highway=footway level=1\n"
                           "way 23 14,17 highway=footway level=1\n"
                           "way 22 12,13,14,15,12 highway=elevator\n");
    assert_int_equal(arc(2, 3)->seconds, LIFT_WAIT + 3 * LIFT_FLOOR);
    assert_int_equal(drawn_map_edge(&drawn, arc(2, 3))->to_level, 30);
    assert_true(leads(TRAVEL_WHEELCHAIR, 11, 16));
    assert_int_equal(trait(12, 13)->kind, STREET_LIFT);
    assert_int_equal(trait(13, 14)->kind, STREET_CORRIDOR);
    assert_int_equal(arc(13, 14)->seconds, 0);
}

static void the_end_of_stairs_that_is_up_is_found(void **state)
{
    (void)state;
    drawn_map_read(&drawn, "node 1 0 0\nnode 2 0 10\nnode 3 0 20\nnode 4 0 30\n"
                           "node 5 50 0\nnode 6 50 10\nnode 7 90 0\nnode 8 90 10\nnode 9 90 20\n"
                           "way 10 1,2 highway=footway level=1\n"
                           "way 11 2,3 highway=steps level=0;1\n"  /* by its neighbour: down */
                           "way 12 3,4 highway=steps level=-1;0\n" /* goes on from there */
                           "way 13 5,6 highway=steps level=-1;0 incline=down\n"
                           "way 14 7,8 highway=steps level=-1;0\n" /* the street is the ground */
                           "way 15 8,9 highway=residential\n");
    const struct {
        int64_t from, to;
        int16_t levels[2];
    } rows[] = {{2, 3, {10, 0}}, {3, 4, {0, -10}}, {5, 6, {0, -10}}, {7, 8, {-10, 0}}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct draft_arc *at = arc(rows[i].from, rows[i].to);
        const struct street_edge *edge = drawn_map_edge(&drawn, at);
        assert_int_equal(at->way & 1 ? edge->to_level : edge->from_level, rows[i].levels[0]);
        assert_int_equal(at->way & 1 ? edge->from_level : edge->to_level, rows[i].levels[1]);
    }
}

/* --- Areas --- */

#define SQUARE                                                                                     \
    "node 1 0 0\nnode 2 0 100\nnode 3 100 100\nnode 4 100 0\n"                                     \
    "node 11 0 -50\nnode 13 150 100\n"                                                             \
    "way 20 11,1 highway=residential\nway 21 3,13 highway=residential\n"

static void squares_are_crossed(void **state)
{
    (void)state;
    drawn_map_read(&drawn, SQUARE "way 10 1,2,3,4,1 highway=pedestrian area=yes name=Place\n");
    assert_int_equal(trait(1, 3)->kind, STREET_AREA);
    assert_true(straight(1, 3));
    assert_int_equal(drawn.counts.crossings, 1);
    assert_string_equal(draft_text_at(&drawn.network, drawn_map_edge(&drawn, arc(1, 3))->name),
                        "Place");
}

static void a_ring_that_is_no_area_is_not_crossed(void **state)
{
    (void)state;
    drawn_map_read(&drawn, SQUARE "way 10 1,2,3,4,1 highway=pedestrian\n");
    assert_int_equal(drawn.counts.crossings, 0);
    assert_true(leads(TRAVEL_FOOT, 11, 13));
}

static void holes_are_walked_around(void **state)
{
    (void)state;
    drawn_map_read(&drawn,
                   SQUARE "node 31 40 40\nnode 32 40 60\nnode 33 60 60\nnode 34 60 40\n"
                          "way 10 1,2,3\nway 12 1,4,3\nway 13 31,32,33,34,31\n"
                          "relation 5 outer:way:10 outer:way:12 inner:way:13 type=multipolygon "
                          "highway=pedestrian\n");
    assert_int_equal(drawn.counts.areas, 1);
    assert_int_equal(drawn.counts.crossings, 0);
    assert_true(leads(TRAVEL_FOOT, 11, 13));
}

static void multipolygons_without_holes_are_crossed(void **state)
{
    (void)state;
    drawn_map_read(&drawn, SQUARE "way 10 1,2,3\nway 12 1,4,3\n"
                                  "relation 5 outer:way:10 outer:way:12 type=multipolygon "
                                  "highway=pedestrian\n");
    assert_int_equal(drawn.counts.crossings, 1);
}

/* A relation costs a few bytes, and its rings are laid again for each. */
static void rings_that_all_relations_draw_are_laid_some_times(void **state)
{
    (void)state;
    char text[8192] = SQUARE "way 10 1,2,3\nway 12 1,4,3\n";
    size_t used = strlen(text);
    for (int i = 100; i < 160; i++)
        used += (size_t)snprintf(text + used, sizeof text - used,
                                 "relation %d outer:way:10 outer:way:12 type=multipolygon "
                                 "highway=pedestrian\n",
                                 i);
    drawn_map_read(&drawn, text);
    assert_in_range(drawn.counts.areas, 10, 50);
    assert_int_equal(found("street_area_too_large"), 60 - drawn.counts.areas);
}

/* So do areas on top of each other: all of their corners are entries. */
static void areas_on_areas_are_crossed_some_times(void **state)
{
    (void)state;
    static char text[32768];
    size_t used = 0;
    for (int i = 1; i <= 100; i++)
        used += (size_t)snprintf(text + used, sizeof text - used, "node %d %f %f\n", i,
                                 500 * sin(i * 0.0628), 500 * cos(i * 0.0628));
    for (int way = 200; way < 240; way++) {
        used += (size_t)snprintf(text + used, sizeof text - used, "way %d ", way);
        for (int i = 1; i <= 100; i++)
            used += (size_t)snprintf(text + used, sizeof text - used, "%d,", i);
        used +=
            (size_t)snprintf(text + used, sizeof text - used, "1 highway=pedestrian area=yes\n");
    }
    drawn_map_read(&drawn, text);
    assert_int_equal(drawn.counts.areas, 40);
    assert_in_range(drawn.counts.crossings, 90000, AREA_CROSSINGS_MORE + 4040);
    assert_true(found("street_area_too_large") > 10);
}

static void a_dented_area_is_not_left(void **state)
{
    (void)state;
    drawn_map_read(&drawn, "node 1 0 0\nnode 2 30 40\nnode 3 0 100\nnode 4 90 100\nnode 5 90 0\n"
                           "node 11 0 -50\nnode 13 0 150\nnode 14 90 150\n"
                           "way 10 1,2,3,4,5,1 highway=pedestrian area=yes\n"
                           "way 20 11,1 highway=residential\nway 21 3,13 highway=residential\n"
                           "way 22 4,14 highway=residential\n");
    assert_false(straight(1, 3));
    assert_true(straight(1, 4));
}

static void open_and_cut_areas_are_said(void **state)
{
    (void)state;
    drawn_map_read(&drawn, SQUARE "way 10 1,2,3\nrelation 5 outer:way:10 type=multipolygon "
                                  "highway=pedestrian\n"
                                  "relation 6 outer:way:10 outer:way:99 type=multipolygon "
                                  "highway=pedestrian\n");
    assert_int_equal(found("street_area_open"), 1);
    assert_int_equal(found("street_area_cut"), 1);
    assert_int_equal(drawn.counts.areas, 0);
}

static void areas_with_too_many_entries_keep_their_ring(void **state)
{
    char text[32768], ring[8192] = "";
    size_t at = 0, used = 0;
    (void)state;
    for (int i = 0; i < 130; i++) {
        at += (size_t)snprintf(text + at, sizeof text - at, "node %d %d 0\nnode %d %d -20\n",
                               1000 + i, i * 5, 2000 + i, i * 5);
        used += (size_t)snprintf(ring + used, sizeof ring - used, "%d,", 1000 + i);
    }
    at += (size_t)snprintf(text + at, sizeof text - at, "node 1 650 50\nnode 2 0 50\n");
    for (int i = 0; i < 130; i++)
        at += (size_t)snprintf(text + at, sizeof text - at, "way %d %d,%d highway=footway\n",
                               1000 + i, 1000 + i, 2000 + i);
    snprintf(text + at, sizeof text - at, "way 10 %s1,2,1000 highway=pedestrian area=yes\n", ring);
    drawn_map_read(&drawn, text);
    assert_int_equal(found("street_area_too_large"), 1);
    assert_int_equal(drawn.counts.crossings, 0);
    assert_true(leads(TRAVEL_FOOT, 2000, 2129));
}

static void platforms_are_listed_and_crossed(void **state)
{
    (void)state;
    drawn_map_read(&drawn, "node 1 0 0\nnode 2 0 100\nnode 3 5 100\nnode 4 5 0\n"
                           "node 11 0 -50\nnode 13 5 150\nnode 20 50 50 public_transport=platform "
                           "ref:IFOPT=de:1:2\n"
                           "way 10 1,2,3,4,1 railway=platform local_ref=3 ref=7 level=-1\n"
                           "way 21 11,1 highway=footway level=-1\n"
                           "way 22 3,13 highway=footway level=-1\n");
    assert_int_equal(drawn.map.platforms.count, 2);
    const struct map_platform *platform = vec_at(&drawn.map.platforms, 1);
    assert_int_equal(platform->osm, 10);
    assert_int_equal(platform->node_count, 5);
    assert_int_equal(platform->level, -10);
    assert_true(platform->area);
    assert_string_equal(map_text_at(&drawn.map, platform->label.local_ref), "3");
    assert_string_equal(map_text_at(&drawn.map, platform->label.stop_id), "7");
    platform = vec_at(&drawn.map.platforms, 0);
    assert_string_equal(map_text_at(&drawn.map, platform->label.stop_id), "de:1:2");
    assert_int_equal(platform->level, MAP_ANY_LEVEL);
    assert_int_equal(trait(1, 3)->kind, STREET_PLATFORM);
}

static void entrances_are_listed(void **state)
{
    (void)state;
    drawn_map_read(&drawn, "node 1 0 0 railway=subway_entrance ref=A\nnode 2 0 50\n"
                           "node 3 0 100 entrance=main\n"
                           "way 10 1,2 highway=footway\n");
    assert_int_equal(drawn.map.entrances.count, 2);
    const struct map_entrance *entrance = vec_at(&drawn.map.entrances, 0);
    assert_true(entrance->station);
    assert_string_equal(map_text_at(&drawn.map, entrance->label.ref), "A");
    entrance = vec_at(&drawn.map.entrances, 1);
    assert_false(entrance->station);
    assert_int_equal(map_node_at(&drawn.map, entrance->node)->osm, 3);
}

/* --- Turns --- */

#define CROSSING                                                                                   \
    "node 1 0 0\nnode 2 100 0\nnode 3 0 100\nnode 4 -100 0\nnode 5 0 -100\n"                       \
    "way 10 4,1 highway=residential\nway 11 1,2 highway=residential\n"                             \
    "way 12 1,3 highway=residential\nway 13 5,1 highway=residential\n"

/* From the south to the west there is nothing but the turn itself: the others are dead ends. */
static bool south_to_west(void)
{
    return leads(TRAVEL_CAR, 4, 5);
}

static void turns_of_cars_are_kept(void **state)
{
    static const struct {
        const char *relation;
        bool open; /* the turn is still driven */
        const char *finding;
    } rows[] = {
        {"type=restriction restriction=no_left_turn", false, NULL},
        {"type=restriction restriction:motorcar=no_left_turn", false, NULL},
        {"type=restriction restriction=no_entry", false, NULL},
        {"type=restriction restriction:hgv=no_left_turn", true, NULL},
        {"type=restriction restriction=no_left_turn except=bicycle", false, NULL},
        {"type=restriction restriction=no_left_turn except=psv;motorcar", true, NULL},
        {"type=restriction restriction=only_left_turn", true, NULL},
        {"type=restriction restriction=no_joy", true, "turn_restriction_unknown"},
        {"type=restriction restriction:conditional=no_left_turn", true,
         "turn_restriction_conditional"},
        {"type=restriction restriction=no_left_turn hour_on=07:00", true,
         "turn_restriction_conditional"},
        {"type=route restriction=no_left_turn", true, NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[1024];
        /* Dead ends let nobody turn round, or one would come back another way. */
        snprintf(text, sizeof text,
                 CROSSING "relation 20 from:way:10 via:node:1 to:way:13 %s\n"
                          "relation 21 from:way:11 via:node:1 to:way:13 type=restriction "
                          "restriction=no_right_turn\n"
                          "relation 22 from:way:12 via:node:1 to:way:13 type=restriction "
                          "restriction=no_straight_on\n"
                          "relation 23 from:way:10 via:node:1 to:way:10 type=restriction "
                          "restriction=no_u_turn\n",
                 rows[i].relation);
        drawn_map_read(&drawn, text);
        print_message("%s\n", rows[i].relation);
        assert_int_equal(south_to_west(), rows[i].open);
        assert_true(leads(TRAVEL_BICYCLE, 4, 5));
        if (rows[i].finding)
            assert_int_equal(found(rows[i].finding), 1);
        else
            assert_int_equal(drawn.findings.items.count, 0);
        drawn_map_finish(&drawn);
    }
    drawn_map_read(&drawn, CROSSING);
}

static void broken_turns_are_said(void **state)
{
    (void)state;
    drawn_map_read(&drawn, CROSSING
                   "node 8 500 0\nnode 9 600 0\nway 14 8,9 highway=residential\n"
                   "relation 20 from:way:10 to:way:13 type=restriction restriction=no_left_turn\n"
                   "relation 21 from:way:10 via:node:1 to:way:99 type=restriction "
                   "restriction=no_left_turn\n"
                   "relation 22 from:way:10 via:way:14 to:way:13 type=restriction "
                   "restriction=no_left_turn\n");
    assert_int_equal(found("turn_restriction_broken"), 3);
    assert_true(south_to_west());
}

/* Cars cannot drive so anyway; nobody at all goes along the via way in that direction. */
static void turns_against_a_motorway_say_nothing(void **state)
{
    (void)state;
    drawn_map_read(&drawn, "node 1 0 0\nnode 2 0 100\nnode 3 0 200\nnode 4 0 300\n"
                           "way 10 1,2 highway=residential\n"
                           "way 11 3,2 highway=motorway_link oneway=yes\n"
                           "way 12 3,4 highway=residential\n"
                           "relation 20 from:way:10 via:way:11 to:way:12 type=restriction "
                           "restriction=no_straight_on\n");
    assert_int_equal(drawn.findings.items.count, 0);
    assert_false(leads(TRAVEL_CAR, 2, 3));
    assert_true(leads(TRAVEL_CAR, 3, 2));
}

/* Each restriction there would copy the vertex with all of its arcs. */
static void turns_where_too_many_streets_meet_are_left_out(void **state)
{
    (void)state;
    char text[8192] = "node 1 0 0\n"
                      "relation 20 from:way:102 via:node:1 to:way:103 type=restriction "
                      "restriction=no_left_turn\n";
    size_t used = strlen(text);
    for (int i = 2; i < 80; i++)
        used +=
            (size_t)snprintf(text + used, sizeof text - used,
                             "node %d 100 %d\nway %d 1,%d highway=residential\n", i, i, 100 + i, i);
    drawn_map_read(&drawn, text);
    assert_int_equal(found("turn_restriction_broken"), 1);
    assert_true(leads(TRAVEL_CAR, 2, 1));
}

/* --- Ferries --- */

static void ferries_take_their_time(void **state)
{
    (void)state;
    drawn_map_read(&drawn, "node 1 0 0\nnode 2 0 100\nnode 3 0 1100\nnode 4 0 1200\n"
                           "node 5 500 100\nnode 6 500 1100\nnode 7 900 100\nnode 8 900 1100\n"
                           "node 9 950 100\nnode 10 950 600\nway 15 9,10\n"
                           "way 10 1,2 highway=residential\nway 11 2,3 route=ferry\n"
                           "way 12 3,4 highway=residential\n"
                           "way 13 5,6 route=ferry duration=00:10 motor_vehicle=yes\n"
                           "way 14 7,8 route=ferry\n"
                           "relation 20 outer:way:14 type=route route=ferry duration=PT7M\n"
                           "relation 21 none:way:15 type=route route=ferry name=Bac\n");
    /* A kilometre at 12 km/h, and getting on and off. */
    assert_in_range(arc(2, 3)->seconds, 300 + FERRY_BOARDING - 2, 300 + FERRY_BOARDING + 2);
    assert_int_equal(arc(5, 6)->seconds, 600);
    assert_int_equal(arc(7, 8)->seconds, 420);
    assert_int_equal(trait(5, 6)->car, ACCESS_YES);
    assert_int_equal(trait(7, 8)->car, ACCESS_NO);
    assert_in_range(arc(9, 10)->seconds, 148, 152);
    assert_string_equal(draft_text_at(&drawn.network, drawn_map_edge(&drawn, arc(9, 10))->name),
                        "Bac");
    assert_int_equal(drawn.counts.ferries, 4);
}

/* --- Parks --- */

static const struct street_park *park(uint32_t index)
{
    return vec_at(&drawn.map.parks, index);
}

static void parks_are_tied_to_streets(void **state)
{
    (void)state;
    drawn_map_read(&drawn,
                   "node 1 0 0\nnode 2 0 300\nnode 5 20 50 amenity=parking capacity=40 fee=yes "
                   "park_ride=yes capacity:disabled=2 maxheight=2.1 parking=multi-storey name=P1\n"
                   "node 6 20 100 amenity=bicycle_parking covered=no\n"
                   "node 7 20 150 amenity=parking access=private\n"
                   "node 8 5000 0 amenity=parking\n"
                   "way 10 1,2 highway=residential\n");
    assert_int_equal(drawn.map.parks.count, 2);
    assert_int_equal(drawn.streets.ties.count, 2);
    assert_int_equal(found("park_without_street"), 1);
    const struct street_park *cars = park(park(0)->kind == TIE_CAR_PARK ? 0 : 1);
    assert_string_equal(map_text_at(&drawn.map, cars->id), "osm:n5");
    assert_string_equal(map_text_at(&drawn.map, cars->name), "P1");
    assert_int_equal(cars->capacity, 40);
    assert_int_equal(cars->disabled, 2);
    assert_int_equal(cars->fee, TRISTATE_YES);
    assert_int_equal(cars->park_ride, TRISTATE_YES);
    assert_int_equal(cars->covered, TRISTATE_YES);
    assert_int_equal(cars->height_cm, 210);
    const struct street_park *bicycles = park(park(0)->kind == TIE_CAR_PARK ? 1 : 0);
    assert_int_equal(bicycles->capacity, NO_IX);
    assert_int_equal(bicycles->covered, TRISTATE_NO);
    const struct street_tie *tie = vec_at(&drawn.streets.ties, 0);
    assert_in_range(tie->off_mm, 19000, 21000);
}

/* A ring that goes round half the country leads to no street far off its middle. */
static void parks_are_not_larger_than_any(void **state)
{
    (void)state;
    drawn_map_read(&drawn, "node 1 0 0\nnode 2 0 300\nnode 3 1500 -20000\nnode 4 1500 20000\n"
                           "way 10 1,2 highway=residential\nway 11 3,4,3 amenity=parking\n");
    assert_int_equal(drawn.map.parks.count, 0);
    assert_int_equal(found("park_without_street"), 1);
}

static void a_park_lies_where_its_entrance_is(void **state)
{
    (void)state;
    drawn_map_read(&drawn, "node 1 0 0\nnode 2 0 300\nnode 3 40 300\n"
                           "node 11 10 100\nnode 12 10 200\nnode 13 90 200\nnode 14 90 100\n"
                           "node 20 10 110 amenity=parking_entrance\n"
                           "node 21 30 300 amenity=parking_entrance capacity=5\n"
                           "way 10 1,2,3 highway=residential\n"
                           "way 11 11,12,13,14,11 amenity=parking\n");
    assert_int_equal(drawn.map.parks.count, 2);

    for (uint32_t i = 0; i < 2; i++)
        if (strcmp(map_text_at(&drawn.map, park(i)->id), "osm:w11") == 0) {
            const struct street_tie *tie = vec_at(&drawn.streets.ties, i);
            assert_in_range(tie->off_mm, 9000, 11000);
        }
}

/* Where cars go one does not walk: then the park has a tie for each. */
static void parks_have_a_way_on_foot(void **state)
{
    (void)state;
    drawn_map_read(&drawn, "node 1 0 0\nnode 2 0 300\nnode 3 30 0\nnode 4 30 300\n"
                           "node 5 10 150 amenity=parking\n"
                           "way 10 1,2 highway=residential foot=no\nway 11 3,4 highway=footway\n");
    assert_int_equal(drawn.streets.ties.count, 2);
}

/* --- As a whole --- */

static void nothing_is_said_to_be_nothing(void **state)
{
    (void)state;
    drawn_map_read(&drawn, "node 1 0 0\n");
    assert_int_equal(found("streets_empty"), 1);
    assert_int_equal(drawn.compiled.edges, 0);
}

#define PLAIN "node 1 0 0\nnode 2 0 50\nnode 3 0 90\n"

/* The order of a file does not matter, and a way in two files is one. */
static void the_same_map_gives_the_same_streets(void **state)
{
    struct drawn_map other;
    (void)state;
    drawn_map_read(&drawn, PLAIN "way 10 1,2 highway=residential\nway 11 2,3 highway=footway\n");
    drawn_map_read(&other, "node 3 0 90\nnode 2 0 50\nnode 1 0 0\n"
                           "way 10 1,2 highway=residential\nway 11 2,3 highway=footway\n");
    struct streets_store one, two;
    streets_store_init(&one);
    streets_store_init(&two);
    streets_pack(&drawn.streets, &one);
    streets_pack(&other.streets, &two);
#define SECTION(name, type)                                                                        \
    assert_int_equal(one.name.count, two.name.count);                                              \
    if (one.name.count)                                                                            \
        assert_memory_equal(one.name.data, two.name.data, (size_t)one.name.count *one.name.item);
    STREET_SECTIONS(SECTION)
#undef SECTION
    streets_store_finish(&one);
    streets_store_finish(&two);
    drawn_map_finish(&other);
}

static void files_are_joined(void **state)
{
    struct scratch scratch;
    struct error error = {0};
    (void)state;
    drawn_map_read(&drawn, PLAIN);
    drawn_map_finish(&drawn);
    scratch_init(&scratch);
    static const char *const texts[] = {
        "<osm version='0.6'><node id='1' lat='49' lon='8'/><node id='2' lat='49.001' lon='8'/>"
        "<way id='5'><nd ref='1'/><nd ref='2'/><tag k='highway' v='path'/></way></osm>",
        "<osm version='0.6'><node id='2' lat='49.001' lon='8'/><node id='3' lat='49.002' lon='8'/>"
        "<way id='5'><nd ref='1'/><nd ref='2'/><tag k='highway' v='path'/></way>"
        "<way id='6'><nd ref='2'/><nd ref='3'/><tag k='highway' v='path'/></way></osm>"};
    const char *paths[2] = {scratch_text(&scratch, "a.osm", texts[0]),
                            scratch_text(&scratch, "b.osm", texts[1])};
    memset(&drawn, 0, sizeof drawn);
    map_init(&drawn.map);
    draft_init(&drawn.network);
    streets_draft_init(&drawn.streets);
    findings_init(&drawn.findings);
    assert_true(streets_read(&drawn.map, paths, 2, &drawn.counts, &drawn.findings, &error));
    assert_int_equal(drawn.map.nodes.count, 3);
    assert_int_equal(drawn.map.ways.count, 2);
    const char *absent = "/nowhere/at/all.osm";
    assert_false(streets_read(&drawn.map, &absent, 1, &drawn.counts, &drawn.findings, &error));
    scratch_finish(&scratch);
}

#define TEST(name) cmocka_unit_test_teardown(name, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(names_are_taken),
        TEST(barriers_stand_in_the_way),
        TEST(ways_are_cut_where_nodes_are_missing),
        TEST(ways_are_cut_where_they_leap),
        TEST(lifts_join_the_levels_of_their_ways),
        TEST(a_lift_on_one_level_is_passed),
        TEST(lifts_may_be_lines_or_areas),
        TEST(the_end_of_stairs_that_is_up_is_found),
        TEST(squares_are_crossed),
        TEST(a_ring_that_is_no_area_is_not_crossed),
        TEST(holes_are_walked_around),
        TEST(multipolygons_without_holes_are_crossed),
        TEST(rings_that_all_relations_draw_are_laid_some_times),
        TEST(areas_on_areas_are_crossed_some_times),
        TEST(a_dented_area_is_not_left),
        TEST(open_and_cut_areas_are_said),
        TEST(areas_with_too_many_entries_keep_their_ring),
        TEST(platforms_are_listed_and_crossed),
        TEST(entrances_are_listed),
        TEST(turns_of_cars_are_kept),
        TEST(broken_turns_are_said),
        TEST(turns_against_a_motorway_say_nothing),
        TEST(turns_where_too_many_streets_meet_are_left_out),
        TEST(ferries_take_their_time),
        TEST(parks_are_tied_to_streets),
        TEST(parks_are_not_larger_than_any),
        TEST(a_park_lies_where_its_entrance_is),
        TEST(parks_have_a_way_on_foot),
        TEST(nothing_is_said_to_be_nothing),
        TEST(the_same_map_gives_the_same_streets),
        TEST(files_are_joined),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
