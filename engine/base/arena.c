#include "engine/base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"

enum { BLOCK_BYTES = 64 * 1024 };

struct arena_block {
    struct arena_block *older;
    size_t size;
    alignas(max_align_t) unsigned char bytes[];
};

static void add_block(struct arena *arena, size_t size)
{
    size = size < BLOCK_BYTES ? BLOCK_BYTES : size;
    struct arena_block *block = memory_resize(NULL, 1, sizeof *block + size);
    block->older = arena->newest;
    block->size = size;
    arena->newest = block;
    arena->used = 0;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    size_t rounded = (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
    if (!arena->newest || arena->newest->size - arena->used < rounded)
        add_block(arena, rounded);
    void *place = arena->newest->bytes + arena->used;
    arena->used += rounded;
    arena->total += rounded;
    return memset(place, 0, rounded);
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes) || bytes > SIZE_MAX / 2)
        abort();
    return arena_alloc(arena, bytes);
}

char *arena_text(struct arena *arena, const char *text, size_t length)
{
    char *copy = arena_alloc(arena, length + 1);
    memcpy(copy, text, length);
    return copy;
}

char *arena_format(struct arena *arena, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    char *text = arena_alloc(arena, (size_t)length + 1);
    vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    va_end(arguments);
    return text;
}

void arena_reset(struct arena *arena)
{
    while (arena->newest && arena->newest->older) {
        struct arena_block *older = arena->newest->older;
        memory_free(arena->newest);
        arena->newest = older;
    }
    arena->used = 0;
    arena->total = 0;
}

void arena_finish(struct arena *arena)
{
    arena_reset(arena);
    memory_free(arena->newest);
    *arena = (struct arena){0};
}
