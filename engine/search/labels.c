#include "engine/search/labels.h"

#include <assert.h>
#include <string.h>

#include "engine/base/memory.h"

static search_time *never(uint32_t count)
{
    search_time *times = memory_resize(NULL, count, sizeof *times);
    for (uint32_t i = 0; i < count; i++)
        times[i] = SEARCH_NEVER;
    return times;
}

void labels_reserve(struct labels *labels, uint32_t rounds, uint32_t berths)
{
    assert(rounds <= ROUNDS_MAX && (!labels->rounds || labels->berths == berths));
    labels->berths = berths;
    if (!labels->now) {
        labels->now = never(berths);
        labels->improved_set = memory_zeroed(bitset_words(berths), sizeof(uint64_t));
        labels->dirty_set = memory_zeroed(bitset_words(berths), sizeof(uint64_t));
        labels->dirty = vec_of(sizeof(berth_ix));
    }
    for (; labels->rounds < rounds; labels->rounds++) {
        uint32_t round = labels->rounds;
        labels->vehicle_store[round] = never(berths);
        labels->ready_store[round] = never(berths);
        labels->rides[round] = memory_resize(NULL, berths, sizeof *labels->rides[round]);
        labels->walked_from[round] =
            memory_resize(NULL, berths, sizeof *labels->walked_from[round]);
        labels->improved[round] = vec_of(sizeof(berth_ix));
        labels->marked[round] = vec_of(sizeof(berth_ix));
    }
}

void labels_finish(struct labels *labels)
{
    for (uint32_t round = 0; round < labels->rounds; round++) {
        memory_free(labels->vehicle_store[round]);
        memory_free(labels->ready_store[round]);
        memory_free(labels->rides[round]);
        memory_free(labels->walked_from[round]);
        vec_finish(&labels->improved[round]);
        vec_finish(&labels->marked[round]);
    }
    memory_free(labels->now);
    memory_free(labels->improved_set);
    memory_free(labels->dirty_set);
    vec_finish(&labels->dirty);
    *labels = (struct labels){0};
}

void labels_share_rounds(struct labels *labels, bool share)
{
    labels->stores = share ? 1 : labels->rounds;
    for (uint32_t round = 0; round < labels->rounds; round++) {
        labels->vehicle[round] = labels->vehicle_store[share ? 0 : round];
        labels->ready[round] = labels->ready_store[share ? 0 : round];
    }
}

void labels_next_departure(struct labels *labels)
{
    for (uint32_t round = 0; round < labels->rounds; round++) {
        labels->improved[round].count = 0;
        labels->marked[round].count = 0;
    }
}

void labels_clear(struct labels *labels)
{
    const berth_ix *berths = labels->dirty.data;
    for (uint32_t i = 0; i < labels->dirty.count; i++) {
        bitset_remove(labels->dirty_set, berths[i]);
        for (uint32_t store = 0; store < labels->stores; store++) {
            labels->vehicle_store[store][berths[i]] = SEARCH_NEVER;
            labels->ready_store[store][berths[i]] = SEARCH_NEVER;
        }
    }
    labels->dirty.count = 0;
    labels_next_departure(labels);
}

void labels_close(struct labels *labels, berth_ix berth)
{
    labels_touch(labels, berth);
    for (uint32_t round = 0; round < labels->rounds; round++)
        labels->vehicle[round][berth] = labels->ready[round][berth] = SEARCH_MISSED;
}
