#include "feeds/builder/builder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/scratch.h"

static struct scratch scratch;
static struct error error;

/* A feed of one trip from P to Q in the folder `name`. */
static void write_feed(const char *name, const char *agency)
{
    static const char *const files[][2] = {
        {"stops.txt", "stop_id,stop_name,stop_lat,stop_lon\nP,P,52,13\nQ,Q,52.1,13.1\n"},
        {"routes.txt", "route_id,agency_id,route_short_name,route_type\nR,A,1,4\n"},
        {"trips.txt", "route_id,service_id,trip_id\nR,S,T\n"},
        {"stop_times.txt", "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
                           "T,08:00:00,08:00:00,P,1\nT,08:10:00,08:10:00,Q,2\n"},
        {"calendar.txt", "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,"
                         "start_date,end_date\nS,1,1,1,1,1,1,1,20260101,20261231\n"},
    };
    char path[128];
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        snprintf(path, sizeof path, "%s/%s", name, files[i][0]);
        scratch_text(&scratch, path, files[i][1]);
    }
    snprintf(path, sizeof path, "%s/agency.txt", name);
    scratch_text(&scratch, path, agency);
}

static const char sound[] = "agency_id,agency_name,agency_url,agency_timezone\n"
                            "A,A,https://example.org,Europe/Berlin\n";
static const char unsound[] = "agency_id,agency_name,agency_url,agency_timezone\n"
                              "A,A,https://example.org,Mars/Olympus\n";

static void read_city(struct config *config, const char *json)
{
    if (!config_read(config, scratch_text(&scratch, "city.json", json), &error))
        fail_msg("%s: %s", error.place, error.text);
}

static void count_steps(void *context, const char *step)
{
    assert_true(*step);
    ++*(int *)context;
}

static bool exists(const char *name)
{
    struct stat info;
    return stat(scratch_path(&scratch, name), &info) == 0;
}

static void test_builds_an_image_of_all_feeds(void **state)
{
    (void)state;
    struct config config;
    struct builder builder;
    struct draft draft;
    struct network network;
    int steps = 0;
    write_feed("north", sound);
    write_feed("south", sound);
    read_city(&config, "{\"feeds\": [{\"path\": \"north\"}, {\"path\": \"south\", \"licence\": "
                       "\"CC0\"}], \"change_seconds\": 45, \"link_metres\": 50, "
                       "\"board_slack\": {\"FERRY\": 300, \"nobody\": 1}, "
                       "\"alight_slack\": {\"south_A\": 20}}");
    builder_init(&builder, &config);
    builder.steps.progress = count_steps;
    builder.steps.context = &steps;
    draft_init(&draft);
    assert_true(builder_read(&builder, &draft, &error));
    assert_true(builder_freeze(&builder, &draft, scratch_path(&scratch, "x.trajet"), &error));
    assert_int_equal(steps, 5);
    assert_int_equal(builder.unmet.count, 1);
    assert_true(builder.image_bytes > 0);
    assert_int_equal(builder.frozen.on_foot.footpaths, 4);

    assert_true(network_open(&network, scratch_path(&scratch, "x.trajet"), &error));
    assert_int_equal(network.counts.feeds, 2);
    assert_string_equal(network_text(&network, network.feeds[1].licence), "CC0");
    assert_int_equal(network.facts->default_change_seconds, 45);
    assert_int_equal(network.facts->link_metres, 50);
    for (uint32_t i = 0; i < network.counts.routes_by_id; i++) {
        assert_int_equal(network.routes[i].board_slack, 300);
        assert_int_equal(network.routes[i].alight_slack, network.routes[i].feed ? 20 : 0);
    }
    network_close(&network);
    draft_finish(&draft);
    builder_finish(&builder);
    config_finish(&config);
}

static void test_one_unusable_feed_does_not_stop_the_others(void **state)
{
    (void)state;
    struct config config;
    struct builder builder;
    struct draft draft;
    write_feed("good", sound);
    write_feed("bad", unsound);
    read_city(&config, "{\"feeds\": [{\"path\": \"bad\"}, {\"path\": \"absent\"}, "
                       "{\"path\": \"good\"}]}");
    builder_init(&builder, &config);
    draft_init(&draft);
    assert_true(builder_read(&builder, &draft, &error));
    assert_int_equal(draft.feeds.count, 1);
    assert_int_equal(draft.trips.count, 1);
    const struct builder_feed *feeds = builder.feeds.data;
    assert_non_null(strstr(feeds[0].error.text, "Mars/Olympus"));
    assert_int_equal(feeds[1].error.kind, ERROR_MISSING);
    assert_int_equal(feeds[2].error.kind, ERROR_NONE);
    struct report_feed report = builder_report(&feeds[0]);
    assert_non_null(report.error);
    report = builder_report(&feeds[2]);
    assert_null(report.error);
    assert_string_equal(report.tag, "good");
    assert_string_equal(report.counts[2].name, "trips");
    assert_int_equal(report.counts[2].kept, 1);
    draft_finish(&draft);
    builder_finish(&builder);
    config_finish(&config);
}

static void test_no_usable_feed_is_an_error(void **state)
{
    (void)state;
    struct config config;
    struct builder builder;
    struct draft draft;
    write_feed("bad", unsound);
    read_city(&config, "{\"feeds\": [{\"path\": \"bad\"}]}");
    builder_init(&builder, &config);
    draft_init(&draft);
    assert_false(builder_read(&builder, &draft, &error));
    assert_non_null(strstr(error.text, "Mars/Olympus"));
    draft_finish(&draft);
    builder_finish(&builder);
    config_finish(&config);
    read_city(&config, "{\"feeds\": [{\"path\": \"bad\"}, {\"path\": \"absent\"}]}");
    builder_init(&builder, &config);
    draft_init(&draft);
    assert_false(builder_read(&builder, &draft, &error));
    assert_non_null(strstr(error.text, "not one of the 2 feeds"));
    draft_finish(&draft);
    builder_finish(&builder);
    config_finish(&config);
}

static void test_check_says_whether_all_are_usable(void **state)
{
    (void)state;
    struct config config;
    struct builder builder;
    write_feed("good", sound);
    write_feed("bad", unsound);
    read_city(&config, "{\"feeds\": [{\"path\": \"good\"}, {\"path\": \"bad\"}]}");
    builder_init(&builder, &config);
    assert_false(builder_check(&builder));
    assert_int_equal(builder.feeds.count, 2);
    builder_finish(&builder);
    config_finish(&config);
    read_city(&config, "{\"feeds\": [{\"path\": \"good\"}]}");
    builder_init(&builder, &config);
    assert_true(builder_check(&builder));
    builder_finish(&builder);
    config_finish(&config);
}

/* A city of the feed `good`, whose folder of prices has one table. */
static bool check_prices(const char *caps, struct builder *builder, struct config *config)
{
    write_feed("good", sound);
    if (caps)
        scratch_text(&scratch, "prices/caps.csv", caps);
    read_city(config, "{\"feeds\": [{\"path\": \"good\"}], \"fares\": \"prices\"}");
    builder_init(builder, config);
    return builder_check(builder);
}

static const struct finding *find_of_prices(const struct builder *builder, const char *code)
{
    const struct report_feed report = pricing_report(&builder->pricing);
    assert_string_equal(report.tag, "fares");
    return findings_find(report.findings, code);
}

#define CAPS "id,networks,period,amount,currency\n"

static void test_check_reads_the_prices_of_the_city(void **state)
{
    (void)state;
    struct config config;
    struct builder builder;
    assert_false(check_prices(NULL, &builder, &config)); /* No such folder. */
    assert_int_equal(builder.pricing.error.kind, ERROR_MISSING);
    builder_finish(&builder);
    config_finish(&config);
    /* Rows that make no sense, or lead nowhere, are left out as the feeder does. */
    assert_true(check_prices(CAPS "a,good,day,5,EUR\nb,good:agency:A,day,x,EUR\n"
                                  "c,good:agency:B,day,5,EUR\nd,good:agency:A,day,5,EUR\n",
                             &builder, &config));
    assert_null(pricing_report(&builder.pricing).error);
    assert_int_equal(pricing_report(&builder.pricing).counts[1].kept, 3);
    const struct finding *bad = find_of_prices(&builder, "fares_value_bad");
    const struct finding *lost = find_of_prices(&builder, "fares_network_unknown");
    assert_non_null(bad);
    assert_int_equal(bad->places[0].line, 3);
    assert_string_equal(bad->places[0].file, "caps.csv");
    assert_non_null(lost);
    assert_int_equal(lost->count, 1);
    assert_string_equal(lost->places[0].detail, "good:agency:B");
    builder_finish(&builder);
    config_finish(&config);
    /* Behind a quote that is never closed rules are lost. */
    assert_false(check_prices(CAPS "a,good,day,5,EUR\nb,\"good,day,5,EUR\n", &builder, &config));
    assert_non_null(find_of_prices(&builder, "fares_file_unreadable"));
    assert_string_equal(pricing_report(&builder.pricing).error->place, "caps.csv");
    builder_finish(&builder);
    config_finish(&config);
}

static const char map[] =
    "<?xml version=\"1.0\"?>\n<osm version=\"0.6\">\n"
    "<node id=\"1\" lat=\"51.999\" lon=\"13.0001\"/><node id=\"2\" lat=\"52.003\" "
    "lon=\"13.0001\"/>\n"
    "<way id=\"9\"><nd ref=\"1\"/><nd ref=\"2\"/><tag k=\"highway\" v=\"residential\"/>"
    "</way>\n</osm>\n";

/* P and Q stand 222 m from each other in front of one street. */
static void build_with_streets(const char *json, struct builder *builder, struct network *network)
{
    static struct config config;
    struct draft draft;
    write_feed("walked", sound);
    scratch_text(&scratch, "walked/stops.txt",
                 "stop_id,stop_name,stop_lat,stop_lon\nP,P,52,13\nQ,Q,52.002,13\n");
    scratch_text(&scratch, "map.osm", map);
    scratch_text(&scratch, "bad.osm", "<?xml version=\"1.0\"?>\n<osm><node id=\"1\" lat=");
    read_city(&config, json);
    builder_init(builder, &config);
    draft_init(&draft);
    assert_true(builder_read(builder, &draft, &error));
    assert_true(builder_freeze(builder, &draft, scratch_path(&scratch, "w.trajet"), &error));
    assert_true(network_open(network, scratch_path(&scratch, "w.trajet"), &error));
    draft_finish(&draft);
    builder->config = NULL;
    config_finish(&config);
}

static void test_stops_are_joined_by_streets(void **state)
{
    (void)state;
    struct builder builder;
    struct network network;
    build_with_streets("{\"feeds\": [{\"path\": \"walked\"}], \"streets\": [\"map.osm\"]}",
                       &builder, &network);
    assert_true(builder.paving.paved);
    assert_int_equal(builder.paving.on_foot.pairs, 2);
    assert_int_equal(builder.paving.in_wheelchair.pairs, 2);
    assert_int_equal(builder.frozen.on_foot.kinds[FOOTPATH_STREET], 2);
    assert_true(network.counts.street_edges > 0);
    assert_in_range(network.footpaths_out[0].seconds, 186, 205);
    assert_in_range(network.wheel_paths_out[0].seconds, 278, 307);
    const struct report_step *steps = builder.steps.done.data;
    for (uint32_t i = 0; i < builder.steps.done.count; i++)
        assert_true(steps[i].seconds >= 0 && steps[i].peak_bytes > 0);
    struct report_feed report = paving_report(&builder.paving);
    assert_null(report.error);
    network_close(&network);
    builder_finish(&builder);
}

static void test_maps_and_addresses_are_credited(void **state)
{
    (void)state;
    struct builder builder;
    struct network network;
    build_with_streets("{\"feeds\": [{\"path\": \"walked\"}],"
                       "\"streets\": [\"map.osm\", \"bad.osm\", {\"path\": \"map.osm\","
                       " \"licence\": \"CC0-1.0\"}], \"addresses\": [\"none.csv\"]}",
                       &builder, &network);
    const struct credit *credits = network.credits;
    assert_int_equal(network.counts.credits, 3);
    assert_string_equal(network_text(&network, credits[0].file), "map.osm");
    assert_string_equal(network_text(&network, credits[0].attribution),
                        "\xc2\xa9 OpenStreetMap contributors");
    assert_string_equal(network_text(&network, credits[0].licence_url),
                        "https://www.openstreetmap.org/copyright");
    assert_string_equal(network_text(&network, credits[1].licence), "CC0-1.0");
    assert_int_equal(credits[1].attribution, 0);
    assert_int_equal(credits[2].kind, CREDIT_ADDRESSES);
    assert_int_equal(credits[2].licence, 0);
    network_close(&network);
    builder_finish(&builder);
}

static void test_how_far_one_walks_is_configured(void **state)
{
    (void)state;
    struct builder builder;
    struct network network;
    build_with_streets("{\"feeds\": [{\"path\": \"walked\"}], \"streets\": [\"map.osm\"], "
                       "\"walking_minutes\": 3}",
                       &builder, &network);
    assert_int_equal(builder.paving.on_foot.pairs, 0);
    network_close(&network);
    builder_finish(&builder);
    build_with_streets("{\"feeds\": [{\"path\": \"walked\"}], \"streets\": [\"map.osm\"], "
                       "\"walking_minutes\": 3, \"foot_metres_per_second\": 2, "
                       "\"wheelchair_metres_per_second\": 0.5}",
                       &builder, &network);
    assert_in_range(network.footpaths_out[0].seconds, 120, 125); /* no less than a change */
    assert_in_range(network.wheel_paths_out[0].seconds, 444, 490);
    network_close(&network);
    builder_finish(&builder);
}

static void test_a_map_that_cannot_be_used_is_left_out(void **state)
{
    (void)state;
    struct builder builder;
    struct network network;
    build_with_streets("{\"feeds\": [{\"path\": \"walked\"}], \"streets\": [\"bad.osm\", "
                       "\"map.osm\", \"absent.osm\"]}",
                       &builder, &network);
    assert_true(builder.paving.paved);
    assert_int_equal(builder.paving.unusable.count, 2);
    const struct paving_file *files = builder.paving.unusable.data;
    assert_non_null(strstr(files[0].error.place, "bad.osm"));
    assert_non_null(strstr(files[1].error.place, "absent.osm"));
    assert_int_equal(builder.frozen.on_foot.kinds[FOOTPATH_STREET], 2);
    network_close(&network);
    builder_finish(&builder);
    build_with_streets("{\"feeds\": [{\"path\": \"walked\"}], \"streets\": [\"absent.osm\"], "
                       "\"link_metres\": 500}",
                       &builder, &network);
    assert_false(builder.paving.paved);
    assert_int_equal(builder.frozen.on_foot.kinds[FOOTPATH_STRAIGHT], 2);
    assert_non_null(paving_report(&builder.paving).error);
    network_close(&network);
    builder_finish(&builder);
}

static void test_what_cannot_be_put_leaves_nothing(void **state)
{
    (void)state;
    struct config config;
    struct builder builder;
    struct draft draft;
    write_feed("good", sound);
    scratch_text(&scratch, "folder/file", "x");
    read_city(&config, "{\"feeds\": [{\"path\": \"good\"}]}");
    const char *wrong[] = {"nowhere/x.trajet", "folder"};
    for (int i = 0; i < 2; i++) {
        builder_init(&builder, &config);
        draft_init(&draft);
        assert_true(builder_read(&builder, &draft, &error));
        assert_false(builder_freeze(&builder, &draft, scratch_path(&scratch, wrong[i]), &error));
        assert_true(*error.text);
        draft_finish(&draft);
        builder_finish(&builder);
    }
    assert_true(exists("folder/file"));
    char aside[64];
    snprintf(aside, sizeof aside, "folder.%ld.new", (long)getpid());
    assert_false(exists(aside));
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
        cmocka_unit_test(test_builds_an_image_of_all_feeds),
        cmocka_unit_test(test_one_unusable_feed_does_not_stop_the_others),
        cmocka_unit_test(test_no_usable_feed_is_an_error),
        cmocka_unit_test(test_check_says_whether_all_are_usable),
        cmocka_unit_test(test_check_reads_the_prices_of_the_city),
        cmocka_unit_test(test_stops_are_joined_by_streets),
        cmocka_unit_test(test_maps_and_addresses_are_credited),
        cmocka_unit_test(test_how_far_one_walks_is_configured),
        cmocka_unit_test(test_a_map_that_cannot_be_used_is_left_out),
        cmocka_unit_test(test_what_cannot_be_put_leaves_nothing),
    };
    return cmocka_run_group_tests(tests, make_scratch, end_scratch);
}
