#ifndef DATA_LIVE_CHANCE_H
#define DATA_LIVE_CHANCE_H

#include <stdint.h>

#include "engine/base/civil.h"

/*
 * What looks like chance and is a plain function of what it is asked for: nothing is remembered, so
 * that the same moment looks the same to whoever comes by.
 */

/** Mixes a number into a seed: a new seed. */
static inline uint64_t chance_mix(uint64_t seed, uint64_t number)
{
    uint64_t x = seed * UINT64_C(0x9e3779b97f4a7c15) + number + UINT64_C(0x632be59bd9b4e019);
    x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
    return x ^ x >> 31;
}

/** A number 0 .. 1 for the seed. */
static inline double chance_part(uint64_t seed)
{
    return (double)(chance_mix(seed, 1) >> 11) / 9007199254740992.0;
}

/** A number -1 .. 1 that comes and goes smoothly with time, from one value to the next in
 * `seconds`. */
static inline double chance_wave(uint64_t seed, unix_time time, int32_t seconds)
{
    double before = chance_part(chance_mix(seed, (uint64_t)(time / seconds)));
    double after = chance_part(chance_mix(seed, (uint64_t)(time / seconds + 1)));
    double way = (double)(time % seconds) / seconds;
    return 2 * (before + (after - before) * way * way * (3 - 2 * way)) - 1;
}

#endif
