#include "feeds/streets/tie.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "feeds/streets/compile.h"

/* Small maps in units of about a metre, small feeds, and what ties them. */

struct world {
    struct map map;
    struct draft draft;
    struct findings findings;
    struct tie_counts counts;
    uint32_t road, path, motorway, platform;
};

static struct world world;

static text_ix text(const char *words)
{
    return draft_text(&world.draft, words, strlen(words));
}

static uint32_t label(const char *words)
{
    return map_text(&world.map, words, strlen(words));
}

static uint32_t trait_of(enum street_kind kind, enum street_road road, bool foot, bool wheelchair)
{
    return map_trait(&world.map, &(struct street_trait){
                                     .kind = (uint8_t)kind,
                                     .road = (uint8_t)road,
                                     .foot = foot ? ACCESS_YES : ACCESS_NO,
                                     .wheelchair = wheelchair ? ACCESS_YES : ACCESS_NO,
                                     .car = road ? ACCESS_YES : ACCESS_NO,
                                     .car_kmh = road ? 30 : 0,
                                 });
}

static struct point at(int north, int east)
{
    return (struct point){500000000 + north * 90, 80000000 + east * 140};
}

static node_ix node(int north, int east)
{
    return map_add_node(&world.map, 100 + world.map.nodes.count, at(north, east));
}

static way_ix way(uint32_t trait, node_ix from, node_ix to)
{
    struct map_way added = {.osm = 7 + world.map.ways.count, .trait = trait, .back = trait};
    return map_add_way(&world.map, &added, (node_ix[]){from, to}, 2);
}

static way_ix road(int north, int from, int to)
{
    return way(world.road, node(north, from), node(north, to));
}

/* A stop that a vehicle serves. */
static stop_ix stop(const char *id, int north, int east)
{
    const struct stop record = {
        .id = text(id),
        .name = text(id),
        .parent = NO_IX,
        .at = at(north, east),
        .placed = 1,
        .floor = STOP_NO_FLOOR,
    };
    stop_ix number = vec_push(&world.draft.stops, &record);
    vec_push(&world.draft.calls, &(struct draft_call){.stop = number});
    return number;
}

static struct stop *stop_at(stop_ix number)
{
    return vec_at(&world.draft.stops, number);
}

/* One that no vehicle serves. */
static stop_ix place(const char *id, enum stop_kind kind, stop_ix parent, int north, int east)
{
    stop_ix number = stop(id, north, east);
    world.draft.calls.count--;
    stop_at(number)->kind = (uint8_t)kind;
    stop_at(number)->parent = parent;
    return number;
}

static struct draft_pathway *pathway(stop_ix from, stop_ix to, enum pathway_mode mode, bool both)
{
    const struct draft_pathway record = {.from = from,
                                         .to = to,
                                         .length_mm = NO_IX,
                                         .seconds = -1,
                                         .mode = (uint8_t)mode,
                                         .both_ways = both};
    return vec_at(&world.draft.pathways, vec_push(&world.draft.pathways, &record));
}

static struct map_platform *platform(int north, int from, int to)
{
    struct map_platform record = {
        .level = MAP_ANY_LEVEL, .at = at(north, (from + to) / 2), .node_count = 2};
    record.first_node = world.map.platform_nodes.count;
    vec_push_number(&world.map.platform_nodes, node(north, from));
    vec_push_number(&world.map.platform_nodes, node(north, to));
    return vec_at(&world.map.platforms, vec_push(&world.map.platforms, &record));
}

static int begin(void **state)
{
    (void)state;
    memset(&world, 0, sizeof world);
    map_init(&world.map);
    draft_init(&world.draft);
    findings_init(&world.findings);
    const struct feed feed = {.tag = text("town")};
    vec_push(&world.draft.feeds, &feed);
    world.road = trait_of(STREET_ROAD, ROAD_RESIDENTIAL, true, true);
    world.path = trait_of(STREET_FOOTWAY, ROAD_NONE, true, false);
    world.motorway = trait_of(STREET_ROAD, ROAD_MOTORWAY, false, false);
    world.platform = trait_of(STREET_PLATFORM, ROAD_NONE, true, true);
    return 0;
}

static int end(void **state)
{
    (void)state;
    map_finish(&world.map);
    draft_finish(&world.draft);
    findings_finish(&world.findings);
    return 0;
}

static void tie(void)
{
    tie_stops(&world.map, &world.draft, &tie_options_default, &world.findings, &world.counts);
}

static const struct map_tie *tie_at(uint32_t number)
{
    return vec_at(&world.map.ties, number);
}

static void assert_tied(uint32_t number, stop_ix record, int north, int east, uint32_t metres)
{
    const struct map_tie *found = tie_at(number);
    struct point there = map_node_at(&world.map, found->node)->at;
    assert_int_equal(found->kind, TIE_STOP);
    assert_int_equal(found->record, record);
    assert_in_range(street_millimetres(there, at(north, east)), 0, 300);
    assert_in_range(found->off_mm + 300, metres * 980, metres * 1020 + 600);
}

static void nearest_street(void **state)
{
    (void)state;
    road(0, -300, 300);
    road(60, -300, 300);
    stop_ix one = stop("a", 12, 40);
    tie();
    assert_int_equal(world.map.ties.count, 1);
    assert_tied(0, one, 0, 40, 12);
    assert_int_equal(world.counts.rules[TIE_BY_STREET], 1);
    assert_int_equal(world.findings.items.count, 0);
}

static void streets_nearly_as_near(void **state)
{
    (void)state;
    road(0, -300, 300);
    road(30, -300, 300);
    road(90, -300, 300);
    stop_ix one = stop("a", 12, 40);
    tie();
    assert_int_equal(world.map.ties.count, 2);
    assert_tied(0, one, 0, 40, 12);
    assert_tied(1, one, 30, 40, 18);
}

/* The next way of one street is no street of its own. */
static void ways_that_meet_are_tied_once(void **state)
{
    (void)state;
    node_ix middle = node(0, 40);
    way(world.road, node(0, -300), middle);
    way(world.road, middle, node(0, 300));
    stop("a", 12, 41);
    tie();
    assert_int_equal(world.map.ties.count, 1);
}

static void nobody_crosses_a_motorway(void **state)
{
    (void)state;
    road(0, -300, 300);
    way(world.motorway, node(20, -300), node(20, 300));
    stop("a", 40, 40);
    tie();
    assert_int_equal(world.map.ties.count, 0);
    assert_int_equal(world.counts.rules[TIE_BY_NOTHING], 1);
}

static void under_a_bridge_one_goes(void **state)
{
    (void)state;
    road(0, -300, 300);
    struct street_trait bridge = *map_trait_at(&world.map, world.motorway);
    bridge.marks = MARK_BRIDGE;
    way(map_trait(&world.map, &bridge), node(20, -300), node(20, 300));
    stop("a", 40, 40);
    tie();
    assert_int_equal(world.map.ties.count, 1);
}

static void islands_are_passed_by(void **state)
{
    (void)state;
    road(0, -900, 900);
    road(20, 0, 50);
    stop_ix one = stop("a", 19, 25);
    tie();
    assert_int_equal(world.map.ties.count, 1);
    assert_tied(0, one, 0, 25, 19);
}

/* A village whose paths are not on the map: its own street beside the far main body, or alone. */
static void islands_are_better_than_nothing(void **state)
{
    (void)state;
    road(0, -900, 900);
    road(120, 0, 50);
    road(420, 0, 50);
    stop_ix one = stop("a", 115, 25), two = stop("b", 410, 25);
    tie();
    assert_int_equal(world.map.ties.count, 3);
    assert_tied(0, one, 0, 25, 115);
    assert_tied(1, one, 120, 25, 5);
    assert_tied(2, two, 420, 25, 10);
    assert_int_equal(world.findings.items.count, 0);
}

static void far_stops_are_findings(void **state)
{
    (void)state;
    road(0, -300, 300);
    stop("far", 251, 0);
    stop("near", 249, 0);
    tie();
    assert_int_equal(world.counts.stops, 2);
    assert_int_equal(world.counts.rules[TIE_BY_NOTHING], 1);
    assert_int_equal(world.counts.rules[TIE_BY_STREET], 1);
    const struct finding *finding = findings_find(&world.findings, "stop_untied");
    assert_non_null(finding);
    assert_int_equal(finding->count, 1);
    assert_string_equal(finding->places[0].detail, "town_far far");
}

static void unplaced_and_unserved_stops_are_left_alone(void **state)
{
    (void)state;
    road(0, -300, 300);
    stop_at(stop("a", 5, 0))->placed = 0;
    place("b", STOP_PLATFORM, NO_IX, 5, 5);
    tie();
    assert_int_equal(world.counts.stops, 0);
    assert_int_equal(world.map.ties.count, 0);
}

static void wheelchairs_have_a_tie_of_their_own(void **state)
{
    (void)state;
    node_ix corner = node(0, -300);
    way(world.road, corner, node(0, 300));
    node_ix above = node(100, -300);
    way(world.path, corner, above);
    way(world.path, above, node(100, 300));
    stop_ix one = stop("a", 95, 0);
    tie();
    assert_int_equal(world.map.ties.count, 2);
    assert_tied(0, one, 100, 0, 5);
    assert_tied(1, one, 0, 0, 95);
    assert_int_equal(world.counts.wheelchair, 1);
}

/* A street along 0 with a platform at 20 that a way joins to it, and a bare one at 60. */
static void two_platforms(void)
{
    road(0, -300, 300);
    platform(20, 0, 40);
    const node_ix *nodes = world.map.platform_nodes.data;
    way(world.platform, nodes[0], nodes[1]);
    node_ix foot = node(0, -20);
    way(world.road, foot, nodes[0]);
    way(world.road, foot, node(-200, -20));
    way(world.road, node(0, -300), foot);
    platform(60, 0, 40);
}

static struct map_platform *platform_at(uint32_t number)
{
    return vec_at(&world.map.platforms, number);
}

static void platforms_by_id(void **state)
{
    (void)state;
    two_platforms();
    platform_at(0)->label.stop_id = label("x:1");
    stop_ix one = stop("x:1", 100, 20);
    tie();
    assert_int_equal(world.counts.rules[TIE_BY_PLATFORM_ID], 1);
    assert_int_equal(world.map.ties.count, 1);
    assert_tied(0, one, 20, 20, 80);
}

static void platforms_by_code(void **state)
{
    (void)state;
    two_platforms();
    platform_at(0)->label.local_ref = label("2");
    platform_at(1)->label.local_ref = label("1");
    stop_ix one = stop("a", 55, 20), two = stop("b", 55, 20);
    stop_at(one)->platform_code = text("2");
    stop_at(two)->platform_code = text("3");
    tie();
    assert_int_equal(world.counts.rules[TIE_BY_PLATFORM_REF], 1);
    assert_tied(0, one, 20, 20, 35);
    assert_int_equal(world.counts.rules[TIE_BY_STREET], 1);
}

static void platforms_by_name(void **state)
{
    (void)state;
    two_platforms();
    platform_at(0)->label.name = label("Alte Br\xc3\xbc"
                                       "cke");
    platform_at(1)->label.name = label("Neue Gasse");
    stop_ix one = stop("Heim, Alte Br\xc3\xbc"
                       "cke",
                       58, 20);
    tie();
    assert_int_equal(world.counts.rules[TIE_BY_PLATFORM_NAME], 1);
    assert_tied(0, one, 20, 20, 38);
}

static void platforms_by_place_alone(void **state)
{
    (void)state;
    two_platforms();
    stop_ix one = stop("a", 25, 20);
    stop("b", -40, 200);
    tie();
    assert_int_equal(world.counts.rules[TIE_BY_PLATFORM_NEAR], 1);
    assert_int_equal(world.counts.rules[TIE_BY_STREET], 1);
    assert_tied(0, one, 20, 20, 5);
}

/* No way touches the second platform: what lies in front of it does. */
static void bare_platforms_lead_to_the_street(void **state)
{
    (void)state;
    two_platforms();
    stop_ix one = stop("a", 62, 20);
    tie();
    assert_int_equal(world.counts.rules[TIE_BY_PLATFORM_NEAR], 1);
    assert_tied(0, one, 20, 20, 42);
}

static void entrances_and_straight_on(void **state)
{
    (void)state;
    road(0, -300, 300);
    road(200, -300, 300);
    node_ix corner = node(0, -300);
    way(world.road, corner, node(200, -300));
    way(world.road, corner, node(-10, -300));
    struct map_entrance entrance = {.node = node(195, 60), .station = true};
    way(world.path, entrance.node, node(200, 300));
    vec_push(&world.map.entrances, &entrance);
    stop_ix station = place("S", STOP_STATION, NO_IX, 100, 0);
    stop_ix one = stop("P", 90, 0);
    stop_at(one)->parent = station;
    stop_ix south = place("E1", STOP_ENTRANCE, station, 10, 0);
    stop_ix north = place("E2", STOP_ENTRANCE, station, 190, 50);
    stop_at(south)->wheelchair = TRISTATE_NO;
    tie();
    assert_int_equal(world.counts.rules[TIE_BY_ENTRANCES], 1);
    assert_int_equal(world.counts.entrances, 2);
    assert_int_equal(world.map.ties.count, 2);
    assert_tied(0, one, 10, 0, 80);
    assert_tied(1, one, 190, 50, 112);
    const struct map_way *link = map_way_at(&world.map, world.map.ways.count - 2);
    assert_int_equal(map_trait_at(&world.map, link->trait)->kind, STREET_LINK);
    assert_int_equal(map_trait_at(&world.map, link->trait)->wheelchair, ACCESS_NO);
    assert_true(map_node_at(&world.map, tie_at(0)->node)->marks & VERTEX_ENTRANCE);
    (void)north;
}

/* The entrance of the map is joined to the streets: the feed's leads there. */
static void entrances_of_the_map(void **state)
{
    (void)state;
    node_ix door = node(15, 0), corner = node(0, 0);
    way(world.road, node(0, -300), corner);
    way(world.road, corner, node(0, 300));
    way(world.path, corner, door);
    struct map_entrance entrance = {.node = door, .station = true};
    vec_push(&world.map.entrances, &entrance);
    stop_ix station = place("S", STOP_STATION, NO_IX, 100, 0);
    stop_at(stop("P", 90, 0))->parent = station;
    place("E", STOP_ENTRANCE, station, 20, 10);
    tie();
    assert_int_equal(world.counts.entrances_by_map, 1);
    const struct map_way *link = map_way_at(&world.map, world.map.ways.count - 1);
    assert_int_equal(map_way_nodes(&world.map, world.map.ways.count - 1)[1], door);
    assert_int_equal(map_trait_at(&world.map, link->trait)->kind, STREET_LINK);
}

static void platforms_before_entrances_unless_closed(void **state)
{
    (void)state;
    two_platforms();
    stop_ix station = place("S", STOP_STATION, NO_IX, 100, 0);
    stop_ix one = stop("P", 25, 20), two = stop("P2", 25, 20);
    stop_at(one)->parent = stop_at(two)->parent = station;
    stop_at(two)->access = TRISTATE_NO;
    place("E", STOP_ENTRANCE, station, 5, 100);
    tie();
    assert_int_equal(world.counts.rules[TIE_BY_PLATFORM_NEAR], 1);
    assert_int_equal(world.counts.rules[TIE_BY_ENTRANCES], 1);
    assert_tied(0, one, 20, 20, 5);
    assert_tied(1, two, 5, 100, 82);
}

/* --- Pathways --- */

/* A station north of a street: an entrance, a hall, a platform. */
static stop_ix hall, entrance_stop, platform_stop;

static void make_station(void)
{
    road(0, -300, 300);
    stop_ix station = place("S", STOP_STATION, NO_IX, 30, 0);
    platform_stop = stop("P", 40, 0);
    entrance_stop = place("E", STOP_ENTRANCE, station, 8, 0);
    hall = place("H", STOP_NODE, station, 20, 0);
    stop_at(platform_stop)->parent = station;
    stop_at(platform_stop)->floor = -20;
    stop_at(entrance_stop)->floor = stop_at(hall)->floor = 0;
}

static const struct map_way *added_way(uint32_t number)
{
    return map_way_at(&world.map, 1 + number);
}

static const struct street_trait *there(uint32_t number)
{
    return map_trait_at(&world.map, added_way(number)->trait);
}

static const struct street_trait *back(uint32_t number)
{
    return map_trait_at(&world.map, added_way(number)->back);
}

static void pathways_lead_to_the_street(void **state)
{
    (void)state;
    make_station();
    pathway(entrance_stop, hall, PATHWAY_WALKWAY, true)->seconds = 33;
    pathway(hall, platform_stop, PATHWAY_STAIRS, true)->stairs = -40;
    tie();
    assert_int_equal(world.counts.rules[TIE_BY_PATHWAYS], 1);
    assert_int_equal(world.counts.pathways, 2);
    assert_int_equal(world.counts.entrances, 1);
    assert_int_equal(world.map.ties.count, 1);
    assert_tied(0, platform_stop, 40, 0, 0);
    assert_int_equal(map_node_at(&world.map, tie_at(0)->node)->level, -20);
    assert_int_equal(there(0)->kind, STREET_CORRIDOR);
    assert_true(there(0)->marks & MARK_TIMED);
    assert_int_equal(added_way(0)->seconds, 33);
    assert_int_equal(there(1)->kind, STREET_STEPS);
    assert_int_equal(there(1)->wheelchair, ACCESS_NO);
    assert_int_equal(added_way(1)->seconds, 20);
    assert_int_equal(added_way(1)->from_level, 0);
    assert_int_equal(added_way(1)->to_level, -20);
    assert_int_equal(there(2)->kind, STREET_LINK);
}

static void what_pathways_take(void **state)
{
    (void)state;
    make_station();
    pathway(entrance_stop, hall, PATHWAY_WALKWAY, true)->length_mm = 60000;
    pathway(hall, platform_stop, PATHWAY_STAIRS, true);
    pathway(hall, platform_stop, PATHWAY_MOVING_WALK, false)->length_mm = 34000;
    pathway(hall, platform_stop, PATHWAY_ESCALATOR, false);
    pathway(hall, platform_stop, PATHWAY_LIFT, true);
    pathway(entrance_stop, hall, PATHWAY_FARE_GATE, false)->length_mm = 0;
    pathway(hall, entrance_stop, PATHWAY_EXIT_GATE, false)->length_mm = 1200;
    tie();
    static const uint16_t seconds[] = {50, 24, 20, 32, 40, 3, 4};
    static const enum street_kind kinds[] = {
        STREET_CORRIDOR, STREET_STEPS,     STREET_MOVING_WALK, STREET_ESCALATOR,
        STREET_LIFT,     STREET_FARE_GATE, STREET_EXIT_GATE,
    };
    static const enum street_access wheelchair[] = {
        ACCESS_UNKNOWN, ACCESS_NO,      ACCESS_PUSH,    ACCESS_NO,
        ACCESS_YES,     ACCESS_UNKNOWN, ACCESS_UNKNOWN,
    };
    static const bool both[] = {true, true, false, false, true, false, false};
    for (uint32_t i = 0; i < 7; i++) {
        assert_int_equal(added_way(i)->seconds, seconds[i]);
        assert_int_equal(there(i)->kind, kinds[i]);
        assert_int_equal(there(i)->foot, ACCESS_YES);
        assert_int_equal(there(i)->wheelchair, wheelchair[i]);
        assert_int_equal(back(i)->foot, both[i] ? ACCESS_YES : ACCESS_NO);
    }
}

static void slopes_and_widths_are_told(void **state)
{
    (void)state;
    make_station();
    struct draft_pathway *ramp = pathway(entrance_stop, hall, PATHWAY_WALKWAY, true);
    ramp->slope_permille = 124;
    ramp->width_cm = 70;
    tie();
    assert_int_equal(there(0)->incline, 12);
    assert_int_equal(back(0)->incline, -12);
    assert_int_equal(there(0)->width_cm, 70);
}

static void signs_are_names(void **state)
{
    (void)state;
    make_station();
    struct draft_pathway *first = pathway(entrance_stop, hall, PATHWAY_WALKWAY, true);
    first->sign = text("Trains");
    first->reversed_sign = text("Exit A");
    struct draft_pathway *second = pathway(hall, platform_stop, PATHWAY_WALKWAY, true);
    second->sign = second->reversed_sign = text("Mall");
    tie();
    assert_string_equal(map_text_at(&world.map, added_way(0)->name), "Trains");
    assert_int_equal(back(0)->foot, ACCESS_NO);
    assert_string_equal(map_text_at(&world.map, added_way(1)->name), "Exit A");
    assert_int_equal(there(1)->foot, ACCESS_NO);
    assert_int_equal(back(1)->foot, ACCESS_YES);
    assert_string_equal(map_text_at(&world.map, added_way(2)->name), "Mall");
    assert_int_equal(back(2)->foot, ACCESS_YES);
}

static void boarding_areas_lie_on_platforms(void **state)
{
    (void)state;
    make_station();
    stop_ix area = place("B", STOP_BOARDING_AREA, platform_stop, 40, 30);
    pathway(entrance_stop, area, PATHWAY_WALKWAY, true);
    tie();
    assert_int_equal(world.counts.rules[TIE_BY_PATHWAYS], 1);
    assert_int_equal(world.map.ties.count, 2);
    assert_tied(0, platform_stop, 40, 0, 0);
    assert_tied(1, platform_stop, 40, 30, 0);
    assert_int_equal(there(1)->kind, STREET_PLATFORM);
}

/* Where the map and the feed put an entrance to the same place no link is needed, unless the feed
 * closes it to wheelchairs. */
static void one_entrance_in_both(void **state)
{
    (void)state;
    for (int closed = 0; closed < 2; closed++) {
        end(NULL);
        begin(NULL);
        make_station();
        node_ix door = node(8, 0), corner = node(0, 0);
        way(world.road, corner, node(0, 500));
        way(world.road, corner, door);
        struct map_entrance entrance = {.node = door, .station = true};
        vec_push(&world.map.entrances, &entrance);
        uint32_t ways = world.map.ways.count;
        pathway(entrance_stop, hall, PATHWAY_WALKWAY, true);
        pathway(hall, platform_stop, PATHWAY_WALKWAY, true);
        stop_at(entrance_stop)->wheelchair = closed ? TRISTATE_NO : TRISTATE_UNKNOWN;
        tie();
        assert_int_equal(world.counts.rules[TIE_BY_PATHWAYS], 1);
        assert_int_equal(world.counts.entrances_by_map, 1);
        assert_int_equal(world.map.ways.count, ways + 2 + (unsigned)closed);
        if (!closed)
            assert_int_equal(map_way_nodes(&world.map, ways)[0], door);
    }
}

/* Ways inside that lead nowhere serve changes; from the street one comes by what lies near. */
static void pathways_without_entrance(void **state)
{
    (void)state;
    make_station();
    stop_ix other = stop("P2", 60, 0);
    pathway(hall, platform_stop, PATHWAY_WALKWAY, true);
    pathway(hall, other, PATHWAY_WALKWAY, true);
    tie();
    assert_int_equal(world.counts.rules[TIE_BY_PATHWAYS], 0);
    assert_int_equal(world.counts.rules[TIE_BY_ENTRANCES], 1);
    assert_int_equal(world.counts.rules[TIE_BY_STREET], 1);
    assert_tied(0, platform_stop, 40, 0, 0);
    assert_tied(1, platform_stop, 8, 0, 32);
}

static void far_entrances_are_findings(void **state)
{
    (void)state;
    road(0, -300, 300);
    stop_ix station = place("S", STOP_STATION, NO_IX, 300, 0);
    stop_at(stop("P", 290, 0))->parent = station;
    place("E", STOP_ENTRANCE, station, 280, 0);
    tie();
    assert_int_equal(world.counts.entrances, 0);
    assert_non_null(findings_find(&world.findings, "entrance_untied"));
    assert_non_null(findings_find(&world.findings, "stop_untied"));
}

/* What was added becomes streets like the rest. */
static void ties_survive_compiling(void **state)
{
    (void)state;
    struct streets_draft streets;
    struct compile_counts counts;
    struct error error = {0};
    make_station();
    pathway(entrance_stop, hall, PATHWAY_WALKWAY, true)->seconds = 33;
    pathway(hall, platform_stop, PATHWAY_ESCALATOR, false)->seconds = 20;
    stop_ix bus = stop("bus", 5, 100);
    tie();
    streets_draft_init(&streets);
    assert_true(map_compile(&world.map, &world.draft, &streets, &counts, &error));
    assert_int_equal(streets.ties.count, 2);
    const struct street_tie *ties = streets.ties.data;
    assert_int_equal(ties[0].record, platform_stop);
    assert_int_equal(ties[1].record, bus);
    uint32_t seconds = 0, up = 0;
    for (uint32_t i = 0; i < streets.arcs.count; i++) {
        const struct draft_arc *arc = vec_at(&streets.arcs, i);
        seconds += arc->seconds;
        up += arc->tail == ties[0].vertex;
    }
    assert_int_equal(seconds, 33 + 33 + 20);
    assert_int_equal(up, 0); /* Nobody climbs an escalator that comes down. */
    streets_draft_finish(&streets);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(nearest_street),
        TEST(streets_nearly_as_near),
        TEST(ways_that_meet_are_tied_once),
        TEST(nobody_crosses_a_motorway),
        TEST(under_a_bridge_one_goes),
        TEST(islands_are_passed_by),
        TEST(islands_are_better_than_nothing),
        TEST(far_stops_are_findings),
        TEST(unplaced_and_unserved_stops_are_left_alone),
        TEST(wheelchairs_have_a_tie_of_their_own),
        TEST(platforms_by_id),
        TEST(platforms_by_code),
        TEST(platforms_by_name),
        TEST(platforms_by_place_alone),
        TEST(bare_platforms_lead_to_the_street),
        TEST(entrances_and_straight_on),
        TEST(entrances_of_the_map),
        TEST(platforms_before_entrances_unless_closed),
        TEST(pathways_lead_to_the_street),
        TEST(what_pathways_take),
        TEST(slopes_and_widths_are_told),
        TEST(signs_are_names),
        TEST(boarding_areas_lie_on_platforms),
        TEST(one_entrance_in_both),
        TEST(pathways_without_entrance),
        TEST(far_entrances_are_findings),
        TEST(ties_survive_compiling),
    };
    return cmocka_run_group_tests_name("ties", tests, NULL, NULL);
}
