#include "feeds/streets/roads.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "feeds/streets/speeds.h"
#include "tests/tag_words.h"

/* What the tags of one way come to, rule by rule. */

static struct tags tags;

/* Who passes, in this order: foot, wheelchair, bicycle, scooter, car; - no, Y yes, P pushing or
 * with help, D to a destination, U nobody knows. */
static void write_access(const struct street_trait *trait, char text[6])
{
    static const char letters[] = "-YPDU";
    const uint8_t access[5] = {trait->foot, trait->wheelchair, trait->bicycle, trait->scooter,
                               trait->car};
    for (int i = 0; i < 5; i++)
        text[i] = letters[access[i]];
    text[5] = '\0';
}

struct row {
    const char *tags, *forward, *backward; /* backward NULL: the same */
};

static void check_rows(const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct road road;
        char said[32], expected[32], one[6], two[6];
        tag_words_take(&tags, rows[i].tags);
        bool read = road_read(&tags, &road);
        write_access(&road.trait, one);
        write_access(&road.back, two);
        snprintf(said, sizeof said, "%s %s", one, two);
        snprintf(expected, sizeof expected, "%s %s", rows[i].forward,
                 rows[i].backward ? rows[i].backward : rows[i].forward);
        print_message("%s\n", rows[i].tags);
        assert_string_equal(said, expected);
        assert_int_equal(read, said[0] != '-' || said[2] != '-' || said[4] != '-' ||
                                   said[6] != '-' || said[8] != '-' || said[10] != '-');
    }
}

#define CHECK(...)                                                                                 \
    const struct row rows[] = {__VA_ARGS__};                                                       \
    (void)state;                                                                                   \
    check_rows(rows, sizeof rows / sizeof *rows)

static void classes_have_their_usual_guests(void **state)
{
    CHECK({"highway=motorway", "----Y", "-----"}, /* one way by itself */
          {"highway=motorway oneway=no", "----Y", NULL}, {"highway=trunk", "----Y", NULL},
          {"highway=trunk sidewalk=both", "YUPPY", NULL},
          {"highway=trunk motorroad=no", "YUYYY", NULL},
          {"highway=trunk_link motorroad=no", "YUYYY", NULL},
          {"highway=trunk motorroad=yes sidewalk=no", "----Y", NULL},
          {"highway=trunk motorroad=no foot=no bicycle=no", "----Y", NULL},
          {"highway=motorway oneway=no motorroad=no", "----Y", NULL},
          {"highway=trunk cycleway=lane", "--Y-Y", NULL}, {"highway=primary", "YUYYY", NULL},
          {"highway=primary motorroad=yes", "----Y", NULL}, {"highway=residential", "YUYYY", NULL},
          {"highway=road", "YUYYY", NULL}, {"highway=living_street", "YUYYY", NULL},
          {"highway=pedestrian", "YUPP-", NULL}, {"highway=service", "YUYYY", NULL},
          {"highway=service service=driveway", "YUYYD", NULL},
          {"highway=service service=parking_aisle", "YUYYD", NULL},
          {"highway=service service=emergency_access", "-----", NULL},
          {"highway=track", "YUYPD", NULL}, {"highway=cycleway", "YUYY-", NULL},
          {"highway=footway", "YUPP-", NULL}, {"highway=path", "YUYP-", NULL},
          {"highway=steps", "Y-PP-", NULL}, {"highway=corridor", "YUPP-", NULL},
          {"indoor=corridor", "YUPP-", NULL}, {"railway=platform", "YUPP-", NULL},
          {"public_transport=platform", "YUPP-", NULL}, {"highway=elevator", "YYPP-", NULL},
          {"man_made=pier", "YUPP-", NULL}, {"route=ferry", "YUYY-", NULL},
          {"highway=construction", "-----", NULL},
          {"highway=proposed railway=platform", "-----", NULL}, {"building=yes", "-----", NULL});
}

static void the_narrowest_tag_counts(void **state)
{
    CHECK({"highway=residential access=no", "-----", NULL},
          {"highway=residential access=no foot=yes", "YUPP-", NULL},
          {"highway=residential vehicle=no", "YUPP-", NULL},
          {"highway=residential vehicle=no bicycle=yes", "YUYY-", NULL},
          {"highway=residential motor_vehicle=no", "YUYY-", NULL},
          {"highway=residential motor_vehicle=no motorcar=yes", "YUYYY", NULL},
          {"highway=residential motor_vehicle=destination", "YUYYD", NULL},
          {"highway=residential motor_vehicle=agricultural", "YUYY-", NULL},
          {"highway=residential access=private", "DDDDD", NULL},
          {"highway=residential access=private foot=permissive", "YUDDD", NULL},
          {"highway=residential access=customers", "DDDDD", NULL},
          {"highway=residential access=delivery", "DDDDD", NULL},
          {"highway=residential access=who_knows", "YUYYY", NULL},
          {"highway=residential motor_vehicle=yes;no", "YUYYY", NULL},
          {"highway=residential foot=no", "--YYY", NULL},
          {"highway=residential bicycle=dismount", "YUPPY", NULL},
          {"highway=residential motor_vehicle:conditional=no", "YUYYY", NULL},
          {"highway=residential motor_vehicle:backward=no", "YUYYY", "YUYY-"},
          {"highway=residential vehicle:forward=no", "YUPP-", "YUYYY"},
          {"highway=footway access=yes", "YUPP-", NULL},
          {"highway=footway access=private", "DDDD-", NULL},
          {"highway=service service=driveway access=yes", "YUYYD", NULL},
          {"highway=service service=driveway motor_vehicle=yes", "YUYYY", NULL},
          {"highway=track motor_vehicle=yes", "YUYPY", NULL},
          {"highway=busway bicycle=yes foot=yes", "YUYY-", NULL});
}

static void bicycles_are_ridden_or_pushed(void **state)
{
    CHECK({"highway=footway bicycle=yes", "YUYP-", NULL},
          {"highway=footway bicycle=designated", "YUYY-", NULL},
          {"highway=footway bicycle=no", "YUPP-", NULL},
          {"highway=pedestrian bicycle=yes", "YUYP-", NULL},
          {"highway=path bicycle=no", "YUPP-", NULL},
          {"highway=path bicycle=designated", "YUYY-", NULL},
          {"highway=residential bicycle=use_sidepath", "YUPPY", NULL},
          {"highway=steps bicycle=no", "Y----", NULL},
          {"highway=corridor bicycle=no", "YU---", NULL},
          {"railway=platform bicycle=no", "YU---", NULL},
          {"highway=footway bicycle=yes small_electric_vehicle=yes", "YUYY-", NULL},
          {"highway=cycleway foot=no", "--YY-", NULL},
          {"highway=motorway bicycle=no", "----Y", "-----"});
}

static void oneways_and_what_is_excepted(void **state)
{
    CHECK({"highway=residential oneway=yes", "YUYYY", "YUPP-"},
          {"highway=residential oneway=-1", "YUPP-", "YUYYY"},
          {"highway=residential oneway=reversible", "YUPP-", NULL},
          {"highway=residential junction=roundabout", "YUYYY", "YUPP-"},
          {"highway=residential junction=roundabout oneway=no", "YUYYY", NULL},
          {"highway=residential oneway=yes oneway:bicycle=no", "YUYYY", "YUYY-"},
          {"highway=residential oneway=yes cycleway=opposite", "YUYYY", "YUYY-"},
          {"highway=residential oneway=yes cycleway=opposite_lane", "YUYYY", "YUYY-"},
          {"highway=residential oneway=yes cycleway:left=opposite_track", "YUYYY", "YUYY-"},
          {"highway=residential oneway=yes cycleway:left=lane", "YUYYY", "YUPP-"},
          {"highway=residential oneway=yes cycleway:left=lane cycleway:left:oneway=-1", "YUYYY",
           "YUYY-"},
          {"highway=residential oneway=yes cycleway:right:oneway=no", "YUYYY", "YUYY-"},
          {"highway=residential oneway=yes bicycle:backward=yes", "YUYYY", "YUYY-"},
          {"highway=residential oneway:bicycle=yes", "YUYYY", "YUPPY"},
          {"highway=cycleway oneway=yes foot=no", "--YY-", "-----"},
          {"highway=footway oneway:foot=yes", "YUPP-", "-----"},
          {"highway=footway oneway=yes", "YUPP-", NULL},
          {"highway=steps conveying=forward", "Y----", "-----"},
          {"highway=steps conveying=backward", "-----", "Y----"},
          {"highway=steps conveying=reversible", "Y----", NULL},
          {"highway=footway conveying=forward", "YU---", "-----"});
}

static void wheelchairs_need_ground(void **state)
{
    CHECK({"highway=footway wheelchair=yes", "YYPP-", NULL},
          {"highway=footway wheelchair=limited", "YPPP-", NULL},
          {"highway=footway wheelchair=no", "Y-PP-", NULL},
          {"highway=footway wheelchair=yes foot=no", "-----", NULL},
          {"highway=footway width=0.7", "Y-PP-", NULL},
          {"highway=footway width=0.9", "YUPP-", NULL},
          {"highway=footway smoothness=good", "YYPP-", NULL},
          {"highway=footway smoothness=bad", "YPPP-", NULL},
          {"highway=footway smoothness=horrible", "Y-PP-", NULL},
          {"highway=footway surface=sand", "Y-PP-", NULL},
          {"highway=footway surface=gravel", "YPPP-", NULL},
          {"highway=footway surface=sand wheelchair=yes", "YYPP-", NULL},
          {"highway=steps ramp:wheelchair=yes", "YYPP-", NULL},
          {"highway=elevator wheelchair=no", "Y-PP-", NULL});
}

static void ferries_by_timetable_are_not_for_walkers(void **state)
{
    CHECK({"route=ferry motor_vehicle=yes", "YUYYY", NULL},
          {"route=ferry access=yes", "YUYY-", NULL}, {"route=ferry network=VBB", "--YY-", NULL},
          {"route=ferry network=VBB foot=yes", "YUYY-", NULL},
          {"route=ferry bicycle=no", "YU---", NULL});
}

/* --- Numbers --- */

static struct road read_road(const char *words)
{
    struct road road;
    tag_words_take(&tags, words);
    assert_true(road_read(&tags, &road));
    return road;
}

static void speeds_are_read(void **state)
{
    static const struct {
        const char *tags;
        int forward, backward;
    } rows[] = {
        {"highway=residential", 25, 25},
        {"highway=residential maxspeed=30", 23, 23},
        {"highway=residential maxspeed=20;mph", 15, 15},
        {"highway=primary maxspeed=50", 41, 41},
        {"highway=primary maxspeed=30_mph", 55, 55},
        {"highway=primary maxspeed:forward=50 maxspeed=80", 41, 66},
        {"highway=primary maxspeed=FR:urban", 41, 41},
        {"highway=primary maxspeed=FR:rural", 66, 66},
        {"highway=primary maxspeed=DE:rural", 82, 82},
        {"highway=primary zone:maxspeed=FR:30", 25, 25},
        {"highway=primary zone:maxspeed=DE:zone:30", 25, 25},
        {"highway=primary source:maxspeed=FR:zone30", 25, 25},
        {"highway=living_street maxspeed=walk", 5, 5},
        {"highway=motorway maxspeed=none oneway=no", 130, 130},
        {"highway=motorway maxspeed=130 oneway=no", 121, 121},
        {"highway=service maxspeed=50", 25, 25},
        {"highway=footway", 0, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct road road = read_road(rows[i].tags);
        print_message("%s\n", rows[i].tags);
        assert_int_equal(road.trait.car_kmh, rows[i].forward);
        assert_int_equal(road.back.car_kmh, rows[i].backward);
    }
}

static void unreadable_speeds_are_said(void **state)
{
    (void)state;
    assert_true(read_road("highway=residential maxspeed=fast").odd_speed);
    assert_true(read_road("highway=residential maxspeed=30furlongs").odd_speed);
    assert_false(read_road("highway=residential maxspeed=signals").odd_speed);
    assert_false(read_road("highway=residential source:maxspeed=sign").odd_speed);
    assert_false(read_road("highway=footway maxspeed=fast").odd_speed);
    assert_int_equal(read_road("highway=residential maxspeed=fast").trait.car_kmh, 25);
    double kmh;
    assert_true(speed_read((struct osm_text){"20 mph", 6}, &kmh));
    assert_in_range((int)(kmh * 100), 3218, 3219);
    assert_true(speed_read((struct osm_text){"50.00000000000000", 17}, &kmh));
    assert_in_range(kmh * 10, 499, 501);
    assert_false(speed_read((struct osm_text){"0", 1}, &kmh));
}

static void ground_and_slope_are_read(void **state)
{
    (void)state;
    assert_int_equal(read_road("highway=track surface=asphalt").trait.surface, SURFACE_PAVED);
    assert_int_equal(read_road("highway=track surface=sett").trait.surface, SURFACE_COBBLES);
    assert_int_equal(read_road("highway=track tracktype=grade2").trait.surface, SURFACE_COMPACT);
    assert_int_equal(read_road("highway=track smoothness=horrible").trait.surface, SURFACE_ROUGH);
    assert_int_equal(read_road("highway=track").trait.surface, SURFACE_UNKNOWN);
    assert_int_equal(read_road("highway=track incline=7%").trait.incline, 7);
    assert_int_equal(read_road("highway=track incline=7%").back.incline, -7);
    assert_int_equal(read_road("highway=track incline=-7.6").trait.incline, -8);
    assert_int_equal(read_road("highway=track incline=10\302\260").trait.incline, 18);
    assert_int_equal(read_road("highway=track incline=up").trait.incline, 0);
    assert_int_equal(read_road("highway=track incline=up").rises, 1);
    assert_int_equal(read_road("highway=track incline=-3%").rises, -1);
    assert_int_equal(read_road("highway=footway width=1.5").trait.width_cm, 150);
    assert_int_equal(read_road("highway=footway width=90cm").trait.width_cm, 90);
    assert_int_equal(read_road("highway=footway width=2 maxwidth:physical=1,2").trait.width_cm,
                     120);
    assert_int_equal(read_road("highway=footway width=3.2").trait.width_cm, 200);
    assert_int_equal(read_road("highway=footway width=0.87").trait.width_cm, 80);
    assert_int_equal(read_road("highway=footway width=wide").trait.width_cm, 0);
}

static void cycling_is_classed(void **state)
{
    (void)state;
    assert_int_equal(read_road("highway=primary").trait.cycling, CYCLING_MIXED);
    assert_int_equal(read_road("highway=primary cycleway=lane").back.cycling, CYCLING_LANE);
    assert_int_equal(read_road("highway=primary cycleway:right=track").trait.cycling,
                     CYCLING_TRACK);
    assert_int_equal(read_road("highway=primary cycleway:right=track").back.cycling, CYCLING_MIXED);
    assert_int_equal(read_road("highway=primary cycleway:left=lane").back.cycling, CYCLING_LANE);
    assert_int_equal(read_road("highway=residential bicycle_road=yes").trait.cycling, CYCLING_LANE);
    assert_int_equal(read_road("highway=cycleway").trait.cycling, CYCLING_FREE);
    assert_int_equal(read_road("highway=cycleway is_sidepath=yes").trait.cycling, CYCLING_TRACK);
    assert_int_equal(read_road("highway=pedestrian").trait.cycling, CYCLING_FREE);
}

static void kinds_and_marks_are_set(void **state)
{
    static const struct {
        const char *tags;
        int kind, marks;
    } rows[] = {
        {"highway=primary", STREET_ROAD, 0},
        {"highway=primary lit=yes toll=yes", STREET_ROAD, MARK_LIT | MARK_TOLL},
        {"highway=primary lit=no tunnel=building_passage", STREET_ROAD, MARK_TUNNEL},
        {"highway=primary bridge=viaduct", STREET_ROAD, MARK_BRIDGE},
        {"highway=primary junction=roundabout", STREET_ROAD, MARK_ROUNDABOUT},
        {"highway=footway", STREET_FOOTWAY, 0},
        {"highway=path", STREET_FOOTWAY, 0},
        {"highway=cycleway", STREET_CYCLEWAY, 0},
        {"highway=track", STREET_TRACK, 0},
        {"highway=steps handrail=yes ramp:bicycle=yes", STREET_STEPS,
         MARK_HANDRAIL | MARK_RAMP_BICYCLE},
        {"highway=steps conveying=yes", STREET_ESCALATOR, 0},
        {"highway=footway conveying=yes", STREET_MOVING_WALK, 0},
        {"highway=elevator", STREET_LIFT, 0},
        {"highway=corridor", STREET_CORRIDOR, MARK_INDOOR},
        {"highway=footway indoor=yes", STREET_FOOTWAY, MARK_INDOOR},
        {"railway=platform", STREET_PLATFORM, 0},
        {"route=ferry", STREET_FERRY, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct road road = read_road(rows[i].tags);
        print_message("%s\n", rows[i].tags);
        assert_int_equal(road.trait.kind, rows[i].kind);
        assert_int_equal(road.trait.marks, rows[i].marks);
    }
    assert_int_equal(read_road("highway=living_street").trait.road, ROAD_LIVING_STREET);
    assert_int_equal(read_road("highway=motorway_link").trait.road, ROAD_MOTORWAY);
}

static void areas_are_told_from_rings(void **state)
{
    (void)state;
    assert_true(read_road("highway=pedestrian area=yes").area);
    assert_false(read_road("highway=pedestrian").area);
    assert_true(read_road("railway=platform").area);
    assert_false(read_road("railway=platform area=no").area);
    assert_true(read_road("indoor=corridor").area);
    assert_true(read_road("railway=platform").platform);
    assert_false(read_road("highway=footway").platform);
}

static void levels_are_read(void **state)
{
    static const struct {
        const char *text;
        int low, high; /* both 9999: none */
    } rows[] = {
        {"0", 0, 0},           {"1", 10, 10},      {"-1", -10, -10},       {"0.5", 5, 5},
        {"0;1", 0, 10},        {"1;0", 0, 10},     {"-1-2", -10, 20},      {"-2--1", -20, -10},
        {"0-3;5", 0, 50},      {"0, 1", 0, 10},    {"ground", 9999, 9999}, {"0;x", 9999, 9999},
        {"99999", 9999, 9999}, {"1-", 9999, 9999},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct levels levels;
        struct osm_text text = {rows[i].text, 0};
        while (rows[i].text[text.length])
            text.length++;
        print_message("%s\n", rows[i].text);
        assert_int_equal(levels_read(text, &levels), rows[i].low != 9999);
        assert_int_equal(levels.low, rows[i].low == 9999 ? 0 : rows[i].low);
        assert_int_equal(levels.high, rows[i].low == 9999 ? 0 : rows[i].high);
    }
    assert_true(read_road("highway=steps level=up").odd_level);
    assert_false(read_road("highway=steps layer=3").levels.said);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(classes_have_their_usual_guests),
        cmocka_unit_test(the_narrowest_tag_counts),
        cmocka_unit_test(bicycles_are_ridden_or_pushed),
        cmocka_unit_test(oneways_and_what_is_excepted),
        cmocka_unit_test(wheelchairs_need_ground),
        cmocka_unit_test(ferries_by_timetable_are_not_for_walkers),
        cmocka_unit_test(speeds_are_read),
        cmocka_unit_test(unreadable_speeds_are_said),
        cmocka_unit_test(ground_and_slope_are_read),
        cmocka_unit_test(cycling_is_classed),
        cmocka_unit_test(kinds_and_marks_are_set),
        cmocka_unit_test(areas_are_told_from_rings),
        cmocka_unit_test(levels_are_read),
    };
    tags_init(&tags);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    tags_finish(&tags);
    return failed;
}
