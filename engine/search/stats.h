#ifndef ENGINE_SEARCH_STATS_H
#define ENGINE_SEARCH_STATS_H

#include <stdint.h>

/** Counters of one run, for benches, `explain` and the curious. */
struct search_stats {
    uint32_t departures; /**< moments searched from (1 for depart-at) */
    uint32_t rounds;
    uint64_t lanes, calls; /**< lanes scanned and calls visited in them */
    uint64_t boardings;    /**< searches for a run to board */
    uint64_t footpaths;    /**< footpaths relaxed */
    uint64_t seats;        /**< rides entered by a link between trips */
};

#endif
