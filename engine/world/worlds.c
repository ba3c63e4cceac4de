#include "engine/world/worlds.h"

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

#include "engine/base/memory.h"
#include "engine/base/vec.h"

/* One thread's place. Places are linked once and for all and used again by other threads. */
struct worlds_reader {
    const struct world *_Atomic pinned; /* the hazard pointer; NULL: nothing */
    _Atomic bool taken;
    struct worlds_reader *next; /* set before the place can be seen */
};

struct worlds {
    const struct world *_Atomic newest;
    struct worlds_reader *_Atomic readers;
    worlds_retire *retire;
    void *context;
    struct vec replaced; /* const struct world *: the publisher's, not yet retired */
};

struct worlds *worlds_create(const struct world *first, worlds_retire *retire, void *context)
{
    struct worlds *worlds = memory_zeroed(1, sizeof *worlds);
    worlds->newest = first;
    worlds->retire = retire;
    worlds->context = context;
    worlds->replaced = vec_of(sizeof(const struct world *));
    return worlds;
}

void worlds_destroy(struct worlds *worlds)
{
    if (!worlds)
        return;
    uint32_t waiting = worlds_sweep(worlds);
    assert(waiting == 0);
    (void)waiting;
    worlds->retire(worlds->context, worlds->newest);
    for (struct worlds_reader *reader = worlds->readers, *next; reader; reader = next) {
        next = reader->next;
        memory_free(reader);
    }
    vec_finish(&worlds->replaced);
    memory_free(worlds);
}

struct worlds_reader *worlds_join(struct worlds *worlds)
{
    for (struct worlds_reader *reader = worlds->readers; reader; reader = reader->next) {
        bool taken = false;
        if (atomic_compare_exchange_strong(&reader->taken, &taken, true))
            return reader;
    }
    struct worlds_reader *reader = memory_zeroed(1, sizeof *reader);
    reader->taken = true;
    reader->next = worlds->readers;
    while (!atomic_compare_exchange_weak(&worlds->readers, &reader->next, reader))
        ;
    return reader;
}

void worlds_leave(struct worlds *worlds, struct worlds_reader *reader)
{
    (void)worlds;
    if (reader)
        reader->taken = false;
}

const struct world *worlds_pin(struct worlds *worlds, struct worlds_reader *reader)
{
    const struct world *world = worlds->newest;
    for (;;) {
        reader->pinned = world;
        /* Still the newest after it was pinned: the publisher cannot have missed the pin. */
        const struct world *now = worlds->newest;
        if (now == world)
            return world;
        world = now;
    }
}

void worlds_unpin(struct worlds_reader *reader)
{
    reader->pinned = NULL;
}

void worlds_publish(struct worlds *worlds, const struct world *next)
{
    const struct world *before = atomic_exchange(&worlds->newest, next);
    vec_push(&worlds->replaced, &before);
    worlds_sweep(worlds);
}

static bool is_pinned(struct worlds *worlds, const struct world *world)
{
    for (struct worlds_reader *reader = worlds->readers; reader; reader = reader->next)
        if (reader->pinned == world)
            return true;
    return false;
}

uint32_t worlds_sweep(struct worlds *worlds)
{
    const struct world **replaced = worlds->replaced.data;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < worlds->replaced.count; i++)
        if (is_pinned(worlds, replaced[i]))
            replaced[kept++] = replaced[i];
        else
            worlds->retire(worlds->context, replaced[i]);
    vec_resize(&worlds->replaced, kept);
    return kept;
}

const struct world *worlds_newest(const struct worlds *worlds)
{
    return worlds->newest;
}
