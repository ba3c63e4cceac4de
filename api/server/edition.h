#ifndef API_SERVER_EDITION_H
#define API_SERVER_EDITION_H

#include "api/worker.h"
#include "engine/places/places.h"
#include "engine/planner.h"

/*
 * One version of the timetable as the server has it: the mapping, the names, and a planner for each
 * thread that answers. Only the thread that publishes opens and closes editions; a planner belongs
 * to its thread as long as a world of the edition is pinned by it.
 */
struct edition {
    struct network network;
    struct places *places;
    struct schedules *schedules; /**< of all editions, borrowed */
    struct planner **planners;   /**< one a thread, NULL until it is needed */
    uint32_t planner_count;
    uint32_t users;    /**< who holds it; edition_drop closes it at 0 */
    char *path, *live; /**< the image, and where what is live of it is told */
};

/** How an edition is opened. */
struct edition_plan {
    const char *path;
    const char *live;            /**< NULL: beside the image, `PATH.live` */
    const char *before;          /**< the version before (editions.h only), or NULL */
    bool trust;                  /**< do not read all of it against its checksums */
    struct schedules *schedules; /**< that questions share, of all editions; borrowed */
    uint32_t planners;           /**< threads that answer */
};

/** Opens it, held once. False: missing, damaged, or of another version. */
MUST_CHECK bool edition_open(struct edition **edition, const struct edition_plan *plan,
                             struct error *error);

/** Holds it once more; returns it. */
struct edition *edition_hold(struct edition *edition);

/** Holds it once less; NULL is fine. */
void edition_drop(struct edition *edition);

/** What looking at an edition showed. */
struct edition_look {
    uint32_t asked, found; /**< questions, and those that have an answer */
    int64_t nanoseconds;   /**< of all of them, schedules included */
};

/**
 * Asks it a fixed set of questions between served stops, today or on its first day. False: one of
 * them failed (no way to get there is an answer).
 */
MUST_CHECK bool edition_probe(struct edition *edition, struct edition_look *look,
                              struct error *error);

/**
 * Whether `next` may follow `last`: each feed keeps nine trips of ten. False: `error` names the
 * feed that does not.
 */
MUST_CHECK bool edition_follows(const struct network *last, const struct network *next,
                                struct error *error);

#endif
