#ifndef FEEDS_REALTIME_WIRE_H
#define FEEDS_REALTIME_WIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The wire rules of protobuf, walked without unpacking: so a message is counted before memory is
 * taken for it, and entities can be unpacked one by one.
 */

/** What is left of some bytes. */
struct wire {
    const uint8_t *at, *end;
};

/** One field. */
struct wire_field {
    uint32_t number;
    bool nested;          /**< it has bytes; else it is a number of some kind */
    uint64_t value;       /**< of a base-128 number; others are not read */
    const uint8_t *bytes; /**< borrowed from the walk */
    size_t length;
};

/** How a step ended. */
enum wire_step {
    WIRE_FIELD,
    WIRE_END,
    WIRE_CUT,   /**< a field reaches over the end */
    WIRE_GROUP, /**< a group, which this format never has */
    WIRE_WRONG, /**< no field starts so */
};

/** Takes the next field. */
enum wire_step wire_next(struct wire *wire, struct wire_field *field);

/** What a message holds, counted on the wire. */
struct wire_counts {
    uint32_t entities, trips, vehicles, alerts;
    uint32_t stop_updates; /**< of all trips */
    uint32_t most_stops;   /**< of one entity */
    uint32_t selectors;    /**< of all alerts */
};

/** Adds what an entity holds; what is damaged inside ends its counting only. */
void wire_count_entity(struct wire_counts *counts, const uint8_t *bytes, size_t length);

#endif
