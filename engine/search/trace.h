#ifndef ENGINE_SEARCH_TRACE_H
#define ENGINE_SEARCH_TRACE_H

#include "engine/search/search.h"

/* From a chain of rides to a journey, for whoever found the chain. */

/** In `step.entered`, beside enum link_kind: boarded at a berth. */
#define STEP_BOARDED 200u

/** One ride of the chain, and how one comes to it from the ride before. */
struct step {
    uint32_t run, board_call, alight_call; /**< as searched */
    uint32_t entered;                      /**< enum link_kind, or STEP_BOARDED */
    int32_t rest_off; /**< seconds spent at via places where the ride before was left */
    int32_t rest_on;  /**< and where this one is boarded, once one has changed; as searched */
};

/** Rides as a search found them, the last one first. */
struct chain {
    struct vec steps;                 /**< struct step; the first is the last ride */
    berth_ix first, last;             /**< berths where the first ride is boarded, the last left */
    uint32_t first_layer, last_layer; /**< and in which layers */
    int32_t start_rest, end_rest;     /**< seconds at via places that are source or target */
};

/** The ride as the traveller takes it. */
struct leg trace_leg(const struct search *search, uint32_t run, uint32_t board_call,
                     uint32_t alight_call);

/**
 * A search from one moment takes the first run of each lane; where a later one still makes the next
 * ride, takes that: waiting happens at home and not on the way.
 */
void trace_tighten(const struct search *search, struct chain *chain);

/** Makes a journey of the chain, in the arena. */
void trace_chain(const struct search *search, const struct chain *chain, enum coming coming,
                 struct arena *arena, struct journey *journey);

#endif
