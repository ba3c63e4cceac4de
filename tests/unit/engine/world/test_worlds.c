#include "engine/world/worlds.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "engine/base/memory.h"

/* Worlds are swapped under readers: nobody sees one that is gone, and each goes once. */

#define MARK UINT64_C(0x7777777700000000)

static struct world *made(uint64_t number)
{
    struct world *world = memory_zeroed(1, sizeof *world);
    world->number = MARK + number;
    return world;
}

/* What has been retired, which is wiped first so that a late reader would notice. */
struct graveyard {
    uint32_t count;
    uint64_t last;
};

static void bury(void *context, const struct world *world)
{
    struct graveyard *graveyard = context;
    struct world *gone = (struct world *)(uintptr_t)world;
    graveyard->count++;
    graveyard->last = world->number - MARK;
    gone->number = 0;
    memory_free(gone);
}

static void a_pinned_world_stays(void **state)
{
    (void)state;
    struct graveyard graveyard = {0};
    struct worlds *worlds = worlds_create(made(1), bury, &graveyard);
    struct worlds_reader *reader = worlds_join(worlds);
    const struct world *first = worlds_pin(worlds, reader);
    worlds_publish(worlds, made(2));
    worlds_publish(worlds, made(3));
    assert_int_equal(graveyard.count, 1); /* The second, which nobody saw. */
    assert_int_equal(graveyard.last, 2);
    assert_true(first->number == MARK + 1);
    worlds_unpin(reader);
    assert_int_equal(worlds_sweep(worlds), 0);
    assert_int_equal(graveyard.last, 1);
    assert_true(worlds_pin(worlds, reader)->number == MARK + 3);
    worlds_unpin(reader);
    worlds_leave(worlds, reader);
    worlds_destroy(worlds);
    assert_int_equal(graveyard.count, 3);
}

static void places_are_used_again(void **state)
{
    (void)state;
    struct graveyard graveyard = {0};
    struct worlds *worlds = worlds_create(made(1), bury, &graveyard);
    struct worlds_reader *one = worlds_join(worlds), *two = worlds_join(worlds);
    assert_ptr_not_equal(one, two);
    worlds_leave(worlds, one);
    assert_ptr_equal(worlds_join(worlds), one);
    worlds_destroy(worlds);
}

enum { READERS = 3, WORLDS = 20000 };

struct stress {
    struct worlds *worlds;
    _Atomic bool ended;
};

static void *read_on(void *context)
{
    struct stress *stress = context;
    struct worlds_reader *reader = worlds_join(stress->worlds);
    uint64_t newest = 0;
    void *wrong = NULL;
    do {
        const struct world *world = worlds_pin(stress->worlds, reader);
        if (world->number < MARK || world->number < newest)
            wrong = stress; /* Gone, or older than one already seen. */
        newest = world->number;
        worlds_unpin(reader);
    } while (!stress->ended);
    worlds_leave(stress->worlds, reader);
    return wrong;
}

static void swaps_as_fast_as_can_be(void **state)
{
    (void)state;
    struct graveyard graveyard = {0};
    struct stress stress = {.worlds = worlds_create(made(0), bury, &graveyard)};
    pthread_t threads[READERS];
    for (int i = 0; i < READERS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, read_on, &stress), 0);
    for (uint64_t i = 1; i <= WORLDS; i++)
        worlds_publish(stress.worlds, made(i));
    stress.ended = true;
    for (int i = 0; i < READERS; i++) {
        void *wrong;
        pthread_join(threads[i], &wrong);
        assert_null(wrong);
    }
    worlds_destroy(stress.worlds);
    assert_int_equal(graveyard.count, WORLDS + 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pinned_world_stays),
        cmocka_unit_test(places_are_used_again),
        cmocka_unit_test(swaps_as_fast_as_can_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
