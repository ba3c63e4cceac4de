#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/memory.h"
#include "engine/live/live.h"
#include "feeds/parks/lots.h"

static struct arena arena;
static struct findings findings;
static struct lots lots;
static struct error error;

static int begin(void **state)
{
    (void)state;
    findings_init(&findings);
    return 0;
}

static int end(void **state)
{
    (void)state;
    findings_finish(&findings);
    arena_finish(&arena);
    return 0;
}

/* Takes a document with ' for ". */
static bool take(const char *text)
{
    char quoted[4096];
    snprintf(quoted, sizeof quoted, "%s", text);
    for (char *at = strchr(quoted, '\''); at; at = strchr(at, '\''))
        *at = '"';
    return lots_read((struct lots_bytes){quoted, strlen(quoted), "parks.json"}, &arena, &lots,
                     &findings, &error);
}

static uint64_t found(const char *code)
{
    const struct finding *finding = findings_find(&findings, code);
    return finding ? finding->count : 0;
}

static void lots_are_as_the_feed_says(void **state)
{
    (void)state;
    assert_true(take("{'last_updated': '2026-05-01T08:00:00', 'lots': [{'id': 'gare', 'name': "
                     "'Gare', 'coords': {'lat': 48.5, 'lng': 2.25}, 'total': 400, 'free': 120, "
                     "'state': 'open'}, {'id': 7, 'coords': null, 'free': 3, 'state': 'closed'}, "
                     "{'id': 'old', 'free': 5, 'total': 9, 'state': 'nodata'}]}"));
    assert_int_equal(findings_total(&findings), 0);
    assert_int_equal(lots.count, 3);
    assert_int_equal(lots.stamp, 1777622400);
    assert_string_equal(lots.items[0].id, "gare");
    assert_string_equal(lots.items[0].name, "Gare");
    assert_true(lots.items[0].placed);
    assert_int_equal(lots.items[0].at.lat, 485000000);
    assert_int_equal(lots.items[0].at.lon, 22500000);
    assert_int_equal(lots.items[0].free, 120);
    assert_int_equal(lots.items[0].total, 400);
    assert_int_equal(lots.items[0].state, LIVE_PARK_OPEN);
    assert_string_equal(lots.items[1].id, "7");
    assert_string_equal(lots.items[1].name, "");
    assert_false(lots.items[1].placed);
    assert_int_equal(lots.items[1].total, NO_IX);
    assert_int_equal(lots.items[1].state, LIVE_PARK_CLOSED);
    assert_int_equal(lots.items[2].free, NO_IX); /* The number is an old one. */
    assert_int_equal(lots.items[2].total, 9);
}

static void what_makes_no_sense_is_left_out(void **state)
{
    (void)state;
    assert_true(take("{'last_updated': 'today', 'lots': [{'name': 'x'}, 5, {'id': ''}, {'id': 'a', "
                     "'free': 12, 'total': 10, 'coords': {'lat': 91, 'lng': 0}}, {'id': 'a'}, "
                     "{'id': 'b', 'free': -1, 'total': 'many', 'coords': {'lat': 0, 'lng': 0}}]}"));
    assert_int_equal(lots.count, 2);
    assert_int_equal(lots.stamp, 0);
    assert_int_equal(lots.items[0].free, 10);
    assert_false(lots.items[0].placed || lots.items[1].placed);
    assert_int_equal(lots.items[1].free, NO_IX);
    assert_int_equal(lots.items[1].total, NO_IX);
    assert_int_equal(found("park_time_unusable"), 1);
    assert_int_equal(found("park_lot_dropped"), 3);
    assert_int_equal(found("park_lot_doubled"), 1);
    assert_int_equal(found("park_overfull"), 1);
    assert_int_equal(found("park_value_ignored"), 2);
}

static void what_is_no_document_is_refused(void **state)
{
    (void)state;
    assert_false(take("{'lots': {}}"));
    assert_string_equal(error.text, "has no list of `lots`");
    assert_string_equal(error.place, "parks.json");
    assert_false(take("[1"));
    assert_non_null(strstr(error.text, "line 1"));
    char *large = memory_zeroed(LOTS_BYTES_MAX + 1, 1);
    assert_false(lots_read((struct lots_bytes){large, LOTS_BYTES_MAX + 1, "parks.json"}, &arena,
                           &lots, &findings, &error));
    assert_int_equal(error.kind, ERROR_LIMIT);
    memory_free(large);
}

static void there_is_a_limit_to_lots(void **state)
{
    (void)state;
    struct vec text = vec_of(1);
    char item[64];
    static const char start[] = "{\"lots\":[{\"id\":\"first\"}";
    vec_add_many(&text, start, sizeof start - 1);
    for (int i = 0; i < 5000; i++)
        vec_add_many(&text, item, (size_t)snprintf(item, sizeof item, ",{\"id\":%d}", i));
    vec_add_many(&text, "]}", 2);
    assert_true(lots_read((struct lots_bytes){text.data, text.count, "parks.json"}, &arena, &lots,
                          &findings, &error));
    assert_int_equal(lots.count, 5000);
    assert_int_equal(found("park_too_many"), 1);
    vec_finish(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(lots_are_as_the_feed_says, begin, end),
        cmocka_unit_test_setup_teardown(what_makes_no_sense_is_left_out, begin, end),
        cmocka_unit_test_setup_teardown(what_is_no_document_is_refused, begin, end),
        cmocka_unit_test_setup_teardown(there_is_a_limit_to_lots, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
