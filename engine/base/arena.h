#ifndef ENGINE_BASE_ARENA_H
#define ENGINE_BASE_ARENA_H

#include <stddef.h>

/*
 * Bump memory: many small things that live and die together. One owner, one thread.
 * A zeroed struct is an empty arena.
 */

struct arena_block;

/** Its blocks and what is used of them. */
struct arena {
    struct arena_block *newest; /**< chain of blocks, newest first */
    size_t used;                /**< bytes handed out from the newest block */
    size_t total;               /**< bytes handed out since the last reset (high-water mark) */
};

/** `size` zeroed bytes aligned for any type; valid until reset or finish. */
void *arena_alloc(struct arena *arena, size_t size);

/** `count` zeroed items of `size` bytes; the product is checked. */
void *arena_array(struct arena *arena, size_t count, size_t size);

/** A NUL-terminated copy of `length` bytes. */
char *arena_text(struct arena *arena, const char *text, size_t length);

/** A formatted, NUL-terminated text. */
char *arena_format(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** Forgets everything handed out and keeps one block for the next use. */
void arena_reset(struct arena *arena);

/** Frees everything; the arena is empty and usable again. */
void arena_finish(struct arena *arena);

#endif
