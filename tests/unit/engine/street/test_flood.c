#include "engine/street/worker.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <malloc.h>

#include <cmocka.h>

#include "engine/street/spread.h"
#include "tests/small_streets.h"

/* Streets, a traveller, two doors. */
struct case_of {
    struct small_streets small;
    struct street_worker *worker;
    const struct metric *metric;
    struct door from, to;
};

static void make(struct case_of *it, uint64_t seed)
{
    struct random random = {seed * 7919};
    struct profile profile = small_profile(&random);
    small_streets_make(&it->small, seed);
    it->worker = street_worker_create(&it->small.view);
    it->metric = street_worker_metric(it->worker, &profile);
    small_door(&it->small, &random, &it->from);
    small_door(&it->small, &random, &it->to);
}

static void finish(struct case_of *it)
{
    street_worker_destroy(it->worker);
    small_streets_finish(&it->small);
}

static void flood(struct case_of *it, enum flood_sense sense, uint64_t cost_max)
{
    struct flood_source source = {sense == FLOOD_FROM ? &it->from : &it->to, 0};
    struct flood_ask ask = {it->metric, sense, &source, 1, cost_max, NULL};
    flood_run(it->worker, &ask);
}

enum { WORLDS = 3000 };

static void floods_find_what_a_plain_search_finds(void **state)
{
    (void)state;
    uint32_t found = 0;
    for (uint64_t seed = 1; seed <= WORLDS; seed++) {
        struct case_of it;
        uint64_t arrived[64];
        make(&it, seed);
        uint64_t cost = small_cost(it.metric, &it.from, &it.to, arrived);
        flood(&it, FLOOD_FROM, COST_NEVER);
        for (vertex_ix v = 0; v < streets_vertices(&it.small.view); v++)
            if (flood_cost(it.worker, v) != arrived[v])
                fail_msg("world %d, vertex %u", (int)seed, v);
        if (flood_door_cost(it.worker, &it.to) != cost)
            fail_msg("world %d: %llu and not %llu", (int)seed,
                     (unsigned long long)flood_door_cost(it.worker, &it.to),
                     (unsigned long long)cost);
        if (metric_is_time(it.metric))
            assert_true(flood_door_time(it.worker, &it.to) == cost);
        found += cost != COST_NEVER;
        finish(&it);
    }
    assert_in_range(found, WORLDS / 5, WORLDS);
}

static void there_and_back_is_the_same(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= WORLDS; seed++) {
        struct case_of it;
        make(&it, seed);
        flood(&it, FLOOD_FROM, COST_NEVER);
        uint64_t cost = flood_door_cost(it.worker, &it.to);
        flood(&it, FLOOD_TO, COST_NEVER);
        if (flood_door_cost(it.worker, &it.from) != cost)
            fail_msg("world %d", (int)seed);
        finish(&it);
    }
}

static void what_lies_beyond_the_bound_has_no_cost(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= WORLDS / 5; seed++) {
        struct case_of it;
        uint64_t arrived[64], bound = seed % 400 * 1000000000;
        make(&it, seed);
        uint64_t cost = small_cost(it.metric, &it.from, &it.to, arrived);
        flood(&it, FLOOD_FROM, bound);
        for (vertex_ix v = 0; v < streets_vertices(&it.small.view); v++)
            assert_true(flood_cost(it.worker, v) ==
                        (arrived[v] <= bound ? arrived[v] : COST_NEVER));
        assert_true(flood_door_cost(it.worker, &it.to) == (cost <= bound ? cost : COST_NEVER));
        finish(&it);
    }
}

static void vertices_are_settled_once_and_nearest_first(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= WORLDS / 5; seed++) {
        struct case_of it;
        uint32_t count;
        bool seen[64] = {false};
        make(&it, seed);
        flood(&it, FLOOD_FROM, COST_NEVER);
        const vertex_ix *settled = flood_settled(it.worker, &count);
        uint64_t before = 0;
        for (uint32_t i = 0; i < count; i++) {
            uint32_t best;
            assert_false(seen[settled[i]]);
            seen[settled[i]] = true;
            assert_true(spread_best(it.worker, settled[i], false, &best));
            assert_true(it.worker->labels[best].cost >= before);
            before = it.worker->labels[best].cost;
        }
        for (vertex_ix v = 0; v < streets_vertices(&it.small.view); v++) {
            uint32_t best;
            assert_true(seen[v] == spread_best(it.worker, v, false, &best));
        }
        finish(&it);
    }
}

/* Several sources with what was spent before are as good as the best of them alone. */
static void many_sources_are_the_best_of_them(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= WORLDS / 5; seed++) {
        struct case_of it;
        struct door doors[3];
        struct flood_source sources[3];
        struct random random = {seed};
        uint64_t best = COST_NEVER;
        make(&it, seed);
        for (int i = 0; i < 3; i++) {
            small_door(&it.small, &random, &doors[i]);
            sources[i] = (struct flood_source){&doors[i], (uint64_t)i * 50000000000};
            uint64_t cost = small_cost(it.metric, &doors[i], &it.to, NULL);
            if (cost != COST_NEVER && cost + sources[i].cost < best)
                best = cost + sources[i].cost;
        }
        struct flood_ask ask = {it.metric, FLOOD_FROM, sources, 3, COST_NEVER, NULL};
        flood_run(it.worker, &ask);
        assert_true(flood_door_cost(it.worker, &it.to) == best);
        finish(&it);
    }
}

static void floods_that_end_early_know_their_doors(void **state)
{
    (void)state;
    uint32_t shorter = 0;
    for (uint64_t seed = 1; seed <= WORLDS / 5; seed++) {
        struct case_of it;
        struct door doors[4];
        uint64_t costs[4];
        uint32_t all, some;
        struct random random = {seed * 3};
        make(&it, seed);
        struct flood_source source = {&it.from, 0};
        struct flood_ask ask = {it.metric, FLOOD_FROM, &source, 1, COST_NEVER, NULL};
        flood_run(it.worker, &ask);
        flood_settled(it.worker, &all);
        for (int i = 0; i < 4; i++) {
            small_door(&it.small, &random, &doors[i]);
            costs[i] = flood_door_cost(it.worker, &doors[i]);
        }
        flood_run_to(it.worker, &ask, doors, seed % 5);
        flood_settled(it.worker, &some);
        for (uint64_t i = 0; i < seed % 5; i++)
            assert_true(flood_door_cost(it.worker, &doors[i]) == costs[i]);
        assert_true(some <= all);
        shorter += seed % 5 && some < all;
        finish(&it);
    }
    assert_true(shorter > WORLDS / 50);
}

static void a_worker_kept_alive_allocates_nothing(void **state)
{
    (void)state;
    struct case_of it;
    make(&it, 3);
    struct profile profiles[6];
    struct random random = {5};
    for (int i = 0; i < 6; i++)
        profiles[i] = small_profile(&random);
    uint32_t room = it.worker->heap.entries.room;
    struct mallinfo2 before = {0};
    for (int round = 0; round < 300; round++) {
        if (round == 100)
            before = mallinfo2();
        it.metric = street_worker_metric(it.worker, &profiles[round % 6]);
        small_door(&it.small, &random, &it.from);
        small_door(&it.small, &random, &it.to);
        flood(&it, round & 1 ? FLOOD_FROM : FLOOD_TO, COST_NEVER);
        flood_door_cost(it.worker, &it.to);
    }
    assert_int_equal(mallinfo2().uordblks, before.uordblks);
    assert_int_equal(it.worker->heap.entries.room, room);
    finish(&it);
}

/* Stamps come round once in two thousand million searches; old labels must not come back then. */
static void stamps_may_run_over(void **state)
{
    (void)state;
    struct case_of it;
    make(&it, 11);
    flood(&it, FLOOD_FROM, COST_NEVER);
    uint64_t cost = flood_door_cost(it.worker, &it.to);
    it.worker->stamp = UINT32_MAX - 4;
    for (int i = 0; i < 6; i++) {
        flood(&it, FLOOD_FROM, 0);
        flood(&it, FLOOD_FROM, COST_NEVER);
        assert_true(flood_door_cost(it.worker, &it.to) == cost);
    }
    finish(&it);
}

static void metrics_are_kept_until_eight_others_came(void **state)
{
    (void)state;
    struct case_of it;
    struct profile profile = profile_of(TRAVEL_FOOT);
    make(&it, 4);
    const struct metric *first = street_worker_metric(it.worker, &profile);
    for (int i = 1; i <= 8; i++) {
        struct profile other = profile;
        other.metres_per_second += i;
        assert_ptr_not_equal(street_worker_metric(it.worker, &other), first);
    }
    assert_true(first->profile.metres_per_second < 1.3);
    assert_ptr_equal(street_worker_metric(it.worker, &profile), first);
    finish(&it);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(floods_find_what_a_plain_search_finds),
        cmocka_unit_test(there_and_back_is_the_same),
        cmocka_unit_test(what_lies_beyond_the_bound_has_no_cost),
        cmocka_unit_test(vertices_are_settled_once_and_nearest_first),
        cmocka_unit_test(many_sources_are_the_best_of_them),
        cmocka_unit_test(floods_that_end_early_know_their_doors),
        cmocka_unit_test(a_worker_kept_alive_allocates_nothing),
        cmocka_unit_test(stamps_may_run_over),
        cmocka_unit_test(metrics_are_kept_until_eight_others_came),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
