#ifndef ENGINE_SEARCH_LABELS_H
#define ENGINE_SEARCH_LABELS_H

#include <stdbool.h>

#include "engine/base/bitset.h"
#include "engine/base/vec.h"
#include "engine/search/query.h"
#include "engine/world/schedule.h"

/*
 * What a search knows: for each round (number of rides) and berth the best time to be there, and
 * the step that led to it. Two times are kept, since changing takes time: `vehicle`, when one gets
 * off, and `ready`, when one can board again. Nothing is cleared between questions but what was
 * touched.
 */

#define ROUNDS_MAX (QUERY_TRANSFERS_MAX + 2) /**< round 0 is before the first ride */

/** A ride: getting on a run at one call and off at another. */
struct ride {
    uint32_t run; /**< in schedule.runs */
    uint32_t board_call, alight_call;
    uint32_t seat; /**< in search.seats: how one came to be on it; NO_IX: boarded at a berth */
};

/** In `walked_from`: the berth is ready because the layer before passed its via place here. */
#define WALKED_THROUGH_VIA UINT32_C(0x80000000)

/** The times of one layer: those who have passed the same number of via places. */
struct labels {
    search_time *vehicle[ROUNDS_MAX]; /**< best over up to that many rides */
    search_time *ready[ROUNDS_MAX];
    search_time *vehicle_store[ROUNDS_MAX], *ready_store[ROUNDS_MAX]; /**< what those point to */
    struct ride *rides[ROUNDS_MAX];    /**< how `vehicle` was reached in this round */
    berth_ix *walked_from[ROUNDS_MAX]; /**< from which berth `ready` was reached */
    search_time *now;                  /**< `ready` of the berths marked by the last round */
    uint64_t *improved_set;            /**< berths in `improved` */
    struct vec improved[ROUNDS_MAX];   /**< berths whose `vehicle` got better, this departure */
    struct vec marked[ROUNDS_MAX];     /**< berths whose `ready` got better, this departure */
    struct vec dirty;                  /**< berths touched by this question */
    uint64_t *dirty_set;               /**< the same as a set */
    uint32_t rounds;                   /**< allocated */
    uint32_t stores;                   /**< of these, how many hold times of this question */
    uint32_t berths;
};

/** Makes room for `rounds` rounds (0 .. rounds - 1) of `berths` berths. */
void labels_reserve(struct labels *labels, uint32_t rounds, uint32_t berths);

/** Frees everything; fine on a zeroed struct. */
void labels_finish(struct labels *labels);

/**
 * Says how a question searches: from one departure, all rounds may share one array of times, which
 * then holds the best so far; for a range each round keeps its own for the next departure.
 */
void labels_share_rounds(struct labels *labels, bool share);

/** Forgets the lists of one departure; times stay. */
void labels_next_departure(struct labels *labels);

/** Forgets the question: every touched time is SEARCH_NEVER again. */
void labels_clear(struct labels *labels);

/** Keeps a berth from ever being reached (times earlier than everything never get better). */
void labels_close(struct labels *labels, berth_ix berth);

/** Remembers that times of the berth are set, so that labels_clear finds them. */
static inline void labels_touch(struct labels *labels, berth_ix berth)
{
    if (bitset_has(labels->dirty_set, berth))
        return;
    bitset_add(labels->dirty_set, berth);
    vec_push_number(&labels->dirty, berth);
}

#endif
