#ifndef ENGINE_NETWORK_VARINT_H
#define ENGINE_NETWORK_VARINT_H

#include <stdint.h>

/*
 * Small differences in few bytes: seven bits a byte, lowest first, the top bit says that more
 * follow; the sign is folded into the lowest bit.
 */

#define VARINT_BYTES_MAX 5

/** Writes `to` as a step from `from`; returns the bytes used, at most VARINT_BYTES_MAX. */
static inline uint32_t varint_write(uint8_t *bytes, int32_t from, int32_t to)
{
    uint32_t step = (uint32_t)to - (uint32_t)from, used = 0;
    uint32_t folded = step << 1 ^ (step & 0x80000000u ? UINT32_MAX : 0);
    for (; folded >= 0x80; folded >>= 7)
        bytes[used++] = (uint8_t)(folded | 0x80);
    bytes[used++] = (uint8_t)folded;
    return used;
}

/** Reads one step from `*bytes`, which moves on and never past `end`; returns where it leads. */
static inline int32_t varint_step(int32_t from, const uint8_t **bytes, const uint8_t *end)
{
    uint32_t folded = 0;
    for (uint32_t shift = 0; shift < 35 && *bytes < end; shift += 7) {
        uint8_t byte = *(*bytes)++;
        folded |= (uint32_t)(byte & 0x7f) << shift;
        if (!(byte & 0x80))
            break;
    }
    uint32_t step = folded >> 1 ^ (folded & 1 ? UINT32_MAX : 0);
    return (int32_t)((uint32_t)from + step);
}

#endif
