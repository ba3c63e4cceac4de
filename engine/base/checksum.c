#include "engine/base/checksum.h"

#include <string.h>

#define PRIME_A UINT64_C(0x9e3779b185ebca87)
#define PRIME_B UINT64_C(0xc2b2ae3d27d4eb4f)

static inline uint64_t rotate(uint64_t x, int bits)
{
    return x << bits | x >> (64 - bits);
}

static inline uint64_t mix(uint64_t state, uint64_t word)
{
    return rotate(state + word * PRIME_B, 31) * PRIME_A;
}

static inline uint64_t word_at(const unsigned char *bytes)
{
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return word;
}

static uint64_t finish(uint64_t state)
{
    state = (state ^ state >> 33) * PRIME_B;
    state = (state ^ state >> 29) * PRIME_A;
    return state ^ state >> 32;
}

uint64_t checksum(const void *bytes, size_t length)
{
    const unsigned char *at = bytes;
    uint64_t lanes[4] = {PRIME_A, PRIME_B, 0, PRIME_A ^ PRIME_B};
    size_t left = length;
    for (; left >= 32; left -= 32, at += 32)
        for (int lane = 0; lane < 4; lane++)
            lanes[lane] = mix(lanes[lane], word_at(at + 8 * lane));
    uint64_t state = length;
    for (int lane = 0; lane < 4; lane++)
        state = mix(state, lanes[lane]);
    for (; left >= 8; left -= 8, at += 8)
        state = mix(state, word_at(at));
    for (; left; left--, at++)
        state = mix(state, *at + UINT64_C(1));
    return finish(state);
}
