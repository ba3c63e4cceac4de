#include "engine/fare/late.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/small_tariff.h"

/* Prices that hang on a few minutes. LATE_SECONDS are five of them. */

static struct small_tariff small;
static const struct product_span nothing = {0};

static int set_up(void **state)
{
    (void)state;
    small_tariff_init(&small);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    small_tariff_finish(&small);
    return 0;
}

/* Two rides, from 08:00 and from so many minutes later. */
static void ride_twice(int later)
{
    small.ride_count = 0;
    small_ride(&small, 0, 0, 1, 480, 490);
    small_ride(&small, 0, 1, 2, 480 + later, 490 + later);
}

static void a_ticket_that_nearly_runs_out(void **state)
{
    (void)state;
    small_flat(&small, 0, "hour", 150)->seconds = 3600;
    ride_twice(55);
    assert_string_equal(small_priced(&small), "exact 150, hour:150:12");
    assert_int_equal(small.fare.total_max, 150);
    ride_twice(56);
    assert_string_equal(small_priced(&small), "estimate 150, hour:150:12, TIME_UNCERTAIN:3");
    assert_int_equal(small.fare.total_max, 300);
    assert_string_equal(small.fare.reasons[0].text,
                        "hour: if ride 2 were 5 minutes late, the price would be another.");
    ride_twice(61);
    assert_string_equal(small_priced(&small), "exact 300, hour:150:1, hour:150:2");
}

/* That the last rides are not priced has nothing to do with being late. */
static void a_journey_that_is_not_priced_to_its_end(void **state)
{
    (void)state;
    small_flat(&small, 0, "hour", 300)->seconds = 3600;
    small_flat(&small, 0, "one", 150)->transfers = 0;
    for (int i = 0; i < FARE_RIDES_MAX + 1; i++)
        small_ride(&small, 0, 0, 1, 480 + 56 * i, 490 + 56 * i);
    const struct fare *fare = small_price(&small);
    assert_int_equal(fare->total, FARE_RIDES_MAX * 150);
    assert_int_equal(fare->unknown, 1u << FARE_RIDES_MAX);
    assert_int_equal(fare->reason_count, 1);
    assert_string_equal(fare->reasons[0].code, "TOO_MANY_RIDES");
}

static void a_change_that_is_nearly_too_late(void **state)
{
    (void)state;
    uint32_t group = small_group(&small, 0, 3);
    small_leg_rule(&small, 0, group, small_product(&small, 0, "A", 200));
    struct fare_transfer_rule *rule = small_transfer(&small, 0, group, group, nothing);
    rule->limit_seconds = 3600;
    rule->limit_kind = DURATION_ARRIVE_DEPART;
    ride_twice(65);
    assert_string_equal(small_priced(&small), "exact 200, A:200:12");
    ride_twice(66);
    assert_string_equal(small_priced(&small), "estimate 200, A:200:12, TIME_UNCERTAIN:3");
    assert_int_equal(small.fare.total_max, 400);
}

/* Cheap until nine, dear from then on; or the other way round. */
static void an_hour_at_which_prices_change(void **state)
{
    (void)state;
    struct product_span early = small_product(&small, 0, "early", 100);
    struct product_span late = small_product(&small, 0, "late", 250);
    small.tariff.counts.timeframes = small.tariff.counts.timeframe_groups = 2;
    small.timeframes[0] = (struct timeframe){0, 9 * 3600, NO_IX};
    small.timeframes[1] = (struct timeframe){9 * 3600, 86400, NO_IX};
    small.timeframe_groups[0] = (struct timeframe_group){.count = 1, .named = 1};
    small.timeframe_groups[1] = (struct timeframe_group){.first = 1, .count = 1, .named = 1};
    small_leg_rule(&small, 0, small_group(&small, 0, 3), early)->from_times = 0;
    small_leg_rule(&small, 0, small_group(&small, 0, 3), late)->from_times = 1;
    small_ride(&small, 0, 0, 1, 534, 550);
    assert_string_equal(small_priced(&small), "exact 100, early:100:1");
    small.rides[0].depart += 60;
    assert_string_equal(small_priced(&small), "estimate 100, early:100:1, TIME_UNCERTAIN:1");
    assert_int_equal(small.fare.total_max, 250);
    small.fare_leg_rules[0].product = late;
    small.fare_leg_rules[1].product = early;
    assert_string_equal(small_priced(&small), "estimate 250, late:250:1, TIME_UNCERTAIN:1");
    assert_int_equal(small.fare.total_max, 250); /* it can only become cheaper */
}

/* Only the ride that is too late changes anything, and the worst of all cases is told. */
static void the_worst_of_several_delays(void **state)
{
    (void)state;
    small_flat(&small, 0, "A", 100)->seconds = 3600;
    small_flat(&small, 1, "B", 500)->seconds = 3600;
    const int starts[] = {480, 481, 538, 539};
    for (uint32_t i = 0; i < 4; i++)
        small_ride(&small, (feed_ix)(i % 2), i, i + 1, starts[i], starts[i] + 1);
    assert_string_equal(small_priced(&small),
                        "estimate 600, A:100:13, B:500:24, NO_THROUGH_FARE:f, TIME_UNCERTAIN:5");
    assert_int_equal(small.fare.total_max, 1200);
    small.rides[1].depart += 600;
    assert_string_equal(small_priced(&small),
                        "estimate 600, A:100:13, B:500:24, NO_THROUGH_FARE:f, TIME_UNCERTAIN:5");
    assert_int_equal(small.fare.total_max, 700);
}

/* One does not change, so one does not miss it either. */
static void who_stays_seated_is_not_late_by_that(void **state)
{
    (void)state;
    small_flat(&small, 0, "hour", 150)->seconds = 3600;
    ride_twice(58);
    small.rides[1].stays = true;
    assert_string_equal(small_priced(&small), "exact 150, hour:150:12");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_ticket_that_nearly_runs_out, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_journey_that_is_not_priced_to_its_end, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_change_that_is_nearly_too_late, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_hour_at_which_prices_change, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_worst_of_several_delays, set_up, tear_down),
        cmocka_unit_test_setup_teardown(who_stays_seated_is_not_late_by_that, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
