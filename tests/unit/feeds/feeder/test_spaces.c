#include "feeds/feeder/spaces.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/clock.h"
#include "engine/base/log.h"
#include "tests/street_town.h"

#define NOW 1780000000

/* From a file to the image of a town with a car park at (400,0), 5 m beside which the lot lies. */
static struct street_town town;
static struct config config;
static struct fetch *fetch;
static struct spaces spaces;
static struct spaces_laid laid;
static struct live live;
static char document[256], image[256];

static int set_up(void **state)
{
    (void)state;
    log_enable(false);
    street_town_make(&town);
    snprintf(document, sizeof document, "%s", scratch_path(&town.scratch, "parking.json"));
    snprintf(image, sizeof image, "%s", scratch_path(&town.scratch, "live"));
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    street_town_finish(&town);
    return 0;
}

static int begin(void **state)
{
    static const struct fetch_limits limits = {
        .bytes = 10000, .milliseconds = 1000, .redirects = 1, .at_once = 2};
    const struct config_parks parks = {
        .from = {.where = document, .tag = "lots", .limit_seconds = 600}, .metres = 100};
    (void)state;
    clock_set_now(NOW);
    config = (struct config){.parks = vec_of(sizeof(struct config_parks))};
    vec_push(&config.parks, &parks);
    fetch = fetch_create(&limits, 1);
    spaces_init(&spaces, &config, fetch);
    spaces_laid_init(&laid, &town.network);
    return 0;
}

static int end(void **state)
{
    (void)state;
    spaces_laid_finish(&laid);
    spaces_finish(&spaces);
    fetch_destroy(fetch);
    vec_finish(&config.parks);
    return 0;
}

/* The feed says so much of a lot that lies there; NULL: it is gone. Whether that is news. */
static bool say(const char *said, unix_time stamp)
{
    struct fetch_answer answer;
    struct point at = street_town_at(400, 5);
    char text[512];
    snprintf(text, sizeof text,
             "{\"last_updated\": %lld, \"lots\": [{\"id\": \"a\", \"coords\": {\"lat\": %.7f, "
             "\"lng\": %.7f}, %s}]}",
             (long long)stamp, at.lat / 1e7, at.lon / 1e7, said ? said : "");
    remove(document);
    if (said)
        scratch_text(&town.scratch, "parking.json", text);
    while (!fetch_next(fetch, &answer))
        fetch_wait(fetch, 10, NULL, 0);
    assert_true(spaces_own(&spaces, answer.source));
    return spaces_take(&spaces, &answer, clock_now());
}

static struct live_feed lay(void)
{
    struct error error = {0};
    spaces_judge(&spaces, clock_now());
    struct live_draft *draft = live_draft_create(&town.network);
    spaces_lay(&laid, &spaces, draft);
    if (!live_freeze(draft, clock_now(), 1, image, &error) ||
        !live_open(&live, image, &town.network, &error))
        fail_msg("%s: %s", error.place, error.text);
    live_draft_destroy(draft);
    return live.feeds[0];
}

/* Free spaces of the one park that the lot is; NO_IX: nobody knows. */
static uint32_t free_spaces(void)
{
    unix_time stamp;
    for (uint32_t i = 0; i < town.network.counts.street_parks; i++)
        if (town.network.street_parks[i].kind == TIE_CAR_PARK &&
            geo_metres(town.network.street_parks[i].at, street_town_at(400, 0)) < 1)
            return live_park_free(&live, i, &stamp);
    fail_msg("no park");
    return NO_IX;
}

static void spaces_are_in_the_image(void **state)
{
    (void)state;
    assert_true(say("\"free\": 12, \"total\": 40", NOW - 10));
    struct live_feed row = lay();
    assert_int_equal(row.state, LIVE_FEED_FRESH);
    assert_int_equal(row.stamp, NOW - 10);
    assert_int_equal(row.entities, 1);
    assert_int_equal(row.stations, 1);
    assert_int_equal(row.docks, 12);
    assert_int_equal(row.findings, 0);
    assert_int_equal(live.counts.parks, 1);
    assert_int_equal(free_spaces(), 12);
    live_close(&live);
}

static void what_is_new_takes_the_place_of_what_was(void **state)
{
    (void)state;
    assert_true(say("\"free\": 12", NOW - 10));
    lay();
    live_close(&live);
    assert_true(say("\"free\": 0, \"total\": 40", NOW - 5));
    lay();
    assert_int_equal(free_spaces(), 0);
    live_close(&live);
}

static void who_fails_keeps_what_was_said_until_it_is_old(void **state)
{
    (void)state;
    assert_true(say("\"free\": 12", NOW - 10));
    assert_false(say(NULL, 0));
    struct live_feed row = lay();
    assert_int_equal(row.state, LIVE_FEED_FAILED);
    assert_int_equal(row.failures, 1);
    assert_int_equal(free_spaces(), 12);
    live_close(&live);
    clock_set_now(NOW - 10 + 600);
    row = lay();
    assert_int_equal(row.state, LIVE_FEED_STALE);
    assert_int_equal(free_spaces(), NO_IX);
    live_close(&live);
}

static void what_cannot_be_read_changes_nothing(void **state)
{
    (void)state;
    assert_true(say("\"free\": 12", NOW - 10));
    assert_false(say("\"free\": ", NOW - 5));
    struct live_feed row = lay();
    assert_int_equal(row.state, LIVE_FEED_FAILED);
    assert_int_equal(free_spaces(), 12);
    live_close(&live);
}

static void who_never_said_anything_is_silent(void **state)
{
    (void)state;
    assert_false(spaces_are_tried(&spaces));
    assert_false(say(NULL, 0));
    assert_true(spaces_are_tried(&spaces));
    assert_int_equal(lay().state, LIVE_FEED_SILENT);
    assert_int_equal(free_spaces(), NO_IX);
    live_close(&live);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

static void what_is_said_ahead_of_time_is_of_now(void **state)
{
    (void)state;
    assert_true(say("\"total\": 100, \"free\": 40", NOW + 3600));
    assert_int_equal(lay().stamp, NOW);
    assert_non_null(findings_find(&spaces.items[0].findings, "stamp_ahead"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(spaces_are_in_the_image),
        TEST(what_is_new_takes_the_place_of_what_was),
        TEST(who_fails_keeps_what_was_said_until_it_is_old),
        TEST(what_cannot_be_read_changes_nothing),
        TEST(who_never_said_anything_is_silent),
        TEST(what_is_said_ahead_of_time_is_of_now),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
