#ifndef BENCH_CITY_H
#define BENCH_CITY_H

#include <stdint.h>

#include "engine/base/error.h"

/*
 * A synthetic country of any size as a folder of GTFS tables, streamed: towns on a coarse grid,
 * each a grid of places 400 m apart with a pole in either direction. Buses run along rows and
 * columns, trams from edge to edge through the middle, trains from town to town. The same size and
 * seed give the same bytes.
 */

/** How large. */
struct city_size {
    uint32_t stops;      /**< poles, 8 .. 2,000,000; stations come on top */
    uint64_t stop_times; /**< about so many, met within a few percent */
    uint64_t seed;
};

/** What was written. */
struct city_counts {
    uint64_t stops, routes, trips, stop_times, transfers;
};

/** Writes the tables into `folder`, which must exist. False: the size or the disk says no. */
MUST_CHECK bool city_write(const struct city_size *size, const char *folder,
                           struct city_counts *counts, struct error *error);

#endif
