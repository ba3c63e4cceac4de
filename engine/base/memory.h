#ifndef ENGINE_BASE_MEMORY_H
#define ENGINE_BASE_MEMORY_H

#include <stddef.h>

/*
 * The only door to malloc and free. Running out of memory has one policy in one place: a line on
 * stderr and abort(). Builds and feeders are processes that may die; the server bounds its queries
 * before they start.
 */

/** `count * size` zeroed bytes; never NULL (a count of 0 gives a unique pointer). */
void *memory_zeroed(size_t count, size_t size);

/** Grows or shrinks `block` (or NULL) to `count * size` bytes; new bytes are not cleared. */
void *memory_resize(void *block, size_t count, size_t size);

/** Frees what the two above returned; NULL is fine. */
void memory_free(void *block);

#endif
