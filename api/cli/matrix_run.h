#ifndef API_CLI_MATRIX_RUN_H
#define API_CLI_MATRIX_RUN_H

#include <stdio.h>

#include "engine/base/vec.h"
#include "engine/search/query.h"

/* Computes a matrix on all processors and writes it as CSV, in the order of the points. */

#define MATRIX_PERCENTILES_MAX 16

/** What is to be done. */
struct matrix_job {
    const struct network *network;
    const struct vec *from, *to; /**< struct named_point */
    int32_t walk_seconds;        /**< between doors and stops at most */
    int32_t direct_seconds;      /**< walking all the way at most */
    struct query query;          /**< without ends; its wheelchair counts on the streets too */
    uint32_t percentiles[MATRIX_PERCENTILES_MAX], percentile_count; /**< with a window */
    uint32_t threads;
    FILE *out;
    bool progress; /**< tell on stderr how far it is */
};

/** Does it. `*reached` becomes the number of pairs with a way. False: a limit of the engine. */
MUST_CHECK bool matrix_run(struct matrix_job *job, uint64_t *reached, struct error *error);

#endif
