#ifndef API_ISOCHRONE_H
#define API_ISOCHRONE_H

#include "api/outward.h"
#include "api/shape_area.h"
#include "engine/search/spread.h"

/*
 * From times at stops to times everywhere, and to areas: at each minute everybody gets off where
 * he can and walks on; a place's percentile is that of its own times, minute by minute.
 */

#define ISOCHRONE_CUTOFFS_MAX 8
#define ISOCHRONE_PERCENTILES_MAX 8
#define ISOCHRONE_WINDOW_MINUTES_MAX 180

/** Crossings times minutes of one question. */
#define ISOCHRONE_CELLS_MAX (UINT32_C(1) << 25)

/** No time. */
#define ISOCHRONE_NEVER INT32_MAX

/** What is asked. */
struct isochrone_ask {
    struct outward outward;
    struct spread spread;
    uint32_t percentiles[ISOCHRONE_PERCENTILES_MAX], percentile_count; /**< 0 .. 100 */
    int32_t cutoffs[ISOCHRONE_CUTOFFS_MAX];                            /**< seconds, rising */
    uint32_t cutoff_count;
    const struct network *network;
    struct street_worker *streets; /**< borrowed; NULL: there are none */
    struct arena *arena;           /**< of all that is made */
};

/** Times of a list of things, as many as there are percentiles for each. */
struct isochrone_times {
    const uint32_t *items; /**< stops, or vertices of the streets */
    uint32_t count;
    const int32_t *milliseconds; /**< item * percentile_count + percentile; or ISOCHRONE_NEVER */
    const uint32_t *missed;      /**< one an item: minutes without a way */
};

/** Times at the stops of the spread. */
void isochrone_stops(const struct isochrone_ask *ask, struct isochrone_times *times);

/**
 * Times at the vertices of the streets within the largest cutoff; needs `streets`. False,
 * ERROR_LIMIT: more vertices times minutes than ISOCHRONE_CELLS_MAX.
 */
MUST_CHECK bool isochrone_vertices(const struct isochrone_ask *ask, struct isochrone_times *times,
                                   struct error *error);

/**
 * Areas: percentile * cutoff_count + cutoff. `vertices` NULL: there are no streets, and everybody
 * goes straight on from where he gets off; then a percentile is that of the stops. False: as
 * shape_areas.
 */
MUST_CHECK bool isochrone_areas(const struct isochrone_ask *ask,
                                const struct isochrone_times *vertices, struct shape_area *areas,
                                struct error *error);

#endif
