#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "tests/frozen_feed.h"

/* Fares: what needs all rows of a feed, and follows stops and routes to their final numbers. */

static struct frozen_feed frozen;
static const struct network *const network = &frozen.network;

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

#define SOLD "fare_product_id,amount,currency\np,1,EUR\nq,2,EUR\n"
#define AREAS "area_id\na\nb\nc\n"

/* Whether the areas of the stop are those whose ids are the letters of `areas`, in order. */
static bool lies_in(const char *id, const char *areas)
{
    stop_ix stop = frozen_stop(&frozen, id);
    uint32_t first = network->stop_area_first[stop];
    size_t count = network->stop_area_first[stop + 1] - first;
    for (size_t i = 0; i < count && i < strlen(areas); i++) {
        const struct fare_area *area = &network->fare_areas[network->stop_areas[first + i]];
        if (network_text(network, area->id)[0] != areas[i])
            return false;
    }
    return count == strlen(areas);
}

static void areas_of_a_station_flow_to_platforms_without_their_own(void **state)
{
    (void)state;
    const struct small_file files[] = {
        {"stops.txt", "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station\n"
                      "S,Station,48.0,2.0,1,\nP,P,48.001,2.001,0,S\nP2,P2,48.002,2.001,,S\n"
                      "B,B,48.001,2.001,4,P\nQ,Quay,48.05,2.05,,\nR,Road,48.1,2.1,,\n"},
        {"areas.txt", AREAS},
        {"stop_areas.txt", "area_id,stop_id\nb,S\na,S\nc,P2\nc,R\nb,R\n"},
    };
    make(files, 3);
    assert_true(lies_in("S", "ab"));
    assert_true(lies_in("P", "ab"));
    assert_true(lies_in("B", "ab"));
    assert_true(lies_in("P2", "c"));
    assert_true(lies_in("R", "bc"));
    assert_true(lies_in("Q", ""));
}

static void routes_are_of_their_last_network(void **state)
{
    (void)state;
    const struct small_file files[] = {
        {"routes.txt", "route_id,route_short_name,route_type,network_id\nL,1,3,n\nM,2,3,n\n"
                       "N,3,3,\n"},
        {"networks.txt", "network_id\nm\n"},
        {"route_networks.txt", "network_id,route_id\nm,L\n"},
    };
    make(files, 3);
    assert_int_equal(network->counts.route_networks, 4);
    assert_int_equal(network->route_networks[frozen_route(&frozen, "L")], 1);
    assert_int_equal(network->route_networks[frozen_route(&frozen, "M")], 0);
    assert_int_equal(network->route_networks[frozen_route(&frozen, "N")], NO_IX);
    assert_int_equal(network->route_networks[network->feeds[0].spare_route], NO_IX);
}

static void the_highest_priority_comes_first(void **state)
{
    (void)state;
    const struct small_file files[] = {
        {"fare_products.txt", SOLD},
        {"networks.txt", "network_id\nm\nn\n"},
        {"fare_leg_rules.txt", "network_id,fare_product_id,rule_priority\n"
                               ",p,\nm,p,2\nm,q,2\nn,p,9\n,q,0\n"},
    };
    make(files, 3);
    static const uint32_t lines[] = {5, 3, 4, 2, 6};
    assert_int_equal(network->counts.fare_leg_rules, 5);
    for (uint32_t i = 0; i < 5; i++)
        assert_int_equal(network->fare_leg_rules[i].line, lines[i]);
    /* Priorities say which row counts, so an empty field shuts nothing out. */
    assert_int_equal(network->fare_leg_rules[3].network, TARIFF_ANY);
    assert_int_equal(network->fare_leg_rules[3].from_area, TARIFF_ANY);
}

/* Column by column: what other rows name there is what an empty field leaves out. */
static void an_empty_field_means_what_no_other_row_names(void **state)
{
    (void)state;
    const struct small_file files[] = {
        {"fare_products.txt", SOLD},
        {"areas.txt", AREAS},
        {"networks.txt", "network_id\nm\nn\n"},
        {"timeframes.txt", "timeframe_group_id,start_time,end_time,service_id\nt,,,\nu,,,\n"},
        {"fare_leg_rules.txt",
         "network_id,from_area_id,to_area_id,from_timeframe_group_id,fare_product_id\n"
         "n,a,,t,p\n,,b,,p\n,a,,,q\n"},
    };
    make(files, 5);
    const struct fare_leg_rule *rules = network->fare_leg_rules;
    assert_int_equal(rules[0].network, 1);
    assert_int_equal(rules[0].to_area, TARIFF_ELSE);
    assert_int_equal(rules[1].network, TARIFF_ELSE);
    assert_int_equal(rules[1].from_area, TARIFF_ELSE);
    assert_int_equal(rules[1].from_times, TARIFF_ELSE);
    for (int i = 0; i < 3; i++)
        assert_int_equal(rules[i].to_times, TARIFF_ANY);
    assert_int_equal(network->fare_networks[0].named, 0);
    assert_int_equal(network->fare_networks[1].named, 1);
    assert_int_equal(network->fare_areas[0].named, 1);
    assert_int_equal(network->fare_areas[1].named, 2);
    assert_int_equal(network->fare_areas[2].named, 0);
    assert_int_equal(network->timeframe_groups[0].named, 1);
    assert_int_equal(network->timeframe_groups[1].named, 0);
}

/* What one feed names leaves the fields of another as wide as they are. */
static void feeds_shut_nothing_out_of_each_other(void **state)
{
    (void)state;
    static const struct gtfs_options other = {.tag = "other"};
    const struct small_file naming[] = {
        {"fare_products.txt", SOLD},
        {"networks.txt", "network_id\nn\n"},
        {"fare_leg_rules.txt", "network_id,fare_product_id\nn,p\n,q\n"},
    };
    const struct small_file plain[] = {
        {"fare_products.txt", SOLD},
        {"fare_leg_rules.txt", "network_id,fare_product_id\n,q\n"},
    };
    struct small_feed feed;
    struct scratch scratch;
    struct network both;
    struct error error = {0};
    scratch_init(&scratch);
    small_feed_read(&feed, naming, 3, NULL);
    small_feed_add(&feed, plain, 2, &other);
    const char *path = scratch_path(&scratch, "both.image");
    assert_true(network_freeze(&feed.draft, &freeze_defaults, path, NULL, &error));
    assert_true(network_open(&both, path, &error));
    assert_true(network_verify(&both, &error));
    assert_int_equal(both.fare_leg_rules[1].network, TARIFF_ELSE);
    assert_int_equal(both.fare_leg_rules[2].feed, 1);
    assert_int_equal(both.fare_leg_rules[2].network, TARIFF_ANY);
    assert_int_equal(both.fare_leg_rules[2].product.first, 3);
    network_close(&both);
    small_feed_finish(&feed);
    scratch_finish(&scratch);
}

static void changes_mark_groups_and_stay_as_they_are(void **state)
{
    (void)state;
    const struct small_file files[] = {
        {"fare_products.txt", SOLD},
        {"fare_leg_rules.txt", "leg_group_id,fare_product_id,rule_priority\ng,p,1\nh,q,1\ni,p,0\n"},
        {"fare_transfer_rules.txt", "from_leg_group_id,to_leg_group_id,fare_transfer_type\n"
                                    "g,h,0\ng,,0\n"},
    };
    make(files, 3);
    assert_int_equal(network->leg_groups[0].named, 1);
    assert_int_equal(network->leg_groups[1].named, 2);
    assert_int_equal(network->leg_groups[2].named, 0);
    assert_int_equal(network->fare_transfer_rules[1].to_group, TARIFF_ELSE);
}

static void joins_follow_their_stops(void **state)
{
    (void)state;
    const struct small_file files[] = {
        {"networks.txt", "network_id\nn\n"},
        {"fare_leg_join_rules.txt",
         "from_network_id,to_network_id,from_stop_id,to_stop_id\nn,n,S,R\n"},
    };
    make(files, 2);
    assert_int_equal(network->fare_join_rules[0].from_stop, frozen_stop(&frozen, "S"));
    assert_int_equal(network->fare_join_rules[0].to_stop, frozen_stop(&frozen, "R"));
}

/* A station in many areas with many platforms makes more than all their rows. */
static void too_many_areas_of_stops_are_refused(void **state)
{
    (void)state;
    enum { AREA_COUNT = 4100, PLATFORMS = 4100 };
    struct small_feed feed;
    struct scratch scratch;
    struct error error = {0};
    scratch_init(&scratch);
    small_feed_read(&feed, NULL, 0, NULL);
    struct fare_area area = {0};
    for (uint32_t i = 0; i < AREA_COUNT; i++) {
        struct membership row = {0, vec_push(&feed.draft.tariff.fare_areas, &area)};
        vec_push(&feed.draft.tariff.stop_members, &row);
    }
    struct stop platform = *(const struct stop *)vec_at(&feed.draft.stops, 1);
    assert_int_equal(platform.parent, 0);
    for (uint32_t i = 0; i < PLATFORMS; i++)
        vec_push(&feed.draft.stops, &platform);
    assert_false(network_freeze(&feed.draft, &freeze_defaults, scratch_path(&scratch, "x.image"),
                                NULL, &error));
    assert_int_equal(error.kind, ERROR_LIMIT);
    assert_string_equal(error.place, "stop_areas.txt");
    small_feed_finish(&feed);
    scratch_finish(&scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(areas_of_a_station_flow_to_platforms_without_their_own),
        cmocka_unit_test(routes_are_of_their_last_network),
        cmocka_unit_test(the_highest_priority_comes_first),
        cmocka_unit_test(an_empty_field_means_what_no_other_row_names),
        cmocka_unit_test(feeds_shut_nothing_out_of_each_other),
        cmocka_unit_test(changes_mark_groups_and_stay_as_they_are),
        cmocka_unit_test(joins_follow_their_stops),
        cmocka_unit_test(too_many_areas_of_stops_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, tear_down);
}
