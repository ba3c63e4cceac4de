#ifndef API_STYLE_H
#define API_STYLE_H

#include "api/dialect.h"
#include "api/words.h"
#include "engine/world/world.h"

struct fare_wish;

/** How one answer is written: what all renderers of legs, places and boards need to know. */
struct style {
    const struct world *world; /**< of which it is written: with live data if that is to be shown */
    const struct world *asked; /**< of which it is asked: the same, or the promise alone */
    const struct dialect *dialect;
    struct arena *arena;
    struct words words;
    bool legs;                     /**< geometry and steps of rides and of walks at the ends */
    bool transfers;                /**< the same of walks between rides */
    bool joined;                   /**< staying seated is one leg, not several */
    bool unused;                   /**< also intermediate calls where nobody gets on or off */
    bool alerts;                   /**< alerts beside what they are about */
    const struct fare_wish *fares; /**< prices are wanted, for whom it says; NULL: they are not */
    unix_time now;
};

/**
 * Reads what a request says about style: `realtimeMode` (REALTIME: search and show what is known
 * now; REALTIME_ANNOTATION_ONLY: search the promise, show what is known; OFF: the promise alone),
 * `withAlerts`, `language`, `detailedLegs`, `detailedTransfers` (as
 * detailedLegs if absent), `joinInterlinedLegs`, `withScheduledSkippedStops`.
 */
MUST_CHECK bool style_read(const struct request *request, struct style *style, struct error *error);

/** A place that may be an end of the question rather than a stop. */
struct end {
    const char *name; /**< as written: START or END; of a stop its own name is written */
    stop_ix stop;     /**< the stop asked for, or NO_IX */
    struct point at;
};

struct ways;

/** Both ends of a question, and what is not ridden between them. */
struct ends {
    struct end from, to;
    struct ways *ways; /**< NULL: only rides are written */
};

#endif
