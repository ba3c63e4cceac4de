#ifndef TESTS_RT_WORDS_H
#define TESTS_RT_WORDS_H

#include "engine/base/civil.h"
#include "feeds/realtime/realtime.h"
#include "tests/pbf_bytes.h"

/*
 * GTFS-Realtime messages written as words, for tests. A trip update is a line
 *
 *   T @20260504 ^08:00:00 !3 late:60 | P a+60 | #2 d=08:12 | Q !1
 *
 * trip     its id, then @start_date ^start_time !relation route: dir: late:delay at:stamp
 *          vehicle: label: plate: wheel:   as: on: from: sign: short: (trip_properties: trip_id,
 *          start_date, start_time, trip_headsign, trip_short_name)
 * stop     its id or #sequence or both, then a+60 a-60 a=08:01:30 (arrival: delay, time), d
 *          likewise, A= D= (scheduled_time), u: (uncertainty of the departure), !relation,
 *          to:stop (assigned_stop_id) sign: pick: drop: occ:
 *
 * A vehicle: the same words for its trip, then | words: stop: #sequence status: lat: lon: at:08:01
 * bearing: speed: occ: full: id: label: ; an alert: | a selector with agency: route: stop: type:
 * dir: trip: @date ^time, where one with header: description: url: (text/language), from: until:
 * (active), shown: to: (communication), hit: over: (impact), cause: effect: severity: is the alert
 * itself. A clock is one of `midnight`; =0 and at:0 stay 0.
 */

/** A message being written. */
struct rt_words {
    struct pbf_bytes bytes;
    unix_time midnight; /**< where the clock times of the words count from */
};

/** Starts a message; stamp 0: none. */
void rt_begin(struct rt_words *words, unix_time midnight, unix_time stamp, bool differential);

/** Adds an entity of that id (NULL: none). */
void rt_trip(struct rt_words *words, const char *entity, const char *line);
void rt_vehicle(struct rt_words *words, const char *entity, const char *line);
void rt_alert(struct rt_words *words, const char *entity, const char *line);

/** Adds an entity that is deleted. */
void rt_deleted(struct rt_words *words, const char *entity);

/** The message. */
struct realtime_bytes rt_bytes(const struct rt_words *words);

#endif
