#ifndef FEEDS_REALTIME_KINDS_H
#define FEEDS_REALTIME_KINDS_H

#include "feeds/findings/findings.h"

/* Every finding this room makes. */

/** What can be odd about a message. */
enum realtime_oddity {
    RT_VERSION,
    RT_HEADER_REPEATED,
    RT_STAMP_MISSING,
    RT_STAMP_AHEAD,
    RT_MILLISECONDS,
    RT_TIME,
    RT_DATE,
    RT_CLOCK,
    RT_DELAY,
    RT_NUMBER,
    RT_NOT_UTF8,
    RT_TEXT_CUT,
    RT_ID_LONG,
    RT_ENTITY_DAMAGED,
    RT_ENTITY_UNNAMED,
    RT_ENTITY_REPEATED,
    RT_ENTITY_EMPTY,
    RT_ENTITY_LATER,
    RT_DELETED_IN_FULL,
    RT_TRIP_UNNAMED,
    RT_TRIP_ADDED_MANY,
    RT_STOP_NOWHERE,
    RT_STOP_SILENT,
    RT_STOPS_UNSORTED,
    RT_VEHICLE_NOWHERE,
    RT_POSITION,
    RT_SELECTOR_EMPTY,
    RT_PERIOD,
    RT_ALERT_UNADDRESSED,
    RT_ALERT_SILENT,
    RT_STATE_TOO_LARGE,
    RT_RUN_UNKNOWN,
    RT_RUN_AMBIGUOUS,
    RT_RUN_UNCLEAR,
    RT_RUN_OUTSIDE,
    RT_RUN_NOT_RUNNING,
    RT_RELATION,
    RT_STOP_WRONG,
    RT_STOP_ORDER,
    RT_TIME_FAR,
    RT_TIMES_FALL,
    RT_NEW_ID_TAKEN,
    RT_NEW_STOP_UNKNOWN,
    RT_NEW_STOPS_FEW,
    RT_NEW_TIME_MISSING,
    RT_NEW_ROUTE_UNKNOWN,
    RT_COPY_UNCLEAR,
    RT_VEHICLE_STOP,
    RT_SELECTOR_UNKNOWN,
    RT_ALERT_UNKNOWN,
    RT_ODDITIES
};

/** Code, action and text of an oddity. */
struct realtime_oddity_words {
    const char *code;
    enum finding_action action;
    const char *text;
};

/** By enum realtime_oddity. */
extern const struct realtime_oddity_words realtime_oddities[RT_ODDITIES];

#endif
