#include "api/plan.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "api/person.h"
#include "api/routes.h"
#include "tests/street_town.h"

/* Questions from door to door in the town of streets, and what their answers say of the doors. */

static struct street_town town;
static struct world world;
static struct worker worker;

static int set_up(void **state)
{
    (void)state;
    street_town_make(&town);
    world.network = &town.network;
    worker.world = &world;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    worker_finish(&worker);
    street_town_finish(&town);
    return 0;
}

/* What the target is answered, with that status; to be given back. */
static json_t *answer(const char *target, unsigned status)
{
    struct reply reply;
    routes_answer(&worker, target, &reply);
    if (reply.status != status)
        fprintf(stderr, "%s: %u %.*s\n", target, reply.status, (int)reply.size, reply.body);
    assert_int_equal(reply.status, status);
    json_t *json = json_loadb(reply.body, reply.size, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(json);
    return json;
}

/* `48.000000,2.000000`, in one of a few buffers. */
static const char *at(double east, double north)
{
    static char texts[4][40];
    static unsigned turn;
    struct point point = street_town_at(east, north);
    char *text = texts[turn++ % 4];
    snprintf(text, sizeof texts[0], "%.6f,%.6f", geo_degrees(point.lat), geo_degrees(point.lon));
    return text;
}

/* The way from a door in the west to one in the east, before the bus at eight. */
static json_t *plan(const char *version, double east, const char *more)
{
    char target[800];
    snprintf(target, sizeof target,
             "/api/%s/plan?fromPlace=%s&toPlace=%s&time=2026-05-04T05:30:00Z&searchWindow=3600%s",
             version, at(east, 5), at(5290, -5), more);
    return answer(target, 200);
}

static json_t *legs_of(json_t *plan_json, const char *list)
{
    json_t *itinerary = json_array_get(json_object_get(plan_json, list), 0);
    assert_non_null(itinerary);
    return json_object_get(itinerary, "legs");
}

static const char *text_at(json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    assert_non_null(text);
    return text;
}

static double number_at(json_t *object, const char *key)
{
    assert_true(json_is_number(json_object_get(object, key)));
    return json_number_value(json_object_get(object, key));
}

/* The texts at a key of every object in a list, with blanks between; the next call overwrites. */
static const char *texts_of(json_t *list, const char *key)
{
    static char text[400];
    size_t used = 0;
    *text = '\0';
    for (size_t i = 0; i < json_array_size(list) && used < sizeof text; i++)
        used += (size_t)snprintf(text + used, sizeof text - used, "%s%s", i ? " " : "",
                                 text_at(json_array_get(list, i), key));
    return text;
}

/* `WALK BUS WALK`. */
static const char *modes_of(json_t *legs)
{
    return texts_of(legs, "mode");
}

/* `DEPART STAIRS ...` of a leg. */
static const char *turns_of(json_t *leg)
{
    return texts_of(json_object_get(leg, "steps"), "relativeDirection");
}

static void door_to_door_on_streets(void **state)
{
    (void)state;
    json_t *json = plan("v6", 10, "");
    json_t *legs = legs_of(json, "itineraries");
    assert_string_equal(modes_of(legs), "WALK BUS WALK");
    json_t *first = json_array_get(legs, 0), *last = json_array_get(legs, 2);
    assert_string_equal(text_at(json_object_get(first, "from"), "name"), "START");
    assert_string_equal(text_at(json_object_get(first, "to"), "name"), "Platform");
    assert_string_equal(text_at(json_object_get(last, "to"), "name"), "END");
    assert_true(json_is_false(json_object_get(first, "straightLine")));
    assert_string_equal(turns_of(first), "DEPART LEFT STAIRS CONTINUE");
    assert_string_equal(turns_of(last), "ELEVATOR CONTINUE");
    json_t *lift = json_array_get(json_object_get(last, "steps"), 0);
    assert_true(number_at(lift, "fromLevel") == 1 && number_at(lift, "toLevel") == 0);
    double metres = 0;
    json_t *steps = json_object_get(first, "steps");
    for (size_t i = 0; i < json_array_size(steps); i++)
        metres += number_at(json_array_get(steps, i), "distance");
    assert_true(fabs(metres - number_at(first, "distance")) < 0.01);
    assert_string_equal(text_at(json_array_get(steps, 1), "streetName"), "Montée");
    json_decref(json);
}

static void what_is_not_wanted_is_left_out(void **state)
{
    (void)state;
    json_t *json = plan("v1", 10, "&detailedLegs=false");
    json_t *leg = json_array_get(legs_of(json, "itineraries"), 0);
    json_t *line = json_object_get(leg, "legGeometry");
    assert_int_equal(json_integer_value(json_object_get(line, "precision")), 7);
    assert_string_equal(text_at(line, "points"), "");
    assert_null(json_object_get(leg, "steps"));
    json_decref(json);
}

static void cars_are_left_at_parks(void **state)
{
    (void)state;
    json_t *json = plan("v6", 2000, "&preTransitModes=CAR_PARKING&directModes=");
    json_t *legs = legs_of(json, "itineraries");
    assert_string_equal(modes_of(legs), "CAR WALK BUS WALK");
    json_t *park = json_object_get(json_array_get(legs, 0), "to");
    assert_string_equal(text_at(park, "name"), "P+R Ouest");
    assert_int_equal(json_integer_value(json_object_get(json_object_get(park, "park"), "capacity")),
                     40);
    json_decref(json);
    json = plan("v6", 2000, "&preTransitModes=BIKE_PARKING&directModes=");
    legs = legs_of(json, "itineraries");
    assert_string_equal(modes_of(legs), "BIKE WALK BUS WALK");
    json_decref(json);
    json = plan("v6", 2000, "&preTransitModes=CAR_DROPOFF&directModes=");
    assert_string_equal(modes_of(legs_of(json, "itineraries")), "CAR WALK BUS WALK");
    json_decref(json);
}

/* The fastest of several means: near by on foot, since bicycles are pushed up the ramp. */
static void the_fastest_means_is_taken(void **state)
{
    (void)state;
    static const char *const expected[] = {"WALK", "BIKE"};
    for (size_t i = 0; i < 2; i++) {
        json_t *json = plan("v6", i ? 2000 : 10, "&preTransitModes=WALK,BIKE&directModes=");
        json_t *first = json_array_get(legs_of(json, "itineraries"), 0);
        assert_string_equal(text_at(first, "mode"), expected[i]);
        json_decref(json);
    }
}

static void a_wheelchair_needs_no_stairs(void **state)
{
    (void)state;
    json_t *json = plan("v6", 10, "&pedestrianProfile=WHEELCHAIR");
    json_t *first = json_array_get(legs_of(json, "itineraries"), 0);
    assert_null(strstr(turns_of(first), "STAIRS"));
    assert_string_equal(text_at(json_object_get(first, "accessibility"), "status"), "YES");
    json_decref(json);
    json = plan("v6", 10, "");
    first = json_array_get(legs_of(json, "itineraries"), 0);
    assert_string_equal(text_at(json_object_get(first, "accessibility"), "status"), "NO");
    assert_string_equal(text_at(json_object_get(first, "accessibility"), "reason"),
                        "There are stairs on the way.");
    json_decref(json);
}

static void direct_ways_by_every_means(void **state)
{
    (void)state;
    json_t *json = plan("v6", 10,
                        "&directModes=WALK,BIKE,CAR,CAR_PARKING,BIKE_PARKING&maxDirectTime=10800"
                        "&transitModes=");
    json_t *direct = json_object_get(json, "direct");
    static const char *const expected[] = {"WALK", "BIKE", "BIKE WALK", "CAR", "CAR WALK"};
    assert_int_equal(json_array_size(direct), 5);
    for (size_t i = 0; i < 5; i++) {
        json_t *itinerary = json_array_get(direct, i), *legs = json_object_get(itinerary, "legs");
        assert_string_equal(modes_of(legs), expected[i]);
        json_t *last = json_array_get(legs, json_array_size(legs) - 1);
        assert_string_equal(text_at(itinerary, "endTime"), text_at(last, "endTime"));
        assert_string_equal(text_at(itinerary, "startTime"),
                            text_at(json_array_get(legs, 0), "startTime"));
    }
    json_decref(json);
}

static void it_is_said_whether_climbs_are_known(void **state)
{
    (void)state;
    json_t *json = answer("/api/v1/map/initial", 200);
    json_t *config = json_object_get(json, "serverConfig");
    bool climbs = false;
    for (uint32_t i = 0; i < town.network.counts.street_arcs_out; i++)
        climbs |= town.network.street_arcs_out[i].up_dm > 0;
    assert_true(json_is_true(json_object_get(config, "hasStreetRouting")));
    assert_int_equal(json_is_true(json_object_get(config, "hasElevation")), climbs);
    json_decref(json);
}

static void walking_may_have_a_limit_of_its_own(void **state)
{
    (void)state;
    static const struct {
        const char *more;
        bool rides;
    } cases[] = {
        {"&preTransitModes=WALK", true},
        {"&preTransitModes=WALK&maxWalkTime=1", false},
        {"&preTransitModes=WALK,BIKE&maxWalkTime=1&postTransitModes=BIKE", true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        json_t *json = plan("v6", 10, cases[i].more);
        bool rides = json_array_size(json_object_get(json, "itineraries")) > 0;
        if (rides != cases[i].rides)
            fail_msg("%s", cases[i].more);
        json_decref(json);
    }
}

static void between_one_place_and_itself_there_is_no_way(void **state)
{
    (void)state;
    static const char *const ends[] = {"small_P", "48.0,2.0"};
    for (size_t i = 0; i < 2; i++) {
        char target[200];
        snprintf(target, sizeof target,
                 "/api/v6/plan?fromPlace=%s&toPlace=%s&directModes=WALK,BIKE,CAR", ends[i],
                 ends[i]);
        json_t *json = answer(target, 200);
        assert_int_equal(json_array_size(json_object_get(json, "direct")), 0);
        json_decref(json);
    }
}

static void slow_rides_are_left_out_and_that_is_said(void **state)
{
    (void)state;
    json_t *json = plan("v6", 10, "&directModes=CAR&fastestDirectFactor=1");
    assert_int_equal(json_array_size(json_object_get(json, "itineraries")), 0);
    json_t *note = json_array_get(json_object_get(json, "notes"), 0);
    assert_string_equal(text_at(note, "code"), "SLOWER_THAN_DIRECT");
    json_decref(json);
    json = plan("v6", 10, "&directModes=CAR");
    assert_int_equal(json_array_size(json_object_get(json, "itineraries")), 1);
    assert_int_equal(json_array_size(json_object_get(json, "notes")), 0);
    json_decref(json);
}

/* Walks between stops are reckoned at the usual speed, so who is slow needs longer for changes. */
static void who_is_slow_has_time_for_changes(void **state)
{
    (void)state;
    static const struct {
        double speed;
        int32_t asked, factor;
    } cases[] = {{1.2, 1000, 1000},
                 {3, 1500, 1500},
                 {0.6, 1000, 2000},
                 {0.6, 1500, 3000},
                 {0.1, 90000, 100000}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct person person = person_usual(false, true);
        struct query query = query_default;
        person.on_foot.metres_per_second = cases[i].speed;
        query.change.factor_permille = cases[i].asked;
        person_tell(&person, &query);
        assert_int_equal(query.change.factor_permille, cases[i].factor);
        assert_int_equal(query.needs.wheelchair, WHEELCHAIR_NONE);
    }
    struct person rolling = person_usual(true, false);
    struct query query = query_default;
    person_tell(&rolling, &query);
    assert_int_equal(query.change.factor_permille, 1000);
    assert_int_equal(query.needs.wheelchair, WHEELCHAIR_STRICT);
}

static void bad_values_are_named(void **state)
{
    (void)state;
    static const struct {
        const char *more, *name;
    } cases[] = {
        {"&cyclingSpeed=0", "cyclingSpeed"},
        {"&pedestrianSpeed=fast", "pedestrianSpeed"},
        {"&elevationCosts=STEEP", "elevationCosts"},
        {"&cyclingTaste=slow", "cyclingTaste"},
        {"&maxMatchingDistance=1e9", "maxMatchingDistance"},
        {"&maxMatchingDistance=-1", "maxMatchingDistance"},
        {"&preTransitModes=WALK,FLY", "preTransitModes"},
        {"&postTransitModes=walk", "postTransitModes"},
        {"&directModes=HORSE", "directModes"},
        {"&maxPreTransitTime=x", "maxPreTransitTime"},
        {"&pedestrianProfile=CAT", "pedestrianProfile"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char target[400];
        snprintf(target, sizeof target, "/api/v6/plan?fromPlace=%s&toPlace=%s%s", at(0, 0),
                 at(5300, 0), cases[i].more);
        json_t *json = answer(target, 400);
        size_t length = strlen(cases[i].name);
        assert_memory_equal(text_at(json, "error"), cases[i].name, length);
        assert_int_equal(text_at(json, "error")[length], ':');
        json_decref(json);
    }
}

static void what_is_not_here_is_said(void **state)
{
    (void)state;
    json_t *json = plan("v6", 10, "&preTransitModes=WALK,RENTAL");
    json_t *note = json_array_get(json_object_get(json, "notes"), 0);
    assert_string_equal(text_at(note, "code"), "MODE_NOT_AVAILABLE");
    assert_string_equal(text_at(note, "inputField"), "preTransitModes");
    json_decref(json);
}

/* one-to-many says what the direct ways say. */
static void one_to_many_agrees_with_direct_ways(void **state)
{
    (void)state;
    static const char *const modes[] = {"WALK", "BIKE", "CAR"};
    static const double ends[][2] = {{390, -5}, {210, 280}, {5290, 5}, {0, 3000}};
    for (size_t i = 0; i < 24; i++) {
        const char *mode = modes[i % 3], *here = at(10, 5);
        const double *end = ends[i / 3 % 4];
        bool back = i >= 12;
        const char *there = at(end[0], end[1]);
        char target[600], many[40];
        snprintf(target, sizeof target,
                 "/api/v6/plan?fromPlace=%s&toPlace=%s&directModes=%s&transitModes="
                 "&maxDirectTime=21600",
                 back ? there : here, back ? here : there, mode);
        json_t *json = answer(target, 200);
        json_t *direct = json_array_get(json_object_get(json, "direct"), 0);
        snprintf(many, sizeof many, "%s", there);
        *strchr(many, ',') = ';';
        char one[40];
        snprintf(one, sizeof one, "%s", here);
        *strchr(one, ',') = ';';
        snprintf(target, sizeof target,
                 "/api/v6/one-to-many?one=%s&many=%s&mode=%s&max=21600&maxMatchingDistance=250"
                 "&arriveBy=%s&withDistance=true",
                 one, many, mode, back ? "true" : "false");
        json_t *all = answer(target, 200), *way = json_array_get(all, 0);
        if (direct) {
            assert_true(number_at(direct, "duration") == number_at(way, "duration"));
            json_t *leg = json_array_get(json_object_get(direct, "legs"), 0);
            assert_true(fabs(number_at(leg, "distance") - number_at(way, "distance")) < 0.01);
        } else {
            assert_int_equal(json_object_size(way), 0);
        }
        json_decref(json);
        json_decref(all);
    }
}

/* A flood that ends when all doors are known says of each what one for it alone says. */
static void many_places_are_told_as_each_alone(void **state)
{
    (void)state;
    static const char *const modes[] = {"WALK", "BIKE", "CAR"};
    static const double ends[][2] = {{390, -5}, {10, 5}, {210, 280}, {0, 3000}, {5290, 5}, {50, 5}};
    enum { ENDS = sizeof ends / sizeof *ends };
    uint32_t reached = 0;
    for (int i = 0; i < 12; i++) {
        char head[200], list[400] = "", target[800];
        snprintf(head, sizeof head, "/api/v6/one-to-many?mode=%s&max=%d&arriveBy=%s&one=%s",
                 modes[i % 3], i % 2 ? 21600 : 240, i < 6 ? "true" : "false", at(10, 5));
        *strrchr(head, ',') = ';';
        for (size_t k = 0; k < ENDS; k++) {
            size_t length = strlen(list);
            snprintf(list + length, sizeof list - length, "%s%s", k ? "|" : "",
                     at(ends[k][0], ends[k][1]));
        }
        for (char *c = list; *c; c++)
            *c = *c == ',' ? ';' : *c == '|' ? ',' : *c;
        snprintf(target, sizeof target, "%s&many=%s", head, list);
        json_t *all = answer(target, 200);
        assert_int_equal(json_array_size(all), ENDS);
        const char *place = list;
        for (size_t k = 0; k < ENDS; k++, place += strcspn(place, ",") + 1) {
            snprintf(target, sizeof target, "%s&many=%.*s", head, (int)strcspn(place, ","), place);
            json_t *alone = answer(target, 200);
            assert_true(json_equal(json_array_get(all, k), json_array_get(alone, 0)));
            reached += json_object_size(json_array_get(alone, 0)) > 0;
            json_decref(alone);
        }
        json_decref(all);
    }
    assert_true(reached > 20 && reached < 12 * ENDS);
}

/* Beyond the map one gets to stops all the same, in whatever question. */
static void one_to_all_goes_beyond_the_map(void **state)
{
    (void)state;
    struct point near = town.network.stops[town.r].at;
    char target[200];
    snprintf(target, sizeof target,
             "/api/v6/one-to-all?one=%.6f,%.6f&maxTravelTime=15&time=2026-05-04T05:30:00Z",
             geo_degrees(near.lat) + 0.001, geo_degrees(near.lon));
    json_t *json = answer(target, 200), *all = json_object_get(json, "all");
    assert_int_equal(json_array_size(all), 1);
    json_t *stop = json_array_get(all, 0);
    assert_int_equal(number_at(stop, "k"), 0);
    assert_int_equal(number_at(stop, "seconds"), 121); /* 111 m, a bit more by way of corners */
    json_decref(json);
}

/* From the platform to a place near the quay and back, with so many minutes there. */
static json_t *visit(const char *via, int minutes)
{
    char target[500];
    snprintf(target, sizeof target,
             "/api/v6/plan?fromPlace=small_P&toPlace=small_P&time=2026-05-04T05:30:00Z"
             "&searchWindow=3600&numItineraries=0&via=%s&viaMinimumStay=%d",
             via, minutes);
    return answer(target, 200);
}

static void a_place_is_passed_on_foot_from_a_stop(void **state)
{
    (void)state;
    const char *via = at(5200, -5);
    json_t *json = visit(via, 10), *legs = legs_of(json, "itineraries");
    assert_string_equal(modes_of(legs), "BUS WALK WALK BUS");
    json_t *there = json_array_get(legs, 1), *back = json_array_get(legs, 2);
    assert_string_equal(text_at(json_object_get(there, "from"), "name"), "Quay");
    assert_string_equal(text_at(json_object_get(there, "to"), "name"), "VIA");
    assert_string_equal(text_at(json_object_get(back, "to"), "name"), "Quay");
    assert_true(fabs(number_at(there, "distance") - 106) < 2);
    double walks = number_at(there, "duration") + number_at(back, "duration");
    assert_true(fabs(walks - 2 * (106 / 1.2 + 30)) < 3);
    json_decref(json);
    /* The bus is back after an hour, of which the walks and the usual change take their part. */
    double change = town.network.facts->default_change_seconds;
    json = visit(via, (int)((3600 - walks - change) / 60));
    assert_int_equal(json_array_size(json_object_get(json, "itineraries")), 1);
    json_decref(json);
    json = visit(via, (int)((3600 - walks - change) / 60) + 1);
    assert_int_equal(json_array_size(json_object_get(json, "itineraries")), 0);
    json_decref(json);
}

static void places_to_pass_may_be_of_both_kinds(void **state)
{
    (void)state;
    json_t *json = visit("small_Q", 10);
    assert_string_equal(modes_of(legs_of(json, "itineraries")), "BUS BUS");
    json_decref(json);
    char via[100];
    snprintf(via, sizeof via, "small_Q,%s", at(5200, -5));
    json = visit(via, 10);
    assert_string_equal(modes_of(legs_of(json, "itineraries")), "BUS WALK WALK BUS");
    json_decref(json);
    json = visit("10.5;10.5", 0);
    json_t *reason = json_array_get(json_object_get(json, "reasons"), 0);
    assert_string_equal(text_at(reason, "code"), "NO_STOPS_IN_RANGE");
    assert_string_equal(text_at(reason, "inputField"), "via");
    json_decref(json);
    json_decref(answer("/api/v6/plan?fromPlace=small_P&toPlace=small_Q&via=91.0,0.5", 400));
    json_decref(answer("/api/v6/plan?fromPlace=small_P&toPlace=small_Q&via=nowhere", 404));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(door_to_door_on_streets),
        cmocka_unit_test(what_is_not_wanted_is_left_out),
        cmocka_unit_test(cars_are_left_at_parks),
        cmocka_unit_test(the_fastest_means_is_taken),
        cmocka_unit_test(a_wheelchair_needs_no_stairs),
        cmocka_unit_test(direct_ways_by_every_means),
        cmocka_unit_test(it_is_said_whether_climbs_are_known),
        cmocka_unit_test(walking_may_have_a_limit_of_its_own),
        cmocka_unit_test(between_one_place_and_itself_there_is_no_way),
        cmocka_unit_test(slow_rides_are_left_out_and_that_is_said),
        cmocka_unit_test(a_place_is_passed_on_foot_from_a_stop),
        cmocka_unit_test(places_to_pass_may_be_of_both_kinds),
        cmocka_unit_test(who_is_slow_has_time_for_changes),
        cmocka_unit_test(bad_values_are_named),
        cmocka_unit_test(what_is_not_here_is_said),
        cmocka_unit_test(one_to_many_agrees_with_direct_ways),
        cmocka_unit_test(one_to_all_goes_beyond_the_map),
        cmocka_unit_test(many_places_are_told_as_each_alone),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
