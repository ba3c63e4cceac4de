#include "engine/street/worker.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/small_streets.h"

enum { WORLDS = 3000 };

/* Streets, a traveller, two doors and the way between them. */
struct case_of {
    struct small_streets small;
    struct street_worker *worker;
    const struct metric *metric;
    struct door from, to;
    struct arena arena;
    struct path path;
    bool found;
};

static void make(struct case_of *it, uint64_t seed)
{
    struct random random = {seed * 104729};
    struct profile profile = small_profile(&random);
    *it = (struct case_of){.found = false};
    small_streets_make(&it->small, seed);
    it->worker = street_worker_create(&it->small.view);
    it->metric = street_worker_metric(it->worker, &profile);
    small_door(&it->small, &random, &it->from);
    small_door(&it->small, &random, &it->to);
    struct path_ask ask = {it->metric, &it->from, &it->to, COST_NEVER};
    it->found = path_find(it->worker, &ask, &it->arena, &it->path);
}

static void finish(struct case_of *it)
{
    arena_finish(&it->arena);
    street_worker_destroy(it->worker);
    small_streets_finish(&it->small);
}

static void paths_cost_what_floods_say(void **state)
{
    (void)state;
    uint32_t found = 0;
    for (uint64_t seed = 1; seed <= WORLDS; seed++) {
        struct case_of it;
        make(&it, seed);
        uint64_t cost = it.found ? it.path.cost : COST_NEVER;
        if (cost != small_cost(it.metric, &it.from, &it.to, NULL))
            fail_msg("world %d", (int)seed);
        found += it.found;
        if (it.found) {
            struct path again;
            struct path_ask ask = {it.metric, &it.from, &it.to, cost};
            assert_true(path_find(it.worker, &ask, &it.arena, &again));
            ask.cost_max = cost - 1;
            assert_false(cost && path_find(it.worker, &ask, &it.arena, &again));
        }
        finish(&it);
    }
    assert_in_range(found, WORLDS / 5, WORLDS);
}

/* Each begins where the one before ended. */
static void check_chain(const struct case_of *it)
{
    const struct streets *streets = &it->small.view;
    const struct path *path = &it->path;
    for (uint32_t i = 1; i < path->piece_count; i++) {
        const struct path_piece *one = &path->pieces[i - 1], *two = &path->pieces[i];
        const struct street_edge *before = &streets->street_edges[one->way >> 1];
        const struct street_edge *after = &streets->street_edges[two->way >> 1];
        struct point end = streets->street_vertices[one->way & 1 ? before->from : before->to].at;
        struct point begin = streets->street_vertices[two->way & 1 ? after->to : after->from].at;
        assert_int_equal(end.lat, begin.lat);
        assert_int_equal(end.lon, begin.lon);
        assert_int_equal(one->end_mm, before->length_mm);
        assert_int_equal(two->begin_mm, 0);
    }
}

static void pieces_add_up(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= WORLDS; seed++) {
        struct case_of it;
        make(&it, seed);
        const struct path *path = &it.path;
        uint64_t off = (uint64_t)path->from_off_mm + path->to_off_mm;
        uint64_t time = off * it.metric->off_pace, length = off;
        for (uint32_t i = 0; it.found && i < path->piece_count; i++) {
            assert_true(path->pieces[i].begin_mm <= path->pieces[i].end_mm);
            time += path->pieces[i].time;
            length += path->pieces[i].end_mm - path->pieces[i].begin_mm;
        }
        if (it.found) {
            assert_true(time == path->time);
            assert_int_equal(length, path->length_mm);
            assert_true(!metric_is_time(it.metric) || path->time == path->cost);
            check_chain(&it);
        }
        finish(&it);
    }
}

/* Its length is that of the pieces: nothing is left out and nothing is jumped over. */
static void lines_are_as_long_as_their_pieces(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= WORLDS / 3; seed++) {
        struct case_of it;
        struct point *points;
        make(&it, seed);
        if (it.found && it.path.piece_count) {
            it.path.from = it.path.to = (struct point){0, 0};
            uint32_t count = path_points(&it.small.view, &it.path, &it.arena, &points);
            double metres = 0, expected = -0.001 * it.path.from_off_mm - 0.001 * it.path.to_off_mm;
            for (uint32_t i = 2; i + 1 < count; i++)
                metres += geo_metres(points[i - 1], points[i]);
            expected += 0.001 * it.path.length_mm;
            for (uint32_t i = 1; i < count; i++)
                assert_true(points[i - 1].lat != points[i].lat ||
                            points[i - 1].lon != points[i].lon);
            if (metres > expected + 0.5 || metres < expected - 0.5)
                fail_msg("world %d: %f m and not %f", (int)seed, metres, expected);
        }
        finish(&it);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths_cost_what_floods_say),
        cmocka_unit_test(pieces_add_up),
        cmocka_unit_test(lines_are_as_long_as_their_pieces),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
