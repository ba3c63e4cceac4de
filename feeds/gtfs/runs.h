#ifndef FEEDS_GTFS_RUNS_H
#define FEEDS_GTFS_RUNS_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/base/vec.h"

/*
 * Rows of a big table kept in file order, and which of them belong to whom (stop times to a trip,
 * points to a shape). Files are nearly always sorted, so an owner is nearly always one run of
 * neighbouring rows that is already in order; the rest costs a sort of that owner's rows alone.
 */

/** Neighbouring rows of one owner, on neighbouring lines. */
struct run {
    uint32_t owner;
    uint32_t first, count; /**< row numbers */
    uint32_t line;         /**< of the first row */
    uint32_t next;         /**< the owner's next run, or UINT32_MAX */
};

/** Runs of all owners; a zeroed struct is not ready, see runs_init. */
struct runs {
    struct vec items;     /**< struct run */
    struct vec heads;     /**< per owner: first and last run */
    struct vec sequences; /**< uint32_t, one a row: its place among its owner's rows */
    struct vec order;     /**< scratch of runs_order */
};

/** Prepares for owners 0 .. `owners` - 1. */
void runs_init(struct runs *runs, uint32_t owners);

/** Frees everything. */
void runs_finish(struct runs *runs);

/** Adds the next row. Row numbers count up from 0 with each call. */
void runs_add(struct runs *runs, uint32_t owner, uint32_t line, uint32_t sequence);

/** The sequence of the owner's latest row, or `none` if it has no row yet. */
uint32_t runs_last_sequence(const struct runs *runs, uint32_t owner, uint32_t none);

/** Rows of one owner, in their order. */
struct run_rows {
    const uint32_t *rows; /**< row numbers, or NULL: `first` and those behind it */
    uint32_t first, count;
    bool was_sorted; /**< the file had them in this order already */
};

/** The owner's rows by sequence, equal ones as in the file. Valid until the next call. */
struct run_rows runs_order(struct runs *runs, uint32_t owner);

/** The line a row of that owner stands on. */
uint32_t runs_line(const struct runs *runs, uint32_t owner, uint32_t row);

#endif
