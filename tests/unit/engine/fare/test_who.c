#include "engine/fare/who.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "engine/network/keys.h"
#include "tests/small_tariff.h"

static struct small_tariff small;
static uint32_t adult, child, paper, card;
static struct product_span product;

/* A ticket of 200 on any medium; 180 on the card; for children 90, on the card only. */
static int set_up(void **state)
{
    (void)state;
    small_tariff_init(&small);
    adult = small_category(&small, 0, "adult", true);
    child = small_category(&small, 0, "child", false);
    small_category(&small, 1, "child", false);
    paper = small_medium(&small, 0, "paper");
    card = small_medium(&small, 0, "card");
    product = small_product(&small, 0, "single", 200);
    small.fare_products[product.first].category = adult;
    small_product_for(&small, &product, adult, card, 180);
    small_product_for(&small, &product, child, card, 90);
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

static int64_t total(void)
{
    return small_price(&small)->total;
}

static void who_says_nothing_is_the_standard_rider(void **state)
{
    (void)state;
    assert_int_equal(total(), 180);
    assert_string_equal(small.fare.items[0].category, "adult");
    assert_string_equal(small.fare.items[0].medium, "card");
}

static void a_category_is_claimed_by_its_id(void **state)
{
    (void)state;
    small.profile.category_count = 1;
    small.profile.categories = (const char *const[]){"child"};
    assert_int_equal(total(), 90);
    small.profile.categories = (const char *const[]){"a_child"};
    assert_int_equal(total(), 90);
    small.profile.categories = (const char *const[]){"b_child"}; /* of another feed */
    assert_int_equal(total(), 180);
    small.profile.categories = (const char *const[]){"chil"};
    assert_int_equal(total(), 180);
}

static void only_accepted_media_count(void **state)
{
    (void)state;
    small.profile.medium_count = 1;
    small.profile.media = (const char *const[]){"paper"};
    assert_int_equal(total(), 200);
    small.profile.media = (const char *const[]){"a_card"};
    assert_int_equal(total(), 180);
}

/* Nobody has to use a reduction. */
static void who_is_reduced_may_pay_in_full(void **state)
{
    (void)state;
    small.profile.category_count = small.profile.medium_count = 1;
    small.profile.categories = (const char *const[]){"child"};
    small.profile.media = (const char *const[]){"paper"};
    assert_string_equal(small_priced(&small), "exact 200, single:200:1");
}

static void nothing_that_they_can_buy_is_unknown(void **state)
{
    (void)state;
    small.fare_products[product.first].medium = card;
    small.profile.medium_count = 1;
    small.profile.media = (const char *const[]){"paper"};
    assert_string_equal(small_priced(&small), "unknown 0, NO_PRODUCT:1");
}

static void a_product_without_a_category_is_for_all(void **state)
{
    (void)state;
    small.fare_products[product.first].category = TARIFF_ANY;
    small.fare_products[product.first].amount = 50;
    assert_int_equal(total(), 50);
    assert_string_equal(small.fare.items[0].category, "");
}

static void a_feed_without_either_has_one_combination(void **state)
{
    (void)state;
    struct who_list list = who_list(&small.tariff, 2, &small.profile, &small.arena);
    assert_int_equal(list.count, 1);
    assert_int_equal(list.items[0].category, TARIFF_ANY);
    assert_int_equal(list.items[0].medium, TARIFF_ANY);
    list = who_list(&small.tariff, 0, &small.profile, &small.arena);
    assert_int_equal(list.count, 2);
    assert_int_equal(list.items[0].medium, paper);
}

/* `a` and `b` are tags of feeds, `old` is none. */
static void an_id_may_have_the_tag_of_its_feed(void **state)
{
    (void)state;
    static const struct {
        feed_ix feed;
        const char *id, *said;
        bool meant;
    } cases[] = {
        {0, "child", "child", true},
        {0, "child", "a_child", true},
        {0, "child", "b_child", false},
        {0, "child", "old_child", false},
        {0, "b_child", "b_child", true},
        {0, "b_child", "child", false},
        {0, "b_child", "a_b_child", true},
        {NO_IX, "child", "b_child", true},
        {NO_IX, "b_child", "child", true},
        {NO_IX, "a_child", "b_child", false},
        {NO_IX, "old_child", "child", false},
        {NO_IX, "child", "old_child", false},
        {NO_IX, "a_old_child", "old_child", true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (keys_means(&small.network, cases[i].feed, cases[i].id, cases[i].said) != cases[i].meant)
            fail_msg("%s, %s", cases[i].id, cases[i].said);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(who_says_nothing_is_the_standard_rider),
        TEST(a_category_is_claimed_by_its_id),
        TEST(only_accepted_media_count),
        TEST(who_is_reduced_may_pay_in_full),
        TEST(nothing_that_they_can_buy_is_unknown),
        TEST(a_product_without_a_category_is_for_all),
        TEST(an_id_may_have_the_tag_of_its_feed),
        TEST(a_feed_without_either_has_one_combination),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
