#include "engine/planner.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <pthread.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/memory.h"
#include "tests/built.h"

/*
 * One network, many planners, each on a thread of its own and in an order of its own: every answer
 * is the one a single thread gives. Run under the thread sanitizer (suite `world`).
 */

enum { THREADS = 6, QUESTIONS = 150 };

struct answer {
    uint32_t count;
    uint64_t sum; /* of departures, arrivals, transfers and runs ridden */
};

static struct built built;
static struct answer expected[QUESTIONS];

static int set_up(void **state)
{
    (void)state;
    built_from_paths(&built, (const char *const[]){"data/city/maree", "data/city/rivages", NULL});
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    built_finish(&built);
    return 0;
}

/* Question `number`: other places, days, directions and windows, some with a place to pass. */
static void make(uint32_t number, struct query *query, struct endpoint ends[2], struct via *via)
{
    uint32_t served = built.network.facts->served_stops;
    ends[0] = (struct endpoint){.stop = number * 37 % served, .seconds = 30};
    ends[1] = (struct endpoint){.stop = (number * 101 + 13) % served, .seconds = 60};
    *query = query_default;
    query->where = (struct query_where){&ends[0], &ends[1], 1, 1, via, number % 5 == 0};
    query->when.time = 1777593600 + number % 7 * 43200;
    query->when.arrive_by = number % 2;
    query->when.window_seconds = number % 3 ? 0 : 3600;
    query->needs.wheelchair = number % 4 ? WHEELCHAIR_NONE : WHEELCHAIR_UNKNOWN;
}

static void add(struct answer *answer, uint64_t value)
{
    answer->sum = (answer->sum ^ value) * UINT64_C(0x9e3779b97f4a7c15);
    answer->sum ^= answer->sum >> 29;
}

static struct answer sum_up(const struct journeys *journeys)
{
    struct answer answer = {.count = journeys->count};
    for (uint32_t i = 0; i < journeys->count; i++) {
        const struct journey *journey = &journeys->items[i];
        add(&answer, (uint64_t)journey->depart);
        add(&answer, (uint64_t)journey->arrive);
        add(&answer, journey->transfers);
        for (uint32_t k = 0; k < journey->leg_count; k++)
            if (journey->legs[k].kind == LEG_RIDE)
                add(&answer, journey->legs[k].run.trip);
    }
    return answer;
}

static bool answer_one(struct planner *planner, uint32_t number, struct arena *arena,
                       struct answer *answer)
{
    struct endpoint ends[2];
    stop_ix passed = number % built.network.facts->served_stops;
    struct via via = {.stops = &passed, .stop_count = 1};
    struct query query;
    struct journeys journeys;
    make(number, &query, ends, &via);
    arena_reset(arena);
    if (!planner_run(planner, &built.world, &query, arena, &journeys, NULL))
        return false;
    *answer = sum_up(&journeys);
    return true;
}

struct worker {
    pthread_t thread;
    uint32_t number;
    uint32_t wrong;
};

/* Its own stride through the questions, twice, so that schedules come and go differently. */
static void *work(void *context)
{
    static const uint32_t strides[THREADS] = {1, 7, 11, 13, 17, 149};
    struct worker *worker = context;
    struct planner *planner = planner_create(&built.network);
    struct arena arena = {0};
    for (uint32_t i = 0; i < 2 * QUESTIONS; i++) {
        uint32_t number = i * strides[worker->number] % QUESTIONS;
        struct answer answer;
        if (!answer_one(planner, number, &arena, &answer) ||
            answer.count != expected[number].count || answer.sum != expected[number].sum)
            worker->wrong++;
    }
    arena_finish(&arena);
    planner_destroy(planner);
    return NULL;
}

static void threads_answer_as_one_does(void **state)
{
    (void)state;
    struct planner *planner = planner_create(&built.network);
    struct arena arena = {0};
    uint32_t answered = 0;
    for (uint32_t i = 0; i < QUESTIONS; i++) {
        assert_true(answer_one(planner, i, &arena, &expected[i]));
        answered += expected[i].count > 0;
    }
    arena_finish(&arena);
    planner_destroy(planner);
    assert_true(answered > QUESTIONS / 2);

    struct worker workers[THREADS] = {0};
    for (uint32_t i = 0; i < THREADS; i++) {
        workers[i].number = i;
        assert_int_equal(pthread_create(&workers[i].thread, NULL, work, &workers[i]), 0);
    }
    for (uint32_t i = 0; i < THREADS; i++)
        pthread_join(workers[i].thread, NULL);
    for (uint32_t i = 0; i < THREADS; i++)
        assert_int_equal(workers[i].wrong, 0);
}

/* A planner that has answered other questions before gives the answer of a fresh one. */
static void planners_remember_nothing(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < QUESTIONS; i += 6) {
        struct planner *planner = planner_create(&built.network);
        struct arena arena = {0};
        struct answer answer;
        assert_true(answer_one(planner, i, &arena, &answer));
        assert_int_equal(answer.count, expected[i].count);
        assert_int_equal(answer.sum, expected[i].sum);
        arena_finish(&arena);
        planner_destroy(planner);
    }
    planner_destroy(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(threads_answer_as_one_does),
        cmocka_unit_test(planners_remember_nothing),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
