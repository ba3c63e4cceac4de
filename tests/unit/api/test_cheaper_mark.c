#include "api/cheaper_mark.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define MOST 5

static struct journey items[MOST];
static struct cheaper_price prices[MOST];
static struct journeys journeys;
static struct cheaper_mark mark;

static int begin(void **state)
{
    (void)state;
    journeys = (struct journeys){items, 0};
    return 0;
}

static struct cheaper_price *add(unix_time depart, unix_time arrive, int64_t total)
{
    struct cheaper_price *price = &prices[journeys.count];
    items[journeys.count++] = (struct journey){.depart = depart, .arrive = arrive};
    *price = (struct cheaper_price){true, total, "EUR"};
    return price;
}

static void it_is_the_first_to_arrive_that_is_dearer(void **state)
{
    (void)state;
    add(100, 500, 160);
    add(110, 450, 240);
    add(120, 400, 940);
    add(130, 400, 840);
    assert_true(cheaper_mark(&journeys, prices, 0, &mark));
    assert_int_equal(mark.than, 3);
    assert_int_equal(mark.saves, 680);
    assert_int_equal(mark.earlier, 30);
    assert_int_equal(mark.later, 100);
    assert_false(cheaper_mark(&journeys, prices, 3, &mark));
}

static void what_is_slower_or_no_dearer_is_none(void **state)
{
    (void)state;
    add(100, 500, 160);
    add(99, 400, 240);
    add(110, 501, 240);
    add(110, 400, 160);
    assert_false(cheaper_mark(&journeys, prices, 0, &mark));
    add(100, 500, 161);
    assert_true(cheaper_mark(&journeys, prices, 0, &mark));
    assert_int_equal(mark.earlier + mark.later, 0);
}

static void what_nobody_knows_is_not_compared(void **state)
{
    (void)state;
    add(100, 500, 160);
    struct cheaper_price *price = add(110, 400, 940);
    price->known = false;
    assert_false(cheaper_mark(&journeys, prices, 0, &mark));
    price->known = true;
    prices[0].known = false;
    assert_false(cheaper_mark(&journeys, prices, 0, &mark));
}

/* Who walks pays nothing, in whatever currency; a free ride is one of its own. */
static void currencies_are_not_compared(void **state)
{
    (void)state;
    struct cheaper_price *own = add(100, 500, 0), *other = add(110, 400, 940);
    other->currency = "CHF";
    assert_false(cheaper_mark(&journeys, prices, 0, &mark));
    own->currency = "";
    assert_true(cheaper_mark(&journeys, prices, 0, &mark));
    assert_int_equal(mark.saves, 940);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup(name, begin)
    const struct CMUnitTest tests[] = {
        TEST(it_is_the_first_to_arrive_that_is_dearer),
        TEST(what_is_slower_or_no_dearer_is_none),
        TEST(what_nobody_knows_is_not_compared),
        TEST(currencies_are_not_compared),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
