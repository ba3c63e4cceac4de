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
    vec_push(&config.slacks, &(struct config_slack){key, board, alight});
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
        cmocka_unit_test_setup_teardown(test_what_is_neither_is_said, make, finish),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
