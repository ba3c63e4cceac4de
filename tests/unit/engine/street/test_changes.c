#include "engine/street/changes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "tests/small_streets.h"

/* Streets of small_streets.h under a draft in which every stop but number 1 is served. */
struct case_of {
    struct small_streets small;
    struct draft draft;
    struct profile profile;
};

enum { UNSERVED = 1 };

static void make(struct case_of *it, uint64_t seed)
{
    struct random random = {seed * 104729};
    small_streets_make(&it->small, seed);
    it->profile = small_profile(&random);
    draft_init(&it->draft);
    for (uint32_t i = 0; i < it->small.stops; i++) {
        vec_push(&it->draft.stops, &(struct stop){0});
        if (i != UNSERVED)
            vec_push(&it->draft.calls, &(struct draft_call){.stop = i});
    }
    it->draft.streets = it->small.store; /* Lent. */
}

static void finish(struct case_of *it)
{
    streets_store_init(&it->draft.streets);
    draft_finish(&it->draft);
    small_streets_finish(&it->small);
}

static void find_some(const struct case_of *it, struct changes_ask ask, struct vec *walks)
{
    struct changes_report report;
    *walks = vec_of(sizeof(struct draft_walk));
    changes_find(&it->draft, &ask, walks, &report);
    assert_int_equal(report.pairs, walks->count);
    assert_true(report.stops <= it->small.stops);
}

static void find(const struct case_of *it, int32_t seconds, uint32_t threads, struct vec *walks)
{
    find_some(it, (struct changes_ask){it->profile, seconds, threads, UINT32_MAX}, walks);
}

/* Seconds that were found, -1: none; there may be one at most. */
static int32_t found(const struct vec *walks, uint32_t from, uint32_t to)
{
    const struct draft_walk *items = walks->data;
    int32_t seconds = -1;
    for (uint32_t i = 0; i < walks->count; i++)
        if (items[i].from == from && items[i].to == to) {
            assert_int_equal(seconds, -1);
            seconds = items[i].seconds;
        }
    return seconds;
}

/* What a plain search says. */
static int32_t expected(const struct case_of *it, const struct metric *metric, uint32_t from,
                        uint32_t to, int32_t seconds_max)
{
    struct door doors[2];
    if (from == to || from == UNSERVED || to == UNSERVED ||
        !door_of(&it->small.view, TIE_STOP, from, &doors[0]) ||
        !door_of(&it->small.view, TIE_STOP, to, &doors[1]))
        return -1;
    uint64_t cost = small_cost(metric, &doors[0], &doors[1], NULL);
    if (cost > (uint64_t)seconds_max * 1000000000)
        return -1;
    return (int32_t)((cost + 999999999) / 1000000000);
}

static void every_pair_in_reach_is_found_and_no_other(void **state)
{
    (void)state;
    uint32_t pairs = 0;
    for (uint64_t seed = 1; seed <= 500; seed++) {
        struct case_of it;
        struct vec walks;
        make(&it, seed);
        int32_t seconds_max = seed % 3 ? 300 : 100000;
        struct street_worker *worker = street_worker_create(&it.small.view);
        const struct metric *metric = street_worker_metric(worker, &it.profile);
        find(&it, seconds_max, 2, &walks);
        for (uint32_t a = 0; a < it.small.stops; a++)
            for (uint32_t b = 0; b < it.small.stops; b++)
                if (found(&walks, a, b) != expected(&it, metric, a, b, seconds_max))
                    fail_msg("world %d, %u to %u: %d and not %d", (int)seed, a, b,
                             found(&walks, a, b), expected(&it, metric, a, b, seconds_max));
        pairs += walks.count;
        vec_finish(&walks);
        street_worker_destroy(worker);
        finish(&it);
    }
    assert_in_range(pairs, 500, UINT32_MAX);
}

static void too_many_are_not_all_looked_for(void **state)
{
    (void)state;
    uint32_t fewer = 0;
    for (uint64_t seed = 1; seed <= 100; seed++) {
        struct case_of it;
        struct vec all, some;
        make(&it, seed);
        find(&it, 100000, 1, &all);
        find_some(&it, (struct changes_ask){it.profile, 100000, 2, 2}, &some);
        assert_true(all.count > 2 ? some.count > 2 : some.count == all.count);
        fewer += some.count < all.count;
        vec_finish(&all);
        vec_finish(&some);
        finish(&it);
    }
    assert_true(fewer > 50);
}

static void threads_change_nothing(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 100; seed++) {
        struct case_of it;
        struct vec one, many;
        make(&it, seed);
        find(&it, 100000, 1, &one);
        find(&it, 100000, 5, &many);
        assert_int_equal(one.count, many.count);
        if (one.count)
            assert_memory_equal(one.data, many.data, one.count * sizeof(struct draft_walk));
        vec_finish(&one);
        vec_finish(&many);
        finish(&it);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_pair_in_reach_is_found_and_no_other),
        cmocka_unit_test(threads_change_nothing),
        cmocka_unit_test(too_many_are_not_all_looked_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
