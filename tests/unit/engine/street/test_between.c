/* Hops from stops to stops by a shared vehicle, against the plain search from each of the stops. */
#include "engine/street/between.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/small_rides.h"

enum { WORLDS = 100, STOPS_MAX = 16 };

static struct arena arena;

static int tear_down(void **state)
{
    (void)state;
    arena_finish(&arena);
    return 0;
}

/* Streets, what is lent on them, who asks and from where. */
struct case_of {
    struct random random;
    struct small_streets small;
    struct small_rides rides;
    struct street_worker *worker;
    struct stop stops[STOPS_MAX];
    struct network network;
    struct means means;
    struct endpoint sources[STOPS_MAX], rooms[STOPS_MAX];
    struct between_ask ask;
};

/* A vertex where the stop is tied, or the first of all. */
static vertex_ix vertex_of(const struct small_streets *small, stop_ix stop)
{
    for (uint32_t i = 0; i < small->view.counts.street_ties; i++) {
        const struct street_tie *tie = &small->view.street_ties[i];
        if (tie->kind == TIE_STOP && tie->record == stop)
            return tie->vertex;
    }
    return 0;
}

static void make(struct case_of *it, uint64_t seed)
{
    static const enum travel vehicles[] = {TRAVEL_BICYCLE, TRAVEL_SCOOTER, TRAVEL_CAR};
    *it = (struct case_of){.random = {seed * 7307}};
    small_streets_make(&it->small, seed);
    small_rides_make(&it->rides, &it->small, &it->random);
    it->worker = street_worker_create(&it->small.view);
    for (uint32_t i = 0; i < it->small.stops; i++)
        it->stops[i].at = it->small.view.street_vertices[vertex_of(&it->small, i)].at;
    it->network = (struct network){.stops = it->stops};
    it->means = (struct means){
        .kind = MEANS_HIRED,
        .profile = profile_of(vehicles[random_below(&it->random, 3)]),
        .on_foot = profile_of(TRAVEL_FOOT),
        .handling_seconds = random_in(&it->random, 0, 90),
        .return_seconds = random_in(&it->random, 0, 60),
        .lending = &it->rides.lending,
    };
    it->ask = (struct between_ask){
        .sources = it->sources,
        .means = &it->means,
        .means_count = 1,
        .hop_seconds_max = 50000,
        .seconds_max = 100000,
    };
    for (stop_ix stop = 0; stop < it->small.stops; stop++)
        if (random_chance(&it->random, 60))
            it->sources[it->ask.source_count++] =
                (struct endpoint){stop, random_below(&it->random, 900), false};
}

static void finish(struct case_of *it)
{
    street_worker_destroy(it->worker);
    small_streets_finish(&it->small);
    arena_reset(&arena);
}

static struct small_hire hire_of(const struct case_of *it)
{
    return (struct small_hire){street_worker_metric(it->worker, &it->means.on_foot),
                               street_worker_metric(it->worker, &it->means.profile),
                               (uint64_t)it->means.handling_seconds * 1000000000,
                               (uint64_t)it->means.return_seconds * 1000000000};
}

/* Seconds that are too many for any bound. */
enum { NEVER = 1 << 28 };

static int32_t seconds_of(uint64_t cost)
{
    return cost == COST_NEVER ? NEVER : (int32_t)((cost + 999999999) / 1000000000);
}

/* From a source to a stop; backwards the other way round. By `by`, or (NULL) by the best ride, or
 * on foot alone. */
struct pair {
    stop_ix source, stop;
    const struct hire *by;
    bool walk;
};

static int32_t seconds_between(const struct case_of *it, const struct pair *pair)
{
    struct small_hire hire = hire_of(it);
    struct door from, to;
    if (!door_of(&it->small.view, TIE_STOP, it->ask.back ? pair->stop : pair->source, &from) ||
        !door_of(&it->small.view, TIE_STOP, it->ask.back ? pair->source : pair->stop, &to))
        return NEVER;
    if (pair->walk)
        return seconds_of(small_cost(hire.foot, &from, &to, NULL));
    return seconds_of(pair->by ? small_rides_cost_by(&it->rides, &hire, &from, &to, *pair->by)
                               : small_rides_cost(&it->rides, &hire, &from, &to));
}

/* The soonest at the stop from any source, within the bound of a hop. */
static int32_t soonest(const struct case_of *it, stop_ix stop, bool walk)
{
    int32_t best = NEVER;
    for (uint32_t i = 0; i < it->ask.source_count; i++) {
        const struct endpoint *source = &it->sources[i];
        int32_t took = seconds_between(it, &(struct pair){source->stop, stop, NULL, walk});
        if (!walk && (took > it->ask.hop_seconds_max || source->stop == stop))
            continue;
        if (source->seconds + took < best)
            best = source->seconds + took;
    }
    return best <= it->ask.seconds_max ? best : NEVER;
}

/* Whether there is room for that at the stop. */
static bool fits(const struct case_of *it, stop_ix stop, int32_t seconds)
{
    for (uint32_t i = 0; i < it->ask.room_count; i++)
        if (it->rooms[i].stop == stop)
            return seconds <= it->rooms[i].seconds;
    return !it->ask.rooms;
}

static const struct between_hop *hop_at(const struct between_hops *hops, stop_ix stop)
{
    for (uint32_t i = 0; i < hops->count; i++)
        if (hops->items[i].stop == stop)
            return &hops->items[i];
    return NULL;
}

/* What is said of a hop is so. */
static void check(const struct case_of *it, uint64_t seed, const struct between_hop *hop)
{
    int32_t took = seconds_between(it, &(struct pair){hop->source, hop->stop, &hop->hire, false});
    if (took != hop->took || took > it->ask.hop_seconds_max)
        fail_msg("world %d: from %u to %u in %d s and not %d", (int)seed, hop->source, hop->stop,
                 hop->took, took);
    for (uint32_t i = 0; i < it->ask.source_count; i++)
        if (it->sources[i].stop == hop->source)
            assert_int_equal(hop->seconds, it->sources[i].seconds + took);
}

struct tally {
    uint32_t found, on_foot, hidden;
};

/* No hop is better than the best; one that is worse, or none, where a walk is better still. */
static void compare(const struct case_of *it, uint64_t seed, bool bounded, struct tally *tally)
{
    struct between_hops hops;
    between_run(&it->network, it->worker, &it->ask, &arena, &hops);
    for (stop_ix stop = 0; stop < it->small.stops; stop++) {
        const struct between_hop *hop = hop_at(&hops, stop);
        int32_t wanted = soonest(it, stop, false), seconds = hop ? hop->seconds : NEVER;
        wanted = fits(it, stop, wanted) ? wanted : NEVER;
        if (hop)
            check(it, seed, hop);
        tally->found += hop != NULL;
        if (seconds == wanted)
            continue;
        bool on_foot = soonest(it, stop, true) <= wanted;
        if (seconds < wanted || (!on_foot && !bounded))
            fail_msg("world %d, stop %u, %s: %d s and not %d", (int)seed, stop,
                     it->ask.back ? "back" : "on", seconds, wanted);
        tally->on_foot += on_foot;
        tally->hidden += !on_foot;
    }
}

static void hops_are_those_of_the_plain_search(void **state)
{
    (void)state;
    struct tally tally = {0};
    for (uint64_t seed = 1; seed <= WORLDS; seed++) {
        struct case_of it;
        make(&it, seed);
        for (int back = 0; back < 2; back++) {
            it.ask.back = back;
            compare(&it, seed, false, &tally);
        }
        finish(&it);
    }
    print_message("%u hops, %u stops are better walked to\n", tally.found, tally.on_foot);
    assert_in_range(tally.found, WORLDS, 20 * WORLDS);
    assert_in_range(tally.on_foot, 0, tally.found / 2);
}

static void no_hop_is_longer_than_allowed(void **state)
{
    (void)state;
    struct tally tally = {0};
    for (uint64_t seed = 1; seed <= WORLDS; seed++) {
        struct case_of it;
        make(&it, seed);
        it.ask.hop_seconds_max = random_in(&it.random, 200, 2000);
        it.ask.seconds_max = random_in(&it.random, 600, 4000);
        for (int back = 0; back < 2; back++) {
            it.ask.back = back;
            compare(&it, seed, true, &tally);
        }
        finish(&it);
    }
    print_message("%u hops, %u stops are better walked to, %u hidden by what was too long\n",
                  tally.found, tally.on_foot, tally.hidden);
    assert_in_range(tally.found, WORLDS / 4, 20 * WORLDS);
    assert_in_range(tally.hidden, 0, 1 + tally.found / 100);
}

/* Where stops are tied counts, however far that is from where they lie. */
static void stops_may_lie_beside_the_streets(void **state)
{
    (void)state;
    enum { A_KILOMETRE = 100000 };
    uint32_t found = 0;
    for (uint64_t seed = 1; seed <= WORLDS; seed++) {
        struct case_of it;
        struct between_hops hops, moved;
        make(&it, seed);
        it.ask.hop_seconds_max = random_in(&it.random, 200, 2000);
        between_run(&it.network, it.worker, &it.ask, &arena, &hops);
        for (stop_ix stop = 0; stop < it.small.stops; stop++)
            it.stops[stop].at.lat += A_KILOMETRE;
        between_run(&it.network, it.worker, &it.ask, &arena, &moved);
        assert_int_equal(hops.count, moved.count);
        found += hops.count;
        finish(&it);
    }
    assert_in_range(found, WORLDS / 4, 20 * WORLDS);
}

/* Where it is too late for anything nothing is found, and elsewhere no less than without. */
static void what_comes_too_late_is_left_out(void **state)
{
    (void)state;
    struct tally tally = {0};
    for (uint64_t seed = 1; seed <= WORLDS; seed++) {
        struct case_of it;
        make(&it, seed);
        it.ask.rooms = it.rooms;
        it.ask.hop_seconds_max = random_in(&it.random, 200, 1500);
        for (stop_ix stop = 0; stop < it.small.stops; stop++)
            if (random_chance(&it.random, 70))
                it.rooms[it.ask.room_count++] =
                    (struct endpoint){stop, random_below(&it.random, 3000), false};
        for (int back = 0; back < 2; back++) {
            it.ask.back = back;
            compare(&it, seed, true, &tally);
        }
        finish(&it);
    }
    print_message("%u hops, %u stops are better walked to, %u hidden by what was too late\n",
                  tally.found, tally.on_foot, tally.hidden);
    assert_in_range(tally.found, WORLDS / 4, 20 * WORLDS);
    assert_in_range(tally.hidden, 0, 1 + tally.found / 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hops_are_those_of_the_plain_search),
        cmocka_unit_test(no_hop_is_longer_than_allowed),
        cmocka_unit_test(stops_may_lie_beside_the_streets),
        cmocka_unit_test(what_comes_too_late_is_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, tear_down);
}
