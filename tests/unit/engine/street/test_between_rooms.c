/* Which stops a hop may start from, against a look at each pair. */
#include "engine/street/between_rooms.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/oracle/random.h"

enum { WORLDS = 300, STOPS = 60 };

static struct arena arena;

static int tear_down(void **state)
{
    (void)state;
    arena_finish(&arena);
    return 0;
}

/* Stops in a region of some 60 by 40 kilometres, and who asks. */
struct case_of {
    struct stop stops[STOPS];
    struct network network;
    struct means means;
    struct endpoint sources[STOPS], rooms[STOPS];
    struct between_ask ask;
};

static void make(struct case_of *it, uint64_t seed)
{
    struct random random = {seed * 3571};
    *it = (struct case_of){
        .means = {.profile = profile_of(TRAVEL_SCOOTER), .on_foot = profile_of(TRAVEL_FOOT)}};
    it->network.stops = it->stops;
    it->ask = (struct between_ask){
        .sources = it->sources,
        .rooms = it->rooms,
        .means = &it->means,
        .means_count = 1,
        .hop_seconds_max = random_in(&random, 100, 1800),
        .seconds_max = 5000,
    };
    for (stop_ix stop = 0; stop < STOPS; stop++) {
        it->stops[stop].at = (struct point){486000000 + random_below(&random, 5000000),
                                            24000000 + random_below(&random, 5000000)};
        if (random_chance(&random, 50))
            it->sources[it->ask.source_count++] =
                (struct endpoint){stop, random_below(&random, 4000), false};
        if (random_chance(&random, 50))
            it->rooms[it->ask.room_count++] =
                (struct endpoint){stop, random_below(&random, 5000), false};
    }
}

/* The last moment of all stops that can be come to in time, straight ahead with nothing to do. */
static int32_t last_of(const struct case_of *it, const struct endpoint *source)
{
    double speed = it->means.profile.metres_per_second;
    int32_t last = -1;
    for (uint32_t i = 0; i < it->ask.room_count; i++) {
        const struct endpoint *room = &it->rooms[i];
        double seconds = geo_metres(it->stops[source->stop].at, it->stops[room->stop].at) / speed;
        if (seconds <= it->ask.hop_seconds_max && source->seconds + seconds <= room->seconds &&
            room->seconds > last)
            last = room->seconds;
    }
    return last;
}

static void no_source_ends_before_its_last_stop(void **state)
{
    (void)state;
    uint32_t useful = 0, left_out = 0, needless = 0;
    for (uint64_t seed = 1; seed <= WORLDS; seed++) {
        struct case_of it;
        make(&it, seed);
        const int32_t *latest = between_latest(&it.network, &it.ask, &arena);
        for (uint32_t i = 0; i < it.ask.source_count; i++) {
            int32_t last = last_of(&it, &it.sources[i]);
            if (latest[i] < last)
                fail_msg("world %d, stop %u: %d and not %d", (int)seed, it.sources[i].stop,
                         latest[i], last);
            useful += last >= 0;
            left_out += latest[i] < 0;
            needless += last < 0 && latest[i] >= 0;
        }
        arena_reset(&arena);
    }
    print_message("%u stops are of use, %u are left out, %u are not but could be\n", useful,
                  left_out, needless);
    assert_in_range(left_out, WORLDS, WORLDS * STOPS);
    assert_in_range(useful, WORLDS, WORLDS * STOPS);
    assert_in_range(needless, 0, left_out);
}

static void a_moment_fits_where_there_is_room(void **state)
{
    (void)state;
    const struct endpoint rooms[] = {{3, 100, false}, {8, 50, false}};
    struct between_ask ask = {.rooms = rooms, .room_count = 2};
    assert_true(between_fits(&ask, 3, 100));
    assert_false(between_fits(&ask, 3, 101));
    assert_true(between_fits(&ask, 8, 0));
    assert_false(between_fits(&ask, 4, 0));
    assert_false(between_fits(&ask, 9, 0));
    ask.room_count = 0;
    assert_false(between_fits(&ask, 3, 0));
    ask.rooms = NULL;
    assert_true(between_fits(&ask, 3, 1000));
}

static void without_rooms_none_or_all_are_of_use(void **state)
{
    (void)state;
    struct case_of it;
    make(&it, 1);
    it.ask.room_count = 0;
    assert_int_equal(between_latest(&it.network, &it.ask, &arena)[0], -1);
    it.ask.rooms = NULL;
    assert_int_equal(between_latest(&it.network, &it.ask, &arena)[0], 5000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_source_ends_before_its_last_stop),
        cmocka_unit_test(a_moment_fits_where_there_is_room),
        cmocka_unit_test(without_rooms_none_or_all_are_of_use),
    };
    return cmocka_run_group_tests(tests, NULL, tear_down);
}
