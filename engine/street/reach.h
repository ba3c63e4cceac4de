#ifndef ENGINE_STREET_REACH_H
#define ENGINE_STREET_REACH_H

#include "engine/base/arena.h"
#include "engine/network/network.h"

/*
 * Which stops can be walked to from a place. Without streets this is the straight line, made
 * longer by a detour factor; the answer says so. Streets come behind this same door.
 */

/** A stop at which a journey may start or end, and how far it is from the door. */
struct endpoint {
    stop_ix stop;
    int32_t seconds; /**< walk between door and stop, >= 0 */
};

/** How far and how fast. */
struct reach_limits {
    int32_t seconds_max;      /**< of walking */
    double metres_per_second; /**< along real ways */
};

/** 15 minutes at 1.2 m/s. */
extern const struct reach_limits reach_default;

/** A straight line is taken to be this many times longer on the ground. */
#define REACH_DETOUR 1.3

/** Metres a second in a wheelchair, where nobody says otherwise. */
#define REACH_WHEELCHAIR_SPEED 0.8

/** What was found around a place. */
struct reach {
    struct endpoint *stops; /**< served stops in reach, by index; in the arena */
    uint32_t count;
};

/** The served stops in reach of `place`. */
void reach_run(const struct network *network, struct point place, const struct reach_limits *limits,
               struct arena *arena, struct reach *reach);

/** Seconds and metres of the walk between two places. */
int32_t reach_walk_seconds(struct point a, struct point b, const struct reach_limits *limits);

#endif
