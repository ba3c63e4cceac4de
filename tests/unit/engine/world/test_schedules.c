#include "engine/world/schedules.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tests/rich.h"

/* The store of schedules: who shares what, who stays, and many threads at once. */

static struct built built;

static int set_up(void **state)
{
    (void)state;
    built_from(&built, rich_files);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    built_finish(&built);
    return 0;
}

/* Day `number` of May 2026. */
static struct schedule_span day(int number, enum direction direction)
{
    unix_time begin = (unix_time)civil_day_of(2026, 5, number) * 86400;
    return (struct schedule_span){begin, begin + 86400, direction};
}

static const struct schedule *acquire(struct schedules *schedules, struct schedule_span span)
{
    struct world world = {.network = &built.network};
    const struct schedule *schedule = schedules_acquire(schedules, &world, span, NULL);
    assert_non_null(schedule);
    return schedule;
}

static void test_one_for_all(void **state)
{
    (void)state;
    struct schedules *schedules = schedules_create(4, UINT64_MAX);
    const struct schedule *first = acquire(schedules, day(4, AHEAD));
    struct schedule_span within = day(4, AHEAD);
    within.begin += 3600;
    assert_ptr_equal(acquire(schedules, within), first);
    const struct schedule *back = acquire(schedules, day(4, BACK));
    assert_ptr_not_equal(back, first);
    assert_int_equal(back->span.direction, BACK);
    schedules_release(schedules, first);
    schedules_release(schedules, first);
    schedules_release(schedules, back);
    assert_ptr_equal(acquire(schedules, day(4, AHEAD)), first);
    schedules_release(schedules, first);
    schedules_destroy(schedules);
}

static void test_those_in_use_stay(void **state)
{
    (void)state;
    struct schedules *schedules = schedules_create(2, UINT64_MAX);
    const struct schedule *held = acquire(schedules, day(4, AHEAD));
    uint32_t lanes = held->lane_count;
    assert_true(lanes > 0);
    for (int number = 5; number < 12; number++)
        schedules_release(schedules, acquire(schedules, day(number, AHEAD)));
    assert_int_equal(held->lane_count, lanes);
    assert_ptr_equal(acquire(schedules, day(4, AHEAD)), held);
    schedules_release(schedules, held);
    schedules_release(schedules, held);
    schedules_destroy(schedules);
}

static void test_more_in_use_than_kept(void **state)
{
    (void)state;
    struct schedules *schedules = schedules_create(1, 1);
    const struct schedule *held[5];
    for (int i = 0; i < 5; i++)
        held[i] = acquire(schedules, day(4 + i, AHEAD));
    for (int i = 0; i < 5; i++)
        assert_int_equal(held[i]->span.begin, day(4 + i, AHEAD).begin);
    for (int i = 0; i < 5; i++)
        schedules_release(schedules, held[i]);
    schedules_release(schedules, NULL);
    schedules_destroy(schedules);
}

enum { THREADS = 4, TURNS = 200 };

static void *take_turns(void *context)
{
    struct schedules *schedules = context;
    struct world world = {.network = &built.network};
    for (int i = 0; i < TURNS; i++) {
        struct schedule_span span = day(4 + i % 7, i % 2 ? AHEAD : BACK);
        const struct schedule *schedule = schedules_acquire(schedules, &world, span, NULL);
        if (!schedule || schedule->span.begin != span.begin ||
            schedule->span.direction != span.direction)
            return schedules; /* Not what was asked for. */
        schedules_release(schedules, schedule);
    }
    return NULL;
}

static void test_many_threads(void **state)
{
    (void)state;
    struct schedules *schedules = schedules_create(3, UINT64_MAX);
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, take_turns, schedules), 0);
    for (int i = 0; i < THREADS; i++) {
        void *wrong;
        pthread_join(threads[i], &wrong);
        assert_null(wrong);
    }
    schedules_destroy(schedules);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_for_all),
        cmocka_unit_test(test_those_in_use_stay),
        cmocka_unit_test(test_more_in_use_than_kept),
        cmocka_unit_test(test_many_threads),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
