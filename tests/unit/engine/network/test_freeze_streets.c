#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/network/freeze.h"
#include "engine/network/keys.h"
#include "engine/network/walks.h"
#include "tests/forge.h"
#include "tests/small_feed.h"

/*
 * Walks on streets become two tables. Station S with P and P2; Q and N are 89 m from each other;
 * W and V too, but V is not on the streets. A row says that Q to N takes 60 s, another that P to Q
 * takes 100 s, a third leaves open how long N to P takes.
 */

static const struct small_file files[] = {
    {"stops.txt", "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station\n"
                  "S,Station,48.0,2.0,1,\nP,1,48.001,2.001,0,S\nP2,2,48.002,2.001,,S\n"
                  "Q,Quay,48.05,2.05,,\nN,Near,48.0508,2.05,,\n"
                  "W,Wall,48.1,2.1,,\nV,Void,48.1008,2.1,,\n"},
    {"routes.txt", "route_id,agency_id,route_short_name,route_type\nL,A,L,3\n"},
    {"trips.txt", "route_id,service_id,trip_id\nL,WK,T\nL,WK,U\n"},
    {"stop_times.txt", "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
                       "T,08:00:00,08:00:00,P,1\nT,08:10:00,08:10:00,Q,2\nT,08:20:00,08:20:00,W,3\n"
                       "U,09:00:00,09:00:00,V,1\nU,09:10:00,09:10:00,N,2\n"
                       "U,09:20:00,09:20:00,P2,3\n"},
    {"transfers.txt", "from_stop_id,to_stop_id,transfer_type,min_transfer_time\n"
                      "Q,N,2,60\nP,Q,2,100\nN,P,0,\n"},
};

/* What the streets say: seconds on foot and in a wheelchair, -1: nothing. */
static const struct {
    const char *from, *to;
    int32_t on_foot, in_wheelchair;
} streets[] = {
    {"P", "P2", 200, 400}, {"P2", "P", 30, -1},  {"Q", "N", 300, -1},    {"P", "Q", 90, 150},
    {"N", "P", 700, 900},  {"Q", "P", 500, 600}, {"W", "P", 1000, 1500},
};

static struct small_feed feed;
static struct scratch scratch;
static struct network network;
static struct freeze_report report;
static char path[256];

static uint32_t draft_stop(const char *id)
{
    const struct stop *stops = feed.draft.stops.data;
    for (uint32_t i = 0; i < feed.draft.stops.count; i++)
        if (strcmp(draft_text_at(&feed.draft, stops[i].id), id) == 0)
            return i;
    abort();
}

static void add_walk(struct vec *walks, size_t i, int32_t seconds)
{
    if (seconds >= 0)
        vec_push(walks, &(struct draft_walk){draft_stop(streets[i].from), draft_stop(streets[i].to),
                                             seconds});
}

/* One street of two vertices; all stops but V are tied to it. */
static void add_streets(struct draft *draft)
{
    static const char *const tied[] = {"P", "P2", "Q", "N", "W"};
    struct streets_draft raw;
    struct error error;
    uint16_t trait;
    struct street_trait walk = {.kind = STREET_FOOTWAY, .foot = ACCESS_YES};
    streets_draft_init(&raw);
    vertex_ix a = streets_draft_vertex(&raw, (struct point){480000000, 20000000}, 0);
    vertex_ix b = streets_draft_vertex(&raw, (struct point){480010000, 20000000}, 0);
    assert_true(streets_draft_trait(&raw, &walk, &trait, &error));
    edge_ix edge = streets_draft_edge(
        &raw, &(struct street_edge){.from = a, .to = b, .trait = trait}, NULL, 0);
    streets_draft_arc(&raw, &(struct draft_arc){.tail = a, .head = b, .way = edge << 1});
    for (size_t i = 0; i < sizeof tied / sizeof *tied; i++)
        vec_push(&raw.ties, &(struct street_tie){draft_stop(tied[i]), b, 1000, TIE_STOP});
    streets_pack(&raw, &draft->streets);
    streets_draft_finish(&raw);
}

static int set_up(void **state)
{
    (void)state;
    struct error error = {0};
    scratch_init(&scratch);
    snprintf(path, sizeof path, "%s", scratch_path(&scratch, "network.image"));
    small_feed_read(&feed, files, sizeof files / sizeof *files, NULL);
    add_streets(&feed.draft);
    for (size_t i = 0; i < sizeof streets / sizeof *streets; i++) {
        add_walk(&feed.draft.walks, i, streets[i].on_foot);
        add_walk(&feed.draft.wheelchair_walks, i, streets[i].in_wheelchair);
    }
    if (network_freeze(&feed.draft, &freeze_defaults, path, &report, &error) &&
        network_open(&network, path, &error) && network_verify(&network, &error))
        return 0;
    fprintf(stderr, "%s: %s\n", error.place, error.text);
    return 1;
}

static int tear_down(void **state)
{
    (void)state;
    network_close(&network);
    small_feed_finish(&feed);
    scratch_finish(&scratch);
    return 0;
}

static stop_ix stop(const char *id)
{
    stop_ix found = NO_IX;
    assert_true(keys_find_stop(&network, id, &found, NULL));
    return found;
}

static int32_t seconds_of(const struct footpath *list, const uint32_t *first, stop_ix owner,
                          stop_ix other)
{
    for (uint32_t i = first[owner]; i < first[owner + 1]; i++)
        if (list[i].berth == other)
            return list[i].seconds;
    return -1;
}

static void assert_walk(const char *from, const char *to, bool wheelchair, int32_t seconds,
                        enum footpath_kind kind)
{
    struct walks walks = walks_of_network(&network, wheelchair);
    stop_ix a = stop(from), b = stop(to);
    int32_t out = seconds_of(walks.out, walks.out_first, a, b);
    if (out != seconds)
        fail_msg("%s to %s%s: %d s", from, to, wheelchair ? " in a wheelchair" : "", out);
    assert_int_equal(seconds_of(walks.in, walks.in_first, b, a), seconds);
    if (seconds >= 0)
        assert_int_equal(walks_kind(&walks, a, b), kind);
}

#define NONE FOOTPATH_RULE

static void streets_say_how_long_it_takes_and_never_less_than_a_change(void **state)
{
    (void)state;
    assert_walk("P", "P2", false, 200, FOOTPATH_STREET);
    assert_walk("P2", "P", false, 120, FOOTPATH_STREET);
    assert_walk("Q", "P", false, 500, FOOTPATH_STREET);
    assert_walk("P", "P2", true, 400, FOOTPATH_STREET);
    assert_walk("Q", "P", true, 600, FOOTPATH_STREET);
}

static void where_one_can_walk_but_not_roll_wheelchairs_have_no_walk(void **state)
{
    (void)state;
    assert_walk("P2", "P", true, -1, NONE); /* one station all the same */
    assert_walk("Q", "N", true, -1, NONE);  /* a row all the same */
}

static void rows_come_before_streets(void **state)
{
    (void)state;
    assert_walk("Q", "N", false, 60, FOOTPATH_RULE);
    assert_walk("P", "Q", false, 100, FOOTPATH_RULE);
    assert_walk("P", "Q", true, 150, FOOTPATH_RULE);  /* rolling takes longer than the row */
    assert_walk("N", "P", false, 700, FOOTPATH_RULE); /* the row leaves it open */
    assert_walk("N", "P", true, 900, FOOTPATH_RULE);
}

static void only_who_is_off_the_streets_walks_straight(void **state)
{
    (void)state;
    assert_walk("N", "Q", false, -1, NONE); /* near, and both on the streets: there is no way */
    assert_walk("W", "V", false, 120, FOOTPATH_STRAIGHT);
    assert_walk("W", "V", true, 120, FOOTPATH_STRAIGHT);
    assert_walk("V", "W", false, 120, FOOTPATH_STRAIGHT);
}

static void rows_that_decided_are_kept(void **state)
{
    (void)state;
    assert_int_equal(network.counts.footpath_rows, 3);
    for (uint32_t i = 0; i < 3; i++)
        if (network.footpath_rows[i].from == stop("P"))
            assert_int_equal(network.footpath_rows[i].line, 3);
}

static void both_tables_are_counted(void **state)
{
    (void)state;
    assert_int_equal(report.on_foot.footpaths, network.counts.footpaths_out);
    assert_int_equal(report.in_wheelchair.footpaths, network.counts.wheel_paths_out);
    assert_int_equal(report.on_foot.kinds[FOOTPATH_STREET], 4);
    assert_int_equal(report.in_wheelchair.kinds[FOOTPATH_STREET], 3);
    assert_int_equal(report.in_wheelchair.needed, network.counts.wheel_changes_out);
}

/* Each section of the second table, damaged. */
static void the_second_table_is_checked_too(void **state)
{
    (void)state;
    static const char *const lists[] = {"wheel_paths_out", "wheel_paths_in", "wheel_path_kinds"};
    static const char *const firsts[] = {"wheel_path_out_first", "wheel_path_in_first",
                                         "wheel_change_out_first", "wheel_change_in_first"};
    char forged[256];
    struct forge forge;
    snprintf(forged, sizeof forged, "%s", scratch_path(&scratch, "forged"));
    forge_init(&forge, &network.image);
    for (size_t i = 0; i < 7; i++) {
        const char *name = i < 3 ? lists[i] : firsts[i - 3];
        uint32_t section = forge_section(&forge, name);
        unsigned char kept = *forge.items[section];
        for (int way = 0; way < 2; way++) {
            struct network other = {0};
            struct error error = {0};
            *forge.items[section] = way ? kept : 0xff;
            forge.parts[section].count -= (uint32_t)way;
            forge_write(&forge, forged);
            if (network_open(&other, forged, &error) && network_verify(&other, &error))
                fail_msg("%s: passes when %s", name, way ? "shorter" : "wrong");
            network_close(&other);
            forge.parts[section].count += (uint32_t)way;
        }
        *forge.items[section] = kept;
    }
    forge_finish(&forge);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(streets_say_how_long_it_takes_and_never_less_than_a_change),
        cmocka_unit_test(where_one_can_walk_but_not_roll_wheelchairs_have_no_walk),
        cmocka_unit_test(rows_come_before_streets),
        cmocka_unit_test(only_who_is_off_the_streets_walks_straight),
        cmocka_unit_test(rows_that_decided_are_kept),
        cmocka_unit_test(both_tables_are_counted),
        cmocka_unit_test(the_second_table_is_checked_too),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
