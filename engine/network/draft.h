#ifndef ENGINE_NETWORK_DRAFT_H
#define ENGINE_NETWORK_DRAFT_H

#include "engine/base/error.h"
#include "engine/base/intern.h"
#include "engine/base/vec.h"
#include "engine/network/names_draft.h"
#include "engine/network/network.h"
#include "engine/network/streets_draft.h"
#include "engine/network/tariff_draft.h"

/*
 * A network being written: growing arrays of the records of network.h, in the order in which
 * readers add them, with indices into these same arrays. One owner, one thread. Readers check what
 * they add; freezing asserts, sorts, groups and writes.
 *
 * Fields of the records that freezing computes are left zero: feed.first_day / last_day /
 * longest_seconds, and everything that leads into arrays a draft does not have.
 */

/** A trip before it has a pattern. */
struct draft_trip {
    text_ix id, headsign, short_name;
    text_ix block; /**< block_id, empty: none */
    feed_ix feed;  /**< blocks are shared within a feed only */
    route_ix route;
    service_ix service;
    uint32_t shape;                            /**< in `shapes`, or NO_IX */
    uint32_t first_call, call_count;           /**< in `calls`; at least two, times never fall */
    uint32_t first_frequency, frequency_count; /**< in `frequencies` */
    uint8_t direction;                         /**< 0, 1, or 2 if unsaid */
    uint8_t wheelchair, bikes, cars;           /**< enum tristate */
    uint8_t estimated;                         /**< 1: some times interpolated, or timepoint 0 */
    uint8_t reserved[3];
};

/** One row of stop_times.txt, times filled in. */
struct draft_call {
    stop_ix stop;
    day_time arrive, depart;
    text_ix headsign;         /**< stop_headsign, empty: the trip's */
    float shape_distance;     /**< shape_dist_traveled; NAN if unsaid */
    uint32_t sequence;        /**< stop_sequence; 0 at all calls of a trip: unsaid */
    uint8_t pickup, drop_off; /**< enum boarding */
    uint8_t reserved[2];
};

/** One row of transfers.txt; what it does not name is NO_IX. */
struct draft_transfer {
    feed_ix feed;
    stop_ix from_stop, to_stop; /**< platforms or stations; may be NO_IX for types 4 and 5 */
    route_ix from_route, to_route;
    uint32_t from_trip, to_trip; /**< in the draft's `trips` */
    uint32_t type;               /**< 0 .. 5 */
    int32_t min_seconds;         /**< min_transfer_time, or -1 */
    uint32_t line;               /**< of transfers.txt */
};

/** GTFS pathway_mode. */
enum pathway_mode {
    PATHWAY_WALKWAY = 1,
    PATHWAY_STAIRS,
    PATHWAY_MOVING_WALK,
    PATHWAY_ESCALATOR,
    PATHWAY_LIFT,
    PATHWAY_FARE_GATE,
    PATHWAY_EXIT_GATE,
};

/** A row of pathways.txt: a way inside a station, between stops that are no stations. */
struct draft_pathway {
    feed_ix feed;
    text_ix id;
    text_ix sign, reversed_sign; /**< signposted_as and back; may be empty */
    stop_ix from, to;            /**< never the same */
    uint32_t length_mm;          /**< NO_IX unsaid */
    int32_t seconds;             /**< traversal_time; -1 unsaid */
    int32_t stairs;              /**< steps up (negative: down) from `from` to `to`; 0 unsaid */
    int32_t slope_permille;      /**< max_slope, positive upwards; 0 unsaid */
    uint32_t width_cm;           /**< min_width; 0 unsaid */
    uint8_t mode;                /**< enum pathway_mode */
    uint8_t both_ways;           /**< 1: may be gone back too */
    uint8_t reserved[2];
};

/** A walk between two stops on the streets, worked out before freezing. */
struct draft_walk {
    stop_ix from, to; /**< of the draft; not the same */
    int32_t seconds;  /**< of moving, without any change time */
};

/** A stretch of `shape_points`. */
struct draft_shape {
    uint32_t first_point, point_count;
};

/** What readers fill; the order of a vector is the order in which they added. */
struct draft {
    struct intern texts;          /**< its bytes become the texts; use draft_text */
    struct vec feeds;             /**< struct feed */
    struct vec zones;             /**< struct zone_span */
    struct vec zone_changes;      /**< struct zone_change */
    struct vec agencies;          /**< struct agency */
    struct vec stops;             /**< struct stop */
    struct vec routes;            /**< struct route */
    struct vec services;          /**< struct service */
    struct vec exceptions;        /**< struct service_exception, of one service by day */
    struct vec trips;             /**< struct draft_trip */
    struct vec calls;             /**< struct draft_call */
    struct vec frequencies;       /**< struct frequency */
    struct vec transfers;         /**< struct draft_transfer */
    struct vec pathways;          /**< struct draft_pathway */
    struct vec shapes;            /**< struct draft_shape */
    struct vec shape_points;      /**< struct point */
    struct vec shape_distances;   /**< float, one a point, shape_dist_traveled; NAN if unsaid */
    struct vec translations;      /**< struct translation; records are indices of this draft */
    struct vec attributions;      /**< struct attribution; likewise */
    struct vec credits;           /**< struct credit */
    struct vec stop_changes;      /**< struct stop_change, each stop once */
    struct streets_store streets; /**< packed; its ties name stops of this draft */
    struct names_draft names;     /**< of streets, houses and places of the map */
    struct tariff_draft tariff;   /**< what feeds say of prices */
    struct vec walks;             /**< struct draft_walk, on foot */
    struct vec wheelchair_walks;  /**< struct draft_walk, in a wheelchair */
};

/** Makes an empty draft. */
void draft_init(struct draft *draft);

/** Frees it; fine on a zeroed one. */
void draft_finish(struct draft *draft);

/** The text of `length` bytes, each kept once. The empty text is 0. Freezing refuses over 4 GiB. */
text_ix draft_text(struct draft *draft, const char *text, size_t length);

/** The characters of a text; valid until the next draft_text. */
const char *draft_text_at(const struct draft *draft, text_ix text);

/** First day on which a service runs; `exceptions` are its own, by day. INT32_MAX: never. */
civil_day draft_first_day(const struct service *service,
                          const struct service_exception *exceptions);

/** The last one; INT32_MIN: never. */
civil_day draft_last_day(const struct service *service, const struct service_exception *exceptions);

#endif
