#ifndef ENGINE_STREET_ARRIVAL_H
#define ENGINE_STREET_ARRIVAL_H

#include "engine/street/spread.h"

/*
 * How a search comes to a door: from a vertex along a part of an edge to a spot, at a vertex to a
 * tie, straight from a spot of the source on the same edge, or straight from a place to one that is
 * nearer to it than the streets are.
 */

/** One such way. */
struct arrival {
    uint32_t from;       /**< a state; SPREAD_SEED + which spot or tie of the source */
    uint32_t arc;        /**< of street_arcs_out, partly travelled; NO_IX: none, a tie */
    uint32_t which;      /**< spot or tie of the door */
    uint32_t begin, end; /**< millimetres along the arc */
    bool beside;         /**< not by the streets at all: all of it lies off them */
    uint32_t source;     /**< of the search */
    uint64_t cost, time; /**< of the whole, from the source to the door */
};

/** What is done with each. */
typedef void arrival_visit(void *context, const struct arrival *arrival);

/** All ways known so far to come to a spot of the streets, the cheapest state for each. */
void arrivals_at(const struct street_worker *worker, const struct spot *spot, arrival_visit *visit,
                 void *context);

/** And to come to a door. */
void arrivals_each(const struct street_worker *worker, const struct door *door,
                   arrival_visit *visit, void *context);

#endif
