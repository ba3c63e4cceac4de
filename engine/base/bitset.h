#ifndef ENGINE_BASE_BITSET_H
#define ENGINE_BASE_BITSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Sets of small numbers as arrays of 64-bit words; the caller owns the words. */

/** Words that hold `count` bits. */
static inline size_t bitset_words(size_t count)
{
    return (count + 63) / 64;
}

/** Whether `bit` is in the set. */
static inline bool bitset_has(const uint64_t *set, uint32_t bit)
{
    return set[bit / 64] >> (bit % 64) & 1;
}

/** Puts `bit` into the set. */
static inline void bitset_add(uint64_t *set, uint32_t bit)
{
    set[bit / 64] |= (uint64_t)1 << (bit % 64);
}

/** Takes `bit` out of the set. */
static inline void bitset_remove(uint64_t *set, uint32_t bit)
{
    set[bit / 64] &= ~((uint64_t)1 << (bit % 64));
}

#endif
