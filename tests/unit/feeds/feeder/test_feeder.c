#include "feeds/feeder/feeder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "engine/base/clock.h"
#include "engine/base/log.h"
#include "engine/base/memory.h"
#include "engine/live/live.h"
#include "feeds/realtime/apply.h"
#include "tests/scratch.h"
#include "tests/tiny.h"
#include "tests/web_server.h"

#define NOW 1780000000

/*
 * In place of what reads and applies messages: a message is a number, its stamp; `x` is none. What
 * was applied last is `entities` of the feed.
 */
struct realtime_store {
    unix_time stamp;
    uint32_t taken;
};

struct realtime_store *realtime_store_create(void)
{
    return memory_zeroed(1, sizeof(struct realtime_store));
}

void realtime_store_destroy(struct realtime_store *store)
{
    memory_free(store);
}

bool realtime_store_take(struct realtime_store *store, struct realtime_bytes bytes,
                         const struct realtime_limits *limits, struct findings *findings,
                         bool *news, struct error *error)
{
    char text[32] = "";
    (void)limits;
    *news = false;
    if (bytes.length >= sizeof text || *(const char *)bytes.data == 'x')
        return error_set(error, ERROR_INPUT, bytes.name, "is no number");
    memcpy(text, bytes.data, bytes.length);
    unix_time stamp = strtoll(text, NULL, 10);
    findings_add(findings, "odd", FINDING_NOTED, "Odd.", "m", 0, NULL, 0);
    *news = stamp == 0 || stamp > store->stamp;
    store->stamp = *news ? stamp : store->stamp;
    store->taken += *news;
    return true;
}

unix_time realtime_store_stamp(const struct realtime_store *store)
{
    return store->stamp;
}

void realtime_apply(const struct network *network, const struct realtime_source *sources,
                    uint32_t count, unix_time now, struct live_draft *draft,
                    struct findings *findings)
{
    (void)network, (void)now;
    for (uint32_t i = 0; i < count; i++) {
        struct live_feed *feed = live_draft_feed(draft, sources[i].number);
        feed->entities = sources[i].stale ? 0 : sources[i].store->taken;
        findings_add(&findings[i], "unmatched", FINDING_NOTED, "Unmatched.", "m", 0, NULL, 0);
    }
}

/* A city of one feed, `ile`, and live feeds as files (or URLs) that are looked at in each step. */
static struct {
    struct scratch scratch;
    struct config config;
    struct feeder *feeder;
    char paths[4][128], shared[128];
    char network[128];
} it;

static void add_live(const char *source, bool is_url)
{
    struct config_live live = {.from = {.tag = "now",
                                        .is_url = is_url,
                                        .limit_seconds = 600,
                                        .allow_http = true,
                                        .allow_private = true}};
    snprintf(it.paths[it.config.live.count], sizeof *it.paths, "%s", source);
    live.from.where = it.paths[it.config.live.count];
    vec_push(&it.config.live, &live);
}

static void make_network(const char *name, unsigned empty_feeds)
{
    struct error error = {0};
    if (!tiny_write(scratch_path(&it.scratch, name), empty_feeds, &error))
        fail_msg("%s", error.text);
}

static void start(void)
{
    const struct feeder_options options = {
        .limits = {.bytes = 1000, .milliseconds = 100, .redirects = 3, .at_once = 8}, .seed = 70};
    struct error error = {0};
    it.feeder = feeder_create(&it.config, &options);
    if (!feeder_add(it.feeder, it.network, &error))
        fail_msg("%s", error.text);
}

static void step(void)
{
    do
        feeder_step(it.feeder);
    while (!feeder_is_settled(it.feeder));
}

/* Steps, and gives the feed of the network's live image as it is then. */
static struct live_feed look_at(const char *network, uint64_t *number, char problem[400])
{
    struct network opened;
    struct live live;
    struct error error = {0};
    char path[160];
    assert_true(feeder_live_path(network, path, sizeof path));
    assert_true(network_open(&opened, network, &error));
    if (!live_open(&live, path, &opened, &error))
        fail_msg("%s: %s", error.place, error.text);
    assert_int_equal(live.counts.feeds, 1);
    struct live_feed feed = live.feeds[0];
    if (number)
        *number = live.facts->number;
    if (problem)
        snprintf(problem, 400, "%s",
                 feed.problem ? live.texts + (feed.problem - opened.counts.texts) : "");
    live_close(&live);
    network_close(&opened);
    return feed;
}

static struct live_feed look(uint64_t *number)
{
    step();
    return look_at(it.network, number, NULL);
}

/* How many systems of shared vehicles are in the network's live image. */
static uint32_t count_systems(void)
{
    struct network network;
    struct live live;
    struct error error = {0};
    assert_true(network_open(&network, it.network, &error));
    assert_true(live_open(&live, scratch_path(&it.scratch, "net.trajet.live"), &network, &error));
    uint32_t count = live.counts.rental_systems;
    live_close(&live);
    network_close(&network);
    return count;
}

static void say(const char *message)
{
    scratch_text(&it.scratch, "now.pb", message);
}

static void news_becomes_an_image(void **state)
{
    (void)state;
    uint64_t first, second;
    say("1779999990");
    start();
    struct live_feed feed = look(&first);
    assert_int_equal(feed.state, LIVE_FEED_FRESH);
    assert_int_equal(feed.stamp, NOW - 10);
    assert_in_range(feed.fetched, NOW, NOW + 10); /* The clock runs. */
    assert_in_range(feed.tried, NOW, NOW + 10);
    assert_int_equal(feed.messages, 1);
    assert_int_equal(feed.limit_seconds, 600);
    assert_int_equal(feed.entities, 1);
    assert_int_equal(feed.findings, 2);
    say("1779999995");
    feed = look(&second);
    assert_int_equal(feed.entities, 2);
    assert_int_equal(feed.messages, 2);
    assert_true(second > first && first > 70);
}

static void no_news_makes_no_image(void **state)
{
    (void)state;
    uint64_t first, second;
    say("1779999990");
    start();
    look(&first);
    look(&second);
    assert_true(second == first);
    say("1779999980"); /* older: read, and nothing new */
    look(&second);
    assert_true(second == first);
}

static void who_fails_keeps_what_was_said(void **state)
{
    (void)state;
    char problem[400];
    say("1779999990");
    start();
    look(NULL);
    say("x");
    step();
    struct live_feed feed = look_at(it.network, NULL, problem);
    assert_int_equal(feed.state, LIVE_FEED_FAILED);
    assert_int_equal(feed.entities, 1);
    assert_int_equal(feed.messages, 1);
    assert_in_range(feed.failures, 1, 1000);      /* as often as it was looked at */
    assert_string_equal(problem, "is no number"); /* and not where the file lies */
    say("1779999999");
    step();
    feed = look_at(it.network, NULL, problem);
    assert_int_equal(feed.state, LIVE_FEED_FRESH);
    assert_int_equal(feed.entities, 2);
    assert_string_equal(problem, "");
    unlink(it.paths[0]);
    feed = look(NULL);
    assert_int_equal(feed.state, LIVE_FEED_FAILED);
    assert_int_equal(feed.entities, 2);
}

static void who_never_said_anything_is_silent(void **state)
{
    (void)state;
    char problem[400];
    start();
    step();
    struct live_feed feed = look_at(it.network, NULL, problem);
    assert_int_equal(feed.state, LIVE_FEED_SILENT);
    assert_int_equal(feed.stamp, 0);
    assert_int_equal(feed.fetched, 0);
    assert_in_range(feed.tried, NOW, NOW + 10);
    assert_string_equal(problem, "No such file or directory");
}

static void what_is_old_is_stale_until_there_is_news(void **state)
{
    (void)state;
    say("1779999990");
    start();
    assert_int_equal(look(NULL).state, LIVE_FEED_FRESH);
    clock_set_now(NOW + 589);
    assert_int_equal(look(NULL).state, LIVE_FEED_FRESH);
    clock_set_now(NOW + 590);
    struct live_feed feed = look(NULL);
    assert_int_equal(feed.state, LIVE_FEED_STALE);
    assert_int_equal(feed.entities, 0); /* not applied */
    unlink(it.paths[0]);
    assert_int_equal(look(NULL).state, LIVE_FEED_STALE);
    say("1780000585");
    feed = look(NULL);
    assert_int_equal(feed.state, LIVE_FEED_FRESH);
    assert_int_equal(feed.entities, 2);
}

static void without_a_stamp_the_age_is_counted_from_the_last_news(void **state)
{
    (void)state;
    say("0");
    start();
    assert_int_equal(look(NULL).state, LIVE_FEED_FRESH);
    clock_set_now(NOW + 599);
    assert_int_equal(look(NULL).state, LIVE_FEED_FRESH);
    clock_set_now(NOW + 600);
    assert_int_equal(look(NULL).state, LIVE_FEED_STALE);
}

/* The clock may be set back: nothing gets younger than new. */
static void a_stamp_ahead_has_no_age(void **state)
{
    (void)state;
    say("1780000000");
    start();
    clock_set_now(NOW - 3600);
    assert_int_equal(look(NULL).state, LIVE_FEED_FRESH);
}

static void feeds_that_a_network_does_not_have_are_left_out(void **state)
{
    (void)state;
    ((struct config_feed *)it.config.feeds.data)->tag = "elsewhere";
    say("1779999990");
    start();
    step();
    struct network network;
    struct live live;
    struct error error = {0};
    assert_true(network_open(&network, it.network, &error));
    assert_true(live_open(&live, scratch_path(&it.scratch, "net.trajet.live"), &network, &error));
    assert_int_equal(live.counts.feeds, 0);
    live_close(&live);
    network_close(&network);
}

static void networks_come_and_go(void **state)
{
    (void)state;
    char other[128], live[160];
    struct error error = {0};
    uint64_t first, second;
    make_network("next.trajet", 3);
    snprintf(other, sizeof other, "%s", scratch_path(&it.scratch, "next.trajet"));
    assert_true(feeder_live_path(other, live, sizeof live));
    say("1779999990");
    start();
    look(&first);
    assert_true(feeder_add(it.feeder, other, &error));
    step();
    assert_int_equal(look_at(other, &second, NULL).entities, 1);
    assert_true(second > first);
    assert_true(feeder_forget(it.feeder, it.network));
    assert_false(feeder_forget(it.feeder, it.network));
    say("1779999991");
    step();
    assert_int_equal(look_at(other, NULL, NULL).entities, 2);
    assert_int_equal(look_at(it.network, NULL, NULL).entities, 1);
    assert_false(feeder_add(it.feeder, scratch_text(&it.scratch, "bad.trajet", "no"), &error));
    assert_false(feeder_forget(it.feeder, scratch_path(&it.scratch, "bad.trajet")));
}

static void a_network_built_again_under_its_name_is_noticed(void **state)
{
    (void)state;
    say("1779999990");
    start();
    look(NULL);
    make_network("net.trajet", 2);
    assert_int_equal(look(NULL).entities, 1); /* live_open: made for the new one */
}

static void leavings_of_a_killed_feeder_are_removed(void **state)
{
    (void)state;
    char part[128], other[128];
    say("1779999990");
    snprintf(part, sizeof part, "%s",
             scratch_text(&it.scratch, "net.trajet.live.123.part", "half"));
    snprintf(other, sizeof other, "%s", scratch_text(&it.scratch, "net.trajet.123.part", "x"));
    start();
    assert_int_not_equal(access(part, F_OK), 0);
    assert_int_equal(access(other, F_OK), 0);
}

static void stall(struct web_server *server, const char *request, int client)
{
    (void)server, (void)request;
    web_server_await_end(client);
}

/* What a feeder before this one wrote stands until each feed has been asked. */
static void the_first_image_waits_for_all_feeds(void **state)
{
    (void)state;
    struct web_server server;
    char url[64];
    web_server_start(&server, stall);
    snprintf(url, sizeof url, "http://127.0.0.1:%u/", server.port);
    vec_resize(&it.config.live, 0);
    add_live(url, true);
    struct config_live *live = it.config.live.data;
    live->from.ports = &server.port;
    live->from.port_count = 1;
    live->from.every_seconds = 600;
    scratch_text(&it.scratch, "net.trajet.live", "before");
    start();
    struct network network;
    struct live opened;
    struct error error = {0};
    assert_true(network_open(&network, it.network, &error));
    feeder_step(it.feeder);
    assert_false(
        live_open(&opened, scratch_path(&it.scratch, "net.trajet.live"), &network, &error));
    network_close(&network);
    while (!feeder_is_settled(it.feeder)) {
        feeder_wait(it.feeder, NULL, 0);
        feeder_step(it.feeder);
    }
    assert_int_equal(look_at(it.network, NULL, NULL).state, LIVE_FEED_SILENT);
    web_server_stop(&server);
}

/* What a system lends is in the image as long as it can be relied on; its row is there always. */
static void shared_vehicles_are_in_the_image(void **state)
{
    (void)state;
    static const char said[] = "{\"last_updated\": 1779999990, \"ttl\": 0, \"version\": \"2.3\", "
                               "\"data\": {\"stations\": [{\"station_id\": \"a\", \"name\": \"A\", "
                               "\"lat\": 46, \"lon\": -1.5, \"num_bikes_available\": 3, "
                               "\"num_docks_available\": 4, \"is_installed\": true, "
                               "\"is_renting\": true, \"is_returning\": true, "
                               "\"last_reported\": 1779999990}]}}";
    const struct config_shared shared = {
        .from = {.where = it.shared, .tag = "bikes", .limit_seconds = 600}};
    snprintf(it.shared, sizeof it.shared, "%s", scratch_path(&it.scratch, "bikes"));
    vec_resize(&it.config.live, 0);
    vec_push(&it.config.shared, &shared);
    scratch_text(&it.scratch, "bikes/station_information.json", said);
    scratch_text(&it.scratch, "bikes/station_status.json", said);
    start();
    struct live_feed feed = look(NULL);
    assert_int_equal(feed.kind, LIVE_FEED_SHARED);
    assert_true(feed.feed == NO_IX);
    assert_int_equal(feed.state, LIVE_FEED_FRESH);
    assert_int_equal(feed.entities, 2);
    assert_int_equal(feed.stations, 1);
    assert_int_equal(feed.vehicles, 3);
    assert_int_equal(feed.docks, 4);
    assert_int_equal(count_systems(), 1);
    clock_set_now(NOW + 600);
    feed = look(NULL);
    assert_int_equal(feed.state, LIVE_FEED_STALE);
    assert_int_equal(feed.stations, 0);
    assert_int_equal(count_systems(), 0);
}

/* Parks have a row, also of a network that has none; who cannot be read says so. */
static void feeds_of_parks_have_a_row(void **state)
{
    (void)state;
    const struct config_parks parks = {
        .from = {.where = it.shared, .tag = "lots", .limit_seconds = 600}, .metres = 100};
    snprintf(it.shared, sizeof it.shared, "%s", scratch_path(&it.scratch, "parking.json"));
    vec_resize(&it.config.live, 0);
    vec_push(&it.config.parks, &parks);
    scratch_text(&it.scratch, "parking.json",
                 "{\"last_updated\": 1779999990, \"lots\": [{\"id\": 1, \"free\": 3}]}");
    start();
    struct live_feed feed = look(NULL);
    assert_int_equal(feed.kind, LIVE_FEED_PARKS);
    assert_int_equal(feed.state, LIVE_FEED_FRESH);
    assert_int_equal(feed.stamp, 1779999990);
    assert_int_equal(feed.entities, 1);
    assert_int_equal(feed.stations, 0);
    assert_int_equal(feed.findings, 1); /* It is no park of the map. */
}

/* Prices of the city's own are read from a folder, and again when a file changes. */
static void a_folder_of_prices_has_a_row(void **state)
{
    (void)state;
    const char *tag = NULL;
    vec_resize(&it.config.live, 0);
    snprintf(it.shared, sizeof it.shared, "%s", scratch_path(&it.scratch, "prices"));
    it.config.fares = it.shared;
    scratch_text(&it.scratch, "prices/free.csv",
                 "networks,name\nile,Free\nnone,Nobody\n,Somebody\n");
    start();
    struct live_feed feed = look(NULL);
    assert_int_equal(feed.kind, LIVE_FEED_FARES);
    assert_true(feed.feed == NO_IX);
    assert_int_equal(feed.state, LIVE_FEED_FRESH);
    assert_int_equal(feed.entities, 1);
    assert_int_equal(feed.stations, 1);
    assert_int_equal(feed.findings, 3); /* Nobody's network, so nobody's row; a row of none. */
    assert_string_equal(
        findings_find(feeder_findings(it.feeder, 0, &tag), "fares_value_bad")->places[0].detail,
        "networks");
    assert_string_equal(tag, "fares");
    assert_non_null(findings_find(feeder_findings(it.feeder, 1, &tag), "fares_network_unknown"));
    assert_null(feeder_findings(it.feeder, 2, &tag));
}

static void a_folder_that_is_not_there_is_told(void **state)
{
    (void)state;
    vec_resize(&it.config.live, 0);
    snprintf(it.shared, sizeof it.shared, "%s", scratch_path(&it.scratch, "prices"));
    it.config.fares = it.shared;
    start();
    struct live_feed feed = look(NULL);
    assert_int_equal(feed.kind, LIVE_FEED_FARES);
    assert_int_equal(feed.state, LIVE_FEED_SILENT);
    assert_int_equal(feed.failures, 1);
}

static int begin(void **state)
{
    static const struct config_feed feed = {.path = "a", .tag = "ile"};
    (void)state;
    log_enable(false);
    clock_set_now(NOW);
    scratch_init(&it.scratch);
    it.config.feeds = vec_of(sizeof(struct config_feed));
    it.config.live = vec_of(sizeof(struct config_live));
    it.config.shared = vec_of(sizeof(struct config_shared));
    it.config.parks = vec_of(sizeof(struct config_parks));
    it.config.fares = NULL;
    vec_push(&it.config.feeds, &feed);
    add_live(scratch_path(&it.scratch, "now.pb"), false);
    make_network("net.trajet", 0);
    snprintf(it.network, sizeof it.network, "%s", scratch_path(&it.scratch, "net.trajet"));
    return 0;
}

static int end(void **state)
{
    (void)state;
    feeder_destroy(it.feeder);
    it.feeder = NULL;
    vec_finish(&it.config.feeds);
    vec_finish(&it.config.live);
    vec_finish(&it.config.shared);
    vec_finish(&it.config.parks);
    scratch_finish(&it.scratch);
    return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(news_becomes_an_image),
        TEST(no_news_makes_no_image),
        TEST(who_fails_keeps_what_was_said),
        TEST(who_never_said_anything_is_silent),
        TEST(what_is_old_is_stale_until_there_is_news),
        TEST(without_a_stamp_the_age_is_counted_from_the_last_news),
        TEST(a_stamp_ahead_has_no_age),
        TEST(feeds_that_a_network_does_not_have_are_left_out),
        TEST(shared_vehicles_are_in_the_image),
        TEST(feeds_of_parks_have_a_row),
        TEST(a_folder_of_prices_has_a_row),
        TEST(a_folder_that_is_not_there_is_told),
        TEST(networks_come_and_go),
        TEST(a_network_built_again_under_its_name_is_noticed),
        TEST(leavings_of_a_killed_feeder_are_removed),
        TEST(the_first_image_waits_for_all_feeds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
