#ifndef ENGINE_STREET_HEAP_H
#define ENGINE_STREET_HEAP_H

#include <stdbool.h>
#include <string.h>

#include "engine/base/vec.h"

/*
 * What waits to be settled, the cheapest first. What is up soon lies in a heap with four children a
 * node, so that the children of one lie in one cache line (LaMarca and Ladner 1996, "The influence
 * of caches on the performance of heaps"); what is farther than that in buckets by cost, which cost
 * nothing to fill and which come into the heap one by one (Dial 1969, Algorithm 360, with Denardo
 * and Fox 1979, "Shortest-route methods: 1", section 3). No cost put in may be less than one that
 * was taken out. What became cheaper is put in once more, and the old entry is passed over when it
 * comes: on streets that is rare, and cheaper than remembering where everything lies.
 */

/** Something to be settled. */
struct heap_entry {
    uint64_t cost;
    uint32_t state;
    uint32_t reserved;
};

/** Buckets; of a bound of 15 minutes each is less than half a second wide. */
#define HEAP_BUCKETS 2048

/** An entry in a bucket. */
struct heap_later {
    struct heap_entry entry;
    uint32_t next; /**< in the same bucket, or UINT32_MAX */
};

/** A zeroed struct is not enough: see heap_init. */
struct heap {
    struct vec entries; /**< struct heap_entry: a heap of those up to the bucket `now` */
    struct vec later;   /**< struct heap_later: all that ever came into a bucket */
    uint64_t some[HEAP_BUCKETS / 64]; /**< a bit a bucket: whether there is anything in it */
    uint32_t buckets[HEAP_BUCKETS];   /**< the newest of its entries in `later` */
    uint32_t shift, now;              /**< a cost's bucket is cost >> shift */
};

/** An empty heap with some room, without buckets until heap_clear is told of a bound. */
static inline void heap_init(struct heap *heap)
{
    *heap = (struct heap){.entries = vec_of(sizeof(struct heap_entry)),
                          .later = vec_of(sizeof(struct heap_later))};
    vec_resize(&heap->entries, 256);
    heap->entries.count = 0;
}

/** Frees it. */
static inline void heap_finish(struct heap *heap)
{
    vec_finish(&heap->entries);
    vec_finish(&heap->later);
}

/** Empties it, for costs up to `cost_max`. */
static inline void heap_clear(struct heap *heap, uint64_t cost_max)
{
    heap->entries.count = heap->later.count = 0;
    memset(heap->some, 0, sizeof heap->some);
    heap->now = 0;
    for (heap->shift = 0; cost_max >> heap->shift >= HEAP_BUCKETS;)
        heap->shift++;
}

/** Adds an entry to those that are up soon. */
static inline void heap_push_soon(struct heap *heap, uint64_t cost, uint32_t state)
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

/** Adds an entry; its cost is within the bound. */
static inline void heap_push(struct heap *heap, uint64_t cost, uint32_t state)
{
    uint32_t bucket = (uint32_t)(cost >> heap->shift);
    if (bucket <= heap->now) {
        heap_push_soon(heap, cost, state);
        return;
    }
    uint64_t bit = UINT64_C(1) << bucket % 64, *some = &heap->some[bucket / 64];
    struct vec *vec = &heap->later;
    struct heap_later later = {{.cost = cost, .state = state},
                               *some & bit ? heap->buckets[bucket] : UINT32_MAX};
    *some |= bit;
    heap->buckets[bucket] = vec->count;
    if (vec->count == vec->room)
        vec_push(vec, &later);
    else
        ((struct heap_later *)vec->data)[vec->count++] = later;
}

/**
 * Takes the least entry of the next bucket, and brings the others into the heap, which is empty.
 * False: there is none. Most buckets hold one or two.
 */
static inline bool heap_fill(struct heap *heap, struct heap_entry *top)
{
    uint32_t word = heap->now / 64;
    while (word < HEAP_BUCKETS / 64 && !heap->some[word])
        word++;
    if (word == HEAP_BUCKETS / 64)
        return false;
    heap->now = word * 64 + (uint32_t)__builtin_ctzll(heap->some[word]);
    heap->some[word] &= heap->some[word] - 1;
    const struct heap_later *later = heap->later.data;
    uint32_t least = heap->buckets[heap->now];
    for (uint32_t i = later[least].next; i != UINT32_MAX; i = later[i].next) {
        bool less = later[i].entry.cost < later[least].entry.cost;
        uint32_t other = less ? least : i;
        least = less ? i : least;
        heap_push_soon(heap, later[other].entry.cost, later[other].entry.state);
    }
    *top = later[least].entry;
    return true;
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
 * Takes the least entry out into `*top`; false: there is none. The hole goes down to a leaf, and
 * the last entry up from there, which is rarely far (Wegener 1993, "Bottom-up heapsort").
 */
static inline bool heap_pop(struct heap *heap, struct heap_entry *top)
{
    if (!heap->entries.count)
        return heap_fill(heap, top);
    struct heap_entry *entries = heap->entries.data;
    *top = entries[0];
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
    return true;
}

#endif
