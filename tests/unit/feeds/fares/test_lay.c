#include "feeds/fares/lay.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/rich.h"

/* An overlay on the network of rich.h, which has the feed `TAG`, the agency `a` and two parks. */

static struct built built;
static struct scratch folder;
static struct fares fares;
static struct fares_laid laid;
static struct findings findings;
static char tag[64];

static int set_up(void **state)
{
    (void)state;
    rich_build(&built);
    snprintf(tag, sizeof tag, "%s", network_text(&built.network, built.network.feeds[0].tag));
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    built_finish(&built);
    return 0;
}

static int begin(void **state)
{
    (void)state;
    scratch_init(&folder);
    findings_init(&findings);
    fares = (struct fares){0};
    return 0;
}

static int end(void **state)
{
    (void)state;
    fares_laid_finish(&laid);
    fares_finish(&fares);
    findings_finish(&findings);
    scratch_finish(&folder);
    return 0;
}

/* `%` in the text is the tag of the feed. */
static void lay_on(const struct network *network, const char *file, const char *text)
{
    static const char *const tags[] = {"bikes"};
    static const struct fares_names systems = {tags, 1};
    struct error error;
    char whole[1024] = "";
    for (; *text; text++)
        snprintf(whole + strlen(whole), sizeof whole - strlen(whole), "%.*s",
                 *text == '%' ? (int)sizeof tag : 1, *text == '%' ? tag : text);
    scratch_text(&folder, file, whole);
    if (!fares_read_folder(folder.path, &fares, &findings, &error))
        fail_msg("%s: %s", error.place, error.text);
    assert_int_equal(findings_total(&findings), 0);
    fares_lay(&fares, network, &systems, &laid, &findings);
}

static void lay(const char *file, const char *text)
{
    lay_on(&built.network, file, text);
}

static const struct live_draft_rule *at(uint32_t index)
{
    assert_true(index < laid.rules.count);
    return vec_at(&laid.rules, index);
}

static void names_become_what_they_name(void **state)
{
    (void)state;
    lay("free.csv", "networks\n% | %:bus | %:agency:a | bikes | bikes-north\n");
    assert_int_equal(findings_total(&findings), 0);
    const struct live_draft_rule *rule = at(0);
    assert_int_equal(rule->network_count, 5);
    assert_int_equal(rule->networks[0].network.kind, OVERLAY_OF_FEED);
    assert_int_equal(rule->networks[0].network.feed, 0);
    assert_int_equal(rule->networks[1].network.kind, OVERLAY_OF_NETWORK);
    assert_string_equal(rule->networks[1].id, "bus");
    assert_int_equal(rule->networks[2].network.kind, OVERLAY_OF_AGENCY);
    assert_int_equal(rule->networks[2].network.agency, 0);
    assert_int_equal(rule->networks[3].network.kind, OVERLAY_OF_SYSTEM);
    assert_string_equal(rule->networks[3].id, "bikes");
    assert_string_equal(rule->networks[4].id, "bikes-north");
}

static void a_medium_that_no_feed_has_is_found(void **state)
{
    (void)state;
    lay("caps.csv", "id,networks,period,amount,currency,medium\n"
                    "a,%,day,5,EUR,card\nb,%,day,5,EUR,crad\n");
    const struct finding *unknown = findings_find(&findings, "fares_medium_unknown");
    assert_int_equal(laid.rules.count, 2);
    assert_int_equal(unknown->count, 1);
    assert_int_equal(unknown->places[0].line, 3);
    assert_string_equal(unknown->places[0].detail, "crad");
}

/* The network again, with a second feed `a` that has the same media. */
static void a_medium_of_two_feeds_is_that_of_the_one_named(void **state)
{
    (void)state;
    struct network two = built.network;
    struct feed feeds[] = {two.feeds[0], two.feeds[0]};
    struct fare_medium media[] = {two.fare_media[0], two.fare_media[0]};
    char own[80];
    feeds[1].tag = two.agencies[0].id;
    media[1].feed = 1;
    two.feeds = feeds;
    two.fare_media = media;
    two.counts.feeds = two.counts.fare_media = 2;
    lay_on(&two, "caps.csv",
           "id,networks,period,amount,currency,medium\n"
           "one,a,day,5,EUR,card\nother,%,day,5,EUR,card\nboth,%|a,day,5,EUR,card\n"
           "said,%|a,day,5,EUR,a_card\nnone,bikes,day,5,EUR,card\n");
    snprintf(own, sizeof own, "%s_card", tag);
    assert_string_equal(at(0)->medium, "a_card");
    assert_string_equal(at(1)->medium, own);
    assert_string_equal(at(2)->medium, "card");
    assert_string_equal(at(3)->medium, "a_card");
    assert_string_equal(at(4)->medium, "card");
    const struct finding *shared = findings_find(&findings, "fares_medium_shared");
    assert_int_equal(shared->count, 2);
    assert_int_equal(shared->places[0].line, 4);
    assert_int_equal(shared->places[1].line, 6);
    assert_int_equal(findings_total(&findings), 2);
}

static void a_name_of_nothing_is_found(void **state)
{
    (void)state;
    lay("free.csv", "networks\n%|tram|bike|%:agency:zz|tram:x\ntram\n");
    const struct finding *unknown = findings_find(&findings, "fares_network_unknown");
    assert_int_equal(laid.rules.count, 1);
    assert_int_equal(at(0)->network_count, 1);
    assert_int_equal(unknown->count, 5);
    assert_int_equal(laid.lost[OVERLAY_FREE], 2); /* One in part, one whole. */
    assert_string_equal(unknown->places[0].file, "free.csv");
    assert_int_equal(unknown->places[0].line, 2);
    assert_string_equal(unknown->places[0].detail, "tram");
    assert_int_equal(findings_find(&findings, "fares_rule_dropped")->places[0].line, 3);
}

static void parks_go_by_id_or_name(void **state)
{
    (void)state;
    const struct network *network = &built.network;
    char text[512];
    lay("parking.csv", "park,base,currency\np,1,EUR\n");
    assert_int_equal(laid.rules.count, 2); /* By name, whatever its case. */
    assert_int_equal(end(NULL) + begin(NULL), 0);
    snprintf(text, sizeof text, "park,base,currency\n%s,1,EUR\nno such park,1,EUR\n",
             network_text(network, network->street_parks[1].id));
    lay("parking.csv", text);
    assert_int_equal(laid.rules.count, 2); /* Both have that id. */
    assert_int_equal(at(0)->rule.park, 0);
    assert_int_equal(at(1)->rule.park, 1);
    assert_int_equal(findings_find(&findings, "fares_park_unknown")->places[0].line, 3);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
    const struct CMUnitTest tests[] = {
        TEST(names_become_what_they_name),
        TEST(a_medium_that_no_feed_has_is_found),
        TEST(a_medium_of_two_feeds_is_that_of_the_one_named),
        TEST(a_name_of_nothing_is_found),
        TEST(parks_go_by_id_or_name),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
