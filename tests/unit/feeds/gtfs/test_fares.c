#include "feeds/gtfs/fares.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/small_feed.h"
#include "tests/sound_draft.h"

/* What of fares is kept, and how; what is complained about is in test_kinds.c. */

static struct small_feed feed;
static const struct tariff_draft *const tariff = &feed.draft.tariff;

static void read_files(const struct small_file *files, size_t count)
{
    small_feed_finish(&feed);
    small_feed_read(&feed, files, count, NULL);
    assert_true(feed.read);
    assert_null(unsound_draft(&feed.draft));
}

static int finish(void **state)
{
    (void)state;
    small_feed_finish(&feed);
    return 0;
}

static const char *word(text_ix text)
{
    return draft_text_at(&feed.draft, text);
}

#define AT(section, type, index) ((const struct type *)vec_at(&tariff->section, index))

static bool found(const char *code)
{
    return findings_find(&feed.findings, code);
}

static void products_stand_by_id_and_say_who_pays_how(void **state)
{
    (void)state;
    const struct small_file files[] = {
        {"rider_categories.txt",
         "rider_category_id,rider_category_name,is_default_fare_category,eligibility_url\n"
         "adult,Adult,1,\nchild,Child,0,https://a.example/child\n"},
        {"fare_media.txt", "fare_media_id,fare_media_name,fare_media_type\npaper,,1\nno,None,0\n"},
        {"fare_products.txt",
         "fare_product_id,fare_product_name,amount,currency,rider_category_id,fare_media_id\n"
         "z,Zed,2.50,usd,adult,paper\na,Ay,210,JPY,,\nz,Zed,1.25,USD,child,\n"
         "m,Off,-0.500,TND,,no\n"},
    };
    read_files(files, 3);
    assert_int_equal(feed.findings.items.count, 0);
    assert_int_equal(AT(rider_categories, rider_category, 0)->standard, 1);
    assert_string_equal(word(AT(rider_categories, rider_category, 1)->url),
                        "https://a.example/child");
    assert_int_equal(AT(fare_media, fare_medium, 0)->kind, MEDIUM_PAPER);
    static const struct {
        const char *id, *name, *currency;
        int64_t amount;
        uint32_t decimals, category, medium;
    } wanted[] = {
        {"a", "Ay", "JPY", 210, 0, TARIFF_ANY, TARIFF_ANY},
        {"m", "Off", "TND", -500, 3, TARIFF_ANY, 1},
        {"z", "Zed", "USD", 250, 2, 0, 0},
        {"z", "Zed", "USD", 125, 2, 1, TARIFF_ANY},
    };
    assert_int_equal(tariff->fare_products.count, 4);
    for (uint32_t i = 0; i < 4; i++) {
        const struct fare_product *product = AT(fare_products, fare_product, i);
        assert_string_equal(word(product->id), wanted[i].id);
        assert_string_equal(word(product->name), wanted[i].name);
        assert_string_equal(word(product->currency), wanted[i].currency);
        assert_int_equal(product->amount, wanted[i].amount);
        assert_int_equal(product->decimals, wanted[i].decimals);
        assert_int_equal(product->category, wanted[i].category);
        assert_int_equal(product->medium, wanted[i].medium);
    }
}

#define TWO_ROUTES "route_id,route_short_name,route_type,network_id\nL,1,3,old\nM,2,3,old\n"

/* Both forms at once: the files win for the routes they name, the column stays for the others. */
static void networks_are_read_in_both_forms(void **state)
{
    (void)state;
    const struct small_file files[] = {
        {"routes.txt", TWO_ROUTES},
        {"networks.txt", "network_id,network_name\nnew,New\nold,Old\n"},
        {"route_networks.txt", "network_id,route_id\nnew,L\nold,L\nno,M\nnew,X\n"},
    };
    read_files(files, 3);
    assert_int_equal(tariff->fare_networks.count, 2);
    assert_string_equal(word(AT(fare_networks, fare_network, 0)->name), "Old");
    assert_string_equal(word(AT(fare_networks, fare_network, 1)->id), "new");
    assert_int_equal(tariff->route_members.count, 3);
    const struct membership *last = AT(route_members, membership, 2);
    assert_int_equal(last->member, 0);
    assert_int_equal(last->group, 1);
    assert_true(found("fare_network_forms"));
    assert_true(found("fare_network_unknown"));
    assert_true(found("fare_route_unknown"));
    assert_true(found("fare_row_contradicts")); /* A route is of one network. */
    read_files(files, 2);
    assert_int_equal(tariff->route_members.count, 2);
    assert_false(found("fare_network_forms"));
}

static void timeframes_of_a_group_stand_together(void **state)
{
    (void)state;
    const struct small_file files[] = {
        {"timeframes.txt", "timeframe_group_id,start_time,end_time,service_id\n"
                           "peak,07:00:00,09:30:00,WK\nnight,,,\npeak,16:00:00,24:00:00,WK\n"},
    };
    read_files(files, 1);
    assert_int_equal(feed.findings.items.count, 0);
    const struct timeframe_group *peak = AT(timeframe_groups, timeframe_group, 0);
    const struct timeframe_group *night = AT(timeframe_groups, timeframe_group, 1);
    assert_string_equal(word(peak->id), "peak");
    assert_int_equal(peak->count, 2);
    assert_int_equal(AT(timeframes, timeframe, peak->first)->begin, 7 * 3600);
    assert_int_equal(AT(timeframes, timeframe, peak->first)->end, 9 * 3600 + 1800);
    assert_int_equal(AT(timeframes, timeframe, peak->first + 1)->end, 86400);
    assert_int_equal(AT(timeframes, timeframe, peak->first)->service, 0);
    assert_int_equal(night->count, 1);
    assert_int_equal(AT(timeframes, timeframe, night->first)->begin, 0);
    assert_int_equal(AT(timeframes, timeframe, night->first)->end, 86400);
    assert_int_equal(AT(timeframes, timeframe, night->first)->service, NO_IX);
}

#define SOLD "fare_product_id,amount,currency\nb,1,EUR\na,2,EUR\n"

/* With the column for priorities an empty field is "any", without it "whatever else". */
static void empty_conditions_depend_on_the_column_of_priorities(void **state)
{
    (void)state;
    const struct small_file without[] = {
        {"fare_products.txt", SOLD},
        {"fare_leg_rules.txt", "leg_group_id,network_id,fare_product_id\ng,,b\n,,a\n"},
    };
    read_files(without, 2);
    const struct fare_leg_rule *rule = AT(fare_leg_rules, fare_leg_rule, 0);
    assert_int_equal(rule->network, TARIFF_ELSE);
    assert_int_equal(rule->from_area, TARIFF_ELSE);
    assert_int_equal(rule->to_times, TARIFF_ELSE);
    assert_int_equal(rule->group, 0);
    assert_int_equal(rule->product.first, 1);
    assert_int_equal(rule->product.count, 1);
    assert_int_equal(rule->line, 2);
    assert_int_equal(AT(fare_leg_rules, fare_leg_rule, 1)->group, NO_IX);
    const struct small_file with[] = {
        {"fare_products.txt", SOLD},
        {"fare_leg_rules.txt", "network_id,fare_product_id,rule_priority\n,b,7\n,a,\n"},
    };
    read_files(with, 2);
    rule = AT(fare_leg_rules, fare_leg_rule, 0);
    assert_int_equal(rule->network, TARIFF_ANY);
    assert_int_equal(rule->to_area, TARIFF_ANY);
    assert_int_equal(rule->priority, 7);
    assert_int_equal(AT(fare_leg_rules, fare_leg_rule, 1)->priority, 0);
}

static void changes_have_counts_limits_and_products(void **state)
{
    (void)state;
    const struct small_file files[] = {
        {"fare_products.txt", SOLD},
        {"fare_leg_rules.txt", "leg_group_id,network_id,fare_product_id\ng,,b\nh,,a\n"},
        {"fare_transfer_rules.txt",
         "from_leg_group_id,to_leg_group_id,transfer_count,duration_limit,duration_limit_type,"
         "fare_transfer_type,fare_product_id\n"
         "g,g,2,5400,3,2,a\ng,h,,,,0,\n,h,,,,1,b\n,,,60,0,0,\n"},
    };
    read_files(files, 3);
    assert_int_equal(feed.findings.items.count, 0);
    const struct fare_transfer_rule *rules = tariff->fare_transfer_rules.data;
    assert_int_equal(tariff->fare_transfer_rules.count, 4);
    assert_int_equal(rules[0].count, 2);
    assert_int_equal(rules[0].limit_seconds, 5400);
    assert_int_equal(rules[0].limit_kind, DURATION_ARRIVE_ARRIVE);
    assert_int_equal(rules[0].kind, TRANSFER_CHANGE);
    assert_int_equal(rules[0].product.first, 0);
    assert_int_equal(rules[0].product.count, 1);
    assert_int_equal(rules[1].count, 0);
    assert_int_equal(rules[1].limit_seconds, -1);
    assert_int_equal(rules[1].product.count, 0);
    assert_int_equal(rules[2].from_group, TARIFF_ELSE);
    assert_int_equal(rules[2].to_group, 1);
    assert_int_equal(rules[2].kind, TRANSFER_ALL);
    assert_int_equal(rules[3].to_group, TARIFF_ELSE);
    assert_int_equal(rules[3].count, 0);
}

static void joins_name_networks_and_stops(void **state)
{
    (void)state;
    const struct small_file files[] = {
        {"networks.txt", "network_id\nn\nm\n"},
        {"fare_leg_join_rules.txt",
         "from_network_id,to_network_id,from_stop_id,to_stop_id\nn,m,,\nm,n,S,Q\n"},
    };
    read_files(files, 2);
    const struct fare_join_rule *rules = tariff->fare_join_rules.data;
    assert_int_equal(tariff->fare_join_rules.count, 2);
    assert_int_equal(rules[0].from_network, 0);
    assert_int_equal(rules[0].to_network, 1);
    assert_int_equal(rules[0].from_stop, NO_IX);
    assert_int_equal(rules[1].from_stop, 0);
    assert_int_equal(rules[1].to_stop, 3);
}

#define ZONES                                                                                      \
    "stop_id,stop_name,stop_lat,stop_lon,zone_id\nP,P,48,2,1\nP2,P2,48,2,1\nQ,Q,48.05,2.05,2\n"    \
    "R,R,48,2,3\n"
#define FARES "fare_id,price,currency_type,payment_method,transfers,transfer_duration,agency_id\n"
#define RULES "fare_id,route_id,origin_id,destination_id,contains_id\n"

static void flat_fares_have_rules_of_their_own(void **state)
{
    (void)state;
    const struct small_file files[] = {
        {"stops.txt", ZONES},
        {"fare_attributes.txt", FARES "all,2.50,EUR,1,,5400,A\ntwo,1.80,EUR,0,2,,\n"},
        {"fare_rules.txt", RULES "two,,1,3,2\ntwo,L,,,\ntwo,,1,3,3\ntwo,,1,3,\ntwo,,1,3,1\n"},
    };
    read_files(files, 3);
    assert_int_equal(feed.findings.items.count, 1);
    assert_true(found("fare_without_rules"));
    const struct flat_fare *all = AT(flat_fares, flat_fare, 0), *two = AT(flat_fares, flat_fare, 1);
    assert_int_equal(all->rule_count, 0);
    assert_int_equal(all->transfers, -1);
    assert_int_equal(all->seconds, 5400);
    assert_int_equal(all->before, 1);
    assert_int_equal(all->agency, 0);
    assert_string_equal(word(all->doubt), "a fare without rules beside others that have some");
    assert_int_equal(AT(flat_fares, flat_fare, 1)->doubt, 0);
    assert_int_equal(AT(fare_products, fare_product, all->product)->amount, 250);
    assert_int_equal(two->transfers, 2);
    assert_int_equal(two->seconds, -1);
    assert_int_equal(two->agency, NO_IX);
    assert_string_equal(word(AT(fare_products, fare_product, two->product)->id), "two");
    /* By route: L comes before none. One rule asks for three zones, one for none. */
    assert_int_equal(two->rule_count, 3);
    const struct flat_rule *rules = AT(flat_rules, flat_rule, two->first_rule);
    assert_int_equal(rules[0].route, 0);
    assert_int_equal(rules[0].zone_count, 0);
    assert_int_equal(rules[1].route, NO_IX);
    assert_string_equal(word(rules[1].origin), "1");
    assert_string_equal(word(rules[1].destination), "3");
    assert_int_equal(rules[1].zone_count, 0);
    assert_int_equal(rules[2].zone_count, 3);
    const text_ix *zones = (const text_ix *)tariff->flat_zones.data + rules[2].first_zone;
    assert_string_equal(word(zones[0]), "2");
    assert_string_equal(word(zones[1]), "3");
    assert_string_equal(word(zones[2]), "1");
}

/* A zone without stops is never passed: what asks for it and others is not what asks for others. */
static void a_rule_with_an_unknown_zone_is_no_wider_rule(void **state)
{
    (void)state;
    const struct small_file files[] = {
        {"stops.txt", ZONES},
        {"fare_attributes.txt", FARES "f,2,EUR,1,,,\ng,3,EUR,1,,,\n"},
        {"fare_rules.txt", RULES "f,,,,1\nf,,,,9\nf,L,,,\ng,,,,2\ng,,,,9\n"},
    };
    read_files(files, 3);
    assert_int_equal(tariff->flat_fares.count, 1);
    assert_int_equal(AT(flat_fares, flat_fare, 0)->rule_count, 1);
    assert_int_equal(AT(flat_rules, flat_rule, 0)->route, 0);
    assert_int_equal(tariff->flat_zones.count, 0);
    assert_int_equal(findings_find(&feed.findings, "fare_zone_unknown")->count, 2);
    assert_true(found("fare_rules_lost"));
    assert_int_equal(feed.counts.fares[FARE_ATTRIBUTES].read, 2);
    assert_int_equal(feed.counts.fares[FARE_ATTRIBUTES].kept, 1);
}

/* A discount is for changes; as the price of a ride it is none, and the row is lost. */
static void a_ride_never_costs_less_than_nothing(void **state)
{
    (void)state;
    const struct small_file files[] = {
        {"fare_products.txt", "fare_product_id,amount,currency\nb,2,EUR\noff,-1,EUR\n"},
        {"fare_leg_rules.txt", "leg_group_id,fare_product_id\ng,b\nh,off\n"},
        {"fare_transfer_rules.txt", "from_leg_group_id,to_leg_group_id,transfer_count,"
                                    "fare_transfer_type,fare_product_id\ng,g,1,0,off\n"},
    };
    read_files(files, 3);
    assert_int_equal(tariff->fare_leg_rules.count, 1);
    assert_int_equal(tariff->fare_transfer_rules.count, 1);
    assert_int_equal(findings_find(&feed.findings, "fare_amount_negative")->count, 1);
    assert_int_equal(AT(fare_losses, fare_loss, 0)->rows, 1);
}

/* What was not read is told by file; a repeated row says nothing new, unless it does. */
static void rows_that_are_lost_are_counted(void **state)
{
    (void)state;
    const struct small_file files[] = {
        {"fare_products.txt", "fare_product_id,amount,currency\n"
                              "b,2,EUR\nb,2,EUR\nb,1,EUR\nc,x,EUR\n"},
        {"fare_leg_rules.txt", "leg_group_id,fare_product_id\ng,b\ng,b\n"},
        {"fare_transfer_rules.txt",
         "from_leg_group_id,to_leg_group_id,transfer_count,fare_transfer_type\n"
         "g,g,1,0\ng,g,1,0\ng,g,1,2\n"},
        {"fare_attributes.txt", FARES "f,2,EUR,1,,,\n"},
        {"fare_rules.txt", RULES "f,L,,,\nh,L,,,\nf,,9,,\nf,,,,9\nf,,,,9\n"},
    };
    read_files(files, 5);
    assert_int_equal(tariff->fare_losses.count, 3);
    const struct {
        const char *file;
        uint32_t flat, rows;
    } wanted[] = {
        {"fare_products.txt", 0, 2}, {"fare_transfer_rules.txt", 0, 1}, {"fare_rules.txt", 1, 1}};
    for (uint32_t i = 0; i < 3; i++) {
        const struct fare_loss *loss = AT(fare_losses, fare_loss, i);
        assert_string_equal(word(loss->file), wanted[i].file);
        assert_int_equal(loss->flat, wanted[i].flat);
        assert_int_equal(loss->rows, wanted[i].rows);
    }
}

/* Each form goes alone; what is kept of the other is whole. */
static void a_broken_file_takes_its_form_with_it(void **state)
{
    (void)state;
    const struct small_file files[] = {
        {"fare_products.txt", SOLD},
        {"fare_leg_rules.txt", "network_id,fare_product_id\n,b\n"},
        {"areas.txt", "area_id\na\n\"b\n"},
        {"fare_attributes.txt", FARES "f,2,EUR,1,,,\n"},
        {"fare_rules.txt", RULES "f,L,,,\n"},
    };
    read_files(files, 5);
    assert_int_equal(tariff->fare_leg_rules.count, 0);
    assert_int_equal(tariff->fare_areas.count, 0);
    assert_int_equal(tariff->fare_products.count, 1);
    assert_int_equal(tariff->flat_fares.count, 1);
    assert_int_equal(AT(flat_fares, flat_fare, 0)->product, 0);
    assert_int_equal(feed.counts.fares[FARE_LEG_RULES].kept, 0);
    assert_string_equal(findings_find(&feed.findings, "fares_left_out")->places[0].file,
                        "areas.txt");
    const struct small_file flat[] = {
        files[0],
        files[1],
        {"fare_attributes.txt", FARES "f,2,EUR,1,,,\n"},
        {"fare_rules.txt", RULES "f,L,,,\n\"f,"},
    };
    read_files(flat, 4);
    assert_int_equal(tariff->fare_leg_rules.count, 1);
    assert_int_equal(tariff->fare_products.count, 2);
    assert_int_equal(tariff->flat_fares.count, 0);
    assert_int_equal(tariff->flat_rules.count, 0);
}

/* Rows without end are not read without end, and what is cut off is left out as a whole. */
static void too_many_rows_are_left_out(void **state)
{
    (void)state;
    enum { ROWS = 5000001, HEAD = 8 };
    char *text = malloc(HEAD + 2 * ROWS + 1);
    assert_non_null(text);
    memcpy(text, "area_id\n", HEAD);
    for (size_t i = 0; i < ROWS; i++)
        memcpy(text + HEAD + 2 * i, "a\n", 2);
    text[HEAD + 2 * ROWS] = 0;
    const struct small_file files[] = {{"areas.txt", text}};
    read_files(files, 1);
    free(text);
    assert_int_equal(findings_find(&feed.findings, "fare_rows_too_many")->count, 1);
    assert_int_equal(findings_find(&feed.findings, "fare_rows_too_many")->places[0].line, ROWS + 1);
    assert_true(found("fares_left_out"));
    assert_int_equal(tariff->fare_areas.count, 0);
}

/* A second feed counts from where the first one ends. */
static void two_feeds_keep_apart(void **state)
{
    (void)state;
    static const struct gtfs_options other = {.tag = "other"};
    const struct small_file files[] = {
        {"routes.txt", "route_id,route_short_name,route_type,network_id\nL,1,3,n\n"},
        {"fare_products.txt", SOLD},
        {"fare_leg_rules.txt", "leg_group_id,network_id,fare_product_id\ng,n,b\n"},
        {"fare_attributes.txt", FARES "f,2,EUR,1,,,\n"},
    };
    read_files(files, 4);
    small_feed_add(&feed, files, 4, &other);
    assert_true(feed.read);
    assert_null(unsound_draft(&feed.draft));
    const struct fare_leg_rule *rule = AT(fare_leg_rules, fare_leg_rule, 1);
    assert_int_equal(rule->feed, 1);
    assert_int_equal(rule->network, 1);
    assert_int_equal(rule->group, 1);
    assert_int_equal(rule->product.first, 4);
    assert_int_equal(AT(fare_products, fare_product, 4)->feed, 1);
    assert_string_equal(word(AT(fare_products, fare_product, 4)->id), "b");
    assert_int_equal(AT(flat_fares, flat_fare, 1)->product, 5);
    const struct membership *member = AT(route_members, membership, 1);
    assert_int_equal(member->member, 1);
    assert_int_equal(member->group, 1);
}

/* A feed that is refused leaves no price behind. */
static void a_refused_feed_leaves_nothing(void **state)
{
    (void)state;
    const struct small_file files[] = {
        {"routes.txt", "route_id,route_short_name,route_type,network_id\nL,1,3,n\n"},
        {"trips.txt", "route_id,service_id,trip_id\n"},
    };
    small_feed_finish(&feed);
    small_feed_read(&feed, files, 2, NULL);
    assert_false(feed.read);
    assert_int_equal(tariff->fare_networks.count, 0);
    assert_int_equal(tariff->route_members.count, 0);
}

/* Nobody can say which of two is meant: it is said, and nothing else is lost. */
static void a_column_that_nobody_knows_twice(void **state)
{
    (void)state;
    const struct small_file file = {"fare_products.txt",
                                    "fare_product_id,amount,currency,Foo,foo\na,1,EUR,,\n"};
    read_files(&file, 1);
    const struct finding *unknown = findings_find(&feed.findings, "fare_condition_unknown");
    assert_int_equal(unknown->count, 1);
    assert_string_equal(unknown->places[0].detail, "Foo");
    assert_int_equal(tariff->fare_products.count, 1);
}

/* A row that fills one is not what it looks like; names, notes and a 0 ask for nothing. */
static void columns_that_nobody_knows_make_no_rule_wider(void **state)
{
    (void)state;
    const struct small_file files[] = {
        {"fare_products.txt", "fare_product_id,amount,currency,timeframe_id,bundle_name\n"
                              "a,1,EUR,,Ten\nb,1,EUR,peak,\n"},
        {"fare_leg_rules.txt", "fare_leg_rule_id,leg_group_id,max_distance,fare_product_id,is_far\n"
                               "1,g,,a,0\n2,g,NULL,a,\n3,h,500,a,\n4,h,,a,1\n5,g,,b,\n"},
        {"fare_transfer_rules.txt", "fare_transfer_type,from_leg_group_id,to_leg_group_id,weather\n"
                                    "0,g,h,\n0,h,g,rain\n"},
        {"timeframes.txt", "timeframe_group_id,start_time,end_time,service_id,zone\n"
                           "t,,,WK,\nu,,,WK,1\n"},
    };
    read_files(files, 4);
    const struct finding *unknown = findings_find(&feed.findings, "fare_condition_unknown");
    assert_int_equal(unknown->count, 5);
    assert_string_equal(unknown->places[0].detail, "timeframe_id");
    assert_string_equal(unknown->places[1].detail, "zone");
    assert_int_equal(tariff->fare_products.count, 1);
    assert_int_equal(tariff->timeframe_groups.count, 1);
    /* Rules stay, so that others know what they name; row 2 says the same as row 1. */
    assert_int_equal(feed.counts.fares[FARE_LEG_RULES].kept, 1);
    assert_int_equal(tariff->fare_leg_rules.count, 3);
    assert_int_equal(AT(fare_leg_rules, fare_leg_rule, 0)->doubt, 0);
    assert_string_equal(word(AT(fare_leg_rules, fare_leg_rule, 1)->doubt), "max_distance=500");
    assert_string_equal(word(AT(fare_leg_rules, fare_leg_rule, 2)->doubt), "is_far=1");
    assert_int_equal(tariff->fare_transfer_rules.count, 2);
    assert_string_equal(word(AT(fare_transfer_rules, fare_transfer_rule, 1)->doubt),
                        "weather=rain");
}

static void add_column(char *head, size_t room, int number)
{
    size_t used = strlen(head);
    snprintf(head + used, room - used, ",column_%d", number);
}

static void too_many_unknown_columns_take_the_form_with_them(void **state)
{
    (void)state;
    char rules[600] = "fare_product_id";
    for (int i = 0; i < 17; i++)
        add_column(rules, sizeof rules, i);
    const struct small_file files[] = {{"fare_products.txt", SOLD}, {"fare_leg_rules.txt", rules}};
    read_files(files, 2);
    assert_true(found("fares_left_out"));
    assert_int_equal(tariff->fare_products.count, 0);
}

static void a_flat_fare_may_ask_for_more_than_is_known(void **state)
{
    (void)state;
    const struct small_file files[] = {
        {"fare_attributes.txt", "fare_id,fare_period_id,price,currency_type,youth_price\n"
                                "f,2,1,EUR,0.50\ng,,2,EUR,1\nh,,3,EUR,1\n"},
        {"fare_rules.txt", "fare_id,route_id,direction\nf,L,\ng,L,\nh,L,north\n"},
    };
    read_files(files, 2);
    assert_string_equal(word(AT(flat_fares, flat_fare, 0)->doubt), "fare_period_id=2");
    assert_int_equal(AT(flat_fares, flat_fare, 1)->doubt, 0);
    assert_string_equal(word(AT(flat_fares, flat_fare, 2)->doubt), "direction=north");
    assert_int_equal(findings_find(&feed.findings, "fare_condition_unsure")->count, 2);
}

/* The rows of a file that were lost, of the first that lost any. */
static uint32_t lost(const char *file)
{
    for (uint32_t i = 0; i < tariff->fare_losses.count; i++)
        if (strcmp(word(AT(fare_losses, fare_loss, i)->file), file) == 0)
            return AT(fare_losses, fare_loss, i)->rows;
    return 0;
}

static void a_rule_with_two_priorities_is_lost_in_part(void **state)
{
    (void)state;
    const struct small_file files[] = {
        {"fare_products.txt", "fare_product_id,amount,currency\nb,2,EUR\n"},
        {"fare_leg_rules.txt", "leg_group_id,fare_product_id,rule_priority\n"
                               "g,b,1\ng,b,1\ng,b,2\ng,b,2\nh,b,2\n"},
    };
    read_files(files, 2);
    assert_int_equal(tariff->fare_leg_rules.count, 2);
    assert_int_equal(findings_find(&feed.findings, "fare_row_repeated")->count, 2);
    assert_int_equal(findings_find(&feed.findings, "fare_row_contradicts")->count, 1);
    assert_int_equal(lost("fare_leg_rules.txt"), 1);
}

/* A name with a comma moves what it costs one column on; what is too long never comes here. */
static void rows_that_the_table_cuts_or_drops_are_lost(void **state)
{
    (void)state;
    static char text[200000];
    const struct small_file files[] = {
        {"fare_products.txt", text},
        {"fare_leg_rules.txt", "leg_group_id,fare_product_id,network_id\ng,b\ng,c,,\n"},
    };
    size_t used = (size_t)snprintf(text, sizeof text,
                                   "fare_product_id,amount,currency,fare_product_name\n"
                                   "b,2,EUR,Bus, all zones\nc,3,EUR,Train,\nd,4,EUR,");
    memset(text + used, 'x', 100000);
    snprintf(text + used + 100000, 8, "\n");
    read_files(files, 2);
    assert_int_equal(tariff->fare_products.count, 2);
    assert_true(found("field_too_long"));
    assert_int_equal(lost("fare_products.txt"), 2);
    assert_int_equal(lost("fare_leg_rules.txt"), 0); /* What is not there is empty. */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(products_stand_by_id_and_say_who_pays_how),
        cmocka_unit_test(networks_are_read_in_both_forms),
        cmocka_unit_test(a_rule_with_two_priorities_is_lost_in_part),
        cmocka_unit_test(rows_that_the_table_cuts_or_drops_are_lost),
        cmocka_unit_test(timeframes_of_a_group_stand_together),
        cmocka_unit_test(empty_conditions_depend_on_the_column_of_priorities),
        cmocka_unit_test(changes_have_counts_limits_and_products),
        cmocka_unit_test(joins_name_networks_and_stops),
        cmocka_unit_test(flat_fares_have_rules_of_their_own),
        cmocka_unit_test(a_rule_with_an_unknown_zone_is_no_wider_rule),
        cmocka_unit_test(a_broken_file_takes_its_form_with_it),
        cmocka_unit_test(a_ride_never_costs_less_than_nothing),
        cmocka_unit_test(rows_that_are_lost_are_counted),
        cmocka_unit_test(too_many_rows_are_left_out),
        cmocka_unit_test(two_feeds_keep_apart),
        cmocka_unit_test(a_refused_feed_leaves_nothing),
        cmocka_unit_test(columns_that_nobody_knows_make_no_rule_wider),
        cmocka_unit_test(a_column_that_nobody_knows_twice),
        cmocka_unit_test(too_many_unknown_columns_take_the_form_with_them),
        cmocka_unit_test(a_flat_fare_may_ask_for_more_than_is_known),
    };
    return cmocka_run_group_tests(tests, NULL, finish);
}
