/*
 * Ends with shared vehicles beside one's own, and journeys that are known already: what is found is
 * what two questions and a filter give.
 */
#include "engine/planner.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/built.h"
#include "tests/oracle/random.h"

enum { QUESTIONS = 600, ENDS = 3, FOUND_MAX = 512 };

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

/* One question with two ways of coming to the far end, or of starting at the near one. */
struct asked {
    struct query query;
    struct endpoint near[ENDS], own[ENDS], hired[ENDS], both[2 * ENDS];
    stop_ix passed;
    struct via via;
    const struct query_beyond *beyond; /* goes with what is known */
};

static void make_ends(struct random *random, struct endpoint *ends, int32_t seconds, bool hired)
{
    for (uint32_t i = 0; i < ENDS; i++)
        ends[i] =
            (struct endpoint){(stop_ix)random_below(random, (int)built.network.facts->served_stops),
                              random_in(random, hired, seconds), hired};
}

static void make(struct asked *asked, uint64_t seed)
{
    struct random random = {seed * 8191};
    make_ends(&random, asked->near, 600, false);
    make_ends(&random, asked->own, 900, false);
    make_ends(&random, asked->hired, 300, true);
    for (uint32_t i = 0; i < ENDS; i++) {
        asked->both[i] = asked->own[i];
        asked->both[ENDS + i] = asked->hired[i];
    }
    asked->beyond = NULL;
    asked->passed = (stop_ix)random_below(&random, (int)built.network.facts->served_stops);
    asked->via = (struct via){.stops = &asked->passed, .stop_count = 1};
    asked->query = query_default;
    asked->query.when.time = 1777593600 + random_below(&random, 7 * 86400);
    asked->query.when.arrive_by = random_chance(&random, 50);
    asked->query.when.window_seconds = random_chance(&random, 60) ? 5400 : 0;
    asked->query.where.vias = &asked->via;
    asked->query.where.via_count = random_chance(&random, 15);
}

static struct journeys run(const struct asked *asked, const struct endpoint *near,
                           const struct endpoint *far, uint32_t far_count,
                           const struct journeys *known)
{
    struct query query = asked->query;
    struct query_where *where = &query.where;
    struct journeys journeys;
    bool by = query.when.arrive_by;
    where->sources = by ? far : near;
    where->targets = by ? near : far;
    where->source_count = by ? far_count : ENDS;
    where->target_count = by ? ENDS : far_count;
    if (known)
        query.known = (struct query_known){known->items, known->count, asked->beyond};
    assert_true(planner_run(planner, &built.world, &query, &arena, &journeys, NULL));
    return journeys;
}

static bool hires(const struct journey *journey)
{
    for (uint32_t i = 0; i < journey->leg_count; i++)
        if (journey->legs[i].hired)
            return true;
    return false;
}

/* Where just the next journeys are asked for, when one leaves is not looked at. */
static bool beats(const struct asked *asked, const struct journey *a, const struct journey *b,
                  bool ties)
{
    const struct query_when *when = &asked->query.when;
    if (when->window_seconds)
        return journey_dominates(a, b);
    int64_t sooner = when->arrive_by ? a->depart - b->depart : b->arrive - a->arrive;
    return a->transfers <= b->transfers && (ties ? sooner >= 0 : sooner > 0);
}

/* Leaves those that none of `others` beats. */
static void filter(const struct asked *asked, struct journeys *journeys,
                   const struct journeys *others, bool ties)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < journeys->count; i++) {
        bool beaten = false;
        for (uint32_t k = 0; k < others->count; k++)
            beaten |= beats(asked, &others->items[k], &journeys->items[i], ties);
        if (!beaten)
            journeys->items[kept++] = journeys->items[i];
    }
    journeys->count = kept;
}

static bool alike(const struct asked *asked, const struct journey *a, const struct journey *b)
{
    const struct query_when *when = &asked->query.when;
    bool depart = a->depart == b->depart, arrive = a->arrive == b->arrive;
    return a->transfers == b->transfers && (when->window_seconds ? depart && arrive
                                            : when->arrive_by    ? depart
                                                                 : arrive);
}

static void compare(const struct asked *asked, uint64_t seed, const char *what,
                    const struct journeys *found, const struct journeys *wanted)
{
    if (found->count != wanted->count)
        fail_msg("question %d, %s: %u journeys and not %u", (int)seed, what, found->count,
                 wanted->count);
    for (uint32_t i = 0; i < found->count; i++)
        if (!alike(asked, &found->items[i], &wanted->items[i]))
            fail_msg("question %d, %s: journey %u differs", (int)seed, what, i);
}

/* All of one's own that may beat one in the window, those beyond it too. */
static struct journeys run_wide(struct asked *asked)
{
    int32_t *window = &asked->query.when.window_seconds, before = *window;
    *window *= 24;
    struct journeys wide = run(asked, asked->near, asked->own, ENDS, NULL);
    *window = before;
    return wide;
}

/* Takes those with, or those without, vehicles out into a list of their own. */
static struct journeys those(const struct journeys *journeys, bool hired)
{
    struct journeys some = {arena_array(&arena, journeys->count, sizeof *some.items), 0};
    for (uint32_t i = 0; i < journeys->count; i++)
        if (hires(&journeys->items[i]) == hired)
            some.items[some.count++] = journeys->items[i];
    return some;
}

static void hired_ends_stand_beside_ones_own(void **state)
{
    (void)state;
    uint32_t hired = 0, own = 0;
    for (uint64_t seed = 1; seed <= QUESTIONS; seed++) {
        struct asked asked;
        make(&asked, seed);
        arena_reset(&arena);
        struct journeys base = run(&asked, asked.near, asked.own, ENDS, NULL);
        struct endpoint plain[ENDS];
        for (uint32_t i = 0; i < ENDS; i++)
            plain[i] = (struct endpoint){asked.hired[i].stop, asked.hired[i].seconds, false};
        struct journeys alone = run(&asked, asked.near, plain, ENDS, NULL);
        struct journeys wide = run_wide(&asked);
        struct journeys both = run(&asked, asked.near, asked.both, 2 * ENDS, NULL);
        filter(&asked, &alone, &wide, true);
        struct journeys without = those(&both, false), with = those(&both, true);
        compare(&asked, seed, "own", &without, &base);
        compare(&asked, seed, "hired", &with, &alone);
        hired += with.count;
        own += base.count;
    }
    print_message("%d questions, %u journeys, %u with vehicles\n", QUESTIONS, own, hired);
    assert_in_range(hired, QUESTIONS / 2, 100 * QUESTIONS);
}

static void known_journeys_are_beaten(void **state)
{
    (void)state;
    uint32_t found = 0, all = 0;
    for (uint64_t seed = 1; seed <= QUESTIONS; seed++) {
        struct asked asked;
        make(&asked, seed);
        arena_reset(&arena);
        struct journeys base = run(&asked, asked.near, asked.own, ENDS, NULL);
        struct journeys wanted = run(&asked, asked.hired, asked.own, ENDS, NULL);
        struct journeys better = run(&asked, asked.hired, asked.own, ENDS, &base);
        all += wanted.count;
        filter(&asked, &wanted, &base, false);
        compare(&asked, seed, "known", &better, &wanted);
        found += better.count;
    }
    print_message("%d questions, %u journeys, %u not beaten\n", QUESTIONS, all, found);
    assert_in_range(found, QUESTIONS / 4, all - QUESTIONS / 4);
}

/* Who leaves after the window is not found in it, and beats some that are. */
static void what_lies_beyond_the_window_is_beaten(void **state)
{
    (void)state;
    uint32_t found = 0, all = 0;
    for (uint64_t seed = 1; seed <= QUESTIONS; seed++) {
        struct asked asked;
        make(&asked, seed);
        arena_reset(&arena);
        if (!asked.query.when.window_seconds)
            continue;
        struct journeys base = run(&asked, asked.near, asked.own, ENDS, NULL);
        const struct query_beyond beyond = *planner_beyond(planner);
        struct journeys wide = run_wide(&asked);
        struct journeys wanted = run(&asked, asked.hired, asked.own, ENDS, &base);
        all += wanted.count;
        filter(&asked, &wanted, &wide, false);
        asked.beyond = &beyond;
        struct journeys better = run(&asked, asked.hired, asked.own, ENDS, &base);
        compare(&asked, seed, "beyond", &better, &wanted);
        found += better.count;
    }
    print_message("%u journeys that are known, %u without what is beyond\n", all, found);
    assert_in_range(found, QUESTIONS / 8, all - QUESTIONS / 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hired_ends_stand_beside_ones_own),
        cmocka_unit_test(known_journeys_are_beaten),
        cmocka_unit_test(what_lies_beyond_the_window_is_beaten),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
