#ifndef API_RENTALS_H
#define API_RENTALS_H

#include "api/request.h"
#include "engine/live/live.h"

/* Which shared vehicles a map asks for, and which are shown of them. */

/** More of a kind would choke a map. */
enum {
    RENTALS_STATIONS_MAX = 10000,
    RENTALS_VEHICLES_MAX = 10000,
    RENTALS_POINTS_MAX = 200000, /**< of the lines around zones */
};

/** The question. */
struct rentals_ask {
    const struct world *world;
    struct arena *arena;
    bool boxed;     /**< only what is in `box` */
    struct box box; /**< of min and max, of the circle, or what both share */
    bool circled;   /**< and within `radius` metres of `centre` */
    struct point centre;
    int64_t radius;
    struct request_list systems; /**< ids of which one must fit; empty: any */
    struct request_list groups;  /**< likewise */
    bool with_systems, with_stations, with_vehicles, with_zones;
};

/**
 * Reads `min` and `max`, `point` and `radius`, `providers`, `providerGroups` and four `with...`,
 * all of which are true unless said otherwise. False: one is wrong, or half of a pair is missing.
 */
MUST_CHECK bool rentals_read(const struct request *request, struct rentals_ask *ask,
                             struct error *error);

/** Whether anything narrows the question: only then it is about more than who lends. */
bool rentals_is_narrow(const struct rentals_ask *ask);

/** Whether a system is asked for: by its id or group, and by where anything of it is. */
bool rentals_has_system(const struct rentals_ask *ask, const struct rental_system *system);

/** Whether what stands there is asked for. */
bool rentals_has_point(const struct rentals_ask *ask, struct point at);

/** Whether what lies in that box is asked for, at least a part of it. */
bool rentals_has_area(const struct rentals_ask *ask, struct box box);

/** The box around all that a system has, its zones too; GEO_BOX_EMPTY: it has nothing. */
struct box rentals_box_of(const struct live *live, const struct rental_system *system);

#endif
