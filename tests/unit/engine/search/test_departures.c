/*
 * Doors of the source side by side, as shared vehicles open them: all of them together find what
 * each alone finds, though most departures are in vain then and are not searched.
 */
#include "engine/planner.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "engine/search/search.h"
#include "tests/built.h"
#include "tests/oracle/random.h"

/* Among these is one where a walk from the next call is what counts, which is rare. */
enum { FIRST = 2401, QUESTIONS = 250, ENDS = 24, WINDOW = 3600, WIDE = 24 * WINDOW };

static struct built built;
static struct planner *planner;
static struct arena arena;

static int set_up(void **state)
{
    (void)state;
    built_from_paths(&built, (const char *const[]){"data/city/maree", "data/city/rivages", NULL});
    planner = planner_create(&built.network);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_finish(&arena);
    planner_destroy(planner);
    built_finish(&built);
    return 0;
}

/* Most stops around a place, at a speed that may be that of a vehicle and perhaps faster or slower
 * to some, and one somewhere. */
struct asked {
    struct query query;
    struct endpoint near[ENDS], far;
    uint32_t near_count;
};

static void make(struct asked *asked, uint64_t seed)
{
    struct random random = {seed * 8191};
    const struct stop *stops = built.network.stops;
    uint32_t served = built.network.facts->served_stops;
    struct point place = stops[random_below(&random, (int)served)].at;
    double speed = random_in(&random, 1, 8);
    bool strange = random_chance(&random, 50);
    *asked = (struct asked){.query = query_default};
    for (stop_ix stop = 0; stop < served && asked->near_count < ENDS; stop++) {
        int32_t seconds = (int32_t)(geo_metres(place, stops[stop].at) / speed);
        if (strange)
            seconds = seconds * random_in(&random, 20, 400) / 100;
        if (seconds < 900 && random_chance(&random, 80))
            asked->near[asked->near_count++] = (struct endpoint){stop, seconds, false};
    }
    asked->far = (struct endpoint){(stop_ix)random_below(&random, (int)served),
                                   random_below(&random, 300), false};
    asked->query.when.time = 1777593600 + random_below(&random, 7 * 86400);
    asked->query.when.arrive_by = random_chance(&random, 50);
    asked->query.when.window_seconds = WINDOW;
}

static struct journeys run(const struct asked *asked, const struct endpoint *near, uint32_t count,
                           int32_t window_seconds)
{
    struct query query = asked->query;
    struct query_where *where = &query.where;
    struct journeys journeys;
    bool by = query.when.arrive_by;
    where->sources = by ? &asked->far : near;
    where->targets = by ? near : &asked->far;
    where->source_count = by ? 1 : count;
    where->target_count = by ? count : 1;
    query.when.window_seconds = window_seconds;
    assert_true(planner_run(planner, &built.world, &query, &arena, &journeys, NULL));
    return journeys;
}

static bool has(const struct journeys *journeys, const struct journey *journey)
{
    for (uint32_t i = 0; i < journeys->count; i++)
        if (journey_dominates(&journeys->items[i], journey) &&
            journey_dominates(journey, &journeys->items[i]))
            return true;
    return false;
}

static bool beats(const struct journeys *journeys, const struct journey *journey)
{
    for (uint32_t i = 0; i < journeys->count; i++)
        if (journey_dominates(&journeys->items[i], journey))
            return true;
    return false;
}

/* What one door alone finds the others find too, or something as good, perhaps beyond the window;
 * `seen` are those found that one of them has found. */
static void compare_one(const struct asked *asked, uint64_t seed, const struct endpoint *near,
                        const struct journeys *found, const struct journeys *wide, bool *seen)
{
    struct journeys alone = run(asked, near, 1, WINDOW);
    for (uint32_t i = 0; i < alone.count; i++)
        if (!beats(found, &alone.items[i]) && !beats(wide, &alone.items[i]))
            fail_msg("question %d: what stop %u finds is not found", (int)seed, near->stop);
    for (uint32_t i = 0; i < found->count; i++)
        seen[i] |= has(&alone, &found->items[i]);
}

static void doors_together_find_what_each_finds(void **state)
{
    (void)state;
    uint32_t journeys = 0, doors = 0;
    for (uint64_t seed = FIRST; seed < FIRST + QUESTIONS; seed++) {
        struct asked asked;
        bool seen[512] = {false};
        make(&asked, seed);
        arena_reset(&arena);
        struct journeys found = run(&asked, asked.near, asked.near_count, WINDOW);
        struct journeys wide = run(&asked, asked.near, asked.near_count, WIDE);
        assert_true(found.count <= sizeof seen);
        for (uint32_t i = 0; i < asked.near_count; i++)
            compare_one(&asked, seed, &asked.near[i], &found, &wide, seen);
        for (uint32_t i = 0; i < found.count; i++)
            if (!seen[i])
                fail_msg("question %d: no door alone finds journey %u", (int)seed, i);
        journeys += found.count;
        doors += asked.near_count;
    }
    print_message("%d questions, %u doors, %u journeys\n", QUESTIONS, doors, journeys);
    assert_in_range(journeys, QUESTIONS / 2, 100 * QUESTIONS);
    assert_in_range(doors, 3 * QUESTIONS, ENDS * QUESTIONS);
}

/* How many moments are searched: from all doors, and from each alone. */
static void departures_in_vain_are_not_searched(void **state)
{
    (void)state;
    uint64_t together = 0, alone = 0;
    for (uint64_t seed = FIRST; seed < FIRST + QUESTIONS; seed++) {
        struct asked asked;
        make(&asked, seed);
        arena_reset(&arena);
        run(&asked, asked.near, asked.near_count, WINDOW);
        together += planner_stats(planner)->departures;
        for (uint32_t i = 0; i < asked.near_count; i++) {
            run(&asked, &asked.near[i], 1, WINDOW);
            alone += planner_stats(planner)->departures - 1;
        }
    }
    print_message("%d moments, %d from each door alone\n", (int)together, (int)alone);
    assert_true(together * 4 < alone * 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(doors_together_find_what_each_finds),
        cmocka_unit_test(departures_in_vain_are_not_searched),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
