#ifndef API_PLAN_H
#define API_PLAN_H

#include "api/person.h"
#include "api/reply.h"
#include "api/request.h"
#include "api/style.h"
#include "engine/price/price.h"
#include "engine/search/query.h"
#include "engine/search/stats.h"
#include "engine/way/ways.h"

/*
 * The question "how do I get there" in three steps: read the parameters, find journeys, write
 * them. The server and the command line take the same steps.
 */

#define PLAN_REASONS_MAX 16
/** Ways all along on shared vehicles, one a form at most. */
#define PLAN_HIRED_DIRECTS RENTAL_FORMS

/** A way from end to end without any ride. */
struct plan_direct {
    enum way_mode mode; /**< unless it is hired */
    bool hired;         /**< with a shared vehicle: way.lending */
    struct way way;
    struct journey journey; /**< of one leg */
};

struct rental_wish;

/** Shared vehicles between rides. */
struct plan_change {
    bool rental;                    /**< they are wanted */
    const struct rental_wish *wish; /**< which; in the arena */
    int32_t seconds_max;            /**< from stop to stop, at most */
};

/** Journeys that cost less. */
struct plan_cheaper {
    bool wanted;
    struct price_ask ask; /**< how far they may lie from the ordinary ones */
    struct price_stats stats;
};

/** One question, from its parameters to its journeys. */
struct plan {
    struct style style;
    struct ends ends;
    struct query query; /**< its lists live in the arena */
    bool timetable;     /**< all good journeys of a window, not only the next ones */
    bool later;         /**< the window grows into the future, else into the past */
    bool turned;        /**< asked with a page cursor */
    unix_time edge;     /**< where the window starts (later) or, excluded, ends */
    int32_t window_seconds;
    uint32_t least, most;          /**< itineraries wanted; `most` 0: all */
    const struct fare_wish *fares; /**< who pays; of the style too when prices are wanted */
    struct plan_cheaper cheaper;
    struct person person;
    struct ways ways;
    struct via *vias;                 /**< those of the query, which opening changes */
    uint32_t direct_modes;            /**< bits of enum way_mode */
    const struct means *direct_hires; /**< MEANS_HIRED, for all the way */
    uint32_t direct_hire_count;
    bool rental;        /**< shared vehicles were asked for, whether or not there are any */
    uint32_t hires_max; /**< shared vehicles in one journey at most */
    struct plan_change change;
    int32_t direct_seconds_max;
    double direct_factor; /**< rides may take that many times the fastest direct way */

    unix_time from, to;       /**< the window that was searched; `to` is excluded */
    struct journeys journeys; /**< with rides, by departure */
    struct plan_direct directs[WAY_MODES + PLAN_HIRED_DIRECTS];
    uint32_t direct_count;
    struct reason reasons[PLAN_REASONS_MAX]; /**< why there is no journey */
    uint32_t reason_count;
    struct reason notes[PLAN_REASONS_MAX]; /**< what was left out, or is not here */
    uint32_t note_count;
    uint32_t slower, farther;  /**< journeys left out: slower than the direct way, more to walk */
    uint32_t searches;         /**< runs of the planner */
    struct search_stats stats; /**< of all runs together */
};

/** Step one. False: a parameter is wrong (ERROR_INPUT) or names nothing (ERROR_MISSING). */
MUST_CHECK bool plan_read(const struct request *request, struct plan *plan, struct error *error);

/** The first half of step two: what is within reach of both ends. */
void plan_open(struct worker *worker, struct plan *plan);

/** Step two. No journey is no failure. False: a limit. */
MUST_CHECK bool plan_find(struct worker *worker, struct plan *plan, struct error *error);

/** Notes which live data is too old to be used, or missing, and which parks it says are full. */
void plan_note_live(const struct worker *worker, struct plan *plan);

/** The way all along on foot, or in a wheelchair; NULL: there is none, or it was not asked for. */
const struct plan_direct *plan_on_foot(const struct plan *plan);

/**
 * Seconds of the fastest way without a ride that was found; INT32_MAX: there is none. `anybody`:
 * without those on which one needs a vehicle of one's own.
 */
int32_t plan_fastest_direct(const struct plan *plan, bool anybody);

/** Makes the journey of a way that was found, at the time asked for; its leg lives in `arena`. */
void plan_time_direct(const struct plan *plan, struct plan_direct *direct, struct arena *arena);

/** Adds a reason; a full list forgets it. */
void plan_add_reason(struct plan *plan, const char *code, const char *field, const char *text);

/** Adds a note likewise. */
void plan_add_note(struct plan *plan, const char *code, const char *field, const char *text);

#endif
