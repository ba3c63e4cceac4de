#include "feeds/gbfs/gbfs.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/gbfs_said.h"

static struct gbfs_said said;

#define ONE "{'regions': [{'region_id': 'a', 'name': 'A'}]}"
#define TWO "{'regions': [{'region_id': 'a', 'name': 'A'}, {'region_id': 'b', 'name': 'B'}]}"

static int begin(void **state)
{
    (void)state;
    gbfs_said_init(&said);
    return 0;
}

static int end(void **state)
{
    (void)state;
    gbfs_said_finish(&said);
    return 0;
}

static const struct gbfs_system *now(void)
{
    return gbfs_store_system(said.store);
}

static void nothing_said_yet(void **state)
{
    (void)state;
    assert_string_equal(now()->information.name, "");
    assert_string_equal(now()->information.app_ios, "");
    for (int i = 0; i < GBFS_DOCUMENTS; i++)
        assert_false(now()->has[i]);
    assert_int_equal(now()->station_count + now()->vehicle_count + now()->zone_count, 0);
}

static void a_document_replaces_its_kind_only(void **state)
{
    (void)state;
    assert_true(gbfs_said_data(&said, GBFS_REGIONS, "2.3", TWO));
    assert_true(gbfs_said_data(&said, GBFS_HOURS, "2.3", "{'rental_hours': []}"));
    assert_int_equal(now()->region_count, 2);
    assert_true(gbfs_said_data(&said, GBFS_REGIONS, "3.0", ONE));
    assert_true(said.news);
    assert_int_equal(now()->region_count, 1);
    assert_string_equal(now()->regions[0].name, "A");
    assert_true(now()->has[GBFS_HOURS] && now()->has[GBFS_REGIONS]);
    assert_string_equal(now()->heads[GBFS_REGIONS].version, "3.0");
    assert_string_equal(now()->heads[GBFS_HOURS].version, "2.3");
}

static void what_cannot_be_used_changes_nothing(void **state)
{
    static const char *const texts[] = {
        "",
        "  \n",
        "<html>busy</html>",
        "{'data': {'regions': [",
        "[1, 2]",
        "5",
        "{'ttl': 5, 'data': {}}",
        "{'ttl': 5, 'data': {'regions': {}}}",
        "{'ttl': 5, 'data': null}",
        "{'error': 'too many requests'}",
        "{'ttl': 5, 'data': {'regions': []}} {}",
        "{'ttl': 5, 'last_updated': NaN, 'data': {'regions': []}}",
        "{'ttl': 5, 'last_updated': 9223372036854775808, 'data': {'regions': []}}",
        "\x1f\x8b\x08",
        "PK\x03\x04",
    };
    (void)state;
    assert_true(gbfs_said_data(&said, GBFS_REGIONS, "2.3", TWO));
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (gbfs_said_text(&said, GBFS_REGIONS, texts[i]))
            fail_msg("\"%s\" was taken", texts[i]);
        assert_int_equal(said.error.kind, ERROR_INPUT);
        assert_string_equal(said.error.place, "place/said.json");
        assert_true(*said.error.text);
        assert_false(said.news);
        assert_int_equal(now()->region_count, 2);
        assert_string_equal(now()->regions[1].name, "B");
        assert_true(now()->has[GBFS_REGIONS]);
    }
}

static void too_large_or_too_deep(void **state)
{
    struct vec text = vec_of(1);
    (void)state;
    vec_resize(&text, GBFS_BYTES_MAX + 1);
    memset(text.data, ' ', text.count);
    memcpy(text.data, "{\"regions\": []}", 15);
    struct gbfs_bytes bytes = {text.data, text.count, "said.json"};
    assert_false(gbfs_said_bytes(&said, GBFS_REGIONS, bytes));
    assert_int_equal(said.error.kind, ERROR_LIMIT);
    bytes.length--;
    assert_true(gbfs_said_bytes(&said, GBFS_REGIONS, bytes));
    memset(text.data, '[', 1000);
    bytes.length = 1000;
    assert_false(gbfs_said_bytes(&said, GBFS_REGIONS, bytes));
    assert_int_equal(said.error.kind, ERROR_LIMIT);
    vec_finish(&text);
}

static void news_is_what_says_something_else(void **state)
{
    (void)state;
    assert_true(
        gbfs_said_text(&said, GBFS_REGIONS, "{'last_updated': 5, 'ttl': 9, 'data': " ONE "}"));
    assert_true(said.news);
    assert_true(
        gbfs_said_text(&said, GBFS_REGIONS, "{'last_updated': 66, 'ttl': 10, 'data': " ONE "}"));
    assert_false(said.news);
    assert_int_equal(now()->heads[GBFS_REGIONS].last_updated, 66);
    assert_int_equal(now()->heads[GBFS_REGIONS].ttl, 10);
    assert_true(
        gbfs_said_text(&said, GBFS_REGIONS, "{'last_updated': 66, 'ttl': 10, 'data': " TWO "}"));
    assert_true(said.news);
    gbfs_store_drop(said.store, GBFS_REGIONS);
    assert_false(now()->has[GBFS_REGIONS]);
    assert_int_equal(now()->region_count, 0);
    assert_int_equal(now()->heads[GBFS_REGIONS].ttl, 0);
    assert_true(
        gbfs_said_text(&said, GBFS_REGIONS, "{'last_updated': 66, 'ttl': 10, 'data': " TWO "}"));
    assert_true(said.news);
}

static void dropped_documents_leave_nothing(void **state)
{
    (void)state;
    assert_true(gbfs_said_data(&said, GBFS_SYSTEM_INFORMATION, "2.3", "{'name': 'N'}"));
    for (int i = 0; i < GBFS_DOCUMENTS; i++)
        gbfs_store_drop(said.store, (enum gbfs_document)i);
    assert_string_equal(now()->information.name, "");
    assert_false(now()->has[GBFS_SYSTEM_INFORMATION]);
}

/* What the head says: ttl, version, stamp, and what was found. */
static const char *head(const char *fields)
{
    static char text[128];
    char document[1024];
    snprintf(document, sizeof document, "{%s%s 'data': {'regions': []}}", fields,
             *fields ? "," : "");
    assert_true(gbfs_said_text(&said, GBFS_REGIONS, document));
    snprintf(text, sizeof text, "%d %s %lld %s", said.head.ttl, said.head.version,
             (long long)said.head.last_updated, gbfs_said_findings(&said.findings));
    return text;
}

static void heads(void **state)
{
    (void)state;
    assert_string_equal(head("'ttl': 60, 'version': '2.3', 'last_updated': 1700000000"),
                        "60 2.3 1700000000 ");
    assert_string_equal(head("'ttl': 60, 'version': '3.0', 'last_updated': "
                             "'2023-11-14T22:13:20.5Z'"),
                        "60 3.0 1700000000 ");
    assert_string_equal(head("'ttl': '60', 'version': 2.3, 'last_updated': '1700000000'"),
                        "60 2.3 1700000000 gbfs_type_mended 2");
    assert_string_equal(head("'ttl': 60, 'last_updated': 1700000000000"),
                        "60  1700000000 gbfs_type_mended 1");
    assert_string_equal(head(""), "-1  0 gbfs_ttl_unusable 1");
    assert_string_equal(head("'ttl': -1"), "-1  0 gbfs_ttl_unusable 1");
    assert_string_equal(head("'ttl': 0.5"), "-1  0 gbfs_ttl_unusable 1");
    assert_string_equal(head("'ttl': 1e18"), "-1  0 gbfs_ttl_unusable 1");
    assert_string_equal(head("'ttl': null"), "-1  0 gbfs_ttl_unusable 1");
    assert_string_equal(head("'ttl': 604800"), "86400  0 ");
    assert_string_equal(head("'ttl': 60, 'version': []"), "60  0 gbfs_version_unknown 1");
    assert_string_equal(head("'ttl': 60, 'version': '4.0'"), "60 4.0 0 gbfs_version_unknown 1");
    assert_string_equal(head("'ttl': 60, 'last_updated': 0"), "60  0 gbfs_value_ignored 1");
    assert_string_equal(head("'ttl': 60, 'last_updated': 'soon'"), "60  0 gbfs_value_ignored 1");
    assert_string_equal(head("'ttl': 60, 'last_updated': '9999-12-31T00:00:00Z'"),
                        "60  0 gbfs_value_ignored 1");
    assert_string_equal(head("'ttl': 60, 'last_updated': '1960-01-01T00:00:00Z'"),
                        "60  0 gbfs_value_ignored 1");
}

/* What one wrong byte, one NUL or one key too many says must not cost the document. */
static void oddities_of_bytes(void **state)
{
    (void)state;
    assert_true(gbfs_said_text(&said, GBFS_REGIONS, "\xef\xbb\xbf{'ttl': 5, 'data': " ONE "}"));
    assert_string_equal(gbfs_said_findings(&said.findings), "");
    assert_true(gbfs_said_text(
        &said, GBFS_REGIONS,
        "{'ttl': 5, 'data': {'regions': [{'region_id': 'a', 'name': 'Caf\xe9 \xff'}]}}"));
    assert_string_equal(gbfs_said_findings(&said.findings), "gbfs_not_utf8 1");
    assert_string_equal(now()->regions[0].name, "Caf? ?");
    assert_true(gbfs_said_text(&said, GBFS_REGIONS,
                               "{'ttl': 5, 'data': {'regions': [{'region_id': 'a\\u0000b'}, "
                               "{'region_id': 'c', 'name': 'one\\u0000two', 'name': 'last'}]}}"));
    assert_int_equal(now()->region_count, 1);
    assert_string_equal(now()->regions[0].name, "last");
    assert_true(gbfs_said_text(&said, GBFS_REGIONS, "{'ttl': 5, 'regions': []}"));
    assert_string_equal(gbfs_said_findings(&said.findings), "gbfs_data_missing 1");
    assert_string_equal(findings_find(&said.findings, "gbfs_data_missing")->places[0].file,
                        "said.json");
}

static void the_wanted_language(void **state)
{
    const char *names = "{'system_id': 's', 'languages': ['en', 'fr'], 'name': "
                        "[{'text': 'Bike', 'language': 'en'}, {'text': 'Vélo', 'language': "
                        "'fr-FR'}, 5, {'text': 7}]}";
    (void)state;
    assert_true(gbfs_said_data(&said, GBFS_SYSTEM_INFORMATION, "3.0", names));
    assert_string_equal(now()->information.name, "Bike");
    assert_string_equal(now()->information.language, "en");
    gbfs_store_destroy(said.store);
    said.store = gbfs_store_create("fr");
    assert_true(gbfs_said_data(&said, GBFS_SYSTEM_INFORMATION, "3.0", names));
    assert_string_equal(now()->information.name, "Vélo");
}

static void destroying_nothing(void **state)
{
    (void)state;
    gbfs_store_destroy(NULL);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(nothing_said_yet),
        TEST(a_document_replaces_its_kind_only),
        TEST(what_cannot_be_used_changes_nothing),
        TEST(too_large_or_too_deep),
        TEST(news_is_what_says_something_else),
        TEST(dropped_documents_leave_nothing),
        TEST(heads),
        TEST(oddities_of_bytes),
        TEST(the_wanted_language),
        TEST(destroying_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
