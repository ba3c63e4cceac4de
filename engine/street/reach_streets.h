#ifndef ENGINE_STREET_REACH_STREETS_H
#define ENGINE_STREET_REACH_STREETS_H

#include "engine/base/vec.h"
#include "engine/street/reach.h"

/* Inside reach only: stops found on the streets. */

/** A stop and one way to it; a stop may be found several times. */
struct reach_found {
    stop_ix stop;
    int32_t seconds;
    struct reach_way way;
};

/** The worker's list of what is found (struct reach_found), emptied. */
struct vec *reach_streets_begin(struct street_worker *worker);

/** Adds to it what one of the question's means finds; the worker has streets. */
void reach_streets_run(struct street_worker *worker, const struct reach_ask *ask, uint32_t means);

#endif
