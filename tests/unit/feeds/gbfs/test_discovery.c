#include "feeds/gbfs/gbfs.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/gbfs_said.h"

static struct arena arena;
static struct findings findings;
static struct error error;
static struct gbfs_discovery discovery;
static struct gbfs_manifest manifest;

static struct gbfs_bytes begin(const char *text)
{
    const char *quoted = gbfs_said_quoted(text);
    findings_finish(&findings);
    findings_init(&findings);
    arena_reset(&arena);
    error = (struct error){0};
    return (struct gbfs_bytes){quoted, strlen(quoted), "https://x.example/gbfs.json"};
}

/* "document url, ..." of what a discovery document leads to, or the error. */
static const char *discover(const char *text, const char *language)
{
    static char links[1024];
    if (!gbfs_read_discovery(begin(text), language, &arena, &discovery, &findings, &error))
        return error.text;
    *links = '\0';
    for (uint32_t i = 0; i < discovery.count; i++) {
        size_t used = strlen(links);
        snprintf(links + used, sizeof links - used, "%s%s %s", used ? ", " : "",
                 gbfs_document_name(discovery.links[i].document), discovery.links[i].url);
    }
    return links;
}

/* "id url, ..." */
static const char *list(const char *text)
{
    static char sets[1024];
    if (!gbfs_read_manifest(begin(text), &arena, &manifest, &findings, &error))
        return error.text;
    *sets = '\0';
    for (uint32_t i = 0; i < manifest.count; i++) {
        size_t used = strlen(sets);
        snprintf(sets + used, sizeof sets - used, "%s%s %s", used ? ", " : "",
                 manifest.datasets[i].system_id, manifest.datasets[i].url);
    }
    return sets;
}

static const char *found(void)
{
    return gbfs_said_findings(&findings);
}

static void names_of_documents(void **state)
{
    (void)state;
    for (int i = 0; i < GBFS_DOCUMENTS; i++)
        assert_int_equal(gbfs_document_of(gbfs_document_name((enum gbfs_document)i)), i);
    assert_int_equal(gbfs_document_of("free_bike_status"), GBFS_VEHICLES);
    assert_int_equal(gbfs_document_of("gbfs_versions"), GBFS_DOCUMENTS);
}

static void since_3_feeds_are_flat(void **state)
{
    (void)state;
    assert_string_equal(
        discover(
            "{'last_updated': '2026-05-04T08:00:00+02:00', 'ttl': 30, 'version': '3.0', "
            "'data': {'feeds': [{'name': 'vehicle_status', 'url': 'u1'}, "
            "{'name': 'gbfs_versions', 'url': 'u2'}, {'name': 'station_status', 'url': 'u3'}]}}",
            "fr"),
        "vehicle_status u1, station_status u3");
    assert_string_equal(found(), "");
    assert_string_equal(discovery.head.version, "3.0");
    assert_int_equal(discovery.head.ttl, 30);
    assert_int_equal(discovery.head.last_updated, 1777874400);
}

static void before_they_were_by_language(void **state)
{
    const char *text = "{'ttl': 0, 'data': {'en': {'feeds': [{'name': 'free_bike_status', "
                       "'url': 'en'}]}, 'fr': {'feeds': [{'name': 'free_bike_status', 'url': "
                       "'fr'}]}, 'xx': 5}}";
    (void)state;
    assert_string_equal(discover(text, "fr"), "vehicle_status fr");
    assert_string_equal(discover(text, "fr-CA"), "vehicle_status fr");
    assert_string_equal(discover(text, "de"), "vehicle_status en");
    assert_string_equal(discover(text, NULL), "vehicle_status en");
    assert_string_equal(discover("{'ttl': 0, 'data': {'nb': {'feeds': [{'name': 'system_hours', "
                                 "'url': 'u'}]}}}",
                                 "en"),
                        "system_hours u");
}

static void what_wraps_may_be_missing(void **state)
{
    (void)state;
    assert_string_equal(
        discover("{'ttl': 0, 'feeds': [{'name': 'station_status', 'url': 'u'}]}", NULL),
        "station_status u");
}

static void bad_links_are_left_out(void **state)
{
    (void)state;
    assert_string_equal(
        discover("{'ttl': 0, 'data': {'feeds': [7, {'name': 'station_status'}, "
                 "{'name': 5, 'url': 'u'}, {'name': 'station_status', 'url': 'a b'}, "
                 "{'name': 'station_status', 'url': 'a\\r\\nb'}, "
                 "{'name': 'station_status', 'url': ''}, {'name': 'station_status', 'url': 'u1'}, "
                 "{'name': 'station_status', 'url': 'u2'}]}}",
                 NULL),
        "station_status u1");
    assert_string_equal(found(), "gbfs_link_dropped 6");
    assert_string_equal(findings_find(&findings, "gbfs_link_dropped")->places[0].file, "gbfs.json");
}

static void nothing_to_lead_to(void **state)
{
    (void)state;
    assert_string_equal(discover("{'ttl': 0, 'data': {'en': {'feeds': []}}}", NULL), "");
    assert_string_equal(found(), "gbfs_feeds_missing 1");
    assert_string_equal(discover("{'ttl': 0, 'data': {}}", NULL), "has no list `feeds`");
    assert_string_equal(discover("{'ttl': 0, 'data': {'feeds': 5}}", NULL), "has no list `feeds`");
    assert_string_equal(discover("[{},{}]", NULL), "is no JSON object");
    assert_int_equal(error.kind, ERROR_INPUT);
    assert_string_equal(error.place, "https://x.example/gbfs.json");
}

static void manifests_have_versions(void **state)
{
    (void)state;
    assert_string_equal(
        list("{'ttl': 0, 'version': '3.0', 'data': {'datasets': [{'system_id': 'a', 'versions': "
             "[{'version': '2.0', 'url': 'a2'}, {'version': '3.0', 'url': 'a3'}, "
             "{'version': '2.3', 'url': 'a23'}, {'version': '4.0', 'url': 'a4'}]}, "
             "{'system_id': 7, 'versions': [{'version': '2.3', 'url': 'b'}]}]}}"),
        "a a3, 7 b");
    assert_string_equal(found(), "gbfs_type_mended 1");
}

static void bad_data_sets_are_left_out(void **state)
{
    (void)state;
    assert_string_equal(list("{'ttl': 0, 'data': {'datasets': [{'system_id': 'a'}, 5, "
                             "{'versions': [{'version': '2.3', 'url': 'b'}]}, "
                             "{'system_id': 'c', 'versions': [{'version': '2.3', 'url': 'c d'}]}, "
                             "{'system_id': 'd', 'versions': [{'version': '2.3', 'url': 'd'}]}]}}"),
                        "d d");
    assert_string_equal(found(), "gbfs_dataset_dropped 4");
    assert_string_equal(list("{'ttl': 0, 'data': {}}"),
                        "has no list `datasets`, `systems` or `versions`");
    assert_string_equal(list("nonsense"), "line 1: '[' or '{' expected near 'nonsense'");
}

static void directories_and_versions(void **state)
{
    (void)state;
    assert_string_equal(list("{'ttl': 0, 'systems': [{'id': 'a', 'url': 'ua'}, {'id': 'b'}]}"),
                        "a ua");
    assert_string_equal(found(), "gbfs_dataset_dropped 1");
    assert_string_equal(list("{'ttl': 0, 'data': {'versions': [{'version': '1.1', 'url': 'u1'}, "
                             "{'version': '2.2', 'url': 'u2'}]}}"),
                        " u2");
    assert_string_equal(list("{'ttl': 0, 'data': {'versions': [{'version': '9', 'url': 'u'}]}}"),
                        "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_of_documents),
        cmocka_unit_test(since_3_feeds_are_flat),
        cmocka_unit_test(before_they_were_by_language),
        cmocka_unit_test(what_wraps_may_be_missing),
        cmocka_unit_test(bad_links_are_left_out),
        cmocka_unit_test(nothing_to_lead_to),
        cmocka_unit_test(manifests_have_versions),
        cmocka_unit_test(bad_data_sets_are_left_out),
        cmocka_unit_test(directories_and_versions),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    findings_finish(&findings);
    arena_finish(&arena);
    return failed;
}
