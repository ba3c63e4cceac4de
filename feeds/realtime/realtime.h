#ifndef FEEDS_REALTIME_REALTIME_H
#define FEEDS_REALTIME_REALTIME_H

#include "engine/base/arena.h"
#include "engine/base/civil.h"
#include "engine/base/error.h"
#include "engine/base/geo.h"
#include "feeds/findings/findings.h"

/*
 * GTFS-Realtime messages, decoded. Ids are as the feed wrote them: nothing is matched with a
 * timetable here. Whether a field was given is kept where that makes a difference; numbers of
 * enumerations are those of the standard, and one that this version does not know is read as if the
 * field were not given, except for what says what becomes of a trip or a stop.
 */

/** A text in the arena, valid UTF-8 and NUL-terminated; an empty one counts as not given. */
struct realtime_text {
    const char *text; /**< NULL: not given */
    uint32_t length;
};

/** What becomes of a trip; 4 was never used. */
enum realtime_relation {
    TRIP_SCHEDULED = 0,
    TRIP_ADDED = 1,
    TRIP_UNSCHEDULED = 2, /**< of a trip by headways without exact times */
    TRIP_CANCELED = 3,
    TRIP_REPLACEMENT = 5, /**< the updates are all its stops */
    TRIP_DUPLICATED = 6,
    TRIP_DELETED = 7, /**< as canceled, and not to be shown */
    TRIP_NEW = 8,
    TRIP_UNKNOWN = 255, /**< a number of no version we know: nothing can be concluded */
};

/** What becomes of a stop of a trip. */
enum realtime_stop_relation {
    STOP_SCHEDULED = 0,
    STOP_SKIPPED = 1,
    STOP_NO_DATA = 2,
    STOP_UNSCHEDULED = 3,
    STOP_UNKNOWN = 255, /**< a number of no version we know */
};

/** How full a vehicle is. */
enum realtime_occupancy {
    OCCUPANCY_EMPTY,
    OCCUPANCY_MANY_SEATS,
    OCCUPANCY_FEW_SEATS,
    OCCUPANCY_STANDING,
    OCCUPANCY_CRUSHED,
    OCCUPANCY_FULL,
    OCCUPANCY_NOT_ACCEPTING,
    OCCUPANCY_NO_DATA,
    OCCUPANCY_NOT_BOARDABLE,
    OCCUPANCY_NOT_GIVEN = 255,
};

/** Which trip is meant, and which of its runs. */
struct realtime_run {
    struct realtime_text trip_id, route_id;
    struct realtime_text modifications_id, affected_trip_id; /**< of modified_trip */
    day_time start_time;
    civil_day start_date;
    bool has_start_time, has_start_date, has_direction, has_relation;
    bool unclear; /**< a date or time was given that is none: nobody knows which run is meant */
    uint8_t direction; /**< 0 or 1 */
    uint8_t relation;  /**< enum realtime_relation; TRIP_SCHEDULED when not given */
};

/** A vehicle by its names. */
struct realtime_vehicle_name {
    struct realtime_text id, label, plate;
    uint8_t wheelchair; /**< 0 nothing said, 1 unknown, 2 accessible, 3 not */
};

/** An arrival or a departure. */
struct realtime_event {
    unix_time time, scheduled;
    int32_t delay;       /**< seconds, at most REALTIME_DELAY_MAX either way */
    int32_t uncertainty; /**< seconds, 0: certain */
    bool has_time, has_scheduled, has_delay, has_uncertainty;
};

#define REALTIME_DELAY_MAX (7 * 86400) /**< a longer delay is a mistake and not kept */

/** What else changes at a stop. */
struct realtime_stop_change {
    struct realtime_text assigned_stop_id, headsign;
    bool has_pickup, has_drop_off;
    uint8_t pickup, drop_off; /**< as pickup_type of GTFS: 0 .. 3 */
};

/** One stop of a trip: it has a stop_id, a sequence or both. */
struct realtime_stop {
    struct realtime_text stop_id;
    struct realtime_event arrival, departure;  /**< nothing given: all `has_` are false */
    const struct realtime_stop_change *change; /**< NULL: none */
    uint32_t sequence;
    bool has_sequence;
    uint8_t relation;  /**< enum realtime_stop_relation */
    uint8_t occupancy; /**< enum realtime_occupancy, when it leaves */
};

/** Properties of a trip: new ones, or those of a copy. */
struct realtime_trip_change {
    struct realtime_text trip_id, shape_id, headsign, short_name;
    day_time start_time;
    civil_day start_date;
    bool has_start_time, has_start_date;
};

/** A trip update. */
struct realtime_trip {
    struct realtime_text entity; /**< id of the entity it came in */
    struct realtime_run run;     /**< has a trip_id, or a route_id */
    struct realtime_vehicle_name vehicle;
    const struct realtime_stop *stops; /**< in the order of the message */
    uint32_t stop_count;
    const struct realtime_trip_change *change; /**< NULL: none */
    unix_time stamp;                           /**< 0: not given */
    int32_t delay;
    bool has_delay;
};

/** A coach of a train. */
struct realtime_carriage {
    struct realtime_text id, label;
    uint32_t sequence;  /**< 1 is the first; 0: not given */
    int32_t percentage; /**< -1: not known */
    uint8_t occupancy;  /**< enum realtime_occupancy */
};

/** Where a vehicle is and how it fares. */
struct realtime_vehicle {
    struct realtime_text entity;
    struct realtime_run run; /**< all empty: not on a trip, or not said */
    struct realtime_vehicle_name name;
    struct realtime_text stop_id; /**< the stop that `status` is about */
    const struct realtime_carriage *carriages;
    uint32_t carriage_count;
    uint32_t sequence; /**< of that stop */
    unix_time stamp;   /**< when it was there; 0: not given */
    double odometer;   /**< metres */
    struct point place;
    float bearing; /**< degrees from north, clockwise, 0 .. 360 */
    float speed;   /**< metres a second */
    uint32_t percentage;
    bool has_run, has_position, has_bearing, has_odometer, has_speed;
    bool has_sequence, has_status, has_percentage;
    uint8_t status;     /**< 0 nearly at the stop, 1 at it, 2 (the default) on its way to it */
    uint8_t congestion; /**< 0 unknown .. 4 severe */
    uint8_t occupancy;  /**< enum realtime_occupancy */
};

/** A span of time; 0: open on that side. */
struct realtime_period {
    unix_time start, end;
};

/** Periods of one kind. */
struct realtime_periods {
    const struct realtime_period *items;
    uint32_t count;
};

/** Who is concerned by an alert: what fits all that is given; something is. */
struct realtime_selector {
    struct realtime_text agency_id, route_id, stop_id;
    const struct realtime_run *run; /**< NULL: no trip */
    int32_t route_type;
    bool has_route_type, has_direction;
    uint8_t direction;
};

/** A text in a language (BCP 47; NULL: not said). */
struct realtime_translation {
    struct realtime_text text, language;
};

/** The texts of an alert. */
enum realtime_alert_text {
    ALERT_URL,
    ALERT_HEADER,
    ALERT_DESCRIPTION,
    ALERT_SPOKEN_HEADER,
    ALERT_SPOKEN_DESCRIPTION,
    ALERT_IMAGE_TEXT,
    ALERT_CAUSE_DETAIL,
    ALERT_EFFECT_DETAIL,
    ALERT_TEXTS
};

/** One text in its languages. */
struct realtime_texts {
    const struct realtime_translation *items;
    uint32_t count;
};

/** A picture in a language. */
struct realtime_image {
    struct realtime_text url, media_type, language;
};

/** An alert. */
struct realtime_alert {
    struct realtime_text entity;
    struct realtime_periods active;        /**< the older way to say both of the next ones */
    struct realtime_periods communication; /**< when to show it */
    struct realtime_periods impact;        /**< when service is affected */
    const struct realtime_selector *selectors;
    uint32_t selector_count;
    struct realtime_texts texts[ALERT_TEXTS];
    const struct realtime_image *images;
    uint32_t image_count;
    uint8_t cause;    /**< 1 unknown (the default) .. 12 medical emergency */
    uint8_t effect;   /**< 1 no service .. 8 unknown (the default) .. 11 accessibility */
    uint8_t severity; /**< 1 unknown (the default), 2 information, 3 warning, 4 severe */
};

/** A whole message. All lies in the arena it was decoded into. */
struct realtime_message {
    struct realtime_text version, feed_version;
    unix_time stamp;   /**< when it was made, never later than now; 0: not known */
    bool differential; /**< only what changed since the last one */
    const struct realtime_trip *trips;
    const struct realtime_vehicle *vehicles;
    const struct realtime_alert *alerts;
    const struct realtime_text *deleted; /**< ids of entities that are no more */
    uint32_t trip_count, vehicle_count, alert_count, deleted_count;
    uint32_t entities;                     /**< in the message, usable or not */
    uint32_t stop_updates, selectors;      /**< in all trips, all alerts */
    uint32_t shapes, stops, modifications; /**< entities of kinds not read yet */
};

/** How much a message may hold, and the time it is judged at. */
struct realtime_limits {
    size_t bytes;           /**< of the message */
    uint32_t entities;      /**< counted before anything is unpacked, as the next three */
    uint32_t stop_updates;  /**< of all trips */
    uint32_t stops_of_trip; /**< of one entity */
    uint32_t selectors;     /**< of all alerts */
    uint32_t added;         /**< trips the timetable does not have; further ones are dropped */
    uint32_t text;          /**< bytes of a text for people; longer ones are cut */
    size_t entity_memory;   /**< to unpack one entity; one that needs more is dropped */
    size_t memory;          /**< of what is kept */
    unix_time now;          /**< stamps are held against it; 0: they are not */
    int32_t ahead;          /**< seconds a stamp may be in the future */
};

/** The usual limits: 32 MiB, 200,000 entities, 2 million stops ... (feeds/realtime/README.md). */
struct realtime_limits realtime_limits_usual(unix_time now);

/** A message as it came. All is borrowed. */
struct realtime_bytes {
    const void *data;
    size_t length;
    const char *name; /**< file or address: the place in findings and errors */
};

/**
 * Decodes a message; what it points to is in the arena, nothing in the bytes. False: it is none,
 * damaged as a whole, or beyond a limit; the arena may hold leavings. An entity that is damaged
 * alone is a finding.
 */
MUST_CHECK bool realtime_decode(struct realtime_bytes bytes, const struct realtime_limits *limits,
                                struct arena *arena, struct findings *findings,
                                struct realtime_message *message, struct error *error);

/** Reads a file and decodes it. */
MUST_CHECK bool realtime_read(const char *path, const struct realtime_limits *limits,
                              struct arena *arena, struct findings *findings,
                              struct realtime_message *message, struct error *error);

/** Whether the file starts as a message does, or is named `.pb` and does not start as a map. */
bool realtime_recognise(const char *path);

#endif
