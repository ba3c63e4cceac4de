#ifndef API_ALERTS_H
#define API_ALERTS_H

#include "engine/base/arena.h"
#include "engine/world/world.h"

/* Which alerts concern a ride or a stop at some time. */

/** What alerts are looked for about. */
struct alert_topic {
    bool rides;     /**< a run is meant */
    struct run run; /**< as it is now; only if `rides` */
    stop_ix stop;   /**< the stop is meant, of the run if there is one; NO_IX: no stop */
    unix_time from, to;
    unix_time now; /**< alerts that speak of later may be shown from some moment on */
};

/** Alerts of `world->live`, each once, by number. */
struct alert_list {
    uint32_t *items; /**< in the arena */
    uint32_t count;
};

/**
 * Finds those that hold at some moment of the topic's time. With a stop: selectors that name it or
 * its station, and nothing else that does not fit the run. Without: selectors that name no stop.
 */
struct alert_list alerts_about(const struct world *world, const struct alert_topic *topic,
                               struct arena *arena);

#endif
