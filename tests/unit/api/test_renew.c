#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "api/ids.h"
#include "api/renew.h"
#include "api/routes.h"
#include "engine/base/clock.h"
#include "tests/live_world.h"

/* What the endpoints say when live feeds have spoken: the small world of live_world.h. */

static struct live_world live;
static struct world world;
static struct worker worker;
static json_t *json;

static int set_up(void **state)
{
    (void)state;
    live_world_init(&live);
    clock_set_now(live.state.now);
    world.network = &live.frozen.network;
    worker.world = &world;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    json_decref(json);
    worker_finish(&worker);
    live_world_finish(&live);
    return 0;
}

static int reset(void **state)
{
    (void)state;
    live_world_reset(&live);
    world.live = NULL;
    return 0;
}

/* The feed speaks, and the next answer knows it. */
static void say(const char *line)
{
    live_world_say(&live, line);
    world.live = &live.state.live;
    world.number++;
    worker_finish(&worker);
}

/* Starts a message of several parts; `speak` ends it. */
static void speak(void)
{
    live_world_apply(&live);
    world.live = &live.state.live;
    worker_finish(&worker);
}

/* What the target is answered; valid until the next question. */
static json_t *ask(const char *target, unsigned status)
{
    struct reply reply;
    routes_answer(&worker, target, &reply);
    if (reply.status != status)
        fail_msg("%s: %u %.*s", target, reply.status, (int)reply.size, reply.body);
    json_decref(json);
    json = json_loadb(reply.body, reply.size, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(json);
    return json;
}

/* Follows keys and numbers, `itineraries.0.legs`; NULL: there is nothing. */
static json_t *at(json_t *from, const char *path)
{
    char key[64];
    while (*path && from) {
        size_t length = strcspn(path, ".");
        snprintf(key, sizeof key, "%.*s", (int)length, path);
        from = json_is_array(from) ? json_array_get(from, (size_t)(*key - '0'))
                                   : json_object_get(from, key);
        path += length + (path[length] == '.');
    }
    return from;
}

/* Any scalar as text; what is not there is `-`. */
static const char *text_at(json_t *from, const char *path)
{
    static char texts[8][200];
    static unsigned turn;
    char *text = texts[turn++ % 8];
    const json_t *value = at(from, path);
    if (!value)
        return "-";
    if (json_is_string(value))
        snprintf(text, sizeof texts[0], "%s", json_string_value(value));
    else if (json_is_integer(value))
        snprintf(text, sizeof texts[0], "%d", (int)json_integer_value(value));
    else if (json_is_boolean(value))
        snprintf(text, sizeof texts[0], "%s", json_is_true(value) ? "true" : "false");
    else
        snprintf(text, sizeof texts[0], "[%d]", (int)json_array_size(value));
    return text;
}

static void expect(json_t *from, const char *path, const char *text)
{
    if (strcmp(text_at(from, path), text) != 0)
        fail_msg("%s is %s, not %s", path, text_at(from, path), text);
}

#define T_ID "20260504_08:00_small_T"
#define BOARD                                                                                      \
    "/api/v6/stoptimes?stopId=small_%s&exactRadius=true&radius=0&mode=BUS&time="                   \
    "2026-05-04T05:50:00Z"

static json_t *board(const char *stop, const char *more)
{
    char target[300];
    snprintf(target, sizeof target, BOARD "%s", stop, more);
    return ask(target, 200);
}

static json_t *plan(const char *from, const char *to, const char *more)
{
    char target[300];
    snprintf(target, sizeof target,
             "/api/v6/plan?fromPlace=small_%s&toPlace=small_%s&time=2026-05-04T05:50:00Z%s", from,
             to, more);
    return ask(target, 200);
}

static void a_late_run_shows_both_times(void **state)
{
    (void)state;
    say("T vehicle:v1 label:Bus | P d+120 u:30 | Q a+180 d+180 occ:2");
    json_t *trip = ask("/api/v6/trip?tripId=" T_ID, 200);
    json_t *leg = at(trip, "legs.0");
    expect(leg, "tripId", T_ID);
    expect(leg, "realTime", "true");
    expect(leg, "realTimeState", "UPDATED");
    expect(leg, "scheduled", "true");
    expect(leg, "cancelled", "false");
    expect(leg, "delay", "120");
    expect(leg, "vehicle.id", "v1");
    expect(leg, "vehicle.label", "Bus");
    expect(leg, "startTime", "2026-05-04T06:02:00Z");
    expect(leg, "scheduledStartTime", "2026-05-04T06:00:00Z");
    expect(leg, "endTime", "2026-05-04T06:23:00Z");
    expect(leg, "scheduledEndTime", "2026-05-04T06:20:00Z");
    expect(leg, "from.departure", "2026-05-04T06:02:00Z");
    expect(leg, "from.scheduledDeparture", "2026-05-04T06:00:00Z");
    expect(leg, "from.uncertainty", "30");
    expect(leg, "intermediateStops.0.arrival", "2026-05-04T06:13:00Z");
    expect(leg, "intermediateStops.0.scheduledArrival", "2026-05-04T06:10:00Z");
    expect(leg, "intermediateStops.0.occupancy", "FEW_SEATS_AVAILABLE");
    expect(trip, "possible", "true");
}

static void without_live_data_all_is_as_promised(void **state)
{
    (void)state;
    json_t *leg = at(ask("/api/v6/trip?tripId=" T_ID, 200), "legs.0");
    expect(leg, "realTime", "false");
    expect(leg, "realTimeState", "SCHEDULED");
    expect(leg, "scheduled", "true");
    expect(leg, "delay", "-");
    expect(leg, "vehicle", "-");
    expect(leg, "from.realTime", "-");
}

static void a_cancelled_run_is_told_and_not_ridden(void **state)
{
    (void)state;
    say("T !3");
    json_t *trip = ask("/api/v6/trip?tripId=" T_ID, 200);
    expect(trip, "legs.0.cancelled", "true");
    expect(trip, "legs.0.realTimeState", "CANCELLED");
    expect(trip, "legs.0.from.cancelled", "true");
    expect(trip, "legs.0.from.pickupType", "NOT_ALLOWED");
    expect(trip, "possible", "false");
    json_t *times = board("P", "&n=1");
    expect(times, "stopTimes.0.tripId", T_ID);
    expect(times, "stopTimes.0.tripCancelled", "true");
    expect(times, "stopTimes.0.cancelled", "true");
    expect(times, "stopTimes.0.pickupDropoffType", "NOT_ALLOWED");
    expect(board("P", "&n=1&withCancelled=false"), "stopTimes.0.tripCancelled", "false");
    json_t *found = plan("P", "Q", "&numItineraries=1&maxTransfers=0");
    expect(found, "itineraries.0.legs.0.tripId", "20260504_10:00_small_O");
}

static void a_deleted_run_is_not_there(void **state)
{
    (void)state;
    say("T !7");
    expect(ask("/api/v6/trip?tripId=" T_ID, 404), "error",
           "tripId: the trip was taken out of the timetable");
}

static void a_skipped_stop_is_cancelled_on_trips_and_boards(void **state)
{
    (void)state;
    say("T | Q !1 | R a+0");
    json_t *trip = ask("/api/v6/trip?tripId=" T_ID, 200);
    expect(trip, "legs.0.cancelled", "false");
    expect(trip, "legs.0.intermediateStops.0.stopId", "small_Q");
    expect(trip, "legs.0.intermediateStops.0.cancelled", "true");
    expect(trip, "legs.0.intermediateStops.0.pickupType", "NOT_ALLOWED");
    json_t *times = board("Q", "&n=1");
    expect(times, "stopTimes.0.tripId", T_ID);
    expect(times, "stopTimes.0.cancelled", "true");
    expect(times, "stopTimes.0.tripCancelled", "false");
}

static void an_added_run_has_its_own_id(void **state)
{
    (void)state;
    say("X1 @20260504 ^08:30:00 !8 route:L sign:Extra | P d=08:30 | R a=08:45");
    json_t *found = ask("/api/v6/plan?fromPlace=small_P&toPlace=small_R&numItineraries=1"
                        "&time=2026-05-04T06:25:00Z",
                        200);
    json_t *leg = at(found, "itineraries.0.legs.0");
    expect(leg, "tripId", "20260504_08:30_small_X1");
    expect(leg, "headsign", "Extra");
    expect(leg, "scheduled", "false");
    expect(leg, "realTimeState", "ADDED");
    expect(leg, "scheduledStartTime", "2026-05-04T06:30:00Z");
    expect(leg, "delay", "-");
    expect(leg, "routeShortName", "1");
    json_t *trip = ask("/api/v6/trip?tripId=20260504_08:30_small_X1", 200);
    expect(trip, "legs.0.headsign", "Extra");
    ask("/api/v6/trip?tripId=20260505_08:30_small_X1", 404);
}

static void an_added_run_with_a_plan_may_be_late(void **state)
{
    (void)state;
    say("X1 @20260504 ^08:30:00 !8 route:L | P D=08:30 d=08:32 | R A=08:45 a=08:46");
    json_t *leg = at(ask("/api/v6/trip?tripId=20260504_08:30_small_X1", 200), "legs.0");
    expect(leg, "scheduled", "false");
    expect(leg, "scheduledStartTime", "2026-05-04T06:30:00Z");
    expect(leg, "startTime", "2026-05-04T06:32:00Z");
    expect(leg, "delay", "120");
}

static void another_platform_is_told(void **state)
{
    (void)state;
    say("T | P d+0 to:P2 | Q a+0");
    json_t *leg = at(ask("/api/v6/trip?tripId=" T_ID, 200), "legs.0");
    expect(leg, "from.stopId", "small_P2");
    expect(leg, "from.name", "Platform 2");
}

static void the_promise_may_be_asked_alone_or_annotated(void **state)
{
    (void)state;
    say("T | P d+600 | Q a+600");
    json_t *leg = at(plan("P", "Q", "&numItineraries=1&realtimeMode=OFF"), "itineraries.0.legs.0");
    expect(leg, "realTime", "false");
    expect(leg, "startTime", "2026-05-04T06:00:00Z");
    json_t *found = plan("P", "Q", "&numItineraries=1&realtimeMode=REALTIME_ANNOTATION_ONLY");
    leg = at(found, "itineraries.0.legs.0");
    expect(leg, "realTime", "true");
    expect(leg, "startTime", "2026-05-04T06:10:00Z");
    expect(leg, "scheduledStartTime", "2026-05-04T06:00:00Z");
    expect(found, "itineraries.0.startTime", "2026-05-04T06:10:00Z");
    json_t *times = board("P", "&n=1&realtimeMode=OFF");
    expect(times, "stopTimes.0.place.departure", "2026-05-04T06:00:00Z");
    expect(times, "stopTimes.0.realTime", "false");
    times = board("P", "&n=1&realtimeMode=REALTIME_ANNOTATION_ONLY");
    expect(times, "stopTimes.0.place.departure", "2026-05-04T06:10:00Z");
    say("T !3");
    times = board("P", "&n=1&realtimeMode=REALTIME_ANNOTATION_ONLY");
    expect(times, "stopTimes.0.tripCancelled", "true");
    times = board("P", "&n=1&withCancelled=false&realtimeMode=REALTIME_ANNOTATION_ONLY");
    expect(times, "stopTimes", "[0]");
    say("T !7");
    times = board("P", "&n=1&realtimeMode=REALTIME_ANNOTATION_ONLY");
    expect(times, "stopTimes", "[0]");
    expect(ask("/api/v6/plan?fromPlace=small_P&toPlace=small_Q&realtimeMode=real", 400), "error",
           "realtimeMode: must be one of REALTIME, REALTIME_ANNOTATION_ONLY, OFF");
}

static void an_annotated_journey_that_is_cancelled_says_so(void **state)
{
    (void)state;
    say("T !3");
    json_t *found = plan("P", "Q", "&numItineraries=1&realtimeMode=REALTIME_ANNOTATION_ONLY");
    expect(found, "itineraries.0.possible", "false");
    expect(found, "itineraries.0.legs.0.tripId", T_ID);
    expect(found, "itineraries.0.legs.0.cancelled", "true");
}

static struct leg ride(const char *id, uint32_t board_call, uint32_t alight_call)
{
    struct leg leg = {.kind = LEG_RIDE, .board_call = board_call, .alight_call = alight_call};
    const struct world promise = {.network = world.network};
    assert_true(ids_find_run(&promise, id, &leg.run, NULL));
    leg.from = world_shown_stop(&promise, leg.run.trip, board_call);
    leg.to = world_shown_stop(&promise, leg.run.trip, alight_call);
    leg.depart = run_depart(&promise, leg.run, board_call);
    leg.arrive = run_arrive(&promise, leg.run, alight_call);
    return leg;
}

/* T to R, five minutes there, U back. */
static struct journey there_and_back(struct leg legs[4])
{
    legs[1] = ride(T_ID, 0, 2);
    legs[0] = (struct leg){.kind = LEG_ACCESS, .from = NO_IX, .to = legs[1].from};
    legs[0].arrive = legs[1].depart;
    legs[0].depart = legs[1].depart - 300;
    legs[2] = (struct leg){.kind = LEG_WALK, .from = legs[1].to, .to = legs[1].to};
    legs[2].depart = legs[1].arrive;
    legs[2].arrive = legs[1].arrive + 300;
    legs[3] = ride("20260504_09:00_small_U", 0, 1);
    return (struct journey){legs[0].depart, legs[3].arrive, 1, 4, legs};
}

static void a_journey_follows_its_rides(void **state)
{
    (void)state;
    struct leg legs[4];
    say("T | P d+60 | R a+600");
    struct journey journey = there_and_back(legs);
    unix_time depart = journey.depart;
    renew_journey(&world, &journey);
    assert_int_equal(journey.depart, depart + 60);
    assert_int_equal(legs[0].arrive, legs[1].depart);
    assert_int_equal(legs[2].depart, legs[1].arrive);
    assert_false(renew_is_missed(&journey, 3));
    assert_true(renew_is_possible(&world, &journey));
}

static void a_connection_may_be_missed(void **state)
{
    (void)state;
    struct leg legs[4];
    say("T | R a+2101");
    struct journey journey = there_and_back(legs);
    renew_journey(&world, &journey);
    assert_true(renew_is_missed(&journey, 3));
    assert_false(renew_is_possible(&world, &journey));
    say("T | R a+2100");
    journey = there_and_back(legs);
    renew_journey(&world, &journey);
    assert_false(renew_is_missed(&journey, 3));
}

/* The first itinerary of a plan, asked for again by its id. */
static json_t *refresh(json_t *found, unsigned status)
{
    char target[600];
    snprintf(target, sizeof target, "/api/v6/refresh-itinerary?itineraryId=%s",
             text_at(found, "itineraries.0.id"));
    return ask(target, status);
}

static void an_itinerary_can_be_asked_for_again(void **state)
{
    (void)state;
    json_t *found = json_incref(plan("P", "Q", "&numItineraries=1&maxTransfers=0"));
    expect(found, "itineraries.0.id", "r20260504_08:00_small_T,0,1,small_P,small_Q");
    json_t *again = refresh(found, 200);
    json_object_del(again, "snapshot");
    if (!json_equal(again, at(found, "itineraries.0")))
        fail_msg("%s", json_dumps(again, 0));
    say("T | P d+600");
    again = refresh(found, 200);
    expect(again, "startTime", "2026-05-04T06:10:00Z");
    expect(again, "legs.0.scheduledStartTime", "2026-05-04T06:00:00Z");
    expect(again, "possible", "true");
    expect(again, "id", text_at(found, "itineraries.0.id"));
    say("T !3");
    again = refresh(found, 200);
    expect(again, "legs.0.cancelled", "true");
    expect(again, "possible", "false");
    say("T !7");
    expect(refresh(found, 200), "legs.0.cancelled", "true");
    say("T | Q !1 | R a+0");
    again = refresh(found, 200);
    expect(again, "legs.0.to.cancelled", "true");
    expect(again, "possible", "false");
    say("T !5 | P d=08:05 | Z a=08:07 | Q a=08:20");
    again = refresh(found, 200);
    expect(again, "legs.0.realTimeState", "REPLACED");
    expect(again, "legs.0.endTime", "2026-05-04T06:20:00Z");
    json_decref(found);
}

static void ids_that_are_none_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *id;
        unsigned status;
    } cases[] = {
        {"", 400},
        {"x", 400},
        {"WALK;2026-05-04T06:00:00Z", 400},
        {"a0,WALK@small_P", 400},
        {"r20260504_08:00_small_T,0,1,small_P", 400},
        {"r20260504_08:00_small_T,0,1,small_P,small_Q;", 400},
        {"r20260504_08:00_small_T,0,x,small_P,small_Q", 400},
        {"r%2500,0,1,small_P,small_Q", 400},
        {"e0,WALK@small_P;r20260504_08:00_small_T,0,1,small_P,small_Q", 400},
        {"r20260504_08:00_small_T,0,1,small_P,small_Q;t10@1,1", 400},
        {"a9999999,WALK@small_P;r20260504_08:00_small_T,0,1,small_P,small_Q", 400},
        {"r20260504_08:00_small_T,0,1,small_P,small_Q", 200},
        {"r20260504_08:00_small_T,7,9,small_P,small_Q", 200},
        {"r20260504_08:00_small_T,0,1,small_Q,small_P", 404},
        {"r20260504_08:00_small_TT,0,1,small_P,small_Q", 404},
        {"a0,WALK@nowhere;r20260504_08:00_small_T,0,1,small_P,small_Q", 404},
        {"a0,SLEDGE@small_P;r20260504_08:00_small_T,0,1,small_P,small_Q", 400},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char target[300];
        snprintf(target, sizeof target, "/api/v6/refresh-itinerary?itineraryId=%s", cases[i].id);
        ask(target, cases[i].status);
        if (cases[i].status != 200)
            assert_int_equal(strncmp(text_at(json, "error"), "itineraryId: ", 13), 0);
    }
    /* A parameter of the question's own is named as it is. */
    expect(ask("/api/v6/refresh-itinerary?itineraryId=r20260504_08:00_small_T,0,1,small_P,small_Q"
               "&pedestrianSpeed=x",
               400),
           "error", "pedestrianSpeed: must be a number");
}

static void answers_say_how_old_they_are(void **state)
{
    (void)state;
    expect(plan("P", "Q", ""), "snapshot.live.made", "-");
    char before[40];
    snprintf(before, sizeof before, "%s", text_at(json, "snapshot.id"));
    expect(json, "snapshot.timetable", before);
    say("T | P d+600");
    json_t *found = plan("P", "Q", "");
    assert_string_not_equal(text_at(found, "snapshot.id"), before);
    expect(found, "snapshot.timetable", before);
    expect(found, "snapshot.live.feeds.0.tag", "live");
    expect(found, "snapshot.live.feeds.0.state", "FRESH");
    expect(found, "snapshot.live.feeds.0.feed", "small");
    expect(found, "snapshot.live.feeds.0.problem", "-");
    expect(ask("/x/v1/feeds", 200), "feeds.0.live.0.matchedBy.trip", "1");
    expect(ask("/api/v1/health", 200), "rt", "true");
    expect(board("P", ""), "snapshot.timetable", before);
    expect(ask("/api/v6/trip?tripId=" T_ID, 200), "snapshot.timetable", before);
}

/* The numbers of a matrix, of now and of the promise; the arrival of a late run is later. */
static void reach_and_matrix_ask_either_world(void **state)
{
    (void)state;
    say("T | P d+600 | Q a+600");
    struct reply reply;
    static const char target[] = "/x/v1/matrix?origins=small_P&destinations=small_Q"
                                 "&time=2026-05-04T05:55:00Z&maxTravelTime=60&realtimeMode=%s";
    static const char one[] = "/api/v6/one-to-all?one=small_P&maxTravelTime=60"
                              "&time=2026-05-04T05:55:00Z&realtimeMode=%s";
    static const char *const modes[] = {"REALTIME", "OFF"};
    static const int seconds[] = {1500, 900};
    for (int i = 0; i < 2; i++) {
        char text[300], number[20];
        snprintf(number, sizeof number, "[%d]", seconds[i]);
        snprintf(text, sizeof text, target, modes[i]);
        routes_answer(&worker, text, &reply);
        reply_drain(&reply, &worker.arena);
        assert_non_null(strstr(reply.body, number));
        snprintf(text, sizeof text, one, modes[i]);
        json_t *all = at(ask(text, 200), "all");
        bool found = false;
        for (size_t k = 0; k < json_array_size(all); k++)
            found =
                found || json_integer_value(at(json_array_get(all, k), "seconds")) == seconds[i];
        assert_true(found);
    }
}

static void a_feed_that_has_gone_silent_is_named(void **state)
{
    (void)state;
    say("T | P d+600");
    struct live other = live.state.live;
    struct live_feed feed = other.feeds[0];
    other.feeds = &feed;
    world.live = &other;
    feed.limit_seconds = 300;
    feed.stamp = live.state.now - 290;
    expect(plan("P", "Q", ""), "notes.0.code", "-");
    feed.stamp = live.state.now - 720;
    json_t *found = plan("P", "Q", "");
    expect(found, "notes.0.code", "LIVE_DATA_STALE");
    expect(found, "notes.0.description",
           "The newest live data of live is 12 min old: it may no longer be true.");
    expect(found, "snapshot.live.feeds.0.state", "STALE");
    expect(ask("/api/v1/health", 200), "rt", "false");
    feed.state = LIVE_FEED_STALE;
    expect(plan("P", "Q", ""), "notes.0.description",
           "The newest live data of live is 12 min old and not used.");
    feed.stamp = live.state.now - 30 * 3600;
    expect(plan("P", "Q", ""), "notes.0.description",
           "The newest live data of live is 30 hours old and not used.");
    feed.stamp = live.state.now - 1117 * 86400;
    expect(plan("P", "Q", ""), "notes.0.description",
           "The newest live data of live is 1117 days old and not used.");
    feed.state = LIVE_FEED_SILENT;
    expect(plan("P", "Q", ""), "notes.0.code", "LIVE_DATA_MISSING");
    world.live = &live.state.live;
}

static void an_ended_timetable_is_named(void **state)
{
    (void)state;
    json_t *found =
        ask("/api/v6/plan?fromPlace=small_P&toPlace=small_Q&time=2027-06-01T06:00:00Z", 200);
    expect(found, "reasons.0.code", "OUTSIDE_SERVICE_PERIOD");
    expect(found, "reasons.0.description",
           "No timetable covers the time asked for. The timetable of small ended on 2026-12-31.");
}

static void vehicles_are_shown_where_they_are(void **state)
{
    (void)state;
    live_world_begin(&live);
    rt_vehicle(&live.words, "v", "T @20260504 | lat:48.01 lon:2.01 at:08:04 id:v1 bearing:90");
    speak();
    json_t *found = ask("/x/v1/vehicles?min=48,2&max=48.1,2.1", 200);
    expect(found, "vehicles", "[1]");
    expect(found, "vehicles.0.id", "v1");
    expect(found, "vehicles.0.tripId", T_ID);
    expect(found, "vehicles.0.stamp", "2026-05-04T06:04:00Z");
    expect(found, "vehicles.0.headsign", "There");
    expect(ask("/x/v1/vehicles?min=48.02,2&max=48.1,2.1", 200), "vehicles", "[0]");
    expect(ask("/api/v6/trip?tripId=" T_ID, 200), "legs.0.vehicle.id", "v1");
    found = ask("/api/v6/map/trips?min=47,1&max=49,3&zoom=15&startTime=2026-05-04T06:05:00Z"
                "&endTime=2026-05-04T06:06:00Z",
                200);
    size_t shown = 0;
    for (size_t i = 0; i < json_array_size(found); i++)
        if (at(json_array_get(found, i), "vehicle")) {
            expect(json_array_get(found, i), "trips.0.tripId", T_ID);
            shown++;
        }
    assert_int_equal(shown, 1);
}

static void what_was_said_is_given_on(void **state)
{
    (void)state;
    struct reply reply;
    expect(ask("/x/v1/gtfs-rt", 404), "error", "/x/v1/gtfs-rt: there is no live data");
    say("T | P d+600");
    expect(ask("/x/v1/gtfs-rt?feed=nobody", 404), "error",
           "feed: there is no timetable `nobody`; there is live data of `small`");
    routes_answer(&worker, "/x/v1/gtfs-rt", &reply);
    assert_int_equal(reply.status, 200);
    assert_string_equal(reply.content_type, "application/x-protobuf");
    assert_int_equal(reply.size, world.live->counts.republished);
    assert_memory_equal(reply.body, world.live->republished, reply.size);
}

static void alert(const char *line)
{
    live_world_begin(&live);
    rt_alert(&live.words, "a1", line);
    speak();
}

/* How many alerts there are on the leg of T, at its first and at its middle stop. */
static void expect_alerts(const char *leg, const char *from, const char *middle)
{
    json_t *trip = ask("/api/v6/trip?tripId=" T_ID, 200);
    expect(trip, "legs.0.alerts", leg);
    expect(trip, "legs.0.from.alerts", from);
    expect(trip, "legs.0.intermediateStops.0.alerts", middle);
}

static void alerts_stand_beside_what_they_are_about(void **state)
{
    (void)state;
    alert("header:Works | route:L");
    expect_alerts("[1]", "-", "-");
    alert("header:Works | route:M");
    expect_alerts("-", "-", "-");
    alert("header:Works | stop:S");
    expect_alerts("-", "[1]", "-");
    alert("header:Works | route:L stop:Q");
    expect_alerts("-", "-", "[1]");
    alert("header:Works | route:M stop:Q");
    expect_alerts("-", "-", "-");
    alert("header:Works | agency:A");
    expect_alerts("[1]", "-", "-");
    alert("header:Works | route:L dir:1");
    expect_alerts("-", "-", "-");
    alert("header:Works | trip:T @20260504");
    expect_alerts("[1]", "-", "-");
    alert("header:Works | trip:T @20260505");
    expect_alerts("-", "-", "-");
    alert("header:Works | type:3");
    expect_alerts("[1]", "-", "-");
    alert("header:Works | route:L | route:L dir:0");
    expect_alerts("[1]", "-", "-");
}

static void alerts_hold_for_a_time(void **state)
{
    (void)state;
    alert("header:Works from:08:15 until:08:30 | route:L");
    expect_alerts("[1]", "-", "-");
    alert("header:Works from:08:21 until:08:30 | route:L");
    expect_alerts("-", "-", "-");
    alert("header:Works from:07:00 until:08:00 | route:L");
    expect_alerts("-", "-", "-");
    alert("header:Works shown:08:00 to:08:10 hit:08:10 over:09:00 | route:L");
    expect_alerts("[1]", "-", "-");
    alert("header:Works shown:07:00 to:07:50 hit:08:10 over:09:00 | route:L");
    expect_alerts("-", "-", "-");
}

static void alerts_speak_the_language_asked_for(void **state)
{
    (void)state;
    alert("header:Travaux/fr header:Works/en url:example.org effect:1 cause:10 severity:3 "
          "from:07:00 | route:L");
    json_t *found = at(ask("/api/v6/trip?tripId=" T_ID "&language=en", 200), "legs.0.alerts.0");
    expect(found, "headerText", "Works");
    expect(found, "descriptionText", "");
    expect(found, "url", "example.org");
    expect(found, "effect", "NO_SERVICE");
    expect(found, "cause", "CONSTRUCTION");
    expect(found, "severityLevel", "WARNING");
    expect(found, "id", "a1");
    expect(found, "impactPeriod", "[1]");
    expect(found, "communicationPeriod.0.start", "2026-05-04T05:00:00Z");
    expect(found, "communicationPeriod.0.end", "9999-12-31T23:59:59Z");
    found = at(ask("/api/v6/trip?tripId=" T_ID "&language=de,fr", 200), "legs.0.alerts.0");
    expect(found, "headerText", "Travaux");
    expect(ask("/api/v6/trip?tripId=" T_ID "&withAlerts=false", 200), "legs.0.alerts", "-");
    expect(board("P", "&n=1"), "stopTimes.0.alerts.0.effect", "NO_SERVICE");
    expect(plan("P", "Q", "&numItineraries=1"), "itineraries.0.legs.0.alerts", "[1]");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_late_run_shows_both_times, reset),
        cmocka_unit_test_setup(without_live_data_all_is_as_promised, reset),
        cmocka_unit_test_setup(a_cancelled_run_is_told_and_not_ridden, reset),
        cmocka_unit_test_setup(a_deleted_run_is_not_there, reset),
        cmocka_unit_test_setup(a_skipped_stop_is_cancelled_on_trips_and_boards, reset),
        cmocka_unit_test_setup(an_added_run_has_its_own_id, reset),
        cmocka_unit_test_setup(an_added_run_with_a_plan_may_be_late, reset),
        cmocka_unit_test_setup(another_platform_is_told, reset),
        cmocka_unit_test_setup(the_promise_may_be_asked_alone_or_annotated, reset),
        cmocka_unit_test_setup(an_annotated_journey_that_is_cancelled_says_so, reset),
        cmocka_unit_test_setup(a_journey_follows_its_rides, reset),
        cmocka_unit_test_setup(a_connection_may_be_missed, reset),
        cmocka_unit_test_setup(an_itinerary_can_be_asked_for_again, reset),
        cmocka_unit_test_setup(ids_that_are_none_are_refused, reset),
        cmocka_unit_test_setup(answers_say_how_old_they_are, reset),
        cmocka_unit_test_setup(reach_and_matrix_ask_either_world, reset),
        cmocka_unit_test_setup(a_feed_that_has_gone_silent_is_named, reset),
        cmocka_unit_test_setup(an_ended_timetable_is_named, reset),
        cmocka_unit_test_setup(vehicles_are_shown_where_they_are, reset),
        cmocka_unit_test_setup(what_was_said_is_given_on, reset),
        cmocka_unit_test_setup(alerts_stand_beside_what_they_are_about, reset),
        cmocka_unit_test_setup(alerts_hold_for_a_time, reset),
        cmocka_unit_test_setup(alerts_speak_the_language_asked_for, reset),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
