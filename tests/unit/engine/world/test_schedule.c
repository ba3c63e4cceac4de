#include "engine/world/schedule.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/memory.h"
#include "engine/base/vec.h"
#include "engine/network/keys.h"
#include "tests/rich.h"

/*
 * Schedules of the rich feed against the plain reading of the timetable: run by run, call by call,
 * in both directions, on ordinary days and on those when the clock is moved.
 */

static struct built built;
static const struct network *network = &built.network;

/* Begin and end, in Paris. */
static const char *const spans[][2] = {
    {"2026-05-04T00:00", "2026-05-05T00:00"}, /* a Monday */
    {"2026-05-02T06:00", "2026-05-02T12:00"}, /* a Saturday on which the weekday trips run */
    {"2026-05-09T00:00", "2026-05-10T04:00"}, /* one on which they do not, and the night after */
    {"2026-03-28T20:00", "2026-03-30T03:00"}, /* spring forward */
    {"2026-10-24T20:00", "2026-10-26T03:00"}, /* fall back */
    {"2026-06-02T00:10", "2026-06-02T00:20"}, /* in the middle of yesterday's night trip */
    {"2025-12-30T00:00", "2026-01-02T00:00"}, /* the first day */
    {"2026-12-31T12:00", "2027-01-03T00:00"}, /* the last one */
    {"2026-05-04T20:00", "2026-05-05T12:00"}, /* a night from Monday on */
    {"2030-01-01T00:00", "2030-01-02T00:00"}, /* nothing runs */
};
enum { SPANS = sizeof spans / sizeof *spans };

static int set_up(void **state)
{
    (void)state;
    built_from(&built, rich_files);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    built_finish(&built);
    return 0;
}

static unix_time at(const char *text)
{
    struct zone zone = network_zone(network, 0);
    unix_time time;
    if (!civil_parse_time(text, &zone, &time))
        fail_msg("no time: %s", text);
    return time;
}

static struct schedule *lay(int span, enum direction direction)
{
    return schedule_create(
        &built.world, (struct schedule_span){at(spans[span][0]), at(spans[span][1]), direction});
}

static trip_ix trip_of(const char *id)
{
    trip_ix trip;
    assert_true(keys_find_trip(network, id, &trip, NULL));
    return trip;
}

static const struct lane *lane_of(const struct schedule *schedule, uint32_t run)
{
    return &schedule->lanes[schedule->run_lanes[run]];
}

static search_time board(const struct schedule *schedule, uint32_t run, uint32_t call)
{
    const struct lane *lane = lane_of(schedule, run);
    return schedule->boards[lane->first_time + call * lane->run_count + (run - lane->first_run)];
}

static search_time alight(const struct schedule *schedule, uint32_t run, uint32_t call)
{
    const struct lane *lane = lane_of(schedule, run);
    return schedule->alights[lane->first_time + (run - lane->first_run) * lane->call_count + call];
}

static uint32_t find(const struct schedule *schedule, struct run wanted)
{
    uint32_t found = NO_IX;
    for (uint32_t i = 0; i < schedule->run_count; i++)
        if (schedule->runs[i].trip == wanted.trip && schedule->runs[i].day == wanted.day &&
            schedule->runs[i].start == wanted.start) {
            assert_int_equal(found, NO_IX);
            found = i;
        }
    return found;
}

/* What a plain reading of the timetable lets move in the span. */
static uint32_t expect_run(const struct schedule *schedule, struct run run)
{
    uint32_t last = network->patterns[network->trips[run.trip].pattern].call_count - 1;
    bool moves = run_arrive(&built.world, run, last) >= schedule->span.begin &&
                 run_depart(&built.world, run, 0) < schedule->span.end;
    assert_int_equal(find(schedule, run) != NO_IX, moves);
    return moves;
}

static uint32_t expect_day(const struct schedule *schedule, trip_ix index, civil_day day)
{
    const struct trip *trip = &network->trips[index];
    uint32_t count = 0;
    if (!network_service_runs(network, trip->service, day))
        return 0;
    if (!trip->frequency_count)
        return expect_run(schedule, (struct run){index, day, trip->start});
    for (uint32_t i = 0; i < trip->frequency_count; i++) {
        const struct frequency *frequency = &network->frequencies[trip->first_frequency + i];
        for (day_time start = frequency->first; start < frequency->last;
             start += frequency->headway)
            count += expect_run(schedule, (struct run){index, day, start});
    }
    return count;
}

static void everything_that_moves_is_there_once(void **state)
{
    (void)state;
    for (int i = 0; i < 2 * SPANS; i++) {
        struct schedule *schedule = lay(i / 2, i % 2 ? BACK : AHEAD);
        civil_day first = (civil_day)(schedule->span.begin / 86400) - 5;
        civil_day last = (civil_day)(schedule->span.end / 86400) + 3;
        uint32_t count = 0;
        for (trip_ix trip = 0; trip < network->counts.trips; trip++)
            for (civil_day day = first; day <= last; day++)
                count += expect_day(schedule, trip, day);
        assert_int_equal(schedule->run_count, count);
        assert_int_equal(count == 0, i / 2 == SPANS - 1);
        schedule_destroy(schedule);
    }
}

/* The times of call `call` of a run, told by the world and by a schedule of either direction. */
static void assert_call(const struct schedule *schedule, uint32_t index, uint32_t call)
{
    struct run run = schedule->runs[index];
    const struct pattern *pattern = &network->patterns[network->trips[run.trip].pattern];
    const struct call_rule *rule = &network->call_rules[pattern->first_call + call];
    uint32_t last = pattern->call_count - 1;
    bool on = rule->pickup != BOARDING_NO && call < last;
    bool off = rule->drop_off != BOARDING_NO && call > 0;
    unix_time arrive = run_arrive(&built.world, run, call);
    unix_time depart = run_depart(&built.world, run, call);
    bool ahead = schedule->span.direction == AHEAD;
    uint32_t seen = ahead ? call : last - call;
    bool may_board = ahead ? on : off, may_alight = ahead ? off : on;
    if (may_board)
        assert_int_equal(schedule_unix(schedule, board(schedule, index, seen)),
                         ahead ? depart : arrive);
    else
        assert_int_equal(board(schedule, index, seen), SEARCH_MISSED);
    if (may_alight)
        assert_int_equal(schedule_unix(schedule, alight(schedule, index, seen)),
                         ahead ? arrive : depart);
    else
        assert_int_equal(alight(schedule, index, seen), SEARCH_NEVER);
    const struct lane *lane = lane_of(schedule, index);
    assert_int_equal(schedule->berths[lane->first_call + seen],
                     network->call_berths[pattern->first_call + call]);
}

/* So the mirrored direction is the exact mirror. */
static void times_are_those_of_the_timetable_both_ways(void **state)
{
    (void)state;
    for (int i = 0; i < 2 * SPANS; i++) {
        struct schedule *schedule = lay(i / 2, i % 2 ? BACK : AHEAD);
        for (uint32_t run = 0; run < schedule->run_count; run++)
            for (uint32_t call = 0; call < lane_of(schedule, run)->call_count; call++)
                assert_call(schedule, run, call);
        schedule_destroy(schedule);
    }
}

static void nobody_overtakes_in_a_lane(void **state)
{
    (void)state;
    for (int i = 0; i < 2 * SPANS; i++) {
        struct schedule *schedule = lay(i / 2, i % 2 ? BACK : AHEAD);
        for (uint32_t run = 1; run < schedule->run_count; run++) {
            const struct lane *lane = lane_of(schedule, run);
            if (run == lane->first_run)
                continue;
            for (uint32_t call = 0; call < lane->call_count; call++) {
                assert_true(board(schedule, run - 1, call) <= board(schedule, run, call));
                assert_true(alight(schedule, run - 1, call) <= alight(schedule, run, call));
            }
        }
        schedule_destroy(schedule);
    }
}

static void overtaking_is_dealt_to_as_few_lanes_as_it_needs(void **state)
{
    (void)state;
    for (int direction = 0; direction < 2; direction++) {
        struct schedule *schedule = lay(0, direction ? BACK : AHEAD);
        uint32_t lanes[3];
        const char *const ids[3] = {"slow", "fast", "late"};
        for (int i = 0; i < 3; i++) {
            trip_ix trip = trip_of(ids[i]);
            struct run run = {trip, civil_day_of(2026, 5, 4), network->trips[trip].start};
            lanes[i] = schedule->run_lanes[find(schedule, run)];
        }
        assert_int_not_equal(lanes[0], lanes[1]);
        assert_true(lanes[2] == lanes[0] || lanes[2] == lanes[1]);
        uint32_t of_pattern = 0;
        pattern_ix pattern = network->trips[trip_of("slow")].pattern;
        for (uint32_t i = 0; i < schedule->lane_count; i++)
            of_pattern += schedule->lanes[i].pattern == pattern;
        assert_int_equal(of_pattern, 2);
        schedule_destroy(schedule);
    }
}

static void eight_o_clock_stays_eight_o_clock(void **state)
{
    (void)state;
    trip_ix slow = trip_of("slow"), night = trip_of("night");
    static const char *const eights[] = {"2026-03-29T08:00", "2026-10-25T08:00",
                                         "2026-06-01T08:00"};
    const civil_day days[] = {civil_day_of(2026, 3, 29), civil_day_of(2026, 10, 25),
                              civil_day_of(2026, 6, 1)};
    for (int i = 0; i < 3; i++) {
        struct run run = {slow, days[i], network->trips[slow].start};
        assert_int_equal(run_depart(&built.world, run, 0), at(eights[i]));
    }
    /* Friday's 25:30 is 01:30 of a Saturday; the last Sunday of March has no 02:30 to wait for. */
    struct run run = {night, civil_day_of(2026, 3, 27), network->trips[night].start};
    assert_int_equal(run_arrive(&built.world, run, 2), at("2026-03-28T01:30"));
    run.day = civil_day_of(2026, 10, 25);
    assert_int_equal(run_arrive(&built.world, run, 2) - run_depart(&built.world, run, 0), 7200);
}

static void boarding_places_are_all_there_is(void **state)
{
    (void)state;
    for (int i = 0; i < 2 * SPANS; i++) {
        struct schedule *schedule = lay(i / 2, i % 2 ? BACK : AHEAD);
        uint32_t places = 0, berths = network->counts.berth_stops;
        for (berth_ix berth = 0; berth < berths; berth++)
            for (uint32_t k = schedule->place_first[berth]; k < schedule->place_first[berth + 1];
                 k++) {
                const struct boarding_place *place = &schedule->places[k];
                const struct lane *lane = &schedule->lanes[place->lane];
                assert_int_equal(schedule->berths[lane->first_call + place->call], berth);
                uint32_t last = lane->first_run + lane->run_count - 1;
                assert_int_equal(place->last, board(schedule, last, place->call));
                assert_int_equal(place->cover, lane->first_cover + place->call);
                assert_int_equal(place->column, lane->first_time + place->call * lane->run_count);
            }
        for (uint32_t l = 0; l < schedule->lane_count; l++)
            for (uint32_t call = 0; call < schedule->lanes[l].call_count; call++)
                places += board(schedule, schedule->lanes[l].first_run, call) != SEARCH_MISSED;
        assert_int_equal(schedule->place_first[berths], places);
        schedule_destroy(schedule);
    }
}

/* Whether the schedule links these trips on that service day; forward calls, as people see them. */
static bool linked(const struct schedule *schedule, const char *from, const char *to, civil_day day,
                   uint32_t kind)
{
    bool ahead = schedule->span.direction == AHEAD;
    for (uint32_t i = 0; i < schedule->link_count; i++) {
        const struct run_link *link = &schedule->links[i];
        const struct run *first = &schedule->runs[ahead ? link->from : link->to];
        const struct run *second = &schedule->runs[ahead ? link->to : link->from];
        if (link->kind == kind && first->trip == trip_of(from) && second->trip == trip_of(to) &&
            first->day == day) {
            assert_int_equal(second->day, day);
            return true;
        }
    }
    return false;
}

static void vehicles_go_on_on_the_days_they_do(void **state)
{
    (void)state;
    civil_day monday = civil_day_of(2026, 5, 4), saturday = civil_day_of(2026, 5, 9);
    for (int direction = 0; direction < 2; direction++) {
        struct schedule *week = lay(0, direction ? BACK : AHEAD);
        assert_true(linked(week, "one", "two", monday, LINK_STAY));
        assert_true(linked(week, "two", "three", monday, LINK_STAY));
        assert_false(linked(week, "one", "three", monday, LINK_STAY));
        assert_true(linked(week, "slow", "wait", monday, LINK_GUARANTEE));
        assert_false(linked(week, "fast", "wait", monday, LINK_GUARANTEE));
        schedule_destroy(week);
        struct schedule *end = lay(2, direction ? BACK : AHEAD);
        assert_true(linked(end, "one", "two", saturday, LINK_STAY));
        assert_false(linked(end, "two", "three", saturday, LINK_STAY));
        schedule_destroy(end);
        struct schedule *night = lay(8, direction ? BACK : AHEAD);
        assert_true(linked(night, "night", "next", monday, LINK_STAY));
        assert_false(linked(night, "next", "night", monday, LINK_STAY));
        schedule_destroy(night);
    }
}

/* Link by link: the mirror says the same of the same two runs. */
static void links_are_mirrored(void **state)
{
    (void)state;
    for (int span = 0; span < SPANS - 1; span++) {
        struct schedule *ahead = lay(span, AHEAD), *back = lay(span, BACK);
        assert_int_equal(ahead->link_count, back->link_count);
        for (uint32_t i = 0; i < ahead->link_count; i++)
            assert_int_not_equal(ahead->links[i].kind, LINK_NO_STAY);
        for (uint32_t i = 0; i < ahead->link_count; i++) {
            const struct run_link *link = &ahead->links[i], *mirror = NULL;
            uint32_t from = find(back, ahead->runs[link->to]);
            uint32_t to = find(back, ahead->runs[link->from]);
            for (uint32_t k = back->link_first[from]; k < back->link_first[from + 1]; k++)
                if (back->links[k].to == to && back->links[k].kind == link->kind)
                    mirror = &back->links[k];
            assert_non_null(mirror);
            assert_int_equal(mirror->from_call,
                             lane_of(back, from)->call_count - 1 - link->to_call);
            assert_int_equal(mirror->to_call, lane_of(back, to)->call_count - 1 - link->from_call);
            assert_int_equal(schedule_unix(ahead, link->time),
                             run_depart(&built.world, ahead->runs[link->to], link->to_call));
            assert_int_equal(schedule_unix(back, mirror->time),
                             run_arrive(&built.world, ahead->runs[link->from], link->from_call));
        }
        schedule_destroy(ahead);
        schedule_destroy(back);
    }
}

/* Marks all runs that staying seated on `run` leads to. */
static void mark_reached(const struct schedule *schedule, uint32_t run, bool *reached)
{
    for (uint32_t i = schedule->link_first[run]; i < schedule->link_first[run + 1]; i++)
        if (schedule->links[i].kind == LINK_STAY && !reached[schedule->links[i].to]) {
            reached[schedule->links[i].to] = true;
            mark_reached(schedule, schedule->links[i].to, reached);
        }
}

/* By lane: the first of its runs that `run` or a later one of its own lane goes on as. */
static void assert_choices(const struct schedule *schedule, uint32_t run)
{
    const struct lane *lane = lane_of(schedule, run);
    bool *reached = memory_zeroed(schedule->run_count, sizeof *reached);
    for (uint32_t later = run; later < lane->first_run + lane->run_count; later++)
        mark_reached(schedule, later, reached);
    for (uint32_t l = 0; l < schedule->lane_count; l++) {
        const struct lane *to = &schedule->lanes[l];
        uint32_t expected = NO_IX, told = NO_IX;
        for (uint32_t k = to->run_count; k-- > 0;)
            expected = reached[to->first_run + k] ? k : expected;
        for (uint32_t s = lane->first_stay; s < lane->first_stay + lane->stay_count; s++)
            if (schedule->stays[s].lane == l)
                told =
                    schedule->choices[schedule->stays[s].first_choice + run - lane->first_run].run;
        assert_int_equal(told, expected);
    }
    memory_free(reached);
}

static void stays_lead_as_far_forward_as_links_do(void **state)
{
    (void)state;
    for (int i = 0; i < 2 * (SPANS - 1); i++) {
        struct schedule *schedule = lay(i / 2, i % 2 ? BACK : AHEAD);
        for (uint32_t run = 0; schedule->link_first && run < schedule->run_count; run++)
            assert_choices(schedule, run);
        schedule_destroy(schedule);
    }
}

static void promises_mark_their_lanes(void **state)
{
    (void)state;
    struct schedule *schedule = lay(0, AHEAD);
    for (uint32_t l = 0; l < schedule->lane_count; l++) {
        const struct lane *lane = &schedule->lanes[l];
        bool own = false;
        for (uint32_t i = 0; i < schedule->link_count; i++)
            own |= schedule->links[i].kind == LINK_GUARANTEE &&
                   schedule->run_lanes[schedule->links[i].from] == l;
        assert_true(lane->promises || !own);
    }
    assert_true(schedule_bytes(schedule) > schedule->time_count * 8);
    schedule_destroy(schedule);
    schedule_destroy(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_that_moves_is_there_once),
        cmocka_unit_test(times_are_those_of_the_timetable_both_ways),
        cmocka_unit_test(nobody_overtakes_in_a_lane),
        cmocka_unit_test(overtaking_is_dealt_to_as_few_lanes_as_it_needs),
        cmocka_unit_test(eight_o_clock_stays_eight_o_clock),
        cmocka_unit_test(boarding_places_are_all_there_is),
        cmocka_unit_test(vehicles_go_on_on_the_days_they_do),
        cmocka_unit_test(links_are_mirrored),
        cmocka_unit_test(stays_lead_as_far_forward_as_links_do),
        cmocka_unit_test(promises_mark_their_lanes),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
