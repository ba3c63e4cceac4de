#ifndef API_MODES_H
#define API_MODES_H

#include "api/request.h"

/* Lists of modes as the API spells them, old and new names alike. */

/** What a list of modes says. */
struct modes {
    mode_set transit;
    bool walk;  /**< WALK is in it */
    bool other; /**< a way of getting about that this server does not have: BIKE, CAR ... */
};

/**
 * Reads a comma list of modes; `*modes` stays as it is when the parameter is absent, an empty
 * parameter means none. TRANSIT stands for all, RAIL for everything on rails but trams.
 * False: a name nobody knows.
 */
MUST_CHECK bool modes_read(const struct request *request, const char *name, struct modes *modes,
                           struct error *error);

#endif
