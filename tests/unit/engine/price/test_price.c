#include "engine/price/price.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/vec.h"
#include "engine/network/keys.h"
#include "engine/planner.h"
#include "tests/built.h"

/*
 * From A to D: a train in 10 minutes, a bus in 34, a coach of which nobody knows the price, and two
 * trams with a change at B. Fares v1: the train 5.00, the bus 2.00, the trams 1.00 each ride or
 * 1.50 for both within twenty minutes.
 */
static const struct built_file files[] = {
    {"agency.txt", "agency_id,agency_name,agency_url,agency_timezone\n"
                   "a,Agence,http://example.org,UTC\n"},
    {"stops.txt", "stop_id,stop_name,stop_lat,stop_lon\n"
                  "A,Aa,46.40,-5.0\nB,Bb,46.45,-5.0\nD,Dd,46.50,-5.0\n"},
    {"routes.txt", "route_id,agency_id,route_short_name,route_type\n"
                   "T,a,T,2\nB,a,B,3\nC,a,C,3\nM,a,M,0\nN,a,N,0\n"},
    {"trips.txt", "trip_id,route_id,service_id\n"
                  "t,T,d\nt2,T,d\nb,B,d\nc,C,d\nm,M,d\nm2,M,d\nn,N,d\n"},
    {"calendar_dates.txt", "service_id,date,exception_type\nd,20260501,1\n"},
    {"stop_times.txt", "trip_id,stop_sequence,stop_id,arrival_time,departure_time\n"
                       "t,1,A,08:00:00,08:00:00\nt,2,D,08:10:00,08:10:00\n"
                       "t2,1,A,09:00:00,09:00:00\nt2,2,D,09:10:00,09:10:00\n"
                       "b,1,A,07:58:00,07:58:00\nb,2,D,08:32:00,08:32:00\n"
                       "c,1,A,08:01:00,08:01:00\nc,2,D,08:12:00,08:12:00\n"
                       "m,1,A,08:03:00,08:03:00\nm,2,B,08:08:00,08:08:00\n"
                       "m2,1,A,08:13:00,08:13:00\nm2,2,B,08:18:00,08:18:00\n"
                       "n,1,B,08:25:00,08:25:00\nn,2,D,08:36:00,08:36:00\n"},
    {"fare_attributes.txt",
     "fare_id,price,currency_type,payment_method,transfers,transfer_duration\n"
     "train,5.00,EUR,0,0,\nbus,2.00,EUR,0,0,\n"
     "tram,1.00,EUR,0,0,\nboth,1.50,EUR,0,1,1200\n"},
    {"fare_rules.txt", "fare_id,route_id,origin_id,destination_id,contains_id\n"
                       "train,T,,,\nbus,B,,,\ntram,M,,,\ntram,N,,,\nboth,M,,,\nboth,N,,,\n"},
    {0},
};

static struct built built;
static struct arena arena;
static struct planner *planner;
static unix_time midnight;

static int set_up(void **state)
{
    (void)state;
    built_from(&built, files);
    planner = planner_create(&built.network);
    return !civil_parse_time("2026-05-01T00:00:00Z", NULL, &midnight);
}

static int tear_down(void **state)
{
    (void)state;
    planner_destroy(planner);
    arena_finish(&arena);
    built_finish(&built);
    return 0;
}

/* What is asked; set up by `question_at`. */
static struct endpoint from, to;
static struct query query;
static struct price_ask ask;
static struct price_answer answer;
static struct journeys ordinary;
static struct tariff tariff;
static const struct fare_profile nobody;

static void question_at(int hour, int minute, bool arrive_by)
{
    from = (struct endpoint){keys_stop_in(&built.network, 0, "A"), 0, false};
    to = (struct endpoint){keys_stop_in(&built.network, 0, "D"), 0, false};
    query = query_default;
    query.where = (struct query_where){&from, &to, 1, 1, NULL, 0};
    query.when.time = midnight + hour * 3600 + minute * 60;
    query.when.arrive_by = arrive_by;
    ask = price_ask_default;
    tariff = tariff_of(&built.world);
    ask.tariff = &tariff;
    ask.profile = &nobody;
    ask.ordinary = &ordinary;
}

static void run(void)
{
    struct error error;
    assert_true(planner_run(planner, &built.world, &query, &arena, &ordinary, &error));
    assert_true(planner_price(planner, &built.world, &(struct price_question){&query, &ask}, &arena,
                              &answer, &error));
}

/* What the journeys found cost, as `total at HH:MM`, by departure. */
static const char *found(void)
{
    const char *text = "";
    for (uint32_t i = 0; i < answer.journeys.count; i++) {
        const struct journey *journey = &answer.journeys.items[i];
        int minutes = (int)(journey->arrive - midnight) / 60;
        struct fare fare;
        fare_price(&tariff, journey, &nobody, &arena, &fare);
        text = arena_format(&arena, "%s%s%d at %02d:%02d", text, i ? ", " : "", (int)fare.total,
                            minutes / 60, minutes % 60);
    }
    return text;
}

static void a_slower_journey_that_costs_less_is_found(void **state)
{
    (void)state;
    question_at(7, 55, false);
    ask.rides_more = 0;
    run();
    assert_int_equal(ordinary.count, 1);
    assert_string_equal(found(), "200 at 08:32");
    assert_false(answer.stats.cut);
}

/* The tram at 08:03 is too early for one ticket: who waits ten minutes for the next pays less. */
static void waiting_may_pay(void **state)
{
    (void)state;
    question_at(7, 55, false);
    run();
    assert_string_equal(found(), "200 at 08:32, 150 at 08:36");
    assert_int_equal(answer.journeys.items[1].depart, midnight + (8 * 60 + 13) * 60);
}

/* For 08:15 one leaves last with the coach; the train is earlier, and its price is known. */
static void it_is_so_in_the_other_direction(void **state)
{
    (void)state;
    question_at(8, 15, true);
    run();
    assert_int_equal(ordinary.items[0].depart, midnight + 8 * 3600 + 60);
    assert_string_equal(found(), "500 at 08:10");
    ask.slack_seconds = 59;
    run();
    assert_string_equal(found(), "");
}

static void nothing_is_later_than_the_bound(void **state)
{
    (void)state;
    question_at(7, 55, false);
    ask.slack_seconds = 22 * 60;
    run();
    assert_string_equal(found(), "200 at 08:32");
    ask.slack_seconds = 22 * 60 - 1;
    run();
    assert_string_equal(found(), "");
}

/* The coach is slower than the train, and nobody knows what it costs: that is not less. */
static void an_unknown_price_is_never_less(void **state)
{
    (void)state;
    question_at(7, 55, false);
    ask.slack_seconds = 5 * 60;
    run();
    assert_string_equal(found(), "");
}

/* At 08:01 the coach is the ordinary journey; one whose price is known is better than that. */
static void a_known_price_is_less_than_an_unknown_one(void **state)
{
    (void)state;
    question_at(8, 1, false);
    run();
    assert_int_equal(ordinary.count, 1);
    assert_string_equal(found(), "150 at 08:36");
}

/* In a window the trams at 08:13 are ordinary: nothing that leaves so late is there sooner. */
static void a_window_has_them_where_they_leave(void **state)
{
    (void)state;
    question_at(7, 55, false);
    query.when.window_seconds = 10 * 60;
    run();
    assert_string_equal(found(), "200 at 08:32");
    query.when.window_seconds = 20 * 60;
    run();
    assert_string_equal(found(), "200 at 08:32");
    query.when.time += 5 * 60;
    query.when.window_seconds = 5 * 60;
    run();
    assert_string_equal(found(), "");
}

static void a_bound_that_cuts_is_told(void **state)
{
    (void)state;
    question_at(7, 55, false);
    ask.labels_max = 1;
    run();
    assert_true(answer.stats.cut);
}

static void places_to_pass_are_refused(void **state)
{
    (void)state;
    struct error error;
    stop_ix stop = keys_stop_in(&built.network, 0, "B");
    const struct via via = {&stop, 1, 0, NULL};
    question_at(7, 55, false);
    query.where.vias = &via;
    query.where.via_count = 1;
    assert_false(planner_price(planner, &built.world, &(struct price_question){&query, &ask},
                               &arena, &answer, &error));
    assert_int_equal(error.kind, ERROR_INPUT);
}

static void without_an_ordinary_journey_there_is_none(void **state)
{
    (void)state;
    question_at(12, 0, false);
    run();
    assert_int_equal(ordinary.count, 0);
    assert_int_equal(answer.journeys.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_slower_journey_that_costs_less_is_found),
        cmocka_unit_test(waiting_may_pay),
        cmocka_unit_test(it_is_so_in_the_other_direction),
        cmocka_unit_test(nothing_is_later_than_the_bound),
        cmocka_unit_test(an_unknown_price_is_never_less),
        cmocka_unit_test(a_known_price_is_less_than_an_unknown_one),
        cmocka_unit_test(a_window_has_them_where_they_leave),
        cmocka_unit_test(a_bound_that_cuts_is_told),
        cmocka_unit_test(places_to_pass_are_refused),
        cmocka_unit_test(without_an_ordinary_journey_there_is_none),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
