#include "api/outward.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "api/routes.h"
#include "tests/lent_town.h"

/* Questions to all stops from beside a scooter, half an hour's walk from any. */

static struct lent_town town;
static struct worker worker;
static double east; /* where the place is */

static int set_up(void **state)
{
    (void)state;
    lent_town_make(&town);
    worker.world = &town.world;
    east = 3000;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    worker_finish(&worker);
    lent_town_finish(&town);
    return 0;
}

/* What `path` is answered about the place in parameter `name`; to be given back. */
static json_t *ask(const char *path, const char *name, const char *more, unsigned status)
{
    char target[600];
    struct reply reply;
    struct point at = street_town_at(east, 5);
    snprintf(target, sizeof target, "%s?%s=%.6f%s%.6f&time=2026-05-04T05:30:00Z%s", path, name,
             geo_degrees(at.lat), strstr(path, "matrix") ? ";" : ",", geo_degrees(at.lon), more);
    routes_answer(&worker, target, &reply);
    if (reply.status != status)
        fail_msg("%s: %u %.*s", target, reply.status, (int)reply.size, reply.body);
    json_t *json = json_loadb(reply.body, reply.size, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(json);
    return json;
}

static json_t *one_to_all(const char *more, unsigned status)
{
    return ask("/api/v6/one-to-all", "one", more, status);
}

/* The only note, of that code and about that parameter; NULL: there is none. */
static void assert_note(json_t *notes, const char *code, const char *field)
{
    assert_true(json_is_array(notes));
    assert_int_equal(json_array_size(notes), code ? 1 : 0);
    if (!code)
        return;
    json_t *note = json_array_get(notes, 0);
    assert_string_equal(json_string_value(json_object_get(note, "code")), code);
    assert_string_equal(json_string_value(json_object_get(note, "inputField")), field);
}

/* Stops that are reached, and the note. */
static size_t count(const char *more, const char *code, const char *field)
{
    json_t *json = one_to_all(more, 200);
    size_t stops = json_array_size(json_object_get(json, "all"));
    assert_note(json_object_get(json, "notes"), code, field);
    json_decref(json);
    return stops;
}

#define HIRED "&maxTravelTime=30&transitModes=&preTransitModes=RENTAL"
#define HIRED_BACK "&maxTravelTime=30&arriveBy=true&transitModes=&postTransitModes=RENTAL"

static void stops_are_reached_on_shared_vehicles(void **state)
{
    (void)state;
    assert_int_equal(count("&maxTravelTime=30&transitModes=", NULL, NULL), 0);
    size_t all = count(HIRED, NULL, NULL);
    assert_int_equal(all, 2); /* The quay, and the platform. */
    assert_int_equal(
        count(HIRED "&preTransitRentalFormFactors=CAR", "NO_SHARED_VEHICLE", "preTransitModes"), 0);
    assert_int_equal(count(HIRED "&postTransitRentalFormFactors=CAR", NULL, NULL), all);
    json_t *reach =
        ask("/x/v1/reach", "place", "&cutoffs=30&transitModes=&preTransitModes=RENTAL", 200);
    assert_true(json_array_size(json_object_get(reach, "stops")) >= all);
    assert_note(json_object_get(json_object_get(reach, "question"), "notes"), NULL, NULL);
    json_decref(reach);
    east = 4990; /* A vehicle is left at a corner. */
    assert_int_equal(count(HIRED_BACK, NULL, NULL), 1);
    east = 3000;
}

static void what_is_not_here_is_said(void **state)
{
    (void)state;
    assert_int_equal(count(HIRED "&preTransitRentalProviders=nobody", "UNKNOWN_PROVIDER",
                           "preTransitRentalProviders"),
                     0);
    assert_int_equal(
        count(HIRED "&pedestrianProfile=WHEELCHAIR", "MODE_NOT_AVAILABLE", "preTransitModes"), 0);
    count(HIRED_BACK "&realtimeMode=OFF", "MODE_NOT_AVAILABLE", "postTransitModes");
    count("&maxTravelTime=30&preTransitModes=RIDE_SHARING", "MODE_NOT_AVAILABLE",
          "preTransitModes");
    json_t *reach =
        ask("/x/v1/reach", "place", "&preTransitModes=RENTAL&format=geojson&realtimeMode=OFF", 200);
    assert_note(json_object_get(json_object_get(reach, "question"), "notes"), "MODE_NOT_AVAILABLE",
                "preTransitModes");
    json_decref(reach);
    json_decref(one_to_all(HIRED "&preTransitRentalFormFactors=SLEDGE", 400));
    json_decref(one_to_all(HIRED "&postTransitRentalFormFactors=SLEDGE", 400));
}

static void a_matrix_refuses_what_it_does_not_know(void **state)
{
    (void)state;
    static const char *const names[] = {"preTransitModes", "postTransitModes", "directModes"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        for (int other = 0; other < 2; other++) {
            char more[200];
            snprintf(more, sizeof more, "&destinations=48;2&%s=WALK,%s", names[i],
                     other ? "RIDE_SHARING" : "RENTAL");
            json_t *json = ask("/x/v1/matrix", "origins", more, 400);
            const char *text = json_string_value(json_object_get(json, "error"));
            assert_non_null(text);
            assert_memory_equal(text, names[i], strlen(names[i]));
            json_decref(json);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stops_are_reached_on_shared_vehicles),
        cmocka_unit_test(what_is_not_here_is_said),
        cmocka_unit_test(a_matrix_refuses_what_it_does_not_know),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
