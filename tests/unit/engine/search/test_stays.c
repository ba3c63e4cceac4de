#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "engine/base/arena.h"
#include "engine/network/keys.h"
#include "engine/planner.h"
#include "tests/built.h"

/*
 * A ladder of vehicles that part and meet: from each of two trips of a rung one may stay seated
 * into both of the next, 2^30 ways in all. From the last trip of the first rung a vehicle also goes
 * on as `z`, and that as `y`, which leads where the ladder does not.
 */

enum { RUNGS = 30, TEXT = 16 * 1024 };

/* A text that grows by lines. */
struct text {
    char bytes[TEXT];
    size_t length;
};

static void add(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void add(struct text *text, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    text->length +=
        (size_t)vsnprintf(text->bytes + text->length, TEXT - text->length, format, arguments);
    va_end(arguments);
    assert_true(text->length < TEXT);
}

static void add_trip(struct text *trips, struct text *times, const char *id, int from, int to,
                     int minute)
{
    add(trips, "%s,R,d\n", id);
    add(times, "%s,1,S%d,%02d:%02d:00,%02d:%02d:00\n", id, from, 8 + minute / 60, minute % 60,
        8 + minute / 60, minute % 60);
    minute++;
    add(times, "%s,2,S%d,%02d:%02d:00,%02d:%02d:00\n", id, to, 8 + minute / 60, minute % 60,
        8 + minute / 60, minute % 60);
}

static void build_ladder(struct built *built)
{
    static struct text stops, trips, times, rows;
    stops.length = trips.length = times.length = rows.length = 0;
    add(&stops, "stop_id,stop_name,stop_lat,stop_lon\n");
    add(&trips, "trip_id,route_id,service_id\n");
    add(&times, "trip_id,stop_sequence,stop_id,arrival_time,departure_time\n");
    add(&rows, "from_stop_id,to_stop_id,from_trip_id,to_trip_id,transfer_type\n");
    for (int i = 0; i <= RUNGS + 2; i++)
        add(&stops, "S%d,S%d,46.%02d,-5.0\n", i, i, i);
    for (int i = 0; i < RUNGS; i++)
        for (int side = 'a'; side <= 'b'; side++) {
            char id[8];
            snprintf(id, sizeof id, "%c%d", side, i);
            add_trip(&trips, &times, id, i, i + 1, i);
            if (i + 1 < RUNGS)
                add(&rows, "S%d,S%d,%s,a%d,4\nS%d,S%d,%s,b%d,4\n", i + 1, i + 1, id, i + 1, i + 1,
                    i + 1, id, i + 1);
        }
    add_trip(&trips, &times, "z", 1, RUNGS + 1, 100);
    add_trip(&trips, &times, "y", RUNGS + 1, RUNGS + 2, 101);
    add(&rows, "S1,S1,b0,z,4\nS%d,S%d,z,y,4\n", RUNGS + 1, RUNGS + 1);
    built_from(built, (const struct built_file[]){
                          {"agency.txt", "agency_id,agency_name,agency_url,agency_timezone\n"
                                         "a,Agence,http://example.org,Europe/Paris\n"},
                          {"stops.txt", stops.bytes},
                          {"routes.txt", "route_id,agency_id,route_short_name,route_type\n"
                                         "R,a,R,3\n"},
                          {"calendar_dates.txt", "service_id,date,exception_type\nd,20260501,1\n"},
                          {"trips.txt", trips.bytes},
                          {"stop_times.txt", times.bytes},
                          {"transfers.txt", rows.bytes},
                          {0}});
}

static void ask(const struct built *built, bool arrive_by, int32_t window)
{
    char target[8];
    snprintf(target, sizeof target, "S%d", RUNGS + 2);
    struct endpoint from = {.stop = keys_stop_in(&built->network, 0, "S0"), .seconds = 0};
    struct endpoint to = {.stop = keys_stop_in(&built->network, 0, target), .seconds = 0};
    struct zone zone = network_zone(&built->network, 0);
    struct query query = query_default;
    query.where = (struct query_where){&from, &to, 1, 1, NULL, 0};
    query.when.time = zone_time(&zone, civil_day_of(2026, 5, 1), (arrive_by ? 10 : 8) * 3600);
    query.when.arrive_by = arrive_by;
    query.when.window_seconds = window;
    struct planner *planner = planner_create(&built->network);
    struct arena arena = {0};
    struct journeys journeys;
    struct error error;
    assert_true(planner_run(planner, &built->world, &query, &arena, &journeys, &error));
    assert_int_equal(journeys.count, 1);
    assert_int_equal(journeys.items[0].transfers, 0);
    assert_int_equal(journeys.items[0].leg_count, 3);
    assert_int_equal(journeys.items[0].legs[1].run.trip, keys_trip_in(&built->network, 0, "z"));
    arena_finish(&arena);
    planner_destroy(planner);
}

static void a_ladder_of_stays_is_climbed_at_once(void **state)
{
    (void)state;
    struct built built;
    build_ladder(&built);
    ask(&built, false, 0);
    ask(&built, false, 3600);
    ask(&built, true, 0);
    ask(&built, true, 3600);
    built_finish(&built);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_ladder_of_stays_is_climbed_at_once)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
