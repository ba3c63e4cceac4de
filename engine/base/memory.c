#include "engine/base/memory.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static _Noreturn void out_of_memory(size_t count, size_t size)
{
    fprintf(stderr, "out of memory: %zu items of %zu bytes\n", count, size);
    abort();
}

void *memory_zeroed(size_t count, size_t size)
{
    void *block = calloc(count ? count : 1, size ? size : 1);
    if (!block)
        out_of_memory(count, size);
    return block;
}

void *memory_resize(void *block, size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes))
        out_of_memory(count, size);
    void *moved = realloc(block, bytes ? bytes : 1);
    if (!moved)
        out_of_memory(count, size);
    return moved;
}

void memory_free(void *block)
{
    free(block);
}
