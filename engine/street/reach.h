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
    double metres_per_second; /**< along real ways, > 0 */
};

/** 15 minutes at 1.2 m/s. */
extern const struct reach_limits reach_default;

/** A straight line is taken to be this many times longer on the ground. */
#define REACH_DETOUR 1.3

/** Metres a second in a wheelchair, where nobody says otherwise. */
#define REACH_WHEELCHAIR_SPEED 0.8

/** What was found around a place. */
struct reach {
    struct endpoint *stops; /**< from south to north; in the arena */
    uint32_t count;
};

/** Seconds of a walk that is too far to be told apart from any other such. */
#define REACH_NEVER (INT32_MAX / 4)

/** The served stops in reach of `place` that have coordinates; 0 when there are none. */
void reach_run(const struct network *network, struct point place, const struct reach_limits *limits,
               struct arena *arena, struct reach *reach);

/** Seconds of the walk between two places, rounded up; at most REACH_NEVER. */
int32_t reach_walk_seconds(struct point a, struct point b, const struct reach_limits *limits);

#endif
