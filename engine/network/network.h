#ifndef ENGINE_NETWORK_NETWORK_H
#define ENGINE_NETWORK_NETWORK_H

#include "engine/base/civil.h"
#include "engine/base/error.h"
#include "engine/base/geo.h"
#include "engine/image/image.h"
#include "engine/network/ix.h"
#include "engine/network/names.h"
#include "engine/network/streets.h"
#include "engine/network/tariff.h"

/*
 * The promise: what the feeds said would run, as arrays in a mapped file. Nothing here ever
 * changes while the network is open and any thread may read it. Records are plain structs of fixed
 * layout, since the file holds them as they are; all padding is named and zero.
 */

/** Yes, no, or the feed does not say (GTFS uses the same three numbers). */
enum tristate { TRISTATE_UNKNOWN = 0, TRISTATE_YES = 1, TRISTATE_NO = 2 };

/** One GTFS feed. */
struct feed {
    text_ix tag; /**< our short name of it, unique; never holds `_` */
    text_ix publisher, publisher_url, language, version,
        contact;                         /**< feed_info.txt, may be empty */
    text_ix licence;                     /**< from the configuration, may be empty */
    text_ix licence_url;                 /**< likewise */
    zone_ix zone;                        /**< in which its service days lie */
    civil_day first_day;                 /**< first and last day on which anything runs; */
    civil_day last_day;                  /**< first > last when nothing ever does */
    civil_day stated_first, stated_last; /**< feed_info's validity; INT32_MIN / MAX if unsaid */
    int32_t longest_seconds; /**< largest day_time of any of its trips, frequencies included */
    uint64_t source_sum;     /**< checksum of the files it was read from */
    route_ix spare_route;    /**< without a name: of live trips on routes that the timetable does
                                  not have; NO_IX: a feed without agencies has none */
    uint32_t reserved;
};

/** A stretch of `network.zone_changes`. */
struct zone_span {
    text_ix name; /**< `Europe/Paris` */
    uint32_t first, count;
};

/** Who runs routes. */
struct agency {
    text_ix id, name, url, phone, language, fare_url, email;
    feed_ix feed;
    zone_ix zone;
};

/** GTFS location_type. */
enum stop_kind { STOP_PLATFORM, STOP_STATION, STOP_ENTRANCE, STOP_NODE, STOP_BOARDING_AREA };

/** A row of stops.txt. Those that vehicles serve come first, near ones near each other. */
struct stop {
    text_ix id, code, name, description, url, platform_code;
    text_ix fare_zone; /**< zone_id, for fares */
    text_ix level;     /**< its floor for people: level_name, else level_id */
    stop_ix parent;    /**< its station (or platform, for a boarding area), or NO_IX */
    feed_ix feed;
    zone_ix zone; /**< of the clock on its wall (stop_timezone, parent's, or agency's) */
    struct point at;
    uint8_t kind;       /**< enum stop_kind */
    uint8_t wheelchair; /**< enum tristate, inherited from the station where unsaid */
    uint8_t placed;     /**< 0: the feed gave no usable coordinates */
    uint8_t access;     /**< enum tristate (stop_access): reached straight from the street */
    int16_t floor;      /**< level_index in tenths, 0 the ground; STOP_NO_FLOOR unsaid */
    uint16_t reserved;
};

/** Of stops whose feed does not say on which floor they are. */
#define STOP_NO_FLOOR INT16_MIN

/** A line as riders know it. */
struct route {
    text_ix id, short_name, long_name, description, url;
    agency_ix agency;
    feed_ix feed;
    uint32_t sort_order;
    uint32_t colour;      /**< 0xRRGGBB, or NO_IX if unsaid */
    uint32_t text_colour; /**< likewise */
    uint16_t type;        /**< GTFS route_type as given */
    uint8_t mode;         /**< enum mode */
    uint8_t reserved;
    int32_t board_slack;  /**< seconds one must be there before departure (configuration) */
    int32_t alight_slack; /**< seconds between arrival and being out */
    text_ix board_key;    /**< which key of the configuration says so; empty: none */
    text_ix alight_key;   /**< likewise */
};

/** On which days something runs. */
struct service {
    civil_day first_day, last_day; /**< of the weekly part; first > last if there is none */
    uint32_t weekdays;             /**< bit 0 Monday .. bit 6 Sunday */
    uint32_t first_exception, exception_count; /**< in `exceptions`, by day */
};

/** A day that differs from the weekly part. */
struct service_exception {
    civil_day day;
    uint32_t runs; /**< 1 added, 0 removed */
};

/** How one may get on or off (GTFS pickup_type / drop_off_type). */
enum boarding { BOARDING_YES = 0, BOARDING_NO = 1, BOARDING_PHONE = 2, BOARDING_DRIVER = 3 };

/** What happens at one position of a pattern. */
struct call_rule {
    uint8_t pickup;   /**< enum boarding */
    uint8_t drop_off; /**< enum boarding */
};

/** Trips of one route that call at the same berths under the same rules. They may overtake. */
struct pattern {
    route_ix route;
    uint32_t first_call, call_count; /**< in `call_berths` and `call_rules` */
    trip_ix first_trip;              /**< its trips are neighbours, by first departure */
    uint32_t trip_count;
    uint8_t wheelchair;  /**< enum tristate, the same for all its trips */
    uint8_t bikes, cars; /**< likewise */
    uint8_t reserved;
};

/** A GTFS trip. */
struct trip {
    text_ix id, headsign, short_name;
    pattern_ix pattern;
    service_ix service;
    day_time start;           /**< first departure; the profile counts from here */
    uint32_t profile;         /**< where its times start in `profile_times`, one a call */
    uint32_t shape;           /**< in `outlines`, or NO_IX */
    uint32_t call_headsigns;  /**< where its stop headsigns start in `call_headsigns`, or NO_IX */
    uint32_t call_sequences;  /**< likewise the feed's own numbers of its calls (stop_sequence), in
                                   `call_sequences`; NO_IX: they are 1, 2, 3 ... */
    uint32_t block;           /**< in `blocks`, or NO_IX */
    uint32_t first_frequency; /**< in `frequencies`; with frequencies `start` is no departure of */
    uint16_t frequency_count; /**< its own */
    uint8_t direction;        /**< 0, 1, or 2 if unsaid */
    uint8_t estimated;        /**< 1: some times are interpolated, or timepoint 0 */
};

/** When a trip arrives and leaves at one call, seconds after its `start`. */
struct call_time {
    int32_t arrive, depart;
};

/** Departures of one frequency; more are a mistake of the feed. */
#define FREQUENCY_DEPARTURES_MAX 20000

/** Repeats a trip: departures at first, first + headway ... before last. */
struct frequency {
    day_time first, last; /**< last is excluded */
    int32_t headway;      /**< seconds, > 0 */
    uint32_t exact;       /**< 1: these are timetable departures; 0: only the headway is promised */
};

/** Trips that one vehicle runs. */
struct block {
    uint32_t first, count; /**< in `block_trips`, by first departure */
};

/** What one trip promises to another. */
enum link_kind {
    LINK_STAY,      /**< transfers.txt type 4: stay seated from the last call to the first */
    LINK_NO_STAY,   /**< type 5: one vehicle, but everybody must get off */
    LINK_GUARANTEE, /**< type 1 between two trips: the second waits; counts as a change */
};

/** A rule between two trips (rows of transfers.txt that name both). */
struct trip_link {
    trip_ix from, to;
    uint32_t from_call, to_call; /**< positions in their patterns */
    uint32_t kind;               /**< enum link_kind */
};

/** Where a footpath or a change time comes from. */
enum footpath_kind {
    FOOTPATH_RULE,     /**< transfers.txt */
    FOOTPATH_STATION,  /**< stops of one station */
    FOOTPATH_STRAIGHT, /**< stops near each other, as the crow flies */
    FOOTPATH_STREET,   /**< on the streets */
};

/** A walk to another berth, change time included. */
struct footpath {
    berth_ix berth;  /**< where it ends (out) or starts (in) */
    int32_t seconds; /**< CHANGE_DEFAULT: between two berths of one stop, without a rule */
};

/** What the configuration says of changes at one stop, above all it says of routes. */
struct stop_change {
    stop_ix stop;
    int32_t change_seconds; /**< of a change at it where no row speaks; -1: as everywhere */
    int32_t board_slack;    /**< as of a route; -1: that of the route */
    int32_t alight_slack;   /**< likewise */
    text_ix key;            /**< which key says so: that of the stop or of its station */
};

/** Which row decided a walk (FOOTPATH_RULE) or a change at one berth. */
struct footpath_row {
    berth_ix from, to;
    uint32_t line; /**< of transfers.txt of the stops' feed */
};

/** What kind of place a translated text belongs to. */
enum translated {
    TRANSLATED_AGENCY_NAME,
    TRANSLATED_STOP_NAME,
    TRANSLATED_ROUTE_SHORT_NAME,
    TRANSLATED_ROUTE_LONG_NAME,
    TRANSLATED_TRIP_HEADSIGN,
    TRANSLATED_STOP_HEADSIGN, /**< by text, not by record; so all that follow */
    TRANSLATED_FARE_PRODUCT_NAME,
    TRANSLATED_RIDER_CATEGORY_NAME,
    TRANSLATED_FARE_MEDIUM_NAME,
};

/** One text in another language; sorted by kind, record, language. */
struct translation {
    uint32_t kind;   /**< enum translated */
    uint32_t record; /**< index of the agency, stop, route or trip, or the text_ix itself */
    text_ix language, text;
};

/** attributions.txt: who made the data. */
struct attribution {
    text_ix organisation, url, email, phone;
    feed_ix feed;
    uint32_t roles;   /**< bit 0 producer, 1 operator, 2 authority */
    agency_ix agency; /**< whom it is about, or NO_IX: the whole feed */
    route_ix route;
    trip_ix trip;
};

/** What a file beside the feeds is. */
enum credit_kind { CREDIT_MAP, CREDIT_ADDRESSES };

/** Whom to name for a map or an address file; files that ask for the same share one. */
struct credit {
    text_ix file;        /**< name of the first such file, without its folder */
    text_ix attribution; /**< the words to show, may be empty */
    text_ix licence;     /**< may be empty */
    text_ix licence_url; /**< likewise */
    uint32_t kind;       /**< enum credit_kind */
};

/** How a pattern's trips run on the map: a shape, and where on it each call lies. */
struct outline {
    uint32_t first_point, point_count; /**< in `shape_points` */
    uint32_t first_call;               /**< in `outline_calls`: point number of each call */
    uint32_t reserved;
};

/** Numbers that hold for the whole image. */
struct network_facts {
    int32_t default_change_seconds; /**< change time at a berth that has none of its own */
    int32_t link_metres;            /**< stops nearer than this were linked; 0 none */
    uint32_t served_stops;          /**< stops 0 .. served_stops - 1 are served */
    int32_t walk_mm_per_second;     /**< straight-line walking speed used for links */
    uint32_t overlay; /**< 1: the city has prices of its own (engine/live/overlay.h) */
    uint32_t reserved;
};

/* Range [first[i], first[i + 1]) of another section belongs to i. */
#define NETWORK_SECTIONS(SECTION)                                                                  \
    SECTION(facts, struct network_facts)                                                           \
    SECTION(texts, char)                                                                           \
    SECTION(feeds, struct feed)                                                                    \
    SECTION(zones, struct zone_span)                                                               \
    SECTION(zone_changes, struct zone_change)                                                      \
    SECTION(agencies, struct agency)                                                               \
    SECTION(stops, struct stop)                                                                    \
    SECTION(stop_children, stop_ix)         /* of stations, see stop_child_first */                \
    SECTION(stop_child_first, uint32_t)     /* one a stop, and one more */                         \
    SECTION(stops_by_id, stop_ix)           /* by feed, then id */                                 \
    SECTION(stops_by_lat, stop_ix)          /* placed ones, by latitude */                         \
    SECTION(berth_stops, stop_ix)           /* which stop a berth is of */                         \
    SECTION(more_berths, berth_ix)          /* berths of a stop beyond its own number */           \
    SECTION(more_berth_first, uint32_t)     /* one a served stop, and one more */                  \
    SECTION(change_seconds, int32_t)        /* one a berth; see CHANGE_DEFAULT */                  \
    SECTION(footpaths_out, struct footpath) /* of a berth, shortest first */                       \
    SECTION(footpath_out_first, uint32_t)   /* one a berth, and one more */                        \
    SECTION(footpath_kinds, uint8_t)        /* enum footpath_kind of footpaths_out */              \
    SECTION(footpaths_in, struct footpath)  /* the same walks by where they end */                 \
    SECTION(footpath_in_first, uint32_t)                                                           \
    SECTION(changes_out, struct footpath) /* those of footpaths_out that changes need */           \
    SECTION(change_out_first, uint32_t)   /* as above; empty like changes_out: all are needed */   \
    SECTION(changes_in, struct footpath)                                                           \
    SECTION(change_in_first, uint32_t)                                                             \
    SECTION(wheel_paths_out, struct footpath) /* the same eight in a wheelchair; all */            \
    SECTION(wheel_path_out_first, uint32_t)   /* empty: as on foot */                              \
    SECTION(wheel_path_kinds, uint8_t)                                                             \
    SECTION(wheel_paths_in, struct footpath)                                                       \
    SECTION(wheel_path_in_first, uint32_t)                                                         \
    SECTION(wheel_changes_out, struct footpath)                                                    \
    SECTION(wheel_change_out_first, uint32_t)                                                      \
    SECTION(wheel_changes_in, struct footpath)                                                     \
    SECTION(wheel_change_in_first, uint32_t)                                                       \
    SECTION(stop_changes, struct stop_change)   /* by stop, each once; served ones */              \
    SECTION(footpath_rows, struct footpath_row) /* by from, to */                                  \
    SECTION(routes, struct route)                                                                  \
    SECTION(routes_by_id, route_ix) /* by feed, then id */                                         \
    SECTION(services, struct service)                                                              \
    SECTION(exceptions, struct service_exception)                                                  \
    SECTION(patterns, struct pattern)                                                              \
    SECTION(call_berths, berth_ix)                                                                 \
    SECTION(call_rules, struct call_rule)                                                          \
    SECTION(stop_patterns, struct stop_pattern) /* who calls at a stop */                          \
    SECTION(stop_pattern_first, uint32_t)       /* one a served stop, and one more */              \
    SECTION(trips, struct trip)                                                                    \
    SECTION(trips_by_id, trip_ix) /* by feed, then id */                                           \
    SECTION(profile_times, struct call_time)                                                       \
    SECTION(call_headsigns, text_ix)                                                               \
    SECTION(call_sequences, uint32_t) /* of one trip, rising; trips share them */                  \
    SECTION(frequencies, struct frequency)                                                         \
    SECTION(blocks, struct block)                                                                  \
    SECTION(block_trips, trip_ix)                                                                  \
    SECTION(trip_links, struct trip_link) /* by from, to */                                        \
    SECTION(outlines, struct outline)                                                              \
    SECTION(outline_calls, uint32_t)                                                               \
    SECTION(shape_points, struct point)                                                            \
    SECTION(translations, struct translation)                                                      \
    SECTION(attributions, struct attribution)                                                      \
    SECTION(credits, struct credit)                                                                \
    STREET_SECTIONS(SECTION)                                                                       \
    NAME_SECTIONS(SECTION)                                                                         \
    TARIFF_SECTIONS(SECTION)

/** A pattern that calls at a stop, and at which of its positions. */
struct stop_pattern {
    pattern_ix pattern;
    uint32_t call;
};

/** Of changes at one stop: the feed does not say, the query's default counts. */
#define CHANGE_DEFAULT (-1)
/** In change_seconds: one cannot change here at all (transfers.txt type 3). */
#define CHANGE_NEVER INT32_MAX

/** Every section as `network->stops` with `network->counts.stops` items. */
struct network {
    struct image image; /**< the mapped file all pointers lead into */
#define SECTION(name, type) const type *name;
    NETWORK_SECTIONS(SECTION)
#undef SECTION
    struct {
#define SECTION(name, type) uint32_t name;
        NETWORK_SECTIONS(SECTION)
#undef SECTION
    } counts;
};

/**
 * Maps the image at `path` and checks its head, section table and the sizes of sections that belong
 * together; it reads next to nothing, whatever the size. False: missing, damaged, or written by
 * another version (the text says how to rebuild).
 */
MUST_CHECK bool network_open(struct network *network, const char *path, struct error *error);

/**
 * Reads the whole file against its checksums, then does network_check. To be called once after
 * writing an image and before it is served. False: damaged; `error` names the section.
 */
MUST_CHECK bool network_verify(const struct network *network, struct error *error);

/**
 * Follows everything in an open network that a reader follows without looking: indices lead to
 * what is there, lists that belong to something lie inside their section and run in its order,
 * stations stand in no circle, times never fall along a trip and are small enough to be added.
 * After this no question can make the engine read or loop outside the image, whoever wrote it. One
 * pass over each section. False: `error` names section and item.
 */
MUST_CHECK bool network_check(const struct network *network, struct error *error);

/** Unmaps; fine on a zeroed struct. All pointers from it end here. */
void network_close(struct network *network);

/** The text at `text`; never NULL. */
static inline const char *network_text(const struct network *network, text_ix text)
{
    return network->texts + text;
}

/** A zone ready for the functions of civil.h; valid while the network is. */
static inline struct zone network_zone(const struct network *network, zone_ix zone)
{
    const struct zone_span *span = &network->zones[zone];
    return (struct zone){.changes = network->zone_changes + span->first, .count = span->count};
}

/** The streets of the network; valid while it is open. */
struct streets network_streets(const struct network *network);

/** Modes of the routes that call at the stop itself; adds their trips to `*trips`. */
mode_set network_stop_modes(const struct network *network, stop_ix stop, uint64_t *trips);

/** First position in stops_by_lat whose stop lies at `lat` or north of it. */
uint32_t network_first_at_lat(const struct network *network, int32_t lat);

/** Whether the service runs on that day. */
bool network_service_runs(const struct network *network, service_ix service, civil_day day);

/** The route of a trip. */
static inline const struct route *network_trip_route(const struct network *network, trip_ix trip)
{
    return &network->routes[network->patterns[network->trips[trip].pattern].route];
}

/** The stop at position `call` of a pattern. */
static inline stop_ix network_call_stop(const struct network *network,
                                        const struct pattern *pattern, uint32_t call)
{
    return network->berth_stops[network->call_berths[pattern->first_call + call]];
}

/** The call to which the trip's feed gives that stop_sequence, or NO_IX. */
uint32_t network_call_at(const struct network *network, trip_ix trip, uint32_t sequence);

/** And back: the number that the trip's feed gives the call. */
uint32_t network_call_sequence(const struct network *network, trip_ix trip, uint32_t call);

/** What the configuration says of changes at that stop, or NULL. */
const struct stop_change *network_stop_change(const struct network *network, stop_ix stop);

/** Seconds one must be at the stop before the route leaves. */
int32_t network_board_slack(const struct network *network, const struct route *route, stop_ix stop);

/** Seconds between the arrival of the route at the stop and being out. */
int32_t network_alight_slack(const struct network *network, const struct route *route,
                             stop_ix stop);

/** The text in `language` (two letters, say), or `fallback` when there is no translation. */
text_ix network_translate(const struct network *network, enum translated kind, uint32_t record,
                          const char *language, text_ix fallback);

#endif
