#ifndef FEEDS_REALTIME_APPLYING_H
#define FEEDS_REALTIME_APPLYING_H

#include "engine/base/intern.h"
#include "feeds/realtime/match.h"

/* One source being applied: what the files of this room that do it share. */

/** Where applying stands. */
struct applying {
    const struct network *network;
    const struct realtime_source *source;
    const struct realtime_message *message; /**< all that the source has said */
    unix_time now;
    struct live_draft *draft;
    struct findings *findings;
    struct matcher matcher;
    struct realtime_text entity;      /**< id of the one at hand */
    const struct realtime_trip *trip; /**< the update at hand */
    struct intern new_ids;            /**< of runs that the timetable does not have */
    struct vec new_trips;             /**< const struct realtime_trip *, by number of new_ids */
    uint8_t new_state;                /**< enum live_state: what becomes of such a run at hand */
    struct vec calls;                 /**< struct live_draft_call, of the run at hand */
    struct vec said;      /**< const struct realtime_stop *, one a call; NULL: nothing */
    struct vec promise;   /**< struct live_draft_call: as promised, while `calls` differ */
    struct vec selectors; /**< struct live_selector, of the alert at hand */
    struct vec texts;     /**< struct live_draft_text, likewise */
};

/** The feed's counts. */
struct live_feed *applying_feed(const struct applying *applying);

/** Reports an oddity of the entity at hand. */
void applying_report(struct applying *applying, enum realtime_oddity oddity);

/** The stop of that id at which vehicles can call, or NO_IX. */
stop_ix applying_stop(const struct applying *applying, struct realtime_text id);

/** Seconds of the day that starts at `midnight`; false: more than a week away from `near`. */
bool applying_day_time(unix_time midnight, unix_time at, day_time near, day_time *time);

/** A run as the trip update tells it, without calls. */
struct live_draft_run applying_run(const struct applying *applying,
                                   const struct realtime_trip *trip, const struct match *match);

/** Adds the run with `calls` as its calls, and counts it. */
void applying_add(struct applying *applying, struct live_draft_run *run);

/**
 * Applies an update of a trip that the timetable does not have, or not so: ADDED, NEW, DUPLICATED,
 * REPLACEMENT. Returns why it cannot be, or RT_ODDITIES. `stage`: how its trip was found.
 */
enum realtime_oddity applying_new(struct applying *applying, const struct realtime_trip *trip);
enum realtime_oddity applying_copy(struct applying *applying, const struct realtime_trip *trip,
                                   uint8_t *stage);
enum realtime_oddity applying_replacement(struct applying *applying,
                                          const struct realtime_trip *trip,
                                          const struct match *match);

/** Applies a vehicle: where it is and, if no trip update tells, how late its run is. */
void applying_vehicle(struct applying *applying, const struct realtime_vehicle *vehicle);

/** Applies an alert. */
void applying_alert(struct applying *applying, const struct realtime_alert *alert);

#endif
