#ifndef FEEDS_REALTIME_MATCH_H
#define FEEDS_REALTIME_MATCH_H

#include "engine/base/vec.h"
#include "feeds/realtime/apply.h"
#include "feeds/realtime/kinds.h"

/*
 * Which run of the timetable a feed means. It is looked for in stages, the surest first; the first
 * stage that knows the trip decides. Indexes are made when a stage first needs them.
 */

/** Entries (struct match_entry) by key; made when first needed, though it may stay empty. */
struct match_index {
    struct vec entries;
    uint32_t made; /**< how often: at most once */
};

/** What a matcher works with; made by matcher_init, ended by matcher_finish. */
struct matcher {
    const struct network *network; /**< borrowed, as the rules */
    const struct realtime_rules *rules;
    struct zone zone;
    unix_time now;
    civil_day today;                         /**< of the feed's clock */
    struct match_index by_suffix, by_prefix; /**< trips by that part of their id */
    struct match_index by_route;             /**< trips by route and start */
    struct match_index by_pattern;           /**< patterns by route */
};

/** Which run is meant. */
struct match {
    trip_ix trip;     /**< NO_IX: none of the timetable */
    civil_day day;    /**< on which it runs */
    day_time start;   /**< its promised first departure, which tells runs of a day apart */
    day_time base;    /**< where its times count from: `start`, or where the feed says that a
                              run of a headway starts */
    int64_t distance; /**< seconds between now and the run; 0: under way, or the day was said */
    bool unscheduled; /**< only a headway is promised, no time */
    uint8_t stage;    /**< enum live_stage */
    enum realtime_oddity problem; /**< why it cannot be used; RT_ODDITIES: it can */
};

/** What an update says of stops, for the last stage. */
struct match_stops {
    const struct realtime_stop *items;
    uint32_t count;
};

/** Prepares to match ids of one feed; nothing is copied. */
void matcher_init(struct matcher *matcher, const struct network *network,
                  const struct realtime_rules *rules, unix_time now);

/** Frees its indexes. */
void matcher_finish(struct matcher *matcher);

/** The run that is meant. Where no day is said it is the one nearest to now. */
struct match matcher_find(struct matcher *matcher, const struct realtime_run *run,
                          struct match_stops stops);

/** The trip that is meant, whatever the day: for what is said of all its runs. */
struct match matcher_find_trip(struct matcher *matcher, const struct realtime_run *run);

/** Whether anything runs on that day, or on both a day before and one after it. */
bool matcher_knows_day(const struct matcher *matcher, civil_day day);

#endif
