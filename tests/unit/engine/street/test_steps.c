#include "engine/street/steps.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "engine/network/streets_draft.h"

/* A few streets on a plain, in metres east and north of somewhere; names are mere numbers. */

enum { HIGH_STREET = 7, MILL_LANE = 9, EDGES = 16 };

struct town {
    struct streets_draft draft;
    struct streets_store store;
    struct streets streets;
    struct path_piece pieces[EDGES];
    struct path path;
    struct arena arena;
    struct street_steps steps;
    vertex_ix last;
};

static struct point spot(double east, double north)
{
    return geo_point(46 + north / 111200, -4 + east / (111200 * cos(46 * acos(-1) / 180)));
}

static vertex_ix corner(struct town *town, double east, double north)
{
    return streets_draft_vertex(&town->draft, spot(east, north), 0);
}

static void start(struct town *town, double east, double north)
{
    *town = (struct town){0};
    streets_draft_init(&town->draft);
    streets_store_init(&town->store);
    town->last = corner(town, east, north);
    town->path.from = town->path.to = spot(east, north);
    town->path.pieces = town->pieces;
}

static struct street_trait trait_of(enum street_kind kind, uint16_t marks)
{
    return (struct street_trait){.kind = (uint8_t)kind,
                                 .foot = ACCESS_YES,
                                 .bicycle = ACCESS_DESTINATION,
                                 .car = ACCESS_YES,
                                 .car_kmh = 30,
                                 .marks = marks};
}

static edge_ix lay(struct town *town, vertex_ix to, text_ix name, struct street_trait trait)
{
    struct error error;
    uint16_t number;
    assert_true(streets_draft_trait(&town->draft, &trait, &number, &error));
    edge_ix edge =
        streets_draft_edge(&town->draft,
                           &(struct street_edge){.from = town->last,
                                                 .to = to,
                                                 .name = name,
                                                 .trait = number,
                                                 .osm_way = 100 + town->draft.edges.count},
                           NULL, 0);
    for (uint32_t against = 0; against < 2; against++)
        streets_draft_arc(&town->draft, &(struct draft_arc){.tail = against ? to : town->last,
                                                            .head = against ? town->last : to,
                                                            .way = edge << 1 | against,
                                                            .trait = number});
    return edge;
}

/* A street from where the path has come to that the path does not take. */
static void branch(struct town *town, double east, double north)
{
    lay(town, corner(town, east, north), 0, trait_of(STREET_ROAD, 0));
}

static void go_by(struct town *town, double east, double north, text_ix name,
                  struct street_trait trait)
{
    vertex_ix to = corner(town, east, north);
    edge_ix edge = lay(town, to, name, trait);
    const struct street_edge *laid = vec_at(&town->draft.edges, edge);
    town->pieces[town->path.piece_count++] = (struct path_piece){
        .way = edge << 1, .trait = laid->trait, .end_mm = laid->length_mm, .up_dm = 5};
    town->path.length_mm += laid->length_mm;
    town->path.to = spot(east, north);
    town->last = to;
}

static void go(struct town *town, double east, double north, text_ix name)
{
    go_by(town, east, north, name, trait_of(STREET_ROAD, 0));
}

static const struct street_step *tell(struct town *town)
{
    streets_pack(&town->draft, &town->store);
    town->streets = streets_of_store(&town->store);
    const struct street_steps_ask ask = {TRAVEL_FOOT, &town->path, town->path.from, town->path.to};
    street_steps_of(&town->streets, &ask, &town->arena, &town->steps);
    uint32_t length = 0, next = 0;
    for (uint32_t i = 0; i < town->steps.count; i++) {
        const struct street_step *step = &town->steps.items[i];
        length += step->length_mm;
        assert_int_equal(step->first_point, next);
        next = step->first_point + step->point_count - 1;
    }
    assert_int_equal(length, town->path.length_mm);
    assert_int_equal(next, town->steps.point_count - 1);
    return town->steps.items;
}

static void leave(struct town *town)
{
    streets_draft_finish(&town->draft);
    streets_store_finish(&town->store);
    arena_finish(&town->arena);
}

/* North, then off at an angle, where there is a third way. */
static enum turn turn_at(double degrees)
{
    struct town town;
    double radians = degrees * acos(-1) / 180;
    start(&town, 0, 0);
    go(&town, 0, 100, HIGH_STREET);
    branch(&town, 5, 300);
    go(&town, 100 * sin(radians), 100 + 100 * cos(radians), MILL_LANE);
    const struct street_step *steps = tell(&town);
    assert_int_equal(town.steps.count, 2);
    assert_int_equal(steps[0].turn, TURN_DEPART);
    assert_int_equal(steps[0].name, HIGH_STREET);
    assert_int_equal(steps[1].name, MILL_LANE);
    assert_int_equal(steps[1].osm_way, 102);
    enum turn turn = steps[1].turn;
    leave(&town);
    return turn;
}

static void angles_become_words(void **state)
{
    (void)state;
    static const struct {
        double degrees;
        const char *word;
    } cases[] = {
        {0, "CONTINUE"},        {15, "CONTINUE"},     {-15, "CONTINUE"},    {30, "SLIGHTLY_RIGHT"},
        {-30, "SLIGHTLY_LEFT"}, {90, "RIGHT"},        {-90, "LEFT"},        {140, "HARD_RIGHT"},
        {-140, "HARD_LEFT"},    {175, "UTURN_RIGHT"}, {-175, "UTURN_LEFT"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(turn_name(turn_at(cases[i].degrees)), cases[i].word);
}

static void a_street_is_one_step(void **state)
{
    (void)state;
    struct town town;
    start(&town, 0, 0);
    for (int i = 1; i < 5; i++) {
        go(&town, 3 * i, 50 * i, HIGH_STREET);
        branch(&town, 100, 50 * i);
    }
    const struct street_step *steps = tell(&town);
    assert_int_equal(town.steps.count, 1);
    assert_int_equal(steps[0].point_count, 5);
    assert_true(fabs(steps[0].up_metres - 2) < 1e-9);
    leave(&town);
}

static void a_street_that_turns_is_told(void **state)
{
    (void)state;
    struct town town;
    start(&town, 0, 0);
    go(&town, 0, 100, HIGH_STREET);
    branch(&town, 0, 200);
    go(&town, 100, 100, HIGH_STREET);
    const struct street_step *steps = tell(&town);
    assert_int_equal(town.steps.count, 2);
    assert_int_equal(steps[1].turn, TURN_RIGHT);
    assert_true(steps[1].stay_on);
    assert_false(steps[0].stay_on);
    leave(&town);
}

static void a_bend_is_no_turn(void **state)
{
    (void)state;
    struct town town;
    start(&town, 0, 0);
    go(&town, 0, 100, HIGH_STREET);
    go(&town, 100, 100, HIGH_STREET);
    tell(&town);
    assert_int_equal(town.steps.count, 1);
    leave(&town);
}

static void a_crossing_interrupts_no_street(void **state)
{
    (void)state;
    struct town town;
    start(&town, 0, 0);
    go(&town, 0, 100, HIGH_STREET);
    branch(&town, -50, 100);
    go_by(&town, 0, 110, 0, trait_of(STREET_FOOTWAY, 0));
    branch(&town, -50, 110);
    go(&town, 0, 200, HIGH_STREET);
    tell(&town);
    assert_int_equal(town.steps.count, 1);
    leave(&town);
}

static void stairs_and_lifts_are_steps(void **state)
{
    (void)state;
    struct town town;
    start(&town, 0, 0);
    go(&town, 0, 100, HIGH_STREET);
    go_by(&town, 0, 110, 0, trait_of(STREET_STEPS, 0));
    go_by(&town, 0, 120, 0, trait_of(STREET_ESCALATOR, 0));
    go_by(&town, 0, 121, 0, trait_of(STREET_LIFT, 0));
    struct street_edge *lift = vec_at(&town.draft.edges, town.draft.edges.count - 1);
    lift->from_level = -10;
    lift->to_level = 20;
    go_by(&town, 50, 121, 0, trait_of(STREET_PLATFORM, 0));
    const struct street_step *steps = tell(&town);
    assert_int_equal(town.steps.count, 4);
    assert_int_equal(steps[1].turn, TURN_STAIRS);
    assert_int_equal(steps[2].turn, TURN_ELEVATOR);
    assert_int_equal(steps[2].from_level, -10);
    assert_int_equal(steps[2].to_level, 20);
    assert_int_equal(steps[3].turn, TURN_CONTINUE); /* Out of a lift there is no left and right. */
    assert_true(steps[3].area);
    leave(&town);
}

static void against_its_drawing_a_lift_goes_the_other_way(void **state)
{
    (void)state;
    struct town town;
    start(&town, 0, 0);
    go_by(&town, 0, 1, 0, trait_of(STREET_LIFT, 0));
    struct street_edge *lift = vec_at(&town.draft.edges, 0);
    lift->to_level = 30;
    town.pieces[0].way |= 1;
    town.path.from = spot(0, 1);
    town.path.to = spot(0, 0);
    const struct street_step *steps = tell(&town);
    assert_int_equal(steps[0].from_level, 30);
    assert_int_equal(steps[0].to_level, 0);
    leave(&town);
}

/* Half around a roundabout of four arms, by driving on the right or on the left. */
static const struct street_step *around(struct town *town, double side)
{
    struct street_trait ring = trait_of(STREET_ROAD, MARK_ROUNDABOUT);
    start(town, 0, -100);
    go(town, 0, -20, HIGH_STREET);
    go_by(town, side * 14, -14, 0, ring);
    go_by(town, side * 20, 0, 0, ring);
    branch(town, side * 100, 0);
    go_by(town, side * 14, 14, 0, ring);
    go_by(town, 0, 20, 0, ring);
    go(town, 0, 100, MILL_LANE);
    return tell(town);
}

static void roundabouts_have_exits(void **state)
{
    (void)state;
    struct town town;
    const struct street_step *steps = around(&town, 1);
    assert_int_equal(town.steps.count, 3);
    assert_int_equal(steps[1].turn, TURN_CIRCLE_COUNTERCLOCKWISE);
    assert_int_equal(steps[1].exit, 2);
    assert_int_equal(steps[2].name, MILL_LANE);
    leave(&town);
    steps = around(&town, -1);
    assert_int_equal(steps[1].turn, TURN_CIRCLE_CLOCKWISE);
    assert_int_equal(steps[1].exit, 2);
    leave(&town);
}

static void tolls_and_doors_of_others_are_marked(void **state)
{
    (void)state;
    struct town town;
    start(&town, 0, 0);
    go_by(&town, 0, 100, HIGH_STREET, trait_of(STREET_ROAD, MARK_TOLL));
    const struct street_step *steps = tell(&town);
    assert_true(steps[0].toll);
    assert_false(steps[0].restricted);
    const struct street_steps_ask ask = {TRAVEL_BICYCLE, &town.path, town.path.from, town.path.to};
    street_steps_of(&town.streets, &ask, &town.arena, &town.steps);
    assert_true(town.steps.items[0].restricted);
    leave(&town);
}

static void a_part_of_an_edge_is_drawn_in_part(void **state)
{
    (void)state;
    struct town town;
    start(&town, 0, 0);
    go(&town, 0, 100, HIGH_STREET);
    struct path_piece *piece = &town.pieces[0];
    uint32_t whole = piece->end_mm;
    piece->begin_mm = whole / 4;
    piece->end_mm = whole / 2;
    town.path.from = spot(10, 25);
    town.path.from_off_mm = 10000;
    town.path.to = spot(0, 50);
    town.path.length_mm = whole / 2 - whole / 4 + 10000;
    tell(&town);
    assert_int_equal(town.steps.point_count, 3);
    assert_true(geo_metres(town.steps.points[1], spot(0, 25)) < 0.1);
    assert_true(geo_metres(town.steps.points[2], spot(0, 50)) < 0.1);
    leave(&town);
}

/* The line begins at the stop itself, not where it is tied. */
static void stops_stand_beside_their_ties(void **state)
{
    (void)state;
    struct town town;
    start(&town, 0, 0);
    go(&town, 0, 100, HIGH_STREET);
    tell(&town);
    const struct street_steps_ask ask = {TRAVEL_FOOT, &town.path, spot(-20, 0), spot(20, 100)};
    street_steps_of(&town.streets, &ask, &town.arena, &town.steps);
    assert_int_equal(town.steps.point_count, 4);
    assert_true(geo_metres(town.steps.points[0], spot(-20, 0)) < 0.1);
    assert_true(geo_metres(town.steps.points[1], spot(0, 0)) < 0.1);
    assert_true(geo_metres(town.steps.points[3], spot(20, 100)) < 0.1);
    assert_int_equal(town.steps.items[0].point_count, 4);
    leave(&town);
}

/* Both are tied to it, and that is how far it is. */
static void two_stops_at_one_corner_are_joined_by_it(void **state)
{
    (void)state;
    struct town town;
    start(&town, 0, 0);
    branch(&town, 0, 100);
    town.path.from_off_mm = 20000;
    town.path.to_off_mm = 30000;
    town.path.length_mm = 50000;
    tell(&town);
    const struct street_steps_ask ask = {TRAVEL_FOOT, &town.path, spot(-20, 0), spot(0, -30)};
    street_steps_of(&town.streets, &ask, &town.arena, &town.steps);
    assert_int_equal(town.steps.point_count, 3);
    assert_true(geo_metres(town.steps.points[0], spot(-20, 0)) < 0.1);
    assert_true(geo_metres(town.steps.points[1], spot(0, 0)) < 0.1);
    assert_true(geo_metres(town.steps.points[2], spot(0, -30)) < 0.1);
    assert_int_equal(town.steps.count, 1);
    assert_int_equal(town.steps.items[0].point_count, 3);
    assert_int_equal(town.steps.items[0].length_mm, 50000);
    leave(&town);
}

/* A sidewalk 8 m beside a road is called after it; a path across the fields is not. */
static void sidewalks_are_called_after_their_street(void **state)
{
    (void)state;
    for (int far = 0; far < 2; far++) {
        struct town town;
        start(&town, far ? 300 : 8, 0);
        vertex_ix corners[] = {corner(&town, 0, 0), corner(&town, 0, 100), corner(&town, 30, 50)};
        vertex_ix here = town.last;
        town.last = corners[0];
        lay(&town, corners[1], HIGH_STREET, trait_of(STREET_ROAD, 0));
        lay(&town, corners[2], MILL_LANE, trait_of(STREET_ROAD, 0));
        town.last = here;
        go_by(&town, far ? 300 : 8, 100, 0, trait_of(STREET_FOOTWAY, 0));
        const struct street_step *steps = tell(&town);
        assert_int_equal(steps[0].name, far ? 0 : HIGH_STREET);
        assert_int_equal(steps[0].beside, !far);
        leave(&town);
    }
}

static void a_way_of_no_pieces_is_one_step(void **state)
{
    (void)state;
    struct town town;
    start(&town, 0, 0);
    branch(&town, 0, 100);
    town.path.to = spot(3, 0);
    town.path.from_off_mm = town.path.length_mm = 3000;
    const struct street_step *steps = tell(&town);
    assert_int_equal(town.steps.count, 1);
    assert_int_equal(steps[0].turn, TURN_DEPART);
    assert_int_equal(steps[0].point_count, 2);
    leave(&town);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(angles_become_words),
        cmocka_unit_test(a_street_is_one_step),
        cmocka_unit_test(a_street_that_turns_is_told),
        cmocka_unit_test(a_bend_is_no_turn),
        cmocka_unit_test(a_crossing_interrupts_no_street),
        cmocka_unit_test(stairs_and_lifts_are_steps),
        cmocka_unit_test(against_its_drawing_a_lift_goes_the_other_way),
        cmocka_unit_test(roundabouts_have_exits),
        cmocka_unit_test(tolls_and_doors_of_others_are_marked),
        cmocka_unit_test(a_part_of_an_edge_is_drawn_in_part),
        cmocka_unit_test(stops_stand_beside_their_ties),
        cmocka_unit_test(two_stops_at_one_corner_are_joined_by_it),
        cmocka_unit_test(sidewalks_are_called_after_their_street),
        cmocka_unit_test(a_way_of_no_pieces_is_one_step),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
