#include "feeds/config/config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/scratch.h"

static struct scratch scratch;

static void assert_refused(const char *json, const char *place, const char *words)
{
    struct config config;
    struct error error = {0};
    if (config_read(&config, scratch_text(&scratch, "city.json", json), &error))
        fail_msg("%s was read", json);
    if (!strstr(error.place, place) || !strstr(error.text, words))
        fail_msg("\"%s\": \"%s\", not \"%s\": \"%s\"", error.place, error.text, place, words);
}

static const struct config_feed *feed_at(const struct config *config, uint32_t index)
{
    return vec_at(&config->feeds, index);
}

static void test_defaults_hold_where_nothing_is_said(void **state)
{
    (void)state;
    struct config config;
    struct error error;
    const char *path =
        scratch_text(&scratch, "city.json", "{\"feeds\": [{\"path\": \"a_b.c.zip\"}]}");
    assert_true(config_read(&config, path, &error));
    assert_string_equal(config.name, "");
    assert_int_equal(config.feeds.count, 1);
    assert_string_equal(feed_at(&config, 0)->path, scratch_path(&scratch, "a_b.c.zip"));
    assert_string_equal(feed_at(&config, 0)->tag, "a-b");
    assert_null(feed_at(&config, 0)->licence);
    assert_memory_equal(&config.freeze, &freeze_defaults, sizeof freeze_defaults);
    assert_memory_equal(&config.limits, &input_limits_default, sizeof input_limits_default);
    assert_int_equal(config.slacks.count, 0);
    assert_int_equal(config.streets.count + config.elevation.count + config.addresses.count, 0);
    assert_int_equal(config.walking.stop_metres, 250);
    assert_int_equal(config.walking.walking_minutes, 15);
    assert_int_equal(config.walking.foot_mm_per_second, 1200);
    assert_int_equal(config.walking.wheelchair_mm_per_second, 800);
    config_finish(&config);
}

static void test_every_key_arrives(void **state)
{
    (void)state;
    struct config config;
    struct error error;
    const char *path = scratch_text(
        &scratch, "city.json",
        "{\"name\": \"Ville\", \"feeds\": [{\"path\": \"/abs/feed\", \"kind\": \"gtfs\", \"tag\": "
        "\"t\", \"licence\": \"CC0\", \"licence_url\": \"u\", \"time_zone\": \"Europe/Paris\"}],"
        "\"change_seconds\": 60, \"link_metres\": 0, \"walk_metres_per_second\": 1.25,"
        "\"transfers\": {\"two_way\": true, \"closed\": true, \"least_seconds\": 90},"
        "\"board_slack\": {\"FERRY\": 300, \"ag\": 10}, \"alight_slack\": {\"FERRY\": 30},"
        "\"limits\": {\"members\": 5, \"bytes\": 20000000000, \"member_bytes\": 7, \"ratio\": 8}}");
    assert_true(config_read(&config, path, &error));
    const struct config_feed *feed = feed_at(&config, 0);
    assert_string_equal(config.name, "Ville");
    assert_string_equal(feed->path, "/abs/feed");
    assert_string_equal(feed->tag, "t");
    assert_string_equal(feed->licence, "CC0");
    assert_string_equal(feed->licence_url, "u");
    assert_string_equal(feed->time_zone, "Europe/Paris");
    assert_int_equal(config.freeze.default_change_seconds, 60);
    assert_int_equal(config.freeze.link_metres, 0);
    assert_int_equal(config.freeze.walk_mm_per_second, 1250);
    assert_true(config.freeze.two_way && config.freeze.closed);
    assert_int_equal(config.freeze.floor_seconds, 90);
    const struct config_slack *slacks = config.slacks.data;
    assert_int_equal(config.slacks.count, 2);
    assert_string_equal(slacks[0].key, "FERRY");
    assert_int_equal(slacks[0].board, 300);
    assert_int_equal(slacks[0].alight, 30);
    assert_int_equal(slacks[1].board, 10);
    assert_int_equal(slacks[1].alight, -1);
    assert_int_equal(config.limits.members_max, 5);
    assert_int_equal(config.limits.bytes_max, UINT64_C(20000000000));
    assert_int_equal(config.limits.member_bytes_max, 7);
    assert_int_equal(config.limits.ratio_max, 8);
    config_finish(&config);
}

static void test_keys_of_streets_arrive(void **state)
{
    (void)state;
    struct config config;
    struct error error;
    const char *path = scratch_text(
        &scratch, "city.json",
        "{\"feeds\": [{\"path\": \"a\"}], \"streets\": [\"a.osm\", \"/b.osm.pbf\"],"
        "\"elevation\": [\"hgt\"], \"addresses\": [\"adresses-83.csv\"], \"walking_minutes\": 20,"
        "\"stop_metres\": 400,"
        "\"foot_metres_per_second\": 1.5, \"wheelchair_metres_per_second\": 1,"
        "\"reduce_changes\": false}");
    assert_true(config_read(&config, path, &error));
    const struct config_file *streets = config.streets.data, *addresses = config.addresses.data;
    assert_int_equal(config.streets.count, 2);
    assert_string_equal(streets[0].path, scratch_path(&scratch, "a.osm"));
    assert_string_equal(streets[1].path, "/b.osm.pbf");
    assert_string_equal(*(const char *const *)config.elevation.data, scratch_path(&scratch, "hgt"));
    assert_string_equal(addresses->path, scratch_path(&scratch, "adresses-83.csv"));
    assert_null(addresses->licence);
    assert_int_equal(config.walking.stop_metres, 400);
    assert_int_equal(config.walking.walking_minutes, 20);
    assert_int_equal(config.walking.foot_mm_per_second, 1500);
    assert_int_equal(config.walking.wheelchair_mm_per_second, 1000);
    assert_false(config.freeze.reduce);
    config_finish(&config);
}

static void test_maps_credit_the_contributors_unless_told_otherwise(void **state)
{
    (void)state;
    struct config config;
    struct error error;
    const char *path =
        scratch_text(&scratch, "city.json",
                     "{\"feeds\": [{\"path\": \"a\"}], \"streets\": [\"a.osm\","
                     "{\"path\": \"b.osm\", \"attribution\": \"OSM by way of Carta\"},"
                     "{\"path\": \"c.osm\", \"licence\": \"CC0-1.0\"}],"
                     "\"addresses\": [{\"path\": \"d.csv\", \"attribution\": \"BAN\","
                     "\"licence\": \"Licence Ouverte 2.0\", \"licence_url\": \"u\"}]}");
    assert_true(config_read(&config, path, &error));
    const struct config_file *maps = config.streets.data, *lists = config.addresses.data;
    assert_string_equal(maps[0].attribution, "\xc2\xa9 OpenStreetMap contributors");
    assert_string_equal(maps[0].licence, "ODbL-1.0");
    assert_string_equal(maps[0].licence_url, "https://www.openstreetmap.org/copyright");
    assert_string_equal(maps[1].path, scratch_path(&scratch, "b.osm"));
    assert_string_equal(maps[1].attribution, "OSM by way of Carta");
    assert_string_equal(maps[1].licence, "ODbL-1.0");
    assert_null(maps[2].attribution);
    assert_string_equal(maps[2].licence, "CC0-1.0");
    assert_null(maps[2].licence_url);
    assert_string_equal(lists[0].path, scratch_path(&scratch, "d.csv"));
    assert_string_equal(lists[0].attribution, "BAN");
    assert_string_equal(lists[0].licence_url, "u");
    config_finish(&config);
    assert_refused("{\"feeds\": [{\"path\": \"a\"}], \"streets\": [{\"licence\": \"x\"}]}",
                   "streets[0]", "has no path");
    assert_refused("{\"feeds\": [{\"path\": \"a\"}], \"addresses\": [7]}", "addresses[0]",
                   "must be a path, or an object");
}

static void test_change_times_by_stop_arrive(void **state)
{
    (void)state;
    struct config config;
    struct error error;
    const char *path = scratch_text(
        &scratch, "city.json",
        "{\"feeds\": [{\"path\": \"a\"}], \"board_slack\": {\"stop:A\": 60, \"route:1\": 90},"
        "\"change_seconds\": {\"*\": 90, \"stop:A\": 300}}");
    assert_true(config_read(&config, path, &error));
    const struct config_slack *slacks = config.slacks.data;
    assert_int_equal(config.freeze.default_change_seconds, 90);
    assert_int_equal(config.slacks.count, 2);
    assert_string_equal(slacks[0].key, "stop:A");
    assert_int_equal(slacks[0].change, 300);
    assert_int_equal(slacks[0].board, 60);
    assert_int_equal(slacks[1].change, -1);
    config_finish(&config);
}

static void test_maps_among_paths_are_streets(void **state)
{
    (void)state;
    struct config config;
    struct error error;
    char map[256];
    snprintf(map, sizeof map, "%s",
             scratch_text(&scratch, "map.osm", "<?xml version=\"1.0\"?>\n<osm version=\"0.6\"/>"));
    char feed[] = "feed.zip", *paths[] = {feed, map};
    assert_int_equal(config_kind_of(map), CONFIG_STREETS);
    assert_true(config_of_paths(&config, paths, 2, &error));
    assert_int_equal(config.feeds.count, 1);
    assert_int_equal(config.streets.count, 1);
    assert_string_equal(((const struct config_file *)config.streets.data)->path, map);
    config_finish(&config);
}

#define FEEDS "\"feeds\": [{\"path\": \"a\"}]"
#define LIVE(list) "{\"feeds\": [{\"path\": \"a\", \"live\": " list "}]}"

static void test_what_is_wrong_is_named(void **state)
{
    (void)state;
    static const struct {
        const char *json, *place, *words;
    } cases[] = {
        {"{" FEEDS ", \"colour\": 1}", "city.json: colour", "unknown key"},
        {"{\"feeds\": [{\"path\": \"a\"}, {\"path\": \"b\", \"zone\": 1}]}", "feeds[1].zone",
         "path, url, kind, tag"},
        {"{" FEEDS ", \"change_seconds\": \"120\"}", "change_seconds",
         "must be a whole number, not a text"},
        {"{" FEEDS ", \"change_seconds\": 1.5}", "change_seconds", "whole number"},
        {"{" FEEDS ", \"change_seconds\": -1}", "change_seconds", "from 0 to 86400"},
        {"{" FEEDS ", \"change_seconds\": null}", "change_seconds", "not null"},
        {"{" FEEDS ", \"walk_metres_per_second\": 0}", "walk_metres_per_second", "from 0.1 to 10"},
        {"{" FEEDS ", \"name\": \"\"}", "name", "empty"},
        {"{" FEEDS ", \"streets\": \"a.osm\"}", "streets", "list of up to"},
        {"{" FEEDS ", \"streets\": [\"a\", 1]}", "streets[1]", "must be a path, or an object"},
        {"{" FEEDS ", \"stop_metres\": 0}", "stop_metres", "from 1 to 2000"},
        {"{" FEEDS ", \"walking_minutes\": 121}", "walking_minutes", "from 0 to 120"},
        {"{" FEEDS ", \"foot_metres_per_second\": 0}", "foot_metres", "from 0.1 to 10"},
        {"{" FEEDS ", \"transfers\": {\"closed\": 1}}", "transfers.closed", "true or false"},
        {"{" FEEDS ", \"board_slack\": {\"FERRY\": true}}", "board_slack.FERRY", "whole number"},
        {"{" FEEDS ", \"change_seconds\": {\"FERRY\": 5}}", "change_seconds.FERRY", "stop:ID"},
        {"{" FEEDS ", \"change_seconds\": {\"stop:A\": -5}}", "change_seconds.stop:A", "from 0"},
        {"{" FEEDS ", \"board_slack\": 5}", "board_slack", "an object"},
        {"{" FEEDS ", \"limits\": {\"ratio\": 0}}", "limits.ratio", "from 1 to"},
        {"{" FEEDS ", \"limits\": []}", "limits", "not a list"},
        {"{\"feeds\": []}", "feeds", "1 to 1000"},
        {"{\"feeds\": {}}", "feeds", "a list"},
        {"{\"name\": \"x\"}", "city.json", "names no feeds"},
        {"{\"feeds\": [{\"tag\": \"a\"}]}", "feeds[0]", "has no path"},
        {"{\"feeds\": [\"a\"]}", "feeds[0]", "must be an object"},
        {"{\"feeds\": [{\"url\": \"https://x\"}]}", "feeds[0].url", "fetch the feed"},
        {"{\"feeds\": [{\"path\": \"a\", \"kind\": \"osm\"}]}", "feeds[0].kind", "osm"},
        {"{\"feeds\": [{\"path\": \"a\", \"tag\": \"a_b\"}]}", "feeds[0].tag", "letters"},
        {"{\"feeds\": [{\"path\": \"a\", \"tag\": \"x\"}, {\"path\": \"b\", \"tag\": \"x\"}]}",
         "feeds[1].tag", "tag of feeds[0] too"},
        {"{" FEEDS ", \"name\": \"a\", \"name\": \"b\"}", "line 1", "duplicate"},
        {"{" FEEDS "\n,}", "line 2", "not valid JSON"},
        {"[]", "city.json", "must be an object, not a list"},
        {"", "city.json", "not valid JSON"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_refused(cases[i].json, cases[i].place, cases[i].words);
    struct config config;
    struct error error;
    assert_false(config_read(&config, scratch_path(&scratch, "absent.json"), &error));
    assert_int_equal(error.kind, ERROR_MISSING);
}

static void test_what_is_wrong_with_live_feeds_is_named(void **state)
{
    (void)state;
    static const struct {
        const char *json, *place, *words;
    } cases[] = {
        {LIVE("5"), "feeds[0].live", "must be a list"},
        {LIVE("[5]"), "feeds[0].live[0]", "must be a path, a URL, or an object"},
        {LIVE("[{}]"), "feeds[0].live[0]", "neither path nor url"},
        {LIVE("[{\"path\": \"a\", \"colour\": 1}]"), "live[0].colour", "unknown key"},
        {LIVE("[{\"path\": \"a\", \"url\": \"https://b\"}]"), "live[0].url", "already"},
        {LIVE("[\"ftp://a\"]"), "live[0]", "there are https://"},
        {LIVE("[{\"url\": \"a\"}]"), "live[0].url", "must start with https://"},
        {LIVE("[\"http://a/b\"]"), "live[0]", "allow_http"},
        {LIVE("[\"https:///b\"]"), "live[0]", "no host"},
        {LIVE("[\"https://u:p@a/b\"]"), "live[0]", "user and password"},
        {LIVE("[\"https://a/b#c\"]"), "live[0]", "fragment"},
        {LIVE("[\"https://a/b c\"]"), "live[0]", "blanks"},
        {LIVE("[\"https://${A}/b\"]"), "live[0]", "behind the ?"},
        {LIVE("[\"https://a/${A}?b=${B}\"]"), "live[0]", "behind the ?"},
        {LIVE("[\"https://a/?b=${B\"]"), "live[0]", "must be followed by"},
        {LIVE("[\"https://a/?b=${}\"]"), "live[0]", "must be followed by"},
        {LIVE("[{\"path\": \"a\", \"tag\": \"a_b\"}]"), "live[0].tag", "letters, digits"},
        {LIVE("[{\"path\": \"a\", \"tag\": \"x\"}, {\"path\": \"b\", \"tag\": \"x\"}]"),
         "live[1].tag", "another live feed"},
        {LIVE("[{\"path\": \"a\", \"every_seconds\": 0}]"), "every_seconds", "from 1 to 3600"},
        {LIVE("[{\"path\": \"a\", \"limit_seconds\": 9}]"), "limit_seconds", "from 10 to 86400"},
        {LIVE("[{\"path\": \"a\", \"headers\": {\"X\": \"y\"}}]"), "live[0]", "are for a url"},
        {LIVE("[{\"url\": \"https://a\", \"headers\": [1]}]"), "headers", "an object of up to"},
        {LIVE("[{\"url\": \"https://a\", \"headers\": {\"X Y\": \"z\"}}]"), "headers.X Y",
         "no name of a header"},
        {LIVE("[{\"url\": \"https://a\", \"headers\": {\"host\": \"z\"}}]"), "headers.host",
         "not to be set"},
        {LIVE("[{\"url\": \"https://a\", \"headers\": {\"X\": \"a\\r\\nb\"}}]"), "headers.X",
         "control bytes"},
        {LIVE("[{\"url\": \"https://a\", \"headers\": {\"X\": \"${-}\"}}]"), "headers.X",
         "must be followed by"},
        {LIVE("[{\"url\": \"https://a\", \"ports\": [0]}]"), "ports[0]", "from 1 to 65535"},
        {LIVE("[{\"url\": \"https://a\", \"ports\": 1}]"), "ports", "a list of up to"},
        {LIVE("[{\"path\": \"a\", \"backward\": \"yes\"}]"), "backward", "\"none\" or"},
        {LIVE("[{\"path\": \"a\", \"trip_suffix\": \"_\", \"trip_prefix\": \":\"}]"), "live[0]",
         "exclude one another"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_refused(cases[i].json, cases[i].place, cases[i].words);
}

static const struct config_live *live_at(const struct config *config, uint32_t index)
{
    return vec_at(&config->live, index);
}

static void test_live_feeds_arrive(void **state)
{
    (void)state;
    struct config config;
    struct error error;
    const char *path = scratch_text(
        &scratch, "city.json",
        "{\"feeds\": [{\"path\": \"a\", \"tag\": \"t\", \"live\": [\"live/now.pb\", "
        "\"https://example.org/rt?key=${RT_KEY}\"]}, {\"path\": \"b\", \"live\": [{\"url\": "
        "\"http://h:8080/x\", \"tag\": \"trams\", \"every_seconds\": 1, \"limit_seconds\": 90,"
        "\"headers\": {\"X-Api-Key\": \"${KEY}\"}, \"key_file\": \"key\", \"ports\": [8080],"
        "\"allow_http\": true, \"allow_private\": true, \"trip_suffix\": \"_\","
        "\"by_route\": false, \"by_stops\": true, \"backward\": \"always\"}]}]}");
    assert_true(config_read(&config, path, &error));
    assert_int_equal(config.live.count, 3);
    const struct config_live *plain = live_at(&config, 0), *all = live_at(&config, 2);
    assert_string_equal(plain->from.where, scratch_path(&scratch, "live/now.pb"));
    assert_string_equal(plain->from.tag, "t");
    assert_int_equal(plain->feed, 0);
    assert_int_equal(plain->from.every_seconds, 15);
    assert_int_equal(plain->from.limit_seconds, 600);
    assert_true(plain->by_route);
    assert_false(plain->from.is_url || plain->from.allow_http || plain->from.allow_private ||
                 plain->by_stops);
    assert_int_equal(plain->backward, CONFIG_BACKWARD_NONE);
    assert_string_equal(live_at(&config, 1)->from.where, "https://example.org/rt?key=${RT_KEY}");
    assert_string_equal(live_at(&config, 1)->from.tag, "t-2");
    assert_true(live_at(&config, 1)->from.is_url);
    assert_int_equal(all->feed, 1);
    assert_string_equal(all->from.tag, "trams");
    assert_int_equal(all->from.every_seconds, 1);
    assert_int_equal(all->from.limit_seconds, 90);
    assert_int_equal(all->from.header_count, 1);
    assert_string_equal(all->from.headers[0].name, "X-Api-Key");
    assert_string_equal(all->from.headers[0].value, "${KEY}");
    assert_string_equal(all->from.key_file, scratch_path(&scratch, "key"));
    assert_int_equal(all->from.port_count, 1);
    assert_int_equal(all->from.ports[0], 8080);
    assert_string_equal(all->trip_suffix, "_");
    assert_true(all->from.allow_http && all->from.allow_private && all->by_stops && !all->by_route);
    assert_int_equal(all->backward, CONFIG_BACKWARD_ALWAYS);
    config_finish(&config);
}

#define SHARED(list) "{" FEEDS ", \"shared\": " list "}"

static void test_what_is_wrong_with_shared_vehicles_is_named(void **state)
{
    (void)state;
    static const struct {
        const char *json, *place, *words;
    } cases[] = {
        {SHARED("{}"), "shared", "must be a list"},
        {SHARED("[5]"), "shared[0]", "must be a path, a URL, or an object"},
        {SHARED("[{\"tag\": \"a\"}]"), "shared[0]", "neither path nor url"},
        {SHARED("[{\"path\": \"a\", \"by_route\": true}]"), "shared[0].by_route", "unknown key"},
        {SHARED("[\"http://a/gbfs.json\"]"), "shared[0]", "allow_http"},
        {SHARED("[\"https://a\\\\b/gbfs.json\"]"), "shared[0]", "backslash"},
        {SHARED("[{\"path\": \"a\", \"headers\": {\"X\": \"y\"}}]"), "shared[0]", "are for a url"},
        {SHARED("[{\"path\": \"a\", \"hosts\": \"b\"}]"), "shared[0].hosts", "list of up to"},
        {SHARED("[{\"path\": \"a\", \"hosts\": [\"https://b\"]}]"), "shared[0].hosts[0]",
         "no name of a host"},
        {SHARED("[{\"path\": \"a\", \"return\": \"home\"}]"), "shared[0].return", "any_station"},
        {SHARED("[{\"path\": \"a\", \"language\": \"f r\"}]"), "shared[0].language", "no language"},
        {SHARED("[{\"path\": \"a\", \"group_name\": \"G\"}]"), "shared[0]", "needs a group"},
        {SHARED("[{\"path\": \"a\", \"every_seconds\": 0}]"), "shared[0].every_seconds",
         "from 1 to 3600"},
        {SHARED("[{\"path\": \"a\", \"tag\": \"x\"}, {\"path\": \"b\", \"tag\": \"x\"}]"),
         "shared[1].tag", "another live feed"},
        {"{\"shared\": [{\"path\": \"a\", \"tag\": \"x\"}], \"feeds\": [{\"path\": \"a\", "
         "\"live\": "
         "[{\"path\": \"b\", \"tag\": \"x\"}]}]}",
         "live[0].tag", "another live feed"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_refused(cases[i].json, cases[i].place, cases[i].words);
}

static const struct config_shared *shared_at(const struct config *config, uint32_t index)
{
    return vec_at(&config->shared, index);
}

static void test_shared_vehicles_arrive(void **state)
{
    (void)state;
    struct config config;
    struct error error;
    const char *path = scratch_text(
        &scratch, "city.json",
        SHARED(
            "[\"bikes/gbfs.json\", \"https://example.org/v2/town_bikes/gbfs.json?k=${K}\", "
            "{\"path\": \"bikes\"}, {\"url\": \"http://h:8080/manifest.json\", \"tag\": \"cars\", "
            "\"every_seconds\": 5, \"limit_seconds\": 90, \"headers\": {\"A\": \"${KEY}\"}, "
            "\"key_file\": \"key\", \"ports\": [8080], \"allow_http\": true, "
            "\"allow_private\": true, \"group\": \"g\", \"group_name\": \"G\", "
            "\"language\": \"fr\", \"hosts\": [\"a.example\", \"[::1]\"], "
            "\"return\": \"anywhere\"}]"));
    assert_true(config_read(&config, path, &error));
    assert_int_equal(config.shared.count, 4);
    const struct config_shared *plain = shared_at(&config, 0), *all = shared_at(&config, 3);
    assert_string_equal(plain->from.where, scratch_path(&scratch, "bikes/gbfs.json"));
    assert_string_equal(plain->from.tag, "bikes");
    assert_int_equal(plain->from.every_seconds, 30);
    assert_int_equal(plain->from.limit_seconds, 600);
    assert_int_equal(plain->way_back, CONFIG_RETURN_UNSAID);
    assert_null(plain->group);
    assert_string_equal(shared_at(&config, 1)->from.tag, "town-bikes");
    assert_string_equal(shared_at(&config, 2)->from.tag, "bikes-2");
    assert_string_equal(all->from.tag, "cars");
    assert_int_equal(all->from.every_seconds, 5);
    assert_int_equal(all->from.ports[0], 8080);
    assert_true(all->from.is_url && all->from.allow_http && all->from.allow_private);
    assert_string_equal(all->from.headers[0].value, "${KEY}");
    assert_string_equal(all->group, "g");
    assert_string_equal(all->group_name, "G");
    assert_string_equal(all->language, "fr");
    assert_int_equal(all->host_count, 2);
    assert_string_equal(all->hosts[1], "[::1]");
    assert_int_equal(all->way_back, CONFIG_RETURN_ANYWHERE);
    config_finish(&config);
}

/* A folder of prices, relative to the file: the image knows that there is one. */
static void test_prices_arrive(void **state)
{
    (void)state;
    struct config config, other;
    struct error error = {0};
    const char *path = scratch_text(&scratch, "city.json", "{" FEEDS ", \"fares\": \"prices\"}");
    assert_true(config_read(&config, path, &error));
    assert_string_equal(config.fares, scratch_path(&scratch, "prices"));
    assert_true(config.freeze.overlay);
    path = scratch_text(&scratch, "city.json", "{" FEEDS "}");
    assert_true(config_read(&other, path, &error));
    assert_null(other.fares);
    assert_false(other.freeze.overlay);
    assert_true(config.digest != other.digest);
    config_finish(&config);
    config_finish(&other);
}

static void test_parks_arrive(void **state)
{
    (void)state;
    struct config config;
    struct error error;
    const char *path =
        scratch_text(&scratch, "city.json",
                     "{" FEEDS ", \"parks\": [\"lots/parking.json\", {\"url\": "
                     "\"https://h/api/Town?key=${K}\", \"kind\": \"bicycles\", \"metres\": 40}]}");
    assert_true(config_read(&config, path, &error));
    assert_int_equal(config.parks.count, 2);
    const struct config_parks *parks = config.parks.data;
    assert_string_equal(parks[0].from.where, scratch_path(&scratch, "lots/parking.json"));
    assert_string_equal(parks[0].from.tag, "parking");
    assert_int_equal(parks[0].from.every_seconds, 60);
    assert_int_equal(parks[0].from.limit_seconds, 1800);
    assert_int_equal(parks[0].metres, 100);
    assert_false(parks[0].bicycles);
    assert_string_equal(parks[1].from.tag, "Town");
    assert_int_equal(parks[1].metres, 40);
    assert_true(parks[1].bicycles);
    config_finish(&config);
    assert_refused("{" FEEDS ", \"parks\": {}}", "parks", "must be a list");
    assert_refused("{" FEEDS ", \"parks\": [{\"path\": \"a\", \"kind\": \"boats\"}]}",
                   "parks[0].kind", "\"cars\" or \"bicycles\"");
    assert_refused("{" FEEDS ", \"parks\": [{\"path\": \"a\", \"metres\": 501}]}",
                   "parks[0].metres", "from 1 to 500");
    assert_refused("{" FEEDS ", \"parks\": [{\"path\": \"a\", \"key_file\": \"k\"}]}", "parks[0]",
                   "are for a url");
}

static uint64_t digest_of(const char *json)
{
    struct config config;
    struct error error;
    assert_true(config_read(&config, scratch_text(&scratch, "city.json", json), &error));
    uint64_t digest = config.digest;
    config_finish(&config);
    return digest;
}

static void test_the_digest_is_of_what_a_build_reads(void **state)
{
    (void)state;
    uint64_t digest = digest_of("{" FEEDS ", \"link_metres\": 100}");
    assert_true(digest != 0);
    assert_true(digest == digest_of("{ \"link_metres\" : 100,\n" FEEDS "}"));
    assert_true(digest == digest_of("{\"feeds\": [{\"path\": \"a\", \"live\": [\"b\"]}],"
                                    "\"link_metres\": 100}"));
    assert_true(digest ==
                digest_of("{" FEEDS ", \"link_metres\": 100, \"shared\": [\"bikes/gbfs.json\"]}"));
    assert_true(digest ==
                digest_of("{" FEEDS ", \"link_metres\": 100, \"parks\": [\"parking.json\"]}"));
    assert_true(digest != digest_of("{" FEEDS ", \"link_metres\": 101}"));
    uint64_t priced = digest_of("{" FEEDS ", \"link_metres\": 100, \"fares\": \"fares\"}");
    assert_true(digest != priced);
    assert_true(priced == digest_of("{" FEEDS ", \"link_metres\": 100, \"fares\": \"other\"}"));
    char feed[] = "a", *paths[] = {feed};
    struct config config;
    struct error error;
    assert_true(config_of_paths(&config, paths, 1, &error));
    assert_true(config.digest == 0);
    config_finish(&config);
}

/* The URL may hold a secret by mistake: whoever reads the error must not see it. */
static void test_errors_do_not_show_urls(void **state)
{
    (void)state;
    struct config config;
    struct error error;
    const char *path = scratch_text(&scratch, "city.json", LIVE("[\"https://a/?k=hush#x\"]"));
    assert_false(config_read(&config, path, &error));
    assert_null(strstr(error.text, "hush"));
    assert_null(strstr(error.place, "hush"));
}

static void test_a_long_path_does_not_hide_the_key(void **state)
{
    (void)state;
    char name[240] = "";
    for (int i = 0; i < 10; i++)
        memcpy(name + i * 20, "abcdefghijklmnopqrs/", 21);
    memcpy(name + 200, "city.json", 10);
    struct config config;
    struct error error;
    assert_false(config_read(&config, scratch_text(&scratch, name, "{\"colour\": 1}"), &error));
    assert_non_null(strstr(error.place, "city.json: colour"));
}

static void test_tags_come_from_file_names_and_are_unique(void **state)
{
    (void)state;
    struct config config;
    struct error error;
    char paths[][24] = {"a/metro_nord.zip", "b/metro_nord.gtfs.zip", "metro-nord-2", "x y\xc3\xa9/",
                        "/tmp/.zip"};
    char *list[5];
    for (int i = 0; i < 5; i++)
        list[i] = paths[i];
    assert_true(config_of_paths(&config, list, 5, &error));
    assert_string_equal(feed_at(&config, 0)->tag, "metro-nord");
    assert_string_equal(feed_at(&config, 1)->tag, "metro-nord-2");
    assert_string_equal(feed_at(&config, 2)->tag, "metro-nord-2-2");
    assert_string_equal(feed_at(&config, 3)->tag, "x-y--");
    assert_string_equal(feed_at(&config, 4)->tag, "feed");
    assert_int_equal(config.notes.count, 2);
    config_finish(&config);
    assert_true(config_read(&config,
                            scratch_text(&scratch, "city.json",
                                         "{\"feeds\": [{\"path\": \"x/a.zip\"}, "
                                         "{\"path\": \"y\", \"tag\": \"a\"}]}"),
                            &error));
    assert_string_equal(feed_at(&config, 0)->tag, "a-2");
    config_finish(&config);
}

static void test_folders_name_themselves(void **state)
{
    (void)state;
    struct config config;
    struct error error;
    scratch_text(&scratch, "some_feed/stops.txt", "");
    char path[128];
    snprintf(path, sizeof path, "%s/some_feed/.", scratch.path);
    char *list[] = {path};
    assert_true(config_of_paths(&config, list, 1, &error));
    assert_string_equal(feed_at(&config, 0)->tag, "some-feed");
    config_finish(&config);
}

static void test_kind_by_content(void **state)
{
    (void)state;
    struct config config;
    struct error error;
    char city[128], folder[128], image[128], zip[128];
    snprintf(city, sizeof city, "%s",
             scratch_text(&scratch, "town/city.json", "\xef\xbb\xbf {" FEEDS "}"));
    snprintf(folder, sizeof folder, "%s", scratch_path(&scratch, "town"));
    snprintf(image, sizeof image, "%s", scratch_text(&scratch, "x.zip", "trajet\r\nnetwork "));
    snprintf(zip, sizeof zip, "%s", scratch_text(&scratch, "y", "PK\3\4"));
    assert_int_equal(config_kind_of(city), CONFIG_CITY);
    assert_int_equal(config_kind_of(folder), CONFIG_CITY);
    assert_int_equal(config_kind_of(image), CONFIG_IMAGE);
    assert_int_equal(config_kind_of(zip), CONFIG_FEED);
    assert_int_equal(config_kind_of("/nowhere"), CONFIG_FEED);
    char *with_image[] = {zip, image}, *with_city[] = {zip, city}, *alone[] = {folder};
    assert_false(config_of_paths(&config, with_image, 2, &error));
    assert_non_null(strstr(error.text, "built already"));
    assert_false(config_of_paths(&config, with_city, 2, &error));
    assert_non_null(strstr(error.text, "stands alone"));
    scratch_text(&scratch, "town/city.json", "{" FEEDS "}");
    assert_true(config_of_paths(&config, alone, 1, &error));
    assert_string_equal(feed_at(&config, 0)->path, scratch_path(&scratch, "town/a"));
    config_finish(&config);
}

static int make_scratch(void **state)
{
    (void)state;
    scratch_init(&scratch);
    return 0;
}

static int end_scratch(void **state)
{
    (void)state;
    scratch_finish(&scratch);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_defaults_hold_where_nothing_is_said),
        cmocka_unit_test(test_every_key_arrives),
        cmocka_unit_test(test_keys_of_streets_arrive),
        cmocka_unit_test(test_maps_credit_the_contributors_unless_told_otherwise),
        cmocka_unit_test(test_change_times_by_stop_arrive),
        cmocka_unit_test(test_maps_among_paths_are_streets),
        cmocka_unit_test(test_what_is_wrong_is_named),
        cmocka_unit_test(test_what_is_wrong_with_live_feeds_is_named),
        cmocka_unit_test(test_live_feeds_arrive),
        cmocka_unit_test(test_what_is_wrong_with_shared_vehicles_is_named),
        cmocka_unit_test(test_shared_vehicles_arrive),
        cmocka_unit_test(test_prices_arrive),
        cmocka_unit_test(test_parks_arrive),
        cmocka_unit_test(test_the_digest_is_of_what_a_build_reads),
        cmocka_unit_test(test_errors_do_not_show_urls),
        cmocka_unit_test(test_a_long_path_does_not_hide_the_key),
        cmocka_unit_test(test_tags_come_from_file_names_and_are_unique),
        cmocka_unit_test(test_folders_name_themselves),
        cmocka_unit_test(test_kind_by_content),
    };
    return cmocka_run_group_tests(tests, make_scratch, end_scratch);
}
