#ifndef ENGINE_BASE_CHECKSUM_H
#define ENGINE_BASE_CHECKSUM_H

#include <stddef.h>
#include <stdint.h>

/**
 * A 64-bit sum of `length` bytes for hash tables and for finding damage in files: every flipped bit
 * changes it, since each step is a bijection of the state. Not meant against an attacker. Four
 * independent lanes keep it at memory speed (multiply and rotate, after the xxHash family).
 */
uint64_t checksum(const void *bytes, size_t length);

#endif
