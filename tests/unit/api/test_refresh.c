#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "api/routes.h"
#include "tests/street_town.h"

/* An itinerary that is asked for again is the same as long as nothing has changed. */

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

/* Itineraries that pass a place which is no stop. */
static int passes;

static json_t *answer(const char *target)
{
    struct reply reply;
    routes_answer(&worker, target, &reply);
    if (reply.status != 200)
        fail_msg("%s: %u %.*s", target, reply.status, (int)reply.size, reply.body);
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

static void expect_same(json_t *itinerary, const char *more)
{
    char target[2000];
    json_t *id = json_object_get(itinerary, "id");
    passes += strstr(json_string_value(id), ";t") != NULL;
    snprintf(target, sizeof target, "/api/v6/refresh-itinerary?itineraryId=%s%s",
             json_string_value(id), more);
    json_t *again = answer(target);
    json_object_del(again, "snapshot");
    if (!json_equal(again, itinerary)) {
        char *was = json_dumps(itinerary, 0), *is = json_dumps(again, 0);
        fail_msg("%s\n%s\n%s", target, was, is);
    }
    json_decref(again);
}

/* Both doors by these means, and what else; how many itineraries that was. */
static size_t expect_all_same(const char *modes, const char *more)
{
    char target[1000];
    snprintf(target, sizeof target,
             "/api/v6/plan?fromPlace=%s&toPlace=%s&time=2026-05-04T05:30:00Z&searchWindow=7200"
             "%s%s",
             at(10, 5), at(5290, -5), modes, more);
    json_t *plan = answer(target), *list = json_object_get(plan, "itineraries");
    size_t count = json_array_size(list);
    for (size_t i = 0; i < count; i++)
        expect_same(json_array_get(list, i), more);
    json_decref(plan);
    return count;
}

static void all_is_as_it_was(void **state)
{
    (void)state;
    static const char *const modes[] = {
        "",
        "&preTransitModes=BIKE",
        "&preTransitModes=CAR_PARKING",
        "&postTransitModes=CAR_PARKING",
        "&preTransitModes=CAR_DROPOFF",
        "&preTransitModes=BIKE_PARKING",
    };
    static const char *const more[] = {"", "&pedestrianSpeed=0.8", "&detailedLegs=false",
                                       "&pedestrianProfile=WHEELCHAIR"};
    size_t count = 0;
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++)
        for (size_t k = 0; k < sizeof more / sizeof *more; k++)
            count += expect_all_same(modes[i], more[k]);
    assert_true(count > 24);
}

static void a_place_to_pass_is_passed_again(void **state)
{
    (void)state;
    char via[100];
    struct point place = street_town_at(4990, 5);
    snprintf(via, sizeof via, "&via=%.6f;%.6f&viaMinimumStay=5", geo_degrees(place.lat),
             geo_degrees(place.lon));
    assert_true(expect_all_same(via, "") > 0);
    assert_true(passes > 0);
}

static void the_question_of_before_changes_nothing(void **state)
{
    (void)state;
    char target[1000], question[500];
    snprintf(target, sizeof target,
             "/api/v6/plan?fromPlace=%s&toPlace=%s&time=2026-05-04T05:30:00Z&preTransitModes=BIKE",
             at(10, 5), at(5290, -5));
    json_t *plan = answer(target), *list = json_object_get(plan, "itineraries");
    assert_true(json_array_size(list) > 0);
    snprintf(question, sizeof question,
             "&fromPlace=%s&toPlace=%s&preTransitModes=WALK&postTransitModes=CAR_PARKING"
             "&maxPreTransitTime=60&maxPostTransitTime=60&via=48.0;2.0",
             at(200, 5), at(5000, 5));
    for (size_t i = 0; i < json_array_size(list); i++)
        expect_same(json_array_get(list, i), question);
    json_decref(plan);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_is_as_it_was),
        cmocka_unit_test(a_place_to_pass_is_passed_again),
        cmocka_unit_test(the_question_of_before_changes_nothing),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
