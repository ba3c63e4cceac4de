#ifndef DATA_LIVE_TRAFFIC_H
#define DATA_LIVE_TRAFFIC_H

#include "engine/base/arena.h"
#include "engine/base/vec.h"
#include "engine/world/world.h"
#include "feeds/realtime/realtime.h"

/*
 * A day like any other in the streets of a network: what its vehicles would say of themselves at
 * one moment. All is worked out from the timetable, the moment and a seed, nothing is remembered.
 */

/** What becomes of a ride. */
enum traffic_fate {
    FATE_RUNS,      /**< more or less late */
    FATE_CANCELLED, /**< not at all */
    FATE_SKIPS,     /**< past one of its stops */
    FATE_ELSEWHERE, /**< from another platform of the same station */
    FATE_ADDED,     /**< it is a further one, like that of the timetable and later */
    FATES
};

/** A run as it goes. */
struct traffic_ride {
    struct run run; /**< of the timetable; added: the one it is like */
    const struct trip *trip;
    const struct pattern *pattern;
    const struct route *route;
    unix_time day_start; /**< where the run's day_time 0 lies */
    day_time start;      /**< when it is to start: as promised, but for headways and added ones */
    unix_time heard;     /**< when it last spoke */
    uint64_t seed;       /**< its own */
    uint32_t call;       /**< the one its fate is about */
    stop_ix platform;    /**< FATE_ELSEWHERE: where it leaves instead */
    uint8_t fate;        /**< enum traffic_fate */
    bool headway;        /**< no time is promised for it */
};

/** Arrival and departure at one call. */
struct traffic_time {
    unix_time arrive, depart;
};

/** A feed at a moment. */
struct traffic {
    const struct network *network; /**< borrowed */
    feed_ix feed;
    uint64_t seed;
    unix_time now;
    struct zone zone;
    struct vec rides; /**< struct traffic_ride: all that start from two hours ago to in two hours */
};

/** Looks at a feed; the network must stay open. */
void traffic_open(struct traffic *traffic, const struct network *network, feed_ix feed,
                  uint64_t seed, unix_time now);

/** Forgets it. */
void traffic_close(struct traffic *traffic);

/** How busy the city is at that time: 0.2 at night .. 1. */
double traffic_rush(const struct traffic *traffic, unix_time time);

/** How a line fares at that time, -1 well .. 1 badly. */
double traffic_line(const struct traffic *traffic, route_ix route, unix_time time);

/** When the timetable has the ride arrive at and leave a call, or would have. */
struct traffic_time traffic_promised(const struct traffic *traffic, const struct traffic_ride *ride,
                                     uint32_t call);

/** When it arrives and leaves, what is to come included: one a call, in the arena. */
struct traffic_time *traffic_times(const struct traffic *traffic, const struct traffic_ride *ride,
                                   struct arena *arena);

/** The same as the vehicle knows it when last heard: the past as it was, the rest foreseen. */
struct traffic_time *traffic_foreseen(const struct traffic *traffic,
                                      const struct traffic_ride *ride, struct arena *arena);

/** How full it leaves a call: a hundredth each. */
uint32_t traffic_full(const struct traffic *traffic, const struct traffic_ride *ride,
                      uint32_t call);

/** That as the standard has it. */
uint8_t traffic_occupancy(uint32_t full);

/** A text for a message. */
struct realtime_text traffic_text(const char *text);

/** The text at `text` of the network. */
struct realtime_text traffic_own(const struct traffic *traffic, text_ix text);

/** How messages call the ride. */
struct realtime_run traffic_run(const struct traffic *traffic, const struct traffic_ride *ride,
                                struct arena *arena);

/** Whether an added ride is told as a copy of another (trains, coaches, boats) or as a new one. */
bool traffic_copies(const struct traffic_ride *ride);

/** The id of an added ride. */
struct realtime_text traffic_added_id(const struct traffic *traffic,
                                      const struct traffic_ride *ride, struct arena *arena);

/** How they call its entity, and its vehicle. */
struct realtime_text traffic_entity(const struct traffic *traffic, const struct traffic_ride *ride,
                                    struct arena *arena);

/** Likewise. */
struct realtime_vehicle_name traffic_vehicle_name(const struct traffic *traffic,
                                                  const struct traffic_ride *ride,
                                                  struct arena *arena);

/** The message of all trip updates; it lies in the arena and points into the network. */
struct realtime_message traffic_trips(const struct traffic *traffic, struct arena *arena);

/** Likewise of the vehicles under way. */
struct realtime_message traffic_vehicles(const struct traffic *traffic, struct arena *arena);

/** Likewise of the alerts. */
struct realtime_message traffic_alerts(const struct traffic *traffic, struct arena *arena);

/** Moves what is in the list to the arena. */
void *traffic_keep(struct vec *list, struct arena *arena);

/** A message without anything in it. */
struct realtime_message traffic_message(const struct traffic *traffic);

#endif
