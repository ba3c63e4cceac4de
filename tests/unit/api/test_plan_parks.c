#include "api/parks.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "api/routes.h"
#include "engine/base/clock.h"
#include "engine/live/draft.h"
#include "tests/street_town.h"

/*
 * By car to the bus at eight: from (2000,5) `Parking Est` is the best to set out for, since the bus
 * passes the quay later than the platform, to which `P+R Ouest` leads.
 */

#define NOW INT64_C(1777872600) /* 2026-05-04T05:30:00Z */

enum { WEST = 0, EAST = 2 };

static struct street_town town;
static struct world world;
static struct worker worker;
static struct live live;

static int set_up(void **state)
{
    (void)state;
    street_town_make(&town);
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

/* Lays over the town what a feed said half a minute ago. */
static void say(struct live_park park)
{
    struct error error = {0};
    const char *path = scratch_path(&town.scratch, "live");
    struct live_draft *draft = live_draft_create(&town.network);
    const struct live_feed feed = {
        .kind = LIVE_FEED_PARKS, .feed = NO_IX, .stamp = NOW - 30, .limit_seconds = 600};
    live_close(&live);
    live_draft_add_feed(draft, &feed, "spaces", NULL);
    live_draft_add_park(draft, &park);
    if (!live_freeze(draft, NOW, 1, path, &error) || !live_open(&live, path, &town.network, &error))
        fail_msg("%s: %s", error.place, error.text);
    live_draft_destroy(draft);
    world = (struct world){.network = &town.network, .live = &live};
    clock_set_now(NOW);
}

static int forget(void **state)
{
    (void)state;
    live_close(&live);
    live = (struct live){0};
    return 0;
}

/* The question to the road, to be given back. */
static json_t *plan(const char *more)
{
    char target[800];
    struct reply reply;
    struct point door = street_town_at(2000, 5);
    snprintf(target, sizeof target, "/api/v6/plan?fromPlace=%.6f,%.6f&maxPreTransitTime=3600%s%s%s",
             geo_degrees(door.lat), geo_degrees(door.lon),
             strstr(more, "toPlace=") ? "" : "&toPlace=small_R",
             strstr(more, "time=") ? "" : "&time=2026-05-04T05:30:00Z&searchWindow=3600", more);
    routes_answer(&worker, target, &reply);
    if (reply.status != 200)
        fail_msg("%s: %u %.*s", target, reply.status, (int)reply.size, reply.body);
    json_t *json = json_loadb(reply.body, reply.size, 0, NULL);
    assert_non_null(json);
    return json;
}

/* Where the car of the first itinerary is left. */
static json_t *place_of(json_t *json)
{
    json_t *itinerary = json_array_get(json_object_get(json, "itineraries"), 0);
    assert_non_null(itinerary);
    return json_object_get(json_array_get(json_object_get(itinerary, "legs"), 0), "to");
}

static void assert_text(json_t *object, const char *key, const char *wanted)
{
    const char *text = json_string_value(json_object_get(object, key));
    assert_non_null(text);
    assert_string_equal(text, wanted);
}

/* The car is left there, and the only note, if any, says that a full park was passed over. */
static void assert_parked(const char *more, const char *park, const char *passed)
{
    json_t *json = plan(more), *notes = json_object_get(json, "notes");
    assert_text(place_of(json), "name", park);
    assert_int_equal(json_array_size(notes), passed ? 1 : 0);
    if (passed) {
        assert_text(json_array_get(notes, 0), "code", "PARK_FULL");
        assert_text(json_array_get(notes, 0), "inputField", "preTransitModes");
        assert_text(json_array_get(notes, 0), "description", passed);
    }
    json_decref(json);
}

#define BY_CAR "&preTransitModes=CAR_PARKING"

static void a_full_park_is_passed_over_and_told_of(void **state)
{
    (void)state;
    say((struct live_park){EAST, 0, 0, 40, LIVE_PARK_OPEN});
    assert_parked(BY_CAR, "P+R Ouest", "Full now and passed over: Parking Est.");
    say((struct live_park){EAST, 0, 12, 40, LIVE_PARK_CLOSED});
    assert_parked(BY_CAR, "P+R Ouest", "Full now and passed over: Parking Est.");
}

/* Neither what has space, nor where nobody knows, nor a full one that nobody would go to. */
static void others_are_not(void **state)
{
    (void)state;
    say((struct live_park){EAST, 0, 1, 40, LIVE_PARK_OPEN});
    assert_parked(BY_CAR, "Parking Est", NULL);
    say((struct live_park){EAST, 0, NO_IX, 40, LIVE_PARK_UNKNOWN});
    assert_parked(BY_CAR, "Parking Est", NULL);
    say((struct live_park){1, 0, 0, 40, LIVE_PARK_OPEN});
    assert_parked(BY_CAR, "Parking Est", NULL);
}

/* What is full now says nothing of later, nor what was full long ago, nor of the timetable. */
static void fullness_is_of_now(void **state)
{
    (void)state;
    say((struct live_park){EAST, 0, 0, 40, LIVE_PARK_OPEN});
    assert_parked(BY_CAR "&time=2026-05-05T05:30:00Z&searchWindow=3600", "Parking Est", NULL);
    assert_parked(BY_CAR "&realtimeMode=OFF", "Parking Est", NULL);
    assert_parked(BY_CAR "&realtimeMode=REALTIME_ANNOTATION_ONLY", "Parking Est", NULL);
    clock_set_now(NOW + 700);
    json_t *json = plan(BY_CAR);
    assert_text(place_of(json), "name", "Parking Est");
    json_t *notes = json_object_get(json, "notes");
    assert_int_equal(json_array_size(notes), 1);
    assert_text(json_array_get(notes, 0), "code", "LIVE_DATA_STALE");
    json_decref(json);
}

static void who_is_dropped_needs_no_space(void **state)
{
    (void)state;
    say((struct live_park){EAST, 0, 0, 40, LIVE_PARK_OPEN});
    assert_parked("&preTransitModes=CAR_DROPOFF", "Drop-off", NULL);
}

static void a_park_says_what_is_free(void **state)
{
    (void)state;
    say((struct live_park){EAST, 0, 12, NO_IX, LIVE_PARK_OPEN});
    json_t *json = plan(BY_CAR), *park = json_object_get(place_of(json), "park");
    assert_int_equal(json_integer_value(json_object_get(park, "freeSpaces")), 12);
    assert_int_equal(json_integer_value(json_object_get(park, "totalSpaces")), 40); /* the map's */
    assert_text(park, "state", "OPEN");
    assert_text(park, "stamp", "2026-05-04T05:29:30Z");
    assert_int_equal(json_integer_value(json_object_get(park, "age")), 30);
    json_decref(json);
    say((struct live_park){WEST, 0, 12, NO_IX, LIVE_PARK_OPEN});
    json = plan(BY_CAR);
    assert_null(json_object_get(json_object_get(place_of(json), "park"), "freeSpaces"));
    assert_null(json_object_get(json_object_get(place_of(json), "park"), "age"));
    json_decref(json);
}

/* Parking near the end and walking on; the walk all the way is too long to be one. */
static void all_the_way_they_are_passed_over_too(void **state)
{
    (void)state;
    static const struct {
        uint32_t free;
        const char *park;
    } cases[] = {{1, "P+R Ouest"}, {0, NULL}};
    struct point door = street_town_at(200, 290);
    for (size_t i = 0; i < 2; i++) {
        char more[200];
        say((struct live_park){WEST, 0, cases[i].free, 40, LIVE_PARK_OPEN});
        snprintf(more, sizeof more, "&transitModes=&directModes=CAR_PARKING&toPlace=%.6f,%.6f",
                 geo_degrees(door.lat), geo_degrees(door.lon));
        json_t *json = plan(more);
        json_t *direct = json_array_get(json_object_get(json, "direct"), 0);
        json_t *notes = json_object_get(json, "notes");
        assert_int_equal(direct != NULL, cases[i].park != NULL);
        assert_int_equal(json_array_size(notes), cases[i].park ? 0 : 1);
        if (cases[i].park) {
            assert_text(json_object_get(json_array_get(json_object_get(direct, "legs"), 0), "to"),
                        "name", cases[i].park);
        } else {
            assert_text(json_array_get(notes, 0), "code", "PARK_FULL");
            assert_text(json_array_get(notes, 0), "inputField", "directModes");
        }
        json_decref(json);
    }
}

/* What the target is answered about the door, without the snapshot. */
static const char *ask(const char *before, const char *after)
{
    static char text[4000];
    char target[800];
    struct reply reply;
    struct point door = street_town_at(2000, 5);
    snprintf(target, sizeof target, "%s%.6f%s%.6f%s&time=2026-05-04T05:30:00Z%s", before,
             geo_degrees(door.lat), strstr(before, "matrix") ? ";" : ",", geo_degrees(door.lon),
             after, BY_CAR "&maxPreTransitTime=3600");
    routes_answer(&worker, target, &reply);
    assert_int_equal(reply.status, 200);
    if (reply.stream) {
        struct vec body = vec_of(1);
        while (reply.stream->next(reply.stream, &body) == REPLY_MORE)
            continue;
        snprintf(text, sizeof text, "%.*s", (int)body.count, (const char *)body.data);
        vec_finish(&body);
        reply.stream->end(reply.stream);
    } else {
        snprintf(text, sizeof text, "%.*s", (int)reply.size, reply.body);
    }
    const char *all = strstr(text, "\"all\""), *stops = strstr(text, "\"stops\"");
    const char *snapshot = all ? strstr(all, "\"snapshot\"") : NULL;
    text[snapshot ? snapshot - text : (ptrdiff_t)strlen(text)] = '\0';
    return all ? all : stops ? stops : text;
}

/* Times to everywhere and to many are those of the parks that have space. */
static void other_answers_pass_them_over_too(void **state)
{
    (void)state;
    static const char *const targets[][2] = {
        {"/api/v6/one-to-all?one=", "&maxTravelTime=60"},
        {"/x/v1/reach?place=", "&cutoffs=60"},
        {"/x/v1/matrix?origins=", "&destinations=small_Q&directModes="},
    };
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        char some[4000];
        say((struct live_park){EAST, 0, 1, 40, LIVE_PARK_OPEN});
        snprintf(some, sizeof some, "%s", ask(targets[i][0], targets[i][1]));
        say((struct live_park){EAST, 0, 0, 40, LIVE_PARK_OPEN});
        assert_string_not_equal(ask(targets[i][0], targets[i][1]), some);
    }
}

#define TEST(name) cmocka_unit_test_teardown(name, forget)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_full_park_is_passed_over_and_told_of),
        TEST(others_are_not),
        TEST(fullness_is_of_now),
        TEST(who_is_dropped_needs_no_space),
        TEST(a_park_says_what_is_free),
        TEST(all_the_way_they_are_passed_over_too),
        TEST(other_answers_pass_them_over_too),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
