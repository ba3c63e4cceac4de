#ifndef API_WORKER_H
#define API_WORKER_H

#include "engine/base/arena.h"
#include "engine/world/world.h"

struct bulletin;
struct places;
struct planner;
struct quote_key;
struct schedules;

/*
 * What one thread answers with. Nothing in it is shared but the world and the places, which nobody
 * changes, and the schedules, which see to that themselves. A zeroed struct with `world` set is
 * ready.
 */
struct worker {
    const struct world *world; /**< borrowed; what this answer is about, from start to end */
    /** The world's places, borrowed; NULL: the worker makes its own when they are asked for. */
    const struct places *places;
    struct schedules *schedules;       /**< shared with others, borrowed; NULL: the planner's own */
    struct arena arena;                /**< everything made for one answer; reset before the next */
    struct planner *planner;           /**< use worker_planner */
    struct places *own_places;         /**< use worker_places */
    struct bulletin *bulletin;         /**< what is known of the service, borrowed; or NULL */
    const struct quote_key *quote_key; /**< signs quotes, borrowed; NULL: there is none */
    bool winding_down;                 /**< the server is about to end: /ready says no */
};

/** The thread's planner, made when it is first asked for. */
struct planner *worker_planner(struct worker *worker);

/** The index of names, made when it is first asked for unless somebody lent one. */
const struct places *worker_places(struct worker *worker);

/** Frees what the worker owns. */
void worker_finish(struct worker *worker);

#endif
