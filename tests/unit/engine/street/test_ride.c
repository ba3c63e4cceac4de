#include "engine/street/ride.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "engine/street/reach_streets.h"
#include "engine/street/spread.h"
#include "tests/small_rides.h"

/* Streets, what is lent on them, and who asks. */
struct case_of {
    struct small_streets small;
    struct small_rides rides;
    struct street_worker *worker;
    struct means means;
    struct reach_ask ask;
};

/* Few vehicles go far, some not at all. */
static void tire(struct small_rides *rides, struct random *random)
{
    for (uint32_t i = 0; i < rides->lending.pickup_count; i++)
        if (random_chance(random, 70))
            rides->pickups[i].range_metres = (uint32_t)random_below(random, 1500);
    if (random_chance(random, 10))
        for (uint32_t i = 0; i < rides->lending.pickup_count; i++)
            rides->pickups[i].range_metres = 0;
}

static void make(struct case_of *it, uint64_t seed, bool tired)
{
    struct random random = {seed * 7907};
    static const enum travel vehicles[] = {TRAVEL_BICYCLE, TRAVEL_SCOOTER, TRAVEL_CAR};
    if (tired)
        small_streets_make_open(&it->small, seed);
    else
        small_streets_make(&it->small, seed);
    small_rides_make(&it->rides, &it->small, &random);
    if (tired)
        tire(&it->rides, &random);
    it->worker = street_worker_create(&it->small.view);
    it->means = (struct means){
        .kind = MEANS_HIRED,
        .profile = profile_of(vehicles[random_below(&random, 3)]),
        .on_foot = profile_of(TRAVEL_FOOT),
        .seconds_max = 100000,
        .handling_seconds = random_in(&random, 0, 90),
        .return_seconds = random_in(&random, 0, 60),
        .lending = &it->rides.lending,
    };
    it->ask = (struct reach_ask){
        .place = {486000000 + random_below(&random, 60000),
                  24000000 + random_below(&random, 90000)},
        .level = DOOR_ANY_LEVEL,
        .means = &it->means,
        .means_count = 1,
        .street_metres = 2000,
    };
}

static void finish(struct case_of *it)
{
    street_worker_destroy(it->worker);
    small_streets_finish(&it->small);
}

static struct small_hire hire_of(const struct case_of *it)
{
    return (struct small_hire){street_worker_metric(it->worker, &it->means.on_foot),
                               street_worker_metric(it->worker, &it->means.profile),
                               (uint64_t)it->means.handling_seconds * 1000000000,
                               (uint64_t)it->means.return_seconds * 1000000000};
}

static int32_t seconds_of(uint64_t cost)
{
    return cost == COST_NEVER ? -1 : (int32_t)((cost + 999999999) / 1000000000);
}

/* What was found about a stop; NULL: nothing. */
static const struct reach_found *found_at(const struct vec *found, stop_ix stop)
{
    const struct reach_found *best = NULL;
    for (uint32_t i = 0; i < found->count; i++) {
        const struct reach_found *one = vec_at(found, i);
        if (one->stop == stop && (!best || one->seconds < best->seconds))
            best = one;
    }
    return best;
}

/* Compares one stop; 1: it is in reach. */
static uint32_t compare(struct case_of *it, uint64_t seed, stop_ix stop, const struct vec *found)
{
    struct door place, at;
    struct small_hire hire = hire_of(it);
    const struct reach_found *best = found_at(found, stop);
    door_at(it->worker, hire.foot, it->ask.place, it->ask.level, it->ask.street_metres, &place);
    if (!door_of(&it->small.view, TIE_STOP, stop, &at))
        return 0;
    const struct door *from = it->ask.to_place ? &at : &place;
    const struct door *to = it->ask.to_place ? &place : &at;
    int32_t wanted =
        place.spot_count ? seconds_of(small_rides_cost(&it->rides, &hire, from, to)) : -1;
    if ((best ? best->seconds : -1) != wanted)
        fail_msg("world %d, stop %u, %s: %d s and not %d", (int)seed, stop,
                 it->ask.to_place ? "back" : "on", best ? best->seconds : -1, wanted);
    if (best) {
        uint64_t by = small_rides_cost_by(&it->rides, &hire, from, to, best->way.hire);
        assert_int_equal(seconds_of(by), wanted);
    }
    return best != NULL;
}

/* The whole automaton against the plain product search, stop by stop, in both senses. */
/* How many stops are in reach, of which each is compared. */
static uint32_t compare_all(struct case_of *it, uint64_t seed, bool back)
{
    uint32_t reached = 0;
    it->ask.to_place = back;
    struct vec *found = reach_streets_begin(it->worker);
    reach_streets_run(it->worker, &it->ask, 0);
    for (stop_ix stop = 0; stop < it->small.stops; stop++)
        reached += compare(it, seed, stop, found);
    return reached;
}

static void reaches_what_a_plain_product_search_reaches(void **state)
{
    (void)state;
    enum { WORLDS = 500 };
    uint32_t reached = 0;
    for (uint64_t seed = 1; seed <= WORLDS; seed++) {
        struct case_of it;
        make(&it, seed, false);
        reached += compare_all(&it, seed, false) + compare_all(&it, seed, true);
        finish(&it);
    }
    print_message("%d questions, %u stops in reach\n", 2 * WORLDS, reached);
    assert_in_range(reached, WORLDS, 10 * WORLDS);
}

/* Towards a place, where it is asked what each of them is worth before it is searched for. */
static void reaches_what_tired_vehicles_reach(void **state)
{
    (void)state;
    /* Among these are those where it counts how much, by which spot, and who may not pass there. */
    enum { FIRST = 601, WORLDS = 450 };
    uint32_t reached = 0;
    for (uint64_t seed = FIRST; seed < FIRST + WORLDS; seed++) {
        struct case_of it;
        make(&it, seed, true);
        reached += compare_all(&it, seed, true);
        finish(&it);
    }
    print_message("%d questions, %u stops in reach\n", WORLDS, reached);
    assert_in_range(reached, WORLDS, 5 * WORLDS);
}

static uint64_t pieces_time(const struct path *path)
{
    uint64_t time = 0;
    for (uint32_t i = 0; i < path->piece_count; i++)
        time += path->pieces[i].time;
    return time;
}

/* Millimetres that the vehicle itself goes. */
static uint64_t spent(const struct metric *metric, const struct path *path)
{
    uint64_t length = 0;
    for (uint32_t i = 0; i < path->piece_count; i++)
        if (metric->paces[path->pieces[i].trait].cost > 1)
            length += path->pieces[i].end_mm - path->pieces[i].begin_mm;
    return length;
}

/* Every ride's way takes what the search says, and its pieces follow each other. */
static uint32_t compare_paths(struct case_of *it, struct ride *ride, struct arena *arena)
{
    uint32_t found = 0;
    for (uint32_t i = 0; i < it->rides.lending.dock_count; i++) {
        struct ride_end end;
        struct path path;
        if (!ride_to_stand(ride, i, &end))
            continue;
        found++;
        ride_path(ride, &end, arena, &path);
        const struct metric *metric = street_worker_metric(it->worker, &it->means.profile);
        assert_true(path.time == end.cost);
        assert_true(path.time ==
                    pieces_time(&path) + metric->off_pace * (path.from_off_mm + path.to_off_mm));
        for (uint32_t k = 0; k < path.piece_count; k++)
            assert_true(path.pieces[k].begin_mm <= path.pieces[k].end_mm);
        uint32_t range = it->rides.pickups[end.origin].range_metres;
        assert_true(range == NO_IX || spent(metric, &path) <= range * UINT64_C(1000));
    }
    return found;
}

static void paths_take_what_the_search_says(void **state)
{
    (void)state;
    uint32_t found = 0;
    for (uint64_t seed = 1; seed <= 500; seed++) {
        struct case_of it;
        struct arena arena = {0};
        make(&it, seed, false);
        struct ride *ride = street_worker_ride(it.worker);
        ride_begin(ride,
                   &(struct ride_ask){.metric = street_worker_metric(it.worker, &it.means.profile),
                                      .lending = &it.rides.lending,
                                      .sense = FLOOD_FROM,
                                      .cost_max = UINT64_C(100000000000000)});
        for (uint32_t i = 0; i < it.rides.lending.pickup_count; i++)
            ride_from_stand(ride, i, 0);
        ride_run(ride);
        found += compare_paths(&it, ride, &arena);
        arena_finish(&arena);
        finish(&it);
    }
    assert_in_range(found, 200, 3000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reaches_what_a_plain_product_search_reaches),
        cmocka_unit_test(reaches_what_tired_vehicles_reach),
        cmocka_unit_test(paths_take_what_the_search_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
