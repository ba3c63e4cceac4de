#include "engine/board/board.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "engine/network/keys.h"
#include "tests/built.h"

static struct built built;
static struct arena arena;

/* 2026-05-01 00:00 in Paris. */
static unix_time midnight;

static const struct built_file files[] = {
    {"agency.txt", "agency_id,agency_name,agency_url,agency_timezone\n"
                   "a,Agence,http://example.org,Europe/Paris\n"},
    {"stops.txt", "stop_id,stop_name,stop_lat,stop_lon\n"
                  "A,Aa,46.40,-5.0\nB,Bb,46.41,-5.0\nC,Cc,46.42,-5.0\n"},
    {"routes.txt", "route_id,agency_id,route_short_name,route_type\nT,a,T,0\nB,a,B,3\n"},
    {"trips.txt", "trip_id,route_id,service_id\nday,T,d\nnight,T,d\nhead,B,d\nshut,T,d\n"},
    {"calendar_dates.txt", "service_id,date,exception_type\nd,20260501,1\nd,20260502,1\n"},
    {"frequencies.txt", "trip_id,start_time,end_time,headway_secs,exact_times\n"
                        "head,10:00:00,10:30:00,600,1\n"},
    {"stop_times.txt",
     "trip_id,stop_sequence,stop_id,arrival_time,departure_time,pickup_type,drop_off_type\n"
     "day,1,A,08:00:00,08:00:00,0,0\nday,2,B,08:10:00,08:11:00,0,0\nday,3,C,08:20:00,08:20:00,0,0\n"
     "night,1,A,47:30:00,47:30:00,0,0\nnight,2,B,48:30:00,48:31:00,0,0\n"
     "head,1,A,00:00:00,00:00:00,0,0\nhead,2,B,00:05:00,00:05:00,0,0\n"
     "shut,1,A,12:00:00,12:00:00,0,0\nshut,2,B,12:10:00,12:10:00,1,0\n"
     "shut,3,C,12:20:00,12:20:00,0,0\n"},
    {0},
};

static int set_up(void **state)
{
    (void)state;
    built_from(&built, files);
    return !civil_parse_time("2026-05-01T00:00:00+02:00", NULL, &midnight);
}

static int tear_down(void **state)
{
    (void)state;
    arena_finish(&arena);
    built_finish(&built);
    return 0;
}

static stop_ix stop_of(const char *id)
{
    return keys_stop_in(&built.network, 0, id);
}

static struct board between(const char *id, bool arrivals, double from_hour, double to_hour)
{
    stop_ix stop = stop_of(id);
    struct board_query query = {.stops = &stop, .stop_count = 1, .modes = MODES_ALL};
    query.arrivals = arrivals;
    query.departures = !arrivals;
    struct board_span span = {midnight + (int)(from_hour * 3600), midnight + (int)(to_hour * 3600)};
    struct board board;
    board_between(&built.world, &query, span, &arena, &board);
    return board;
}

static void assert_hours(struct board board, const double *hours, uint32_t count)
{
    assert_int_equal(board.count, count);
    for (uint32_t i = 0; i < count; i++)
        assert_int_equal(board.calls[i].time - midnight, (int)(hours[i] * 3600 + 0.5));
}

static void headways_are_written_out(void **state)
{
    (void)state;
    assert_hours(between("A", false, 9, 11), (double[]){10, 10 + 10 / 60.0, 10 + 20 / 60.0}, 3);
    assert_hours(between("B", true, 10.2, 10.3), (double[]){10.25}, 1);
}

/* The span's end is not in it; the last call is no departure, the first no arrival. */
static void ends_are_where_they_should_be(void **state)
{
    (void)state;
    assert_int_equal(between("A", false, 7, 8).count, 0);
    assert_int_equal(between("A", false, 8, 8.01).count, 1);
    assert_int_equal(between("C", false, 0, 24).count, 0);
    assert_int_equal(between("A", true, 0, 24).count, 0);
}

/* A trip of two service days ago is still on the board. */
static void old_service_days_are_seen(void **state)
{
    (void)state;
    assert_hours(between("B", true, 48, 49), (double[]){48.5}, 1);
    assert_hours(between("B", true, 72, 73), (double[]){72.5}, 1);
}

static void where_nobody_gets_on_is_no_departure(void **state)
{
    (void)state;
    stop_ix stop = stop_of("B");
    struct board_query query = {.stops = &stop, .stop_count = 1, .modes = MODES_ALL};
    struct board_span span = {midnight + 12 * 3600, midnight + 13 * 3600};
    struct board board;
    query.departures = true;
    board_between(&built.world, &query, span, &arena, &board);
    assert_int_equal(board.count, 0);
    query.unusable = true;
    board_between(&built.world, &query, span, &arena, &board);
    assert_int_equal(board.count, 1);
    query.arrivals = true;
    board_between(&built.world, &query, span, &arena, &board);
    assert_int_equal(board.count, 2);
    assert_true(board.calls[0].arrives && !board.calls[1].arrives);
}

/* Pages of any size, forth and back, hold every call once. */
static void pages_lose_and_repeat_nothing(void **state)
{
    (void)state;
    stop_ix stops[] = {stop_of("A"), stop_of("B")};
    struct board_query query = {.stops = stops, .stop_count = 2, .modes = MODES_ALL};
    query.departures = query.arrivals = true;
    struct board all, page;
    struct board_span whole = {midnight, midnight + 4 * 86400}, span = {midnight, midnight};
    board_between(&built.world, &query, whole, &arena, &all);
    assert_true(all.count > 15);
    uint32_t seen = 0;
    for (uint32_t least = 1; seen < all.count; least = least % 3 + 1) {
        struct board_page turn = {.time = span.to, .later = true, .least = least, .most = 100};
        board_turn(&built.world, &query, &turn, &arena, &page, &span);
        assert_true(page.count >= least || seen + page.count == all.count);
        for (uint32_t i = 0; i < page.count; i++)
            assert_memory_equal(&page.calls[i], &all.calls[seen + i], sizeof(unix_time));
        seen += page.count;
    }
    assert_int_equal(seen, all.count);
    span.from = whole.to;
    while (seen > 0) {
        struct board_page turn = {.time = span.from, .least = 2, .most = 100};
        board_turn(&built.world, &query, &turn, &arena, &page, &span);
        assert_true(page.count > 0 && page.count <= seen);
        seen -= page.count;
        for (uint32_t i = 0; i < page.count; i++)
            assert_int_equal(page.calls[i].time, all.calls[seen + i].time);
    }
}

static void a_window_may_give_more_than_n(void **state)
{
    (void)state;
    stop_ix stop = stop_of("A");
    struct board_query query = {.stops = &stop, .stop_count = 1, .modes = MODES_ALL};
    struct board_page turn = {midnight + 9 * 3600, true, 1, 100, 2 * 3600};
    struct board page;
    struct board_span span;
    query.departures = true;
    board_turn(&built.world, &query, &turn, &arena, &page, &span);
    assert_int_equal(page.count, 3);
    assert_int_equal(span.to, midnight + 11 * 3600);
    turn.most = 2;
    board_turn(&built.world, &query, &turn, &arena, &page, &span);
    assert_int_equal(page.count, 2);
    assert_int_equal(span.to, midnight + 10 * 3600 + 600 + 1);
    turn = (struct board_page){midnight + 11 * 3600, false, 1, 2, 2 * 3600};
    board_turn(&built.world, &query, &turn, &arena, &page, &span);
    assert_int_equal(page.count, 2);
    assert_int_equal(span.from, midnight + 10 * 3600 + 600);
}

static void finds_what_is_under_way(void **state)
{
    (void)state;
    struct board_segments segments;
    struct board_area area = {
        .box = {geo_point(46.405, -5.1), geo_point(46.406, -4.9)},
        .span = {midnight + 8 * 3600 + 300, midnight + 8 * 3600 + 301},
        .modes = MODES_ALL,
        .most = 10,
    };
    board_moving(&built.world, &area, &arena, &segments);
    assert_int_equal(segments.count, 1);
    assert_int_equal(segments.items[0].call, 0);
    assert_int_equal(segments.items[0].arrive - segments.items[0].depart, 600);
    area.modes = 1u << MODE_BUS;
    board_moving(&built.world, &area, &arena, &segments);
    assert_int_equal(segments.count, 0);
    area.modes = MODES_ALL;
    area.box = (struct box){geo_point(47, -5.1), geo_point(48, -4.9)};
    board_moving(&built.world, &area, &arena, &segments);
    assert_int_equal(segments.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headways_are_written_out),
        cmocka_unit_test(ends_are_where_they_should_be),
        cmocka_unit_test(old_service_days_are_seen),
        cmocka_unit_test(where_nobody_gets_on_is_no_departure),
        cmocka_unit_test(pages_lose_and_repeat_nothing),
        cmocka_unit_test(a_window_may_give_more_than_n),
        cmocka_unit_test(finds_what_is_under_way),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
