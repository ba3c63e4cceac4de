#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "tests/frozen_feed.h"

/* Rows of transfers.txt become berths, change times and footpaths. */

#define HEAD                                                                                       \
    "from_stop_id,to_stop_id,from_route_id,to_route_id,from_trip_id,to_trip_id,transfer_type,"     \
    "min_transfer_time\n"

enum { NO_WAY = -2 }; /* walk_between: there is no footpath */

static struct frozen_feed frozen;

/* Station S with P, P2 and Z; Q and its neighbour N (89 m); R alone, 9 km off. Four trips of two
 * routes: L1 and L2 of L, M1 and M2 of M, all P - Q - R, but M2: P2 - N - R, and Z - R. */
static const char stops[] = "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station\n"
                            "S,Station,48.0,2.0,1,\nP,1,48.001,2.001,0,S\nP2,2,48.002,2.001,,S\n"
                            "Z,3,,,,S\n"
                            "Q,Quay,48.05,2.05,,\nN,Near,48.0508,2.05,,\nR,Road,48.1,2.1,,\n";
static const char routes[] = "route_id,agency_id,route_short_name,route_type\nL,A,L,3\nM,A,M,3\n";
static const char trips[] = "route_id,service_id,trip_id\nL,WK,L1\nL,WK,L2\nM,WK,M1\nM,WK,M2\n"
                            "M,WK,M3\n";
static const char times[] = "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
                            "L1,08:00:00,08:00:00,P,1\nL1,08:10:00,08:10:00,Q,2\n"
                            "L1,08:20:00,08:20:00,R,3\n"
                            "L2,09:00:00,09:00:00,P,1\nL2,09:10:00,09:10:00,Q,2\n"
                            "L2,09:20:00,09:20:00,R,3\n"
                            "M1,08:00:00,08:00:00,P,1\nM1,08:10:00,08:10:00,Q,2\n"
                            "M1,08:20:00,08:20:00,R,3\n"
                            "M2,09:00:00,09:00:00,P2,1\nM2,09:10:00,09:10:00,N,2\n"
                            "M2,09:20:00,09:20:00,R,3\n"
                            "M3,09:00:00,09:00:00,Z,1\nM3,09:20:00,09:20:00,R,2\n";

static void make_with(const char *rows, const struct freeze_options *options)
{
    const struct small_file files[] = {{"stops.txt", stops},
                                       {"routes.txt", routes},
                                       {"trips.txt", trips},
                                       {"stop_times.txt", times},
                                       {"transfers.txt", rows}};
    if (frozen.network.stops)
        frozen_feed_finish(&frozen);
    frozen_feed_make(&frozen, files, sizeof files / sizeof *files, options);
}

static void make(const char *rows)
{
    make_with(rows, NULL);
}

static int tear_down(void **state)
{
    (void)state;
    frozen_feed_finish(&frozen);
    return 0;
}

/* Where a trip calls: the berth at its first call at that stop. */
static berth_ix berth(const char *trip_id, const char *stop_id)
{
    const struct network *network = &frozen.network;
    const struct pattern *pattern =
        &network->patterns[network->trips[frozen_trip(&frozen, trip_id)].pattern];
    stop_ix stop = frozen_stop(&frozen, stop_id);
    for (uint32_t i = 0; i < pattern->call_count; i++)
        if (network_call_stop(network, pattern, i) == stop)
            return network->call_berths[pattern->first_call + i];
    fail_msg("%s does not call at %s", trip_id, stop_id);
    return NO_IX;
}

/* Both lists must say the same. */
static int32_t walk_of(berth_ix from, berth_ix to, uint8_t *kind)
{
    const struct network *network = &frozen.network;
    int32_t out = NO_WAY, in = NO_WAY;
    for (uint32_t i = network->footpath_out_first[from]; i < network->footpath_out_first[from + 1];
         i++)
        if (network->footpaths_out[i].berth == to) {
            assert_int_equal(out, NO_WAY);
            out = network->footpaths_out[i].seconds;
            *kind = network->footpath_kinds[i];
        }
    for (uint32_t i = network->footpath_in_first[to]; i < network->footpath_in_first[to + 1]; i++)
        if (network->footpaths_in[i].berth == from)
            in = network->footpaths_in[i].seconds;
    assert_int_equal(out, in);
    return out;
}

/* Seconds to change from one trip to the other, or NO_WAY. */
static int32_t change(const char *from_trip, const char *from, const char *to_trip, const char *to)
{
    berth_ix off = berth(from_trip, from), on = berth(to_trip, to);
    uint8_t kind;
    return off == on ? frozen.network.change_seconds[off] : walk_of(off, on, &kind);
}

static uint8_t kind_of(const char *from, const char *to)
{
    uint8_t kind = UINT8_MAX;
    walk_of(frozen_stop(&frozen, from), frozen_stop(&frozen, to), &kind);
    return kind;
}

static void without_rows_stations_and_neighbours_are_joined(void **state)
{
    (void)state;
    make(HEAD);
    const struct network *network = &frozen.network;
    assert_int_equal(network->counts.berth_stops, network->facts->served_stops);
    assert_int_equal(change("L1", "P", "M1", "P"), CHANGE_DEFAULT);
    assert_int_equal(change("L1", "P", "M2", "P2"), 120); /* 111 m, but never below the default */
    assert_int_equal(kind_of("P", "P2"), FOOTPATH_STATION);
    assert_int_equal(change("L1", "Q", "M2", "N"), 120);
    assert_int_equal(kind_of("Q", "N"), FOOTPATH_STRAIGHT);
    assert_int_equal(change("L1", "P", "M1", "Q"), NO_WAY);
    assert_int_equal(change("L1", "P", "M3", "Z"), 134); /* Placed where its station is. */
}

static void walking_speed_and_radius_are_options(void **state)
{
    (void)state;
    struct freeze_options options = freeze_defaults;
    options.walk_mm_per_second = 500;
    make_with(HEAD, &options);
    assert_int_equal(change("L1", "P", "M2", "P2"), 223); /* at half a metre a second */
    assert_int_equal(change("L1", "Q", "M2", "N"), 178);
    options.link_metres = 80;
    make_with(HEAD, &options);
    assert_int_equal(change("L1", "Q", "M2", "N"), NO_WAY);
    options.link_metres = 0;
    options.default_change_seconds = 300;
    make_with(HEAD, &options);
    assert_int_equal(change("L1", "Q", "M2", "N"), NO_WAY);
    assert_int_equal(change("L1", "P", "M2", "P2"), 300);
    assert_int_equal(frozen.network.facts->default_change_seconds, 300);
}

static void each_type_says_its_own(void **state)
{
    (void)state;
    make(HEAD "P,P2,,,,,2,45\nQ,N,,,,,3,\nQ,R,,,,,1,\nP,Q,,,,,0,\nN,R,,,,,2,\nR,R,,,,,3,\n"
              "P,P,,,,,2,400\nQ,Q,,,,,1,\nN,N,,,,,0,\n");
    assert_int_equal(change("L1", "P", "M2", "P2"), 45); /* a row may be faster than the default */
    assert_int_equal(kind_of("P", "P2"), FOOTPATH_RULE);
    assert_int_equal(change("L1", "Q", "M2", "N"), NO_WAY);
    assert_int_equal(walk_of(frozen_stop(&frozen, "Q"), frozen_stop(&frozen, "R"), &(uint8_t){0}),
                     0);
    assert_in_range(change("L1", "P", "M1", "Q"), 6000, 7000); /* 6.5 km on foot */
    assert_in_range(change("M2", "N", "L1", "R"), 6000, 7000); /* type 2 that says no time */
    assert_int_equal(change("L1", "R", "M1", "R"), CHANGE_NEVER);
    assert_int_equal(change("L1", "P", "M1", "P"), 400);
    assert_int_equal(change("L1", "Q", "M1", "Q"), 0);
    assert_int_equal(change("M2", "N", "M2", "N"), CHANGE_DEFAULT);
}

static void rows_are_one_way(void **state)
{
    (void)state;
    make(HEAD "P,P2,,,,,2,45\nQ,N,,,,,3,\nR,Q,,,,,2,30\n");
    assert_int_equal(change("M2", "P2", "L1", "P"), 120);
    assert_int_equal(kind_of("P2", "P"), FOOTPATH_STATION);
    assert_int_equal(change("M2", "N", "L1", "Q"), 120);
    assert_int_equal(walk_of(frozen_stop(&frozen, "R"), frozen_stop(&frozen, "Q"), &(uint8_t){0}),
                     30);
    assert_int_equal(walk_of(frozen_stop(&frozen, "Q"), frozen_stop(&frozen, "R"), &(uint8_t){0}),
                     NO_WAY);
}

static void two_way_turns_rows_round_but_where_both_exist(void **state)
{
    (void)state;
    struct freeze_options options = freeze_defaults;
    options.two_way = true;
    make_with(HEAD "P,P2,,,,,2,45\nP2,P,,,,,2,50\nR,Q,,,,,2,30\n", &options);
    assert_int_equal(change("L1", "P", "M2", "P2"), 45);
    assert_int_equal(change("M2", "P2", "L1", "P"), 50);
    assert_int_equal(walk_of(frozen_stop(&frozen, "Q"), frozen_stop(&frozen, "R"), &(uint8_t){0}),
                     30);
}

static void closed_adds_the_fastest_chains(void **state)
{
    (void)state;
    struct freeze_options options = freeze_defaults;
    options.closed = true;
    options.floor_seconds = 40;
    make_with(HEAD "P,Q,,,,,2,100\nQ,R,,,,,2,20\nP,N,,,,,2,300\nN,R,,,,,2,300\nN,Q,,,,,2,90\n",
              &options);
    stop_ix p = frozen_stop(&frozen, "P"), q = frozen_stop(&frozen, "Q"),
            r = frozen_stop(&frozen, "R");
    assert_int_equal(walk_of(q, r, &(uint8_t){0}), 40); /* the floor */
    assert_int_equal(walk_of(p, r, &(uint8_t){0}), 140);
    assert_int_equal(walk_of(r, p, &(uint8_t){0}), NO_WAY);
    options.closed = false;
    make_with(HEAD "P,Q,,,,,2,100\nQ,R,,,,,2,20\n", &options);
    assert_int_equal(walk_of(p, r, &(uint8_t){0}), NO_WAY);
}

static void a_row_for_a_station_is_for_its_platforms(void **state)
{
    (void)state;
    make(HEAD "S,S,,,,,2,200\nS,Q,,,,,2,77\nP,P2,,,,,2,45\n");
    assert_int_equal(change("M2", "P2", "L1", "P"), 200);
    assert_int_equal(change("L1", "P", "M2", "P2"), 45); /* both by their own names: nearer */
    assert_int_equal(change("L1", "P", "M3", "Z"), 200);
    assert_int_equal(change("L1", "P", "M1", "P"), 200);
    assert_int_equal(change("M3", "Z", "L1", "Q"), 77);
}

/* Two trips, a trip and a route, a trip, two routes, a route, none: each beats the next. */
static void names_beat_in_the_order_of_the_standard(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "Q,Q,,,L1,M1,2,10\n", "Q,Q,,M,L1,,2,20\n", "Q,Q,,,L1,,2,30\n",
        "Q,Q,L,M,,,2,40\n",   "Q,Q,L,,,,2,50\n",   "Q,Q,,,,,2,60\n",
    };
    enum { ROWS = sizeof rows / sizeof *rows };
    for (int left_out = 0; left_out < ROWS; left_out++) {
        char text[600] = HEAD;
        for (int i = ROWS; i-- > left_out;) /* The weakest first: place does not count. */
            strncat(text, rows[i], sizeof text - strlen(text) - 1);
        make(text);
        assert_int_equal(change("L1", "Q", "M1", "Q"), 10 * (left_out + 1));
    }
    make(HEAD "Q,Q,,,L1,M1,2,10\nQ,Q,,M,L1,,2,20\nQ,Q,,,L1,,2,30\nQ,Q,L,M,,,2,40\n"
              "Q,Q,L,,,,2,50\nQ,Q,,,,,2,60\n");
    assert_int_equal(change("L1", "Q", "L2", "Q"), 30);
    assert_int_equal(change("L2", "Q", "M1", "Q"), 40);
    assert_int_equal(change("L2", "Q", "L1", "Q"), 50);
    assert_int_equal(change("M1", "Q", "L1", "Q"), 60);
}

/* A row for two routes speaks of a station's stops before a row for the stops alone does. */
static void routes_beat_nearness(void **state)
{
    (void)state;
    make(HEAD "P,P2,,,,,2,45\nS,S,L,M,,,2,333\nS,S,,,M1,,3,\n");
    assert_int_equal(change("L1", "P", "M2", "P2"), 333);
    assert_int_equal(change("L1", "P", "M1", "P"), 333);
    assert_int_equal(change("M1", "P", "M2", "P2"), NO_WAY);
    assert_int_equal(change("M1", "P", "L1", "P"), NO_WAY);
    assert_int_equal(change("M2", "P2", "L1", "P"), 120);
}

static void of_two_rows_alike_the_first_counts(void **state)
{
    (void)state;
    make(HEAD "P,P2,,,,,2,45\nP,P2,,,,,2,30\n");
    assert_int_equal(change("L1", "P", "M2", "P2"), 45);
}

/* Only stops where rows ask for names get more berths, one for each way of being treated. */
static void berths_are_few(void **state)
{
    (void)state;
    make(HEAD "Q,Q,L,M,,,2,40\n");
    const struct network *network = &frozen.network;
    stop_ix q = frozen_stop(&frozen, "Q"), p = frozen_stop(&frozen, "P");
    assert_int_equal(network->more_berth_first[q + 1] - network->more_berth_first[q], 2);
    assert_int_equal(network->more_berth_first[p + 1] - network->more_berth_first[p], 0);
    assert_int_equal(network->counts.berth_stops, network->facts->served_stops + 2);
    assert_int_equal(berth("L1", "Q"), berth("L2", "Q"));
    assert_int_not_equal(berth("L1", "Q"), berth("M1", "Q"));
    assert_int_equal(frozen.report.berths, network->counts.berth_stops);
    assert_int_equal(change("L1", "Q", "M1", "Q"), 40);
    assert_int_equal(change("M1", "Q", "L1", "Q"), CHANGE_DEFAULT);
}

static void rows_about_what_nothing_serves_are_counted(void **state)
{
    (void)state;
    make(HEAD "Q,N,,,,,2,40\n");
    assert_int_equal(frozen.report.dead_transfers, 0);
    const struct small_file files[] = {
        {"transfers.txt", "from_stop_id,to_stop_id,transfer_type\nQ,D,0\nD,D,0\nS,Q,0\n"},
        {"stops.txt", "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station\n"
                      "S,Station,48.0,2.0,1,\nP,1,48.001,2.001,0,S\nP2,2,48.002,2.001,,S\n"
                      "Q,Quay,48.05,2.05,,\nR,Road,48.1,2.1,,\nD,Dead,48.06,2.05,,\n"}};
    frozen_feed_finish(&frozen);
    frozen_feed_make(&frozen, files, 2, NULL);
    assert_int_equal(frozen.report.dead_transfers, 2);
}

static void footpaths_are_listed_shortest_first(void **state)
{
    (void)state;
    make(HEAD "P,Q,,,,,2,500\nP,R,,,,,2,60\nP,P2,,,,,2,90\nQ,R,,,,,2,30\n");
    const struct network *network = &frozen.network;
    for (berth_ix i = 0; i < network->counts.berth_stops; i++) {
        for (uint32_t k = network->footpath_out_first[i] + 1;
             k < network->footpath_out_first[i + 1]; k++)
            assert_true(network->footpaths_out[k - 1].seconds <= network->footpaths_out[k].seconds);
        for (uint32_t k = network->footpath_in_first[i] + 1; k < network->footpath_in_first[i + 1];
             k++)
            assert_true(network->footpaths_in[k - 1].seconds <= network->footpaths_in[k].seconds);
    }
    assert_int_equal(network->counts.footpaths_in, network->counts.footpaths_out);
    assert_int_equal(frozen.report.on_foot.footpaths, network->counts.footpaths_out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_rows_stations_and_neighbours_are_joined),
        cmocka_unit_test(walking_speed_and_radius_are_options),
        cmocka_unit_test(each_type_says_its_own),
        cmocka_unit_test(rows_are_one_way),
        cmocka_unit_test(two_way_turns_rows_round_but_where_both_exist),
        cmocka_unit_test(closed_adds_the_fastest_chains),
        cmocka_unit_test(a_row_for_a_station_is_for_its_platforms),
        cmocka_unit_test(names_beat_in_the_order_of_the_standard),
        cmocka_unit_test(routes_beat_nearness),
        cmocka_unit_test(of_two_rows_alike_the_first_counts),
        cmocka_unit_test(berths_are_few),
        cmocka_unit_test(rows_about_what_nothing_serves_are_counted),
        cmocka_unit_test(footpaths_are_listed_shortest_first),
    };
    return cmocka_run_group_tests(tests, NULL, tear_down);
}
