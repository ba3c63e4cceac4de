#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/gbfs_said.h"
#include "tests/gbfs_town.h"

/* Whether a system, and a station of it, lends at a moment of its own clock. */

static struct gbfs_town it;
static struct gbfs_said said;

static int set_up(void **state)
{
    (void)state;
    gbfs_town_make(&it);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    gbfs_town_finish(&it);
    return 0;
}

static int begin(void **state)
{
    (void)state;
    gbfs_said_init(&said);
    gbfs_town_begin(&it);
    return 0;
}

static int end(void **state)
{
    (void)state;
    gbfs_said_finish(&said);
    gbfs_town_end(&it);
    return 0;
}

static void take(enum gbfs_document kind, const char *version, const char *data)
{
    if (!gbfs_said_data(&said, kind, version, data))
        fail_msg("%s", said.error.text);
}

/* Why it is closed at that time of May 2026 in Paris ("" if it is not), and whether each station is
 * open: "Out of season. oc". The 4th is a Monday. */
static const char *at(int day, int hour, int minute)
{
    static char text[128];
    it.now = ((int64_t)civil_day_of(2026, 5, day) * 24 + hour - 2) * 3600 + minute * 60;
    gbfs_town_apply(&it, gbfs_store_system(said.store), false, NULL);
    const struct rental_system *system = vec_at(&it.fleet.rental_systems, 0);
    size_t used = (size_t)snprintf(text, sizeof text, "%s ", it.fleet.words.bytes + system->closed);
    for (uint32_t i = 0; i < it.fleet.rental_stations.count; i++) {
        const struct rental_station *station = vec_at(&it.fleet.rental_stations, i);
        text[used++] = station->flags & RENTAL_OPEN ? 'o' : 'c';
    }
    text[used] = '\0';
    return text;
}

static void without_hours_it_is_open(void **state)
{
    (void)state;
    take(GBFS_SYSTEM_INFORMATION, "2.3", "{'system_id': 's', 'timezone': 'Europe/Paris'}");
    assert_string_equal(at(4, 3, 0), " ");
}

static void opening_hours_of_3(void **state)
{
    (void)state;
    take(GBFS_SYSTEM_INFORMATION, "3.0",
         "{'system_id': 's', 'timezone': 'Europe/Paris', 'opening_hours': 'Mo-Fr 06:00-01:00'}");
    assert_string_equal(at(4, 5, 59), "Outside its hours. ");
    assert_string_equal(at(4, 6, 0), " ");
    assert_string_equal(at(5, 0, 59), " ");
    assert_string_equal(at(5, 1, 0), "Outside its hours. ");
    assert_string_equal(at(9, 12, 0), "Outside its hours. ");
    /* They count, and not those of older documents that somebody left behind. */
    take(GBFS_HOURS, "2.3",
         "{'rental_hours': [{'days': ['mon'], 'start_time': '03:00:00', 'end_time': '04:00:00'}]}");
    assert_string_equal(at(4, 3, 30), "Outside its hours. ");
    /* What is not understood closes nothing. */
    take(GBFS_SYSTEM_INFORMATION, "3.0",
         "{'system_id': 's', 'timezone': 'Europe/Paris', 'opening_hours': 'sunrise-sunset'}");
    gbfs_store_drop(said.store, GBFS_HOURS);
    assert_string_equal(at(4, 3, 30), " ");
}

static void hours_and_seasons_of_2(void **state)
{
    (void)state;
    take(GBFS_SYSTEM_INFORMATION, "2.3", "{'system_id': 's', 'timezone': 'Europe/Paris'}");
    take(GBFS_HOURS, "2.3",
         "{'rental_hours': [{'days': ['mon'], 'start_time': '08:00:00', 'end_time': '26:00:00'}]}");
    assert_string_equal(at(4, 7, 59), "Outside its hours. ");
    assert_string_equal(at(4, 8, 0), " ");
    assert_string_equal(at(5, 1, 59), " ");
    assert_string_equal(at(5, 2, 0), "Outside its hours. ");
    take(GBFS_CALENDAR, "2.3",
         "{'calendars': [{'start_month': 6, 'start_day': 1, 'end_month': 9, 'end_day': 30}]}");
    assert_string_equal(at(4, 8, 0), "Out of season. ");
    take(GBFS_CALENDAR, "2.3",
         "{'calendars': [{'start_month': 11, 'start_day': 1, 'end_month': 5, 'end_day': 4}]}");
    assert_string_equal(at(4, 8, 0), " ");
}

static void stations_have_hours_of_their_own(void **state)
{
    (void)state;
    take(GBFS_SYSTEM_INFORMATION, "3.0", "{'system_id': 's', 'timezone': 'Europe/Paris'}");
    take(GBFS_STATION_INFORMATION, "3.0",
         "{'stations': [{'station_id': 'a', 'lat': 48, 'lon': 2}, {'station_id': 'b', 'lat': 48, "
         "'lon': 2.001, 'station_opening_hours': 'Mo 09:00-18:00'}]}");
    assert_string_equal(at(4, 8, 0), " oc");
    assert_string_equal(at(4, 9, 0), " oo");
    assert_string_equal(at(5, 9, 0), " oc");
}

/* Whose clock nobody knows is not closed by it. */
static void without_a_clock_it_is_open(void **state)
{
    (void)state;
    take(GBFS_SYSTEM_INFORMATION, "3.0",
         "{'system_id': 's', 'timezone': 'Mars/Olympus', 'opening_hours': 'Mo 09:00-10:00'}");
    assert_string_equal(at(5, 3, 0), " ");
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(without_hours_it_is_open),   TEST(opening_hours_of_3),
        TEST(hours_and_seasons_of_2),     TEST(stations_have_hours_of_their_own),
        TEST(without_a_clock_it_is_open),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
