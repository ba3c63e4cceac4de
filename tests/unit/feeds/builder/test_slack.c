#include "feeds/builder/slack.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "engine/network/mode.h"

static struct draft draft;
static struct config config;

static text_ix text(const char *words)
{
    return draft_text(&draft, words, strlen(words));
}

/* Two feeds, each with an agency A; a tram of the first and a ferry of each. */
static int make(void **state)
{
    (void)state;
    draft_init(&draft);
    config = (struct config){.slacks = vec_of(sizeof(struct config_slack))};
    vec_push(&draft.feeds, &(struct feed){.tag = text("north")});
    vec_push(&draft.feeds, &(struct feed){.tag = text("south")});
    vec_push(&draft.agencies, &(struct agency){.id = text("A"), .feed = 0});
    vec_push(&draft.agencies, &(struct agency){.id = text("A"), .feed = 1});
    vec_push(&draft.routes, &(struct route){.agency = 0, .mode = MODE_TRAM});
    vec_push(&draft.routes, &(struct route){.agency = 0, .mode = MODE_FERRY});
    vec_push(&draft.routes, &(struct route){.agency = 1, .feed = 1, .mode = MODE_FERRY});
    return 0;
}

static int finish(void **state)
{
    (void)state;
    draft_finish(&draft);
    vec_finish(&config.slacks);
    return 0;
}

static void say(const char *key, int32_t board, int32_t alight)
{
    vec_push(&config.slacks, &(struct config_slack){key, board, alight, -1});
}

static void assert_slack(uint32_t route, int32_t board, int32_t alight)
{
    const struct route *found = vec_at(&draft.routes, route);
    assert_int_equal(found->board_slack, board);
    assert_int_equal(found->alight_slack, alight);
}

static uint32_t apply(const char **unmet_key)
{
    struct vec unmet = vec_of(sizeof(const char *));
    slack_apply(&config, &draft, &unmet);
    uint32_t count = unmet.count;
    if (count)
        *unmet_key = *(const char **)vec_at(&unmet, 0);
    vec_finish(&unmet);
    return count;
}

static void test_the_agency_goes_before_the_mode(void **state)
{
    (void)state;
    const char *unmet;
    say("north_A", 7, -1);
    say("FERRY", 300, 30);
    assert_int_equal(apply(&unmet), 0);
    assert_slack(0, 7, 0);
    assert_slack(1, 7, 30);
    assert_slack(2, 300, 30);
}

static void test_the_route_goes_before_the_agency(void **state)
{
    (void)state;
    const char *unmet;
    ((struct route *)vec_at(&draft.routes, 0))->id = text("1");
    ((struct route *)vec_at(&draft.routes, 2))->id = text("1");
    ((struct route *)vec_at(&draft.routes, 2))->feed = 1;
    say("route:north_1", 9, -1);
    say("north_A", 7, 8);
    assert_int_equal(apply(&unmet), 0);
    assert_slack(0, 9, 8);
    assert_slack(1, 7, 8);
    assert_slack(2, 0, 0);
    const struct route *route = vec_at(&draft.routes, 0);
    assert_string_equal(draft_text_at(&draft, route->board_key), "route:north_1");
    assert_string_equal(draft_text_at(&draft, route->alight_key), "north_A");
}

static void test_a_station_speaks_for_its_stops_but_not_over_them(void **state)
{
    (void)state;
    const char *unmet;
    vec_push(&draft.stops, &(struct stop){.id = text("S"), .parent = NO_IX});
    vec_push(&draft.stops, &(struct stop){.id = text("P"), .parent = 0});
    vec_push(&draft.stops, &(struct stop){.id = text("Q"), .parent = NO_IX});
    say("stop:S", 120, 5);
    say("stop:north_P", 60, -1);
    ((struct config_slack *)vec_at(&config.slacks, 0))->change = 300;
    assert_int_equal(apply(&unmet), 0);
    const struct stop_change *changes = draft.stop_changes.data;
    assert_int_equal(draft.stop_changes.count, 2);
    assert_int_equal(changes[1].stop, 1);
    assert_int_equal(changes[1].change_seconds, 300);
    assert_int_equal(changes[1].board_slack, 60);
    assert_int_equal(changes[1].alight_slack, 5);
    assert_string_equal(draft_text_at(&draft, changes[1].key), "stop:north_P");
}

static void test_routes_and_stops_that_are_not_there_are_named(void **state)
{
    (void)state;
    const char *unmet = "";
    say("route:9", 1, 1);
    assert_int_equal(apply(&unmet), 1);
    assert_string_equal(unmet, "route:9");
}

static void test_a_plain_id_means_all_agencies_of_that_id(void **state)
{
    (void)state;
    const char *unmet;
    say("A", 5, 6);
    assert_int_equal(apply(&unmet), 0);
    for (uint32_t route = 0; route < 3; route++)
        assert_slack(route, 5, 6);
}

static void test_what_is_neither_is_said(void **state)
{
    (void)state;
    const char *unmet = "";
    say("SUBWAY", 5, 6); /* a mode, if one that nobody runs */
    say("ferry", 5, 6);
    assert_int_equal(apply(&unmet), 1);
    assert_string_equal(unmet, "ferry");
    assert_slack(1, 0, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_the_agency_goes_before_the_mode, make, finish),
        cmocka_unit_test_setup_teardown(test_a_plain_id_means_all_agencies_of_that_id, make,
                                        finish),
        cmocka_unit_test_setup_teardown(test_the_route_goes_before_the_agency, make, finish),
        cmocka_unit_test_setup_teardown(test_a_station_speaks_for_its_stops_but_not_over_them, make,
                                        finish),
        cmocka_unit_test_setup_teardown(test_routes_and_stops_that_are_not_there_are_named, make,
                                        finish),
        cmocka_unit_test_setup_teardown(test_what_is_neither_is_said, make, finish),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
