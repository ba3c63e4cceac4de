#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "engine/network/keys.h"
#include "engine/network/mode.h"
#include "tests/built.h"

/* The demo city is believable, and each feature of a timetable occurs in it. */

#define CITY "data/city"

static struct built city;

static int city_open(void **state)
{
    (void)state;
    built_from_paths(&city, (const char *const[]){CITY "/maree", CITY "/rivages", NULL});
    return 0;
}

static int city_close(void **state)
{
    (void)state;
    built_finish(&city);
    return 0;
}

static void our_reader_finds_nothing_wrong(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < city.findings.items.count; i++) {
        const struct finding *finding = vec_at(&city.findings.items, i);
        /* That calendars never end and that files wait for later issues is meant so. */
        if (strcmp(finding->code, "service_range_long") != 0)
            assert_string_equal(finding->code, "file_for_later");
    }
}

static void every_platform_is_served_and_in_the_box(void **state)
{
    (void)state;
    const struct network *network = &city.network;
    for (uint32_t i = 0; i < network->counts.stops; i++) {
        const struct stop *stop = &network->stops[i];
        if (stop->kind == STOP_PLATFORM && i >= network->facts->served_stops)
            fail_msg("no trip calls at %s", network_text(network, stop->id));
        assert_in_range(stop->at.lat, 459500000, 461600000);
        assert_in_range(-stop->at.lon, 36700000, 41100000);
        assert_true(network_text(network, stop->name)[0] != '\0');
    }
}

/* A bare id is found only while one feed has it. */
static void no_id_is_in_both_feeds(void **state)
{
    (void)state;
    const struct network *network = &city.network;
    uint32_t found;
    for (uint32_t i = 0; i < network->counts.stops; i++)
        assert_true(
            keys_find_stop(network, network_text(network, network->stops[i].id), &found, NULL));
    for (uint32_t i = 0; i < network->counts.routes_by_id; i++)
        assert_true(
            keys_find_route(network, network_text(network, network->routes[i].id), &found, NULL));
    for (uint32_t i = 0; i < network->counts.trips; i++)
        assert_true(
            keys_find_trip(network, network_text(network, network->trips[i].id), &found, NULL));
}

/* Metres along the straight line between two calls of a pattern. */
static double leg_metres(const struct network *network, const struct pattern *pattern,
                         uint32_t call)
{
    const struct stop *from = &network->stops[network_call_stop(network, pattern, call)];
    const struct stop *to = &network->stops[network_call_stop(network, pattern, call + 1)];
    return geo_metres(from->at, to->at);
}

static void speeds_are_those_of_such_vehicles(void **state)
{
    (void)state;
    /* Straight lines are shorter than rides: the slow end is generous. In km/h. */
    static const struct {
        double slow, fast;
    } speeds[MODE_COUNT] = {
        [MODE_REGIONAL_FAST_RAIL] = {40, 140},
        [MODE_REGIONAL_RAIL] = {20, 120},
        [MODE_SUBURBAN] = {20, 120},
        [MODE_LONG_DISTANCE] = {40, 200},
        [MODE_TRAM] = {10, 40},
        [MODE_BUS] = {4, 60},
        [MODE_COACH] = {15, 90},
        [MODE_FERRY] = {5, 30},
        [MODE_FUNICULAR] = {4, 20},
    };
    const struct network *network = &city.network;
    for (uint32_t i = 0; i < network->counts.trips; i++) {
        const struct trip *trip = &network->trips[i];
        const struct pattern *pattern = &network->patterns[trip->pattern];
        uint8_t mode = network->routes[pattern->route].mode;
        for (uint32_t k = 0; k + 1 < pattern->call_count; k++) {
            const struct call_time *times = network->profile_times + trip->profile + k;
            int32_t seconds = times[1].arrive - times[0].depart;
            assert_true(seconds > 0);
            double speed = leg_metres(network, pattern, k) * 3.6 / seconds;
            if (speed < speeds[mode].slow || speed > speeds[mode].fast)
                fail_msg("%s, call %u: %.1f km/h by %s", network_text(network, trip->id), k, speed,
                         mode_name((enum mode)mode));
        }
    }
}

static uint32_t field_count(const char *path, uint32_t field, const char *value)
{
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    char line[512];
    uint32_t count = 0;
    while (fgets(line, sizeof line, file) != NULL) {
        char *at = line;
        for (uint32_t i = 0; i < field && at != NULL; i++)
            at = strchr(at, ',') == NULL ? NULL : strchr(at, ',') + 1;
        size_t length = strlen(value);
        count += at != NULL && strncmp(at, value, length) == 0 && strchr(",\n", at[length]) != NULL;
    }
    fclose(file);
    return count;
}

static void every_transfer_type_occurs(void **state)
{
    (void)state;
    static const char *const types[] = {"0", "1", "2", "3", "4", "5"};
    for (int i = 0; i < 6; i++)
        assert_true(field_count(CITY "/maree/transfers.txt", 6, types[i]) > 0);
    for (int i = 0; i < 6; i++)
        if (i != 3)
            assert_true(field_count(CITY "/rivages/transfers.txt", 6, types[i]) > 0);
    assert_true(city.network.counts.trip_links > 0);
}

static void every_mode_occurs(void **state)
{
    (void)state;
    mode_set modes = 0;
    for (uint32_t i = 0; i < city.network.counts.routes; i++)
        modes |= (mode_set)1 << city.network.routes[i].mode;
    static const enum mode wanted[] = {MODE_TRAM,  MODE_BUS,       MODE_REGIONAL_RAIL,
                                       MODE_FERRY, MODE_FUNICULAR, MODE_COACH};
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++)
        assert_true(modes >> wanted[i] & 1);
}

static void every_tristate_occurs(void **state)
{
    (void)state;
    const struct network *network = &city.network;
    uint32_t trips = 0, stops = 0, bikes = 0, cars = 0;
    for (uint32_t i = 0; i < network->counts.patterns; i++) {
        trips |= 1u << network->patterns[i].wheelchair;
        bikes |= 1u << network->patterns[i].bikes;
        cars |= 1u << network->patterns[i].cars;
    }
    for (uint32_t i = 0; i < network->facts->served_stops; i++)
        stops |= 1u << network->stops[i].wheelchair;
    assert_int_equal(trips, 7);
    assert_int_equal(bikes, 7);
    assert_int_equal(stops, 7);
    assert_true(cars >> TRISTATE_YES & 1);
}

static void every_rule_of_boarding_occurs(void **state)
{
    (void)state;
    const struct network *network = &city.network;
    uint32_t pickup = 0, drop_off = 0;
    for (uint32_t i = 0; i < network->counts.call_rules; i++) {
        pickup |= 1u << network->call_rules[i].pickup;
        drop_off |= 1u << network->call_rules[i].drop_off;
    }
    assert_int_equal(pickup, 15);
    assert_true(drop_off >> BOARDING_NO & 1);
    assert_true(drop_off >> BOARDING_DRIVER & 1);
}

static void nights_blocks_and_headways_occur(void **state)
{
    (void)state;
    const struct network *network = &city.network;
    uint32_t exact = 0, nights = 0, blocks = 0, signs = 0, estimated = 0;
    for (uint32_t i = 0; i < network->counts.frequencies; i++)
        exact |= 1u << network->frequencies[i].exact;
    for (uint32_t i = 0; i < network->counts.trips; i++) {
        nights += network->trips[i].start >= 24 * 3600;
        blocks += network->trips[i].block != NO_IX;
        signs += network->trips[i].call_headsigns != NO_IX;
        estimated += network->trips[i].estimated;
    }
    assert_int_equal(exact, 3);
    assert_in_range(nights, 5, 100);
    assert_in_range(blocks, 100, 1000);
    assert_in_range(signs, 1, 10);
    assert_in_range(estimated, 50, 500);
    assert_true(network->counts.translations > 50);
    assert_true(network->counts.attributions >= 5);
}

static void it_runs_on_all_days_of_the_century(void **state)
{
    (void)state;
    const struct network *network = &city.network;
    static const int years[] = {2025, 2026, 2040, 2099};
    for (size_t i = 0; i < sizeof years / sizeof years[0]; i++)
        for (int day = 0; day < 7; day++) {
            uint32_t running = 0;
            for (uint32_t k = 0; k < network->counts.services; k++)
                running += network_service_runs(network, k, civil_day_of(years[i], 9, 7) + day);
            assert_true(running >= 2);
        }
}

/* A trip of that id runs on a day. */
static bool runs(const char *id, int year, int month, int day)
{
    trip_ix trip;
    assert_true(keys_find_trip(&city.network, id, &trip, NULL));
    return network_service_runs(&city.network, city.network.trips[trip].service,
                                civil_day_of(year, month, day));
}

static void holidays_are_kept(void **state)
{
    (void)state;
    assert_true(runs("T1a.L0620", 2026, 7, 13));
    assert_false(runs("T1a.L0620", 2026, 7, 14));
    assert_true(runs("T1a.D0610", 2026, 7, 14));
    assert_false(runs("T1a.L0620", 2026, 4, 6)); /* Easter Monday */
    assert_false(runs("T1a.L0620", 2027, 5, 6)); /* Ascension */
    assert_true(runs("E1a.E0720", 2026, 9, 1));
    assert_false(runs("E1a.E0720", 2026, 9, 2)); /* Wednesday */
    assert_false(runs("E1a.E0720", 2026, 8, 3));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(our_reader_finds_nothing_wrong),
        cmocka_unit_test(every_platform_is_served_and_in_the_box),
        cmocka_unit_test(no_id_is_in_both_feeds),
        cmocka_unit_test(speeds_are_those_of_such_vehicles),
        cmocka_unit_test(every_transfer_type_occurs),
        cmocka_unit_test(every_mode_occurs),
        cmocka_unit_test(every_tristate_occurs),
        cmocka_unit_test(every_rule_of_boarding_occurs),
        cmocka_unit_test(nights_blocks_and_headways_occur),
        cmocka_unit_test(it_runs_on_all_days_of_the_century),
        cmocka_unit_test(holidays_are_kept),
    };
    return cmocka_run_group_tests(tests, city_open, city_close);
}
