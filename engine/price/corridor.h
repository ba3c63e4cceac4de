#ifndef ENGINE_PRICE_CORRIDOR_H
#define ENGINE_PRICE_CORRIDOR_H

#include "engine/base/vec.h"
#include "engine/price/price.h"
#include "engine/search/search.h"

/*
 * Where journeys may run that are slower than the ordinary ones, but not by more than was said
 * (BM-RAPTOR: Delling, Dibbelt, Pajor, "Fast and Exact Public Transit Routing with Restricted
 * Pareto Sets", 2019). The ordinary answer is the search ahead; one from the other end says until
 * when each stop is of use.
 */

/** One question's. */
struct corridor {
    const struct price_question *question;
    const struct network *network;
    const struct journey **ordinary; /**< with those from beyond the window; none on hired wheels */
    uint32_t ordinary_count;
    unix_time edge;     /**< no journey ends behind it (arrive-by: begins before) */
    uint32_t rides_max; /**< rounds */
    unix_time *latest;  /**< by served stop: when to board there at the latest (arrive-by: to get
                               off at the earliest) */
    bool *reached;      /**< whether there is such a time */
};

/** Draws the bounds; all in the arena. False: there is no ordinary journey, or no price at all. */
MUST_CHECK bool corridor_open(struct corridor *corridor, const struct network *network,
                              const struct price_question *question, const struct journeys *beyond,
                              struct arena *arena);

/** Whether a journey found in a wider one lies in this one; of the next journeys any may leave. */
bool corridor_has(const struct corridor *corridor, const struct journey *journey);

/** The question from the other end. */
struct query corridor_query(const struct corridor *corridor);

/** Takes its answer. */
void corridor_close(const struct corridor *corridor, const struct spread *spread);

/** Searches. `search` has begun with the query. */
void corridor_run(const struct corridor *corridor, struct search *search, struct arena *arena,
                  struct price_answer *answer);

#endif
