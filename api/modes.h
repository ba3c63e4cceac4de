#ifndef API_MODES_H
#define API_MODES_H

#include "api/request.h"

/* Lists of modes as the API spells them, old and new names alike. */

/** Ways of getting about by oneself. */
enum way_mode {
    WAY_WALK,
    WAY_BIKE,
    WAY_BIKE_PARKING, /**< by bicycle to where it is parked, on foot from there; MOTIS has it not */
    WAY_CAR,
    WAY_CAR_PARKING, /**< park and ride */
    WAY_CAR_DROPOFF, /**< kiss and ride */
    WAY_MODES
};

/** What the API calls shared vehicles, which are no way of one's own. */
#define MODE_RENTAL "RENTAL"

/** Its name as the API has it. */
const char *way_mode_name(enum way_mode mode);

/** What a list of modes says. */
struct modes {
    mode_set transit;
    uint32_t ways; /**< bits of enum way_mode */
    bool walk;     /**< WALK is in it */
    bool rental;   /**< RENTAL is in it: shared vehicles */
    bool other;    /**< a way of getting about that this server does not have: FLEX, HGV ... */
};

/**
 * Reads a comma list of modes; `*modes` stays as it is when the parameter is absent, an empty
 * parameter means none. TRANSIT stands for all, RAIL for everything on rails but trams.
 * False: a name nobody knows.
 */
MUST_CHECK bool modes_read(const struct request *request, const char *name, struct modes *modes,
                           struct error *error);

#endif
