#ifndef API_RENDER_ONE_TO_MANY_H
#define API_RENDER_ONE_TO_MANY_H

#include "api/reply.h"
#include "api/request.h"
#include "engine/street/profile.h"

/* How far it is from one place to many, or from many to one, by one means. */

#define ONE_TO_MANY_MAX 10000

/** The question. */
struct one_to_many {
    struct request_place one;
    struct request_place *many; /**< in the arena */
    uint32_t count;             /**< at most ONE_TO_MANY_MAX */
    struct profile profile;
    int32_t seconds_max;
    double street_metres; /**< how far from a place a street may be */
    bool arrive_by;       /**< from the many to the one */
    bool distances;       /**< metres are wanted too */
};

/** How far one of the many is. */
struct one_to_many_way {
    int32_t seconds; /**< -1: not within what was allowed */
    double metres;   /**< when distances were asked for */
    bool straight;   /**< along a straight line, since no streets are known */
};

/** Writes one object for each of the many; an empty one where there is no way. */
void render_one_to_many(const struct one_to_many *ask, const struct one_to_many_way *ways,
                        struct arena *arena, struct reply *reply);

#endif
