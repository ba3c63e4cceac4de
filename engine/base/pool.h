#ifndef ENGINE_BASE_POOL_H
#define ENGINE_BASE_POOL_H

#include <stdint.h>

/*
 * Work on all processors, for builds and batches: numbered pieces that do not depend on one
 * another. Whoever writes what piece i makes to place i gets the same result from any number of
 * threads.
 */

#define POOL_THREADS_MAX 64

/**
 * Does piece `index`. `worker` is below the number of threads and never at work twice at a time, so
 * it may stand for memory of one thread.
 */
typedef void (*pool_work)(void *context, uint32_t index, uint32_t worker);

/** How many threads this machine is worth: its processors, 1 to POOL_THREADS_MAX. */
uint32_t pool_threads(void);

/**
 * Does pieces 0 to count - 1, in any order, in up to `threads` threads (the caller's is one of
 * them), and returns when all are done. A thread that cannot be started is done without.
 */
void pool_run(uint32_t threads, uint32_t count, pool_work work, void *context);

#endif
