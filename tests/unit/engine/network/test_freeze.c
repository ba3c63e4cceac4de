#include "engine/network/freeze.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/mapfile.h"
#include "tests/frozen_feed.h"

static struct frozen_feed frozen;
static const struct network *network = &frozen.network;

static void make(const struct small_file *files, size_t count)
{
    if (frozen.network.stops)
        frozen_feed_finish(&frozen);
    frozen_feed_make(&frozen, files, count, NULL);
}

static int tear_down(void **state)
{
    (void)state;
    frozen_feed_finish(&frozen);
    return 0;
}

static const struct trip *trip(const char *id)
{
    return &network->trips[frozen_trip(&frozen, id)];
}

static void served_stops_come_first_and_lists_lead_to_all(void **state)
{
    (void)state;
    make(NULL, 0);
    uint32_t served = network->facts->served_stops;
    assert_int_equal(network->counts.stops, 5);
    assert_int_equal(served, 4);
    stop_ix station = frozen_stop(&frozen, "S");
    assert_int_equal(station, 4);
    assert_int_equal(network->stop_child_first[station + 1] - network->stop_child_first[station],
                     2);
    for (uint32_t i = network->stop_child_first[station];
         i < network->stop_child_first[station + 1]; i++)
        assert_int_equal(network->stops[network->stop_children[i]].parent, station);
    for (uint32_t i = 1; i < 5; i++) {
        const struct stop *before = &network->stops[network->stops_by_id[i - 1]];
        const struct stop *stop = &network->stops[network->stops_by_id[i]];
        assert_true(strcmp(network_text(network, before->id), network_text(network, stop->id)) < 0);
        assert_true(network->stops[network->stops_by_lat[i - 1]].at.lat <=
                    network->stops[network->stops_by_lat[i]].at.lat);
    }
    assert_int_equal(network->counts.trips_by_id, 2);
    assert_ptr_equal(&network->trips[network->trips_by_id[0]], trip("T"));
    assert_ptr_equal(&network->trips[network->trips_by_id[1]], trip("U"));
}

static void feeds_are_measured(void **state)
{
    (void)state;
    const struct small_file files[] = {
        {"calendar.txt", NULL},
        {"calendar_dates.txt", "service_id,date,exception_type\nWK,20260303,1\nWK,20260304,2\n"
                               "WK,20260120,1\n"},
        {"frequencies.txt", "trip_id,start_time,end_time,headway_secs\nU,10:00:00,30:00:00,600\n"},
    };
    make(files, 3);
    assert_int_equal(network->feeds[0].first_day, civil_day_of(2026, 1, 20));
    assert_int_equal(network->feeds[0].last_day, civil_day_of(2026, 3, 3));
    assert_int_equal(network->feeds[0].longest_seconds, (30 * 60 + 20) * 60);
    const struct small_file never[] = {
        {"calendar.txt", NULL},
        {"calendar_dates.txt", "service_id,date,exception_type\nWK,20260303,2\n"}};
    make(never, 2);
    assert_true(network->feeds[0].first_day > network->feeds[0].last_day);
    assert_int_equal(network->feeds[0].longest_seconds, 9 * 3600 + 20 * 60);
}

#define TIMES                                                                                      \
    "trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type\n"

/* a and b differ in nothing but their start; c waits longer; d has a rule; e is wheelchair's. */
static void trips_alike_share_patterns_and_profiles(void **state)
{
    (void)state;
    const struct small_file files[] = {
        {"trips.txt", "route_id,service_id,trip_id,wheelchair_accessible\nL,WK,b,\nL,WK,a,\n"
                      "L,WK,c,\nL,WK,d,\nL,WK,e,1\n"},
        {"stop_times.txt", TIMES "a,08:00:00,08:00:00,P,1,0,0\na,08:10:00,08:11:00,Q,2,0,0\n"
                                 "b,09:00:00,09:00:00,P,1,0,0\nb,09:10:00,09:11:00,Q,2,0,0\n"
                                 "c,07:59:00,08:30:00,P,1,0,0\nc,08:40:00,08:42:00,Q,2,0,0\n"
                                 "d,10:00:00,10:00:00,P,1,0,0\nd,10:10:00,10:11:00,Q,2,0,1\n"
                                 "e,11:00:00,11:00:00,P,1,0,0\ne,11:10:00,11:11:00,Q,2,0,0\n"},
    };
    make(files, 2);
    assert_int_equal(trip("a")->pattern, trip("b")->pattern);
    assert_int_equal(trip("a")->pattern, trip("c")->pattern);
    assert_int_not_equal(trip("a")->pattern, trip("d")->pattern);
    assert_int_not_equal(trip("a")->pattern, trip("e")->pattern);
    assert_int_equal(frozen.report.patterns, 3);
    assert_int_equal(trip("a")->profile, trip("b")->profile);
    assert_int_equal(trip("a")->profile, trip("d")->profile);
    assert_int_equal(trip("a")->profile, trip("e")->profile);
    assert_int_not_equal(trip("a")->profile, trip("c")->profile);
    assert_int_equal(frozen.report.profiles, 2);
    assert_int_equal(network->counts.profile_times, 4);
    const struct call_time *times = network->profile_times + trip("c")->profile;
    assert_int_equal(trip("c")->start, 8 * 3600 + 1800);
    assert_int_equal(times[0].arrive, -31 * 60);
    assert_int_equal(times[0].depart, 0);
    assert_int_equal(times[1].arrive, 600);
    assert_int_equal(times[1].depart, 720);
    const struct pattern *pattern = &network->patterns[trip("a")->pattern];
    assert_ptr_equal(&network->trips[pattern->first_trip], trip("a")); /* By first departure. */
    assert_ptr_equal(&network->trips[pattern->first_trip + 1], trip("c"));
    assert_ptr_equal(&network->trips[pattern->first_trip + 2], trip("b"));
    assert_int_equal(
        network->call_rules[network->patterns[trip("d")->pattern].first_call + 1].drop_off,
        BOARDING_NO);
    assert_int_equal(network->patterns[trip("e")->pattern].wheelchair, TRISTATE_YES);
}

/* Each stop knows each call of each pattern there, also where a loop calls twice. */
static void stops_know_who_calls(void **state)
{
    (void)state;
    const struct small_file files[] = {
        {"trips.txt", "route_id,service_id,trip_id\nL,WK,loop\nL,WK,plain\n"},
        {"stop_times.txt", TIMES "loop,08:00:00,08:00:00,P,1,0,0\nloop,08:10:00,08:11:00,Q,2,0,0\n"
                                 "loop,08:20:00,08:20:00,P,3,0,0\n"
                                 "plain,09:00:00,09:00:00,Q,1,0,0\n"
                                 "plain,09:10:00,09:11:00,P,2,0,0\n"},
    };
    make(files, 2);
    stop_ix p = frozen_stop(&frozen, "P");
    uint32_t first = network->stop_pattern_first[p], end = network->stop_pattern_first[p + 1];
    assert_int_equal(end - first, 3);
    for (uint32_t i = first; i < end; i++) {
        const struct stop_pattern *entry = &network->stop_patterns[i];
        assert_int_equal(
            network_call_stop(network, &network->patterns[entry->pattern], entry->call), p);
        assert_true(i == first || entry->pattern > entry[-1].pattern ||
                    (entry->pattern == entry[-1].pattern && entry->call > entry[-1].call));
    }
}

static void blocks_hold_their_trips_by_start(void **state)
{
    (void)state;
    const struct small_file files[] = {
        {"trips.txt", "route_id,service_id,trip_id,block_id\nL,WK,third,K\nL,WK,first,K\n"
                      "L,WK,second,K\nL,WK,other,J\nL,WK,alone,\nL,WK,often,K\n"},
        {"stop_times.txt",
         TIMES "third,12:00:00,12:00:00,P,1,0,0\nthird,12:10:00,12:10:00,Q,2,0,0\n"
               "first,08:00:00,08:00:00,P,1,0,0\n"
               "first,08:10:00,08:10:00,Q,2,0,0\n"
               "second,09:00:00,09:00:00,Q,1,0,0\n"
               "second,09:10:00,09:10:00,P,2,0,0\n"
               "other,09:00:00,09:00:00,Q,1,0,0\n"
               "other,09:10:00,09:10:00,P,2,0,0\n"
               "alone,09:00:00,09:00:00,Q,1,0,0\n"
               "alone,09:10:00,09:10:00,P,2,0,0\n"
               "often,00:00:00,00:00:00,Q,1,0,0\n"
               "often,00:10:00,00:10:00,P,2,0,0\n"},
        {"frequencies.txt",
         "trip_id,start_time,end_time,headway_secs\noften,10:00:00,11:00:00,600\n"},
    };
    make(files, 3);
    assert_int_equal(network->counts.blocks, 2);
    const struct block *block = &network->blocks[trip("first")->block];
    assert_int_equal(block->count, 3);
    assert_ptr_equal(&network->trips[network->block_trips[block->first]], trip("first"));
    assert_ptr_equal(&network->trips[network->block_trips[block->first + 1]], trip("second"));
    assert_ptr_equal(&network->trips[network->block_trips[block->first + 2]], trip("third"));
    assert_int_not_equal(trip("other")->block, trip("first")->block);
    assert_int_equal(trip("alone")->block, NO_IX);
    assert_int_equal(trip("often")->block, NO_IX); /* A headway is no place in a day's work. */
}

#define LINKS "from_stop_id,to_stop_id,from_trip_id,to_trip_id,transfer_type,min_transfer_time\n"

static const struct trip_link *link_of(uint32_t kind)
{
    for (uint32_t i = 0; i < network->counts.trip_links; i++)
        if (network->trip_links[i].kind == kind)
            return &network->trip_links[i];
    return NULL;
}

static void rows_between_trips_are_links(void **state)
{
    (void)state;
    make(&(struct small_file){"transfers.txt", LINKS "R,R,T,U,4,\nP2,P,U,T,5,\nQ,Q,T,U,1,\n"
                                                     "R,R,T,U,4,\n"},
         1);
    trip_ix t = frozen_trip(&frozen, "T"), u = frozen_trip(&frozen, "U");
    assert_int_equal(network->counts.trip_links, 3);
    assert_int_equal(frozen.report.links, 3);
    const struct trip_link *stay = link_of(LINK_STAY), *off = link_of(LINK_NO_STAY);
    const struct trip_link *promise = link_of(LINK_GUARANTEE);
    assert_true(stay && stay->from == t && stay->to == u);
    assert_true(stay->from_call == 2 && stay->to_call == 0);
    assert_true(off && off->from == u && off->to == t && off->from_call == 2 && off->to_call == 0);
    assert_true(promise && promise->from == t && promise->to == u);
    assert_true(promise->from_call == 1 && promise->to_call == 1);
    assert_int_equal(network->counts.berth_stops, network->facts->served_stops);
}

/* A row that names the same two trips takes the promise back where it names the stops more
 * directly, or as directly and earlier in the file. U ends at P2, T begins at P, both in S. */
static void promises_can_be_overruled(void **state)
{
    (void)state;
    static const struct {
        const char *rows;
        bool kept;
    } cases[] = {
        {LINKS "P2,S,U,T,3,\nS,P,U,T,1,\n", false}, {LINKS "S,P,U,T,1,\nP2,S,U,T,3,\n", true},
        {LINKS "S,S,U,T,1,\nP2,P,U,T,3,\n", false}, {LINKS "P2,P,U,T,1,\nS,S,U,T,3,\n", true},
        {LINKS "S,S,U,T,3,\nP2,P,U,T,1,\n", true},  {LINKS "P2,P,T,U,3,\nP2,P,U,T,1,\n", true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        make(&(struct small_file){"transfers.txt", cases[i].rows}, 1);
        assert_int_equal(link_of(LINK_GUARANTEE) != NULL, cases[i].kept);
    }
}

#define SHAPES "shape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence,shape_dist_traveled\n"
#define SHAPED "route_id,service_id,trip_id,shape_id\nL,WK,T,s\n"

/* Points 0 .. 6 along 48.00 .. 48.06, with the three stops of `calls` on them. */
static void make_shaped(const char *shapes, const char *calls)
{
    const struct small_file files[] = {
        {"trips.txt", SHAPED},
        {"shapes.txt", shapes},
        {"stops.txt", "stop_id,stop_name,stop_lat,stop_lon\nP,Pp,48.0001,2\nQ,Qq,48.0302,2\n"
                      "R,Rr,48.0601,2\n"},
        {"stop_times.txt", calls},
    };
    make(files, 4);
}

static void assert_places(const uint32_t *places, uint32_t count)
{
    const struct outline *outline = &network->outlines[trip("T")->shape];
    for (uint32_t i = 0; i < count; i++)
        assert_int_equal(network->outline_calls[outline->first_call + i], places[i]);
}

#define LINE(a, b, c, d, e, f, g)                                                                  \
    SHAPES "s,48.00,2,1," a "\ns,48.01,2,2," b "\ns,48.02,2,3," c "\ns,48.03,2,4," d               \
           "\ns,48.04,2,5," e "\ns,48.05,2,6," f "\ns,48.06,2,7," g "\n"
#define CALLS(a, b, c)                                                                             \
    "trip_id,arrival_time,departure_time,stop_id,stop_sequence,shape_dist_traveled\n"              \
    "T,08:00:00,08:00:00,P,1," a "\nT,08:10:00,08:10:00,Q,2," b "\nT,08:20:00,08:20:00,R,3," c     \
    "\n"

static void distances_say_where_calls_lie(void **state)
{
    (void)state;
    make_shaped(LINE("0", "1", "2", "3", "4", "5", "6"), CALLS("0", "1.2", "5.6"));
    assert_places((const uint32_t[]){0, 1, 6}, 3);
    make_shaped(LINE("0", "1", "2", "3", "4", "5", "6"), CALLS("0", "9", "99"));
    assert_places((const uint32_t[]){0, 6, 6}, 3);
}

static void without_distances_nearness_does(void **state)
{
    (void)state;
    make_shaped(LINE("", "", "", "", "", "", ""), CALLS("0", "1", "6"));
    assert_places((const uint32_t[]){0, 3, 6}, 3);
    make_shaped(LINE("0", "1", "2", "3", "4", "5", "6"), CALLS("", "", ""));
    assert_places((const uint32_t[]){0, 3, 6}, 3);
}

/* Out to Q, on to R, back over Q to P: each call is found on its own pass. */
static void loops_come_out_in_order(void **state)
{
    (void)state;
    make_shaped(SHAPES "s,48.00,2,1,\ns,48.03,2,2,\ns,48.06,2,3,\ns,48.03,2,4,\ns,48.00,2,5,\n",
                "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
                "T,08:00:00,08:00:00,P,1\nT,08:10:00,08:10:00,Q,2\nT,08:20:00,08:20:00,R,3\n"
                "T,08:30:00,08:30:00,Q,4\nT,08:40:00,08:40:00,P,5\n");
    assert_places((const uint32_t[]){0, 1, 2, 3, 4}, 5);
    make_shaped(SHAPES "s,48.00,2,1,\ns,48.03,2,2,\ns,48.06,2,3,\ns,48.03,2,4,\ns,48.00,2,5,\n",
                "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
                "T,08:00:00,08:00:00,R,1\nT,08:10:00,08:10:00,Q,2\nT,08:20:00,08:20:00,P,3\n");
    assert_places((const uint32_t[]){2, 3, 4}, 3);
}

static void headsigns_of_calls_are_kept_once(void **state)
{
    (void)state;
    const struct small_file files[] = {
        {"trips.txt", "route_id,service_id,trip_id\nL,WK,a\nL,WK,b\nL,WK,c\n"},
        {"stop_times.txt", "trip_id,arrival_time,departure_time,stop_id,stop_sequence,"
                           "stop_headsign\n"
                           "a,08:00:00,08:00:00,P,1,one\na,08:10:00,08:11:00,Q,2,\n"
                           "b,09:00:00,09:00:00,P,1,one\nb,09:10:00,09:11:00,Q,2,\n"
                           "c,10:00:00,10:00:00,P,1,\nc,10:10:00,10:11:00,Q,2,\n"},
    };
    make(files, 2);
    assert_int_equal(trip("a")->call_headsigns, trip("b")->call_headsigns);
    assert_int_equal(trip("c")->call_headsigns, NO_IX);
    assert_int_equal(network->counts.call_headsigns, 2);
    const text_ix *signs = network->call_headsigns + trip("a")->call_headsigns;
    assert_string_equal(network_text(network, signs[0]), "one");
    assert_string_equal(network_text(network, signs[1]), "");
}

static void sequences_are_kept_where_they_do_not_count_from_one(void **state)
{
    (void)state;
    const struct small_file files[] = {
        {"trips.txt", "route_id,service_id,trip_id\nL,WK,a\nL,WK,b\nL,WK,c\nL,WK,d\n"},
        {"stop_times.txt", "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
                           "a,08:00:00,08:00:00,P,0\na,08:10:00,08:11:00,Q,7\n"
                           "b,09:00:00,09:00:00,P,0\nb,09:10:00,09:11:00,Q,7\n"
                           "c,10:00:00,10:00:00,P,1\nc,10:10:00,10:11:00,Q,2\n"
                           "d,,,P,1\nd,10:00:00,10:00:00,P,5\nd,10:10:00,10:11:00,Q,6\n"},
    };
    make(files, 2);
    trip_ix a = frozen_trip(&frozen, "a"), c = frozen_trip(&frozen, "c");
    trip_ix d = frozen_trip(&frozen, "d");
    assert_int_equal(trip("a")->call_sequences, trip("b")->call_sequences);
    assert_int_equal(trip("c")->call_sequences, NO_IX);
    assert_int_equal(network->counts.call_sequences, 4);
    assert_int_equal(network_call_at(network, a, 0), 0);
    assert_int_equal(network_call_at(network, a, 7), 1);
    assert_int_equal(network_call_at(network, a, 1), NO_IX);
    assert_int_equal(network_call_at(network, a, 8), NO_IX);
    assert_int_equal(network_call_at(network, c, 0), NO_IX);
    assert_int_equal(network_call_at(network, c, 1), 0);
    assert_int_equal(network_call_at(network, c, 2), 1);
    assert_int_equal(network_call_at(network, c, 3), NO_IX);
    assert_int_equal(network_call_at(network, d, 5), 0); /* The row without a time was cut. */
    assert_int_equal(network_call_at(network, d, 1), NO_IX);
}

static void what_cannot_be_written_is_an_error(void **state)
{
    (void)state;
    struct small_feed feed;
    struct error error = {0};
    small_feed_read(&feed, NULL, 0, NULL);
    assert_true(feed.read);
    assert_false(network_freeze(&feed.draft, &freeze_defaults, "/no/such/folder/x", NULL, &error));
    assert_int_equal(error.kind, ERROR_MISSING);
    small_feed_finish(&feed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(served_stops_come_first_and_lists_lead_to_all),
        cmocka_unit_test(feeds_are_measured),
        cmocka_unit_test(trips_alike_share_patterns_and_profiles),
        cmocka_unit_test(stops_know_who_calls),
        cmocka_unit_test(blocks_hold_their_trips_by_start),
        cmocka_unit_test(rows_between_trips_are_links),
        cmocka_unit_test(promises_can_be_overruled),
        cmocka_unit_test(distances_say_where_calls_lie),
        cmocka_unit_test(without_distances_nearness_does),
        cmocka_unit_test(loops_come_out_in_order),
        cmocka_unit_test(sequences_are_kept_where_they_do_not_count_from_one),
        cmocka_unit_test(headsigns_of_calls_are_kept_once),
        cmocka_unit_test(what_cannot_be_written_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, tear_down);
}
