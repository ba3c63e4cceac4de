#ifndef ENGINE_BASE_VEC_H
#define ENGINE_BASE_VEC_H

#include <stddef.h>
#include <stdint.h>

/*
 * A growing array of items of one size. The item pointer moves when the array grows: keep indices,
 * not pointers. A zeroed struct with `item` set is an empty array; vec_finish is its end.
 */
struct vec {
    void *data;     /**< `count` items, packed; cast it to the item type to read */
    uint32_t count; /**< items in use */
    uint32_t room;  /**< items allocated */
    uint32_t item;  /**< bytes of one item */
};

/** An empty array of items of `item` bytes. */
struct vec vec_of(size_t item);

/** Adds one zeroed item and returns it. */
void *vec_add(struct vec *vec);

/** Adds `count` items copied from `items` and returns the first. */
void *vec_add_many(struct vec *vec, const void *items, size_t count);

/** Adds a copy of one item and returns its index. */
uint32_t vec_push(struct vec *vec, const void *item);

/** The same for arrays of 32-bit numbers, without a call while there is room. */
static inline void vec_push_number(struct vec *vec, uint32_t number)
{
    if (vec->count < vec->room)
        ((uint32_t *)vec->data)[vec->count++] = number;
    else
        vec_push(vec, &number);
}

/** The item at `index`, which must exist. */
void *vec_at(const struct vec *vec, uint32_t index);

/** Sets the count to `count`; new items are zeroed. */
void vec_resize(struct vec *vec, uint32_t count);

/** Hands the items of `from` over to `to`, whose own are freed; `from` is empty and usable. */
void vec_move(struct vec *to, struct vec *from);

/** Sorts the items as qsort would; an empty array, too. */
void vec_sort(struct vec *vec, int (*order)(const void *, const void *));

/** Frees the items; the array is empty and usable again. */
void vec_finish(struct vec *vec);

#endif
