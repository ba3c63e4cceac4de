#ifndef ENGINE_STREET_HEAP_H
#define ENGINE_STREET_HEAP_H

#include "engine/base/vec.h"

/*
 * A heap with four children a node, so that the children of one lie in one cache line (LaMarca and
 * Ladner 1996, "The influence of caches on the performance of heaps"). What became cheaper is put
 * in once more, and the old entry is passed over when it comes: on streets that is rare, and
 * cheaper than remembering where everything lies.
 */

/** Something to be settled. */
struct heap_entry {
    uint64_t cost;
    uint32_t state;
    uint32_t reserved;
};

/** The least cost comes first. A zeroed struct is not enough: see heap_init. */
struct heap {
    struct vec entries; /**< struct heap_entry */
};

/** An empty heap with some room. */
static inline void heap_init(struct heap *heap)
{
    heap->entries = vec_of(sizeof(struct heap_entry));
    vec_resize(&heap->entries, 4096);
    heap->entries.count = 0;
}

/** Frees it. */
static inline void heap_finish(struct heap *heap)
{
    vec_finish(&heap->entries);
}

/** Adds an entry. */
static inline void heap_push(struct heap *heap, uint64_t cost, uint32_t state)
{
    struct vec *vec = &heap->entries;
    struct heap_entry entry = {.cost = cost, .state = state};
    if (vec->count == vec->room)
        vec_push(vec, &entry);
    else
        vec->count++;
    struct heap_entry *entries = vec->data;
    uint32_t at = vec->count - 1;
    while (at) {
        uint32_t above = (at - 1) / 4;
        if (entries[above].cost <= cost)
            break;
        entries[at] = entries[above];
        at = above;
    }
    entries[at] = entry;
}

/** The least of the children that begin at `child`, of which there is one at least. */
static inline uint32_t heap_least(const struct heap_entry *entries, uint32_t child, uint32_t count)
{
    if (child + 4 <= count) {
        const struct heap_entry *four = entries + child;
        uint32_t low = four[1].cost < four[0].cost, high = 2 + (four[3].cost < four[2].cost);
        return child + (four[high].cost < four[low].cost ? high : low);
    }
    uint32_t least = child;
    for (uint32_t i = child + 1; i < count; i++)
        least = entries[i].cost < entries[least].cost ? i : least;
    return least;
}

/**
 * Takes the least entry out; there must be one. The hole goes down to a leaf, and the last entry up
 * from there, which is rarely far (Wegener 1993, "Bottom-up heapsort").
 */
static inline struct heap_entry heap_pop(struct heap *heap)
{
    struct heap_entry *entries = heap->entries.data, top = entries[0];
    uint32_t count = --heap->entries.count, at = 0;
    struct heap_entry last = entries[count];
    for (uint32_t child = 1; child < count; child = 4 * at + 1) {
        uint32_t least = heap_least(entries, child, count);
        entries[at] = entries[least];
        at = least;
    }
    while (at && entries[(at - 1) / 4].cost > last.cost) {
        entries[at] = entries[(at - 1) / 4];
        at = (at - 1) / 4;
    }
    entries[at] = last;
    return top;
}

#endif
