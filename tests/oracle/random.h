#ifndef TESTS_ORACLE_RANDOM_H
#define TESTS_ORACLE_RANDOM_H

#include <stdbool.h>
#include <stdint.h>

/* Numbers that look random and are the same for the same seed everywhere (SplitMix64). */
struct random {
    uint64_t state;
};

/** The next 64 bits. */
static inline uint64_t random_next(struct random *random)
{
    uint64_t x = random->state += UINT64_C(0x9e3779b97f4a7c15);
    x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
    return x ^ x >> 31;
}

/** A number 0 .. count - 1. */
static inline int random_below(struct random *random, int count)
{
    return (int)(random_next(random) % (uint64_t)count);
}

/** A number low .. high. */
static inline int random_in(struct random *random, int low, int high)
{
    return low + random_below(random, high - low + 1);
}

/** True in `percent` of a hundred cases. */
static inline bool random_chance(struct random *random, int percent)
{
    return random_below(random, 100) < percent;
}

#endif
