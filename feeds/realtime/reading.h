#ifndef FEEDS_REALTIME_READING_H
#define FEEDS_REALTIME_READING_H

#include <protobuf-c/protobuf-c.h>

#include "engine/base/intern.h"
#include "feeds/realtime/kinds.h"
#include "feeds/realtime/realtime.h"
#include "feeds/realtime/wire.h"

/* A message being decoded: what the files of this room share. */

/* Unpacked messages; gtfs_realtime.proto says what is in them. */
struct RtTrip;
struct RtVehicleName;
struct RtTripUpdate;
struct RtVehicle;
struct RtAlert;

/** Where decoding stands. */
struct reading {
    const char *place; /**< for errors */
    const char *name;  /**< its last part, for findings */
    const struct realtime_limits *limits;
    struct arena *arena; /**< what is kept goes here */
    struct findings *findings;
    struct error *error;
    struct realtime_message *message;
    struct wire_counts counts;
    struct arena unpacked; /**< one entity at a time */
    ProtobufCAllocator allocator;
    struct intern ids; /**< of entities seen */
    struct realtime_trip *trips;
    struct realtime_vehicle *vehicles;
    struct realtime_alert *alerts;
    struct realtime_text *deleted;
    struct realtime_text entity; /**< id of the one at hand */
    uint32_t added;              /**< trips the timetable does not have */
    bool spoilt;                 /**< an id of what is at hand was too long */
};

/** Reports an oddity of the entity at hand. */
void reading_report(struct reading *reading, enum realtime_oddity oddity);

/** The same with a detail of its own. */
void reading_report_detail(struct reading *reading, enum realtime_oddity oddity, const char *format,
                           ...) __attribute__((format(printf, 3, 4)));

/** An id: mended UTF-8; one that is too long sets `spoilt`. */
struct realtime_text reading_id(struct reading *reading, protobuf_c_boolean given,
                                ProtobufCBinaryData bytes);

/** A text for people: mended UTF-8, cut to the limit. */
struct realtime_text reading_text(struct reading *reading, protobuf_c_boolean given,
                                  ProtobufCBinaryData bytes);

/** A moment in seconds; 0: none that can be used. */
unix_time reading_time(struct reading *reading, uint64_t number);

/** A moment that has passed: one in the future becomes now. */
unix_time reading_stamp(struct reading *reading, protobuf_c_boolean given, uint64_t number);

/** Whether the delay can be used. */
bool reading_delay(struct reading *reading, protobuf_c_boolean given, int32_t delay);

/** What reading_choice may return. */
struct reading_range {
    uint8_t low, high; /**< what the standard knows */
    uint8_t missing;   /**< returned when the field is not given */
    uint8_t unknown;   /**< returned for other numbers */
};

/** A field that chooses one of several: its number, as the range says. */
uint8_t reading_choice(struct reading *reading, const char *field, protobuf_c_boolean given,
                       int32_t number, struct reading_range range);

/** Which trip is meant; `trip` may be NULL. */
struct realtime_run reading_run(struct reading *reading, const struct RtTrip *trip);

/** Whether the run names a trip, or at least a route. */
bool reading_run_named(const struct realtime_run *run);

/** `HH:MM:SS`, up to 720 hours. False: not given, or none. */
bool reading_clock(struct reading *reading, protobuf_c_boolean given, ProtobufCBinaryData bytes,
                   day_time *time);

/** `YYYYMMDD`. False: not given, or none. */
bool reading_date(struct reading *reading, protobuf_c_boolean given, ProtobufCBinaryData bytes,
                  civil_day *day);

/** A direction: 0 or 1. False: not given, or none. */
bool reading_direction(struct reading *reading, protobuf_c_boolean given, uint32_t number,
                       uint8_t *direction);

/** How full something is. */
uint8_t reading_occupancy(struct reading *reading, protobuf_c_boolean given, int32_t number);

/** The names of a vehicle; `names` may be NULL. */
struct realtime_vehicle_name reading_vehicle_name(struct reading *reading,
                                                  const struct RtVehicleName *names);

/** Keeps a trip update, or reports why not. */
void reading_add_trip(struct reading *reading, const struct RtTripUpdate *update);

/** Keeps a vehicle, or reports why not. */
void reading_add_vehicle(struct reading *reading, const struct RtVehicle *from);

/** Keeps an alert, or reports why not. */
void reading_add_alert(struct reading *reading, const struct RtAlert *from);

#endif
