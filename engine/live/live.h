#ifndef ENGINE_LIVE_LIVE_H
#define ENGINE_LIVE_LIVE_H

#include "engine/base/civil.h"
#include "engine/base/error.h"
#include "engine/image/image.h"
#include "engine/live/overlay.h"
#include "engine/live/rental.h"
#include "engine/network/network.h"

/*
 * The present, laid over the promise: an image of its own, made by the feeder for one network and
 * good for no other. It holds the runs that are not as promised, each with all its calls, as trips
 * and patterns whose numbers go on where the network's end: trip `counts.trips + i` is the trip of
 * `runs[i]`, pattern `counts.patterns + k` is `patterns[k]`, and so for calls, profiles and texts.
 * Whoever rides (schedules, searches, boards) needs no other case: a run is a trip on a day.
 *
 * A run that is only late keeps its pattern; one that skips a stop, leaves from elsewhere or was
 * added gets one of its own. Beside a promised run every call of it is kept, in place.
 *
 * Nothing here changes while the image is open, and any thread may read it.
 */

/** What becomes of a run. */
enum live_state {
    LIVE_RUNS,      /**< with the times that stand here */
    LIVE_CANCELLED, /**< does not run; its calls are those promised, to be shown as cancelled */
    LIVE_DELETED,   /**< does not run and is not to be shown */
};

/** Where a run comes from. */
enum live_origin {
    LIVE_CHANGED,  /**< a promised run */
    LIVE_ADDED,    /**< no promised run: ADDED or NEW */
    LIVE_COPIED,   /**< DUPLICATED: as the trip in `like`, at another time */
    LIVE_REPLACED, /**< REPLACEMENT of a promised run: its calls are others */
};

/** How a run of a feed was found in the timetable, the surest way first. */
enum live_stage {
    LIVE_BY_TRIP,    /**< by its trip_id */
    LIVE_BY_SUFFIX,  /**< by a part of its trip_id, where the configuration allows */
    LIVE_BY_ROUTE,   /**< by route, direction, date and start time */
    LIVE_BY_STOPS,   /**< by route and times at its stops */
    LIVE_BY_NOTHING, /**< it is no promised run */
    LIVE_STAGES
};

/** A run that is not as promised, or about which a feed speaks. Of trip `counts.trips + i`. */
struct live_run {
    trip_ix promised; /**< the trip of the timetable, NO_IX: added or copied */
    trip_ix like;     /**< copied: the trip it is like; else NO_IX */
    civil_day day;    /**< service day */
    day_time start;   /**< promised first departure (of a headway's run its own); added: its own */
    uint32_t feed;    /**< in `feeds`: who says so */
    uint32_t vehicle; /**< in `vehicles`: the one that runs it, or NO_IX */
    unix_time stamp;  /**< when it was said, 0: not known */
    text_ix vehicle_id, vehicle_label, plate; /**< may be empty */
    uint8_t state;                            /**< enum live_state */
    uint8_t origin;                           /**< enum live_origin */
    uint8_t stage;                            /**< enum live_stage */
    uint8_t from_vehicle; /**< 1: its delay was worked out from where the vehicle is */
    uint32_t reserved[2];
};

/** Of `live_call.flags`. */
enum live_call_flag {
    LIVE_SKIPPED = 1,      /**< the vehicle does not call here */
    LIVE_NO_DATA = 2,      /**< the feed says that it does not know: the promised time */
    LIVE_ARRIVE_SAID = 4,  /**< the arrival was said (or follows from one said before it) */
    LIVE_DEPART_SAID = 8,  /**< likewise the departure */
    LIVE_UNSCHEDULED = 16, /**< a call of a headway's run that no time is promised for */
    LIVE_ADDED_CALL = 32,  /**< the promised run does not call here */
};

/** No time: of what was never promised. */
#define LIVE_NO_TIME INT32_MIN

/** One call of a live run beside its times; one an item of `profile_times`. */
struct live_call {
    day_time promised_arrive, promised_depart; /**< of the run's day; LIVE_NO_TIME */
    stop_ix stop;          /**< where it calls; one that nothing else serves is possible */
    stop_ix promised_stop; /**< where it was to call, NO_IX: nowhere */
    text_ix headsign;      /**< said by the feed; 0: as promised */
    int32_t uncertainty;   /**< seconds, -1: not said */
    uint8_t flags;         /**< enum live_call_flag */
    uint8_t occupancy;     /**< GTFS-Realtime's OccupancyStatus when it leaves; 255: not said */
    uint16_t reserved;
};

/** Who calls at a stop by a pattern that the network does not have. */
struct live_stop_pattern {
    stop_ix stop;
    pattern_ix pattern; /**< counts.patterns + k */
    uint32_t call;
};

/** Where a vehicle is. */
struct live_vehicle {
    uint32_t run;  /**< in `runs`, or NO_IX: then `trip` tells, if anything does */
    trip_ix trip;  /**< the promised trip it runs, or NO_IX */
    civil_day day; /**< and on which day */
    day_time start;
    uint32_t feed; /**< in `feeds` */
    uint32_t reserved;
    unix_time stamp;
    struct point at;
    text_ix id, label, plate;
    stop_ix stop;       /**< the stop that `status` is about, or NO_IX */
    float bearing;      /**< degrees from north; < 0: not said */
    float speed;        /**< metres a second; < 0: not said */
    int32_t percentage; /**< how full; -1: not said */
    uint8_t status;     /**< GTFS-Realtime: 0 nearly at the stop, 1 at it, 2 on its way; 255 */
    uint8_t occupancy;  /**< OccupancyStatus; 255: not said */
    uint8_t congestion;
    uint8_t placed; /**< 0: no position was given */
};

/** A span of time; 0: open on that side. */
struct live_period {
    unix_time start, end;
};

/** A text in a language (BCP 47; empty: not said). */
struct live_text {
    text_ix text, language;
};

/** The texts of an alert, in the order of `live_alert.first_text`. */
enum live_alert_text {
    LIVE_ALERT_URL,
    LIVE_ALERT_HEADER,
    LIVE_ALERT_DESCRIPTION,
    LIVE_ALERT_SPOKEN_HEADER,
    LIVE_ALERT_SPOKEN_DESCRIPTION,
    LIVE_ALERT_IMAGE_TEXT,
    LIVE_ALERT_CAUSE_DETAIL,
    LIVE_ALERT_EFFECT_DETAIL,
    LIVE_ALERT_TEXTS
};

/** An alert. Ranges are [first, first + count) of the section named. */
struct live_alert {
    text_ix id; /**< of its entity */
    uint32_t feed;
    uint32_t first_text[LIVE_ALERT_TEXTS + 1]; /**< in `alert_texts` */
    uint32_t first_period, period_count;     /**< in `alert_periods`: when to show it; 0: always */
    uint32_t first_impact, impact_count;     /**< likewise: when service is affected */
    uint32_t first_selector, selector_count; /**< in `alert_selectors` */
    text_ix image_url, image_type;
    uint8_t cause, effect, severity; /**< GTFS-Realtime's numbers */
    uint8_t reserved;
};

/** Whom an alert concerns: what fits all that is given. */
struct live_selector {
    agency_ix agency; /**< NO_IX: any; and so for the others */
    route_ix route;
    stop_ix stop;
    trip_ix trip;
    civil_day day;      /**< of the trip; INT32_MIN: any */
    day_time start;     /**< of the trip; INT32_MIN: any */
    int32_t route_type; /**< GTFS route_type; -1: any */
    uint8_t direction;  /**< 2: any */
    uint8_t reserved[3];
};

/** What an alert is looked up by. */
enum live_target_kind {
    LIVE_TARGET_ALL, /**< of a feed: by feed_ix; selectors that name only a route type */
    LIVE_TARGET_AGENCY,
    LIVE_TARGET_ROUTE,
    LIVE_TARGET_STOP,
    LIVE_TARGET_TRIP,
};

/** An entry of the index over alerts, by kind, number, alert: a selector stands under its narrowest
 * name (trip, stop, route, agency, all). */
struct live_target {
    uint32_t kind;   /**< enum live_target_kind */
    uint32_t number; /**< trip_ix, stop_ix, ... */
    uint32_t alert, selector;
};

/** The cleaned state of one GTFS feed as a GTFS-Realtime message, to be handed on as it is. */
struct live_message {
    feed_ix feed;
    uint32_t first, size; /**< in `republished` */
};

/** Whether a park can be driven into now. */
enum live_park_state {
    LIVE_PARK_UNKNOWN,
    LIVE_PARK_OPEN,
    LIVE_PARK_CLOSED,
};

/** What stands in a park of the network now. */
struct live_park {
    uint32_t park;  /**< in the network's `street_parks` */
    uint32_t feed;  /**< in `feeds`, which has the time: who says so */
    uint32_t free;  /**< spaces; NO_IX: unsaid */
    uint32_t total; /**< spaces, taken or free; NO_IX: unsaid */
    uint32_t state; /**< enum live_park_state */
};

/** How a live feed fares. */
enum live_feed_state {
    LIVE_FEED_FRESH,
    LIVE_FEED_STALE,  /**< older than its limit: not in the answers */
    LIVE_FEED_FAILED, /**< could not be fetched or read; what it said before still stands */
    LIVE_FEED_SILENT, /**< nothing usable has ever come */
};

/** `fresh`, `stale`, `failed` or `silent`. */
const char *live_feed_state_name(enum live_feed_state state);

/** What a live feed speaks of. */
enum live_feed_kind {
    LIVE_FEED_TIMETABLE, /**< of runs and vehicles of a timetable, and of alerts */
    LIVE_FEED_SHARED,    /**< of shared vehicles: it is a system (GBFS) */
    LIVE_FEED_PARKS,     /**< of spaces in parks */
    LIVE_FEED_FARES,     /**< of prices: the city's own overlay */
};

/** One live feed, as the feeder last saw it. */
struct live_feed {
    text_ix tag;     /**< of the configuration, unique */
    text_ix problem; /**< why the last attempt failed; empty: it did not */
    feed_ix feed;    /**< whose timetable it is about; NO_IX: of another kind */
    uint8_t state;   /**< enum live_feed_state */
    uint8_t has_trips, has_vehicles, has_alerts; /**< what it has brought */
    unix_time stamp;                             /**< of its newest message; 0: none */
    unix_time fetched;                           /**< last success; 0: never */
    unix_time tried;                             /**< last attempt */
    int32_t limit_seconds;                       /**< age from which it is stale */
    uint32_t entities;                           /**< in its newest state */
    uint32_t trips, vehicles, alerts, deleted;   /**< of them; 0 when it is stale */
    uint32_t matched[LIVE_STAGES];               /**< trip updates by stage */
    uint32_t vehicles_matched[LIVE_STAGES];      /**< vehicles by stage */
    uint32_t refused; /**< trip updates that were matched, but could not be applied */
    uint32_t added, cancelled, skipped; /**< runs, runs, calls */
    uint32_t messages, failures;        /**< since the feeder began */
    uint32_t findings;                  /**< in its newest message, all kinds */
    /**
     * enum live_feed_kind; of LIVE_FEED_SHARED `entities` are documents in use, `vehicles` those
     * that can be taken; of LIVE_FEED_PARKS `entities` are lots, `stations` those of them that are
     * parks of the network, `docks` their free spaces; of LIVE_FEED_FARES `entities` are files,
     * `stations` the rules that they hold.
     */
    uint32_t kind;
    uint32_t stations, docks, zones; /**< of shared vehicles; free docks, as far as they are told */
    uint32_t reserved;
};

/** When its newest message was made, as far as it says so, else when it came; 0: never. */
static inline unix_time live_feed_said(const struct live_feed *feed)
{
    return feed->stamp ? feed->stamp : feed->fetched;
}

/** What holds for the whole image. */
struct live_facts {
    uint64_t network_id;     /**< image_id of the network it was made for */
    unix_time made;          /**< when */
    uint64_t number;         /**< goes up with each image that one feeder makes */
    int32_t longest_seconds; /**< largest day_time of any of its runs */
    uint32_t reserved;
    uint64_t digest; /**< of what answers depend on: the same state has the same digest */
};

/* Section by section; see NETWORK_SECTIONS. */
#define LIVE_SECTIONS(SECTION)                                                                     \
    SECTION(facts, struct live_facts)                                                              \
    SECTION(texts, char) /* text_ix counts.texts + k of the network: byte k here */                \
    SECTION(feeds, struct live_feed)                                                               \
    SECTION(patterns, struct pattern) /* first_call counts on from the network's */                \
    SECTION(call_berths, berth_ix)                                                                 \
    SECTION(call_rules, struct call_rule)                                                          \
    SECTION(trips, struct trip)        /* by pattern, then start; profile counts on likewise */    \
    SECTION(runs, struct live_run)     /* of those trips */                                        \
    SECTION(runs_by_promise, uint32_t) /* those with a promised trip, by trip, day, start */       \
    SECTION(profile_times, struct call_time)                                                       \
    SECTION(calls, struct live_call)                 /* one each of profile_times */               \
    SECTION(touched, uint64_t)                       /* bit a trip of the network: is in runs */   \
    SECTION(stop_patterns, struct live_stop_pattern) /* by stop, pattern, call */                  \
    SECTION(vehicles, struct live_vehicle)                                                         \
    SECTION(vehicles_by_trip, uint32_t) /* those with a trip, by trip, day, start */               \
    SECTION(alerts, struct live_alert)                                                             \
    SECTION(alert_texts, struct live_text)                                                         \
    SECTION(alert_periods, struct live_period)                                                     \
    SECTION(alert_selectors, struct live_selector)                                                 \
    SECTION(alert_targets, struct live_target)                                                     \
    SECTION(messages, struct live_message) /* by feed */                                           \
    SECTION(republished, unsigned char)    /* the bytes of those, one behind the other */          \
    SECTION(parks, struct live_park)       /* by park, each once */                                \
    OVERLAY_SECTIONS(SECTION)                                                                      \
    RENTAL_SECTIONS(SECTION)

/** Every section as `live->runs` with `live->counts.runs` items. */
struct live {
    struct image image;
    const struct network *network; /**< which it was opened for; borrowed */
#define SECTION(name, type) const type *name;
    LIVE_SECTIONS(SECTION)
#undef SECTION
    struct {
#define SECTION(name, type) uint32_t name;
        LIVE_SECTIONS(SECTION)
#undef SECTION
    } counts;
};

/**
 * Maps the live image at `path` for `network`, which must outlive it, and checks all of it: sums,
 * and every index that a reader follows, so that no file can make one read outside. False: missing,
 * damaged, of another version, or made for another network.
 */
MUST_CHECK bool live_open(struct live *live, const char *path, const struct network *network,
                          struct error *error);

/** Whether it is older than the most patient of its feeds allows: nobody makes new ones. */
bool live_is_old(const struct live *live, unix_time now);

/**
 * Whether both say the same of what runs, byte for byte and number for number, of one network: what
 * was laid out from one holds for the other. What they say of shared vehicles, of alerts, and of
 * where vehicles are may differ.
 */
bool live_runs_alike(const struct live *one, const struct live *other);

/** Unmaps; fine on a zeroed struct. */
void live_close(struct live *live);

/** The entry of `runs` about a promised run, or NO_IX. */
uint32_t live_find(const struct live *live, trip_ix promised, civil_day day, day_time start);

/** A vehicle that runs the promised run, or NO_IX. */
uint32_t live_find_vehicle(const struct live *live, trip_ix promised, civil_day day,
                           day_time start);

/** Whether any run of the trip may be in `runs`. */
static inline bool live_touches(const struct live *live, trip_ix promised)
{
    return live->touched[promised / 64] >> promised % 64 & 1;
}

/** The runs of one pattern, of the network's or a live one: [*first, *first + count) of `runs`. */
uint32_t live_runs_of(const struct live *live, pattern_ix pattern, uint32_t *first);

/** Who calls at a stop by a live pattern: [*first, *first + count) of `stop_patterns`. */
uint32_t live_stop_patterns_of(const struct live *live, stop_ix stop, uint32_t *first);

/** The entries of alert_targets about one thing: [*first, *first + count). */
uint32_t live_targets_of(const struct live *live, enum live_target_kind kind, uint32_t number,
                         uint32_t *first);

/** What is said of a park of the network; NULL: nothing. */
const struct live_park *live_park_of(const struct live *live, uint32_t park);

/**
 * Free spaces of a park of the network as of `*stamp` (0: nobody says when); 0 where it is closed,
 * NO_IX where nobody knows.
 */
uint32_t live_park_free(const struct live *live, uint32_t park, unix_time *stamp);

#endif
