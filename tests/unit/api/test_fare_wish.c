#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "api/fare_wish.h"
#include "tests/unit/api/stand_in.h"

static struct world world;
static struct worker worker;
static struct error error;

static int set_up(void **state)
{
    (void)state;
    world.network = stand_in_network();
    worker.world = &world;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_finish(&worker.arena);
    return 0;
}

static bool read(const char *query, struct fare_wish *wish)
{
    char target[400];
    struct request request;
    arena_reset(&worker.arena);
    error = (struct error){0};
    snprintf(target, sizeof target, "/api/v6/plan?%s", query);
    assert_true(request_parse(&request, &worker, target, &error));
    return fare_wish_read(&request, wish, &error);
}

static void test_nothing_said(void **state)
{
    (void)state;
    struct fare_wish wish;
    assert_true(read("", &wish));
    assert_false(wish.given);
    assert_false(wish.profile.flat);
    assert_int_equal(wish.profile.category_count + wish.profile.medium_count +
                         wish.profile.pass_count + wish.profile.spending_count,
                     0);
    assert_int_equal(wish.profile.parking_seconds, 0);
}

/* Nobody parks for no time to ride: that is what a form sends in which nothing was written. */
static void test_no_time_in_a_park_is_unsaid(void **state)
{
    (void)state;
    struct fare_wish said, unsaid;
    assert_true(read("fareParkingTime=0", &said));
    assert_true(read("", &unsaid));
    assert_int_equal(said.profile.parking_seconds, unsaid.profile.parking_seconds);
}

static void test_claims_are_in_order_and_once(void **state)
{
    (void)state;
    struct fare_wish wish;
    assert_true(read("withFares=true&fareCategories=senior,a_jeune,senior&fareMedia=carte"
                     "&farePasses=&fareModel=v1&fareParkingTime=90",
                     &wish));
    assert_true(wish.given);
    assert_true(wish.profile.flat);
    assert_int_equal(wish.profile.category_count, 2);
    assert_string_equal(wish.profile.categories[0], "a_jeune");
    assert_string_equal(wish.profile.categories[1], "senior");
    assert_int_equal(wish.profile.medium_count, 1);
    assert_string_equal(wish.profile.media[0], "carte");
    assert_int_equal(wish.profile.pass_count, 0);
    assert_int_equal(wish.profile.parking_seconds, 5400);
}

static void test_spending(void **state)
{
    (void)state;
    struct fare_wish wish;
    assert_true(read("fareSpending=week:0,urn:day:340", &wish));
    assert_int_equal(wish.profile.spending_count, 2);
    assert_string_equal(wish.profile.spending[0].cap, "urn:day");
    assert_int_equal(wish.profile.spending[0].amount, 340);
    assert_string_equal(wish.profile.spending[1].cap, "week");
    assert_int_equal(wish.profile.spending[1].amount, 0);
}

static void test_refused(void **state)
{
    (void)state;
    static const struct {
        const char *query, *place;
    } cases[] = {
        {"withFares=perhaps", "withFares"},
        {"fareModel=v3", "fareModel"},
        {"fareParkingTime=-1", "fareParkingTime"},
        {"fareParkingTime=20161", "fareParkingTime"},
        {"fareSpending=day", "fareSpending"},
        {"fareSpending=:3", "fareSpending"},
        {"fareSpending=day:", "fareSpending"},
        {"fareSpending=day:-3", "fareSpending"},
        {"fareSpending=day:%203", "fareSpending"},
        {"fareSpending=day:3.5", "fareSpending"},
        {"fareSpending=day:1000000000001", "fareSpending"},
        {"fareSpending=day:99999999999999999999", "fareSpending"},
        {"fareSpending=day:3,day:4", "fareSpending"},
        {"fareCategories=1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17", "fareCategories"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fare_wish wish;
        if (read(cases[i].query, &wish) || strcmp(error.place, cases[i].place) != 0)
            fail_msg("%s: %s: %s", cases[i].query, error.place, error.text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_said),
        cmocka_unit_test(test_no_time_in_a_park_is_unsaid),
        cmocka_unit_test(test_claims_are_in_order_and_once),
        cmocka_unit_test(test_spending),
        cmocka_unit_test(test_refused),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
