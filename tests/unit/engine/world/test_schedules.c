#include "engine/world/schedules.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/rich_fleet.h"
#include "tests/rich_live.h"

/* The store of schedules: who shares what, who stays, and many threads at once. */

static struct built built;

static int set_up(void **state)
{
    (void)state;
    rich_build(&built);
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

/* The live image of rich_live.h, and another bicycle system with it if `shared`. */
static void say(struct live *live, const char *name, const char *shared)
{
    char path[256];
    struct fleet fleet;
    snprintf(path, sizeof path, "%s", scratch_path(&built.scratch, name));
    struct live_draft *draft = rich_live_draft(&built.network);
    if (shared) {
        rich_fleet_make(&fleet, shared, &built.network);
        live_draft_add_fleet(draft, &fleet, 0);
    }
    assert_true(live_freeze(draft, 1777593600, 1, path, NULL));
    assert_true(live_open(live, path, &built.network, NULL));
    live_draft_destroy(draft);
    if (shared)
        fleet_finish(&fleet);
}

/* What was asked of the first day, there and back, is there for the world without laying out more
 * than so much. */
static void expect_ready(struct schedules *schedules, const struct world *world, uint64_t laid_out)
{
    for (int direction = AHEAD; direction <= BACK; direction++) {
        const struct schedule *schedule =
            schedules_acquire(schedules, world, day(1, (enum direction)direction), NULL);
        assert_non_null(schedule);
        assert_true(schedule->live == (world->live != NULL));
        schedules_release(schedules, schedule);
    }
    assert_int_equal(schedules_laid_out(schedules), laid_out);
}

static void test_worlds_whose_runs_are_the_same_share(void **state)
{
    (void)state;
    struct live before, bikes, later;
    say(&before, "before", NULL);
    say(&bikes, "bikes", "bikes-c");
    struct world promise = {.network = &built.network};
    struct world first = {.network = &built.network, .live = &before};
    struct world second = {.network = &built.network, .live = &bikes};
    struct schedules *schedules = schedules_create(12, UINT64_MAX);
    expect_ready(schedules, &first, 2);
    schedules_renew(schedules, &first, &second);
    assert_int_equal(schedules_laid_out(schedules), 2); /* None: only bicycles are elsewhere. */
    expect_ready(schedules, &second, 2);
    expect_ready(schedules, &first, 2); /* Somebody still asks the old world. */
    schedules_forget(schedules, &first);
    live_close(&before);
    expect_ready(schedules, &second, 2);
    /* Another state of what runs, or none, is laid out anew. */
    schedules_renew(schedules, &second, &promise);
    assert_int_equal(schedules_laid_out(schedules), 4);
    struct trip trips[64];
    assert_in_range(bikes.counts.trips, 1, 64);
    memcpy(trips, bikes.trips, bikes.counts.trips * sizeof *trips);
    trips[bikes.counts.trips - 1].start++;
    later = bikes;
    later.trips = trips;
    struct world third = {.network = &built.network, .live = &later};
    schedules_renew(schedules, &second, &third);
    assert_int_equal(schedules_laid_out(schedules), 6);
    /* What is nobody's is gone: who comes to live at that address has it laid out. */
    schedules_forget(schedules, &second);
    expect_ready(schedules, &third, 6);
    expect_ready(schedules, &second, 8);
    schedules_destroy(schedules);
    live_close(&bikes);
}

static void test_vehicles_and_alerts_lay_nothing_out(void **state)
{
    (void)state;
    struct live live, other;
    say(&live, "live", NULL);
    other = live;
    other.counts.alerts = 0;
    other.counts.vehicles = 0;
    struct live_facts facts = *live.facts;
    facts.digest++;
    other.facts = &facts;
    struct world first = {.network = &built.network, .live = &live};
    struct world second = {.network = &built.network, .live = &other};
    struct schedules *schedules = schedules_create(12, UINT64_MAX);
    expect_ready(schedules, &first, 2);
    schedules_renew(schedules, &first, &second);
    expect_ready(schedules, &second, 2);
    schedules_destroy(schedules);
    live_close(&live);
}

/* More worlds at a time than one schedule can be of. */
static void test_who_finds_no_place_has_its_own(void **state)
{
    (void)state;
    enum { WORLDS = 20 };
    struct live live, others[WORLDS];
    say(&live, "live", NULL);
    struct world last = {.network = &built.network, .live = &live};
    struct schedules *schedules = schedules_create(100, UINT64_MAX);
    expect_ready(schedules, &last, 2);
    for (int i = 0; i < WORLDS; i++) {
        others[i] = live;
        struct world next = {.network = &built.network, .live = &others[i]};
        schedules_renew(schedules, &last, &next);
        expect_ready(schedules, &next, schedules_laid_out(schedules));
        last = next;
    }
    assert_in_range(schedules_laid_out(schedules), 4, 8);
    schedules_destroy(schedules);
    live_close(&live);
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
        cmocka_unit_test(test_worlds_whose_runs_are_the_same_share),
        cmocka_unit_test(test_vehicles_and_alerts_lay_nothing_out),
        cmocka_unit_test(test_who_finds_no_place_has_its_own),
        cmocka_unit_test(test_many_threads),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
