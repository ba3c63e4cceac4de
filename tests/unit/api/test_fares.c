#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "api/fares.h"
#include "tests/small_tariff.h"

static struct small_tariff small;
static uint32_t child, card;

/* One ride: 2.00 on paper, 1.80 on a card, 1.00 for children on either. */
static int set_up(void **state)
{
    (void)state;
    small_tariff_init(&small);
    small_category(&small, 0, "adult", true);
    child = small_category(&small, 0, "child", false);
    uint32_t paper = small_medium(&small, 0, "paper");
    card = small_medium(&small, 0, "card");
    struct product_span product = small_product(&small, 0, "single", 0);
    small.fare_products[product.first].amount = 200;
    small.fare_products[product.first].category = 0;
    small.fare_products[product.first].medium = paper;
    small_product_for(&small, &product, 0, card, 180);
    small_product_for(&small, &product, child, paper, 100);
    small_product_for(&small, &product, child, card, 100);
    small_leg_rule(&small, 0, NO_IX, product);
    small_ride(&small, 0, 0, 1, 480, 490);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    small_tariff_finish(&small);
    return 0;
}

static uint32_t cheaper(const struct fares_cheaper **list)
{
    const struct fares fares = {small.tariff, &small.profile, NULL, &small.arena, NULL};
    return fares_cheaper(&fares, small_price(&small), list);
}

static void test_category_that_is_not_claimed(void **state)
{
    (void)state;
    const struct fares_cheaper *list;
    assert_int_equal(cheaper(&list), 1);
    assert_int_equal(small.fare.total, 180);
    assert_int_equal(list[0].other, FARES_CATEGORY);
    assert_string_equal(list[0].id, "a_child");
    assert_int_equal(list[0].total, 100);
    assert_int_equal(list[0].status, FARE_EXACT);
}

static void test_medium_that_is_not_accepted(void **state)
{
    (void)state;
    static const char *const media[] = {"paper"};
    const struct fares_cheaper *list;
    small.profile.media = media;
    small.profile.medium_count = 1;
    assert_int_equal(cheaper(&list), 2);
    assert_int_equal(small.fare.total, 200);
    assert_string_equal(list[0].id, "a_child");
    assert_int_equal(list[1].other, FARES_MEDIUM);
    assert_string_equal(list[1].id, "a_card");
    assert_int_equal(list[1].total, 180);
}

static void test_what_is_claimed_is_no_news(void **state)
{
    (void)state;
    static const char *const bare[] = {"child"}, *const tagged[] = {"a_child"};
    const struct fares_cheaper *list;
    small.profile.category_count = 1;
    small.profile.categories = bare;
    assert_int_equal(cheaper(&list), 0);
    assert_int_equal(small.fare.total, 100);
    small.profile.categories = tagged;
    assert_int_equal(cheaper(&list), 0);
}

static uint32_t others(const struct fares_medium **list)
{
    const struct fares fares = {small.tariff, &small.profile, NULL, &small.arena, NULL};
    return fares_other_media(&fares, small_price(&small), list);
}

static void test_other_media_cost_more(void **state)
{
    (void)state;
    const struct fares_medium *list;
    assert_int_equal(others(&list), 1); /* The card is what is shown. */
    assert_string_equal(list[0].id, "a_paper");
    assert_string_equal(list[0].name, "");
    assert_int_equal(list[0].total, 200);
    assert_string_equal(list[0].currency, small.fare.currency);
    assert_int_equal(list[0].status, FARE_EXACT);
}

static void test_media_that_are_alike_are_no_news(void **state)
{
    (void)state;
    static const char *const media[] = {"card"};
    const struct fares_medium *list;
    small.fare_products[0].amount = 180;
    assert_int_equal(others(&list), 0);
    small.fare_products[0].amount = 200;
    small.profile.media = media; /* Who names one is told of no other. */
    small.profile.medium_count = 1;
    assert_int_equal(others(&list), 0);
}

static void test_media_on_which_nothing_is_sold_come_last(void **state)
{
    (void)state;
    const struct fares_medium *list;
    small_medium(&small, 0, "app");
    small_medium(&small, 1, "coin"); /* Of a feed that is not ridden. */
    assert_int_equal(others(&list), 2);
    assert_string_equal(list[0].id, "a_paper");
    assert_true(list[0].sold);
    assert_string_equal(list[1].id, "a_app");
    assert_false(list[1].sold);
    assert_int_equal(list[1].status, FARE_UNKNOWN);
}

/* Two feeds with a card and paper each: one thing in the pocket, which pays for both. */
static void test_a_medium_of_two_feeds_is_one(void **state)
{
    (void)state;
    const struct fares_medium *list;
    uint32_t paper = small_medium(&small, 1, "paper");
    uint32_t phone = small_medium(&small, 1, "phone");
    struct product_span product = small_product(&small, 1, "other", 350);
    small.fare_products[product.first].medium = paper;
    small_product_for(&small, &product, TARIFF_ANY, phone, 300);
    small_leg_rule(&small, 1, NO_IX, product);
    small_ride(&small, 1, 0, 1, 500, 510);
    assert_int_equal(others(&list), 1);
    assert_int_equal(small.fare.total, 480);
    assert_string_equal(list[0].id, "paper");
    assert_int_equal(list[0].total, 550);
    small.fare_products[product.first].amount = 250;
    assert_int_equal(others(&list), 2);
    assert_int_equal(small.fare.total, 430);
    assert_string_equal(list[0].id, "paper");
    assert_int_equal(list[0].total, 450);
    assert_string_equal(list[1].id, "b_phone");
    assert_int_equal(list[1].total, 480);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_category_that_is_not_claimed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_medium_that_is_not_accepted, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_what_is_claimed_is_no_news, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_other_media_cost_more, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_media_that_are_alike_are_no_news, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_media_on_which_nothing_is_sold_come_last, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_a_medium_of_two_feeds_is_one, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
