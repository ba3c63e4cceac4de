#ifndef TESTS_ORACLE_LIVE_H
#define TESTS_ORACLE_LIVE_H

#include "tests/oracle/random.h"
#include "tests/oracle/small.h"

/*
 * What happens to a small world on some days: told twice, as changes that a live feed would bring,
 * and as the timetable that somebody would have written who had known it before.
 */

#define SMALL_CHANGES 10

/** What becomes of one run. */
struct small_change {
    int trip; /**< -1: a run that the timetable does not have */
    int day;  /**< its service day */
    bool cancelled;
    int route; /**< of an added run */
    int call_count;
    struct small_changed_call {
        int stop; /**< where it calls now */
        int arrive, depart;
        bool skipped;
    } calls[SMALL_CALLS];
};

/** All that happens. */
struct small_changes {
    int count;
    struct small_change items[SMALL_CHANGES];
    int changed_trips[SMALL_TRIPS]; /**< by trip: the trip that stands for it when rebuilt, or -1 */
};

/** Makes up changes of runs around the world's day; `is_served` says of each stop whether any trip
 * calls there, so that an added run may. */
void make_changes(struct random *random, const struct small_world *world, const bool *is_served,
                  struct small_changes *changes);

/** The world as it would have been written down by one who knew; fills `changed_trips`. */
void rebuild(const struct small_world *world, struct small_changes *changes,
             struct small_world *rebuilt);

/** The question about the rebuilt world: who refuses a trip refuses what stands for it. */
struct small_question retell_question(const struct small_question *question,
                                      const struct small_changes *changes);

#endif
