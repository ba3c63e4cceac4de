#include "data/parking/parking.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/live/live.h"
#include "feeds/builder/builder.h"
#include "feeds/parks/match.h"
#include "tests/scratch.h"

/* What is told of the car parks of the demo city can be believed, at any hour. */

enum { MONDAY = 4, SUNDAY = 10, PHARE = 0, EST = 1, HALLES = 2 };

static struct scratch scratch;
static struct network network;
static struct arena arena;
static struct findings findings;
static struct zone zone;

static void stop_if(bool bad, const struct error *error)
{
    if (!bad)
        return;
    fprintf(stderr, "%s: %s\n", error->place, error->text);
    exit(1);
}

/* The city as it is built for everybody, streets and all. */
static int set_up(void **state)
{
    (void)state;
    struct error error = {0};
    struct config config;
    struct builder builder;
    struct draft draft;
    scratch_init(&scratch);
    draft_init(&draft);
    findings_init(&findings);
    const char *path = scratch_path(&scratch, "city.image");
    stop_if(!config_read(&config, "data/city/city.json", &error), &error);
    builder_init(&builder, &config);
    stop_if(!builder_read(&builder, &draft, &error) ||
                !builder_freeze(&builder, &draft, path, &error) ||
                !network_open(&network, path, &error),
            &error);
    builder_finish(&builder);
    draft_finish(&draft);
    config_finish(&config);
    zone = network_zone(&network, network.feeds[0].zone);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    network_close(&network);
    findings_finish(&findings);
    arena_finish(&arena);
    scratch_finish(&scratch);
    return 0;
}

static unix_time at(int day, int hour, int minute)
{
    return zone_time(&zone, civil_day_of(2026, 5, day), hour * 3600 + minute * 60);
}

/* What the feeder reads of that moment. */
static struct lots read(unix_time now)
{
    struct lots lots;
    struct error error = {0};
    const char *text = parking_tell(&network, 1, now, &arena);
    assert_non_null(text);
    const struct lots_bytes bytes = {text, strlen(text), "parking.json"};
    stop_if(!lots_read(bytes, &arena, &lots, &findings, &error), &error);
    return lots;
}

static void all_lots_are_parks_of_the_map(void **state)
{
    (void)state;
    struct park_index index;
    struct vec matches = vec_of(sizeof(struct park_match));
    park_index_init(&index, &network, TIE_CAR_PARK);
    for (int minute = 0; minute < 2 * 24 * 60; minute += 20) {
        unix_time now = at(SUNDAY, 0, minute);
        struct lots lots = read(now);
        parks_match(&index, &lots, 100, &matches, &findings);
        assert_int_equal(lots.stamp, now);
        assert_int_equal(matches.count, PARKING_LOTS);
        for (uint32_t i = 0; i < lots.count; i++) {
            const struct park_match *match = vec_at(&matches, i);
            assert_int_equal(lots.items[i].total, network.street_parks[match->park].capacity);
            assert_true(lots.items[i].free <= lots.items[i].total);
        }
    }
    assert_int_equal(findings.items.count, 0);
    park_index_finish(&index);
    vec_finish(&matches);
}

static void they_fill_and_empty_with_the_hour(void **state)
{
    (void)state;
    assert_int_equal(read(at(MONDAY, 8, 10)).items[PHARE].free, 0);
    assert_true(read(at(MONDAY, 6, 0)).items[PHARE].free > 100);
    assert_true(read(at(SUNDAY, 8, 10)).items[PHARE].free > 100);
    uint32_t early = read(at(MONDAY, 7, 0)).items[EST].free;
    uint32_t later = read(at(MONDAY, 8, 10)).items[EST].free;
    assert_true(0 < later && later < early);
    assert_int_equal(read(at(MONDAY, 3, 0)).items[HALLES].state, LIVE_PARK_CLOSED);
    assert_int_equal(read(at(MONDAY, 6, 0)).items[HALLES].state, LIVE_PARK_OPEN);
}

static void a_minute_has_one_document(void **state)
{
    (void)state;
    const char *text = parking_tell(&network, 1, at(MONDAY, 8, 10), &arena);
    assert_string_equal(parking_tell(&network, 1, at(MONDAY, 8, 10) + 59, &arena), text);
    assert_string_not_equal(parking_tell(&network, 1, at(MONDAY, 8, 11), &arena), text);
    assert_null(parking_tell(&(struct network){0}, 1, at(MONDAY, 8, 10), &arena));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_lots_are_parks_of_the_map),
        cmocka_unit_test(they_fill_and_empty_with_the_hour),
        cmocka_unit_test(a_minute_has_one_document),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
