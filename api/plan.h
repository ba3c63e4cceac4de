#ifndef API_PLAN_H
#define API_PLAN_H

#include "api/reply.h"
#include "api/request.h"
#include "api/style.h"
#include "engine/planner.h"

/*
 * The question "how do I get there" in three steps: read the parameters, find journeys, write
 * them. The server and the command line take the same steps.
 */

/** Why there is no answer, or none better. */
struct plan_reason {
    const char *code;  /**< NO_STOPS_IN_RANGE ... */
    const char *text;  /**< a sentence; static or in the arena */
    const char *field; /**< the parameter it is about; may be empty */
};

#define PLAN_REASONS_MAX 4

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
    uint32_t least, most; /**< itineraries wanted; `most` 0: all */
    bool direct;          /**< walking all the way is wanted too */
    int32_t direct_seconds_max;
    double direct_factor; /**< rides may take that many times the walk */
    struct reach_limits walking;

    unix_time from, to;       /**< the window that was searched; `to` is excluded */
    struct journeys journeys; /**< with rides, by departure */
    bool has_walk;
    struct journey walk; /**< the whole way on foot, when has_walk */
    struct plan_reason reasons[PLAN_REASONS_MAX];
    uint32_t reason_count;
    uint32_t searches;         /**< runs of the planner */
    struct search_stats stats; /**< of all runs together */
};

/** Step one. False: a parameter is wrong (ERROR_INPUT) or names nothing (ERROR_MISSING). */
MUST_CHECK bool plan_read(const struct request *request, struct plan *plan, struct error *error);

/** Step two. No journey is no failure. False: a limit. */
MUST_CHECK bool plan_find(struct worker *worker, struct plan *plan, struct error *error);

/** The endpoint: all three steps. */
bool plan_answer(const struct request *request, struct reply *reply, struct error *error);

/** The walk from door to door. False: it takes more than `seconds_max`, or no time at all. */
bool plan_walk(const struct plan *plan, struct arena *arena, int32_t seconds_max,
               struct journey *walk);

/** Adds a reason; a full list forgets it. */
void plan_add_reason(struct plan *plan, const char *code, const char *field, const char *text);

#endif
