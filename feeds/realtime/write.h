#ifndef FEEDS_REALTIME_WRITE_H
#define FEEDS_REALTIME_WRITE_H

#include "engine/base/vec.h"
#include "feeds/realtime/realtime.h"

/**
 * Appends the message to `bytes` (items of one byte) as it goes over the wire. Decoding that gives
 * the message again, and the same message always gives the same bytes. A vehicle or an alert that
 * is the next of its list and bears the id of the trip update or vehicle before it shares its
 * entity; deleted ids come last. What was only counted (shapes, stops, trip_modifications) is not
 * written. Texts are written as they are, nothing is judged: a message for others needs a version,
 * and an id for each entity.
 */
void realtime_write(const struct realtime_message *message, struct vec *bytes);

#endif
