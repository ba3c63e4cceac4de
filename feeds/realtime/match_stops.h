#ifndef FEEDS_REALTIME_MATCH_STOPS_H
#define FEEDS_REALTIME_MATCH_STOPS_H

#include "feeds/realtime/match.h"

/* The last stage of matching: a run known by when it is promised at its stops. */

enum { MATCH_PROMISES_MAX = 8 }; /* More stops make nothing surer. */

/** What an update lets conclude about the timetable, laid along one pattern. */
struct match_promises {
    pattern_ix pattern;
    uint32_t count; /**< at least 1 */
    struct {
        uint32_t call;
        bool arrival;   /**< else departure */
        unix_time time; /**< promised there: said, or the expected time less the delay */
    } items[MATCH_PROMISES_MAX];
};

/** False: nothing can be concluded, or the pattern does not call at those stops in that order. */
bool match_promises_of(const struct network *network, pattern_ix pattern, struct match_stops stops,
                       struct match_promises *promises);

/** Whether the trip is promised so on some day: to a minute, everywhere. `*day` is that day. */
bool match_promises_fit(const struct network *network, const struct zone *zone,
                        const struct match_promises *promises, trip_ix trip, civil_day *day);

#endif
