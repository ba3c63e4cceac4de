#include "engine/base/pool.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

/* What the threads share. */
struct pool {
    pool_work work;
    void *context;
    uint32_t count;
    atomic_uint next; /* piece to be done */
};

struct hand {
    struct pool *pool;
    uint32_t worker;
    pthread_t thread;
};

static void *run(void *argument)
{
    const struct hand *hand = argument;
    struct pool *pool = hand->pool;
    for (;;) {
        uint32_t index = atomic_load(&pool->next);
        while (index < pool->count && !atomic_compare_exchange_weak(&pool->next, &index, index + 1))
            ;
        if (index >= pool->count)
            return NULL;
        pool->work(pool->context, index, hand->worker);
    }
}

uint32_t pool_threads(void)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    if (processors < 1)
        return 1;
    return processors < POOL_THREADS_MAX ? (uint32_t)processors : POOL_THREADS_MAX;
}

void pool_run(uint32_t threads, uint32_t count, pool_work work, void *context)
{
    struct pool pool = {.work = work, .context = context, .count = count};
    struct hand hands[POOL_THREADS_MAX];
    uint32_t started = 1;
    threads = threads < count ? threads : count;
    threads = threads < POOL_THREADS_MAX ? threads : POOL_THREADS_MAX;
    for (; started < threads; started++) {
        hands[started] = (struct hand){.pool = &pool, .worker = started};
        if (pthread_create(&hands[started].thread, NULL, run, &hands[started]) != 0)
            break;
    }
    hands[0] = (struct hand){.pool = &pool};
    run(&hands[0]);
    for (uint32_t i = 1; i < started; i++)
        pthread_join(hands[i].thread, NULL);
}
