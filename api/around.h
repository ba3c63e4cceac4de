#ifndef API_AROUND_H
#define API_AROUND_H

#include "api/request.h"
#include "api/stops_of.h"

/* Which stops a board or a stop's page is about. */

struct around {
    stop_ix stop;           /**< the stop asked for, or NO_IX: a point was */
    struct point at;        /**< where that is */
    struct stop_list stops; /**< served ones, each once, by index; in the arena */
};

/**
 * Reads `stopId`, else `center` with `radius`, and `exactRadius`. A stop means its whole station
 * and the stops of its name close by; with a radius also all places within; with `exactRadius`
 * only the stops that stand within it. False: neither is given (ERROR_INPUT), or the stop is
 * unknown and there is no centre (ERROR_MISSING).
 */
MUST_CHECK bool around_read(const struct request *request, struct around *around,
                            struct error *error);

#endif
