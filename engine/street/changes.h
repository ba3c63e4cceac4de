#ifndef ENGINE_STREET_CHANGES_H
#define ENGINE_STREET_CHANGES_H

#include "engine/network/draft.h"
#include "engine/street/profile.h"

/* Walks between stops on the streets, worked out once while a network is built. */

/** For whom and how far. */
struct changes_ask {
    struct profile profile;
    int32_t seconds_max; /**< exactly so long is allowed */
    uint32_t threads;
    uint32_t pairs_max; /**< once more walks than this are found nobody looks for others */
};

/** What came of it. */
struct changes_report {
    uint32_t stops;    /**< served ones that are tied, from each of which a flood ran */
    uint32_t pairs;    /**< walks found */
    uint64_t vertices; /**< settled by all floods */
};

/**
 * Adds a walk (struct draft_walk) to `walks` for every two served stops of the draft that are tied
 * to its streets and at most seconds_max apart: one bounded flood from each stop, on all threads.
 * By the first stop; the same whatever the number of threads. Seconds are rounded up. Profiles with
 * a taste are not for this: their costs are no times. More than pairs_max walks say only that there
 * are too many: which of them were found depends on the threads.
 */
void changes_find(const struct draft *draft, const struct changes_ask *ask, struct vec *walks,
                  struct changes_report *report);

#endif
